"""What a person tells in the turns after danger, and what is said to it.

Somebody came, help was called, the tablets are locked away, it has passed, they are tired or ashamed: a person would hear
that, and ask nothing that it has answered already. It takes no danger away: risk and card are `assess`'s alone. The words are in `wording/steadier.toml`,
written by people in six languages; no model has a say so soon after danger. Read against `plain.plain` text,
all languages at once, since such an answer is too short to tell which it is in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import reduce

from companion.policy import openers, tender
from companion.policy import risk_answers as answers
from companion.policy.assess import together
from companion.policy.context import PlanContext
from companion.policy.grammar import sentences
from companion.policy.plain import plain
from companion.policy.risk_words import BODY, VIOLENCE, speaks_of
from companion.policy.steadier_words import AGAIN, IN_VAIN, MEDICAL, SWALLOWED, TOLD, UNEASY
from companion.policy.words import listed
from companion.turn import Assessment, Risk, Turn

TURNS = 5  # in which danger is still near
LONGEST = 240  # characters; who writes more tells something new
CLAIMS = listed("helped company coming apart safe misheard better theirs gone")
"""What says that danger is less. Never believed against a denial, nor where somebody else is the danger."""

_FOLLOWED = 2  # of what was told are taken up; more would be a list
_UNREAD = 2  # words that may stand beside what was told; whoever says more may say anything
_FELT = listed("numb tired ashamed")
_BODY = listed("tired numb better safe no-call")  # after something swallowed those are signs of it
_DREAD = frozenset((*VIOLENCE, "voices"))  # where "he is with me" is no comfort
_FILLING = listed(
    "yes yeah no ok okay now and then so well just the my i im a an is are here me it to us at in on with of you thanks please right already him her"
    " them too hi oh ja nein jetzt und ich bin der die das hier mir ist gerade auch es oui non je maintenant et le la les ma mon moi cest si ahora y mi"
    " yo el los las un una ora adesso e mia mio io il sim agora eu minha meu o os as de da do"
)


def told(text: str, danger: Assessment | None) -> tuple[str, ...]:
    """What a message says of how it is now, after `danger`: keys of `wording/steadier.toml`, at most two.

    danger: of the last turns, None where there was none. () as well for a long message.
    """
    spelling = plain(text) if danger is not None and len(text) <= LONGEST else ""
    if danger is None or not spelling or answers.NOT_SAFE.search(spelling):
        return ()
    found = [key for key, pattern in TOLD if _says(key, pattern, spelling)]
    dread = not _DREAD.isdisjoint(danger.boundaries) or speaks_of(danger, "voices")
    left_out = _of_no_comfort(spelling, dread) | _not_of(danger, dread)
    if "helped" in found and speaks_of(danger, *BODY) and not MEDICAL.search(spelling):
        left_out.add("helped")
    found = [key for key in found if key not in left_out]
    if "theirs" in found:
        return ("theirs",)
    more = {"coming": ("company", "helped"), "better": ("safe",)}  # say the same with more in it
    found = [key for key in found if not set(more.get(key, ())) & set(found)]
    if len(found) > 1:
        found = [key for key in found if key != "alone"]
    return tuple(found[:_FOLLOWED])


def _says(key: str, pattern: re.Pattern[str], spelling: str) -> bool:
    """Whether a message says it; what claims that danger is less must not be denied."""
    inside = key not in ("safe", "misheard")
    return any(
        key not in CLAIMS or not answers.denied(one, inside=inside)
        for one in pattern.finditer(spelling)
    )


def _of_no_comfort(spelling: str, dread: bool) -> set[str]:
    """What these words make no comfort of: somebody called in vain, awaited for another reason, or feared."""
    no: set[str] = set()
    if IN_VAIN.search(spelling) or answers.NOBODY_CALLED.search(spelling):
        no |= {"helped", "company", "coming", "better"}
    if UNEASY.search(spelling):
        no |= {"company", "coming", "safe", "helped"}
    if SWALLOWED.search(spelling):
        no.add("apart")
    if not dread or AGAIN.search(spelling):
        no.add("gone")
    return no


def _not_of(danger: Assessment, dread: bool) -> set[str]:
    """What is not taken up after this danger: beside who hurts them, after an overdose, of another person."""
    no: set[str] = set()
    if dread:
        no |= CLAIMS - {"helped", "gone"}
    if speaks_of(danger, *BODY):
        no |= _BODY
    if _of_another(danger):
        no |= {"company", "coming", "safe", "apart", "waiting"}
    else:
        no.add("theirs")
    return no


def taken_up(context: PlanContext) -> tuple[str, ...]:
    """What of it this turn's reply takes up; () where the words are danger anew. A bare "no" answers only right after it."""
    near = context.assessment.risk >= Risk.ELEVATED
    if near and context.assessment.risk_words:
        return ()
    found = told(context.text, context.shaken)
    if tender.kind(context.text) in ("grief", "harm", "contempt") and _FELT.issuperset(found):
        return ()  # those have words of their own
    return tuple(key for key in found if near or key != "alone")


