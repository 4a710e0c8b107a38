"""People of my own stand on the card, whatever is broken, and go when I want them gone."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from companion import paths, settings
from companion.card import card_of, card_text
from companion.cli import main
from companion.policy.assess import assess
from companion.policy.helplines import in_sight, lines_for
from companion.settings import LONGEST_OWN, MOST_OWN_LINES, Settings, load, save

SISTER = ("my sister", "0171 2345678")
NEIGHBOUR = ("Mrs Okoro", "knock at number 4")


def at(country: str, *own: tuple[str, str]) -> Settings:
    return replace(Settings(), country=country, own_lines=own)


def test_my_sister_stands_between_the_emergency_number_and_the_help_lines() -> None:
    shown = card_text(card_of(at("GB", SISTER)), assess("I want to kill myself"))
    assert shown.index("999") < shown.index("my sister: 0171 2345678") < shown.index("116 123")


def test_where_violence_is_heard_the_help_lines_come_first() -> None:
    card, heard = card_of(at("GB", SISTER)), assess("My husband beats me")
    names = [line.name for line in in_sight(card, heard, 2)]
    assert names[-1] == "my sister"
    assert len(names) == 3


def test_nobody_of_mine_takes_a_help_line_off_the_card() -> None:
    card = card_of(at("GB", SISTER, NEIGHBOUR))
    assert card.lines == lines_for("GB").lines
    assert [line.name for line in in_sight(card, None, None)][2:] == [
        line.name for line in card.lines
    ]


def test_they_are_kept_with_the_settings(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    save(at("GB", SISTER, NEIGHBOUR), file)
    assert load(file) == at("GB", SISTER, NEIGHBOUR)


@pytest.mark.parametrize(
    ("kept", "read"),
    [
        ("my sister", ()),
        ([["my sister"]], ()),
        ([["my sister", 5], list(SISTER)], (SISTER,)),
        ([["  ", "1"], ["my\n sister ", "0171  2345678"]], (SISTER,)),
        ([["a" * 900, "1" * 900]], (("a" * LONGEST_OWN, "1" * LONGEST_OWN),)),
        ([list(SISTER)] * 9, (SISTER,) * MOST_OWN_LINES),
    ],
)
def test_a_damaged_line_costs_nothing_but_itself(
    tmp_path: Path, kept: object, read: tuple[tuple[str, str], ...]
) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"country": "IE", "own_lines": kept}), "utf-8")
    assert load(file) == at("IE", *read)


# --- in a terminal -------------------------------------------------------------------------------


def test_i_put_somebody_on_the_card_and_take_them_off(capsys: pytest.CaptureFixture[str]) -> None:
    save(at("GB"), paths.settings_file())
    assert main(["lines", "add", *SISTER]) == 0
    assert main(["lines"]) == 0
    assert "my sister: 0171 2345678" in capsys.readouterr().out
    assert main(["lines", "remove", "My Sister"]) == 0
    assert main(["lines"]) == 0
    assert "0171" not in capsys.readouterr().out.split("no longer")[1]


@pytest.mark.parametrize("words", [("add", " ", "1"), ("add", "me", ""), ("remove", "nobody")])
def test_what_cannot_be_done_gets_one_plain_sentence(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    assert main(["lines", *words]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert load(paths.settings_file()).own_lines == ()


def test_a_full_card_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    save(at("GB", *[SISTER] * MOST_OWN_LINES), paths.settings_file())
    assert main(["lines", "add", *NEIGHBOUR]) == 1
    assert "fit on the card" in capsys.readouterr().err


def test_erasing_everything_takes_them_too() -> None:
    save(at("GB", SISTER), paths.settings_file())
    assert main(["memories", "erase-all", "--yes"]) == 0
    assert settings.load(paths.settings_file()) == at("GB")
