"""What the person's message is, apart from how they feel: a greeting, a thank-you, a wish, a plain question."""

from __future__ import annotations

import re

from companion.policy.tender import plain

NO_ADVICE = "advice"
TELLS = 8  # words
ASKING = 30  # words; who tells more and asks at the end wants what was told to be heard
NO_QUESTIONS = "questions"

_END = r"[\s.,!~:)(<3xo]*$"
_GREETING = re.compile(
    r"^(hi|hey|hello|hiya|heya|yo|good (morning|evening|afternoon|day)|morning|evening)"
    r"( there| again| you| friend| companion)*([ ,.!]+(hi|hello|good (morning|evening|afternoon|day)|it'?s me( again)?|me again))?"
    + _END
)
_HOW_ARE_YOU = re.compile(
    r"^((hi|hey|hello|hiya|evening|morning)[ ,.!]*){0,2}(there[ ,.!]*)?(so )?(how( are|'?re) (you|u|ya)|how r u|how('s| is) it going"
    r"|what'?s up|how do you do|how have you been|how('s| is) yourself|how (you|u|ya) doing|how('s| is| was) your (day|evening|night|week))( doing)?( so far)?( today| tonight)?( \w+ computer)?[?\s.!]*$"
    r"|^((hi|hey|hello|hiya|oh)[ ,.!]*)*(i'?m|i am|im)? ?(doing |feeling )?(pretty |really |so |quite )?(ok|okay|fine|good|great|alright|not (?:too |so )?bad|well|better)( today| now| here)?"
    r"[ ,.!-]*(thanks|thank you)?[ ,.!-]*(and|how about|what about|how are|how r|hbu)( (you|u|yourself))?( doing)?( today| tonight)?[?.! ]*$"
    r"|^(i )?hope (you|u)('?re| are)? (doing |feeling )?(well|good|great|ok|okay|fine)[.! ]*$"
)
_GOODBYE = re.compile(
    r"\b(gtg|g2g|gotta go|got to go)( now)?([ ,.!]+(bye|bye bye|thanks|thank you))?" + _END + "|"
    r"(^|[.!,] ?)((ok|okay|alright|right|well|anyway|thanks|thank you)[ ,.!]*)*"
    r"(bye|bye for now|goodbye|bye bye|good ?night|night|nighty? night|gn|see (you|ya)|ttyl|talk (to you )?(later|tomorrow|soon|another (day|time))"
    r"|(i )?(think |guess )?(i'll |i |i'm |im )?(gotta|got to|have to|need to|should|better|going to|gonna|off to|will|heading to)"
    r" (go|leave|get going|be going|head off|sleep|try to (get some )?sleep|get some sleep|bed)( to bed| to sleep)?( now| soon)?"
    r"|(i'm |im )?(off|going|heading) (now|to bed|to sleep)|i'm off|signing off|(gtg|g2g|brb)"
    r"|(i'?m |im )?(going to|gonna|i'll) (put|turn|switch) (the )?(lamp|lights?) (off|out)( now)?( and (try|sleep)( to sleep)?)?"
    r"|have a (good|nice|lovely) (night|evening|day|one)"
    r"|that'?s (all|it) for (today|now|tonight))([ ,.!]+(then|now|everyone|and thanks|thanks|thank you"
    r"|for listening|later|tomorrow|soon|night|good ?night|bye))*" + _END
)
_NOT_GREAT = re.compile(
    r"^((hi|hey|hello|oh|well|honestly|ok|okay)[ ,.!]*)*(i'?m|i am|im)? ?(doing |feeling )?(not|bad|so so|so-so|meh)\b"
    r"(?! (?:too |so )?bad)(?: \w+){0,4}[ ,.!-]+(and|how about|what about|how are|how r|hbu)( (you|u|yourself))?( doing)?( today)?[?.! ]*$"
)
# A goodbye with more around it than `_GOODBYE` allows: the word for it, at the beginning of a clause and
# at the end of one, or the act of leaving.
_LEAVES = re.compile(
    r"(?:^|[.!?,;:] ?|\b(?:so|and|then|ok|okay|well|thx|thanks|k|i shall say|i'?ll say|with that) )"
    r"(?:(?:good)?bye+(?:[- ]?bye)?|g'?night|good ?night|night(?: night)?|ciao|adios|cheerio|ta-?ta|ta-?ra|toodle\S*|farewell"
    r"|laters|so long|peace out|over and out|ttyl|take care|see (?:ya|you|u)|catch (?:ya|you|u)|talk some other time)"
    r"(?: (?:for now|for the present|to you|and i'?ll|now|then|and thank(?:s| you)|till|until|tomorrow|soon|later|after|in the morning|whenever|all|everyone)\b[^.!?]{0,30})?(?=[.!,]|$)"
    r"|\b(?:i'?m|i am|im|now i'?m) (?:(?:now )?(?:off|out|gone|going|leaving|done here)(?= now\b|[.!]|$)|off(?= to\b|,)"
    r"|logging off|signing off|nodding off|turning in|heading (?:off|out|to bed)|going to bed|deleting this app)"
    r"|^(?:(?:ok|okay|stop|enough|right|well)[.,! ]*)*(?:leaving|closing this|done here|end (?:of )?chat|turning in|heading (?:out|off)|off to bed"
    r"|half asleep|going to bed|no time)\b[^?]{0,60}$"
    r"|(?:^|[.,!;] ?)(?:off|going|heading) to (?:bed|sleep|dinner|lunch|work|the pub)(?=[,.!]|$| with\b)|^(?:(?:ok|okay|right|well)[, ]+)?later then\b"
    r"|^[^.!?]{0,9}later[.! ]*$|\b(?:i'?ll leave it (?:there|here)|take my leave|(?:end|stop) here\b(?! and|,? but)|concludes? our|return to my duties|that will be all|that'?s (?:me done|it from me|enough from me)"
    r"|leaving now|discontinue my use|(?:lengthy |long |short )?break from all|bid you good day|until the next occasion"
    r"|off i pop|i'?d better (?:stop|go|run|dash|hop off|be off)|(?:must|have to|need to|got to|gotta) (?:go|run|dash|stop)(?= now\b|[.!,;]|$))"
    r"|[.!,] (?:thank you,? (?:and )?)?good (?:day|evening|afternoon)[.! ]*$"
)
LEAVING = 60  # words of a goodbye; who writes more has something to tell


