"""What is said when there is danger: written beforehand, steady, and never generated.

At acute risk these sentences are the whole reply; at elevated risk they may open it. They claim
nothing, ask directly, stay, and point to the card with the helplines that stands beside them.
"""

from __future__ import annotations

from companion.policy import abroad
from companion.policy.risk_words import BODY, BY_SOUND, REASONS
from companion.turn import ENGLISH, Assessment, Risk

_ACUTE: dict[str, tuple[tuple[str, ...], ...]] = {
    "medical": (
        (
            "This may be an emergency.",
            "Please call the emergency number on the card now, or ask someone near you to call.",
            "Tell them exactly what you wrote here.",
            "Is anybody with you?",
        ),
        (
            "Please don't wait to see if it passes.",
            "The emergency number is on the card; call it now and stay on the line.",
            "If you can, unlock the door so that help can come in.",
            "Have you been able to call?",
        ),
        (
            "What matters now is that somebody with training is on the phone.",
            "Call the emergency number on the card, even if you feel a little better.",
            "Can you do that before you write another line?",
        ),
    ),
    "suicide": (
        (
            "Thank you for writing this down here.",
            "I'm going to ask directly: are you thinking about killing yourself tonight?",
            "I'm a program and can't come to you, so please call or text one of the lines on the card now.",
            "Is there anybody who could be in the room with you?",
        ),
        (
            "It's good that you're still writing.",
            "Is there anything close by that you might use against yourself?",
            "Please put distance between you and it: another room, a locked door, somebody else's hands.",
            "And let a person hear your voice; the numbers on the card are for exactly this.",
        ),
        (
            "You don't have to decide anything for the rest of your life tonight.",
            "The next ten minutes are enough.",
            "Call a number on the card, or walk over to whoever is nearest and say: I'm not safe.",
            "Which of the two is easier right now?",
        ),
        (
            "This is heavy, and you're saying it out loud.",
            "If you might act on it, please call the emergency number on the card now.",
            "You can keep writing here until somebody answers.",
            "Are you safe at this moment?",
        ),
    ),
    "abuse": (
        (
            "Your safety comes first.",
            "If you can, go where there are other people, or behind a door that locks, and call the emergency number on the card.",
            "None of this is your fault.",
            "Can you get out of there?",
        ),
        (
            "You're in danger, and it's right to call for help now.",
            "The emergency number is on the card; say where you are first, in case the line breaks.",
            "If it isn't safe to write, close this window.",
            "Are you somewhere they can't reach you?",
        ),
    ),
    "harm-to-others": (
        (
            "Stop here for a moment, and keep away from them.",
            "Put whatever could hurt somebody out of reach.",
            "Then call one of the numbers on the card and say what you wrote here.",
            "Where are you now?",
        ),
        (
            "That's more than a thought now, so it needs a person, at once.",
            "Call the emergency number on the card; you can say that you're afraid of what you might do.",
            "Is there somebody who could stay with you?",
        ),
    ),
    "act-done": (
        (
            "Please call the emergency number on the card now, even if you feel fine.",
            "Tell them what it was, how much, and when; the first hours matter most.",
            "Is anybody with you?",
        ),
        (
            "That can be mended best right now, so please call the emergency number on the card.",
            "If you can, unlock the door and let somebody near you know.",
            "You can keep writing here while you wait.",
            "Have you called?",
        ),
        (
            "You're still here, and that's what counts now.",
            "Please don't wait to see how it goes: the emergency number on the card is for exactly this.",
            "What you told me is what they need to hear.",
            "Can you call, or ask somebody to call for you?",
        ),
    ),
    "voices": (
        (
            "You don't have to do what the voice says.",
            "Please go to where another person is, right now, and tell them what you hear.",
            "The emergency number is on the card; they know about this too.",
            "Where are you at this moment?",
        ),
        (
            "What you hear is frightening, and it isn't your fault.",
            "Please call the emergency number on the card, and say that a voice tells you to do something dangerous.",
            "Can you put some distance between you and that place?",
        ),
    ),
    "unclear": (
        (
            "What you wrote sounds like danger, for you or for somebody near you.",
            "If it is, please call the emergency number on the card now.",
            "If I got it wrong, tell me, and nothing more is needed.",
            "Are you safe right now?",
        ),
        (
            "I take what you wrote seriously.",
            "If a life may be at stake, yours or another's, call the emergency number on the card before you write on.",
            "Is anybody with you?",
        ),
    ),
    "someone-else": (
        (
            "Somebody may be in danger, and every minute counts.",
            "Call the emergency number on the card now and say where they are.",
            "If it's safe, stay with them or on the phone with them.",
            "Do you know where they are?",
        ),
        (
            "You're right to take this seriously.",
            "The emergency number is on the card, and they'll tell you what to do step by step.",
            "Is somebody with them now?",
        ),
    ),
}

