"""How much danger a person's words speak of, and which limits of our role they touch.

Rules on words and a sum over pieces of them: the result stands before memory and engine are asked, and
stands when both are broken. A second look by a small model may raise it afterwards. Rules of thumb written by hand and measured (`tests/lines`), not a diagnosis; where
a sentence can be read two ways the heavier reading wins, unless it is plainly an idiom or the words
around it tell of a film, a song or a trade.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from companion.policy import cues, danger, risk_heard, tender
from companion.policy import limits as learnt
from companion.policy import risk_answers as answers
from companion.policy import risk_context as context
from companion.policy.bonds import bonds
from companion.policy.boundaries import touched
from companion.policy.plain import own_words, plain
from companion.policy.risk_heard import ABOUT_SELF, WORN, Hit
from companion.policy.risk_words import BODY, BY_SOUND, REASONS, VIOLENCE, speaks_of
from companion.policy.second_look import Second
from companion.turn import Assessment, Belief, Risk

STATE_ORDER = ("calm", "joy", "affection", "hope", "sadness", "anxiety", "anger", "shame")
"""The order of `Belief.probs`; a test holds it equal to the tracker's."""

_HEAVY = ("sadness", "shame")
_SURELY_HEAVY = 0.75
_SHORT_ANSWER = 40
_TOLD = ("abuse", "harm-to-others", "medical", "eating", "self-harm", "someone-else")
_IN_STORIES = ("suicide", "self-harm", "step", "someone-else")  # told of films, songs and trades
_COURTESIES = ("greeting", "how-are-you", "not-great", "thanks", "farewell", "yes", "no", "unsure")
# Probabilities of `danger`, chosen on the dev half of the bench's lines: from where the wording as a
# whole is danger, danger beside other signs, and a life at stake now.
CARE, CARE_BESIDE, NOW = 0.88, 0.78, 0.8
# Where a second look is to come or came, from where the wording needs none: an ordinary message of somebody
# who sleeps badly lies between the two.
CARE_SURE, CARE_SURE_BESIDE = 0.97, 0.85
# The same of the wording and the second look together: the mean of their log-odds. Where both listeners
# heard they must be surer, or three take more ordinary messages for danger than two.
CARE_BOTH, CARE_BOTH_BESIDE, NOW_BOTH = 0.8, 0.7, 0.8
CARE_THREE, CARE_THREE_BESIDE = 0.85, 0.75
STORY, FEW = 0.65, 5  # that the words around a sign tell of no life; how many there must be
CARE_GOODBYE = 0.97  # at an ordinary goodbye, which sounds like one for ever

_TWO_BURDENS = "More than one thing in the words sounds like giving up."
_STEPS = "There is talk of a time, a means, a plan or a farewell."
_EARLIER = "A moment ago the words spoke of danger, so the care stays."
_ANSWER = "This may be an answer to the question about danger."
_TALK = "Earlier in the talk there was a quiet sign of a farewell or a means."
_BELIEF = "The words sound hopeless and the last turns felt very heavy."


def assess(
    text: str,
    belief: Belief | None = None,
    previous: Assessment | None = None,
    second: Second | None = None,
    *,
    waits: bool = False,
) -> Assessment:
    """Risk, the words that led to it, boundaries touched and plain reasons.

    belief: what the tracker believed before or after this turn; None when it is not available.
    previous: the assessment of the turn before; danger steps down one degree a turn, never at once.
    second: what a second look heard, where there was one; it raises the risk found without it and
    never lowers it, and says better than the wording which limit is touched. waits: one is still to come, so that the wording alone must be surer; where none
    came in the end, ask once more without it. Never raises; costs two or three milliseconds, a tenth of a second for the longest message.
    """
    spelling = plain(text)
    heard = risk_heard.heard(spelling)
    read = danger.shipped()
    otherwise = previous is not None and answers.otherwise(spelling)
    beside = _is_heavy(belief) or (_low(previous) and not otherwise)
    hits = list(heard.hits) if beside or read is None else [_lived(hit, read) for hit in heard.hits]
    limits = _limits(text, spelling, second)
    hits += _groomed(spelling, limits, previous)
    risk, reasons = _weigh(hits, spelling, belief)
    looked = waits or second is not None
    wording = read.of(heard.undenied) if read is not None else None
    levels = (
        (wording, "sound", _level(wording, beside, looked)),
        (second.sound if second else None, "second", _of_both(spelling, wording, second, beside)),
    )
    risk, reasons, sounds = _by_sound(levels, risk, reasons)
    own = any(hit.kind in (*WORN, "step") for hit in hits)
    risk, reasons = _in_talk(previous, risk, reasons, own)
    risk, reasons, carried = _after(previous, risk, reasons, spelling, otherwise=otherwise)
    kinds = [kind for kind in _TOLD if any(h.kind == kind and h.risk >= Risk.LOW for h in hits)]
    telling = [hit.words for hit in hits]
    telling += (word for sound in sounds for word in sound.words)
    words = [own_words(one, text) for one in telling] if risk else []
    if carried is not None:
        kinds += (kind for kind in carried.boundaries if kind in _TOLD)
        words += carried.risk_words
    kinds += (sound.kind for sound in sounds if sound.kind in _TOLD)
    return Assessment(
        risk=risk,
        risk_words=tuple(dict.fromkeys(words)),
        boundaries=(*dict.fromkeys(kinds), *(b for b in limits if b != "farewell" or not risk)),
        reasons=reasons,
    )


