"""What befell the person, by kind ("left-out", "waiting", "achieved"), where the words say it plainly.

With it a reply can be to the point without quoting: "It must hurt to be left out like that." Word
lists, hard kinds first; where two kinds are told the first in the list is taken, and none where the
words deny it or tell it of something over. The lines are in `wording/plights.toml`.
"""

from __future__ import annotations

import re

from companion.policy import tender

_KIN = (
    r"(?:mum|mom|mother|dad|father|wife|husband|partner|son|daughter|nan|gran|grandma|grandad"
    r"|grandmother|grandfather|parents|sister|brother|aunt|uncle)"
)
_BIG_DAY = (
    r"(?:exam|test|interview|presentation|speech|operation|surgery|appointment|scan|mri|court"
    r"|hearing|audition|finals|biopsy|viva|assessment|driving test|blood test)"
)
_SOON = (
    r"(?:tomorrow|tmrw|tonight|next week|in the morning|(?:on |this )?(?:mon|tues|wednes|thurs|fri|satur"
    r"|sun)day|in (?:an|one|two|three|a few|\d+) (?:hours?|days?|weeks?))"
)
_DID = r"(?:i|we)(?:'ve| have| had)?(?: \w+ly| just| even| also| totally)?"

_HARD: tuple[tuple[str, str], ...] = (
    (
        "left-out",
        r"\b(?:not|never|wasn'?t|weren'?t|didn'?t get|didn'?t) (?:even )?invited?\b(?! (?:her|him|them|anyone|my))"
        r"|\bleft (?:me )?out\b(?! of the)|\bleave me out\b|\bexcluded\b|\bforgot (?:to (?:invite|ask) me|about me)\b"
        r"|\b(?:went|going|gone|go|met|meet|celebrated?) (?:\w+ ){0,4}without me\b|\bstop(?:ped)? (?:asking|inviting)\b"
        r"|\bnobody thought to (?:ask|tell|send)\b",
    ),
    (
        "break-up",
        r"\b(?:broke|broken|breaking) up with me\b|\bwe (?:just )?(?:broke up|split up|separated)\b|\bdumped me\b"
        r"|\bmy (?:\w+ )?(?:break ?up|divorce|ex (?:left|moved on))\b|\b(?:he|she) (?:just )?(?:ended it|left me)\b"
        r"|\b(?:boyfriend|girlfriend|husband|wife|partner|fianc\w+) (?:just )?(?:left(?: me)?|ended it|broke up|walked out)\b"
        r"|\b(?:had|going through) (?:a )?(?:break ?up|divorce)\b|\bgetting divorced\b",
    ),
    ("job-lost", rf"\b(?:got|was|been|being) (?:\w+ )?(?:fired|laid off|made redundant|let go)\b|\blaid me off\b|\bfired me\b|\b{_DID} lost my job\b"),
    (
        "failed",
        rf"\b{_DID} (?:failed|flunked)\b(?! to\b)|\b(?:didn'?t|did not) (?:get (?:the (?:job|place|part|flat|solo)|in(?:to)?\b)|pass|make it)"
        r"|\b(?:rejected me|was rejected|got rejected|rejection|turned me down|another no)\b",
    ),
    (
        "treated-badly",
        r"\b(?:blamed|mocked|insulted|humiliated|ignored|ghosted|bullied|cheated on|lied to|screamed at|scolded|belittled) me\b"
        r"|\b(?:shouted|shouts|yelled|yells|laughed|laughs|swore|snapped) at me\b|\bmade fun of me\b|\b(?:rude|cold|mean|horrible) to me\b"
        r"|\btalk(?:ed|s) (?:over|down to) me\b|\b(?:took|got) (?:all )?(?:the|my) credit\b|\blet me down\b|\bbehind my back\b"
        r"|\bmoved my project\b|\bcalled me an? \w+",
    ),
    ("quarrel", rf"\b(?:had|having) (?:a|another|the same|this) (?:\w+ )?(?:fight|row|argument|quarrel)\b|\b(?:isn'?t|not|won'?t|stopped|refuses to) (?:speak|talk)(?:ing)? to me\b|\b{_DID} (?:argued?|fight|fought|quarrelled)\b"),
    (
        "unheard",
        r"\b(?:nobody|no ?one|no-one) (?:\w+ )?(?:noticed|asked|answered|called|texted|replied|remembered|rang|came)\b"
        r"|\bforgot (?:my (?:birthday|name)|our anniversary)\b|\bnever (?:calls?|asks?|texts?|writes?|rings) me\b"
        r"|\b(?:doesn'?t|don'?t|didn'?t) (?:answer|reply to|text|call) me\b|\bleft (?:me )?on (?:read|seen)\b|\bstraight to voicemail\b",
    ),
    (
        "caring",
        rf"\b(?:care|caring|look(?:ing)? after|carer) (?:of |for )?my (?:\w+ )?{_KIN}\b|\bmy {_KIN} (?:\w+ ){{0,3}}(?:dementia|alzheimer'?s)\b|\bcare home\b",
    ),
    (
        "lonely",
        r"\b(?:so|feel|feeling|very|really|am|i'?m|be|all|sat|sit|eat|ate|spent \w+|alone in the) (?:alone|lonely)\b(?! time)|\bloneliness\b"
        r"|\balone (?:in|at|with|again)\b|\b(?:lunch|dinner|tea|meals?|evenings?|weekends?|birthday|christmas\w*|eve) (?:\w+ ){0,2}alone\b"
        r"|\b(?:nobody|no one|noone|anyone|anybody) to (?:talk|speak|tell|call|turn|sit|eat)\b|\b(?:all )?(?:on my own|by myself)\b"
        r"|\b(?:don'?t|do not|still) know (?:anyone|anybody|nobody)\b|\bi have (?:nobody|no ?one|no friends)\b|\bnot one person\b",
    ),
    ("missing", r"\bi(?:'ll)? (?:really |still |just |do |so )?miss (?!the (?:bus|train|deadline|point)|my (?:bus|train|stop)|class|school|work)|\bmissing (?:her|him|them|my|home)\b|\bhomesick\b"),
    ("sleepless", r"\b(?:can'?t|cannot|couldn'?t|can'?t even) (?:get (?:to|any|back to) )?sleep\b|\binsomnia\b|\b(?:lie|lay|lying|wide) awake\b|\bawake at (?:night|\d)|\b(?:barely|hardly|haven'?t|not) slept\b|\bwoke (?:up )?at [2345]\b"),
    ("money", r"\b(?:rent (?:went|is|goes)|overdue|overdraft|debts?|can'?t afford|bills? (?:just )?(?:keep|come|are)|the bills|behind (?:on|with) (?:the )?(?:rent|bills)|short of money|no money|money (?:worries|problems|is tight))\b"),
    ("ahead", rf"\b{_BIG_DAY}\b(?!s)(?! was| went).{{0,40}}\b{_SOON}\b|\b{_SOON}\b.{{0,40}}\b{_BIG_DAY}\b(?!s)"),
    (
        "waiting",
        r"\bwaiting (?:for|on) (?:the |my |a |her |his )?(?:\w+ )?(?:results?|news|answer|call|letter|reply|scan|test|biopsy|decision|verdict)\b"
        r"|\b(?:haven'?t|not|no|nothing|still no) (?:heard|news|answer|reply|word)\b(?: back| yet| from)?|\bkeep (?:refreshing|checking (?:my|the) (?:phone|email|inbox|post))\b"
        r"|\bresults? (?:is|are|come|will|in|on|by|due)\b|\bup to \w+ working days\b",
    ),
    (
        "worn-out",
        r"\b(?:exhausted|worn out|burn(?:t|ed) out|drained|shattered|run off my feet|overwhelmed)\b|\b(?:so|too|just|bone|dead|always|really) tired\b"
        r"|\bno (?:energy|strength|break)\b|\bcan'?t keep up\b|\b(?:double|back to back) shifts?\b|\btoo much (?:for me|work|to do)\b|\btime for myself\b",
    ),
    ("ill", r"\b(?:my|the) (?:\w+ )?(?:pain|migraine|flare|illness|arthritis|fatigue|chemo|treatment|back)s?\b.{0,30}\b(?:again|worse|bad|hurts?|back|came|all (?:day|night)|every)\b|\bin (?:so much |a lot of )?pain\b|\bflare[- ]?up\b|\bchronic\b"),
    ("new-place", r"\bmoved (?:here|to [a-z]+|abroad|away) |\b(?:new|strange) (?:city|town|country)\b|\bfar from home\b"),
    (
        "slip",
        rf"\b{_DID} (?:shouted|yelled|snapped|lied|forgot|said something|called (?:him|her|them|my|the)|fell|tripped|spilled|cried in front|laughed at)\b"
        r"|\b(?:so |totally )?(?:embarrass(?:ed|ing)|mortified|ashamed|cringe)\b|\bin front of (?:everyone|everybody|the whole|the class|my)\b|\bi went (?:so |bright )?red\b"
        r"|\bvoice cracked\b|^tripped\b",
    ),
)  # fmt: skip

