"""Dimensions: what rows are grouped by, in buckets of days or bins of numbers."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType

from engine.data.compiled import Entity, Model
from engine.data.scope import EntityScope
from engine.expr import Checked, Ref, check
from engine.fields import Face, Wish, face_of_measure
from engine.fields.compiled import Field
from engine.kernel.decimals import plain
from engine.kernel.diagnostics import Diagnostic
from engine.kernel.kinds import Kind
from engine.kernel.wording import Text
from engine.reports.compiled import Bucket, Dimension
from engine.reports.definition import DimensionDefinition
from engine.reports.measures import DAYS, field_at, kept
from engine.reports.messages import CATALOGUE

STARTS: Mapping[Bucket, str] = MappingProxyType(
    {
        Bucket.DAY: "DATEVALUE({of})",
        Bucket.WEEK: "WEEK_START({of})",
        Bucket.MONTH: "MONTH_START({of})",
        Bucket.QUARTER: "QUARTER_START({of})",
        Bucket.YEAR: "YEAR_START({of})",
    }
)
"""The first day of the bucket a day lies in."""


def compile_dimension(
    written: str | DimensionDefinition, entity: Entity, model: Model, path: str, found: list[Diagnostic]
) -> Dimension | None:
    """The dimension, or None with the reasons added to `found`."""
    definition = DimensionDefinition(of=written) if isinstance(written, str) else written
    slot = path if isinstance(written, str) else f"{path}/of"
    of = kept(check(definition.of, EntityScope(model, entity), sql=True, path=slot), found)
    if of is None:
        return None
    field = field_at(model, entity, of.expr.path) if isinstance(of.expr, Ref) else None
    mistakes = _mistakes(definition, of, path, slot)
    found += mistakes
    return None if mistakes else _made(definition, of, field, entity, model)


def _mistakes(definition: DimensionDefinition, of: Checked, path: str, slot: str) -> list[Diagnostic]:
    mistakes = []
    if of.type.many:
        mistakes.append(CATALOGUE.diagnostic("many_values", slot, name=of.text))
    elif of.type.kind is Kind.JSON:
        mistakes.append(CATALOGUE.diagnostic("not_groupable", slot, name=of.text))
    if definition.bucket is not None and of.type.kind not in DAYS:
        mistakes.append(CATALOGUE.diagnostic("bucket_needs_date", f"{path}/bucket"))
    if definition.bins and of.type.kind is not Kind.NUMBER:
        mistakes.append(CATALOGUE.diagnostic("bins_need_numbers", f"{path}/bins"))
    if any(low >= high for low, high in pairwise(definition.bins)):
        mistakes.append(CATALOGUE.diagnostic("bins_not_rising", f"{path}/bins"))
    bounds = len(definition.bins)
    if definition.names and len(definition.names) != bounds + 1:
        mistakes.append(CATALOGUE.diagnostic("bin_names", f"{path}/names", bounds=bounds, count=bounds + 1))
    return mistakes


def _made(definition: DimensionDefinition, of: Checked, field: Field | None, entity: Entity, model: Model) -> Dimension:
    bucket = None if definition.bucket is None else Bucket(definition.bucket)
    if bucket is None and of.type.kind is Kind.DATETIME:
        bucket = Bucket.DAY
    by = of
    if bucket is not None:
        checked = check(STARTS[bucket].format(of=of.text), EntityScope(model, entity), sql=True)
        assert isinstance(checked, Checked), "the start of a bucket of something that is a day"
        by = checked
    source = None if field is None or bucket is not None else Face(field.face, field.face_options)
    face = source or face_of_measure("dimension", by.type.kind, Wish())
    names = tuple(Text.of(name) for name in definition.names) or _names(definition.bins)
    target = None if field is None or by.type.kind is not Kind.REFERENCE else _target(field, of)
    return Dimension(_label(definition, field), of, by, face, target, bucket, definition.bins, names)


def _label(definition: DimensionDefinition, field: Field | None) -> Text:
    if definition.label is not None:
        return Text.of(definition.label)
    return Text.of(definition.of) if field is None else field.label


def _target(field: Field, of: Checked) -> str | None:
    """Where the titles of the ids are found; of `customer.id` nowhere."""
    return field.target if of.type.kind is Kind.REFERENCE else None


def _names(bins: tuple[Decimal, ...]) -> tuple[Text, ...]:
    """(0, 30, 60) → "< 0", "0 – 30", "30 – 60", "≥ 60"; the lower bound belongs to the bin."""
    if not bins:
        return ()
    bounds = [format(plain(bound), "f") for bound in bins]
    between = (f"{low} – {high}" for low, high in pairwise(bounds))
    return tuple(Text(name, name) for name in (f"< {bounds[0]}", *between, f"≥ {bounds[-1]}"))
