"""A fairer sentence for a thought record, drafted from the person's own words and nothing else.

What speaks for the thought, "but" what speaks against it, and what they would tell a friend turned
to themselves ("you did your best" gives "I did my best"). What cannot be turned safely is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice

from companion.practice.said import listed, sentences

_AH = r"^(?:(?:well|hm+|um+|oh|so|honestly|really|sadly|maybe|i guess),?\s+)*"
_NONE = (
    r"(?:nothing|none|zero|not (?:much|a lot|really|sure|anything)|idk|dunno|everything|lots|a lot"
    r"|(?:i have )?no (?:idea|clue|evidence|proof)|n/?a|\?+|-+"
    r"|(?:i (?:honestly |really |just )?)?(?:don'?t|do not) (?:really |even )?know"
    r"|(?:i )?(?:can'?t|cannot|could ?n'?t) (?:really |even )?(?:say|(?:think of|come up with|find|see|name)"
    r" (?:any|anything|one|much))"
    r"|there(?:'?s| is| are|) ?(?:n'?t|not)? ?(?:nothing|none|any|anything|much|no evidence|no proof)"
    r"|(?:i )?(?:don'?t|do not) (?:think|see|have|know)(?: of)?(?: there(?:'s| is| are))? (?:any|anything|much))"
    r"(?:\s+(?:really|at all|(?:right )?now|today|(?:that )?i (?:can think|know) of|comes to mind|much|else"
    r"|(?:speaks? )?(?:for|against) (?:it|this|that)|does|tbh|to be honest|honestly|sorry|i guess|evidence))*"
)
_NOTHING = re.compile(rf"{_AH}(?:no|nope|nah|{_NONE})[\s.!?]*$", re.IGNORECASE)
_NOTHING_BUT = re.compile(  # half an answer: what of it holds, only they can say
    rf"{_AH}{_NONE}(?:\s*[,;:]|\s+(?:but|except|apart|besides|other|only|just)\b)", re.IGNORECASE
)
_AND_SO = re.compile(r"^(?:but|however|because(?! of))\b[, ]*", re.IGNORECASE)
_SAYING = re.compile(
    r"^(?:(?:well|that|so|maybe|honestly),?\s+)*(?:(?:i(?:'d| would)|i|i'll|i will)\s+(?:probably |just |also )?"
    r"(?:say|tell|remind|think)(?:\s+(?:to\s+)?(?:them|him|her|my friend|a friend))?"
    r"(?:\s+that|[:,])?\s+|that\s+(?=you|it|this|one|nobody|everybody))",
    re.IGNORECASE,
)
_THIRD = re.compile(r"\b(?:they|them|their|he|him|she|her|his)(?:'\w+)?\b", re.IGNORECASE)
_FIRST = re.compile(r"\b(?:i|me|my|mine|myself|i'm|i've|i'd|i'll)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")

_SURE = {
    "your": "my", "yours": "mine", "yourself": "myself", "you're": "I'm", "you've": "I've",
    "you'd": "I'd", "you'll": "I'll", "youre": "I'm", "youve": "I've",
}  # fmt: skip
_AFTER_YOU = {"are": "am", "were": "was", "aren't": "am not", "weren't": "wasn't"}
_BEFORE_YOU = listed(  # an object: what is done to, for or with you
    "to for with of at on by about from love loves like likes need needs know knows tell"
    " tells told make makes made help helps helped give gives gave let lets see sees around"
    " behind and than beside against without value values miss misses trust trusts teach"
    " teaches define defines hurt hurts judge judges hates hate blame blames blaming cost"
    " costs show shows asks ask asked chose chooses want wants hired picked"
)
_HARSH = re.compile(
    r"(?<!not )(?<!not a )(?<!not an )\b(?:kill|die|dead|cut|hurt|harm|pills?|tablets?|worthless|useless|stupid|pathetic|ugly|fat|lazy"
    r"|weak|failure|loser|burden|disgusting|idiot|hate|give up|end it|starve|punish|shame on)\b"
    r"|\b(?:don'?t|not|never) (?:deserve|matter|worth)|\bdeserve (?:it|this|that)\b"
)
_ASKS_BEFORE_YOU = {"are": "am", "were": "was"}
_NO_ORDER = listed(
    "be give go take let try look talk ask rest remember keep wait breathe start stop call"
    " write forgive allow trust treat sleep eat get do tell focus think worry beat blame"
    " listen hold judge speak see"
)
_DONT = re.compile(r"^(?:please )?(?:don't|dont|do not)\s+(?P<what>[a-z]+)\b", re.IGNORECASE)
_ORDER = re.compile(r"^(?:please |just |maybe )?(?P<what>[a-z]+)\b", re.IGNORECASE)


def draft(answers: Mapping[str, str]) -> str:
    """The draft, "" where their words do not give one."""
    against, own = _against(answers.get("against", "")), turned(answers.get("friend", ""))
    speaks_for = _told(answers.get("for", ""))
    first = _sentence(against) if against else ""
    if speaks_for and (after := _after_but(against)):
        first = f"{_sentence(speaks_for)} But {_sentence(after, first=False)}"
    return " ".join(filter(None, (first, own)))


def turned(text: str) -> str:
    """What they would tell a friend, said to themselves; sentences with a doubt in them are left out.

    So is what no friend would say: nothing harsh or dangerous is offered as a fairer thought.
    """
    kind = (one for one in sentences(_straight(text)) if not _HARSH.search(one.lower()))
    found = (_turned(one) for one in kind)
    return " ".join(filter(None, found))


def _told(text: str) -> str:
    """An answer that says something, on one line."""
    words = " ".join(text.split())
    said = [one for one in sentences(words) if not _NOTHING.match(_straight(one))]
    if len(said) < len(sentences(words)):
        words = " ".join(said)
    return "" if _NOTHING_BUT.match(_straight(words)) else _AND_SO.sub("", words)


def _against(text: str) -> str:
    """What speaks against it, "" where that is no evidence but an order, or harsh itself."""
    words = _told(text)
    ordered = _ORDER.match(words)
    is_order = ordered is not None and ordered["what"].lower() in _NO_ORDER
    return "" if is_order or _HARSH.search(_straight(words).lower()) else words


def _turned(sentence: str) -> str:
    bare = _SAYING.sub("", sentence.strip().strip("\"'\u201c\u201d")).strip()
    if not bare or "?" in bare or _THIRD.search(bare) or _FIRST.search(bare):
        return ""
    if _NOTHING.match(bare):
        return ""
    mild = _mild(bare)
    if mild is None:
        return ""
    said = _swapped(mild)
    return _sentence(said) if said else ""


def _mild(sentence: str) -> str | None:
    """An order as what one may do: "don't worry" is "you don't have to worry". None for a doubt."""
    if found := _DONT.match(sentence):
        if found["what"].lower() not in _NO_ORDER:
            return None
        return f"you don't have to {_small(sentence[found.start('what') :])}"
    found = _ORDER.match(sentence)
    if found and found["what"].lower() in _NO_ORDER:
        return f"you can {_small(sentence[found.start('what') :])}"
    return sentence


def _swapped(sentence: str) -> str:
    """Second person to first, with the verbs that must follow; "" where a "you" is unclear."""
    words = list(_WORD.finditer(sentence))
    out, end = [], 0
    low = [word.group(0).lower() for word in words]
    passed = -1
    for place, word in enumerate(words):
        out.append(sentence[end : word.start()])
        end = word.end()
        if place == passed:
            continue
        now, before = low[place], low[place - 1] if place else ""
        if now in _SURE:
            out.append(_SURE[now])
        elif now != "you":
            out.append(word.group(0))
        elif before in _ASKS_BEFORE_YOU:
            return ""
        elif _is_object(before, low[place + 1 :], sentence[word.end() :]):
            out.append("me")
        else:
            out.append("I")
            if place + 1 < len(words) and low[place + 1] in _AFTER_YOU:
                out.append(sentence[end : words[place + 1].start()])
                out.append(_AFTER_YOU[low[place + 1]])
                end, passed = words[place + 1].end(), place + 1
    return "".join((*out, sentence[end:]))


def _is_object(before: str, after: list[str], rest: str) -> bool:
    """Whether a "you" is one something is done to: "me", not "I"."""
    ends = not after or not rest[:1].isspace()
    if ends:
        return True
    stated = after[0] in _AFTER_YOU or after[0] in _VERBS or after[0].endswith("n't")
    return before in _BEFORE_YOU and not (stated and before in _CLAUSE_FOLLOWS)


_VERBS = listed(
    "did have had can could will would should may might must do don't tried worked always"
    " never still just really also only deserve know need want learned learnt got made passed"
    " were are was"
)
_CLAUSE_FOLLOWS = listed("and than know knows like about see sees think show shows")


def _straight(text: str) -> str:
    return re.sub("[\u2018\u2019\u02bc`\u00b4]", "'", text)


def _sentence(words: str, *, first: bool = True) -> str:
    """With a full stop at the end and, where it comes `first`, a capital at the beginning."""
    whole = words.strip()
    ended = whole if whole[-1:] in ".!?\u2026" else f"{whole}."
    return ended[:1].upper() + ended[1:] if first else ended


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


def _after_but(words: str) -> str:
    """To go on after "but": I stays I, and so does a name; "" where it may be one or not."""
    found = list(islice(_WORD.finditer(words), 2))
    low = [word.group(0).lower() for word in found]
    if not low or low[0] in _TALL:
        return words[:1].upper() + words[1:]
    if low[0] in _MAY_BE_SMALL or low[0].endswith("ing") or words[0].islower():
        return _small(words)
    return words if low[1:] and low[1] in _SOMEBODY_DOES else ""


_TALL = listed("i i'm i've i'd i'll im ive")
_MAY_BE_SMALL = listed(
    "the a an my our your his her their it it's that this there some one two three nobody"
    " everybody most many last yesterday today when once sometimes usually people we he she"
    " they in on at not no other others after before even all none everyone somebody someone"
)
_SOMEBODY_DOES = listed(
    "and says said told tells thinks thought likes liked loves asked called thanked wrote helped"
)
