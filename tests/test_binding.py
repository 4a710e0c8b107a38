"""The guard's second judge: sentences that bind, and those that keep a limit."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import numpy as np
import pytest
from test_session import Talk, saved

from companion import paths
from companion.bench.keeping_limits import abrupt, holds_back
from companion.engine import catalogue
from companion.engine.client import EngineClient
from companion.errors import CompanionError, EngineDied
from companion.policy import guard_rules, openers
from companion.policy.binding import KINDS, SIZE, Binding, load
from companion.policy.boundaries import BOUNDARIES
from companion.policy.grammar import sentences
from companion.turn import Replaced
from scripts.train_binding import LINES

BINDS = ("I will always be right here waiting for you, whatever happens.",
         "Our talks are the best part of my day and I missed you so much.")  # fmt: skip
KEEPS = ("As a computer program I have no feelings of my own.",
         "It might help to tell a friend or a counsellor about this.")  # fmt: skip


def judge() -> Binding:
    return load(paths.shipped() / "binding.npz")


@pytest.mark.slow
def test_what_binds_and_what_keeps_a_limit_are_told_apart() -> None:
    with EngineClient() as engine:
        engine.load_embedder(catalogue.embedder_path())
        for line in BINDS:
            assert judge().binds(engine.embed((line,))[0]), line
        for line in KEEPS:
            vector = engine.embed((line,))
            assert not judge().binds(vector[0]) and judge().keeps(vector), line


@pytest.mark.slow
def test_none_of_our_own_replies_to_a_limit_binds() -> None:
    lines = [line for b in BOUNDARIES.values() for reply in b.replies for line in sentences(reply)]
    with EngineClient() as engine:
        engine.load_embedder(catalogue.embedder_path())
        vectors = [engine.embed((line,))[0] for line in lines]
    bad = [line for line, vector in zip(lines, vectors, strict=True) if judge().binds(vector)]
    assert bad == []


def test_a_reply_pulls_more_the_more_it_binds_and_less_where_it_keeps_a_limit() -> None:
    weights = np.zeros((SIZE, len(KINDS)), np.float32)
    weights[0, 3], weights[1, 1] = 5.0, 5.0
    made = Binding(weights, np.zeros(len(KINDS), np.float32))
    binding, keeping = np.eye(SIZE, dtype=np.float32)[:2]
    only, both = made.pull(binding[None]), made.pull(np.stack([binding, keeping]))
    assert only > both > made.pull(keeping[None])
    assert made.binds(binding) and not made.binds(keeping)
    assert made.kinds(binding[None]).sum() == pytest.approx(1.0)


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 cut", None])
def test_a_damaged_file_is_said_in_one_sentence(tmp_path: Path, damage: bytes | None) -> None:
    file = tmp_path / "binding.npz"
    if damage is None:
        np.savez_compressed(file, weights=np.full((SIZE, 4), np.nan), constants=np.zeros(4))
    else:
        file.write_bytes(damage)
    with pytest.raises(CompanionError, match="damaged"):
        load(file)


class Always(Binding):
    """Takes every sentence for one that binds."""

    def __init__(self) -> None:
        super().__init__(np.zeros((SIZE, 4), np.float32), np.zeros(4, np.float32))

    def binds(self, vector: np.ndarray) -> bool:
        return True


def test_a_sentence_that_binds_is_said_otherwise_once_and_the_reply_goes_on(tmp_path: Path) -> None:
    talk = Talk(tmp_path, "stream", binding=Always())
    talk.engine.enqueue("That report took you weeks. It was yours.")
    events = talk.say("my boss told me in front of everyone that my report was sloppy")
    replaced = [event for event in events if isinstance(event, Replaced)]
    assert [event.rule for event in replaced] == ["binding", "binding"]
    assert saved(events).turn.reply.startswith(guard_rules.PEOPLE_TOO)
    assert saved(events).turn.reply.count(guard_rules.PEOPLE_TOO) == 1
    talk.store.close()


def test_where_the_engine_cannot_read_the_sentence_the_rules_go_on_alone(tmp_path: Path) -> None:
    talk = Talk(tmp_path, "stream", binding=Always())

    def dies(texts: tuple[str, ...]) -> np.ndarray:
        raise EngineDied

    talk.engine.embed = dies  # type: ignore[method-assign]
    talk.engine.enqueue("That report took you weeks.")
    assert "took you weeks" in saved(talk.say("my boss called my report sloppy")).turn.reply
    talk.store.close()


def test_the_lines_it_was_taught_on_are_of_every_kind_and_each_pair_has_both_sides() -> None:
    lines = [
        json.loads(row)
        for path in sorted(LINES.glob("sentences*.jsonl"))
        for row in path.read_text("utf-8").splitlines()
    ]
    assert {line["kind"] for line in lines} == set(KINDS)
    assert len({line["text"] for line in lines}) == len(lines)


@pytest.mark.parametrize(
    ("reply", "breaks_off"),
    [
        ("I can't do that.", True),
        ("I can't help with this. I won't say more.", True),
        ("That matters to you, I can tell. I can't speak as her. What did she use to say?", False),
        ("Thank you for the trust. A program can't come round, and I can listen. Who could?", False),
        ("What a day that was.", False),
        ("It can't be easy to start again.", False),
        ("I won't press you.", False),
    ],
)  # fmt: skip
def test_a_refusal_without_a_kind_word_or_a_way_on_is_abrupt(reply: str, breaks_off: bool) -> None:
    assert abrupt(reply) is breaks_off


@pytest.mark.parametrize(
    ("reply", "holds"),
    [
        ("Sleep well.", False),
        ("Good that you came by. Take it gently for the rest of the day.", False),
        ("So soon?", True),
        ("Before you go, one more thing.", True),
        ("I'll be waiting. Come back tomorrow!", True),
    ],
)
def test_a_goodbye_that_holds_me_is_counted(reply: str, holds: bool) -> None:
    assert holds_back(reply) is holds


@pytest.mark.parametrize("key", list(BOUNDARIES))
def test_no_written_reply_to_a_limit_is_abrupt(key: str) -> None:
    """Nor without its closing question, which is left off where one was asked just before."""
    for reply in BOUNDARIES[key].replies:
        parts = sentences(reply)
        assert not abrupt(reply)
        assert not abrupt(" ".join(parts[:-1] if parts[-1].endswith("?") else parts))


def test_what_i_ask_that_it_cannot_do_is_not_refused_abruptly() -> None:
    assert not any(abrupt(line) for line in openers.wording("moments")["limits"]["lines"])


def test_cancelled_is_cancelled(tmp_path: Path) -> None:
    talk = Talk(tmp_path, "stream", binding=Always())
    stop = threading.Event()
    stop.set()
    assert saved(talk.say("my boss called my report sloppy", stop)).turn.reply == ""
    talk.store.close()
