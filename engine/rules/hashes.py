"""Versions of rules and decisions, by what is written in them."""

from __future__ import annotations

import hashlib
import json

from pydantic import BaseModel


def version_of(written: BaseModel) -> str:
    """A short hash, kept in every trace: a run can be told from one before a change."""
    text = json.dumps(written.model_dump(mode="json", by_alias=True), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
