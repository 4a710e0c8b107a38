"""`companion practice [NAME]`: the exercises in a terminal. Nothing of them is kept unless asked for."""

from __future__ import annotations

import secrets
import sys
import time
from typing import Any

from companion import cli_memories, intake, paths, settings
from companion.card import card_of, card_text
from companion.errors import InputRefused
from companion.hearing import EARS
from companion.house import now
from companion.kept_page import keep_page
from companion.practice import breath, fairer, page, rehearsal, steps
from companion.practice.steps import State
from companion.practice.texts import NAMES, exercise, exercises
from companion.turn import Assessment, Risk

HOW = "An empty line leaves out what may be left out. /back goes one question back, /quit ends it."
ENDED = "Ended; nothing of it was kept."
STOPPED = (
    "I have stopped the exercise here: what you wrote sounds heavier than an exercise should have "
    "to hold. What you have written so far stands below, and nothing of it was kept."
)
WRITE = "`companion chat` is there if you want to go on writing about it."
KEEP = "Keep your words of this page in the memory? [y/N] "
KEPT = "Kept. `companion memories list` shows it."
PLAYS = "The program, playing {who}:"
TICK_S = 0.25
WIDTH = 24


def add_to(commands: Any) -> None:
    """Add `practice` to the program's commands."""
    parser = commands.add_parser("practice", help="an exercise; without a name, what there is")
    parser.add_argument("name", nargs="?", choices=NAMES, metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--minutes", type=int, choices=breath.MINUTES, default=breath.USUALLY)
    parser.set_defaults(run=_practice)


def _practice(arguments: Any) -> int:
    if arguments.name is None:
        for one in exercises():
            print(f"{one.name:<10} {one.sentence}")
        return 0
    run(arguments.name, arguments.minutes)
    return 0


def run(name: str, minutes: int = breath.USUALLY) -> None:
    """One exercise from its first question to its page. Raises StoreError where it is to be kept."""
    state = steps.begin(exercise(name), secrets.randbits(32))
    print(state.exercise.title)
    print(HOW)
    if state.exercise.caution:
        print(state.exercise.caution)
    while (now_asked := steps.step(state)) is not None:
        _ask(state)
        if now_asked.kind == steps.BREATH:
            _breathe(minutes)
        line = "" if now_asked.kind in steps.NOT_TYPED else _typed()
        if line is None or line.strip() in ("/quit", "/exit"):
            print(ENDED)
            return
        state = steps.back(state) if line.strip() == "/back" else _answered(state, line)
        if state.stopped is not None:
            _stop(state)
            return
    _end(state)


def _ask(state: State) -> None:
    one = steps.step(state)
    assert one is not None
    print()
    if one.kind in (steps.SAY, steps.READ):
        line = rehearsal.lines(steps.given(state), state.seed)[-1]
        print(PLAYS.format(who=rehearsal.called(steps.given(state))))
        print(f"  {line.text}\n")
    print(steps.asks(state, one.asks))
    if one.hint:
        print(f"  ({steps.asks(state, one.hint)})")
    for place, (_, word) in enumerate(one.options, start=1):
        print(f"  {place}  {word}")
    if one.kind == steps.DRAFT and (drafted := fairer.draft(steps.given(state))):
        print(f"  A draft, made of your words (an empty line takes it): {drafted}")


def _answered(state: State, line: str) -> State:
    """After this line, or as before with one sentence where it is no answer."""
    one = steps.step(state)
    drafted = fairer.draft(steps.given(state)) if one and one.kind == steps.DRAFT else ""
    try:
        return steps.answer(state, line if line.strip() else drafted or line, EARS)
    except InputRefused as refusal:
        print(refusal)
        if (danger := intake.heard(line)).risk >= Risk.ELEVATED:
            _card(danger)
        return state


def _breathe(minutes: int) -> None:
    """In and out in words; Ctrl-C ends it early."""
    begun, shown = time.monotonic(), ""
    try:
        while (at := breath.moment(time.monotonic() - begun, minutes)).phase != breath.OVER:
            if at.phase != shown:
                shown = at.phase
                print(f"  {shown:<4}{'.' * round(at.done * WIDTH)}", flush=True)
            time.sleep(TICK_S)
    except KeyboardInterrupt:
        print()


def _stop(state: State) -> None:
    _card(state.stopped)
    print(STOPPED)
    print(f"\n{page.page(state).text}\n\n{state.held}\n")
    print(WRITE)


def _card(heard: Assessment | None) -> None:
    lines = card_of(settings.load(paths.settings_file()))
    print(f"{card_text(lines, heard)}\n")


def _end(state: State) -> None:
    made = page.page(state)
    print(f"\n{state.exercise.ends}\n")
    if made.comments is not None:
        for comment in made.comments.well:
            print(f"+ {comment.text}")
        print(f"To try: {made.comments.to_try.text}\n")
    if not made.parts:
        return
    print(f"{made.text}\n")
    print(KEEP, end="", flush=True)
    if (_typed() or "").strip().lower() in ("y", "yes"):
        _keep(made.text)
        print(KEPT)


def _keep(words: str) -> None:
    with cli_memories.opened() as store:
        keep_page(store, cli_memories.person(store), words, now())


def _typed() -> str | None:
    """One line, None where there are no more."""
    if sys.stdin.isatty():
        print("> ", end="", flush=True)
    return sys.stdin.readline() or None
