"""What a person tells in the turns after danger, and what is said to it.

Somebody came, help was called, the tablets are locked away, it has passed, they are tired or ashamed: a person would hear
that, so no card and no question come that it has answered already. The words are in `wording/steadier.toml`,
written by people in six languages; no model has a say so soon after danger. Read against `plain.plain` text,
all languages at once, since such an answer is too short to tell which it is in.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import reduce

from companion.policy import openers, tender
from companion.policy import risk_answers as answers
from companion.policy.assess import together
from companion.policy.context import PlanContext
from companion.policy.grammar import sentences
from companion.policy.plain import plain
from companion.policy.risk_words import REASONS
from companion.policy.steadier_words import IN_VAIN, RAGE, TOLD
from companion.policy.words import listed
from companion.turn import Assessment, Risk, Turn

TURNS = 5  # in which danger is still near
LONGEST = 240  # characters; who writes more tells something new
CALMS = listed("helped company coming apart safe misheard theirs")
"""After one of these, heard without new danger, the card that stands on the page is not brought again."""

_FOLLOWED = 2  # of what was told are taken up; more would be a list
_FELT = listed("numb tired ashamed")
_NEAR = listed("helped company coming safe theirs")
_DREAD = ("abuse", "harm-to-others", "voices")  # where "he is with me" is no comfort


def told(text: str, danger: Assessment | None) -> tuple[str, ...]:
    """What a message says of how it is now, after `danger`: keys of `wording/steadier.toml`, at most two.

    danger: of the last turns, None where there was none. () as well for a long message, and for what
    can be read as danger itself: that the one who hits is there.
    """
    spelling = plain(text) if danger is not None and len(text) <= LONGEST else ""
    if danger is None or not spelling:
        return ()
    dread = any(kind in danger.boundaries for kind in _DREAD) or REASONS["voices"] in danger.reasons
    if answers.NOT_SAFE.search(spelling) or (dread and answers.THERE.search(spelling)):
        return ()
    found = [key for key, pattern in TOLD if pattern.search(spelling)]
    vain = IN_VAIN.search(spelling) or answers.NOBODY_CALLED.search(spelling)
    rage, other = RAGE.search(spelling), _of_another(danger)
    if other and not vain and _NEAR & set(found):
        return ("theirs",)
    left_out = {
        key
        for key, without in (
            ("helped", vain), ("company", vain or dread or rage), ("coming", vain or dread or rage), ("better", vain or "safe" in found),
            ("gone", not dread), ("theirs", not other), ("waiting", dread or other), ("alone", len(found) > 1),
        )
        if without
    }  # fmt: skip
    if {"company", "helped"} - left_out & set(found):
        left_out.add("coming")
    return tuple([key for key in found if key not in left_out][:_FOLLOWED])


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
    """What was heard in the last turn, and all danger of the last turns as one; None each where there was none.

    Of those turns that came after `since`. beside: what was heard elsewhere since the last turn; it counts for both.
    """
    lately = [one.assessment for one in turns[-TURNS:] if one and one.utterance.at > since]
    dangers = [one for one in (*lately, beside) if one and one.risk >= Risk.ELEVATED]
    last = lately[-1] if lately else None
    return together(last, beside), reduce(together, reversed(dangers), None)


def calms(text: str, danger: Assessment | None, now: Assessment) -> bool:
    """Whether a message leaves the card where it is: it tells something steadier, and no new danger."""
    return not now.risk_words and bool(CALMS & set(told(text, danger)))


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
    done = any(REASONS[kind] in danger.reasons for kind in ("act-done", "medical"))
    own = REASONS["suicide"] in danger.reasons
    onward = lines[told_[0]]["next"]
    if done and "helped" not in told_ and "misheard" not in told_:
        onward = lines["doctor"]["next"]
    elif own and {"company", "coming"} & set(told_):
        fresh = [one for one in lines["means"]["next"] if one not in _before(context)]
        onward = fresh if len(fresh) == len(lines["means"]["next"]) else onward
    return " ".join((*said, openers.choose(onward, {}, context, salt="steadier/next")))


def still(context: PlanContext) -> str:
    """What is said while danger is near and nothing else was told, in another language than English."""
    lines = openers.wording("steadier")[context.language]["still"]["said"]
    return openers.choose(lines, {}, context, salt="steadier/still")


def _before(context: PlanContext) -> frozenset[str]:
    return frozenset(line for opener in context.openers for line in sentences(opener))


def _of_another(danger: Assessment) -> bool:
    own = any(REASONS[kind] in danger.reasons for kind in ("suicide", "act-done", "self-harm"))
    return "someone-else" in danger.boundaries and not own
