"""Signs of danger in the words, each weighed by what stands around it in its own sentence.

Every language has its own lists: English those of `risk_words`, `risk_others` and `signs/en.toml`, five more
`signs/*.toml`. A sentence is read with the lists of every language it may be in, and always the English.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from companion.policy import risk_abroad, tongue
from companion.policy import risk_context as context
from companion.policy.plain import SENTENCE
from companion.policy.risk_abroad import Around, Sign, Speech
from companion.policy.risk_others import OTHERS
from companion.policy.risk_words import OWN
from companion.turn import ENGLISH, Risk

ABOUT_SELF = ("suicide", "self-harm")
WORN = ("burden", "hopeless", "contempt")
_MOST_HITS = 4  # of one kind in one sentence: a page of one line repeated must stay cheap
_BEFORE = 120
_OTHERS, _NEAR = 2, 8  # words of a clause beside a sign at least, and on each side of it at most

ENGLISH_SPEECH = Speech(
    ENGLISH,
    tuple(
        risk_abroad.sign(kind, risk, patterns)
        for risk, kind, patterns in (*OWN, *context.QUIET_STEPS, *OTHERS)
    ),
    Around(
        idioms=context.IDIOMS,
        quoted=context.QUOTED,
        fiction=context.FICTION,
        own=context.OWN,
        denied=context.DENIED,
        unsure=context.UNSURE,
        confirmed=context.CONFIRMED,
        past=context.PAST,
        wish=context.WISH,
        still=context.STILL,
        hedged=context.HEDGED,
        attempted=context.ATTEMPTED,
        laughter=context.LAUGHTER,
        serious=context.SERIOUS,
        time=context.TIME,
        clause=context.CLAUSE,
    ),
)


@dataclass(frozen=True)
class Hit:
    """One sign that was found. dated: a time stands in the same sentence.

    told: the words around it, by which a story can be told from a life; none where its own clause is of
    now, or has hardly another word.
    """

    kind: str
    risk: Risk
    words: str
    dated: bool
    sentence: str = ""
    told: str = ""


@dataclass(frozen=True)
class Heard:
    """The signs, the heaviest first, and the words less idioms and less what is denied or long over.

    The second is for what cannot read a negation: "I won't hurt myself" has all the words of danger.
    """

    hits: tuple[Hit, ...]
    undenied: str


@functools.cache
def speeches() -> tuple[Speech, ...]:
    """How danger is spoken of in each language; one whose file is damaged is left out."""
    return (
        ENGLISH_SPEECH,
        *(
            replace(speech, around=ENGLISH_SPEECH.around) if speech.language == ENGLISH else speech
            for speech in risk_abroad.shipped()
        ),
    )


def heard(spelling: str) -> Heard:
    """Every sign in every sentence of a plain spelling that weighs something, and the words left."""
    told = spelling
    for speech in speeches():
        told = speech.around.idioms.sub(" , ", told)
    found: list[Hit] = []
    kept = told
    for sentence in dict.fromkeys(SENTENCE.findall(told)):
        cuts: list[tuple[int, int]] = []
        likely = (ENGLISH, *tongue.likely(sentence))
        for speech in (one for one in speeches() if one.language in likely):
            hits, cleared = _in(speech, sentence)
            found += hits
            cuts += cleared
        if cuts:
            kept = kept.replace(sentence, _without(sentence, sorted(cuts)))
    found.sort(key=lambda hit: -hit.risk)
    losses = {hit.sentence for hit in found if hit.kind == "loss"}
    return Heard(
        tuple(
            hit
            for hit in found
            if not (losses and hit.kind == "mention")
            and not (hit.kind == "someone-else" and hit.sentence in losses)
        ),
        kept,
    )


def _in(speech: Speech, sentence: str) -> tuple[list[Hit], list[tuple[int, int]]]:
    """The signs of one language in a sentence, and from where to where one is denied or long over."""
    found: list[Hit] = []
    cleared: list[tuple[int, int]] = []
    for sign in speech.signs:
        for match in islice(sign.pattern.finditer(sentence), _MOST_HITS):
            first = max(0, match.start() - _BEFORE)
            after = sentence[match.end() :]
            denied = _denied(speech.around, sentence[first : match.start()], after)
            if denied is not None:
                cleared.append((first + denied, match.end()))
            clause = _clause(speech.around, sentence, match.start())
            over = denied is None and _over(speech.around, sentence, clause, match.start())
            if over and sign.risk >= Risk.ELEVATED:
                cleared.append(match.span())
            risk = _in_context(
                sign,
                speech.around,
                sentence,
                clause,
                match.span(),
                denied=denied is not None,
                over=over,
            )
            if risk > Risk.NONE:
                beside = sentence[: match.start()] + after
                dated = speech.around.time.search(beside) is not None
                words = match.group(0).strip(" .,!?;")
                told = _told(speech.around, sentence, clause, match.span())
                found.append(Hit(sign.kind, risk, words, dated, sentence, told))
    return found, cleared


def _told(around: Around, sentence: str, clause: str, span: tuple[int, int]) -> str:
    """The words around a sign; none where its own clause is of now ("a film and now I want to die") or hardly more."""
    own = set(sentence[slice(*span)].split())  # a sign may go on where its clause ends
    others = [word for word in clause.split() if word not in own]
    if len(others) < _OTHERS or around.still.search(clause):
        return ""
    before, after = sentence[: span[0]].split(), sentence[span[1] :].split()
    return " ".join((*before[-_NEAR:], *after[:_NEAR]))


def _denied(around: Around, before: str, after: str) -> int | None:
    """Where the denial of what stands between begins; None where nothing denies it, or it is taken back."""
    found = around.denied.search(before)
    if found is None or around.unsure.search(before) or around.confirmed.search(after):
        return None
    return found.start()


def _without(sentence: str, cuts: Sequence[tuple[int, int]]) -> str:
    kept, at = [], 0
    for first, last in cuts:
        kept.append(sentence[at : max(at, first)])
        at = max(at, last)
    return " , ".join((*kept, sentence[at:]))


def _in_context(
    sign: Sign,
    around: Around,
    sentence: str,
    clause: str,
    span: tuple[int, int],
    *,
    denied: bool,
    over: bool,
) -> Risk:
    """The weight of one sign inside its sentence; span: from where to where it stands there."""
    risk, start = sign.risk, span[0]
    before, after = sentence[max(0, start - _BEFORE) : start], sentence[span[1] :]
    about_self = sign.kind in (*ABOUT_SELF, *WORN, "mention")
    quoted = around.quoted.search(before) and not around.confirmed.search(after)
    if quoted or (
        not about_self and around.fiction.search(clause) and not around.own.search(clause)
    ):
        return Risk.NONE
    if denied:
        return min(risk, Risk.LOW) if about_self else Risk.NONE
    if sign.kind == "step" and over:
        return Risk.NONE
    if risk >= Risk.ELEVATED and over:
        return Risk.LOW
    if risk == Risk.ACUTE and around.hedged.search(sentence):
        return Risk.ELEVATED
    if risk == Risk.ACUTE and about_self and around.attempted.search(before):
        return Risk.ELEVATED
    joking = around.laughter.search(sentence) and not (
        around.serious.search(sentence) or around.time.search(sentence)
    )
    if about_self and risk >= Risk.ELEVATED and joking:
        return Risk(risk - 1)
    return risk


def _clause(around: Around, sentence: str, start: int) -> str:
    """The part of the sentence a sign stands in: people type without full stops."""
    ends = [found.span() for found in around.clause.finditer(sentence)]
    first = max((end for _, end in ends if end <= start), default=0)
    last = min((begin for begin, _ in ends if begin > start), default=len(sentence))
    return sentence[first:last]


def _over(around: Around, sentence: str, clause: str, start: int) -> bool:
    """Whether what is told is over: by its own clause, or by what comes before where it is no wish."""
    if around.still.search(sentence):
        return False
    if around.past.search(clause):
        return True
    return around.past.search(sentence[:start]) is not None and around.wish.search(clause) is None
