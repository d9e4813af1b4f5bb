"""The one name for parsed JSON."""

from __future__ import annotations

from typing import Any

Json = Any
"""Anything `json.loads` may return; the only place where the engine says Any."""

JsonObject = dict[str, Any]
