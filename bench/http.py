"""A client that costs little: requests prepared as bytes, sent over connections that stay open."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import perf_counter

import orjson


@dataclass(frozen=True, slots=True)
class Asked:
    """One request; `body` is made anew for each, as no two records are the same."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: Callable[[], bytes] | None = None

    def sent(self) -> bytes:
        content = b"" if self.body is None else self.body()
        headers = {"Host": "localhost", **self.headers}
        if self.body is not None:
            headers |= {"Content-Type": "application/json", "Content-Length": str(len(content))}
        lines = [f"{self.method} {self.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        return "\r\n".join([*lines, "", ""]).encode() + content


class Connection:
    """`answer(bytes)` → status, headers and body."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=120)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._rest = b""

    def answer(self, request: bytes) -> tuple[int, dict[str, str], bytes]:
        self._socket.sendall(request)
        head, _, rest = self._until(b"\r\n\r\n")
        status, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        length = int(headers.get("content-length", "0"))
        while len(rest) < length:
            rest += self._more()
        self._rest = rest[length:]
        return int(status.split(" ", 2)[1]), headers, rest[:length]

    def _until(self, mark: bytes) -> tuple[bytes, bytes, bytes]:
        got = self._rest
        while mark not in got:
            got += self._more()
        return got.partition(mark)

    def _more(self) -> bytes:
        got = self._socket.recv(262_144)
        if not got:
            raise ConnectionError("The server has hung up.")
        return got

    def close(self) -> None:
        self._socket.close()


def asked(port: int, request: Asked, *, refusable: bool = False) -> tuple[dict[str, str], dict[str, object]]:
    """One question whose answer matters; `refusable`: the person may lack the right."""
    connection = Connection(port)
    try:
        status, headers, body = connection.answer(request.sent())
    finally:
        connection.close()
    if status >= 400 and not (refusable and status == 403):
        raise RuntimeError(f"{request.method} {request.path}: {status} {body[:500].decode(errors='replace')}")
    return headers, orjson.loads(body) if body else {}


def throughput(port: int, request: Asked, seconds: float, clients: int) -> float:
    """Answers per second over `clients` connections that are kept busy."""
    counts = [0] * clients
    begun = perf_counter()
    until = begun + seconds
    wrong: list[str] = []

    def work(index: int) -> None:
        connection = Connection(port)
        while perf_counter() < until and not wrong:
            status, _, body = connection.answer(request.sent())
            if status >= 400:
                wrong.append(f"{request.method} {request.path}: {status} {body[:300].decode(errors='replace')}")
            counts[index] += 1
        connection.close()

    threads = [threading.Thread(target=work, args=(index,)) for index in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise RuntimeError(wrong[0])
    return sum(counts) / (perf_counter() - begun)
