"""What asks for an exercise and what only mentions one."""

from __future__ import annotations

import time

import pytest

from companion.practice.asked import LONGEST, asked_for
from companion.practice.texts import BREATHING, GROUNDING, REHEARSAL, THOUGHTS, WELL

ASKS = {
    REHEARSAL: (
        "can you help me practise talking to my boss",
        "Could we rehearse the conversation with my mum?",
        "can we practice telling him that I'm moving out?",
        "I want to practise asking for a raise",
        "help me rehearse what to say to my landlord",
        "Can you play my boss for a bit?",
        "pretend to be my dad and let me try it",
        "let's role play the talk with my sister",
        "I have to tell my partner on Sunday. can you help me practise?",
        "could you help me prepare for a hard talk with my manager",
        "can we do the dear man thing",
        "will you help me figure out how to tell my parents",
        "I'd like to rehearse breaking up with him",
        "can we practise telling her I can't do this anymore",
        "help me practise talking to my boss without crying",
        "can you roleplay my manager so i can try asking for friday off",
        "can I try out what to say to my landlord here",
        "let me practise telling her",
        "i want to rehearse the call with my mother",
    ),
    BREATHING: (
        "i need to calm down, can we breathe",
        "can we do a breathing exercise",
        "Let's do some slow breathing",
        "do a breathing exercise with me",
        "breathing exercise please",
        "paced breathing",
        "I feel panicky. Breathing exercise?",
        "I could use a breathing exercise right now",
        "i'm so wound up can we please just breathe for a minute",
        "Could you guide me through some breathing?",
        "breathe with me please",
        "a breathing exercise would help right now",
        "my therapist says it works, so can we do the breathing thing",
        "i cant breathe with all this work, can we do a breathing exercise?",
    ),
    GROUNDING: (
        "do a grounding exercise with me",
        "can we do 5-4-3-2-1",
        "54321 please",
        "Help me ground myself",
        "grounding exercise?",
        "i think i need grounding right now",
        "I'd like to try grounding",
        "please take me through the five four three two one thing",
        "everything feels unreal, can you do a grounding with me",
    ),
    THOUGHTS: (
        "thought record please",
        "can we do a thought record",
        "Can you help me reframe this?",
        "I want to look at that thought more closely, can we do a thought diary",
        "help me challenge this thought",
        "could we look at one of these thoughts? a thought record now",
        "let's work on this horrible thought",
    ),
    WELL: (
        "can we do three good things",
        "let's do the what went well exercise",
        "I'd like to do a gratitude list",
        "three good things please",
        "What went well",
    ),
}

TELLS = (
    "my therapist made me do breathing exercises",
    "i cant breathe with all this work",
    "I can't breathe",
    "I need some breathing space",
    "we did a grounding exercise in group yesterday and I hated it",
    "I tried everything: breathing exercises, grounding, thought records",
    "please don't make me do a breathing exercise",
    "no breathing exercises please",
    "I'm sick of breathing exercises",
    "everyone says do breathing exercises, they don't get it",
    "just breathe, they say",
    "try breathing, my mum said",
    "she took my breath away",
    "I had a hard conversation with my boss",
    "I need to have a difficult conversation with my dad",
    "I talked to my boss today",
    "can you talk to my boss for me",
    "I have to practise the piano for an hour",
    "can you help me practise my english",
    "choir practice went fine",
    "he told me to rehearse my speech again",
    "I need to prepare for the meeting tomorrow",
    "my mum grounded me",
    "my boyfriend keeps grounding me when I panic",
    "can you be my friend",
    "will you be my girlfriend",
    "I kept a thought record for years",
    "that thought won't leave me",
    "I don't want to reframe it, I want to be angry",
    "do you want to hear what went well?",
    "I don't know what went well and what didn't",
    "nothing went well today",
    "my doctor suggested gratitude lists, as if",
    "my inhaler is empty and I have trouble breathing",
    "can we talk about my boss",
    "could you tell me a joke",
    "I want to tell my boss that I quit",
    "help",
    "can you believe he said I should breathe",
    "the breathing exercise yesterday did nothing",
    "my sister is playing the lead in a play",
    "do you breathe?",
    "are you breathing",
    "I did the 54321 thing and still cried",
    "he asked whether we could practise the talk",
    "can you not suggest breathing",
    "can we plan a call",
    "how do breathing exercises work",
    "I should do breathing exercises more",
    "breathing exercises are stupid",
    "could you please just let me breathe",
    "I rehearsed the talk a hundred times in my head",
    "I have a role play at work tomorrow and I'm scared",
    "you sound like my therapist with her thought records",
    "i need to breathe fresh air",
    "what is a thought record",
    "maybe I should keep a gratitude journal",
    "",
)


@pytest.mark.parametrize(("name", "text"), [(n, t) for n, texts in ASKS.items() for t in texts])
def test_i_ask_for_it_and_it_is_heard(name: str, text: str) -> None:
    assert asked_for(text) == name


@pytest.mark.parametrize("text", TELLS)
def test_i_only_mention_it_and_nothing_is_offered(text: str) -> None:
    assert asked_for(text) is None


def test_there_are_enough_lines_of_both_kinds() -> None:
    assert sum(map(len, ASKS.values())) > 40
    assert len(TELLS) > 40


def test_a_long_message_tells_something_and_asks_for_nothing() -> None:
    assert asked_for("and then " * LONGEST + "can we do a breathing exercise") is None


def test_typing_it_otherwise_makes_no_difference() -> None:
    assert asked_for("  CAN WE DO A BREATHING EXERCISE!! ") == BREATHING
    assert asked_for("let\u2019s do a grounding exercise") == GROUNDING


def test_no_message_takes_long_to_read() -> None:
    begun = time.perf_counter()
    for text in ("can we practise " * 37, "a " * 299, "practise " * 60, "i want to reframe " * 30):
        asked_for(text)
    assert time.perf_counter() - begun < 1.0
