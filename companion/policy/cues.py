"""What the person's message is, apart from how they feel: a greeting, a thank-you, a wish, a plain question."""

from __future__ import annotations

import re

from companion.policy.tender import plain

NO_ADVICE = "advice"
NO_QUESTIONS = "questions"

_END = r"[\s.,!~:)(<3xo]*$"
_GREETING = re.compile(
    r"^(hi|hey|hello|hiya|heya|yo|good (morning|evening|afternoon)|morning|evening)"
    r"( there| again| you| friend| companion)*" + _END
)
_HOW_ARE_YOU = re.compile(
    r"^((hi|hey|hello|hiya)[ ,.!]*)?(there[ ,.!]*)?(so )?(how are (you|u)|how r u|how('s| is) it going"
    r"|what'?s up|how do you do|how have you been)( doing)?( today| tonight)?[?\s.!]*$"
)
_GOODBYE = re.compile(
    r"(^|[.!,] ?)((ok|okay|alright|right|well|anyway|thanks|thank you)[ ,.!]*)*"
    r"(bye|goodbye|bye bye|good ?night|night|nighty? night|gn|see (you|ya)|ttyl|talk (to you )?(later|tomorrow|soon)"
    r"|(i )?(think |guess )?(i'll |i |i'm |im )?(gotta|got to|have to|need to|should|better|going to|gonna|off to|will|heading to)"
    r" (go|leave|get going|be going|head off|sleep|try to (get some )?sleep|get some sleep|bed)( to bed| to sleep)?( now| soon)?"
    r"|have a (good|nice|lovely) (night|evening|day|one)"
    r"|that'?s (all|it) for (today|now|tonight))([ ,.!]+(then|now|everyone|and thanks|thanks|thank you"
    r"|for listening|later|tomorrow|soon|night|good ?night|bye))*" + _END
)
_THANKS = re.compile(
    r"^((ok|okay|oh|aw|aww|well|yes|yeah|no|right)[ ,.!]*)*(thanks|thank you|thankyou|thx|ty|cheers|i appreciate (it|this|that))"
    r"([ ,.!]+(so much|very much|a lot|for .{1,40}|(that|this|it) (really )?(helps|helped).{0,20}|that'?s .{1,20}|really|again|i needed that))*"
    + _END
)
_FACTUAL = re.compile(
    r"\bwhat('s| is| are)? (the )?(capital of|time is it|time\?*$|date|day is it|weather|population|square root|distance|temperature|score|exchange rate|tallest|largest|biggest)\b"
    r"|\bwhat (time|day|year) is it\b|^who (won|wrote|invented|discovered)\b|^when (was|did) (the|world)\b"
    r"|\b(write|make|generate|draft|code)( me| up)? (a |an |some |the |my )?(\w+ )?(code|poem|essay|python|script|email|function|story|song|program|cv|resume|cover letter|app)\b"
    r"|\b(translate|calculate|solve|summari[sz]e) \b|\d+ ?[-+*x/\u00d7] ?\d+|^how (far|tall|deep|high) (is|are)\b|\brecipe for\b"
    r"|\b(who is|who's) the (president|king|queen|prime minister)\b|^define \b|\bwhat does .{2,20} mean in (spanish|french|german)\b"
)
_ADVICE = re.compile(
    r"\bwhat (should|shall|do|can|could|would) (i|you) (do|say|try|tell|write)\b(?! (for|you))|\bwhat should i\b"
    r"|\b(any|some|your) (advice|ideas|tips|suggestions)\b|^should i\b|\b(do you think|not sure if|don't know if) i should\b"
    r"|\bhow (do|can|should|could) i\b|\bhelp me (decide|figure|find a way)\b|\btell me what to do\b|\bi (need|want|could use) (some |your )?advice\b"
    r"|\bgive me (some )?(advice|ideas|tips)\b|\bwhat now\?$"
)
_NO_ADVICE = re.compile(
    r"\bi('m| am)? (really |just )?(don'?t|do not|didn'?t|not|never)\b( \w+){0,5} (advice|suggestions?|solutions?|tips|fixing)\b"
    r"|(^|[,.!] ?|\b(please|so|but|and|just) )(no|don'?t|stop|not|without)\b( \w+){0,4} (advice|suggestions?|solutions?|tips)\b"
    r"|\bdon'?t (try to )?fix (me|it|this)\b|(^|please |just )stop (telling me what to do|trying to fix)\b"
    r"|\b(just|only) (want|need|wanted|needed|have)( \w+){0,3} to (listen|vent|rant|be heard)\b|(^|please |you )just listen\b"
    r"|\b(want|need|let me) (to )?(just )?(vent|rant|be heard)\b|\bsomeone (to listen|who listens)\b|\bjust (venting|ranting)\b"
)
_ADVICE_AGAIN = re.compile(
    r"\b(you can|please|okay|ok|now|actually)\b.{0,40}\b(advice|ideas|suggestions?|tips)\b|\b(advice|suggestions?|ideas) (would be|is|are) (ok|okay|fine|welcome|good|helpful|great|nice)\b"
    r"|\b(would|do) like (some |your )?(advice|ideas|suggestions?)\b"
)
_NO_QUESTIONS = re.compile(
    r"(^|[,.!] ?|\b(please|just|you|and|but) )(stop|quit|don'?t) (asking|ask)\b|\b(no more|enough|stop|too many) (with |of )?(the |your |these |all these )?questions\b"
    r"|^no questions\b"
)
_QUESTIONS_AGAIN = re.compile(r"\b(you can|please|do|go on and|feel free to)\b( \w+){0,2} ask\b")
_REPAIR = re.compile(
    r"\b(you('re| are)?|u) (really |just |clearly |are )?(don'?t|do not|didn'?t|did not|not|never) (understand|get it|get me|listen|listening|helping|help|read)"
    r"|\bnot what i (said|meant|mean|asked)\b|\bthat'?s (not it|wrong|not true|not right)\b|\bi (didn'?t|never) (say|said|mean) that\b"
    r"|\byou (already|just) (said|asked|told)\b|\b(stop|keep|are) repeating\b|\bthat (doesn'?t|didn'?t|does not|is not|isn'?t) help"
    r"|\b(you('re| are)|ur|u r|u are|youre) (so |really )?(useless|stupid|dumb|annoying|no help)\b|\b(stop|quit|don'?t) (telling me|tell me|deciding|saying) (how|what) i feel\b|^shut up\b|^(fuck|screw) (you|off)\b|\bthat makes no sense\b"
)
_RATHER_NOT = re.compile(
    r"\b(don'?t|do not|rather not|can'?t) (really |just )?(want to |wanna |like to |feel like )?(talk|talking|speak|say|go into)( \w+){0,2} (about )?(it|this|that)\b"
    r"|\brather not (say|talk)\b|^(let'?s |can we )?(talk about something else|change the subject)"
)
_WEIGHS = re.compile(
    r"(?<!what )(?<!how )(?<!where )(?<!who )\bshould i\b|\bi should\b.{0,60}\bor\b"
)
_ASKS = re.compile(
    r"^(but |and |so )?(why|how come|do you think|is it|am i|what if|does (he|she|it)|will (i|he|she|it|they))\b"
)
_YES = re.compile(
    r"^(yes|yeah|yea|yep|yup|ya|exactly|right|true|sure|of course|i do|i am|it does|it is|kind of|kinda|sort of|i guess( so)?|a bit|a little|very|definitely|absolutely)"
    + _END
)
_NO = re.compile(
    r"^(no|nope|nah|not really|not at all|never|no not really|i don'?t|not yet|nothing)" + _END
)
_UNSURE = re.compile(
    r"^(idk|dunno|i (really |just )?(don'?t|dont|do not) know( why| how| really)?|not sure|i'm not sure|maybe|no idea|hard to say|whatever|meh|hm+|ok|okay|k|fine|lol|so|well)"
    + _END
)
_GOOD = re.compile(
    r"\b(i|we)( finally| just| actually| really)? (passed|won|got (the|my|a|in|into|engaged|accepted|promoted|hired|married)|did it|made it|finished|graduated)\b"
    r"|\b(got|been) (accepted|promoted|hired|the job)\b|\bi'?m (so |really )?(happy|glad|proud|excited|grateful)\b|\bgood news\b|\bbest day\b"
    r"|\b(all|scan|results?|test) (clear|came back (clear|fine|clean|negative))\b|\bsaid yes\b|\bwas born\b|\b(having|expecting) a baby\b|\bis (here|healthy)\b"
)
_BUT = re.compile(r"\b(but|except|although|though|yet|however)\b")
_SHIFT = re.compile(
    r"^(anyway|anyways|by the way|btw|also|something else|on another note|new topic|different topic|another thing|oh and|changing the subject)\b"
)

