"""`python3 run.py bench [--quick] [--only sqlite] [--rows 100000] [--rounds 7]`: prints the table."""

from __future__ import annotations

import argparse
import platform
import tempfile
from pathlib import Path

from bench import chores
from bench.rounds import Effort, scores
from bench.servers import dougong, floor
from bench.stage import databases, staged

DIALECTS = ("sqlite", "postgresql")


def main() -> None:
    parser = argparse.ArgumentParser(prog="run.py bench", description="Dougong beside a server written by hand.")
    parser.add_argument("--quick", action="store_true", help="short rounds and few of them")
    parser.add_argument("--only", choices=DIALECTS, help="one database instead of both")
    parser.add_argument("--rows", type=int, default=100_000, help="how many records there are (100000)")
    parser.add_argument("--rounds", type=int, help="how often the two take turns (7; quick: 3)")
    parser.add_argument("--seconds", type=float, help="how long a turn is (2; quick: 1)")
    parser.add_argument("--no-chores", action="store_true", help="only the requests")
    options = parser.parse_args()
    effort = Effort(options.rounds or (3 if options.quick else 7), options.seconds or (1.0 if options.quick else 2.0))
    print(f"Python {platform.python_version()}, {options.rows} records, {effort.rounds} rounds of {effort.seconds:g} s")
    for dialect in DIALECTS if options.only is None else (options.only,):
        print(f"{dialect}: throughput beside the floor, median (spread)", flush=True)
        measure(dialect, options.rows, effort, chored=not options.no_chores)
    if not options.no_chores:
        print("anywhere", flush=True)
        print(chores.compiling(5 if options.quick else 15), flush=True)


def measure(dialect: str, rows: int, effort: Effort, *, chored: bool) -> None:
    with tempfile.TemporaryDirectory(prefix="dougong-bench-") as home:
        folder = Path(home)
        with databases(dialect, folder) as address:
            stage = staged(folder, address, rows)
            with dougong(stage.data, stage.url) as ours, floor(stage.floor_url) as theirs:
                for score in scores(stage, ours, theirs, effort):
                    print(score.line(), flush=True)
                if chored:
                    print(chores.publishing(ours), flush=True)
            if chored:
                print(chores.importing(folder / "import", address("import")), flush=True)
                for line in chores.demo(folder / "demo", address("demo")):
                    print(line, flush=True)


if __name__ == "__main__":
    main()
