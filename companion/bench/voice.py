"""How well speech is heard: words, time, edges, and what is left of the sound (nothing).

Speech is read aloud, clear and without hurry; people at home speak less clearly. Margins of
milliseconds change single words of the basic recogniser, so its figure is good to about 0.04.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import mean, median
from typing import Any

import numpy as np

from companion.bench.noises import VOICELESS, Clip, clips, noisy, room, voiceless
from companion.bench.published import say
from companion.bench.speaking import Speaker, speaker
from companion.bench.traces import bytes_in, bytes_written, own_folders
from companion.bench.word_error import word_error, words
from companion.voice import messages as m
from companion.voice.sound import RATE, Ring, Sound, samples

LATE_MS = 200  # the key, after speech began
KEY_UP_S = 0.3  # after speech ended
MINUTES = 60
NOISE_DB = {"clean": None, "20": 20.0, "10": 10.0, "5": 5.0}
SEEDS = (1, 2, 3)
PHANTOM_S = 60.0


def measure(data: Path, whisper: Path | None = None, minutes: int = MINUTES) -> dict[str, Any]:
    """Every figure, of the basic recogniser and of Whisper where a model's folder is given.

    minutes: of simulated use, watched for sound on the disk. Raises CompanionError without the data.
    """
    found = clips(data)
    models = {"basic": m.BASIC} | ({"whisper": str(whisper)} if whisper else {})
    figures: dict[str, Any] = {"wer": {}, "rtf": {}}
    heard, longest, phantoms, kept = {}, 0.0, {}, {}
    with own_folders() as folder:
        for name, model in models.items():
            say(f"{name}: words")
            with speaker(model) as person:
                heard[name] = _words(person, found)
                say(f"{name}: what is no speech")
                phantoms[name] = _phantoms(person)
                say(f"{name}: the key pressed late")
                kept[name] = _first_words(person, found)
                longest = max(longest, person.longest)
        say("the window meanwhile")
        window = _window(data)
        say("an hour's use")
        disk = _left_on_disk(folder, found, minutes)
    for name, rows in heard.items():
        errors = {clip: round(row["wer"], 4) for clip, row in rows.items()}
        figures["wer"][name] = {"mean": round(mean(errors.values()), 4), "files": errors}
        rates = {clip: round(row["rtf"], 3) for clip, row in rows.items()}
        figures["rtf"][name] = {"mean": round(mean(rates.values()), 3), "files": rates}
    basic = heard["basic"].values()
    say("edges")
    return figures | {
        "first_partial_ms_p50": round(median(row["first_partial_ms"] for row in basic)),
        "final_ms_p50": round(median(row["final_ms"] for row in basic)),
        **_edges(found),
        "phantom_words": sum(sum(of.values()) for of in phantoms.values()),
        "phantom_words_by_sound": phantoms,
        "first_words_kept": kept["basic"]["kept"],
        "first_words": kept,
        "ui_block_ms_max": window.get("blocked_ms_max"),
        "window": window,
        "client_call_ms_max": round(longest * 1000, 2),
        "sound_bytes_on_disk": disk,
        "texts": {
            name: {c: row["text"] for c, row in rows.items()} for name, rows in heard.items()
        },
    }


def _words(person: Speaker, found: Sequence[Clip]) -> dict[str, dict[str, Any]]:
    """Each clip spoken at its own pace, and once more at once for the real-time factor."""
    rows = {}
    for clip in found:
        lead = room(0.5)
        sound = np.concatenate([lead, clip.sound[: clip.end], room(KEY_UP_S, 1)])
        spoken = person.speak(sound, paced=True)
        at_once = person.speak(sound)
        begins = spoken.began + (len(lead) + clip.start) / RATE
        ends = spoken.began + (len(lead) + clip.end) / RATE
        partial, final = spoken.first_partial, spoken.final
        rows[clip.name] = {
            "text": spoken.text,
            "wer": word_error(clip.text, spoken.text),
            "rtf": (at_once.over - at_once.began) * RATE / len(sound),
            "first_partial_ms": 1000 * ((partial or spoken.over) - begins),
            "final_ms": 1000 * ((final or spoken.over) - ends),
        }
    return rows


def _phantoms(person: Speaker) -> dict[str, int]:
    """Words shown or given where nobody spoke, by kind of sound."""
    counts = {}
    for kind in VOICELESS:
        spoken = person.speak(voiceless(kind, PHANTOM_S), hands_free=True)
        shown = [f"{one.firm} {one.soft}" for one in spoken.partials]
        counts[kind] = len(words(" ".join([spoken.text, *shown])))
    return counts


def _first_words(person: Speaker, found: Sequence[Clip]) -> dict[str, int]:
    """How often the first word is the one heard with the key in good time; without the ring beside."""
    kept = without = 0
    for clip in found:
        sound = np.concatenate([room(1), clip.sound[: clip.end], room(KEY_UP_S, 1)])
        key = RATE + clip.start + samples(LATE_MS)
        ring = Ring()
        ring.add(sound[:key])
        in_time = words(person.speak(sound).text)[:1]
        kept += words(person.speak(sound[key:], before=ring.taken()).text)[:1] == in_time
        without += words(person.speak(sound[key:]).text)[:1] == in_time
    return {"kept": kept, "without_ring": without, "of": len(found)}


def _edges(found: Sequence[Clip]) -> dict[str, Any]:
    """How late speech was found and its end known (beyond the patience), at each level of noise."""
    late: dict[str, float] = {}
    detail: dict[str, dict[str, float]] = {}
    for name, decibels in NOISE_DB.items():
        starts, ends, missed = [], [], 0
        for clip in found:
            for seed in SEEDS:
                lead = room(1, seed)
                sound = np.concatenate([lead, clip.sound, room(2, seed + 9)])
                speech = clip.sound[clip.start : clip.end]
                if decibels is not None:
                    sound = noisy(sound, speech, decibels, seed)
                edges = _found(sound)
                if edges is None:
                    missed += 1
                    continue
                starts.append((edges[0] - len(lead) - clip.start) * 1000 / RATE)
                over = edges[1] - samples(m.PATIENCE_MS) - len(lead) - clip.end
                ends.append(over * 1000 / RATE)
        late[name] = round(float(np.percentile(np.maximum(starts, ends), 95)), 1)
        detail[name] = {
            "start_ms_p95": round(float(np.percentile(starts, 95)), 1),
            "start_ms_max": round(max(starts), 1),
            "end_ms_p95": round(float(np.percentile(ends, 95)), 1),
            "end_ms_max": round(max(ends), 1),
            "end_ms_earliest": round(min(ends), 1),
            "missed": missed,
        }
    return {"endpoint_ms_p95": late, "endpoint": detail}


def _found(sound: Sound) -> tuple[int, int] | None:
    """The samples at which speech was found and its last end was known."""
    # Imported here: the terminal reads this module for every command, and needs no network for most.
    from companion.voice.endpoint import Began, Ended, Endpointer

    endpoint = Endpointer(m.PATIENCE_MS)
    edges = endpoint.add(sound)
    began = [edge.found for edge in edges if isinstance(edge, Began)]
    ended = [edge.found for edge in edges if isinstance(edge, Ended)]
    return (began[0], ended[-1]) if began and ended else None


def _window(data: Path) -> dict[str, Any]:
    """How long the real window was blocked while speech was written down; {} where none can be shown."""
    # Another program: the core knows no window.
    shown = {"QT_QPA_PLATFORM": "offscreen"} | os.environ
    made = subprocess.run(  # noqa: S603 - our own interpreter and fixed words
        [sys.executable, "-m", "ui.block", str(data.resolve())],
        env=shown,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=False,
    )
    try:
        found = json.loads(made.stdout)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _left_on_disk(folder: Path, found: Sequence[Clip], minutes: int) -> int:
    """Bytes written by this process and the recogniser's in so many minutes, a sentence in each."""
    short = sorted(found, key=lambda clip: len(clip.sound))[:3]
    with speaker(m.BASIC) as person:
        person.speak(short[0].sound)  # whatever is loaded late is loaded now
        before = bytes_in(folder) + bytes_written(os.getpid()) + bytes_written(person.pid)
        for minute in range(minutes):
            clip = short[minute % len(short)]
            quiet = room(60 - len(clip.sound) / RATE, minute)
            person.speak(np.concatenate([quiet[:RATE], clip.sound, quiet[RATE:]]), hands_free=True)
        after = bytes_in(folder) + bytes_written(os.getpid()) + bytes_written(person.pid)
    return after - before