_PLAN = re.compile(
    r"^((so|and|then|well|ok|okay|but|actually|i think) )*(maybe |perhaps )?i( think i)?"
    r"('ll| will|'m going to| am going to|'m gonna| plan to|'ve decided to| might| could) (?!(just )?(never|not|be|have to|get|lose|fail|die|always)\b)"
    r"|^(tomorrow|tonight|next week|on \w+day|maybe tomorrow) i( will|'ll) (?!(never|not|be|have|lose|fail|get)\b)"
)
_MOVES: tuple[tuple[str, re.Pattern[str], int], ...] = (
    ("greeting", _GREETING, 6),
    ("how-are-you", _HOW_ARE_YOU, 9),
    ("thanks", _THANKS, 14),
    ("yes", _YES, 4),
    ("no", _NO, 4),
    ("unsure", _UNSURE, 6),
    ("farewell", _GOODBYE, 14),
    ("repair", _REPAIR, 40),
    ("rather-not", _RATHER_NOT, 20),
    ("advice", _ADVICE, 400),
    ("limits", _FACTUAL, 40),
)


def move(text: str) -> str:
    """What sort of message this is, by its form alone; "" for the ordinary kind, something told.

    One of "greeting", "how-are-you", "thanks", "farewell", "yes", "no", "unsure", "wordless",
    "repair", "rather-not", "advice", "limits", "wonder" (another question).
    """
    words = plain(text)
    if not re.search(r"[^\W\d_]", words):
        return "limits" if _FACTUAL.search(words) else "wordless"
    count = len(words.split())
    for name, pattern, most in _MOVES:
        if count <= most and pattern.search(words):
            return name
    return "wonder" if words.rstrip("!. ").endswith("?") or _ASKS.search(words) else ""


