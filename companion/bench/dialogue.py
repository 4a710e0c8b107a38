"""Written dialogues with a feeling for each utterance: MELD and EmoryNLP, in one shape.

The tracker follows one person, so what counts is who spoke: an utterance knows the same person's
one before it in the scene, and the last one of anybody else, who stands where the companion stands.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from companion.bench.figures import Array
from companion.errors import CompanionError


@dataclass(frozen=True)
class Dialogues:
    """Utterances of many scenes, in order.

    labels: the names of the feelings. truth: (rows,), their numbers. own, other: (rows,), the row
    of the same person's utterance before and of the last of somebody else in the scene; -1 for
    none. scene: (rows,), a number for each scene.
    """

    labels: tuple[str, ...]
    texts: tuple[str, ...]
    truth: Array
    own: Array
    other: Array
    scene: Array


def meld(path: Path) -> Dialogues:
    """A split of MELD (Poria et al., 2019). Raises CompanionError if the file is not one."""
    return _read(path, ("Dialogue_ID",))


def emorynlp(path: Path) -> Dialogues:
    """A split of EmoryNLP (Zahiri and Choi, 2018). Raises CompanionError if the file is not one."""
    return _read(path, ("Season", "Episode", "Scene_ID"))


def _read(path: Path, scene_keys: tuple[str, ...]) -> Dialogues:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        if not rows:
            raise KeyError("Utterance")
        scenes = [tuple(row[key] for key in scene_keys) for row in rows]
        speakers = [row["Speaker"] for row in rows]
        felt = [row["Emotion"] for row in rows]
        texts = tuple(row["Utterance"].replace("\x92", "'").strip() for row in rows)
    except (OSError, KeyError, TypeError, UnicodeDecodeError) as error:
        raise CompanionError(
            f"The file {path.name} holds no dialogues this bench knows."
        ) from error
    labels = tuple(sorted(set(felt)))
    own, other = [], []
    last: dict[tuple[object, str], int] = {}
    said: dict[object, list[tuple[str, int]]] = {}
    for i, (scene, speaker) in enumerate(zip(scenes, speakers, strict=True)):
        own.append(last.get((scene, speaker), -1))
        others = [row for who, row in said.get(scene, []) if who != speaker]
        other.append(others[-1] if others else -1)
        last[scene, speaker] = i
        said.setdefault(scene, []).append((speaker, i))
    numbers = {scene: n for n, scene in enumerate(dict.fromkeys(scenes))}
    return Dialogues(
        labels,
        texts,
        np.array([labels.index(name) for name in felt]),
        np.array(own),
        np.array(other),
        np.array([numbers[scene] for scene in scenes]),
    )
