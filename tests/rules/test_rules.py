"""What rules want done, seen from the record they look at."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

import pytest

from engine.expr import Ref
from engine.kernel.json import JsonObject
from engine.kernel.wording import Text
from engine.rules.compiled import Event
from engine.rules.effects import (
    Assign,
    Attach,
    CreateRecord,
    Fail,
    Notify,
    Refuse,
    SetFields,
    StartFlow,
    UpdateRecords,
)
from engine.rules.people import Means, Target
from engine.rules.rules import evaluate, holds, triggered
from tests.rules.shop import NOON, compiled, one, rule, run

BEFORE = {"before": ["created", "updated"]}
AFTER = {"after": ["created", "updated"]}


class TestRefuse:
    def test_says_the_filled_in_message_at_its_field(self) -> None:
        written = rule(
            BEFORE,
            {
                "refuse": {
                    "when": "amount > param.limit",
                    "message": "{{ customer.name }} 的 {{ amount | money }} 超限",
                    "at": "amount",
                }
            },
        )
        names = {"amount": Decimal(60000), "customer": {"id": "c", "name": "甲"}, "param": {"limit": Decimal(50000)}}
        (refused,) = run(written, names).effects
        assert isinstance(refused, Refuse)
        assert refused.problem.at == "amount"
        assert refused.problem.message == Text("甲 的 60,000.00 超限", "甲 的 60,000.00 超限")

    def test_unknown_is_not_true(self) -> None:
        written = rule(BEFORE, {"refuse": {"when": "amount > 1", "message": "x"}})
        assert run(written, {"amount": None}).effects == ()


class TestSet:
    def test_later_actions_see_what_was_set(self) -> None:
        written = rule(
            BEFORE,
            {"set": {"amount": "amount * 2"}},
            {"set": {"note": '"big"'}, "when": "amount > 15"},
        )
        effects = run(written, {"amount": Decimal(10)}).effects
        assert effects == (SetFields({"amount": Decimal(20)}), SetFields({"note": "big"}))

    def test_an_owner_may_be_taken_away(self) -> None:
        assert run(rule(AFTER, {"set": {"owner_id": "null"}}), {}).effects == (SetFields({"owner_id": None}),)


class TestCreate:
    def test_later_actions_know_the_new_id(self) -> None:
        written = rule(
            AFTER,
            {"create": {"form": "customer", "set": {"name": "no"}, "as": "made"}},
            {"set": {"customer": "made.id"}},
        )
        assert run(written, {"no": "S1"}).effects == (
            CreateRecord("new1", "customer", {"name": "S1"}),
            SetFields({"customer": "new1"}),
        )

    def test_unless_keeps_it_from_happening_twice(self) -> None:
        written = rule(
            AFTER,
            {
                "create": {
                    "form": "match",
                    "set": {"sale": "id", "fits": "true"},
                    "unless": "COUNT(matches, fits == true) > 0",
                }
            },
        )
        assert run(written, {"id": "o", "matches": [{"id": "m", "fits": True}]}).effects == ()
        assert len(run(written, {"id": "o", "matches": []}).effects) == 1


class TestUpdate:
    def test_the_record_a_path_leads_to(self) -> None:
        written = rule(AFTER, {"update": {"record": "customer", "set": {"overdue_days": "DAYS(due_on, TODAY())"}}})
        names = {"customer": "c1", "due_on": date(2026, 2, 28)}
        assert run(written, names).effects == (UpdateRecords("customer", ("c1",), {"overdue_days": Decimal(2)}),)

    def test_nothing_where_the_path_ends_in_nothing(self) -> None:
        written = rule(AFTER, {"update": {"record": "customer", "set": {"level": '"d"'}}})
        assert run(written, {"customer": None}).effects == ()

    def test_rows_of_a_related_list_speak_for_themselves(self) -> None:
        written = rule(
            AFTER,
            {"update": {"records": "sales_list", "where": "paid == false", "set": {"note": "CONCAT(this.name, no)"}}},
            form="customer",
        )
        names = {
            "name": "甲",
            "sales_list": [{"id": "o1", "no": "1", "paid": False}, {"id": "o2", "no": "2", "paid": True}],
        }
        assert run(written, names).effects == (UpdateRecords("sale", ("o1",), {"note": "甲1"}),)
        assert one(written).needs == {
            Ref(("name",)),
            Ref(("sales_list",)),
            Ref(("sales_list", "id"), row=True),
            Ref(("sales_list", "no"), row=True),
            Ref(("sales_list", "paid"), row=True),
        }


class TestPeople:
    def test_notices_are_aimed_but_not_looked_up(self) -> None:
        written = rule(
            AFTER,
            {
                "notify": {
                    "to": ["owner_id", "customer.manager", {"role": "finance"}, {"superior": 2}, "me"],
                    "title": {"zh-CN": "{{ customer }}下单", "en": "{{ customer }} ordered"},
                    "by": ["app", "email"],
                }
            },
        )
        names = {"owner_id": "u1", "customer": {"id": "c", "name": "甲", "manager": None}, "me": {"id": "u9"}}
        (notice,) = run(written, names).effects
        assert isinstance(notice, Notify)
        assert notice.to == (
            Target(Means.PERSON, "u1"),
            Target(Means.ROLE, "finance"),
            Target(Means.SUPERIOR, "u1", levels=2),
            Target(Means.PERSON, "u9"),
        )
        assert notice.title == Text("甲下单", "甲 ordered")
        assert notice.channels == ("app", "email")

    def test_assignment_names_its_counter(self) -> None:
        written = rule(BEFORE, {"assign": {"field": "owner_id", "among": [{"role": "sales"}]}})
        assert run(written, {}).effects == (Assign("owner_id", (Target(Means.ROLE, "sales"),), "r.0"),)


def test_a_flow_starts_here_or_where_a_path_leads() -> None:
    written = rule(
        AFTER, {"start_flow": {"flow": "approval"}}, {"start_flow": {"flow": "limit_change", "record": "customer"}}
    )
    names = {"customer": {"id": "c1"}}
    assert run(written, names).effects == (StartFlow("approval", None), StartFlow("limit_change", "c1"))


def test_a_repeat_attaches_to_the_record_that_is_there() -> None:
    written = rule({"before": ["created"]}, {"attach": {"to": "repeat_of", "when": "repeat_of != null"}})
    assert run(written, {"repeat_of": "o1"}).effects == (Attach("o1"),)
    assert run(written, {"repeat_of": None}).effects == ()


class TestDecide:
    GATE: ClassVar[JsonObject] = {
        "key": "gate",
        "label": "信用检查",
        "kind": "table",
        "inputs": [{"key": "level", "type": "text"}, {"key": "overdue", "type": "number", "label": "逾期"}],
        "outputs": [{"key": "result", "choices": ["pass", "block"]}, {"key": "reason"}],
        "rows": [
            {"when": ['"d"', "-"], "then": ["block", "高风险客户"]},
            {"when": ["-", "> 30"], "then": ["block", "逾期超过30天"]},
            {"when": ["-", "-"], "then": ["pass", ""]},
        ],
    }

    def written(self) -> JsonObject:
        return rule(
            BEFORE,
            {"decide": "gate", "as": "gate", "with": {"level": "customer.level", "overdue": "customer.overdue_days"}},
            {"refuse": {"when": 'gate.result == "block"', "message": "{{ gate.reason }}", "at": "customer"}},
        )

    def test_its_answer_is_known_to_later_actions(self) -> None:
        names = {"customer": {"id": "c", "level": "a", "overdue_days": Decimal(31)}}
        outcome = run(self.written(), names, [self.GATE])
        (refused,) = outcome.effects
        assert isinstance(refused, Refuse)
        assert refused.problem.message.zh == "逾期超过30天"

    def test_the_trace_keeps_what_was_seen_and_why(self) -> None:
        names = {"customer": {"id": "c", "level": "a", "overdue_days": Decimal(31)}}
        trace = run(self.written(), names, [self.GATE]).trace
        assert trace is not None
        assert trace.inputs == {"customer.level": "a", "customer.overdue_days": Decimal(31)}
        (decision,) = trace.decisions
        assert decision.matched == (2,)
        assert [(missed.row, missed.failed[0].actual) for missed in decision.missed] == [(1, "a")]
        assert trace.wire()["decisions"][0]["outputs"]["why"] == '第1行：level a，要求 "d"。'

    def test_what_it_makes_up_itself_is_not_asked_of_the_record(self) -> None:
        assert {ref.path for ref in one(self.written(), [self.GATE]).needs} == {
            ("customer", "level"),
            ("customer", "overdue_days"),
        }

    def test_a_table_that_contradicts_itself_fails_the_rule(self) -> None:
        unique = {**self.GATE, "hit": "unique", "rows": self.GATE["rows"][:2]}
        names = {"customer": {"id": "c", "level": "d", "overdue_days": Decimal(31)}}
        outcome = evaluate(compiled([self.written()], [unique])[0].rules["r"], names, NOON, str)
        assert isinstance(outcome.effects[0], Fail)
        assert outcome.effects[0].problem.code == "rules.not_unique"


class TestEach:
    def test_one_match_per_active_product(self) -> None:
        written = rule(
            AFTER,
            {
                "each": {
                    "form": "product",
                    "where": "active == true",
                    "as": "product",
                    "do": [
                        {
                            "create": {
                                "form": "match",
                                "set": {"sale": "id", "product": "product.id", "fits": "amount >= product.min_amount"},
                            }
                        }
                    ],
                }
            },
        )
        compiled_rule = one(written)
        assert compiled_rule.finds["product"].form == "product"
        assert compiled_rule.finds["product"].needs == {Ref(("id",)), Ref(("min_amount",))}
        assert {ref.path for ref in compiled_rule.needs} == {("id",), ("amount",)}
        found = [{"id": "p1", "min_amount": Decimal(1)}, {"id": "p2", "min_amount": Decimal(99)}]
        effects = run(written, {"id": "o", "amount": Decimal(50), "product": found}).effects
        assert [effect.values["fits"] for effect in effects if isinstance(effect, CreateRecord)] == [True, False]

    def test_rows_of_the_record(self) -> None:
        written = rule(
            AFTER,
            {
                "each": {
                    "rows": "lines",
                    "where": "qty > 1",
                    "as": "line",
                    "do": [{"create": {"form": "match", "set": {"product": "line.product", "fits": "true"}}}],
                }
            },
        )
        lines = [{"id": "1", "qty": Decimal(1), "product": "p1"}, {"id": "2", "qty": Decimal(2), "product": "p2"}]
        (made,) = run(written, {"lines": lines}).effects
        assert made == CreateRecord("new1", "match", {"product": "p2", "fits": True})


class TestTriggers:
    def test_only_when_one_of_its_fields_changes(self) -> None:
        watching = one(rule({"after": ["updated"], "fields": ["amount"]}, {"set": {"note": '"x"'}}))
        assert triggered(watching, Event.UPDATED, {"amount", "no"})
        assert not triggered(watching, Event.UPDATED, {"no"})
        assert not triggered(watching, Event.CREATED, {"amount"})

    @pytest.mark.parametrize(
        ("old", "new", "fires"),
        [(False, True, True), (True, True, False), (None, True, True), (False, False, False)],
    )
    def test_became_means_now_and_not_before(self, old: bool | None, new: bool, fires: bool) -> None:
        watching = one(rule({"after": ["updated"], "became": "paid == true"}, {"set": {"note": '"x"'}}))
        assert holds(watching, {"paid": new, "old": {"paid": old}}, NOON) is fires
        assert Ref(("old", "paid")) in watching.needs

    def test_became_holds_of_a_new_record_that_is_so(self) -> None:
        watching = one(rule({"after": ["created"], "became": "paid == true"}, {"set": {"note": '"x"'}}))
        assert holds(watching, {"paid": True, "old": None}, NOON)
