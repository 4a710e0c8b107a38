"""Train a listener: the listening model's own weights, and what is read from it.

    python scripts/train_listener.py [--epochs 1.5] [--since models [--keep 0.5]] [--new mid_talk ...] [--seed 1] [--out models]

Reads the lines of `train_danger` and `train_limits` in six languages, as those scripts do, and writes
`listener.gguf` (what was trained, as a low-rank adapter) and `listener.npz` (regressions on its vectors: danger, a life at
stake, which sort; a limit of our role, which one). Prints how well the dev half of the bench's lines of
danger is told, by it, by the wording and by both, and the tenth of the lines of limits held out, a part
of the way at a time; the test half is looked at by the bench alone. Needs the starter pack and the
training extra; three quarters of an hour an epoch on two cores. Those shipped went on from earlier ones
(`--since`): `listener_b` is what `listener` was before it read the files last named with `--new`.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from companion.bench.figures import auc  # noqa: E402 - the path must be set first
from companion.bench.safety import lines as tested  # noqa: E402
from companion.engine import catalogue  # noqa: E402
from companion.policy.danger import KINDS, odds  # noqa: E402
from companion.policy.danger import shipped as by_wording  # noqa: E402
from companion.policy.limits import KEYS  # noqa: E402
from companion.policy.plain import plain  # noqa: E402
from companion.policy.second_look import (  # noqa: E402
    CARE,
    HEADS,
    LIMIT,
    LISTENERS,
    NOW,
    SORTS,
    WHICH,
    parts,
)
from companion.turn import Risk  # noqa: E402
from scripts import bert, train_danger, train_limits  # noqa: E402
from scripts.voice_gguf import write_matrices  # noqa: E402

RANK = 64  # of the differences that are shipped
LAYERS = 12
RATE, RATE_READ = 8e-5, 5e-4  # of the uppermost layer, and of what reads it
LOWER = 0.9  # of the rate of the layer above
SETTLES = 0.998  # of the mean of the weights a step ago
WARM = 150  # steps
MISTYPED = 0.15  # of the lines
BATCH = 32
SHARP = 8.0  # unit vectors are made longer by this, so that the readers' weights stay small
SORT = 0.3  # of the loss: which sort of danger, which limit
BESIDE = 0.3  # of the lines once more, beside a harmless one
AND = {"en": "and", "de": "und", "fr": "et", "es": "y", "it": "e", "pt": "e"}
TOLD = 2  # times on the way that the held-out lines are read
ALARMS = (0.03, 0.05, 0.1)  # shares of harmless lines taken for danger at which recall is told
UNKNOWN = -1


@dataclass(frozen=True)
class Taught:
    """One line and what is known of it. care, now, limit: 1, 0 or `UNKNOWN`; sort, key: a place or it."""

    language: str
    text: str
    care: int
    now: int
    sort: int
    limit: int
    key: int

    @property
    def harmless(self) -> bool:
        """Whether it may stand beside any other line."""
        return self.care == 0 and self.limit == 0


def of_danger() -> list[Taught]:
    """The lines of danger and everyday talk."""
    found = []
    for language, level, sort, text in [*train_danger.read(), *train_danger.everyday()]:
        care = level not in train_danger.HARMLESS
        named = train_danger.ALSO.get(sort, sort)
        place = KINDS.index(named) if care and named in KINDS else UNKNOWN
        found.append(Taught(language, text, int(care), int(level == "ACUTE"), place, 0, UNKNOWN))
    return found


def of_limits() -> tuple[list[Taught], list[Taught]]:
    """The lines of limits: those taught, and the tenth held out."""
    taught: list[Taught] = []
    held: list[Taught] = []
    for line in train_limits.read():
        language, key, text = line
        place = KEYS.index(key) if key != train_limits.NONE else UNKNOWN
        safe = UNKNOWN if key in train_danger.MAYBE else 0  # of danger those teach nothing
        one = Taught(language, text, safe, safe, UNKNOWN, int(place != UNKNOWN), place)
        (held if train_limits.held_out(line) else taught).append(one)
    return taught, held


def rehearsed(
    lines: Sequence[Taught], new: Sequence[str], known: float, order: random.Random
) -> list[Taught]:
    """All lines of the files whose names end so, and a share of the others, lest what they taught be lost."""
    fresh = {
        fields[-1]
        for name in new
        for _, fields in train_danger.marked(train_danger.LINES, None, 3, f"*_{name}.tsv")
    }
    return [one for one in lines if one.text in fresh or order.random() < known]


def joined(pair: Sequence[str], language: str, order: random.Random) -> str:
    """Two messages as one, half of the time without a stop between them, as people type and dictate."""
    if order.random() < 0.5:
        return ". ".join(pair)
    first, second = pair
    return f"{first.rstrip(' .!?')} {order.choice(('', f'{AND[language]} '))}{second}"


def with_talk(lines: Sequence[Taught], order: random.Random) -> list[Taught]:
    """The lines, and some of them again beside a harmless one of their language."""
    plain_ones: dict[str, list[str]] = {}
    for one in lines:
        if one.harmless:
            plain_ones.setdefault(one.language, []).append(one.text)
    more = []
    for one in lines:
        if order.random() < BESIDE:
            pair = [one.text, order.choice(plain_ones[one.language])]
            order.shuffle(pair)
            more.append(replace(one, text=joined(pair, one.language, order)))
    return [*lines, *more]


def batches(lengths: Sequence[int], order: random.Random) -> Iterator[list[int]]:
    """Places of texts of about one length together, in a new order each time, without end."""
    while True:
        places = list(range(len(lengths)))
        order.shuffle(places)
        made = []
        for start in range(0, len(places), BATCH * 40):
            some = sorted(places[start : start + BATCH * 40], key=lengths.__getitem__)
            made += [some[at : at + BATCH] for at in range(0, len(some), BATCH)]
        order.shuffle(made)
        yield from made


def train(
    epochs: float,
    out: Path,
    since: Path | None = None,
    new: Sequence[str] = (),
    keep: float = 1.0,
    seed: int = 1,
    known: float = 0.35,
) -> dict[str, Any]:
    """Train, write both files to the folder `out` after each part, and return the last figures.

    since: a folder with both files of an earlier run, to go on from. new: what the names of files it has not
    read end with; then only a share of the other lines is read again (`known`). keep: how much of what that run trained in
    is left at the beginning: who has to learn half of it anew, in another order (`seed`), makes other mistakes than
    the first (Ash and Adams, 2020, *On Warm-Starting Neural Network Training*, shrink and perturb).
    """
    import torch
    from torch.nn import functional

    torch.manual_seed(seed)
    base, _ = bert.load(catalogue.listener_path())
    model, tokenizer = bert.load(catalogue.listener_path())
    reads = torch.nn.Linear(base.config.hidden_size, HEADS)
    if since is not None:
        bert.restore(model, since / f"{LISTENERS[0]}.gguf", keep)
        _restore(reads, since / f"{LISTENERS[0]}.npz")
    model.requires_grad_(False)
    weights = bert.projections(model)
    optimizer = torch.optim.AdamW(_rates(weights, reads), weight_decay=0.01)
    limits, held = of_limits()
    order = random.Random(seed)  # noqa: S311 - the order is no secret
    found = [*of_danger(), *limits]
    lines = with_talk(rehearsed(found, new, known, order) if new else found, order)
    marks = torch.tensor([(one.care, one.now, one.limit, one.sort, one.key) for one in lines])
    rarer = torch.stack([(column == 0).sum() / (column == 1).sum() for column in marks[:, :3].T])
    ids = [one.ids for one in tokenizer.encode_batch([typed(one.text, order) for one in lines])]
    steps = int(epochs * len(ids) / BATCH)
    rise = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / WARM) * max(0.02, 1 - step / steps)
    )
    trained = [*weights.values(), *reads.parameters()]
    settled = [one.detach().clone() for one in trained]  # the mean of the last steps

    def logits(some: Sequence[Sequence[int]]) -> Any:
        tokens, mask = bert.padded(some)
        with torch.autocast("cpu", torch.bfloat16, enabled=model.training and quick):
            hidden = model(input_ids=tokens, attention_mask=mask).last_hidden_state.float()
        mean = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        return reads(functional.normalize(mean, dim=-1) * SHARP)

    def loss(found: Any, known: Any) -> Any:
        """Of the yes-or-no readers where the answer is known, and of the two that name one of several."""
        answers = found[:, [CARE, NOW, LIMIT]]
        wrong = functional.binary_cross_entropy_with_logits(
            answers, known[:, :3].clamp(0).float(), pos_weight=rarer, reduction="none"
        )
        total = (wrong * (known[:, :3] != UNKNOWN)).mean()
        for place, named in ((SORTS, known[:, 3]), (WHICH, known[:, 4])):
            told_ = named != UNKNOWN
            if told_.any():
                total = total + SORT * functional.cross_entropy(
                    found[told_][:, place], named[told_]
                )
        return total

    def swap() -> None:
        for one, mean in zip(trained, settled, strict=True):
            one.data, mean.data = mean.data, one.data

    # A processor without numbers of that kind takes twenty times as long with them.
    quick = torch.ops.mkldnn._is_mkldnn_bf16_supported()
    told_at = {steps * part // TOLD for part in range(1, TOLD + 1)}
    began, figures = time.perf_counter(), {}
    print(json.dumps({"lines": len(lines), "steps": steps}), flush=True)
    for step, some in zip(range(1, steps + 1), batches([len(i) for i in ids], order), strict=False):
        model.train()
        wrong = loss(logits([ids[i] for i in some]), marks[some])
        optimizer.zero_grad()
        wrong.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        rise.step()
        with torch.no_grad():
            for one, mean in zip(trained, settled, strict=True):
                mean.lerp_(one, max(1 - SETTLES, 9 / (10 + step)))
        if step in told_at:
            swap()
            model.eval()
            with torch.no_grad():
                figures = told(lambda texts: _read(logits, tokenizer, texts), held)
            say = {"step": step, "of": steps, "s": round(time.perf_counter() - began), **figures}
            print(json.dumps(say), flush=True)
            write(model, base, reads, out / LISTENERS[0], figures)
            swap()
    return figures


def _rates(weights: Mapping[str, Any], reads: Any) -> list[dict[str, Any]]:
    """What is trained, each layer slower than the one above: the lower ones know spelling more than meaning."""
    slower = [
        {"params": [one], "lr": RATE * LOWER ** (LAYERS - 1 - int(name.split(".")[1]))}
        for name, one in weights.items()
    ]
    for one in weights.values():
        one.requires_grad_(True)
    return [*slower, {"params": reads.parameters(), "lr": RATE_READ}]


def typed(text: str, order: random.Random) -> str:
    """A text in its plain spelling, now and then mistyped, as people write on bad evenings."""
    letters = list(plain(text))
    if order.random() < MISTYPED:
        for _ in range(1 + len(letters) // 30):
            at = order.randrange(len(letters))
            letters[at] = order.choice(("", letters[at] * 2, " ", order.choice(letters)))
    return "".join(letters) or text


def _restore(reads: Any, path: Path) -> None:
    import torch

    with np.load(path) as told_, torch.no_grad():
        reads.weight.copy_(torch.tensor(told_["weights"].T / SHARP))
        reads.bias.copy_(torch.tensor(told_["constants"]))


def _read(logits: Any, tokenizer: Any, texts: Sequence[str]) -> list[np.ndarray]:
    """The logits of each text's parts, (parts, HEADS), as the program reads them."""
    read = [parts(text) or [plain(text)] for text in texts]
    ids = [one.ids for one in tokenizer.encode_batch([part for some in read for part in some])]
    order = sorted(range(len(ids)), key=lambda place: len(ids[place]))
    found = np.zeros((len(ids), HEADS), np.float32)
    for start in range(0, len(order), 4 * BATCH):
        some = order[start : start + 4 * BATCH]
        found[some] = logits([ids[place] for place in some]).numpy()
    return np.split(found, np.cumsum([len(some) for some in read])[:-1])


