"""What leaves the process or is due later, what must not happen twice, imports, and the evidence of changes."""

from __future__ import annotations

import sqlalchemy as sa

from engine.data.platform.base import METADATA, data, identity, instant, number, ref, text

outbox = sa.Table(
    "outbox",
    METADATA,
    identity(),
    ref("workspace_id", null=True),
    ref("app_id", null=True),
    text("kind", 40),
    sa.Column("key", sa.String(200), nullable=True, unique=True),
    data("payload", null=False),
    text("state", 10, default="waiting"),
    instant("due_at"),
    number("attempts"),
    text("worker", 60, null=True),
    instant("leased_until", null=True),
    text("error", null=True),
    instant("created_at"),
    instant("done_at", null=True),
    sa.Index(None, "state", "due_at"),
    sa.Index(None, "app_id", "state"),
)
"""Written in the transaction of its cause. `state`: waiting → leased → done | waiting again | dead."""

timers = sa.Table(
    "timers",
    METADATA,
    identity(),
    ref("app_id", "apps", cascade=True),
    text("kind", 20),
    text("key", 120),
    text("misfire", 10, default="once"),
    instant("next_at", null=True),
    instant("last_at", null=True),
    data("payload"),
    sa.UniqueConstraint("app_id", "kind", "key"),
    sa.Index(None, "next_at"),
)
"""When each schedule of an app is due next; survives restarts. `misfire`: skip, once or all of what was missed."""

idempotency = sa.Table(
    "idempotency",
    METADATA,
    sa.Column("user_id", sa.String(36), primary_key=True),
    sa.Column("key", sa.String(120), primary_key=True),
    text("request", 64),
    number("status", default=None, null=True),
    text("answer", null=True),
    instant("at"),
    sa.Index(None, "at"),
)
"""The answer once given to a key; `request` is the hash of what was asked, so that a key means one request."""

imports = sa.Table(
    "imports",
    METADATA,
    identity(),
    ref("workspace_id", "workspaces"),
    ref("app_id", "apps", cascade=True),
    text("form", 41),
    text("name", 300),
    text("upload", 120),
    text("state", 20),
    data("mapping"),
    data("options"),
    data("counts"),
    data("errors"),
    text("error_file", 120, null=True),
    ref("by"),
    instant("at"),
    instant("undone_at", null=True),
    sa.Index(None, "app_id", "form", "at"),
)

import_rows = sa.Table(
    "import_rows",
    METADATA,
    sa.Column("import_id", sa.String(36), sa.ForeignKey("imports.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("row", sa.BigInteger(), primary_key=True, autoincrement=False),
    text("outcome", 12),
    ref("record_id", null=True),
    number("version", default=None, null=True),
    data("before"),
    text("fingerprint", 64, default=""),
    sa.Index(None, "record_id"),
    sa.Index(None, "fingerprint"),
)
"""What each row of a file did. Undo removes what was created and writes `before` back, where nobody came after;
`fingerprint` is the hash of what the row said, by which the same row is known when it comes again."""

audit = sa.Table(
    "audit",
    METADATA,
    sa.Column("workspace_id", sa.String(36), primary_key=True),
    sa.Column("seq", sa.BigInteger(), primary_key=True, autoincrement=False),
    text("at", 32),
    ref("actor_id"),
    text("action", 40),
    text("app", 41, default=""),
    text("form", 41, default=""),
    text("record_id", 36, default=""),
    text("body"),
    text("hash", 64),
    sa.Index(None, "record_id", "seq"),
    sa.Index(None, "workspace_id", "actor_id", "seq"),
)
"""Append-only, chained: each `hash` signs the row and the hash before it; `at` and `body` are the signed text."""

audit_heads = sa.Table(
    "audit_heads",
    METADATA,
    sa.Column("workspace_id", sa.String(36), primary_key=True),
    sa.Column("seq", sa.BigInteger(), nullable=False),
    text("hash", 64),
)
"""The last link of each chain: whoever holds this row may append."""
