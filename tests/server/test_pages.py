"""The built pages: what is kept for ever, what is asked for again, and what is not to be had."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from starlette.applications import Starlette
from starlette.routing import Mount

from builder.server.headers import Headers
from builder.server.pages import Pages


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    built = tmp_path / "static"
    (built / "assets").mkdir(parents=True)
    (built / "index.html").write_text("<title>斗拱</title>")
    (built / "assets/app-1a2b.js").write_text("let a = 1;\n" * 500)
    (built / ".built").write_text("hidden")
    (tmp_path / "secret.txt").write_text("secret")
    return TestClient(Headers(Starlette(routes=[Mount("/", Pages(built))])))


@pytest.mark.parametrize("path", ["/", "/apps/loan_crm/lead", "/login"])
def test_every_path_of_the_page_is_the_page(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.text == "<title>斗拱</title>"
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-type"].startswith("text/html")


def test_hashed_assets_are_kept_for_ever(client: TestClient) -> None:
    answer = client.get("/assets/app-1a2b.js")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.text == "let a = 1;\n" * 500
    plain = client.get("/assets/app-1a2b.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == answer.content


def test_an_unchanged_page_is_not_sent_again(client: TestClient) -> None:
    tag = client.get("/").headers["etag"]
    answer = client.get("/", headers={"If-None-Match": tag})
    assert (answer.status_code, answer.content) == (304, b"")


@pytest.mark.parametrize(
    "path", ["/assets/gone-9f.js", "/.built", "/../secret.txt", "/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt"]
)
def test_what_is_not_to_be_had(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "secret" not in answer.text


def test_pages_are_only_read(client: TestClient) -> None:
    assert client.post("/").status_code == 405


def test_a_missing_build_says_what_to_do(tmp_path: Path) -> None:
    answer = TestClient(Starlette(routes=[Mount("/", Pages(tmp_path))])).get("/")
    assert answer.status_code == 503
    assert "run.py" in answer.text


def test_pages_cannot_be_framed_or_fed_foreign_code(client: TestClient) -> None:
    policy = client.get("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy
