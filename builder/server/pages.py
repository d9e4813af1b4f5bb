"""The built pages: hashed assets kept for ever, everything else asked for again, any other path is the one page."""

from __future__ import annotations

import gzip
import mimetypes
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

FOR_EVER = "public, max-age=31536000, immutable"
EACH_TIME = "no-cache"
PACKED_FROM = 1024

_PACKABLE = ("text/", "application/javascript", "application/json", "image/svg+xml")


class Pages:
    """Serves the folder that the build left; a path that names no file gets index.html, so that links work."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self._packed = lru_cache(maxsize=512)(_packed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._answer(Request(scope))(scope, receive, send)

    def _answer(self, request: Request) -> Response:
        if request.method not in {"GET", "HEAD"}:
            return PlainTextResponse("", 405, {"Allow": "GET, HEAD"})
        name = request.url.path.lstrip("/")
        file = self._file(name)
        if file is not None:
            return self._sent(request, file, FOR_EVER if name.startswith("assets/") else EACH_TIME)
        index = self._file("index.html")
        if index is None:
            return PlainTextResponse("The pages are not built: python3 run.py builds them.\n", 503)
        if "." in name.rsplit("/", 1)[-1]:
            return PlainTextResponse("", 404)
        return self._sent(request, index, EACH_TIME)

    def _file(self, name: str) -> Path | None:
        """A file inside the folder; nothing hidden, nothing outside."""
        file = (self.folder / name).resolve()
        hidden = any(part.startswith(".") for part in Path(name).parts)
        return file if not hidden and file.is_relative_to(self.folder) and file.is_file() else None

    def _sent(self, request: Request, file: Path, caching: str) -> Response:
        stamp = file.stat()
        tag = f'"{stamp.st_mtime_ns:x}-{stamp.st_size:x}"'
        headers = {"Cache-Control": caching, "ETag": tag, "Vary": "Accept-Encoding"}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        if (
            kind.startswith(_PACKABLE)
            and stamp.st_size >= PACKED_FROM
            and "gzip" in request.headers.get("accept-encoding", "")
        ):
            return Response(self._packed(file, tag), 200, {**headers, "Content-Encoding": "gzip"}, media_type=kind)
        return Response(file.read_bytes(), 200, headers, media_type=kind)


def _packed(file: Path, _tag: str) -> bytes:
    return gzip.compress(file.read_bytes(), mtime=0)
