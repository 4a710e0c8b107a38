"""What I ask of every reply is heard when I say it to the companion, and only then."""

from __future__ import annotations

import time

import pytest

from companion.policy.wished import Heard, heard
from companion.turn import Standing, Unwished

T, A, Q, J, C, E, S, P, N, W = Unwished

TOPICS = [
    ("please don't bring up my ex", "ex"),
    ("never mention Tom", "Tom"),
    ("please leave my job out of it", "job"),
    ("Please leave my job out of this, it makes me feel worse", "job"),
    ("please don't mention my dad again", "dad"),
    ("Never bring up Tom Fisher.", "Tom Fisher"),
    ("stop asking me about work", "work"),
    ("I'm tired. Don\u2019t ask me about university anymore, please", "university"),
    ("can you stop mentioning the exam please", "exam"),
    ("don't bring up Mia ever again", "Mia"),
    ("ok but please do not bring up the move", "move"),
    ("please never talk about my sister's wedding", "sister's wedding"),
    ("don't mention Tom or Mia again", "Tom,Mia"),
    ("I'd rather you didn't mention my weight", "weight"),
    ("could you not bring my brother up again?", "brother"),
    ("let's not talk about the accident", "accident"),
    ("I don't want you to ever mention my mum", "mum"),
    ("can we please not talk about my divorce", "divorce"),
    ("stop bringing up my old job", "old job"),
    ("My ex is off limits for you", "ex"),
    ("please don't remind me of the car accident", "car accident"),
    ("no questions about the baby please", "baby"),
    ("not a word about Sam", "Sam"),
    ("I told you not to mention my mother", "mother"),
    ("I wish you wouldn't ask about my exams", "exams"),
    ("dont talk about my drinking", "drinking"),
    ("the topic of church is off limits", "church"),
]
WISHES = [
    ("never give me advice", A),
    ("please don't ever give me advice", A),
    ("from now on no advice please", A),
    ("I never want your advice", A),
    ("Never tell me what to do.", A),
    ("no more advice, ever", A),
    ("in future don't give me any tips", A),
    ("don't ever try to fix me", A),
    ("please never ask me questions", Q),
    ("never ask me any questions, please", Q),
    ("no questions, ever", Q),
    ("From now on, no more questions.", Q),
    ("I don't ever want you to ask me questions", Q),
    ("could you never ask me questions in our talks?", Q),
    ("no jokes", J),
    ("no jokes please", J),
    ("please don't make jokes about it", J),
    ("Stop joking around.", J),
    ("can you not make jokes?", J),
    ("Leave the jokes out, please", J),
    ("skip the jokes", J),
    ("i don't like it when you make jokes", J),
    ("don't try to be funny", J),
    ("no pet names please", P),
    ("don't use pet names with me", P),
    ("Please stop using nicknames", P),
    ("don't be so cheerful", C),
    ("Please don't be so cheerful all the time", C),
    ("stop being so cheerful", C),
    ("could you be a bit less cheerful?", C),
    ("you're too chirpy for me", C),
    ("stop trying to cheer me up", C),
    ("tone down the enthusiasm please", C),
    ("no exclamation marks", E),
    ("please don't use exclamation marks", E),
    ("could you stop using exclamation marks, it feels fake", E),
    ("Stop with the exclamation points!", E),
    ("fewer exclamation marks please", E),
    ("don't end every sentence with an exclamation mark", E),
    ("don't say sorry all the time", S),
    ("stop saying sorry", S),
    ("Please stop apologising", S),
    ("you don't have to say sorry every time", S),
    ("stop telling me you're sorry", S),
    ("don't apologise so much", S),
    ("it annoys me when you say sorry all the time", S),
]
NAMED = [
    ("don't call me dear", N, "dear"),
    ("please don't call me dear or honey", N, "dear,honey"),
    ("Stop calling me sweetheart!", N, "sweetheart"),
    ("can you stop calling me mate?", N, "mate"),
    ("I hate it when you call me love", N, "love"),
    ('Don\'t call me "buddy" again', N, "buddy"),
    ("please never call me Sammy, I hate it", N, "Sammy"),
    ("I'd prefer you not to call me honey", N, "honey"),
    ("don't call me dear, love or darling", N, "dear,love,darling"),
    ("don't use the word journey", W, "journey"),
    ('please never say the word "closure"', W, "closure"),
    ('stop saying "I hear you"', W, "I hear you"),
    ("never say 'calm down' to me", W, "calm down"),
]
NO_WISHES = """\
my boss told me not to ask questions
My boss said no jokes at work.
don't mention it!
never mention it again
he told me not to mention the party
I don't mention my dad to anyone
they never mention Grandpa
We don't talk about Bruno
don't talk about him
why did she bring up the house?
if you don't mention work I can sleep, said my wife
he said don't call me dear
My therapist says don't be so hard on yourself
no joke, I was terrified
No joking, he really did it
it's no joke
I don't make jokes any more
nobody makes jokes at home now
She hates it when people call her sweetheart.
People call me honey at work and I hate it
my mum said "never ask questions"
I never ask questions in class
I don't give advice
Nobody ever gives me advice
My dad never gave me advice
I never got any advice from her
Never ask a question you don't want the answer to
don't call me crazy but I miss him
Don't call me at night, I told her
I asked him not to call me mate
I told my sister to stop saying sorry
He keeps saying sorry all the time
She said stop apologising all the time
Don't be sorry, it's not your fault
no need to apologise
you don't need to be sorry
I don't know why I say sorry all the time
I say sorry all the time
I wish I could stop apologising
they want me to be more cheerful
everyone tells me don't be so sad
I can't stop talking about him
I can't stop mentioning her name
I want to stop talking about work at dinner
We agreed not to talk about money
The sign said: no questions
at home there were no jokes
It was a quiet evening with no music and no jokes.
my teacher yelled stop asking questions
how do I stop saying sorry?
why do you never make jokes?
do you ever make jokes?
don't you make jokes?
don't ask
don't ask me why
don't ask me how I know
don't ask me questions
no advice please, I just want to vent
I just need you to listen, no advice
can you stop asking questions for a second
don't tell anyone
don't talk to me like that
Don't mention his name
don't remind me!
don't bring it up
I don't want to talk about my dad right now
don't ask me about work tonight
let's not talk about it
I'd rather not say
He asked me "can you not bring up my job?"
The rule in our house: never mention money
At school, no questions were allowed
At work, no jokes, no small talk, nothing
My motto: no advice
She goes "no pet names please"
we have no pet names for each other
I hate being called dear
he calls me dear and I hate it
I used too many exclamation marks in the mail
my boss puts exclamation marks everywhere
she told me I use too many exclamation marks!!
I never want to see Tom again
I never mentioned Tom to you
did I mention Tom?
Tom never mentions his ex
sugar is off limits on this diet
the garden is off limits
my mother was off limits to him
leave me out of it, I told them
I want him to leave my kids out of it
they leave my work out of the report
Could someone please stop asking me questions at work
I wish people would please stop calling me mate
never mind
never give up
No questions from the audience
nobody asked me any questions
no advice helped
without jokes he is nobody
my girl starts school on monday. no word of norwegian
this is our little world, keep everybody out of it
less happy than before
I'm less cheerful than I was
they say I'm too cheerful
my friend is too cheerful for me
""".splitlines()


