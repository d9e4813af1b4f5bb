"""Flow cases with the events that made them, the tasks people see, and what they are told."""

from __future__ import annotations

import sqlalchemy as sa

from engine.data.platform.base import METADATA, data, flag, identity, instant, number, ref, text

cases = sa.Table(
    "cases",
    METADATA,
    identity(),
    ref("workspace_id", "workspaces"),
    ref("app_id", "apps", cascade=True),
    number("app_version", default=None),
    text("flow", 41),
    text("form", 41),
    ref("record_id"),
    text("state", 20),
    number("seq"),
    data("snapshot", null=False),
    data("incident"),
    ref("started_by"),
    instant("started_at"),
    instant("ended_at", null=True),
    sa.Index(None, "app_id", "form", "record_id"),
    sa.Index(None, "started_by", "started_at"),
    sa.Index(
        "uq_cases_running",
        "app_id",
        "flow",
        "record_id",
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    ),
)
"""`snapshot` = the fold of its events up to `seq`, which is also what writers compare and set.
A record has at most one running case of a flow: of sixteen clicks on "submit" one wins."""

case_events = sa.Table(
    "case_events",
    METADATA,
    sa.Column("case_id", sa.String(36), sa.ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("seq", sa.BigInteger(), primary_key=True, autoincrement=False),
    instant("at"),
    ref("actor_id", null=True),
    text("kind", 40),
    text("step", 41, null=True),
    data("payload", null=False),
)
"""Append-only; the key makes sure that nothing decides twice from the same state."""

tasks = sa.Table(
    "tasks",
    METADATA,
    identity(),
    ref("workspace_id", "workspaces"),
    ref("app_id", "apps", cascade=True),
    ref("case_id", "cases", cascade=True),
    text("flow", 41),
    text("step", 41),
    text("kind", 20),
    text("state", 20),
    ref("user_id", "users"),
    text("form", 41),
    ref("record_id"),
    text("title", 300, default=""),
    ref("starter_id"),
    text("outcome", 20, null=True),
    text("comment", null=True),
    data("detail"),
    instant("created_at"),
    instant("due_at", null=True),
    instant("read_at", null=True),
    instant("urged_at", null=True),
    instant("done_at", null=True),
    sa.Index(None, "user_id", "state", "created_at"),
    sa.Index(None, "user_id", "kind", "created_at"),
    sa.Index(None, "case_id"),
    sa.Index(None, "state", "due_at"),
)
"""A projection of the events: whose turn it is, and who had it."""

notifications = sa.Table(
    "notifications",
    METADATA,
    identity(),
    ref("workspace_id", "workspaces"),
    ref("user_id", "users", cascade=True),
    ref("app_id", null=True),
    sa.Column("key", sa.String(120), nullable=True, unique=True),
    text("title", 300),
    text("body", default=""),
    text("link", 300, null=True),
    instant("at"),
    instant("read_at", null=True),
    flag("urgent", default=False),
    sa.Index(None, "user_id", "at"),
    sa.Index(None, "user_id", "read_at"),
)
"""`key` is the message that caused it, so that delivering twice shows once."""

traces = sa.Table(
    "traces",
    METADATA,
    identity(),
    ref("app_id", "apps", cascade=True),
    number("app_version", default=None, null=True),
    text("kind", 20),
    text("key", 41),
    text("form", 41, null=True),
    ref("record_id", null=True),
    ref("actor_id", null=True),
    instant("at"),
    data("inputs"),
    data("outcome"),
    sa.Index(None, "app_id", "form", "record_id", "at"),
    sa.Index(None, "app_id", "kind", "key", "at"),
)
"""One run of a rule, decision table or scorecard: what it saw, which lines matched, what came out."""
