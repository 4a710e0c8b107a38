"""Train the second look for danger: a low-rank adapter on the embedder, and what is read from it.

    python scripts/train_second_look.py [--epochs 2.2] [--out models]

For English alone, where it listens beside the listener (`train_listener`). Reads the English lines of
`train_danger` in the same way (MiniLM knows no other language: trained on all six it told English less
well, and the others worse than their wording does), and writes
`second_look.gguf` (the adapter) and `second_look.npz` (three regressions on its vectors: danger, a life
at stake, which sort). Prints how well the dev half of the bench's lines is told by it, by the wording
and by both, a part of the way at a time; the test half is looked at by the bench alone. Needs the
starter pack and the training extra; twenty minutes on two cores.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
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
from companion.policy.plain import plain  # noqa: E402
from companion.policy.second_look import parts  # noqa: E402
from companion.turn import Risk  # noqa: E402
from scripts import bert  # noqa: E402
from scripts.train_danger import ALSO, HARMLESS, Line, everyday, read, with_talk  # noqa: E402
from scripts.voice_gguf import write_matrices  # noqa: E402

SEED = 1
RANK, ALPHA = 16, 32
RATE, RATE_READ = 1e-3, 2e-3  # of the adapter, and of what reads it
WARM = 100  # steps
BATCH = 32
SHARP = 8.0  # unit vectors are made longer by this, so that the readers' weights stay small
SORT = 0.3  # of the loss
TOLD = 5  # times on the way that the dev half is read
ALARMS = (0.03, 0.05, 0.1)  # shares of harmless lines taken for danger at which recall is told


def taught() -> list[Line]:
    """The English lines of danger and everyday talk, half of them once more beside a harmless one."""
    lines = [line for line in [*read(), *everyday()] if line[0] == "en"]
    return with_talk(lines, random.Random(SEED))  # noqa: S311 - the order is no secret


def marks(lines: Sequence[Line]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Care and now, (lines, 2) of 0 and 1; the sort's place in KINDS; whether a sort is known."""
    levels = np.array([level for _, level, _, _ in lines])
    sorts = [ALSO.get(sort, sort) for _, _, sort, _ in lines]
    care = ~np.isin(levels, HARMLESS)
    place = np.array([KINDS.index(sort) if sort in KINDS else 0 for sort in sorts])
    known = np.array([sort in KINDS for sort in sorts]) & care
    return np.stack([care, levels == "ACUTE"], 1).astype(np.float32), place, known


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


def train(epochs: float, out: Path) -> dict[str, Any]:
    """Train, write both files to the folder `out` after each quarter, and return the last figures."""
    import torch
    from peft import LoraConfig, get_peft_model
    from torch.nn import functional

    torch.manual_seed(SEED)
    base, tokenizer = bert.load(catalogue.embedder_path())
    targets = list(bert.PROJECTIONS)
    model = get_peft_model(base, LoraConfig(r=RANK, lora_alpha=ALPHA, lora_dropout=0.05, target_modules=targets))  # fmt: skip
    reads = torch.nn.Linear(base.config.hidden_size, 2 + len(KINDS))
    lines = taught()
    wanted, place, known = marks(lines)
    rarer = torch.tensor((1 - wanted.mean(0)) / wanted.mean(0))
    ids = [one.ids for one in tokenizer.encode_batch([plain(text) for *_, text in lines])]
    trained = [p for p in model.parameters() if p.requires_grad]
    steps = int(epochs * len(ids) / BATCH)
    optimizer = torch.optim.AdamW(
        [{"params": trained, "lr": RATE}, {"params": reads.parameters(), "lr": RATE_READ}],
        weight_decay=0.01,
    )
    rise = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / WARM) * max(0.02, 1 - step / steps)
    )

    def logits(some: Sequence[Sequence[int]]) -> Any:
        tokens, mask = bert.padded(some)
        hidden = model(input_ids=tokens, attention_mask=mask).last_hidden_state
        mean = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        return reads(functional.normalize(mean, dim=-1) * SHARP)

    began, figures = time.perf_counter(), {}
    order = random.Random(SEED)  # noqa: S311 - the order is no secret
    for step, some in zip(range(1, steps + 1), batches([len(i) for i in ids], order), strict=False):
        model.train()
        found = logits([ids[i] for i in some])
        loss = functional.binary_cross_entropy_with_logits(
            found[:, :2], torch.tensor(wanted[some]), pos_weight=rarer
        )
        sorted_ = torch.tensor(known[some])
        if sorted_.any():
            named = functional.cross_entropy(
                found[sorted_][:, 2:], torch.tensor(place[some])[sorted_]
            )
            loss = loss + SORT * named
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_([*trained, *reads.parameters()], 1.0)
        optimizer.step()
        rise.step()
        if step % max(1, steps // TOLD) == 0 or step == steps:
            model.eval()
            with torch.no_grad():
                figures = told(lambda texts: _read(logits, tokenizer, texts))
            say = {"step": step, "of": steps, "s": round(time.perf_counter() - began), **figures}
            print(json.dumps(say), flush=True)
            write(model, reads, out, figures)
    return figures


def _read(logits: Any, tokenizer: Any, texts: Sequence[str]) -> np.ndarray:
    """The logits of each text's most dangerous part, as the program reads it."""
    found = []
    for text in texts:
        ids = [one.ids for one in tokenizer.encode_batch(parts(text) or [plain(text)])]
        of_parts = logits(ids).numpy()
        found.append(of_parts[of_parts[:, 0].argmax()])
    return np.array(found)


def told(logits: Any) -> dict[str, Any]:
    """Of the dev half: the area under the curve, and the acute lines found at so many false alarms."""
    dev = [one for one in tested() if one.half == "dev" and one.language == "en"]
    second = logits([one.text for one in dev])[:, 0]
    wording = by_wording()
    first = np.array([odds(wording.of(plain(one.text)).care) for one in dev]) if wording else second
    acute = np.array([one.level is Risk.ACUTE for one in dev])
    harmless = np.array([one.level is Risk.NONE for one in dev])
    told_apart = acute | harmless
    return {
        name: {
            "auc": round(auc(care[told_apart], acute[told_apart]), 3),
            "recall": [
                round(float((care[acute] > np.quantile(care[harmless], 1 - share)).mean()), 3)
                for share in ALARMS
            ],
        }
        for name, care in (("second", second), ("wording", first), ("both", first + second))
    }


def write(model: Any, reads: Any, out: Path, figures: dict[str, Any]) -> None:
    """Write the adapter and what reads it to the folder `out`."""
    provenance = {"trained": "scripts/train_second_look.py", "dev": figures.get("both", {})}
    write_matrices(bert.matrices(model), "bert", ALPHA, out / "second_look.gguf", provenance)
    weights = reads.weight.detach().numpy().T * SHARP
    constants = reads.bias.detach().numpy()
    np.savez_compressed(out / "second_look.npz", weights=weights, constants=constants)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--epochs", type=float, default=2.2)
    parser.add_argument("--out", type=Path, default=ROOT / "models")
    chosen = parser.parse_args()
    print(json.dumps(train(chosen.epochs, chosen.out), indent=1))
