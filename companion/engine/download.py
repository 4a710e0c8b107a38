"""Fetching models by https: one of the two files that open a connection, and only when asked.

Bytes gather in the staging folder, summed up as they come, and get their final name elsewhere only
when they are complete and checked. What has come is kept over a pause, a lost connection or a
restart, and the next try goes on from there, at another address if need be. The system's proxies hold.
"""

from __future__ import annotations

import http.client
import os
import ssl
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import IO

from companion.engine import catalogue, gguf_header
from companion.engine.catalogue import Entry, Member
from companion.engine.pace import Bucket, Cancelled, Progress, never, silent
from companion.engine.part import Part
from companion.engine.staging import alone, need_room, part_of, piece_of
from companion.errors import CannotKeep, FetchError, FetchStopped, ModelFileError

TIMEOUT_SECONDS = 15  # without one byte
TELL_SECONDS = 0.2  # between two steps of progress
SLOW_STEPS = 8  # looks a second where bytes may only come slowly
MIRROR = "COMPANION_MIRROR"
SUM_HEADER, SIZE_HEADER = "X-Linked-ETag", "X-Linked-Size"  # of a hub, beside its redirect
_SUM_LENGTH = 64
_WRONG = "What arrived for {} is not the expected file, so nothing of it was kept."
_CUT = "The connection was lost while fetching {}; start it again and it goes on from there."
_STOPPED = "Fetching {} was stopped."
_OPEN = "A model is only fetched over an encrypted connection."
_NO_TRUST = "The connection for {} could not be trusted; is this machine's clock right?"


@dataclass(frozen=True)
class _Wanted:
    """One file: its name in the staging folder, how it is called, where it is, what is known of it."""

    file: str
    title: str
    addresses: tuple[str, ...]
    known: Member | None


class _Wrong(FetchError):
    """What came is not the file."""


def fetch_url(
    entry: Entry,
    progress: Progress = silent,
    cancelled: Cancelled = never,
    bucket: Bucket | None = None,
) -> Path:
    """Fetch a model from its hub into the staging folder, checked; goes on where an earlier try stopped.

    Its addresses are tried in order. bucket: how fast it may come. Raises FetchStopped when
    cancelled, CannotKeep when the disk refuses, else FetchError, each with one sentence; what has
    arrived is kept unless it proved wrong.
    """
    urls = (entry.source.url, *entry.source.mirrors)
    wanted = _Wanted(entry.file, entry.title, _addresses(urls), catalogue.expected(entry))
    with alone():
        return _fetch(wanted, _Hand(progress, cancelled, bucket or Bucket()))


def fetch_folder(
    entry: Entry,
    progress: Progress = silent,
    cancelled: Cancelled = never,
    bucket: Bucket | None = None,
) -> tuple[Path, ...]:
    """The files of a model that is a folder, in the order of its list; as `fetch_url` with each."""
    hand = _Hand(progress, cancelled, bucket or Bucket())
    with alone():
        return tuple(_fetch(_member(entry, member), hand) for member in entry.source.members)


def _member(entry: Entry, member: Member) -> _Wanted:
    urls = tuple(f"{url}/{member.path}" for url in (entry.source.url, *entry.source.mirrors))
    return _Wanted(piece_of(entry, member), entry.title, _addresses(urls), member)


@dataclass(frozen=True)
class _Hand:
    """What the person's side wants to know and may say while bytes come."""

    progress: Progress
    cancelled: Cancelled
    bucket: Bucket


def _fetch(wanted: _Wanted, hand: _Hand) -> Path:
    trouble = FetchError(_CUT.format(wanted.title))
    with Part(part_of(wanted.file), wanted.title) as part:
        part.take_up(hand.cancelled)
        for address in wanted.addresses:
            try:
                known = wanted.known
                if known is None or part.size < known.size:
                    known = _receive(address, wanted, part, hand) or known
                hand.progress(0, 0, f"checking {wanted.title}")
                _check(part, known, wanted)
                return part.path
            except (FetchStopped, CannotKeep):
                raise
            except FetchError as error:
                trouble = error
    raise trouble


def _receive(address: str, wanted: _Wanted, part: Part, hand: _Hand) -> Member | None:
    """Append to `part` until it is complete; what the hub promises of the file, if it does.

    Without a known sum the server's mark of the version decides whether the rest fits to what is
    here, so that two versions are never glued together.
    """
    if part.size and not (wanted.known or part.mark):
        part.drop()
    promises: list[Member] = []
    try:
        with _open(_request(address, wanted, part), promises.append) as response:
            start = _start(response, part, wanted)
            total = start + _length(response.headers) if _length(response.headers) else 0
            if wanted.known and total not in (0, wanted.known.size):
                raise _Wrong(_WRONG.format(wanted.title))
            need_room(max(0, total - start))
            part.begin(start, _version_mark(response.headers))
            _take(response, part, wanted.known.size if wanted.known else total, wanted, hand)
        if total and part.size != total:
            raise FetchError(_CUT.format(wanted.title))
    except urllib.error.HTTPError as error:
        with error:
            whole = error.headers.get("Content-Range") == f"bytes */{part.size}"
            if error.code != http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
                raise FetchError(
                    f"The hub of {wanted.title} answered with error {error.code}."
                ) from error
            if not whole:
                part.drop()
                raise FetchError(_CUT.format(wanted.title)) from error
    except FetchError:
        raise
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        untrusted = isinstance(reason, ssl.SSLCertVerificationError)
        raise FetchError((_NO_TRUST if untrusted else _CUT).format(wanted.title)) from error
    return promises[0] if promises else None


