"""A hub of models on this machine that behaves, or misbehaves, as it is told."""

from __future__ import annotations

import contextlib
import http.server
from collections.abc import Iterator
from dataclasses import dataclass, field

from companion.bench.bad_hub import answering


@dataclass
class Hub:
    """A small server on this machine, and how it behaves.

    starts_at: where the answer to a range really begins. lie: added to the length that is said,
    None to say none. promised: sum and size said beside a redirect.
    """

    content: bytes
    url: str = ""
    etag: str = '"one"'
    knows_ranges: bool = True
    starts_at: int | None = None
    cut_after: int | None = None
    lie: int | None = 0
    status: int = 0
    redirect: str = ""
    promised: tuple[str, int] | None = None
    asked: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)


def _handler(hub: Hub) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers.get("Range", "")
            hub.paths.append(self.path)
            if hub.redirect and self.path != "/real":
                self.send_response(302)
                self.send_header("Location", hub.redirect)
                if hub.promised:
                    self.send_header("X-Linked-ETag", f'"{hub.promised[0]}"')
                    self.send_header("X-Linked-Size", str(hub.promised[1]))
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            hub.asked.append(wanted)
            if hub.status:
                self.send_response(hub.status)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            same = self.headers.get("If-Range", hub.etag) == hub.etag
            start = int(wanted[6:-1]) if wanted and same and hub.knows_ranges else 0
            if start and start >= len(hub.content):
                self.send_response(416)
                self.send_header("Content-Range", f"bytes */{len(hub.content)}")
                self.end_headers()
                return
            self.send_response(206 if start else 200)
            start = hub.starts_at if start and hub.starts_at is not None else start
            if start:
                whole = len(hub.content)
                self.send_header("Content-Range", f"bytes {start}-{whole - 1}/{whole}")
            if hub.etag:
                self.send_header("ETag", hub.etag)
            if hub.lie is not None:
                self.send_header("Content-Length", str(len(hub.content) - start + hub.lie))
            self.end_headers()
            end = len(hub.content) if hub.cut_after is None else start + hub.cut_after
            with contextlib.suppress(ConnectionError):
                self.wfile.write(hub.content[start:end])

        def log_message(self, *words: object) -> None:
            """Keep the test's output clean."""

    return Handler


@contextlib.contextmanager
def serving(content: bytes) -> Iterator[Hub]:
    """A hub that serves these bytes while the block runs."""
    hub = Hub(content)
    with answering(_handler(hub)) as address:
        hub.url = f"{address}/models/tiny.gguf"
        yield hub
