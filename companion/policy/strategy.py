"""Which kind of reply comes next, and the words it begins with: before anything is generated.

The strategies are ESConv's, the stages Hill's (Liu et al., 2021). Everything is decided from the
turn's data by rules, so that *why* can name the true cause.
"""

from __future__ import annotations

from dataclasses import dataclass

from companion.policy import abroad, cues, moments, openers, steadier, tender, told
from companion.policy.context import PlanContext, doubt
from companion.policy.grammar import sentences
from companion.policy.manner import manner
from companion.policy.planner import Pair, best
from companion.policy.regret import regrets
from companion.policy.shadow import shadowed
from companion.policy.topics import topic
from companion.policy.whose import OTHER, whose
from companion.turn import ENGLISH, Decision, Risk, Stage, Strategy

UNSURE = 0.85
UNSURE_OF_GOOD = 0.6  # joining in needs more certainty than comfort does
EXPLORE_TURNS = 2
LEAST_TOLD = 6  # words of a message that a next step may be offered to

_Q, _P, _R = Strategy.QUESTION, Strategy.PARAPHRASE, Strategy.REFLECTION
_D, _A, _S = Strategy.DISCLOSURE, Strategy.AFFIRMATION, Strategy.SUGGESTION
_I, _O = Strategy.INFORMATION, Strategy.OTHERS

# Preference, best first; among those that nothing forbids the planner chooses.
_EXPLORE: tuple[Pair, ...] = ((_R, _Q), (_P, _Q), (_P, _A), (_R, _A), (_A, _O))
_COMFORT: dict[str, tuple[Pair, ...]] = {
    "sadness": ((_R, _A), (_A, _Q), (_P, _A), (_R, _Q), (_A, _I), (_R, _I), (_D, _R)),
    "anxiety": ((_A, _R), (_P, _Q), (_A, _I), (_R, _A), (_A, _Q), (_P, _A), (_R, _I), (_D, _R)),
    "anger": ((_P, _A), (_R, _Q), (_A, _R), (_P, _Q), (_R, _I), (_O, _A), (_D, _A)),
    "shame": ((_A, _R), (_R, _Q), (_P, _A), (_A, _Q), (_A, _I), (_R, _I), (_D, _A)),
    "calm": ((_P, _Q), (_A, _Q), (_R, _Q), (_P, _A), (_R, _A)),
    "troubled": ((_P, _A), (_R, _Q), (_A, _Q), (_P, _Q), (_R, _A), (_A, _R)),
}
_GLAD: tuple[Pair, ...] = ((_A, _Q), (_R, _A), (_P, _Q), (_A, _O), (_P, _A))
_UNSURE: tuple[Pair, ...] = ((_Q,), (_P, _A), (_P, _Q), (_R, _A), (_A, _Q))
_ACT: tuple[Pair, ...] = ((_S, _A), (_S, _Q), (_S,))

OFFER: Pair = (_Q, _S)  # whether a suggestion is wanted; it comes only once that is said

_CRAFT = {
    _Q: "Ask one short open question about what was just said, nothing else.",
    _P: "Say back the main thing in your own plain words, without adding facts.",
    _R: "Name the feeling gently, as a guess, in one short sentence.",
    _D: "Be plain that you are a program; never claim to feel or to have lived.",
    _A: "One warm, sober sentence that takes their side; no praise, no cheering up.",
    _S: "Offer one small thing they could do today, as an option, not an order.",
    _I: "One plain, true sentence that makes this less strange; no lecture.",
    _O: "Keep it short and leave room for more.",
}


@dataclass(frozen=True)
class _Chosen:
    """What was settled on the way to a decision."""

    pair: Pair
    reason: str
    opener: str = ""


