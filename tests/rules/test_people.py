"""Whom a target means, in an office that changes."""

from __future__ import annotations

import pytest

from engine.rules.people import Means, Picker, Target, above, aim, find
from tests.rules.shop import NOON
from tests.workflow.office import Office


@pytest.mark.parametrize(
    ("target", "people"),
    [
        (Target(Means.PERSON, "ann"), ("ann",)),
        (Target(Means.LOGIN, "bob"), ("bob",)),
        (Target(Means.ROLE, "finance"), ("fin1", "fin2")),
        (Target(Means.ROLE, "finance", within="d2"), ("fin1",)),
        (Target(Means.ROLE, "sales", within="lee"), ("ann", "bob")),
        (Target(Means.STAFF, "销售部"), ("ann", "bob", "lee")),
        (Target(Means.HEAD, "ann"), ("lee",)),
        (Target(Means.SUPERIOR, "ann"), ("lee",)),
        (Target(Means.SUPERIOR, "ann", levels=2), ("max",)),
        (Target(Means.SUPERIOR, "ann", levels=3), ()),
        (Target(Means.ROLE, "nobody"), ()),
    ],
)
def test_a_target_means_these_people(target: Target, people: tuple[str, ...]) -> None:
    assert find([target], Office()) == people


def test_everybody_once_and_nobody_who_left() -> None:
    targets = [Target(Means.ROLE, "finance"), Target(Means.PERSON, "fin1"), Target(Means.PERSON, "ann")]
    assert find(targets, Office(left={"fin2"})) == ("fin1", "ann")


def test_superiors_in_a_circle_come_to_an_end() -> None:
    office = Office(superiors={"ann": "bob", "bob": "ann"})
    assert above("ann", 1, office) == "bob"
    assert above("ann", 2, office) is None


def test_blank_fields_aim_at_nobody() -> None:
    pickers = [Picker(Means.PERSON, path=("owner_id",)), Picker(Means.SUPERIOR, path=("customer", "manager"))]
    assert aim(pickers, {"owner_id": None, "customer": None}, NOON) == ()


def test_lists_aim_at_each() -> None:
    picker = Picker(Means.PERSON, path=("team",))
    assert aim([picker], {"team": ("ann", {"id": "bob"})}, NOON) == (
        Target(Means.PERSON, "ann"),
        Target(Means.PERSON, "bob"),
    )
