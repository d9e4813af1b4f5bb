"""`dougong serve`: the server, after the database has been brought to this version and somebody can sign in."""

from __future__ import annotations

import gc
import os
import secrets
import socket
import subprocess
import sys
from argparse import ArgumentParser, BooleanOptionalAction, Namespace
from ipaddress import ip_address
from pathlib import Path

import uvicorn

from builder.commands import place
from builder.commands.command import Stop
from builder.house import demo_logins, is_empty
from builder.server.application import application
from builder.server.call import Server
from builder.server.passwords import hashed
from engine.runtime.jobs import EmbeddedQueue
from engine.runtime.mail import MailServer, mailer
from engine.runtime.unit import House
from engine.runtime.workspace import Person, add_people, add_workspace

PAGES = Path(__file__).parents[1] / "static"


def arguments(parser: ArgumentParser) -> None:
    place.arguments(parser)
    parser.add_argument("--host", default="127.0.0.1", help="the address to answer on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="the port to answer on (8000); 0 takes a free one")
    parser.add_argument("--demo", action=BooleanOptionalAction, default=False, help="bring sample apps and people")


def run(options: Namespace) -> int:
    house = place.house(options)
    first_words = _let_somebody_in(house, options)
    with house.reading() as unit:
        everybodys = demo_logins(unit)
    if everybodys and not is_loopback(options.host):
        raise Stop(
            "This data folder holds the demo's accounts, whose password everybody knows: it is served on loopback "
            "only. Start anew with --no-demo and another --data."
        )
    listening = _listening(options.host, options.port)
    print(f"Dougong is on {_address(listening)}", flush=True)
    if everybodys:
        first_words = f"Sign in as {', '.join(everybodys)}; the password is demo-password.\n"
    print(first_words, end="", flush=True)
    queue = EmbeddedQueue(house, {"email": mailer(_mail_server())})
    app = application(Server(house, options.data.resolve(), PAGES), beside=queue.running)
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, timeout_keep_alive=30)
    gc.collect()
    gc.freeze()  # what was made until now stays for good: the collector need not walk it again and again
    uvicorn.Server(config).run(sockets=[listening])
    return 0


def _mail_server() -> MailServer | None:
    """Where mail goes: DOUGONG_SMTP_URL and DOUGONG_MAIL_FROM; without them mail waits in the outbox."""
    url = os.environ.get("DOUGONG_SMTP_URL")
    if not url:
        return None
    try:
        return MailServer.of(url, os.environ.get("DOUGONG_MAIL_FROM", "dougong@localhost"))
    except ValueError as error:
        raise Stop(f"DOUGONG_SMTP_URL: {error}") from None


def is_loopback(host: str) -> bool:
    """ "127.0.0.1", "::1", "localhost" → True; every other name and address → False."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _let_somebody_in(house: House, options: Namespace) -> str:
    """On the first start somebody must be able to sign in; answers what the person at the terminal has to know."""
    with house.reading() as unit:
        if not is_empty(unit):
            return ""
    if not options.demo:
        return _first_administrator(house)
    # In a process of its own: a year of work takes memory that the server need not keep.
    command = [sys.executable, "-m", "builder.cli", "demo", "--data", str(options.data)]
    given = {} if options.database_url is None else {place.DATABASE_URL: options.database_url}
    if subprocess.run(command, env={**os.environ, **given}, check=False).returncode != 0:
        raise Stop("The demo could not be brought; --no-demo starts without it.")
    return ""


def _first_administrator(house: House) -> str:
    password = secrets.token_urlsafe(12)
    with house.writing() as unit:
        workspace = add_workspace(unit, "main", "我的公司")
        admin = Person("admin", "管理员", password_hash=hashed(password), builder=True, admin=True)
        add_people(unit, workspace, [admin])
    return f"The first account is admin with the password {password} — it is shown only now.\n"


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}"


def _listening(host: str, port: int) -> socket.socket:
    if not 0 <= port <= 65535:
        raise Stop(f"There is no port {port}.")
    try:
        listening = socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=512
        )
        # Else the body of an answer waits 40 ms for the browser to confirm its head.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listening
    except OSError as error:
        raise Stop(f"Cannot answer on {host} port {port}: {error.strerror}. Another --port may be free.") from None
