"""What one turn asks of the memory: what comes to mind, what is worth keeping, what to leave alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import numpy as np

from companion.emotion import states
from companion.memory import known
from companion.memory.mentions import content_words
from companion.memory.recall import recall
from companion.memory.salience import Parts, Salience, salience
from companion.memory.store import Store
from companion.policy import wished
from companion.turn import Belief, Memory, Turn, Utterance

TOKENS = 120  # of the prompt at most
LEFT_ALONE = ("All right, I won't bring that up again.", "You choose what we talk about.")


def recalled(
    store: Store,
    utterance: Utterance,
    embedding: np.ndarray | None,
    belief: Belief,
    in_sight: Sequence[int],
    touches: Callable[[str], Collection[str]],
) -> tuple[Memory, ...]:
    """The memories for what was just said. Raises StoreError.

    embedding: of its words, None without an engine. in_sight: ids of the turns the model sees.
    touches: what of the things off limits a text touches, as `Wishing` knows it.
    """
    return recall(
        embedding,
        store.episodes_for_recall(),
        belief.probs,
        utterance.at,
        TOKENS,
        states=states.NAMES,
        valence=states.VALENCE.tolist(),
        words=utterance.text,
        matches=store.matches(utterance.text, known.also_called(store, utterance.text)),
        in_sight=in_sight,
        helped=known.helped(store),
        off_limits=lambda text: bool(touches(text)),
    )


def worth(
    store: Store, turn: Turn, before: Belief | None, said: Sequence[str], matter: float
) -> Salience:
    """How much a turn is worth keeping. Raises StoreError.

    before: what was believed before it, None at the start of a talk. said: the person's earlier
    messages of this talk. matter: `Matter.of` its embedding.
    """
    heard = wished.heard(turn.utterance.text)
    if heard.topics or (heard and not heard.rest):
        return Salience(0.0, Parts(), asked=False)  # what is to be left alone is no memory
    return salience(
        turn.utterance.text,
        arousal=turn.observation.affect.arousal,
        previous=before.probs if before is not None else (),
        present=turn.belief.probs,
        known=store.mentioned(),
        said=frozenset(word for text in said for word in content_words(text)),
        matter=matter,
    )
