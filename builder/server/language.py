"""The language of a request: the one place that decides it."""

from __future__ import annotations

from starlette.requests import Request

from engine.kernel.wording import EN, ZH

COOKIE = "dougong_language"
"""Set by the pages: what a person has switched them to. Links and downloads carry it, too."""


def language(request: Request, account: str = ZH) -> str:
    """What the pages are switched to; else what `Accept-Language` asks for; else that of the account."""
    chosen = request.cookies.get(COOKIE)
    if chosen in {ZH, EN}:
        return chosen
    return _accepted(request.headers.get("accept-language", "")) or account


def _accepted(header: str) -> str | None:
    """ "en-GB,en;q=0.9,zh;q=0.8" → "en"; None where neither of our languages is asked for."""
    wishes = []
    for place, part in enumerate(header.split(",")):
        name, _, weight = part.strip().lower().partition(";")
        known = EN if name.startswith("en") else ZH if name.startswith("zh") else None
        if known is not None:
            wishes.append((-_weight(weight), place, known))
    weighed = sorted(wish for wish in wishes if wish[0] < 0)
    return weighed[0][2] if weighed else None


def _weight(text: str) -> float:
    """ "q=0.8" → 0.8; 1 for what says nothing or nonsense."""
    try:
        return float(text.strip().removeprefix("q=") or 1)
    except ValueError:
        return 1.0
