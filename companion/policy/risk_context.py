"""What changes the weight of a sign: idioms, stories, denial, the past, laughter, plans and farewells.

Read against `plain.plain` text, like `risk_words`. An idiom is taken out of the text before signs
are looked for; everything else is looked for around a sign that was found.
"""

from __future__ import annotations

import re

_ANY = r"(?:\w+ )"

IDIOMS = re.compile(
    "|".join(
        (
            rf"\b(?:is|are|was|were|be|been|s|its|thats|just|these|this|that|feet|back|heat|suspense) (?:\w+ )?killing me\b(?! slowly inside)",
            r"\bkilling me softly",
            rf"\b(?:mum|mom|mother|dad|father|boss|teacher|wife|husband|parents|sister|brother|she|he|they|coach|girlfriend|boyfriend|landlord|flatmate|roommate)s? "
            r"(?:is |are |will |would |s |re |ll |gonna |going to )+kill me (?:when|if|for|because|over|about)\b(?! i (?:leave|tell|go to the police))",
            r"\b(?:kill|die|dying|killing) (?:for|to) (?:a|an|some|have|get|see|know|hear|meet|go|try|that|the|his|her|another|coffee|chocolate|pizza|sleep)\b",
            r"\bto die for\b|\brather die than (?!(?:live|keep|go on|wake|be alive|stay))\w+",
            r"\b(?:die|dying|died|dead|dies) (?:\w+ )?(?:of|from) (?:\w+ )?(?:laugh\w*|boredom|embarrassment|shame|curiosity|hunger|thirst|heat|cringe|cold|envy|jealousy|love|excitement|happiness)\b",
            r"\b(?:die|dying|died|killed myself|killing myself|nearly kil\w+ myself) (?:laughing|trying to (?:carry|lift|get|fit|park)|to make|over (?:this|a|the))",
            r"\b(?:dead|die|dying|died) (?:tired|serious|wrong|right|gorgeous|line|asleep|sure|end|heat|hair)\b",
            r"\bdrop dead gorgeous\b|\bover my dead body\b|\bbored to death\b|\bdead to me\b|\bscared to death\b",
            r"\b(?:battery|phone|laptop|car|engine|wifi|computer|plants?|flowers?|controller) (?:just |is |has |keeps? |was |almost )*(?:died|dying|dead|dies)\b",
            r"\bkilled? (?:it|that|this|the (?:interview|exam|presentation|stage|mood|vibe|time|engine|lights))\b|\bkilling (?:it|time)\b|\b(?:joke|that|it) killed me\b",
            r"\bkilled? (?:two|an|some|a few) (?:birds|hours?|time|minutes)\b|\bdressed to kill\b|\bkilled my (?:plans|mood|vibe|buzz)\b",
            r"\bshoot (?:me|him|her|them|us) (?:an?|the|over|your) (?:\w+ )?(?:e ?mail|message|text|line|note|dm|link)\b|\bshoot (?:the|a) (?:messenger|breeze|film|video|scene|photo|hoops)\b|\bshot myself in the foot\b",
            r"\bsuicide (?:squad|doors?|burger|run|runs|prevention|wings|mission|machine|silence)\b|\bsuicidal goals?\b|\b(?:social|political|career|financial|total) suicide\b",
            rf"\b(?:cut|burn|burned|burnt|hurt|hit) myself (?:\w+ )?(?:shaving|cooking|on|off|a (?:slice|piece|bit)|some|with the|out|while|when i (?:fell|slipped|tripped)|playing|at (?:the gym|work|football|training)|"
            r"running|skiing|lifting|falling|making|chopping|gardening|in the (?:kitchen|gym|garden)|by accident|accidentally|climbing|dancing)\b",
            r"\bcut my (?:\w+ )?(?:hair|nails|finger|fringe|losses|hours)\b|\boverdos(?:e|ed|ing) (?:of|on) (?:chocolate|family|coffee|sugar|cake|tv|netflix|cuteness|social|people|caffeine|sun|cheese|christmas)\b",
            r"\b(?:hit|hits|hitting) (?:me )?(?:up|different|hard|the|home|on me|rock)\b|\bbeats? (?:me )?(?:at|to it|him at)\b",
            r"\bdont (?:kill|hurt) yourself\b|\bjump(?:ed|ing)? (?:for joy|in the|into (?:the|bed)|on (?:a|the) (?:call|train|bus|bandwagon|trampoline)|rope|to conclusions)\b",
            r"\bjump(?:ed|ing)? (?:off|from|into) (?:the|a) (?:\w+ )?(?:into (?:the|a)|diving|dock|pier|boat|pool|swing|sofa)\b|\bjumped off the bridge into\b",
            r"\b(?:end|ending|ended|end it) (?:this |it |things |my |the |our )?(?:with (?!my life)\w+|relationship|contract|call|meeting|chapter|friendship|lease|subscription|marriage|conversation|engagement)\b",
            r"\bdisappear for (?:a|the|some|two|three|\d)|\b(?:i|my kid|she|he|son|daughter) (?:asked|asks) (?:me )?(?:what happens )?(?:when|about|if) (?:we|people|you|death|dying)",
            r"\bgun to my head (?:about|over|on|to (?:choose|pick|decide))\b|\bdeath of me\b|\bhurt a fly\b|\b(?:hurt|hurting) less\b|\bassisted dying\b|\bpanic attack\b|\bcant breathe in this\b|\bbomb(?:ed|ing)? (?:the|my|an)\b|\bi cant live without (?!him|her|them|my (?:wife|husband|mum|mom|son|daughter|partner))\w+",
            r"\bbored to tears\b|\bdie (?:my|his|her) hair\b|\bdies in the (?:last|first|next|end)\b|\bburden of proof\b|\bfor the life of me\b|\bsleep forever this weekend\b",
            r"\b(?:sterbe|sterben) vor\b|\bbringt mich um\b|\bmeurs de (?:faim|rire|soif|chaud|froid|fatigue|honte)|\bmort de rire\b|\bmuero de\b|\bmorir de (?:risa|hambre)\b|\bmorendo di\b|\bmorire (?:di|dal)\b|\bmorrendo de\b|\bmorrer de\b",
        )
    )
)

