"""The look: contrasts as computed from the tokens, the bundled type, icons that draw, controls large enough to hit."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QColor, QFontDatabase, QFontInfo, QFontMetrics, QImage, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QMenu,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from exodesk import resources
from exodesk.ui import parts
from exodesk.ui.look import icons, theme
from exodesk.ui.look.theme import DARK, LIGHT, Scheme, Text, Tokens, Tone
from tests.ui.seen import contrast

SCHEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
ICONS = sorted(path.stem for path in resources.path("icons").glob("*.svg"))


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, Scheme.LIGHT)
    yield
    theme.apply(qapp, Scheme.LIGHT)


# Colours


@SCHEMES
def test_what_has_no_hue_stands_out_by_its_light(tokens: Tokens) -> None:
    assert contrast(tokens.tint(Tone.NEUTRAL), tokens.base) >= (1.3 if tokens is DARK else 1.15)


@SCHEMES
def test_text_is_readable_on_every_ground_it_stands_on(tokens: Tokens) -> None:
    for ground in (tokens.base, tokens.bg, tokens.accent_tint):
        for ink in (tokens.text, tokens.muted, tokens.faint):
            assert contrast(ink, ground) >= 4.5, (ink, ground)
    for tone in Tone:
        for ground in (tokens.base, tokens.bg, tokens.tint(tone)):
            assert contrast(tokens.ink(tone), ground) >= 4.5, (tone, ground)
        assert contrast(tokens.text, tokens.tint(tone)) >= 4.5, tone
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5


@SCHEMES
def test_a_pressed_button_keeps_its_words_readable(tokens: Tokens) -> None:
    pressed = theme.mixed(tokens.accent, tokens.text, 0.24)
    assert contrast(tokens.on_accent, pressed) >= 4.5


@SCHEMES
def test_borders_marks_and_rings_stand_out(tokens: Tokens) -> None:
    for ground in (tokens.base, tokens.bg):
        for line in (tokens.field_border, tokens.accent, tokens.danger, tokens.pain):
            assert contrast(line, ground) >= 3, (line, ground)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


# Type


def test_the_typeface_is_the_bundled_one_in_all_its_weights(qapp: QApplication) -> None:
    assert qapp.font().family() == theme.FAMILY
    assert set(QFontDatabase.styles(theme.FAMILY)) >= {"Regular", "Medium"}
    for kind in Text:
        found = QFontInfo(theme.font(kind))
        assert (found.family(), found.pixelSize(), found.weight()) == (theme.FAMILY, *kind.value)


def test_figures_are_equally_wide_in_tables_only() -> None:
    table, text = QFontMetrics(theme.font(figures=True)), QFontMetrics(theme.font())
    assert table.horizontalAdvance("1111") == table.horizontalAdvance("8888")
    assert text.horizontalAdvance("1111") < text.horizontalAdvance("8888")


# Icons


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_draws_in_the_colour_asked_for(qapp: QApplication, name: str) -> None:
    for tokens in (LIGHT, DARK):
        picture = icons.pixmap(name, tokens.accent, 24).toImage()
        inked = [
            picture.pixelColor(x, y)
            for x in range(picture.width())
            for y in range(picture.height())
            if picture.pixelColor(x, y).alpha() > 250
        ]
        assert inked, name
        wanted = QColor(tokens.accent)
        assert all(abs(ink.red() - wanted.red()) + abs(ink.blue() - wanted.blue()) < 8 for ink in inked), name


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_an_icon_has_as_many_pixels_as_the_screen(qapp: QApplication, ratio: float) -> None:
    picture = icons.pixmap("syringe", LIGHT.text, 18, ratio)
    assert picture.width() == round(18 * ratio)
    assert picture.devicePixelRatio() == ratio
    made = icons.icon("syringe", LIGHT.text, 18).pixmap(QSize(18, 18), ratio)
    assert made.width() == round(18 * ratio)


# Controls


@pytest.mark.parametrize("make", [QLineEdit, QComboBox, QSpinBox, QPushButton], ids=lambda make: make.__name__)
def test_fields_and_main_buttons_are_32_high(qtbot: QtBot, make: type[QWidget]) -> None:
    control = _shown(qtbot, make())
    assert control.sizeHint().height() >= 32


@pytest.mark.parametrize("make", [QCheckBox, QRadioButton], ids=lambda make: make.__name__)
def test_what_is_ticked_is_24_high(qtbot: QtBot, make: type[QWidget]) -> None:
    assert _shown(qtbot, make()).sizeHint().height() >= 24


@pytest.mark.parametrize("make", [QLineEdit, QComboBox, QCheckBox, QPushButton], ids=lambda make: make.__name__)
def test_focus_is_seen_and_moves_nothing(qtbot: QtBot, make: type[QWidget]) -> None:
    holder = QWidget()
    control, other = make(holder), QPushButton(holder)
    other.move(0, 100)
    _shown(qtbot, holder)
    other.setFocus(Qt.FocusReason.TabFocusReason)
    before, size = control.grab(), control.sizeHint()
    control.setFocus(Qt.FocusReason.TabFocusReason)
    assert control.hasFocus()
    assert _count(control.grab(), LIGHT.accent) > _count(before, LIGHT.accent) + 20
    assert control.sizeHint() == size


def test_a_field_with_a_problem_is_framed_in_the_danger_colour(qtbot: QtBot) -> None:
    field = _shown(qtbot, QLineEdit("25"))
    assert not _count(field.grab(), LIGHT.danger)
    field.setProperty("problem", True)
    assert _count(field.grab(), LIGHT.danger) > 50


# Schemes


def test_a_change_of_scheme_reaches_open_windows(qtbot: QtBot, qapp: QApplication) -> None:
    field = _shown(qtbot, QLineEdit())
    watch = _Watch()
    field.installEventFilter(watch)
    theme.apply(qapp, Scheme.DARK)
    assert theme.tokens() is DARK
    qtbot.waitUntil(lambda: watch.seen)
    assert field.grab().toImage().pixelColor(QPoint(field.width() // 2, field.height() // 2)) == QColor(DARK.base)
    theme.apply(qapp, Scheme.LIGHT)
    assert field.grab().toImage().pixelColor(QPoint(field.width() // 2, field.height() // 2)) == QColor(LIGHT.base)


def test_words_keep_the_colour_of_their_tone_in_every_scheme(qtbot: QtBot, qapp: QApplication) -> None:
    label = parts.words("overdue", tone=Tone.DANGER)
    _shown(qtbot, label)
    for scheme, tokens in ((Scheme.LIGHT, LIGHT), (Scheme.DARK, DARK)):
        theme.apply(qapp, scheme)
        assert label.palette().windowText().color() == QColor(tokens.danger)
    parts.set_tone(label, "muted")
    assert label.palette().windowText().color() == QColor(DARK.muted)
    parts.set_tone(label, "")
    assert label.palette().windowText().color() == QColor(DARK.text)


def test_an_item_of_a_menu_that_cannot_be_chosen_is_faint(qtbot: QtBot) -> None:
    menu = QMenu()
    menu.addAction("Consult")
    menu.addAction("Injection").setEnabled(False)
    picture = _shown(qtbot, menu).grab()
    first, second = (picture.copy(menu.actionGeometry(action)) for action in menu.actions())
    assert _count(first, LIGHT.text)
    assert _count(second, LIGHT.faint)
    assert not _count(second, LIGHT.text)


def test_progress_is_as_long_as_its_share(qtbot: QtBot) -> None:
    bar = QProgressBar()
    bar.resize(200, 18)
    bar.setRange(0, 4)
    bar.setValue(1)
    picture = _shown(qtbot, bar).grab()
    bar.setValue(3)
    assert 2.8 < _count(bar.grab(), LIGHT.accent) / _count(picture, LIGHT.accent) < 3.2


class _Watch(QObject):
    seen = False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.seen = self.seen or event.type() is QEvent.Type.PaletteChange
        return False


def _shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.resize(200, 160) if type(widget) is QWidget else None
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    return widget


def _count(picture: QPixmap, colour: str) -> int:
    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB32)
    wanted = QColor(colour).rgb()
    return sum(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))
