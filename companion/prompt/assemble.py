"""The prompt: a prefix that never changes, a transcript that only grows, a tail made anew each turn.

The prompt law (measured: the first token stays as fast at turn 24 as at turn 3, 0.5 s against
9 s): nothing that changes may stand before something that stays. The tail note about feeling,
memories and strategy stands inside the last user turn and is not kept.

A person's words are always tokenised as data: template tokens they type are letters, not control.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from companion.turn import Prompt

Tokenizer = Callable[[str, bool], tuple[int, ...]]
"""(text, control) -> token ids; only with control=True do template tokens act as control."""

PERSONA = Path(__file__).with_name("persona.md")
VOICE_PERSONA = Path(__file__).with_name("persona_voice.md")  # all that a trained voice needs


@dataclass(frozen=True)
class Template:
    """The control text around each message of a model family.

    opening: what stands before a reply that is to be written, and in no finished one: for a model
    that would think aloud first, the mark of having done so. kept: the same, in finished ones.
    """

    begin: str
    system: str
    user: str
    assistant: str
    close: str
    opening: str = ""
    kept: str = ""


TEMPLATES: dict[str, Template] = {
    "chatml": Template(
        begin="",
        system="<|im_start|>system\n",
        user="<|im_start|>user\n",
        assistant="<|im_start|>assistant\n",
        close="<|im_end|>\n",
    ),
    "llama3": Template(
        begin="<|begin_of_text|>",
        system="<|start_header_id|>system<|end_header_id|>\n\n",
        user="<|start_header_id|>user<|end_header_id|>\n\n",
        assistant="<|start_header_id|>assistant<|end_header_id|>\n\n",
        close="<|eot_id|>",
    ),
    "phi4": Template(
        begin="",
        system="<|system|>",
        user="<|user|>",
        assistant="<|assistant|>",
        close="<|end|>",
    ),
}
TEMPLATES["qwen3"] = replace(TEMPLATES["chatml"], opening="<think>\n\n</think>\n\n")
# Both kinds of its replies begin so. With a date in the system text, as its makers have it by
# default, the prefix would change from day to day; "/system_override" is their way without.
TEMPLATES["smollm3"] = replace(
    TEMPLATES["chatml"], opening="<think>\n\n</think>\n", kept="<think>\n\n</think>\n"
)


@dataclass(frozen=True)
class Transcript:
    """What the model can still see of the talk: token ids, turn by turn, oldest first."""

    turns: tuple[tuple[int, ...], ...] = ()

    @property
    def tokens(self) -> tuple[int, ...]:
        """All turns in a row."""
        return tuple(token for turn in self.turns for token in turn)


@dataclass(frozen=True)
class Writer:
    """Turns text into the three parts of a prompt for one model.

    longest: tokens of one message the model gets to see; of a longer one, its beginning and end.
    """

    template: Template
    tokenize: Tokenizer
    prefix: tuple[int, ...]
    longest: int

    def tail(self, words: str, note: str, opener: str) -> tuple[int, ...]:
        """The last user turn with its note, and the reply's first words to continue from."""
        data = f"\n\n{note}" if note else ""
        return (
            self._user(words)
            + (self.tokenize(data, False) if data else ())
            + self.tokenize(
                self.template.close + self.template.assistant + self.template.opening, True
            )
            + (self.tokenize(opener, False) if opener else ())
        )

    def finished(self, words: str, reply: str, spoken: Sequence[int] = ()) -> tuple[int, ...]:
        """A finished turn for the transcript: the words without the note, and the reply.

        spoken: the reply's own token ids, which are never tokenised anew; () for written replies.
        """
        return (
            self._user(words)
            + self.tokenize(
                self.template.close + self.template.assistant + self.template.kept, True
            )
            + (tuple(spoken) or self.tokenize(reply, False))
            + self.tokenize(self.template.close, True)
        )

    def _user(self, words: str) -> tuple[int, ...]:
        # Tokenised apart from the note, so that the ids stay the same when the note is gone.
        ids = self.tokenize(words, False)
        if len(ids) > self.longest:
            half = self.longest // 2
            ids = ids[:half] + ids[-half:]
        return self.tokenize(self.template.user, True) + ids


def writer(template: Template, tokenize: Tokenizer, window: int, persona: Path = PERSONA) -> Writer:
    """Read the persona file (instructions, then `## user` / `## assistant` examples) into a prefix.

    The prefix holds no name, date, mood or memory. window: tokens the model can see at once; one
    message may take a third of it.
    """
    instructions, *sections = persona.read_text("utf-8").split("\n## ")
    prefix = tokenize(template.begin + template.system, True)
    prefix += tokenize(instructions.strip(), False) + tokenize(template.close, True)
    for section in sections:
        role, _, text = section.partition("\n")
        user = role.strip() == "user"
        opening = template.user if user else template.assistant + template.kept
        prefix += tokenize(opening, True) + tokenize(text.strip(), False)
        prefix += tokenize(template.close, True)
    return Writer(template, tokenize, prefix, max(2, window // 3))


def assemble(
    writer: Writer, transcript: Transcript, tail: tuple[int, ...], room: int
) -> tuple[Prompt, Transcript, int]:
    """Put the parts together so that they fit into `room` tokens.

    When they do not, the oldest half of the turns goes at once, so that the cache is rebuilt
    rarely and not every turn. Returns (prompt, transcript that is left, number of turns dropped).
    """
    left, dropped = transcript, 0
    while left.turns and len(writer.prefix) + len(left.tokens) + len(tail) > room:
        half = max(1, len(left.turns) // 2)
        left = replace(left, turns=left.turns[half:])
        dropped += half
    return Prompt(writer.prefix, left.tokens, tail), left, dropped


def append(transcript: Transcript, turn: tuple[int, ...]) -> Transcript:
    """The transcript with one more turn at its end."""
    return replace(transcript, turns=(*transcript.turns, turn))
