"""The words that speak of danger from others, to others, or to the body, as data (see `risk_words`)."""

from __future__ import annotations

from companion.turn import Risk

_NEAR = (
    r"(?:my|a|his|her|our|the) (?:\w+ )?(?:friend|brother|sister|son|daughter|child|kid|mother|mum"
    r"|mom|dad|father|husband"
    r"|wife|boyfriend|girlfriend|partner|cousin|uncle|aunt|niece|nephew|roommate|flatmate"
    r"|colleague|neighbou?r"
    r"|student|ex|bestie|bf|gf|grandson|granddaughter|teen|boy|girl|guy)"
)
_THEY = rf"(?:he|she|they|hes|shes|theyre|someone|{_NEAR})"
_DRUG = (
    r"(?:pills?|tablets?|meds|medication|medicines?|paracetamol|tylenol|ibuprofen|aspirin|xanax"
    r"|valium|sleeping|"
    r"antidepressants?|opioids?|oxy\w*|benzos?|insulin|sertraline|painkillers?|capsules?)"
)
_HIT = (
    r"(?:hits|hit|beats|beat|slaps|slapped|punches|punched|kicks|kicked|chokes|choked|strangles"
    r"|strangled|"
    r"hurts|burned|whips|whipped|rapes|raped|molests|molested|abuses|abused|throws things at|locks"
    r"|shoves|shoved|"
    r"threatens|threatened)"
)
_WHO = (
    r"(?:he|she|they|(?<!my )(?:dad|mum|mom|daddy|mummy|stepdad)|my (?:\w+ ){0,2}?(?:husband|wife"
    r"|boyfriend|girlfriend|partner|dad|father|mum|mom|mother|step\w+|"
    r"uncle|brother|sister|ex|parents|son|bf|gf|fiance|roommate|cousin|grandpa|grandfather|teacher"
    r"|coach|priest|carer))"
)

_ELDER = (
    r"(?:step\w+|uncle|dad|father|grandpa|grandfather|coach|teacher|priest|carer|cousin|brother"
    r"|(?:mums|moms) boyfriend)"
)
_MINE = (
    r"(?:son|daughter|baby|kids?|child|children|toddler|newborn|wife|husband|girlfriend"
    r"|boyfriend|partner)"
)

_TO_MAIL = r"(?! to (?:\w+ ){0,2}(?:e ?mails?|messages?|texts?|dms?|requests?|questions?|feedback|offers?))"

