"""Apps, their published versions and drafts, and what people keep beside them."""

from __future__ import annotations

import sqlalchemy as sa

from engine.data.platform.base import METADATA, data, document, identity, instant, number, ref, text

apps = sa.Table(
    "apps",
    METADATA,
    identity(),
    ref("workspace_id", "workspaces"),
    text("key", 41),
    sa.Column("place", sa.String(50), nullable=False, unique=True),
    data("label", null=False),
    data("description"),
    text("icon", 60, null=True),
    number("current", default=None, null=True),
    number("revision"),
    instant("created_at"),
    ref("created_by"),
    instant("deleted_at", null=True),
    sa.UniqueConstraint("workspace_id", "key"),
)
"""`place` is the schema (PostgreSQL) or prefix (SQLite) of its tables; `current` the number of the live version;
`revision` grows with every publish and every change of a parameter."""

app_versions = sa.Table(
    "app_versions",
    METADATA,
    identity(),
    ref("app_id", "apps", cascade=True),
    number("number", default=None),
    text("hash", 64),
    document("definition"),
    text("note", default=""),
    ref("by"),
    instant("at"),
    sa.UniqueConstraint("app_id", "number"),
    sa.Index(None, "hash"),
)
"""Never changed once written: running cases keep the version they started under."""

drafts = sa.Table(
    "drafts",
    METADATA,
    sa.Column("app_id", sa.String(36), sa.ForeignKey("apps.id", ondelete="CASCADE"), primary_key=True),
    document("definition"),
    number("revision", default=1),
    number("base", default=None, null=True),
    ref("updated_by"),
    instant("updated_at"),
)
"""The one draft of an app; `revision` grows with each save, `base` is the version it started from."""

parameters = sa.Table(
    "parameters",
    METADATA,
    sa.Column("app_id", sa.String(36), sa.ForeignKey("apps.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("key", sa.String(41), primary_key=True),
    data("value"),
    ref("updated_by"),
    instant("updated_at"),
)
"""Values that differ from the definition's, on the wire's terms."""

parked = sa.Table(
    "parked",
    METADATA,
    identity(),
    text("place", 50),
    text("entity_uid", 64),
    text("field_uid", 64, null=True),
    text("key", 41),
    text("table", 63),
    text("name", 63),
    text("storage", 100, null=True),
    data("label"),
    instant("at"),
    sa.Index(None, "place", "entity_uid", "field_uid"),
)
"""Columns, child tables and whole forms that a publish took away, under their parked `name`, for 30 days."""

counters = sa.Table(
    "counters",
    METADATA,
    sa.Column("place", sa.String(50), primary_key=True),
    sa.Column("field_uid", sa.String(64), primary_key=True),
    sa.Column("period", sa.String(16), primary_key=True),
    number("value"),
)
"""The last number given out by an auto-number field in a period ("", "2026", "202611", "20261121")."""

saved_views = sa.Table(
    "saved_views",
    METADATA,
    identity(),
    ref("app_id", "apps", cascade=True),
    text("form", 41),
    ref("user_id", "users", null=True, cascade=True),
    text("label", 200),
    data("settings", null=False),
    number("position"),
    instant("updated_at"),
    sa.Index(None, "app_id", "form", "user_id"),
)
"""A person's own views of a form; without `user_id`, everybody's."""

comments = sa.Table(
    "comments",
    METADATA,
    identity(),
    ref("app_id", "apps", cascade=True),
    text("form", 41),
    ref("record_id"),
    text("text"),
    ref("by"),
    instant("at"),
    instant("deleted_at", null=True),
    sa.Index(None, "app_id", "form", "record_id", "at"),
)

files = sa.Table(
    "files",
    METADATA,
    identity(),
    ref("workspace_id", "workspaces"),
    ref("app_id", null=True),
    text("form", 41, null=True),
    ref("record_id", null=True),
    text("field", 41, null=True),
    text("name", 300),
    text("type", 120),
    number("size"),
    text("sha256", 64),
    sa.Column("storage", sa.String(120), nullable=False, unique=True),
    ref("by"),
    instant("at"),
    instant("deleted_at", null=True),
    sa.Index(None, "app_id", "form", "record_id"),
    sa.Index(None, "at"),
)
"""`storage` is a random key, never the name somebody gave; a file without a record is an upload not yet used."""
