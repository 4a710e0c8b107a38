"""The guard's rules in plain words, for *why*. The dropped words themselves are never shown."""

from __future__ import annotations

BECAUSE: dict[str, str] = {
    "template": "It held signs that belong to the program, not to a talk.",
    "contact": "It held a number or an address; those come only from the checked list.",
    "markup": "It was laid out like a document instead of said.",
    "script": "It slipped into another script than yours.",
    "fragment": "It was not a whole sentence.",
    "too-long": "It was too long to be said in one breath.",
    "quotes": "It put words in quotation marks that were never said.",
    "stutter": "It repeated itself.",
    "copies-person": "It only gave your own words back to you.",
    "repeats": "It had been said before.",
    "claims-to-be-human": "It sounded as if a human being were speaking.",
    "claims-feelings": "It claimed feelings that a program does not have.",
    "claims-body-or-past": "It claimed a body or a past that a program does not have.",
    "promises-for-ever": "It promised what nobody can promise.",
    "exclusive": "It wanted to be the only one for you.",
    "guilt-at-leaving": "It made leaving harder than it should be.",
    "against-people-or-help": "It spoke against people or help that may be good for you.",
    "method-of-harm": "It touched on ways of doing harm.",
    "medication": "It gave advice about medicine.",
    "medicine-asked": "It spoke about taking or stopping medicine, which a pharmacist can answer.",
    "orders": "It told you what to do.",
    "wanders": "It wandered off from what you said.",
    "diagnosis": "It named an illness, which only a doctor can.",
    "agrees-with-contempt": "It agreed with harsh words about you.",
    "blames": "It put the blame on you.",
    "false-cheer": "It cheered you up too quickly.",
    "hollow": "It was an empty phrase.",
    "romance-or-sex": "It became romantic, which is not its place.",
    "false-memory": "It spoke of something you never told.",
    "own-story": "It told a story of its own.",
    "stranger": "It spoke of people or things you never mentioned.",
    "unwished-question": "It asked, and you said that you do not want questions.",
    "unwished-advice": "It gave advice, and you said that you do not want any.",
    "off-limits": "It touched something that you do not want brought up.",
    "unwished-name": "It called you what you do not want to be called.",
    "unwished-word": "It held words that you asked me to leave out.",
    "unwished-joke": "It was a joke, and you asked for none.",
    "unwished-cheer": "It was more cheerful than you asked me to be.",
    "unwished-exclamation": "It shouted, and you asked for no exclamation marks.",
    "unwished-sorry": "It said sorry, and you asked me not to.",
    "wrong-news": "It took good news for bad, or bad for good.",
}


def because(rule: str) -> str:
    """One plain sentence for a rule; a rule without words here still says that one was broken."""
    return BECAUSE.get(rule, "It broke one of the rules for what may be said here.")
