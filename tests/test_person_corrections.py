"""I correct what one person's tracker believed, and take it back, over a real memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from test_corrections import alike, unit
from test_person import DOOR, EVEN, Life
from test_track import WEEK, sounds

from companion.emotion import learn
from companion.emotion.states import NAMES, strongest
from companion.errors import InputRefused, StoreError
from companion.person import NOT_OF_THIS_TALK


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    made = Life(tmp_path)
    yield made
    made.store.close()


# --- correcting ----------------------------------------------------------------------------------


def test_my_word_for_it_changes_what_is_believed_and_is_kept(life: Life) -> None:
    turn_id, _ = life.say(DOOR, sounds("anger", 0.2), unit(1))
    assert life.leading() == "anger"
    changed = life.person.correct(turn_id, "sadness", life.now)
    assert set(changed) == {turn_id}
    assert life.believed().probs == pytest.approx(changed[turn_id].believed.probs)
    assert life.leading() == "sadness" and max(life.believed().probs) > 0.8
    (kept,) = life.person.learnt().corrections
    assert (kept.turn_id, kept.heard, kept.said, kept.text) == (turn_id, "anger", "sadness", DOOR)


def test_correcting_an_earlier_message_changes_what_follows_from_it(life: Life) -> None:
    first, _ = life.say(DOOR, sounds("anger", 0.2))
    second, before = life.say("it was late", EVEN)
    third, _ = life.say("so", EVEN)
    changed = life.person.correct(first, "sadness", life.now)
    assert list(changed) == [first, second, third]
    assert strongest(before.believed).name == "anger"
    assert strongest(changed[second].believed).name == "sadness"
    assert life.believed().probs == pytest.approx(changed[third].believed.probs)


def test_a_corrected_talk_is_as_if_i_had_said_so_at_once(life: Life, tmp_path: Path) -> None:
    first, _ = life.say(DOOR, sounds("anger", 0.2))
    life.say("it was late", sounds("anxiety", 0.3))
    life.person.correct(first, "sadness", life.now)
    (tmp_path / "other").mkdir()
    other = Life(tmp_path / "other")
    other.say("x", (0.02,) * 4 + (1.0,) + (0.02,) * 3)
    other.say("it was late", sounds("anxiety", 0.3))
    assert other.believed() == life.believed()
    assert other.store.learnt() == life.store.learnt()
    other.store.close()


def test_what_i_corrected_counts_in_the_learnt_numbers_and_survives_a_restart(life: Life) -> None:
    life.say("morning", sounds("calm"))
    second, _ = life.say(DOOR, sounds("anger"), unit(1))
    before = life.store.learnt()
    life.person.correct(second, "sadness", life.now)
    counts = learn.decoded(life.store.learnt()).moves["question"]
    assert life.store.learnt() != before
    assert counts[NAMES.index("calm"), NAMES.index("sadness")] > 0.5
    assert counts.sum() == pytest.approx(1.0, abs=1e-3)
    life.open()
    assert [one.said for one in life.person.learnt().corrections] == ["sadness"]


def test_i_may_correct_a_message_twice_and_the_last_word_counts(life: Life) -> None:
    turn_id, _ = life.say(DOOR, sounds("anger", 0.2))
    life.person.correct(turn_id, "sadness", life.now)
    life.person.correct(turn_id, "shame", life.now)
    assert life.leading() == "shame"
    (kept,) = life.person.learnt().corrections
    assert (kept.heard, kept.said) == ("anger", "shame"), "heard is what was read, not corrected"


def test_a_misreading_is_not_made_again_with_a_message_alike(life: Life) -> None:
    turn_id, _ = life.say(DOOR, sounds("anger", 0.2), unit(1))
    life.person.correct(turn_id, "sadness", life.now)
    life.open(after=WEEK)
    life.say("he left the door wide open again", sounds("anger", 0.2), alike(unit(1), 0.9))
    assert life.leading() == "sadness"
    life.open(after=WEEK)
    life.say("the window is broken", sounds("anger", 0.2), alike(unit(1), 0.2))
    assert life.leading() == "anger", "something else is read as ever"


def test_a_message_of_another_talk_cannot_be_corrected_here(life: Life) -> None:
    turn_id, _ = life.say(DOOR, sounds("anger"))
    life.open()
    for unknown in (turn_id, 99, -1):
        with pytest.raises(InputRefused, match=NOT_OF_THIS_TALK):
            life.person.correct(unknown, "sadness", life.now)
    assert life.store.corrections() == ()


def test_a_feeling_there_is_not_is_refused_and_nothing_is_kept(life: Life) -> None:
    turn_id, _ = life.say(DOOR, sounds("anger"))
    before = life.believed()
    with pytest.raises(ValueError, match="no state"):
        life.person.correct(turn_id, "boredom", life.now)
    assert life.store.corrections() == ()
    assert life.believed() == before


# --- taking back ---------------------------------------------------------------------------------


@pytest.mark.parametrize("place", [0, 1, 2])
def test_taking_a_correction_back_restores_belief_and_counts_exactly(
    life: Life, place: int
) -> None:
    taken = [
        life.say(text, sounds(name, 0.2), unit(i))
        for i, (text, name) in enumerate([(DOOR, "anger"), ("late", "anxiety"), ("so", "calm")])
    ]
    before, counts = life.believed(), life.store.learnt()
    turn_id = taken[place][0]
    life.person.correct(turn_id, "shame", life.now)
    assert life.believed() != before and life.store.learnt() != counts
    restored = life.person.undo(turn_id)
    assert life.believed() == before
    assert life.store.learnt() == counts
    assert life.person.learnt().corrections == ()
    for known_id, track in taken[place:]:
        again = restored[known_id]
        assert (again.belief, again.tone, again.shift) == (track.belief, track.tone, track.shift)


def test_a_lesson_taken_back_teaches_nothing_any_more(life: Life) -> None:
    turn_id, _ = life.say(DOOR, sounds("anger", 0.2), unit(1))
    life.person.correct(turn_id, "sadness", life.now)
    life.person.undo(turn_id)
    life.say("so", EVEN)
    life.say(DOOR, sounds("anger", 0.2), unit(1))
    assert life.leading() == "anger"
    assert life.used.likelihood == sounds("anger", 0.2)


def test_a_correction_of_an_earlier_talk_can_be_taken_back_too(life: Life) -> None:
    turn_id, _ = life.say(DOOR, sounds("anger", 0.2), unit(1))
    life.person.correct(turn_id, "sadness", life.now)
    life.open(after=WEEK)
    before = life.believed()
    assert life.person.undo(turn_id) == {}
    assert life.believed() == before
    life.say(DOOR, sounds("anger", 0.2), unit(1))
    assert life.leading() == "anger"


def test_taking_it_back_frees_the_alike_messages_that_came_after(life: Life) -> None:
    first, _ = life.say(DOOR, sounds("anger", 0.2), unit(1))
    life.person.correct(first, "sadness", life.now)
    life.say("so", EVEN)
    life.say(DOOR, sounds("anger", 0.2), unit(1))
    assert life.leading() == "sadness"
    life.person.undo(first)
    assert life.leading() == "anger"


def test_switching_learning_off_does_not_unlearn_what_was_learnt(life: Life) -> None:
    ids = [life.say("so", sounds(name))[0] for name in ("anger", "joy", "anger", "joy")]
    before = learn.decoded(life.store.learnt()).turns
    life.person.learns = False
    life.person.correct(ids[0], "sadness", life.now)
    life.person.learns = True
    life.say("x", EVEN)
    assert learn.decoded(life.store.learnt()).turns > before


def test_what_was_said_while_learning_was_off_is_never_learnt_later(life: Life) -> None:
    life.open(learns=False)
    ids = [life.say("so", sounds(name))[0] for name in ("anger", "joy", "anger", "joy")]
    life.person.learns = True
    life.person.correct(ids[0], "sadness", life.now)
    assert learn.decoded(life.store.learnt()).turns == 0


def test_what_was_forgotten_is_not_learnt_again_by_a_correction(life: Life) -> None:
    ids = [life.say("so", sounds(name))[0] for name in ("anger", "joy", "anger", "joy")]
    life.person.forget_learnt()
    life.person.correct(ids[0], "sadness", life.now)
    assert learn.decoded(life.store.learnt()).turns == 0


def test_a_lesson_made_with_another_embedder_is_passed_over(life: Life) -> None:
    first, _ = life.say(DOOR, sounds("anger", 0.2), unit(1))
    life.person.correct(first, "sadness", life.now)
    life.say(DOOR, sounds("anger", 0.2), unit(1)[:128])
    assert life.person.believed_at(life.now) is not None


def test_of_a_forgotten_message_no_word_and_no_vector_stays_in_the_talk(life: Life) -> None:
    first, _ = life.say(DOOR, sounds("anger"), unit(0))
    second, _ = life.say("it was late", EVEN, unit(1))
    life.person.correct(first, "sadness", life.now)
    (memory,) = (m for m in life.store.memories() if m.text == DOOR)
    life.store.forget(memory.id)
    life.person.forget_all_but([second])
    assert DOOR not in repr(vars(life.person))
    heard, later = life.person._heard
    assert heard.embedding is None and heard.said == "" and later.embedding is not None
    assert life.person._lessons == ()


def test_a_correction_to_a_feeling_there_is_no_more_stops_no_message(life: Life) -> None:
    turn_id, _ = life.say(DOOR, sounds("anger"), unit(0))
    life.store.save_correction(turn_id, "anger", "melancholy", life.now, unit(0))
    life.open()
    life.say(DOOR, sounds("anger"), unit(0))
    assert life.leading() == "anger"
    assert sum(day.turns for day in life.person.days()) == 2


def test_what_was_learnt_does_not_come_back_where_its_traces_could_not_be_scrubbed(
    life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        life.say(DOOR, sounds("anger"), unit(0))

    def scrub(_db: object) -> None:
        raise StoreError("traces stay")

    with monkeypatch.context() as patched:
        patched.setattr("companion.memory.store.scrub", scrub)
        with pytest.raises(StoreError):
            life.person.forget_learnt()
    life.say(DOOR, sounds("anger"), unit(0))
    assert learn.decoded(life.store.learnt()).turns == pytest.approx(1.0, abs=0.01)
