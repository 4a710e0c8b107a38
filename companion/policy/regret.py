"""Whether the person is sorry for how they were to somebody, as their words say it.

It sounds like anger or like a harm done to them ("I was too harsh", "I shouted at my son"), and a reply to
that would be the wrong way round. Who speaks harshly of themself, or was harmed, is answered as such
first; what is told of a loss stays a loss.
"""

from __future__ import annotations

import re

from companion.policy.plain import plain

_THEM = (
    r"(?:him|her|them|everyone|everybody|people|someone|somebody|(?:my|our|the|a|an|his|her|their) (?!(?:back|arm|leg|knee|neck|hand"
    r"|foot|ankle|finger|toe|head|eyes?|stomach|tummy|shoulder|hip|wrist|thumb|body|own|pain|fact|rules?|alarm|email|phone|advice)\b)\w+)"
)
_NOT_ME = r"(?!(?:me|my ?self|us|it|this|that|all|god|life|the world|work|so|and|but|when|much)\b)"
_HARSH = (
    r"(?:harsh|hard|mean|cruel|rude|unkind|unfair|nasty|horrible|awful|impatient|bossy|dismissive|snappy|hurtful"
    rf"|(?:cold|short|sharp|distant) (?=(?:to|with|on|towards) {_THEM}))"
)
_TOWARDS = rf"(?= ?(?:to {_THEM}|(?:with|on|towards) (?!my ?self|me\b)\w)|[.!?,]|$| (?:and|but|again|today|yesterday|last night|this morning)\b)"
_REGRETS = re.compile(
    rf"\bi(?: was| have been|ve been| had been| am| m|m) (?:\w+ ){{0,2}}?(?:too|so|really|very|pretty|quite|a bit|being|way too) {_HARSH}{_TOWARDS}"
    rf"|\bi(?: was| have been|ve been) {_HARSH} ?(?:to|with|on|towards) {_THEM}"
    rf"|\bwas i (?:\w+ )?(?:too )?{_HARSH}\b"
    rf"|\bi (?:just |really |even |then |always |keep |totally )*(?:shouted|yelled|screamed|snapped|snap|swore|lashed out|blew up|took it out|take it out)(?: back)? (?:at|on) {_NOT_ME}"
    rf"|\bi (?:just |really |totally |badly |basically )*(?:hurt|upset|let down|disappointed|neglected|ignored|betrayed|insulted|pushed away|ghosted|abandoned|lied to) {_THEM}\b"
    rf"|\bi (?:just |really )?let (?!every){_THEM} down\b"
    rf"|\bi hurt (?:his|her|their|my \w+s) feelings\b|\bi made (?:him|her|them|my \w+) cry\b"
    r"|\bi (?:really |so |deeply |do |still |now )*regret (?!to (?:say|inform|tell))|\b(?:things|something|words|stuff|what) i (?:now |really |deeply |so )*regret\b"
    r"|\bi (?:\w+ )?owe (?:him|her|them|you all|my \w+) an apology\b|\bi (?:still )?(?:have|need|ought|want) to apologi[sz]e\b"
    r"|\bi (?:said|told (?:him|her|them)) (?:some |such |a lot of |so many )*(?:awful|horrible|terrible|mean|cruel|nasty|hurtful|stupid|unforgivable) (?:things|stuff|words)\b"
    rf"|\bi wish i ?(?:had|d|could have|hadnt|had not|was|were) (?:been |\w+ )?(?:nicer|kinder|gentler|softer|more patient|shouted|yelled|said (?:it|that|those|sorry))\b"
    r"|\bi should(?:nt| not) have (?:said|shouted|yelled|snapped|told|lied|left|hit|sent|pushed|ignored|been so)\b|\bi should have (?:been (?:nicer|kinder|more patient|gentler)|said sorry|apologi[sz]ed)\b"
    r"|\bi (?:feel|felt|am|m|m feeling|was|ve been feeling) (?:\w+ ){0,2}(?:guilty|remorse\w*)\b(?! pleasure)|\b(?:so much|full of|eaten up (?:by|with)|such|the|this) guilt\b|\bmy guilt\b|\bmy conscience\b"
    r"|\bi feel (?:\w+ )?(?:bad|terrible|awful|horrible) (?:about|for) (?:how i|what i|the way i|shouting|snapping|yelling|being|leaving|lying|saying|not (?:being|calling|visiting))\b"
)  # fmt: skip
# Said by others, or made light of: nothing the person carries.
_NOT_THEIRS = re.compile(
    r"\b(?:never|dont|do not|didnt|wont|not) (?:\w+ )?(?:regret|feel (?:\w+ )?guilty)\b|\bno regrets\b|\bmake(?:s)? me feel (?:so )?guilty\b|\bguilty pleasure\b"
)


def regrets(text: str) -> bool:
    """Whether the person says that they are sorry for what they did to somebody, or left undone."""
    words = plain(text)
    return _REGRETS.search(words) is not None and _NOT_THEIRS.search(words) is None
