"""Words while somebody speaks, and words that nobody said."""

from __future__ import annotations

from itertools import pairwise

import pytest

from companion.voice.agreement import Agreed, agree
from companion.voice.phantoms import nobody_said


def heard(*passes: str) -> list[Agreed]:
    agreed, seen = Agreed(), []
    for words in passes:
        agreed = agree(agreed, words.split())
        seen.append(agreed)
    return seen


def test_a_word_is_firm_once_two_passes_agree_on_it() -> None:
    first, second = heard("i was", "i was so tired")
    assert first == Agreed((), ("i", "was"))
    assert second == Agreed(("i", "was"), ("so", "tired"))


def test_a_firm_word_never_changes() -> None:
    seen = heard("my mother said", "my mother said no", "a brother says yes", "a brother says yes")
    assert seen[-1].firm[:3] == ("my", "mother", "said")
    for before, after in pairwise(seen):
        assert after.firm[: len(before.firm)] == before.firm


def test_marks_and_capitals_are_no_other_word() -> None:
    assert heard("well i", "Well, I went")[-1].firm == ("Well,", "I")


def test_a_pass_that_hears_less_takes_nothing_back() -> None:
    seen = heard("it is late", "it is late", "it")
    assert seen[-1] == Agreed(("it", "is", "late"), ())


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for watching!",
        "Untertitel der Amara.org-Community",
        "Sous-titres réalisés par la communauté d'Amara.org",
        "¡Gracias por ver el vídeo!",
        "Sottotitoli creati dalla comunità Amara.org",
        "Obrigado por assistir",
        "",
        " . ",
    ],
)
def test_what_stands_under_films_was_said_by_nobody(text: str) -> None:
    assert nobody_said(text, 3000.0, 0.9)


@pytest.mark.parametrize("text", ["Thank you.", "you", "Music", "Merci.", "Sí."])
def test_a_common_phrase_goes_only_where_it_is_doubtful(text: str) -> None:
    assert nobody_said(text, 200.0, 0.9)
    assert nobody_said(text, 900.0, 0.3)
    assert not nobody_said(text, 900.0, 0.9)


@pytest.mark.parametrize(
    "text",
    ["no no no no no no no", "help me help me help me help me help me help me", "I am tired"],
)
def test_what_somebody_says_in_need_is_not_lost(text: str) -> None:
    assert not nobody_said(text, 2000.0, 0.8)


def test_the_same_words_over_and_over_are_a_recogniser_in_a_loop() -> None:
    assert nobody_said("i will go " * 8, 2000.0, 0.2)
