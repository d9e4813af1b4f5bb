"""What differs between two definitions, in words: everything that `plan` is silent about because no data moves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.kernel.json import Json, JsonObject
from engine.kernel.wording import Text

NOUNS: Mapping[str, Text] = {
    "roles": Text("角色", "role"),
    "parameters": Text("参数", "parameter"),
    "decisions": Text("决策", "decision"),
    "rules": Text("规则", "rule"),
    "flows": Text("流程", "flow"),
    "metrics": Text("指标", "metric"),
    "reports": Text("报表", "report"),
    "dashboards": Text("仪表盘", "dashboard"),
    "scenarios": Text("场景测试", "scenario"),
}
PARTS: Mapping[str, Text] = {
    "layout": Text("布局", "layout"),
    "conditions": Text("显示与必填条件", "conditions"),
    "checks": Text("校验", "checks"),
    "duplicates": Text("查重规则", "duplicate rules"),
    "views": Text("视图", "views"),
    "title": Text("标题字段", "title field"),
    "label": Text("名称", "name"),
    "icon": Text("图标", "icon"),
    "help": Text("说明", "help text"),
}
_MOVED_BY_PLAN = frozenset({"key", "uid", "type", "fields"})


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: where in the new definition, and the sentence."""

    path: str
    sentence: Text

    def wire(self) -> JsonObject:
        return {"kind": "change", "path": self.path, "sentence": self.sentence.wire(), "severity": "hint"}


def changes(old: JsonObject, new: JsonObject) -> list[Change]:
    """All differences that move no data, in the order of the new definition."""
    found = [*_forms(old, new)]
    for section, noun in NOUNS.items():
        found += _listed(section, noun, old.get(section) or [], new.get(section) or [])
    if (old.get("navigation") or []) != (new.get("navigation") or []):
        found.append(Change("/navigation", Text("菜单已调整", "The menu changes")))
    if old.get("app") != new.get("app"):
        found.append(Change("/app", Text("应用的名称或说明已修改", "The app's name or description changes")))
    return found


def _listed(section: str, noun: Text, old: list[JsonObject], new: list[JsonObject]) -> Iterator[Change]:
    before, after = _by_identity(old), _by_identity(new)
    for index, each in enumerate(new):
        known = before.get(_identity(each))
        name = _name(each)
        path = f"/{section}/{index}"
        if known is None:
            yield Change(path, Text(f"新增{noun.zh}“{name.zh}”", f"Adds the {noun.en} “{name.en}”"))
        elif known != each:
            yield Change(path, Text(f"修改{noun.zh}“{name.zh}”", f"Changes the {noun.en} “{name.en}”"))
    for identity, each in before.items():
        if identity not in after:
            name = _name(each)
            yield Change(f"/{section}", Text(f"删除{noun.zh}“{name.zh}”", f"Removes the {noun.en} “{name.en}”"))


def _forms(old: JsonObject, new: JsonObject) -> Iterator[Change]:
    before = _by_identity(old.get("forms") or [])
    for index, form in enumerate(new.get("forms") or []):
        known = before.get(_identity(form))
        if known is None:
            continue
        path = f"/forms/{index}"
        yield from _fields(f"{path}/fields", _name(form), known.get("fields") or [], form.get("fields") or [])
        for part, noun in PARTS.items():
            if known.get(part) != form.get(part):
                name = _name(form)
                sentence = Text(f"表单“{name.zh}”的{noun.zh}已修改", f"The {noun.en} of the form “{name.en}” changes")
                yield Change(f"{path}/{part}", sentence)


def _fields(path: str, form: Text, old: list[JsonObject], new: list[JsonObject]) -> Iterator[Change]:
    before = _by_identity(old)
    for index, field in enumerate(new):
        known = before.get(_identity(field))
        if known is None:
            continue
        was, now = _name(known), _name(field)
        here = f"{path}/{index}"
        if was != now:
            sentence = Text(
                f"字段“{was.zh}”改名为“{now.zh}”（{form.zh}）",
                f"The field “{was.en}” is called “{now.en}” now ({form.en})",
            )
            yield Change(f"{here}/label", sentence)
        changed = sorted(
            key
            for key in field.keys() | known.keys()
            if key not in _MOVED_BY_PLAN and key != "label" and field.get(key) != known.get(key)
        )
        if changed:
            options = "、".join(changed)
            sentence = Text(
                f"字段“{now.zh}”的设置已修改：{options}（{form.zh}）",
                f"Settings of the field “{now.en}” change: {', '.join(changed)} ({form.en})",
            )
            yield Change(here, sentence)
        yield from _fields(f"{here}/fields", now, known.get("fields") or [], field.get("fields") or [])


def _by_identity(items: list[JsonObject]) -> dict[str, JsonObject]:
    return {_identity(each): each for each in items}


def _identity(each: JsonObject) -> str:
    return str(each.get("uid") or each.get("key"))


def _name(each: JsonObject) -> Text:
    label: Json = each.get("label")
    return Text.of(label) if label else Text.of(str(each.get("key")))
