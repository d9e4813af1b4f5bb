"""member: one person of the workspace."""

from __future__ import annotations

from typing import Literal

from engine.fields.base import Example, FieldOptions, Refusal, Spelling
from engine.fields.links import SOMEONE, LinkType
from engine.kernel.wording import Text


class MemberOptions(FieldOptions):
    type: Literal["member"]


class Member(LinkType[MemberOptions]):
    name = "member"
    label = Text("人员", "Person")
    group = "people"
    icon = "UserOutlined"
    widget = "member"
    options = MemberOptions

    def target(self, o: MemberOptions) -> str | None:
        return "user"


TYPE = Member()
EXAMPLES = [Example({}, SOMEONE, SOMEONE)]
REFUSED = [Refusal({}, "张三", "not_id"), Refusal({}, 5, "not_id"), Refusal({}, [SOMEONE], "not_id")]
CELLS = [Spelling({}, SOMEONE, SOMEONE), Spelling({}, "张三", refused="not_id")]