OTHERS: tuple[tuple[Risk, str, tuple[str, ...]], ...] = (
    (
        Risk.ACUTE,
        "medical",
        (
            r"(?:took|taken|swallowed|downed|ate|had|popped) (?:\w+ )?(?:all (?:of )?(?:my|the|his"
            r"|her|those|these|mums|moms|dads|nans|grans|\w+s)|a (?:whole )?load of|loads of|too many|a whole|the whole|the entire|an entire|a bottle|"
            r"a lot of|lots of|so many|a handful|handfuls|a bunch|[1-9]\d+|[6-9]|ten|twelve"
            rf"|fifteen|twenty|thirty|forty|fifty|sixty|dozens) (?:\w+ ){{0,3}}{_DRUG}",
            r"(?:i|ive|i have|he|she|think i|just) (?:just |think ive |have |has )?(?:overdosed"
            r"|od.?ed|oded)\b|took an overdose",
            r"(?:take|taking|took|taken|swallow\w*) (?:\w+ )?(?:the|a|this|that|my|an) (?:whole"
            r"|entire|full) (?:bottle|pack|packet|box|strip|lot)\b(?! of (?:wine|water|milk|beer"
            r"|cookies|crisps))",
            r"(?:took|taken|swallowed|downed|popped) (?:\w+ ){0,2}(?:[1-9]\d+|[6-9]"
            r"|dozens?(?: of)?) (?:of )?(?:\w+ ){0,2}(?:advil|nyquil|benadryl|tylenol|ativan"
            r"|klonopin|ambien|codeine|tramadol|zopiclone|them)",
            r"(?:took|taken|swallowed) (?:them|em|it)(?: all\b|[., ]+(?:about |like |maybe "
            r"|around )?(?:all of them|[1-9]\d|ten|twelve|fifteen|twenty|thirty|forty|fifty))"
            r"|(?:so much|lots of|too much) blood|\bcut (?:too |so |really |very )?deep",
            r"lips are (?:\w+ )?blue|(?:isnt|not) breathing (?:properly|right|well)|turning blue",
            r"(?:drank|drunk|swallowed) (?:\w+ ){0,4}(?:bleach|antifreeze|poison|drain cleaner)",
            rf"(?:unresponsive|not responding)\b{_TO_MAIL}|(?:not|isnt|stopped|no longer) breathing|(?:is|hes|shes"
            r"|found \w+) unconscious|wont wake up\b(?! early)",
            r"bleeding (?:\w+ ){0,6}(?:stop|heavily|everywhere|badly|a lot|so much)|cut too deep",
            r"speech is slurred|cant feel (?:my face|one side|my left|my right)"
            r"|having a (?:heart attack|stroke|seizure)",
        ),
    ),
    (
        Risk.ELEVATED,
        "medical",
        (
            r"(?:terrible|bad|severe|crushing|sharp|strong|have|having|got) (?:\w+ )?chest pains?"
            r"|chest (?:is tight|hurts) and|pain in my chest|(?:chest"
            r"|heart) (?:\w+ ){0,6}(?:left arm|my arm|jaw)\b",
            r"\b(?:baby|babys|infant|newborn)s? (?:\w+ ){0,8}?(?:dehydrat\w+|high fever|fever of (?:39|4\d|10[2-9])"
            r"|wont (?:drink|feed|wake up)|(?:refus\w+|refusal) to (?:drink|feed|eat or drink)|(?:is not|isnt|not) (?:drinking|feeding))",
            r"cant breathe(?: properly)? (?:and my|help|right now|please)|cannot breathe and",
        ),
    ),
    (
        Risk.ACUTE,
        "abuse",
        (
            r"\b(?:husband|wife|partner|ex|boyfriend|girlfriend|step\w+) (?:\w+ )?(?:will|would|ll|s|is)"
            r" (?:going to |gonna )?kill me (?:if|when)\b",
            rf"(?:{_THEY}|{_WHO}) (?:\w+ ){{0,4}}(?:knife|gun|weapon|hammer|rifle"
            rf"|axe) (?:\w+ ){{0,8}}(?:door|kill me|outside|get in|hurt me|scream\w+|yelling"
            r"|shouting|threatening|at me|at us|at my)",
            r"(?:strangling|choking|stabbing|beating|attacking|hurting) (?:my|me|us"
            r"|her) (?:\w+ )?(?:please|help|right now|now)|(?:broke|breaking|kick\w*|bang\w*"
            r"|smash\w*) (?:\w+ )?(?:down|in|on) (?:the|my) (?:\w+ )?door|(?:says?|said|saying"
            r"|threaten\w*|swore|swears) (?:\w+ ){0,4}kil+ (?:us|me and|the kids|my (?:mum|mom"
            r"|kids|children|baby))",
            r"(?:outside|at the door|coming|in the house|downstairs) (?:\w+ ){0,6}(?:gun|knife"
            r"|kill me|hurt me)",
        ),
    ),
    (
        Risk.ELEVATED,
        "abuse",
        (
            rf"{_WHO} (?:\w+ ){{0,2}}?{_HIT} me\b(?! (?:up\b(?! against)|with (?:a|the|another|his"
            r"|her) (?:\w+ )?(?:pillow|text|bill|deadline|snowball|ball|question|idea|kindness"
            r"|lego|joke|news|truth)|at|to|by \w+ points|in (?:chess|cards|the game)|off guard|every time at"
            r"|fair and))",
            rf"{_WHO} (?:\w+ ){{0,8}}?(?:touches|touched|gropes|groped|assaulted|assaults|forces"
            r"|forced|threatens|threatened) me\b(?! (?:with (?:his|her) (?:kindness|words)|deeply"
            r"|to (?:eat|smile|go)))",
            r"(?:i was|ive been|i got|being|was) (?:\w+ )?(?:raped|molested|sexually (?:assaulted"
            r"|abused)|abused|groped|beaten(?= (?:up|by (?:my|him|her|the police|a man|two)|as a"
            r"|every|badly|black|with)))",
            rf"{_WHO} (?:\w+ ){{0,2}}?(?:shoved|pushed|threw|dragged|grabbed|slammed|pinned|shook"
            r"|choked) me (?:down|against|by|into|around|onto|to the|so|up against)",
            rf"{_WHO} (?:comes|came|goes|gets) (?:\w+ ){{0,6}}(?:goes|going|comes|coming|went"
            r"|came) (?:for|at|after) (?:me|us|mum|mom)\b|then for me\b",
            r"(?:makes|made|forces|forced|forcing|making) me (?:to )?(?:have sex|sleep with|touch"
            r"|undress|do (?:sexual )?things|do stuff)|sex when i dont want"
            r"|wont let me (?:leave the|see my|have (?:a|my) (?:phone|money))",
            r"(?:says?|said|threaten\w*|swore) (?:\w+ ){0,3}(?:hell|shell|he will|she will|to|hed"
            r"|he would) kil+ me\b|wont let me (?:leave|go out|see|out|work)|takes my (?:phone"
            r"|money|keys)",
            r"does (?:bad |sexual |weird )?things to me|(?:open|opened|reopen\w*) (?:my scars"
            r"|them again)|forced (?:himself|herself|themselves) on me|took advantage of me"
            r"|without my consent|i said no (?:and|but) (?:he|she|they) (?:just |still |simply )?(?:did|kept|carried on|went on|went ahead|held|pushed|forced|grabbed|pinned|touched|took off|pulled|climbed|got on|wouldnt stop|would not stop|didnt stop|did not stop)|(?:grabbed|held"
            r"|pinned) (?:me )?by (?:the|my) (?:throat|hair|neck)",
            r"(?:scared|afraid|terrified|frightened) of (?:my )?(?:\w+ )?(?:husband|wife|boyfriend"
            r"|girlfriend|partner|dad|father|stepdad|stepfather|mum|mom|ex|him hitting)\b",
            r"(?:kill|hurt|find) me if i (?:leave|tell|go|left)|(?:locks|locked) me in",
            rf"(?:hes|shes|{_WHO}) (?:\w+ )?(?:checks|checking|reads|reading|goes through|going"
            r" through) my (?:phone|messages|texts)(?:[ ,]+\w+){0,5}[ ,]+(?:delete|hide|erase)\b",
            rf"{_WHO} (?:\w+ )?(?:put|puts|had|has) (?:his|her|their) hands? (?:a?round|on|over)"
            r" my (?:neck|throat)\b(?!.{0,30}massag)",
            rf"{_WHO} (?:doesnt|does not|dont|never) lets? me (?:have (?:my own|any) (?:\w+ )?"
            r"(?:money|card|account|phone|keys?)|see my (?:friends|family|mum|mom|sister)|leave"
            r" the house|go out (?:alone|without)|talk to (?:anyone|other))\b(?! (?:at|until"
            r"|before|after|in class))",
            rf"{_ELDER} (?:comes|came|sneaks|sneaked|gets|climbs) (?:in ?to|in|to) my (?:bedroom"
            r"|room|bed) (?:\w+ )?at night\b(?!.{0,40}(?:say good|tuck|check|close|turn off))",
            rf"{_ELDER} (?:\w+ )?(?:watch\w*|stares at|looks at|spies on) me (?:in the (?:shower"
            r"|bath)\b|shower|undress|changing)",
        ),
    ),
    (
        Risk.LOW,
        "abuse",
        (
            r"learn(?:ed|t) to wear long sleeves\b(?!.{0,40}(?:garden|sun|mosquito|gym|lab|work"
            r"|kitchen|cold|hik))",
        ),
    ),
    (
        Risk.ACUTE,
        "harm-to-others",
        (
            r"(?:gonna|going to|will|ill|planning to|about to) (?:\w+ )?(?:shoot|stab|poison"
            r"|strangle|bomb) (?:up )?(?:my|him|her|them|the|people|everyone|a)\b(?! (?:the breeze"
            r"|message|e ?mail|text|photo|film|video|scene|hoops|an\b|some\b|if you|wedding|look))",
            r"(?:bring|take|taking|bringing) (?:a|my|the) (?:gun|knife|bomb) to (?:school|work"
            r"|the office|class|church)|make them (?:all )?pay with",
            r"shoot up (?:the|my|a)",
        ),
    ),
    (
        Risk.ELEVATED,
        "harm-to-others",
        (
            r"(?:want|wanna|need|urge|going|like) (?:to )?(?:\w+ )?(?:kill|murder|stab|strangle"
            r"|shoot|hurt|beat up|poison) (?:(?:him|her|them)(?!sel)|people|someone|somebody|everyone"
            r"|my (?:\w+ )?(?:ex|wife|husband|boss|father|dad|mother|mum|mom|parents|kids?"
            r"|children|baby|boyfriend|girlfriend|stepdad|stepfather|teacher|neighbou?r|colleague"
            r"|son|daughter|partner))",
            r"i (?:just |have )?(?:hit|slapped|smacked|punched|kicked|shook|choked) my (?:\w+ )?"
            rf"{_MINE}\b(?! (?:with (?:a|the) (?:\w+ )?(?:ball|pillow|snowball)|by (?:accident"
            r"|mistake)|accidentally|awake|up|in (?:chess|cards|the game)))",
            rf"{_MINE}\b(?:[ ,]+\w+){{0,8}}[ ,]+(?:want to|wanna|could|going to|gonna) (?:just )?"
            r"(?:shake|smother|hit|slap|throw) (?:him|her|it|them)\b(?! (?:a|some|an|up)\b)",
            r"(?:think|thinking|thought|thoughts|dream|dreaming|imagine) (?:about |of )?(?:smother"
            r"ing|suffocating|strangling|drowning|choking) (?:him|her|them|my (?:\w+ )?(?:baby"
            r"|son|daughter|kids?|child|children|husband|wife|mother|father|mum|mom|dad))\b",
            r"(?:could|might|about to|going to|gonna|nearly|almost|really) (?:really |actually "
            r"|seriously )?(?:hurt|hit|harm|shake|shook|smother|throw) (?:my |the )(?:kids?|baby"
            r"|child|children|son|daughter|toddler|newborn)",
            r"(?:afraid|scared|worried|terrified|thoughts?|lose it|snap) (?:\w+ ){0,7}(?:hurt|harm"
            r"|shake|hit|smother|drown|throw) (?:my |the )(?:baby|newborn|kids?|child\w*|toddler"
            r"|son|daughter)|do something (?:bad |terrible |awful )?to (?:my |the )(?:baby|kids?"
            r"|child\w*)|(?:want|wanna|going|gonna) (?:to )?(?:hurt|kill|stab|shoot) the (?:man"
            r"|guy|person|people|boy|woman|girl|bastard|one)\b|thoughts of (?:stabbing|killing"
            r"|hurting|strangling|harming) (?:my|him|her|them|someone|people)|people (?:i"
            r"|that i) (?:want|would like|plan) to (?:hurt|kill)",
            r"(?:afraid|scared|worried|might|could|thoughts? (?:about|of)|thinking (?:about"
            r"|of)) (?:\w+ ){0,3}(?:hurt|hurting|harm|harming|shak\w+"
            r"|stabbing) (?:my )?(?:\w+ )?(?:children|child|kids?|baby|son|daughter|newborn"
            r"|toddler|someone|people)\b(?! feelings)",
        ),
    ),
    (
        Risk.ELEVATED,
        "someone-else",
        (
            r"(?:kil+|killing|hang|shoot|hurt|hurting|cut|cutting|cuts|harm|harming|harms|hurts"
            r"|off) (?:himself|herself|themsel\w+)",
            r"(?:end|take|ending|taking) (?:his|her|their) (?:own )?life",
            rf"{_THEY} (?:\w+ ){{0,6}}?(?:wants? to die|(?:doesnt|dont|does not) want to (?:live"
            r"|be here anymore|be alive)|is suicidal|was suicidal|suicidal\b|wishes (?:he|she"
            r"|they) (?:was|were) dead|(?:is |are )?(?:going to|gonna|wants to|will) end (?:it"
            r"|things)(?! with)|(?:is|are|s) (?:planning|threatening|talking about) (?:suicide"
            r"|to jump|dying))",
        ),
    ),
    (
        Risk.ELEVATED,
        "eating",
        (
            r"(?:make|making|made|force|forcing) myself (?:throw up|vomit|sick|puke)|(?:throw"
            r"|throwing|threw|puk\w+|vomit\w*) (?:up )?(?:\w+ ){0,3}(?:after (?:every|each|i eat"
            r"|eating|meals?|dinner|lunch)|every (?:meal|day|time i eat)|what i eat|on purpose)"
            r"|\d{2,3} (?:cals?|calories|kcal) (?:a|per|each) day|live on (?:coffee|water|air"
            r"|gum)\b",
            r"(?:stopped|quit|not|dont) eat(?:ing)?\b.{0,30}\b(?:keep|kept|am|im|started|then) (?:faint\w*|passing out|blacking out)",
            r"starv(?:e|ing) myself|(?:im|i am|been|became) (?:\w+ )?(?:bulimic|anorexic)"
            r"|my (?:bulimia|anorexia|eating disorder)|(?:i|ive been|been|keep|and) (?:purge"
            r"|purging|purged)(?: after| again| every|[.,!?]|$| everything)",
            r"(?:only|just) (?:had|drank|eaten|been (?:having|drinking)) (?:water|coffee|gum"
            r"|diet coke|\w+ calories)\b(?:.{0,20} (?:since|for|in|all week))?|laxatives|(?:havent"
            r"|not|hasnt) eaten since (?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:proud"
            r"|happy) of not eating",
            r"(?:havent|have not|not|hasnt) eaten (?:\w+ )?(?:in|for|since) (?:like |almost "
            r"|over )?(?:[3-9]|\d\d|three|four|five|six|seven|ten|several|a week|days|weeks)",
        ),
    ),
    (
        Risk.LOW,
        "loss",
        (
            r"(?:killed|hanged|hung|shot) (?:himself|herself|themsel\w+)|(?:took|ended) (?:his|her"
            r"|their) own life",
            r"(?:died by|committed|to|through|from) suicide",
        ),
    ),
)
"""Risk, kind and the ways of saying it, one idea a line; compiled in `risk_heard`."""
