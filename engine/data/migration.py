"""Carrying out a plan: each kind of operation in its turn, on whole sets where names could get in each other's way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

import sqlalchemy as sa
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext

from engine.data.database import WriteSession
from engine.data.messages import CATALOGUE
from engine.data.naming import schema_name
from engine.data.operations import (
    AddField,
    AddIndex,
    ConvertField,
    CreateForm,
    DropField,
    DropForm,
    DropIndex,
    DropStray,
    FieldOperation,
    Operation,
    Recompute,
    RenameField,
    RestoreField,
    RestoreForm,
    Spot,
    bilingual,
)
from engine.data.parking import Lot
from engine.data.parts import Place
from engine.data.recompute import convert_column, recompute
from engine.data.relations import FormTable, Part, storage
from engine.data.tables import Tables
from engine.data.weigh import repeated
from engine.kernel.clock import Moment
from engine.kernel.diagnostics import Reason
from engine.kernel.wording import Text

Kind = TypeVar("Kind", bound=Operation)


class Migration:
    """One publish, from the tables of the old version to those of the new."""

    def __init__(self, session: WriteSession, old: Tables, new: Tables, moment: Moment) -> None:
        self._session = session
        self._old = old
        self._new = new
        self._moment = moment
        self._op = Operations(MigrationContext.configure(session.connection))
        self._schema = schema_name(new.place, new.dialect)
        self._lot = Lot(session, self._op, new.place, self._schema, moment.now)

    def run(self, operations: Sequence[Operation]) -> None:
        self._drop_indexes(_of(DropIndex, operations), _of(DropStray, operations))
        self._park(_of(DropField, operations), _of(DropForm, operations))
        self._rename_tables(operations)
        self._rename_columns(_of(RenameField, operations))
        restored = self._restore_forms(_of(RestoreForm, operations))
        self._create(_of(CreateForm, operations), _of(AddField, operations))
        self._restore_fields(_of(RestoreField, operations))
        self._add_columns(_of(AddField, operations), restored)
        self._convert(_of(ConvertField, operations))
        self._add_indexes(_of(AddIndex, operations))
        self._complete_indexes(restored)
        self._recompute(_of(Recompute, operations))

    # -- taking away ---------------------------------------------------------------------------------------------
    def _drop_indexes(self, operations: Iterable[DropIndex], strays: Iterable[DropStray]) -> None:
        names = [each.spec.name(self._old.place, each.spot.entity.uid) for each in operations]
        for name in (*names, *(name for each in strays for name in each.indexes)):
            self._op.drop_index(name, schema=self._schema)

    def _park(self, fields: Iterable[DropField], forms: Iterable[DropForm]) -> None:
        for each in fields:
            part = None if each.spot.part else self._old[each.spot.entity.key].parts.get(each.field.key)
            if part is not None:
                self._lot.table(each.spot, each.field, part.table)
            else:
                self._lot.column(each.spot, each.field, self._form(self._old, each.spot).table)
        for form in forms:
            there = self._old[form.spot.entity.key]
            for part in there.parts.values():
                self._lot.table(form.spot, part.field, part.table)
            self._lot.table(form.spot, None, there.table)

    # -- other names ---------------------------------------------------------------------------------------------
    def _rename_tables(self, operations: Sequence[Operation]) -> None:
        gone = {(each.spot.uid, each.field.uid) for each in _of(DropField, operations)}
        before = {key: name for key, name in _tables(self._old) if key not in gone}
        after = dict(_tables(self._new))
        pairs = [(name, after[key]) for key, name in before.items() if key in after and after[key] != name]
        self._rename(pairs, lambda old, new: self._op.rename_table(old, new, schema=self._schema))

    def _rename_columns(self, operations: Iterable[RenameField]) -> None:
        by_table: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for each in operations:
            if each.field.has_column:
                by_table[self._form(self._new, each.spot).table.name].append((each.old.key, each.field.key))
        for table, pairs in by_table.items():

            def rename(old: str, new: str, table: str = table) -> None:
                self._op.alter_column(table, old, new_column_name=new, schema=self._schema)

            self._rename(pairs, rename)

    def _rename(self, pairs: Sequence[tuple[str, str]], rename: Callable[[str, str], None]) -> None:
        """a → b while b → a: where a new name is still taken by another, everybody steps aside first."""
        taken = {old for old, _ in pairs}
        if any(new in taken for _, new in pairs):
            aside = [(old, f"aside_{number}", new) for number, (old, new) in enumerate(pairs)]
            for old, between, _ in aside:
                rename(old, between)
            pairs = [(between, new) for _, between, new in aside]
        for old, new in pairs:
            rename(old, new)

    # -- coming --------------------------------------------------------------------------------------------------
    def _restore_forms(self, operations: Iterable[RestoreForm]) -> list[FormTable]:
        """Forms out of the parking lot, under their own names; columns they lack come with the added ones."""
        restored = []
        for each in operations:
            form = self._new[each.spot.entity.key]
            wanted = [(None, "", form.table), *((p.field.uid, storage(p.field), p.table) for p in form.parts.values())]
            for uid, kept, table in wanted:
                name = self._lot.find(each.spot.uid, uid, kept)
                if name is None:
                    table.create(self._session.connection)
                else:
                    self._op.rename_table(name, table.name, schema=self._schema)
            restored.append(form)
        return restored

    def _create(self, forms: Iterable[CreateForm], fields: Iterable[AddField]) -> None:
        """New tables, all at once, so that they may refer to each other."""
        tables = [part.table for each in fields if not each.spot.part and (part := self._part(each)) is not None]
        for each in forms:
            form = self._new[each.spot.entity.key]
            tables += [form.table, *(part.table for part in form.parts.values())]
        if tables:
            self._new.metadata.create_all(self._session.connection, tables=tables, checkfirst=False)

    def _restore_fields(self, operations: Iterable[RestoreField]) -> None:
        for each in operations:
            name = self._lot.find(each.spot.uid, each.field.uid, storage(each.field))
            part = None if each.spot.part else self._part(each)
            if name is None:
                self._missing(each)
            elif part is not None:
                self._op.rename_table(name, part.table.name, schema=self._schema)
            else:
                table = self._form(self._new, each.spot).table.name
                self._op.alter_column(table, name, new_column_name=each.field.key, schema=self._schema)

    def _missing(self, operation: RestoreField) -> None:
        """What was to come back has been destroyed meanwhile: it starts empty."""
        part = None if operation.spot.part else self._part(operation)
        if part is None:
            self._add_column(operation.spot, operation.field.key)
        else:
            part.table.create(self._session.connection)

    def _add_columns(self, operations: Iterable[AddField], restored: Iterable[FormTable]) -> None:
        for each in operations:
            if each.field.has_column:
                self._add_column(each.spot, each.field.key)
        inspector = sa.inspect(self._session.connection)
        for form in restored:
            there = {column["name"] for column in inspector.get_columns(form.table.name, self._schema)}
            for key in form.columns.keys() - there:
                self._add_column(Spot(form.entity), key)

    def _add_column(self, spot: Spot, key: str) -> None:
        form = self._form(self._new, spot)
        place = Place(self._new.place, self._new.dialect, self._new.metadata, frozenset(f.key for f in self._new.own))
        column = place.column(form.entity.fields[key], spot.entity.uid if spot.part is None else spot.part.uid)
        # SQLite knows a foreign key of an added column only when it is said with the column.
        inline = self._new.dialect == "sqlite"
        self._op.add_column(form.table.name, column, schema=self._schema, inline_references=inline)

    def _convert(self, operations: Iterable[ConvertField]) -> None:
        for each in operations:
            form = self._form(self._new, each.spot)
            parked = self._lot.column(each.spot, each.old, form.table)
            self._add_column(each.spot, each.field.key)
            convert_column(self._session, form, each.old, each.field, parked)

    def _add_indexes(self, operations: Iterable[AddIndex]) -> None:
        for each in operations:
            form = self._form(self._new, each.spot)
            if each.spec.unique:
                self._refuse_repeated(each, form)
            name = each.spec.name(self._new.place, each.spot.entity.uid)
            self._index(self._new, each.spot, name).create(self._session.connection)

    def _complete_indexes(self, restored: Iterable[FormTable]) -> None:
        """What comes out of the parking lot has the indexes it had when it went in."""
        inspector = sa.inspect(self._session.connection)
        for form in restored:
            for table in (form.table, *(part.table for part in form.parts.values())):
                there = {index["name"] for index in inspector.get_indexes(table.name, self._schema)}
                for index in table.indexes:
                    if index.name not in there:
                        index.create(self._session.connection)

    def _refuse_repeated(self, operation: AddIndex, form: FormTable) -> None:
        count = repeated(self._session, form, operation.spec.fields)
        if count:
            named = bilingual(form=operation.spot.label, fields=_called(operation.spot, operation.spec.fields))
            raise CATALOGUE.refused(Reason.CONFLICT, "not_unique_yet", None, count=count, **named)

    def _recompute(self, operations: Iterable[Recompute]) -> None:
        """Rows of subforms first: their form adds them up."""
        by_spot: defaultdict[str, list[Recompute]] = defaultdict(list)
        for each in sorted(operations, key=lambda each: each.spot.part is None):
            by_spot[each.spot.uid].append(each)
        for group in by_spot.values():
            form = self._form(self._new, group[0].spot)
            recompute(self._session, self._new, form, [each.field for each in group], self._moment)

    # -- where ---------------------------------------------------------------------------------------------------
    def _part(self, operation: FieldOperation) -> Part | None:
        """The table of its own that a field of a form has."""
        return self._new[operation.spot.entity.key].parts.get(operation.field.key)

    def _form(self, tables: Tables, spot: Spot) -> FormTable:
        """The table of a spot: a form's, or that of a subform's rows."""
        form = tables[spot.entity.key]
        rows = None if spot.part is None else form.parts[spot.part.key].rows
        return rows or form

    def _index(self, tables: Tables, spot: Spot, name: str) -> sa.Index:
        form = tables[spot.entity.key]
        table = form.table if spot.part is None else form.parts[spot.part.key].table
        return next(index for index in table.indexes if index.name == name)


def _of(kind: type[Kind], operations: Iterable[Operation]) -> list[Kind]:
    return [each for each in operations if isinstance(each, kind)]


def _tables(tables: Tables) -> Iterator[tuple[tuple[str, str], str]]:
    """What each table is, whatever its name: (uid of the form, uid of the part) → name."""
    for form in tables.own:
        yield (form.entity.uid, ""), form.table.name
        for part in form.parts.values():
            yield (form.entity.uid, part.field.uid), part.table.name


def _called(spot: Spot, keys: Sequence[str]) -> Text:
    """("no", "kind") → "单号、种类"."""
    fields = spot.entity.fields if spot.part is None else {field.key: field for field in spot.part.rows}
    labels = [fields[key].label for key in keys if key in fields]
    return Text("、".join(label.zh for label in labels), ", ".join(label.en for label in labels))
