"""The systems that ship with the product, as files beside it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from builder.server.messages import CATALOGUE
from engine.kernel.diagnostics import Reason
from engine.kernel.json import JsonObject

_PLACES = (Path(__file__).parent.parent / "templates", Path(__file__).parent.parent.parent / "templates")
"""In the wheel inside the package, in a checkout at the top."""


def folder() -> Path:
    return next((place for place in _PLACES if place.is_dir()), _PLACES[1])


def templates() -> list[JsonObject]:
    """[{"key": "loan_crm", "label": …, "description": …}], by file name."""
    return [_head(file.stem) for file in sorted(folder().glob("*.json"))]


def template(key: str) -> JsonObject:
    """The definition of one template."""
    if key not in {file.stem for file in folder().glob("*.json")}:
        raise CATALOGUE.refused(Reason.NOT_FOUND, "no_template", "template", name=key)
    document: JsonObject = json.loads((folder() / f"{key}.json").read_text("utf-8"))
    return document


@cache
def _head(key: str) -> JsonObject:
    head = template(key)["app"]
    return {"key": key, "label": head["label"], "description": head.get("description"), "icon": head.get("icon")}
