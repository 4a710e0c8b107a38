"""Where a message may be cut, and what is not heard because it is denied."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.emotion import clauses as cut
from companion.emotion.denial import undenied


def pieces(text):
    return [text[start:end] for start, end in cut.clauses(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I'm fine", ["I'm fine"]),
        ("I'm fine, but you left.", ["I'm fine", "but you left"]),
        ("mum and dad", ["mum and dad"]),
        (
            "I failed my test and my dad laughed",
            ["I failed my test", "and my dad laughed"],
        ),
        ("at 3:30 I woke up... again!", ["at 3:30 I woke up", "again"]),
        ("first line\nsecond line", ["first line", "second line"]),
        ("أنا حزين، لقد رحلت", ["أنا حزين", "لقد رحلت"]),
        ("...", []),
        ("😢", ["😢"]),
        ("", []),
    ],
)
def test_a_message_is_cut_where_a_reader_would_pause(text, expected):
    assert pieces(text) == expected


@given(st.text(max_size=300))
def test_clauses_are_the_persons_own_words_in_order(text):
    spans = cut.clauses(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


@pytest.mark.parametrize("count", [1, 5, 6, 7, 40])
def test_however_many_clauses_there_are_six_are_weighed_at_most(count):
    spans = cut.clauses("so it goes. " * count)
    groups = cut.grouped(spans)
    assert len(groups) == min(count, 6)
    assert [span for group in groups for span in group] == list(spans)


# --- denials ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("I'm not angry, I'm tired", "I'm tired"),
        ("I\u2019m not angry. I\u2019m tired", "I\u2019m tired"),
        ("not mad, just sad", "just sad"),
        ("it isn't sad", ""),
        ("I'm not sad", ""),
        ("I'm not good enough", "I'm not good enough"),
        ("no one is angry", "no one is angry"),
        ("I am angry", "I am angry"),
    ],
)
def test_a_feeling_denied_is_not_heard(text, heard):
    assert undenied(text) == heard
