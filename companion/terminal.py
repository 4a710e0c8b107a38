"""The companion in a terminal: the same session, its events as text or as one JSON object a turn."""

from __future__ import annotations

import contextlib
import json
import signal
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from companion import intake
from companion.card import card_of, card_text
from companion.emotion import states
from companion.errors import CompanionError, InputRefused, StoreError
from companion.house import LEAVES, House, now, open_house
from companion.policy.assess import together
from companion.policy.helplines import in_talk
from companion.session import Session
from companion.settings import Settings
from companion.turn import (
    Affect,
    Aside,
    Assessment,
    CrisisHelp,
    Planned,
    Replaced,
    Risk,
    Sentence,
    Stopped,
    Turn,
    TurnSaved,
    Understood,
    Utterance,
    WindowDropped,
)

SAMPLE_SEED = 7  # the written talk goes the same way every time
FEEL, BACK = "/feel", "back"
PRIVATE = "This talk is private: nothing of it is kept, and nothing is learnt from it."


def talk(settings: Settings, *, as_json: bool, trace: bool, private: bool = False) -> int:
    """Read messages from standard input until it ends or the person says /quit.

    `/feel NAME` puts the last message right instead of being one, `/feel back` takes that back.
    private: the talk leaves no trace. Before and after any other the memory is put in order.
    """
    house = open_house(settings)
    try:
        house.read_ahead(threading.Event())
        session = house.begin_private() if private else house.session
        _greet(house)
        if private:
            print(PRIVATE, file=sys.stderr)
        _rest(session, settings)
        beside: Assessment | None = None  # heard in what was too long to be answered
        for text in _typed():
            if text.split()[:1] == [FEEL]:
                print(put_right(session, text), file=sys.stderr if as_json else sys.stdout)
            else:
                beside = _turn(
                    session, settings, text, "typed", beside, as_json=as_json, trace=trace
                )
        _rest(session, settings)
    finally:
        house.close()
    return 0


