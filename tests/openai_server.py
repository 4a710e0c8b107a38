"""A server on this machine that speaks like OpenAI's, and says what it is told."""

from __future__ import annotations

import contextlib
import http.server
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from companion.bench.bad_hub import answering


@dataclass
class Server:
    """pieces: what it says, event by event. raw: whole lines in place of that.

    waits: it says the first piece and then nothing until `go_on` is set; `gone` is set when the
    client hung up meanwhile.
    """

    address: str = ""
    pieces: tuple[str, ...] = ("I hear ", "you. ", "That is a lot.")
    raw: tuple[str, ...] = ()
    status: int = 200
    waits: bool = False
    go_on: threading.Event = field(default_factory=threading.Event)
    gone: threading.Event = field(default_factory=threading.Event)
    begun: threading.Event = field(default_factory=threading.Event)
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)


def _handler(server: Server) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            server.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            server.keys.append(self.headers.get("Authorization", ""))
            server.paths.append(self.path)
            self.send_response(server.status)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            lines = server.raw or tuple(map(_event, server.pieces))
            with contextlib.suppress(OSError):
                for number, line in enumerate((*lines, "data: [DONE]")):
                    self.wfile.write(f"{line}\n\n".encode())
                    server.begun.set()
                    if server.waits and number == 0:
                        self._wait()

        def _wait(self) -> None:
            self.connection.settimeout(0.02)
            while not server.go_on.is_set():
                with contextlib.suppress(TimeoutError):
                    if self.connection.recv(1) == b"":
                        server.gone.set()
                        return

        def log_message(self, *words: object) -> None:
            """Keep the test's output clean."""

    return Handler


def _event(words: str) -> str:
    return "data: " + json.dumps({"choices": [{"delta": {"content": words}}]})


@contextlib.contextmanager
def serving(**how: Any) -> Iterator[Server]:
    """The server, while the block runs."""
    server = Server(**how)
    with answering(_handler(server)) as server.address:
        try:
            yield server
        finally:
            server.go_on.set()
