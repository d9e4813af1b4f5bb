"""The tables of the platform itself, in one metadata; Alembic migrates them."""

from engine.data.platform.apps import (
    app_versions,
    apps,
    comments,
    counters,
    drafts,
    files,
    parameters,
    parked,
    saved_views,
)
from engine.data.platform.base import DATA, DOCUMENT, METADATA, Instant
from engine.data.platform.people import (
    api_keys,
    departments,
    login_failures,
    role_members,
    sessions,
    users,
    workspaces,
)
from engine.data.platform.running import audit, audit_heads, idempotency, import_rows, imports, outbox, timers
from engine.data.platform.work import case_events, cases, notifications, tasks, traces

__all__ = [
    "DATA",
    "DOCUMENT",
    "METADATA",
    "Instant",
    "api_keys",
    "app_versions",
    "apps",
    "audit",
    "audit_heads",
    "case_events",
    "cases",
    "comments",
    "counters",
    "departments",
    "drafts",
    "files",
    "idempotency",
    "import_rows",
    "imports",
    "login_failures",
    "notifications",
    "outbox",
    "parameters",
    "parked",
    "role_members",
    "saved_views",
    "sessions",
    "tasks",
    "timers",
    "traces",
    "users",
    "workspaces",
]
