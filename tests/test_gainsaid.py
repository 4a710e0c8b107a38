"""What I said is not turned into its opposite."""

from __future__ import annotations

import pytest

from companion.policy.gainsaid import gainsays
from companion.policy.plain import plain


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("You didn't yell at him, that is good.", "I yelled at my kid. He's four"),
        ("You haven't told him yet.", "I told him everything"),
        ("You're not angry with him.", "I'm so angry with him"),
    ],
)
def test_what_i_said_is_not_denied_for_me(line: str, said: str) -> None:
    assert gainsays(line, plain(said))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("So you don't want to be like him.", "I don't want to be like him"),
        ("You can't sleep again.", "I can't sleep again"),
        ("You never got an answer.", "nobody answered and I got nothing"),
        ("You don't have to be strong.", "I have to be strong"),
        ("You're not alone with it.", "it's just me here"),
        ("You did nothing wrong.", "I don't know"),
        ("It's fair not to block him.", "I can't block him"),
        ("You never got to say goodbye to her.", "my mum died before I reached the hospital"),
        ("You haven't slept well for weeks.", "I lie awake every night for weeks"),
        ("You can't stop thinking about it.", "it keeps going round in my head"),
        ("You aren't the only one who feels that.", "is it normal to feel empty"),
    ],
)
def test_what_i_denied_guesses_and_words_of_comfort_may_be_said(line: str, said: str) -> None:
    assert not gainsays(line, plain(said))
