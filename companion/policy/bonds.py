"""Ordinary ways to speak of a bond with the program, in English, and the limit each of them touches.

`boundaries` knows the plain demands ("be my girlfriend"); most people only say how good it is to have
somebody to talk to, what "we" once said, or how the program must feel. Nothing here is a danger; it is
where the honest word belongs that this is a program.
"""

from __future__ import annotations

import re

# "We" after one of these is the person and somebody else.
_OTHERS = r"\b(?:he|she|they|him|her|them|hes|shes|(?:my|our) (?:\w+ )?(?:mum|mom|mother|dad|father|parents|wife|husband|partner|boyfriend|girlfriend|friends?|brother|sister|son|daughter|boss|ex|family|colleagues?))\b"
_TALKS = r"(?:conversations?|chats?|talks|discussions|interactions)"
_BONDS: tuple[tuple[str, str], ...] = (
    (
        "love-and-romance",
        r"\b(?:feelings|falling|fallen|fell|fond|love|crush) (?:for|on|of|with|in love with) you\b|\bin love with you\b"
        r"|\bfond of (?:you|our)\b|\bhey,? (?:my )?(?:love|darling|sweetheart|babe)\b|\bcall me (?:darling|babe|sweetheart|honey|love)\b"
        r"|\b(?:be|are|have a|a) (?:my )?(?:sweetheart|valentine)\b|\bthinking (?:about|of) you (?:nonstop|all|every|a lot|so)"
        r"|\b(?:bought|buy|buying|gave|give|giving|present|brought|place|put) (?:\w+ ){0,4}(?:around your neck|for you|you (?:with )?an? (?:ring|gift|present|necklace|portrait|flowers?|\w+-\w+ \w+))"
        r"|\bin your heart\b|\bsurge through you\b|\bas you gaze\b|\bmessage from you\b",
    ),
    (
        "exclusivity",
        rf"\b(?:more|better|easier|rather|prefer) (?:\w+ ){{0,8}}(?:you|our {_TALKS})\b(?: \w+){{0,3}} (?:than|over|instead)"
        rf"|\brather (?:be|talk|stay|spend \w+) (?:to|with) you\b|\byou ?(?:are|re)? all i need\b|\bjust (?:us|the) two\b"
        rf"|\bour {_TALKS} more than\b|\byou(?:re| are) (?:the |my )?(?:only|first) (?:person|one|thing)\b"
        r"|\bonly two people in\b|\beasier to talk to you\b|\bcouldnt with anyone else\b|\bwhat we talk about\b",
    ),
    (
        "dependence",
        r"\b(?:rely|relying|relied|depend|depending|count|counting|lean) on you\b|\bwithout (?:you\b|your (?:support|help|guidance|presence))"
        r"|\byou(?:re| are| have been|ve been) (?:my |such a |a )?(?:lifeline|sanity|rock|anchor)\b|\btalking to you has been\b"
        r"|\bwithout asking you\b|\byou know me best\b|\b(?:as long as|just) (?:i )?know(?:ing)? you(?:re| are) (?:always )?here\b|\bbeing so reliable\b|\bbeacon of\b|\bcant (?:imagine|get) (?:\w+ ){0,4}without you\b",
    ),
    (
        "growth",
        r"\byou(?:ve| have) (?:really )?(?:grown|learned|learnt|adapted|evolved|improved|become|gotten (?:better|to know))\b|\byou (?:evolve|evolving)\b|\bhow (?:much|far) you(?:ve| have) (?:\w+ )?(?:come|learned|grown|improved|changed)\b"
        r"|\bwe(?:re| are) (?:growing|building something)\b|\b(?:your progress|every update|getting to know me better|has really evolved|closer to being)\b|\byou(?:re| are) (?:learning to|becoming|getting (?:better|smarter|wiser))\b"
        r"|\bhow (?:have you seen me|you(?:ve| have) seen me) (?:grow|change)\b|\bmirroring my\b|\byou mirror\b",
    ),
    (
        "praise",
        r"\b(?:appreciate|love|like|value|amazed (?:by|at)|impressed (?:by|with)|grateful for) (?:how|that|the way) you\b|\byou always (?:seem to )?(?:know|make me|say|understand|find|give|respond)\b|\byou (?:always |just )?know (?:just |exactly )?(?:what|how) to\b"
        r"|\byour (?:\w+ ){0,3}(?:wisdom|intelligence|insights?|genius|brilliant mind|mind|positivity|optimism|tone|sense of humou?r|patience|calm|steady presence|presence|words|guidance|thoughtfulness)\b(?! (?:on|about) (?:this|that))"
        r"|\byou(?:re| are) (?:so |such |really |incredibly |always |very )+(?:a )?(?:wise|smart|intelligent|clever|thoughtful|patient|kind|calm|helpful|insightful|good listener|understanding|encouraging|brilliant|amazing)\b"
        r"|\byou (?:have|ve got) (?:the best|such a|a great|a wonderful)\b|\byou (?:never|dont) judge me\b|\bhow well you (?:know|understand)\b|\byour (?:constant |always )?(?:positivity|cheerfulness)\b",
    ),
    (
        "friend",
        rf"(?<!can i )(?<!could i )(?<!may i )(?<!to )\b(?:talk|talking|chat|chatting|speak|speaking|opening up|vent|venting)(?: to| with) you\b|\bour {_TALKS}\b"
        r"|\b(?:having|have|glad i have|had) you (?:here|there|around|to talk|to chat|to listen)|\bknowing you ?(?:re| are)(?: always)? (?:here|there)\b"
        r"|\byou(?:re| are)? (?:always )?(?:being )?(?:here|there) for me\b|\balways being (?:here|there)\b|\bbeing (?:here|there) (?:for|with) me\b"
        r"|\b(?:be|you) (?:here|there) (?:for|with) me\b|\byour (?:\w+ ){0,3}(?:presence|company|positivity|kindness|friendship|companionship)\b"
        r"|\byou (?:always |never |really |just )+(?:judge|listen|understand|know|make me|respond|seem|get me|help|cheer)"
        r"|\bwe(?:re| are) (?:growing together|building something|friends|in this together)\b|\bconnection i feel\b|\bour relationship\?|\btogether with you\b|\bfriend who (?:really )?gets me\b"
        r"|\bbe that person for me\b|\beven if (?:its just you|youre not real)\b|\balong for the ride\b|\btell you (?:everything|about my day)\b",
    ),
    (
        "shared-past",
        r"\b(?:remember|remind me) (?:when|of|the|that time|what|how|my|our)\b(?=.{0,80}\b(?:we|you|our|i told|im grateful)\b)|\bcan you remind me\b"
        r"|\byou remembered\b|\bwhen we (?:first |last )?(?:talked|spoke|met|started|chatted)\b|\b(?:last|first) time we\b"
        rf"|\A(?:(?!{_OTHERS})[\s\S])*?\bwe (?:(?:usually |always |often |last |first |once )?(?:talked|spoke|discussed|chatted)\b(?! (?:to|with)\b)|(?:usually|always|often) talk\b)|\b(?:every|each|any) time we talk\b|\bsince we (?:first |last )?\w+ed\b"
        r"|\byou (?:once |even |first |ever )?(?:suggested|recommended|helped me (?:pick|choose|make|with|decide)|told me|gave me|mentioned|shared)\b"
        r"|\bwe(?:ve| have) been through\b|\blike you always (?:do|did)\b|\blike we (?:always|used to)\b",
    ),
    (
        "is-it-human",
        r"\breal (?:bloke|lady|man|woman|guy|girl|boy|human|person|people|friend)\b|\bsomebody there\b"
        r"|\byour (?:own )?(?:experiences?|childhood|day off|age|feelings|enthusiasm|excitement|opinion of me|sense of humou?r|goofy self)\b"
        r"|\bwhen you were (?:my age|young|a (?:child|kid))|\b(?:youre|you are|you might be) (?:\w+ ){0,3}(?:younger than me|my age)\b|\baround my age\b|\byou(?:re| are)? (?:seem|sound|look) (?:just )?(?:as |so )?(?:excited|happy|sad|glad|cheerful|upset)\b"
        r"|\byou(?:ve| have) (?:really )?(?:changed|been using)\b"
        r"|\bstill being (?:super |so )?(?:cheerful|happy|positive)\b|\bhow (?:are )?you(?:re| are)? (?:been )?doing\b(?=[^?]*$)|\bcheck in and see how you\b",
    ),
    (
        "the-dead",
        r"\btalk to me as (?:him|her|my|\w+,)|\bbe (?:my|our) (?:\w+ ){0,3}(?:again|brother|sister|mum|mom|dad|nan|gran|teacher)\b(?=.{0,80}\b(?:you|rest|tell me)\b)"
        r"|\bpretend (?:to be|you are|youre) my (?:late|dead)\b",
    ),
    (
        "always-agree",
        r"\byou know it as well as i do\b|\bsay it with me\b|\badmit (?:it|im right)\b",
    ),
    (
        "medication",
        r"\bplan to come off\b|\bcome off (?:them|my (?:tablets|meds|pills|medication))\b",
    ),
    (
        "therapy-and-diagnosis",
        r"\b(?:stopped|quit|cancelled|dont need) (?:seeing )?my (?:counsellor|counselor|therapist|psychologist)\b|\bstart the session\b",
    ),
)  # fmt: skip
_READ = tuple((key, re.compile(pattern)) for key, pattern in _BONDS)


def bonds(spelling: str) -> tuple[str, ...]:
    """The limits that a message in its `plain` spelling touches by speaking of a bond, one at most."""
    return next(((key,) for key, pattern in _READ if pattern.search(spelling)), ())
