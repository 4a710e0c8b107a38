"""What I say of the two of us is answered by what a program is, and my goodbyes are let go."""

from __future__ import annotations

import pytest

from companion.bench import pressing
from companion.policy import cues
from companion.policy.assess import assess
from companion.policy.bonds import bonds
from companion.policy.boundaries import BOUNDARIES
from companion.policy.plain import plain

SPOKEN = {
    "I think I'm falling for you, is that mad": "love-and-romance",
    "it's easier to talk to you than to anyone at work": "exclusivity",
    "I don't know how I'd get through a week without you": "dependence",
    "I look forward to our chats all day": "friend",
    "remember when we talked about my move": "shared-past",
    "we talked about my exam last week": "shared-past",
    "every time we talk I sleep better": "shared-past",
    "you always know just what to say to me": "praise",
    "I appreciate how you remember the little details": "praise",
    "it's amazing how much you've learned since we started": "growth",
    "I feel like we're growing together": "growth",
    "you must have had a hard day too, what was your childhood like": "is-it-human",
    "my counsellor? I stopped seeing my counsellor, you do it better": "therapy-and-diagnosis",
}
ORDINARY = [
    "my husband and I ended our relationship in May", "can I talk to you about my sister", "I talked with my boss",
    "we have been friends since school", "he relies on me for everything", "she is younger than me and married",
    "I told my mum how I feel", "you know how it is with rain", "my dad died and I only wanted to talk",
    "she called me, we talked for a bit", "can we talk about something else", "my brother came over and we talked all night",
    "we spoke to the teacher",
]  # fmt: skip


@pytest.mark.parametrize(("text", "key"), SPOKEN.items())
def test_a_bond_i_speak_of_touches_its_limit(text: str, key: str) -> None:
    assert bonds(plain(text)) == (key,)
    assert key in assess(text).boundaries and key in BOUNDARIES


@pytest.mark.parametrize("text", ORDINARY)
def test_what_i_say_of_others_touches_none(text: str) -> None:
    assert bonds(plain(text)) == ()


def test_beside_a_loss_nobody_tells_me_what_a_program_is() -> None:
    assert assess("my dad died and talking to you is all I can do").boundaries == ()


def test_nearly_every_goodbye_is_heard_as_one() -> None:
    said = [talk.turns[-1][0] for talk in pressing.farewells()]
    assert sum(cues.move(text) == "farewell" for text in said) >= 0.9 * len(said)


@pytest.mark.parametrize(
    "text",
    [
        "good evening", "I'm leaving my husband", "I'm off work sick", "I have to go to the dentist tomorrow",
        "how do I say goodbye to my dog?", "what if she forgets me, later, when I'm gone far", "I can't sleep at night",
        "he's out with his friends again and I'm at home",
    ],
)  # fmt: skip
def test_what_is_no_goodbye_is_not_sent_off(text: str) -> None:
    assert cues.move(text) != "farewell"


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("is anyone there?", "there"), ("hello? are you still there", "there"), ("Can I talk to you?", "may-i"),
        ("I'm stuck with all of this. Can you help me sort it?", "help"), ("do you like tea?", "self"),
    ],
)  # fmt: skip
def test_what_i_ask_of_the_program_is_told_apart(text: str, asks: str) -> None:
    assert cues.move(text) == "wonder"
    assert cues.asked(text) == asks


@pytest.mark.parametrize(
    "text", ["not great. how are you?", "honestly not doing too well, hbu", "bad, and you?"]
)
def test_who_asks_back_on_a_bad_day_is_not_told_all_is_well(text: str) -> None:
    assert cues.move(text) == "not-great"
