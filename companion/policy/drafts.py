"""Choosing among a small model's drafts of one sentence: the one a friend would send, or none.

A reply is made sentence by sentence, each for one planned kind. Of each the model writes several
drafts. What the guard refuses and what hardly makes sense (`sense`) is thrown away; of the rest the
best is taken. Where none is left, `compose` speaks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from companion.policy.gainsaid import gainsays
from companion.policy.grammar import sentences
from companion.policy.known_words import stem, unknown_words
from companion.policy.plain import plain
from companion.policy.regret import regrets
from companion.policy.sense import Drafted
from companion.policy.shows import advises, shows
from companion.policy.words import listed
from companion.turn import WARMTH, Strategy

LEAST_WORDS, MOST_WORDS = 2, 14  # of a sentence; longer ones are seldom right
# Probability of making sense from which a sentence may be said. The judge spreads kinds differently: of
# judged drafts at these values some 70 in 100 were fit, whatever their kind, and the best is taken.
FIT = 0.6
FIT_OF: dict[str, float] = {
    Strategy.QUESTION: 0.47,
    Strategy.PARAPHRASE: 0.5,
    Strategy.REFLECTION: 0.55,
}
FELT = 0.25  # |valence| from which something hurts, or is good
OPENING = 3  # words by which a beginning is known again
LIKE = 0.6  # shared words over all, from which two sentences say the same
BESIDE = 0.4  # the same within one reply
COPIED = 6  # words in a row that are theirs word for word: an echo, not an answer

# What a sentence is worth; steps of a quarter, set by hand on drafts read aloud.
MAKES_SENSE, TAKES_UP, DOES, WARM = 2.0, 0.75, 1.0, 0.25
BRINGS_IN, SAYS_AGAIN, ECHOES, NOT_THEIRS = -0.5, -1.5, -0.5, -0.75
LEAST = 0.75  # a sentence worth less is not said

_WARM = re.compile(
    r"\b(?:im (?:so |really |very |truly )?(?:sorry|glad)|i hope|sorry (?:that|about|you)"
    r"|must (?:hurt|be so|feel so|have (?:hurt|been so))|youre not alone|you are not alone"
    r"|every right|how (?:lovely|wonderful|good|nice)|wonderful|lovely|well done|thank you for)\b"
)
_GLAD = re.compile(
    r"\b(?:glad\b(?! you (?:told|said|wrote|came))|happy for|how (?:lovely|wonderful|nice)|wonderful|congrat\w*"
    r"|(?:good|great) news|well done|enjoy|happy|proud|excited|thrilled|delighted|relieved|good luck"
    r"|(?:feel|felt|sound|are|be|youre) (?:so |very |really |quite )?(?:loved|cherished|adored))\b"
)
_PITY = re.compile(
    r"\bsorry\b|\bevery right to be (?:nervous|sad|angry|scared|afraid|worried|upset|hurt|tired)\b"
    r"|\b(?:you (?:sound|are|must be|must feel)|youre) (?:so |very |really )*(?:nervous|sad|angry|scared|afraid|worried|upset|hurt|tired|lonely|alone)\b"
)
# What a small model says again and again, or says to the wrong person.
_STALE = re.compile(
    r"^(?:good)?bye\b|^good (?:morning|afternoon|evening)\b|\bhave a (?:lovely|nice|good|great|wonderful|safe) (?:day|night|evening|weekend|time|trip|one)\b"
    r"|^its a (?:lovely|nice|beautiful|good|great) day\b"
    r"|^you must feel so alone\b|^you did it\b|\bthat(?: i|)s (?:a )?(?:fair|good|nice)(?: thing)?\W*$|\b(?:hurt|be so \w+) to (?:\w+ ){1,3}(?:yesterday|last (?:night|week))\W*$|^it(?:s| is| was) (?:only )?fair to\b|^you are [\w ]+, (?:and )?im (?:so )?glad\b|\bi hope (?:the|your) (?:job|work|school) goes\b"
    r"|^it (?:takes|took) (?:courage|strength) to (?!(?:say|ask|tell|admit|talk|speak|leave|try|stand|stop|call|write|go|come"
    r"|look|face|seek|share|keep)\b)"  # to feel, to be, to lose: that is nothing one has courage for
    r"|\bself\W?(?:hat|loath)\w*|\bhat(?:e|ing) yourself\b"  # named, it sounds approved of
    r"|\bthank you for (?!telling|saying|sharing|writing|trusting me|letting me|asking|your|that|this|being)"
)
# Ease is heard in words alone: a belief that leans that way is no ground to tell a person so.
_EASE = re.compile(
    r"\b(?:you(?:re)?|youve) (?:seem|sound|look|are|feel|must (?:be|feel))? ?(?:so |very |really |quite |more |much |a bit |pretty )*"
    r"(?:calm|relaxed|at (?:ease|peace)|peaceful|content|comfortable|settled|rested|fine|okay|ok)\b"
)
_EASE_TOLD = re.compile(
    r"\b(?:calm\w*|relax\w*|ease|peace\w*|content(?:ed)?|comfort\w*|settled|rest(?:ed|ful)|cosy|quiet|slept well|(?<!not )(?:fine|okay|ok|well|good))\b"
)
# Who is sorry for having shouted is not told that their anger was right.
_RIGHT_TO_ANGER = re.compile(
    r"\bright to (?:be|feel) (?:so )?(?:angry|furious|mad|cross|annoyed)\b"
)
# "What would you like to tell them?" needs somebody who was spoken of.
_THEM = re.compile(r"\b(?:they|them|their|theyre)\b")
_MANY = re.compile(
    r"\b(?:they\w*|them|their|people|family|everyone|everybody|someone|somebody|nobody|anyone|anybody"
    r"|children|company|team|\w{3,}[^s\W]s)\b"
)
# Luck is wished for what is still to come.
_AHEAD = re.compile(
    r"\b(?:tomorrow|tonight|soon|next|later|will|ill|going to|gonna|\w+day|coming)\b"
)
_SHORT = re.compile(r"\b(it|that|you|i|there|what|who)(s|re|m)\b")
_LONG = {"s": "is", "re": "are", "m": "am"}
_PRESCRIBED = re.compile(r"^You must feel (so|very|really) (?=\w)")
_AS_THEIRS = re.compile(r"\byou(?:re| are| must be| must feel| feel| sound| seem)\b")


@dataclass(frozen=True)
class Wanted:
    """What a draft is held against.

    text: the person's words now. known: everything said that a draft may name. strategies: planned.
    length: sentences at most. earlier: our sentences in this talk, oldest first. felt: valence, -1..1.
    others: the trouble is somebody else's. said: their words before in this talk.
    """

    text: str
    strategies: tuple[Strategy, ...]
    known: str = ""
    length: int = 2
    earlier: tuple[str, ...] = ()
    felt: float = 0.0
    others: bool = False
    said: tuple[str, ...] = ()


def slots(wanted: Wanted) -> tuple[str, ...]:
    """The kinds of sentence the reply is made of, in order: warmth first where there is room for it."""
    planned = sorted(wanted.strategies, key=lambda kind: kind is Strategy.QUESTION)
    warm = abs(wanted.felt) >= FELT and len(planned) < wanted.length
    return ((WARMTH,) if warm else ()) + tuple(planned)


def best(
    drafts: Sequence[Drafted],
    kind: str,
    wanted: Wanted,
    before: Sequence[str],
    passes: Callable[[str], bool],
    sense: Callable[[Sequence[Drafted]], Sequence[float]],
) -> str:
    """The best draft of one sentence, "" where none is fit.

    Nothing begins as an earlier sentence of this talk did. kind: a strategy, or WARMTH. before: the
    sentences of this reply that stand before it. passes: whether the guard lets a sentence through. sense: how likely each makes sense as an answer, 0..1.
    """
    once = {
        line: replace(one, line=line)
        for one in drafts
        for line in map(_as_a_guess, sentences(one.line)[:1])
    }
    begun = {_opening(line) for line in wanted.earlier}
    may = [
        one
        for line, one in once.items()
        if _may(line, kind, wanted)
        and _opening(line) not in begun
        and _fits(line, before)
        and passes(line)
    ]
    worth = {
        one.line: worth_of(one.line, p, wanted) + DOES * _does(kind, one.line, wanted.text)
        for one, p in zip(may, sense(may), strict=True)
        if p >= FIT_OF.get(kind, FIT)
    }
    good = [line for line in worth if worth[line] >= LEAST]
    return max(good, key=worth.__getitem__, default="")


def worth_of(line: str, likely: float, wanted: Wanted) -> float:
    """What a sentence is worth as an answer, apart from the kind of reply it is: see the weights."""
    words = _words(line)
    earlier = [frozenset(_words(before)) for before in wanted.earlier]
    again = any(_alike(frozenset(words), before) >= LIKE for before in earlier)
    return (
        MAKES_SENSE * likely
        + TAKES_UP * (takes_up(line, wanted.text) > 0)
        + WARM * (abs(wanted.felt) >= FELT and is_warm(line))
        + BRINGS_IN * len(unknown_words(words, wanted.known))
        + SAYS_AGAIN * again
        + ECHOES * (_longest_run(words, _words(wanted.text)) >= COPIED)
        + NOT_THEIRS * (wanted.others and _AS_THEIRS.search(plain(line)) is not None)
    )


def is_warm(line: str) -> bool:
    """Whether a sentence says warmth in plain words."""
    return _WARM.search(plain(line)) is not None


def _as_a_guess(line: str) -> str:
    """What somebody feels is heard, not prescribed: "you must feel so sad" is "you sound so sad"."""
    return _PRESCRIBED.sub(r"You sound \1 ", line)


def _may(line: str, kind: str, wanted: Wanted) -> bool:
    """Whether a sentence is whole, of sensible length, and of the kind asked for.

    Gladness needs good news, and good news no pity. A question or a suggestion comes only where it was planned.
    """
    if not LEAST_WORDS <= len(line.split()) <= MOST_WORDS or line[-1] not in ".!?":
        return False
    if line.endswith("?") is not (kind == Strategy.QUESTION):
        return False
    spelling = plain(line)
    if _STALE.search(spelling) or (wanted.felt < FELT and _GLAD.search(spelling)):
        return False
    if wanted.felt >= FELT and _PITY.search(spelling):
        return False
    if _EASE.search(spelling) and not _EASE_TOLD.search(plain(wanted.text)):
        return False
    if _RIGHT_TO_ANGER.search(spelling) and any(map(regrets, wanted.said)):
        return False
    if gainsays(line, wanted.known):
        return False
    if "good luck" in spelling and not _AHEAD.search(plain(wanted.text)):
        return False
    if kind == WARMTH and not is_warm(line):
        return False
    if kind == Strategy.PARAPHRASE and not takes_up(line, wanted.text):
        return False  # what was said before is no answer to what is said now
    if _THEM.search(spelling) and not _MANY.search(wanted.known):
        return False
    return kind in (Strategy.QUESTION, Strategy.SUGGESTION) or not advises(line)


def _does(kind: str, line: str, text: str) -> bool:
    return is_warm(line) if kind == WARMTH else shows(Strategy(kind), [line], text)


def _fits(line: str, chosen: Sequence[str]) -> bool:
    """Whether a sentence says something else than those chosen, and begins otherwise."""
    words = _words(line)
    return not any(
        line == other
        or words[:2] == _words(other)[:2]
        or (line.endswith("?") and other.endswith("?"))
        or _alike(frozenset(words), frozenset(_words(other))) >= BESIDE
        for other in chosen
    )


def takes_up(reply: str, text: str) -> int:
    """How many words of substance of the person's the reply takes up, by their stems."""
    return len(stems(text) & stems(reply))


