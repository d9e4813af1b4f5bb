"""`python -m bench.floor URL PORT`: the hand-written server, with the settings Dougong gives to its own."""

from __future__ import annotations

import sys

import uvicorn

from bench.floor.app import application

_, url, port = sys.argv
config = uvicorn.Config(
    application(url),
    port=int(port),
    log_level="warning",
    access_log=False,
    server_header=False,
    timeout_keep_alive=30,
)
uvicorn.Server(config).run()
