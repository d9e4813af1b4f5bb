"""Whatever is sent as a record, the server answers with a record or with a problem, never with a failure."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.kernel.json import Json
from tests.server.yard import Yard, problem_of
from tests.server.yard_app import JOB

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(min_value=-(2**70), max_value=2**70),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20).filter(lambda text: text.encode("utf-8", "ignore").decode() == text),
    st.sampled_from(["x", "p", "draft", "2026-02-29", "2024-02-29", "2026-11-21T01:00:00Z", "1e5", "-0", "30万", "١٢"]),
    st.sampled_from(["0.1", "1" * 40, "NaN", "a@b.c", "13812345678", "11010519491231002X", "\u202e", "\ud83d\ude00"]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "item", "price", "x"]), inner),
    max_leaves=6,
)
KEYS = [str(field["key"]) for field in JOB["fields"]] + ["id", "version", "owner_id", "values", "nonsense"]
PAYLOADS = st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=6)


@pytest.mark.parametrize("how", ["create", "evaluate"])
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(payload=PAYLOADS)
def test_no_payload_breaks_the_server(yard: Yard, how: str, payload: dict[str, Json]) -> None:
    max_ = yard.door("max")
    path = "/apps/yard/forms/job/records" + (":evaluate" if how == "evaluate" else "")
    content = json.dumps(payload).encode()
    answer = max_.ask("POST", path, content=content, headers={"Content-Type": "application/json"})
    if answer.status_code not in {200, 201}:
        assert 400 <= answer.status_code < 500, (payload, answer.text)
        problem_of(answer)
    elif how == "create":
        item = answer.json()["item"]
        shown = max_.one("job", item["id"]).json()["item"]
        assert shown == item
