"""Whose feeling or trouble a message is about: the person's own, somebody else's, or both.

"My sister is so anxious" is not an anxious person writing, and a reply that says "you sound tense"
would be wrong. Each clause is read for its subject and for what is said of it; who is gone, or did
something to the person, makes it the person's own. Word lists; in doubt it is their own.
"""

from __future__ import annotations

import re

from companion.policy import tender

OWN, OTHER, BOTH = "own", "other", "both"

PERSON = (
    r"(?:mum|mom|mam|mother|dad|father|parents?|sister|brother|siblings?|twin|son|daughter|lad|lass|kids?|child|children|baby"
    r"|babies|twins|toddler|teenager|boy|girl|wee one|little one|youngest|eldest|oldest|husband|wife|hubby|partner|boyfriend|bf"
    r"|girlfriend|gf|fianc\w+|ex|nan|nana|gran|granny|grandma|grandad|granddad|grandpa|grandmother|grandfather|grandson"
    r"|granddaughter|aunt\w*|uncle|cousins?|niece|nephew|in-laws?|friends?|bestie|mate|mates|pal|buddy|flatmates?|roommates?"
    r"|housemates?|neighbou?rs?|colleagues?|coworkers?|workmate|boss|manager|teacher|professor|coach|pupils?|students?|client"
    r"|patients?|resident|man|woman|lady|guy|bloke|person|people|stranger|nurse|doctor|driver|cleaner|carer|porter|vicar"
    r"|landlord|landlady|family|team|class|couple|stepdad|stepmum|stepmom|stepson|crush|dog|cat|puppy)"
)
_OF = r"(?:my|our|his|her|their|the|a|an|this|that|one of my|one of the|some|another)"
_KIN_ALONE = (
    r"(?:mum|mom|mam|dad|daddy|mummy|nan|gran|granny|grandma|grandad|grandpa|hubby|sis|bro)"
)
_THIRD = r"(?:he|she|they|he's|she's|they're|they've|hes|shes|theyre|he'd|she'd|he'll|she'll)"
_LEAD = (
    r"(?:(?:and|but|so|because|cos|cause|since|when|while|that|if|though|although|as|then|well|now|today|tonight|lately|yesterday"
    r"|apparently|honestly|just|hi|hey|ok|oh|last (?:night|week)|this (?:morning|week)|why|how|what|where|is|are|was|does|did|do|has|have|can"
    r"|it(?:'s| is) about|it seems(?: like)?|looks like|sounds like|turns out|not me but|yes|yeah|no) )*"
)
# "I think", "my friend told me": whoever says it, what counts is of whom.
_FRAME = re.compile(
    r"\b(?:i|we)(?:'ve)? (?:also |really |just |still |do )?(?:don'?t )?(?:think|thinks|guess|suppose|reckon|believe|heard|hear|noticed|know|see|saw|can see|can tell"
    r"|found out|realised|realized|wonder|bet|hope|want to tell you|told you|must say)(?: about)?(?: that| why| how| if| whether)? (?=(?:"
    rf"{_OF}|{_THIRD}|{_KIN_ALONE})\b)"
    r"|\b(?:told|tells|texted|texts|called|rang|wrote|says to|said to|messaged) (?:me|us)(?: (?:yesterday|today|tonight|last night|crying))?(?: to say)?(?: that)? (?=(?:"
    rf"{_THIRD}|{_OF} {PERSON})\b)"
    r"|,? \bi (?:think|guess|suppose|reckon|hope|mean|believe)$|\b(?:as )?(?:you|u) know,? "
)
_SINCE = re.compile(r"(?<=\w) since (?:\w+ ){1,3}(?:died|passed away|left)\b")
_BECAUSE_OF_ME = re.compile(r"\b(?:that|because) (?:i|i'm|im|we|we're)\b")
_SPLIT = re.compile(
    r"[.!?;:\n…]+|,|\s-+\s|\s(?:but|and|because|cos|since|while|though|although|which|when|whereas|yet|that"
    r"|so (?=(?:i|i'm|im|we|he|she|they|now|my)\b)) ?",
)
_OTHER = re.compile(
    rf"^\W*{_LEAD}(?:(?P<they>{_THIRD})\b|(?P<whose>{_OF}) (?:[\w'-]+ ){{0,3}}?(?P<who>{PERSON}\b(?:'s (?!(?:a|an|so|very|not|the|been|just|too|in|on|at|always|really|still|\w+(?:ing|ed|y))\b)[\w-]+)?)"
    rf"|(?P<alone>{_KIN_ALONE})\b)"
)
_NAME = re.compile(
    r"^\W*(?:(?:[Aa]nd|[Bb]ut|[Ss]o|[Bb]ecause|[Nn]ow|[Tt]oday|[Tt]hat) )*(?!I\b|I'|It|The|My|We|You|This|That|There|Not|No|Just|So|Work|Today|Everything|Everyone|Nobody"
    r"|Still|Life|Things|Had|Got|Feel|Been|What|Why|How|And|But)"
    r"([A-Z][a-z]{1,14})(?:'s)? (?:is|was|has|had|feels|felt|looks|looked|seems|seemed|sounds|sounded|cries|cried|lost|failed|got|can't|cannot"
    r"|doesn't|hates|misses|keeps|just|so|not)\b"
)
_FEELS = re.compile(
    r"\b(?:anxious|nervous|worried|worries|worry|worrying|scared|afraid|terrified|frightened|panicking|panics|stressed|tense|sad|unhappy|(?:feel\w*|so|really|very|been|bit|pretty) (?:down|low)|miserable"
    r"|depressed|heartbroken|devastated|gutted|upset|hurt|hurting|lonely|alone|homesick|grieving|mourning|cry|cries|crying|cried|in tears|sobbing|weepy|angry|furious"
    r"|mad|cross|annoyed|livid|raging|fuming|frustrated|jealous|bitter|ashamed|embarrassed|mortified|guilty|humiliated|happy|happier|glad|pleased|delighted|proud|over the moon"
    r"|excited|thrilled|relieved|grateful|hopeful|in love|loved up|buzzing|chuffed|beaming|smiling|calm|tired|exhausted|shattered|worn out|burn(?:t|ed) out|overwhelmed"
    r"|struggling|struggles|suffering|suffers|lost without|confused|bored|disappointed|moody|withdrawn|hates? (?:school|work|his|her|their|it|being)|misses|dreads|dreading"
    r"|fed up|stuck|broken|in bits|in a (?:bad|dark) (?:way|place)|not (?:coping|himself|herself|ok|okay|well|eating|sleeping)|miss)\b"
)
_TROUBLE = re.compile(
    r"\b(?:lost (?:his|her|their|the|everything|a lot)|(?:got|was|been|being|were|gets|getting) (?:\w+ )?(?:fired|sacked|laid off|bullied|dumped|rejected|divorced|married|engaged"
    r"|promoted|hurt|evicted|arrested|mugged|robbed|attacked|diagnosed|accepted|picked on|made redundant|teased|cheated on|left out)|failed|failing|passed (?:his|her|their)"
    r"|ill|sick|poorly|unwell|off sick|in (?:hospital|pain|trouble|rehab|debt|prison|labour)|pregnant|dying|having (?:surgery|an operation|a baby|chemo|a hard time|trouble)|chemo"
    r"|cancer|stroke|dementia|operation|surgery|divorc\w+|break ?up|split(?:ting)? up|relapsed|drinking again|using again|drinks|self[- ]?harm\w*|can'?t (?:sleep|eat|cope|walk|stop|find|afford|breathe)"
    r"|(?:won'?t|doesn'?t|does not|don'?t|didn'?t|not|stopped|hasn'?t) (?:\w+ )?(?:eat|eating|sleep|slept|sleeping|talk(?!\w* to me)|talking(?! to me)|leave (?:his|her|the|their)|go out|get out of bed|get up|come out of)"
    r"|got (?:the|a|his|her|in|into) (?:new )?(?:\w+ )?(?:job|place|flat|promotion|results?|part|uni\w*|interview)|got in(?:to)?|won|left (?:him|her|them)|hasn'?t left|retir\w+|fell|broke (?:his|her|their)|exams?|interview|nightmares"
    r"|panic attacks?|having a baby|had (?:a|the|her) (?:\w+ )?(?:baby|fall|accident|miscarriage|stroke|heart attack|operation|row|fight)|going through|hard time|rough time|no friends|trouble at)\b"
)
_LOSS = re.compile(
    r"\b(?:died|passed away|passed on|is dead|was killed|is gone|has gone for ever)\b"
)
_TO_ME = re.compile(
    r"\b(?:me|us|myself)\b|\bmy (?!(?:\w+ )?" + PERSON + r"\b)(?:[\w'-]+)\b|\bmy birthday\b"
)
_ABOUT_ME = re.compile(r"\b(?:about|with|at|of|for|on) (?:me|us)\b")
_I = re.compile(r"(?:^|\b)(?:i|i'm|im|i've|ive|i'd|i'll|ill|we|we're|we've)\b|\band i\b|\bme and\b")
_MINE = re.compile(
    r"\b(?:driv\w+|makes?|making|made|kill\w+|gets?|getting|worr\w+|scar\w+|break\w*|hurts?|wear\w+|drain\w+|stress\w+|annoy\w+|upset\w*|frighten\w+|bother\w+"
    r"|ruin\w+|touch\w+|mov\w+|tear\w+|eat\w+|haunt\w+|frustrat\w+|leaves?|affect\w+)(?: \w+)? (?:me|us|my (?:heart|head|nerves|sleep|day|week))\b"
    r"|\b(?:on|to|at|down|from) me\b|\bme (?:too|sad|mad|cry|so|feel)\b|\bmy (?:heart|nerves|stomach|own|fault|head)\b|\bso (?:am|do|did|was) (?:i|we)\b"
)
_I_BEAR = re.compile(
    r"\b(?:i|i'm|im|i've|ive|i'd|i'll|we|we're)\b.*?\b(?:can'?t|cannot|couldn'?t|don'?t know|dont know|no idea|have to|had to|need|hate|miss|wish|want|trying|try|feel|felt|feeling"
    r"|love|awake|sleep|should|must|left (?:out|alone|with)|nothing|helpless|useless|do everything|pay|don'?t want|dread|the one who|supposed to|end up|snapped|shouted|yelled|envy|alone with|sick of"
    r"|tired of|had enough|lie|lost|losing|keep (?:thinking|crying|checking))\b"
)


