"""One request, one transaction, committed at the edge: `commit()` is written in one file."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source import Module, called, module, modules

EDGE = "engine.runtime.unit"

EXCEPTIONS: dict[str, str] = {}
"""Path of a file that may end a transaction all the same → why."""


def endings(source: Module) -> Iterator[str]:
    """`session.commit()`, and `with engine.begin():`, which commits at its end."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and called(node) == "commit":
            yield f"{source.path}:{node.lineno} commits"
        if isinstance(node, ast.With | ast.AsyncWith):
            for item in node.items:
                if isinstance(item.context_expr, ast.Call) and called(item.context_expr) in {"begin", "autocommit"}:
                    yield f"{source.path}:{node.lineno} commits at the end of its block"


def test_only_the_edge_commits() -> None:
    others = (source for source in modules() if source.name != EDGE and source.path not in EXCEPTIONS)
    assert [found for source in others for found in endings(source)] == []


@pytest.mark.parametrize(
    "text", ["session.commit()", "self.connection.commit()", "with engine.begin() as c:\n    pass"]
)
def test_the_rule_finds(text: str) -> None:
    assert list(endings(module(text)))


def test_every_exception_is_still_needed() -> None:
    by_path = {source.path: source for source in modules()}
    assert [path for path in EXCEPTIONS if path not in by_path or not list(endings(by_path[path]))] == []
