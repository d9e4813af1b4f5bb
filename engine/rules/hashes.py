"""Versions of rules and decisions, by what is written in them."""

from __future__ import annotations

import hashlib

import orjson
from pydantic import BaseModel


def version_of(written: BaseModel) -> str:
    """A short hash, kept in every trace: a run can be told from one before a change."""
    text = orjson.dumps(written.model_dump(mode="json", by_alias=True), option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(text).hexdigest()[:12]
