"""The word lists `grammar` reads English with: what may be a subject, what is surely a verb.

Lists, not a tagger: a missing word costs a quotation, never a wrong sentence.
"""

from __future__ import annotations


def listed(words: str) -> frozenset[str]:
    """The words of one string, separated by spaces."""
    return frozenset(words.split())


SUBJECTS = listed("he she they it this that there someone somebody something")
DETERMINERS = listed("my our the a an his her their some these those both another")
KIN = listed(
    "mum mom mummy mommy dad daddy grandma grandpa granny nan nana gran grandad granddad"
    " boss manager girlfriend boyfriend wife husband sister brother"
)
COMMON_SUBJECTS = listed(
    "work school life college uni university today yesterday tonight home christmas sleep money"
    " everything therapy church practice training class rent monday tuesday wednesday thursday"
    " friday saturday sunday things people"
)
TIMES = listed("today yesterday tonight lately recently now earlier sometimes again suddenly")
ADVERBS = listed(
    "just really still never always also finally totally actually kinda literally barely hardly"
    " only already probably even ever often sometimes usually almost nearly definitely honestly"
    " currently constantly suddenly recently simply truly now then so too all both not"
    " completely absolutely quite rarely secretly once first"
)
FILLERS = listed(
    "and but so because cause cuz coz well like honestly basically anyway tbh ngl lol lmao haha"
    " hahaha fr ugh omg yeah yea yes no nope ok okay oh hey hi hello also smh plus literally"
    " actually sigh sorry xd man dude please though tho anyways hmm um uh rn idk"
)
TRAILING = listed(
    "lol lmao haha hahaha tbh ngl fr ugh smh xd man dude though tho anyways omg hmm rn"
    " innit eh o sha abeg lah bro bruv x xx honestly"
)
# The same said at more length, at either end of a sentence.
ASIDES = (
    "to be honest",
    "if i'm honest",
    "to be fair",
    "you know",
    "i guess",
    "i suppose",
    "i think",
    "so ok",
)
REFUSED = listed(
    "you your yours you'd you've you'll youd you're youre u ur yourself ain't aint god jesus christ let's lets idk dunno"
    " lol lmao haha omg wtf hmm tbh ngl select import def function http https www nobody whatever buyed goed comed taked maked feeled thinked peoples childs thanks thank"
)
PROFANITY = listed(
    "fuck fucking fucked fuckin fucker fucks shit shitty shitting bullshit bitch bitches bastard"
    " asshole arsehole cunt dick dickhead piss pissed prick wanker crap crappy whore slut damn"
    " goddamn dammit bloody sucks ass arse retard retarded bollocks twat"
)
DANGLING = listed(
    "a an the my our your his their to of in on at for with from by about into onto than as"
    " and but or so because that which who if when while is are was were am be been being i'm"
    " i've i'd i'll we're he's she's it's they're do does did don't doesn't didn't have has had"
    " can can't could couldn't will won't would wouldn't should might must just really very too"
    " told think thought like feel feels felt want need wanted i we he she they what  how"
    " isn't aren't wasn't weren't ever since without between gonna wanna gotta"
)
# Words that may stand between "I" and nothing: if one follows "I", the words are no sentence.
NOT_AFTER_I = listed(
    "my the a an his her their our this that these those i me we he she they it you in on at of"
    " for with from by about and but or so because if when while dunno idk is are has does lol what"
    " how why who where who's very much more sad happy tired to"
)
DROPPED_I = listed(
    "got lost failed missed passed had went couldn't can't cannot didn't spent broke bought found"
    " ate finished started quit messed argued cried forgot won"
)
FINITE = listed(
    "is isn't are aren't was wasn't were weren't has hasn't have haven't had hadn't does doesn't"
    " do don't did didn't can can't cannot could couldn't will won't would wouldn't should shouldn't"
    " might may must never always keeps kept says said thinks thought knows knew wants hates goes"
    " went gets got gives gave takes took tells told feels felt seems came comes left leaves lost"
    " broke made makes ran saw sent sold spoke stood stole threw understood woke won wrote began"
    " became bought brought caught chose cut fell fought found flew forgot grew held hit hurt hurts"
    " heard lay led lent let met paid put quit read rose sat shut slept spent swore taught told tore"
    " wore hung drove drank ate died cries yells ignores refuses screams laughs lies smokes drinks"
    " happened just really still finally needs needed lives loves likes stopped keep passed thinks"
    " starts ended"
)
BASE_VERBS = listed(
    "be have do say get make go know take see come think look want give use find tell ask work seem"
    " feel try leave call keep let begin help show hear play run move live believe hold bring happen"
    " write sit stand lose pay meet include continue set learn change lead understand watch follow"
    " stop create speak read spend grow open walk win teach offer remember love hate consider buy"
    " wait serve die send build stay fall cut reach kill raise pass sell fight ignore yell laugh cry"
    " never always hurt miss fail end rather like need treat scream argue blame drink leave judge"
)
NOT_A_PAST = listed(
    "tired bored excited retired wicked sacred naked beloved hundred need indeed exhausted worried"
    " scared stressed depressed annoyed confused frustrated disappointed embarrassed ashamed"
    " overwhelmed interested married divorced wished hoped"
    " seed weed speed bleed breed feed exceed proceed advanced aged unwanted"
)
MISSING_APOSTROPHE = {
    "tmrw": "tomorrow", "tmr": "tomorrow", "tomorow": "tomorrow", "bc": "because", "becuase": "because",
    "i": "I", "im": "I'm", "ive": "I've", "i'm": "I'm", "i've": "I've", "i'd": "I'd",
    "i'll": "I'll", "dont": "don't", "cant": "can't", "wont": "won't", "didnt": "didn't",
    "doesnt": "doesn't", "isnt": "isn't", "wasnt": "wasn't", "havent": "haven't",
    "hasnt": "hasn't", "hadnt": "hadn't", "couldnt": "couldn't", "wouldnt": "wouldn't",
    "shouldnt": "shouldn't", "arent": "aren't", "werent": "weren't", "hes": "he's",
    "shes": "she's", "theyre": "they're", "thats": "that's", "theyve": "they've", "weve": "we've",
}  # fmt: skip
