"""Who is signed in, whom and what they can find."""

from __future__ import annotations

from typing_extensions import TypedDict

from builder.server.shapes.values import Diagnostic, Locale, Named, Text, Wire


class Account(TypedDict):
    id: str
    name: str
    login: str
    locale: Locale
    department: Named | None
    builder: bool
    admin: bool


class Workspace(TypedDict):
    id: str
    name: str
    time_zone: str


class Session(TypedDict):
    """`csrf` is the token that every change has to carry."""

    user: Account
    workspace: Workspace
    csrf: str


class Health(TypedDict):
    status: str


class Person(TypedDict):
    id: str
    name: str
    department: Named | None


class People(TypedDict):
    items: list[Person]


class Department(TypedDict):
    id: str
    name: str
    parent: str | None


class Departments(TypedDict):
    items: list[Department]


class Counts(TypedDict):
    todo: int


class AppSummary(TypedDict):
    """`version` is None before the first publish."""

    key: str
    label: Text
    description: Text | None
    icon: str | None
    version: int | None
    roles: list[str]
    counts: Counts


class Apps(TypedDict):
    items: list[AppSummary]


class Installed(TypedDict):
    key: str
    label: Text
    version: int
    counts: Counts
    diagnostics: list[Diagnostic]


class Template(TypedDict):
    key: str
    label: Text
    description: Text | None
    icon: str | None


class Templates(TypedDict):
    items: list[Template]


class Notification(TypedDict):
    id: str
    title: str
    body: str
    at: str
    read: bool
    link: str | None
    urgent: bool


class Notifications(TypedDict):
    items: list[Notification]
    unread: int


class Unread(TypedDict):
    unread: int


class ParameterValue(TypedDict):
    """What holds from now on, in the wire format of its type."""

    value: Wire
