"""The observer's network in torch, for fitting alone; `companion/emotion/network.py` runs it.

Chosen on GoEmotions dev (macro-F1 of the 28 labels, thresholds on the same): mean pooling and a
hidden layer 0.42, with words and pieces of words 0.51; eight learnt questions to the tokens instead
of the mean alone 0.50, with words 0.52; sixteen questions and 512 hidden no better.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from companion.emotion.observe import LABELS  # noqa: E402
from companion.emotion.wording import BINS  # noqa: E402 - the path must be set first
from scripts.observer_data import Lines  # noqa: E402

QUESTIONS = 8
HIDDEN = 256
DROPOUT = 0.5
EPOCHS = 4
BATCH = 256
OWN_BATCH = 96  # of our own lines beside each batch of comments
RATE = 2e-3
WORD_RATE = 5e-2
WORD_DECAY = 5e-6  # on every word number, seen in the batch or not
RARER = 0.3  # rare labels weigh more, by this power of how rare they are
GO_STATES = 0.5  # the states of comments beside their labels
OWN_STATES = 4.0  # the states of our own lines
AFFECT_EPOCHS = 5
AFFECT_BATCH = 64
AFFECT_RATE = 1e-3
AFFECT_WORD_RATE = 2e-2
AFFECT_WORD_DECAY = 5e-4
AFFECT_DROPOUT = 0.6
LONGEST = 64  # tokens in fitting
SEEN = 3  # a bin counts from so many texts on

Words = list[tuple[int, ...]]


class Net(nn.Module):
    """As `Network`, on padded batches. scale: brings the token vectors to unit variance."""

    def __init__(self, width: int, answers: int, scale: float, rarity: np.ndarray) -> None:
        super().__init__()
        self.scale = scale
        self.rarity = rarity.astype(np.float32)
        self.queries = nn.Linear(width, QUESTIONS, bias=False)
        nn.init.normal_(self.queries.weight, std=0.02)
        self.values = nn.Linear(width, HIDDEN, bias=False)
        self.mean = nn.Linear(width, HIDDEN)
        self.answers = nn.Linear(HIDDEN, answers)
        self.words = nn.EmbeddingBag(BINS, answers, mode="sum")
        nn.init.zeros_(self.words.weight)
        self.input_dropout = nn.Dropout(0.1)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, tokens: Sequence[np.ndarray], words: Words) -> torch.Tensor:
        """Logits, (texts, answers)."""
        padded, real = _padded(tokens)
        padded = self.input_dropout(padded) * self.scale
        weights = self.queries(padded).masked_fill(~real[:, :, None], -1e9).softmax(1)
        values = self.values(padded).view(*padded.shape[:2], QUESTIONS, -1)
        answered = (weights[..., None] * values).sum(1).flatten(1)
        mean = (padded * real[:, :, None]).sum(1) / real.sum(1, keepdim=True)
        hidden = nn.functional.silu(answered + self.mean(mean))
        return self.answers(self.dropout(hidden)) + self._worded(words)

    def _worded(self, words: Words) -> torch.Tensor:
        starts = np.cumsum([0, *map(len, words)])[:-1]
        flat = np.array([b for of_text in words for b in of_text], np.int64)
        owner = np.repeat(np.arange(len(words)), [len(of_text) for of_text in words])
        rare = self.rarity[flat]
        lengths = np.sqrt(np.bincount(owner, rare**2, len(words))) + 1e-9
        weights = torch.from_numpy((rare / lengths[owner]).astype(np.float32))
        return self.words(
            torch.from_numpy(flat), torch.from_numpy(starts), per_sample_weights=weights
        )

    def exported(self) -> dict[str, np.ndarray]:
        """The arrays of `Network`."""

        def array(weight: torch.Tensor) -> np.ndarray:
            return weight.detach().numpy()

        return {
            "queries": array(self.queries.weight).T * self.scale,
            "values": array(self.values.weight).T * self.scale,
            "mean": array(self.mean.weight).T * self.scale,
            "hidden_bias": array(self.mean.bias),
            "answers": array(self.answers.weight).T,
            "answer_bias": array(self.answers.bias),
            "word_answers": array(self.words.weight),
            "rarity": self.rarity,
        }


def rarity(words: Words) -> np.ndarray:
    """Natural log of the inverse share of texts each bin is in, 0 for bins hardly seen; (BINS,)."""
    seen = np.bincount([b for of_text in words for b in of_text], minlength=BINS)
    return np.where(seen >= SEEN, np.log(len(words) / np.maximum(seen, 1)), 0.0)


def fit(
    comments: Lines,
    own: Lines,
    tokens: dict[str, np.ndarray],
    words: dict[str, tuple[int, ...]],
    seed: int,
) -> Net:
    """A network fitted to the labels and states of comments and the states of our own lines."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    width = next(iter(tokens.values())).shape[1]
    norm = float(np.mean([np.linalg.norm(tokens[text], axis=1).mean() for text in own.texts[:300]]))
    known = [words[text] for text in (*comments.texts, *own.texts)]
    net = Net(width, LABELS + own.shares.shape[1], width**0.5 / norm, rarity(known))
    optimizers = _optimizers(net, RATE, 0.01, WORD_RATE)
    rare = (0.3 / np.maximum(comments.labels.mean(axis=0), 1e-6)).clip(min=1.0) ** RARER
    of_labels = nn.BCEWithLogitsLoss(pos_weight=torch.tensor(rare, dtype=torch.float32))
    go_weights, own_weights = _even(comments.shares), _even(own.shares)
    steps, step = EPOCHS * (len(comments.texts) // BATCH + 1), 0
    for epoch in range(EPOCHS):
        net.train()
        for chosen in _batches(comments.texts, tokens, rng):
            beside = rng.integers(0, len(own.texts), OWN_BATCH)
            texts = [comments.texts[i] for i in chosen] + [own.texts[i] for i in beside]
            logits = net([tokens[t] for t in texts], [words[t] for t in texts])
            labels, states = logits[:, :LABELS], logits[:, LABELS:]
            n = len(chosen)
            loss = LABELS * of_labels(labels[:n], _tensor(comments.labels[chosen]))
            loss = loss + GO_STATES * _soft(states[:n], comments.shares[chosen], go_weights)
            loss = loss + OWN_STATES * _soft(states[n:], own.shares[beside], own_weights)
            (loss + WORD_DECAY * (net.words.weight**2).sum()).backward()
            step = _move(optimizers, step, steps)
        print(f"epoch {epoch + 1} of {EPOCHS}: loss {loss.item():.2f}", file=sys.stderr, flush=True)
    return net.eval()


def fit_affect(
    start: Net,
    texts: Sequence[str],
    values: np.ndarray,
    weights: np.ndarray,
    tokens: dict[str, np.ndarray],
    words: dict[str, tuple[int, ...]],
    seed: int,
) -> Net:
    """A second network that begins as `start` and learns `values` (rows, 3), each row weighed."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    width = start.queries.weight.shape[1]
    net = Net(width, values.shape[1], start.scale, rarity([words[text] for text in texts]))
    for mine, its in (
        (net.queries, start.queries),
        (net.values, start.values),
        (net.mean, start.mean),
    ):
        mine.load_state_dict(its.state_dict())
    net.dropout.p = AFFECT_DROPOUT
    middle, spread = values.mean(axis=0), values.std(axis=0)
    wanted = (values - middle) / spread
    optimizers = _optimizers(net, AFFECT_RATE, 0.05, AFFECT_WORD_RATE)
    steps, step = AFFECT_EPOCHS * (len(texts) // AFFECT_BATCH + 1), 0
    for epoch in range(AFFECT_EPOCHS):
        net.train()
        order = rng.permutation(len(texts))
        for at in range(0, len(order), AFFECT_BATCH):
            chosen = order[at : at + AFFECT_BATCH]
            said = net([tokens[texts[i]] for i in chosen], [words[texts[i]] for i in chosen])
            off = (said - _tensor(wanted[chosen])) ** 2 * _tensor(weights[chosen])[:, None]
            (off.mean() + AFFECT_WORD_DECAY * (net.words.weight**2).sum()).backward()
            step = _move(optimizers, step, steps)
        print(f"affect, epoch {epoch + 1} of {AFFECT_EPOCHS}", file=sys.stderr, flush=True)
    with torch.no_grad():  # answers in the scale of `values` again
        net.answers.weight *= torch.tensor(spread, dtype=torch.float32)[:, None]
        net.answers.bias.copy_(net.answers.bias * _tensor(spread) + _tensor(middle))
        net.words.weight *= torch.tensor(spread, dtype=torch.float32)
    return net.eval()


def _optimizers(
    net: Net, rate: float, decay: float, word_rate: float
) -> tuple[tuple[torch.optim.Optimizer, float], ...]:
    """Each with its rate: for the words, which are many and seldom met, and for all the rest."""
    rest = [weight for name, weight in net.named_parameters() if not name.startswith("words")]
    return (
        (torch.optim.AdamW(rest, lr=rate, weight_decay=decay), rate),
        (torch.optim.Adam(net.words.parameters(), lr=word_rate), word_rate),
    )


def _move(optimizers: Sequence[tuple[torch.optim.Optimizer, float]], step: int, steps: int) -> int:
    """One step of each optimizer, slower towards the end (a cosine); the number of the next."""
    left = 0.5 * (1 + np.cos(np.pi * min(step / steps, 1.0)))
    for optimizer, rate in optimizers:
        for group in optimizer.param_groups:
            group["lr"] = rate * left
        optimizer.step()
        optimizer.zero_grad()
    return step + 1


def _even(shares: np.ndarray) -> np.ndarray:
    """What a text of each state weighs, so that all states weigh alike; (n,)."""
    common = shares.sum(axis=0) / max(shares.sum(), 1e-9)
    return np.minimum(1 / (len(common) * np.maximum(common, 1e-9)), 8.0)


def _soft(logits: torch.Tensor, shares: np.ndarray, weights: np.ndarray) -> torch.Tensor:
    """Cross-entropy against shares, each text weighed by its states; texts without any count 0."""
    weighed = _tensor(shares * weights)
    return -(weighed * logits.log_softmax(1)).sum() / max(len(shares), 1)


def _batches(
    texts: Sequence[str], tokens: dict[str, np.ndarray], rng: np.random.Generator
) -> Iterator[np.ndarray]:
    """Random batches of texts of about the same length, so that little is padded."""
    lengths = np.array([len(tokens[text]) for text in texts])
    order = rng.permutation(len(texts))
    found = []
    for start in range(0, len(order), 16 * BATCH):
        near = order[start : start + 16 * BATCH]
        near = near[np.argsort(lengths[near], kind="stable")]
        found += [near[i : i + BATCH] for i in range(0, len(near), BATCH)]
    for i in rng.permutation(len(found)):
        yield found[i]


def _padded(tokens: Sequence[np.ndarray]) -> tuple[torch.Tensor, torch.Tensor]:
    cut = [of_text[:LONGEST] for of_text in tokens]
    longest = max(map(len, cut))
    values = np.zeros((len(cut), longest, cut[0].shape[1]), np.float32)
    real = np.zeros((len(cut), longest), bool)
    for i, of_text in enumerate(cut):
        values[i, : len(of_text)], real[i, : len(of_text)] = of_text, True
    return torch.from_numpy(values), torch.from_numpy(real)


def _tensor(values: np.ndarray) -> torch.Tensor:
    return torch.tensor(values, dtype=torch.float32)
