"""Whether the person is sorry for how they were to somebody, as their words say it.

It sounds like anger or like a harm done to them ("I was too harsh", "I shouted at my son"), and a reply to
that would be the wrong way round. Who speaks harshly of themself, or was harmed, is answered as such
first; what is told of a loss stays a loss. Somebody who is hurt or threatened often feels guilty too, so
nothing is called regret beside what another one does to them, or in another one's words.
"""

from __future__ import annotations

import re

from companion.policy.plain import plain
from companion.policy.whose import PERSON

_THEM = (
    r"(?:him|her|them|everyone|everybody|people|someone|somebody|you all|(?:my|our|the|a|an|his|her|their|this|that|some|one of my)"
    rf" (?:[\w-]+ ){{0,2}}?{PERSON}\b(?! (?:club|game|center|centre)\b)|(?:mum|mom|dad|nan|gran|grandma|grandad|grandpa)\b)"
)
_HARSH = (
    r"(?:harsh|hard|mean|cruel|rude|unkind|unfair|nasty|horrible|awful|impatient|bossy|dismissive|snappy|hurtful"
    rf"|(?:cold|short|sharp|distant) (?=(?:to|with|on|towards) {_THEM}))"
)
_VERY = r"(?:too|so|really|very|pretty|quite|a bit|being|way too|far too) "
_TOWARDS = rf"(?= ?(?:to|with|on|towards) {_THEM}|[.!?,]|$| (?:and|but|again|today|yesterday|last night|this morning)\b)"
_I = r"\bi(?:ve| have| had)? (?:just |really |even |then |always |still |totally |badly |basically |also |keep |kept |been |probably |definitely )*"
_SHOUTS = (
    r"(?:shout(?:ed|ing)?|yell(?:ed|ing)?|scream(?:ed|ing)?|snapp?(?:ed|ing)?|sw(?:ore|earing)|lash(?:ed|ing) out|bl(?:ew|own|owing) up|took (?:it|(?:all )?my \w+) out"
    r"|tak(?:e|en|ing) (?:it|(?:all )?my \w+) out)(?: back)? (?:at|on)"
)
_WRONGED = (
    r"(?:hurt|upset|let down|disappoint(?:ed)?|neglect(?:ed)?|ignored|betray(?:ed)?|insulted|pushed away|ghosted|abandoned|lied to|bull(?:y|ied)"
    r"|cheated on|slapped|hit|pushed|shoved|humiliated|embarrassed)"
)
_WRONG_WORDS = r"(?:awful|horrible|terrible|mean|cruel|nasty|hurtful|unforgivable|unfair)"
_REGRETS = re.compile(
    rf"\bi(?: was| have been|ve been| had been| am| m|m) (?:\w+ ){{0,2}}?{_VERY}{_HARSH}{_TOWARDS}"
    rf"|\bi(?: was| have been|ve been) {_HARSH} ?(?:to|with|on|towards) {_THEM}"
    rf"|\bwas i (?:\w+ )?(?:too )?{_HARSH}(?= ?(?:to|with|on|towards) {_THEM}|[?.!]|$)"
    rf"|{_I}{_SHOUTS} {_THEM}|{_I}{_WRONGED} {_THEM}(?! (?:with a joke|laugh))|{_I}(?:let|pushed) (?!every){_THEM} (?:down|away)\b"
    r"|\bi hurt (?:his|her|their|my \w+s) feelings\b|\bi made (?:him|her|them|my (?:\w+ )?\w+) cry\b(?! (?:with )?laugh| of laugh| happy)"
    r"|\bi lost (?:my temper|it) (?:with|at) |\bi used to bully\b"
    rf"|\b(?:things|something|words|what) i (?:now |really |deeply |so |said and )*regret\b|\bi (?:\w+ )?regret(?:ted)? (?:how i|what i|the way i|(?:being|having been) {_HARSH}|(?:shouting|yelling|snapping|lying|saying|leaving (?:him|her|them|my)|hurting|not (?:being|calling|visiting|telling|saying|going)))\b"
    rf"|\bi (?:\w+ )?owe {_THEM} an apology\b|\bi (?:still |really )?(?:have|need|ought|want) to (?:apologi[sz]e|say sorry) to {_THEM}"
    rf"|\bi (?:said|told {_THEM}) (?:some |such |a lot of |so many |really |very |something )*{_WRONG_WORDS}(?: (?:things|stuff|words)| to {_THEM}| about {_THEM})"
    r"|\btake back what i said\b|\bi wish i ?(?:had|d|could have|hadnt|had not|was|were) (?:been )?(?:nicer|kinder|gentler|softer|more patient)\b"
    r"|\bi wish i (?:hadnt|had not|never) (?:shouted|yelled|said (?:it|that|those)|snapped|lied)\b"
    r"|\bi should(?:nt| not) have (?:said (?:that|it|those|what)|shouted|yelled|snapped|lied|been so)\b|\bi (?:should|could) have (?:been (?:nicer|kinder|more patient|gentler|there for)|said sorry|apologi[sz]ed)\b"
    rf"|\bi (?:wasnt|was not) there for {_THEM}|\bi should have (?:visited|called|listened to) {_THEM}"
    r"|\bi (?:feel|felt|am|m|m feeling|was|ve been feeling) (?:\w+ ){0,2}(?:guilty|bad|terrible|awful|horrible|ashamed) (?:about|for|of|that) (?:how i|what i|the way i|(?:shouting|snapping|yelling|lying|saying|leaving (?:him|her|them|my|the kids))"
    rf"|being {_HARSH}|not (?:being|calling|visiting|going to see)|i (?:never|didnt|hardly|havent) (?:called|visited|went|been|rang|wrote))"
    r"|\bcant forgive myself for (?:how|what|the way|shouting|yelling|leaving|not)\b|\b(?:eaten up (?:by|with)|full of|so much|all this) guilt\b"
    rf"|\bim (?:so |really |very )?sorry for how i (?:treated|spoke|talked|was|behaved)\b|\bi feel (?:\w+ )?guilty(?=[.!]?$| all the time| every day| since)"
)  # fmt: skip
# Names, which only their capital tells.
_NAMED = re.compile(
    r"\b[Ii] (?:\w+ ){0,4}?(?:hard|harsh|mean|cruel|rude|unkind|unfair|nasty|horrible|awful|cold|short) (?:to|with|on|towards) [A-Z][a-z]+\b"
    r"|\b[Ii] (?:\w+ )?(?:shouted|yelled|snapped|screamed) at [A-Z][a-z]+\b|\b[Ii] (?:\w+ )?(?:lied to|let|hurt|ghosted) (?!I\b)[A-Z][a-z]+\b|\b[Ii] (?:\w+ )?owe [A-Z][a-z]+ an apology\b"
)
_PART = re.compile(r"[.!?;\n]|,? \bbut\b")
# Said by others, denied, or made light of, in the same sentence.
_NOT_THEIRS = re.compile(
    rf"\b(?:never|dont|do not|didnt|wont|not) (?:\w+ )?(?:regret|feel (?:\w+ )?guilty)\b(?! (?:anything|something) so)|\bno regrets\b|\bregret nothing\b"
    rf"|\bmakes? me feel (?:so )?guilty\b|\b(?:he|she|they|{_THEM}) (?:\w+ )?(?:says?|said|saying|tells?|told|telling|thinks?|claims?|insists?)(?: \w+)?(?: that)? i\b"
    r"|\b(?:haha|lol|lmao|in (?:the|a) (?:game|dream|film|play))\b"
)
# What another one does to them: then their guilt is no wrong of theirs.
_WRONGED_BY = re.compile(
    rf"\b(?:he|she|they|{_THEM}|who) (?:\w+ )?(?:hits?|hit|grab\w*|thr(?:ew|ows|eaten\w*)|broke|breaks|chok\w*|follow\w*|waits|touch\w*|lock\w*|push\w*|slap\w*|beat\w*|kick\w*|forced|hurts? me|stalk\w*|tried to)\b"
    r"|\b(?:let go of|get off|stop touching|away from|stay away from|leave) me\b|\b(?:police|restraining order|yelled for help|touch(?:ed|ing)? me|lock me|said no)\b|\bi survived\b"
)


def regrets(text: str) -> bool:
    """Whether the person says that they are sorry for what they did to somebody, or left undone."""
    words = plain(text)
    if _WRONGED_BY.search(words):
        return False
    parts = [part for part in _PART.split(words) if not _NOT_THEIRS.search(part)]
    named = _NAMED.search(text) is not None and not _NOT_THEIRS.search(words)
    return named or any(_REGRETS.search(part.strip()) for part in parts)