_ELEVATED: dict[str, tuple[tuple[str, ...], ...]] = {
    "medical": (
        (
            "That needs a doctor's eye, and soon.",
            "If it's strong, sudden or new, call the emergency number on the card rather than wait.",
            "Is somebody near you?",
        ),
        (
            "Please have this looked at today, even if it turns out to be small.",
            "The emergency number is on the card in case it gets worse.",
            "How is it at this moment?",
        ),
    ),
    "suicide": (
        (
            "That sounds like a very dark place to be.",
            "I'd like to ask plainly: are you thinking of killing yourself?",
            "Whatever the answer is, you can say it here, and the lines on the card are open to you as well.",
        ),
        (
            "Thank you for saying it as it is.",
            "When it gets this heavy, has there been a thought of ending your life?",
            "A person's voice can do what a program can't; the numbers on the card are there for that.",
        ),
        (
            "Being this tired of everything is hard to say out loud, and you said it.",
            "Are you safe tonight?",
            "If that changes, please use the card, and until then go on writing if it helps.",
        ),
        (
            "This isn't about talking you out of what you feel.",
            "I would like to know if you're in danger: have you thought about how or when?",
            "The people on the card answer at difficult hours too.",
        ),
    ),
    "abuse": (
        (
            "Thank you for telling this; it isn't your fault.",
            "Are you safe where you are right now?",
            "The people on the card listen to this as well, and there is an emergency number if you need it.",
        ),
        (
            "I believe you.",
            "Nobody has the right to do that to you.",
            "Is there a moment when you could speak to somebody on the card without being overheard?",
        ),
    ),
    "harm-to-others": (
        (
            "It's better to have that here in words than anywhere else.",
            "Is somebody in danger right now, you or they?",
            "The card has people you can say this to without being judged.",
        ),
        (
            "A thought like that can frighten the one who has it.",
            "Could you step away from them for now, and let someone else be there?",
            "One of the numbers on the card would be a good next step.",
        ),
    ),
    "someone-else": (
        (
            "That's a heavy thing to know about somebody.",
            "You may ask them straight out about suicide; it doesn't put the idea there.",
            "The people on the card also talk with those who worry about another person.",
        ),
        (
            "You don't have to hold this alone.",
            "Are they safe right now, as far as you can tell?",
            "If not, the emergency number on the card is the right call.",
        ),
    ),
    "act-done": (
        (
            "Thank you for telling me, that was right.",
            "Even if you feel all right now, your body may need help, so please call the emergency number on the card.",
            "Are you thinking of doing more, or are you safe at the moment?",
        ),
        (
            "I'm glad you're here and writing.",
            "Please let somebody look after you, today, and tell them what you told me.",
            "Who could be with you in the next hours?",
        ),
    ),
    "voices": (
        (
            "That sounds frightening, and you don't have to do what it says.",
            "A doctor or the people on the card know about this, and it can get better.",
            "Does it tell you to do something dangerous?",
        ),
        (
            "You're not alone with that, many people have lived through it.",
            "Please tell somebody near you today what you hear.",
            "Are you safe where you are?",
        ),
    ),
    "unclear": (
        (
            "What you wrote sounds as if somebody may be in danger.",
            "If I got it wrong, just say so, and we go on.",
            "Are you safe right now?",
        ),
        (
            "I'd rather ask once too often: are you all right?",
            "If there's danger, for you or for somebody near you, the people on the card can help.",
            "And if I got it wrong, tell me.",
        ),
    ),
    "self-harm": (
        (
            "Thank you for telling this; there's no reproach here.",
            "Are you hurt in a way that somebody should look at?",
            "And is there any thought of ending your life in it?",
        ),
        (
            "It sounds as if the pain had to go somewhere.",
            "Are you safe at the moment?",
            "The people on the card know this well, if a voice would help.",
        ),
    ),
    "eating": (
        (
            "Thank you for saying it; it must take a lot out of you.",
            "A doctor should know about this soon, because it's hard on the body.",
            "Does anyone near you know?",
        ),
        (
            "That's hard to live with, and there's no blame in it.",
            "The people on the card listen to this as well.",
            "How are you right now: faint, dizzy, or all right?",
        ),
    ),
}


def crisis_reply(
    assessment: Assessment,
    turn_index: int,
    language: str = ENGLISH,
    before: Assessment | None = None,
) -> tuple[str, ...]:
    """The sentences to say, in the person's language where there are words in it.

    turn_index (from 0) walks through the variants, so that none repeats at once. before: the danger that
    was spoken of just before; what merely sounds like danger now is most likely of that.

    Empty below `Risk.ELEVATED`. Medical danger goes first, then danger to the person's own life.
    """
    if assessment.risk < Risk.ELEVATED:
        return ()
    acute = assessment.risk == Risk.ACUTE
    written: abroad.Variants = abroad.danger(language, acute=acute) or (
        _ACUTE if acute else _ELEVATED
    )
    kind = _kind(assessment, written)
    by_sound = BY_SOUND & set(assessment.reasons)
    if before is not None and by_sound and kind not in BODY:
        kind = _kind(before, written)
    variants = written[kind]
    return tuple(variants[turn_index % len(variants)])


def _kind(assessment: Assessment, written: abroad.Variants) -> str:
    if BY_SOUND & set(assessment.reasons) and assessment.risk < Risk.ACUTE:
        return "unclear"  # a wording that may be of danger is asked about, and not more
    for kind in ("act-done", "medical", "suicide", "voices"):
        if REASONS[kind] in assessment.reasons:
            return kind
    told = next((key for key in assessment.boundaries if key in written), "")
    if told:
        return told
    return "unclear" if BY_SOUND & set(assessment.reasons) else "suicide"
