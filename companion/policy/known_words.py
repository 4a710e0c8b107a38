"""The words a kind, plain reply is made of: what a small model may use beside the person's own words.

A model of 135 million parameters drifts: a birthday becomes a recipe. Meaning cannot be checked by
rule, but drifting shows in the vocabulary, so `strays` counts words that neither belong to
everyday kindness nor to what the person (or a recalled memory) said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_SHARE = 0.16
_SHARE_OF_ONE = 0.24

_WORDS = """
a an oh stay stayed stays wrote tried matters forgot rang spent stood sent chose remembered stressful peaceful thankful hurry afterwards
fond easily happily twice answered plenty uneasy computer goodbye bye grown enjoyed others
a able about above accept across act actually add admit afford afraid after afternoon again against age ago agree ahead ache air
alive all allow almost alone along aloud already alright also although always amount and anger angry announce annoyed another answer anxious any anybody
anymore anyone anything anyway anywhere apart apology appear appreciate are argue argument around arrive as ashamed aside ask
asleep at attention avoid awake aware away awful awkward back bad balance bath be bear beat beautiful became because become bed been before
began begin behind being believe belong below beside best better between beyond big bit bitter blame blank body bother
bottom bound brain brave break breath breathe bring bright broke broken brought build burden burn busy but by call calm came can cannot
care careful carry catch cause certain chance change chat chest choice choose clear clearly clever close closer come
comfort comfortable common company complete complicated concern confess confused conversation cope could count couple courage cover cried cruel cry
curious cut daily dare dark day deal decent decide decision deep deeply deserve despite did difference different difficult dignity
disappear disappoint disappointed disappointing discourage do does doing done doubt down drain drained draw dread drink drive drop
due during each ear early ease easy eat effort either else embarrass embarrassed embarrassing embrace emotion empty end endless energy enjoy
enough enormous especially even evening ever every everybody everyone everything exactly exam except exhaust exhausted exhausting expect
experience explain express extra eye face fact fail failure fair fairly faith fall familiar family far fast fault favour fear feel feeling felt few
fight figure fill final finally find fine finish first fit fix flat follow food for forget forgive forward found fragile
free fresh friend friendly fright frighten frightened from front frozen frustrate frustrated frustrating full fun funny furious future gap gave gentle gently genuine get gift
give given glad go god goes gone good got grateful great grief grieve ground grow guess guilt guilty had half hand handle
hang happen happy hard hardest has hate have he head heal hear heard heart heartbroken heartbreaking heavy held hello help helpless her here hers herself hey hi
hide high him himself his hit hold holding hollow home honest honestly hope hopeful hopeless hour house how huge humiliate humiliated humiliating
hundred hungry hurt i idea if ignore ill imagine important impossible in inside instead interest into invisible is isolate isolated it its itself
jealous job join joy judge just keep kept kind kindness knew knock know lack large last late lately later laugh lead learn least leave
left less let letter lie life lift light like likely line listen little live living load lonely loneliness long longer look
lose loss lost lot loud love low lower luck lucky made make manage many matter may maybe me mean meaning meant meet memory mention
mess message met mid middle might mind minute miss mistake mix moment mood more morning most mostly move much music must my name
near nearly necessary need neither nerve nervous never new news next nice night no nobody none nor normal not note nothing notice now numb
of off often okay ok old on once one only onto open or ordinary other otherwise ought our out outside over overwhelm overwhelmed overwhelming own
pace pain painful panic part pass past patient pause pay peace people perhaps permission person phone pick picture piece place plain plan play please
pleasant pleased point position possible power practice prepare present press pressure pretend pretty probably problem promise
proud prove pull push put question quick quiet quietly quite rage raise rather raw reach react read ready real realise realize really reason reassure recent recognise recognize
refuse regret reject rejected rejection relate relationship relax relief relieve remember remind reply resent respect respond rest restless result right rise room rough
run rush sad sadness safe said same sat save saw say scare scared scary scream second see seem seen self send sense sensitive sentence separate
serious settle several shake shame share sharp she shock short should shoulder shout show shower shut shy sick side sigh sign silence silent similar simple
simply since sit situation size skill sleep slept slow slowly small smile so soft some somebody somehow someone something sometimes somewhere
soon sore sorry sort sound space spare speak spend spirit spoke stand start stay steady step sting still stomach stop storm story straight strange strength
stress strong struggle stuck stuff such sudden suddenly suffer suggest support suppose sure surprise surprised sweet swing take taken talk taught tear tease tell tender
tense terrible terrified than thank that the their them themselves then there therefore these they thing think this those though
thought thousand threat through throw tight time tiny tire tired tiring to today together told tomorrow tone tonight too took top torn touch tough
toward towards trap trapped treat tremble trouble true trust truth try turn two unbearable uncertain under understand understandable understood unfair unhappy
unkind unsure until unwell up upset upsetting us use usual usually value very visit voice wait wake walk wall want warm was waste watch water wave way we
weak weakness wear week weekend weigh weight welcome well went were what whatever when where whether which while who whole whom whose why will willing win wish with
withdraw within without woke woman wonder word wore work world worn worried worry worse worst worth would wound wrap write written
wrong yeah year yes yesterday yet you young your yours yourself
youre youve youd youll im ive ill id isnt arent wasnt werent dont doesnt didnt cant couldnt wont wouldnt shouldnt havent hasnt hadnt thats whats theres heres its lets
hes shes theyre theyve weve were wheres hows mustnt neednt aint
program companion machine card helpline doctor therapist pharmacist teacher parent mother father mum mom dad brother sister son daughter child children
baby husband wife partner boyfriend girlfriend boss colleague neighbour aunt uncle grandmother grandfather cousin pet dog cat school class course
university college money bill birthday holiday funeral hospital appointment interview test argument apologise apologize breakup
celebrate celebration congratulations achieve achievement proudly wonderful lovely amazing exciting excited delighted delight earned earn cheer well success
dedicate patience persist deserved milestone fantastic brilliant
tea cup blanket window walk outdoors stretch shoulders jaw feet floor song paper pen list diary journal shower nap bedtime screen fresh
breathing slowly count exhale inhale nose mouth
adjust afternoon annoying applaud attack awkward bend blow boundary bravery brief brush burst candle chase chore clean climb cold collapse comment
compare complain confidence confront connect contact control corner cost criticise criticize crowd cycle damage danger delicate demand
depend depressed describe desire detail devastate devastated devastating dinner direction disgust disgusted disgusting dislike dismiss distance distant distract divorce door dress dull edge elsewhere embrace encourage
enemy escape eventually evil exactly example excuse exist explode extra fake fog foot force forever forth four five six seven eight nine ten three fury gather generous gesture glance
grip habit harsh harm hate heat hill hint hole horrible hospital hostile house human hundred ill impatient inner insecure intense judgement judgment key
kitchen lamp laughter law leak lesson lots maddening mad marriage mask mirror money month moon mountain music narrow natural need neighbor nerves
nightmare noise noisy nonsense object observe odd offer order owe ours pack pass path patience perfect period permit pile pity polite pour praise pressure
price pride private process promise protect proof punish pure pushes rain rare rarely reaction relation reliable rely remain repeat rescue rest reward ring
river road root routine rude ruin sacrifice sadly scar scene score scratch season secret secure selfish setback shadow shake shape shelter shoulder signal sink sister
skin slip slipped smart smooth sob solution solve sometime soothe sour spin split spot stable stage stair stand stare stop strain stranger street stretch string
struggle stubborn study stupid succeed suit sum summer winter spring autumn sun surface surround survive swallow switch table task teach teen test thick thin throat tie tight title tolerate
track train tremble trick trip unable unbearably uncomfortable unexpected unfamiliar unimportant unspoken upside urge vague view visible wary wash weather wedding whisper wide wild
advice centre center childhood topic undo debt wherever wipe wise wobble worthless worthy wreck yell unread unanswered unfinished
adult closeness direct directly dizzy emergency faint going lock plainly reproach safety sharp someones sort stroke teenager
abandon abandoned betray betrayed bittersweet cornered crush crushed crushing dismiss dismissed hopelessness insult invisible left mourn neglect numb
offend offended overlooked powerless restless shaken shaky stung stunned tense unheard unloved unseen unwanted used vulnerable wounded
"""


def stem(word: str) -> str:
    """The word without its usual endings, so that "working" and "worked" are one; rough."""
    for ending in (
        "iness",
        "iest",
        "ier",
        "ness",
        "ings",
        "ing",
        "edly",
        "ied",
        "ies",
        "ed",
        "ly",
        "er",
        "est",
        "es",
        "s",
        "e",
        "y",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


_KNOWN = frozenset(stem(word) for word in _WORDS.split())


def strays(words: Iterable[str], beside: str) -> bool:
    """Whether too many `words` (plain spelling) are neither everyday kindness nor in the text `beside`.

    One stray word is refused only where it makes up a good part of a short sentence.
    """
    said = list(words)
    unknown = len(unknown_words(said, beside))
    share = unknown / max(1, len(said))
    return share > (_SHARE if unknown > 1 else _SHARE_OF_ONE)


def unknown_words(words: Iterable[str], beside: str) -> list[str]:
    """Those of `words` (plain spelling) that are neither everyday kindness nor in the text `beside`."""
    theirs = {stem(word) for word in re.findall(r"\w+", beside)}
    return [w for w in words if stem(w) not in _KNOWN and stem(w) not in theirs]
