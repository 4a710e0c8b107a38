"""What one message says about the hidden states, by meaning and wording -> fitted head.

The network (`scripts/train_observer.py`) answers for GoEmotions' 28 labels, each by itself, and for
the hidden states; a second one of the same shape gives affect. They were fitted on English: of a text
in another script nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import numpy.typing as npt

from companion.emotion.clauses import Group, clauses, grouped, shortened, without
from companion.emotion.denial import undenied
from companion.emotion.network import Array, Network, logit, sigmoid, softmax
from companion.emotion.states import NAMES
from companion.emotion.wording import BINS
from companion.errors import NOT_PARAMETERS, CompanionError
from companion.turn import Affect, Observation

Reading = tuple[Array, npt.NDArray[np.int64]]
Kept = npt.NDArray[np.bool_]
Read = Callable[[Sequence[Sequence[str]]], Sequence[Reading]]

PLAIN = 0.35  # a choice: how often, beside somebody calm, a moved person says a plain thing
FLOOR = 0.01  # one message never rules a feeling out
LABELS = 28
AFFECT = "affect_"  # before the names of the affect network's arrays in the file

CALM = NAMES.index("calm")
_LATIN_ENDS = "\u024f"
_AGAIN = re.compile(r"(\W)\1{2,}")


@dataclass(frozen=True)
class Observer:
    """The fitted numbers. The network answers first for the labels, then for the n states.

    affect_network: answers for valence, arousal and dominance, -1..1. prior (n,): p(state) it was
    fitted under. thresholds (28,): of the labels' probabilities, for the best F1. label_states
    (28, n): which labels speak for which state. present_scale (n, 2), present_bias (n,): p(state is
    in the words) from the logits of its labels together and of the state.
    """

    network: Network
    affect_network: Network
    prior: Array
    thresholds: Array
    label_states: Array
    present_scale: Array
    present_bias: Array

    def features(self, tokens: Array, texts: Sequence[str], kept: Kept | None = None) -> Features:
        """What the network makes of a text, and of readings that leave tokens out.

        tokens: (t, d). texts: the words of each reading. kept: (readings, t), True where a token is
        taken; None for one reading of all.
        """
        taken = everything(tokens) if kept is None else kept
        hidden = self.network.hidden(tokens, taken)
        logits = self.network.logits(hidden, texts)
        return Features(hidden, logits[:, :LABELS], logits[:, LABELS:], pooled(tokens, taken))

    def present(self, labels: Array, states: Array) -> Array:
        """p(the words hold this feeling), each for itself, calibrated; (readings, n)."""
        absent = np.log1p(-np.clip(sigmoid(labels), 0, 1 - 1e-6))
        together = 1 - np.exp(absent @ self.label_states)
        joint = np.stack([logit(together), logit(softmax(states))], axis=-1)
        return sigmoid((joint * self.present_scale).sum(axis=-1) + self.present_bias)

    def affect(self, tokens: Array, text: str) -> Affect:
        """Where a text lies on the three axes. tokens: (t, d); text: its words."""
        hidden = self.affect_network.hidden(tokens, everything(tokens))
        axes = np.clip(self.affect_network.logits(hidden, [text])[0], -1.0, 1.0)
        return Affect(*(float(value) for value in axes))


@dataclass(frozen=True)
class Features:
    """Of each reading: hidden (r, h), logits of the labels (r, 28) and states (r, n), mean (r, d)."""

    hidden: Array
    labels: Array
    states: Array
    mean: Array


def load(path: Path) -> Observer:
    """The observer in `path` (`models/observer.npz`). Raises CompanionError if missing or damaged."""
    names = [f.name for f in fields(Observer) if f.type != "Network"]
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            network, affect_network = (
                Network(
                    **{f.name: stored[start + f.name].astype(np.float32) for f in fields(Network)}
                )
                for start in ("", AFFECT)
            )
            arrays = {name: stored[name].astype(np.float32) for name in names}
    except FileNotFoundError as error:
        raise CompanionError(f"The file {path.name} is missing; please reinstall.") from error
    except NOT_PARAMETERS as error:
        raise CompanionError(f"The file {path.name} is damaged; please reinstall.") from error
    observer = Observer(network, affect_network, **arrays)
    if not _fits_together(observer):
        raise CompanionError(f"The file {path.name} is damaged; please reinstall.")
    return observer


def observe(text: str, read: Read, observer: Observer) -> Observation:
    """What `text` says about each state, its affect, and the clause that carried it.

    read: texts in parts -> the vectors of their tokens and the part each is from
    (`EngineClient.read`); called once. `cause` is in the person's exact words; it is "" where the
    text is in a script the observer cannot read.
    """
    return observe_with_embedding(text, read, observer)[0]


def observe_with_embedding(text: str, read: Read, observer: Observer) -> tuple[Observation, Array]:
    """As `observe`, with the text's embedding (d,) beside it, for the memory.

    The embedding is of what was observed: shortened, emoji in words, without feelings denied.
    Raises CompanionError where the embedder gives no vectors the observer can read.
    """
    text = shortened(text)
    if not _in_latin_letters(text):
        tokens, _ = _read([text], read, observer)
        flat = (1.0,) * observer.prior.size
        return Observation(flat, Affect()), pooled(tokens, everything(tokens))[0]
    heard = undenied(text)
    words = heard or text
    groups = grouped(clauses(words))
    parts, places = _parts(words, groups)
    tokens, owners = _read([readable(part) for part in parts], read, observer)
    # One clause has nothing to be compared with; where all is denied nothing is there to be caused.
    compared = list(zip(groups, places, strict=True)) if heard and len(groups) > 1 else []
    kept = np.array([owners != place for place in (len(parts), *(at for _, at in compared))])
    texts = [readable(said) for said in (words, *(without(words, group) for group, _ in compared))]
    found = observer.features(tokens, texts, kept)
    probabilities = softmax(found.states)
    likelihood = _floored(_with_plain_talk(probabilities[0] / observer.prior))
    present = observer.present(found.labels[:1], found.states[:1])[0]
    observation = Observation(
        likelihood=tuple(float(value) for value in (likelihood if heard else _denied(likelihood))),
        affect=observer.affect(tokens, texts[0]) if heard else Affect(),
        cause=_cause(words, groups, probabilities),
        present=tuple(float(value) for value in present) if heard else (),
    )
    return observation, found.mean[0]


def pooled(tokens: Array, kept: Kept) -> Array:
    """The sentence embedding of each reading: the mean over its tokens, of length one."""
    means = (kept / kept.sum(axis=1, keepdims=True)) @ tokens
    lengths = np.linalg.norm(means, axis=1, keepdims=True)
    return np.asarray(means / np.maximum(lengths, 1e-12), dtype=np.float32)


def everything(tokens: Array) -> Kept:
    """One reading that takes every token."""
    return np.ones((1, len(tokens)), dtype=np.bool_)


def readable(text: str) -> str:
    """The text as the embedder knows words: emoji by their names, straight apostrophes.

    Its vocabulary has no emoji; all of them would read as the same unknown word.
    """
    text = _AGAIN.sub(r"\1", text.replace("\u2019", "'").replace("\ufe0f", ""))
    if text.isascii():
        return text.strip()
    return "".join(f" {_sign(c)} " if unicodedata.category(c) == "So" else c for c in text).strip()


def _read(parts: Sequence[str], read: Read, observer: Observer) -> Reading:
    """The vectors of one text's tokens; never any that would make a likelihood no number."""
    ((tokens, owners),) = read([parts])
    if tokens.shape[1:] != observer.network.queries.shape[:1] or not np.isfinite(tokens).all():
        raise CompanionError("The words could not be read.")
    return tokens, owners


