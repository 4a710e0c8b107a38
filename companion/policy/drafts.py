"""Choosing among a small model's drafts: one sentence that stays with what the person said, or none.

A model of 135M parameters left alone talks about cats nobody mentioned. It finds a fair question
when it is given its first words, when the sentence has one of a few shapes that cannot hurt, and
when every draft that brings in something of its own is thrown away. What is left is ranked by plain
rules; where nothing is left, `compose` speaks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from companion.policy.cues import NO_QUESTIONS
from companion.policy.topics import person, topic
from companion.policy.words import listed
from companion.turn import Decision, Strategy

_ABOUT_PERSON: tuple[str, ...] = (
    "What did {} say",
    "How is it between you and {}",
)
_ABOUT_THING: tuple[str, ...] = ("How are things with {}",)
_OPEN = (
    "What was it like to",
    "How did it feel when you",
    "What happened when you",
    "What was it like when",
    "How did it feel to",
)
_LEADS: dict[Strategy, tuple[str, ...]] = {
    Strategy.AFFIRMATION: ("It makes sense that you",),
    Strategy.REFLECTION: ("It sounds as if you",),
    Strategy.PARAPHRASE: ("It sounds as if you",),
    Strategy.OTHERS: ("It makes sense that you", "It sounds as if you"),
}
LEAST_WORDS, MOST_WORDS = 3, 11
_JOINS = re.compile(r"\b(?:when|that|because|if|while|and|but|so|than)\b")
_AHEAD = re.compile(r"\b(tomorrow|maybe|plan|will|step|forward)\b|'ll\b")
_SPOKE = re.compile(
    r"\b(says?|said|tell|told|tells|asks?|asked|calls?|called|coming|will|is|are)\b"
)
_LOSS = re.compile(
    r"\b(lost|lose|losing|died|dead|baby|funeral|miscarriage|buried|grave|live to|passed|gone|left|ex|fail\w*|broke\w*)\b"
)
_GONE = re.compile(
    r"\b(late|old|dead|died|gone|lost|used to|years?|born|baby|little|funeral|never|without)\b"
)

# The shapes a small model gets right. A question asks for what happened or what it was like; it never
# hints that the person chose it, caused it, or ought to do something.
_ASKS = re.compile(
    r"What did (?:your|the) [\w' -]+? (?:say|do|tell you|think)(?: (?:about|to|when|at|then|after|in) [^,]+)?\?"
    r"|How (?:is|was|are|were) (?:your|the) (?:\w+ ){0,2}\w+(?: (?:now|today|doing|otherwise))*\?"
    r"|How is it between you and your (?:\w+ ){0,2}\w+(?: (?:now|today|these days|otherwise|at the moment))?\?"
    r"|How did (?:your|the) (?:\w+ ){0,2}(?:take it|react)\?"
    r"|(?:What happened|How are things) with (?:your|the) [^,]+\?"
    r"|What would help with (?:your|the) [^,]+\?"
    r"|What was it like (?:to|when|being|having|seeing|hearing) [^,]+\?"
    r"|What happened when you [^,]+\?"
    r"|How did it feel (?:to|when) [^,]+\?"
)
_STATES = re.compile(
    r"(?:It makes sense that you|No wonder you|It sounds as if you)(?:'re| are| were| feel| felt| miss"
    r"| missed| didn't| couldn't| can't| don't| want| wanted| need| needed| love| loved)\b [^,]+\."
)
_NAMED = re.compile(r"(?:What|How) (?:\w+ ){1,5}(?:your|the) ")
_HINTS = re.compile(
    r"\b(?:have|had|has) (?:your|the|his|her)\b|\b(?:decide[ds]?|choose|chose|chosen|make|made|makes|should|must|ought|have to|had to|need to|try"
    r"|tried|trying|going to|supposed|want me|i|me|my|we|us|our|i'm|ll|or|so|but|if|because|tell(?:ing)? me"
    r"|said to me|you want$|best|favorite|favourite|gave|give|allow|allowed|let)\b"
    r"|\b(?:hit|hurt|kill\w*|die[sd]?|dying|dead|cheat\w*|los[et]|losing|drink\w*|drunk|cut|pregnan\w*|baby"
    r"|babies|sex|abus\w*|suicid\w*|alone|steal|stole|lie|lied|shout\w*|yell\w*|fail\w*)\b|'s\b"
)

# Words that belong to any talk about how somebody is. Everything else must come from this talk.
_COMMON = listed(
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
    """
)
_WORD = re.compile(r"[^\W\d_]+")


def lead(decision: Decision, seed: int) -> str:
    """The first words of the sentence the model may add; "" where no model's words belong.

    Where the opener named a person or a matter of theirs, the question is led up to that name: the
    less is left to a small model, the more often it stays with the talk.
    """
    if Strategy.QUESTION in decision.strategies and "?" not in decision.opener:
        if NO_QUESTIONS in decision.avoid:
            return ""
        if _AHEAD.search(decision.opener.lower()) or _LOSS.search(decision.opener.lower()):
            return ""
        named = topic(decision.opener.replace("your ", "my ").replace("Your ", "my "))
        if not named or _GONE.search(decision.opener.lower()):
            return _OPEN[seed % len(_OPEN)]
        leads = _ABOUT_PERSON if person(named) else _ABOUT_THING
        acted = re.match(rf"(?:so |now )*{re.escape(named)} ", decision.opener.lower())
        if person(named) and not acted:
            return _OPEN[seed % len(_OPEN)]
        if person(named) and _SPOKE.search(decision.opener.lower()):
            leads = leads[1:]
        return leads[seed % len(leads)].format(named)
    choices = _LEADS.get(decision.strategies[-1], ())
    return choices[seed % len(choices)] if choices else ""


def best(drafts: Sequence[str], known: str, passes: Callable[[str], bool]) -> str:
    """The draft sentence nearest to the talk that `passes` lets through, or "".

    drafts: each begins with its lead. known: what the sentence may name: the person's words
    and the lead. A sentence MUST have one of the known shapes, take up content words of
    these and bring in none of its own: one word where somebody or something is named ("your boss"),
    else two. The more it takes up the better, then the shorter the better.
    """
    own = words(known) - _COMMON
    taken: list[tuple[int, int, str]] = []
    for draft in drafts:
        sentence = _first_sentence(draft)
        content = words(sentence) - _COMMON
        least = 1 if _NAMED.match(sentence) else 2
        if len(content) >= least and content <= own and passes(sentence):
            taken.append((len(content), -len(sentence), sentence))
    return max(taken, default=(0, 0, ""))[2]


def words(text: str) -> frozenset[str]:
    """The words of `text` in lower case, without digits and marks."""
    return frozenset(_WORD.findall(text.lower().replace("\u2019", "'")))


def _first_sentence(draft: str) -> str:
    """The first complete sentence, "" unless it has a sensible length and one of the known shapes."""
    found = re.match(r"[^.!?…]+[.!?…]", draft.strip())
    sentence = " ".join(found.group().split()) if found else ""
    if not LEAST_WORDS <= len(sentence.split()) <= MOST_WORDS:
        return ""
    if not (_ASKS.fullmatch(sentence) or _STATES.fullmatch(sentence)):
        return ""
    # One thing a sentence: what such a model joins with "when" or "that" was seldom said together.
    tangled = len(_JOINS.findall(sentence.lower())) > 1
    return "" if tangled or _HINTS.search(sentence.lower()) else sentence
