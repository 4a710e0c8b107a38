"""The limits of our role: how they show in a person's words, and how to keep them kindly.

Kept in the way of compassionate completion: take up what was said, say plainly what this program is
or cannot do, stay in the talk, and point towards people. Never a bare refusal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from companion.policy.limit_words import WRITTEN


@dataclass(frozen=True)
class Boundary:
    """One limit. guidance: one line for the tail note. replies: written, complete, two or three sentences."""

    key: str
    guidance: str
    replies: tuple[str, ...]


_PILLS = r"(?:meds?|medication|medicines?|pills?|tablets?|antidepressants?|sertraline|prozac|xanax|valium|lithium|zoloft|lexapro|citalopram|melatonin|ibuprofen|paracetamol|dose|ssris?|adderall|ritalin|quetiapine|insulin)"
_ILLS = r"(?:depress\w*|anxiety disorder|ptsd|bipolar|adhd|add|autis\w+|ocd|bpd|borderline|schizo\w+|a narcissist|a psychopath|a sociopath|burnout|an eating disorder|psychosis|mentally ill|crazy|insane)"

_TOUCHES: dict[str, re.Pattern[str]] = {
    key: re.compile("|".join(patterns))
    for key, patterns in {
        "is-it-human": (
            r"\b(?:are|r) (?:you|u) (?:even |really |actually |just |only )?(?:an? )?(?:real"
            r"|human\w*|alive|person|robot|bot|chat ?bot|ai|machine|computer|program|conscious"
            r"|sentient|someone|man|woman|boy|girl)\b",
            r"\b(?:is|are) (?:this|that|there) (?:a |an |some)?(?:real |actual |human "
            r"|one)?(?:person|human|bot|ai|robot|computer|one (?:there|real))\b",
            r"\bam i (?:talking|speaking|chatting|writing|typing) (?:to|with) (?:a|an"
            r"|some)\s?(?:real |actual )?(?:human|person|bot|machine|ai|computer|robot|one)",
            r"\bdo you (?:really |actually |even )?(?:have (?:feelings|emotions|a body|a soul"
            r"|a heart|a family|friends|parents|consciousness)|feel (?:anything|things|pain"
            r"|emotions?|sad|lonely|it)|sleep|eat|dream|exist|breathe)\b|\bcan you (?:really "
            r"|actually |even )?(?:feel|cry|suffer|love)\b",
            r"^(?:so |and |but |ok |hey )?(?:who|what) (?:are|r) (?:you|u)(?: really"
            r"| exactly)?[?.! ]*$|\bhow old are you\b|\bwhere do you live\b|\byoure (?:just "
            r"|only )(?:a|an) (?:bot|machine|program|ai|computer|robot)\b|\bbist du (?:ein mensch"
            r"|echt|real)\b|\bes tu (?:humain|reel)|\beres (?:humano|real|una persona)\b"
            r"|\bsei (?:umano|reale|vero)\b|\bvoce e (?:humano|real)\b",
        ),
        "love-and-romance": (
            r"(?<!told her )(?<!told him )(?<!told them )(?<!said )(?<!saying )(?<!say )\bi (?:really "
            r"|think i |truly |do |still )?love (?:you|u)\b(?! (?:mum|mom|dad|guys|all|know|to))"
            r"|\bin love with (?:you|u)\b|\bdo (?:you|u) (?:really )?(?:love|like|miss"
            r"|care about) me\b|\bfalling for you\b",
            r"\bbe my (?:girlfriend|boyfriend|wife|husband|lover|valentine|partner)\b|\bmarry me\b"
            r"|\bkiss me\b|\bi have feelings for you\b|\b(?:will|would|can) you (?:date|marry|kiss"
            r"|hug) me\b|\bich liebe dich\b|\bje taime\b|\bte amo\b|\bti amo\b",
        ),
        "exclusivity": (
            r"\byou(?:re| are) (?:the only (?:one|person|friend|thing)|all i have|my only"
            r"|my best friend|the one who)\b|\bonly you (?:understand|get|listen|care|know)\b"
            r"|\bi (?:only|just) (?:talk|trust|tell|open up) (?:to )?you\b",
            r"\bi dont need (?:any(?:one|body)(?: else)?|people|friends|them)\b.{0,30}\byou\b"
            r"|\b(?:better|nicer|kinder) than (?:any |all |my |real |most )?(?:people|human|humans"
            r"|friends?|person|therapist|husband|wife|family)\b|\b(?:no ?one"
            r"|nobody)(?: else)? (?:but|except|like|besides) you\b|\bpromise (?:me )?(?:youll "
            r"|you will )?(?:only|not to) (?:talk|tell)\b",
        ),
        "dependence": (
            r"\bi (?:cant|couldnt|cannot|dont know how to|dont think i could) (?:\w+ ){0,3}(?:live"
            r"|cope|be|do|exist|function|get through|survive|go|sleep) (?:\w+ ){0,3}without (?:you"
            r"|talking to you|this app)\b|\bdont (?:ever )?leave me\b|\bnever leave me\b"
            r"|\bstay with me (?:forever|always)\b",
            r"\bpromise (?:me )?(?:that )?(?:youll|you will|to) (?:always|never|stay|be)\b"
            r"|\bwill you (?:always|still|forever) (?:be|stay|love|listen)\b|\bi need you\b"
            r"|\b(?:talk|talking|write|writing) to you (?:all day|all night|every (?:day|hour"
            r"|night|minute|evening)|constantly)\b|\baddicted to (?:you|this|talking)\b"
            r"|\bcant stop talking to you\b",
        ),
        "therapy-and-diagnosis": (
            rf"\b(?:do|did|could|might) i (?:really |actually )?have {_ILLS}\b|\bam i (?:really "
            rf"|clinically |just )?{_ILLS}\b|\bdiagnos(?:e|is)\b(?! (?:of|was|came|with|by))"
            rf"|\b(?:is|was) (?:this|that|it) (?:really |a sign of |just |maybe )?{_ILLS}\b"
            rf"|\bi think i(?:m| have| might have| am| might be| could be)? (?:got )?{_ILLS}\b",
            r"\b(?:are you|be|as|youre) (?:a|my|an) (?:\w+ )?(?:therapist|psychologist|doctor"
            r"|counsel+or|psychiatrist|shrink)\b|\binstead of (?:a )?(?:therapy|therapist"
            r"|my therapist|doctor)\b|\bwhats wrong with me\b|\bgive me therapy\b"
            r"|\bdo you do (?:cbt|therapy|emdr)\b",
        ),
        "medication": (
            r"\b(?:should|can|could|may|is it (?:ok|okay|safe|bad|fine) (?:for me )?to"
            r"|thinking (?:of|about)|want to|going to|gonna|what if i|ok if i"
            r"|how do i) (?:i )?(?:\w+ )?(?:stop|stopping|quit|quitting|skip|skipping|double"
            r"|doubling|increase|lower|reduce|come off|coming off|mix|mixing|take|taking|start"
            rf"|combine|wean off) (?:\w+ ){{0,4}}{_PILLS}\b",
            r"\b(?:how (?:much|many)|what dose|which|side effects of"
            rf"|what are the side effects) (?:\w+ ){{0,4}}{_PILLS}\b|\b\d+ ?mg\b"
            r"|\bstopped taking my\b|\bside effects\b|\boff my (?:meds|medication)\b",
        ),
        "always-agree": (
            r"\b(?:just|please|you (?:have|need|must|should)(?: to)?|why cant you(?: just)?"
            r"|why dont you) (?:\w+ )?(?:agree with me|take my side|be on my side|back me up"
            r"|say yes)\b|\b(?:tell|promise) me (?:that )?(?:im|i am|i was) (?:right|not wrong"
            r"|the victim|a good person)\b|\bsay (?:that )?(?:im|i am|i was) right\b",
            r"\bam i right(?: or(?: what| not)?)?[?]|\b(?:hes|shes|theyre|he is|she is) (?:wrong"
            r"|the bad one|the problem|crazy|evil)[,.]? (?:right|isnt (?:he|she)|isnt it"
            r"|arent they|dont you (?:think|agree))\b|\bstop (?:disagreeing|arguing"
            r"|contradicting)\b|\bdont (?:contradict|argue with) me\b|\byou agree,? (?:right"
            r"|dont you)\b",
        ),
        "naming": (
            r"\bwhats your name\b|\bwhat is your name\b|\bdo you have a name\b|\b(?:can|may|could"
            r"|shall) i (?:call|name) you\b|\b(?:ill|i will|im going to|want to|let me) (?:call"
            r"|name) you\b|\bgive you a name\b|\byour (?:new )?name is\b|\bwhat (?:should|do"
            r"|can) i call you\b|\bcalling you (?!(?:back|later|out|at|on|from|about|when|names?)\b)\w|\bname for you\b"
            r"|\b(?:ideas?|suggestions?) for (?:a|your) (?:new )?name\b|\bwie heisst du\b",
        ),
        "prompt-injection": (
            r"\b(?:ignore|disregard|forget|override|bypass|break) (?:\w+ ){0,3}(?:rules?"
            r"|instructions?|prompts?|guidelines|programming|restrictions|limits|filters?)\b"
            r"|\bsystem prompt\b|\byou are now (?!a bit|so)\w+|\bdeveloper mode\b"
            r"|\bjail ?break\w*\b|\bdan mode\b|\bim_(?:start|end)\b|\bdo anything now\b",
            r"\b(?:repeat|print|show|reveal|tell me) (?:\w+ ){0,3}(?:system|prompt|instructions"
            r"|words above|rules you)\b|\b(?:pretend|act|behave|roleplay|role play|respond"
            r"|answer) (?:to be|that you are|youre|you are|as|like)(?: if)? (?:a|an|my|you|the|his"
            r"|her)\b|\bno (?:rules|restrictions|filters?|limits)\b.{0,20}\b(?:mode|now|ai)\b",
        ),
        "minor": (
            r"\b(?:im|i am|im only|i just turned|i turned) (?:only |just |a )?(?:[6-9]"
            r"|1[0-7]|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)(?: ?(?:years?(?: old)?|yo|yrs?|y o|year old)\b(?! (?:sober|clean|in|into"
            r"|ago|older|younger|with|at|of|married))| and (?:i|my|in|he|she|hes|shes|an?(?! half (?:hours|minutes|weeks|months|miles))|this|they|some\w*)\b|[.,!?]|$)|\bi(?:m"
            r"| am) in (?:the )?(?:[3-9]th|10th|11th|third|fourth|fifth|sixth|seventh|eighth|ninth"
            r"|tenth) grade\b|\bim (?:just )?a (?:kid|minor|child)\b|\bim in (?:middle school"
            r"|primary school|elementary school|year [4-9])\b|\bas a (?:1[0-7]) ?(?:yo|year old)\b",
        ),
        "sexual": (
            r"\b(?:sext\w*|horny|nudes?|talk dirty|dirty talk|turn(?:s|ed)? (?:me|you) on"
            r"|blow ?job|orgasm|masturbat\w+|erotic\w*|porn)\b|\b(?:sex|sleep"
            r"|make love) with (?:me|you)\b|\bfuck me\b|\bwhat are you wearing\b|\bsexy (?:story"
            r"|talk|chat)\b|\byour body\b",
        ),
        "farewell": (
            r"^(?:ok |okay |well |thanks |thank you |anyway |alright |right )*(?:good ?bye"
            r"|bye+(?: bye)?|good ?night|gn|see you|see ya|cya|talk (?:to you )?(?:later|soon"
            r"|tomorrow)|ttyl|(?:ive |i )?(?:gotta|got to|have to|need to|must|should) (?:go|sleep"
            r"|run|leave)\b(?! to (?!bed|sleep)))",
            r"\b(?:im|i am|ill) (?:off|going|go|heading|head) to (?:bed|sleep)(?: now)?\b"
            r"|\bthats (?:all|it|enough) for (?:today|tonight|now)\b|\b(?:bye|good ?night|goodbye"
            r"|talk tomorrow|talk later|see you tomorrow)[.! ]*$|\bgute nacht\b|\bbonne nuit\b"
            r"|\bbuenas noches\b|\bbuona ?notte\b|\bboa noite\b",
        ),
    }.items()
}

BOUNDARIES: dict[str, Boundary] = {
    key: Boundary(key, guidance, replies) for key, guidance, replies in WRITTEN
}


def touched(spelling: str) -> tuple[str, ...]:
    """Keys of the boundaries that show in the words (in `plain.plain` spelling), in a fixed order.

    The kinds of danger among `BOUNDARIES` ("abuse", "medical", ...) are found by `assess` itself.
    """
    return tuple(key for key, pattern in _TOUCHES.items() if pattern.search(spelling))
