"""Identifiers: UUIDv7 (RFC 9562 §5.7), so that a new row lands at the end of its index."""

from __future__ import annotations

import os
import threading
import time
import uuid

_lock = threading.Lock()
_latest = [0]
"""The millisecond and sequence of the id given out last."""


def new_id() -> str:
    """A new id, e.g. "01939f6e-8e4c-7c1a-9d3b-2f1e5a6b7c8d"; strictly increasing within this process."""
    with _lock:
        value = max((time.time_ns() // 1_000_000) << 12, _latest[0] + 1)
        _latest[0] = value
    millis, sequence = value >> 12, value & 0xFFF
    tail = int.from_bytes(os.urandom(8)) & 0x3FFF_FFFF_FFFF_FFFF
    return str(uuid.UUID(int=(millis << 80) | (0x7 << 76) | (sequence << 64) | (0b10 << 62) | tail))


def is_id(text: object) -> bool:
    """Whether `text` is an id in its one spelling (36 lower-case characters)."""
    if not isinstance(text, str) or len(text) != 36:
        return False
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