def plan(context: PlanContext) -> Decision:
    """The kind of the next reply, the words it begins with, and why. The same context gives the same.

    `opener` is never empty. `length` counts the sentences of the whole reply, opener included:
    where the opener alone has as many, nothing is to follow it.
    """
    before = context.wishes.before(context.history[-1].avoid if context.history else ())
    avoid = cues.wishes(context.text, before)
    name = situation(context)
    stage = _stage(context, avoid, name)
    memory = None if name in moments.SHORT | moments.UNLINKED else openers.linkable(context)
    if name and name != "advice":
        chosen = _for_moment(name, context, avoid)
    else:
        chosen = _for_feeling(context, avoid, stage, asked=name == "advice")
    opener, reasons, link = chosen.opener, [chosen.reason], ""
    if memory is not None:
        link = openers.memory_line(memory, context)
        opener = f"{link} {opener}" if "?" in opener else f"{opener} {link}"
        reasons.append(f"I had in mind what you told me before. {memory.why}".strip())
    reasons += _standing(avoid, before, name)
    own = len(sentences(opener))
    whole = name in moments.SHORT or chosen.pair[0] is _Q or opener.endswith("?")
    words = len(context.text.split())
    speaks = manner(context.valence, context.arousal, words, len(chosen.pair))
    return Decision(
        strategies=chosen.pair,
        stage=stage,
        opener=opener,
        avoid=avoid,
        length=own if whole else max(3, own + 1),
        craft=" ".join(dict.fromkeys(_CRAFT[strategy] for strategy in chosen.pair[-1:])),
        reasons=tuple(reasons),
        link=link,
        spoken=speaks.length,
        warmth=speaks.warmth,
        pace=speaks.pace,
    )


def situation(context: PlanContext) -> str:
    """The moment that asks for its own wording, most urgent first; "advice", or "" for the ordinary kind."""
    if context.assessment.risk >= Risk.ACUTE:
        return "acute"
    if steadier.taken_up(context):
        return "steadier"
    form = cues.move(context.text)
    kind = tender.kind(context.text)
    if context.language != ENGLISH and context.assessment.risk >= Risk.ELEVATED:
        return "still"
    if kind == "dark" or context.assessment.risk >= Risk.ELEVATED:
        return "dark"
    if _boundary(context) is not None:
        return "boundary"
    if context.language != ENGLISH:
        return "abroad"
    if not kind and "contempt" in context.assessment.boundaries:
        return "contempt"
    if kind in ("harm", "contempt", "grief") and form not in ("repair", "limits"):
        return kind
    before = context.wishes.before(context.history[-1].avoid if context.history else ())
    wished = set(cues.wishes(context.text, before)) - set(before)
    if form in ("repair", "farewell", "thanks", "rather-not"):
        return form
    if cues.NO_ADVICE in wished:
        return "listen"
    if not kind and cues.to_be_heard(context.text):
        return "heard"
    if cues.NO_QUESTIONS in wished:
        return "no-questions"
    if form in ("", "wonder") and kind in ("", "trust") and _sorry(context):
        return "regret"
    if form == "yes" and context.history and context.history[-1].strategies == OFFER:
        return "advice"
    if form:
        return form
    glad = cues.good_news(context.text) and told.weight(context.text) in ("good", "")
    glad = glad and context.assessment.risk is Risk.NONE and not shadowed(context.text)
    # Who was afraid for weeks still sounds so while telling that it went well.
    if glad and context.state not in openers.HEAVY - {"anxiety"}:
        return "good-news"
    if not kind and _may_be_taken_up(context):
        return "plan"
    return kind


def relieved(moment: str, state: str) -> bool:
    """Whether good news comes from somebody who sounds heavy still: "benign", after three weeks of fear."""
    return moment == "good-news" and state in openers.HEAVY


def tone(context: PlanContext) -> str:
    """The feeling whose wording is used: the believed state, or "unsure" where the belief is spread out.

    Where the words themselves tell of something hard or good and the belief does not, the reply goes
    by the words: "troubled" or "pleased". Joining in with somebody's bad news would be the worst slip.
    """
    believed = "unsure" if doubt(context.probs) >= UNSURE else context.state
    dark = shadowed(context.text)
    if dark and believed not in openers.HEAVY:
        return "troubled"
    words = told.weight(context.text)
    if believed in openers.HEAVY and whose(context.text) == OTHER:
        return "troubled"  # what somebody else feels is not said to the person as theirs
    if words == "hard" and believed not in openers.HEAVY:
        return "troubled"
    if words == "good" and believed not in openers.GLAD and not dark:
        return "pleased"
    vague = not words and doubt(context.probs) >= UNSURE_OF_GOOD
    if (words == "both" or vague) and believed in openers.GLAD:
        return "unsure"
    return believed


