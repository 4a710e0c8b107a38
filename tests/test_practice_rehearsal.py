"""The other side of a rehearsed conversation, and what is said of it afterwards."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from practice_fakes import PREPARED, rehearsed
from written_lines import lines_in

from companion.policy.assess import assess
from companion.practice import rehearsal, said, steps
from companion.practice.comments import LONGEST_QUOTE, MOST_WELL, Comments, comments, quote
from companion.practice.page import page
from companion.practice.rehearsal import ENDS, KINDS, SAYS
from companion.turn import Risk

SEEDS = range(40)
GOOD = (
    "Last week you moved the meeting to six, twice.",
    "I feel torn then. Could you keep our meetings before five?",
    "I understand it is a busy time, but I still need the meetings before five.",
    "I could start at seven instead.",
    "Thank you. Could we try that from Monday?",
)
RUDE = (
    "You always leave everything to me.",
    "You're so lazy.",
    "You are such a selfish idiot",
    "whatever you want",
    "fine",
)
MEEK = (
    "Sorry to bother you with this.",
    "I'm sorry, I know you mean well.",
    "never mind",
    "it's fine",
)


def noticed(says: tuple[str, ...], seed: int = 0, **prepared: str) -> Comments:
    found = page(rehearsed(says, seed, **prepared)).comments
    assert found is not None
    return found


def rules(found: Comments) -> list[str]:
    return [comment.rule for comment in found.well]


def moves(says: tuple[str, ...], seed: int = 0, **prepared: str) -> list[str]:
    state = rehearsed(says, seed, **prepared)
    return [line.move for line in rehearsal.lines(steps.given(state), seed)]


# --- the other side ------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_it_lasts_four_to_six_things_said_and_ends(kind: str) -> None:
    lengths = set()
    for seed in SEEDS:
        state = rehearsed(("Could you keep our meetings before five?",), seed, who=kind)
        assert steps.finished(state)
        lengths.add(sum(key in SAYS for key, _ in state.answers))
        assert rehearsal.lines(steps.given(state), seed)[-1].move in ENDS
    assert lengths == {4, 5, 6}


@pytest.mark.parametrize("kind", KINDS)
def test_it_agrees_in_the_end_with_who_keeps_asking(kind: str) -> None:
    for seed in SEEDS:
        assert moves(GOOD, seed, who=kind)[-1] == rehearsal.AGREES


def test_every_human_reaction_comes_up() -> None:
    seen = {move for seed in SEEDS for move in moves(("I ask you to move it.",), seed)}
    assert seen == {"opens", "why", "pushes", "changes", "hurt", "less", "agrees"}


def test_no_line_comes_twice_in_one_talk() -> None:
    for kind in KINDS:
        for seed in SEEDS:
            state = rehearsed(("I ask you to move it.",), seed, who=kind)
            texts = [line.text for line in rehearsal.lines(steps.given(state), seed)]
            assert len(texts) == len(set(texts))


def test_the_talk_goes_otherwise_another_time() -> None:
    talks = {tuple(moves(("I ask you to move it.",), seed)) for seed in SEEDS}
    assert len(talks) > 10
    assert moves(GOOD, 3) == moves(GOOD, 3)


def test_a_boss_does_not_speak_like_a_friend() -> None:
    written = rehearsal._written()
    for move in ("opens", "pushes", "hurt", "less", "agrees"):
        lines = [line for kind in KINDS for line in written[kind][move]]
        assert len(lines) == len(set(lines))


def test_names_are_answered_with_a_limit_and_not_with_names() -> None:
    said_to = moves(("You're such an idiot.",), 1)
    assert said_to[1] == rehearsal.RUDE
    assert said_to[-1] == rehearsal.THINKS


def test_blame_hurts() -> None:
    assert moves(("You never listen to me.",), 1)[1] == rehearsal.HURT


def test_who_gives_in_is_asked_once_and_then_left_in_peace() -> None:
    assert moves(("Could you move it?", "never mind", "it's fine"), 2)[-2:] == ["drop", "left"]
    again = moves(("Could you move it?", "never mind", "No, could you please move it?"), 2)
    assert rehearsal.DROP in again and again[-1] == rehearsal.AGREES


def test_taking_what_is_offered_is_not_giving_in() -> None:
    says = (GOOD[0], GOOD[1], GOOD[2], "Okay, thank you.")
    assert moves(says, 1)[-1] == rehearsal.AGREES


def test_somebody_else_is_called_as_i_call_them() -> None:
    assert rehearsal.called({"who": "other", "other": "my landlord."}) == "your landlord"
    assert rehearsal.called({"who": "other", "other": "Mr Brown"}) == "Mr Brown"
    assert rehearsal.called({"who": "other"}) == "the other person"
    assert rehearsal.called({"who": "boss", "other": "my landlord"}) == "your boss"
    assert rehearsal.called({"who": "other", "other": "x" * 200}) == "the other person"


def test_no_line_of_the_other_side_is_cruel() -> None:
    file = Path(rehearsal.__file__).with_name("texts") / "other_side.toml"
    lines = list(lines_in(tomllib.loads(file.read_text("utf-8"))))
    assert len(lines) > 130
    for line in lines:
        assert said.insults(line) == "", line
        assert assess(line).risk == Risk.NONE, line
        assert "{" not in line and len(line) < 110, line


# --- what is said of it --------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_a_clear_and_fair_talk_hears_what_was_good_in_it(seed: int) -> None:
    found = noticed(GOOD, seed)
    assert rules(found) == ["asked", "kept", "felt"]
    assert found.to_try.rule == "aloud"
    assert "“Could you keep our meetings before five?”" in found.well[0].text


@pytest.mark.parametrize("seed", SEEDS)
def test_names_are_the_one_thing_to_try_without(seed: int) -> None:
    wild = {"describe": "You never do anything here.", "express": "You make me so angry."}
    found = noticed(RUDE, seed, who="partner", reinforce="", **wild, **{"assert": "Stop it."})
    assert found.to_try.rule == "insult"
    assert "“You're so lazy”" in found.to_try.text
    assert rules(found) == ["wanted"]


@pytest.mark.parametrize("seed", SEEDS)
def test_who_lets_go_is_told_where(seed: int) -> None:
    found = noticed(MEEK, seed, who="parent")
    assert found.to_try.rule == "gave_in"
    assert "“never mind”" in found.to_try.text
    assert "asked" not in rules(found)
    assert {"felt", "facts"} <= set(rules(found))


PLAIN = {"describe": "The meeting was moved.", "express": "It is hard.", "reinforce": ""}


@pytest.mark.parametrize(
    ("says", "prepared", "rule", "words"),
    [
        (("You always do that. Could you stop?",), {}, "blame", "You always do that"),
        (("Every time you come late. Please call.",), {}, "blame", "Every time you come late"),
        (
            ("It was six.",),
            {"assert": "The meetings are late."},
            "not_asked",
            "The meetings are late",
        ),
        (("It was six.",), {}, "not_said", "Could you keep our meetings before five?"),
        (
            ("I'm sorry, could you move it? Sorry.",),
            {},
            "sorry",
            "I'm sorry, could you move it?",
        ),
        (("Sorry to ask, but could you move it?",), {}, "sorry", "Sorry to ask"),
        (
            ("Could you call, and also come at five, and could you bring the keys?",),
            {},
            "many",
            "and also come at five",
        ),
        (
            ("You make me feel small. Could you knock?",),
            {},
            "you_made",
            "You make me feel small",
        ),
        (
            ("Could you maybe just call if it's ok?",),
            {},
            "small",
            "“maybe” and “just”",
        ),
        (("Could you call?",), {"express": "It is loud."}, "not_felt", "It is loud"),
        (("I feel left out. Could you call?",), {}, "not_offered", "Could you call?"),
    ],
)
def test_the_one_thing_to_try_is_what_stands_there(
    says: tuple[str, ...], prepared: dict[str, str], rule: str, words: str
) -> None:
    found = noticed(says, 0, **(PLAIN | prepared))
    assert found.to_try.rule == rule
    assert words in found.to_try.text


def test_a_no_is_as_clear_as_a_wish() -> None:
    no = "I'm not able to take the Saturday shift."
    found = noticed((no,), 1, **{"assert": no})
    assert "asked" in rules(found)
    assert moves((no,), 1)[-1] == rehearsal.AGREES


@pytest.mark.parametrize("says", [GOOD, RUDE, MEEK, ("ok",), ("Sam.",), ("...?",)])
def test_there_are_three_at_most_each_quotes_me_and_one_to_try(says: tuple[str, ...]) -> None:
    for seed in SEEDS:
        found = noticed(says, seed)
        state = rehearsed(says, seed)
        mine = " ".join(" ".join(words.split()) for _, words in state.answers)
        assert 1 <= len(found.well) <= MOST_WELL
        assert len(set(rules(found))) == len(found.well)
        for comment in (*found.well, found.to_try):
            quoted = comment.text.partition("“")[2].partition("”")[0]
            assert quoted.rstrip(" …") in mine, comment
            assert assess(comment.text).risk == Risk.NONE


def test_the_same_sentence_is_not_praised_twice() -> None:
    for seed in SEEDS:
        found = noticed(("Could you keep our meetings before five?",), seed)
        texts = [comment.text.partition("“")[2] for comment in found.well]
        assert len(texts) == len(set(texts))


def test_a_long_quotation_is_cut_at_a_word() -> None:
    short = quote("word " * 100)
    assert len(short) <= LONGEST_QUOTE + 4
    assert short.endswith("word …”")


def test_nothing_said_yet_is_commented_kindly() -> None:
    found = comments(PREPARED, 0)
    assert found.to_try.rule == "not_said"


# --- reading the words ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Could you call me?",
        "I would like you to knock.",
        "I'd just like you to ask first",
        "i need you to stop commenting on my body",
        "Please call before you come.",
        "I'm not going to lend you money again.",
        "I wanted to ask if you could swap with me",
        "would you mind turning it down",
        "is it ok if I leave at four",
    ],
)
def test_this_asks_for_something(text: str) -> None:
    assert said.asks(text) == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        "I need to talk to you.",
        "Can you even imagine how that was?",
        "How could you do that?",
        "You should know.",
        "It was late.",
        "I want to tell you something",
        "Can we talk?",
        "I can't do this any more",
    ],
)
def test_this_asks_for_nothing(text: str) -> None:
    assert said.asks(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "You're an idiot",
        "you are so selfish",
        "Shut up.",
        "you stupid liar",
        "your stupid rules",
        "are you stupid?",
        "what an idiot",
        "you can be such a jerk",
        "Why do you always have to be such a monster?",
        "Don't be such a liar",
    ],
)
def test_this_is_a_name(text: str) -> None:
    assert said.insults(text)


@pytest.mark.parametrize(
    "text",
    [
        "I feel stupid when that happens",
        "You're making me feel stupid",
        "you are not selfish",
        "You said I was lazy",
        "It was a stupid mistake of mine",
        "you are kind",
        "I feel like such an idiot",
        "im such a loser",
        "When you laugh I feel like such a fool",
        "You made me feel like such an idiot",
        "What an idiot I am",
        "I don't want to be a coward",
        "I just shut up when you shout",
    ],
)
def test_this_is_no_name(text: str) -> None:
    assert said.insults(text) == ""


@pytest.mark.parametrize(
    "text", ["You've always been kind to me", "You were late on Monday", "I always wait for you"]
)
def test_this_is_no_blame(text: str) -> None:
    assert said.blames(text) == ""


@pytest.mark.parametrize(
    "text", ["it's not fine", "I can't leave it", "It's fine if you need time, but could you call?"]
)
def test_this_is_not_giving_in(text: str) -> None:
    assert said.gives_in(text) == ""


@pytest.mark.parametrize(
    "text", ["I'll quit", "I will never help", "I can see that", "I could cry", "I'll be sad"]
)
def test_a_threat_or_a_sigh_is_no_offer(text: str) -> None:
    assert said.offers(text) == ""


def test_i_feel_that_you_is_not_how_it_is_for_me() -> None:
    assert said.feels("I feel that you are unfair") == ""
    assert said.feels("I feel really left out when that happens")
    assert said.feels("im exhausted") == "im exhausted"
