"""What people ask of a list: filter expressions and search words, checked against what exists for them."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from engine.data.access import Access
from engine.data.compiled import Model
from engine.data.joins import Joins
from engine.data.relations import FormTable
from engine.data.rights import Columns
from engine.data.scope import EntityScope
from engine.expr import Checked, Element, check
from engine.kernel.actor import Actor
from engine.kernel.diagnostics import Problem, Reason, Refused
from engine.kernel.kinds import Kind

MOST_WORDS = 5


def filter_of(text: str, model: Model, form: FormTable, access: Access, actor: Actor) -> Checked:
    """`amount > 5000 and customer.level == "a"`, typed against the names that exist for the actor."""
    scope = EntityScope(model, form.entity, sight=access.sight(actor))
    checked = check(text, scope, expect=Kind.BOOLEAN, sql=True)
    if isinstance(checked, tuple):
        raise Refused(Reason.INVALID, [Problem(each.code, each.message, "where") for each in checked])
    return checked


def words_of(search: str | None) -> tuple[str, ...]:
    """ " 王 138 " → ("王", "138")."""
    return tuple((search or "").replace("\x00", "").split()[:MOST_WORDS])


def searched(joins: Joins, columns: Columns, words: int) -> Element:
    """Each word, bound as `word_0`, `word_1`, …, is in one of the fields that quick search looks into."""
    form = joins.form
    fields = [
        field for field in form.stored if field.key in columns.clear and field.face.searchable and not field.system
    ]
    if not fields:
        return sa.false()
    found = []
    for place in range(words):
        word = sa.bindparam(f"word_{place}", type_=sa.Text())
        within = [form.column(joins.root, field.key) for field in fields]
        found.append(sa.or_(*(_contains(column, word, form.dialect) for column in within)))
    return sa.and_(*found)


def _contains(column: Element, word: Element, dialect: str) -> Element:
    """LIKE of SQLite minds no case of a–z by itself."""
    return column.like(word, escape="\\") if dialect == "sqlite" else column.ilike(word, escape="\\")


def word_bounds(words: Sequence[str]) -> dict[str, str]:
    """("50%",) → {"word_0": "%50\\\\%%"}."""
    escaped = (word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") for word in words)
    return {f"word_{place}": f"%{word}%" for place, word in enumerate(escaped)}