_THANKS = re.compile(
    r"\b(?:thanks|thank you)(?: so much)? for (?:your|all|the|listening|being here)(?: \w+){0,4}[.! ]*$|"
    r"^((?:ok|okay|yes|yeah)[ ,.!]*)*(?:that'?s )?(?:a )?(?:good|great|nice) (?:advice|suggestion)[ ,.!]*(?:i will)?[.! ]*$|"
    r"^((ok|okay|oh|aw|aww|well|yes|yeah|no|right|enough|anyway)[ ,.!]*)*(thanks|thank you|thankyou|thx|ty|cheers|i appreciate (it|this|that))"
    r"([ ,.!]+(so much|very much|a lot|for .{1,40}|(that|this|it) (really )?(helps|helped).{0,20}|that'?s .{1,20}|really|again|i needed that))*"
    + _END
)
_FACTUAL = re.compile(
    r"\bwhat('s| is| are)? (the )?(capital of|time is it|time\?*$|date|day is it|weather|population|square root|distance|temperature|score|exchange rate|tallest|largest|biggest)\b"
    r"|\bwhat (time|day|year) is it\b|^who (won|wrote|invented|discovered)\b|^when (was|did) (the|world)\b"
    r"|\b(write|make|generate|draft|code)( me| up)? (a |an |some |the |my )?(\w+ )?(code|poem|essay|python|script|email|function|story|song|program|cv|resume|cover letter|app)\b"
    r"|\b(translate|calculate|solve|summari[sz]e) \b|^(what('s| is) |what are )?\d+ ?[-+*x/\u00d7] ?\d+[ =?.!]*$|\bwill it (rain|snow)\b|^how (far|tall|deep|high) (is|are)\b|\brecipe for\b"
    r"|\b(who is|who's) the (president|king|queen|prime minister)\b|^define \b|\bwhat does .{2,20} mean in (spanish|french|german)\b"
)
_ADVICE = re.compile(
    r"\bwhat ((should|shall|do|can|could|would) i|(should|could|would) you) (do|say|try|tell|write)\b(?! (for|you))|\bwhat should i\b"
    r"|\b(any|some|your) (?:good |other |more )?(advice|ideas|tips|suggestions|remedies)\b|\bhow to (?:cope|deal|handle|get (?:over|out|through|past)|break up|stop|feel better|calm down|fix)\b[^.!]*\?|^should i\b|\b(do you think|not sure if|don't know if) i should\b"
    r"|\bhow (do|can|should|could) i\b|\bhow would you (go|do|handle|deal|start|say)\b|\b(any|the|got a) tips?\b|\bhelp me (decide|figure|find a way)\b|\btell me what to do\b|\bi (need|want|could use) (some |your )?advice\b"
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
    r"|(^|[,.!] ?|\bplease |\bjust )no questions\b"
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
    r"|\brather not (say|talk)\b|\bi (won'?t|will not) (go into|talk about) (it|this|that|the)\b|\bno need to (reply|answer|say anything)\b|^(let'?s |can we )?(talk about something else|change the subject)"
)
_WEIGHS = re.compile(
    r"(?<!what )(?<!how )(?<!where )(?<!who )\bshould i\b|\bi should\b.{0,60}\bor\b"
)
_ASKS = re.compile(
    r"^(but |and |so )?(why|how come|do you think|is it|am i|what if|does (he|she|it)|will (i|he|she|it|they))\b"
)
_ASKS_BACK = re.compile(
    r"\b(how ?(are|r)? ?(you|u)?( ?doing)?( today)?|(how|what) about (you|u)|and (you|u)|hbu)\?*$"
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
    r"\b(i|we)( finally| just| actually| really)? (passed(?! out| away)|won(?!'?t)|got (the|my|a|in|into|engaged|accepted|promoted|hired|married)|did it|made it|finished|graduated)\b"
    r"|\b(got|been) (accepted|promoted|hired|the job)\b|\bi'?m (so |really )?(happy|glad|proud|excited|grateful)\b(?! (?:to (?:hear|see|know|read)|for you|that you|you)\b)|\bgood news\b|\bbest day\b"
    r"|\b(all|scan|results?|test) (clear|came back (clear|fine|clean|negative))\b|\b(?:it'?s|is|was) (?:all )?benign\b|\bsaid yes\b|\b(letter|scan|results?|he|she|they) says? (it'?s |i'?m )?(all )?clear\b|\bwas born\b|\b(having|expecting) a baby\b|\bis (here|healthy)\b"
)
_BUT = re.compile(r"\b(but|except|although|though|yet|however)\b")
_SHIFT = re.compile(
    r"^(anyway|anyways|by the way|btw|also|something else|on another note|new topic|different topic|another thing|oh and|changing the subject)\b"
)