def _with_plain_talk(likelihood: Array) -> Array:
    """Words without a feeling in them come from calm people, but from all others too.

    Without this "he was fourteen", after "my dog died", would be read as calm.
    """
    calm = likelihood[CALM]
    return np.asarray(np.where(np.arange(likelihood.size) == CALM, calm, likelihood + PLAIN * calm))


def _floored(likelihood: Array) -> Array:
    return np.asarray(np.maximum(likelihood / likelihood.max(), FLOOR))


def _denied(likelihood: Array) -> Array:
    """The other way round: what the words name is what they say is not there."""
    return _floored(1.0 + FLOOR - likelihood)


def _sign(character: str) -> str:
    # Unicode calls the red heart "heavy black heart", which reads as grief.
    return "red heart" if character == "❤" else unicodedata.name(character, "").lower()


def _parts(text: str, groups: Sequence[Group]) -> tuple[list[str], list[int]]:
    """The text cut before and after each group, and which of the parts are the groups."""
    parts, places, at = [], [], 0
    for group in groups:
        start, end = group[0][0], group[-1][1]
        parts += [text[at:start], text[start:end]]
        places.append(len(parts) - 1)
        at = end
    return [*parts, text[at:]], places


def _cause(text: str, groups: Sequence[Group], seen: Array) -> str:
    """The clause without which the words would seem calmest; the only one if there is one.

    seen: (readings, n), of the whole and then without each group. Of several clauses read as one:
    the longest. Where nothing but calm is heard: the clause whose absence changes that most.
    """
    if not groups:
        return text.strip()
    calm = seen[:, CALM]
    calmer = calm[1:] - calm[0] if calm[0] < 0.5 else calm[0] - calm[1:]
    chosen = calmer.argmax() if len(calmer) else 0
    start, end = max(groups[chosen], key=lambda span: span[1] - span[0])
    return text[start:end]


def _in_latin_letters(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return 2 * sum(c <= _LATIN_ENDS for c in letters) >= len(letters)


def _fits_together(observer: Observer) -> bool:
    networks = (observer.network, observer.affect_network)
    if not all(one.fits_together() and one.rarity.size == BINS for one in networks):
        return False
    n = len(NAMES)
    shapes = {
        "prior": (n,),
        "thresholds": (LABELS,),
        "label_states": (LABELS, n),
        "present_scale": (n, 2),
        "present_bias": (n,),
    }
    return (
        [one.answer_bias.size for one in networks] == [LABELS + n, 3]
        and observer.network.queries.shape[0] == observer.affect_network.queries.shape[0]
        and all(getattr(observer, name).shape == shape for name, shape in shapes.items())
        and all(np.isfinite(getattr(observer, name)).all() for name in shapes)
        and bool((observer.prior > 0).all())
    )
