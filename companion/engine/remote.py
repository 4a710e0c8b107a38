"""A server of the person's own in place of the language engine: the other file that opens a connection.

Off unless an address was typed. Any server that speaks like OpenAI's will do (llama-server, vLLM).
Only its chat is used: what tells feelings, memories and danger stays in the engine on this machine.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import json
import queue
import socket
import ssl
import threading
import time
import urllib.parse
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from companion.engine import messages as m
from companion.engine.client import CALL_LIMIT_S, EngineClient
from companion.errors import CompanionError, EngineDied

CONNECT_S = 5.0
POLL_S = 0.01
LETTERS_A_TOKEN = 3  # a careful guess: the server's own tokens are not known here
MOST_LETTERS_A_TOKEN = 20  # a server that sends more does not keep to what was asked
LARGEST_LINE = 1_000_000
_TEMPLATE_MARKS = ("<|im_start|>", "<|im_end|>")
_BEGIN, _END = 0x110000, 0x110001  # no letter has these numbers, so no typed word can be a mark
_HOME_NETWORKS = [
    ipaddress.ip_network(network)
    for network in (
        *("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"),
        *("::1/128", "fc00::/7", "fe80::/10"),
    )
]

ODD = "That is no address of a server; it looks like http://192.168.1.5:8080 or https://name."
OPEN = "Without encryption (https) only a server in your own network may be used."
AWAY = "The server at {} does not answer, so this is answered in prepared words."
REFUSED = "The server at {} wants another key, so this is answered in prepared words."
ERROR = "The server at {} answered with error {}, so this is answered in prepared words."
ODD_ANSWER = "The server at {} answered in a way that is not understood."
SLOW = "The server at {} took too long. Nothing you said is lost."


@dataclass(frozen=True)
class Address:
    """Where the server is. `shown` is how people call it; base: the path before `/v1`."""

    secure: bool
    host: str
    port: int
    base: str

    @property
    def shown(self) -> str:
        """The name of the machine, for the mark in the window."""
        return self.host

    @property
    def place(self) -> str:
        """Machine and port, for what is kept of it elsewhere."""
        return f"{self.host}:{self.port}"


def address(typed: str) -> Address:
    """What the person typed, understood. Raises CompanionError with one sentence."""
    try:
        parts = urllib.parse.urlsplit(typed.strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise CompanionError(ODD) from error
    odd = parts.username or parts.password or parts.query or parts.fragment
    if parts.scheme not in ("http", "https") or not host or odd or not host.isprintable():
        raise CompanionError(ODD)
    secure = parts.scheme == "https"
    base = parts.path.rstrip("/").removesuffix("/v1")
    found = Address(secure, host, port or (443 if secure else 80), base)
    if not secure and _literal(host) is not None and not _at_home(host):
        raise CompanionError(OPEN)
    return found


class ServerClient(EngineClient):
    """The engine client whose chat is a server's. Prompts are letters here, with numbers for marks.

    loaded.context is in letters. key: sent to this server and no other.
    """

    def __init__(
        self, server: Address, model: str = "", key: str = "", context: int = 4096
    ) -> None:
        super().__init__()
        self.server = server
        self._model = model
        self._key = key
        self.loaded = m.ChatLoaded(f"server at {server.shown}", context * LETTERS_A_TOKEN)

    def tokenize(self, text: str, control: bool = False) -> tuple[int, ...]:
        """Letters by their numbers; only with control are the template's marks more than letters."""
        if not control:
            return tuple(map(ord, text))
        for mark, number in zip(_TEMPLATE_MARKS, "\ue000\ue001", strict=True):
            text = text.replace(mark, number)
        own = {0xE000: _BEGIN, 0xE001: _END}
        return tuple(own.get(ord(letter), ord(letter)) for letter in text)

    def stream(
        self,
        tokens: Sequence[int],
        cancel: threading.Event,
        *,
        candidates: int = 1,
        max_tokens: int = 96,
        temperature: float = 0.7,
        seed: int | None = None,
        sentence: bool = False,
    ) -> Generator[m.Evaluated | m.Piece | m.Done, None, None]:
        """As the engine's, one letter a piece and one candidate; reading ahead asks nothing.

        Raises EngineDied with one sentence. When cancelled, the connection is closed at once, which
        ends the server's work too.
        """
        if max_tokens <= 0:
            return
        asked = {
            "messages": messages(tokens),
            "stream": True,
            "max_tokens": max_tokens,
            "temperature": temperature,
        }
        asked |= {"model": self._model} if self._model else {}
        asked |= {} if seed is None else {"seed": seed}
        yield m.Evaluated(0, 0, len(tokens))
        call = _Call(self.server, self._key, asked)
        try:
            limit, room = time.monotonic() + CALL_LIMIT_S, max_tokens * MOST_LETTERS_A_TOKEN
            while not cancel.is_set() and room > 0:
                heard = call.next(POLL_S)
                if isinstance(heard, CompanionError):
                    raise heard
                if heard is None:
                    break
                if heard:
                    limit = time.monotonic() + CALL_LIMIT_S
                elif time.monotonic() > limit:
                    raise EngineDied(SLOW.format(self.server.shown))
                for letter in heard[:room]:
                    yield m.Piece(0, 0, ord(letter), letter)
                room -= len(heard)
            yield m.Done(0, cancelled=cancel.is_set())
        finally:
            call.end()


