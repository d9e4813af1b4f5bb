"""`dougong serve` as an operator meets it: a process of its own, a folder, a port."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from builder.cli import main
from builder.commands.serve import is_loopback
from builder.house import opened
from engine.runtime.workspace import Person, add_people, add_workspace

ROOT = Path(__file__).parents[2]


@contextmanager
def serving(data: Path, *options: str) -> Iterator[tuple[str, str]]:
    """The address, and what else was said before the first request."""
    command = [sys.executable, "-m", "builder.cli", "serve", "--port", "0", "--data", data, *options]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = ""
        while (address := re.search(r"http://\S+", said)) is None:
            line = process.stdout.readline()
            assert line, said
            said += line
        ready(address[0])
        yield address[0], said
        process.terminate()
        process.wait(20)


def ready(address: str) -> None:
    with urllib.request.urlopen(f"{address}/healthz", timeout=20) as answer:
        assert answer.status == 200


def test_a_new_folder_gets_an_administrator_once(tmp_path: Path) -> None:
    with serving(tmp_path / "data"):
        pass
    assert (tmp_path / "data/dougong.db").exists()
    assert (tmp_path / "data/keys/audit.key").stat().st_mode & 0o077 == 0
    with serving(tmp_path / "data"):
        pass


def test_a_taken_port_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert main(["serve", "--data", str(tmp_path), "--port", port]) == 1
    said = capsys.readouterr().err
    assert said.startswith("dougong: Cannot answer on 127.0.0.1")
    assert said.count("\n") == 1


def test_demo_accounts_stay_at_home(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    house = opened(tmp_path)
    with house.writing() as unit:
        workspace = add_workspace(unit, "demo", "示例")
        add_people(unit, workspace, [Person("sales1", "陈", password_hash="x", demo=True)])
    house.database.dispose()
    assert main(["serve", "--data", str(tmp_path), "--host", "0.0.0.0"]) == 1
    assert "loopback" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--database-url", "nonsense"], "is not one"),
        (["--database-url", "postgresql://nobody@127.0.0.1:1/x"], "does not answer"),
        (["--port", "99999"], "no port 99999"),
    ],
)
def test_what_is_wrong_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    assert main(["serve", "--data", str(tmp_path), *options]) == 1
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_a_file_is_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data").write_text("")
    assert main(["serve", "--data", str(tmp_path / "data")]) == 1
    assert "Cannot use the folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("10.0.0.1", False),
        ("example.com", False),
    ],
)
def test_what_loopback_is(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


def test_the_demo_is_whole_and_comes_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving(tmp_path / "data", "--demo") as (address, _):
        body = b'{"login": "sales1", "password": "demo-password"}'
        request = urllib.request.Request(
            f"{address}/api/v1/session", body, {"Content-Type": "application/json"}, method="POST"
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            assert answer.status == 200
    assert main(["demo", "--data", str(tmp_path / "data")]) == 1
    assert "people in" in capsys.readouterr().err
    assert main(["serve", "--demo", "--data", str(tmp_path / "data"), "--host", "0.0.0.0"]) == 1
    assert "loopback" in capsys.readouterr().err