def told(read: Any, held: Sequence[Taught]) -> dict[str, Any]:
    """How well the dev half of the bench's lines and the lines of limits held out are told."""
    return {"danger": _danger_told(read), "limits": _limits_told(read, held)}


def _danger_told(read: Any) -> dict[str, Any]:
    """Area under the curve, and the acute lines found at so many false alarms; by language at 0.05."""
    dev = [one for one in tested() if one.half == "dev"]
    second = np.array([rows[:, CARE].max() for rows in read([one.text for one in dev])])
    wording = by_wording()
    first = np.array([odds(wording.of(plain(one.text)).care) for one in dev]) if wording else second
    acute = np.array([one.level is Risk.ACUTE for one in dev])
    harmless = np.array([one.level is Risk.NONE for one in dev])
    tongues = np.array([one.language for one in dev])

    def found(care: np.ndarray, alarms: float, tongue: str = "") -> float:
        here = tongues == tongue if tongue else np.ones(len(dev), bool)
        limit = np.quantile(care[harmless & here], 1 - alarms)
        return round(float((care[acute & here] > limit).mean()), 3)

    told_apart = acute | harmless
    return {
        name: {
            "auc": round(auc(care[told_apart], acute[told_apart]), 3),
            "recall": [found(care, alarms) for alarms in ALARMS],
            "by_language": {tongue: found(care, 0.05, tongue) for tongue in sorted(set(tongues))},
        }
        for name, care in (("second", second), ("wording", first), ("both", first + second))
    }


