"""What changes the weight of a sign: idioms, stories, denial, the past, laughter, plans and farewells.

Read against `plain.plain` text, like `risk_words`. An idiom is taken out of the text before signs
are looked for; everything else is looked for around a sign that was found.
"""

from __future__ import annotations

import re

from companion.turn import Risk

_ANY = r"(?:\w+ )"

IDIOMS = re.compile(
    "|".join(
        (
            r"\b(?:is|are|was|were|be|been|s|its|thats|just|these|this|that|feet|back|heat"
            r"|suspense) (?:\w+ )?killing me\b(?! slowly inside)",
            r"\bkilling me softly",
            r"\bi wont be (?:here|around|on here) for (?:a (?:while|bit)|a few (?:days|weeks))(?! before)\b|\bim deleting (?:this|the) app\b",
            r"\b(?:mum|mom|mother|dad|father|boss|teacher|wife|husband|parents|sister|brother|she"
            r"|he|they|coach|girlfriend|boyfriend|landlord|flatmate|roommate)s? "
            r"(?:is |are |will |would |s |re |ll |gonna |going to )+kill me (?:when|if|for|because"
            r"|over|about)\b(?! i (?:leave|tell|talk|speak|call|report|go to the police|say (?:anything|a word)))"
            r"(?! (?:he|she|they) (?:ever )?finds? out i (?:called|told|talked|spoke|wrote|left))",
            r"\b(?:kill|die|dying|killing) (?:for|to) (?:a|an|some|have|get|see|know|hear|meet|go"
            r"|try|that|the|his|her|another|coffee|chocolate|pizza|sleep)\b",
            r"\bto die for\b|\brather (?:die|be dead) than (?!(?:live|keep|go on|wake|be alive|stay))\w+",
            r"\b(?:die|dying|died|dead|dies) (?:\w+ )?(?:of|from) (?:\w+ )?(?:laugh\w*|boredom"
            r"|embarrassment|shame|curiosity|hunger|thirst|heat|cringe|cold|envy|jealousy|love"
            r"|excitement|happiness)\b",
            r"\b(?:die|dying|died|killed myself|killing myself|nearly kil\w+ myself) (?:laughing"
            r"|trying to (?:carry|lift|get|fit|park)|to make|over (?:this|a|the))",
            r"\b(?:dead|die|dying|died) (?:tired|serious|wrong|right|gorgeous|line|asleep|sure|end"
            r"|heat|hair)\b",
            r"\bdrop dead gorgeous\b|\bover my dead body\b|\bbored to death\b|\bdead to me\b"
            r"|\bscared to death\b",
            r"\b(?:battery|phone|laptop|car|engine|wifi|computer|plants?|flowers?"
            r"|controller) (?:just |is |has |keeps? |was |almost )*(?:died|dying|dead|dies)\b",
            r"\bkilled? (?:it|that|this|the (?:interview|exam|presentation|stage|mood|vibe|time"
            r"|engine|lights))\b|\bkilling (?:it|time)\b|\b(?:joke|that|it) killed me\b",
            r"\bkilled? (?:two|an|some|a few) (?:birds|hours?|time|minutes)\b|\bdressed to kill\b"
            r"|\bkilled my (?:plans|mood|vibe|buzz)\b",
            r"\bshoot (?:me|him|her|them|us) (?:an?|the|over|your) (?:\w+ )?(?:e ?mail|message"
            r"|text|line|note|dm|link)\b|\bshoot (?:the|a) (?:messenger|breeze|film|video|scene"
            r"|photo|hoops)\b|\bshot myself in the foot\b",
            r"\bask(?:s|ed|ing)? (?:me )?(?:if|whether) (?:i am|im|i was|i felt|i feel) (?:\w+ )?suicidal,? (?:and|but) i"
            r" (?:said|answered|told (?:her|him|them)) (?:that )?(?:no\b(?! idea)|i ?a?m not)",
            r"\bwant to die (?:\w+ ){0,6}when (?:im|i am) (?:very |really )?(?:old|eighty|ninety|a hundred|[89]\d|1\d\d)\b",
            r"\bsuicide (?:squad|doors?|burger|run|runs|prevention|wings|mission|machine"
            r"|silence)\b|\bsuicidal goals?\b|\b(?:social|political|career|financial"
            r"|total) suicide\b",
            r"\b(?:cut|burn|burned|burnt|hurt|hit) (?:my|him|her)self (?:\w+ )?(?:shaving|cooking|on|off"
            r"|a (?:slice|piece|bit)|some|with the|out|while|when i (?:fell|slipped|tripped)"
            r"|playing|at (?:the gym|work|football|training)|"
            r"running|skiing|lifting|falling|making|chopping|gardening|in the (?:kitchen|gym"
            r"|garden)|by accident|accidentally|climbing|dancing)\b",
            r"\bcut my (?:\w+ )?(?:hair|nails|finger|fringe|losses|hours)\b|\boverdos(?:e|ed"
            r"|ing) (?:of|on) (?:chocolate|family|coffee|sugar|cake|tv|netflix|cuteness|social"
            r"|people|caffeine|sun|cheese|christmas)\b",
            r"\b(?:hit|hits|hitting) (?:me )?(?:up|different|hard|the|home|on me|rock)\b"
            r"|\bbeats? (?:me )?(?:at|to it|him at)\b",
            r"\bdont (?:kill|hurt) yourself\b|\bjump(?:ed|ing)? (?:for joy|in the|into (?:the|bed)"
            r"|on (?:a|the) (?:call|train|bus|bandwagon|trampoline)|rope|to conclusions)\b",
            r"\bjump(?:ed|ing)? (?:off|from|into) (?:the|a) (?:\w+ )?(?:into (?:the|a)|diving|dock"
            r"|pier|boat|pool|swing|sofa)\b|\bjumped off the bridge into\b",
            r"\b(?:end|ending|ended|end it) (?:this |it |things |my |the "
            r"|our )?(?:with (?!my life)\w+|relationship|contract|call|meeting|chapter|friendship"
            r"|lease|subscription|marriage|conversation|engagement)\b",
            r"\bdisappear for (?:a|the|some|two|three|\d)|\b(?:i|my kid|she|he|son"
            r"|daughter) (?:asked|asks) (?:me )?(?:what happens )?(?:when|about|if) (?:we|people"
            r"|you|death|dying)",
            r"\bgun to my head (?:about|over|on|to (?:choose|pick|decide))\b|\bdeath of me\b"
            r"|\bhurt a fly\b|\b(?:hurt|hurting) less\b|\bassisted dying\b|\bpanic attack\b"
            r"|\bcant breathe in this\b|\bbomb(?:ed|ing)? (?:the|my|an)\b"
            r"|\bi cant live without (?!him|her|them|my (?:wife|husband|mum|mom|son|daughter"
            r"|partner))\w+",
            r"\b(?:kill|murder|strangle|throttle) my (?:\w+ )?(?:husband|wife|boyfriend|girlfriend|partner|brother"
            r"|sister|flatmate|roommate|kids?|dog|cat|mum|mom|dad)\b(?:[ ,]+\w+)?[ ,]+(?:\w+ ){0,2}(?:put|left|eaten|ate"
            r"|shrunk|shrank|washed|finished|forgot|drank|spoiled) (?:my|the|a|all)\b",
            r"\bbored to tears\b|\bdie (?:my|his|her) hair\b|\bdies in the (?:last|first|next"
            r"|end)\b|\bburden of proof\b|\bfor the life of me\b|\bsleep forever this weekend\b",
        )
    )
)

