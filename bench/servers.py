"""Servers as processes of their own, and what the system tells of them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Running:
    port: int
    process: subprocess.Popen[bytes]
    ready_after: float

    def cpu(self) -> float:
        """Seconds of processor time spent so far."""
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def peak(self) -> int:
        """Bytes of memory at most."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        (line,) = (each for each in status.splitlines() if each.startswith("VmHWM"))
        return int(line.split()[1]) * 1024


@contextmanager
def dougong(data: Path, url: str | None, *more: str) -> Iterator[Running]:
    port = free_port()
    words = ["-m", "builder.cli", "serve", "--data", str(data), "--port", str(port), *more]
    with _running(port, words, {} if url is None else {"DOUGONG_DATABASE_URL": url}) as running:
        yield running


@contextmanager
def floor(url: str) -> Iterator[Running]:
    port = free_port()
    with _running(port, ["-m", "bench.floor", url, str(port)], {}) as running:
        yield running


@contextmanager
def _running(port: int, words: list[str], environment: Mapping[str, str]) -> Iterator[Running]:
    begun = monotonic()
    process = subprocess.Popen(
        [sys.executable, *words], cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.DEVNULL
    )
    try:
        while not _listens(port):
            if process.poll() is not None or monotonic() - begun > 120:
                raise RuntimeError(f"{' '.join(words)} does not answer")
            sleep(0.02)
        yield Running(port, process, monotonic() - begun)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def _listens(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as tried:
            tried.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            return tried.recv(12).startswith(b"HTTP/1.1")
    except OSError:
        return False
