"""JSON as the edge reads it: exact, bounded, and nothing that two readers would read differently."""

from __future__ import annotations

import json

import pytest

from builder.server.body import DEPTH_LIMIT, parsed
from engine.kernel.diagnostics import Refused
from engine.kernel.json import Json


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "no_body"),
        (b"{", "not_json"),
        (b'{"a": 1} x', "not_json"),
        (b"{'a': 1}", "not_json"),
        (b'{"a": NaN}', "not_finite"),
        (b'{"a": -Infinity}', "not_finite"),
        (b'{"a": 1e400}', "not_finite"),
        (b'{"a": 1, "a": 2}', "twice"),
        (b'{"a": {"b": 1, "b": 2}}', "twice"),
        (b"[" * 41 + b"]" * 41, "too_deep"),
        (b'{"a":' * 41 + b"1" + b"}" * 41, "too_deep"),
        (b"[" * 200_000, "too_deep"),
        (b'{"a": ' + b"9" * 5000 + b"}", "number_too_long"),
        (b'{"a": "\xff"}', "not_utf8"),
        (b'{"a": "\\ud800"}', "bad_letter"),
        (b'{"a": ["\\u0000"]}', "bad_letter"),
        (b'{"\\u0000": 1}', "bad_letter"),
    ],
    ids=lambda value: value[:20] if isinstance(value, bytes) else value,
)
def test_what_is_no_clean_json_is_refused(body: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        parsed(body)
    assert [problem.code for problem in refused.value.problems] == [f"server.{code}"]


@pytest.mark.parametrize(
    "value",
    [
        None,
        {"a": 2**63, "b": 10**40, "c": -1},
        {"a": "\\u0000 \\ud800 spelled out"},
        {"a": "斗拱 🏯 \u2028"},
        [[[{"b": None}]], True, 0.5],
        "a" * 1_000_000,
    ],
)
def test_clean_json_arrives_as_it_was(value: Json) -> None:
    assert parsed(json.dumps(value, ensure_ascii=False).encode()) == value
    assert parsed(json.dumps(value).encode()) == value


def test_the_depth_that_is_allowed() -> None:
    assert parsed(b"[" * DEPTH_LIMIT + b"]" * DEPTH_LIMIT)
