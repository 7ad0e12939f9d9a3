"""What is drawn once and then copied looks as what is drawn each time, in every colour and on every screen."""

import pytest
from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from exodesk.ui import parts
from exodesk.ui.look import theme
from exodesk.ui.look.grounds import ground
from exodesk.ui.look.strokes import rounded

BUTTON, CARD, LINE = QRect(3, 5, 75, 32), QRect(2, 1, 356, 120), QRect(2, 3, 1_000, 12)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
@pytest.mark.parametrize("box", [BUTTON, CARD, LINE])
@pytest.mark.parametrize(
    ("fill", "edge", "width", "radius"),
    [
        ("#ffffff", "#dfe5ea", 1, 10.0),
        ("#0f6b6b", None, 1, 7.0),
        (None, "#0f6b6b", 2, 7.0),
        ("#fff", "#0f6b6b", 2, 4.0),
    ],
)
def test_a_ground_is_drawn_as_a_rounded_box(
    qapp: QApplication, *, ratio: float, box: QRect, fill: str | None, edge: str | None, width: int, radius: float
) -> None:
    drawn, copied, again = _sheet(ratio), _sheet(ratio), _sheet(ratio)
    with QPainter(drawn) as painter:
        rounded(painter, QRectF(box), fill=fill, edge=edge, width=width, radius=radius)
    for picture in (copied, again):
        with QPainter(picture) as painter:
            ground(painter, box, fill=fill, edge=edge, width=width, radius=radius)
    assert copied == drawn
    assert again == drawn
    assert drawn != _sheet(ratio)


@pytest.mark.parametrize("box", [QRect(3, 5, 0, 32), QRect(3, 5, 75, 0), QRect(3, 5, -4, 32)])
def test_an_empty_ground_is_nothing(qapp: QApplication, box: QRect) -> None:
    picture = _sheet(1.0)
    with QPainter(picture) as painter:
        ground(painter, box, fill="#0f6b6b", edge="#dfe5ea")
    assert picture == _sheet(1.0)


def test_grounds_of_one_size_differ_in_all_that_they_are_asked_for(qapp: QApplication) -> None:
    asked: list[dict[str, object]] = [
        {"fill": "#ffffff"},
        {"fill": "#0f6b6b"},
        {"fill": "#0f6b6b", "edge": "#dfe5ea"},
        {"fill": "#0f6b6b", "edge": "#dfe5ea", "width": 2},
        {"fill": "#0f6b6b", "edge": "#dfe5ea", "radius": 3.0},
    ]
    pictures = []
    for each in asked:
        pictures.append(_sheet(1.0))
        with QPainter(pictures[-1]) as painter:
            ground(painter, BUTTON, **each)  # type: ignore[arg-type]
    assert all(one != other for place, one in enumerate(pictures) for other in pictures[:place])


@pytest.mark.parametrize("scheme", [theme.Scheme.LIGHT, theme.Scheme.DARK])
@pytest.mark.parametrize("kind", ["primary", "danger", "quiet", "choice", "secondary", "icon"])
@pytest.mark.parametrize("state", ["plain", "off", "pressed", "checked", "focused", "by keys", "with a menu"])
def test_a_button_looks_as_the_style_draws_one(qtbot: QtBot, kind: str, state: str, scheme: theme.Scheme) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, scheme)
    text = "" if kind == "icon" else "&Save"
    ours, qts = parts.Button(text, kind, glyph="plus", keys="Ctrl+S"), QPushButton(text)
    for name, said in (("kind", kind), ("glyph", "plus"), ("keys", ours.property("keys"))):
        qts.setProperty(name, said)
    qts.setFont(ours.font())
    looks = [_looks(qtbot, button, state) for button in (ours, qts)]
    theme.apply(app, theme.Scheme.LIGHT)
    assert looks[0] == looks[1]


def _looks(qtbot: QtBot, button: QPushButton, state: str) -> tuple[QSize, QImage]:
    holder = QWidget()
    qtbot.addWidget(holder)
    button.setParent(holder)
    if state == "with a menu":
        button.setMenu(QMenu(button))
    button.setCheckable(True)
    button.setEnabled(state != "off")
    button.setDown(state == "pressed")
    button.setChecked(state == "checked")
    holder.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, state == "by keys")
    button.resize(button.sizeHint())
    with qtbot.waitActive(holder):
        holder.show()
        holder.activateWindow()
    if state in ("focused", "by keys"):
        button.setFocus()
        holder.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, state == "by keys")
    else:
        holder.setFocus()
    return button.sizeHint(), button.grab().toImage()


def _sheet(ratio: float) -> QImage:
    picture = QImage(QSize(1_010, 160) * ratio, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.lightGray)
    return picture


@pytest.mark.parametrize("ratio", [1.25, 1.5, 1.75])
@pytest.mark.parametrize("place", [(3, 5), (2, 7), (13, 10)])
def test_edges_lie_on_the_pixels_of_a_screen_that_is_scaled_by_a_fraction(
    qapp: QApplication, *, ratio: float, place: tuple[int, int]
) -> None:
    """Through the middle, across and down, nothing stands between the colours of ground, edge and fill."""
    sheet = _sheet(ratio)
    with QPainter(sheet) as painter:
        painter.translate(*place)  # as Qt paints a widget in its window
        ground(painter, QRect(0, 0, 75, 33), fill="#ffffff", edge="#0f6b6b")
    x, y = (round((start + half) * ratio) for start, half in zip(place, (37, 16), strict=True))
    across = {sheet.pixelColor(each, y).name() for each in range(sheet.width())}
    down = {sheet.pixelColor(x, each).name() for each in range(sheet.height())}
    assert across == down == {"#ffffff", "#0f6b6b", QColor(Qt.GlobalColor.lightGray).name()}
