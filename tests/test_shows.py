"""Telling which kind of reply a sentence is, on sentences and on our own exchanges."""

from __future__ import annotations

from collections import Counter

import pytest

from companion.bench.exchanges import read
from companion.policy.grammar import sentences
from companion.policy.shows import shows, strategies_in
from companion.turn import Strategy


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("What did your sister say?", Strategy.QUESTION),
        ("You must feel so let down.", Strategy.REFLECTION),
        ("That must have hurt.", Strategy.REFLECTION),
        ("I can hear how tired you are.", Strategy.REFLECTION),
        ("So you drove all night, and nobody was there.", Strategy.PARAPHRASE),
        ("You have every right to be angry.", Strategy.AFFIRMATION),
        ("It took courage to say no.", Strategy.AFFIRMATION),
        ("You could write it on a card first.", Strategy.SUGGESTION),
        ("Maybe a short walk would help.", Strategy.SUGGESTION),
        ("Many people lie awake before such a day.", Strategy.INFORMATION),
        ("I'm a program, so I have no boss of my own.", Strategy.DISCLOSURE),
        ("Take your time.", Strategy.OTHERS),
        ("Good night, sleep well.", Strategy.OTHERS),
    ],
)
def test_a_plain_sentence_shows_its_kind(line: str, kind: Strategy) -> None:
    assert kind in strategies_in(line)


def test_a_question_is_no_statement_of_a_feeling() -> None:
    assert strategies_in("Do you feel sad about it?") == {Strategy.QUESTION}


def test_saying_back_is_known_by_my_own_words() -> None:
    text = "they moved my desk next to the printer in the corridor"
    assert shows(Strategy.PARAPHRASE, ["Your desk stands by the printer in the corridor."], text)
    assert not shows(Strategy.PARAPHRASE, ["You worked hard."], text)


def test_most_of_our_own_replies_show_what_they_were_written_as() -> None:
    seen: Counter[Strategy] = Counter()
    shown: Counter[Strategy] = Counter()
    for exchange in read():
        for part, kind in zip(exchange.parts, exchange.plan, strict=True):
            seen[kind] += 1
            shown[kind] += shows(kind, sentences(part), exchange.talk[-1])
    assert min(shown[kind] / seen[kind] for kind in Strategy) > 0.6
    assert sum(shown.values()) / sum(seen.values()) > 0.8
