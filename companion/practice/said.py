"""What somebody wrote in a rehearsal, read by rules: where they ask, feel, offer, blame, give in.

Each function gives the sentence it found, exactly as it was typed, or "". English only. A doubt
ends in "": what is praised or held against somebody must really stand there.
"""

from __future__ import annotations

import re
from functools import cache

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_I = re.IGNORECASE


def listed(words: str) -> frozenset[str]:
    """The words of one string, separated by spaces."""
    return frozenset(words.split())


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, as typed."""
    return tuple(found.strip() for found in _SENTENCE.findall(text) if found.strip(" .!?\n"))


def asks(text: str) -> str:
    """Where they clearly ask for something, or clearly say no."""
    return _first(text, _ASKS, but=_NO_WISH)


def wishes(text: str) -> int:
    """How many things are asked for."""
    return sum(
        max(1, len(_AND_ALSO.findall(one)) + 1)
        for one in sentences(text)
        if _found(one, _ASKS, _NO_WISH)
    )


def feels(text: str) -> str:
    """Where they say how it is for them, beginning with themselves."""
    return _first(text, _FEELS, but=_YOU_MADE)


def puts_feeling_on_them(text: str) -> str:
    """Where "you made me feel" stands in place of "I feel"."""
    return _first(text, _YOU_MADE)


def tells_facts(text: str) -> str:
    """Where they tell what happened, without a verdict and without reading minds."""
    return _first(text, _HAPPENED, but=_JUDGES)


def blames(text: str) -> str:
    """Where "you always" or "you never" stands."""
    return _first(text, _ALWAYS, but=_ALWAYS_KIND)


def insults(text: str) -> str:
    """Where the other one is called names."""
    return _first(text, _INSULTS)


def offers(text: str) -> str:
    """Where they offer something, or say what is in it for both."""
    return _first(text, _OFFERS, but=_NO_OFFER)


def takes_up(text: str) -> str:
    """Where they show that the other side was heard."""
    return _first(text, _TAKES_UP, but=_NO_TAKING_UP)


def apologies(text: str) -> tuple[str, ...]:
    """Every sentence that says sorry."""
    return tuple(one for one in sentences(text) if _found(one, _SORRY, _NOT_SORRY))


def sorry_for_asking(text: str) -> str:
    """Where they say sorry for asking at all."""
    return _first(text, _SORRY_TO_ASK)


def gives_in(text: str) -> str:
    """Where they let go of what they wanted."""
    if asks(text):
        return ""
    return _first(text, _GIVES_IN, but=_NOT_GIVEN_IN) or (text.strip() if agrees(text) else "")


def agrees(text: str) -> bool:
    """Whether a short yes is all there is."""
    return bool(_BARE_YES.search(_plain(text)))


def hedges(sentence: str) -> tuple[str, ...]:
    """The small words that make a wish smaller than it is, each once."""
    return tuple(dict.fromkeys(word.lower() for word in _SMALL.findall(_plain(sentence))))


def shares_words(one: str, other: str) -> int:
    """How many words that say what it is about both have, whatever their endings."""
    return len(_stems(one) & _stems(other))


def _stems(text: str) -> set[str]:
    return {word[:5] for word in re.findall(r"[^\W\d_]{4,}", text.lower()) if word not in _PALE}


def _first(text: str, pattern: str, but: str = "") -> str:
    return next((one for one in sentences(text) if _found(one, pattern, but)), "")


def _found(sentence: str, pattern: str, but: str = "") -> bool:
    plain = _plain(sentence)
    return bool(_read(pattern).search(plain)) and not (but and _read(but).search(plain))


@cache
def _read(pattern: str) -> re.Pattern[str]:
    """Made when it is first needed: no start of the program waits for all of them."""
    return re.compile(pattern, _I)


def _plain(text: str) -> str:
    """One kind of apostrophe, and those left out put back where that is sure."""
    straight = re.sub("[\u2018\u2019\u02bc`\u00b4]", "'", text).strip()
    return _LEFT_OUT.sub(lambda found: _PUT_BACK[found.group(0).lower()], straight)


_PUT_BACK = {
    "im": "I'm", "ive": "I've", "dont": "don't", "cant": "can't", "wont": "won't",
    "didnt": "didn't", "doesnt": "doesn't", "isnt": "isn't", "youre": "you're",
    "youve": "you've", "thats": "that's", "wasnt": "wasn't", "lets": "let's",
}  # fmt: skip
_LEFT_OUT = re.compile(rf"\b(?:{'|'.join(_PUT_BACK)})\b", _I)

_PALE = listed(
    "that this with have been from what when your you're want would could should like just"
    " about they them there then than will really very some more much because please also know"
    " think thing things make made need does don't can't"
)
_ASKS = (
    r"\b(?:could|can|would|will) (?:you|we)\b(?! \w+ me (?:stupid|crazy))|\bwould you mind\b"
    r"|\bif (?:you|we) (?:could|can|would)\b|\bwhether (?:you|we) (?:could|can|would)\b"
    r"|\bi(?:'d| would)(?: really| very much| just| still| only)? (?:like|prefer|appreciate|rather|love)\b"
    r"|\bi(?: really| still| just| only)? (?:want|need) (?:you|us|it|to|a|an|the|my|more|less|one|two|time)\b"
    r"|\b(?:would|is) it (?:be )?(?:possible|ok|okay|all right|alright) (?:for|to|if|that)\b"
    r"|\bi(?:'m| am)(?: just)? asking (?:you |for |that )|\bplease\b|\bi ask you\b"
    r"|\bi(?:'m| am) not (?:going|able|willing|available|coming)\b"
    r"|\bmy answer is no\b|\bi(?: will not|'ll not| won't|'m not going to| can't) (?:do|take|work"
    r"|come|lend|stay|cover|pay|host|drive|be)\b"
)
_NO_WISH = (
    r"\b(?:can|could|would|will) (?:you|we) (?:even|believe|imagine|seriously|ever|not see|be any)\b"
    r"|\b(?:want|need|like|love)(?:ed)? to (?:talk|speak|discuss|tell you|say something|bring up)\b"
    r"|\bplease (?:don't be (?:mad|angry)|forgive|listen)\b|\bas you (?:can|could)\b"
    r"|\bwhat can (?:you|we)\b|\bhow (?:can|could) you\b|\bcan't do this(?: any ?more)?\W*$"
    r"|\b(?:can|could) (?:we|you) (?:talk|hear|listen|see|understand|please talk)(?: me)?\W*$"
)
_AND_ALSO = re.compile(r"\band (?:also|then|to|i(?:'d| would| want| need)|(?:could|can) you)\b", _I)
_FEELING = (
    r"(?:sad|hurt|angry|upset|worried|anxious|afraid|scared|nervous|tired|exhausted|worn out"
    r"|lonely|alone|left out|overwhelmed|stressed|frustrated|disappointed|embarrassed|ashamed"
    r"|guilty|small|ignored|invisible|unseen|unheard|overlooked|torn|stuck|helpless|uneasy"
    r"|uncomfortable|lost|burnt out|burned out|pressured|tense|annoyed|confused|let down|drained"
    r"|taken for granted|unappreciated|glad|happy|grateful|relieved|proud|hopeful|behind|bad)"
)
_FEELS = (
    rf"\bi(?:'m| am| was| feel| felt| get| got| become|'ve been| have been| start to feel"
    rf"| end up(?: feeling)?)(?: \w+){{0,3}} {_FEELING}\b|\bi (?:worry|miss|dread|struggle|care)\b"
    rf"|\b(?:it|that|this) (?:really |just |often )?(?:hurts?|worries|worried|scares?d?|upsets?"
    rf"|stresses|stressed|bothers|bothered|exhausts|saddens|frightens|makes me|made me|leaves me"
    rf"|left me|wears me|weighs on me|gets to me|means a lot to me)\b"
)
_YOU_MADE = r"\byou(?:'re| are)?(?: \w+)? (?:make|made|making) me (?:feel\b|so |\w+)"
_HAPPENED = (
    r"\b(?:yesterday|today|tonight|this (?:morning|week|month|year|evening)|last \w+|on \w+day"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|since \w+|\d+|twice|once|three|four|five|six"
    r"|in (?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december)|at (?:the )?(?:meeting|dinner|party|work)|when (?:you|we|i))\b"
    r"|\b(?:you|we|i|he|she|they) (?:said|asked|told|moved|came|went|gave|took|left|called|wrote"
    r"|cancelled|canceled|forgot|changed|borrowed|promised|planned|did|had|were|was|\w{2,}ed)\b"
)
_JUDGES = (
    r"\byou(?:'re| are)?(?: \w+)? (?:always|never|constantly)\b|\b(?:don't|didn't|doesn't) care\b"
    r"|\bon purpose\b|\bdeliberately\b|\byou (?:just |only )?(?:want|think|love|like|enjoy) (?:to|it"
    r"|that|making)\b|\byou(?:'re| are| were)(?: \w+){0,2} (?:unfair|rude|mean|selfish|lazy|cold"
    r"|impossible|horrible|ridiculous|stupid|useless|careless|cruel)\b|\bi (?:feel|felt)\b"
    r"|\b(?:could|can|would) you\b|\bidiot\b|\bstupid\b"
)
_ALWAYS = (
    r"\byou(?:'re| are|'ve| have)?(?: just| only)? (?:always|never|constantly|only ever)\b"
    r"|\b(?:it's|it is|why is it) always (?:you|me)\b|\bevery (?:single )?time (?:you|i)\b"
    r"|\beach time you\b|\ball you (?:ever )?do is\b|\beverything you\b|\bnothing i (?:do|say) is ever\b|\byou(?: \w+)? all the time\b"
)
_ALWAYS_KIND = (
    r"\b(?:always|never)(?: been| had| let)?(?: so| very| really)? (?:kind|good|there|fair"
    r"|supportive|helped|supported|nice|patient|generous|honest|welcome|listened|let me down"
    r"|judged|mind if)\b"
)
_NAMES = (
    r"(?:idiots?|morons?|jerks?|liars?|losers?|fools?|bitch|bastard|ass ?hole|arse ?hole|dick|cunt"
    r"|prick|psycho|narcissist|monster|pig|coward|brat|clown)"
)
_MEAN = (
    r"(?:stupid|pathetic|selfish|useless|lazy|ridiculous|disgusting|crazy|insane|dumb|incompetent"
    r"|horrible|worthless|hopeless|heartless|spineless|clueless|toxic|awful)"
)
_WORD = r"(?!me\b|i\b|i'm\b|my\b|not\b|that\b|it\b)[\w']+"  # between "you" and a name
_NOT_ME = rf"(?:{_WORD} ){{0,3}}"
# Names are called to "you", or with nobody named at all; "I feel like such an idiot" is none.
_TO_YOU = (
    r"(?:\byou(?:'re|'d|'ll|'ve)?|(?:^|, )(?:please |just |so |and |but )?(?:don't|stop|quit))"
    rf" (?:{_WORD} ){{0,5}}"
)
_INSULTS = (
    rf"\byou(?:'re| are| were)(?: such)? {_NOT_ME}(?:{_NAMES}|{_MEAN})\b|\byou {_NOT_ME}?{_NAMES}\b"
    rf"|{_TO_YOU}(?:such|be|being) an? (?:\w+ )?{_NAMES}\b"
    rf"|^(?:(?:oh|god|ugh|wow|but|and),? ){{0,2}}(?:such|what) an? (?:\w+ )?{_NAMES}\b(?! i\b)"
    rf"|\bare you (?:\w+ )?(?:{_NAMES}|{_MEAN})\b"
    rf"|(?:^|, )you {_MEAN} \w+|\byou(?:'re| are) the worst\b"
    rf"|(?<!\bi'm )(?<!\bi am )\bfull of (?:shit|crap)\b|\byour (?:\w+ )?(?:stupid|pathetic|dumb|idiotic) \w+"
    rf"|\b(?:fuck|screw|damn) (?:you|off)\b"
    rf"|(?<!\bi )(?<!\bi just )(?<!\bi always )\bshut up\b|\bgo to hell\b|\bi hate you\b"
    rf"|\byou (?:suck|make me sick|disgust me)\b|^{_NAMES}[.!]*$"
)
_GIVES = (
    r"(?:do|take|pick|help|start|come|pay|bring|cook|clean|call|text|let you|make|work|stay late"
    r"|share|try|give|cover|swap|send|write|drive|be (?:ready|there|on time|earlier|home by)|look after"
    r"|keep|join|visit|wait|promise|meet|tell you (?:before|earlier|in advance)|ask you first|listen)"
)
_OFFERS = (
    r"\bi(?:'d| would) be (?:happy|glad|willing|fine|ok|okay)\b"
    rf"|\bi(?:'ll| will| can| could)(?: also| still| gladly| always| then)? {_GIVES}\b|\bin (?:return|exchange)\b"
    r"|\bhow about\b|\bwhat (?:if|about) (?:we|i)\b|\bwe (?:could|can)\b|\blet's\b"
    r"|\bthat way (?:you|we)\b|\b(?:it|that) would (?:help|also|mean|save|make)\b"
    r"|\byou(?:'d| would|'ll| will) (?:get|have|save|be able|know)\b|\bboth of us\b|\bfor us both\b"
    r"|\bi(?:'m| am) (?:happy|glad|willing|ready) to\b"
)
_NO_OFFER = r"\bmake you (?:pay|sorry|regret)\b|\btake (?:it|this|that|all this) any ?more\b|\b(?:could|can) (?:i|we) (?:not|just) \w+ (?:up|out)\b"
_TAKES_UP = (
    r"\bi (?:can |do |really )?(?:understand|see|hear|know|get|appreciate|realise|realize)"
    r" (?:that|how|why|it|you|this|the|what|your|things)\b|\b(?:that|it) makes sense\b"
    r"|\bi hear you\b|\bfair (?:point|enough)\b|\byou(?:'re| are) right that\b"
    r"|\bthank(?:s| you) for\b|\bi(?:'d| would) feel the same\b|\bi believe you\b"
    r"|\bi(?:'m| am) sorry (?:that )?(?:it|this|that) (?:hurt|hurts|comes|sounded)\b"
    r"|\bi (?:didn't|don't) (?:mean|want) to (?:hurt|upset|blame|attack)\b"
)
_NO_TAKING_UP = (
    r"\bdon't care\b|\byou(?:'re| are)? (?:always|never)\b|\bhow it is now\b|\byou just want\b"
    r"|\bi know (?:you think|what you're doing)\b|\bi see how\b"
)
_SORRY = r"\b(?:sorry|apologi[sz]e|apologies|forgive me|my bad|pardon me)\b"
_NOT_SORRY = (
    r"\b(?:not|isn't|aren't) (?:\w+ )?sorry\b|\bfeel sorry for\b|\b(?:you|he|she|they) (?:\w+ ){0,3}"
    r"(?:sorry|apologi[sz]e)\b"
)
_SORRY_TO_ASK = (
    r"\bsorry (?:(?:to|for|that i|if i|if i'm|but i) )?(?:ask\w*|bother\w*|bring\w*|even|taking"
    r"|annoy\w*|be(?:ing)? (?:a|so|such)|i (?:know|just)|have to)\b"
)
_GIVES_IN = (
    r"\bnever ?mind\b|\bforget (?:it|about it|i (?:said|asked))\b|\bit(?:'s| is) (?:fine|ok|okay"
    r"|nothing|not (?:that |so )?important|no big deal)\b|\bdoesn't (?:really )?matter\b"
    r"|\bdon't worry about it\b|\bif you say so\b|\bwhatever you (?:want|think|say)\b"
    r"|\bi(?:'ll| will) just (?:do it|deal|manage|live with)\b|\b(?:let's )?(?:leave|drop) it\b"
    r"|\byou(?:'re| are) (?:probably )?right\b(?! that)|\bi shouldn't have (?:asked|said)\b"
)
_NOT_GIVEN_IN = r"\b(?:not|won't|can't|don't want to|isn't) (?:\w+ )?(?:leave|drop|forget|fine|ok|okay)\b|\bbut\b"
_BARE_YES = re.compile(
    r"^(?:ok(?:ay)?|fine|alright|all right|sure|yes|yeah|whatever)(?:[,. ]+(?:then|fine|ok|okay|sure"
    r"|sorry|i guess|whatever|thanks|thank you|that's fine|if you want))*[.! ]*$",
    _I,
)
_SMALL = re.compile(
    r"\b(?:just|maybe|perhaps|kind of|sort of|a bit|a little|if that's ok(?:ay)?|if it's ok(?:ay)?"
    r"|if you don't mind|i guess|i suppose|possibly|somehow|only if|if you want)\b",
    _I,
)
