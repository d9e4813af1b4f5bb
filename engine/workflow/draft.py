"""A decision in the making: what has happened so far, and the case as it already is because of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from engine.expr import Checked, evaluate
from engine.fields.base import Value
from engine.kernel.wording import Text
from engine.rules.names import reach
from engine.workflow.commands import Command
from engine.workflow.compiled import Flow
from engine.workflow.effects import Effect, Tell
from engine.workflow.events import Event, IncidentRaised
from engine.workflow.evolve import evolve
from engine.workflow.messages import CATALOGUE
from engine.workflow.permit import Ask, View
from engine.workflow.state import Case
from engine.workflow.words import told


@dataclass(frozen=True, slots=True)
class Decision:
    """Facts and wishes. `again`: once both are written, the case goes on (command `Advance`) with fresh names."""

    events: tuple[Event, ...] = ()
    effects: tuple[Effect, ...] = ()
    again: bool = False


class Stuck(Exception):
    """The case cannot go on by itself; becomes an incident."""

    def __init__(self, code: str, **values: object) -> None:
        self.problem = CATALOGUE.problem(code, None, None, **values)
        super().__init__(code)


@dataclass(slots=True)
class Draft:
    """Grows event by event; `case` is always what the events so far make of it."""

    flow: Flow
    case: Case
    command: Command
    by: str | None
    view: View
    events: list[Event] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    again: bool = False

    @classmethod
    def of(cls, ask: Ask) -> Draft:
        by = None if ask.actor.system else ask.actor.id
        return cls(ask.flow, ask.case, ask.command, by, ask.view)

    @property
    def now(self) -> datetime:
        return self.view.moment.now

    def happen(self, event: Event) -> None:
        self.events.append(event)
        self.case = evolve(self.case, event)

    def want(self, effect: Effect) -> None:
        self.effects.append(effect)

    def stuck(self, step: str | None, code: str, message: Text) -> None:
        """An incident, and word to those who can mend it."""
        self.happen(IncidentRaised(at=self.now, by=None, step=step, code=code, zh=message.zh, en=message.en))
        keepers = tuple(self.view.directory.administrators())
        self.tell(keepers, "incident", message, urgent=True)

    def tell(
        self,
        users: tuple[str, ...],
        what: str,
        body: Text | None = None,
        *,
        task: str | None = None,
        urgent: bool = False,
    ) -> None:
        """`what`: a title of words.TOLD, said of the flow; the body is the record's title unless given."""
        others = tuple(user for user in dict.fromkeys(users) if user != self.by)
        if others:
            self.want(Tell(others, told(what, self.flow.label), body or self.title, task, urgent))

    @property
    def title(self) -> Text:
        found = reach(self.view.names, ("case", "title"))
        said = found if isinstance(found, str) else ""
        return Text(said, said)

    # -- expressions, whose failure is an incident -------------------------------------------------------------
    def value(self, checked: Checked) -> Value:
        try:
            return evaluate(checked, self.view.names, self.view.moment)
        except Exception as failure:  # whatever it is, a case must not vanish behind a 500
            raise Stuck("expression_failed", text=checked.text, detail=type(failure).__name__) from failure

    def values(self, slots: Mapping[str, Checked]) -> dict[str, Value]:
        return {key: self.value(slot) for key, slot in slots.items()}

    def decision(self) -> Decision:
        return Decision(tuple(self.events), tuple(self.effects), self.again)


__all__ = ["Decision", "Draft", "Stuck"]