def before(
    turns: Sequence[Turn | None], since: datetime, beside: Assessment | None
) -> tuple[Assessment | None, Assessment | None]:
    """What was heard in the last turn, and all danger as one where it is near; None each where there was none.

    It is near for `TURNS` turns. What counts is since `since`: who was the danger an hour ago may sit there still. beside:
    what was heard elsewhere since the last turn; it counts for both.
    """
    heard = [one.assessment for one in turns if one and one.utterance.at > since]
    previous = together(heard[-1] if heard else None, beside)
    if not _dangers((*heard[-TURNS:], beside)):
        return previous, None
    return previous, reduce(together, reversed(_dangers((*heard, beside))), None)


def _dangers(heard: Iterable[Assessment | None]) -> list[Assessment]:
    return [one for one in heard if one is not None and one.risk >= Risk.ELEVATED]


def reply(context: PlanContext) -> str:
    """A sentence for each thing that was told after the danger of the last turns, and one that goes on from there.

    After something done that may cost a life, that is the doctor while no help was called; where
    somebody is near or coming and the danger was to oneself, first that they keep what could be used.
    "" where nothing was told.
    """
    danger, told_ = context.shaken, taken_up(context)
    if danger is None or not told_:
        return ""
    lines = openers.wording("steadier")[context.language]
    said = [
        openers.choose(lines[key]["said"], {}, context, salt=f"steadier/{key}") for key in told_
    ]
    onward = _onward(told_, danger, context)
    return " ".join((*said, openers.choose(onward, {}, context, salt="steadier/next")))


def _onward(told_: Sequence[str], danger: Assessment, context: PlanContext) -> Sequence[str]:
    """The lines of which one ends the reply. Where more stands in the message than was read, it asks."""
    lines = openers.wording("steadier")[context.language]
    asks = tuple(lines["ask"]["next"])
    just_asked = any(line in asks for line in sentences("".join(context.openers[-1:])))
    if CLAIMS & set(told_) and unread(context.text) and not just_asked:
        return asks
    if speaks_of(danger, *BODY) and not {"helped", "misheard"} & set(told_):
        return tuple(lines["doctor"]["next"])
    means = tuple(lines["means"]["next"])
    said = {line for opener in context.openers for line in sentences(opener)}
    if speaks_of(danger, "suicide") and {"company", "coming"} & set(told_):
        return tuple(lines[told_[0]]["next"]) if said & set(means) else means
    return tuple(lines[told_[0]]["next"])


def unread(text: str) -> bool:
    """Whether more stands in a message than what was read of it: a comfort may hide a plan behind it."""
    left = plain(text)
    if answers.BUT.search(left):
        return True
    for _, pattern in TOLD:
        left = pattern.sub(" ", left)
    return sum(word not in _FILLING for word in re.findall(r"\w+", left)) > _UNREAD


def still(context: PlanContext) -> str:
    """What is said while danger is near and nothing else was told, in another language than English."""
    lines = openers.wording("steadier")[context.language]["still"]["said"]
    return openers.choose(lines, {}, context, salt="steadier/still")


def _of_another(danger: Assessment) -> bool:
    own = speaks_of(danger, "suicide", "act-done", "self-harm")
    return "someone-else" in danger.boundaries and not own
