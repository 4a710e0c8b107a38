"""What a message tells: the one clause a reply should name, and whether its words are hard or good.

The clause that moved the belief most is often a fragment ("because of a bottle", "I went red"). What
a person wants to have been heard is the thing that happened, so that one is looked for first.
"""

from __future__ import annotations

import re

from companion.policy import tender
from companion.policy.grammar import is_event, sentences, you_clause
from companion.policy.words import DROPPED_I, listed

_JOINT = re.compile(
    r",\s+(?:and |but |so |because |then |which is why )?"
    r"|\s+(?:but|so|though|although|because) "
    r"|\s+and (?=(?:then )?(?:i|i'm|we|he|she|they|it|my|his|her|our|the|nobody|everybody|everyone)\b)",
    re.IGNORECASE,
)
# What follows these is somebody's view or only imagined, and must not be handed back as a fact.
_FRAMED = re.compile(
    r"\b(if|unless|whether|said|says|say|told|tells|think|thinks|thought|dreamt|dreamed|wish|hope"
    r"|imagine|pretend|because|when|while|until|before|after|maybe|perhaps)\b"
)
_SPLICED = re.compile(
    r", (?:you|he|she|they|it|its|it's|your|so this|just|only|still|not|never|which)\b"
)
_VERDICT = re.compile(
    r"\b(said|says|say|told|tells|thinks?|thought|called)\b.*\byou(?:'re)? (always|never|only|just|don't|can't|are)\b"
)
_UNREAL = re.compile(
    r"\b(?:would|wouldn't|should|shouldn't|might|can't wait)\b"
    r"|\bcould(?:n't)?\b(?!'| (?:hear|see|get|find|sleep|breathe|eat|stop|believe|speak|move|keep)\b)"
    r"|\w+'d have\b|\bgonna be\b|^you'd (?:give|do|be|love|have)\b|\bhold you\b|\bat least\b|\btoughen up\b|\bcalm down\b"
)  # wished or imagined: no fact to be handed back
_OF_MIND = re.compile(
    r"^(?:now )?you(?:'re| are)? (?:also |just |still |don't )?(?:said|say|thought|think|know|knew|guess|mean|meant|suppose|wonder"
    r"|understand|remember|hope|wish|agree|like that|feel that|sure|not sure|trying)\b"
)
# That somebody is right says nothing of what happened, and may be a verdict on the person.
_AGREED = re.compile(
    r"^(?:maybe |perhaps )?(?:he|she|they|everyone|your \w+)(?:'s|'re| is| are| was| were)? (?:probably |all )?right\b"
)
_DENIAL = re.compile(
    r"^you(?:'re| are|'ve| have| were| weren't| don't| didn't) (?:\w+ )?(?:not|never|feel)\b"
)
_FEELINGS: tuple[tuple[str, str], ...] = (
    ("angry|mad|furious|cross|annoyed", "angry|anger|cross|fed up|furious"),
    ("sad|down|upset|depressed|hurt|bad", "sad|low|hurts?|heavy|empty|cry|tears"),
    (
        "scared|afraid|nervous|anxious|worried|stressed|panicking",
        "worried|worries|worry|nervous|afraid|scared|fear|tense|frightening",
    ),
    ("lonely|alone", "lonely|loneliest|alone"),
    ("ashamed|embarrassed|guilty|sorry", "embarrassed|bad about|uncomfortable|hard on yourself"),
    ("tired|exhausted", "tired|tiring|worn"),
    (
        "happy|glad|excited|proud|pleased|relieved",
        "happy|pleased|glad|delighted|lovely|wonderful|smile",
    ),
)
_DENIED = tuple(
    (
        re.compile(
            r"(?:\b(?:not|never|no longer|hardly)|n't) (?:even |really |that |so |very |at all |exactly |feeling |feel |been |be |too |all that )*"
            rf"(?:{said})\b"
        ),
        re.compile(rf"\b(?:{names})\b", re.IGNORECASE),
    )
    for said, names in _FEELINGS
)
# Feelings as they are said of oneself, which may be named as they were.
_SAID_FELT = re.compile(
    r"(?<!not )(?<!n't )(?<!never )\b(?:i'?m|i am|am|feel|feeling|felt|been|so|very|really|pretty|quite|bit|little|kinda"
    r"|kind of|just|getting) (?:so |very |really |a bit |a little |pretty |quite |kind of |kinda |extremely |super |too )*"
    r"(sad|down|low|depressed|upset|angry|frustrated|annoyed|anxious|worried|nervous|scared|afraid|lonely|hopeless"
    r"|overwhelmed|stressed|exhausted|lost|numb|empty|emotional|guilty|ashamed|embarrassed|hurt|confused|helpless"
    r"|drained|jealous|heartbroken|disappointed|restless|tense|unwell|bummed|miserable|blue|mad|tearful|insecure|stuck|desperate)\b"
)
_FIRST = re.compile(r"\b(?:i|i'm|im|i've|ive|i'd|i'll|we|we're|we've|me)\b", re.IGNORECASE)
_SUBJECTLESS = re.compile(rf"\W*(?:{'|'.join(sorted(DROPPED_I))})\b", re.IGNORECASE)
_PALE = listed(
    "you your you're you've you'd the a an and but or so to of in on at for from with about it its"
    " is are was were am be been have has had do did does that this there then just very really not"
    " feel felt know think my me i he she they him her them his their now get got go went"
)
_WOMEN = listed(
    "mum mom mother sister daughter wife girlfriend aunt niece gran grandma nan stepmum stepmom"
)
_MEN = listed("dad father brother son husband boyfriend uncle nephew grandpa grandad stepdad")
_PERSON = re.compile(rf"\b(?:my|our) ({'|'.join(sorted(_WOMEN | _MEN))})\b(?!'s)", re.IGNORECASE)
_THIRD = listed("he she they it this that there he's she's they're it's that's there's his her")
_LEAST = 3
_NEAR = 12  # words; a longer clause is more than one can hear back at once