def together(one: Assessment | None, other: Assessment | None) -> Assessment | None:
    """What was heard in two places as one: the heavier risk, and everything that was noticed."""
    if one is None or other is None:
        return one or other
    return Assessment(
        risk=max(one.risk, other.risk),
        risk_words=(*one.risk_words, *other.risk_words),
        boundaries=tuple(dict.fromkeys((*one.boundaries, *other.boundaries))),
        reasons=tuple(dict.fromkeys((*one.reasons, *other.reasons))),
    )


def _weigh(hits: list[Hit], spelling: str, belief: Belief | None) -> tuple[Risk, tuple[str, ...]]:
    """The heaviest sign, raised by steps towards an act, by several burdens, or by a heavy belief."""
    risk = max((hit.risk for hit in hits), default=Risk.NONE)
    reasons = [REASONS[hit.kind] for hit in hits]
    worn = {hit.kind for hit in hits if hit.kind in WORN}
    raised = _raised(hits, spelling)
    if raised > risk:
        risk = raised
        reasons.append(_STEPS)
    if risk == Risk.LOW and "burden" in worn and len(worn) > 1:
        risk = Risk.ELEVATED
        reasons.append(_TWO_BURDENS)
    quiet = {hit.words for hit in hits if hit.kind == "step"}
    if risk == Risk.LOW and quiet and len(quiet) + len(worn) > 1:
        risk = Risk.ELEVATED
        reasons.append(_STEPS)
    if risk == Risk.LOW and worn and _is_heavy(belief):
        risk = Risk.ELEVATED
        reasons.append(_BELIEF)
    return risk, tuple(dict.fromkeys(reasons))


def _lived(hit: Hit, read: danger.Danger) -> Hit:
    """The sign, or a quiet one where the words around it tell of a film, a song, a game, a joke or a trade.

    Wording and second look may still find danger in it.
    """
    if hit.kind not in _IN_STORIES or hit.risk < Risk.ELEVATED:
        return hit
    if len(hit.told.split()) < FEW or read.story(hit.told) < STORY:
        return hit
    return replace(hit, kind="story", risk=Risk.LOW)


def _by_sound(
    levels: Iterable[tuple[danger.Sound | None, str, Risk]],
    risk: Risk,
    reasons: tuple[str, ...],
) -> tuple[Risk, tuple[str, ...], list[danger.Sound]]:
    """Risk and reasons with the wording as a whole and the second look, and those that raised them.

    levels: what each heard, the key of its reason, and the degree. Danger that was
    found is never taken away here, the rules' by the wording or the wording's by the second look.
    """
    heard: list[danger.Sound] = []
    for sound, reason, level in levels:
        if sound is not None and level > risk:
            told = [REASONS[sound.kind]] if sound.kind else []
            reasons = tuple(dict.fromkeys((*reasons, REASONS[reason], *told)))
            risk = level
            heard.append(sound)
    return risk, reasons, heard


def _level(sound: danger.Sound | None, beside: bool, looked: bool) -> Risk:
    """The degree of danger that the wording speaks of by itself.

    beside: there are other signs, of a heavy belief or earlier in the talk, so less is needed. looked:
    a second look is asked as well, so more is.
    """
    care = CARE_BESIDE if beside else CARE
    if looked:
        care = CARE_SURE_BESIDE if beside else CARE_SURE
    if sound is None or sound.care < care:
        return Risk.NONE
    return Risk.ACUTE if sound.now >= NOW else Risk.ELEVATED


def _of_both(
    spelling: str, wording: danger.Sound | None, second: Second | None, beside: bool
) -> Risk:
    """The degree both speak of together; the second look alone where the wording cannot be read."""
    if second is None:
        return Risk.NONE
    sound = second.sound
    other = wording or sound
    both = danger.together(other, sound, second.models)
    needed = CARE_BOTH_BESIDE if beside else CARE_BOTH
    if second.models > 1:
        needed = CARE_THREE_BESIDE if beside else CARE_THREE
    if both.care < (CARE_GOODBYE if cues.move(spelling) == "farewell" else needed):
        return Risk.NONE
    return Risk.ACUTE if both.now >= NOW_BOTH else Risk.ELEVATED


