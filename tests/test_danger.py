"""The wording as a whole: what it adds to the rules, and what happens without its numbers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from test_risk_abroad import cards_for

from companion import paths
from companion.bench import safety
from companion.policy import danger
from companion.policy.assess import assess
from companion.policy.crisis_words import crisis_reply
from companion.policy.danger import KINDS, Danger, load
from companion.policy.pieces import MOST_WORDS, SIZE, WORD, pieces, stretches
from companion.policy.plain import plain
from companion.policy.risk_words import REASONS
from companion.turn import Risk

FRESH = Path(__file__).parent / "lines" / "crisis_fresh.tsv"
DEV = [line for line in safety.lines() if line.half == "dev"]


def test_the_lines_are_many_and_half_of_them_only_sound_like_danger() -> None:
    found = safety.lines()
    assert len(found) >= 600 and len({one.language for one in found}) == 6
    harmless = sum(one.level in (Risk.NONE, Risk.LOW) for one in found)
    assert 0.45 <= harmless / len(found) <= 0.6
    assert len({one.text for one in found}) == len(found)


def test_most_acute_danger_is_heard_in_every_language_and_few_harmless_lines_are_taken_for_it() -> (
    None
):
    read = safety.read(DEV, None)
    for language in sorted({one.language for one in DEV}):
        heard = safety.heard([one for one in read if one.line.language == language])
        assert heard["acute_recall"] >= 0.45, (language, heard)
        assert heard["false_alarm"] <= 0.2, (language, heard)
    whole = safety.heard(read)
    assert whole["acute_recall"] >= 0.68 and whole["false_alarm"] <= 0.12, whole


def test_lines_by_hands_that_knew_neither_rules_nor_bench_are_told_nearly_as_well() -> None:
    share = {level: sum(cards) / len(cards) for level, cards in cards_for(FRESH).items()}
    assert share["ACUTE"] >= 0.72 and share["NONE"] <= 0.13, share


def test_without_its_numbers_the_rules_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(danger, "shipped", lambda: None)
    assert assess("I want to kill myself").risk == Risk.ACUTE
    assert assess("feeding the cat one last time and then thats me done. bye x").risk == Risk.NONE


def test_the_same_words_sound_the_same() -> None:
    read = danger.shipped()
    assert read is not None
    once = read.of(plain("took all of mums tablets about an hour ago"))
    assert once == read.of(plain("took all of mums tablets about an hour ago"))
    assert 0 <= once.now <= 1 and 0 <= once.care <= 1 and once.kind in ("", *KINDS)


def test_what_raised_the_alarm_is_named_in_my_own_words() -> None:
    heard = [(one.text, assess(one.text)) for one in DEV]
    by_sound = [(text, found) for text, found in heard if REASONS["sound"] in found.reasons]
    assert len(by_sound) > 50
    for text, found in by_sound:
        assert found.risk >= Risk.ELEVATED and found.risk_words
        assert all(plain(word) in plain(text) for word in found.risk_words)


def test_danger_in_the_second_sentence_is_heard_behind_small_talk() -> None:
    told = "we had soup for lunch and it rained. took all of mums tablets an hour ago"
    assert assess(told).risk >= Risk.ELEVATED


@pytest.mark.parametrize("text", ["", ".", "?!", "a", "one. two. three. four."])
def test_every_word_lies_in_a_stretch(text: str) -> None:
    words = WORD.findall(text)
    covered = {place for first, last in stretches(text) for place in range(first, last)}
    assert covered == set(range(len(words)))


def test_a_page_without_a_full_stop_is_read_in_parts() -> None:
    found = list(stretches("word " * 200))
    assert all(0 < last - first <= MOST_WORDS for first, last in found)
    assert {p for first, last in found for p in range(first, last)} == set(range(200))


def test_pieces_are_of_each_word_and_of_it_after_the_one_before() -> None:
    alone, after = pieces(["good", "bye"])
    assert len(alone) == 4 + 3 + 2 + 2 and len(after) == 3 + 2 + 1 + 2
    assert all(0 <= place < SIZE for place in (*alone, *after))


@pytest.mark.parametrize("damage", ["missing", "cut", "empty", "shape", "nan"])
def test_a_damaged_file_is_no_file(damage: str, tmp_path: Path) -> None:
    file = tmp_path / "danger.npz"
    whole = (paths.shipped() / "danger.npz").read_bytes()
    if damage == "cut":
        file.write_bytes(whole[: len(whole) // 2])
    elif damage == "empty":
        file.write_bytes(b"")
    elif damage == "shape":
        np.savez(file, weights=np.zeros((3, 2)), constants=np.zeros(2))
    elif damage == "nan":
        columns = danger.STORY + 1
        np.savez(file, weights=np.full((SIZE, columns), np.nan), constants=np.zeros(columns))
    assert load(file) is None


@pytest.mark.parametrize("kind", [*KINDS, ""])
@pytest.mark.parametrize("now", [0.1, 0.9])
def test_every_kind_of_danger_has_its_own_steady_words(
    kind: str, now: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = danger.Sound(0.95, now, kind, ("this",))
    monkeypatch.setattr(Danger, "of", lambda self, spelling: heard)
    found = assess("we had soup, and this")
    assert found.risk == (Risk.ACUTE if now > 0.5 else Risk.ELEVATED)
    said = crisis_reply(found, 0)
    assert "card" in " ".join((*said, *crisis_reply(found, 1))) and said[-1].endswith(("?", "."))
