"""A small table of values that are costly to make: statements, plans, compiled things."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """The most recently made values, at most `size` of them; making one is left to one thread at a time."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = threading.RLock()
        self._values: OrderedDict[K, V] = OrderedDict()

    def get(self, key: K, make: Callable[[], V]) -> V:
        value = self._values.get(key)
        if value is not None:
            return value
        with self._lock:
            if key not in self._values:
                made = make()
                self._values[key] = made
                while len(self._values) > self._size:
                    self._values.popitem(last=False)
                return made
            return self._values[key]

    def forget(self) -> None:
        with self._lock:
            self._values.clear()