def stems(text: str) -> frozenset[str]:
    """The words of substance in `text`, without endings."""
    words = re.findall(r"[^\W\d_]+", plain(text))
    return frozenset(stem(word) for word in words if len(word) > 2) - _EMPTY


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", plain(text))


def _opening(line: str) -> tuple[str, ...]:
    """The first words of a sentence, "it's" and "it is" alike."""
    whole = _SHORT.sub(lambda found: f"{found[1]} {_LONG[found[2]]}", plain(line))
    return tuple(_words(whole)[:OPENING])


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared words over all words (Jaccard), 0..1."""
    return len(one & other) / len(one | other) if one and other else 0.0


def _longest_run(one: Sequence[str], other: Sequence[str]) -> int:
    """The most words in a row that stand in both."""
    longest = 0
    before = [0] * (len(other) + 1)
    for word in one:
        now = [0] * (len(other) + 1)
        for j, theirs in enumerate(other, start=1):
            if word == theirs:
                now[j] = before[j - 1] + 1
                longest = max(longest, now[j])
        before = now
    return longest


# Words that say nothing of the matter.
_EMPTY = frozenset(
    stem(word)
    for word in listed(
        """
        the and you your youre for are was were been being but not with that this these those its
        have has had having him her his hers she they them their there then than what when where
        which who whom why how all any some just really very much more most too also about after
        again because before between both can could would should will wont cant dont didnt doesnt
        isnt wasnt did does doing done from get gets got getting give given going goes gone into
        ive ill im youve youd let like make makes made making may maybe might must need now off
        one only other our out over own quite rather same say says said seem seems sound sounds
        still such take takes took taken tell think thing things thought today told until upon
        use way well went while yes yet feel feels feeling felt know knew known want wants wanted
        lot even ever every never always something anything everything nothing someone anyone
        people time times day days come came here hear heard sorry glad hope hard good great bad
        """
    )
)
