"""What expressions want to know around a record that may not be written yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import cast

from engine.data.asking import Asker
from engine.data.codec import Values
from engine.data.database import ReadSession
from engine.data.fetch import Fetcher, Found, Needs, Run, ids_of, tree
from engine.data.relations import FormTable
from engine.data.tables import Tables
from engine.expr import Ref, evaluate
from engine.fields.base import Value
from engine.fields.compiled import Computed, Field
from engine.kernel.decimals import plain, rounded

_BESIDE = frozenset({"me", "param"})
"""Names that mean the same for every record."""


class Gatherer:
    """Gathers around drafts and records of one app."""

    def __init__(self, tables: Tables, zone: str = "UTC") -> None:
        self._tables = tables
        self._fetcher = Fetcher(tables, zone)

    def gather(
        self, session: ReadSession, asker: Asker, form: str, records: Sequence[Values], refs: Iterable[Ref]
    ) -> list[Found]:
        """For each record what its own values do not answer, to be laid over them: the customer's level, the orders
        that point here, what is computed when read. What a record refers to must be in the database, the record
        itself need not be; names that no field answers (`me`, `old`) are left alone."""
        found: list[Found] = [{} for _ in records]
        if records:
            _Around(self._fetcher, Run(session, asker), self._tables[form], records, found).all(tree(refs))
        return found


class _Around:
    """One gathering: `found[i]` fills with what lies around `records[i]`."""

    def __init__(
        self, fetcher: Fetcher, run: Run, form: FormTable, records: Sequence[Values], found: Sequence[Found]
    ) -> None:
        self._fetcher = fetcher
        self._run = run
        self._form = form
        self._records = records
        self._found = found
        self._done: set[str] = set()

    def all(self, needs: Needs) -> None:
        wanted = self._with_computed(needs)
        virtual = [name for name in wanted if self._virtual(name) is not None]
        self._ask_for([name for name in virtual if self._is_asked(name)])
        for name, inside in wanted.items():
            if name not in virtual:
                self._look(name, inside, self._records)
        for name in virtual:
            self._work_out(name)
            self._look(name, wanted[name], self._found)

    def _virtual(self, name: str) -> Computed | None:
        """How the field is computed, if that happens when it is read."""
        field = self._form.entity.fields.get(name)
        computed = None if field is None else field.computed
        return None if computed is None or computed.stored else computed

    def _is_asked(self, name: str) -> bool:
        """Whether the database can work it out, as it reads nothing of the record itself: `SUM(orders.amount)`."""
        computed, lists = self._virtual(name), self._form.entity.inverses
        if computed is None:
            return False
        roots = {ref.path[0] for ref in computed.expression.refs}
        return not roots.isdisjoint(lists) and roots <= {*lists, *_BESIDE}

    def _ask_for(self, names: Sequence[str]) -> None:
        """Sums over related lists are asked for as such: there may be any number of rows."""
        if not names:
            return
        there = self._fetcher.referred(self._run, self._form.key, {name: {} for name in names}, ids_of(self._records))
        nobody: Found = {key: [] for key in self._form.entity.inverses}
        for record, known in zip(self._records, self._found, strict=True):
            row = there.get(str(record.get("id")))
            for name in names:
                known[name] = self._evaluated(name, nobody) if row is None else row[name]
        self._done.update(names)

    def _with_computed(self, needs: Needs) -> Needs:
        """The needs, and those of every computed value among them that is not asked for."""
        wanted = merged({}, needs)
        for name in needs:
            computed = self._virtual(name)
            if computed is not None and not self._is_asked(name):
                merged(wanted, self._with_computed(tree(computed.expression.refs)))
        return wanted

    def _work_out(self, name: str) -> None:
        """A computed value, after those it is made of."""
        computed = self._virtual(name)
        if computed is None or name in self._done:
            return
        self._done.add(name)
        for other in {ref.path[0] for ref in computed.expression.refs}:
            self._work_out(other)
        for record, known in zip(self._records, self._found, strict=True):
            known[name] = self._evaluated(name, {**record, **known})

    def _evaluated(self, name: str, names: Found) -> Value:
        """A computed value in Python, as SQL rounds it when it is read."""
        computed = self._virtual(name)
        assert computed is not None, name
        asker = self._run.asker
        value = evaluate(computed.expression, {**names, **asker.names()}, asker.moment)
        if computed.digits is None or not isinstance(value, Decimal):
            return value
        return plain(rounded(value, computed.digits))

    def _look(self, name: str, inside: Needs, holders: Sequence[Mapping[str, object]]) -> None:
        """What lies behind one name: a reference held by `holders`, a related list, rows of a subform."""
        entity = self._form.entity
        inverse, field = entity.inverses.get(name), entity.fields.get(name)
        if inverse is not None:
            rows = self._fetcher.related(self._run, inverse.form, inverse.field, inside, ids_of(self._records))
            for record, known in zip(self._records, self._found, strict=True):
                known[name] = rows.get(str(record.get("id")), [])
        elif field is None or not inside:
            return
        elif field.rows:
            self._look_into_rows(field, inside)
        elif field.target is not None:
            there = self._fetcher.referred(self._run, field.target, inside, ids_of(holders, name))
            for holder, known in zip(holders, self._found, strict=True):
                known[name] = there.get(str(holder.get(name)))

    def _look_into_rows(self, field: Field, inside: Needs) -> None:
        """Rows the record holds itself, with what lies behind them: `SUM(lines.product.price)`."""
        rows = self._form.parts[field.key].rows
        assert rows is not None, "a subform has rows"
        lines = [cast("Sequence[Values]", record.get(field.key) or ()) for record in self._records]
        flat = [line for each in lines for line in each]
        around: list[Found] = [{} for _ in flat]
        _Around(self._fetcher, self._run, rows, flat, around).all(inside)
        if not any(around):
            return
        extended = iter([{**line, **known} for line, known in zip(flat, around, strict=True)])
        for each, known in zip(lines, self._found, strict=True):
            known[field.key] = [next(extended) for _ in each]


def merged(into: Needs, more: Needs) -> Needs:
    """`into`, with all of `more` in it."""
    for name, inside in more.items():
        merged(into.setdefault(name, {}), inside)
    return into
