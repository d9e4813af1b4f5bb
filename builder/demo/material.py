"""The words and tables the demo is made from, beside the code as JSON."""

from __future__ import annotations

import json
from importlib.resources import files

from engine.kernel.json import JsonObject


def read_json(name: str) -> JsonObject:
    """What stands in "<name>.json" of this package."""
    text = files("builder.demo").joinpath(f"{name}.json").read_text(encoding="utf-8")
    found: JsonObject = json.loads(text)
    return found