_HARD = re.compile(
    r"\b(alone|lonely|sucks|depress\w*|isolat\w+|burn(?:ed|t|ing)? out|burnout|overwhelm\w*|struggl\w+|withdrawal|on my own|by myself|quiet now|empty|(nobody|no one) (?!can stop|knows what|else)|without me(?! \w+ing)|laugh(?:ed|s|ing)? at (?:me|my|us)|made fun of|left out|excluded"
    r"|not invited|wasn't invited|weren't invited|ignored?s?|sigh(ed|s)|(yell|shout)(ed|ing|s)? at"
    r"|scream(ed|ing|s)? at|cr(y|ied|ies|ying)|tears|hurts?|hurting|pain(ful)?|ached?|sick|(?<!')ill|hospital"
    r"|surgery|divorce[d]?|broke (down|up)|split up|fired|laid off|lost|failed|failing|fight|fought"
    r"|argu(ed|ment|ing)|quarrel|drag (her|him|them|me) down|sloppy|blamed?|worst|awful|terrible|horrible"
    r"|(?:rough|grim|shit\w*|crappy|rotten|lousy|miserable) (?:old )?(?:day|night|evening|week|weekend|month|year|time|morning|afternoon|shift|patch|start|one)"
    r"|long (?:old )?(?:day|night|week|month|shift)|rough(?: \w+){0,2}(?: today| tonight|(?=\W*$))"
    r"|bad|worse(?! joke)|(?<!worked )(?<!work )(?<!working )(?<!tried )hard|tough|exhausted|tired|worn out|can'?t (sleep|eat|cope|breathe|switch off|afford)"
    r"|lie awake|lay awake|awake at night|scared|afraid|worried|nervous|anxious|panic(king|ked)?|stress(ed|ful)?"
    r"|dread(ing)?|ashamed|guilty|embarrass(ed|ing)|helpless|hopeless|sad|miss(ed|ing)? (her|him|them|my|our|being)"
    r"|hate[sd]? (?!leeks|beans)(?:my|this|that|it|being|him|her|them|how|when|going|me|every\w+|people|work|school)|angry|furious|unfair|rude|cold to me|debts?|evict(ed|ion)|voicemail|stairwell"
    r"|forg(?:ot|ets) (?:my|me|about|our|that|to)|took my|moved my|behind my back|didn'?t (even )?(tell|ask|look|call|come|invite)"
    r"|doesn'?t (like|want|care|remember|talk)|don'?t (like|remember|have the money)|don'?t feel (the|any)"
    r"|won'?t (greet|talk|speak|stop)|never (home|goes|asks|calls|comes)|too expensive|messy"
    r"|(?:they|everyone|everybody|people|he|she|all of them|the (?:others|boys|girls|class|team))(?: \w+){0,2} (?:laugh|giggl|whisper|snigger|star)(?:ed|ing)(?: today| again)? (?:when|as|because|about|behind|once) (?:i|me|my)"
    r"|(?:feel|felt|feeling) (?:so |just |a bit |really )?(?:flat|numb|nothing)|nothing (?:is|feels|was) (?:\w+ )?(?:fun|good|nice|right)"
    r"|tearing down|cut down|fe(?:el|els|lt) (?:so |very )?small|invisible|sitting down|sat (in|on) the (hall|kitchen floor|floor)"
    r"|slept (maybe |only |just )?(two|three|four|five) hours|don'?t (really |even )?know (where|how|what)|two tries|nothing I do|only (get|have) two|remembered nothing|straight to voicemail|used to (?:be (?:so )?(?:close|friends|fun|happy)|talk|call|laugh|sit|love|have))\b",
    re.IGNORECASE,
)
_GOOD = re.compile(
    r"\b(hugg(ed|ing)|smil(ed|ing|es)|laugh(ed|ing) together|happy|glad|proud|grateful|relieved|relief"
    r"|lovely|wonderful|beautiful|brilliant|excited|enjoy(ed|ing)?|kind to me"
    r"|cake|surprised me|passed(?! out| away)|won(?!'?t)|got the (?!credit|blame|sack|bill|wrong|flu)|promoted|invited me|asked (me )?if i want|helped me|brings us"
    r"|best (moment|day|news|part)|better (now|today)|decent|well done|praised|thanked|looking forward"
    r"|feel(ing)? (so )?(light|good|calm|better|fine)|felt this light|can keep (my|your)|coming (next|on|over|to help)"
    r"|came back (clear|negative|fine|clean)|all clear|benign|purring|cosy|nice (and )?quiet|nice (\w+ )?evening"
    r"|held (on to )?(my|your) (finger|hand)|said i could|said yes|something nice|coffee with|have coffee|in love)\b",
    re.IGNORECASE,
)
_LAUGHTER = re.compile(
    r"\bcr(?:ied|y|ying) (?:with )?laugh\w*|\b(?:happy tears|tears of joy)\b"
    r"|\blaugh(?:ed|ing) (?:so (?:much|hard) )?(?:till|until|that) (?:i|we|he|she|they) \w+"
)
_NOT_HARD = re.compile(
    r"(?:\b(?:not|no|never|nothing|without)|n't)(?: (?:that|so|too|even|a|as|really|any|all|say nothing|saying|feel|be))* $"
    r"|\bthought i(?:'?d| would) be(?: so| very)? $"
)
_NOT_GOOD = re.compile(r"\b(not|never|nobody|no|hardly)\b|n't\b", re.IGNORECASE)


