"""reference: one record of another form."""

from __future__ import annotations

from typing import Literal

from engine.fields.base import Example, FieldOptions, Key, Label, Refusal, Spelling
from engine.fields.links import SOMEONE, LinkType
from engine.kernel.wording import Text


class ReferenceOptions(FieldOptions):
    """`show`: fields of the other form to show with its title; `inverse`: what the list of these records is called
    over there (`customer.orders`); `where`: which records may be picked; `create_missing`: an import makes a record for
    a title that none has."""

    type: Literal["reference"]
    form: Key
    show: tuple[Key, ...] = ()
    inverse: Key | None = None
    inverse_label: Label | None = None
    on_delete: Literal["restrict", "clear", "cascade"] = "restrict"
    where: str | None = None
    create_missing: bool = False


class Reference(LinkType[ReferenceOptions]):
    name = "reference"
    label = Text("引用", "Reference")
    icon = "LinkOutlined"
    widget = "reference"
    options = ReferenceOptions

    def target(self, o: ReferenceOptions) -> str | None:
        return o.form


TYPE = Reference()
_CUSTOMER = {"form": "customer"}
EXAMPLES = [Example(_CUSTOMER, SOMEONE, SOMEONE)]
REFUSED = [
    Refusal(_CUSTOMER, "张三", "not_id"),
    Refusal(_CUSTOMER, SOMEONE.upper(), "not_id"),
    Refusal(_CUSTOMER, SOMEONE.replace("-", ""), "not_id"),
    Refusal(_CUSTOMER, 5, "not_id"),
    Refusal(_CUSTOMER, {"id": SOMEONE}, "not_id"),
]
CELLS = [Spelling(_CUSTOMER, f" {SOMEONE} ", SOMEONE), Spelling(_CUSTOMER, "张三", refused="not_id")]
