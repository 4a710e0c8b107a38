"""The data sets of single texts a bench reads."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from companion.bench.figures import Array
from companion.emotion.observe import LABELS
from companion.errors import CompanionError

NAMES_IN_TEXT = {"[NAME]": "Sam", "[RELIGION]": "church"}  # what GoEmotions put in place of names


def goemotions(folder: Path, split: str) -> tuple[list[str], Array]:
    """A split of GoEmotions (Demszky et al., 2020): texts, and which labels each has, (rows, 28).

    Raises CompanionError if the files are not there or are something else.
    """
    texts, labels = [], []
    try:
        for row in (folder / f"{split}.tsv").read_text("utf-8").split("\n"):
            if row.strip():
                text, ids, _ = row.split("\t")
                for mark, name in NAMES_IN_TEXT.items():
                    text = text.replace(mark, name)
                texts.append(text)
                labels.append(np.isin(np.arange(LABELS), [int(i) for i in ids.split(",")]))
    except (OSError, ValueError) as error:
        raise CompanionError(f"GoEmotions' {split} split cannot be read in that folder.") from error
    return texts, np.array(labels)


def emobank(path: Path, split: str) -> tuple[list[str], Array]:
    """A split of EmoBank (Buechel and Hahn, 2017): sentences, and their ratings -1..1, (rows, 3).

    Raises CompanionError if the file is not there or is something else.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = [r for r in csv.DictReader(file) if r["split"] == split and r["text"].strip()]
        rated = [[(float(row[axis]) - 3) / 2 for axis in "VAD"] for row in rows]
    except (OSError, KeyError, ValueError) as error:
        raise CompanionError("EmoBank cannot be read in that folder.") from error
    return [row["text"] for row in rows], np.array(rated)
