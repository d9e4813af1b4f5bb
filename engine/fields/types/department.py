"""department: one department of the workspace."""

from __future__ import annotations

from typing import Literal

from engine.fields.base import Example, FieldOptions, Refusal, Spelling
from engine.fields.links import SOMEONE, LinkType
from engine.kernel.wording import Text


class DepartmentOptions(FieldOptions):
    type: Literal["department"]


class Department(LinkType[DepartmentOptions]):
    name = "department"
    label = Text("部门", "Department")
    group = "people"
    icon = "ApartmentOutlined"
    widget = "department"
    options = DepartmentOptions

    def target(self, o: DepartmentOptions) -> str | None:
        return "department"


TYPE = Department()
EXAMPLES = [Example({}, SOMEONE, SOMEONE)]
REFUSED = [Refusal({}, "张三", "not_id"), Refusal({}, 5, "not_id"), Refusal({}, [SOMEONE], "not_id")]
CELLS = [Spelling({}, SOMEONE, SOMEONE), Spelling({}, "张三", refused="not_id")]
