"""Expressions read by many threads at once, as in a server where several people save their drafts."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from engine.expr.parse import parse

TEXT = 'IF(a > 3 and b in ("x", "y"), SUM(c.d, e == 4) / 3 + (4 * (5 + (6 * (7 + 8)))), MAX(1, 2, 3))'


class _Litter:
    """Collected in the middle of somebody's work, it lets the next thread go first."""

    def __init__(self) -> None:
        self.me = self

    def __del__(self) -> None:
        time.sleep(0)


@pytest.fixture
def eager_collector() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(50)
    yield
    gc.set_threshold(*before)


@pytest.mark.usefixtures("eager_collector")
def test_threads_do_not_disturb_each_other() -> None:
    def read(_: int) -> int:
        _Litter()
        return len(parse(TEXT)[1])

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(read, range(6000))) == {0}
