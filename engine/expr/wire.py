"""The checked expression as JSON, for the browser's interpreter."""

from __future__ import annotations

from engine.expr.ir import Checked
from engine.kernel.json import Json


def to_json(checked: Checked) -> Json:
    """`{"call": "gt", "args": [{"ref": ["amount"]}, {"lit": {"number": "5"}}]}`."""
    raise NotImplementedError
