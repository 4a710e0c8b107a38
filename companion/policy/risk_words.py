"""The English words that speak of danger to the person's own life, as data.

Every pattern is read against `plain.plain` text (lower case, no apostrophes, no accents). The lists
are written from experience of how people type, and are measured on `tests/lines/crisis_*.tsv`; they
are not a clinical instrument. Patterns MUST stay linear: no nested repetition.
"""

from __future__ import annotations

from companion.turn import Assessment, Risk

REASONS: dict[str, str] = {
    "suicide": "The words speak of dying or of not wanting to live.",
    "act-done": "The words tell of something already done that may cost a life.",
    "self-harm": "The words speak of hurting oneself.",
    "voices": "The words tell of voices or orders to do harm.",
    "medical": "The words sound like a medical emergency.",
    "abuse": "The words speak of somebody hurting or threatening the person.",
    "harm-to-others": "The words speak of hurting somebody else.",
    "someone-else": "The words speak of danger to somebody near.",
    "eating": "The words speak of eating in a dangerous way.",
    "loss": "Somebody near died by their own hand.",
    "burden": "The words speak of being a burden.",
    "hopeless": "The words sound hopeless.",
    "contempt": "The words are very hard on the person themselves.",
    "step": "The words could mean a farewell or a means at hand.",
    "mention": "Suicide is mentioned.",
    "story": "What sounds like danger seems to be told of a film, a song, a game, a joke or work.",
    "sound": "The wording as a whole sounds like danger.",
    "second": "Read a second time, as a whole, the message sounds like danger.",
}

BODY = ("act-done", "medical")  # where a body needs help, whatever is felt
VIOLENCE = ("abuse", "harm-to-others")
BY_SOUND = frozenset((REASONS["sound"], REASONS["second"]))  # what may be a mistake of reading


def speaks_of(assessment: Assessment, *kinds: str) -> bool:
    """Whether danger of one of these kinds, keys of `REASONS`, is among its reasons."""
    return any(REASONS[kind] in assessment.reasons for kind in kinds)