_GOOD: tuple[tuple[str, str], ...] = (
    (
        "achieved",
        rf"\b{_DID} (?:finally |actually )?(?:passed(?! out| away)|won(?!'?t)|did it|made it|got (?:the (?:job|flat|place|keys|part)|in|into|accepted|promoted|approved)|finished (?:it|the|my)|graduated)\b"
        r"|\b(?:approved|accepted) (?:it|me|my|us)\b|\bgot (?:approved|accepted|promoted)\b|^(?:passed(?! out| away)|won(?!'?t)|finished)\b|\bsigned me fit\b|\bfirst in (?:my|the) (?:class|family)\b|\bhighest mark\b",
    ),
    (
        "kindness",
        r"\b(?:he|she|they|someone|somebody|stranger|man|woman|lady|neighbour|neighbor|friend|colleague|boss|students?|kids?|husband|wife|sister|brother|mum|mom|dad|"
        r"landlady|nurse|driver|boyfriend|girlfriend)(?: \w+)? (?:gave|brought|made|bought|knitted|left|sent|lent|saved|cooked|baked|drove|offered) (?:me|us)\b"
        r"|\bsurprised me with\b|\bheld my hand\b|\bkind to me\b|\bhelped me\b|\bthanked me\b|\bsaid thank (?:you|u)\b|\bkept my (?:seat|chair|place)\b|\bfor me\b.{0,20}\bso (?:kind|sweet)\b",
    ),
    ("laughter", r"\b(?:i|we|kids) (?:\w+ )?(?:laughed|giggled|laughing)\b(?! at (?:me|my))|\bhilarious\b|\bso funny\b|\bcouldn'?t stop laughing\b"),
    ("company", r"\b(?:visited|visiting|came (?:over|round|to see) (?:me|us)|coming (?:over|to (?:see|visit|stay))|is coming on|(?:cook|eat|sing|danc|play|jamm)\w* together|talked for (?:an|two|three|\d+) hours?|hugged)\b"),
    ("made", r"\b(?:i|we)(?:'ve| have)?(?: just| finally)? (?:made|baked|cooked|knitted|planted|sowed|painted|mended|fixed|sewed|built|repaired|grew)\b(?! (?:him|her|them|it|up|a (?:mistake|fool|scene|mess)|mistakes|me|my (?:mum|mom|dad)))|\b(?:sourdough|baking|knitting)\b|^(?:made|baked|mended|fixed|finished the)\b"),
    ("animal", r"\b(?:the|my|our|a|an) (?:\w+ )?(?:dog|cat|puppy|kitten|rabbit|hamster|horse|fox|robin|heron|hedgehog|budgie|parrot)\b(?! (?:died|is dead|is sick|is ill|bit|ran))"),
    ("outside", r"\b(?:went|go|going|been|took myself) (?:out )?for a (?:\w+ )?(?:walk|run|swim|ride)\b|\bwalked (?:by|along|in|through|to) the\b|\b(?:the (?:sea|beach|park|woods|hills|stars|river)|first snow|the sun)\b"),
    ("rest", r"\bday off\b|\b(?:in the|a (?:hot|long|warm|nice)) bath\b|\bfeet up\b|\bduvet\b|\bquiet (?:night|evening|morning|day) (?:in|at home|for once)\b|\bcup of tea\b|\bhot shower\b"),
)  # fmt: skip

