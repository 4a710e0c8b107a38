"""Which exercise a message asks for. Only a plain request counts, never a mere mention.

"can we do a breathing exercise" asks; "my therapist made me do breathing exercises" tells. A wish
has to stand before what is wished for, in one clause. English only; a request that is not heard
costs nothing, for the button is there all the time.
"""

from __future__ import annotations

import re

from companion.practice.texts import BREATHING, GROUNDING, REHEARSAL, THOUGHTS, WELL

LONGEST = 600  # characters; who writes more than that tells something

_CLAUSE = re.compile(r"[.!?;,:\n()\u2013\u2014]+|\s-\s|\b(?:but|so|because|cause|cuz)\b")
_GREETING = (
    r"^(?:(?:hey|hi|hello|ok|okay|and|then|now|please|pls|yes|yeah|well|maybe|actually|also|just"
    r"|first)\s+)*"
)
# Said to the program: these may stand anywhere in the clause.
_ASKS = re.compile(
    r"\b(?:can|could|would|will|shall) (?:you|we|u)\b(?! (?:ever|even|believe|not|please not|stop))"
    r"|\b(?:can|could|may|let) (?:i|me)\b|\blets\b|\blet us\b"
    r"|\bhelp me\b|\bplease\b|\bhow about\b|\bwhat about\b"
)
# A wish of the speaker's: only at the beginning, "I want to" in the middle of a story tells.
_WANTS = re.compile(
    _GREETING
    + r"(?:i(?:d| would) (?:really )?(?:like|love)\b|i (?:really |think i |guess i )?(?:want"
    r"|need|wanna)\b|i could (?:use|do with)\b|can i\b|could i\b|may i\b|is there\b"
    r"|do you (?:have|know|do)\b|have you got\b|im ready (?:for|to)\b|time for\b)"
)
_ORDERS = re.compile(
    _GREETING + r"(?:do|try|start|begin|give me|show me|guide me|walk me|take me|open|practi[sc]e"
    r"|rehearse|role ?play|play|pretend)\b"
)
_WOULD_HELP = re.compile(
    r"^ (?:\w+ ){0,2}?(?:would|might) (?:be (?:good|nice|great|lovely|helpful)|help)"
    r"(?: me)?(?: a (?:bit|lot|little))?(?: right)?(?: now)?$"
)
_TELLS = re.compile(
    r"\b(?:dont|do not|doesnt|didnt|never|hate|hated|sick of|tired of|no more|stop|instead of"
    r"|used to|yesterday|last (?:night|week|time|month|year)|already|tried|told|made me|makes me"
    r"|wants me|wanted me|asked|said|says|suggested|recommended|keeps|not another|cant stand"
    r"|(?:he|she|they|people|everyone) thinks?|no)\b"
)
_REPORTED = re.compile(
    r"\b(?:they|everyone|everybody|people|he|she|mum|mom|dad|therapist|doctor|boss|friend|google"
    r"|internet)(?: all| just| always)? (?:said|says?|tells?|told|kept|keeps|suggests?|goes)\b"
)

_TALK = (
    r"(?:talk(?:s|ing)?|conversations?|speak(?:ing)?|ask(?:ing)?|tell(?:ing)?|say(?:ing)?"
    r"|confront(?:ing|ation)?|discuss(?:ion|ing)?|break(?:ing)? ?up|apologi[sz]ing|standing up"
    r"|setting (?:a )?(?:boundar|limit)\w*|negotiat\w+)"
)
_MORE_TALK = rf"(?:{_TALK}|meeting|(?:phone )?call|speech|chat|bring(?:ing)? (?:it|this|that) up)"
_SOMEBODY = (
    r"(?:boss|manager|partner|mum|mom|mother|dad|father|husband|wife|girlfriend|boyfriend|friend"
    r"|sister|brother|landlord|teacher|colleague|flatmate|roommate|ex|son|daughter|neighbou?r)"
)
_REHEARSE = rf"\b(?:practi[sc]e|practi[sc]ing|rehears(?:e|al|ing)|role ?play(?:ing)?)(?: \w+){{0,5}}? {_TALK}\b"

