"""The words that speak of danger, as data: what each sign is, how heavy, and what takes it back.

Every pattern is read against `plain.plain` text (lower case, no apostrophes, no accents). The lists
are written from experience of how people type, and are measured on `tests/lines/crisis_*.tsv`; they
are not a clinical instrument. Patterns MUST stay linear: no nested repetition.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from companion.turn import Risk


@dataclass(frozen=True)
class Sign:
    """Ways of saying one thing. kind: key of `REASONS`; risk: how heavy it is standing alone."""

    kind: str
    risk: Risk
    pattern: re.Pattern[str]


REASONS: dict[str, str] = {
    "suicide": "The words speak of dying or of not wanting to live.",
    "self-harm": "The words speak of hurting oneself.",
    "medical": "The words sound like a medical emergency.",
    "abuse": "The words speak of somebody hurting or threatening the person.",
    "harm-to-others": "The words speak of hurting somebody else.",
    "someone-else": "The words speak of danger to somebody near.",
    "eating": "The words speak of eating in a dangerous way.",
    "loss": "Somebody near died by their own hand.",
    "burden": "The words speak of being a burden.",
    "hopeless": "The words sound hopeless.",
    "contempt": "The words are very hard on the person themselves.",
    "mention": "Suicide is mentioned.",
}

_AND = r"(?:just |really |fucking |so |simply |honestly |only |kinda |actually |literally |all )*"
_WANT = (
    r"(?:want(?:ed|ing)? to|wanna|want|wish to|need to|ready to|should(?: just| really)?|deserve to"
    r"|would rather|id rather|rather|prefer to|would love to|long to|hope to|hope i|hope ill|wish i could)"
)
_INTEND = (
    r"(?:want(?:ed|ing)? to|wanna|gonna|going to|will|ill|about to|ready to|plan(?:ning)? (?:to|on)"
    r"|intend to|have to|need to|thinking (?:of|about)|decided to|try(?:ing)? to|could|should|might)"
)
_NEAR = (
    r"(?:my|a|his|her|our|the) (?:\w+ )?(?:friend|brother|sister|son|daughter|child|kid|mother|mum|mom|dad|father|husband"
    r"|wife|boyfriend|girlfriend|partner|cousin|uncle|aunt|niece|nephew|roommate|flatmate|colleague|neighbou?r"
    r"|student|ex|bestie|bf|gf|grandson|granddaughter|teen|boy|girl|guy)"
)
_THEY = rf"(?:he|she|they|hes|shes|theyre|someone|{_NEAR})"
_DRUG = (
    r"(?:pills?|tablets?|meds|medication|medicines?|paracetamol|tylenol|ibuprofen|aspirin|xanax|valium|sleeping|"
    r"antidepressants?|opioids?|oxy\w*|benzos?|insulin|sertraline|painkillers?|capsules?)"
)
_HIT = (
    r"(?:hits|hit|beats|beat|slaps|slapped|punches|punched|kicks|kicked|chokes|choked|strangles|strangled|"
    r"hurts|burned|whips|whipped|rapes|raped|molests|molested|abuses|abused|throws things at|locks|shoves|shoved|"
    r"threatens|threatened)"
)
_WHO = (
    r"(?:he|she|they|my (?:\w+ ){0,2}?(?:husband|wife|boyfriend|girlfriend|partner|dad|father|mum|mom|mother|step\w+|"
    r"uncle|brother|sister|ex|parents|son|bf|gf|fiance|roommate|cousin|grandpa|grandfather|teacher|coach|priest|carer))"
)

# risk, kind -> alternatives. Written out one idea a line so that each can be read and tested.
_TABLE: tuple[tuple[Risk, str, tuple[str, ...]], ...] = (
    (
        Risk.ACUTE,
        "suicide",
        (
            r"(?:kil+|killing|murder|hang|hanging|drown|drowning|shoot|shooting|stab|poison|poisoning|offing|off) myself",
            r"(?:end|ending|take|taking|finish) my (?:own )?life",
            rf"{_INTEND} {_AND}commit(?:ting)? suicide",
            r"(?:thinking|think) (?:about|of) suicide (?:right now|now|every|all the time|again|a lot)",
            r"(?:im|i am|ive been|i have been|been) (?!not )(?:\w+ )?suicidal\b(?! thoughts)",
            r"suicide is (?:the|my) (?:only|best|last)",
            r"(?:wrote|written|writing|left|finished) (?:\w+ ){0,2}suicide (?:note|letter)",
            r"ways? to (?:die|kill)\b|(?:date|day|time|place|spot|moment) to die\b",
            r"(?:topping|top|necking|do away with|finish off|put an end to|doing away with) (?:myself|it all|my life)|do myself in|put myself out of my misery",
            rf"{_INTEND} {_AND}(?:driv(?:e|ing)|crash(?:ing)?|step(?:ping)?|walk(?:ing)?|swerv(?:e|ing)) (?:my |the )?(?:car )?(?:off (?:the|a|that)|in front of|into (?:a|the) (?:tree|wall|traffic|river|sea|truck|train))",
            r"(?:googl\w+|search\w*|look(?:ed|ing) up|research\w+|reading about) (?:\w+ ){0,3}(?:painless|methods|how many pills|lethal|overdos\w+|how to (?:die|od|tie a noose))",
            r"last (?:night|day|hours?) (?:on earth|alive)|never see (?:me|another) again|wont be alive",
            rf"{_INTEND} {_AND}(?:jump(?:ing)?|throw myself) (?:off|from|in front|out of (?:the|a|my) window|under)",
            r"(?:sitting|lying|standing|im|am) on (?:the |some )?(?:train |railway |rail )?(?:tracks|ledge|railings?)\b",
            r"(?:gun|knife|blade|razor) (?:to|at|against|on|in) my (?:head|mouth|wrists?|throat|neck|temple)",
            rf"{_INTEND} {_AND}(?:overdose|od)\b",
            r"slit(?:ting)? my (?:wrists?|throat)",
            r"(?:by the time|when) you (?:read|see) this (?:ill|i will|im|i am) (?:be )?(?:gone|dead)",
            r"(?:bringe mich|werde mich|will mich|mich heute|mich selbst|mochte mich) (?:\w+ )?(?:um\b|umbringen|toten|erhangen)",
            r"(?:mir das leben nehmen|mein leben beenden|selbstmord begehen)",
            r"(?:me suicider|me tuer|mettre fin a mes jours|en finir avec la vie)",
            r"(?:suicidarme|quiero matarme|me quiero matar|voy a matarme|me voy a matar|quitarme la vida|acabar con mi vida)",
            r"(?:uccidermi|suicidarmi|ammazzarmi|mi voglio (?:uccidere|ammazzare)|togliermi la vita|mi ammazzo|farla finita)",
            r"(?:vou|quero|queria|penso em) (?:me matar|me suicidar|matar me|acabar com a minha vida|tirar a minha vida)",
        ),
    ),
    (
        Risk.ELEVATED,
        "suicide",
        (
            rf"{_WANT} {_AND}(?:to )?(?:die|be dead|not exist|not be here|not be alive|stop existing|disappear forever)\b(?! (?:my|his|her) )",
            r"disappear (?:forever|for good|completely)|(?:if i|i) (?:just )?(?:disappeared|vanished) (?:forever|for good)",
            rf"(?:dont|do not|not|never|no longer|didnt|cant) {_AND}(?:even )?(?:want|wanna|wish|feel like|care)(?: to)? {_AND}"
            r"(?:keep |go on |continue |be )?(?:live|living|alive|exist|existing)\b(?! (?:in|with|at|here|near|next|on my own|alone|together|there|by))",
            r"(?:dont|do not|not|no longer) (?:even )?(?:want|wanna) (?:to )?be (?:here anymore|around anymore|on this (?:earth|planet)|in this world)",
            r"(?:never|not|dont|wont|didnt|do not) (?:\w+ ){0,3}wak(?:e|ing) up(?: again| tomorrow| in the morning| anymore| ever|[.,!?]|$)",
            r"better (?:off|place|without me)? ?(?:without me|if i (?:\w+ )?(?:dead|gone|died|disappeared|didnt|wasnt|werent|never))",
            r"better off dead|better dead than",
            r"wish (?:that )?i (?:was|were|had been|had|could be|could just be) (?:just |already )?(?:dead|gone forever|never born|not alive|not here anymore|died)\b(?! asleep)",
            r"wish (?:that )?i (?:was |were |had |d )?never (?:been )?born|wish (?:that )?i (?:didnt|did not|wouldnt) (?:exist|wake up|have to live)",
            r"(?:no|any|whats the|whats a|what is the|(?:dont|cant|do not) see (?:a|any|the|much)) (?:point|reason|sense|purpose) (?:in|to|of|for) (?:even )?(?:keep |go on |stay(?:ing)? |being |carry on )?(?:living|live|alive|life\b|exist\w*)",
            r"(?:nothing|no one|nobody) (?:left )?to live for|nothing left for me (?:here|in this)",
            r"life (?:is|isnt|is not|wasnt) (?:not |really not )?worth (?:living|it)",
            r"(?:tired|sick|done) (?:of|with) (?:living|being alive|life|existing|this life|this world)\b(?! (?:in|with|at|here|on))",
            r"(?:cant|cannot|dont want to|can not) (?:go|carry) on(?: like this| anymore| living|[.,!?]|$)",
            r"(?:nobody|no one|noone|no body|they) (?:would|will|wouldnt|wont) (?:even )?(?:miss me|notice if i|care if i (?:die|died|was gone|disappeared|were gone|was dead))",
            r"(?:think|thinking|thought|dream|dreaming|fantasi[sz]e|fantasi[sz]ing|thoughts) (?:about|of) (?:\w+ )?(?:death|dying|suicide|being dead|not being (?:here|alive))",
            r"(?:welcome|looking forward to|long for|longing for) (?:death|dying|the end of my life)",
            r"(?:hope|wish|pray) (?:a|the|some|that a) (?:bus|car|truck|train|lorry) (?:\w+ )?(?:hits?|runs?|ran) (?:me|over me)",
            r"(?:think|thinking|fantasi\w+|want|wanna|urge|thought|thoughts|dream\w*) (?:\w+ ){0,2}(?:driv\w+|crash\w*|steer\w*|swerv\w+) (?:my |the )?(?:car )?(?:into|off|straight|my car|the car)",
            r"(?:want|wanna|should|gonna|going to|ready to|could|might|to|id have|have|just|about) (?:to )?(?:just )?(?:end|ended|ending) it(?: all| here|(?= now| tonight| today| tomorrow| this| long ago|[.,!?]|$))",
            r"close to ending (?:it|things)|ending (?:it all|things)\b(?! with)|end things (?=tonight|now|for good|forever)",
            r"(?<!\d )(?<!\d)\bkms\b",
            r"(?:dont|do not|doesnt) (?:deserve|belong) (?:to (?:live|be alive|exist)|in this world|on this earth)",
            r"easier if i (?:was|were|had|just)? ?(?:dead|gone|died|not here)",
            r"(?:dont know|not sure|unsure|dont care) (?:if|whether|that)? ?i (?:\w+ )?(?:want to |wanna )?(?:live|be alive|die|survive|make it)\b",
            r"(?:will|ill|gonna|going to|should|could|would|better) be dead\b(?! (?:tired|meat|if|when|wrong|on))",
            r"(?:live or die|alive or dead|die or not|dead or alive)\b",
            r"(?:favou?r|relief|lighter|happier|better|easier|fine|matter|sad|cry|care|miss|money|free) (?:\w+ ){0,4}(?:if|when|once|without) (?:i (?:was|were|am|wasnt|werent|didnt|just|died)|im) ?(?:gone|here|around|dead|not|wasnt|exist)?",
            r"what if i (?:\w+ )?(?:wasnt|werent|didnt|was not|were not|stopped|disappeared|never) (?:here|around|alive|exist\w*|wak\w*)",
            r"(?:death|dying|being dead|suicide) (?:would|seems?|sounds?|feels?|looks?|might|could) (?:\w+ ){0,2}(?:relief|peace\w*|better|easier|nice|good|comfort\w*|kind|only|answer|solution|beautiful|like)",
            r"(?:imagin\w+|pictur\w+|plan\w*|think\w* (?:about|of)|dream\w* (?:about|of)|fantasi\w+) (?:\w+ ){0,2}(?:my own|my) (?:funeral|death|suicide|grave|coffin)",
            r"(?:dont|cant|do not|never) (?:see|imagine|picture) (?:myself|me) (?:being alive|alive|living|growing old|here|being here|around|reaching|making it|turning)",
            r"(?:exhausted|tired|weary|sick|worn out) (?:from|of) (?:just )?(?:existing|living|being alive|being here|waking up)\b(?! (?:in|with|at|here|on|early|to))",
            r"(?:should have|shouldve|wish it (?:had been|was|were)|had been|couldve been) (?:been )?(?:me instead|me who died|me that died|me in the)|(?:had|wish \w+ \w+ had|would have|just) (?:taken|killed|took) me(?: instead| too| with)?(?:[.,!?]|$)",
            r"(?:dont think|doubt|dont know if|not sure) (?:\w+ )?(?:ill|i will|i can|i) (?:make it|survive|get through|last|be here)(?: (?:through|to|until|till|past|much longer|another) ?\w*)?",
            r"(?:be|reunited|rejoin|join|joining|together) (?:with )?(?:him|her|them|my (?:wife|husband|mum|mom|dad|son|daughter|baby)) (?:\w+ )?(?:in heaven|soon|again soon|on the other side|up there)",
            r"(?:want|wanna|trying to|need) (?:a way )?(?:to )?(?:be )?(?:out of this (?:life|world)|off this (?:planet|earth))|(?:not|wasnt|never) (?:made|meant|built) for this (?:world|life)|no place (?:for me )?in this world",
            r"cant keep (?:living|going|existing|doing this to)|no strength (?:left )?to (?:go on|live|keep going)|giv(?:e|ing|en) up on life|nothing (?:left )?to lose anymore|\bctb\b|\bcatch the bus\b|\bsui\b",
            r"(?:look at|see|watch|stand) (?:\w+ ){0,6}(?:train|edge|bridge|tracks|water|balcony|cars|traffic|roof) (?:\w+ |, ){0,5}(?:one step|jump|step|let go|fall)\b",
            r"(?:voice|voices|something|it) (?:\w+ ){0,3}(?:tell|tells|telling) me to (?:die|do it|end it|jump|hurt)",
            r"lived (?:long )?enough\b|rather not see another|had enough of (?:life|living)",
            r"(?:i|ive|i have|have|having|had|with|these|the|get|getting|keep having) (?:\w+ )?(?:suicidal (?:thoughts|ideation|urges|feelings)|thoughts of suicide|suicide on my mind)",
            r"(?:feel|felt|feeling|get|getting|be) (?:\w+ )?suicidal",
            r"(?:think|thought|consider\w*|contemplat\w+|plan\w*|attempt\w*) (?:about |of )?(?:my )?suicide|suicide attempt",
            rf"(?:want|wanna|gonna|going to|ready to|will) {_AND}(?:to )?jump(?:[.,!?]|$)",
            r"want (?:\w+ )?(?:life|my life) to (?:end|be over|stop)",
            r"sleep (?:forever|and never|and not)\b(?! this)",
            r"(?:nicht mehr|nimmer|nicht langer) (?:leben|aufwachen|da sein|weiterleben)|(?:will|mochte|wollte|wurde gern\w*) (?:\w+ )?sterben\b|ware (?:\w+ )?(?:lieber )?tot\b|lebensmude",
            r"veux (?:\w+ )?mourir|envie de mourir|(?:veux|peux|ai) (?:plus|pas) (?:envie de )?vivre|plus envie de vivre|me reveiller jamais",
            r"(?:quiero|quisiera|ganas de) (?:\w+ )?(?:morir|morirme|desaparecer para siempre)\b(?! de)|no (?:quiero|puedo) (?:seguir )?(?:vivir|viviendo)|no seguir viviendo",
            r"(?:voglio|vorrei) (?:\w+ )?morire\b(?! (?:di|dal))|non (?:voglio|ho) (?:piu )?(?:voglia di )?vivere",
            r"(?:quero|queria) (?:\w+ )?morrer\b(?! de)|nao (?:quero|aguento) (?:mais )?viver",
        ),
    ),
    (
        Risk.ACUTE,
        "medical",
        (
            rf"(?:took|taken|swallowed|downed|ate|had|popped) (?:\w+ )?(?:all (?:of )?(?:my|the|his|her|those|these)|too many|a whole|the whole|the entire|an entire|a bottle|"
            rf"a lot of|lots of|so many|a handful|handfuls|a bunch|[1-9]\d+|[6-9]) (?:\w+ ){{0,3}}{_DRUG}",
            r"(?:i|ive|i have|he|she|think i|just) (?:just |think ive |have |has )?(?:overdosed|od.?ed|oded)\b|took an overdose",
            r"(?:take|taking|took|taken|swallow\w*) (?:\w+ )?(?:the|a|this|that|my|an) (?:whole|entire|full) (?:bottle|pack|packet|box|strip|lot)\b(?! of (?:wine|water|milk|beer|cookies|crisps))",
            r"(?:took|taken|swallowed|downed|popped) (?:\w+ ){0,2}(?:[1-9]\d+|[6-9]|dozens?(?: of)?) (?:of )?(?:\w+ ){0,2}(?:advil|nyquil|benadryl|tylenol|ativan|klonopin|ambien|codeine|tramadol|zopiclone|them)",
            r"lips are (?:\w+ )?blue|(?:isnt|not) breathing (?:properly|right|well)|turning blue",
            r"(?:drank|drunk|swallowed) (?:\w+ )?(?:bleach|antifreeze|poison|drain cleaner)",
            r"(?:not|isnt|stopped|no longer) breathing|(?:is|hes|shes|found \w+) unconscious|wont wake up\b(?! early)",
            r"bleeding (?:\w+ ){0,6}(?:stop|heavily|everywhere|badly|a lot|so much)|cut too deep",
            r"speech is slurred|cant feel (?:my face|one side|my left|my right)|having a (?:heart attack|stroke|seizure)",
        ),
    ),
    (
        Risk.ELEVATED,
        "medical",
        (
            r"(?:terrible|bad|severe|crushing|sharp|strong|have|having|got) (?:\w+ )?chest pains?|chest (?:is tight|hurts) and",
            r"cant breathe(?: properly)? (?:and my|help|right now|please)|cannot breathe and",
        ),
    ),
    (
        Risk.ELEVATED,
        "self-harm",
        (
            r"(?:cut|cutting|burn|burned|burnt|burning|hurt|hurting|harm|harming|scratch\w*|punish\w*|injur\w+|starv\w+ and cut\w*) myself",
            r"(?:cut|cutting|carv\w+|burn\w*) (?:my|up my|into my) (?:\w+ )?(?:wrists?|thighs?|arms?|legs?|skin)\b(?! hair)",
            r"(?:started|start|began|back to|relapsed (?:on|with|into)|keep|been|stop|urge to start) cutting(?: again|[.,!?]|$| and)",
            r"self ?harm(?:ed|ing|s)?\b",
            r"carv\w+ (?:\w+ ){0,3}(?:into|in|on) my (?:arm|leg|skin|thigh|wrist|stomach)\w*|(?:cuts|scars|blood) (?:all )?(?:over|on|down) my (?:arms?|legs?|thighs?|wrists?)|razor (?:\w+ ){0,4}(?:dont (?:want to|wanna) stop|need to feel)",
            r"(?:bang|hit|punch|slam)\w* my (?:head|fists?) (?:against|into|on) (?:the|a) wall",
        ),
    ),
    (
        Risk.ACUTE,
        "abuse",
        (
            rf"{_THEY} (?:\w+ ){{0,4}}(?:knife|gun|weapon|hammer|rifle|axe) (?:\w+ ){{0,8}}(?:door|kill me|outside|get in|hurt me|scream\w+|yelling|shouting|threatening|at me|at us|at my)",
            rf"(?:outside|at the door|coming|in the house|downstairs) (?:\w+ ){{0,6}}(?:gun|knife|kill me|hurt me)",
        ),
    ),
    (
        Risk.ELEVATED,
        "abuse",
        (
            rf"{_WHO} (?:\w+ ){{0,2}}?{_HIT} me\b(?! (?:up|with (?:a|the|another) (?:pillow|text|bill|deadline)|at|to it|off guard))",
            rf"{_WHO} (?:\w+ ){{0,8}}?(?:touches|touched|gropes|groped|assaulted|assaults|forces|forced|threatens|threatened) me\b(?! (?:with (?:his|her) (?:kindness|words)|deeply|to (?:eat|smile|go)))",
            r"(?:i was|ive been|i got|being|was) (?:\w+ )?(?:raped|molested|sexually (?:assaulted|abused)|abused|groped|beaten(?! (?:at|in|by \w+ (?:at|in))))",
            rf"{_WHO} (?:\w+ ){{0,2}}?(?:shoved|pushed|threw|dragged|grabbed|slammed|pinned|shook|choked) me (?:down|against|by|into|around|onto|to the|so|up against)",
            rf"{_WHO} (?:comes|came|goes|gets) (?:\w+ ){{0,6}}(?:goes|going|comes|coming|went|came) (?:for|at|after) (?:me|us|mum|mom)\b|then for me\b",
            r"(?:makes|made|forces|forced|forcing|making) me (?:to )?(?:have sex|sleep with|touch|undress|do (?:sexual )?things|do stuff)|sex when i dont want|wont let me (?:leave the|see my|have (?:a|my) (?:phone|money))",
            r"(?:scared|afraid|terrified|frightened) of (?:my )?(?:\w+ )?(?:husband|wife|boyfriend|girlfriend|partner|dad|father|stepdad|stepfather|mum|mom|ex|him hitting)\b",
            r"(?:kill|hurt|find) me if i (?:leave|tell|go|left)|(?:locks|locked) me in",
            r"(?:schlagt|schlug|verprugelt|vergewaltigt) mich|mich (?:\w+ )?(?:geschlagen|vergewaltigt|verprugelt)",
            r"(?:me frappe|ma frappee?|me bat\b|ma violee?)|(?:me pega|me golpea|me violo|me maltrata)",
            r"(?:mi picchia|mi ha picchiat\w|mi ha violentat\w)|(?:me bate|me bateu|me estuprou|bate em mim)",
        ),
    ),
    (
        Risk.ACUTE,
        "harm-to-others",
        (
            r"(?:gonna|going to|will|ill|planning to|about to) (?:\w+ )?(?:shoot|stab|poison|strangle|bomb) (?:up )?(?:my|him|her|them|the|people|everyone|a)\b(?! (?:the breeze|message|email|text|photo|film|video|scene|hoops|an|some))",
            r"(?:bring|take|taking|bringing) (?:a|my|the) (?:gun|knife|bomb) to (?:school|work|the office|class|church)|make them (?:all )?pay with",
            r"shoot up (?:the|my|a)",
        ),
    ),
    (
        Risk.ELEVATED,
        "harm-to-others",
        (
            r"(?:want|wanna|need|urge|going|like) (?:to )?(?:\w+ )?(?:kill|murder|stab|strangle|shoot|hurt|beat up|poison) (?:him|her|them|people|someone|somebody|everyone|my (?:\w+ )?(?:ex|wife|husband|boss|father|dad|mother|mum|mom|parents|kids?|children|baby|boyfriend|girlfriend|stepdad|stepfather|teacher|neighbou?r|colleague|son|daughter|partner))",
            r"(?:could|might|about to|going to|gonna|nearly|almost|really) (?:really |actually |seriously )?(?:hurt|hit|harm|shake|shook|smother|throw) (?:my |the )(?:kids?|baby|child|children|son|daughter|toddler|newborn)",
            r"(?:afraid|scared|worried|might|could|thoughts? (?:about|of)|thinking (?:about|of)) (?:\w+ ){0,3}(?:hurt|hurting|harm|harming|shak\w+|stabbing) (?:my )?(?:\w+ )?(?:children|child|kids?|baby|son|daughter|newborn|toddler|someone|people)\b(?! feelings)",
        ),
    ),
    (
        Risk.ELEVATED,
        "someone-else",
        (
            r"(?:kil+|killing|hang|shoot|hurt|hurting|cut|cutting|cuts|harm|harming|harms|hurts|off) (?:himself|herself|themsel\w+)",
            r"(?:end|take|ending|taking) (?:his|her|their) (?:own )?life",
            rf"{_THEY} (?:\w+ ){{0,6}}?(?:wants? to die|(?:doesnt|dont|does not) want to (?:live|be here anymore|be alive)|is suicidal|was suicidal|suicidal\b|wishes (?:he|she|they) (?:was|were) dead|(?:is |are )?(?:going to|gonna|wants to|will) end (?:it|things)(?! with)|(?:is|are|s) (?:planning|threatening|talking about) (?:suicide|to jump|dying))",
        ),
    ),
    (
        Risk.ELEVATED,
        "eating",
        (
            r"(?:make|making|made|force|forcing) myself (?:throw up|vomit|sick|puke)|(?:throw|throwing|threw) up (?:\w+ )?(?:after|every|what i eat)",
            r"starv(?:e|ing) myself|(?:i|ive been|been|keep|and) (?:purge|purging|purged)(?: after| again| every|[.,!?]|$| everything)",
            r"(?:only|just) (?:had|drank|eaten|been (?:having|drinking)) (?:water|coffee|gum|diet coke|\w+ calories)\b(?:.{0,20} (?:since|for|in|all week))?|laxatives|(?:havent|not|hasnt) eaten since (?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:proud|happy) of not eating",
            r"(?:havent|have not|not|hasnt) eaten (?:\w+ )?(?:in|for|since) (?:like |almost |over )?(?:[3-9]|\d\d|three|four|five|six|seven|ten|several|a week|days|weeks)",
        ),
    ),
    (
        Risk.LOW,
        "loss",
        (
            r"(?:killed|hanged|hung|shot) (?:himself|herself|themsel\w+)|(?:took|ended) (?:his|her|their) own life",
            r"(?:died by|committed|to|through|from) suicide",
        ),
    ),
    (
        Risk.LOW,
        "burden",
        (
            r"(?:im|i am|just|such|being|be|only|feel like|am|a) (?:\w+ )?(?:a |such a )?burden\b(?! of proof)",
            r"in everyones way|drag(?:ging)? everyone down|ruin everything for everyone",
        ),
    ),
    (
        Risk.LOW,
        "hopeless",
        (
            r"hopeless\b|no hope (?:left|for me|anymore)|no future|no way out|way out of this|see a way out",
            r"(?:theres|there is|there was|is there) (?:no|any) point|whats the point(?:[.,!?]|$| of (?:anything|it all|trying|everything))",
            r"(?:cant|cannot) (?:do|take|handle|bear|stand) (?:this|it|life) (?:anymore|all anymore)|cant cope",
            r"im (?:so |just )?done(?:[.,!?]|$| with everything)|(?:i give up(?:[.,!?]|$)|i give up on (?:life|everything|myself))|nothing matters|feel trapped|no one would care|nobody cares (?:about me|if i)",
            r"want (?:it|this|everything|the pain) (?:all )?to (?:stop|end|be over)(?! the exam)",
            r"\bkil+ me(?: now| please|[.,!?]|$)|shoot me now|(?:someone|just|please) kill me",
            r"going to die\b|gonna die\b|dying inside|died inside|sleep forever|bin am ende|kann nicht mehr",
        ),
    ),
    (
        Risk.LOW,
        "contempt",
        (
            r"(?:hate|despise|loathe|cant stand) (?:myself|being me|who i am|my ?self)|disgust(?:ed|ing) (?:with|by|at)? ?(?:myself|me)?(?:[.,!?]|$)",
            r"(?:im|i am|feel|feeling|felt|being) (?:\w+ ){0,2}(?:worthless|useless|nothing|a failure|a waste(?: of space)?|garbage|trash|pathetic|unlovable|so fat|fat and)\b(?! to)",
            r"ich hasse mich|je me deteste|me odio\b|mi odio\b|eu me odeio",
        ),
    ),
    (Risk.LOW, "mention", (r"\bsuicid\w*",)),
)

SIGNS: tuple[Sign, ...] = tuple(
    Sign(kind, risk, re.compile(rf"\b(?:{'|'.join(patterns)})")) for risk, kind, patterns in _TABLE
)
