"""The exchanges the starter's voice is trained on, every line of them."""

from __future__ import annotations

from collections import Counter

import pytest

from companion.bench import exchanges
from companion.bench.exchanges import TALKS, held_out, parsed, read
from companion.emotion.states import NAMES
from companion.turn import Strategy
from scripts import voice_corpus

GOOD = (
    '{"state": "joy", "plan": ["affirmation"], "talk": ["i got the flat"],'
    ' "reply": ["You got the flat, I\'m so glad!"]}'
)


@pytest.mark.parametrize("path", sorted(TALKS.glob("*.jsonl")), ids=lambda path: path.stem)
def test_every_exchange_is_fit_to_learn_from(path) -> None:
    found = read([path])
    wrong = [p for exchange in found for p in voice_corpus.problems(exchange)]
    assert wrong + voice_corpus.repeated(found) == []


def test_the_corpus_is_large_and_has_every_state_with_every_strategy() -> None:
    corpus = read()
    assert len(corpus) >= 1500
    assert sum(len(exchange.talk) > 1 for exchange in corpus) > len(corpus) / 2
    cells = Counter((exchange.state, exchange.plan[0]) for exchange in corpus)
    assert min(cells[state, kind] for state in NAMES for kind in Strategy) >= 20
    for moment, least in (("boundary", 50), ("listen", 30), ("good-news", 50), ("small-talk", 50)):
        assert sum(exchange.moment == moment for exchange in corpus) >= least


def test_no_reply_stands_twice_in_the_corpus() -> None:
    replies = Counter(exchange.reply.lower() for exchange in read())
    assert [reply for reply, count in replies.items() if count > 2] == []


def test_a_tenth_is_held_out() -> None:
    corpus = read()
    assert 0.08 < sum(map(held_out, corpus)) / len(corpus) < 0.13


@pytest.mark.parametrize(
    "line",
    [
        "{}",
        "no json",
        GOOD.replace("joy", "delight"),
        GOOD.replace("affirmation", "praise"),
        GOOD.replace('["i got the flat"]', '["i got the flat", "Lovely."]'),
        GOOD.replace('["affirmation"]', '["affirmation", "question"]'),
    ],
)
def test_a_broken_line_is_named(line: str, tmp_path) -> None:
    (tmp_path / "x.jsonl").write_text(f"{GOOD}\n{line}\n", "utf-8")
    with pytest.raises(ValueError, match=r"x\.jsonl:2"):
        read([tmp_path / "x.jsonl"])


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("You got the flat, I'm so glad!", "Your giraffe sings."), "names nothing"),
        (("I'm so glad!", "I love you!"), "claims-feelings"),
        (("I'm so glad!", "isn't it?"), "question mark"),
        (("I'm so glad!", "so " * 40 + "glad!"), "more than"),
    ],
)
def test_what_is_wrong_with_a_line_is_said(change: tuple[str, str], problem: str) -> None:
    found = voice_corpus.problems(parsed(GOOD.replace(*change)))
    assert any(problem in one for one in found), found


def test_the_model_reads_in_training_what_it_reads_in_a_talk() -> None:
    from companion.prompt import assemble
    from companion.prompt.note import cue, voice_note

    def tokenize(text: str, control: bool = False) -> tuple[int, ...]:
        return tuple(map(ord, text))

    writer = assemble.writer(assemble.TEMPLATES["chatml"], tokenize, 2048, assemble.VOICE_PERSONA)
    line = GOOD.replace('["affirmation"]', '["affirmation", "question"]').replace(
        'so glad!"]', 'so glad!", "What will you do first?"]'
    )
    made = exchanges.example(parsed(line), writer)
    pairs = list(zip(map(chr, made.tokens), made.said, strict=True))
    said = "".join(letter for letter, is_said in pairs if is_said)
    assert said == " You got the flat, I'm so glad! What will you do first?<"  # and the end mark
    begun = f"{cue('affirmation and reassurance')} You got the flat, I'm so glad! {cue('question')}"
    prompt = writer.prefix + writer.tail("i got the flat", voice_note("joy"), begun)
    assert "".join(map(chr, prompt)) in "".join(map(chr, made.tokens))


def test_a_word_of_warmth_beside_the_matter_is_learnt_as_such() -> None:
    line = GOOD.replace("affirmation", "question").replace(
        "You got the flat, I'm so glad!", "I'm so glad! What is the flat like?"
    )
    assert exchanges.lines(parsed(line)) == [
        ("warmth", "I'm so glad!"),
        ("question", "What is the flat like?"),
    ]
