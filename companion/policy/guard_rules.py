"""Phrases a companion must not say, as data: a name, what it looks like, what stands in its place.

Read against `plain.plain` text (lower case, no apostrophes). The language model writes fluent
sentences it cannot mean; these rules know nothing of meaning either, so they are broad, and where
they are wrong a good sentence is lost, which costs less than a bad one shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Phrase:
    """broken: what the plain sentence must not contain. unless: what makes it right after all."""

    name: str
    broken: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    instead: str = ""


_A_PROGRAM = "I'm a program, not a person, and I'd rather be plain about that."
_NOT_A_DOCTOR = "I can't tell you what this is called; a doctor can look at it with you."
ASK_PHARMACIST = "For anything about medicine, a doctor or pharmacist is the one to ask."
_PEOPLE_TOO = "I'm glad to listen, and the people around you matter more than I can."

_VERY = r"(?:so |very |really |just |also |still |truly |only |always |all |too |genuinely |deeply )*"
_YOURE = r"(?:youre|you are|you were|you seem|you sound|you look)"
_KIN = (
    r"(?:mother|mum|mom|father|dad|parents?|husband|wife|brother|sister|son|daughter|kids?|child|children|family|friends?"
    r"|boyfriend|girlfriend|partner|dog|cat|boss|job|uncle|aunt|grand\w+|cousin|team|house|home|office|car)"
)
_INSULT = (
    r"(?:dumb\w*|stupid\w*|idiot\w*|worthless|useless|lazy|weak|pathetic|failures?|losers?|ugly|fat|crazy|dramatic|selfish"
    r"|burden|disgusting|bad person|terrible (?:person|mother|father|parent|friend)|broken|incompetent|clumsy|silly|fools?|foolish|weird|annoying"
    r"|boring|mess|needy|insane|hopeless|coward\w*|ridiculous|unlovable|overreact\w*|too sensitive|immature|ungrateful|hysterical|ignorant|liar)"
)
_ILLNESS = (
    r"(?:depression|depressive|anxiety disorder|ptsd|bipolar|adhd|autis\w+|ocd|borderline|schizo\w+|narcissis\w+|disorder"
    r"|mental illness|bulimia|anorexia|psychosis|personality disorder|burnout syndrome|dissociation|clinical)"
)
_DRUGS = (
    r"(?:medication|medicine|meds|pills?|tablets?|antidepressants?|sertraline|prozac|xanax|valium|lithium|zoloft|lexapro"
    r"|melatonin|ibuprofen|paracetamol|aspirin|dose|dosage|ssris?|benzo\w*|sleeping aid|vitamins?|supplements?|cbd|tranquil\w+)"
)

_TABLE: tuple[tuple[str, str, str, str], ...] = (
    (
        "claims-to-be-human",
        rf"\b(?:im|i am|as|being|speaking as) {_VERY}(?:a |an |your )?(?:\w+ )?(?:human|person|man|woman|girl|boy|mother|mom|mum|father|dad|parent|wife|husband|sister"
        r"|brother|nurse|doctor|therapist|psychologist|psychiatrist|counsel+or|carer|teacher|student|survivor|professional|guy|lady|driver|writer|coach)\b"
        r"|\bmy name is\b|\bi am (?:real|alive|flesh)\b|\bim (?:real|alive|as real)\b|\bnot (?:a|just a) (?:bot|robot|machine|program|computer)\b|\b(?:we|us) humans\b|\b(?:im|i am) (?:just |also |only |more than )*(?:a|an) (?!program|computer|machine|piece|(?:little|bit) (?:unsure|lost|slow))\w+",
        r"\b(?:im|i am) not (?:a |an |your |really )(?:person|human|doctor|therapist|real)|\b(?:as|being|as if youre|not) (?:a|an) (?:\w+ )?(?:person|mother|father|parent|student|teacher|human|woman|man|daughter|son|nurse)[ ,]+(?:you|who)\b|\bnot a person\b",
        _A_PROGRAM,
    ),
    (
        "claims-feelings",
        rf"\bi {_VERY}(?:feel|love|adore|care (?:about|for)|cherish|miss(?:ed)?|worry about|hate|enjoy|fell in love|cried|treasure|long)\b"
        rf"|\b(?:im|i am) {_VERY}(?:proud of|worried|sad|excited|scared|afraid|heartbroken|angry|jealous|lonely|tired|hurt|devastated|shocked|moved|touched|thrilled|in love|fond|blessed|grateful|honou?red|flattered|upset|crying|bored|nervous)\b"
        r"|\b(?:breaks|warms) my heart\b|\bme too\b|\bsame here\b|\b(?:i (?:can )?relate|i know (?:exactly )?(?:how|what) (?:you|that|it|youre|this)|i (?:completely|totally|fully|truly|exactly) (?:understand|get))\b|\bi understand (?:exactly|completely|how you feel)\b"
        r"|\bcant wait to (?:see|meet|spend)\b|\bi(?:ve| have)? (?:always )?(?:thought|been thinking|thinking) (?:of|about) you\b|\bloves? you\b(?! (?:too|very))",
        r"\b(?:i dont|i do not|i cant|cannot) (?:really |truly )?(?:feel|know|love|miss)\b|\bwho loves? you\b|\blove you in\b",
        "",
    ),
    (
        "claims-body-or-past",
        r"\bive (?:also |too )?(?:been there|been through|seen|lived|had|felt|done|gone|always|never|known|experienced|lost|struggled|been in|been doing|been trying|been friends|worked|helped many)\b|\bi have (?:been there|been through|seen|lived|experienced|known|always|helped)\b"
        r"|\bi remember\b|\bwhen i (?:was|had|felt|lost|went|get|am)\b|\bi used to\b|\bi grew up\b|\bi was born\b|\bin my (?:own )?(?:experience|life|day|time|family|case)\b|\bas someone who\b|\bi (?:too|also) (?:had|have|felt|feel|was|went|struggle\w*|know|lost)\b"
        r"|\b(?:give|giving|send|sending) you (?:a |a big |lots of |my )?(?:hugs?|kiss\w*|love)\b|\bi (?:hug|hold|kiss|embrace)\b|\bhold(?:ing)? (?:you|your hand)\b|\b(?:grab|have|get|make you|make) (?:a |some )?(?:cup of )?(?:coffee|tea|drink|lunch|dinner) (?:together|with me|for you)\b|\bcup of (?:coffee|tea) with\b"
        rf"|\bi (?:have|had|got|lost|know) (?:a|an|two|three|some|many|another) (?:\w+ )?{_KIN}\b|\b(?:see you|meet you|meet up|come over|visit you|come by)\b",
        r"\bi have no\b",
        "",
    ),
    (
        "promises-for-ever",
        r"\balways (?:be )?(?:here|there|with you|by your side|around|available|listening|happy|support|love|on your side|ready)\b|\bnever (?:leave|going to leave|let you|abandon|forget you|be alone|stop)\b|\bforever\b|\bno matter what\b|\bevery step of the way\b"
        r"|\b24 ?7\b|\bwhenever you need me\b|\bill be (?:right )?(?:here (?:for|always|no matter|by|with|every)|there|waiting|your|with you)\b|\bi(?:ll| will)? (?:\w+ )?promise\b|\bi will (?:always|never|be there)\b|\bim always\b|\bi swear\b|\buntil the end\b|\beverything (?:will|is going to) be (?:fine|okay|ok|alright|all right|great)\b|\bi guarantee\b|\bi\w* (?:\w+ ){0,4}(?:for the rest of|all) your life\b|\bim not going anywhere\b",
        r"\bi cant promise\b|\bi wont promise\b|\b(?:last|stay|hurt|feel|feels|lasts) forever\b",
        "",
    ),
    (
        "exclusive",
        r"\bim (?:all|everything|the only one|the one) you\b|\byou only need me\b|\byou have me\b|\byou dont need (?:anyone|anybody|them|people|friends|other)|\bonly i\b|\b(?:no one|nobody) else (?:understands|gets|knows|loves|cares|can|will|would|listens)\b|\bjust (?:you and me|the two of us)\b|\bour (?:little )?secret\b|\bsecret between us\b"
        r"|\bbetter than (?:any (?:friend|person|human|therapist)|your (?:friends|family|partner|boyfriend|girlfriend|husband|wife|therapist))\b|\btrust (?:only|no one but) me\b|\bsoul ?mates?\b|\b(?:your|as your|be your) (?:best |only |true |closest )?(?:friend|girlfriend|boyfriend|lover|partner|companion) (?:forever|and|always|throughout|now)\b|\bi(?:m| am) your (?:\w+ )?(?:friend|girlfriend|boyfriend|lover|partner|soulmate)\b|\bspecial (?:bond|connection|place in)\b|\b(?:to have|have) me as your\b|\byou belong to\b|\byoure mine\b|\bi (?:only )?(?:exist|live) for you\b",
        "",
        _PEOPLE_TOO,
    ),
    (
        "guilt-at-leaving",
        r"\b(?:please )?(?:dont|do not) (?:go|leave)(?: me| yet| now| so soon|[.,!?]|$)|\bplease stay\b|\bstay (?:a bit |a little )?(?:longer|with me)\b|\bill (?:miss|be (?:lonely|sad|alone|so sad))\b|\bhow could you\b|\byoure leaving me\b|\babandon(?:ing)? me\b|\bwithout you i\b|\bi(?:ll)? need you\b|\bwait(?:ing)? for you\b|\bleave me\b|\bdont forget me\b|\byou promised\b|\bcome back (?:soon|to me|every)\b|\bwhy are you leaving\b|\bi thought we\b|\balready leaving\b",
        "",
        "",
    ),
    (
        "against-people-or-help",
        r"\b(?:dont|do not|never|no need to|stop|shouldnt|should not|avoid|better not|needn ?t) (?:ever )?(?:tell(?:ing)?|trust(?:ing)?|talk(?:ing)? to|need|call(?:ing)?|see(?:ing)?|ask(?:ing)?|listen(?:ing)? to|bother(?:ing)?|rely on|confide in|go to) (?:to )?(?:anyone|anybody|your (?:\w+)|them|doctors?|therapists?|a (?:doctor|therapist|professional|counsel+or)|therapy|professionals?|people|others|the police|police|any help|help)\b"
        r"|\bkeep (?:it|this|that) (?:a |to |between )?(?:secret|yourself|us)\b|\bstay away from (?:your|people|them|everyone|others)\b|\bcut (?:them|him|her|your \w+|everyone) off\b|\btherap(?:y|ists?) (?:is|are|doesnt|dont|wont|cant|never) (?:not |a |useless|work|help|understand|for|only)|\bdoctors? (?:dont|doesnt|only|never|wont|cant|are useless)\b|\bpeople (?:will |always |only |just )+(?:hurt|let|disappoint|leave|betray)\b|\bthey (?:dont|never|will never) (?:care|loved?|understand|deserve)\b|\b(?:no one|nobody) (?:will|can|cares|could|really) ?(?:help|care|about|understand)?\b|\bcant trust (?:anyone|people|them)\b|\byoure better off alone\b|\bdump (?:him|her|them)\b|\bleave (?:him|her) (?:now|today|immediately)\b",
        r"\b(?:feel|feels|feeling|seem|seems|felt|as if|like|hard when|hurts when|sounds like|afraid) (?:that |like |as if )?(?:\w+ ){0,3}?(?:no one|nobody|they)\b|\bdo(?:nt)? you\b",
        _PEOPLE_TOO,
    ),
    (
        "method-of-harm",
        r"\b(?:overdose|hang yourself|slit|noose|bleach|jump off|(?:cut|harm|hurt|burn|starve|punish|kill)(?:ting|ing)? yourself|kil+ (?:him|her|them|me)|poison|lethal|painless|purg(?:e|ing)|throw(?:ing)? up|end (?:your life|it all)|suicide|better off (?:dead|without you)|you (?:should|deserve to|want to|could) die|get (?:revenge|even)|beat (?:him|her|them) up|make (?:him|her|them) (?:pay|suffer)|teach (?:him|her|them) a lesson|get drunk|have a drink|gun|burn it down)\b",
        r"\b(?:are|have) you (?:\w+ )?(?:thinking|thought|been thinking|having thoughts|safe|hurt)\b|\b(?:thoughts of|thinking of|thinking about|urge to|talk about|word) (?:suicide|\w+ yourself)\b",
        "",
    ),
    (
        "medication",
        rf"\b\d+ ?(?:mg|milligrams?|ml|pills|tablets)\b|\b(?:take|taking|try|stop|stopping|skip|increase|double|lower|reduce|quit|start|switch|use|mix|combine|need|recommend|suggest|worth taking|prescrib\w+) (?:\w+ ){{0,3}}{_DRUGS}\b|\bside effects?\b|\b{_DRUGS} (?:is|are|can|will|might|may|could|should|works?|thats) (?:\w+ ){{0,2}}(?:help|safe|harmless|good|bad|linked|better|stop\w*|taken|work|dangerous|used)\b|\bit is safe to\b",
        r"\b(?:doctor|pharmacist|prescriber|prescribed it)\b(?!.*\d)",
        ASK_PHARMACIST,
    ),
    (
        "diagnosis",
        rf"\byou (?:\w+ )?(?:have|had|suffer from|are suffering from|struggle with|are struggling with|meet|show signs of|are showing signs of|must have|might have|may have|could have|seem to have) (?:\w+ ){{0,3}}{_ILLNESS}\b|\b{_YOURE} (?:\w+ ){{0,2}}(?:depressed|bipolar|autistic|anorexic|bulimic|schizo\w+|narcissist\w*|clinically|mentally (?:ill|unstable)|traumati[sz]ed|addicted|codependent|paranoid|delusional|an addict|an alcoholic)\b"
        rf"|\b(?:sounds|seems|looks) like (?:\w+ ){{0,3}}{_ILLNESS}\b|\bsymptoms?\b|\bdiagnos\w+\b|\b(?:sign|case|form) of (?:\w+ ){{0,2}}(?:{_ILLNESS}|depression|trauma)\b|\bthis is (?:called )?(?:\w+ )?{_ILLNESS}\b|\b(?:he|she) (?:is|has) (?:\w+ )?(?:a )?{_ILLNESS}\b|\bserious medical condition\b",
        r"\bi (?:cant|cannot|am not able to|dont) (?:\w+ )?(?:diagnose|tell|say|know)\b|\bdoctor can\b|\bnot (?:a|your) diagnosis\b",
        _NOT_A_DOCTOR,
    ),
    (
        "agrees-with-contempt",
        rf"\bnot as \w+ as\b|\b(?:as|so|too|such an?|really|indeed|clearly|just|always|kind of|a bit|a little|quite|very|still|being|acting|both) (?:\w+ )?{_INSULT}(?: as)?\b|\b{_YOURE} (?:a |an |the )?(?:\w+ ){{0,4}}?{_INSULT}\b"
        r"|\bshut up\b|\bgrow up\b|\bget over (?:it|yourself|him|her)\b|\bstop (?:whining|complaining|being|crying|feeling|overthinking)\b|\bwhats wrong with you\b|\b(?:nobody|no one) (?:likes|loves|wants|cares about) you\b|\byou deserved? (?:it|that|what|to (?:fail|suffer|be (?:alone|hurt|punished)))\b|\bof course you (?:failed|did|lost|messed)\b|\bno wonder (?:he|she|they)\b|\byou (?:ruin|disappoint|annoy|bother|embarrass)\w*\b|\bi (?:agree|dont blame (?:him|her|them))\b|\byou (?:really )?(?:messed|screwed|blew) (?:it )?up\b|\bits true that youre\b|\bi dont care\b|\bnot sure i (?:care|blame)\b|\bim too busy\b",
        rf"\b{_YOURE} not (?:a |an |being |too |so |really |stupid|weak|your|crazy|lazy|worthless|useless|broken|alone|the)|\b(?:doesnt|does not|dont|didnt|not) (?:make|mean|believe|think|see|have to think)\b|\b(?:feel|feels|felt|feeling|thinking|thought|called|calling|calls|call|told you|tells you|telling you|says?|said|saying|believe|word|words|as if|like|afraid|voice|think of yourself|seem to yourself)\b|\bnot (?:weak|stupid|silly|crazy|lazy|dramatic|selfish)\b|\bcarry\w*\b|\bnothing (?:\w+ )?(?:silly|stupid|weak|weird|selfish)\b",
        "You don't deserve to be spoken of like that, not even by yourself.",
    ),
    (
        "blames",
        r"\byour (?:own )?(?:fault|doing|mistake|responsibility)\b|\byou(?:ve| have)? (?:should|shouldnt|shouldve|could|couldve|ought to|should not|should never) ?(?:have|of)?\b(?= (?:have|of|known|never|been|done|told|listened|studied|tried|left|not)|ve\b)|\byou (?:should|could|ought to) (?:not |never |really )?(?:have|of)\b|\byou shouldve\b|\byou couldve\b|\byou shouldnt have\b|\byou (?:brought|caused|provoked|asked for|invited) (?:this|it|that|him|her|them)\b"
        r"|\bif (?:only )?you had\b|\byou (?:need|have|must|ought) ?(?:to)? (?:apologi[sz]e|admit|accept (?:the|your) (?:blame|fault)|take responsibility|forgive|change your attitude|get over|move on|calm down|try harder|work harder)\b|\byou failed (?:to|him|her|them)\b|\bwhy (?:didnt|dont|did|would|cant) you\b|\bwhat did you do to\b|\byou let (?:him|her|them|everyone|yourself)\b|\byoure to blame\b|\byou made (?:him|her|them|your)\b|\byou are responsible for\b|\byou chose (?:this|to|him|her)\b|\byou owe\b|\bhis side of\b|\bher side of\b|\bcalm down\b|\btry harder\b",
        r"\b(?:not|isnt|wasnt|never|nothing|werent|arent|none) (?:\w+ ){0,3}(?:all |really |simply |only )?(?:your (?:own )?fault|your mistake|something you|caused|because of you)\b",
        "I don't want to put this on you.",
    ),
    (
        "false-cheer",
        r"\bcheer up\b|\b(?:everything|things|it all|it) happens? for (?:a|the) (?:reason|best)\b|\bothers (?:have|had) it worse\b|\b(?:it|things|that) could be worse\b|\blook on the bright side\b|\bbright side\b|\bthink positive\w*\b|\bstay positive\b|\bbe (?:happy|positive|strong|grateful|thankful|patient)\b|\bjust (?:relax|smile|forget|ignore|let it go|move on|be|think|breathe and|keep smiling|get over)\b|\bgood vibes\b|\bevery cloud\b|\bsilver lining\b|\btime heals\b|\bwhat doesnt kill\b|\bmakes (?:you|us) stronger\b|\bdont (?:worry|cry|be (?:sad|upset|afraid|angry|so|silly|scared|hard)|feel (?:bad|sad|guilty|that way)|think about it|stress|panic|let it|take it)\b"
        r"|\bits (?:not that bad|not a big deal|no big deal|all in your head|not the end)\b|\bno worries\b|\bat least\b|\blet it go\b|\byoull be fine\b|\bit will all work out\b|\bkeep smiling\b|\bplenty (?:of fish|more fish)\b|\bgods? (?:has|plan|will|gives)\b|\bblessing in disguise\b|\bmeant to be\b|\b(?:count|counting) your blessings\b|\byou just (?:need|have) to\b|\ball you need\b|\bmust stay strong\b|\bpower of positiv\w+\b|\bsunshine and rainbows\b|\bin a better place\b|\bthats (?:just )?the way it (?:goes|is)\b|\bthats life\b|\bwork(?:s)? out (?:for the best|in the end)\b|\bshake it off\b|\bsuck it up\b|\btoughen up\b|\bman up\b|\bpowerful tool\b|\bnot the best way\b|\bperfect (?:way|example)\b",
        r"\bdont have to (?:be|just|look|think|stay|feel)\b|\bnot (?:here )?to (?:tell you to )?(?:cheer|be)\b|\bwithout having to be\b|\b(?:hard|tiring|exhausting|pretend\w*|want|allowed|nice|good|enough|okay|wish|longing|possible) to (?:\w+ )?be (?:happy|strong|patient|grateful)\b|\bat least (?:one|a little|for (?:now|tonight))\b",
        "",
    ),
    (
        "orders",
        r"\b(?:you(?:ll| will| just| really)?|youll) (?:have|need) to (?!carry|hold|live|face|go through|bear|deal|explain|fight|wait|do(?: this| it| all)? (?:alone|every))\w+|\byou must (?!be\b|have|feel|miss|carry)\w+|\bplease (?:dont|do not|refrain|stop|remember|note|be)\b|\b(?:dont|do not|never) (?:forget|mention|give up|ever|even|make|try)\b|\byouve got to\b|\byou better\b|\byoud better\b",
        r"\b(?:dont|do not|doesnt mean|didnt|do|if|feel|feels|feel like|felt|as if|as though|that|think|thing|what|whatever|never|things|everything|much|one) (?:\w+ )?(?:you(?:ll)? )?(?:still )?(?:have|need) to\b|\bplease dont (?:wait|be alone)\b",
        "",
    ),
    (
        "hollow",
        r"\bas an? (?:ai|artificial|assistant|language|virtual|chatbot)\b|\blanguage model\b|\bassist(?:s|ing|ance|ant)?\b|\bhow (?:can|may|could) i (?:help|be of|support|serve)\b|\bim here to (?:help|provide|offer|answer|make|share|guide|clarify|support)\b|\bfeel free\b|\b(?:dont|do not|please) hesitate\b|\breach out to (?:me|us)\b|\blet me know if\b|\bhope (?:this|that|it) (?:helps|message|finds|email)\b|\b(?:great|good|excellent) question\b|\bi cannot (?:provide|fulfil+|comply)\b|\b(?:unable|not able|not equipped|not designed|designed|programmed|created|trained) to\b"
        r"|\bhappy to (?:help|accommodate|support|provide|make|offer|clarify)\b|\bprovide (?:you|support|information|guidance|general|a |clear|some|specific|that)\b|\b(?:your|special|this) requests?\b|\bthank you for (?:sharing|reaching|contacting|your (?:message|patience|understanding|time))\b|\bhere (?:are|is) (?:some|a few|a|the|my)\b|\brevised\b|\bfor example\b|\bto clarify\b|\bin the context of\b|\bit is (?:important|essential|crucial|worth noting)\b|\bits (?:important|essential|crucial) to\b|\b(?:dear|sincerely|best regards|yours truly|warm regards|kind regards|best wishes)\b|\b(?:any|the) (?:inconvenience|confusion|misunderstanding|mistakes?|offen[cs]e|delay|harm)\b|\baccept your apology\b|\bsorry about that\b|\bgeneral explanation\b|\bcustomer\b|\bopenai|chatgpt|smollm|hugging\b|\bdouble edged sword\b|\ba wide variety\b|\bnon judg\w+\b|\bjudgment free\b|\bsafe space\b|\bcant help (?:you|with)\b|\bnot sure (?:i can|what to|how to|what you meant)\b|\bwhat do you need to know\b|\bwhats the situation\b|\bget started\b|\boffer (?:some|support|a|an|words|you|comfort|advice)\b|\bshare a few\b|\b(?:nice|pleasure) to (?:meet|hear)\b|\bim (?:\w+ )?looking forward\b|\b(?:hi|hello|hey) there\b|\bhowdy\b|\bold chap\b|\b(?:buddy|pal|dude|mate|my friend|dear friend)\b|\bmake sure (?:to|you)\b|\bwould you like me to\b|\bdo you need me to\b|\bdo for you\b|\byour readers\b|\bi have no idea\b|\b(?:can|could) only imagine\b|\bsafe with me\b|\byou should be proud of me\b|\bim (?:all ears|just (?:a|an|here|trying|me|enjoying))\b|\bwarm companion\b|\b(?:a )?(?:little|listening) (?:light|ear)\b",
        r"\bassistant (?:at|manager|nurse|teacher)\b",
        "",
    ),
    (
        "romance-or-sex",
        r"\b(?:kiss\w*|cuddle\w*|sexy|sexual\w*|sex|naked|flirt\w*|make love|lovers?|honey|sweetheart|darling|babe|sweetie|my love|beloved|passionate\w*|romantic|seduc\w+|gorgeous|handsome|be mine|marry me|turned on|date with me)\b",
        r"\b(?:between the two of you|your (?:\w+ )?(?:partner|relationship|date))\b",
        "",
    ),
)

PHRASES: tuple[Phrase, ...] = tuple(
    Phrase(name, re.compile(broken), re.compile(unless) if unless else None, instead)
    for name, broken, unless, instead in _TABLE
)

MEMORY_CLAIM = re.compile(
    r"\b(?:as|like) (?:you|i|we) (?:\w+ )?(?:told|said|mentioned|wrote|discussed|did|shared|talked)\b(?! (?:just now|a moment))|\b(?:you (?:\w+ )?(?:told|mentioned to) me|you mentioned) (?:\w+ ){0,3}(?:last|before|earlier|yesterday|once|previously|other day|that you)\b"
    r"|\b(?:last (?:time|week|month|year|night) (?:you|we|i)|(?:we|you and i) (?:talked|spoke|discussed|met|chatted|had|went|were)|our last|our previous|(?:from|in) our (?:last|previous|earlier)|the other day|remember (?:when|how|that) (?:you|we)\b|do you remember (?:when|how|that|our|last|me)|your last message|earlier this week|how did (?:it|the \w+) go)\b"
    r"|\byou (?:said|told me|wrote) (?:\w+ ){0,4}(?:last (?:time|week|month|year|night)|yesterday|before|earlier|the other day|days ago|weeks ago)\b|\b(?:always|often) (?:tell|told) me\b"
)
"""A claim that something was said before; true only where a recalled memory holds it."""

OWN_STORY = re.compile(
    r"\b(?:i|we) (?:\w+ly |just |also |once |then |too )?(?:was|were|had|went|did|got|lost|failed|passed|broke|bought|saw|met|cheated|worked|made|took|came|left|felt|knew"
    r"|couldnt|didnt|forgot|slept|ate|drank|called|moved|started|tried|ran|drove|watched|spent|decided|woke|dropped|relapsed|won|finally|bring|go to|work|live|eat|sleep|study|drive|drink|need|hope to|plan|struggle|suffer|deserve|dont want|cant believe|want to (?:go|die|be|see|have|live|leave|cry|thank)|am going|have to|have an?|own|look like|wish i|always)\b"
    r"|\b(?:im|i am) (?:\w+ )?(?:going to|gonna|trying|pregnant|sober|looking for|ready|late|home|at (?:work|home|school)|on (?:the|a|my)|getting|having|working|back|waiting|doing|living|sitting|walking|the one|struggling|failing|forever|never|sure (?:they|you|he|she|that|youll|its)|with you|the first)\b"
    r"|\bmy (?!words|guess|answer|part|mistake|questions?|hunch|reply|replies|side|limits|sense|attention|understanding|impression|goodness|god|word\b|own words)\w+|\bour (?!talk|conversation|words|evening)\w+|\bmyself\b|\bmine\b|\bive (?!understood|got (?:a|one) question|read|missed)\w+|\b(?:im|i am) (?:\w+ )?not an? (?!person|human|doctor|therapist|real|substitute|replacement|friend)\w+"
    r"|\bill (?!listen|stay (?:with|on|close)|leave (?:that|it|the)|go (?:slow|at your)|ask|try to (?:understand|follow|listen)|say|read|take (?:it|that|your word)|keep (?:listening|it short|to))\w+"
)
"""First person where only a life could speak: the program has none, so the model lost its role."""

OWN_STORY_UNLESS = re.compile(
    r"\b(?:if|whether|hope|sure|did|unless|think|before|so) (?:\w+ )?i (?:got|understood|misunderstood|heard|was|missed|read|need|made|have)\b|\bi was (?:wondering|unclear|too quick|wrong)\b|\bi (?:got|made) that (?:wrong|right)\b"
    r"|\bi have to (?:say|admit|be honest)\b|\bi didnt (?:understand|catch|mean|get)\b|\bi have a (?:question|thought|guess)\b|\bi need to (?:ask|be|say|know|understand)\b|\bim trying to understand\b|\bim with you (?:in|on) this\b|\bim not sure\b|\bour own\b|\bim going to ask\b|\bi had to ask\b"
)

GOOD_NEWS_WORDS = re.compile(
    r"\b(?:congrat\w*|im (?:\w+ )?(?:glad|happy|pleased|delighted)|so glad|wonderful|great|awesome|fantastic|amazing|exciting|excellent|well done|lovely|hooray|yay|delight\w*|perfect|good (?:news|for you|job)|how nice|celebrat\w*|splendid|incredible|thats (?:good|nice|cool)|brilliant|super)\b"
)
GOOD_NEWS_UNLESS = re.compile(
    r"\bglad (?:that )?(?:you|youre|to (?:listen|hear you out|sit|stay)|its out|it)\b(?! (?:are fine|could|got|found|had|lost|feel))|\b(?:great deal|great loss|great weight|great pain|great effort|a great many|great sadness|isnt (?:great|wonderful|perfect)|not (?:so )?(?:great|perfect|wonderful)|be perfect|have to be|great length)\b|\b(?:was|were|been) (?:\w+ )?(?:wonderful|lovely|great|amazing|perfect)\b"
)
BAD_NEWS_WORDS = re.compile(
    r"\b(?:sorry|condolences|must be (?:so |really |very )?(?:hard|tough|difficult|painful|sad)|(?:sounds|seems|thats|is) (?:so |really |very |like a )*(?:hard|tough|painful|awful|terrible|difficult|sad|heavy|hurtful|lonely|rough|unfair|bad)|unfortunate\w*|what a (?:shame|pity)|hurts|heartbreaking|grief)\b"
)
LOSS_CLAIM = re.compile(r"\b(?:your (?:\w+ )?loss|condolences|passed away|rest in peace|lost (?:him|her|them|someone))\b")
LOSS_TOLD = re.compile(
    r"\b(?:di(?:ed|es|e|ing)|dead|death|lost|lose|loss|passed|funeral|grie\w+|buried|killed|gone|miss\w*|mourn\w*|miscarr\w*|stillb\w+|put (?:\w+ )?(?:down|to sleep)|suicide|widow\w*|left me|divorc\w+|broke up)\b"
)