def _sorry(context: PlanContext) -> bool:
    """Whether the person regrets how they were to somebody; beside a loss just told it stays a loss."""
    grieves = tender.kind(context.earlier_text) == "grief"
    return regrets(context.text) and not grieves and told.weight(context.text) != "good"


def _may_be_taken_up(context: PlanContext) -> bool:
    """Whether the person told a plan that nothing in the words or the feeling speaks against."""
    angry = context.state in ("anger", "shame") or context.assessment.risk > Risk.NONE
    return cues.plans(context.text) and not angry and told.weight(context.text) != "hard"


def _boundary(context: PlanContext) -> str | None:
    """The first limit that was touched; a goodbye is a moment of its own and no limit."""
    for key in context.assessment.boundaries:
        if key != "farewell" and context.boundary_replies.get(key):
            return key
    return None


def _for_moment(name: str, context: PlanContext, avoid: tuple[str, ...]) -> _Chosen:
    pairs = moments.PAIRS[name]
    pair, found = (pairs[0], "") if name == "acute" else _allowed(pairs, context, avoid)
    if name == "boundary":
        return _at_boundary(context, avoid, pair)
    if name == "abroad":
        if "farewell" in context.assessment.boundaries:
            return _Chosen(pairs[-1], moments.WHY[name], abroad.goodbye(context))
        if abroad.thanked(context):
            return _Chosen(pairs[-1], moments.WHY["thanks"], abroad.welcome(context))
        said = abroad.listening(context, asks=_Q in pair)
        return _Chosen(pair, moments.WHY[name], said)
    if name == "steadier":
        return _Chosen(pair, moments.WHY[name], steadier.reply(context))
    if name == "still":
        return _Chosen(pair, moments.WHY[name], steadier.still(context))
    heavy = name == "farewell" and (context.earlier_state or context.state) in openers.HEAVY
    part = (
        "heavy" if heavy else "named" if name == "grief" and tender.lost(context.text) else "lines"
    )
    opener = openers.moment(name, context, part)
    return _Chosen(pair, f"{moments.WHY[name]} {found}".strip(), opener)


def _at_boundary(context: PlanContext, avoid: tuple[str, ...], pair: Pair) -> _Chosen:
    """The boundary's written reply; its closing question is left off where no question may come."""
    reply = openers.choose(context.boundary_replies[_boundary(context) or ""], {}, context)
    parts = sentences(reply)
    if len(parts) > 1 and parts[-1].endswith("?"):
        if _asked_last(context) or cues.NO_QUESTIONS in avoid:
            reply = f"{' '.join(parts[:-1])} {openers.moment('boundary', context)}"
        else:
            pair = (_D, _Q)
    return _Chosen(pair, moments.WHY["boundary"], reply)


def _for_feeling(
    context: PlanContext, avoid: tuple[str, ...], stage: Stage, *, asked: bool
) -> _Chosen:
    mood, seems = tone(context), context.seems or context.state
    filled = openers.slots(context)
    if asked and cues.NO_ADVICE not in avoid:
        pairs, reason = _ACT, "You asked what to do, so one small suggestion."
    elif stage is Stage.ACTION:
        reason = f"You seem {seems} and we have looked at it for a while, so I offer a next step."
        return _Chosen(OFFER, reason, openers.moment("offer", context))
    elif mood == "unsure":
        pairs = _UNSURE
        reason = f"You seem {seems} and I am not very sure, so "
    elif mood == "troubled":
        pairs = _EXPLORE if stage is Stage.EXPLORATION else _COMFORT["troubled"]
        agrees = "and" if context.state in openers.HEAVY else "but"
        reason = f"You seem {seems}, {agrees} what you told sounds hard, so I go by that."
    elif mood == "pleased":
        pairs = _GLAD
        reason = f"You seem {seems}, but what you told sounds good, so I go by that."
    elif context.state in openers.GLAD:
        pairs, reason = _GLAD, f"You seem {seems}, so I join in."
    elif stage is Stage.EXPLORATION and context.state in openers.HEAVY:
        pairs = _EXPLORE
        knows = (
            "something turned just now" if _turned_heavy(context) else "I know little about it yet"
        )
        reason = f"You seem {seems} and {knows}, so understanding comes before comfort."
    else:
        pairs = _COMFORT.get(context.state, _COMFORT["calm"])
        reason = f"You seem {seems}, so I stay with what you said."
    if any(_D in decision.strategies for decision in context.history):  # once is enough in a talk
        pairs = tuple(pair for pair in pairs if _D not in pair) or pairs
    if not filled:
        pairs = tuple(pair for pair in pairs if pair[0] is not _P) or pairs
    pair, found = _allowed(pairs, context, avoid)
    if mood == "unsure" and pairs is not _ACT:
        reason += (
            "a question before anything else." if _Q in pair else "I put no name on the feeling."
        )
    lines = (
        openers.suggestions(context, mood) if pair[0] is _S else openers.state_lines(mood, pair[0])
    )
    opener = openers.choose(lines, filled, context, question=pair[0] is _Q, salt=pair[0].value)
    return _Chosen(pair, f"{reason} {found}".strip(), opener)