def play(messages: Iterable[str], settings: Settings, as_json: bool) -> int:
    """Play a written talk with a memory of its own that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="companion-sample-") as folder:
        house = open_house(settings, home=Path(folder), seed=SAMPLE_SEED)
        try:
            _greet(house)
            for text in messages:
                if not as_json:
                    print(f"\n> {text}")
                _turn(house.session, settings, text, "sample", as_json=as_json, trace=not as_json)
        finally:
            house.close()
    return 0


def as_object(turn: Turn) -> dict[str, Any]:
    """A turn as plain JSON data, for `--json`."""
    timings = turn.timings
    return {
        "user": turn.utterance.text,
        "belief": _by_name(turn.belief.probs),
        "present": _by_name(turn.observation.present),
        "shift": {
            "probability": round(turn.shift.probability, 3),
            "before": turn.shift.before,
            "after": turn.shift.after,
            "found": turn.shift.found,
        },
        "affect": _axes(turn.observation.affect),
        "tone": _axes(turn.tone),
        "corrected": turn.corrected,
        "cause": turn.observation.cause,
        "risk": turn.assessment.risk.name.lower(),
        "strategies": [strategy.value for strategy in turn.decision.strategies],
        "stage": turn.decision.stage.value,
        "memories": [{"text": m.text, "why": m.why} for m in turn.memories],
        "reply": turn.reply,
        "replaced": [{"text": r.text, "rule": r.rule} for r in turn.replaced],
        "why": list(turn.decision.reasons),
        "timings_ms": {
            "first_sentence": _rounded(timings.first_sentence_ms),
            "first_token": _rounded(timings.first_token_ms),
            "total": _rounded(timings.total_ms),
            "outside_model": _rounded(timings.outside_model_ms),
        },
    }


def put_right(session: Session, text: str) -> str:
    """What came of `/feel NAME` or `/feel back`, in one sentence."""
    name = " ".join(text.split()[1:]).lower()
    if name != BACK and name not in states.NAMES:
        known = f"{', '.join(states.NAMES[:-1])} and {states.NAMES[-1]}"
        return f"I know no feeling of that name; there are {known}."
    if name == BACK and not (session.turns and session.turns[-1].corrected):
        return "There is nothing to take back."
    try:
        done = session.correct(None if name == BACK else name)
    except CompanionError as error:
        return str(error)
    if not done:
        return "There is nothing to put right yet."
    return "Taken back." if name == BACK else f"Put right: it was {name}."


def _turn(
    session: Session,
    settings: Settings,
    text: str,
    source: str,
    beside: Assessment | None = None,
    *,
    as_json: bool,
    trace: bool,
) -> Assessment | None:
    """One message answered. Where it is refused, what it is about is kept for the next one instead."""
    lines = card_of(settings)
    try:
        utterance = Utterance(intake.clean(text), now(), source)
    except InputRefused as error:
        aside = sys.stderr if as_json else sys.stdout
        danger = intake.heard(text)
        if danger.risk < Risk.ELEVATED:
            print(error, file=aside)
            return beside
        print(f"{card_text(lines, _known(session, danger))}\n\n{error}", file=aside, flush=True)
        return together(beside, danger)
    card = ""
    with _interrupt_cancels() as cancel:
        for event in session.respond(utterance, cancel, beside):
            if isinstance(event, CrisisHelp) and not as_json:
                known = _known(session, event.assessment)
                before, card = card, card_text(lines, known, event.language)
                if card != before:  # more danger found in the same message may sort it anew
                    print(card + "\n", flush=True)
            elif not as_json:
                _show(event, trace)
            elif isinstance(event, TurnSaved):
                print(json.dumps(as_object(event.turn), ensure_ascii=False), flush=True)
            elif isinstance(event, Aside):
                print(event.text, file=sys.stderr)
    return None


def _known(session: Session, danger: Assessment) -> Assessment:
    return in_talk(danger, [turn.assessment for turn in session.turns])


@contextlib.contextmanager
def _interrupt_cancels() -> Iterator[threading.Event]:
    """Ctrl-C stops the reply and not the turn: an exception in its middle would leave it unsaved."""
    cancel = threading.Event()
    before = signal.signal(signal.SIGINT, lambda *_: cancel.set())
    try:
        yield cancel
    finally:
        signal.signal(signal.SIGINT, before)


def _show(event: object, trace: bool) -> None:
    match event:
        case Understood(observation, belief, assessment, shift) if trace:
            print(f"  feeling   {states.in_words(belief)}")
            if shift.found:
                print(f"  turned    from {shift.before} to {shift.after}")
            print(f"  cause     {observation.cause or '(none)'}")
            if assessment.reasons:
                print(f"  careful   {' '.join(assessment.reasons)}")
        case Planned(memories, decision) if trace:
            for memory in memories:
                print(f"  recalled  {memory.text!r}: {memory.why}")
            print(f"  strategy  {', then '.join(decision.strategies)} ({decision.stage})")
            print(f"  why       {' '.join(decision.reasons)}", flush=True)
        case Sentence(text):
            print(f"{text} ", end="", flush=True)
        case Replaced(text, rule):
            print(f"{text} " if text else "", end="", flush=True)
            if trace:
                print(f"\n  held back by the guard: {rule}")
        case WindowDropped(turns):
            print(f"\n(The first {turns} messages are out of my sight now; they stay in memory.)")
        case Stopped(_, message):
            print(f"\n({message})", flush=True)
        case TurnSaved(turn):
            print()
            first = turn.timings.first_sentence_ms
            if trace and first is not None:
                print(
                    f"  first sentence after {first:.0f} ms, whole turn {turn.timings.total_ms:.0f} ms"
                )
        case Aside(text):
            print(f"\n{text}", file=sys.stderr, flush=True)


def _greet(house: House) -> None:
    print(house.session.notice, file=sys.stderr)
    if house.server:
        print(LEAVES.format(house.server), file=sys.stderr)
    for sentence in house.trouble:
        print(sentence, file=sys.stderr)


def _rest(session: Session, settings: Settings) -> None:
    """Settle talks that are over; a private one does nothing, and a trouble waits for its turn."""
    with contextlib.suppress(StoreError):
        session.rest(settings.transcript_days)


def _typed() -> Iterator[str]:
    interactive = sys.stdin.isatty()
    while True:
        if interactive:
            print("\n> ", end="", flush=True)
        try:
            line = sys.stdin.readline()
        except KeyboardInterrupt:
            return
        if not line or line.strip() in ("/quit", "/exit"):
            return
        if line.strip() or interactive:
            yield line


def _by_name(probs: Sequence[float]) -> dict[str, float]:
    """Numbers under the names of the states; none for none."""
    return dict(zip(states.NAMES, (round(p, 3) for p in probs), strict=True)) if probs else {}


def _axes(affect: Affect) -> dict[str, float]:
    return {axis: round(value, 3) for axis, value in asdict(affect).items()}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
