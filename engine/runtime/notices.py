"""What rules have to say about the records of a batch: one by one, or in one line where a file brings hundreds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from engine.kernel.wording import Text
from engine.rules.effects import Notify
from engine.rules.people import find
from engine.runtime.batch import Batch
from engine.runtime.directory import directory_of
from engine.runtime.draft import Draft
from engine.runtime.notify import Notice, list_link, record_link, tell

SINGLY = 3
"""Lines about the records of one file that somebody gets from one rule before they become one line."""

Said = Sequence[tuple[Draft, Notify]]


def send(batch: Batch, said: Said) -> None:
    """Tell whom the rules name."""
    if not said:
        return
    directory = directory_of(batch.unit, batch.live)
    told = [(find(notice.to, directory), draft, notice) for draft, notice in said]
    heard: dict[tuple[str, str], list[Notify]] = defaultdict(list)
    for people, _, notice in told if batch.manner.importing else ():
        for person in people:
            heard[person, notice.sender].append(notice)
    many = {key: notices for key, notices in heard.items() if len(notices) > SINGLY}
    for people, draft, notice in told:
        rest = [person for person in people if (person, notice.sender) not in many]
        tell(batch.unit, rest, _line(batch, notice, record_link(batch.live.key, batch.form.key, draft.id)))
    for (person, _), notices in many.items():
        tell(batch.unit, [person], _together(batch, notices))


def _line(batch: Batch, notice: Notify, link: str) -> Notice:
    return Notice(batch.live.workspace_id, batch.live.id, notice.title, notice.body, link, notice.channels)


def _together(batch: Batch, notices: Sequence[Notify]) -> Notice:
    """ "新线索：张三" and 213 more → "新线索：张三 等 214 条", leading to the list."""
    first, count = notices[0], len(notices)
    title = Text(f"{first.title.zh} 等 {count} 条", f"{first.title.en} and {count - 1} more")
    line = Notify(first.sender, first.to, title, None, first.channels)
    return _line(batch, line, list_link(batch.live.key, batch.form.key))
