"""Nothing is sent anywhere: not by a test, not by a talk."""

from __future__ import annotations

import re
import socket
import sys
from pathlib import Path

import pytest

from companion.engine.client import EngineClient


def test_a_test_that_tries_the_network_fails() -> None:
    with pytest.raises(AssertionError, match="network"), socket.socket() as attempt:
        attempt.connect(("192.0.2.1", 80))


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_the_engine_holds_no_internet_socket(engine: EngineClient) -> None:
    engine.embed(["my sister moved away"])
    held = set()
    for handle in Path(f"/proc/{engine.pid}/fd").iterdir():
        found = re.fullmatch(r"socket:\[(\d+)\]", str(handle.readlink()))
        held |= {found.group(1)} if found else set()
    for table in ("tcp", "tcp6", "udp", "udp6"):
        rows = Path(f"/proc/{engine.pid}/net/{table}").read_text("ascii").splitlines()[1:]
        assert not held & {row.split()[9] for row in rows}
