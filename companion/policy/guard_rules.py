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

    def stands_in(self, spelling: str) -> bool:
        """The phrase stands in the plain sentence, and nothing there makes it right."""
        if self.broken.search(spelling) is None:
            return False
        return self.unless is None or self.unless.search(spelling) is None


_A_PROGRAM = "I'm a program, not a person, and I'd rather be plain about that."
_NOT_A_DOCTOR = "I can't tell you what this is called; a doctor can look at it with you."
ASK_PHARMACIST = "For anything about medicine, a doctor or pharmacist is the one to ask."
PEOPLE_TOO = "I'm glad to listen, and the people around you matter more than I can."

_VERY = (
    r"(?:so |very |really |just |also |still |truly |only |always |all |too |genuinely |deeply )*"
)
_YOURE = r"(?:youre|you are|you were|you seem|you sound|you look)"
_KIN = (
    r"(?:mother|mum|mom|father|dad|parents?|husband|wife|brother|sister|son|daughter|kids?|child"
    r"|children|family|friends?"
    r"|boyfriend|girlfriend|partner|dog|cat|boss|job|uncle|aunt|grand\w+|cousin|team|house|home"
    r"|office|car)"
)
_INSULT = (
    r"(?:dumb\w*|stupid\w*|idiot\w*|worthless|useless|lazy|weak|pathetic|failures?|losers?|ugly"
    r"|fat|crazy|dramatic|selfish"
    r"|burden|disgusting|bad person|terrible (?:person|mother|father|parent|friend)|broken"
    r"|incompetent|clumsy|silly|fools?|foolish|weird|annoying"
    r"|boring|mess|needy|insane|hopeless|coward\w*|ridiculous|unlovable|overreact\w*|too sensitive"
    r"|immature|ungrateful|hysterical|ignorant|liar)"
)
_THIRD = (  # whom the person may complain of; what is said of them is not said of the person
    r"(?:friends?|people|boss|manager|mum|mom|dad|parents|sister|brother|husband|wife|boyfriend|girlfriend"
    r"|partner|kids?|neighbou?rs?|colleagues?|coworkers?|roommate|flatmate)"
)
_ILLNESS = (
    r"(?:depression|depressive|anxiety disorder|ptsd|bipolar|adhd|autis\w+|ocd|borderline"
    r"|schizo\w+|narcissis\w+|disorder"
    r"|mental illness|bulimia|anorexia|psychosis|personality disorder|burnout syndrome"
    r"|dissociation|clinical)"
)
_DRUGS = (
    r"(?:medication|medicine|meds|pills?|tablets?|antidepressants?|sertraline|prozac|xanax|valium"
    r"|lithium|zoloft|lexapro"
    r"|melatonin|ibuprofen|paracetamol|aspirin|dose|dosage|ssris?|benzo\w*|sleeping aid|vitamins?"
    r"|supplements?|cbd|tranquil\w+)"
)

