"""The wheel is whole: what is not code is in it, too."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    return zipfile.ZipFile(wheel).namelist()


def test_templates_and_migrations_are_in_it(names: list[str]) -> None:
    assert "builder/templates/loan_crm.json" in names
    assert "builder/server/migrations/script.py.mako" in names
    assert any(name.startswith("builder/server/migrations/versions/") for name in names)
    assert {"engine/py.typed", "builder/py.typed"} <= set(names)


def test_the_built_pages_are_in_it(names: list[str]) -> None:
    if not (ROOT / "builder/static/index.html").exists():
        pytest.skip("the pages are not built here")
    assert "builder/static/index.html" in names
    assert any(name.startswith("builder/static/assets/") for name in names)


def test_nothing_else_is_in_it(names: list[str]) -> None:
    allowed = ("engine/", "builder/", "dougong-")
    assert [name for name in names if not name.startswith(allowed)] == []
    assert [name for name in names if name.startswith("builder/ui/") or "node_modules" in name] == []
