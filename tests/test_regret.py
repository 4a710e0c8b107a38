"""When I am sorry for how I was to somebody, nobody calls me angry, excuses me or blames me."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from test_compose import context
from test_session import SAD, Sensible, Talk, shown

from companion.mind import sorry
from companion.policy.compose import compose
from companion.policy.openers import suggestions, wording
from companion.policy.regret import regrets
from companion.policy.strategy import plan, situation
from companion.turn import Affect, Observation

SORRY = [
    "i keep thinking i was too harsh", "I shouted at my son this morning and he just went quiet", "was I too hard on her?",
    "i snapped at my mum again", "I hurt her feelings", "I let my sister down", "I feel so guilty about leaving her there",
    "I said some horrible things to my best friend", "I shouldn't have said that to him", "I wish I'd been kinder",
    "I took it out on the kids", "I lied to my girlfriend", "i feel bad about how i left things", "i owe her an apology",
    "I was mean to my brother", "I said some things I regret", "I've been so short with the kids lately",
    "I ghosted someone who was nice to me", "I slapped my daughter and I can't stop seeing her face", "I let Tom down", "i was horrible to Mia today",
    "I lost my temper with the kids this morning", "I took my stress out on the kids", "I'm sorry for how I treated him",
    "I wish I could take back what I said to my sister", "I wasn't there for my dad when he needed me",
    "I don't regret moving out, but I shouted at my mum and she was in tears", "I feel so ashamed of how I talked to my mother", "I feel guilty for not visiting my nan", "I was too hard on Tom", "I made my daughter cry",
]  # fmt: skip
NOT_SORRY = [
    "my boss was too harsh", "it was so hard on me", "i was really hard on myself", "i hurt my back", "i hurt myself", "I hurt my calf at training",
    "the exam was too hard", "i dont regret it", "she makes me feel guilty for going out", "i was so cold", "I upset my stomach",
    "i was so short as a kid", "i was too short to reach", "he shouted at me", "I ignored it", "I hurt so much",
    "I snapped at him because he grabbed my arm again", "I screamed at him to let go of me", "my ex tells everyone I was cruel to him",
    "I upset my boyfriend again and he broke my phone", "I feel guilty about calling the police on my husband",
    "I regret sending him pictures, now he threatens to post them", "He keeps saying I was mean to him when I just said no",
    "was I harsh when I told him to stop touching me?", "I wish I had yelled for help", "I regret nothing",
    "I feel guilty that I survived and he didn't", "I made my son cry laughing", "I yelled at the TV", "I regret buying this car",
    "I shouted at the printer again, it never works", "I let the blinds down", "I betrayed the village in the game last night",
    "I regret trusting him, he hit me again last night", "I was really hard at work", "i was too hard to reach", "i ignored my alarm", "i was pretty short of money",
]  # fmt: skip


@pytest.mark.parametrize("text", SORRY)
def test_it_is_heard_that_i_am_sorry(text: str) -> None:
    assert regrets(text) and situation(context(text, "anger")) == "regret"


@pytest.mark.parametrize("text", NOT_SORRY)
def test_what_others_did_or_what_hurts_me_is_no_regret_of_mine(text: str) -> None:
    assert not regrets(text)


@pytest.mark.parametrize("text", SORRY)
def test_then_no_word_of_anger_or_of_a_harm_done_to_me_is_said(text: str) -> None:
    told = context(text, "anger")
    reply = " ".join((plan(told).opener, *compose(told, plan(told)))).lower()
    assert not any(word in reply for word in ("angry", "sting", "treated", "unfair", "deserve"))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("I yelled at my son and I'm a terrible mother", "contempt"),
        ("he hit me and I shouted at him", "harm"),
        ("I was mean to my nan and then she died", "grief"),
        ("I shouted at him, what should I do", "advice"),
    ],
)
def test_what_weighs_more_is_answered_first(text: str, moment: str) -> None:
    assert situation(context(text)) == moment


def test_beside_a_loss_it_stays_a_loss() -> None:
    told = context("I should have been kinder", said=("my dad died in May",))
    assert regrets(told.text) and situation(told) != "regret"


def test_asked_what_to_do_about_it_i_am_told_of_making_up() -> None:
    told = context("I shouted at my friend. What should I do?", "anger")
    assert suggestions(told, "anger") == tuple(wording("floor")["suggestions"]["amends"])


def test_what_i_said_before_leads_advice_only_where_my_message_is_short() -> None:
    brief = context("what should I do?", "anxiety", said=("my boss wants it by Friday",))
    works = tuple(wording("floor")["suggestions"]["work"])
    assert suggestions(brief, "anxiety") == works
    long = "I find it hard to share what I love with others without feeling judged, how can I?"
    assert suggestions(replace(brief, text=long), "anxiety") != works


def test_where_i_am_sorry_what_sounded_like_anger_counts_as_shame() -> None:
    numbers = tuple(float(at) for at in (1, 1, 1, 1, 1, 1, 9, 2))
    turned = sorry(Observation(numbers, Affect(), present=()))
    assert turned.likelihood[6:] == (2.0, 9.0) and turned.present == ()
    assert sorry(turned) == turned


@pytest.mark.parametrize(("before", "told"), [("I shouted at my son", False), (SAD, True)])
def test_who_is_sorry_for_shouting_is_not_told_later_that_anger_was_right(
    tmp_path: Path, before: str, told: bool
) -> None:
    called_right = "You have every right to be angry about the report."
    talk = Talk(tmp_path, sense=Sensible(), seed=3)
    said = []
    for text in (before, *(f"{SAD}, number {i}" for i in range(12))):
        for _ in range(3):
            talk.engine.enqueue(*[called_right] * 4)
        said += shown(talk.say(text))
    assert (called_right in said) == told
    talk.store.close()
