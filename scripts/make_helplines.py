"""Write `companion/policy/helplines.json` from a researched list of crisis lines.

    python scripts/make_helplines.py path/to/helplines.json

Keeps lines of high or medium confidence and what a person needs to reach them; leaves out sources
and remarks about sources. Run before each release on a freshly checked list.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent.parent / "companion" / "policy" / "helplines.json"
KEPT_CONFIDENCE = ("high", "medium")
FIELDS = (
    "name",
    "category",
    "phone",
    "sms",
    "chat_url",
    "website",
    "hours",
    "languages",
    "scope",
    "audience",
    "note",
)

# Remarks on how a fact was found say nothing to somebody who needs help now.
ABOUT_SOURCES = re.compile(
    r"source|confirm|found|report|stated|agreed|unverified|aidlines|\(WP|older|Wikipedia|retired|by its name|differ",
    re.IGNORECASE,
)
ADVICE_FOR_EDITORS = "Europe-wide short codes"


def main() -> None:
    """Read the list named on the command line and write the shipped one."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("source", type=Path, help="the researched helplines.json")
    parser.add_argument("--target", type=Path, default=TARGET)
    asked = parser.parse_args()
    given = json.loads(asked.source.read_text("utf-8"))
    made = shipped(given)
    asked.target.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", "utf-8")
    lines = sum(len(country["lines"]) for country in made["countries"].values())
    print(f"{len(made['countries'])} countries, {lines} lines, checked {made['checked']}")


def shipped(given: dict[str, Any]) -> dict[str, Any]:
    """The shipped form of the whole list."""
    return {
        "checked": given["checked"],
        "countries": {code: _country(entry) for code, entry in sorted(given["countries"].items())},
        "international": [
            {"name": e["name"], "website": e["website"] or "", "note": e["note"]}
            for e in given["international"]
            if e["name"] != ADVICE_FOR_EDITORS
        ],
    }


def _country(entry: dict[str, Any]) -> dict[str, Any]:
    kept = [line for line in entry["lines"] if line["confidence"] in KEPT_CONFIDENCE]
    return {
        "name": entry["name"],
        "emergency": entry["emergency"],
        "emergency_note": _plain_facts(entry.get("emergency_note")),
        "checked": entry["checked"],
        "lines": [_line(line) for line in kept],
    }


def _line(line: dict[str, Any]) -> dict[str, Any]:
    """The fields that are filled, with remarks about sources taken out."""
    kept = {field: line[field] for field in FIELDS if line.get(field)}
    for field in ("hours", "note"):
        if field in kept:
            kept[field] = _plain_facts(kept[field])
    return {field: value for field, value in kept.items() if value}


def _plain_facts(text: str | None) -> str:
    """The sentences of `text` that are about the line, without bracketed doubts."""
    without_brackets = re.sub(
        r"\s*\(([^)]*)\)",
        lambda m: "" if ABOUT_SOURCES.search(m.group(1)) or "WP" in m.group(1) else m.group(0),
        text or "",
    )
    sentences = (
        "; ".join(part for part in sentence.split("; ") if not ABOUT_SOURCES.search(part))
        for sentence in re.split(r"(?<=\.)\s+", without_brackets)
    )
    return " ".join(sentence for sentence in sentences if sentence).strip()


if __name__ == "__main__":
    main()
