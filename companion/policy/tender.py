"""Words that must never be handed back to the person as fact, and what kind of care they ask for.

A wrong "yes" here costs one quotation; a wrong "no" could tell somebody that they are worthless.
So the patterns are wide on purpose. What is dangerous is decided in `assess`; this file only
decides what our own sentences may not repeat.
"""

from __future__ import annotations

import re

_DARK = (
    r"\bwan(t|ted|na)( to)? die\b|\bkill(ing)? myself\b|\bend (it all|it|my life)\b|\bsuicid"
    r"|\b(be|was|were|better off) dead\b|\bbetter off with (the|my) (life )?insurance\b"
    r"|\beasier (for|on) (everyone|everybody|them all)\b|\bgiving (all )?(my|our) (things|stuff|belongings|clothes) away\b"
    r"|\bno point (in )?(setting|getting up|trying|anymore)\b|\b(not|never|don't|dont) (be here|wake up|want to live)"
    r"|\bdon'?t want to (be here|wake up|live|exist)\b|\bwant to (disappear|not exist)\b"
    r"|\b(hurt|hurting|cut|cutting|harm|harming|burn) myself\b|\bself[- ]?harm|\boverdos"
    r"|\b(no (point|reason) (in|to|for)) (living|live|going on|being here)\b|\bbetter off without me\b"
    r"|\bnever (been )?born\b|\bkms\b|\bcan'?t go on\b"
    r"|\btried to end (it|things|everything)\b|\bfailed (at|to) (end(ing)? (it|things|everything)|die|kill\w*)\b"
    r"|\b(finished|took|taken|swallowed) (all )?(my|the|too many) (\w+ )?(pills|tablets|meds)\b"
    r"|\bwon'?t (make it through|be around|be here (much longer|anymore|tomorrow))\b"
    r"|\bletters? to (everyone|everybody|them all)\b|\bthought about walking in\b"
)
_LOW = (
    r"(idiots?|stupid|dumb|moron|worthless|useless|pathetic|loser|(?<!heart )(?<!kidney )failure"
    r"|burden|ugly|disgusting|hideous|unlovable|unwanted|unattractive|incompetent|freak|weirdo"
    r"|trash|garbage|scum|fat|gross|coward|fraud|monster|creep|waste|fool|lazy)"
)
_ROLE = (
    r"(person|human|mother|mum|mom|father|dad|parent|friend|wife|husband|partner|boyfriend"
    r"|girlfriend|son|daughter|sister|brother|teacher|nurse|worker|employee|student|owner|boss)"
)
_CONTEMPT = (
    rf"\b(i'm|im|i am|am i|i was|i feel|i look|i've been|feel like|think of me as)"
    rf"( (?!my\b|the\b|his\b|her\b|this\b|that\b|not\b|at\b|with\b)[\w'-]+){{0,5}} {_LOW}\b"
    rf"|\b{_LOW} (me|of me)\b|^(so |such |just |a |an |total |complete )*{_LOW}[.! ]*$"
    r"|\b(i'm|im|i am|i was|i feel)( (just|such|so|a|like|really|kind of)){0,3}"
    r" (nothing(?= to| but|[.!,]|$)|(a )?(mess|joke|mistake|disappointment)|weak|broken|no good"
    r"|too much for|not enough|not good enough|never enough)\b"
    rf"|\b(i'm|im|i am|am i|i was|i feel like|like)( such)? an? (\w+ )?"
    rf"(bad|terrible|horrible|awful|shit|shitty|lousy|rotten|evil|selfish) (\w+ )?{_ROLE}\b"
    r"|\b(i'm|im|i am|am i) (just |so |too |really |such |a |always )*selfish\b"
    r"|\bi (\w+ )?(hate|despise|loathe|detest) (me|myself|my (body|face|looks|self))\b"
    r"|\bdisgusted (with|by|at) myself\b|\b(ashamed|sick) of (who i am|myself)\b"
    r"|\b(nobody|no one|noone|no-one)\b( \w+){0,3} (loves?|likes?|cares?|wants?|needs?|miss|notice)( about)? (me|if i)\b"
    r"|\b(nobody|no one|noone) (cares|loves me|likes me)\b"
    r"|\b(everyone|everybody|they all)\b.{0,80}\b(hates me|sick of me)\b"
    r"|\bi (don'?t|didn'?t|do not|never) deserve|\bi deserve (it|this|that|to)\b"
    r"|\bi (can'?t|never) do anything right\b|\bi (always |just )?ruin(ed|s)? everything\b"
    r"|(?<!not )(?<!n't )(?<!nt )\b(all )?my (own )?fault\b"
    r"|\b(i'm|i am|i was|i'll|me)\b((?!\byou).){0,80} (good|smart|pretty|thin|strong) enough\b|\bi (let|have let) (everyone|everybody|them all) down\b"
    r"|\bi (always |just )?(mess|messed|screw|screwed|fuck|fucked) (everything|it all) up\b"
    r"|\bwrong with me\b|\bi always (fail|ruin|mess|lose)\b|\bi suck\b"
    r"|\b(i'm|im|i am) (the problem|to blame)\b"
    # Somebody's verdict on them, and they agree: "she says I'm too much. maybe she's right".
    r"|\b(said|says|thinks|told me|tells me|keeps saying) (that )?"
    r"(i (always|never|only|ruin|make|can'?t|don'?t|push)|(i'm|im|i am|i was|i've been) (always|never|only|just|too|so|such|the|a|an))\b"
    r"((?!\b(good|great|kind|nice|lovely|well|brave|clever|talented|funny|pretty|strong|welcome|allowed|ready|hard on|tough on)\b).){1,100}"
    r"\b(maybe|perhaps|probably|i think|i guess|i suppose|i know|and|honestly)\W+(he|she|they|everyone|everybody)('s|'re| is| are| was| were)? (probably |all |both )?right\b"
)
_PERSON = (
    r"mum|mom|mother|dad|father|son|daughter|husband|wife|brother|sister|baby|partner|boyfriend"
    r"|girlfriend|gran|grandma|grandpa|grandad|granddad|grandmother|grandfather|nan|nana|aunt|uncle"
    r"|cousin|nephew|niece|friend|best friend|twin|child|fiance|fiancee"
)
_GRIEF = (
    r"(?<!phone )(?<!battery )(?<!laptop )(?<!car )(?<!computer )(?<!plant )(?<!plants )\bdied\b(?! laughing)"
    r"|\bpassed away\b|\bfuneral\b|(?<!phone )(?<!battery )(?<!laptop )(?<!car )\b(is|are|was|he's|she's) (dead|gone forever)\b(?! (tired|on|right))"
    r"|\bwas killed\b|\bput (him|her|them) (down|to sleep)\b|\bput down (my|our)\b"
    r"|\b(have|had) to put (my|our)\b|\b(miscarri|stillb)|\bgrie(f|ving|ve)\b|\bmourning\b"
    rf"|\b(lost|losing|buried) (my|our) (?:\w+ )?({_PERSON})\b(?!'s| in law)"
    r"|\b(lost|buried) (?:a|my) (?:very |really |so |dear |close |old |good |best )+(?:friend|relative)\b(?!'s)|\bdemise\b"
    r"|\ba death in (?:the|my|our) family\b|\b(lost|losing) (?:someone|somebody) (?:\w+ ){0,3}(?:close|dear|love|loved)\b|\b(lost|losing) (?:a|my|our) (?:family member|loved one|pet|classmate|colleague|neighbou?r)\b"
    r"|\bloss of (?:a|an|my|our|her|his|their) (?!job|work|phone|income|money|interest|time|weight|hair)\w+|\b(?:he|she|they) passed(?=[,.!]|$| (?:last|this|in|on|two|three|a|yesterday|away)\b)"
    r"|\b(lost|losing) (the|a|another|her|his|our|my) (baby|babies|pregnancy|twins)\b"
)
_PET = "dog|cat|puppy|kitten|horse|rabbit|hamster|bird"
_LOST = re.compile(
    rf"\b(?:my|our) ({_PERSON}|{_PET}) (?:has |had |just |also |suddenly |finally )*"
    r"(?:died|passed away|was killed|is dead)\b"
    rf"|\b(?:lost|losing|buried|to put|put down|put) (?:my|our) ({_PERSON}|{_PET})\b(?!'s)"
)
_HARM = (
    r"\brap(e|ed|ist)\b|\b(sexual(ly)?|was|been|got|me) (assault|molest|abus|harass)"
    r"|\bassaulted\b|\bmolested\b|\babus(es|ed|ive|ing)\b|(?<!nobody has )(?<!no one has )(?<!nobody's )(?<!never )\btouched me\b|\bforced me\b"
    r"|\b(hit|hits|hitting|beat|beats|choked|chokes|punched|slapped|slaps|kicked|kicks|strangled"
    r"|threatened|threatens|stalks|stalking|groped|pushed) me\b(?! (up|that|hard|like|how|out|off|to|at|in|by|when|today))|\b(he|she|they) (hurts|hurt) me physically|\bgrab(bed|s) my (arm|wrist|neck|throat|hair) (again|so hard|and (shook|pulled|pushed|i))"
    r"|\b(threw|throws) (a|an|the|his|her) \w+ at me\b"
)
_TRUST = (
    r"\b(cancer|tumou?r|hiv|chemo|terminal(ly)?|diagnosed|abortion|relapsed?|addict(ed|ion)?"
    r"|alcoholic|rehab|arrested|prison|jail|cheated|cheating|affair|closet|gay|lesbian|bi|bisexual|trans|transgender|queer"
    r"|nonbinary|asexual|autistic|adhd|bipolar|schizophreni\w*|anorexi\w*|bulimi\w*|infertile"
    r"|wet (myself|the bed)|soiled|stroke|seizure|icu|hospice|dementia|alzheimer'?s|prognosis)\b"
)

