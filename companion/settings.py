"""The person's choices, kept as plain JSON in the data folder. No word of a talk is ever in here."""

from __future__ import annotations

import json
import locale
import os
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

DEFAULT_COUNTRY = "US"
MOST_OWN_LINES, LONGEST_OWN = 5, 60  # on the card; characters of a name and of how one is reached


@dataclass(frozen=True)
class Settings:
    """Every setting with its default.

    model: a catalogue name or the name of an imported file. country: ISO code for crisis lines,
    "" to guess from the locale. theme: "system", "light" or "dark". gpu_layers: -1 for all the
    device takes, 0 for none. context: tokens the model can see at once. notice_accepted: the
    person has read that this is a program. learns: the tracker learns how this person's feelings
    move and what helps them. transcript_days: how long talks are kept word for word, 0 for ever;
    what became a memory is kept beyond. rest_minutes: after how many minutes without a key the
    engine's memory is let go, 0 for never. fetch_limit: bytes a second a model may come with, 0 for
    as fast as it goes. server: the address of a server of the person's own that finds the words in
    place of this machine, "" for none; server_model: the name it knows its model by, "" to let it choose.

    voice: "ask" until the person was told what speaking means, then "on" or "off". voice_device: ""
    for the system's own. voice_hands_free: a pause of voice_patience_ms ends what is said; with
    voice_sends it is sent then. voice_ready: the microphone stays open while the talk is in sight, so
    that the last half second before the key is there. voice_model: "" for the basic recogniser, or a
    folder. voice_language: "" to find out. voice_manner: how something is said is heard too.
    speaks: replies are read aloud.

    own_lines: people of the person's own for the crisis card, (who, how they are reached). They are here
    and not in the encrypted memory so that the card has them when that cannot be opened.
    """

    model: str = "smollm2-135m"
    country: str = ""
    theme: str = "system"
    reduced_motion: bool = False
    gpu_layers: int = -1
    context: int = 4096
    notice_accepted: bool = False
    learns: bool = True
    transcript_days: int = 90
    fetch_limit: int = 0
    server: str = ""
    server_model: str = ""
    rest_minutes: int = 60
    voice: str = "ask"
    voice_device: str = ""
    voice_hands_free: bool = False
    voice_patience_ms: int = 1500
    voice_sends: bool = False
    voice_ready: bool = False
    voice_model: str = ""
    voice_language: str = ""
    voice_manner: bool = False
    speaks: bool = False
    own_lines: tuple[tuple[str, str], ...] = ()


def load(path: Path) -> Settings:
    """Settings from `path`; defaults where the file is missing, damaged, or a value has the wrong type."""
    try:
        raw = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(raw, dict):
        return Settings()
    return replace(Settings(), **_valid(raw), own_lines=_own_lines(raw.get("own_lines")))


def save(settings: Settings, path: Path) -> None:
    """Write atomically, readable by the owner only. Raises OSError when the folder cannot be written."""
    draft = path.with_suffix(".part")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(asdict(settings), file, indent=1)
    draft.replace(path)


def forget_people(path: Path) -> None:
    """Nobody of the person's own is left in the file at `path`. Raises OSError as `save` does."""
    kept = load(path)
    if kept.own_lines:
        save(replace(kept, own_lines=()), path)


def guessed_country() -> str:
    """The territory of the system's locale ("de_AT" gives "AT"), never from the network."""
    name = locale.getlocale()[0] or os.environ.get("LANG", "")
    territory = name.partition("_")[2][:2].upper()
    return territory if territory.isalpha() and len(territory) == 2 else DEFAULT_COUNTRY


def _valid(raw: dict[str, Any]) -> dict[str, Any]:
    defaults = Settings()
    return {
        f.name: raw[f.name]
        for f in fields(Settings)
        if f.name in raw and type(raw[f.name]) is type(getattr(defaults, f.name))
    }


def own_line(who: str, reach: str) -> tuple[str, str] | None:
    """The two as they are kept, on one line each and not too long; None where one of them is empty."""
    kept = tuple(" ".join(text.split())[:LONGEST_OWN].strip() for text in (who, reach))
    return (kept[0], kept[1]) if all(kept) else None


def _own_lines(raw: object) -> tuple[tuple[str, str], ...]:
    """What can be read of them; a damaged one is left out."""
    found = []
    for one in raw if isinstance(raw, list) else ():
        if isinstance(one, list) and len(one) == 2 and all(isinstance(part, str) for part in one):
            found.append(own_line(*one))
    return tuple(filter(None, found))[:MOST_OWN_LINES]
