"""Danger is heard in five more languages by their own lists, and their idioms are left in peace."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from companion.bench import safety
from companion.policy import danger, risk_abroad, risk_heard
from companion.policy.assess import assess
from companion.policy.plain import LONG, plain
from companion.policy.risk_words import REASONS
from companion.turn import Risk

LINES = Path(__file__).parent / "lines" / "crisis_six.tsv"
LANGUAGES = ("de", "en", "es", "fr", "it", "pt")


def cards_for(path: Path) -> dict[str, list[bool]]:
    """By level, whether each line of a file brings the card."""
    cards: dict[str, list[bool]] = {}
    for line in safety.lines(path):
        cards.setdefault(line.level.name, []).append(assess(line.text).risk >= Risk.ELEVATED)
    return cards


@pytest.fixture(autouse=True)
def _by_the_lists_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The wording as a whole would hear much of this too."""
    monkeypatch.setattr(danger, "shipped", lambda: None)


def test_every_language_has_lists_that_can_be_read() -> None:
    assert tuple(path.stem for path in sorted(risk_abroad.FOLDER.glob("*.toml"))) == LANGUAGES
    assert len(risk_abroad.shipped()) == len(LANGUAGES)
    for speech in risk_abroad.shipped():
        assert {sign.kind for sign in speech.signs} <= set(REASONS)


@pytest.mark.parametrize(
    "text",
    [
        "ich bring mich um", "ich will nicht mehr leben", "hab alle tabletten auf einmal geschluckt", "mein mann würgt mich",
        "je vais me tuer ce soir", "je veux mourir", "j'ai avalé toute la boîte de médicaments", "mon mari me frappe",
        "me voy a matar esta noche", "no quiero seguir viviendo", "me tomé todas las pastillas", "mi marido me pega",
        "stasera mi ammazzo", "non voglio più vivere", "ho preso tutte le pastiglie", "mio marito mi picchia",
        "vou me matar hoje", "não quero mais viver", "tomei todos os comprimidos", "meu marido me bate",
    ],
)  # fmt: skip
def test_danger_said_plainly_is_heard(text: str) -> None:
    assert assess(text).risk >= Risk.ELEVATED


@pytest.mark.parametrize(
    ("text", "risk"),
    [
        ("the bus was late again and my aunt had made lentils and ich will nicht mehr leben and the bus was late once more", Risk.ELEVATED),
        ("we painted the fence all morning, it looks lovely, and j'ai avalé toute la boîte de médicaments and my uncle came by", Risk.ACUTE),
        ("mi hermana vino a comer y hablamos mucho del jardín y de sus planes and i'm going to kill myself tonight y luego se fue", Risk.ACUTE),
        ("we painted the fence all morning and then mein Akku stirbt gleich said my uncle and we went to eat", Risk.NONE),
    ],
)  # fmt: skip
def test_what_is_said_in_my_first_language_in_the_middle_of_another_is_heard(
    text: str, risk: Risk
) -> None:
    assert assess(text).risk == risk


@pytest.mark.parametrize(
    "text",
    [
        "ich sterbe vor Hunger", "mein Akku stirbt gleich", "ich lach mich tot", "keine Sorge, ich will mir nichts antun",
        "je meurs de faim", "j'étais mort de rire", "je n'ai aucune envie de mourir, rassure-toi",
        "me muero de hambre", "me muero de la risa", "tranquilo, nadie me pega",
        "sto morendo di fame", "ho riso da morire", "tranquillo, nessuno mi picchia",
        "estou morrendo de fome", "morri de rir", "fica descansado, ninguém me bate",
    ],
)  # fmt: skip
def test_an_idiom_or_an_assurance_is_none(text: str) -> None:
    assert assess(text).risk <= Risk.LOW


@pytest.mark.parametrize(
    "text",
    [
        "null Bock mehr auf Leben", "kein Wille mehr zu leben", "j'ai plus aucune envie de vivre", "sans envie de vivre",
        "cero ganas de vivir", "sin ganas de vivir", "zero voglia di vivere", "non ho più voglia di vivere", "sem vontade de viver",
        "niemand weiß dass ich mich umbringen will", "nadie sabe que me quiero matar", "personne ne sait que je veux mourir",
        "nessuno sa che voglio morire", "ninguém sabe que quero morrer", "nobody knows I want to die",
        "die Ärztin hat gefragt ob ich mich umbringen will, ja will ich",
        "my doctor asked whether I want to kill myself and I lied to him",
    ],
)  # fmt: skip
def test_a_no_that_belongs_to_the_danger_takes_nothing_back(text: str) -> None:
    assert assess(text).risk >= Risk.ELEVATED


def test_what_is_denied_or_an_idiom_is_cut_out_of_what_is_read_as_a_whole() -> None:
    heard = risk_heard.heard(plain("keine Sorge, ich will mir nichts antun, die Bahn nervt"))
    assert "antun" not in heard.undenied and "bahn nervt" in heard.undenied
    assert risk_heard.heard("i took all my pills.").undenied == "i took all my pills."
    twice = risk_heard.heard(plain("I won't kill myself and I won't hurt myself, promise"))
    assert "myself" not in twice.undenied and "promise" in twice.undenied


def test_what_others_wrote_in_six_languages_is_heard_without_any_model(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """780 lines by hands that knew neither lists nor wording; thresholds were chosen on them too."""
    monkeypatch.undo()
    cards = cards_for(LINES)
    shares = {level: sum(some) / len(some) for level, some in cards.items()}
    assert len(cards["ACUTE"]) == 300 and len(cards["NONE"]) == 360
    assert shares["ACUTE"] >= 0.77
    assert shares["NONE"] <= 0.031


def test_a_damaged_file_costs_its_own_language_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in risk_abroad.FOLDER.glob("*.toml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "de.toml").write_text("[acute]\nsuicide = ['(']\n", "utf-8")
    (tmp_path / "fr.toml").write_bytes(b"\xff")
    monkeypatch.setattr(risk_abroad, "FOLDER", tmp_path)
    risk_heard.speeches.cache_clear()
    try:
        assert assess("ich bring mich um").risk == Risk.NONE
        assert assess("me voy a matar esta noche").risk == Risk.ACUTE
        assert assess("I want to kill myself").risk == Risk.ACUTE
    finally:
        risk_heard.speeches.cache_clear()


@pytest.mark.parametrize("text", ["[around]\nlaughs = []\n", "[worst]\nsuicide = ['x']\n"])
def test_an_unknown_key_is_an_error_and_not_passed_over(tmp_path: Path, text: str) -> None:
    path = tmp_path / "xx.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ValueError, match=re.escape("xx.toml")):
        risk_abroad.load(path)


@pytest.mark.parametrize("word", ["ich ", "je ", "quiero ", "non ", "nao ", "a ", "ne ", "mi "])
def test_no_message_takes_long_to_read(word: str) -> None:
    spelling = plain((word * LONG)[:LONG])
    risk_heard.speeches()  # the lists are read while the window opens
    began = time.perf_counter()
    risk_heard.heard(spelling)
    assert time.perf_counter() - began < 1.0
