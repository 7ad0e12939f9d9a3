"""The font of everything printed: bundled, so that a page is the same on every machine and is embedded whole."""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from exodesk import resources

_CUTS = ("Inter-Regular.ttf", "Inter-SemiBold.ttf")
_REPLACING = ("calt", "tnum")
"""Features that put glyphs without a character of their own on the page: "09:30" would be read back as "0930"."""


@cache
def _family() -> str:
    loaded = [QFontDatabase.addApplicationFont(str(resources.path(f"fonts/{cut}"))) for cut in _CUTS]
    return QFontDatabase.applicationFontFamilies(loaded[0])[0]


def page_font(points: float) -> QFont:
    """The print font in a size; it needs a running application."""
    font = QFont(_family())
    font.setPointSizeF(points)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    for feature in _REPLACING:
        font.setFeature(QFont.Tag(feature), 0)
    return font
