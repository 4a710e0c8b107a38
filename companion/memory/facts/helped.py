"""What has helped somebody, in their own words: "a long walk helped", "what helps is music"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from companion.memory.facts.tastes import is_doing, is_thing, thing_after
from companion.memory.facts.text import Found, Sentence, Span, asserted
from companion.memory.mentions import listed

_HOW = (
    r"(?:(?:really|actually|definitely|always|usually|also|sometimes|often|still|has|have|kind of|kinda|somehow"
    r"|totally"
    r"|honestly|just|finally|does|do) )*"
)
_FOR_ME = (
    r"(?: me)?(?= ?$|[,.;:!)\x00]| [^\w]| (?:a lot|a bit|a little|so much|loads|massively|tremendously"
    r"|enormously|immensely"
    r"|more than|too|today|tonight|yesterday|this|last|again|with (?:my|the|it|this|that|being|anxiety|stress"
    r"|sleep)|sleep|relax"
    r"|calm|breathe|unwind|cope|focus|switch off|wind down|get through|feel|forget|clear|think|settle"
    r"|fall asleep|take my"
    r"|actually|really|and|but|because|when|whenever|most|the most|though|somehow|tbh|lol|every|before|after"
    r"|to (?:calm|sleep|relax|unwind|cope|breathe|feel|clear|get))\b)"
)
_CALMED = (
    r"(?:calm(?:ed|s) me(?: right)?(?: down)?|cheer(?:ed|s) me up"
    r"|(?:made|makes) me (?:feel )?(?:so much |a lot |a bit |a little |much )?(?:better|calmer|happier|happy"
    r"|less (?:anxious|stressed|lonely|sad))"
    r"|(?:did|does) me (?:so much |a lot of |a world of |the world of )?good"
    r"|(?:took|takes) my mind off (?:it|things|everything|all of it)"
    r"|(?:settles|settled|soothes|soothed|relaxes|relaxed|grounds|grounded) me|(?:lifts|lifted) my mood"
    r"|sorted me out|perked me up|(?:lifts|lifted) my spirits|(?:took|takes) the edge off|makes (?:everything"
    r"|things) better|got me through(?: (?:it|this|that|the (?:day|night|week)))?|keeps me (?:sane|going|calm"
    r"|grounded))"
)
_ONLY_THING = (
    r"(?:(?:is|was|are) (?:pretty much |honestly |literally )?(?:the (?:only|one|main) thing that"
    r"|what) (?:really |always |actually )?"
    r"(?:helps|helped|works|calms me|keeps me (?:sane|going)))"
)
_HELPED = re.compile(rf"(?<!n't )\b{_HOW}(?:(?:helped|helps){_FOR_ME}|{_CALMED}|{_ONLY_THING})")
_MANY_HELP = re.compile(
    rf"\b\w+s (?:really |always |usually |actually |also |do )*(?P<verb>help{_FOR_ME}|calm me(?: down)?"
    r"|cheer me up)"
)
_WHAT_HELPS = re.compile(
    r"\b(?:what|(?:the |one |the only |the one |something |only |one of the things |the main )?(?:things?"
    r"|something))(?: that)? "
    r"(?:really |always |actually |usually |also |sometimes |often |most )*(?:helps|helped|calms|calmed|works"
    r"|worked)(?: me)?(?: down)?"
    r"(?: (?:the most|most|a lot|a bit|best|right now|at night|at the moment|today|so far|with [\w' ]{2,24}?))*"
    r"(?: is| was|'s|:|, is) (?:just |usually |always |actually |mostly |simply |definitely )*(?=\S)"
)
_NOTHING_BUT = re.compile(
    r"\bnothing (?:else )?(?:really )?(?:helps|helped|works) (?:except|but|apart from|other than) (?=\S)"
)
_BETTER_AFTER = re.compile(
    r"\b(?:i |i'm )?(?:always |really |usually |actually |already |do |just |definitely |did )*(?:feel|felt"
    r"|feeling|slept|sleep) "
    r"(?:so much |a lot |a bit |a little |much |way |slightly |loads |so )?"
    r"(?:better|calmer|lighter|happier|more relaxed|less (?:anxious|stressed|tense|alone|lonely))"
    r"(?: already| today| now| again| tonight)? (?:after|since|thanks to) (?=\S)"
)
_HAD_AND = re.compile(
    r"\bi (?:just |then |finally |also )*(?:went for|took|had|went on|did|listened to|tried|drank|ate|played) "
    r"(?P<what>(?:(?:an?|some|the|my) )?[\w'-]+(?: [\w'-]+){0,3}?),? (?:and then|and honestly|and|which) (?:it "
    r"|that )?"
    rf"(?:really |actually |definitely |kind of |kinda |totally |honestly |did )*(?:helped{_FOR_ME}|{_CALMED})"
)
_LEAD = re.compile(
    r"^(?:(?:and|but|so|then|also|honestly|luckily|actually|weirdly|strangely|surprisingly|funnily enough|today"
    r"|yesterday"
    r"|last night|tonight|this morning|this evening|in the end|at least|sometimes|usually|well|ok|okay|lol|oh"
    r"|yeah|yes|tbh|ngl"
    r"|though|anyway|at night|in the evenings?|in the mornings?|for me|on bad days|because|thankfully|like|only"
    r"|turns out"
    r"|it turns out|i found|i find|i've found|i noticed|i've noticed|i know|i must say|just"
    r"|even)(?: that)?,? )+"
)
_CLAUSE = re.compile(
    r"[.;:!?()\x00\u2014]|, (?:and |but |so )?"
    r"|\b(?:and|but|so|because|bc|while|although|though|which|until|if|unless|whether|when) "
)
_TIMES = re.compile(
    r"(?:an? |two |three |few |some |the |\d+ )?(?:few |couple of )?"
    r"(?:while|time|hours?|days?|weeks?|months?|years?|minutes?|all|seconds?|that|midnight|yesterday|today"
    r"|bit)\b(?! of)"
)
# To be told later that these helped once would be no help.
_HARM = re.compile(
    r"\b(?:drink|drinks|drinking|drunk|alcohol|wine|beer|beers|vodka|whisky|whiskey|gin|rum|booze|weed|joint"
    r"|smoking|smoke|vaping"
    r"|cigarettes?|cutting|burning|hurting|starving|fasting|purging|vomiting|throwing up|gambling|cocaine|coke"
    r"|ketamine|xanax"
    r"|indica|sativa|edibles?|opioids?|bingeing|binging|not eating|self-harm|blade|pills?|porn|screaming"
    r"|punching)\b"
)
_BOTH = re.compile(
    r"(?:(?:an?|the|my|some) )(?:[\w'-]+ ){1,3}and |(?:\w+ing )(?:[\w'-]+ ){0,3}and |\w+ and "
)
_TRAILING = re.compile(r"(?: (?:really|always|usually|actually|also|do))+ ?$")
_OPENS = listed("a an the my our some one")
_NOBODY = listed(
    "karma whatever whoever response answers it this that any what nothing neither none hope"
)
# Without one of these words there is nothing to read.
_CUES = listed(
    """helps helped help calm calms calmed cheer cheers cheered better calmer happier happy lighter relaxed
    less works worked good mind settles settled soothes soothed relaxes grounds grounded lifts lifted got keeps
    sorted perked edge only"""
)


def helped(sentence: Sentence) -> Iterator[Found]:
    """What made it better; nothing that does harm, and nothing from a message about death."""
    if sentence.dark or sentence.words.isdisjoint(_CUES):
        return
    seen: set[Span] = set()
    for span, whole in _every(sentence):
        words = sentence.plain[slice(*span)]
        if span in seen or _HARM.search(words) or words.split()[0] in _NOBODY:
            continue
        if is_thing(sentence, span) and asserted(sentence, whole):
            seen.add(span)
            yield Found("helped", "helped", span, whole, single=False)


def _every(sentence: Sentence) -> Iterator[tuple[Span, Span]]:
    """What might have helped, and the words that say so."""
    plain = sentence.plain
    for found in _HAD_AND.finditer(plain):
        yield found.span("what"), found.span()
    for rule in (_WHAT_HELPS, _NOTHING_BUT, _BETTER_AFTER):
        for found in rule.finditer(plain):
            span = thing_after(plain, found.end())
            if (
                span
                and not _TIMES.match(plain, span[0])
                and not plain[: found.start()].endswith("nothing ")
            ):
                yield span, (found.start(), span[1])
    for found in _HELPED.finditer(plain):
        yield from _subject(plain, found.start(), found.end())
    for found in _MANY_HELP.finditer(plain):
        yield from _subject(plain, found.start("verb"), found.end())


def _subject(plain: str, verb: int, end: int) -> Iterator[tuple[Span, Span]]:
    """The words before "helped", where they are a whole subject."""
    start = before = 0
    for joint in _CLAUSE.finditer(plain, 0, verb):
        start = joint.end()
        if joint.group() == "and " and _BOTH.fullmatch(plain[before : joint.end()]):
            start = before  # "a bath and an early night"
        before = start
    lead = _LEAD.match(plain[start:verb])
    start += lead.end() if lead else 0
    words = plain[start:verb].split()
    if not words or "hardly" in words or "never" in words or "barely" in words:
        return
    alone = len(words) <= 2 and words[0].isalpha()
    if is_doing(words[0]) or alone or words[0] in _OPENS:
        said = _TRAILING.sub("", plain[start:verb]).rstrip(" ,")
        if said:
            yield (start, start + len(said)), (start, end)