_PAST = re.compile(
    r"\b(used to|years? ago|a year on|back then|in the past|not anymore|much better now|recovered)\b"
)
# A death that may be no plain loss: whether there is anything to miss is for them to say.
_NO_LOSS = re.compile(
    r"\b(glad|relieved|relief|good riddance|cruel|abusive|monster|tyrant|estranged|evil|bully)\b"
    r"|\b(hated|couldn'?t stand|never (liked|loved|forgave)) (him|her|them|my)\b"
    r"|\b(he|she|they) (hated|never (loved|wanted|liked|cared|forgave)|ruined|terrified|bullied) (me|us|my|about me)\b"
    r"|\b(hadn'?t|haven'?t|had not|didn'?t|not|never) (really )?(spoken|talked|speak|talk|seen)\b"
)

_EDGE = 2_000
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("dark", _DARK),
        ("harm", _HARM),
        ("contempt", _CONTEMPT),
        ("grief", _GRIEF),
        ("trust", _TRUST),
    )
)
_COLD = re.compile(
    rf"\b{_LOW}\b|\b(weak|crazy|insane|broken|fault|selfish|evil|thanks|thank)\b|\b(good|pretty|smart|thin) enough\b|\bhate my (life|body|face)\b|"
    r"\b(nobody|no one|noone|no-one)\b|^(and |but |so )?(everyone|everybody)\b"
    r"|(\b(not|never|no)\b|n'?t\b).{0,80}\b(love|like|care|want|need|miss)(s|d|ed)? (about )?(me|us)\b"
    r"|\bi(?:'m| am|m) (?:\w+ )?not (?:\w+ )?(?:made|cut out|meant|built|right|fit|smart|strong|clever|brave) "
    r"|\b(hate|hates|hated|laughs at|sick of|kill|kills|killed) (me|us)\b|\bdead\b"
    r"|\bi (really |just )?(should|could|ought to)(n'?t|'ve| not| never)*( have)?\b.*\b(have|been|visited|known|done|called|said)\b|\b(should|could)n?'?t?('ve|a| have)\b"
)


