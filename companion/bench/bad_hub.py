"""A hub of models on this machine that misbehaves as it is told. For the bench alone; it never leaves 127.0.0.1."""

from __future__ import annotations

import contextlib
import hashlib
import http.server
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

FAULTS = (
    "killed",
    "cut",
    "wrong bytes",
    "disk full",
    "no ranges",
    "wrong length",
    "changed",
    "trickle",
)
DRIPS, DRIP_S = 200, 0.001
REAL = "/real"


@dataclass
class Hub:
    """What is served, and what goes wrong with the next answer.

    fault: one of `FAULTS`, "" for none; it strikes once, after `at` bytes, and `struck` is called
    then. "no ranges" goes on afterwards. lie: what is added to the length that is said. promises:
    the sum of the right file is said beside a redirect, as hubs do.
    """

    content: bytes = b""
    wrong: bytes = b""
    fault: str = ""
    at: int = 0
    lie: int = 0
    promises: bool = False
    knows_ranges: bool = True
    url: str = ""
    struck: Callable[[], None] = field(default=lambda: None)


@contextlib.contextmanager
def serving() -> Iterator[Hub]:
    """The hub, while the block runs."""
    hub = Hub()
    with answering(_handler(hub)) as address:
        hub.url = f"{address}/model.gguf"
        yield hub


@contextlib.contextmanager
def answering(handler: type[http.server.BaseHTTPRequestHandler]) -> Iterator[str]:
    """A server on this machine in threads of its own, while the block runs; its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(hub: Hub) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if hub.promises and self.path != REAL:
                self._send_on()
                return
            fault, hub.fault = hub.fault, ""
            content = hub.wrong if fault in ("wrong bytes", "changed") else hub.content
            start = self._start(content)
            if start is None:
                return
            length = len(content) - start + (hub.lie if fault == "wrong length" else 0)
            self.send_response(206 if start else 200)
            if start:
                self.send_header(
                    "Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}"
                )
            self.send_header("ETag", _etag(content))
            self.send_header("Content-Length", str(length))
            self.end_headers()
            with contextlib.suppress(OSError):
                self._send(content[start:], fault)

        def _send(self, rest: bytes, fault: str) -> None:
            if fault in ("killed", "cut", "no ranges", "changed"):
                self.wfile.write(rest[: hub.at])
                hub.knows_ranges = hub.knows_ranges and fault != "no ranges"
                hub.struck()
                return
            if fault == "trickle":
                waits = threading.Event()
                for place in range(min(DRIPS, len(rest))):
                    self.wfile.write(rest[place : place + 1])
                    waits.wait(DRIP_S)
                rest = rest[DRIPS:]
            self.wfile.write(rest)

        def _start(self, content: bytes) -> int | None:
            """Where to begin; None where there is nothing left to send, and that was said."""
            wanted, same = self.headers.get("Range", ""), self.headers.get("If-Range")
            if not wanted or not hub.knows_ranges or same not in (None, _etag(content)):
                return 0
            start = int(wanted.removeprefix("bytes=").removesuffix("-"))
            if start < len(content):
                return start
            self.send_response(416)
            self.send_header("Content-Range", f"bytes */{len(content)}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return None

        def _send_on(self) -> None:
            self.send_response(302)
            self.send_header("Location", hub.url.replace("/model.gguf", REAL))
            self.send_header("X-Linked-ETag", _etag(hub.content))
            self.send_header("X-Linked-Size", str(len(hub.content)))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *words: object) -> None:
            """Nothing is written down."""

    return Handler


def _etag(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()}"'
