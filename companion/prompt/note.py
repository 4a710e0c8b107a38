"""The tail note: what this turn's belief, memories and strategy ask of the wording, in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from companion.turn import Decision, Memory

QUOTED_CHARACTERS = 80


def note(
    feeling: str,
    cause: str,
    memories: Sequence[Memory],
    decision: Decision,
    limits: Sequence[str] = (),
    *,
    brief: bool = False,
) -> str:
    """A few bracketed sentences for the model.

    feeling completes "the person seems ..."; limits: how to keep the boundaries that were touched.
    brief: the feeling alone, for a very small model: it continues written words that carry the
    memory and the strategy already, and each token more makes the person wait.
    """
    if brief:
        return f"(The person seems {feeling}.)"
    about = f' about "{_short(cause)}"' if cause else ""
    lines = [f"The person seems {feeling}{about}."]
    lines += [f'Earlier they said: "{_short(memory.text)}".' for memory in memories]
    lines.append(f"Now: {decision.craft or ', then '.join(decision.strategies)}")
    lines += limits
    if decision.avoid:
        lines.append(f"Avoid: {'; '.join(decision.avoid)}.")
    return f"({' '.join(lines)})"


def _short(text: str) -> str:
    """One line of at most `QUOTED_CHARACTERS`, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= QUOTED_CHARACTERS else line[:QUOTED_CHARACTERS].rsplit(" ", 1)[0]
