"""What the browser's tests need and cannot compile themselves: `python -m tests.expr.generate`."""

from __future__ import annotations

import json
from pathlib import Path

from engine.expr import to_json
from engine.expr.functions import HOSTED
from engine.kernel.json import Json
from tests.expr import vectors

FILE = Path(__file__).parents[1] / "vectors" / "ir.json"


def compiled() -> str:
    """The keys of the function table, and per file the JSON of each vector's expression, null where it is refused."""
    found: dict[str, list[Json]] = {file: [] for file in vectors.files()}
    for vector in vectors.load():
        found[vector.file].append(None if vector.refused else to_json(vector.checked()))
    lines = [f"    {json.dumps(file)}: [\n{_rows(irs)}\n    ]" for file, irs in found.items()]
    keys = json.dumps(sorted(HOSTED))
    return f'{{\n  "functions": {keys},\n  "vectors": {{\n' + ",\n".join(lines) + "\n  }\n}\n"


def _rows(irs: list[Json]) -> str:
    return ",\n".join(f"      {json.dumps(ir, ensure_ascii=False)}" for ir in irs)


if __name__ == "__main__":
    FILE.write_text(compiled(), encoding="utf-8")
