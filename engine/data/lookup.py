"""Records by what they are called: for imports, where people write names instead of ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import sqlalchemy as sa

from engine.data.access import Visible
from engine.data.asking import Asker, Question
from engine.data.builtin import USER
from engine.data.database import ReadSession
from engine.data.sets import among, listed
from engine.data.tables import Tables


def ids_by_title(
    session: ReadSession, asker: Asker, tables: Tables, entity: str, titles: Iterable[str], visible: Visible
) -> dict[str, list[str]]:
    """{"抖音信息流": ["0193…"]}: live records in sight whose title is exactly so; people also by login."""
    form = tables[entity]
    wanted = list(dict.fromkeys(titles))
    found: defaultdict[str, list[str]] = defaultdict(list)
    keys = [form.entity.title, *(["login"] if entity == USER else [])]
    for key in keys if wanted and not visible.nothing else ():
        if key not in form.columns:
            continue
        column = form.columns[key]
        statement = sa.select(column, form.columns["id"]).where(among(column, form.dialect, "titles"))
        for condition in (form.live(form.table), visible.element):
            statement = statement if condition is None else statement.where(condition)
        question = Question(statement.order_by(form.columns["id"]), tables.model, form.dialect)
        for title, id_ in question.rows(session, asker, {"titles": listed(wanted, form.dialect)}):
            if id_ not in found[title]:
                found[title].append(id_)
    return dict(found)
