"""`companion memories`: everything kept can be read, put right, taken along and let go of."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from companion import paths, settings
from companion.emotion import hmm, states
from companion.errors import CompanionError, WrongKey
from companion.house import now
from companion.memory import exchange, hand, known, standing
from companion.memory.backup import recover
from companion.memory.keys import database_key
from companion.memory.markdown import fact_in_words, fading, on_one_line, wish_in_words
from companion.memory.store import Store, set_aside
from companion.person import Person
from companion.policy import wished
from companion.turn import Memory

NO_MEMORY = "There is no memory of that number; `memories list` shows them."
NO_LIMIT = "There is nothing of that number; `memories never-mention` shows all that is off limits."
NO_WISH = "There is no wish of that number; `memories wish` shows them."
NOT_HEARD = "I do not know how to keep to that. Say it like: no jokes; never ask me questions; don't call me dear."
NO_FACT = "There is no fact of that number; `memories facts` shows them."
NEEDS_YES = "Nobody can be asked here. Say --yes if that is what you want."
NOT_ENCRYPTED = "This file is not encrypted: whoever can open it can read everything in it."
KEPT = "Nothing was changed."


def add_to(commands: Any) -> None:
    """Add `memories` with all that it can do to the program's commands."""
    parser = commands.add_parser("memories", help="read, put right, and let go of what was kept")
    actions = parser.add_subparsers(required=True, metavar="action")

    listing = _action(actions, "list", "what was kept, and why", _list)
    listing.add_argument("--search", metavar="TEXT", default="", help="only those with these words")
    listing.add_argument("--feeling", metavar="NAME", default="", help="only those told so")
    listing.add_argument("--person", metavar="NAME", default="", help="only those that name them")
    for name, help_text, run in (
        ("pin", "let a memory never fade", _pin),
        ("unpin", "let it fade again", _unpin),
        ("forget", "forget a memory and the words it was made of", _forget),
    ):
        _numbered(_action(actions, name, help_text, run))
    correct = _action(actions, "correct", "put a memory right", _correct)
    correct.add_argument("id", type=int, help="its number in the list")
    correct.add_argument("text", nargs="+", help="how it should read")
    correct.add_argument("--feeling", metavar="NAME", default="", help="how it felt")
    about = _action(
        actions, "forget-about", "forget all about somebody or something", _forget_about
    )
    about.add_argument("phrase", nargs="+", help="a name or a few words")
    about.add_argument(
        "--also-called", action="store_true", help="by their other names, too (`my sister`)"
    )
    _confirmed(about)

    limit = _action(actions, "never-mention", "never bring something up", _never_mention)
    limit.add_argument("phrase", nargs="*", help="a name or a few words; none shows them all")
    _numbered(_action(actions, "allow", "let it be brought up again", _allow))
    wish = _action(actions, "wish", "how to answer you, in every talk", _wish)
    wish.add_argument("words", nargs="*", help="as you would say it: no jokes; none shows them all")
    _numbered(_action(actions, "take-back", "let a wish go", _take_back))
    facts = _action(actions, "facts", "what is known of you, in your words", _facts)
    facts.add_argument("--history", action="store_true", help="also what holds no more")
    _numbered(_action(actions, "forget-fact", "take a fact out", _forget_fact))

    export = _action(actions, "export", "write everything to a file, NOT encrypted", _export)
    export.add_argument("path", type=Path)
    export.add_argument("--markdown", action="store_true", help="to read; not to be taken in again")
    _action(actions, "import", "take an exported file in", _import).add_argument("path", type=Path)
    _confirmed(_action(actions, "erase-all", "delete everything ever kept", _erase_all))
    _action(actions, "set-aside", "start anew beside a memory that cannot be read", _set_aside)
    _action(actions, "recover", "bring a damaged memory back", _recover)


