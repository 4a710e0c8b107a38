"""Choosing among a small model's drafts: one sentence that stays with what the person said, or none.

A model of 135M parameters left alone talks about cats nobody mentioned. It finds a fair question
when it is given the first word and when every draft that brings in something of its own is thrown
away. What is left is ranked by plain rules; where nothing is left, `compose` speaks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from companion.policy.cues import NO_QUESTIONS
from companion.turn import Decision, Strategy

_ASKING = ("What", "How did", "What was", "When did", "What happened", "How")
_LEADS: dict[Strategy, tuple[str, ...]] = {
    Strategy.AFFIRMATION: ("It makes sense that you", "You have every right to"),
    Strategy.REFLECTION: ("It sounds like you", "Part of you may"),
    Strategy.PARAPHRASE: ("It sounds like you", "So you"),
    Strategy.OTHERS: ("That sounds like", "No wonder you"),
}
LEAST_WORDS, MOST_WORDS = 3, 16

# Words that belong to any talk about how somebody is. Everything else must come from this talk.
_COMMON = frozenset(
    """
    a able about after afternoon again against ago all almost alone already also always am an and
    another any anyone anything are around as ask asked asking at away back be because been before
    began begin being believe best better between bit both bring bringing brought but by call came
    can care carry carrying change changed come comes could day days deal decide decided deserve did
    didn different difficult do does doesn doing don done down each earlier easier easy else end
    enough even evening ever every everything expect exhausted face far feel feeling feelings feels
    felt few find finding first for found from gave get gets getting give go goes going gone good
    got great had happen happened happening happens hard hardest harder has have having he hear
    heard heavy help helped helps her here hers him his hold holding hope how hurt if important in
    into is isn it its just keep keeping kept kind knew know last late later least less let like
    little long longer look lot made make makes making many matter matters may maybe me mean means
    meant might mind miss missed missing moment moments more morning most much must my need needed
    needs never new next night no not notice now of off often on once one ones only or other others
    our out over own part people place plan planning put question quiet really reason reasons
    remember rest right said same saw say saying see seem seems sense she should show sit so some
    someone something sometimes soon sort sound sounds stand start started stay still stop story
    such sure take taken taking talk talked talking tell telling than that the their them then there
    these they thing things think thinking this those thought thoughts through time tired to today
    together told tomorrow tonight too took tough toughest tried true try trying turn understand
    until up upset us used very wait want wanted wants was wasn way ways we week weekend well went
    were weren what when where which while who whole why will wish with without words worried worry
    worst worth would wouldn wrong yesterday yet you your yours yourself ll re ve d m s t
    """.split()
)
_WORD = re.compile(r"[^\W\d_]+")


def lead(decision: Decision, seed: int) -> str:
    """The first words of the sentence the model may add; "" where no model's words belong."""
    asked = "?" in decision.opener
    if Strategy.QUESTION in decision.strategies and not asked:
        if NO_QUESTIONS in decision.avoid:
            return ""
        return _ASKING[seed % len(_ASKING)]
    choices = _LEADS.get(decision.strategies[-1], ())
    return choices[seed % len(choices)] if choices else ""


def best(drafts: Sequence[str], known: str, passes: Callable[[str], bool]) -> str:
    """The draft sentence nearest to the talk that `passes` lets through, or "".

    drafts: each begins with its lead. known: everything this talk may name: the person's words,
    the opener, the memories. A sentence MUST take up at least one content word of these and bring
    in none of its own; the more it takes up the better, then the shorter the better.
    """
    own = words(known) - _COMMON
    taken: list[tuple[int, int, str]] = []
    for draft in drafts:
        sentence = _first_sentence(draft)
        content = words(sentence) - _COMMON
        if content and content <= own and passes(sentence):
            taken.append((len(content), -len(sentence), sentence))
    return max(taken, default=(0, 0, ""))[2]


def words(text: str) -> frozenset[str]:
    """The words of `text` in lower case, without digits and marks."""
    return frozenset(_WORD.findall(text.lower().replace("’", "'")))


def _first_sentence(draft: str) -> str:
    """The first complete sentence, "" when there is none of a sensible length."""
    found = re.match(r"[^.!?…]+[.!?…]", draft.strip())
    sentence = " ".join(found.group().split()) if found else ""
    asks = draft.lstrip().startswith(_ASKING)
    right_mark = sentence.endswith("?") if asks else sentence.endswith(".")
    return sentence if right_mark and LEAST_WORDS <= len(sentence.split()) <= MOST_WORDS else ""
