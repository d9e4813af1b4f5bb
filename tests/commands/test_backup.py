"""Backup and restore: what was there is there again, the keys of the evidence included."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest
import sqlalchemy as sa

from builder.cli import main
from builder.house import opened
from engine.data import audit
from engine.data.platform import audit as links
from engine.data.platform import audit_heads, users
from engine.runtime.workspace import Person, add_people, add_workspace


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An installation with a person, an upload and three entries of evidence."""
    folder = tmp_path / "data"
    house = opened(folder)
    with house.writing() as unit:
        workspace = add_workspace(unit, "main", "公司")
        add_people(unit, workspace, [Person("ann", "安")])
        entries = [audit.Entry("someone", "record.create", {"n": n}) for n in range(3)]
        audit.append(unit.session, house.secrets.audit, workspace, unit.now, entries)
    house.database.dispose()
    (folder / "files/ab").mkdir(parents=True)
    (folder / "files/ab/abc").write_bytes(b"upload")
    return folder


def test_what_was_there_is_there_again(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive, elsewhere = tmp_path / "b.tar.gz", tmp_path / "elsewhere"
    assert main(["backup", str(archive), "--data", str(data)]) == 0
    assert main(["restore", str(archive), "--data", str(elsewhere)]) == 0
    assert (elsewhere / "files/ab/abc").read_bytes() == b"upload"
    house = opened(elsewhere)
    with house.reading() as unit:
        assert unit.session.rows(sa.select(users.c.login)) == [("ann",)]
    house.database.dispose()
    assert main(["audit", "--data", str(elsewhere)]) == 0
    assert "main: 3 entries, whole" in capsys.readouterr().out


def test_nothing_is_written_over(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = tmp_path / "b.tar.gz"
    assert main(["backup", str(archive), "--data", str(data)]) == 0
    assert main(["backup", str(archive), "--data", str(data)]) == 1
    assert main(["restore", str(archive), "--data", str(data)]) == 1
    said = capsys.readouterr().err
    assert "is there already" in said
    assert "is not empty" in said


def test_a_foreign_archive_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "passwd").write_text("x")
    with tarfile.open(tmp_path / "b.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "passwd", "files/../../passwd")
    assert main(["restore", str(tmp_path / "b.tar.gz"), "--data", str(tmp_path / "new")]) == 1
    (tmp_path / "c.tar.gz").write_bytes(b"no archive")
    assert main(["restore", str(tmp_path / "c.tar.gz"), "--data", str(tmp_path / "new")]) == 1
    assert main(["restore", str(tmp_path / "none"), "--data", str(tmp_path / "new")]) == 1
    assert capsys.readouterr().err.count("\n") == 3


def test_a_folder_without_an_installation_has_no_backup(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup", str(tmp_path / "b"), "--data", str(tmp_path / "nowhere")]) == 1
    assert "no installation" in capsys.readouterr().err
    assert not (tmp_path / "nowhere").exists()


def test_tampering_shows(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    house = opened(data)
    with house.writing() as unit:
        unit.session.execute(sa.update(links).where(links.c.seq == 2).values(body="{}"))
    house.database.dispose()
    assert main(["audit", "--data", str(data)]) == 1
    assert "broken at entry 2" in capsys.readouterr().err


def test_an_anchor_shows_that_the_end_was_cut_off(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    anchors = tmp_path / "anchors.txt"
    asked = ["audit", "--data", str(data), "--anchors", str(anchors)]
    assert main([*asked, "--anchor"]) == 0
    assert main(asked) == 0
    house = opened(data)
    with house.writing() as unit:
        unit.session.execute(sa.delete(links).where(links.c.seq == 3))
        end = sa.select(links.c.hash).where(links.c.seq == 2).scalar_subquery()
        unit.session.execute(sa.update(audit_heads).values(seq=2, hash=end))
    house.database.dispose()
    assert main(["audit", "--data", str(data)]) == 0
    assert main(asked) == 1
    assert "entry 3 is gone" in capsys.readouterr().err
