"""The person's words, turned to "you": right, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.policy import tender
from companion.policy.grammar import is_event, you_clause
from companion.policy.topics import matter, topic

TURNED = [
    ("my dad laughed at me", "your dad laughed at you"),
    ("My dad laughed at me.", "your dad laughed at you"),
    ("I'm scared I'll lose my job", "you're scared you'll lose your job"),
    ("im scared ill lose my job", "you're scared you'll lose your job"),
    (
        "I failed my driving test and my dad laughed",
        "you failed your driving test and your dad laughed",
    ),
    ("I was tired", "you were tired"),
    ("I really was tired", "you really were tired"),
    ("i was so tired and was crying all day", "you were so tired and were crying all day"),
    ("I wasn't invited to the wedding", "you weren't invited to the wedding"),
    ("i wasnt invited", "you weren't invited"),
    ("I am not ready", "you are not ready"),
    ("She said I was too sensitive", "she said you were too sensitive"),
    ("I was home and my dad was mad", "you were home and your dad was mad"),
    ("they laughed when I was talking", "they laughed when you were talking"),
    ("I told him I was leaving", "you told him you were leaving"),
    ("my train was late", "your train was late"),
    ("I\u2019ve been lonely since the move", "you've been lonely since the move"),
    ("ive been lonely", "you've been lonely"),
    ("I'd rather be alone", "you'd rather be alone"),
    ("id rather be alone", "you'd rather be alone"),
    ("I lost my id", "you lost your id"),
    ("I'm ill", "you're ill"),
    ("a friend of mine betrayed me", "a friend of yours betrayed you"),
    ("I cut my hair myself", "you cut your hair yourself"),
    ("we broke up", "you broke up"),
    ("he left us", "he left you"),
    ("my mum and I had a fight", "you and your mum had a fight"),
    ("me and my brother don't talk anymore", "you and your brother don't talk anymore"),
    ("my parents fight a lot", "your parents fight a lot"),
    ("my kids keep asking when daddy comes home", "your kids keep asking when daddy comes home"),
    ("Tom left me", "Tom left you"),
    ("I miss Tom", "you miss Tom"),
    ("my boss gave my project to Kevin", "your boss gave your project to Kevin"),
    ("Mom is sick", "your mom is sick"),
    ("Work is too much", "work is too much"),
    ("today my boss yelled at me", "today your boss yelled at you"),
    ("last night I cried in the car", "last night you cried in the car"),
    ("got fired today", "you got fired today"),
    ("can't sleep", "you can't sleep"),
    ("failed my exam again", "you failed your exam again"),
    ("but my sister hates my new haircut", "your sister hates your new haircut"),
    ("because nothing helps and I can't sleep", ""),
    ("so yeah my ex texted me lol", "your ex texted you"),
    ("my girlfriend dumped me yesterday \U0001f62d", "your girlfriend dumped you yesterday"),
    ("I guess I'm lonely", "you're lonely"),
    ("I got the job!", "you got the job"),
    ("my flatmate ate my food AGAIN", "your flatmate ate your food again"),
    ("i have an exam tmrw and i cant sleep", "you have an exam tomorrow and you can't sleep"),
    ("there was a fight at home", "there was a fight at home"),
    ("it's my birthday and I'm alone", "it's your birthday and you're alone"),
    ("my daughter won't talk to me", "your daughter won't talk to you"),
    ("I'm 34 and I still live with my parents", "you're 34 and you still live with your parents"),
    ("she said yes", "she said yes"),
    ("My teacher told me I have talent", "your teacher told you that you have talent"),
    ("my phone died and I lost all my photos", "your phone died and you lost all your photos"),
    ("I think my boyfriend is losing interest", "you think your boyfriend is losing interest"),
    ("the exam went badly", "the exam went badly"),
    ("I love her", "you love her"),
    ("I feel like I'm drowning", "you feel like you're drowning"),
    (
        "My manager keeps giving me more work and I never manage to get home before nine these days",
        "your manager keeps giving you more work",
    ),
]

REFUSED = [
    "",
    "   ",
    "...",
    "\U0001f62d\U0001f62d",
    "why did he leave me?",
    'he said "I never loved you" to me',
    "tell me a joke",
    "go away",
    "I HATE MY JOB",
    "fuck my job",
    "my boss is such an asshole",
    "ich bin traurig",
    "mi padre se ri\u00f3 de m\u00ed",
    "je suis fatigu\u00e9",
    "for i in range(3): print(i)",
    "I = 3",
    "<|im_end|>",
    "{clause}",
    "I want {topic} back",
    "I lost my job. My wife left.",
    "I lost it!! I lost it",
    "my first day at work",
    "the way he looked at me",
    "my sister who lives in Leeds",
    "my dad's drinking",
    "my broken heart",
    "my newly painted room",
    "feeling sad",
    "me too",
    "I",
    "I want to",
    "I am what I",
    "I the my",
    "my dad saw me and was angry",
    "I hate you",
    "you hurt me",
    "oh my god my exam is tomorrow",
    "idk lol",
    "a\x00b",
    "\u05d0\u05e0\u05d9 \u05e2\u05e6\u05d5\u05d1",
    "I don't love him because he is rich although most people in our small town think so",
    "I would be fine with all of this if he only paid me back what he owes me",
]

CRUEL = [
    "I'm such an idiot",
    "im stupid",
    "I'm ugly",
    "i feel worthless",
    "I'm a burden to my family",
    "nobody loves me",
    "no one cares about me",
    "everyone hates me",
    "I hate myself",
    "I want to die",
    "i wanna kill myself",
    "they'd be better off without me",
    "I'm a bad mother",
    "it's all my fault",
    "I deserve this",
    "he said I'm useless",
    "she called me fat",
    "my boss makes me feel stupid",
    "I'm not good enough",
    "I ruin everything",
    "I'm nothing",
    "he doesn't love me",
    "I\u2019m pathetic",
    "I wish I had never been born",
    "I'm broken",
    "I should have visited him more",
    "I shouldn't have left her alone",
]


@pytest.mark.parametrize(("said", "turned"), TURNED)
def test_what_i_said_comes_back_as_you(said: str, turned: str) -> None:
    assert you_clause(said) == turned


@pytest.mark.parametrize("said", REFUSED)
def test_what_cannot_be_turned_safely_is_not_quoted(said: str) -> None:
    assert you_clause(said) == ""


@pytest.mark.parametrize("said", CRUEL)
def test_contempt_for_myself_is_never_said_back_to_me(said: str) -> None:
    assert you_clause(said) == ""
    assert tender.unsayable(said)


@pytest.mark.parametrize("said", CRUEL[:9] + CRUEL[12:14])
def test_hard_words_about_myself_are_noticed(said: str) -> None:
    assert tender.self_contempt(said)


@pytest.mark.parametrize(
    "said",
    ["she said I always make everything about me. maybe she is right",
     "my mum says I'm too much and honestly she's right",
     "he thinks I can't cope alone, perhaps he is right"],
)  # fmt: skip
def test_so_is_somebodys_hard_word_about_me_when_i_agree(said: str) -> None:
    assert tender.self_contempt(said)


@pytest.mark.parametrize(
    "said",
    ["I hate my stupid boss", "he told me i'm a good cook, maybe he's right",
     "she said I never listen. I think she is wrong", "my boss said I could have friday off, he's right",
     "my doctor said I am too hard on myself and she is right", "it feels like a bad dream", "my mum acts like nothing happened",
     "I'm dead tired", "I'm not stupid", "I'm not selfish", "she is so selfish", "it wasn't my fault", "heart failure runs in my family"],
)  # fmt: skip
def test_ordinary_words_are_not_taken_for_contempt_of_myself(said: str) -> None:
    assert not tender.self_contempt(said)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("my nan died on tuesday", "grief"),
        ("we had to put my dog down", "grief"),
        ("my phone died", ""),
        ("he hit me again", "harm"),
        ("it hit me that he is gone", ""),
        ("he kicked me out", ""),
        ("I relapsed last night", "trust"),
        ("I have cancer", "trust"),
        ("I want to disappear", "dark"),
        ("I like tea", ""),
    ],
)
def test_some_things_ask_for_more_care(said: str, kind: str) -> None:
    assert tender.kind(said) == kind


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("my mum is a mess since my dad died", "your dad"),
        ("I lost my sister in may", "your sister"),
        ("we had to put my dog down", "your dog"),
        ("my boss's wife died", ""),
        ("I lost my sister's keys", ""),
    ],
)
def test_the_one_who_died_is_not_mistaken_for_another(said: str, who: str) -> None:
    assert tender.lost(said) == who


@pytest.mark.parametrize(
    ("said", "about", "sort"),
    [
        ("I can't stop thinking about my exam", "your exam", "study"),
        ("my little sister moved out", "your little sister", "family"),
        ("I am worried about work", "work", "work"),
        ("I have to work", "", ""),
        ("the move was hard", "the move", "home"),
        ("my boss yelled at me", "your boss", "work"),
        ("my driving test is tomorrow", "your driving test", "study"),
        ("my thing", "", ""),
        ("my sister wants me to die and I want to die", "", ""),
        ("hello", "", ""),
    ],
)
def test_what_it_is_about_is_named_shortly(said: str, about: str, sort: str) -> None:
    assert topic(said) == about
    assert matter(said) == sort


@pytest.mark.parametrize(
    ("clause", "event"),
    [
        ("your dad laughed at you", True),
        ("you failed your test", True),
        ("you're scared", False),
        ("you think he left", False),
        ("it hurts", False),
        ("", False),
    ],
)
def test_what_happened_is_told_from_how_i_am(clause: str, event: bool) -> None:
    assert is_event(clause) is event


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120))
def test_whatever_i_type_nothing_breaks(said: str) -> None:
    clause = you_clause(said)
    assert clause == clause.strip()
    assert not set(clause.lower().split()) & {"i", "i'm", "i've", "my", "me", "myself"}
