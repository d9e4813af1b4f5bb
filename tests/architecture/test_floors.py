"""Imports point down: the contracts of pyproject.toml, and the few libraries that each have one door."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, Module, imported, module, modules

ONE_DOOR = {
    "simpleeval": ("engine.expr.run",),
    "alembic": ("engine.data", "engine.runtime", "builder.server.migrations"),
    "fastapi": ("builder.server",),
    "starlette": ("builder.server",),
    "uvicorn": ("builder.commands",),
    "argparse": ("builder.cli", "builder.commands"),
}
"""Library → the modules or packages that may import it."""

VAGUE_NAMES = frozenset({"utils", "util", "helpers", "helper", "manager", "common", "misc", "base_service"})


def trespasses(source: Module) -> Iterator[str]:
    for name, line in imported(source.tree):
        top = name.partition(".")[0]
        if top in ONE_DOOR and not source.within(*ONE_DOOR[top]):
            yield f"{source.path}:{line} imports {top}"
        if (
            source.within("engine.kernel")
            and top not in sys.stdlib_module_names
            and not name.startswith("engine.kernel")
        ):
            yield f"{source.path}:{line} imports {top} into the kernel"
        if top == "tests":
            yield f"{source.path}:{line} imports a test"


def test_the_contracts_hold() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([command, "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_libraries_have_one_door() -> None:
    assert [found for source in modules() for found in trespasses(source)] == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("engine/expr/sql.py", "import simpleeval"),
        ("engine/app/compile.py", "from fastapi import FastAPI"),
        ("engine/kernel/ids.py", "import sqlalchemy"),
        ("engine/kernel/ids.py", "from engine.data import records"),
        ("builder/cli.py", "from tests.postgres import server"),
    ],
)
def test_the_rule_finds(path: str, text: str) -> None:
    assert list(trespasses(module(text, path)))


def test_no_vague_names() -> None:
    assert [source.path for source in modules() if source.name.rsplit(".", 1)[-1] in VAGUE_NAMES] == []


def test_every_module_says_what_it_is() -> None:
    assert [source.path for source in modules() if source.text.strip() and not ast.get_docstring(source.tree)] == []


def test_the_user_interface_has_no_python() -> None:
    assert [source.path for source in modules() if source.within("builder.ui")] == []