def whose(text: str) -> str:
    """Give "own", "other" or "both": whose feeling or trouble `text` tells of. Under a millisecond.

    "own" also where nothing is told of anybody, and for what others did to the person.
    """
    original = " ".join(re.sub("[\u2018\u2019\u02bc`]", "'", text[:1500]).split())
    words = " ".join(_SINCE.sub(" ", _FRAME.sub(" ", tender.plain(original))).split())
    other = own = False
    previous = False
    for clause in _SPLIT.split(words):
        says = _read(clause.strip(), previous)
        other, own = other or OTHER in says, own or OWN in says
        named = _OTHER.match(clause.strip())
        previous = OTHER in says or (previous and not says) or bool(named and not says)
    if not other:
        other = any(
            _NAME.search(part) and _told_of(part.lower()) and not _TO_ME.search(part.lower())
            for part in re.split(r"(?<=[.!?,]) ", original)
        )
    own = own or bool(other and _BECAUSE_OF_ME.search(words))
    return BOTH if other and own else OTHER if other else OWN


def _read(clause: str, previous: bool) -> frozenset[str]:
    """Of whom a clause tells a feeling or a trouble; previous: the clause before told of another."""
    found = _OTHER.match(clause)
    if found and not re.search(r"\b(?:and i|and me)\b", clause):
        return _of_another(clause, found)
    if re.match(rf"^{_LEAD}(?:we|we're|both of us)\b", clause) and _FEELS.search(clause):
        return frozenset((OWN, OTHER))
    if _I.search(clause):
        bears = _I_BEAR.search(clause) or _FEELS.search(clause) or _MINE.search(clause)
        return frozenset((OWN,)) if bears else frozenset()
    if _MINE.search(clause):
        return frozenset((OWN,))
    new_subject = re.match(
        rf"^{_LEAD}(?:the|a|an|it|it's|this|that|there|nobody|everything)\b", clause
    )
    goes_on = previous and not new_subject and _told_of(clause) and not _TO_ME.search(clause)
    return frozenset((OTHER,)) if goes_on else frozenset()


def _of_another(clause: str, found: re.Match[str]) -> frozenset[str]:
    rest = clause[found.end() :]
    theirs = found["whose"] in ("his", "her", "their") or "'s " in (found["who"] or "")
    if _LOSS.search(rest):
        return frozenset((OTHER,)) if theirs else frozenset((OWN,))
    never = re.search(r"\b(?:never|not once)\b", rest)
    own = {OWN} if _I_BEAR.search(rest) or _MINE.search(rest) else set()
    if (
        _FEELS.search(rest)
        and not (never and _ABOUT_ME.search(rest))
        and (not _TO_ME.search(rest) or _ABOUT_ME.search(rest))
    ):
        return frozenset({OTHER} | ({OWN} if _ABOUT_ME.search(rest) else own))
    if _TO_ME.search(rest):
        return frozenset((OWN,))
    if _told_of(rest):
        return frozenset({OTHER} | own)
    return frozenset(own)


def _told_of(clause: str) -> bool:
    return _FEELS.search(clause) is not None or _TROUBLE.search(clause) is not None
