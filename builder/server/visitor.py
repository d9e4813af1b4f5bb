"""Who is calling: the person behind a session cookie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.data.database import Row
from engine.runtime.unit import ReadUnit


@dataclass(frozen=True, slots=True)
class Visitor:
    """`session` is the hash under which the session is stored, never the token itself. `standing` is what was found of
    the app that the path names, if it names one, and `unit` is where."""

    unit: ReadUnit
    standing: Row
    session: str
    csrf: str
    seen_at: datetime
    time_zone: str
    login: str
    id: str
    workspace_id: str
    name: str
    department_id: str | None
    locale: str
    builder: bool
    admin: bool