def plain(text: str) -> str:
    """Lower case, straight apostrophes, single spaces: the form the patterns are written for.

    Of a very long text only the beginning and the end, so that no message costs seconds.
    """
    if len(text) > 2 * _EDGE:
        text = f"{text[:_EDGE]} {text[-_EDGE:]}"
    return " ".join(re.sub("[\u2018\u2019\u02bc`]", "'", text).lower().split())


def kind(text: str) -> str:
    """The care these words ask for: "dark", "harm", "contempt", "grief", "trust", or "" for none."""
    words = plain(text)
    found = [name for name, pattern in _KINDS if pattern.search(words)]
    if _PAST.search(words):
        found = [name for name in found if name != "dark"]  # what is dangerous now, `assess` says
    if _NO_LOSS.search(words):
        found = ["trust" if name == "grief" else name for name in found]
    return found[0] if found else ""


def self_contempt(text: str) -> bool:
    """Whether the person speaks badly of themself, or wishes to be gone, anywhere in `text`."""
    words = plain(text)
    return any(pattern.search(words) for name, pattern in _KINDS if name in ("dark", "contempt"))


def lost(text: str) -> str:
    """Who the person lost, as "your dad", where the words say it beyond doubt; else ""."""
    found = _LOST.search(plain(text))
    return f"your {found[1] or found[2]}" if found else ""


def unsayable(text: str) -> bool:
    """Whether no sentence of ours may repeat `text`, not even turned to "you"."""
    return bool(kind(text)) or bool(_COLD.search(plain(text)))
