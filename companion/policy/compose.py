"""The floor: what follows the opener when the model gives nothing good, or is not there at all."""

from __future__ import annotations

from companion.policy import openers
from companion.policy.context import PlanContext
from companion.policy.grammar import sentences
from companion.policy.strategy import situation, tone
from companion.policy.topics import matter
from companion.turn import Decision, Strategy

_BRIEF = frozenset(("yes", "no", "unsure", "repair", "wonder"))


def room(decision: Decision) -> int:
    """How many sentences may still follow the opener; 0 where the opener is the whole reply."""
    return max(0, decision.length - len(sentences(decision.opener)))


def compose(
    context: PlanContext, decision: Decision, used: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """The sentences that follow `decision.opener`, () where it stands alone. Needs no model.

    used: sentences already said in this talk; they come back only when nothing else is left.
    With the opener the reply is two or three sentences, four where a memory was named.
    """
    left = room(decision)
    if not left:
        return ()
    spoken = used | set(sentences(decision.opener))
    asks = Strategy.QUESTION in decision.strategies and "?" not in decision.opener
    own = situation(context)
    said: list[str] = []
    statement = _statement(context, decision, own, spoken)
    if statement and (left > 1 or not asks) and len(sentences(decision.opener)) + asks < 3:
        said.append(statement)
    if asks:
        question = _question(context, own, spoken)
        said += [question] if question else []
    return tuple(said[:left])


def _statement(context: PlanContext, decision: Decision, own: str, spoken: frozenset[str]) -> str:
    if own in _BRIEF and Strategy.QUESTION in decision.strategies:
        return ""
    if own and own != "advice":
        lines = openers.wording("moments")[own].get("after", ())
        return _pick([line for line in lines if "?" not in line], context, spoken, "after")
    stepped = decision.strategies[0] is Strategy.SUGGESTION
    table = openers.wording("floor")["statements"]["step" if stepped else tone(context)]
    second = decision.strategies[-1]
    if second is Strategy.INFORMATION:
        return _pick(list(openers.state_lines(tone(context), second)), context, spoken, "statement")
    key = {Strategy.PARAPHRASE: "paraphrase", Strategy.REFLECTION: "reflection"}.get(
        second, "affirmation" if second is Strategy.AFFIRMATION else "default"
    )
    return _pick([*table.get(key, ()), *table["default"]], context, spoken, "statement")


def _question(context: PlanContext, own: str, spoken: frozenset[str]) -> str:
    floor = openers.wording("floor")
    if own and own != "advice":
        lines = [line for line in openers.wording("moments")[own].get("after", ()) if "?" in line]
        return _pick(lines, context, spoken, "ask")
    kind = matter(context.cause) or matter(context.text)
    mood = tone(context)
    lines = list(floor["questions"][mood])
    if kind and mood in openers.HEAVY:
        lines = [*floor["matters"].get(kind, ()), *lines]
    return _pick(lines, context, spoken, "ask")


def _pick(lines: list[str], context: PlanContext, spoken: frozenset[str], salt: str) -> str:
    """A line not said yet; "" rather than a repetition of the last few words."""
    filled = openers.slots(context)
    fresh = [
        line
        for line in lines
        if line.format_map(filled | {"topic": filled.get("topic", "")}) not in spoken
    ]
    return openers.choose(fresh or lines, filled, context, salt=salt)