def _action(
    actions: Any, name: str, about: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = actions.add_parser(name, help=about, description=about)
    parser.set_defaults(run=run)
    return parser


def _numbered(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", nargs="?", type=int, help="its number in the list")


def _confirmed(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--yes", action="store_true", help="do not ask")


@contextlib.contextmanager
def opened() -> Iterator[Store]:
    """The person's memory, closed again afterwards. Raises StoreError."""
    store = Store.open(paths.database(), database_key(paths.home()).hex)
    try:
        yield store
    finally:
        store.close()


def person(store: Store) -> Person:
    """Whose memory it is; learnt from only where the settings say so. Raises CompanionError."""
    learns = settings.load(paths.settings_file()).learns
    return Person(store, hmm.load(paths.shipped() / "dynamics.json"), learns=learns)


# --- memories ------------------------------------------------------------------------------------


def _list(arguments: argparse.Namespace) -> int:
    feeling = _feeling(arguments.feeling)
    with opened() as store:
        found = hand.find(store, arguments.search, feeling=feeling, person=arguments.person)
        empty = not store.memories()
    for kept in found:
        print(f"{kept.id:>5}  {kept.at:%Y-%m-%d}  {kept.state:<9}  {on_one_line(kept.text)}")
        print(f"       {_why(kept)}")
    if not found:
        print("Nothing is kept yet." if empty else "No memory is like that.")
    return 0


def _why(kept: Memory) -> str:
    """Why it was kept and how long it stays."""
    return "; ".join(filter(None, (on_one_line(kept.why).rstrip("."), fading(kept))))


def _pin(arguments: argparse.Namespace) -> int:
    with opened() as store:
        _done(arguments.id is not None and hand.pin(store, arguments.id, True), NO_MEMORY)
    print("It stays.")
    return 0


def _unpin(arguments: argparse.Namespace) -> int:
    with opened() as store:
        _done(arguments.id is not None and hand.pin(store, arguments.id, False), NO_MEMORY)
    print("It may fade again.")
    return 0


def _forget(arguments: argparse.Namespace) -> int:
    with opened() as store:
        _done(arguments.id is not None and store.forget(arguments.id), NO_MEMORY)
    print("Forgotten.")
    return 0


def _correct(arguments: argparse.Namespace) -> int:
    """The vector of the new words is made when nobody waits, so this needs no engine."""
    feeling, text = _feeling(arguments.feeling), " ".join(arguments.text)
    with opened() as store:
        kept = next((one for one in store.memories() if one.id == arguments.id), None)
        if kept is None:
            raise CompanionError(NO_MEMORY)
        state = feeling or kept.state
        _done(hand.reword(store, kept.id, text, state, None, now().isoformat()), NO_MEMORY)
    print("Put right. What you wrote at the time stays in the talk as it was.")
    return 0


def _forget_about(arguments: argparse.Namespace) -> int:
    phrase, also = " ".join(arguments.phrase), bool(arguments.also_called)
    with opened() as store:
        found = hand.about(store, phrase, also_called=also)
        if found.called and not also:
            print(f"Also spoken of as: {', '.join(found.called)} (--also-called takes these too).")
        elif found.called:
            print(f"Looked for as well: {', '.join(found.called)}.")
        if not found.turns and not found.replies:
            print("Nothing kept names that.")
            return 0
        blanked = {"replies": found.replies} if found.replies else {}
        going = _amounts(
            messages=len(found.turns), memories=found.memories, facts=found.facts, **blanked
        )
        print(f"This would go for good ({going}).")
        if not _sure("Forget it?", arguments.yes):
            print(KEPT)
            return 0
        hand.forget_about(store, phrase, also_called=also)
    print("Forgotten.")
    return 0


# --- off limits and facts ------------------------------------------------------------------------


def _never_mention(arguments: argparse.Namespace) -> int:
    with opened() as store:
        if arguments.phrase:
            hand.set_off_limits(store, " ".join(arguments.phrase))
            print("It will not be brought up.")
            return 0
        limits = hand.limits(store)
    return _numbers([(one.id, one.phrase) for one in limits], "Nothing is off limits.")


def _numbers(entries: Sequence[tuple[int, str]], none: str) -> int:
    """Each by its number, or that there is none."""
    for number, words in entries:
        print(f"{number:>5}  {on_one_line(words)}")
    if not entries:
        print(none)
    return 0


def _allow(arguments: argparse.Namespace) -> int:
    with opened() as store:
        _done(arguments.id is not None and hand.allow(store, arguments.id), NO_LIMIT)
    print("It may come up again.")
    return 0


def _wish(arguments: argparse.Namespace) -> int:
    """A wish is heard as in a talk, so that it is put the same way here and there."""
    with opened() as store:
        if arguments.words:
            said = " ".join(arguments.words)
            wanted = (wished.heard(said) or wished.heard(f"from now on {said}")).wanted
            _done(bool(wanted), NOT_HEARD)
            for wish in wanted:
                standing.keep(store, wish)
            print(f"From now on: {', '.join(on_one_line(wish_in_words(one)) for one in wanted)}.")
            return 0
        wishes = standing.listed(store)
    return _numbers([(one.id, wish_in_words(one.wish)) for one in wishes], "Nothing is wished.")


def _take_back(arguments: argparse.Namespace) -> int:
    with opened() as store:
        found = [one.wish for one in standing.listed(store) if one.id == arguments.id]
        _done(bool(found) and standing.take_back(store, found[0]), NO_WISH)
    print("Taken back.")
    return 0


def _facts(arguments: argparse.Namespace) -> int:
    with opened() as store:
        facts = known.listed(store, history=arguments.history)
    for fact in facts:
        until = f"  (until {fact.ended_at:%Y-%m-%d})" if fact.ended_at else ""
        print(f"{fact.id:>5}  {fact.at:%Y-%m-%d}  {on_one_line(fact_in_words(fact))}{until}")
        print(f"       \u201c{on_one_line(fact.span)}\u201d")
    if not facts:
        print("Nothing is known yet.")
    return 0


def _forget_fact(arguments: argparse.Namespace) -> int:
    with opened() as store:
        _done(arguments.id is not None and known.unlearn(store, arguments.id), NO_FACT)
    print("Forgotten. The message it was read from stays.")
    return 0


# --- all of it -----------------------------------------------------------------------------------


def _export(arguments: argparse.Namespace) -> int:
    path: Path = arguments.path
    print(NOT_ENCRYPTED, file=sys.stderr)
    write = exchange.write_markdown if arguments.markdown else exchange.write_json
    with opened() as store:
        write(store, path, now())
    print(f"Everything is written to {path}.")
    return 0


def _import(arguments: argparse.Namespace) -> int:
    data = exchange.read_json(arguments.path)
    with opened() as store:
        taken = exchange.take_in(store, data)
    came = _amounts(messages=taken.turns, memories=taken.memories, facts=taken.facts)
    print(f"Taken in ({came}); already here ({_amounts(messages=taken.already_there)}).")
    return 0


def _erase_all(arguments: argparse.Namespace) -> int:
    if not _sure("Delete everything that was ever kept, for good?", arguments.yes):
        print(KEPT)
        return 0
    with opened() as store:
        store.erase_all()
    settings.forget_people(paths.settings_file())
    print("Everything is erased.")
    return 0


def _set_aside(_arguments: argparse.Namespace) -> int:
    """Only a memory that cannot be read is moved: a good one would seem lost."""
    try:
        Store.open(paths.database(), database_key(paths.home()).hex).close()
    except WrongKey:
        print(f"The old memory lies beside now, unchanged: {set_aside(paths.database()).name}")
        return 0
    raise CompanionError("This memory can be read, so it stays where it is.")


def _recover(_arguments: argparse.Namespace) -> int:
    back = recover(paths.database(), database_key(paths.home()).hex)
    copy = f"a copy of {back.of:%Y-%m-%d} and " if back.of else ""
    print(f"Your memory is back, from {copy}what could still be read (messages: {back.turns}).")
    if back.aside:
        print(f"The damaged file lies beside, unchanged: {back.aside.name}")
        print("What you forget from now on stays in that one; erase-all deletes it, too.")
    return 0


# --- words ---------------------------------------------------------------------------------------


def _feeling(name: str) -> str:
    known_as = name.strip().lower()
    if known_as and known_as not in states.NAMES:
        listed = f"{', '.join(states.NAMES[:-1])} and {states.NAMES[-1]}"
        raise CompanionError(f"I know no feeling of that name; there are {listed}.")
    return known_as


def _amounts(**counted: int) -> str:
    return ", ".join(f"{what}: {number}" for what, number in counted.items())


def _done(happened: bool, otherwise: str) -> None:
    if not happened:
        raise CompanionError(otherwise)


def _sure(question: str, yes: bool) -> bool:
    """Whether the person wants it. Raises CompanionError where nobody can be asked."""
    if yes:
        return True
    if not sys.stdin.isatty():
        raise CompanionError(NEEDS_YES)
    try:
        return input(f"{question} [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        return False