_TOPICS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(topic))
    for name, topic in (
        (
            BREATHING,
            r"\b(?:breathing|breathwork)(?: (?:exercises?|practice|technique|session|thing|work))?\b"
            r"|\bbreath (?:exercises?|practice|work)\b|\b(?:we|lets)(?: please| just| maybe)* breathe\b"
            r"|\bbreathe (?:with me|together|slowly|for (?:a|one|two|five|\d+))\b",
        ),
        (
            GROUNDING,
            r"\bgrounding\b|\b5 4 3 2 1\b|\bfive four three two one\b|\bground (?:me|myself)\b",
        ),
        (
            THOUGHTS,
            r"\bthoughts? (?:record|diary|log|sheet|journal)\b|\breframe\b|\breframing\b"
            r"|\b(?:challenge|question|examine|look at|work on|take apart|untangle) (?:this|that|a"
            r"|my|the|one)(?: \w+){0,2}? thoughts?\b",
        ),
        (
            WELL,
            r"\b(?:three|3) good things\b|\bwhat went well\b|\bgratitude (?:exercise|list|practice"
            r"|journal)\b",
        ),
        (
            REHEARSAL,
            rf"{_REHEARSE}|\b(?:(?:role ?)?play|pretend to be|pretend youre|act as) my {_SOMEBODY}\b"
            r"|\b(?:practi[sc]e|rehearse) (?:the|that|my|a) (?:phone )?call with\b"
            r"|\bbe my (?:boss|manager|mum|mom|mother|dad|father|landlord|teacher|colleague|sister"
            r"|brother) for a (?:moment|minute|bit|while)\b"
            r"|\bdear man\b|\b(?:practi[sc]e|rehearse) (?:what to say|how to (?:say|tell|ask|talk))\b",
        ),
    )
)
# Preparing is asked of the program only where it is addressed: "I need to prepare for it" tells.
_PREPARES = re.compile(
    rf"\b(?:prepare(?: for)?|go through|run through|try out|practi[sc]e|rehearse)(?: \w+){{0,5}}?"
    rf" {_MORE_TALK}\b|\b(?:find|figure out|work out|prepare|plan|try) (?:out )?(?:the words|what to say"
    r"|how to (?:say|tell|ask|talk|bring))\b"
    r"|\bme (?:with|through) (?:a|an|this|the|my) (?:hard|difficult|tough) conversation\b"
)
_BEFORE_ALONE = (
    _GREETING + r"(?:an? |the |some |another |one )?(?:paced |slow |deep |quick |short )*"
)
_AFTER_ALONE = (
    r"(?: (?:exercises?|practice|session|with (?:me|you)|together|please|pls|now|again|today"
    r"|tonight|for (?:a|one|two|five|\d+) minutes?))*$"
)
_ALONE = tuple(
    (name, re.compile(f"{_BEFORE_ALONE}(?:{topic.pattern}){_AFTER_ALONE}"))
    for name, topic in _TOPICS
)
_ASKED_AT_THE_END = re.compile(r"(?:^|[.!?\n])\s*([^.!?\n,;:]+)\?\s*$")
_PLEASE = re.compile(r"\b(?:please|pls|with me|with you|now)\b")
# "can you help me practise", where the talk itself was named in another clause.
_IT = re.compile(
    r"\b(?:practi[sc]e|rehearse|role ?play)(?: (?:it|that|this|first|with (?:me|you)|together"
    r"|please|now|a bit|here))*$"
)
_OF_A_TALK = re.compile(rf"\b{_TALK}\b")
# The same words, about something else.
_ELSEWHERE: dict[str, re.Pattern[str]] = {
    BREATHING: re.compile(
        r"\b(?:cant|cannot|couldnt|could not|barely|hardly|trouble|struggling to|hard to) breathe?\b"
        r"|\bbreathing (?:room|space|down|problems?|trouble|issues|machine|test|fast|heavily)\b"
        r"|\b(?:help|let|teach|tell|get) (?:him|her|them|my \w+) (?:to )?breath"
    ),
    GROUNDING: re.compile(
        r"\bgrounding (?:wire|cable|plug|rod)\b|\b(?:he|she|they)\b.*\bgrounding me"
    ),
    THOUGHTS: re.compile(r"\b(?:him|her|them|my \w+) to reframe\b"),
    WELL: re.compile(r"\b(?:hear|tell|talk|know|say)\b"),
    REHEARSAL: re.compile(
        r"\b(?:piano|guitar|violin|song|french|spanish|german|english|driving|football|choir|dance"
        r"|scales|instrument|band)\b|\b(?:him|her|them) to (?:practi[sc]e|rehearse|prepare)\b"
    ),
}


def asked_for(text: str) -> str | None:
    """The name of the exercise (`texts.NAMES`) that a message asks for, None for none."""
    if len(text) > LONGEST:
        return None
    spelling = _plain(text)
    clauses = [clause.strip() for clause in _CLAUSE.split(spelling) if clause.strip()]
    reported = bool(_REPORTED.search(spelling))
    for clause in clauses:
        if name := _asked_in(clause, reported):
            return name
        alone = len(clauses) == 1 or _PLEASE.search(clause)
        if alone and not reported and (name := _named_alone(clause)):
            return name
    last = None if reported else _ASKED_AT_THE_END.search(spelling)
    if last and (name := _named_alone(last[1].strip())):
        return name
    if len(clauses) > 1 and _OF_A_TALK.search(spelling):
        for clause in clauses:
            found, wish = _IT.search(clause), _ASKS.search(clause)
            if found and wish and wish.start() < found.start() and not _TELLS.search(clause):
                return REHEARSAL
    return None


def _asked_in(clause: str, reported: bool) -> str | None:
    """The exercise that is wished for in this clause. reported: somebody else's words are told."""
    for name, topic in _TOPICS:
        found = topic.search(clause)
        if found is None or _ELSEWHERE[name].search(clause):
            continue
        before = clause[: found.start()]
        if _TELLS.search(before):
            continue
        inside = clause[: found.end()]
        if _ASKS.search(inside) or _WANTS.search(before):
            return name
        if not reported and (_ORDERS.search(inside) or _WOULD_HELP.search(clause[found.end() :])):
            return name
    found, wish = _PREPARES.search(clause), _ASKS.search(clause)
    if (
        found
        and wish
        and wish.start() < found.start()
        and not _TELLS.search(clause[: found.start()])
    ):
        return None if _ELSEWHERE[REHEARSAL].search(clause) else REHEARSAL
    return None


def _named_alone(clause: str) -> str | None:
    """The exercise whose name is all that stands there: "thought record please"."""
    return next((name for name, alone in _ALONE if alone.search(clause)), None)


def _plain(text: str) -> str:
    """Lower case, without apostrophes; the count of the senses is written one way."""
    low = re.sub("['\u2018\u2019\u02bc`\u00b4]", "", text.lower())
    low = re.sub(r"\b5\W{0,3}4\W{0,3}3\W{0,3}2\W{0,3}1\b", "5 4 3 2 1", low)
    return re.sub(r"[^\S\n]+", " ", low).strip()