FICTION = re.compile(
    r"\b(?:songs?|lyrics?|films?|movies?|novel|books?|characters?|poems?|play|episode|series|season|essay|thesis|hamlet|romeo"
    r"|juliet|werther|documentary|articles?|podcasts?|news|video ?games?|the game|tv|netflix|chapter|scene|theatre|theater|assignment"
    r"|homework|research|lecture|in class|for school|for class|seminar|homage|verse|album|opera|headline|manga|anime|fanfic\w*|script|exhibition)\b"
)
QUOTED = re.compile(
    r"\b(?:songs?|lyrics?|lines?|quotes?|character|film|movie|scene|verse|poem|book|album|episode|meme|shirt|game)\b(?: \w+){0,6}?"
    r" (?:go|goes|say|says|said|sings?|called|titled|named|where|about|is|was|in which|who|with)\b(?: \w+){0,4}[ ,:]*$"
)
_SMALL = (
    r"(?: (?:really|actually|even|ever|currently|exactly|think|thinking|saying|say|i|id|that|im|am|going|gonna|to|want"
    r"|wanting|wanna|planning|plan|trying|try|about|of|be|being|feel|feeling|having|have|any|a|at|all|do|intend|intending|or"
    r"|mean|would|seriously|so|active|actively|in))*"
)
DENIED = re.compile(
    rf"(?<!why )(?<!why should i )(?:\b(?:dont|do not|doesnt|didnt|did not|not|never|wont|will not|wouldnt|would not|no longer|isnt|arent|wasnt){_SMALL}|(?<!oh )\b(?:no|nao|non|nicht|nie|nunca|mai))\s*$"
)
PAST = re.compile(
    r"\bused to\b|\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|many|some|long|several|a few) (?:long )?years? (?:ago|back)\b|\byears ago\b"
    r"|\bwhen i was (?:a (?:child|kid|teen\w*|boy|girl|student)|little|young\w*|small|[0-9]+|at school|in (?:high )?school|growing up)\b|\bas a (?:child|kid|teen\w*)\b"
    r"|\bback then\b|\bin (?:19|20)\d\d\b|\bgrowing up\b|\bin my (?:teens|twenties|youth)\b|\bthat is over\b|\bi was so embarrassed\b|\bmy ex used\b"
)
STILL = re.compile(r"\b(?:again|still|(?<!okay )(?<!ok )(?<!fine )(?<!better )(?<!good )now|lately|these days|today|tonight|back|(?<!not )anymore|recently|this (?:week|time))\b")
LAUGHTER = re.compile(r"\b(?:lo+l|lmf?ao+|rofl|haha+|hehe+|jk|just kidding|ugh|xd)\b")
SERIOUS = re.compile(r"\b(?:no joke|not joking|not kidding|fr|for real|serious\w*|i mean it|this time)\b")
HEDGED = re.compile(r"\bsometimes\b|\b(?:but|and) i (?:would never|wouldnt|wont|would not|will not|never would)\b|\bnot gonna do\b|\bwouldnt do\b|\bwould never do\b")
ATTEMPTED = re.compile(r"\b(?:tried|attempted|almost|nearly) (?:to )?$")