def _allowed(
    pairs: tuple[Pair, ...], context: PlanContext, avoid: tuple[str, ...]
) -> tuple[Pair, str]:
    """The planner's choice, and why, among what honours the wishes and is no rut.

    No rut: not last turn's pair, nor its leading kind where another is left, and no question twice.
    """
    last = context.history[-1].strategies if context.history else ()
    asked_last = _asked_last(context)
    unasked = cues.NO_QUESTIONS in avoid and context.assessment.risk < Risk.LOW

    def forbidden(pair: Pair) -> bool:
        return (
            set(pair) == set(last)
            or (_Q in pair and (asked_last or unasked))
            or (_S in pair and cues.NO_ADVICE in avoid)
        )

    left = [pair for pair in pairs if not forbidden(pair)]
    fresh = [pair for pair in left if not last or pair[0] is not last[0]]
    if fresh or left:
        calm = context.assessment.risk is Risk.NONE
        draw = f"{context.seed}/{context.turn_index}" if calm else ""
        return best(fresh or left, context.prospects, draw)
    rest = ((_A, _O), (_O, _A), (_R, _A), (_O,))
    return next(pair for pair in rest if not forbidden(pair)), ""


def _asked_last(context: PlanContext) -> bool:
    asked = bool(context.history) and _Q in context.history[-1].strategies
    return asked or (bool(context.openers) and "?" in context.openers[-1])


def _stage(context: PlanContext, avoid: tuple[str, ...], name: str) -> Stage:
    """Exploration first and after a change of subject, then comfort; action when asked or when calmer."""
    if name == "advice" and cues.NO_ADVICE not in avoid:
        return Stage.ACTION
    explored = 0
    for decision in reversed(context.history):
        explored += decision.stage is Stage.EXPLORATION
    if _new_subject(context) or explored < EXPLORE_TURNS or _turned_heavy(context):
        return Stage.EXPLORATION
    comforted = sum(decision.stage is Stage.COMFORTING for decision in context.history)
    calmer = context.state in ("calm", "hope") and context.valence >= 0
    offered = any(decision.stage is Stage.ACTION for decision in context.history)
    free = not avoid and not name and not _asked_last(context) and not told.weight(context.text)
    free &= len(context.text.split()) >= LEAST_TOLD
    if calmer and comforted >= 2 and not offered and free:
        return Stage.ACTION
    return Stage.COMFORTING


def _turned_heavy(context: PlanContext) -> bool:
    """Whether a feeling just turned into a heavy one: what was understood before may not hold now."""
    return context.turned_to in openers.HEAVY and context.state in openers.HEAVY


def _new_subject(context: PlanContext) -> bool:
    if not context.history:
        return True
    if cues.changes_subject(context.text):
        return True
    now, then = topic(context.text), topic(context.earlier_text)
    return bool(now and then) and now != then and context.state != context.earlier_state


def _standing(avoid: tuple[str, ...], before: tuple[str, ...], name: str) -> list[str]:
    """The wishes still held, said plainly, unless this turn's reason is the wish itself."""
    reasons = []
    if cues.NO_ADVICE in avoid and name != "listen":
        reasons.append("You said you do not want advice, so none is given.")
    if cues.NO_QUESTIONS in avoid and name != "no-questions":
        reasons.append("You said you do not want questions, so none is asked.")
    if cues.NO_ADVICE in before and cues.NO_ADVICE not in avoid:
        reasons.append("You asked for advice again, so it is allowed again.")
    return reasons
