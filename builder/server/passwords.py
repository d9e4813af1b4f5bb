"""Passwords: hashed with Argon2id, two at a time, so that a crowd at the door cannot eat the memory."""

from __future__ import annotations

from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_TURN = BoundedSemaphore(2)

NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$KigZW3BNH+x+dSM3YMdQ7g$62j6pBR4Qy0T9O3bQdf1ywqECVPsEQshGWBXLOv2+10"
"""What an unknown account is verified against, so that it takes as long as a known one."""


def hashed(password: str) -> str:
    with _TURN:
        return _HASHER.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether it is the password; takes the same time when there is none to compare with."""
    with _TURN:
        try:
            _HASHER.verify(stored or NOBODY, password)
        except (VerificationError, InvalidHashError):
            return False
    return stored is not None


def outdated(stored: str) -> bool:
    """Whether it was hashed with other settings than today's."""
    return _HASHER.check_needs_rehash(stored)