def wishes(text: str, before: tuple[str, ...] = ()) -> tuple[str, ...]:
    """What the person does not want from us, `before` carried on until they take it back.

    Holds NO_ADVICE and NO_QUESTIONS, in that order, and nothing else.
    """
    words = plain(text)
    held = set(before) & {NO_ADVICE, NO_QUESTIONS}
    if _NO_ADVICE.search(words):
        held.add(NO_ADVICE)
    elif _ADVICE.search(words) or _ADVICE_AGAIN.search(words):
        held.discard(NO_ADVICE)
    if _NO_QUESTIONS.search(words):
        held.add(NO_QUESTIONS)
    elif _QUESTIONS_AGAIN.search(words):
        held.discard(NO_QUESTIONS)
    return tuple(wish for wish in (NO_ADVICE, NO_QUESTIONS) if wish in held)


def weighs(text: str) -> bool:
    """Whether the person is torn between doing something and not ("should I quit")."""
    return bool(_WEIGHS.search(plain(text)))


def good_news(text: str) -> bool:
    """Whether the words themselves tell of something good, without a "but"."""
    words = plain(text)
    return bool(_GOOD.search(words)) and not _BUT.search(words) and not words.endswith("?")


def plans(text: str) -> bool:
    """Whether the person says what they mean to do, so that no other step need be offered."""
    words = plain(text)
    return bool(_PLAN.search(words)) and not words.endswith("?")


def changes_subject(text: str) -> bool:
    """Whether the person says that something else comes now."""
    return bool(_SHIFT.search(plain(text)))
