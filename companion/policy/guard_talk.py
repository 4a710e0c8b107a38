"""What a sentence may claim about this talk, its news and ourselves: patterns for `guard`.

Read against `plain.plain` text. Each `..._UNLESS` holds the wordings that are right after all.
"""

from __future__ import annotations

import re

MEMORY_CLAIM = re.compile(
    r"\b(?:as|like) (?:you|i|we) (?:\w+ )?(?:told|said|mentioned|wrote|discussed|did|shared"
    r"|talked)\b(?! (?:just now|a moment))|\b(?:you (?:\w+ )?(?:told|mentioned to) me"
    r"|you mentioned) (?:\w+ ){0,3}(?:last|before|earlier|yesterday|once|previously|other day"
    r"|that you)\b"
    r"|\b(?:last (?:time|week|month|year|night) (?:you|we|i)|(?:we|you and i) (?:talked|spoke"
    r"|discussed|met|chatted|had|went|were)|our last|our previous|(?:from|in) our (?:last|previous"
    r"|earlier)|the other day|remember (?:when|how|that) (?:you|we)\b|do you remember (?:when|how"
    r"|that|our|last|me)|your last message|earlier this week|how did (?:it|the \w+) go)\b"
    r"|\byou (?:said|told me|wrote) (?:\w+ ){0,4}(?:last (?:time|week|month|year|night)|yesterday"
    r"|before|earlier|the other day|days ago|weeks ago)\b|\b(?:always|often) (?:tell|told) me\b"
)
"""A claim that something was said before; true only where a recalled memory holds it."""

OWN_STORY = re.compile(
    r"\b(?:i|we) (?:\w+ly |just |also |once |then |too )?(?:was|were|had|went|did|got|lost|failed"
    r"|passed|broke|bought|saw|met|cheated|worked|made|took|came|left|felt|knew"
    r"|couldnt|didnt|forgot|slept|ate|drank|called|moved|started|tried|ran|drove|watched|spent"
    r"|decided|woke|dropped|relapsed|won|finally|bring|go to|work|live|eat|sleep|study|drive|drink"
    r"|need|hope to|plan|struggle|suffer|deserve|dont want|cant believe|want to (?:go|die|be|see"
    r"|have|live|leave|cry|thank)|am going|have to|have an?|own|look like|wish i|always)\b"
    r"|\b(?:im|i am) (?:\w+ )?(?:going to|gonna|trying|pregnant|sober|looking for|ready|late|home"
    r"|at (?:work|home|school)|on (?:the|a|my)|getting|having|working|back|waiting|doing|living"
    r"|sitting|walking|the one|struggling|failing|forever|never|sure (?:they|you|he|she|that|youll"
    r"|its)|with you|the first)\b"
    r"|\bmy (?!words|guess|answer|part|mistake|questions?|hunch|reply|replies|side|limits|sense"
    r"|attention|understanding|impression|goodness|god|word\b|own words)\w+|\bour (?!talk"
    r"|conversation|words|evening)\w+|\bmyself\b|\bmine\b|\bive (?!understood|got (?:a"
    r"|one) question|read|missed)\w+|\b(?:im|i am) (?:\w+ )?not an? (?!person|human|doctor"
    r"|therapist|real|substitute|replacement|friend)\w+"
    r"|\bill (?!listen|stay (?:with|on|close)|leave (?:that|it|the)|go (?:slow|at your)|ask"
    r"|try to (?:understand|follow|listen)|say|read|take (?:it|that|your word)|keep (?:listening"
    r"|it short|to))\w+"
)
"""First person where only a life could speak: the program has none, so the model lost its role."""

OWN_STORY_UNLESS = re.compile(
    r"\b(?:if|whether|hope|sure|did|unless|think|before|so) (?:\w+ )?i (?:got|understood"
    r"|misunderstood|heard|was|missed|read|need|made|have)\b|\bi was (?:wondering|unclear"
    r"|too quick|wrong)\b|\bi (?:got|made) that (?:wrong|right)\b"
    r"|\bi have to (?:say|admit|be honest)\b|\bi didnt (?:understand|catch|mean|get)\b"
    r"|\bi have a (?:question|thought|guess)\b|\bi need to (?:ask|be|say|know|understand)\b"
    r"|\bim trying to understand\b|\bim with you (?:in|on) this\b|\bim not sure\b|\bour own\b"
    r"|\bim going to ask\b|\bi had to ask\b"
)

GOOD_NEWS_WORDS = re.compile(
    r"\b(?:congrat\w*|im (?:\w+ )?(?:glad|happy|pleased|delighted)|so glad|wonderful|great|awesome"
    r"|fantastic|amazing|exciting|excellent|well done|lovely|hooray|yay|delight\w*|perfect"
    r"|good (?:news|for you|job)|how nice|celebrat\w*|splendid|incredible|thats (?:good|nice|cool)"
    r"|brilliant|super)\b"
)
GOOD_NEWS_UNLESS = re.compile(
    r"\bglad (?:that )?(?:you|youre|to (?:listen|hear you out|sit|stay)|its out"
    r"|it)\b(?! (?:are fine|could|got|found|had|lost|feel))|\b(?:great deal|great loss"
    r"|great weight|great pain|great effort|a great many|great sadness|isnt (?:great|wonderful"
    r"|perfect)|not (?:so )?(?:great|perfect|wonderful)|be perfect|have to be|great length)\b"
    r"|\b(?:was|were|been) (?:\w+ )?(?:wonderful|lovely|great|amazing|perfect)\b"
)
BAD_NEWS_WORDS = re.compile(
    r"\b(?:sorry|condolences|must be (?:so |really |very )?(?:hard|tough|difficult|painful|sad)"
    r"|(?:sounds|seems|thats|is) (?:so |really |very |like a )*(?:hard|tough|painful|awful"
    r"|terrible|difficult|sad|heavy|hurtful|lonely|rough|unfair|bad)|unfortunate\w*"
    r"|what a (?:shame|pity)|hurts|heartbreaking|grief)\b"
)
LOSS_CLAIM = re.compile(
    r"\b(?:your (?:\w+ )?loss|condolences|passed away|rest in peace|lost (?:him|her|them"
    r"|someone))\b"
)
LOSS_TOLD = re.compile(
    r"\b(?:di(?:ed|es|e|ing)|dead|death|lost|lose|loss|passed|funeral|grie\w+|buried|killed|gone"
    r"|miss\w*|mourn\w*|miscarr\w*|stillb\w+|put (?:\w+ )?(?:down|to sleep)|suicide|widow\w*"
    r"|left me|divorc\w+|broke up)\b"
)