FICTION = re.compile(
    r"\b(?:songs?|lyrics?|films?|movies?|novel|books?|characters?|poems?|play|episode|series"
    r"|season|essay|thesis|hamlet|romeo"
    r"|juliet|werther|documentary|articles?|podcasts?|news|video ?games?|the game|tv|netflix"
    r"|chapter|scene|theatre|theater|assignment"
    r"|homework|research|lecture|in class|for school|for class|seminar|homage|verse|album|opera"
    r"|headline|manga|anime|fanfic\w*|script|exhibition)\b"
)
QUOTED = re.compile(
    r"\b(?:songs?|lyrics?|lines?|quotes?|character|film|movie|scene|verse|poem|book|album|episode"
    r"|meme|shirt|game)\b(?: \w+){0,6}?"
    r" (?:go|goes|say|says|said|sings?|called|titled|named|where|about|is|was|in which|who"
    r"|with)\b(?: \w+){0,4}[ ,:]*$"
    r"|\b(?:doc|doctor|nurse|gp|form|survey|questionnaire|sign|magnet|mug|tattoo|poster)s?\b(?: \w+){0,3}"
    r" (?:asks?|asked|says?|said|reads?)\b(?: (?!and\b|but\b|yes\b|said\b|told\b|lied\b|admitted\b)\w+){0,8}[ ,:]*$"
)
"""Words right before a sign that make it another's: a song, a form, a doctor who asks whether."""
_SMALL = (
    r"(?: (?:really|actually|even|ever|currently|exactly|think|thinking|saying|say|i|id|that|im|am"
    r"|going|gonna|to|want"
    r"|wanting|wanna|planning|plan|trying|try|about|of|be|being|feel|feeling|having|have|any|a|at"
    r"|all|do|intend|intending|or"
    r"|mean|would|seriously|so|active|actively|in))*"
)
DENIED = re.compile(
    r"(?<!why )(?<!why should i )(?:\b(?:dont|do not|doesnt|didnt|did not|not|never|wont|will not"
    rf"|wouldnt|would not|no longer|isnt|arent|wasnt){_SMALL}|(?<!oh )\bno"
    r"|\bhavent had (?:any |those |such |these )?)\s*$"
)
PAST = re.compile(
    r"\bused to\b|\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|many"
    r"|some|long|several|a few) (?:long )?years? (?:ago|back)\b|\byears ago\b"
    r"|\bwhen i was (?:a (?:child|kid|teen\w*|boy|girl|student)|little|young\w*|small|[0-9]+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|at school|in (?:high )?school|growing up)\b|\bas a (?:child|kid|teen\w*)\b"
    r"|\bback then\b|\bin (?:19|20)\d\d\b|\bgrowing up\b|\bin my (?:teens|twenties|youth)\b"
    r"|\bthat is over\b|\bi was so embarrassed\b|\bmy ex used\b"
)
STILL = re.compile(
    r"\b(?:again|still|(?<!okay )(?<!ok )(?<!fine )(?<!better )(?<!good )now|lately|these days"
    r"|(?<!ago )today|tonight|back|(?<!not )anymore|recently|this (?:week|time))\b"
)
LAUGHTER = re.compile(r"\b(?:lo+l|lmf?ao+|rofl|haha+|hehe+|jk|just kidding|xd)\b")
SERIOUS = re.compile(
    r"\b(?:no joke|not joking|not kidding|fr|for real|serious\w*|i mean it|this time)\b"
)
HEDGED = re.compile(
    r"\bsometimes\b|\b(?:but|and) i (?:would never|wouldnt|wont|would not|will not|never would)\b"
    r"|\bnot gonna do\b|\bwouldnt do\b|\b(?:would|id|could) never do\b|\bor anything\b"
)
ATTEMPTED = re.compile(r"\b(?:tried|attempted|almost|nearly) (?:to )?$")