def weight(text: str) -> str:
    """What the words themselves tell: "hard", "good", "both", or "" where they say neither.

    Word lists and no feeling: they only keep a reply from joining in where something hard was told.
    """
    words = _LAUGHTER.sub("laughing together", tender.plain(text))
    hard = any(not _NOT_HARD.search(words[: found.start()]) for found in _HARD.finditer(words))
    good = (
        any(
            not _NOT_GOOD.search(words[max(0, found.start() - 14) : found.start()])
            for found in _GOOD.finditer(words)
        )
        or re.search(r"haven'?t felt this (light|good|calm)", words) is not None
    )
    hard = hard and not re.search(r"haven'?t felt this (light|good|calm)", words)
    return "both" if hard and good else "hard" if hard else "good" if good else ""


def told(text: str, cause: str = "") -> str:
    """The clause about "you" that says most of what `text` tells; "" where none is safe to say.

    cause: the clause that moved the belief; of two clauses that say as much, it is taken. A person
    named earlier in the same sentence stands in for a "she" or "he" at the beginning. Where something
    hard was told, a harmless part of it is not taken for the whole.
    """
    best = (0.0, "")
    moved, matters = content(cause), weight(text)
    of_another = False
    for sentence in sentences(text):
        if of_another and _SUBJECTLESS.match(sentence):
            continue  # "Big Lenny sang. Didn't believe in a thing.": not the person
        of_another = not _FIRST.search(sentence)
        for piece, before, whole in _pieces(sentence):
            clause = _maybe(piece)
            if not clause or len(clause.split()) < _LEAST:
                continue
            says = weight(clause)
            whole = whole and len(clause.split()) >= len(piece.split()) - 2
            if any(rule.search(clause) for rule in (_VERDICT, _UNREAL, _OF_MIND, _AGREED)):
                continue
            harmless = says not in ("hard", "both") and not (matters == "both" and " but " in piece)
            if matters in ("hard", "both") and not whole and harmless:
                continue
            fits = 2.5 if matters and says == matters else 0.0
            clause = _with_a_name(clause, before)
            worth = _worth(clause, moved) + fits
            if worth > best[0]:
                best = (worth, clause)
    return best[1]


