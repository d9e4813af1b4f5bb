"""Texts with holes: `{{ customer.name }} 应收 {{ amount | money }}`, Jinja2 narrowed to holes, filters and if.

What is allowed is listed, not what is forbidden: no calls, loops, arithmetic or blocks get past the parser, values are
plain data, and nothing in a text can fail while it is filled in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from functools import cache, lru_cache

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2 import Template as Jinja
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import pass_context

from engine.kernel.clock import Moment
from engine.kernel.decimals import plain, rounded
from engine.kernel.wording import EN, ZH, Text
from engine.rules.names import NameMap

Path = tuple[str, ...]
Show = Callable[[object, str, tzinfo], str]
"""A value, a locale and a zone → what a reader sees; of a field, its type's own `text`."""

FILTERS = frozenset({"text", "label", "money", "date", "upper", "lower", "default"})
_SHOWING = frozenset({"text", "label"})
_RAW = _SHOWING | {"money", "date"}
_MAX_LENGTH = 4000
_TRUTH = {ZH: ("否", "是"), EN: ("no", "yes")}
_COMMA = {ZH: "、", EN: ", "}
_SHOWS = "__shows"
_MOMENT = "__moment"
_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Filter,
    nodes.Const,
    nodes.If,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
)


class _Plain(ImmutableSandboxedEnvironment):
    """Knows mappings only: `customer.items` is a field called items, never a method; nothing under null is null."""

    def getattr(self, obj: object, attribute: str) -> object:
        return obj.get(attribute) if isinstance(obj, Mapping) else None


@dataclass(frozen=True, slots=True)
class Source:
    """What a text reads, and the words in it that are not allowed."""

    paths: frozenset[Path]
    forbidden: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """One text in both languages, ready to be filled in.

    `spelled` says what a hole really means, e.g. ("customer",) → ("customer", "name"), the title of the customer;
    `paths` is what is read in the end, `shows` are the displays of fields by path.
    """

    text: Text
    spelled: tuple[tuple[Path, Path], ...]
    paths: frozenset[Path]
    shows: Mapping[str, Show]

    def fill(self, names: NameMap, moment: Moment) -> Text:
        """{"name": "甲"} → "额度预警：甲" in both languages; too long a text is cut."""
        given = {path[0]: names.get(path[0]) for path in self.paths}
        given |= {_SHOWS: self.shows, _MOMENT: moment}
        return Text(self._filled(self.text.zh, ZH, given), self._filled(self.text.en, EN, given))

    def _filled(self, text: str, locale: str, given: NameMap) -> str:
        if "{" not in text:
            return text
        return _compiled(text, locale, self.spelled).render(given)[:_MAX_LENGTH]


@lru_cache(4096)
def parse(text: str) -> Source | None:
    """The text's structure, or None when its braces do not match up."""
    if "{" not in text:
        return Source(frozenset(), ())
    try:
        tree = _environment(ZH).parse(text)
    except TemplateSyntaxError:
        return None
    return Source(frozenset(_paths(tree)), tuple(_forbidden(tree)))


def build(text: Text, spelled: Mapping[Path, Path], shows: Mapping[str, Show]) -> Template:
    """A text whose sources were found good; `spelled` has all their paths."""
    changed = tuple(sorted((path, real) for path, real in spelled.items() if path != real))
    return Template(text, changed, frozenset(spelled.values()), shows)


@lru_cache(4096)
def _compiled(text: str, locale: str, spelled: tuple[tuple[Path, Path], ...]) -> Jinja:
    """Compiled when first filled in, then kept: most texts of an app are not said in most processes."""
    environment = _environment(locale)
    tree = environment.parse(text)
    for output in tree.find_all(nodes.Output):
        output.nodes = [_shown(node) for node in output.nodes]
    meant = dict(spelled)
    for hole in list(tree.find_all(nodes.Filter)):
        if hole.name in _SHOWING:
            _show_as(hole, meant)
    return environment.template_class.from_code(environment, environment.compile(tree), {})


def _shown(node: nodes.Expr) -> nodes.Expr:
    """A bare path shows as readers expect it: {{ stage }} → {{ stage | text }}, also in an `if` or below a filter."""
    if _path(node) is not None:
        return nodes.Filter(node, "text", [], [], None, None, lineno=node.lineno)
    if isinstance(node, nodes.CondExpr):
        node.expr1 = _shown(node.expr1)
        node.expr2 = None if node.expr2 is None else _shown(node.expr2)
    if isinstance(node, nodes.Filter) and node.name not in _RAW and node.node is not None:
        node.node = _shown(node.node)
    return node


