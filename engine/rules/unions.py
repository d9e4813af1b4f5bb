"""Unions told apart by the one key that only one member has, so that a mistake is reported against that member."""

from __future__ import annotations

from pydantic import BaseModel, Discriminator

from engine.kernel.json import Json


def one_of(*keys: str) -> Discriminator:
    """Tells the members of a union apart by the one key that only they have; a text is tagged "text"."""

    def tag(written: Json) -> str | None:
        if isinstance(written, str):
            return "text"
        if isinstance(written, BaseModel):
            present = {info.alias or name for name, info in type(written).model_fields.items()}
        else:
            present = set(written) if isinstance(written, dict) else set()
        return next((key for key in keys if key in present), None)

    return Discriminator(
        tag,
        custom_error_type="one_of",
        custom_error_message=f"one of these keys is needed: {', '.join(keys)}",
    )
