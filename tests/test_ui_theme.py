import pytest
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication
from ui_fakes import READY

from companion.emotion.states import NAMES
from ui.style import theme
from ui.style.theme import DARK, LIGHT, Theme

BOTH = pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)


@BOTH
@pytest.mark.parametrize("ink", ["ink", "quiet", "accent"])
@pytest.mark.parametrize("surface", ["page", "rail", "card", "tint", "crisis", "accent_soft"])
def test_every_text_can_be_read_on_every_surface(look: Theme, ink: str, surface: str) -> None:
    assert theme.contrast(getattr(look, ink), getattr(look, surface)) >= 4.5


@BOTH
def test_the_words_on_the_main_button_can_be_read(look: Theme) -> None:
    assert theme.contrast(look.on_accent, look.accent) >= 4.5
    assert theme.contrast(look.on_accent, look.accent_hover) >= 4.5
    assert theme.contrast(look.quiet, look.line) >= 4.5


@BOTH
@pytest.mark.parametrize("state", NAMES)
@pytest.mark.parametrize("surface", ["page", "rail", "card", "accent_soft"])
def test_every_feeling_has_a_hue_that_is_seen(look: Theme, state: str, surface: str) -> None:
    assert theme.contrast(look.hues[state], getattr(look, surface)) >= 3


@BOTH
def test_edges_of_what_can_be_pressed_are_seen(look: Theme) -> None:
    assert theme.contrast(look.edge, look.page) >= 3
    assert theme.contrast(look.edge, look.card) >= 3
    assert theme.contrast(look.accent, look.page) >= 3


@BOTH
def test_no_two_feelings_share_a_hue(look: Theme) -> None:
    assert len(set(look.hues.values())) == len(NAMES)


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


def test_the_font_that_ships_is_the_font_that_is_shown(qapp: QApplication) -> None:
    assert theme.load_fonts() == theme.FAMILY
    assert QFontInfo(theme.font(16)).family() == theme.FAMILY
    assert QFontInfo(theme.font(16, strong=True)).weight() == 600


def test_the_style_sheet_names_only_colours_that_exist(qapp: QApplication) -> None:
    for look in (LIGHT, DARK):
        theme.apply(qapp, look)
        assert "$" not in qapp.styleSheet().replace("$names", "")
        assert theme.present() is look


@pytest.mark.parametrize(("setting", "name"), [("light", "light"), ("dark", "dark")])
def test_a_chosen_theme_is_taken_whatever_the_system_says(
    qapp: QApplication, setting: str, name: str
) -> None:
    assert theme.chosen(setting).name == name
    assert theme.chosen("system") in (LIGHT, DARK)
    assert theme.chosen(READY.theme) is LIGHT
