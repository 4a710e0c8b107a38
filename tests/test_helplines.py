"""The card is never empty, whatever the country and whatever happened to the file."""

from __future__ import annotations

import json
import runpy
import sys
from pathlib import Path

import pytest

from companion.policy import helplines
from companion.policy.card_words import card_words, texting
from companion.policy.helplines import CrisisLines, countries, dialled, lines_for
from companion.policy.tongue import LANGUAGES


@pytest.mark.parametrize(
    ("country", "number"),
    [("US", "988"), ("GB", "116 123"), ("DE", "0800 111 0 111"), ("AT", "142")],
)
def test_a_person_finds_the_crisis_line_of_their_country(country: str, number: str) -> None:
    assert number in lines_for(country).lines[0].phone


@pytest.mark.parametrize("code", [code for code, _ in countries()])
def test_every_country_has_an_emergency_number_and_a_line_that_can_be_reached(code: str) -> None:
    card = lines_for(code)
    assert card.emergency
    assert card.lines
    assert card.checked.startswith("202")
    assert all(line.phone or line.sms or line.chat_url or line.website for line in card.lines)


@pytest.mark.parametrize("code", [code for code, _ in countries()])
def test_crisis_lines_come_before_all_others(code: str) -> None:
    is_crisis = [line.category == "suicide_crisis" for line in lines_for(code).lines]
    assert is_crisis == sorted(is_crisis, reverse=True)


def test_the_code_may_be_typed_in_small_letters() -> None:
    assert lines_for(" gb ") == lines_for("GB")


@pytest.mark.parametrize("code", ["", "XX", "ZZ", "Atlantis"])
def test_an_unknown_country_gets_directories_and_the_general_advice(code: str) -> None:
    card = lines_for(code)
    assert card.country == ""
    assert "emergency number" in card.emergency_note
    assert any("findahelpline" in line.website for line in card.lines)


@pytest.mark.parametrize(
    "content", [None, "", "{", "[]", "{}", '{"countries": 3}', '{"countries": {"US": {}}}', "\x00"]
)
def test_a_missing_or_damaged_file_still_gives_advice(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "helplines.json"
    if content is not None:
        file.write_text(content, "utf-8")
    card = lines_for("US", file)
    assert isinstance(card, CrisisLines)
    assert "112" in card.emergency
    assert "911" in card.emergency_note
    assert countries(file) in ((), (("US", "United States"),))


def test_text_lines_say_what_to_write_and_where() -> None:
    texts = {line.name: texting(line, card_words()) for line in lines_for("US").lines}
    assert texts["Crisis Text Line"] == "text HOME to 741741"
    assert texts["988 Suicide & Crisis Lifeline"] == "text 988"
    assert texts["The Trevor Project"] == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_to_write_is_told_in_my_language(language: str) -> None:
    line = next(one for one in lines_for("GB").lines if one.sms_word)
    told = texting(line, card_words(language))
    assert line.sms in told and line.sms_word in told
    assert (language == "en") == told.startswith("text ")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("116 123", "116123"),
        ("(011) 5275-1135", "01152751135"),
        ("+44 20 7946 0000", "+442079460000"),
        ("988 (then press 1)", "988"),
        ("119 (then extension 8)", "119"),
        ("*4141", "*4141"),
        ("112", "112"),
        ("knock at number 4", ""),
        ("0171 2345678 or the shop", ""),
        ("", ""),
    ],
)
def test_a_number_is_dialled_as_it_is_written(written: str, number: str) -> None:
    assert dialled(written) == number


def test_every_shipped_number_can_be_dialled() -> None:
    for code, _ in countries():
        card = lines_for(code)
        for number in (*card.emergency, *(n for line in card.lines for n in line.phone)):
            assert dialled(number), (code, number)


def test_a_category_nobody_foresaw_comes_last(tmp_path: Path) -> None:
    file = tmp_path / "lines.json"
    lines = [{"name": "A", "category": "new"}, {"name": "B", "category": "suicide_crisis"}]
    entry = {
        "name": "X",
        "emergency": ["1"],
        "emergency_note": "",
        "checked": "2026",
        "lines": lines,
    }
    file.write_text(json.dumps({"countries": {"XX": entry}}), "utf-8")
    assert [line.name for line in lines_for("XX", file).lines] == ["B", "A"]


def test_countries_are_listed_by_name_for_the_settings() -> None:
    named = countries()
    assert len(named) > 40
    assert ("IE", "Ireland") in named
    assert [name for _, name in named] == sorted(name for _, name in named)


def test_nothing_shipped_talks_about_sources_or_single_source_numbers() -> None:
    shipped = helplines.FILE.read_text("utf-8")
    for word in ("source", "confidence", "github", "confirmed", "library id", "Wikipedia"):
        assert word not in shipped


def test_the_list_is_made_from_trusted_lines_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def line(name: str, confidence: str, **more: object) -> dict[str, object]:
        return {
            "name": name,
            "category": "suicide_crisis",
            "confidence": confidence,
            "phone": ["1"],
            **more,
        }

    given = {
        "checked": "2026-01-01",
        "countries": {
            "XX": {
                "name": "X",
                "emergency": ["112"],
                "emergency_note": "112 ambulance (WP, DJ)",
                "checked": "2026-01",
                "lines": [
                    line(
                        "sure",
                        "high",
                        hours="24/7 (one source)",
                        note="Press 1. Two sources agree.",
                    ),
                    line("less sure", "medium", hours="not confirmed", sources=["a", "b"]),
                    line("doubtful", "low"),
                ],
            }
        },
        "international": [
            {"name": "Directory", "website": "https://example.org", "note": "n", "sources": []},
            {"name": "Europe-wide short codes", "website": None, "note": "for editors"},
        ],
    }
    source, target = tmp_path / "given.json", tmp_path / "made.json"
    source.write_text(json.dumps(given), "utf-8")
    script = Path(__file__).parent.parent / "scripts" / "make_helplines.py"
    monkeypatch.setattr(sys, "argv", ["make_helplines.py", str(source), "--target", str(target)])
    runpy.run_path(str(script), run_name="__main__")
    assert "1 countries, 2 lines" in capsys.readouterr().out
    made = json.loads(target.read_text("utf-8"))
    country = made["countries"]["XX"]
    assert country["emergency_note"] == "112 ambulance"
    assert country["lines"] == [
        {
            "name": "sure",
            "category": "suicide_crisis",
            "phone": ["1"],
            "hours": "24/7",
            "note": "Press 1.",
        },
        {"name": "less sure", "category": "suicide_crisis", "phone": ["1"]},
    ]
    assert [entry["name"] for entry in made["international"]] == ["Directory"]
