"""The locks name versions and hashes, never an address, so that they hold wherever the packages come from."""

from __future__ import annotations

import json
import re

import pytest

from tests.architecture.source import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-node.lock")
NPM_LOCK = ROOT / "builder/ui/package-lock.json"


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_pinned_with_hashes(name: str) -> None:
    text = (ROOT / name).read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    assert lines
    assert [line for line in lines if not re.match(r"\S+==\S+.*--hash=sha256:[0-9a-f]{64}", line)] == []


@pytest.mark.parametrize("name", LOCKS)
def test_no_addresses(name: str) -> None:
    assert "://" not in (ROOT / name).read_text()


def test_the_npm_lock_names_no_addresses() -> None:
    packages = json.loads(NPM_LOCK.read_text())["packages"]
    assert packages
    assert [path for path, package in packages.items() if "resolved" in package and not package.get("link")] == []
    assert [
        path for path, package in packages.items() if path and not package.get("link") and "integrity" not in package
    ] == []


def test_npm_versions_are_exact() -> None:
    manifest = json.loads((ROOT / "builder/ui/package.json").read_text())
    wanted = {**manifest.get("dependencies", {}), **manifest.get("devDependencies", {})}
    assert [f"{name}@{version}" for name, version in wanted.items() if not re.match(r"\d+\.\d+\.\d+", version)] == []
