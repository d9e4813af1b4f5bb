"""Flows in words: what a step does and who does it, as a sentence; what happened, as a line of a timeline."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.data.compiled import Model
from engine.kernel.wording import Text
from engine.rules.ground import place
from engine.rules.people import Means, Picker
from engine.workflow.compiled import (
    Agreement,
    ApproveStep,
    BranchStep,
    CopyStep,
    Empty,
    EndStep,
    Limit,
    Order,
    Overdue,
    Party,
    SetStep,
    Step,
)
from engine.workflow.events import Because, Event

MOVES: Mapping[str, Text] = {
    "start": Text("提交", "Submit"),
    "approve": Text("同意", "Approve"),
    "reject": Text("拒绝", "Reject"),
    "read": Text("已阅", "Mark as read"),
    "withdraw": Text("撤回", "Withdraw"),
    "urge": Text("催办", "Urge"),
    "comment": Text("沟通", "Comment"),
    "retry": Text("重试", "Retry"),
}

HAPPENED: Mapping[str, Text] = {
    "started": Text("发起", "Started"),
    "task_opened": Text("待处理", "Asked"),
    "task_closed": Text("无需处理", "No longer asked"),
    "approved": Text("同意", "Approved"),
    "rejected": Text("拒绝", "Rejected"),
    "passed": Text("自动通过", "Passed by itself"),
    "way_taken": Text("进入分支", "Took a way"),
    "fields_set": Text("更新记录", "Updated the record"),
    "urged": Text("催办", "Urged"),
    "reminded": Text("到时提醒", "Reminded"),
    "read": Text("已阅", "Read"),
    "commented": Text("沟通", "Commented"),
    "withdrawn": Text("撤回", "Withdrew"),
    "incident_raised": Text("流程异常", "Incident"),
    "retried": Text("重试", "Retried"),
    "ended": Text("流程结束", "Ended"),
}
"""Events that a timeline shows; the others are inner workings."""

TOLD: Mapping[str, Text] = {
    "task": Text("待您审批：{label}", "For your approval: {label}"),
    "copy": Text("抄送给您：{label}", "For your information: {label}"),
    "approved": Text("已通过：{label}", "Approved: {label}"),
    "rejected": Text("已被拒绝：{label}", "Rejected: {label}"),
    "withdrawn": Text("发起人已撤回：{label}", "Withdrawn by the starter: {label}"),
    "urged": Text("催办：{label}", "Please hurry: {label}"),
    "soon": Text("即将超时：{label}", "Due soon: {label}"),
    "late": Text("已超时：{label}", "Overdue: {label}"),
    "comment": Text("新的沟通：{label}", "New comment: {label}"),
    "incident": Text("流程异常，需要处理：{label}", "Needs attention: {label}"),
}
"""Titles of notifications."""

BECAUSE: Mapping[Because, Text] = {
    Because.EMPTY: Text("无人可审批", "nobody to ask"),
    Because.ESCALATED: Text("超时升级", "escalated"),
    Because.SETTLED: Text("已由他人处理", "settled by others"),
    Because.SAME_PERSON: Text("本人此前已同意", "approved before"),
    Because.STARTER: Text("审批人即发起人", "is the starter"),
    Because.WITHDRAWN: Text("发起人已撤回", "withdrawn"),
}

_PARTY = {
    Party.STARTER: Text("发起人", "the starter"),
    Party.OWNER: Text("负责人", "the owner"),
    Party.CREATOR: Text("创建人", "the creator"),
}


def happened(event: Event) -> Text | None:
    """ "自动通过（无人可审批）"; None for what a timeline leaves out."""
    said = HAPPENED.get(event.kind)
    because = BECAUSE.get(getattr(event, "because", Because.NAMED))
    if said is None or because is None:
        return said
    return Text(f"{said.zh}（{because.zh}）", f"{said.en} ({because.en})")


def told(what: str, label: Text) -> Text:
    """("task", 进件审批) → "待您审批：进件审批"."""
    said = TOLD[what]
    return Text(said.zh.format(label=label.zh), said.en.format(label=label.en))


class Speaker:
    """Says the steps of one form's flows; labels of roles and fields stand for their keys."""

    def __init__(self, model: Model, form: str) -> None:
        self._model = model
        self._entity = model.entities[form]

    def step(self, step: Step) -> Text:
        """ "由发起人的上级审批，任一人同意即可；4 工作小时后升级给上级"."""
        match step:
            case ApproveStep():
                return self._approve(step)
            case CopyStep(who=who):
                return _sentence("抄送给{}", "Copy to {}", self._people(who))
            case SetStep(values=values):
                return _sentence("更新字段：{}", "Sets {}", self._fields(values))
            case BranchStep(ways=ways):
                labels = _joined([way.label for way in ways], "、", ", ")
                return _sentence("按条件走其中一路：{}", "Takes one way: {}", labels)
            case EndStep(approved=approved):
                return (
                    Text("结束，结果为通过", "Ends as approved")
                    if approved
                    else Text("结束，结果为拒绝", "Ends as rejected")
                )
            case _:
                return step.label

    def _approve(self, step: ApproveStep) -> Text:
        parts = [_sentence("由{}审批", "Approval by {}", self._people(step.who)), _AGREED[step.agreement, step.order]]
        if step.barred:
            parties = _joined([_PARTY[one] for one in sorted(step.barred)], "、", ", ")
            parts.append(_sentence("{}除外", "except {}", parties))
        if step.limit is not None:
            parts.append(_limit(step.limit))
        parts.append(self._empty(step))
        return _joined(parts, "；", "; ")

    def _empty(self, step: ApproveStep) -> Text:
        if step.empty is Empty.PASS:
            return Text("无人可审批时自动通过", "passes when there is nobody to ask")
        if step.empty is Empty.ADMIN:
            return Text("无人可审批时转管理员", "administrators are asked when there is nobody else")
        return _sentence("无人可审批时转{}", "otherwise {}", self._people(step.fallback))

    def _people(self, pickers: tuple[Picker, ...]) -> Text:
        return _joined([self._person(one) for one in pickers], "、", ", ")

    def _person(self, picker: Picker) -> Text:
        if picker.expression is not None:
            return _sentence("公式 {}", "whoever {} yields", Text(picker.expression.text, picker.expression.text))
        whose = self._path(picker.path or ())
        levels = picker.levels
        return _PICKED[picker.means](self._named(picker), whose, levels)

    def _named(self, picker: Picker) -> Text:
        name = picker.name or ""
        role = self._model.roles.get(name) if picker.means is Means.ROLE else None
        return Text(name, name) if role is None else role.label

    def _path(self, path: tuple[str, ...]) -> Text:
        """("case_file", "owner_id") → "进件的负责人"."""
        if path[:1] == ("case",):
            return Text("发起人", "the starter")
        labels = []
        for end in range(1, len(path) + 1):
            where = place(self._model, self._entity, {}, path[:end])
            key = path[end - 1]
            labels.append(Text(key, key) if where is None or where.field is None else where.field.label)
        return _joined(labels, "的", " → ")

    def _fields(self, keys: Mapping[str, object]) -> Text:
        fields = self._entity.fields
        return _joined([fields[key].label for key in keys if key in fields], "、", ", ")