def messages(tokens: Sequence[int]) -> list[dict[str, str]]:
    """A prompt in letters and marks as the messages of a chat; an empty last one is left out."""
    found: list[dict[str, str]] = []
    part: list[int] = []
    for token in (*tokens, _END):
        if token == _BEGIN:
            part = []
        elif token == _END:
            role, _, text = "".join(map(chr, part)).partition("\n")
            if text:
                found.append({"role": role, "content": text})
            part = []
        elif part or token != ord("\n"):
            part.append(token)
    return found


class _Call:
    """One question to the server, asked and read in a thread, so that a stop never waits for it."""

    def __init__(self, server: Address, key: str, asked: dict[str, Any]) -> None:
        self._server = server
        self._key = key
        self._asked = asked
        self._heard: queue.SimpleQueue[str | CompanionError | None] = queue.SimpleQueue()
        self._socket: socket.socket | None = None  # the connection lets go of it with the answer
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="server", daemon=True)
        self._thread.start()

    def next(self, wait_s: float) -> str | CompanionError | None:
        """What came next: words ("" for none yet), an error, or None at the end."""
        try:
            return self._heard.get(timeout=wait_s)
        except queue.Empty:
            return ""

    def end(self) -> None:
        """Close the connection, whatever it is doing; the thread ends by that."""
        self._ended = True
        if self._socket is not None:
            with contextlib.suppress(OSError):  # it was closed already
                self._socket.shutdown(socket.SHUT_RDWR)
            self._thread.join(CONNECT_S)

    def _run(self) -> None:
        shown = self._server.shown
        try:
            for words in self._words():
                self._heard.put(words)
            self._heard.put(None)
        except CompanionError as error:
            self._heard.put(error)
        except (ValueError, KeyError, TypeError, IndexError, AttributeError):
            self._heard.put(EngineDied(ODD_ANSWER.format(shown)))
        except TimeoutError:
            self._heard.put(EngineDied(SLOW.format(shown)))
        except (OSError, http.client.HTTPException):
            self._heard.put(EngineDied(AWAY.format(shown)))

    def _words(self) -> Iterator[str]:
        connection = _connected(self._server)
        try:
            self._socket = connection.sock
            if self._ended:
                return
            headers = {"Content-Type": "application/json", "Accept": "text/event-stream"}
            if self._key:
                headers["Authorization"] = f"Bearer {self._key}"
            body = json.dumps(self._asked).encode("utf-8")
            connection.request("POST", f"{self._server.base}/v1/chat/completions", body, headers)
            with connection.getresponse() as response:
                self._refuse_error(response.status)
                while line := response.readline(LARGEST_LINE):
                    field, _, data = line.decode("utf-8").strip().partition(":")
                    if field == "data" and data.strip() == "[DONE]":
                        return
                    if field == "data":
                        yield _delta(json.loads(data))
        finally:
            connection.close()

    def _refuse_error(self, status: int) -> None:
        shown = self._server.shown
        if status in (http.HTTPStatus.UNAUTHORIZED, http.HTTPStatus.FORBIDDEN):
            raise EngineDied(REFUSED.format(shown))
        if status != http.HTTPStatus.OK:
            raise EngineDied(ERROR.format(shown, status))


def _delta(event: Any) -> str:
    """The words of one event; "" where it only says that something began or ended."""
    if "error" in event:
        raise ValueError
    choices = event.get("choices") or [{}]
    words = (choices[0].get("delta") or {}).get("content") or ""
    if not isinstance(words, str):
        raise TypeError
    return words


def _connected(server: Address) -> http.client.HTTPConnection:
    """An open connection; without encryption only to an address that is at home, however it is called.

    The name is looked up once, and what was found is what is connected to. No proxy is asked.
    """
    if server.secure:
        context = ssl.create_default_context()
        connection: http.client.HTTPConnection = http.client.HTTPSConnection(
            server.host, server.port, timeout=CONNECT_S, context=context
        )
        connection.connect()
    else:
        found = socket.getaddrinfo(server.host, server.port, type=socket.SOCK_STREAM)
        places = [str(place[4][0]) for place in found]
        if not all(map(_at_home, places)):
            raise EngineDied(OPEN)
        connection = http.client.HTTPConnection(server.host, server.port)
        connection.sock = socket.create_connection((places[0], server.port), CONNECT_S)
    assert connection.sock is not None
    connection.sock.settimeout(CALL_LIMIT_S)
    return connection


def _literal(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None


def _at_home(place: str) -> bool:
    """Whether an address is this machine's or of a network of one's own."""
    found = _literal(place)
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return found is not None and any(
        found.version == network.version and found in network for network in _HOME_NETWORKS
    )
