"""Telling people: a line in their inbox at once, an e-mail through the outbox, both in the transaction of the cause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from engine.data.outbox import Message, append
from engine.data.platform import notifications, users
from engine.kernel.ids import new_id
from engine.kernel.wording import Text
from engine.runtime.unit import ReadUnit, WriteUnit

_PEOPLE = sa.select(users.c.id, users.c.locale, users.c.email).where(
    users.c.id.in_(sa.bindparam("ids", expanding=True)), users.c.active
)
_TELL = sa.insert(notifications)


@dataclass(frozen=True, slots=True)
class Notice:
    """`link` is a path of the UI, e.g. "/a/loan_crm/f/lead/r/0193…"."""

    workspace_id: str
    app_id: str | None
    title: Text
    body: Text | None = None
    link: str | None = None
    channels: tuple[str, ...] = ("app",)
    urgent: bool = False


def record_link(app: str, form: str, record: str) -> str:
    """Where the UI shows a record."""
    return f"/a/{app}/f/{form}/r/{record}"


def list_link(app: str, form: str) -> str:
    """Where the UI lists the records of a form."""
    return f"/a/{app}/f/{form}"


def tell(unit: WriteUnit, people: Sequence[str], notice: Notice) -> None:
    """Everybody once, in their own language; people who left hear nothing."""
    if not people:
        return
    found = unit.session.rows(_PEOPLE, {"ids": list(dict.fromkeys(people))})
    if "app" in notice.channels and found:
        unit.session.execute(_TELL, [_line(unit, notice, user, locale) for user, locale, _ in found])
    if "email" in notice.channels:
        for user, locale, address in found:
            if address:
                _mail(unit, notice, user, locale, address)


def _line(unit: WriteUnit, notice: Notice, user: str, locale: str) -> dict[str, object]:
    return {
        "id": new_id(),
        "workspace_id": notice.workspace_id,
        "user_id": user,
        "app_id": notice.app_id,
        "title": notice.title.in_locale(locale)[:300],
        "body": "" if notice.body is None else notice.body.in_locale(locale),
        "link": notice.link,
        "at": unit.now,
        "urgent": notice.urgent,
    }


def _mail(unit: WriteUnit, notice: Notice, user: str, locale: str, address: str) -> None:
    payload = {
        "to": address,
        "subject": notice.title.in_locale(locale),
        "text": "" if notice.body is None else notice.body.in_locale(locale),
        "link": notice.link,
    }
    append(unit.session, [Message("email", payload, workspace_id=notice.workspace_id, app_id=notice.app_id)], unit.now)


_TITLES = sa.select(notifications.c.title).where(notifications.c.user_id == sa.bindparam("user"))


def titles(unit: ReadUnit, user_id: str) -> list[str]:
    """What somebody was told, in no promised order."""
    return [row[0] for row in unit.session.rows(_TITLES, {"user": user_id})]