_AGREED: Mapping[tuple[Agreement, Order], Text] = {
    (Agreement.ANY, Order.PARALLEL): Text("任一人同意即可", "one approval is enough"),
    (Agreement.ANY, Order.SEQUENTIAL): Text("依次询问，一人同意即可", "asked in turn, one approval is enough"),
    (Agreement.ALL, Order.PARALLEL): Text("须全部同意", "everybody must approve"),
    (Agreement.ALL, Order.SEQUENTIAL): Text("依次审批，须全部同意", "everybody must approve, in turn"),
}

_PICKED: Mapping[Means, Callable[[Text, Text, int], Text]] = {
    Means.PERSON: lambda name, whose, levels: whose,
    Means.LOGIN: lambda name, whose, levels: name,
    Means.ROLE: lambda name, whose, levels: _sentence("角色“{}”", "role “{}”", name),
    Means.STAFF: lambda name, whose, levels: _sentence("“{}”全体成员", "everybody in “{}”", name if name.zh else whose),
    Means.HEAD: lambda name, whose, levels: _sentence("“{}”部门负责人", "the head of “{}”", name if name.zh else whose),
    Means.SUPERIOR: lambda name, whose, levels: Text(
        f"{whose.zh}的{'' if levels == 1 else f'第 {levels} 级'}上级",
        f"the superior{'' if levels == 1 else f' {levels} levels up'} of {whose.en}",
    ),
}


def _limit(limit: Limit) -> Text:
    unit = ("工作小时", "working hours") if limit.working else ("小时", "hours")
    then = {
        Overdue.REMIND: Text("提醒", "a reminder"),
        Overdue.ESCALATE: Text("升级给上级", "it goes to the superior"),
    }[limit.then]
    return Text(f"{limit.hours:f} {unit[0]}后{then.zh}", f"after {limit.hours:f} {unit[1]} {then.en}")


def _sentence(zh: str, en: str, part: Text) -> Text:
    return Text(zh.format(part.zh), en.format(part.en))


def _joined(parts: list[Text], zh: str, en: str) -> Text:
    return Text(zh.join(part.zh for part in parts), en.join(part.en for part in parts))
