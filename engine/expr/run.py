"""The Python host: the checked tree, run by simpleeval as calls on our function table and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from engine.expr.ir import Checked
from engine.expr.values import Value
from engine.kernel.clock import Moment


def evaluate(checked: Checked, names: Mapping[str, object], moment: Moment) -> Value:
    """The value under nested plain mappings; a measure reads its rows from `names["row"]`."""
    raise NotImplementedError


def truth(checked: Checked, names: Mapping[str, object], moment: Moment) -> bool:
    """Whether the value is true; unknown is not true."""
    return evaluate(checked, names, moment) is True