# Steps from a thought towards an act. A time counts only in the sentence of the sign itself.
TIME = re.compile(
    r"\b(?:tonight|right now|tomorrow|this (?:weekend|evening|week|afternoon|time)|today"
    r"|after (?:graduation|christmas|my birthday))\b"
)
PLAN = re.compile(
    r"\b(?:i have|ive got|got|made|thats|have|the) (?:\w+ )?plan\b|\bdecided\b|\bmind is made up\b"
    r"|\bno joke\b|\bready\b"
    r"|\b(?:rope|noose|pills|tablets|medication|meds|bottle|gun|rifle|shotgun|platform|pistol"
    r"|razor|blades?|bleach|knife|bridge|rooftop|roof|cliff|tracks|ledge|exhaust)\b"
)
STEPS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:have|got|ive) (?:\w+ ){0,3}(?:gun|rifle|pistol|shotgun|noose)\b|\b(?:gun|pistol"
        r"|rifle|rope|noose|blade|razor) (?:is |are |lies |s )(?:\w+ ){0,2}(?:on|in|under|here"
        r"|beside|next|by|around|waiting)\b|\b(?:gun|knife|blade|razor|rope|noose|pills|tablets"
        r"|medication) (?:\w+ ){0,4}(?:in my hand|next to me|in front of me|ready|loaded|here"
        r"|in the (?:drawer|garage|car))\b|\bsaved up (?:my|the|enough) (?:pills|tablets|meds)"
        r"|\bi have the means\b",
        r"\b(?:goodbye|bye|farewell) (?:everyone|forever|world|to all)\b|^goodbye[.,!]"
        r"|\bsaid (?:my )?(?:good ?)?byes?(?: to (?:my|every\w*)|[.,!?]|$)|\blast (?:message"
        r"|words)\b|\blast time you hear\b",
        r"\bwont (?:be here|wake up) tomorrow\b|\bgone (?:for good|by (?:then|tomorrow))\b"
        r"|\bdont think ill (?:go|come|make it) home\b|\bnothing left for me\b",
        r"\b(?:wrote|written|writing|left|finished) (?:\w+ ){0,2}(?:(?:suicide|goodbye) notes?"
        r"|goodbye letters?|letters? to (?:my|every\w*)|letters for|will)\b|\bmade my will\b",
        r"\b(?:gave|given|giving|give) (?:\w+ ){0,2}(?:dog|cat|pets?|belongings|savings"
        r"|everything) away\b|\b(?:gave|given|giving) away (?:\w+ ){0,2}(?:dog|cat|belongings"
        r"|pets?|everything)\b",
        r"\btell (?:my|everyone) (?:\w+ ){0,2}(?:i love|im sorry|i loved)\b",
        r"\b(?:sorry|love you all)[., ]+(?:good)?bye\b|\byou wont (?:hear from|see) me\b",
        r"\b(?:standing|sitting|stood|im|i am|am) (?:up |here |out )?on (?:the|a"
        r"|my) (?:\w+ )?(?:bridge|roof|edge|ledge|balcony|cliff|platform|window ?sill)\b",
        r"\b(?:picked|chosen|chose|found|set) (?:the|a|my) (?:bridge|date|day|place|spot|way|tree"
        r"|time|method)\b|\bdont (?:want to|wanna) stop this time\b"
        r"|\bthere is nothing you can say\b|\btheres nothing you can (?:say|do)\b",
        r"\btalk me out\b|\b(?:nobody|no one) can stop me\b|\bdont try to stop\b"
        r"|\bbeing a coward\b|\btonight is the night\b|\bcourage to do it\b|\b(?:gonna|going to"
        r"|will|ill|about to) do it\b",
    )
)