_AND = r"(?:just |really |fucking |so |simply |honestly |only |kinda |actually |literally |all )*"
_WANT = (
    r"(?:want(?:ed|ing)? to|wanna|want|wish to|need to|ready to|should(?: just| really)?"
    r"|deserve to"
    r"|would rather|id rather|rather|prefer to|would love to|long to|hope to|hope i|hope ill"
    r"|wish i could)"
)
_INTEND = (
    r"(?:want(?:ed|ing)? to|wanna|gonna|going to|will|ill|about to|ready to|plan(?:ning)? (?:to"
    r"|on)"
    r"|intend to|have to|need to|thinking (?:of|about)|decided to|try(?:ing)? to|could|should"
    r"|might)"
)
# risk, kind -> ways of saying it, one idea a line so that each can be read and tested.
OWN: tuple[tuple[Risk, str, tuple[str, ...]], ...] = (
    (
        Risk.ACUTE,
        "suicide",
        (
            r"(?:kil+|killing|murder|hang|hanging|drown|drowning|shoot|shooting|stab|poison"
            r"|poisoning|offing|off) myself",
            r"(?:end|ending|take|taking|finish) my (?:own )?life",
            r"(?:pills|tablets|meds)\b.{0,40}\b(?:take|swallow) (?:them|it) all\b",
            rf"{_INTEND} {_AND}commit(?:ting)? suicide",
            r"(?:thinking|think) (?:about|of) suicide (?:right now|now|every|all the time|again"
            r"|a lot)",
            r"(?:im|i am|ive been|i have been|been) (?!not )(?:\w+ )?suicidal\b(?! thoughts)",
            r"suicide is (?:the|my) (?:only|best|last)",
            r"(?:wrote|written|writing|left|finished) (?:\w+ ){0,2}suicide (?:note|letter)",
            r"ways? to (?:die|kill)\b|(?:date|day|time|place|spot|moment) to die\b",
            r"(?:topping|top|necking|do away with|finish off|put an end to"
            r"|doing away with) (?:myself|it all|my life)|do myself in|put myself out of my misery",
            rf"{_INTEND} {_AND}(?:driv(?:e|ing)|crash(?:ing)?|step(?:ping)?|walk(?:ing)?|swerv(?:e"
            r"|ing)) (?:my |the )?(?:car )?(?:off (?:the|a|that)|in front of|into (?:a"
            r"|the) (?:tree|wall|traffic|river|sea|truck|train))",
            r"(?:googl\w+|search\w*|look(?:ed|ing) up|research\w+"
            r"|reading about) (?:\w+ ){0,3}(?:painless|methods|how many pills|lethal|overdos\w+"
            r"|how to (?:die|od|tie a noose))",
            r"how (?:many|much) (?:\w+ ){0,5}(?:kil+ (?:me|you|somebody|a)|to die|lethal"
            r"|to overdose|be fatal)",
            r"(?:going|go|gone) through with it|(?:doing it|happening) (?:tonight|today|now"
            r"|tomorrow)",
            rf"{_INTEND} {_AND}(?:use|put|pull|end|drown|gas|hang|suffocate"
            r"|electrocute) (?:the (?:gun|rope|noose|trigger|knife|blade|exhaust|bag)|my (?:life"
            r"|misery))",
            r"(?:pills|tablets|meds) (?:\w+ ){0,2}(?:counted|lined up|laid out|ready|saved|hoarded"
            r"|stockpiled)|(?:i|ive|i have) (?:\w+ )?(?:counted|lined up|saved up|saving up|hoarded|hoarding"
            r"|stockpiled|collected) (?:\w+ ){0,3}(?:pills|tablets|meds|medication)"
            r"|enough (?:\w+ ){0,2}(?:pills|tablets|meds|medication|insulin) (?:\w+ )?(?:to|for)",
            r"(?:tied|made|bought|hung|tying|have|got) (?:\w+ ){0,2}noose|(?:have|got|bought) (?:a"
            r"|the|my) rope (?:and|ready|to)"
            r"|planning my (?:own )?(?:suicide|death)|swallow (?:everything|all)|(?:and|then"
            r"|kill) (?:then )?myself(?: too| as well| after\w*)?(?:[.,!?]|$)|(?:loaded|cocked"
            r"|holding) (?:\w+ ){0,2}(?:gun|pistol|rifle|shotgun)",
            r"last (?:night|day|hours?) (?:on earth|alive)|never see (?:me|another) again"
            r"|wont be alive",
            rf"{_INTEND} {_AND}(?:jump(?:ing)?|throw myself) (?:off|from|in front|out of (?:the|a"
            r"|my) window|under)",
            r"(?:sitting|lying|standing|im|am) on (?:the |some )?(?:train |railway "
            r"|rail )?(?:tracks|ledge|railings?)\b",
            r"(?:gun|knife|blade|razor) (?:to|at|against|on|in) my (?:head|mouth|wrists?|throat"
            r"|neck|temple)",
            rf"{_INTEND} {_AND}(?:overdose|od)\b",
            r"slit(?:ting)? my (?:wrists?|throat)",
            r"(?:by the time|when) you (?:read|see) this (?:ill|i will|im|i am) (?:be )?(?:gone"
            r"|dead)",
        ),
    ),
    (
        Risk.ELEVATED,
        "suicide",
        (
            rf"{_WANT} {_AND}(?:to )?(?:die|be dead|not exist|not be here|not be alive"
            r"|stop existing|disappear forever)\b(?! (?:my|his|her) )",
            r"how many (?:of (?:these|those|the|my) )?(?:sleeping )?(?:pills|tablets|painkillers"
            r"|paracetamols?|ibuprofen|aspirins?|capsules) (?:is|are|would be|its) too many",
            r"disappear (?:forever|for good|completely)|(?:if i|i) (?:just )?(?:disappeared"
            r"|vanished) (?:forever|for good)",
            rf"(?:dont|do not|not|never|no longer|didnt|cant) {_AND}(?:even )?(?:want|wanna|wish"
            rf"|feel like|care)(?: to)? {_AND}"
            r"(?:keep |go on |continue |be )?(?:live|living|alive|exist|existing)\b(?! (?:in|with"
            r"|at|here|near|next|on my own|alone|together|there|by))",
            r"(?:dont|do not|not|no longer) (?:even )?(?:want|wanna) (?:to )?be (?:here anymore"
            r"|around anymore|on this (?:earth|planet)|in this world)",
            r"(?:never|not|dont|wont|didnt|do not) (?:\w+ ){0,3}wak(?:e|ing) up(?: again| tomorrow"
            r"| in the morning| anymore| ever|[.,!?]|$)",
            r"better (?:off|place|without me)? ?(?:without me|if i (?:\w+ )?(?:dead|gone|died"
            r"|disappeared|didnt|wasnt|werent|never))",
            r"better off dead|better dead than|better off with (?:my|the) life insurance(?! (?:from"
            r"|plan|at|offer))|relieved if i (?:(?:was|were) (?:gone|dead)|wasnt (?:here|around)"
            r"|died)|the world (?:would|will) be (?:\w+ )?without me(?: in it)?(?=[.,!?]|$)",
            r"(?:dont plan (?:to be|on being) (?:around|alive)|i wont be (?:here|around)) (?:for"
            r"|at) (?:my (?:next )?birthday|christmas|new year|easter|next year)\b(?!.{0,80}(?:fly"
            r"|flight|travel|visit|holiday|trip|away|abroad|work|my (?:\w+ )?(?:sister|brother"
            r"|parents|mum|mom|family)|going to (?:my|the|see|be)|\bin \w+))",
            r"wish (?:that )?i (?:was|were|had been|had|could be|could just be) (?:just "
            r"|already )?(?:dead|gone forever|never born|not alive|not here anymore"
            r"|died)\b(?! asleep)",
            r"wish (?:that )?i (?:was |were |had |d )?never (?:been )?born"
            r"|wish (?:that )?i (?:didnt|did not|wouldnt) (?:exist|wake up|have to live)",
            r"(?:no|any|whats the|whats a|what is the|(?:dont|cant|do not) see (?:a|any|the"
            r"|much)) (?:point|reason|sense|purpose) (?:in|to|of|for) (?:even )?(?:keep |go on "
            r"|stay(?:ing)? |being |carry on )?(?:living|live|alive|life\b|exist\w*)",
            r"(?:nothing|no one|nobody) (?:left )?to live for|nothing left for me (?:here|in this)",
            r"life (?:is|isnt|is not|wasnt) (?:not |really not )?worth (?:living|it)",
            r"(?:tired|sick|done) (?:of|with) (?:living|being alive|life|existing|this life"
            r"|this world)\b(?! (?:in|with|at|here|on|out))",
            r"(?:cant|cannot|dont want to|can not) (?:go|carry) on(?: like this| anymore| living"
            r"|[.,!?]|$)",
            r"(?:nobody|no one|noone|no body|they) (?:would|will|wouldnt"
            r"|wont) (?:even )?(?:miss me|notice if i|care if i (?:die|died|was gone|disappeared"
            r"|were gone|was dead))",
            r"(?:think|thinking|thought|dream|dreaming|fantasi[sz]e|fantasi[sz]ing"
            r"|thoughts) (?:about|of) (?:\w+ )?(?:death|dying|suicide|being dead|not being (?:here"
            r"|alive))",
            r"(?:welcome|looking forward to|long for|longing for) (?:death|dying"
            r"|the end of my life)",
            r"(?:hope|wish|pray) (?:a|the|some|that a) (?:bus|car|truck|train"
            r"|lorry) (?:\w+ )?(?:hits?|runs?|ran) (?:me|over me)",
            r"(?:think|thinking|fantasi\w+|want|wanna|urge|thought|thoughts"
            r"|dream\w*) (?:\w+ ){0,2}(?:driv\w+|crash\w*|steer\w*|swerv\w+) (?:my "
            r"|the )?(?:car )?(?:into|off|straight|my car|the car)",
            r"(?:want|wanna|should|gonna|going to|ready to|could|might|to|id have|have|just"
            r"|about) (?:to )?(?:just )?(?:end|ended|ending) it(?: all| here|(?= now| tonight"
            r"| today| tomorrow| this| long ago|[.,!?]|$))",
            r"close to ending (?:it|things)|ending (?:it all|things)\b(?! with)"
            r"|end things (?=tonight|now|for good|forever)",
            r"(?:want to|wanna|gonna|going to|might|will|ill|just|should|rather|could) (?:\w+ )?kms\b"
            r"|(?<!\d )(?<!\d)\bkms (?:tonight|now|today|lately|fr|for real)\b",
            r"(?:dont|do not|doesnt) (?:deserve|belong) (?:to (?:live|be alive|exist)"
            r"|in this world|on this earth)",
            r"easier if i (?:was|were|had|just)? ?(?:dead|gone|died|not here)",
            r"(?:dont know|not sure|unsure|dont care) (?:if|whether|that)? ?i (?:\w+ )?(?:want to "
            r"|wanna )?(?:live|be alive|die|survive|make it)\b",
            r"(?:will|ill|gonna|going to|should|could|would|better) be dead\b(?! (?:tired|meat|if"
            r"|when|wrong|on))",
            r"(?:live or die|alive or dead|die or not|dead or alive)\b",
            r"(?:wish|hope|want|need|pray\w*|like) (?:\w+ ){0,2}(?:someone|somebody|anyone|they"
            r"|god|the lord|something|he|lightning) (?:\w+ ){0,3}(?:shoot|kill|murder|strike|hit"
            r"|run over|take) me\b",
            r"nothing (?:left |here )?for me\b|nothing left in (?:this )?life|no (?:reason"
            r"|point) (?:for me )?(?:to|in) (?:be(?:ing)?|stay(?:ing)?|exist\w*|wak\w+ up"
            r"|go(?:ing)? on|carry(?:ing)? on)\b(?! (?:in|at|with|late))(?: here| around| alive)?",
            r"(?:living|being alive|existing|existence) (?:is|has become|feels"
            r"|hurts) ?(?:\w+ ){0,2}(?:painful|unbearable|torture|hell|pointless|meaningless"
            r"|too much|exhausting|punishment|hard|hurts)|life (?:is"
            r"|feels) (?:\w+ ){0,2}(?:unbearable|torture|punishment|pointless|not for me)",
            r"(?:why am i|what am i) (?:even |still )?(?:alive|living|breathing|here for)"
            r"|disappear and (?:never|not) come back|be like to be dead|ready for god"
            r"|take me home(?:[.,!?]|$)|(?:this is it|thats it"
            r"|im out)[.,! ]+(?:\w+ ){0,4}(?:anymore)?[.,! ]*(?:good)?bye\b",
            r"let(?:ting)? go of the (?:wheel|steering|rail|railing|rope)|on the edge of (?:the"
            r"|a) (?:platform|roof|bridge|building|cliff|balcony|tracks)",
            r"(?:let me|just let me|hope i|hoping i|praying? (?:to|i|for|that i)|wait to"
            r"|if i) (?:\w+ )?(?:die|be dead|death|died)\b(?! (?:of|laughing|before|my))"
            r"|die in my sleep|take me,? (?:god|lord|jesus)|(?:god|lord"
            r"|jesus),? (?:please )?take me",
            r"(?:leave|leaving|exit|depart|quit) (?:this )?(?:world|earth|life)\b|(?:eternal"
            r"|permanent|final|endless) (?:sleep|rest|peace)\b|(?:stop|quit) (?:breathing|existing)"
            r"|erase (?:me|myself)",
            r"(?:wont|not|no longer) (?:\w+ ){0,2}(?:be around|be here|be a (?:problem|burden"
            r"|bother)) (?:\w+ ){0,2}(?:much longer|anymore|for long|soon|for (?:you|them|anyone))",
            r"(?:theyll|they will|youll|everyone will|they would|theyd|youd) (?:all "
            r"|finally )?be (?:\w+ )?(?:free of me|rid of me|happier without|fine without"
            r"|better without|relieved)",
            r"only way (?:out|to (?:stop|end|escape|make it stop))|(?:cant|couldnt"
            r"|dont want to) face (?:another|one more|tomorrow)|(?:tired|done"
            r"|exhausted) (?:of )?fighting to (?:live|stay|survive)|no fight left",
            r"(?:disappointed|sad|angry|upset|wish|hate|sorry) (?:\w+ ){0,3}(?:woke up|waking up"
            r"|still alive|survived|hadnt (?:survived|woken|been saved))(?: today| again"
            r"| this morning|[.,!?]|$| every)",
            r"(?:come|came|cry|be|there|show up) (?:to|at) my (?:own )?funeral"
            r"|cant see a future (?:with|for|that has) me|my (?:suicide )?attempt\b(?! (?:at|to))",
            r"(?:im|i am|sat|sitting|standing|stood|climbed) (?:\w+ ){0,3}(?:on|onto"
            r"|off) (?:top of )?(?:the|a) (?:\w+ )?(?:roof|rooftop|bridge|ledge|parapet|railings?"
            r"|overpass|window ?sill)\b(?! (?:terrace|garden|bar|box(?:es)?)\b)"
            r"(?!(?: \w+){0,2} (?:watching|fishing|painting|cleaning|fixing|mending|taking (?:\w+ )?(?:photos?|pictures?|pics)|with (?:a|my) (?:\w+ )?(?:beer|ice cream|coffee|picnic))\b)",
            r"(?:everyone|everybody|they|people|my (?:family|kids|children|parents|wife|husband|partner)|you all|the world) (?:would|d|will|ll)"
            r" (?:all )?(?:be (?:just |perfectly |totally |so much |much |way )?(?:fine|ok|okay|happier|relieved|easier|better)|manage|do (?:just )?fine|cope)"
            r" (?:without me|if i (?:wasnt|werent|was not|were not) (?:here|around|alive))(?=[.,!]|$| anyway| now| in)",
            r"(?:stand|standing|stood|wait|waiting|edging|walk\w*|step\w*) (?:\w+ ){0,3}(?:too|so|closer and closer|nearer) ?(?:close|near)? to the"
            r" (?:edge|tracks?|rails?|drop)\b(?! of (?:my|the) (?:bed|sofa|table|page|desk|pool))",
            r"(?:im|i am|just) (?:\w+ )?(?:ending it|jumping)(?! (?:up|rope|on|at|for|in the"
            r"|into (?:bed|the))\b)(?= tonight| now| today|[.,!?]|$| off| from)|ending it tonight",
            r"wish (?:that )?id never (?:been )?born|(?:dont|do not|never) (?:\w+ )?(?:want"
            r"|asked for|ask for) (?:this|my|any) life\b|over for good|end for good"
            r"|be over forever",
            r"(?:know|decided|planned|worked out|figured out) (?:exactly )?(?:how|when"
            r"|where) (?:i would|id|i will|ill|im going to|to) (?:do it|die|go|end)"
            r"|suicide (?:\w+ ){0,4}(?:on my mind|in my head|in my thoughts|an option|my option)",
            r"(?:favou?r|relief|lighter|happier|better|easier|fine|matter|sad|cry|care|miss|money"
            r"|free) (?:\w+ ){0,4}(?:if|when|once|without) (?:(?:i (?:was|were|am|just)|im) (?:\w+ )?"
            r"(?:gone|dead|not (?:here|around|alive))|i (?:died|disappeared|vanished|didnt exist|left this world"
            r"|(?:wasnt|werent|was not|were not) (?:\w+ )?(?:here|around|alive|born|in (?:the|their|your) (?:way|lives|life))))\b",
            r"what if i (?:\w+ )?(?:wasnt|werent|didnt|was not|were not|stopped|disappeared"
            r"|never) (?:here|around|alive|exist\w*|wak\w*)",
            r"(?:death|dying|being dead|suicide) (?:would|seems?|sounds?|feels?|looks?|might"
            r"|could) (?:\w+ ){0,2}(?:relief|peace\w*|better|easier|nice|good|comfort\w*|kind|only"
            r"|answer|solution|beautiful|like)",
            r"(?:imagin\w+|pictur\w+|plan\w*|think\w* (?:about|of)|dream\w* (?:about|of)"
            r"|fantasi\w+) (?:\w+ ){0,2}(?:my own|my) (?:funeral|death|suicide|grave|coffin)",
            r"(?:dont|cant|do not|never) (?:see|imagine|picture) (?:myself|me) (?:being alive"
            r"|alive|living|growing old|here|being (?:here|around)|around|reaching|making it|turning)",
            r"(?:exhausted|tired|weary|sick|worn out) (?:from|of) (?:just )?(?:existing|living"
            r"|being alive|being here|waking up)\b(?! (?:in|with|at|here|on|early|to|out))",
            r"(?:should have|shouldve|wish it (?:had been|was|were)|had been"
            r"|couldve been) (?:been )?(?:me instead|me who died|me that died|me in the)|(?:had"
            r"|wish \w+ \w+ had|would have|just) (?:taken|killed|took) me(?: instead| too"
            r"| with)?(?:[.,!?]|$)",
            r"(?:dont think|doubt|dont know if|not sure) (?:\w+ )?(?:ill|i will|i can"
            r"|i) (?:make it|survive|get through|last|be here)(?: (?:through|to|until|till|past"
            r"|much longer|another) ?\w*)?",
            r"(?:be|reunited|rejoin|join|joining|together) (?:with )?(?:him|her|them|my (?:wife"
            r"|husband|mum|mom|dad|son|daughter|baby)) (?:\w+ )?(?:in heaven|soon|again soon"
            r"|on the other side|up there)",
            r"(?:want|wanna|trying to|need) (?:a way )?(?:to )?(?:be )?(?:out of this (?:life"
            r"|world)|off this (?:planet|earth))|(?:not|wasnt|never) (?:made|meant"
            r"|built) for this (?:world|life)|no place (?:for me )?in this world",
            r"cant keep (?:living|going|existing|doing this to)|no strength (?:left )?to (?:go on"
            r"|live|keep going)|giv(?:e|ing|en) up on life|nothing (?:left )?to lose anymore"
            r"|(?:want to|wanna|gonna|going to|ready to|how to) ctb\b|\bctb (?:tonight|now|soon|method)"
            r"|catch the bus (?:for good|forever|iykyk)|(?:so|feeling|im|been) sui\b|\bsui (?:thoughts|ideation)",
            r"(?:look at|see|watch|stand) (?:\w+ ){0,6}(?:train|edge|bridge|tracks|water|balcony"
            r"|cars|traffic|roof) (?:\w+[ ,]+){0,5}(?:one step|jump|step|let go|fall)\b",
            r"(?:voice|voices|something|it) (?:\w+ ){0,3}(?:tell|tells|telling) me to (?:die|do it"
            r"|end it|jump|hurt)",
            r"lived (?:long )?enough\b|rather not see another|had enough of (?:life|living)",
            r"(?<!havent )(?<!have not )(?:i|ive|i have|have|having|had|with|these|the|get|getting"
            r"|keep having) (?:\w+ )?(?:suicidal (?:thoughts|ideation|urges|feelings)"
            r"|thoughts of suicide|suicide on my mind)",
            r"(?:suicidal thoughts|thoughts of suicide) (?:(?:are|is|have|has|got|get|getting) (?:\w+ ){0,2}"
            r"(?:back|worse|stronger|louder|constant)\b|c[oa]me back\b|keep\b|wont (?:stop|go)\b)",
            r"(?:feel|felt|feeling|get|getting|be) (?:\w+ )?suicidal",
            r"(?:havent|have not) (?:killed|offed|hung|hanged|ended) (?:myself|it|my life) yet",
            r"(?:think|thought|consider\w*|contemplat\w+|plan\w*|attempt\w*) (?:about "
            r"|of )?(?:my )?suicide|suicide attempt",
            rf"(?:want|wanna|gonna|going to|ready to|will) {_AND}(?:to )?jump(?:[.,!?]|$)",
            r"want (?:\w+ )?(?:life|my life) to (?:end|be over|stop)",
            r"sleep (?:forever|and never|and not)\b(?! this)",
        ),
    ),
    (
        Risk.ELEVATED,
        "self-harm",
        (
            r"(?:cut|cutting|burn|burned|burnt|burning|hurt|hurting|harm|harming|scratch\w*"
            r"|punish\w*|injur\w+|punch\w*|hit|hitting|bit|biting|chok\w+|slap\w*|stabb\w+) myself",
            r"(?:cut|cutting|carv\w+|burn\w*) (?:my|up my|into my) (?:\w+ )?(?:wrists?|thighs?"
            r"|arms?|legs?|skin)\b(?! hair)",
            r"(?:started|start|began|back to|relapsed (?:on|with|into)|keep|been|stop"
            r"|urge to start) cutting(?: again|[.,!?]|$| and)",
            r"self ?harm(?:ed|ing|s)?\b",
            r"carv\w+ (?:\w+ ){0,3}(?:into|in|on) my (?:arm|leg|skin|thigh|wrist|stomach)\w*"
            r"|(?:cuts|scars|blood) (?:all )?(?:over|on|down) my (?:arms?|legs?|thighs?|wrists?)"
            r"|razor (?:\w+ ){0,4}(?:dont (?:want to|wanna) stop|need to feel)",
            r"(?:i|ive) (?:\w+ )?(?:cut|burned|carved) (?:again|last night|today|yesterday"
            r"|this morning|tonight)\b(?! (?:the|my (?:hair|grass)))|(?:months?|weeks?|days?"
            r"|years?) clean from (?:cutting|self)|(?:urge|urges|want|wanna|need) to (?:cut|burn"
            r"|bleed)(?:[.,!?]|$| again)",
            r"(?:bang|hit|punch|slam)\w* my (?:head|fists?) (?:against|into|on) (?:the|a) wall",
        ),
    ),
    (
        Risk.LOW,
        "burden",
        (
            r"(?:im|i am|just|such|being|be|only|feel like|am|a) (?:\w+ )?(?:a "
            r"|such a )?burden\b(?! of proof)",
            r"in everyones way|drag(?:ging)? everyone down|ruin everything for everyone",
        ),
    ),
    (
        Risk.LOW,
        "hopeless",
        (
            r"(?<!\d )(?<!\d)\bkms\b|hate my life|pointless\b|another (?:night|day) (?:like this|of this)"
            r"|cant do (?:another|one more) (?:night|day)|see a future|hopeless\b|no hope (?:left"
            r"|for me|anymore)|no future|no way out|way out of this|see a way out",
            r"(?:theres|there is|there was|is there) (?:no|any) point|whats the point(?:[.,!?]|$"
            r"| of (?:anything|it all|trying|everything))",
            r"(?:cant|cannot) (?:do|take|handle|bear|stand) (?:this|it|life) (?:anymore"
            r"|all anymore)|cant cope",
            r"im (?:so |just )?done(?:[.,!?]|$| with everything)|(?:i give up(?:[.,!?]|$)"
            r"|i give up on (?:life|everything|myself))|nothing matters|feel trapped"
            r"|no one would care|nobody cares (?:about me|if i)",
            r"want (?:it|this|everything|the pain) (?:all )?to (?:stop|end|be over)(?! the exam)",
            r"\bkil+ me(?: now| please|[.,!?]|$)|shoot me now|(?:someone|just|please) kill me",
            r"going to die\b|gonna die\b|dying inside|died inside|sleep forever",
        ),
    ),
    (
        Risk.LOW,
        "contempt",
        (
            r"(?:hate|despise|loathe|cant stand) (?:myself|being me|who i am|my ?self)"
            r"|disgust(?:ed|ing) (?:with|by|at)? ?(?:myself|me)?(?:[.,!?]|$)",
            r"(?:im|i am|feel|feeling|felt|being) (?:\w+ ){0,2}(?:worthless|useless|nothing"
            r"|a failure|a waste(?: of space)?|garbage|trash|pathetic|unlovable|so fat"
            r"|fat and)\b(?! to)",
        ),
    ),
    (Risk.LOW, "mention", (r"\bsuicid\w*",)),
)