def _take(
    response: http.client.HTTPResponse, part: Part, total: int, wanted: _Wanted, hand: _Hand
) -> None:
    """Every byte of the answer, up to `total` of the file (0: unknown)."""
    rate = hand.bucket.rate
    most = min(catalogue.CHUNK, max(1, rate // SLOW_STEPS)) if rate else catalogue.CHUNK
    told = time.monotonic()
    try:
        while not total or part.size < total:
            if hand.cancelled():
                raise FetchStopped(_STOPPED.format(wanted.title))
            piece = response.read1(min(most, total - part.size) if total else most)
            if not piece:
                break
            part.add(piece)
            hand.bucket.pay(len(piece), hand.cancelled)
            if time.monotonic() - told >= TELL_SECONDS or part.size == total:
                told = time.monotonic()
                hand.progress(part.size, total, wanted.title)
    finally:
        part.finish()


def _check(part: Part, known: Member | None, wanted: _Wanted) -> None:
    """Raises FetchError, and drops what came, where it is not the file; one too short is kept."""
    if known and part.size < known.size:
        raise FetchError(_CUT.format(wanted.title))
    wrong = known is not None and (part.size, part.sha256) != (known.size, known.sha256)
    if not wrong and wanted.known is None and wanted.file.endswith(catalogue.SUFFIX):
        try:
            gguf_header.read(part.path)
        except ModelFileError:
            wrong = True
    if wrong:
        part.drop()
        raise _Wrong(_WRONG.format(wanted.title))


def _request(address: str, wanted: _Wanted, part: Part) -> urllib.request.Request:
    headers = {"User-Agent": "companion", "Accept-Encoding": "identity"}
    if part.size:
        headers["Range"] = f"bytes={part.size}-"
        if wanted.known is None:
            headers["If-Range"] = part.mark
    return urllib.request.Request(address, headers=headers)  # noqa: S310 - `_open` looks at the scheme


def _start(response: http.client.HTTPResponse, part: Part, wanted: _Wanted) -> int:
    """The place in the file at which the answer begins: where we are, or 0. Raises FetchError for another."""
    if response.status != http.HTTPStatus.PARTIAL_CONTENT:
        return 0
    if not response.headers.get("Content-Range", "").startswith(f"bytes {part.size}-"):
        part.drop()
        raise FetchError(_CUT.format(wanted.title))
    return part.size


def _addresses(urls: tuple[str, ...]) -> tuple[str, ...]:
    """Where a file is, in the order of trying: the mirror of the person's own choice comes first."""
    own = os.environ.get(MIRROR, "").rstrip("/")
    path = urllib.parse.urlsplit(urls[0]).path
    return (own + path, *urls) if own else urls


def _open(
    request: urllib.request.Request, promise: Callable[[Member], None]
) -> http.client.HTTPResponse:
    """Open the address, which MUST be https at every step of a redirect, or on this machine."""
    if not _safe(request.full_url):
        raise FetchError(_OPEN)
    opener = urllib.request.build_opener(_Redirects(promise))
    response: http.client.HTTPResponse = opener.open(request, timeout=TIMEOUT_SECONDS)
    return response


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows to safe addresses alone, and notes what a hub says of the file on the way."""

    def __init__(self, promise: Callable[[Member], None]) -> None:
        self._promise = promise

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: Message,
        newurl: str,
    ) -> urllib.request.Request | None:
        if not _safe(newurl):
            fp.close()
            raise FetchError(_OPEN)
        digest, size = headers.get(SUM_HEADER, "").strip('"'), headers.get(SIZE_HEADER, "")
        if len(digest) == _SUM_LENGTH and size.isdecimal():
            self._promise(Member("", int(size), digest))
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def _safe(url: str) -> bool:
    parts = urllib.parse.urlsplit(url)
    return parts.scheme == "https" or (parts.scheme, parts.hostname) == ("http", "127.0.0.1")


def _length(headers: Message) -> int:
    """Bytes that follow, 0 where that is not said, or not in a number."""
    said = headers.get("Content-Length", "")
    return int(said) if said.isdecimal() else 0


def _version_mark(headers: Message) -> str:
    """What tells this version of the file from another: a strong ETag, else the date, else ""."""
    etag = headers.get("ETag", "")
    return etag if etag.startswith('"') else headers.get("Last-Modified", "")