_TABLES = {
    hard: tuple((name, re.compile(pattern)) for name, pattern in table)
    for hard, table in ((True, _HARD), (False, _GOOD))
}
_OVER = re.compile(
    r"\b(?:used to|years? ago|as a (?:kid|child)|when i was (?:little|young|small|a)|not anymore|no longer|any ?more|never again)\b"
)
# Kinds that are only the person's own if nobody else stands before the verb.
_OWN_ONLY = frozenset(
    (
        "job-lost",
        "worn-out",
        "sleepless",
        "lonely",
        "money",
        "slip",
        "missing",
        "left-out",
        "achieved",
        "break-up",
        "ill",
        "failed",
    )
)
_OTHER_BEFORE = re.compile(
    r"\b(?:he|she|they|he's|she's|they're|my \w+|my \w+ \w+|his|her|their)(?: \w+){0,2} $"
)
_DENIED = re.compile(
    r"\b(?:not|never|isn'?t|wasn'?t|don'?t|didn'?t|no longer|hardly) (?:[\w']+ ){0,2}$|\b(?:if|unless|in case|afraid|scared|think|thought|dreamt|dreamed) (?:[\w']+ ){0,4}$"
)


def plight(text: str, *, hard: bool) -> str:
    """The kind of hard (or good) thing the person tells of themself; "" where the words don't say.

    Nothing is read from what they deny or only imagine, nor where they speak of another time.
    """
    words = tender.plain(text)
    if _OVER.search(words):
        return ""
    for name, pattern in _TABLES[hard]:
        for found in pattern.finditer(words):
            before = words[: found.start()]
            others = name in _OWN_ONLY and _OTHER_BEFORE.search(before)
            if not others and not _DENIED.search(before):
                return name
    return ""
