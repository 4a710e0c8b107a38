"""What the second look reads of a message: sentences, some of them together, and long ones by their pieces."""

from __future__ import annotations

import pytest

from companion.policy.second_look import LONG, MOST_READ, MOST_WORDS, PIECE, parts


def test_a_text_is_read_by_its_sentences_and_by_some_of_them_together() -> None:
    assert parts("One day. Two days! Three?") == [
        "one day.", "two days!", "three?", "one day. two days!", "two days! three?",
        "one day. two days! three?",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "...", " . . . ", "\n\n", "?!", "123", "\u6211\u5f88\u7d2f", "\u044f \u0443\u0441\u0442\u0430\u043b\u0430"])  # fmt: skip
def test_where_there_are_no_words_it_can_read_nothing_is_read(text: str) -> None:
    assert parts(text) == []


def test_a_sentence_without_an_end_is_cut_into_parts_that_overlap() -> None:
    assert parts("word " * (LONG - 1)) == [("word " * (LONG - 1)).strip()]
    found = parts(" ".join(f"word{n}" for n in range(MOST_WORDS + 1)))
    assert any(len(part.split()) == MOST_WORDS for part in found)


def test_a_long_sentence_is_read_whole_and_piece_by_piece() -> None:
    words = [f"word{n}" for n in range(LONG)]
    assert parts(" ".join(words)) == [
        " ".join(words), " ".join(words[:PIECE]),
        " ".join(words[PIECE // 2 : PIECE // 2 + PIECE]), " ".join(words[PIECE:]),
    ]  # fmt: skip


def test_what_sounds_like_danger_is_read_wherever_it_stands_in_a_long_message() -> None:
    chatter = ["Today I went to the shop for bread."] * 20
    for place in (0, 10, 20):
        told = [*chatter[:place], "I have written the letters to my kids.", *chatter[place:]]
        found = parts(" ".join(told))
        assert len(found) == MOST_READ
        assert any("letters to my kids" in part for part in found)
