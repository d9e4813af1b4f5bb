"""The folder of uploaded files: random names, so that nothing somebody called a file means anything to the disk."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

_SIGNS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
)
_OFFICE = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
UNKNOWN = "application/octet-stream"
_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Stored:
    """A file on the disk. `type` is what its content says, never what the sender claims."""

    key: str
    size: int
    sha256: str
    type: str


class Storage:
    """`data/files/3f/3f9c…`: one file per upload."""

    def __init__(self, data: Path) -> None:
        self.folder = data / "files"

    def keep(self, source: BinaryIO, name: str) -> Stored:
        key = secrets.token_hex(20)
        path = self.path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        total, size, head = sha256(), 0, b""
        with path.open("xb") as target:
            while piece := source.read(_PIECE):
                head = head or piece[:16]
                total.update(piece)
                size += len(piece)
                target.write(piece)
        return Stored(key, size, total.hexdigest(), sniffed(head, name))

    def path(self, key: str) -> Path:
        return self.folder / key[:2] / key

    def drop(self, key: str) -> None:
        self.path(key).unlink(missing_ok=True)


def sniffed(head: bytes, name: str) -> str:
    """b"%PDF-1.7" → "application/pdf". An ending only tells apart what the content allows."""
    found = next((kind for sign, kind in _SIGNS if head.startswith(sign)), UNKNOWN)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        found = "image/webp"
    if found == "application/zip":
        return _OFFICE.get(Path(name).suffix.lower(), found)
    return found


def plain_name(name: str | None) -> str:
    """ "C:\\\\fakepath\\\\a\\nb.pdf" → "ab.pdf": what may be shown and offered for saving."""
    last = re.split(r"[/\\]", name or "")[-1]
    return "".join(letter for letter in last if letter.isprintable()).strip(" .")[-200:] or "file"