_DRUG = r"(?:pills?|tablets?|paracetamol|tylenol|ibuprofen|aspirin|xanax|valium|codeine|insulin)"
QUIET_STEPS: tuple[tuple[Risk, str, tuple[str, ...]], ...] = (
    (
        Risk.ELEVATED,
        "step",
        (
            r"(?:bridge|cliff|tracks|roof|platform)(?:[ ,]+\w+){0,8}[ ,]+keep (?:stopping|standing"
            r"|ending up)\b(?!.{0,40}(?:view|photo|picture|sunset|duck|boat|fish))",
            rf"how (?:many|much) (?:\w+ )?{_DRUG} (?:is|are|would be) (?:too (?:many|much)"
            r"|dangerous|fatal)",
            r"good ?bye,? forever\b(?! to )",
        ),
    ),
    (
        Risk.LOW,
        "step",
        (
            r"(?:i|ive|theres) (?:have |own |keep |got )?(?:a|my) (?!(?:nerf|water|toy|nail|glue"
            r"|heat|staple|paint|spray|massage|bb) )(?:\w+ )?(?:gun|pistol|rifle|shotgun|handgun"
            r"|revolver) (?:in|at|under) ",
            r"giv(?:ing|en) (?:all )?my (?:things|stuff|clothes|records|possessions|belongings"
            r"|jewellery|tools) away\b(?!.{0,40}(?:charity|moving|declutter|too small|dont fit))",
            r"(?:it would|itd) be easier for everyone(?=[.,!?]|$)",
            r"(?:wrote|written|writing) (?:\w+ )?letters (?:to|for) (?:the (?:kids|children)"
            r"|my (?:kids|children|family)|him|her|them)\b",
            r"(?:feel|feeling|im) (?:\w+ )?(?:calm|peaceful|at peace) now,? (?:for the )?first time"
            r" in (?:\w+ )?(?:weeks|months|years|ages)",
            r"my will is (?:\w+ )?(?:sorted|done|signed|finished|written)",
            r"i (?:\w+ )?signed (?:the|my) (?:house|flat|car) over\b(?! to the (?:buyer|bank|new))",
            r"(?:gave|given|giving) my (?:cat|dog|pets?) to (?!the vet)(?:my|a|the) \w+"
            r"(?!.{0,60}(?:holiday|vacation|while|weekend|allerg|until|moving|trip))",
            r"need (?:someone|somebody|a home) after me\b",
        ),
    ),
)
"""Quiet signs of a farewell or a means: one is worth care, two in one talk are danger."""

