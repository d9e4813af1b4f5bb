"""The one write pipeline: what is accepted, what is refused with which words, and that a refusal leaves nothing."""

from __future__ import annotations

import pytest

from engine.kernel.clock import VirtualClock
from engine.kernel.diagnostics import Reason, Refused
from engine.kernel.ids import new_id
from engine.runtime.batch import Manner
from engine.runtime.draft import Change, Op
from engine.runtime.notify import titles
from engine.runtime.unit import House
from tests.runtime.credit import Credit


@pytest.fixture
def credit(house: House) -> Credit:
    return Credit.install(house)


def refused(reason: Reason, *codes: str) -> pytest.RaisesExc[Refused]:
    return pytest.RaisesExc(Refused, check=lambda r: r.reason is reason and {p.code for p in r.problems} == set(codes))


def customer(credit: Credit, by: str = "fin", **values: object) -> str:
    return credit.create(by, "customer", **{"name": "甲", "owner_id": credit.people["ann"], **values})


# -- accepted --------------------------------------------------------------------------------------------------


def test_defaults_numbers_owner_and_version_are_given(credit: Credit) -> None:
    id_ = credit.create("ann", "customer", name="  乙公司 ")
    item = credit.one("ann", "customer", id_)
    assert item["name"] == "乙公司"
    assert item["no"] == "C-2026-00001"
    assert item["credit_limit"] == "0.00"
    assert item["owner_id"] == credit.people["ann"]
    assert (item["version"], item["created_at"]) == (1, "2026-11-21T01:00:00Z")
    assert credit.one("ann", "customer", credit.create("ann", "customer", name="丙"))["no"] == "C-2026-00002"


def test_numbers_begin_anew_each_day(credit: Credit, clock: VirtualClock) -> None:
    id_ = customer(credit, level="a", credit_limit="1000")
    values = {"customer": id_, "amount": "10"}
    first = credit.one("fin", "sales_order", credit.create("fin", "sales_order", **values))["no"]
    clock.instant = clock.instant.replace(day=22)
    second = credit.one("fin", "sales_order", credit.create("fin", "sales_order", **values))["no"]
    assert (first, second) == ("SO-20261121-0001", "SO-20261122-0001")


def test_computed_values_follow_other_records_at_once(credit: Credit) -> None:
    id_ = customer(credit, level="a", credit_limit="1000.50")
    for amount in ("100.10", "200.20"):
        credit.create("fin", "sales_order", customer=id_, amount=amount, state="approved", due_on="2026-11-01")
    item = credit.one("fin", "customer", id_)
    assert (item["used"], item["available"], item["overdue_days"]) == ("300.30", "700.2", "20")


def test_rows_of_a_subform_keep_their_identity(credit: Credit) -> None:
    id_ = customer(credit, contacts=[{"person": "张"}, {"person": "李"}])
    rows = credit.one("fin", "customer", id_)["contacts"]
    kept = [{**rows[1], "person": "李四"}, {"person": "王"}]
    credit.update("fin", "customer", id_, contacts=kept)
    after = credit.one("fin", "customer", id_)["contacts"]
    assert [row["person"] for row in after] == ["李四", "王"]
    assert after[0]["id"] == rows[1]["id"]


def test_a_draft_is_worked_out_before_it_is_saved(credit: Credit) -> None:
    id_ = customer(credit, level="a", credit_limit="900")
    made = credit.evaluated("fin", "customer", {"id": id_, "credit_limit": "1000"})
    assert made["values"]["available"] == "1000"


# -- refused ---------------------------------------------------------------------------------------------------


def test_everything_wrong_is_told_at_once(credit: Credit) -> None:
    with pytest.raises(Refused) as caught:
        credit.create("ann", "sales_order", amount="0", due_on="2026-02-30", version=7, nonsense=1, customer="x")
    at = {(problem.at, problem.code) for problem in caught.value.problems}
    assert {
        ("due_on", "field.no_such_day"),
        ("version", "run.system_field"),
        ("nonsense", "run.unknown_field"),
        ("customer", "field.not_id"),
    } <= at


def test_a_field_one_may_not_write_is_refused_by_name(credit: Credit) -> None:
    with refused(Reason.INVALID, "run.unwritable_field"):
        credit.create("ann", "customer", name="甲", credit_limit="5")


@pytest.mark.parametrize("value", ["NaN", "1e5", "9" * 40, 2**63, 1.5, True, [], {"a": 1}])
def test_no_number_slips_in_that_cannot_be_kept(credit: Credit, value: object) -> None:
    if value == []:
        return
    with pytest.raises(Refused) as caught:
        customer(credit, level="a", credit_limit=value)
    assert [problem.at for problem in caught.value.problems] == ["credit_limit"]


def test_required_answers_conditions_and_checks(credit: Credit) -> None:
    with refused(Reason.INVALID, "form.required"):
        credit.create("fin", "customer", credit_limit="0")
    with refused(Reason.INVALID, "form.check_failed"):
        credit.create("fin", "customer", name="甲", credit_limit="5")
    id_ = customer(credit, level="a", credit_limit="100000")
    with refused(Reason.INVALID, "form.required"):
        credit.create("fin", "sales_order", customer=id_, amount="10001")


