"""The floor: what follows the opener when the model gives nothing good, or is not there at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from companion.policy import cues, openers
from companion.policy.context import PlanContext
from companion.policy.drafts import is_warm, takes_up
from companion.policy.grammar import sentences
from companion.policy.strategy import situation, tone
from companion.policy.topics import matter
from companion.turn import Decision, Strategy

RUN = 3  # words
_TOLD_ME = re.compile(r"\b(?:tell|telling|told) me\b")
MUCH = 12  # words of a message that is owed a word of warmth
_OPEN = frozenset(("yes", "no", "unsure", "wonder"))  # moments that may turn back to the matter
_BRIEF = frozenset(("yes", "no", "unsure", "repair", "wonder"))


@dataclass(frozen=True)
class _Spoken:
    """before: sentences of this talk. now: those of this reply, its opener first. filled: `openers.slots`."""

    before: frozenset[str]
    now: tuple[str, ...]
    filled: Mapping[str, str]

    def and_now(self, lines: Iterable[str]) -> _Spoken:
        """With these after those of this reply."""
        return replace(self, now=(*self.now, *lines))

    def fresh(self, line: str) -> bool:
        """Whether `line` was not said yet and says nothing in the words of another sentence of this reply."""
        told = _TOLD_ME.search(line) is not None
        return line not in self.before and not any(
            _runs(line) & _runs(one) or (told and _TOLD_ME.search(one)) for one in self.now
        )


def _runs(sentence: str) -> set[tuple[str, ...]]:
    """Its runs of three words, by which the same is heard twice; of a shorter one the whole."""
    words = re.findall(r"[\w']+", sentence.lower())
    return {tuple(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1))}


def room(decision: Decision) -> int:
    """How many sentences may still follow the opener; 0 where the opener is the whole reply."""
    return max(0, decision.length - len(sentences(decision.opener)))


def compose(
    context: PlanContext, decision: Decision, used: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """The sentences that follow `decision.opener`, () where it stands alone. Needs no model.

    used: sentences already said in this talk; they do not come back.
    With the opener the reply is two or three sentences, four where a memory was named.
    """
    left = room(decision)
    if not left:
        return ()
    opener = sentences(decision.opener)
    spoken = _Spoken(used, opener, openers.slots(context))
    asks = Strategy.QUESTION in decision.strategies and "?" not in decision.opener
    own = situation(context)
    warm = _warmth(context, decision, own, spoken) if left > asks else ""
    said = [warm] if warm else []
    beside = (left > 1 or not asks) and len(opener) + asks < 3
    tells = (left > 1 and not asks) if warm else beside
    if tells:
        said.append(_statement(context, decision, own, spoken.and_now(said)))
    if asks:
        said.append(_question(context, own, spoken.and_now(filter(None, said))))
    return tuple(filter(None, said))[:left]


def _warmth(context: PlanContext, decision: Decision, own: str, spoken: _Spoken) -> str:
    """A word of warmth for something hard, "" where there is one already or it would become a habit."""
    lines = openers.wording("floor")["warm"].get(tone(context), ())
    stepped = decision.strategies[0] is Strategy.SUGGESTION
    often = context.turn_index % 2 == 1 and len(context.text.split()) < MUCH
    if own or stepped or often or any(map(is_warm, spoken.now)):
        return ""
    return _pick(lines, context, spoken, "warm")


def _statement(context: PlanContext, decision: Decision, own: str, spoken: _Spoken) -> str:
    if own in _BRIEF and Strategy.QUESTION in decision.strategies:
        return ""
    if own and own != "advice":
        return _pick(
            [line for line in _after(context, own) if "?" not in line], context, spoken, "after"
        )
    stepped = decision.strategies[0] is Strategy.SUGGESTION
    table = openers.wording("floor")["statements"]["step" if stepped else tone(context)]
    second = decision.strategies[-1]
    if second is Strategy.INFORMATION:
        told = openers.sharper(context, "information")
        known = openers.state_lines(tone(context), second)
        return _pick((*told, *known), context, spoken, "statement")
    key = {Strategy.PARAPHRASE: "paraphrase", Strategy.REFLECTION: "reflection"}.get(
        second, "affirmation" if second is Strategy.AFFIRMATION else "default"
    )
    sharp = () if stepped else openers.sharper(context, key)
    named = () if stepped else _about(context, spoken.now, "statement")
    lines = (*table.get(key, ()), *table["default"])
    return _first((named, sharp, lines), context, spoken, "statement")


def _question(context: PlanContext, own: str, spoken: _Spoken) -> str:
    """A question that fits what happened, else what it is about, else the feeling."""
    floor = openers.wording("floor")
    if own and own != "advice":
        theirs = own in _OPEN and not (own == "wonder" and cues.of_us(context.text))
        named = _about(context, spoken.now, "question") if theirs else ()
        asks = tuple(line for line in _after(context, own) if "?" in line)
        return _first((named, asks), context, spoken, "ask")
    kind = matter(context.cause) or matter(context.text)
    mood = tone(context)
    hard = mood in openers.HEAVY or mood == "troubled"
    over = "used to" in context.text.lower()  # whom it was about may be gone
    about = floor["matters"].get(kind, ()) if hard and not over else ()
    sharp = openers.sharper(context, "question")
    named = _about(context, spoken.now, "question")
    return _first((named, sharp, about, floor["questions"][mood]), context, spoken, "ask")


def naming(context: PlanContext, now: Sequence[str], used: frozenset[str], *, asks: bool) -> str:
    """A question or a statement that names what was mentioned; "" where `now`, the reply, does so."""
    part = "question" if asks else "statement"
    lines = _about(context, now, part)
    if not lines:
        return ""
    return _pick(lines, context, _Spoken(used, tuple(now), openers.slots(context)), part)


def _about(context: PlanContext, now: Sequence[str], part: str) -> tuple[str, ...]:
    """The lines that name what was mentioned, while nothing in this reply has taken up a word of it."""
    theirs = f"{context.earlier_text} {context.text}"
    if takes_up(" ".join(now), theirs):
        return ()
    return openers.about(tone(context), part)


def _after(context: PlanContext, own: str) -> list[str]:
    """What may follow the opener of a moment; a question put to us has its own by what it asks."""
    moment = openers.wording("moments")[own]
    asked = cues.asked(context.text) if own == "wonder" else ""
    return list(moment.get(f"{asked}-after", moment.get("after", ())))


def _first(
    tables: tuple[Sequence[str], ...], context: PlanContext, spoken: _Spoken, salt: str
) -> str:
    """A line from the first table that has a fresh one; "" where all was said before."""
    for lines in tables:
        if line := _pick(lines, context, spoken, salt):
            return line
    return ""


def _pick(lines: Sequence[str], context: PlanContext, spoken: _Spoken, salt: str) -> str:
    """A line not said yet in this talk; "" rather than a repetition."""
    fresh = [
        line
        for line in lines
        if openers.fillable(line, spoken.filled)
        and spoken.fresh(words := line.format_map(spoken.filled))
        and openers.wished(words, context)
    ]
    return openers.choose(fresh, spoken.filled, context, salt=salt)
