"""The tail note: what this turn's belief, memories and strategy ask of the wording, in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from companion.turn import WARMTH, Decision, Memory, Strategy

QUOTED_CHARACTERS = 80
_CUES = {
    WARMTH: "warmth",
    Strategy.QUESTION: "question",
    Strategy.PARAPHRASE: "say back",
    Strategy.REFLECTION: "feeling",
    Strategy.DISCLOSURE: "program",
    Strategy.AFFIRMATION: "support",
    Strategy.SUGGESTION: "idea",
    Strategy.INFORMATION: "fact",
    Strategy.OTHERS: "room",
}


def note(
    feeling: str,
    cause: str,
    memories: Sequence[Memory],
    decision: Decision,
    limits: Sequence[str] = (),
) -> str:
    """A few bracketed sentences for the model.

    feeling completes "the person seems ..."; limits: how to keep the boundaries that were touched.
    """
    about = f' about "{_short(cause)}"' if cause else ""
    lines = [f"The person seems {feeling}{about}."]
    lines += [f'Earlier they said: "{_short(memory.text)}".' for memory in memories]
    lines.append(f"Now: {decision.craft or ', then '.join(decision.strategies)}")
    lines += limits
    if decision.avoid:
        lines.append(f"Avoid: {'; '.join(decision.avoid)}.")
    return f"({' '.join(lines)})"


def voice_note(feeling: str, memory: str = "") -> str:
    """The note a trained voice knows: the same few words in training and in a talk.

    feeling: the name of a state. memory: the one thing told in an earlier talk that the reply takes
    up, "" for none.
    """
    told = f'Told before: "{_short(memory)}". ' if memory else ""
    return f"({told}Feeling: {feeling}.)"


def cue(kind: str) -> str:
    """What stands in the reply before each sentence of a trained voice; kind: a strategy or WARMTH."""
    return f"({_CUES[kind]})"


def _short(text: str) -> str:
    """One line of at most `QUOTED_CHARACTERS`, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= QUOTED_CHARACTERS else line[:QUOTED_CHARACTERS].rsplit(" ", 1)[0]
