"""Text → syntax: Python's own grammar, narrowed to what an expression may be."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from threading import RLock

from engine.expr.messages import CATALOGUE
from engine.expr.mistakes import explain, without_strings
from engine.expr.numbers import MAX_PLACES, MAX_WHOLE
from engine.expr.syntax import Apply, Broken, Name, Node, Several, Word
from engine.kernel import decimals
from engine.kernel.diagnostics import Diagnostic, Span

MAX_LENGTH = 2000
MAX_PARTS = 300
MAX_DEPTH = 30

WORDS = {"true": True, "false": False, "null": None}
_PYTHON_WORDS = {True: "true", False: "false", None: "null"}

_REFUSED: dict[type[ast.expr], str] = {
    ast.Lambda: "lambda",
    ast.ListComp: "comprehension",
    ast.SetComp: "comprehension",
    ast.DictComp: "comprehension",
    ast.GeneratorExp: "comprehension",
    ast.JoinedStr: "f_string",
    ast.Subscript: "subscript",
    ast.IfExp: "ternary",
    ast.NamedExpr: "assignment",
    ast.Starred: "star",
    ast.List: "list_place",
    ast.Tuple: "list_place",
}

_OPERATORS: dict[type[ast.operator], str] = {ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "div"}
_REFUSED_OPERATORS: dict[type[ast.operator], str] = {
    ast.Pow: "power",
    ast.Mod: "modulo",
    ast.FloorDiv: "floor_division",
    ast.LShift: "shift",
    ast.RShift: "shift",
}
_BIT_OPERATORS: dict[type[ast.operator], tuple[str, str]] = {
    ast.BitAnd: ("&", "and / CONCAT(a, b)"),
    ast.BitOr: ("|", "or"),
    ast.BitXor: ("^", "POWER(x, n)"),
    ast.MatMult: ("@", "*"),
}
_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Eq: "eq",
    ast.NotEq: "ne",
    ast.Lt: "lt",
    ast.LtE: "le",
    ast.Gt: "gt",
    ast.GtE: "ge",
    ast.In: "in",
    ast.NotIn: "not_in",
}
_METHODS = {"strip": "TRIM", "contains": "CONTAINS", "includes": "CONTAINS", "split": "FIND", "format": "CONCAT"}


@lru_cache(4096)
def parse(text: str) -> tuple[Node, tuple[Diagnostic, ...]]:
    """`a + 1` → Apply("add", …); whatever is refused becomes `Broken` in the tree and a diagnostic beside it."""
    nothing = Broken(Span(0, len(text)))
    if len(text) > MAX_LENGTH:
        span = Span(MAX_LENGTH, len(text))
        return nothing, (CATALOGUE.diagnostic("too_long", span=span, length=len(text), limit=MAX_LENGTH),)
    if not text.strip():
        return nothing, (CATALOGUE.diagnostic("empty", span=nothing.span),)
    line = text.translate(_ONE_LINE)
    if "\\" in line or "#" in line:
        found = tuple(_hidden(line))
        if found:
            return nothing, found
    skipped = len(line) - len(line.lstrip())
    tree = _tree(line[skipped:])
    if not isinstance(tree, ast.expr):
        return nothing, explain(line, tree if tree is None else tree + skipped)
    found = tuple(_oversize(tree, len(text)))
    if found:
        return nothing, found
    reader = _Reader(line[skipped:], skipped)
    return reader.read(tree), tuple(reader.found)


_ONE_LINE = {ord(c): " " for c in "\r\n\t\f\v"}


def _hidden(line: str) -> Iterator[Diagnostic]:
    """Escapes that Python would warn about, and comments, which would swallow the lines below them."""
    bare, found = without_strings(line)
    yield from found
    if "#" in bare:
        yield CATALOGUE.diagnostic("comment", span=Span(bare.index("#"), len(line)))


_ALONE = RLock()
"""CPython counts the depth of trees per interpreter, not per thread: two `ast.parse` at once may raise SystemError."""


def _tree(line: str) -> ast.expr | int | None:
    """Python's tree, or the (1-based) place where its grammar gave up."""
    try:
        with _ALONE:
            return ast.parse(line, mode="eval").body
    except SyntaxError as error:
        return error.offset or None
    except (ValueError, RecursionError, MemoryError):
        return None