@pytest.mark.parametrize(("text", "phrases"), TOPICS)
def test_what_i_ask_never_to_be_brought_up_is_heard(text: str, phrases: str) -> None:
    assert heard(text).topics == tuple(phrases.split(","))
    assert {wish.kind for wish in heard(text).wanted} == {T}


@pytest.mark.parametrize(("text", "kind"), WISHES)
def test_how_i_want_to_be_answered_is_heard(text: str, kind: Unwished) -> None:
    assert heard(text).wanted == (Standing(kind),)


@pytest.mark.parametrize(("text", "kind", "words"), NAMED)
def test_what_i_am_not_to_be_called_and_not_to_be_told_is_heard(
    text: str, kind: Unwished, words: str
) -> None:
    assert heard(text).wanted == tuple(Standing(kind, word) for word in words.split(","))


@pytest.mark.parametrize("text", [*NO_WISHES, "", "?" * 500, "a" * 8_000])
def test_what_only_looks_like_a_wish_is_none(text: str) -> None:
    assert not heard(text)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("no jokes and no pet names", {J, P}),
        ("from now on: no advice, no exclamation marks", {A, E}),
        ("no jokes please, and stop saying sorry", {J, S}),
        ("No questions ever. And don't be so cheerful.", {Q, C}),
    ],
)
def test_several_wishes_in_a_message_are_all_heard(text: str, kinds: set[Unwished]) -> None:
    assert {wish.kind for wish in heard(text).wanted} == kinds


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("you can make jokes again", Standing(J)),
        ("jokes are fine again", Standing(J)),
        ("You can ask me questions again.", Standing(Q)),
        ("you can give me advice", Standing(A)),
        ("advice is welcome now", Standing(A)),
        ("it's ok to use exclamation marks again", Standing(E)),
        ("you may be cheerful again", Standing(C)),
        ("you can call me dear again", Standing(N, "dear")),
        ("you can mention Tom again", Standing(T, "Tom")),
        ("you can bring my ex up again", Standing(T, "ex")),
        ("it's fine to talk about my job again", Standing(T, "job")),
    ],
)
def test_a_wish_is_taken_back_in_my_words(text: str, wish: Standing) -> None:
    assert heard(text) == Heard(taken_back=(wish,))


@pytest.mark.parametrize(
    "text",
    [
        "you can make jokes about anything at work",
        "my boss says you can make jokes again",
        "you can say sorry and he still sulks",
        "can you mention Tom again?",
        "he may call me dear again",
    ],
)
def test_what_only_looks_like_taking_it_back_is_not(text: str) -> None:
    assert not heard(text).taken_back


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("please don't call me dear. my mum died yesterday", "my mum died yesterday"),
        ("my mum died yesterday and please no jokes", "my mum died yesterday"),
        ("don't mention Tom, I lost my job today", "I lost my job today"),
        ("I'm tired. Never ask me questions, ok? Thanks!", "I'm tired."),
        ("please don't mention my dad again, it hurts", ""),
        ("no jokes please, thanks", ""),
        ("hey, please stop saying sorry. It's annoying", ""),
    ],
)
def test_what_else_i_tell_is_not_lost_with_the_wish(text: str, rest: str) -> None:
    assert heard(text).rest.strip(" .") == rest.strip(" .")


@pytest.mark.parametrize(
    "part",
    ["please ", "don't mention ", "no jokes, ", "please and but so no yes ", "a, ", "the a "],
)
def test_no_message_takes_long_to_hear(part: str) -> None:
    began = time.perf_counter()
    heard(part * (1_990 // len(part)))
    assert time.perf_counter() - began < 3.0
