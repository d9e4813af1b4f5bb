"""Well-typed expressions with values for their names, drawn by Hypothesis."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from hypothesis import strategies as st

from engine.kernel.json import Json
from engine.kernel.kinds import Kind

DEPTH = 4

Draw = st.DrawFn

_numbers = (
    st.decimals(-10_000, 10_000, places=2)
    | st.decimals(-1, 1, places=6)
    | st.integers(-9, 9)
    | st.sampled_from(["999999999999999999", "-0.000000000001", "0"])
).map(lambda value: format(Decimal(value), "f"))
_texts = st.text("aB1-. 甲😀", max_size=5)
_days = st.dates(date(1970, 1, 1), date(2099, 12, 31)).map(date.isoformat)
_instants = st.datetimes(datetime(1970, 1, 2), datetime(2099, 12, 30)).map(lambda t: f"{t.isoformat()}Z")  # noqa: DTZ001
_flags = st.booleans()

_FIELDS: dict[str, tuple[Kind, st.SearchStrategy[Json]]] = {
    "n": (Kind.NUMBER, _numbers),
    "m": (Kind.NUMBER, _numbers),
    "s": (Kind.TEXT, _texts),
    "t": (Kind.TEXT, _texts),
    "b": (Kind.BOOLEAN, _flags),
    "d": (Kind.DATE, _days),
    "e": (Kind.DATE, _days),
    "i": (Kind.DATETIME, _instants),
}
_COLUMNS: dict[str, tuple[Kind, st.SearchStrategy[Json]]] = {
    "qty": (Kind.NUMBER, _numbers),
    "price": (Kind.NUMBER, _numbers),
    "label": (Kind.TEXT, _texts),
    "ok": (Kind.BOOLEAN, _flags),
    "on": (Kind.DATE, _days),
}


def _held(draw: Draw, fields: dict[str, tuple[Kind, st.SearchStrategy[Json]]]) -> dict[str, Json]:
    return {name: draw(st.none() | values | values) for name, (_, values) in fields.items()}


@st.composite
def records(draw: Draw) -> dict[str, Json]:
    """Names as the vectors describe them: fields, a multi-select, a subform."""
    entries: dict[str, Json] = {
        name: {"kind": str(_FIELDS[name][0]), "value": value} for name, value in _held(draw, _FIELDS).items()
    }
    tags = draw(st.none() | st.lists(st.sampled_from("abc"), unique=True))
    entries["tags"] = {"kind": "text", "many": True, "value": tags}
    rows = draw(st.lists(st.builds(lambda: None), max_size=4))
    columns = {name: str(kind) for name, (kind, _) in _COLUMNS.items()}
    entries["lines"] = {"rows": columns, "value": [_held(draw, _COLUMNS) for _ in rows]}
    return entries


_NUMBER = (
    "({number} + {number})", "({number} - {number})", "({number} * {number})", "({number} / {number})", "-{number}",
    "ROUND({number}, {digits})", "ROUND({number})", "ROUNDUP({number}, {digits})", "ROUNDDOWN({number}, {digits})",
    "ABS({number})", "INT({number})", "TRUNC({number})", "SIGN({number})", "MOD({number}, {number})",
    "FLOOR({number}, {step})", "CEILING({number}, {step})", "SQRT({number})", "MIN({number}, {number})",
    "MAX({number}, {number}, {number})", "SUM({number}, {number})", "AVG({number}, {number})", "COUNT({text}, {date})",
    "N({number})", "N({boolean})", "IF({boolean}, {number}, {number})", "COALESCE({number}, {number})", "LEN({text})",
    "FIND({text}, {text})", "VALUE({text})", "VALUE(TEXT({number}))", "YEAR({date})", "QUARTER({date})", "MONTH({date})",
    "WEEK({date})", "DAY({date})", "WEEKDAY({date})", "HOUR({datetime})", "MINUTE({datetime})", "DAYS({date}, {date})",
    "MONTHS({date}, {date})", "YEARS({date}, {date})", "SECONDS({datetime}, {datetime})", "HOURS({datetime}, {datetime})",
    "({date} - {date})", "COUNT(tags)", "SWITCH({text}, {text}, {number}, {number})", "IFS({boolean}, {number}, {boolean}, {number})",
)  # fmt: skip
_NUMBER_OF_ROWS = (
    "SUM(lines.qty)", "SUM(lines.qty, {boolean})", "SUM(lines, {number})", "SUM(lines, {number}, {boolean})",
    "AVG(lines, {number})", "MIN(lines, {number})", "MAX(lines.price, {boolean})", "COUNT(lines)", "COUNT(lines, {boolean})",
    "COUNT(lines.label)", "COUNTUNIQUE(lines.label)", "COUNTUNIQUE(lines.qty, {boolean})",
)  # fmt: skip
_TEXT = (
    "CONCAT({text}, {number}, {date})", "CONCAT({text}, {text})", "LEFT({text}, {number})", "RIGHT({text}, {number})",
    "MID({text}, {number}, {number})", "UPPER({text})", "LOWER({text})", "TRIM({text})", "REPLACE({text}, {text}, {text})",
    "TEXT({number})", "TEXT({number}, {digits})", 'TEXT({date}, "YYYY/M-D")', 'TEXT({datetime}, "YY年MM月DD HH:mm:ss")',
    "TEXT({boolean})", "IF({boolean}, {text}, {text})", "COALESCE({text}, {text})", "IFBLANK({text}, {text})",
)  # fmt: skip
_BOOLEAN = (
    "({number} == {number})", "({number} != {number})", "({number} < {number})", "({number} <= {number})",
    "({number} > {number})", "({number} >= {number})", "({text} == {text})", "({text} != {text})", "({date} < {date})",
    "({date} == {date})", "({datetime} >= {datetime})", "({boolean} == {boolean})", "({boolean} and {boolean})",
    "({boolean} or {boolean})", "(not {boolean})", "({number} in ({number}, {number}))", "({text} not in ({text}, {text}))",
    "({number} == null)", "({text} != null)", "ISBLANK({text})", "ISBLANK({number})", "ISBLANK(tags)", "CONTAINS({text}, {text})",
    "STARTSWITH({text}, {text})", "ENDSWITH({text}, {text})", "BETWEEN({number}, {number}, {number})", "({text} in tags)",
    'HASANY(tags, "a", {text})', 'HASALL(tags, "a", {text})', "IF({boolean}, {boolean}, {boolean})", "COALESCE({boolean}, {boolean})",
)  # fmt: skip
_BOOLEAN_OF_ROWS = (
    "ANY(lines, {boolean})", "ALL(lines, {boolean})", "({number} in lines.qty)", "({text} not in lines.label)", "({date} in lines.on)",
)  # fmt: skip
_DATE = (
    "ADD_DAYS({date}, {number})", "ADD_MONTHS({date}, {number})", "ADD_YEARS({date}, {number})", "({date} + {number})",
    "EOMONTH({date})", "MONTH_START({date})", "QUARTER_START({date})", "YEAR_START({date})", "WEEK_START({date})",
    "IF({boolean}, {date}, {date})", "COALESCE({date}, {date})", "MIN({date}, {date})", "MAX({date}, {date})",
    "DATE({number}, {number}, {number})", "DATEVALUE({datetime})", "DATEVALUE({text})", "DATEVALUE(TEXT({date}))",
)  # fmt: skip
_DATE_OF_ROWS = ("MIN(lines.on)", "MAX(lines, {date})")
_DATETIME = (
    "ADD_MINUTES({datetime}, {number})", "ADD_HOURS({datetime}, {number})", "DATETIME({date}, {number}, {number})",
    "DATETIME({date})", "IF({boolean}, {datetime}, {datetime})", "COALESCE({datetime}, {datetime})", "MAX({datetime}, {datetime})",
)  # fmt: skip

_FORMS = {"number": _NUMBER, "text": _TEXT, "boolean": _BOOLEAN, "date": _DATE, "datetime": _DATETIME}
_FORMS_OF_ROWS = {"number": _NUMBER_OF_ROWS, "boolean": _BOOLEAN_OF_ROWS, "date": _DATE_OF_ROWS}
_CONSTANTS = {
    "number": _numbers.map(lambda text: f"({text})"),
    "text": st.sampled_from(['"a"', '"B1"', '""', '"甲"', '" "']),
    "boolean": st.sampled_from(["true", "false"]),
    "date": st.sampled_from(["TODAY()", "DATE(2024, 2, 29)", 'DATEVALUE("2026-12-31")']),
    "datetime": st.just("NOW()"),
    "digits": st.sampled_from(["0", "1", "2", "4", "-1", "-3"]),
    "step": st.sampled_from(["1", "0.5", "5", "0", "-3"]),
}


@st.composite
def expressions(draw: Draw, kind: str, depth: int = DEPTH, *, row: bool = False) -> str:
    """The text of an expression of that kind; inside an aggregate, with the row's columns among its names."""
    fields = {**_FIELDS, **_COLUMNS} if row else _FIELDS
    names = [name for name, (of, _) in fields.items() if of == kind]
    if depth == 0 or kind not in _FORMS or draw(st.integers(0, 5)) == 0:
        return draw(st.sampled_from(names) | _CONSTANTS[kind] if names else _CONSTANTS[kind])
    of_rows = () if row else _FORMS_OF_ROWS.get(kind, ())
    form = draw(st.sampled_from((*_FORMS[kind], *of_rows)))
    return _filled(draw, form, depth - 1, row=row or (form in of_rows and " in " not in form))


def _filled(draw: Draw, form: str, depth: int, *, row: bool) -> str:
    """`({number} + {number})` with both holes filled."""
    parts = form.split("{")
    out = [parts[0]]
    for part in parts[1:]:
        kind, _, rest = part.partition("}")
        out += [draw(expressions(kind, depth, row=row)), rest]
    return "".join(out)
