"""Named colours in two themes, and how they reach Qt.

Every text colour keeps WCAG AA (4.5:1) on the surfaces it stands on, every hue 3:1; a test holds
both. The eight hues belong to the hidden states and mean the same in both themes.
"""

from __future__ import annotations

import string
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

FAMILY = "Source Sans Pro"
BASE_PX = 16
LINE_PX = 24
LEADING_PX = 3  # what the font's own 21 px lack to a line height of 1.5
COLUMN_PX = 680
_HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Theme:
    """One theme. `page` is the paper, `tint` the person's words, `card` raised blocks, `line` hairlines."""

    name: str
    page: str
    rail: str
    tint: str
    card: str
    line: str
    edge: str
    ink: str
    quiet: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    crisis: str
    hues: dict[str, str]


LIGHT = Theme(
    name="light",
    page="#fbf8f3",
    rail="#f4efe7",
    tint="#f1e8da",
    card="#fffdf9",
    line="#e5dccf",
    edge="#8f8375",
    ink="#2e2a26",
    quiet="#685f56",
    accent="#2f6b65",
    accent_hover="#255752",
    on_accent="#ffffff",
    accent_soft="#e3ece8",
    crisis="#eef1ea",
    hues={
        "calm": "#4f8291",
        "joy": "#a97a1c",
        "affection": "#b8627f",
        "hope": "#5b8a4a",
        "sadness": "#5f74a8",
        "anxiety": "#8c6aaa",
        "anger": "#b05a45",
        "shame": "#857263",
    },
)

DARK = Theme(
    name="dark",
    page="#211e1b",
    rail="#1b1816",
    tint="#332d27",
    card="#292521",
    line="#3d3731",
    edge="#8a7f73",
    ink="#ece5db",
    quiet="#b0a598",
    accent="#8fc4b9",
    accent_hover="#a6d3ca",
    on_accent="#16211f",
    accent_soft="#2b3a37",
    crisis="#2a302b",
    hues={
        "calm": "#79adbb",
        "joy": "#d6aa55",
        "affection": "#d98fa8",
        "hope": "#8fb97f",
        "sadness": "#90a4d6",
        "anxiety": "#b598d0",
        "anger": "#d98872",
        "shame": "#ae9a8a",
    },
)


def chosen(setting: str) -> Theme:
    """The theme for a setting: "light", "dark", or anything else for what the system uses."""
    if setting in ("light", "dark"):
        return LIGHT if setting == "light" else DARK
    hints = QGuiApplication.styleHints()
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


def present() -> Theme:
    """The theme now in use, for what a style sheet cannot reach; read from Qt's own palette."""
    page = QGuiApplication.palette().color(QPalette.ColorRole.Window)
    return DARK if page.lightness() < 128 else LIGHT


def apply(app: QApplication, theme: Theme) -> None:
    """Dress the whole application; nothing happens when it wears this theme already."""
    sheet = _sheet(theme)
    if app.styleSheet() == sheet:
        return
    if app.style().name().lower() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(_palette(theme))
    app.setFont(font(BASE_PX))
    app.setStyleSheet(sheet)


def load_fonts() -> str:
    """Make the shipped family known to Qt; the family's name, or "" when its files are missing."""
    added = [
        QFontDatabase.addApplicationFont(str(f)) for f in sorted((_HERE / "fonts").glob("*.ttf"))
    ]
    return FAMILY if added and min(added) >= 0 else ""


def font(pixels: int, *, strong: bool = False, figures: bool = False) -> QFont:
    """The shipped font at a size; `figures` gives every digit the same width, for charts and times."""
    made = QFont(FAMILY)
    made.setPixelSize(pixels)
    if strong:
        made.setWeight(QFont.Weight.DemiBold)
    if figures:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def contrast(one: str, other: str) -> float:
    """Contrast ratio 1..21 of two colours, by WCAG 2.2's definition of relative luminance."""
    light, dark = sorted((_luminance(QColor(one)), _luminance(QColor(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(c) for c in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _palette(theme: Theme) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for where, colour in (
        (role.Window, theme.page),
        (role.Base, theme.page),
        (role.AlternateBase, theme.tint),
        (role.Button, theme.card),
        (role.WindowText, theme.ink),
        (role.Text, theme.ink),
        (role.ButtonText, theme.ink),
        (role.PlaceholderText, theme.quiet),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.on_accent),
        (role.ToolTipBase, theme.card),
        (role.ToolTipText, theme.ink),
        (role.Link, theme.accent),
        (role.Mid, theme.line),
    ):
        palette.setColor(where, QColor(colour))
    return palette


def _sheet(theme: Theme) -> str:
    words = {k: v for k, v in asdict(theme).items() if isinstance(v, str)}
    words["here"] = _HERE.as_posix()
    return string.Template((_HERE / "window.qss").read_text("utf-8")).substitute(words)