def _oversize(tree: ast.expr, length: int) -> Iterator[Diagnostic]:
    if length <= MAX_DEPTH:  # every part takes a character
        return
    parts, deepest = 0, 0
    stack: list[tuple[ast.AST, int]] = [(tree, 1)]
    while stack:
        node, depth = stack.pop()
        if isinstance(node, ast.expr):
            parts += 1
            deepest = max(deepest, depth)
        step = 0 if isinstance(node, ast.Attribute) else 1
        for child in ast.iter_child_nodes(node):
            if not isinstance(child, _MARKS):
                stack.append((child, depth + step))
    if parts > MAX_PARTS:
        yield CATALOGUE.diagnostic("too_many_parts", span=Span(0, length), limit=MAX_PARTS)
    if deepest > MAX_DEPTH:
        yield CATALOGUE.diagnostic("too_deep", span=Span(0, length), limit=MAX_DEPTH)


_MARKS = (ast.expr_context, ast.operator, ast.boolop, ast.unaryop, ast.cmpop)


class _Reader:
    """Turns Python's tree into ours; `skipped` characters of white space stood before it."""

    def __init__(self, line: str, skipped: int) -> None:
        self.found: list[Diagnostic] = []
        self._line = line
        self._bytes = None if line.isascii() else line.encode()
        self._skipped = skipped

    def read(self, node: ast.expr) -> Node:  # noqa: C901, PLR0911  (one case per kind of node)
        match node:
            case ast.Constant():
                return self._constant(node)
            case ast.Name(id=name):
                return Word(WORDS[name], self._span(node)) if name in WORDS else Name((name,), self._span(node))
            case ast.Attribute():
                return self._path(node)
            case ast.Call():
                return self._call(node)
            case ast.BoolOp(op=op, values=values):
                fn = "and" if isinstance(op, ast.And) else "or"
                return self._apply(fn, tuple(map(self.read, values)), node)
            case ast.BinOp(op=op, left=left, right=right) if type(op) in _OPERATORS:
                return self._apply(_OPERATORS[type(op)], (self.read(left), self.read(right)), node)
            case ast.BinOp():
                return self._refused_operator(node)
            case ast.UnaryOp():
                return self._unary(node)
            case ast.Compare():
                return self._compare(node)
            case _:
                return self._refuse(_REFUSED.get(type(node), "not_allowed"), node)

    def _offset(self, column: int) -> int:
        """Python counts bytes of UTF-8, people count characters."""
        if self._bytes is not None:
            column = len(self._bytes[:column].decode())
        return column + self._skipped

    def _span(self, node: ast.expr | ast.keyword) -> Span:
        start, end = node.col_offset, node.end_col_offset or node.col_offset
        if self._bytes is None:
            return Span(start + self._skipped, end + self._skipped)
        return Span(self._offset(start), self._offset(end))

    def _source(self, node: ast.expr) -> str:
        span = self._span(node)
        return self._line[span.start - self._skipped : span.end - self._skipped]

    def _apply(self, fn: str, args: tuple[Node, ...], node: ast.expr) -> Apply:
        span = self._span(node)
        return Apply(fn, args, span, span, operator=True)

    def _refuse(self, code: str, node: ast.expr | ast.keyword, span: Span | None = None, **values: object) -> Broken:
        place = self._span(node)
        self.found.append(CATALOGUE.diagnostic(code, "", span or place, **values))
        return Broken(place)

    def _constant(self, node: ast.Constant) -> Node:
        value, source = node.value, self._source(node)
        if value is None or isinstance(value, bool):
            return self._refuse("python_word", node, write=_PYTHON_WORDS[value])
        if isinstance(value, str) and source[0] in "\"'":
            return Word(value, self._span(node))
        if isinstance(value, int | float):
            return self._number(node, source)
        return self._refuse("literal", node)

    def _number(self, node: ast.Constant, source: str) -> Node:
        if not set(source) <= set("0123456789."):
            return self._refuse("number_form", node)
        number = decimals.read(source)
        if number is None or not _fits(number):
            return self._refuse("number_long", node)
        return Word(number, self._span(node))

    def _path(self, node: ast.Attribute) -> Node:
        names, inner = [node.attr], node.value
        while isinstance(inner, ast.Attribute):
            names.append(inner.attr)
            inner = inner.value
        if not isinstance(inner, ast.Name) or inner.id in WORDS:
            return self._refuse("attribute", node)
        return Name((inner.id, *reversed(names)), self._span(node))

    def _call(self, node: ast.Call) -> Node:
        if isinstance(node.func, ast.Attribute):
            method = node.func.attr
            function = _METHODS.get(method, method.upper())
            return self._refuse("method_call", node, write=f"{function}({self._source(node.func.value)}, …)")
        if not isinstance(node.func, ast.Name):
            return self._refuse("call", node)
        args = [self.read(arg) for arg in node.args]
        args += [self._keyword(keyword) for keyword in node.keywords]
        return Apply(node.func.id, tuple(args), self._span(node), self._span(node.func))

    def _keyword(self, node: ast.keyword) -> Broken:
        """`IF(state = "x", 1, 2)` reads as a keyword argument to Python, and as a wish to compare to us."""
        if node.arg is None:
            return self._refuse("star", node)
        equals = self._line.index("=", self._span(node).start - self._skipped + len(node.arg)) + self._skipped
        return self._refuse("assignment", node, Span(equals, equals + 1))

    def _refused_operator(self, node: ast.BinOp) -> Broken:
        if type(node.op) in _BIT_OPERATORS:
            wrote, write = _BIT_OPERATORS[type(node.op)]
            return self._refuse("operator", node, wrote=wrote, write=write)
        return self._refuse(_REFUSED_OPERATORS[type(node.op)], node)

    def _unary(self, node: ast.UnaryOp) -> Node:
        if isinstance(node.op, ast.Invert):
            return self._refuse("operator", node, wrote="~", write="not")
        inner = self.read(node.operand)
        if isinstance(node.op, ast.Not):
            return self._apply("not", (inner,), node)
        if isinstance(inner, Word) and isinstance(inner.value, Decimal):
            value = inner.value if isinstance(node.op, ast.UAdd) else inner.value.copy_negate()
            return Word(value + 0, self._span(node))
        return self._apply("neg" if isinstance(node.op, ast.USub) else "pos", (inner,), node)

    def _compare(self, node: ast.Compare) -> Node:
        """`1 < x <= 5` → and(lt(1, x), le(x, 5))."""
        sides = [node.left, *node.comparators]
        pairs = zip(node.ops, pairwise(sides), strict=True)
        links = [self._link(op, left, right, node) for op, (left, right) in pairs]
        return links[0] if len(links) == 1 else self._apply("and", tuple(links), node)

    def _link(self, op: ast.cmpop, left: ast.expr, right: ast.expr, whole: ast.Compare) -> Node:
        span = Span(self._span(left).start, self._span(right).end)
        if isinstance(op, ast.Is | ast.IsNot):
            sign = "==" if isinstance(op, ast.Is) else "!="
            asked = "null" if self._source(right) == "None" else self._source(right)
            return self._refuse("is", whole, span, write=f"{self._source(left)} {sign} {asked}")
        fn = _COMPARISONS[type(op)]
        other = self._list(right) if fn in {"in", "not_in"} else self.read(right)
        return Apply(fn, (self.read(left), other), span, span, operator=True)

    def _list(self, node: ast.expr) -> Node:
        """The right side of `in`; `("a")` is meant as a list of one."""
        if isinstance(node, ast.List | ast.Tuple):
            return Several(tuple(map(self.read, node.elts)), self._span(node))
        inner = self.read(node)
        before = self._line[: self._span(node).start - self._skipped].rstrip()
        if isinstance(inner, Word) and before.endswith("("):
            return Several((inner,), inner.span)
        return inner


def _fits(number: Decimal) -> bool:
    _, digits, exponent = number.as_tuple()
    places = -int(exponent)
    return places <= MAX_PLACES and len(digits) - places <= MAX_WHOLE
