"""Flows for the browser: their steps as a tree, each with its sentence."""

from __future__ import annotations

from collections.abc import Sequence

from engine.data.compiled import Model
from engine.kernel.json import Json, JsonObject
from engine.workflow.compiled import BranchStep, Flow, Step
from engine.workflow.words import Speaker


def flow_wire(flow: Flow, model: Model) -> JsonObject:
    """{"key", "label", "form", "steps": [{"key", "kind", "label", "words", "ways"?: […]}]}."""
    speaker = Speaker(model, flow.form)
    return {
        "key": flow.key,
        "label": flow.label.wire(),
        "form": flow.form,
        "steps": _steps(flow.steps, speaker),
    }


def _steps(steps: Sequence[Step], speaker: Speaker) -> list[Json]:
    return [_step(step, speaker) for step in steps]


def _step(step: Step, speaker: Speaker) -> JsonObject:
    made: JsonObject = {
        "key": step.key,
        "kind": type(step).__name__.removesuffix("Step").lower().replace("copy", "cc"),
        "label": step.label.wire(),
        "words": speaker.step(step).wire(),
    }
    if isinstance(step, BranchStep):
        made["ways"] = [
            {"key": way.key, "label": way.label.wire(), "steps": _steps(way.steps, speaker)} for way in step.ways
        ]
    return made
