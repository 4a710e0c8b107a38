"""Which kind of reply a sentence is, by its plain marks: for choosing among drafts.

Lists of marks, not a reader of meaning: what a strategy sounds like in plain English. A sentence may
show several kinds, or none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from companion.policy.plain import plain
from companion.turn import Strategy

TAKEN_UP = 3  # longer words of theirs in one sentence say their matter back
_LONGER = re.compile(r"\w{4,}")
_FEELING = (
    r"(?:sad|low|down|heavy|hurt\w*|lonely|alone|lost|empty|numb|tired|worn|exhausted|drained|anxious"
    r"|scared|afraid|frightened|worried|nervous|uneasy|tense|panicky|overwhelmed|stressed|angry|cross"
    r"|furious|annoyed|fed up|bitter|frustrated|let down|disappointed|betrayed|ashamed|guilty"
    r"|embarrassed|small|stupid|awkward|torn|stuck|trapped|helpless|hopeless|unsure|confused|left out"
    r"|invisible|ignored|unwanted|unloved|rejected|judged|blamed|glad|happy|proud|relieved|excited"
    r"|thrilled|delighted|hopeful|grateful|thankful|warm|loved|close|calm|peaceful|content|settled"
    r"|rested|lighter|curious|homesick|heartbroken|jealous|shaken|sore|painful|upset\w*|uncertain"
    r"|insecure|discouraged|bored|restless|miserable|awful|terrible|horrible|wonderful|nice|good"
    r"|strange|hard|tough|difficult|frightening|scary|stressful|exhausting|disappointing|lovely)"
)
_VERY = r"(?:so |very |really |quite |a bit |a little |deeply |still |both |pretty |all |too )*"
_MARKS: dict[Strategy, re.Pattern[str]] = {
    Strategy.REFLECTION: re.compile(
        rf"\byou(?:re| are| were| must be| must have been| must feel| must have felt| seem| seemed"
        rf"| sound| feel| felt| still feel| may feel| might feel) {_VERY}{_FEELING}\b"
        rf"|\b(?:that|it|this|what \w+ did) (?:must|can|may) (?:really |still |have )?(?:hurt|sting|be|been|feel|felt)\b"
        rf"|\b(?:sounds|seems|feels|looks) (?:like|as if|as though) (?:youre|you are|you feel|you felt|it hurts?)\b"
        rf"|\bhow {_VERY}{_FEELING} (?:you|that|it|this)\b|\byou miss(?:ed)?\b|\byou (?:long|wish|hoped?)\b"
        rf"|\bunderstand (?:that|why|how) you(?:re| are| feel| felt)\b|\b(?:hurts|stings)\b"
        r"|\byou must (?:miss|have felt|really miss|love|long)\b|\byou (?:sound|seem) (?:so |very |more |a bit |a little |quite |really )?\w+\b"
        rf"|\bpart of you\b|\bleaves you {_FEELING}\b|\bmade you feel\b|\bmakes you feel\b"
    ),
    Strategy.PARAPHRASE: re.compile(
        r"(?:^|[.!] )(?:so|and so|then) (?!(?:sorry|glad|kind|sad|good|nice|lovely|hard|much|many|very|far)\b)\w+"
        r"|\b(?:sounds|seems) (?:like|as if|as though) (?!(?:youre|you are|you feel|you felt))"
        r"|\byou(?:re| are) saying\b|\byou mean\b|\bif i (?:follow|understand|hear) you\b"
        r"|\bfirst\b.*\b(?:then|and now)\b|\byou told me (?:that )?(?:your|you|the)\b"
        r"|^you(?:ve| have)? (?!(?:are|were|must|may|might|could|can|feel|felt|seem|did|deserve|have every))\w+(?:ed|t|d|n|ng)? .{12,}, (?:and|but|so)\b"
    ),
    Strategy.AFFIRMATION: re.compile(
        r"\bevery right\b|\b(?:youre|you are) not alone\b|\b(?:it )?(?:took|takes|take) (?:real |a lot of |some |much )?(?:courage|strength|patience|care|heart|guts)\b"
        r"|\byou(?:re| are) (?:\w+ )?(?:doing|trying|allowed|good|brave|strong|kind|not (?:weak|stupid|lazy|silly|a failure|too))\b"
        r"|\byou did (?:your best|well|right|the right|what|something|nothing wrong|it|a)\b|\byou(?:ve| have) (?:\w+ )?(?:done|earned|worked|been (?:so )?(?:patient|brave|strong)|come|carried|kept|got)\b"
        r"|\b(?:thats|that is|it is|its|this is) (?:\w+ )?(?:understandable|fair|natural|normal|brave|okay|good|not (?:your fault|silly|weak|stupid|selfish))\b"
        r"|\bmakes (?:\w+ )?sense\b|\b(?:shows|says) (?:how|that|a lot|you)\b|\bthat counts\b|\bmatters?\b|\byou deserved? (?:to|that|better|a|this|it|some|every|all)\b"
        r"|\bwell done\b|\bgood (?:on|for) you\b|\bwonderful\b|\blovely\b|\bim (?:so |really |very )?glad\b|\bcongratulations\b|\banyone (?:would|in your)\b|\bno wonder\b|\bnot your fault\b|\byou (?:still )?(?:kept|stayed|stood|managed|handled|tried|care|cared|worked|earned)\b"
        r"|^(?:im (?:so |very )?sorry\W+)?you (?:still |also |really |already |never |both )?(?!(?:told|feel|felt|need|must|miss|missed|want|wanted)\b)(?:\w+ed|\w+ght|\w+pt|made|gave|took|came|went|got|held|told|found|wrote|spoke|chose|drove|won|did|said|stood|sang|let|put|ran|rode|swam|rang|sent|spent|built|grew|knew|work|care)\b"
        r"|\b(?:it|that) (?:is|was) (?:so |very |really )?(?:kind|wise|good|lovely|right|honest|sweet|thoughtful|hard work|fair)\b|\bdeserved?\b"
        r"|\bnothing wrong with\b|\bgreat news\b|\bgood news\b"
    ),
    Strategy.SUGGESTION: re.compile(
        r"\byou (?:could|might|may want to|can (?:try|ask|tell|write|call|take|let|start|say|also))\b"
        r"|^(?:maybe|perhaps|one (?:small )?thing|a small|how about|what about|if you (?:like|want))\b"
        r"|\bmay(?:be)? help\b|\bmight help\b|\bwould help\b|\bcould help\b|\btry (?:to|and|a|the|one|writing|asking|telling)\b|\bworth (?:a|asking|trying|telling)\b|\bwhy not\b"
    ),
    Strategy.INFORMATION: re.compile(
        r"\b(?:many|most|a lot of|lots of|some|plenty of) (?:people|who|of us|parents|men|women|families|friends|others|new|students|couples|\w+s)\b"
        r"|\b(?:it is|its|thats|that is) (?:\w+ )?(?:common|usual|known|often|natural)\b|\b(?:often|usually|commonly|tends? to|takes time)\b|\bpeople (?:who|often|feel|find|do|can)\b"
    ),
    Strategy.DISCLOSURE: re.compile(
        r"\b(?:im|i am|as|being|only|just) (?:only |just )?a (?:computer )?program\b|\ba program\b"
        r"|\bi (?:dont|do not|cant|cannot|have no|never) (?:have|had|feel|know|miss|love|live|eat|sleep|see|body)\b"
    ),
    Strategy.OTHERS: re.compile(
        r"\b(?:youre|you are) (?:very |most )?welcome\b|\bcongratulations\b|\bhow (?:lovely|nice|good|kind|wonderful|sweet|funny)\b|\bwonderful news\b|\bthat (?:is|sounds) (?:a |like a )?(?:nice|lovely|good)\b"
        r"|\b(?:thank you|thanks) for\b|\btake (?:your time|care)\b|\bim (?:here|listening)\b|\bi(?:ll| will) listen\b|\bgood (?:night|evening|morning|luck)\b|\bsleep well\b|^(?:hello|hi|welcome|of course|all right|okay|yes|no|sure|bye|goodbye)\b"
        r"|\bno (?:rush|hurry|need to)\b|\bwhenever you\b|\bas (?:much|little|long) as you\b|\bwe can\b|\byou can (?:say|stay|tell|talk|rest|come|leave|take)\b|\byou dont have to\b|\bgo (?:on|ahead)\b|\btell me\b|\bi hope\b|\benjoy\b"
    ),
}  # fmt: skip


_ADVISES = re.compile(
    r"\b(?:you should|have you tried|could you|why not|how about|what about|best to"
    r"|just (?:call|tell|ask|go|try|write))\b"
)


def advises(line: str) -> bool:
    """Whether a sentence says what to do, as a suggestion or in the coat of a question."""
    return Strategy.SUGGESTION in strategies_in(line) or _ADVISES.search(plain(line)) is not None


def strategies_in(line: str) -> frozenset[Strategy]:
    """The kinds of reply one sentence shows by its marks."""
    spelling = plain(line)
    found = {strategy for strategy, mark in _MARKS.items() if mark.search(spelling)}
    if line.rstrip().endswith("?"):
        found = {Strategy.QUESTION} | (found & {Strategy.SUGGESTION})
    return frozenset(found)


def shows(strategy: Strategy, lines: Sequence[str], text: str) -> bool:
    """Whether any sentence shows the kind of reply.

    text: the person's words; a restatement is known by its taking up several of them.
    """
    if any(strategy in strategies_in(line) for line in lines):
        return True
    if strategy is not Strategy.PARAPHRASE:
        return False
    theirs = set(_LONGER.findall(plain(text)))
    return any(
        len(theirs.intersection(_LONGER.findall(plain(line)))) >= TAKEN_UP
        for line in lines
        if not line.endswith("?")
    )