def content(text: str) -> frozenset[str]:
    """The words of `text` that carry meaning, lower case."""
    return frozenset(re.findall(r"[^\W\d_]{3,}", tender.plain(text))) - _PALE


def felt(text: str) -> str:
    """The feeling the person names as theirs, in their word ("down"); "" where none is named."""
    found = _SAID_FELT.search(tender.plain(text))
    return found[1] if found else ""


def denied(line: str, text: str) -> bool:
    """Whether `line`, ours, names a feeling that the person says in `text` they do not have."""
    words = tender.plain(text)
    return any(said.search(words) and names.search(line) for said, names in _DENIED)


def _pieces(sentence: str) -> list[tuple[str, str, bool]]:
    """The sentence and its runs of one or two clauses: the words, those before, whether it is all."""
    found = [(sentence, "", True)]
    joints = list(_JOINT.finditer(sentence))
    starts = [0, *(joint.end() for joint in joints)]
    ends = [*(joint.start() for joint in joints), len(sentence)]
    if not joints:
        return found
    for first, start in enumerate(starts):
        turned = first > 0 and "but" in joints[first - 1].group().lower()
        if _FRAMED.search(sentence[:start].lower()) and not turned:
            continue
        for end in ends[first : first + 2]:
            after = sentence[end : end + 9].lower()
            denied = "because" in after and _NOT_GOOD.search(sentence[start:end])
            if end - start < len(sentence) and not denied:
                found.append((sentence[start:end], sentence[:start], False))
    return found


def _maybe(piece: str) -> str:
    """`you_clause` of the piece; a "maybe" before it stays, because what is possible is no fact."""
    hedge = re.match(r"(?:and |but |so |then )?(maybe|perhaps) (?=\S)", piece, re.IGNORECASE)
    if hedge is None:
        return you_clause(piece)
    clause = you_clause(piece[hedge.end() :])
    return f"{hedge[1].lower()} {clause}" if clause else ""


def _with_a_name(clause: str, before: str) -> str:
    first, _, rest = clause.partition(" ")
    wanted = {"she": _WOMEN, "he": _MEN}.get(first)
    known = [noun.lower() for noun in _PERSON.findall(before)]
    named = [noun for noun in known if wanted and noun in wanted]
    return f"your {named[0]} {rest}" if len(named) == 1 else clause


def _worth(clause: str, moved: frozenset[str]) -> float:
    words = clause.lower().split()
    full = content(clause)
    if words[0] in _THIRD and len(full) < _LEAST:
        return 0.0
    return (
        1.0
        + min(len(full), 6)
        + (2.0 if words[0].startswith("you") else 0.0)
        + (1.0 if is_event(clause) else 0.0)
        + (1.5 if full & moved else 0.0)
        - (4.0 if words[0] in _THIRD else 0.0)
        - (5.0 if _SPLICED.search(clause) else 0.0)
        - (3.0 if _DENIAL.search(clause) else 0.0)
        - (2.0 if len(words) < _LEAST + 1 else 0.0)
        - (0.5 * max(0, len(words) - _NEAR))
    )