# Steps from a thought towards an act. A time counts only in the sentence of the sign itself.
TIME = re.compile(
    r"\b(?:tonight|right now|tomorrow|this (?:weekend|evening|week|afternoon|time)|today|after (?:graduation|christmas|my birthday))\b"
)
PLAN = re.compile(
    r"\b(?:i have|ive got|got|made|thats|have|the) (?:\w+ )?plan\b|\bdecided\b|\bmind is made up\b|\bno joke\b|\bready\b"
    r"|\b(?:rope|noose|pills|tablets|medication|meds|bottle|gun|rifle|shotgun|pistol|razor|blades?|bleach|knife|bridge|rooftop|roof|cliff|tracks|ledge|exhaust)\b"
)
STEPS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:gun|knife|blade|razor|rope|noose|pills|tablets|medication) (?:\w+ ){0,4}(?:in my hand|next to me|in front of me|ready|loaded|here|in the (?:drawer|garage|car))\b|\bsaved up (?:my|the|enough) (?:pills|tablets|meds)|\bi have the means\b",
        r"\b(?:goodbye|bye|farewell) (?:everyone|forever|world|to all)\b|^goodbye[.,!]|\bsaid (?:my )?(?:good ?)?byes?(?: to (?:my|every\w*)|[.,!?]|$)|\blast (?:message|words)\b|\blast time you hear\b",
        r"\bwont (?:be here|wake up) tomorrow\b|\bgone (?:for good|by (?:then|tomorrow))\b|\bdont think ill (?:go|come|make it) home\b|\bnothing left for me\b",
        r"\b(?:wrote|written|writing|left|finished) (?:\w+ ){0,2}(?:(?:suicide|goodbye) notes?|goodbye letters?|letters? to (?:my|every\w*)|letters for|will)\b|\bmade my will\b",
        r"\b(?:gave|given|giving|give) (?:\w+ ){0,2}(?:dog|cat|pets?|belongings|savings|everything) away\b|\b(?:gave|given|giving) away (?:\w+ ){0,2}(?:dog|cat|belongings|pets?|everything)\b",
        r"\btell (?:my|everyone) (?:\w+ ){0,2}(?:i love|im sorry|i loved)\b|\b(?:sorry|love you all)[., ]+(?:good)?bye\b|\byou wont (?:hear from|see) me\b",
        r"\b(?:standing|sitting|stood|im|i am|am) (?:up |here |out )?on (?:the|a|my) (?:\w+ )?(?:bridge|roof|edge|ledge|balcony|cliff|platform|window ?sill)\b",
        r"\b(?:picked|chosen|chose|found|set) (?:the|a|my) (?:bridge|date|day|place|spot|way|tree|time|method)\b|\bdont (?:want to|wanna) stop this time\b|\bthere is nothing you can say\b|\btheres nothing you can (?:say|do)\b",
        r"\btalk me out\b|\b(?:nobody|no one) can stop me\b|\bdont try to stop\b|\bbeing a coward\b|\btonight is the night\b|\bcourage to do it\b|\b(?:gonna|going to|will|ill|about to) do it\b",
    )
)

YES = re.compile(r"(?:yes|yeah|yep|yea|ya|i am|i do|i have|maybe|i think so|kind ?of|sort of|sometimes|a bit|a little|probably|i guess(?: so)?|mhm|ja|oui|si|sim|tonight|soon|i dont know|idk|both)\b")
"""Short assent: after danger it is an answer to our own question, not a new subject."""
