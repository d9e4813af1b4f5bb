"""Shapes of the designer's request bodies."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from builder.server.runtime.bodies import Body
from engine.kernel.json import JsonObject


class DraftBody(Body):
    definition: JsonObject
    revision: Annotated[int, Field(ge=0)]


class CheckBody(Body):
    """Without a definition the draft is checked."""

    definition: JsonObject | None = None


class PublishBody(Body):
    note: Annotated[str, Field(max_length=2000)] = ""
    revision: Annotated[int, Field(ge=0)]


class ExpressionBody(Body):
    """`slot` names what the expression is for: "formula", "where", "visible", …; with `parent`, `form` is the key of a
    subform of that form and the expression is read in its rows. Without `draft` the saved draft is meant."""

    text: Annotated[str, Field(max_length=4000)]
    form: str
    parent: str | None = None
    slot: str = "formula"
    draft: JsonObject | None = None
