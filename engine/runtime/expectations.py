"""What a scenario expects, compared with what is there."""

from __future__ import annotations

from functools import singledispatch

from engine.app import scenario as told
from engine.expr import truth
from engine.runtime import notify, query
from engine.runtime.staging import Failed, Stage


@singledispatch
def expect(expected: told.Expectation, stage: Stage, at: str) -> None:
    """Failed, with what was found instead, when it is not so."""
    raise NotImplementedError(type(expected).__name__)


@expect.register
def _refused(expected: told.Refused, stage: Stage, at: str) -> None:
    if stage.refusal is None:
        raise Failed(at, "应当被拒绝，却成功了", "it should have been refused, but went through")
    for problem in stage.refusal.problems:
        said = (problem.message.zh, problem.message.en)
        fits = (
            (expected.at is None or problem.at == expected.at)
            and (expected.code is None or problem.code == expected.code)
            and (expected.message is None or any(expected.message in text for text in said))
        )
        if fits:
            return
    told_ = "；".join(f"{p.at or ''} {p.code} {p.message.zh}" for p in stage.refusal.problems)
    raise Failed(at, f"被拒绝了，但理由是：{told_}", f"it was refused for another reason: {told_}")


@expect.register
def _truth(expected: told.Truth, stage: Stage, at: str) -> None:
    asker = stage.asker(None)
    names: dict[str, object] = {}
    for name, (form, id_) in stage.records.items():
        refs = frozenset(ref for ref in expected.that.refs if ref.path[0] == name)
        if refs:
            names[name] = query.named(stage.unit, stage.live, asker, form, id_, refs)
    if not truth(expected.that, names, asker.moment):
        seen = query.described(names, expected.that)
        raise Failed(at, f"不成立：{expected.that.text}（{seen}）", f"not true: {expected.that.text} ({seen})")


@expect.register
def _counted(expected: told.Counted, stage: Stage, at: str) -> None:
    count = query.count(stage.unit, stage.live, stage.asker(None), expected.form, expected.where)
    if count != expected.count:
        where = expected.where or "*"
        zh = f"“{expected.form}”里符合 {where} 的应有 {expected.count} 条，实有 {count} 条"
        raise Failed(at, zh, f"{expected.count} of “{expected.form}” where {where} expected, {count} found")


@expect.register
def _told(expected: told.Told, stage: Stage, at: str) -> None:
    who = expected.person or expected.role or ""
    titles = notify.titles(stage.unit, stage.people[who])
    found = any(expected.title is None or expected.title in title for title in titles)
    if found is not expected.expected:
        said = "、".join(titles) or "—"
        zh = f"{who} {'应当' if expected.expected else '不应'}收到“{expected.title or ''}”，实际收到：{said}"
        raise Failed(at, zh, f"notices of {who}: {said}")