def test_what_one_cannot_see_does_not_exist(credit: Credit) -> None:
    id_ = customer(credit)
    with refused(Reason.NOT_FOUND, "run.unknown_record"):
        credit.update("bob", "customer", id_, name="乙")
    with refused(Reason.INVALID, "data.no_such_reference"):
        credit.create("bob", "sales_order", customer=id_, amount="5")
    with refused(Reason.INVALID, "data.no_such_reference"):
        credit.create("ann", "sales_order", customer=new_id(), amount="5")


def test_rights_to_actions(credit: Credit) -> None:
    id_ = customer(credit)
    with refused(Reason.FORBIDDEN, "run.not_allowed"):
        credit.delete("ann", "customer", id_)
    with refused(Reason.FORBIDDEN, "run.not_allowed"):
        credit.create("wes", "sales_order", amount="5")


def test_nobody_writes_a_record_out_of_sight(credit: Credit, house: House) -> None:
    id_ = credit.create("ann", "customer", name="甲")
    with refused(Reason.FORBIDDEN, "run.result_not_allowed"):
        credit.update("ann", "customer", id_, owner_id=credit.people["bob"])
    assert credit.one("ann", "customer", id_)["version"] == 1


def test_the_second_of_two_edits_is_stale(credit: Credit) -> None:
    id_ = customer(credit)
    credit.update("fin", "customer", id_, version=1, name="乙")
    with refused(Reason.STALE, "run.stale"):
        credit.update("fin", "customer", id_, version=1, name="丙")
    assert credit.one("fin", "customer", id_)["name"] == "乙"


def test_unique_fields_and_duplicates(credit: Credit) -> None:
    customer(credit, uscc="91110000600037341L")
    with refused(Reason.CONFLICT, "data.not_unique"):
        customer(credit)
    with refused(Reason.CONFLICT, "run.duplicate"):
        customer(credit, name="乙", uscc="91110000600037341L")


def test_a_record_that_others_point_to_stays(credit: Credit) -> None:
    id_ = customer(credit, level="a", credit_limit="1000")
    order = credit.create("fin", "sales_order", customer=id_, amount="5")
    with pytest.raises(Refused) as caught:
        credit.delete("fin", "customer", id_)
    assert caught.value.problems[0].code in {"run.restricted", "data.still_referred_to"}
    credit.delete("fin", "sales_order", order)
    credit.delete("fin", "customer", id_)
    with refused(Reason.NOT_FOUND, "run.unknown_record"):
        credit.one("fin", "customer", id_)


def test_a_refusal_leaves_the_database_as_it_was(credit: Credit) -> None:
    id_ = customer(credit, level="d", credit_limit="1000")
    before = {table: credit.count(table) for table in ("audit", "outbox", "notifications", "traces", "counters")}
    with refused(Reason.INVALID, "rules.refused"):
        credit.create("fin", "sales_order", customer=id_, amount="5")
    assert before == {table: credit.count(table) for table in before}
    assert credit.page("fin", "sales_order")["items"] == []


# -- batches ---------------------------------------------------------------------------------------------------


def test_a_batch_lands_whole_or_not_at_all(credit: Credit) -> None:
    changes = [Change(Op.CREATE, values={"name": name}) for name in ("甲", "乙", None)]
    with pytest.raises(Refused) as caught:
        credit.write("fin", "customer", *changes)
    assert [(problem.row, problem.at) for problem in caught.value.problems] == [(2, "name")]
    assert credit.page("fin", "customer")["items"] == []


def test_a_partial_batch_keeps_what_is_sound(credit: Credit) -> None:
    changes = [Change(Op.CREATE, values={"name": name}) for name in ("甲", None, "甲", "乙")]
    outcomes = credit.write("fin", "customer", *changes, manner=Manner(partial=True))
    assert [outcome.ok for outcome in outcomes] == [True, False, False, True]
    assert {item["name"] for item in credit.page("fin", "customer")["items"]} == {"甲", "乙"}


# -- consequences ----------------------------------------------------------------------------------------------


def test_rules_decide_warn_and_leave_their_trace(credit: Credit) -> None:
    id_ = customer(credit, level="a", credit_limit="1000")
    credit.create("ann", "sales_order", customer=id_, amount="950")
    with credit.house.reading() as unit:
        assert titles(unit, credit.people["fin"]) == ["额度预警：甲"]
    assert credit.count("traces") == 1
    assert credit.count("outbox") == 1


def test_every_change_is_evidence_that_its_readers_can_read(credit: Credit) -> None:
    id_ = customer(credit, phone="13800138000")
    credit.update("fin", "customer", id_, name="乙")
    told = credit.history("fin", "customer", id_)
    assert [line["action"] for line in told] == ["update", "create"]
    assert [(c["field"], c["old"], c["new"]) for c in told[0]["changes"]] == [("name", "甲", "乙")]
    masked = [c["new"] for c in credit.history("ann", "customer", id_)[1]["changes"] if c["field"] == "phone"]
    assert masked == ["138****8000"]
