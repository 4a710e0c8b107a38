"""What a message tells: the clause that a reply names, and whether the words are hard or good."""

from __future__ import annotations

import pytest

from companion.policy.told import told, weight


@pytest.mark.parametrize(
    ("said", "cause", "heard"),
    [
        (
            "I went red and couldn't get a word out, I felt so stupid",
            "I went red",
            "you went red and couldn't get a word out",
        ),
        (
            "Yesterday I shouted at my wife because of a bottle.",
            "because of a bottle",
            "yesterday you shouted at your wife because of a bottle",
        ),
        (
            "my best friend posted a pic of the whole group at the beach and i wasn't invited",
            "",
            "you weren't invited",
        ),
        (
            "an old man held my hand for ten minutes and I kept thinking about the other call lights",
            "",
            "an old man held your hand for ten minutes",
        ),
        ("boss moved my project to a colleague", "", "your boss moved your project to a colleague"),
        ("Maybe I'll bake tomorrow", "", "maybe you'll bake tomorrow"),
    ],
)
def test_the_thing_that_happened_is_what_is_heard(said: str, cause: str, heard: str) -> None:
    clause = told(said, cause)
    assert clause.startswith(heard.split(" and ")[0])
    assert set(heard.split()) <= set(clause.split())


def test_a_she_at_the_beginning_gets_the_name_said_before() -> None:
    assert told("I called my sister, but she sounds so happy there").startswith(
        ("you called your sister", "your sister sounds")
    )


@pytest.mark.parametrize(
    "said",
    [
        "My brother invited me, but his wife doesn't like me.",
        "she said I never listen to anybody",
        "he told me I'm always late",
        "maybe she is right",
        "if I lose the job we lose the house",
        "I'm such an idiot",
        "didn't even tell me",
        "why?",
        "",
    ],
)
def test_what_may_hurt_to_hear_back_is_not_handed_back(said: str) -> None:
    assert told(said) == ""


@pytest.mark.parametrize(
    ("said", "heavy"),
    [
        ("it's Christmas Eve and I'm on my own", "hard"),
        ("my boss was cold to me all day", "hard"),
        ("the old man's daughter hugged me", "good"),
        ("I haven't felt this light in years", "good"),
        ("I called, but it made me cry, though I was happy to hear him", "both"),
        ("I'm not happy about it", ""),
        ("the train takes two hours", ""),
        ("hey, rough evening", "hard"),
        ("it was a long day", "hard"),
        ("it's been rough.", "hard"),
        ("things are rough right now...", "hard"),
        ("the rough edges of the table", ""),
    ],
)
def test_words_are_hard_or_good_or_neither(said: str, heavy: str) -> None:
    assert weight(said) == heavy


def test_a_very_long_message_takes_no_long_time() -> None:
    assert isinstance(told("I walked and walked and then, because it rained, " * 150), str)