_PLAN = re.compile(
    r"^((so|and|then|well|ok|okay|but|actually|i think) )*(maybe |perhaps )?i( think i)?"
    r"('ll| will|'m going to| am going to|'m gonna| plan to|'ve decided to| might| could) (?!(just )?(never|not|be|have to|get|lose|fail|die|always)\b)"
    r"|\bwish me luck\b|^(tomorrow|tonight|next week|on \w+day|maybe tomorrow) i( will|'ll) (?!(never|not|be|have|lose|fail|get)\b)"
)
_MOVES: tuple[tuple[str, re.Pattern[str], int], ...] = (
    ("greeting", _GREETING, 6),
    ("how-are-you", _HOW_ARE_YOU, 12),
    ("not-great", _NOT_GREAT, 12),
    ("thanks", _THANKS, 20),
    ("yes", _YES, 4),
    ("no", _NO, 4),
    ("unsure", _UNSURE, 6),
    ("farewell", _GOODBYE, 14),
    ("repair", _REPAIR, 40),
    ("rather-not", _RATHER_NOT, 20),
    ("advice", _ADVICE, 400),
    ("limits", _FACTUAL, 40),
)


_STILL_THERE = re.compile(
    r"(?:\bhello\b[ ,.!?]{0,9})?\b(?:(?:are|r) (?:you|u)|(?:is|if there is|if there'?s) (?:there )?(?:anyone|anybody|someone))"
    r" (?:still )?(?:here|there)\b[ ?!.]{0,9}$"
)
_ASKS_HELP = re.compile(
    r"\b(?:can|could|would|will) (?:you|u|we) (?:please |maybe |also |just )*(?:help|walk|guide|show|teach|suggest|recommend|explain"
    r"|listen|go through|do that|talk me|tell me a (?:\w+ )?(?:story|joke)|share a|be (?:that|a|my|here|there|real|honest|serious)|weigh|provide|offer|tone it)\b"
)
# Kinds of help that have an answer of their own; the first that shows.
_KINDS_OF_HELP: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "rehearse",
        re.compile(r"\brole-? ?play\w*|\b(?:practi[sc]e|rehears)\w*\b|\bconversation starters?\b"),
    ),
    (
        "story",
        re.compile(
            r"\b(?:stor(?:y|ies)|jokes?|funny|music|songs?|playlist|the news|poem|distract me|cheer me up|make me (?:laugh|smile))\b"
        ),
    ),
    (
        "calm",
        re.compile(
            r"\b(?:calm\w*|relax\w*|breath\w*|ground myself|grounding|meditat\w*|unwind|settle (?:down|my))\b|\bpanic attack\b"
        ),
    ),
)
HELPING = 70  # words of a message that may end in a request for help
_MAY_I = re.compile(
    r"\b(?:do|would) (?:you|u) (?:want|like) me to (?:tell|explain|say|describe|share|go on)\b"
    r"|\b(?:can|may|could|shall) i (?:tell|explain|talk|speak|vent|share|go on)\b"
)


