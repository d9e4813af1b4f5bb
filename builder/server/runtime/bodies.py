"""Shapes of request bodies that do not depend on an app's definition."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from engine.kernel.json import Json, JsonObject

Sentence = Annotated[str, Field(min_length=1, max_length=2000)]


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Operation(Body):
    op: Literal["create", "update", "delete", "restore"]
    id: str | None = None
    version: int | None = None
    values: JsonObject = {}


class BatchBody(Body):
    operations: tuple[Operation, ...] = Field(min_length=1, max_length=1000)


class RevealBody(Body):
    field: str
    reason: Sentence


class CommentBody(Body):
    text: Sentence


class StartBody(Body):
    record: str
    comment: str | None = Field(default=None, max_length=2000)


class ActBody(Body):
    comment: str | None = Field(default=None, max_length=2000)
    values: dict[str, Json] = {}


class DrillStep(Body):
    """One step down: the group `value` of a dimension, counted on the level above."""

    dimension: Annotated[int, Field(strict=True)] = 0
    value: Json = None


class ReportBody(Body):
    filters: dict[str, Json] = {}
    where: str | None = Field(default=None, max_length=2000)
    drill: tuple[DrillStep, ...] = ()
    compare: str | None = None


class ReadBody(Body):
    ids: tuple[str, ...] = Field(default=(), max_length=500)


class ParameterBody(Body):
    value: Json


class MembersBody(Body):
    people: tuple[str, ...] = Field(default=(), max_length=500)
    departments: tuple[str, ...] = Field(default=(), max_length=500)