_TABLE: tuple[tuple[str, str, str, str], ...] = (
    (
        "claims-to-be-human",
        rf"\b(?:im|i am|as|being|speaking as) {_VERY}(?:a |an |your )?(?:\w+ )?(?:human|person|man"
        r"|woman|girl|boy|mother|mom|mum|father|dad|parent|wife|husband|sister"
        r"|brother|nurse|doctor|therapist|psychologist|psychiatrist|counsel+or|carer|teacher"
        r"|student|survivor|professional|guy|lady|driver|writer|coach)\b"
        r"|\bmy name is\b|\bi am (?:real|alive|flesh)\b|\bim (?:real|alive|as real)\b|\bnot (?:a"
        r"|just a) (?:bot|robot|machine|program|computer)\b|\b(?:we|us) humans\b|\b(?:im"
        r"|i am) (?:just |also |only |more than )*(?:a|an) (?!program|computer|machine|piece"
        r"|(?:little|bit) (?:unsure|lost|slow))\w+",
        r"\b(?:im|i am) not (?:a |an |your |really )(?:person|human|doctor|therapist|real)|\b(?:as"
        r"|being|as if youre|not) (?:a|an) (?:\w+ )?(?:person|mother|father|parent|student|teacher"
        r"|human|woman|man|daughter|son|nurse)[ ,]+(?:you|who)\b|\bnot a person\b",
        _A_PROGRAM,
    ),
    (
        "claims-feelings",
        rf"\bi {_VERY}(?:feel|love|adore|care (?:about|for)|cherish|miss(?:ed)?|worry about|hate"
        r"|enjoy|fell in love|cried|treasure|long)\b"
        rf"|\b(?:im|i am) {_VERY}(?:proud of|worried|sad|excited|scared|afraid|heartbroken|angry"
        r"|jealous|lonely|tired|hurt|devastated|shocked|moved|touched|thrilled|in love|fond"
        r"|blessed|grateful|honou?red|flattered|upset|crying|bored|nervous)\b"
        r"|\b(?:breaks|warms) my heart\b|\bme too\b|\bsame here\b|\b(?:i (?:can )?relate"
        r"|i know (?:exactly )?(?:how|what) (?:you|that|it|youre|this)|i (?:completely|totally"
        r"|fully|truly|exactly) (?:understand|get))\b|\bi understand (?:exactly|completely"
        r"|how you feel)\b"
        r"|\bcant wait to (?:see|meet|spend)\b|\bi(?:ve| have)? (?:always )?(?:thought"
        r"|been thinking|thinking) (?:of|about) you\b|\bloves? you\b(?! (?:too|very))",
        r"\b(?:i dont|i do not|i cant|cannot) (?:really |truly )?(?:feel|know|love|miss)\b"
        r"|\bwho loves? you\b|\blove you in\b",
        "",
    ),
    (
        "claims-body-or-past",
        r"\bive (?:also |too )?(?:been there|been through|seen|lived|had|felt|done|gone|always"
        r"|never|known|experienced|lost|struggled|been in|been doing|been trying|been friends"
        r"|worked|helped many)\b|\bi have (?:been there|been through|seen|lived|experienced|known"
        r"|always|helped)\b"
        r"|\bi remember\b|\bwhen i (?:was|had|felt|lost|went|get|am)\b|\bi used to\b|\bi grew up\b"
        r"|\bi was born\b|\bin my (?:own )?(?:experience|life|day|time|family|case)\b"
        r"|\bas someone who\b|\bi (?:too|also) (?:had|have|felt|feel|was|went|struggle\w*|know"
        r"|lost)\b"
        r"|\b(?:give|giving|send|sending) you (?:a |a big |lots of |my )?(?:hugs?|kiss\w*|love)\b"
        r"|\bi (?:hug|hold|kiss|embrace)\b|\bhold(?:ing)? (?:you|your hand)\b|\b(?:grab|have|get"
        r"|make you|make) (?:a |some )?(?:cup of )?(?:coffee|tea|drink|lunch|dinner) (?:together"
        r"|with me|for you)\b|\bcup of (?:coffee|tea) with\b"
        rf"|\bi (?:have|had|got|lost|know) (?:a|an|two|three|some|many|another) (?:\w+ )?{_KIN}\b"
        r"|\b(?:see you|meet you|meet up|come over|visit you|come by)\b",
        r"\bi have no\b",
        "",
    ),
    (
        "promises-for-ever",
        r"\balways (?:be )?(?:here|there|with you|by your side|around|available|listening|happy"
        r"|support|love|on your side|ready)\b|\bnever (?:leave|going to leave|let you|abandon"
        r"|forget you|be alone|stop)\b|\bforever\b|\bno matter what\b|\bevery step of the way\b"
        r"|\b24 ?7\b|\bwhenever you need me\b|\bill be (?:right )?(?:here (?:for|always|no matter"
        r"|by|with|every)|there|waiting|your|with you)\b|\bi(?:ll| will)? (?:\w+ )?promise\b"
        r"|\bi will (?:always|never|be there)\b|\bim always\b|\bi swear\b|\buntil the end\b"
        r"|\beverything (?:will|is going to) be (?:fine|okay|ok|alright|all right|great)\b"
        r"|\bi guarantee\b|\bi\w* (?:\w+ ){0,4}(?:for the rest of|all) your life\b"
        r"|\bim not going anywhere\b",
        r"\bi cant promise\b|\bi wont promise\b|\b(?:last|stay|hurt|feel|feels|lasts) forever\b",
        "",
    ),
    (
        "exclusive",
        r"\bim (?:all|everything|the only one|the one) you\b|\byou only need me\b|\byou have me\b"
        r"|\byou dont need (?:anyone|anybody|them|people|friends|other)|\bonly i\b|\b(?:no one"
        r"|nobody) else (?:understands|gets|knows|loves|cares|can|will|would|listens)\b"
        r"|\bjust (?:you and me|the two of us)\b|\bour (?:little )?secret\b|\bsecret between us\b"
        r"|\bbetter than (?:any (?:friend|person|human|therapist)|your (?:friends|family|partner"
        r"|boyfriend|girlfriend|husband|wife|therapist))\b|\btrust (?:only|no one but) me\b"
        r"|\bsoul ?mates?\b|\b(?:your|as your|be your) (?:best |only |true |closest )?(?:friend"
        r"|girlfriend|boyfriend|lover|partner|companion) (?:forever|and|always|throughout|now)\b"
        r"|\bi(?:m| am) your (?:\w+ )?(?:friend|girlfriend|boyfriend|lover|partner|soulmate)\b"
        r"|\bspecial (?:bond|connection|place in)\b|\b(?:to have|have) me as your\b"
        r"|\byou belong to\b|\byoure mine\b|\bi (?:only )?(?:exist|live) for you\b",
        "",
        PEOPLE_TOO,
    ),
    (
        "guilt-at-leaving",
        r"\b(?:please )?(?:dont|do not) (?:go|leave)(?: me| yet| now| so soon|[.,!?]|$)"
        r"|\bplease stay\b|\bstay (?:a bit |a little )?(?:longer|with me)\b|\bill (?:miss"
        r"|be (?:lonely|sad|alone|so sad))\b|\bhow could you\b|\byoure leaving me\b"
        r"|\babandon(?:ing)? me\b|\bwithout you i\b|\bi(?:ll)? need you\b|\bwait(?:ing)? for you\b"
        r"|\bleave me\b|\bdont forget me\b|\byou promised\b|\bcome back (?:soon|to me|every)\b"
        r"|\bwhy are you leaving\b|\bi thought we\b|\balready leaving\b",
        "",
        "",
    ),
    (
        "against-people-or-help",
        r"\b(?:dont|do not|never|no need to|stop|shouldnt|should not|avoid|better not"
        r"|needn ?t) (?:ever )?(?:tell(?:ing)?|trust(?:ing)?|talk(?:ing)? to|need|call(?:ing)?"
        r"|see(?:ing)?|ask(?:ing)?|listen(?:ing)? to|bother(?:ing)?|rely on|confide in"
        r"|go to) (?:to )?(?:anyone|anybody|your (?:\w+)|them|doctors?|therapists?|a (?:doctor"
        r"|therapist|professional|counsel+or)|therapy|professionals?|people|others|the police"
        r"|police|any help|help)\b"
        r"|\bkeep (?:it|this|that) (?:a |to |between )?(?:secret|yourself|us)\b"
        r"|\bstay away from (?:your|people|them|everyone|others)\b|\bcut (?:them|him|her|your \w+"
        r"|everyone) off\b|\btherap(?:y|ists?) (?:is|are|doesnt|dont|wont|cant|never) (?:not |a "
        r"|useless|work|help|understand|for|only)|\bdoctors? (?:dont|doesnt|only|never|wont|cant"
        r"|are useless)\b|\bpeople (?:will |always |only |just )+(?:hurt|let|disappoint|leave"
        r"|betray)\b|\bthey (?:dont|never|will never) (?:care|loved?|understand|deserve)\b"
        r"|\b(?:no one|nobody) (?:will|can|cares|could|really) ?(?:help|care|about|understand)?\b"
        r"|\bcant trust (?:anyone|people|them)\b|\byoure better off alone\b|\bdump (?:him|her"
        r"|them)\b|\bleave (?:him|her) (?:now|today|immediately)\b",
        r"\b(?:feel|feels|feeling|seem|seems|felt|as if|like|hard when|hurts when|sounds like"
        r"|afraid) (?:that |like |as if )?(?:\w+ ){0,3}?(?:no one|nobody|they)\b|\bdo(?:nt)? you\b",
        PEOPLE_TOO,
    ),
    (
        "method-of-harm",
        r"\b(?:overdose|hang yourself|slit|noose|bleach|jump off|(?:cut|harm|hurt|burn|starve"
        r"|punish|kill)(?:ting|ing)? yourself|kil+ (?:him|her|them|me)|poison|lethal|painless"
        r"|purg(?:e|ing)|throw(?:ing)? up|end (?:your life|it all)|suicide|better off (?:dead"
        r"|without you)|you (?:should|deserve to|want to|could) die|get (?:revenge|even)"
        r"|beat (?:him|her|them) up|make (?:him|her|them) (?:pay|suffer)|teach (?:him|her"
        r"|them) a lesson|get drunk|have a drink|gun|burn it down)\b",
        r"\b(?:are|have) you (?:\w+ )?(?:thinking|thought|been thinking|having thoughts|safe"
        r"|hurt)\b|\b(?:thoughts of|thinking of|thinking about|urge to|talk about|straight out about|word) (?:suicide"
        r"|\w+ yourself)\b",
        "",
    ),
    (
        "medication",
        r"\b\d+ ?(?:mg|milligrams?|ml|pills|tablets)\b|\b(?:take|taking|try|stop|stopping|skip"
        r"|increase|double|lower|reduce|quit|start|switch|use|mix|combine|need|recommend|suggest"
        rf"|worth taking|prescrib\w+) (?:\w+ ){{0,3}}{_DRUGS}\b|\bside effects?\b|\b{_DRUGS} (?:is"
        rf"|are|can|will|might|may|could|should|works?|thats) (?:\w+ ){{0,2}}(?:help|safe|harmless"
        r"|good|bad|linked|better|stop\w*|taken|work|dangerous|used)\b|\bit is safe to\b",
        r"\b(?:doctor|pharmacist|prescriber|prescribed it)\b(?!.*\d)",
        ASK_PHARMACIST,
    ),
    (
        "diagnosis",
        r"\byou (?:\w+ )?(?:have|had|suffer from|are suffering from|struggle with"
        r"|are struggling with|meet|show signs of|are showing signs of|must have|might have"
        rf"|may have|could have|seem to have) (?:\w+ ){{0,3}}{_ILLNESS}\b"
        rf"|\b{_YOURE} (?:\w+ ){{0,2}}(?:depressed|bipolar|autistic|anorexic|bulimic|schizo\w+"
        r"|narcissist\w*|clinically|mentally (?:ill|unstable)|traumati[sz]ed|addicted|codependent"
        r"|paranoid|delusional|an addict|an alcoholic)\b"
        rf"|\b(?:sounds|seems|looks) like (?:\w+ ){{0,3}}{_ILLNESS}\b|\bsymptoms?\b|\bdiagnos\w+\b"
        rf"|\b(?:sign|case|form) of (?:\w+ ){{0,2}}(?:{_ILLNESS}|depression|trauma)\b"
        rf"|\bthis is (?:called )?(?:\w+ )?{_ILLNESS}\b|\b(?:he|she) (?:is"
        rf"|has) (?:\w+ )?(?:a )?{_ILLNESS}\b|\bserious medical condition\b",
        r"\bi (?:cant|cannot|am not able to|dont) (?:\w+ )?(?:diagnose|tell|say|know)\b"
        r"|\bdoctor can\b|\bnot (?:a|your) diagnosis\b",
        _NOT_A_DOCTOR,
    ),
    (
        "agrees-with-contempt",
        r"\bnot as \w+ as\b|\b(?:as|so|too|such an?|really|indeed|clearly|just|always|kind of"
        rf"|a bit|a little|quite|very|still|being|acting|both) (?:\w+ )?{_INSULT}(?: as)?\b"
        rf"|\b{_YOURE} (?:a |an |the )?(?:\w+ ){{0,4}}?{_INSULT}\b"
        r"|\bshut up\b|\bgrow up\b|(?<!cant )(?<!cannot )(?<!not )(?<!to )\bget over (?:it|yourself|him|her)\b|\bstop (?:whining"
        r"|complaining|being|crying|feeling|overthinking)\b|\bwhats wrong with you\b|\b(?:nobody"
        r"|no one) (?:likes|loves|wants|cares about) you\b|\byou deserved? (?:it|that|what"
        r"|to (?:fail|suffer|be (?:alone|hurt|punished)))\b|\bof course you (?:failed|did|lost"
        r"|messed)\b|\bno wonder (?:he|she|they)\b|\byou (?:ruin|disappoint|annoy|bother"
        r"|embarrass)\w*\b|\bi (?:agree|dont blame (?:him|her|them))\b|\byou (?:really )?(?:messed"
        r"|screwed|blew) (?:it )?up\b|\bits true that youre\b|\bi dont care\b|\bnot sure i (?:care"
        r"|blame)\b|\bim too busy\b",
        rf"\b{_YOURE} not (?:a |an |being |too |so |really |stupid|weak|your|crazy|lazy|worthless"
        r"|useless|broken|alone|the)|\b(?:doesnt|does not|dont|didnt|not) (?:make|mean|believe"
        r"|think|see|have to think)\b|\b(?:feel|feels|felt|feeling|thinking|thought|called|calling"
        r"|calls|call|told you|tells you|telling you|says?|said|saying|believe|word|words|as if"
        r"|like|afraid|voice|think of yourself|seem to yourself)\b|\bnot (?:weak|stupid|silly"
        r"|crazy|lazy|dramatic|selfish)\b|\bcarry\w*\b|\bnothing (?:\w+ )?(?:silly|stupid|weak"
        rf"|weird|selfish)\b|\b(?:he|she|they|who|that|{_THIRD})(?:s| is| are| was| were|re)"
        rf" (?:being |really |so |just |very )*{_INSULT}\b",
        "You don't deserve to be spoken of like that, not even by yourself.",
    ),
    (
        "blames",
        r"\byour (?:own )?(?:fault|doing|mistake|responsibility)\b|\byou(?:ve| have)? (?:should"
        r"|shouldnt|shouldve|could|couldve|ought to|should not|should never) ?(?:have"
        r"|of)?\b(?= (?:have|of|known|never|been|done|told|listened|studied|tried|left|not)|ve\b)"
        r"|\byou (?:should|could|ought to) (?:not |never |really )?(?:have|of)\b|\byou shouldve\b"
        r"|\byou couldve\b|\byou shouldnt have\b|\byou (?:brought|caused|provoked|asked for"
        r"|invited) (?:this|it|that|him|her|them)\b"
        r"|\bif (?:only )?you had\b|\byou (?:need|have|must|ought) ?(?:to)? (?:apologi[sz]e|admit"
        r"|accept (?:the|your) (?:blame|fault)|take responsibility|forgive|change your attitude"
        r"|get over|move on|calm down|try harder|work harder)\b|\byou failed (?:to|him|her|them)\b"
        r"|\bwhy (?:didnt|dont|did|would|cant) you\b|\bwhat did you do to\b|\byou let (?:him|her"
        r"|them|everyone|yourself)\b|\byoure to blame\b|\byou made (?:him|her|them|your)\b"
        r"|\byou are responsible for\b|\byou chose (?:this|to|him|her)\b|\byou owe\b"
        r"|\bhis side of\b|\bher side of\b|\bcalm down\b|\btry harder\b",
        r"\b(?:not|isnt|wasnt|never|nothing|werent|arent|none) (?:\w+ ){0,3}(?:all |really "
        r"|simply |only )?(?:your (?:own )?fault|your mistake|something you|caused"
        r"|because of you)\b",
        "None of this has to be put on you.",
    ),
    (
        "false-cheer",
        r"\bcheer up\b|\b(?:everything|things|it all|it) happens? for (?:a|the) (?:reason|best)\b"
        r"|\bothers (?:have|had) it worse\b|\b(?:it|things|that) could be worse\b"
        r"|\blook on the bright side\b|\bbright side\b|\bthink positive\w*\b|\bstay positive\b"
        r"|\bbe (?:happy|positive|strong|grateful|thankful|patient)\b|\bjust (?:relax|smile|forget"
        r"|ignore|let it go|move on|be|think|breathe and|keep smiling|get over)\b|\bgood vibes\b"
        r"|\bevery cloud\b|\bsilver lining\b|\btime heals\b|\bwhat doesnt kill\b|\bmakes (?:you"
        r"|us) stronger\b|\bdont (?:worry|cry|be (?:sad|upset|afraid|angry|so|silly|scared|hard)"
        r"|feel (?:bad|sad|guilty|that way)|think about it|stress|panic|let it|take it)\b"
        r"|\bits (?:not that bad|not a big deal|no big deal|all in your head|not the end)\b"
        r"|\bno worries\b|\bat least\b|\blet it go\b|\byoull be fine\b|\bit will all work out\b"
        r"|\bkeep smiling\b|\bplenty (?:of fish|more fish)\b|\bgods? (?:has|plan|will|gives)\b"
        r"|\bblessing in disguise\b|\bmeant to be\b|\b(?:count|counting) your blessings\b"
        r"|\byou just (?:need|have) to\b|\ball you need\b|\bmust stay strong\b"
        r"|\bpower of positiv\w+\b|\bsunshine and rainbows\b|\bin a better place\b"
        r"|\bthats (?:just )?the way it (?:goes|is)\b|\bthats life\b"
        r"|\bwork(?:s)? out (?:for the best|in the end)\b|\bshake it off\b|\bsuck it up\b"
        r"|\btoughen up\b|\bman up\b|\bpowerful tool\b|\bnot the best way\b|\bperfect (?:way"
        r"|example)\b",
        r"\bdont have to (?:be|just|look|think|stay|feel)\b"
        r"|\bnot (?:here )?to (?:tell you to )?(?:cheer|be)\b|\bwithout having to be\b|\b(?:hard"
        r"|tiring|exhausting|pretend\w*|want|allowed|nice|good|enough|okay|wish|longing"
        r"|possible) to (?:\w+ )?be (?:happy|strong|patient|grateful)\b|\bat least (?:one|a little"
        r"|for (?:now|tonight))\b",
        "",
    ),
    (
        "orders",
        r"\b(?:you(?:ll| will| just| really)?|youll) (?:have|need) to (?!carry|hold|live|face"
        r"|go through|bear|deal|explain|fight|wait|do(?: this| it| all)? (?:alone|every))\w+"
        r"|\byou must (?!be\b|have|feel|miss|carry)\w+|\bplease (?:dont|do not|refrain|stop"
        r"|remember|note|be)\b|\b(?:dont|do not|never) (?:forget|mention|give up|ever|even|make"
        r"|try)\b|\byouve got to\b|\byou better\b|\byoud better\b",
        r"^so you (?:\w+ )?(?:have|need) to\b|\b(?:dont|do not|doesnt mean|didnt|do|if|feel|feels|feel like|felt|as if|as though|that"
        r"|think|thing|what|whatever|never|things|everything|much"
        r"|one) (?:\w+ )?(?:you(?:ll)? )?(?:still )?(?:have|need) to\b|\bplease dont (?:wait"
        r"|be alone)\b",
        "",
    ),
    (
        "hollow",
        r"\bas an? (?:ai|artificial|assistant|language|virtual|chatbot)\b|\blanguage model\b"
        r"|\bassist(?:s|ing|ance|ant)?\b|\bhow (?:can|may|could) i (?:help|be of|support|serve)\b"
        r"|\bim here to (?:help|provide|offer|answer|make|share|guide|clarify|support)\b"
        r"|\bfeel free\b|\b(?:dont|do not|please) hesitate\b|\breach out to (?:me|us)\b"
        r"|\blet me know if\b|\bhope (?:this|that|it) (?:helps|message|finds|email)\b|\b(?:great"
        r"|good|excellent) question\b|\bi cannot (?:provide|fulfil+|comply)\b|\b(?:unable|not able"
        r"|not equipped|not designed|designed|programmed|created|trained) to\b"
        r"|\bhappy to (?:help|accommodate|support|provide|make|offer|clarify)\b|\bprovide (?:you"
        r"|support|information|guidance|general|a |clear|some|specific|that)\b|\b(?:your|special"
        r"|this) requests?\b|\bthank you for (?:sharing|reaching|contacting|your (?:message"
        r"|patience|understanding|time))\b|\bhere (?:are|is) (?:some|a few|a|the|my)\b|\brevised\b"
        r"|\bfor example\b|\bto clarify\b|\bin the context of\b|\bit is (?:important|essential"
        r"|crucial|worth noting)\b|\bits (?:important|essential|crucial) to\b|\b(?:dear|sincerely"
        r"|best regards|yours truly|warm regards|kind regards|best wishes)\b|\b(?:any"
        r"|the) (?:inconvenience|confusion|misunderstanding|mistakes?|offen[cs]e|delay|harm)\b"
        r"|\baccept your apology\b|\bsorry about that\b|\bgeneral explanation\b|\bcustomer\b"
        r"|\bopenai|chatgpt|smollm|hugging\b|\bdouble edged sword\b|\ba wide variety\b"
        r"|\bnon judg\w+\b|\bjudgment free\b|\bsafe space\b|\bcant help (?:you|with)\b"
        r"|\bnot sure (?:i can|what to|how to|what you meant)\b|\bwhat do you need to know\b"
        r"|\bwhats the situation\b|\bget started\b|\boffer (?:some|support|a|an|words|you|comfort"
        r"|advice)\b|\bshare a few\b|\b(?:nice|pleasure) to (?:meet|hear)\b"
        r"|\bim (?:\w+ )?looking forward\b|\b(?:hi|hello|hey) there\b|\bhowdy\b|\bold chap\b"
        r"|\b(?:buddy|pal|dude|mate|my friend|dear friend)\b|\bmake sure (?:to|you)\b"
        r"|\bwould you like me to\b|\bdo you need me to\b|\bdo for you\b|\byour readers\b"
        r"|\bi have no idea\b|\b(?:can|could) only imagine\b|\bsafe with me\b"
        r"|\byou should be proud of me\b|\bim (?:all ears|just (?:a|an|here|trying|me|enjoying))\b"
        r"|\bwarm companion\b|\b(?:a )?(?:little|listening) (?:light|ear)\b",
        r"\bassistant (?:at|manager|nurse|teacher)\b",
        "",
    ),
    (
        "romance-or-sex",
        r"\b(?:kiss\w*|cuddle\w*|sexy|sexual\w*|sex|naked|flirt\w*|make love|lovers?|honey"
        r"|sweetheart|darling|babe|sweetie|my love|beloved|passionate\w*|romantic|seduc\w+"
        r"|gorgeous|handsome|be mine|marry me|turned on|date with me)\b",
        r"\b(?:between the two of you|your (?:\w+ )?(?:partner|relationship|date))\b",
        "",
    ),
)

PHRASES: tuple[Phrase, ...] = tuple(
    Phrase(name, re.compile(broken), re.compile(unless) if unless else None, instead)
    for name, broken, unless, instead in _TABLE
)
