"""The field types: one module each, listed here once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import or_
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from pydantic import Discriminator

from engine.fields.base import FieldOptions, FieldType
from engine.fields.faces import Face, Faces, Wish
from engine.fields.types import (
    attachment,
    auto_number,
    boolean,
    date,
    datetime,
    decimal,
    department,
    email,
    formula,
    id_card,
    integer,
    longtext,
    lookup,
    member,
    money,
    multiselect,
    percent,
    phone,
    reference,
    references,
    rollup,
    select,
    subform,
    text,
)

MODULES = (
    text,
    longtext,
    integer,
    decimal,
    money,
    percent,
    date,
    datetime,
    boolean,
    select,
    multiselect,
    member,
    department,
    reference,
    references,
    subform,
    lookup,
    rollup,
    formula,
    auto_number,
    phone,
    id_card,
    email,
    attachment,
)

REGISTRY: Mapping[str, FieldType[Any, Any]] = MappingProxyType({module.TYPE.name: module.TYPE for module in MODULES})

if TYPE_CHECKING:
    AnyField: TypeAlias = FieldOptions
else:
    AnyField = Annotated[reduce(or_, (type_.options for type_ in REGISTRY.values())), Discriminator("type")]
    """The options of any field, told apart by `type`."""
    subform.SubformOptions.model_rebuild(_types_namespace={"AnyField": AnyField})


_FACES = Faces(REGISTRY)
face_of = _FACES.of
face_of_measure = _FACES.of_measure

__all__ = ["MODULES", "REGISTRY", "AnyField", "Face", "Wish", "face_of", "face_of_measure"]