def _limits_told(read: Any, held: Sequence[Taught]) -> dict[str, Any]:
    """By language: the touching lines found where a fiftieth of the others is taken for one; the right key."""
    rows = read([one.text for one in held])
    best = [found[found[:, LIMIT].argmax()] for found in rows]
    sure = np.array([found[LIMIT] for found in best])
    key = np.array([found[WHICH].argmax() for found in best])
    truth = np.array([one.key for one in held])
    tongues = np.array([one.language for one in held])
    told_ = {}
    for tongue in sorted(set(tongues)):
        touching, other = (tongues == tongue) & (truth >= 0), (tongues == tongue) & (truth < 0)
        limit = np.quantile(sure[other], 0.98)
        told_[tongue] = {
            "touched": round(float((sure[touching] > limit).mean()), 3),
            "right_key": round(float((key[touching] == truth[touching]).mean()), 3),
            "from": round(float(limit), 2),
        }
    return told_


def write(model: Any, base: Any, reads: Any, out: Path, figures: dict[str, Any]) -> None:
    """Write the adapter and what reads it to `out`, a path without the end of its name."""
    dev = {"auc": figures["danger"]["both"]["auc"], "recall": figures["danger"]["both"]["recall"]}
    provenance = {"trained": "scripts/train_listener.py", "dev": dev}
    made = bert.differences(model, base, RANK)
    write_matrices(made, "bert", RANK, out.with_suffix(".gguf"), provenance)
    weights = reads.weight.detach().numpy().T * SHARP
    constants = reads.bias.detach().numpy()
    np.savez_compressed(out.with_suffix(".npz"), weights=weights, constants=constants)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--epochs", type=float, default=1.5)
    parser.add_argument("--out", type=Path, default=ROOT / "models")
    parser.add_argument("--since", type=Path, help="a folder with an earlier run to go on from")
    parser.add_argument(
        "--new", nargs="*", default=(), help="ends of the names of files not read before"
    )
    parser.add_argument("--keep", type=float, default=1.0, help="how much of that run is left")
    parser.add_argument("--known", type=float, default=0.35, help="how much of the others it reads")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    made = train(
        asked.epochs, asked.out, asked.since, asked.new, asked.keep, asked.seed, asked.known
    )
    print(json.dumps(made, indent=1))