def _limits(text: str, spelling: str, second: Second | None) -> tuple[str, ...]:
    """The limits touched, by their patterns; where those say nothing, by the second look, else the wording.

    A greeting, thanks, a yes or no are moments of their own, and so is asking to be listened to; beside
    a loss or harm nobody is told what a program is for having said how good it is to talk.
    """
    if known := touched(spelling):
        return known
    if cues.to_be_heard(text):
        return ()
    form, read = cues.move(text), learnt.shipped()
    if form not in _COURTESIES and not tender.kind(text) and (spoken := bonds(spelling)):
        return spoken
    worded = () if form or read is None else read.of(spelling)
    if form in _COURTESIES or second is None:
        return worded
    return learnt.with_second(worded, second.limit, second.sure, spelling)


def _low(previous: Assessment | None) -> bool:
    return previous is not None and previous.risk >= Risk.LOW


def _raised(hits: list[Hit], spelling: str) -> Risk:
    """What steps towards an act make of the signs.

    A thought with one step is acute; worn words need one step to be elevated and two to be acute;
    two steps speak for themselves, and with a time or a means they are acute.
    """
    own = [hit for hit in hits if hit.kind in (*ABOUT_SELF, *WORN)]
    risk = max((hit.risk for hit in own), default=Risk.NONE)
    steps = sum(1 for step in context.STEPS if step.search(spelling))
    planned = context.PLAN.search(spelling) is not None or any(hit.dated for hit in own)
    if risk >= Risk.ELEVATED and (steps or planned):
        return Risk.ACUTE
    denied = any(hit.kind in ABOUT_SELF for hit in own)
    if risk == Risk.LOW and steps and not denied:
        return Risk.ACUTE if steps + planned > 1 else Risk.ELEVATED
    if risk == Risk.NONE and steps > 1:
        timed = context.TIME.search(spelling) is not None
        return Risk.ACUTE if planned or timed or steps > 2 else Risk.ELEVATED
    return risk


def _is_heavy(belief: Belief | None) -> bool:
    if belief is None or len(belief.probs) != len(STATE_ORDER):
        return False
    return sum(belief.probs[STATE_ORDER.index(name)] for name in _HEAVY) >= _SURELY_HEAVY


def _groomed(spelling: str, limits: tuple[str, ...], previous: Assessment | None) -> list[Hit]:
    """A secret, pictures or a meeting asked of a person who said now, or a turn ago, that they are a minor."""
    minor = "minor" in limits or (previous is not None and "minor" in previous.boundaries)
    match = context.SECRET.search(spelling) if minor else None
    return [Hit("abuse", Risk.ELEVATED, match.group(0), dated=False)] if match else []


def _in_talk(
    previous: Assessment | None, risk: Risk, reasons: tuple[str, ...], own: bool
) -> tuple[Risk, tuple[str, ...]]:
    """A second sign after a quiet step is danger; the step is remembered for the rest of the talk."""
    if previous is None or not {REASONS["step"], _TALK} & set(previous.reasons):
        return risk, reasons
    return (max(risk, Risk.ELEVATED) if own else risk), (*reasons, _TALK)


def _after(
    previous: Assessment | None,
    risk: Risk,
    reasons: tuple[str, ...],
    spelling: str,
    *,
    otherwise: bool,
) -> tuple[Risk, tuple[str, ...], Assessment | None]:
    """Danger spoken of a turn ago fades by one degree at most; `previous` where it goes on as it was.

    It goes on where the words answer our own question so: a short yes, a no to "are you safe?", and
    after something done or an emergency all that does not say that help is there. It fades by two
    where it was heard in the wording alone and they say that it was meant `otherwise`.
    """
    if previous is None or previous.risk < Risk.ELEVATED:
        return risk, reasons, None
    known = [r for r in previous.reasons if r in REASONS.values()]
    short = len(spelling) <= _SHORT_ANSWER
    own = speaks_of(previous, "suicide")
    alone_with_it = own and set(VIOLENCE).isdisjoint(previous.boundaries)
    helped = answers.helped(spelling)
    # "Yes, my brother is here" is who is there; "yes, but he is here" may be a yes to dying.
    near = alone_with_it and answers.COMPANY.search(spelling) and not answers.BUT.search(spelling)
    safe = near or helped or answers.SAFE.search(spelling)
    if short and answers.YES.match(spelling) and not safe and risk < Risk.ACUTE:
        kept = Risk.ACUTE if speaks_of(previous, "suicide", "step") else previous.risk
        return max(risk, kept), tuple(dict.fromkeys((*reasons, *known, _ANSWER))), previous
    denies = short and not own and answers.NO.match(spelling)
    urgent = previous.risk == Risk.ACUTE and speaks_of(previous, *BODY)
    alone = urgent and not helped
    there = not alone_with_it and answers.THERE.search(spelling)
    if there or answers.NOT_SAFE.search(spelling) or (not otherwise and (denies or alone)):
        told = tuple(dict.fromkeys((*reasons, *known, _EARLIER)))
        return max(risk, previous.risk), told, previous
    by_sound = otherwise and BY_SOUND & set(previous.reasons)
    faded = Risk(max(0, previous.risk - (2 if by_sound else 1)))
    if risk < faded:
        return faded, (*reasons, _EARLIER), None
    return risk, reasons, None
