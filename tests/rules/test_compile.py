"""Mistakes in rules: each found, each at its place, all at once."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from engine.kernel.json import JsonObject
from engine.rules.compiled import Event, Phase
from engine.rules.definition import RuleDefinition
from tests.rules.shop import codes, compiled, rule

BEFORE = {"before": ["created", "updated"]}
AFTER = {"after": ["created"]}
SET = {"set": {"note": '"x"'}}


@pytest.mark.parametrize(
    ("written", "code", "path"),
    [
        (rule(BEFORE, SET, form="nothing"), "rules.unknown_form", "/form"),
        (rule(BEFORE, SET, key="select"), "rules.reserved_key", "/key"),
        (rule({"before": ["updated"], "fields": ["nope"]}, SET), "rules.unknown_field", "/on/fields/0"),
        (rule({"before": ["updated"], "became": 'customer.level == "a"'}, SET), "rules.became_elsewhere", "/on/became"),
        (rule({"date": "amount"}, SET), "rules.not_a_date", "/on/date"),
        (rule({"cron": "61 * * * *"}, SET), "rules.bad_cron", "/on/cron"),
        (rule(BEFORE, SET, when="amont > 1"), "expr.unknown_name", "/when"),
        (rule(BEFORE, {"set": {"nope": "1"}}), "rules.unknown_field", "/do/0/set/nope"),
        (rule(BEFORE, {"set": {"created_at": "NOW()"}}), "rules.not_settable", "/do/0/set/created_at"),
        (rule(BEFORE, {"set": {"lines": "null"}}), "rules.not_settable", "/do/0/set/lines"),
        (rule(BEFORE, {"set": {"state": '"gone"'}}), "rules.unknown_choice", "/do/0/set/state"),
        (rule(BEFORE, {"set": {"state": 'IF(paid, "approved", "gone")'}}), "rules.unknown_choice", "/do/0/set/state"),
        (rule(AFTER, {"refuse": {"message": "x"}}), "rules.only_before", "/do/0/refuse"),
        (rule(BEFORE, {"refuse": {"message": "x", "at": "nope"}}), "rules.unknown_field", "/do/0/refuse/at"),
        (rule(BEFORE, {"refuse": {"message": "{{ nope }}"}}), "rules.text_unknown", "/do/0/refuse/message"),
        (rule(BEFORE, {"refuse": {"message": "{{ lines }}"}}), "rules.text_unknown", "/do/0/refuse/message"),
        (rule(BEFORE, {"refuse": {"message": "{{ no"}}), "rules.text_syntax", "/do/0/refuse/message"),
        (rule(BEFORE, {"refuse": {"message": "{{ no.upper() }}"}}), "rules.text_forbidden", "/do/0/refuse/message"),
        (rule(AFTER, {"create": {"form": "nope", "set": {"a": "1"}}}), "rules.unknown_form", "/do/0/create/form"),
        (
            rule(AFTER, {"create": {"form": "match", "set": {"reason": "no"}}}),
            "rules.create_misses",
            "/do/0/create/set",
        ),
        (rule(AFTER, {"update": {"set": {"note": "no"}}}), "rules.record_or_records", "/do/0/update"),
        (
            rule(AFTER, {"update": {"record": "amount", "set": {"note": "no"}}}),
            "rules.not_a_record",
            "/do/0/update/record",
        ),
        (
            rule(AFTER, {"update": {"record": "matches", "set": {"reason": "no"}}}),
            "rules.not_a_record",
            "/do/0/update/record",
        ),
        (
            rule(AFTER, {"update": {"records": "customer", "set": {"level": '"a"'}}}),
            "rules.not_a_record",
            "/do/0/update/records",
        ),
        (rule(AFTER, {"notify": {"to": ["amount"], "title": "x"}}), "rules.not_a_person", "/do/0/notify/to/0"),
        (
            rule(AFTER, {"notify": {"to": [{"role": "nope"}], "title": "x"}}),
            "rules.unknown_role",
            "/do/0/notify/to/0/role",
        ),
        (rule(AFTER, {"notify": {"to": ["nope.x"], "title": "x"}}), "rules.unknown_path", "/do/0/notify/to/0"),
        (
            rule(AFTER, {"notify": {"to": [{"expr": "amount"}], "title": "x"}}),
            "rules.not_a_person",
            "/do/0/notify/to/0/expr",
        ),
        (rule(AFTER, {"start_flow": {"flow": "nope"}}), "rules.unknown_flow", "/do/0/start_flow/flow"),
        (rule(AFTER, {"start_flow": {"flow": "limit_change"}}), "rules.flow_of_other_form", "/do/0/start_flow/flow"),
        (rule(BEFORE, {"start_flow": {"flow": "approval"}}), "rules.only_after", "/do/0/start_flow"),
        (rule(AFTER, {"decide": "nope", "as": "x"}), "rules.unknown_decision", "/do/0/decide"),
        (rule(AFTER, {"attach": {"to": "repeat_of"}}), "rules.only_before", "/do/0/attach"),
        (rule({"before": ["created"]}, {"attach": {"to": "customer"}}), "rules.not_a_record", "/do/0/attach/to"),
        (rule(AFTER, {"each": {"as": "x", "do": [SET]}}), "rules.rows_or_form", "/do/0/each"),
        (
            rule(AFTER, {"each": {"rows": "lines", "as": "line", "do": [SET]}}),
            "rules.not_in_each",
            "/do/0/each/do/0/set",
        ),
        (
            rule(AFTER, {"create": {"form": "customer", "set": {"name": "no"}, "as": "amount"}}),
            "rules.name_taken",
            "/do/0/create/as",
        ),
    ],
)
def test_a_mistake_is_found_at_its_place(written: JsonObject, code: str, path: str) -> None:
    assert (code, f"/rules/0{path}") in codes(written)


def test_all_mistakes_at_once() -> None:
    written = rule(
        {"after": ["created"], "fields": ["nope"]},
        {"set": {"nope": "1", "note": "amont"}},
        {"notify": {"to": [{"role": "nope"}], "title": "{{ gone }}"}},
        when="1 +",
    )
    assert len(codes(written)) == 6


def test_a_rule_of_the_clock_must_run_in_the_database() -> None:
    daily = rule({"daily": "02:00"}, SET, when='AMOUNT_IN_WORDS(amount) == "x"')
    assert [code for code, _ in codes(daily)] == ["expr.no_sql"]


def test_two_rules_with_one_key() -> None:
    _, found = compiled([rule(BEFORE, SET), rule(BEFORE, SET)])
    assert [(each.code, each.path) for each in found] == [("rules.same_key", "/rules/1/key")]


def test_rules_are_found_by_what_sets_them_off() -> None:
    rules, _ = compiled(
        [
            rule(BEFORE, SET, key="first"),
            rule(AFTER, SET, key="second"),
            rule({"before": ["updated"]}, SET, key="third"),
        ]
    )
    assert [each.key for each in rules.on_save("sale", Phase.BEFORE, Event.UPDATED)] == ["first", "third"]
    assert [each.key for each in rules.on_save("sale", Phase.AFTER, Event.CREATED)] == ["second"]
    assert rules.on_save("sale", Phase.AFTER, Event.DELETED) == ()


def test_a_rule_that_is_switched_off_is_checked_but_does_not_run() -> None:
    rules, found = compiled([rule(BEFORE, {"set": {"nope": "1"}}, active=False)])
    assert not rules.rules
    assert len(found) == 1


@pytest.mark.parametrize(
    "wrong",
    [{"on": {"sometimes": 1}}, {"do": []}, {"do": [{"explode": {}}]}, {"colour": "red"}, {"key": "Big"}],
)
def test_what_the_language_does_not_know_is_refused(wrong: JsonObject) -> None:
    with pytest.raises(ValidationError):
        RuleDefinition.model_validate({**rule(BEFORE, SET), **wrong})
