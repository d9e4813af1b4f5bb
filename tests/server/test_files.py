"""Uploads: kept under random names, told by their content, read by those who may."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from builder.server.storage import plain_name, sniffed
from engine.data.platform import files
from engine.runtime.unit import House
from tests.server.conftest import signed_in

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 100


def test_a_file_comes_back(ann: TestClient, tmp_path: Path, house: House) -> None:
    told = ann.post("/api/v1/files", files={"file": ("合同 1.png", PNG, "text/html")}).json()
    assert (told["name"], told["size"], told["type"]) == ("合同 1.png", len(PNG), "image/png")
    answer = ann.get(f"/api/v1/files/{told['id']}")
    assert answer.content == PNG
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-disposition"] == "inline; filename*=UTF-8''%E5%90%88%E5%90%8C%201.png"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    (kept,) = (path for path in (tmp_path / "files").rglob("*") if path.is_file())
    assert "png" not in kept.name
    with house.reading() as unit:
        assert unit.session.first(sa.select(files.c.sha256)) == (hashlib.sha256(PNG).hexdigest(),)


def test_what_could_run_is_only_saved(ann: TestClient) -> None:
    told = ann.post("/api/v1/files", files={"file": ("a.html", b"<script>alert(1)</script>", "text/html")}).json()
    answer = ann.get(f"/api/v1/files/{told['id']}")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_an_upload_is_the_senders_until_it_is_in_a_record(ann: TestClient) -> None:
    told = ann.post("/api/v1/files", files={"file": ("a.pdf", b"%PDF-1.7")}).json()
    signed_in(ann, "bob")
    assert ann.get(f"/api/v1/files/{told['id']}").status_code == 404
    signed_in(ann, "stranger")
    assert ann.get(f"/api/v1/files/{told['id']}").status_code == 404


def test_a_refused_upload_leaves_nothing(ann: TestClient, tmp_path: Path) -> None:
    assert ann.post("/api/v1/files", files={"other": ("a", b"a")}).json()["code"] == "server.missing"
    assert ann.post("/api/v1/files", data={"file": "text"}, files={"x": ("a", b"")}).status_code == 422
    big = ann.post("/api/v1/files", files={"file": ("a", b"a" * (65 * 1024 * 1024))})
    assert big.status_code == 413
    assert not list((tmp_path / "files").rglob("*"))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\fakepath\\a.pdf", "a.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\nb\0.pdf", "ab.pdf"),
        ("", "file"),
        (None, "file"),
        ("..", "file"),
        ("合同（终稿）.docx", "合同（终稿）.docx"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_names_are_only_names(given: str | None, kept: str) -> None:
    assert plain_name(given) == kept


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"\xff\xd8\xff\xe0", "a.txt", "image/jpeg"),
        (b"RIFF\0\0\0\0WEBP", "a", "image/webp"),
        (b"PK\x03\x04", "a.zip", "application/zip"),
        (b"PK\x03\x04", "a.XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (b"<svg", "a.svg", "application/octet-stream"),
        (b"", "a.png", "application/octet-stream"),
    ],
)
def test_types_are_told_by_content(head: bytes, name: str, kind: str) -> None:
    assert sniffed(head, name) == kind