def move(text: str) -> str:
    """What sort of message this is, by its form alone; "" for the ordinary kind, something told.

    One of "greeting", "how-are-you", "not-great" (and asks back), "thanks", "farewell", "yes", "no", "unsure", "wordless",
    "repair", "rather-not", "advice", "limits", "wonder" (another question).
    """
    words = plain(text)
    told = _STILL_THERE.sub("", words).rstrip()
    if len(told.split()) >= TELLS:
        words = told
    if not re.search(r"[^\W\d_]", words):
        return "limits" if _FACTUAL.search(words) else "wordless"
    count = len(words.split())
    for name, pattern, most in _MOVES:
        if count <= most and pattern.search(words):
            return name
    if count <= LEAVING and "?" not in words[-3:] and _LEAVES.search(words):
        return "farewell"
    if count <= HELPING and _ASKS_HELP.search(words):
        return "wonder"
    asks = words.rstrip("!. ").endswith("?") or _ASKS.search(words) is not None
    asks |= _STILL_THERE.search(words) is not None
    if count >= TELLS and _ASKS_BACK.search(words.rstrip("!. ")):
        return ""  # what was told comes first; "how are you?" behind it is politeness
    return "wonder" if asks and count <= ASKING else ""


_ASKS_ME = re.compile(
    r"\b(do|don'?t|are|can|could|have|did|were|will) (you|u)\b(?! (think|know|reckon|believe|suppose|see|mind)\b)"
    r"|\b(what('s| is)|what was|how('s| is)|whats|hows|who('s| is)) your\b|\byou ever\b|\bwhat do you (do|like|eat|drink|watch)\b|\b(and|what about|how about) (you|u)\?*$"
)
_ASKS_WHETHER_STRANGE = re.compile(
    r"\bis (it|that|this) (so |very |just )?(normal|ok|okay|weird|strange|mad|silly|daft|odd|common)"
    r"( (to|that i|if i|when i)( still| even| always)? (feel|miss|cry|be|am|want|get|not feel|think)\b|\?*$)"
    r"|\bam i (mad|weird|silly|daft|odd|the only one|too sensitive)\b"
)
_NO_JOKE = re.compile(
    r"\b(hurt|hit|kill|cheat|steal|revenge|drink|eat|eating|sleep|bleed\w*|pain|voices|pills?|drugs?|dead|die|disappear)\b"
)
_ASKS_AHEAD = re.compile(
    r"\b(will|going to|gonna) (he|she|it|they|we|i|things|this|that|my|the)\b|\b\w+'ll\b|\bwhat if (?!i'd|i had|we'd|we had|only)|\b(can|could) \w+ come back\b"
    r"|\b(is|are|am) (he|she|it|they|we|i|things|this) (ever )?(going to|gonna)\b"
)


# What is asked of the program itself; no model answers that. The last four are kinds of help.
OF_US = ("self", "there", "may-i", "help", "calm", "rehearse", "story")


def asked(text: str) -> str:
    """What a "wonder" asks: one of `OF_US`, "normal" (whether it is), "ahead" (what will come), or ""."""
    words = plain(text)
    if _ASKS_WHETHER_STRANGE.search(words) and not _NO_JOKE.search(words):
        return "normal"
    if _STILL_THERE.search(words):
        return "there"
    if _MAY_I.search(words):
        return "may-i"
    if found := _ASKS_HELP.search(words):
        wanted = words[found.start() :]
        return next((kind for kind, of in _KINDS_OF_HELP if of.search(wanted)), "help")
    if _ASKS_ME.search(words):
        return "self"
    return "ahead" if _ASKS_AHEAD.search(words) else ""


def of_us(text: str) -> bool:
    """Whether a "wonder" is put to the program itself."""
    return asked(text) in OF_US


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


_TO_BE_HEARD = re.compile(
    r"\b(?:can|could|would|will) you (?:please )?(?:just )?(?:listen|be here|hear me out|sit with me|lend (?:me )?an ear|be (?:that person|my sounding board))\b"
    r"|\b(?:can|could|may) i (?:please )?(?:just )?(?:vent|let it (?:all )?out|get (?:something|this|it) off my chest|share (?:something|what|this|it)|tell you (?:something|what))\b"
    r"|\b(?:do you |would you )?mind if i (?:just )?(?:vent|rant|share|talk)\b"
    r"|\bi (?:just |really |only )*(?:need|want|could use|wish i had) (?:someone|somebody) (?:who (?:will |would |can |could )?|to )?(?:just |really )*(?:listen\w*|be here|be there|hear|acknowledge|understand|talk to)\b"
    r"|\bjust (?:listen|be here)(?: to me| with me| for a (?:bit|while))?(?=[ ,.!?]|$)"
)


def to_be_heard(text: str) -> bool:
    """Whether the person asks for somebody who listens, and for nothing else first."""
    return _TO_BE_HEARD.search(plain(text)) is not None


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
