"""Rules: definition → compiled, with every mistake in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import time
from types import MappingProxyType

from engine.data.compiled import Entity
from engine.expr import Checked
from engine.kernel.diagnostics import Diagnostic
from engine.kernel.kinds import Kind
from engine.kernel.names import is_reserved
from engine.kernel.wording import Text
from engine.rules.compile_actions import compile_action
from engine.rules.compile_decisions import compile_decisions
from engine.rules.compiled import Event, OnDate, OnSave, OnTime, Phase, Rule, RuleSet, Trigger
from engine.rules.definition import DecisionDefinition, OnAfter, OnBefore, OnCron, OnDaily, RuleDefinition
from engine.rules.definition import OnDate as OnDateDefinition
from engine.rules.ground import Ground
from engine.rules.hashes import version_of
from engine.rules.needs import finds_of, needs_of
from engine.rules.schedule import daily, parse_cron
from engine.rules.slots import Slots


def compile_rules(
    rules: Sequence[RuleDefinition], decisions: Sequence[DecisionDefinition], ground: Ground
) -> tuple[RuleSet, list[Diagnostic]]:
    """All rules and decisions of an app; paths start at "/rules" and "/decisions"."""
    found: list[Diagnostic] = []
    tables = compile_decisions(decisions, ground.model, found)
    ground = replace(ground, decisions=tables)
    made: dict[str, Rule] = {}
    seen: set[str] = set()
    for index, written in enumerate(rules):
        path = f"/rules/{index}"
        slots = _slots_of(written, ground, found, path, seen)
        rule = None if slots is None else _rule(written, slots, path)
        if rule is not None and written.active:
            made[rule.key] = rule
    return RuleSet(MappingProxyType(made), MappingProxyType(tables), _saved(made)), found


def _slots_of(
    written: RuleDefinition, ground: Ground, found: list[Diagnostic], path: str, seen: set[str]
) -> Slots | None:
    """The slots of a rule whose key is new and whose form exists."""
    entity = ground.model.entities.get(written.form)
    nowhere = Entity("", "", Text("", ""), "", MappingProxyType({}), MappingProxyType({}))
    slots = Slots(ground, entity or nowhere, found, old=isinstance(written.on, OnBefore | OnAfter))
    if is_reserved(written.key):
        slots.say("reserved_key", f"{path}/key", name=written.key)
    if written.key in seen:
        slots.say("same_key", f"{path}/key", name=written.key)
    seen.add(written.key)
    if entity is None:
        slots.say("unknown_form", f"{path}/form", name=written.form)
        return None
    return slots


def _rule(written: RuleDefinition, slots: Slots, path: str) -> Rule | None:
    timed = not slots.old
    trigger = _trigger(written, slots, f"{path}/on")
    when = slots.truth(written.when, f"{path}/when", sql=timed)
    actions = [
        compile_action(one, f"{path}/do/{place}", slots, trigger, f"{written.key}.{place}")
        for place, one in enumerate(written.do)
    ]
    if trigger is None:
        return None
    kept = tuple(action for action in actions if action is not None)
    rule = Rule(
        key=written.key,
        uid=written.uid or written.key,
        label=Text.of(written.label),
        form=written.form,
        trigger=trigger,
        when=when,
        actions=kept,
        version=version_of(written),
    )
    needs = needs_of(rule)
    reads = tuple(sorted(ref.path for ref in needs if not ref.row))
    return replace(rule, needs=needs, finds=MappingProxyType(finds_of(rule)), reads=reads)


# -- triggers ------------------------------------------------------------------------------------------------------


def _trigger(written: RuleDefinition, slots: Slots, path: str) -> Trigger | None:
    match written.on:
        case OnBefore() | OnAfter() as on:
            return _on_save(on, slots, path)
        case OnDateDefinition() as on:
            return _on_date(on, slots, path)
        case OnDaily(daily=at, days=days):
            return OnTime(daily(_time(at)), days == "working")
        case OnCron(cron=text):
            return _on_cron(text, slots, path)


def _on_save(on: OnBefore | OnAfter, slots: Slots, path: str) -> OnSave:
    for place, key in enumerate(on.fields):
        if key not in slots.entity.fields:
            form = slots.entity.label
            slots.say("unknown_field", f"{path}/fields/{place}", name=key, form=form.zh, form_en=form.en)
    became = slots.truth(on.became, f"{path}/became")
    if became is not None and _looks_around(became):
        slots.say("became_elsewhere", f"{path}/became")
    phase, events = (Phase.BEFORE, on.before) if isinstance(on, OnBefore) else (Phase.AFTER, on.after)
    return OnSave(phase, frozenset(Event(event) for event in events), frozenset(on.fields), became)


def _looks_around(became: Checked) -> bool:
    """Whether it reads more than the record itself, of which no earlier state is known."""
    return any(
        ref.row or ref.path[0] == "old" or (len(ref.path) > 1 and ref.path[0] not in {"me", "param"})
        for ref in became.refs
    )


def _on_date(on: OnDateDefinition, slots: Slots, path: str) -> OnDate:
    field = slots.entity.fields.get(on.date)
    if field is None or field.value.many or field.kind not in {Kind.DATE, Kind.DATETIME}:
        slots.say("not_a_date", f"{path}/date", name=on.date)
    return OnDate(on.date, on.offset_days, _time(on.at), on.days == "working")


def _on_cron(text: str, slots: Slots, path: str) -> OnTime | None:
    cron = parse_cron(text)
    if cron is None:
        slots.say("bad_cron", f"{path}/cron", text=text)
        return None
    return OnTime(cron, working=False)


def _time(text: str) -> time:
    hour, minute = text.split(":")
    return time(int(hour), int(minute))


def _saved(rules: Mapping[str, Rule]) -> Mapping[tuple[str, Phase, Event], tuple[Rule, ...]]:
    table: dict[tuple[str, Phase, Event], tuple[Rule, ...]] = {}
    for rule in rules.values():
        if isinstance(rule.trigger, OnSave):
            for event in rule.trigger.events:
                key = (rule.form, rule.trigger.phase, event)
                table[key] = (*table.get(key, ()), rule)
    return MappingProxyType(table)


__all__ = ["compile_rules"]
