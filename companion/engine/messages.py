"""What the two sides of the engine's pipe say to each other. Plain data, so it can be pickled."""

from __future__ import annotations

from dataclasses import dataclass

from companion.engine.machine import Device


@dataclass(frozen=True)
class LoadChat:
    """Load the chat model. context: tokens; gpu_layers: -1 all, 0 none; threads: 0 to choose.

    adapter: the file of a low-rank adapter trained for this model, "" for none. kv_type: "f16" or
    "q8_0", of what was read. batch: tokens read at once, 0 to choose. flash: attention that keeps
    no scores; None for the usual.
    """

    path: str
    context: int
    gpu_layers: int
    threads: int
    adapter: str = ""
    kv_type: str = "f16"
    batch: int = 0
    flash: bool | None = None


@dataclass(frozen=True)
class Devices:
    """Ask for the devices a model can run on, and the processor's instruction sets in use."""


@dataclass(frozen=True)
class LoadEmbedder:
    """Load an embedder.

    adapter: the file of a low-rank adapter trained for it; then it stands beside the plain one, and is
    asked with `Embed.adapted`, which is the file's name without its ending.
    """

    path: str
    adapter: str = ""


@dataclass(frozen=True)
class Tokenize:
    """Text to token ids. Only with `control` do template tokens such as <|im_end|> act as control."""

    text: str
    control: bool


@dataclass(frozen=True)
class Embed:
    """Texts to unit vectors. adapted: by the embedder with the adapter of that name, "" the plain one."""

    texts: tuple[str, ...]
    adapted: str = ""


@dataclass(frozen=True)
class ReadTokens:
    """Texts, each cut into parts between words, to the vectors of their tokens."""

    texts: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Generate:
    """Continue `tokens`. More than one candidate share the prompt's evaluation.

    sentence: each candidate ends with its first sentence.
    """

    request: int
    tokens: tuple[int, ...]
    candidates: int
    max_tokens: int
    temperature: float
    seed: int
    sentence: bool = False


@dataclass(frozen=True)
class Score:
    """How likely the model finds each of `tokens` from place `start` on, after those before it."""

    tokens: tuple[int, ...]
    start: int


@dataclass(frozen=True)
class TakeState:
    """What was read of `tokens`, from the first on: `State` follows, then `Part`s."""

    tokens: tuple[int, ...]


@dataclass(frozen=True)
class PutState:
    """What an equal engine has read of `tokens`; its `size` bytes follow in `Part`s."""

    tokens: tuple[int, ...]
    size: int


@dataclass(frozen=True)
class Part:
    """Some of a state's bytes, in their order."""

    data: bytes


@dataclass(frozen=True)
class Cancel:
    """Stop `request` at the next token; unknown requests are ignored."""

    request: int


@dataclass(frozen=True)
class ChatLoaded:
    """What is really running, for the settings page and the prompt.

    device: where the layers are, in words, "" for the processor alone. gpu_layers: of `layers`, the
    ones on a device, as the engine itself reports. reason: why it is less than was asked for, one
    sentence, "" where it is not. fingerprint: the same for two engines only where one can go on from
    the other's state, "" where nothing can.
    """

    description: str
    context: int
    device: str = ""
    gpu_layers: int = 0
    layers: int = 0
    kv_type: str = "f16"
    batch: int = 0
    threads: int = 0
    reason: str = ""
    fingerprint: str = ""


@dataclass(frozen=True)
class DevicesFound:
    """Answer to `Devices`."""

    devices: tuple[Device, ...]
    instructions: tuple[str, ...]


@dataclass(frozen=True)
class EmbedderLoaded:
    """The embedder is ready."""

    dimensions: int


@dataclass(frozen=True)
class Tokens:
    """Answer to `Tokenize`."""

    ids: tuple[int, ...]


@dataclass(frozen=True)
class Scored:
    """Answer to `Score`: natural logarithms of probabilities, one a token."""

    logprobs: tuple[float, ...]


@dataclass(frozen=True)
class State:
    """Answer to `TakeState`. length: how many of the tokens; size: bytes that follow, 0 for none."""

    length: int
    size: int


@dataclass(frozen=True)
class StatePut:
    """Answer to `PutState`: whether the model goes on from there."""

    taken: bool


@dataclass(frozen=True)
class Embedded:
    """Answer to `Embed`: float32, row after row."""

    data: bytes
    rows: int


@dataclass(frozen=True)
class TokensRead:
    """Answer to `ReadTokens`.

    data: float32, the vectors of all texts' tokens, row after row. owners: for each text, the part
    each of its tokens is from, -1 for the marks around a text.
    """

    data: bytes
    owners: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Evaluated:
    """The prompt has been read: how many tokens came from the cache, how many were computed."""

    request: int
    reused: int
    evaluated: int


@dataclass(frozen=True)
class Reading:
    """A long prompt is still being read: a sign of life, nothing more."""

    request: int


@dataclass(frozen=True)
class Piece:
    """One generated token of one candidate, with the text it completes (may be "").

    likely: the natural logarithm of the probability the model gave it, before any choosing.
    """

    request: int
    candidate: int
    token: int
    text: str
    likely: float = 0.0


@dataclass(frozen=True)
class Done:
    """The generation ended, by itself or because it was cancelled."""

    request: int
    cancelled: bool


@dataclass(frozen=True)
class Failed:
    """The call did not succeed; `message` is one plain sentence without anybody's words.

    memory: it was for want of memory, so less may go.
    """

    message: str
    memory: bool = False
