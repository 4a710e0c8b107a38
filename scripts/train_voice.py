"""Train the starter's voice: a low-rank adapter on the small chat model, from our own exchanges.

    python scripts/train_voice.py [--epochs 2] [--out models/voice.gguf] [--since FILE]

Reads `voice_talks/`, holds out a tenth, trains with loss on the replies alone, and prints perplexity
per reply token on the held-out tenth before and after each epoch. The prompt is made by the program's
own `prompt` room, so that the model sees in training what it will see in a talk. Needs the starter
pack and the training extra (torch, transformers, peft); an hour and more on two cores.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from companion.bench.exchanges import (  # noqa: E402 - the path must be set first
    WINDOW,
    Example,
    Exchange,
    examples,
    held_out,
    read,
)
from companion.engine import catalogue  # noqa: E402
from companion.engine.client import EngineClient  # noqa: E402
from scripts.voice_gguf import read_adapter, write_adapter  # noqa: E402

SEED = 11
RANK, ALPHA = 32, 64  # of five shapes tried the smallest that read the held-out tenth best
LAYERS = range(30)
RATE = 6e-4
RATE_AGAIN = 3e-4  # going on: where the falling rate was after a first epoch
WARM = 0.05  # of the steps
BATCH_TOKENS = 1400  # about eight exchanges a step
PROJECTIONS = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")


def batches(made: Sequence[Example], order: random.Random) -> Iterator[list[Example]]:
    """Examples of about one length together, in a new order each time."""
    ranked = sorted(made, key=lambda e: len(e.tokens) + order.uniform(0, 24))
    groups: list[list[Example]] = [[]]
    for one in ranked:
        if groups[-1] and (len(groups[-1]) + 1) * len(one.tokens) > BATCH_TOKENS:
            groups.append([])
        groups[-1].append(one)
    order.shuffle(groups)
    yield from groups


def train(epochs: int, out: Path, since: Path | None = None) -> dict[str, Any]:
    """Train, write the adapter after every epoch, and return every figure.

    since: an adapter to go on from, where a run was broken off; the rate then rises less high.
    """
    import torch
    from transformers import get_cosine_schedule_with_warmup

    torch.manual_seed(SEED)
    exchanges = read()
    taught, held = _read(exchanges, catalogue.chat_path("smollm2-135m"))
    model = adapted(since)
    report: dict[str, Any] = {
        "exchanges": len(exchanges), "held_out": len(held),
        "tokens": sum(len(e.tokens) for e in taught),
        "perplexity_before": round(perplexity(model, held), 2), "perplexity_after": [],
    }  # fmt: skip
    print(json.dumps(report), flush=True)
    order = random.Random(SEED)  # noqa: S311 - the order of lessons is no secret
    steps = epochs * sum(1 for _ in batches(taught, random.Random(SEED)))  # noqa: S311
    trained = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(
        trained, lr=RATE if since is None else RATE_AGAIN, weight_decay=0.01
    )
    schedule = get_cosine_schedule_with_warmup(optimizer, int(WARM * steps), steps)
    done, started, seen = 0, time.monotonic(), 0
    for _ in range(epochs):
        model.train()
        for group in batches(taught, order):
            loss = torch.nn.functional.cross_entropy(*said(model, group))
            loss.backward()
            torch.nn.utils.clip_grad_norm_(trained, 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad(set_to_none=True)
            done, seen = done + 1, seen + sum(len(e.tokens) for e in group)
            if done % 10 == 0:
                speed = seen / (time.monotonic() - started)
                print(f"{done}/{steps} loss {loss.item():.3f} {speed:.0f} tok/s", flush=True)
        report["perplexity_after"].append(round(perplexity(model, held), 2))
        print(json.dumps(report), flush=True)
        write_adapter(model, model.config, ALPHA, out, report)
    return report


def adapted(since: Path | None = None) -> Any:
    """The starter with an adapter to train over it, on a graphics card where there is one.

    since: the adapter to begin with; otherwise one that changes nothing yet.
    """
    import torch
    from peft import LoraConfig, get_peft_model
    from transformers import AutoModelForCausalLM

    path = catalogue.chat_path("smollm2-135m")
    base = AutoModelForCausalLM.from_pretrained(
        str(path.parent), gguf_file=path.name, dtype=torch.float32
    )
    # No dropout: on a processor its dice cost more than the multiplications.
    settings = LoraConfig(
        r=RANK, lora_alpha=ALPHA, target_modules=list(PROJECTIONS),
        layers_to_transform=list(LAYERS),
    )  # fmt: skip
    model = get_peft_model(base, settings)
    if since is not None:
        read_adapter(model, base.config, since)
    return model.to("cuda" if torch.cuda.is_available() else "cpu")


def _read(exchanges: Sequence[Exchange], path: Path) -> tuple[list[Example], list[Example]]:
    """What is taught and what is held out, as the engine's own tokenizer reads it."""
    with EngineClient() as engine:
        engine.load_chat(path, WINDOW)
        taught = examples([e for e in exchanges if not held_out(e)], engine)
        return taught, examples([e for e in exchanges if held_out(e)], engine)


def said(model: Any, group: Sequence[Example]) -> tuple[Any, Any]:
    """(logits, targets) of the replies' tokens alone: the vocabulary is the dear part."""
    import torch

    longest = max(len(e.tokens) for e in group)
    ids = torch.zeros((len(group), longest), dtype=torch.long)
    there = torch.zeros((len(group), longest), dtype=torch.long)
    wanted = torch.zeros((len(group), longest - 1), dtype=torch.bool)
    for row, one in enumerate(group):
        ids[row, : len(one.tokens)] = torch.tensor(one.tokens)
        there[row, : len(one.tokens)] = 1
        wanted[row, : len(one.tokens) - 1] = torch.tensor(one.said[1:])
    ids, there, wanted = (tensor.to(model.device) for tensor in (ids, there, wanted))
    inner = model.base_model.model
    states = inner.model(input_ids=ids, attention_mask=there).last_hidden_state
    return inner.lm_head(states[:, :-1][wanted]), ids[:, 1:][wanted]


def perplexity(model: Any, held: Sequence[Example]) -> float:
    """Exp of the mean negative log-likelihood of a token of the last replies."""
    import torch

    model.eval()
    total, count = 0.0, 0
    with torch.no_grad():
        for group in batches(held, random.Random(SEED)):  # noqa: S311
            logits, targets = said(model, group)
            total += float(torch.nn.functional.cross_entropy(logits, targets, reduction="sum"))
            count += len(targets)
    return math.exp(total / max(count, 1))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--out", type=Path, default=ROOT / "models" / "voice.gguf")
    parser.add_argument("--since", type=Path)
    chosen = parser.parse_args()
    print(json.dumps(train(chosen.epochs, chosen.out, chosen.since), indent=2))
