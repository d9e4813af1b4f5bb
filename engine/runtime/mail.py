"""E-mail by SMTP, each message under the id of its outbox row."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import localtime
from urllib.parse import unquote, urlsplit

from engine.data.outbox import Claimed
from engine.runtime.jobs import Handler
from engine.runtime.unit import House

TIMEOUT = 20


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail goes: `smtp://user:password@host:587` (STARTTLS where offered) or `smtps://…:465`."""

    host: str
    port: int
    sender: str
    user: str | None = None
    password: str | None = None
    tls: bool = False

    @classmethod
    def of(cls, url: str, sender: str) -> MailServer:
        """The server of an address; ValueError when it is none."""
        parts = urlsplit(url)
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            raise ValueError(f"{url} is no address of a mail server: smtp://host:587")
        tls = parts.scheme == "smtps"
        user = None if parts.username is None else unquote(parts.username)
        password = None if parts.password is None else unquote(parts.password)
        return cls(parts.hostname, parts.port or (465 if tls else 587), sender, user, password, tls)


class NoMailServer(Exception):
    """Mail is due and there is nowhere to hand it in."""


def mailer(server: MailServer | None) -> Handler:
    """The handler of `email` messages."""

    def send(house: House, message: Claimed) -> None:
        if server is None:
            raise NoMailServer("No mail server is configured (DOUGONG_SMTP_URL).")
        with _connected(server) as connection:
            connection.send_message(_composed(server, message))

    return send


def _connected(server: MailServer) -> smtplib.SMTP:
    if server.tls:
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=TIMEOUT, context=ssl.create_default_context()
        )
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
        connection.ehlo()
        if connection.has_extn("starttls"):
            connection.starttls(context=ssl.create_default_context())
    if server.user is not None:
        connection.login(server.user, server.password or "")
    return connection


def _composed(server: MailServer, message: Claimed) -> EmailMessage:
    payload = message.payload
    mail = EmailMessage()
    mail["From"] = server.sender
    mail["To"] = str(Address(addr_spec=payload["to"]))
    mail["Subject"] = " ".join(str(payload["subject"]).split())
    mail["Date"] = localtime()
    mail["Message-ID"] = f"<{message.id}@dougong>"
    mail.set_content(f"{payload['text']}\n" if payload["text"] else f"{payload['subject']}\n")
    return mail
