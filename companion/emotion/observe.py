"""What one message says about the hidden states, by meaning and wording -> fitted head.

The head (`scripts/train_observer.py`) is a softmax over the states, from the embedding and from
the words, and a ridge regression for affect. It was fitted on English: of a text in another
script nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import numpy.typing as npt

from companion.emotion.clauses import Group, clauses, grouped, part, shortened, without
from companion.emotion.denial import undenied
from companion.emotion.states import NAMES, STATES
from companion.emotion.wording import BINS, bins
from companion.errors import CompanionError
from companion.turn import Affect, Observation

Array = npt.NDArray[np.float32]
Embed = Callable[[Sequence[str]], Array]

PLAIN = 0.35  # a choice: how often, beside somebody calm, a moved person says a plain thing
FLOOR = 0.01  # one message never rules a feeling out: the talk may still show it

LONG = 120  # characters; a longer text is read part by part: six copies of it take twice the time

CALM = NAMES.index("calm")
_PLACES = np.array(
    [(s.affect.valence, s.affect.arousal, s.affect.dominance) for s in STATES], dtype=np.float32
)
_LATIN_ENDS = "\u024f"
_AGAIN = re.compile(r"(\W)\1{2,}")


@dataclass(frozen=True)
class Observer:
    """The fitted numbers, d = 384 wide embeddings, n states.

    weights (d, n), word_weights (BINS, n), bias (n,): logits of p(state | text). prior (n,):
    p(state) they were fitted under. affect_weights (d, 3), affect_bias (3,): valence, arousal,
    dominance in -1..1.
    """

    weights: Array
    word_weights: Array
    bias: Array
    prior: Array
    affect_weights: Array
    affect_bias: Array

    def probabilities(self, embeddings: Array, texts: Sequence[str]) -> Array:
        """p(state | text) of each text, with its embedding as a row; (rows, n)."""
        worded = np.array([self._by_words(bins(text)) for text in texts])
        logits = embeddings @ self.weights + worded + self.bias
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))

    def affect(self, embedding: Array, probabilities: Array) -> Affect:
        """Where a text lies on the three axes: half by the regression, half by its states.

        The regression learnt from printed sentences and hardly leaves the middle; the mean of the
        states' coordinates under the probabilities does.
        """
        printed = np.clip(embedding @ self.affect_weights + self.affect_bias, -1.0, 1.0)
        valence, arousal, dominance = (float(v) for v in (printed + probabilities @ _PLACES) / 2)
        return Affect(valence, arousal, dominance)

    def _by_words(self, found: tuple[int, ...]) -> Array:
        """What the bins add to the logits; (n,)."""
        summed = self.word_weights[list(found)].sum(axis=0)
        return np.asarray(summed / np.sqrt(max(len(found), 1)))


def load(path: Path) -> Observer:
    """The observer in `path` (`models/observer.npz`). Raises CompanionError if missing or damaged."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            arrays = {f.name: stored[f.name].astype(np.float32) for f in fields(Observer)}
    except FileNotFoundError as error:
        raise CompanionError(f"The file {path.name} is missing; please reinstall.") from error
    except (OSError, ValueError, TypeError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise CompanionError(f"The file {path.name} is damaged; please reinstall.") from error
    observer = Observer(**arrays)
    if not _fits_together(observer):
        raise CompanionError(f"The file {path.name} is damaged; please reinstall.")
    return observer


def observe(text: str, embed: Embed, observer: Observer) -> Observation:
    """What `text` says about each state, its affect, and the clause that carried it.

    embed: texts -> L2-normalised float32 rows, called once. `cause` is in the person's exact words;
    it is "" where the text is in a script the observer cannot read.
    """
    return observe_with_embedding(text, embed, observer)[0]


def observe_with_embedding(
    text: str, embed: Embed, observer: Observer
) -> tuple[Observation, Array]:
    """As `observe`, with the text's embedding (d,) beside it, for the memory.

    The embedding is of what was observed: shortened, emoji in words, without feelings denied.
    """
    text = shortened(text)
    if not _in_latin_letters(text):
        embedding = embed([text])[0]
        return Observation((1.0,) * observer.bias.size, Affect()), embedding
    heard = undenied(text)
    groups = grouped(clauses(heard or text))
    cut = without if len(heard) <= LONG else part
    variants = [cut(heard, group) for group in groups] if heard and len(groups) > 1 else []
    texts = [readable(variant) for variant in (heard or text, *variants)]
    vectors = embed(texts)
    probabilities = observer.probabilities(vectors, texts)
    likelihood = _floored(_with_plain_talk(probabilities[0] / observer.prior))
    observation = Observation(
        likelihood=tuple(float(value) for value in (likelihood if heard else _denied(likelihood))),
        affect=observer.affect(vectors[0], probabilities[0]) if heard else Affect(),
        cause=_cause(heard or text, groups, probabilities),
    )
    return observation, vectors[0]


def readable(text: str) -> str:
    """The text as the embedder knows words: emoji by their names, straight apostrophes.

    Its vocabulary has no emoji; all of them would read as the same unknown word.
    """
    text = _AGAIN.sub(r"\1", text.replace("\u2019", "'").replace("\ufe0f", ""))
    return "".join(f" {_sign(c)} " if unicodedata.category(c) == "So" else c for c in text).strip()


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


def _cause(text: str, groups: Sequence[Group], seen: Array) -> str:
    """The clause whose removal moved the probabilities most; the only one if there is one.

    Of a long text: the longest clause of the part that by itself reads most like the whole.
    """
    if not groups:
        return text.strip()
    moved = np.abs(seen[1:] - seen[0]).sum(axis=1)
    chosen = 0 if not len(moved) else moved.argmax() if len(text) <= LONG else moved.argmin()
    start, end = max(groups[chosen], key=lambda span: span[1] - span[0])
    return text[start:end]


def _in_latin_letters(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return 2 * sum(c <= _LATIN_ENDS for c in letters) >= len(letters)


def _fits_together(observer: Observer) -> bool:
    width, n = observer.weights.shape if observer.weights.ndim == 2 else (0, 0)
    return (
        width > 0
        and observer.bias.shape == observer.prior.shape == (n,)
        and observer.word_weights.shape == (BINS, n)
        and observer.affect_weights.shape == (width, 3)
        and observer.affect_bias.shape == (3,)
        and all(np.isfinite(getattr(observer, f.name)).all() for f in fields(Observer))
        and bool((observer.prior > 0).all())
    )
