"""email: an e-mail address."""

from __future__ import annotations

import re
from datetime import UTC, tzinfo
from random import Random
from typing import Any, Literal

import sqlalchemy as sa

from engine.expr.sqlvalue import Dialect, Element, SqlValue
from engine.fields import texts
from engine.fields.base import Example, FieldError, FieldOptions, FieldType, Reader, Refusal, Spelling
from engine.fields.cells import narrow
from engine.kernel.json import Json, JsonObject
from engine.kernel.kinds import Kind
from engine.kernel.wording import Text

MOST = 254
_WORD = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"
PATTERN = rf"{_WORD}(\.{_WORD})*@({_LABEL}\.)+[A-Za-z]{{2,}}"
_ADDRESS = re.compile(PATTERN)


class EmailOptions(FieldOptions):
    type: Literal["email"]
    masked: bool = False


class Email(FieldType[EmailOptions, str]):
    name = "email"
    label = Text("邮箱", "E-mail")
    group = "basic"
    icon = "MailOutlined"
    kind = Kind.TEXT
    widget = "email"
    options = EmailOptions
    searchable = True
    maskable = True

    def masked(self, o: EmailOptions) -> bool:
        return o.masked

    def column_type(self, o: EmailOptions, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        return sa.Text()

    def sql(self, o: EmailOptions, column: Element, dialect: Dialect) -> SqlValue:
        return SqlValue(column, Kind.TEXT)

    def json_schema(self, o: EmailOptions) -> JsonObject:
        return {"type": "string", "maxLength": MOST + 100, "pattern": rf"^\s*{PATTERN}\s*$"}

    def parse(self, o: EmailOptions, raw: Json) -> str:
        """The domain in lower case; what stands before the @ belongs to its owner."""
        address = texts.line(raw, MOST)
        if _ADDRESS.fullmatch(address) is None:
            raise FieldError("bad_email")
        name, _, domain = address.rpartition("@")
        return f"{name}@{domain.lower()}"

    def reader(self, o: EmailOptions, dialect: Dialect) -> Reader | None:
        return None

    def mask(self, o: EmailOptions, value: str) -> str:
        """ "zhang.san@example.com" → "z****@example.com"."""
        name, _, domain = value.rpartition("@")
        return f"{name[:1]}****@{domain}"

    def from_cell(self, o: EmailOptions, cell: object, zone: tzinfo = UTC) -> str:
        return self.parse(o, narrow(cell).removeprefix("mailto:"))

    def sample(self, o: EmailOptions, random: Random) -> Json:
        return f"user{random.randint(1, 9999)}@example.com"


TYPE = Email()
EXAMPLES = [
    Example({}, "zhang.san@example.com", "zhang.san@example.com"),
    Example({}, " Li+a@Mail.Example.COM ", "Li+a@mail.example.com", wire="Li+a@mail.example.com"),
]
REFUSED = [
    Refusal({}, "zhang.san", "bad_email"),
    Refusal({}, "a@b", "bad_email"),
    Refusal({}, "a b@example.com", "bad_email"),
    Refusal({}, "a@-example.com", "bad_email"),
    Refusal({}, "a@example.com\nBcc: x@y.z", "line_break"),
    Refusal({}, "张三@example.com", "bad_email"),
    Refusal({}, "a" * 250 + "@example.com", "too_long", in_schema=True),
    Refusal({}, "a." * 120, "bad_email"),
    Refusal({}, 5, "not_text"),
]
CELLS = [
    Spelling({}, " zhang@example.com ", "zhang@example.com"),
    Spelling({}, "ｚhang@example.com", "zhang@example.com"),
    Spelling({}, "mailto:zhang@example.com", "zhang@example.com"),
    Spelling({}, "无", refused="bad_email"),
]