def _show_as(hole: nodes.Filter, spelled: Mapping[Path, Path]) -> None:
    path = None if hole.node is None else _path(hole.node)
    if path is None:
        return
    real = spelled.get(path, path)
    hole.node = _node(real, hole.lineno)
    hole.args = [nodes.Const(".".join(real), lineno=hole.lineno)]


def _node(path: Path, line: int) -> nodes.Expr:
    node: nodes.Expr = nodes.Name(path[0], "load", lineno=line)
    for step in path[1:]:
        node = nodes.Getattr(node, step, "load", lineno=line)
    return node


def _path(node: nodes.Node) -> Path | None:
    """`customer.name` → ("customer", "name"); anything that is more than a path → None."""
    if isinstance(node, nodes.Name):
        return (node.name,)
    if isinstance(node, nodes.Getattr):
        before = _path(node.node)
        return None if before is None else (*before, node.attr)
    return None


def _paths(node: nodes.Node) -> Iterator[Path]:
    path = _path(node)
    if path is not None:
        yield path
        return
    for child in node.iter_child_nodes():
        yield from _paths(child)


def _forbidden(node: nodes.Node) -> Iterator[str]:
    if not isinstance(node, _ALLOWED):
        yield type(node).__name__.lower()
    if isinstance(node, nodes.Filter) and node.name not in FILTERS:
        yield node.name
    if isinstance(node, nodes.Filter) and not all(isinstance(arg, nodes.Const) for arg in node.args):
        yield f"{node.name}(…)"
    if isinstance(node, nodes.Operand) and node.op not in {"eq", "ne"}:
        yield node.op
    for child in node.iter_child_nodes():
        yield from _forbidden(child)


# -- filters -------------------------------------------------------------------------------------------------------


def words(value: object, locale: str, moment: Moment) -> str:
    """Any plain value for a reader: null → "", 1200.50 → "1200.5", true → "是", 01:00Z → "2026-03-01 09:00"."""
    match value:
        case bool():
            return _TRUTH[locale][value]
        case Decimal():
            return f"{plain(value):f}"
        case datetime():
            return value.astimezone(moment.zone).strftime("%Y-%m-%d %H:%M")
        case tuple() | list():
            return _COMMA[locale].join(words(one, locale, moment) for one in value)
        case Mapping():
            return words(value.get("id"), locale, moment)
        case _:
            return "" if value is None else str(value)


def money(value: object) -> str:
    """Decimal("1234.5") → "1,234.50"; what is no number stays as it is."""
    return f"{rounded(value, 2):,f}" if isinstance(value, Decimal) else ("" if value is None else str(value))


def _text(locale: str) -> Callable[..., str]:
    @pass_context
    def text(context: Context, value: object, path: str = "") -> str:
        shows: Mapping[str, Show] = context[_SHOWS]
        moment: Moment = context[_MOMENT]
        show = shows.get(path)
        if value is None or show is None:
            return words(value, locale, moment)
        return show(value, locale, moment.zone)

    return text


def _final(locale: str) -> Callable[..., str]:
    @pass_context
    def final(context: Context, value: object) -> str:
        return words(value, locale, context[_MOMENT])

    return final


def _date(locale: str) -> Callable[..., str]:
    @pass_context
    def day(context: Context, value: object) -> str:
        if not isinstance(value, date):
            return "" if value is None else str(value)
        moment: Moment = context[_MOMENT]
        value = value.astimezone(moment.zone).date() if isinstance(value, datetime) else value
        return f"{value.year}年{value.month}月{value.day}日" if locale == ZH else value.isoformat()

    return day


@cache
def _environment(locale: str) -> _Plain:
    environment = _Plain(
        undefined=StrictUndefined,
        autoescape=False,  # plain text for people; whoever puts it into HTML escapes it there
        finalize=_final(locale),
        keep_trailing_newline=True,
    )
    environment.globals.clear()
    environment.tests.clear()
    text = _text(locale)
    environment.filters = {
        "text": text,
        "label": text,
        "money": money,
        "date": _date(locale),
        "upper": lambda value: str(value).upper(),
        "lower": lambda value: str(value).lower(),
        "default": lambda value, other="": value or other,
    }
    return environment


__all__ = ["FILTERS", "Show", "Source", "Template", "build", "parse", "words"]
