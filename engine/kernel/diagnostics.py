"""What we tell people: diagnostics about a definition, problems with a request, and the catalogue of both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from engine.kernel.wording import Text


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Span:
    """Character offsets [start, end) in an expression's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A mistake in a definition: `path` is the JSON Pointer of the slot, `span` the place inside its text."""

    code: str
    path: str
    message: Text
    severity: Severity = Severity.ERROR
    span: Span | None = None

    def at(self, path: str) -> Diagnostic:
        """The same diagnostic below `path`: "/when" at "/rules/0" → "/rules/0/when"."""
        return replace(self, path=path + self.path)

    def wire(self) -> dict[str, object]:
        span = None if self.span is None else [self.span.start, self.span.end]
        return {
            "code": self.code,
            "path": self.path,
            "message": self.message.wire(),
            "severity": str(self.severity),
            "span": span,
        }


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in a request: `at` names the field, e.g. "phone" or "lines.2.amount"; `row` the place in a batch."""

    code: str
    message: Text
    at: str | None = None
    row: int | None = None

    def wire(self) -> dict[str, object]:
        return {"code": self.code, "message": self.message.wire(), "at": self.at, "row": self.row}


class Reason(StrEnum):
    """Why a request is refused; the HTTP edge maps each to one status."""

    INVALID = "invalid"
    UNAUTHENTICATED = "unauthenticated"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    STALE = "stale"
    PRECONDITION_MISSING = "precondition_missing"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"


class Refused(Exception):
    """A request that must not happen; carries sentences for the person who can act."""

    def __init__(self, reason: Reason, problems: Iterable[Problem]) -> None:
        self.reason = reason
        self.problems = tuple(problems)
        super().__init__(f"{reason}: {'; '.join(f'{p.code} {p.message.en}' for p in self.problems)}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a catalogue: what the code says, with `{named}` holes, and what to do about it."""

    zh: str
    en: str
    severity: Severity = Severity.ERROR


class Catalogue:
    """All codes of one package: `Catalogue("expr", {"no_sql": Entry(…)})` speaks for `expr.no_sql`."""

    def __init__(self, prefix: str, entries: Mapping[str, Entry]) -> None:
        self.prefix = prefix
        self.entries = entries

    def _text(self, name: str, /, values: Mapping[str, object]) -> Text:
        entry = self.entries[name]
        return Text(entry.zh.format_map(values), entry.en.format_map(values))

    def diagnostic(self, name: str, /, path: str = "", span: Span | None = None, **values: object) -> Diagnostic:
        text = self._text(name, values)
        return Diagnostic(f"{self.prefix}.{name}", path, text, self.entries[name].severity, span)

    def problem(self, name: str, /, at: str | None = None, row: int | None = None, **values: object) -> Problem:
        return Problem(f"{self.prefix}.{name}", self._text(name, values), at, row)

    def refused(self, reason: Reason, name: str, /, at: str | None = None, **values: object) -> Refused:
        return Refused(reason, [self.problem(name, at, None, **values)])
