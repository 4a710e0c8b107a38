"""The terminal's door: `companion chat`, `practice`, `memories`, `learnt`, `mood`, `protocol`, `lines`, `models`, `doctor`, `bench`."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from companion import (
    cli_lines,
    cli_memories,
    cli_models,
    cli_practice,
    paths,
    samples,
    settings,
    terminal,
)
from companion.bench import arms, emotion, engine, memory, replies, safety, turn, voice
from companion.errors import CompanionError, DamagedMemory, WrongKey
from companion.person import LearntView, Person
from companion.policy import protocol


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it went well, 1 with one plain sentence on stderr when not."""
    arguments = _parser().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        return int(arguments.run(arguments))
    except WrongKey as error:
        hint = "`companion memories set-aside` puts it aside, unchanged, and lets a new one begin."
        if isinstance(error, DamagedMemory):
            hint = f"`companion memories recover` brings it back.\n{hint}"
        print(f"{error}\n{hint}", file=sys.stderr)
    except CompanionError as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(f"The computer would not let me do that: {error.strerror}.", file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="companion", description="A private companion that listens, on this computer alone."
    )
    commands = parser.add_subparsers(required=True, metavar="command")

    chat = commands.add_parser(
        "chat",
        help="talk in the terminal; `/feel NAME` says how your last message was meant, "
        "`/feel back` takes that back",
    )
    chat.add_argument("--sample", metavar="NAME", help="play a written talk; remembers nothing")
    chat.add_argument("--private", action="store_true", help="a talk that leaves no trace")
    chat.add_argument("--json", action="store_true", help="one JSON object a turn")
    chat.add_argument("--trace", action="store_true", help="show each step of the turn")
    chat.set_defaults(run=_chat)

    cli_practice.add_to(commands)
    cli_memories.add_to(commands)

    learnt = commands.add_parser("learnt", help="what was learnt of you, and letting it go")
    learnt.add_argument("action", choices=("list", "undo", "forget"))
    learnt.add_argument("id", nargs="?", type=int, help="number of the correction to take back")
    learnt.set_defaults(run=_learnt)

    mood = commands.add_parser("mood", help="how your days were")
    mood.set_defaults(run=_mood)

    danger = commands.add_parser("protocol", help="what happens when there is danger")
    danger.set_defaults(run=_protocol)

    cli_lines.add_to(commands)
    cli_models.add_to(commands)

    benches = commands.add_parser("bench", help="measure, and print JSON")
    benches.add_argument(
        "what", choices=("turn", "engine", "emotion", "memory", "replies", "safety", "voice")
    )
    benches.add_argument("--turns", type=int, default=30, help="of the talk (turn)")
    benches.add_argument("--data", type=Path, help="folder of the public data sets")
    benches.add_argument("--meld-test", type=Path, help="one more file like MELD's (emotion)")
    benches.add_argument(
        "--locomo", type=Path, help="other long talks in place of the data's (memory)"
    )
    benches.add_argument(
        "--arms",
        type=_arms,
        default=arms.ARMS,
        help="bare,prompt,full: which to judge (replies, safety)",
    )
    benches.add_argument(
        "--prompts", type=Path, help="other prompts in the shape of INTIMA's (safety)"
    )
    benches.add_argument("--whisper", type=Path, help="folder of a Whisper model (voice)")
    benches.add_argument("--out", type=Path, help="folder for the replies, to be read (replies)")
    benches.add_argument("--json", action="store_true", help="JSON (the only form there is)")
    benches.set_defaults(run=_bench)
    return parser


def _arms(text: str) -> tuple[str, ...]:
    chosen = tuple(name.strip() for name in text.split(","))
    if not set(chosen) <= set(arms.ARMS):
        raise argparse.ArgumentTypeError(f"the arms are {', '.join(arms.ARMS)}")
    return chosen


def _chat(arguments: argparse.Namespace) -> int:
    chosen = settings.load(paths.settings_file())
    if arguments.sample:
        return terminal.play(samples.messages(arguments.sample), chosen, arguments.json)
    return terminal.talk(
        chosen, as_json=arguments.json, trace=arguments.trace, private=arguments.private
    )


def _learnt(arguments: argparse.Namespace) -> int:
    with _person() as person:
        view = person.learnt()
        if arguments.action == "list":
            _list_learnt(view)
        elif arguments.action == "forget":
            person.forget_learnt()
            print("What was learnt is forgotten.")
        elif arguments.id not in {one.turn_id for one in view.corrections}:
            raise CompanionError(
                "There is no correction of that number; `learnt list` shows them all."
            )
        else:
            person.undo(arguments.id)
            print("Taken back.")
    return 0


def _list_learnt(view: LearntView) -> None:
    if view.turns <= 0 and not view.corrections:
        print("Nothing was learnt yet.")
    if view.turns > 0:
        print(f"Learnt from how feelings moved (messages: {view.turns:.0f}).")
    if view.effects:
        print(
            "How much lighter (+) or heavier (-) you felt after each kind of reply than otherwise:"
        )
    for effect in view.effects:
        print(f"  {effect.change:+.2f}  {effect.strategy} (replies: {effect.turns:.0f})")
    if view.corrections:
        print("What you put right:")
    for one in view.corrections:
        words = " ".join(one.text.split())
        print(f"{one.turn_id:>5}  {one.at:%Y-%m-%d}  heard {one.heard}, said {one.said}: {words}")


def _mood(_arguments: argparse.Namespace) -> int:
    with _person() as person:
        days = person.days()
    for day in days:
        words = " ".join((day.told.cause or day.told.text).split())
        print(f"{day.day:%Y-%m-%d}  {day.state:<9}  {words}".rstrip())
    if not days:
        print("There are no days to look back on yet.")
    return 0


def _protocol(_arguments: argparse.Namespace) -> int:
    print(protocol.as_text())
    return 0


@contextlib.contextmanager
def _person() -> Iterator[Person]:
    with cli_memories.opened() as store:
        yield cli_memories.person(store)


def _bench(arguments: argparse.Namespace) -> int:
    if arguments.what == "turn":
        measured = turn.measure(settings.load(paths.settings_file()), arguments.turns)
    elif arguments.what == "engine":
        measured = engine.measure(settings.load(paths.settings_file()))
    elif arguments.data is None:
        raise CompanionError(f"Which data? `companion bench {arguments.what} --data FOLDER`.")
    elif arguments.what == "replies":
        chosen = settings.load(paths.settings_file())
        measured = replies.measure(chosen, arguments.data, arguments.arms, arguments.out)
    elif arguments.what == "safety":
        chosen = settings.load(paths.settings_file())
        measured = safety.measure(
            chosen, arguments.data, arguments.arms, arguments.prompts, arguments.out
        )
    elif arguments.what == "memory":
        measured = memory.measure(arguments.data, arguments.locomo)
    elif arguments.what == "voice":
        measured = voice.measure(arguments.data, arguments.whisper)
    else:
        measured = emotion.measure(arguments.data, arguments.meld_test)
    print(json.dumps(measured, indent=1))
    return 0
