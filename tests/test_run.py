"""run.py decides well what there is to do, and says in one line what is in the way."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """run.py, at work in a folder of its own, with commands that are noted down instead of carried out."""
    specification = importlib.util.spec_from_file_location("run_under_test", ROOT / "run.py")
    assert specification
    assert specification.loader
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    for name, path in {
        "ROOT": "",
        "VENV": ".venv",
        "PYTHON": ".venv/bin/python",
        "UI": "ui",
        "STATIC": "static",
    }.items():
        monkeypatch.setattr(module, name, tmp_path / path)
    monkeypatch.setattr(module, "LOCAL", tmp_path / ".tools")
    monkeypatch.setattr(module, "LOG", tmp_path / ".tools/log.txt")
    for name in (
        "requirements.lock",
        "requirements-dev.lock",
        "pyproject.toml",
        "ui/package-lock.json",
        "ui/src/main.ts",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text(name)
    return module


def noted(run: ModuleType, monkeypatch: pytest.MonkeyPatch, code: int = 0, said: str = "") -> list[str]:
    words: list[str] = []

    def pretend(command: tuple[object, ...], folder: Path = ROOT, *, quiet: bool = False) -> int:
        words.append(" ".join(Path(str(word)).name for word in command))
        if "venv" in words[-1].split():
            run.PYTHON.parent.mkdir(parents=True, exist_ok=True)
            run.PYTHON.write_text("")
        if command[-1] == "build":
            run.STATIC.mkdir(exist_ok=True)
        if "ci" in command:
            (run.UI / "node_modules").mkdir(exist_ok=True)
        run.LOCAL.mkdir(exist_ok=True)
        run.LOG.write_text(said)
        return code

    monkeypatch.setattr(run, "run", pretend)
    monkeypatch.setattr(run, "npm", lambda: ("npm",))
    return words


def test_packages_are_installed_once(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    words = noted(run, monkeypatch)
    run.install("requirements.lock")
    assert len(words) == 3
    assert "--require-hashes" in words[1]
    run.install("requirements.lock")
    assert len(words) == 3


def test_a_changed_lock_installs_again(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    words = noted(run, monkeypatch)
    run.install("requirements.lock")
    (run.ROOT / "requirements.lock").write_text("changed")
    run.install("requirements.lock")
    assert len(words) == 5


def test_the_packages_of_the_tests_serve_too(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    words = noted(run, monkeypatch)
    run.install("requirements-dev.lock")
    run.install("requirements.lock")
    assert len(words) == 3
    run.install("requirements-dev.lock")
    assert len(words) == 3


def test_pages_are_built_when_their_sources_change(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    words = noted(run, monkeypatch)
    run.build_pages()
    assert [word.split()[1] for word in words] == ["ci", "run"]
    (run.UI / "node_modules/left.js").write_text("of no interest")
    run.build_pages()
    assert len(words) == 2
    (run.UI / "src/main.ts").write_text("changed")
    run.build_pages()
    assert [word.split()[1] for word in words] == ["ci", "run", "run"]


@pytest.mark.parametrize(
    ("step", "said", "told"),
    [
        (
            "install",
            "WARNING: connection error\nhint: look above",
            "is the package index reachable? (WARNING: connection",
        ),
        ("build_pages", "npm error code E404", "is the registry reachable? (npm error code E404"),
        ("install_pages", "", "(no output"),
    ],
)
def test_what_is_in_the_way_is_one_line(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, step: str, said: str, told: str
) -> None:
    run.PYTHON.parent.mkdir(parents=True)
    run.PYTHON.write_text("")
    noted(run, monkeypatch, code=1, said=said)
    with pytest.raises(run.Stop) as stop:
        getattr(run, step)(*(["requirements.lock"] if step == "install" else []))
    assert told in str(stop.value)
    assert "\n" not in str(stop.value)


def test_a_machine_without_venv_is_told_what_to_install(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    noted(run, monkeypatch, code=1)
    with pytest.raises(run.Stop, match="apt-get install python3-venv"):
        run.install("requirements.lock")
    assert not run.VENV.exists()


@pytest.fixture
def node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """A machine whose node says this version."""

    def put(version: str) -> None:
        folder = tmp_path / "programs"
        folder.mkdir()
        for name in ("node", "npm"):
            (folder / name).write_text(f"#!/bin/sh\necho {version}\n")
            (folder / name).chmod(0o755)
        monkeypatch.setenv("PATH", str(folder))

    return put


@pytest.mark.skipif(sys.platform == "win32", reason="the pretended programs are shell scripts")
@pytest.mark.parametrize(
    ("version", "good"), [("v20.19.0", True), ("v24.1.0", True), ("v20.18.9", False), ("v9.99.0", False)]
)
def test_the_systems_node_is_used_when_new_enough(
    run: ModuleType, node: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, version: str, good: bool
) -> None:
    node(version)
    fetched: list[object] = []
    monkeypatch.setattr(run, "pip", lambda words, what: fetched.append(what))
    words = run.npm()
    assert (len(words) == 1) is good
    assert bool(fetched) is not good


def test_an_older_python_is_told_so(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 1))
    with pytest.raises(run.Stop, match=r"Python 3\.11 or newer"):
        run.main([])
