"""Workspaces, the people and departments in them, and how people prove who they are."""

from __future__ import annotations

import sqlalchemy as sa

from engine.data.platform.base import METADATA, data, flag, identity, instant, number, ref, text

workspaces = sa.Table(
    "workspaces",
    METADATA,
    identity(),
    sa.Column("key", sa.String(60), nullable=False, unique=True),
    text("name", 200),
    text("time_zone", 60, default="Asia/Shanghai"),
    text("locale", 10, default="zh-CN"),
    data("settings"),
    number("people_revision"),
    instant("created_at"),
)
"""`people_revision` grows with every change of people, departments and roles, so that what is kept of them is known
to be of today."""

departments = sa.Table(
    "departments",
    METADATA,
    identity(),
    ref("workspace_id", "workspaces"),
    text("name", 200),
    ref("parent_id", "departments", null=True),
    # No foreign key: people point to departments, and a circle could not be filled in.
    ref("head_id", null=True),
    number("position"),
    flag("active", default=True),
    instant("created_at"),
    sa.Index(None, "workspace_id", "parent_id"),
)

users = sa.Table(
    "users",
    METADATA,
    identity(),
    ref("workspace_id", "workspaces"),
    text("login", 120),
    text("name", 200),
    text("email", 320, null=True),
    text("phone", 40, null=True),
    text("password_hash", 300, null=True),
    text("locale", 10, default="zh-CN"),
    ref("department_id", "departments", null=True),
    ref("superior_id", "users", null=True),
    flag("builder", default=False),
    flag("admin", default=False),
    flag("active", default=True),
    flag("demo", default=False),
    instant("created_at"),
    instant("updated_at"),
    sa.UniqueConstraint("workspace_id", "login"),
    sa.Index(None, "department_id"),
    sa.Index(None, "superior_id"),
)
"""`login` is kept in lower case. A person who left is inactive, never deleted: records keep pointing to them."""

role_members = sa.Table(
    "role_members",
    METADATA,
    identity(),
    ref("app_id", "apps", cascade=True),
    text("role", 41),
    ref("user_id", "users", null=True, cascade=True),
    ref("department_id", "departments", null=True, cascade=True),
    instant("created_at"),
    sa.UniqueConstraint("app_id", "role", "user_id"),
    sa.UniqueConstraint("app_id", "role", "department_id"),
    sa.CheckConstraint("(user_id IS NULL) <> (department_id IS NULL)", name="one_member"),
    sa.Index(None, "user_id"),
    sa.Index(None, "department_id"),
)
"""Who holds which role of an app: one person, or everybody in a department and below it."""

sessions = sa.Table(
    "sessions",
    METADATA,
    sa.Column("token_hash", sa.String(64), primary_key=True),
    ref("user_id", "users", cascade=True),
    ref("workspace_id", "workspaces"),
    text("csrf", 64),
    text("address", 60, null=True),
    text("agent", 300, null=True),
    instant("created_at"),
    instant("seen_at"),
    instant("expires_at"),
    sa.Index(None, "user_id"),
    sa.Index(None, "expires_at"),
)

login_failures = sa.Table(
    "login_failures",
    METADATA,
    identity(),
    text("login", 120),
    text("address", 60),
    instant("at"),
    sa.Index(None, "login", "at"),
    sa.Index(None, "address", "at"),
)

api_keys = sa.Table(
    "api_keys",
    METADATA,
    identity(),
    ref("workspace_id", "workspaces"),
    ref("user_id", "users", cascade=True),
    text("name", 200),
    text("prefix", 16),
    sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
    data("scopes", null=False),
    instant("created_at"),
    instant("seen_at", null=True),
    instant("expires_at", null=True),
    instant("revoked_at", null=True),
    sa.Index(None, "user_id"),
)
"""A program acts as the person who made its key, within `scopes`; `prefix` is what the list of keys shows."""