SECRET = re.compile(
    r"\b(?:says?|said|told me) (?:\w+ ){0,3}our (?:little )?secret\b(?! (?:for|from|recipe|santa"
    r"|place|handshake))|\b(?:he|she|they) (?:\w+ )?(?:wants?|asks for|asked for|keeps asking"
    r" for) (?:\w+ ){0,2}(?:pictures|photos|pics)\b(?! of (?:the|our|his|my (?:dog|cat|room"
    r"|school|homework|drawings?))\b)"
    r"|\b(?:man|men|guy|stranger|adult|somebody|someone|he) (?:\w+ ){0,4}(?:online|on the internet"
    r"|from (?:a|the|my) (?:\w+ )?(?:game|chat|app|server|stream)) ?(?:\w+ ){0,2}"
    r"(?:wants|asked|asks|keeps asking)(?: me)? to meet\b"
    r"|\b(?:man|stranger|adult|grown ?up) (?:\w+ ){0,3}(?:wants|asked|asks|keeps asking)(?: me)? to meet\b"
    r"|\bhe (?:\w+ )?(?:wants|asked|asks|keeps asking) me to meet\b(?! (?:his|her|my|the|up with))"
)
"""What a child may say of somebody who grooms them; danger only from a person who is a minor."""

UNSURE = re.compile(
    r"\b(?:(?:cant|cannot|couldnt) promise|not sure|no guarantee|dont know (?:if|that|whether)|afraid"
    r"|scared|cant say)\b"
)
"""Before a denial it turns it round: "I can't promise I won't"."""

CONFIRMED = re.compile(
    r"\b(?:yes|yeah|yep|(?:its|it is|thats) true|(?:he|she|they) (?:was|were|is|are|s) right|i lied"
    r"|lied (?:to (?:him|her|them)|about it)|unfortunately)\b|\bi (?:am|do|did|was)(?=[.!]|$)"
)
"""After a sign that somebody else spoke of, or that was denied: it is so after all."""

CLAUSE = re.compile(r"[,;]| (?:and|but|so|because|then|although) ")
OWN = re.compile(r"\b(?:i|ive|im|me|my)\b")
"""In such a clause nobody tells a film."""
WISH = re.compile(r"\b(?:want|wanna|gonna|going to|will|am|im|should|need|dont|cant|wish)\b")
"""A present wish is not of the past, whatever stands before it."""
