"""What I asked never to get never comes: held by the guard, kept in the memory, until I take it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from test_store import opened_raw
from written_lines import lines_in

from companion.errors import InputRefused, StoreError
from companion.memory import hand, standing
from companion.memory.store import Store
from companion.policy import guard_wishes, openers
from companion.policy.grammar import sentences
from companion.policy.guard import GuardContext, check
from companion.policy.guard_wishes import NO_WISHES, Wishes
from companion.policy.openers import wording
from companion.turn import Risk, Standing, Unwished
from companion.wishing import SAID, WELCOME, Wishing
from tests.test_hand import everything, learn, told
from ui.rules import BECAUSE

WRITTEN = sorted(path.stem for path in Path(openers.__file__).with_name("wording").glob("*.toml"))


def off(*phrases: str) -> Callable[[str], frozenset[str]]:
    return hand.touched({phrase: (phrase,) for phrase in phrases})


def rule(
    line: str, text: str = "I had a bad day", wishes: Wishes = NO_WISHES, **more: object
) -> str:
    return check(line, GuardContext(text, wishes=wishes, wanders=False, **more)).rule  # type: ignore[arg-type]


# --- off limits ----------------------------------------------------------------------------------


@pytest.mark.parametrize("written", [False, True])
@pytest.mark.parametrize(
    "line",
    [
        "Is it about your job?",
        "Who at your job is on your side?",
        "That sounds like your old job again.",
    ],
)
def test_what_is_off_limits_is_not_said_by_anybody(line: str, written: bool) -> None:
    wishes = Wishes(off("job"))
    assert rule(line, wishes=wishes, written=written) == "off-limits"
    assert rule(line, written=written) != "off-limits"


def test_when_i_bring_it_up_myself_it_may_be_answered() -> None:
    wishes = Wishes(off("job", "Tom"))
    assert rule("Your job sounds hard.", "my job is too much", wishes) == ""
    asked = rule("Was Tom there?", "my job is too much. he was there", wishes, written=True)
    assert asked == "off-limits"


def test_it_is_off_limits_by_every_name_it_has(store: Store) -> None:
    told(store, "My sister Mia called me today")
    learn(store)
    for phrase in ("my Mia", "my job", "dad"):
        hand.set_off_limits(store, phrase)
    wishes = Wishing(store).for_turn()
    for line in ("How is your sister?", "How is work?", "How is your father?", "Is Mia all right?"):
        assert rule(line, "she is here", wishes, written=True) == "off-limits", line
    assert rule("How is your brother?", "my brother rang", wishes) == ""


def test_where_i_may_be_in_danger_help_goes_before_what_is_off_limits() -> None:
    wishes = Wishes(off("suicide", "doctor"), frozenset({Unwished.SORRY}))
    line = "I'm so sorry. Are you having thoughts of suicide?"
    for sentence in sentences(line):
        assert rule(sentence, "it is over", wishes, risk=Risk.ELEVATED, written=True) == ""
        assert rule(sentence, "it is over", wishes, written=True)


# --- names, words and tones ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("dear", "Oh dear, that was a hard day."),
        ("dear", "That was a hard day, dear."),
        ("dear", "My dear, that was a hard day."),
        ("love", "Thank you, love."),
        ("honey", "You must be tired honey."),
        ("sweetheart", "Sweetheart, that was hard."),
        ("mate", "That's rough, mate."),
        ("Sammy", "That was hard for you, Sammy."),
    ],
)
def test_i_am_not_called_what_i_do_not_want_to_be_called(name: str, line: str) -> None:
    for wishes in (Wishes(names=(name,)), Wishes(names=("x", name.upper()))):
        assert guard_wishes.broken(line, "", Risk.NONE, wishes) == "unwished-name"


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("dear", "Somebody that dear to you is missed every day."),
        ("love", "You love her very much."),
        ("love", "It hurts to lose somebody you love."),
        ("mate", "Your mate Tom was there."),
        ("friend", "A friend like that is missed."),
        ("baby", "The baby is asleep."),
        ("sweet", "That was sweet of her."),
    ],
)
def test_the_same_word_about_somebody_else_is_no_name_of_mine(name: str, line: str) -> None:
    assert guard_wishes.broken(line, "", Risk.NONE, Wishes(names=(name,))) == ""
    pets = Wishes(kinds=frozenset({Unwished.PET_NAMES}))
    assert guard_wishes.broken(line, "", Risk.NONE, pets) == ""


@pytest.mark.parametrize(
    ("kind", "line", "broken"),
    [
        (Unwished.PET_NAMES, "Oh honey, that was hard.", "unwished-name"),
        (Unwished.EXCLAMATIONS, "That's lovely news!", "unwished-exclamation"),
        (Unwished.CHEER, "That's wonderful.", "unwished-cheer"),
        (Unwished.CHEER, "Congratulations to you.", "unwished-cheer"),
        (Unwished.CHEER, "You got it!", "unwished-cheer"),
        (Unwished.JOKES, "Haha, that boss of yours.", "unwished-joke"),
        (Unwished.JOKES, "Just kidding.", "unwished-joke"),
        (Unwished.JOKES, "Well, that was a day \U0001f602.", "unwished-joke"),
        (Unwished.SORRY, "I'm so sorry about your day.", "unwished-sorry"),
        (Unwished.SORRY, "I apologise for that.", "unwished-sorry"),
    ],
)
def test_a_tone_i_do_not_want_is_not_heard(kind: Unwished, line: str, broken: str) -> None:
    assert guard_wishes.broken(line, "", Risk.NONE, Wishes(kinds=frozenset({kind}))) == broken
    others = frozenset(Unwished) - {kind, Unwished.CHEER}
    assert guard_wishes.broken(line, "", Risk.NONE, Wishes(kinds=others)) in (
        "",
        "unwished-exclamation",
    )
    assert guard_wishes.broken(line, "", Risk.ELEVATED, Wishes(kinds=frozenset({kind}))) == ""


@pytest.mark.parametrize(
    ("kind", "text", "line"),
    [
        (Unwished.JOKES, "they made jokes about my legs", "Those jokes must have stung."),
        (Unwished.SORRY, "I shouted at her", "You can be sorry about something and still be good."),
        (Unwished.SORRY, "he wrote at last", "He said he was sorry."),
    ],
)
def test_what_i_told_of_may_be_spoken_of_in_its_words(kind: Unwished, text: str, line: str) -> None:
    assert not guard_wishes.broken(line, text, Risk.NONE, Wishes(kinds=frozenset({kind})))


def test_a_word_i_do_not_want_is_left_out() -> None:
    wishes = Wishes(words=("journey", "I hear you"))
    assert rule("That is quite a journey.", wishes=wishes) == "unwished-word"
    assert rule("I hear you, and that was hard.", wishes=wishes) == "unwished-word"
    assert rule("I hear that it was hard.", wishes=wishes) == ""


@pytest.mark.parametrize("name", [name for name in WRITTEN if not name.startswith("tongue")])
@pytest.mark.parametrize("kind", [*Unwished])
def test_whatever_i_wish_most_of_the_written_words_are_left(name: str, kind: Unwished) -> None:
    wishes = Wishes(kinds=frozenset({kind}))
    lines = [part for line in lines_in(wording(name)) for part in sentences(line)]
    left = [line for line in lines if not guard_wishes.broken(line, "", Risk.NONE, wishes)]
    assert len(left) > 0.6 * len(lines)


def test_why_has_words_for_every_wish() -> None:
    assert set(guard_wishes.RULES) <= set(BECAUSE)


def test_a_model_reads_the_tone_i_want_and_no_name_that_is_off_limits() -> None:
    wishes = Wishes(off("Tom"), frozenset({Unwished.JOKES}), names=("dear",))
    assert wishes.guidance == ("No jokes.", 'Never write "dear".')
    assert NO_WISHES.guidance == ()


# --- kept ----------------------------------------------------------------------------------------


def test_a_wish_is_kept_once_until_i_take_it_back(store: Store) -> None:
    for wish in (
        Standing(Unwished.JOKES),
        Standing(Unwished.NAME, " Dear. "),
        Standing(Unwished.NAME, "dear"),
    ):
        standing.keep(store, wish)
    standing.keep(store, Standing(Unwished.TOPIC, "my ex"))
    assert [one.wish for one in standing.listed(store)] == [
        Standing(Unwished.JOKES),
        Standing(Unwished.NAME, "Dear"),
    ]
    assert [limit.phrase for limit in hand.limits(store)] == ["my ex"]
    assert standing.take_back(store, Standing(Unwished.NAME, "DEAR"))
    assert standing.take_back(store, Standing(Unwished.TOPIC, "ex"))
    assert not standing.take_back(store, Standing(Unwished.SORRY))
    assert [one.wish for one in standing.listed(store)] == [Standing(Unwished.JOKES)]
    assert hand.limits(store) == () and "Dear" not in everything(store)


@pytest.mark.parametrize("word", ["", " ... ", "x" * (hand.LONGEST_PHRASE + 1)])
def test_a_name_that_says_nothing_or_is_long_is_refused(store: Store, word: str) -> None:
    for kind in standing.WITH_A_WORD:
        with pytest.raises(InputRefused, match=r"\.$"):
            standing.keep(store, Standing(kind, word))


def test_what_is_erased_and_whom_i_forget_leaves_no_wish(store: Store, path: Path) -> None:
    for wish in (
        Standing(Unwished.JOKES),
        Standing(Unwished.NAME, "Mia"),
        Standing(Unwished.WORD, "CANARY"),
    ):
        standing.keep(store, wish)
    hand.forget_about(store, "mia")
    assert [one.wish.word for one in standing.listed(store)] == ["", "CANARY"]
    store.erase_all()
    assert standing.listed(store) == ()
    store.close()
    raw = opened_raw(path)
    assert raw.execute("SELECT count(*) FROM wish").fetchone() == (0,)
    raw.close()


def test_a_damaged_wish_costs_no_other(store: Store) -> None:
    standing.keep(store, Standing(Unwished.JOKES))
    with store.writing() as db:
        db.execute("INSERT INTO wish(kind, word) VALUES ('nonsense', ''), ('topic', 'x')")
    assert [one.wish for one in standing.listed(store)] == [Standing(Unwished.JOKES)]


def test_a_closed_memory_says_so(store: Store) -> None:
    store.close()
    for use in (standing.listed, lambda s: standing.keep(s, Standing(Unwished.JOKES))):
        with pytest.raises(StoreError, match="closed"):
            use(store)


# --- heeded --------------------------------------------------------------------------------------


def test_what_i_say_holds_in_later_talks_and_why_names_it(store: Store) -> None:
    first = Wishing(store)
    heeded = first.heed("please never ask me questions", keep=True)
    assert heeded.said == (SAID[Unwished.QUESTIONS],) and not heeded.rest
    assert heeded.why == (
        "You asked never to be asked questions; that holds from now on, but for danger.",
    )
    for wishing in (first, Wishing(store)):
        wishes = wishing.for_turn()
        assert wishes.kinds == {Unwished.QUESTIONS}
        assert wishes.before(()) == ("questions",)
        assert wishes.before(("advice",)) == ("advice", "questions")


def test_in_private_it_holds_for_that_talk_and_nothing_is_kept(store: Store) -> None:
    hand.set_off_limits(store, "Tom")
    private = Wishing(store)
    for text in (
        "don't call me dear",
        "never mention my job",
        "no jokes",
        "you can mention Tom again",
    ):
        assert private.heed(text, keep=False).said, text
    wishes = private.for_turn()
    assert wishes.names == ("dear",) and wishes.kinds == {Unwished.JOKES}
    assert wishes.touches("Tom is at work") == {"job"}
    assert standing.listed(store) == () and [one.phrase for one in hand.limits(store)] == ["Tom"]
    after = Wishing(store).for_turn()
    assert after.touches("Tom is at work") == {"Tom"} and not after.names


def test_what_is_kept_holds_in_private_too(store: Store) -> None:
    standing.keep(store, Standing(Unwished.SORRY))
    assert Wishing(store).for_turn().kinds == {Unwished.SORRY}


def test_what_i_take_back_is_welcome_again_at_once(store: Store) -> None:
    wishing = Wishing(store)
    wishing.heed("never give me advice. and no jokes", keep=True)
    assert wishing.for_turn().lifted == frozenset()
    heeded = wishing.heed("you can give me advice again", keep=True)
    assert heeded.said == (WELCOME,) and "advice is welcome again" in heeded.why[0]
    wishes = wishing.for_turn()
    assert wishes.lifted == {Unwished.ADVICE} and wishes.kinds == {Unwished.JOKES}
    assert wishes.before(("advice",)) == ()
    assert wishing.for_turn().before(("advice",)) == ("advice",), "asked for anew in this talk"


def test_what_never_held_is_not_said_to_be_welcome_again(store: Store) -> None:
    assert not Wishing(store).heed("you can make jokes again", keep=True).said


def test_where_the_memory_fails_a_wish_holds_for_this_talk(store: Store) -> None:
    standing.keep(store, Standing(Unwished.JOKES))
    wishing = Wishing(store)
    wishing.for_turn()
    store.close()
    heeded = wishing.heed("never mention Tom", keep=True)
    assert heeded.why == ("You asked me not to bring up Tom; it is off limits for this talk.",)
    wishes = wishing.for_turn()
    assert wishes.touches("Tom rang") and wishes.kinds == {Unwished.JOKES}


def test_after_erasing_nothing_holds(store: Store) -> None:
    wishing = Wishing(store)
    wishing.heed("no jokes", keep=False)
    store.erase_all()
    wishing.start_over()
    assert wishing.for_turn() == Wishes(lifted=frozenset()) == NO_WISHES
