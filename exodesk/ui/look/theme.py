"""How Exodesk looks: scheme, palette, fonts, style. Applied to the application once, and again at a change.

Painters ask `tokens()` at each paint and keep no colour; a change reaches every widget as QEvent.PaletteChange.
"""

from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QToolTip

from exodesk import resources
from exodesk.ui.look.panels import dress
from exodesk.ui.look.style import ExodeskStyle
from exodesk.ui.look.tokens import DARK, LIGHT, Tokens, Tone, mixed

__all__ = [
    "DARK",
    "FAMILY",
    "LIGHT",
    "Scheme",
    "Text",
    "Tokens",
    "Tone",
    "apply",
    "font",
    "mixed",
    "tokens",
]

FAMILY = "Inter"
CUTS = ("Regular", "Medium", "SemiBold", "Bold")


class Scheme(StrEnum):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Text(Enum):
    """The few sizes of type: pixels and weight."""

    PAGE = (22, QFont.Weight.DemiBold)
    SECTION = (15, QFont.Weight.DemiBold)
    STRONG = (13, QFont.Weight.DemiBold)
    LABEL = (13, QFont.Weight.Medium)
    BODY = (13, QFont.Weight.Normal)
    HINT = (12, QFont.Weight.Normal)
    HINT_STRONG = (12, QFont.Weight.DemiBold)


@dataclass(slots=True)
class _Look:
    """What was asked for and what it came to: one per process, as the application is."""

    scheme: Scheme = Scheme.SYSTEM
    tokens: Tokens = LIGHT
    style: ExodeskStyle | None = None


_look = _Look()


def tokens() -> Tokens:
    """The colours of the moment."""
    return _look.tokens


def font(text: Text = Text.BODY, *, figures: bool = False) -> QFont:
    """A font of the family; with `figures` every digit is equally wide, for columns on a screen (never in print)."""
    return QFont(_font(text, figures=figures))


@cache
def _font(text: Text, *, figures: bool) -> QFont:
    pixels, weight = text.value
    made = QFont(FAMILY)
    made.setPixelSize(pixels)
    made.setWeight(weight)
    made.setFeature(QFont.Tag("calt"), 0)  # what was typed is what stands there: no arrow for "->", no "×" for "x"
    if figures:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def apply(app: QApplication, scheme: Scheme = Scheme.SYSTEM) -> None:
    """Dress the application: once before its first widget, and again whenever another scheme is chosen."""
    _look.scheme = scheme
    hints = app.styleHints()
    if _look.style is None:
        load_fonts()
        app.setFont(font())
        _look.style = ExodeskStyle()
        app.setStyle(_look.style)
        hints.colorSchemeChanged.connect(_follow_system)
    if scheme is Scheme.SYSTEM:
        hints.unsetColorScheme()
    else:
        hints.setColorScheme(Qt.ColorScheme.Dark if scheme is Scheme.DARK else Qt.ColorScheme.Light)
    _dress(app)


def load_fonts() -> None:
    for cut in CUTS:
        QFontDatabase.addApplicationFont(str(resources.path(f"fonts/Inter-{cut}.ttf")))


def _follow_system() -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication):
        _dress(app)


def _dress(app: QApplication) -> None:
    hints = QGuiApplication.styleHints()
    dark = _look.scheme is Scheme.DARK or (_look.scheme is Scheme.SYSTEM and hints.colorScheme() is Qt.ColorScheme.Dark)
    _look.tokens = DARK if dark else LIGHT
    if _look.style is not None:
        _look.style.tokens = _look.tokens
    app.setPalette(palette(_look.tokens))
    QToolTip.setPalette(app.palette())
    for widget in app.allWidgets():
        dress(widget, _look.tokens)


def palette(tokens: Tokens) -> QPalette:
    made = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.bg,
        role.WindowText: tokens.text,
        role.Base: tokens.base,
        role.AlternateBase: tokens.bg,
        role.Text: tokens.text,
        role.Button: tokens.base,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.danger,
        role.PlaceholderText: tokens.faint,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.pain,
        role.ToolTipBase: tokens.base,
        role.ToolTipText: tokens.text,
        role.Light: tokens.base,
        role.Midlight: tokens.bg,
        role.Mid: tokens.hairline,
        role.Dark: tokens.field_border,
        role.Shadow: tokens.text,
    }
    disabled = {
        role.WindowText: tokens.faint,
        role.Text: tokens.faint,
        role.ButtonText: tokens.faint,
        role.Base: tokens.bg,
        role.Highlight: tokens.hairline,
        role.HighlightedText: tokens.muted,
    }
    for which, colour in colours.items():
        made.setColor(which, QColor(colour))
    for which, colour in disabled.items():
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(colour))
    return made
