"""Only permissive licences, and the few that docs/adr/0008-dependencies.md speaks of."""

from __future__ import annotations

import json
import re
from importlib.metadata import Distribution, distributions

import pytest

from tests.architecture.source import ROOT

PERMISSIVE = frozenset(
    """MIT MIT-0 Apache-2.0 BSD-2-Clause BSD-3-Clause 0BSD ISC PSF-2.0 BlueOak-1.0.0 CC0-1.0 Unlicense Zlib
    Python-2.0""".split()
)

SPELLINGS = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD 2-Clause License": "BSD-2-Clause",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}

EXCEPTIONS = {
    "certifi": ("MPL-2.0", "a list of certificates; only the tests bring it"),
    "hypothesis": ("MPL-2.0", "a tool of the tests"),
    "orjson": ("MPL-2.0", "used unmodified; the rest of it is Apache-2.0 or MIT"),
    "pathspec": ("MPL-2.0", "a tool of the build"),
    "psycopg": ("LGPL-3.0-only", "used unmodified, imported at run time, replaceable"),
    "psycopg-binary": ("LGPL-3.0-only", "as psycopg"),
    "psycopg-pool": ("LGPL-3.0-only", "as psycopg"),
    "axe-playwright-python": ("", "says MIT in its sources only; a tool of the tests"),
    "lightningcss": ("MPL-2.0", "a tool of the build; nothing of it is in the pages"),
    "caniuse-lite": ("CC-BY-4.0", "data of the build; nothing of it is in the pages"),
}
"""Package → the licence that needs a reason, and the reason."""


def licences(package: Distribution) -> set[str]:
    """What the package says it is under: the expression, else its classifiers, else the free text."""
    said = package.metadata
    expression = said.get("License-Expression")
    if expression:
        return _parts(expression)
    classifiers = [
        c.rsplit("::", 1)[-1].strip() for c in said.get_all("Classifier") or [] if c.startswith("License ::")
    ]
    named = [SPELLINGS.get(c, c) for c in classifiers if c not in {"OSI Approved", "DFSG approved"}]
    text = said.get("License") or ""
    return set(named) or {SPELLINGS.get(text, text)}


def _parts(expression: str) -> set[str]:
    """ "MPL-2.0 AND (Apache-2.0 OR MIT)" → each of the three."""
    return {part for part in re.split(r"[\s()]+|AND|OR", expression) if part}


def foreign(name: str, said: set[str]) -> set[str]:
    """The licences that neither the list nor an exception allows."""
    allowed, _ = EXCEPTIONS.get(name, (None, ""))
    return said - PERMISSIVE - {allowed}


@pytest.mark.parametrize("package", list(distributions()), ids=lambda package: package.metadata["Name"])
def test_python_packages(package: Distribution) -> None:
    assert foreign(package.metadata["Name"].lower(), licences(package)) == set()


def test_npm_packages() -> None:
    packages = json.loads((ROOT / "builder/ui/package-lock.json").read_text())["packages"]
    found = {path.rsplit("node_modules/", 1)[-1]: package for path, package in packages.items() if path}
    said = {name: _parts(package.get("license", "")) for name, package in found.items()}
    # The parts of one tool for each kind of machine go by the tool's name.
    assert {
        name: odd for name in said if (odd := foreign(re.sub(r"^(lightningcss)-.*", r"\1", name), said[name]))
    } == {}


def test_the_rule_finds() -> None:
    assert foreign("other", _parts("GPL-3.0-or-later")) == {"GPL-3.0-or-later"}
    assert foreign("psycopg", {"AGPL-3.0"}) == {"AGPL-3.0"}
    assert foreign("other", {""}) == {""}
