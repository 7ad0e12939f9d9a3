"""The shared pieces: plain text, names for what has no words, sizes that hold still, keys that reach everything."""

import gc
import weakref
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QContextMenuEvent,
    QEnterEvent,
    QStandardItem,
    QStandardItemModel,
    QTextDocument,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QMenu, QTableView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from exodesk.ui import parts
from exodesk.ui.look import theme
from exodesk.ui.look.theme import Scheme, Tone
from exodesk.ui.parts.lines import LineRow
from tests.ui.seen import contrast

PAGES = [
    parts.RailItem(key="patients", text="Patients", glyph="users"),
    parts.RailItem(key="boosters", text="Boosters", glyph="refresh-cw"),
]
FOOT = [
    parts.RailItem(key="settings", text="Settings", glyph="settings"),
    parts.RailItem(key="lock", text="Lock", glyph="lock", keys="Ctrl+L", is_page=False),
]


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    theme.apply(qapp, Scheme.LIGHT)


def a_page() -> QWidget:
    """One of everything."""
    page = QWidget()
    column = QVBoxLayout(page)
    card = parts.Card("Appointments", parts.secondary_button("Day list", glyph="printer"), note="7 today")
    card.add(parts.EmptyState("No appointments today.", parts.primary_button("Book", keys="Ctrl+B")))
    card.add_row(parts.ListRow("DOE, Jane", "Left knee", "12 d overdue", Tone.DANGER))
    tabs = parts.SectionTabs("Chart")
    tabs.add("Visits", 7)
    steps = parts.StepTabs("Steps")
    steps.add("Treatment")
    bar = parts.MessageBar()
    bar.say("Appointment cancelled.", act="Undo")
    for part in (
        parts.page_heading("Monday 23-Nov-2026", "7 appointments", parts.icon_button("settings", "Settings")),
        bar,
        tabs,
        steps,
        card,
        parts.ChoiceRow([("6", "6 m"), ("12", "1 y")], "12", name="Span"),
        parts.SearchField("Find a patient", "Find a patient"),
        parts.quiet_button("See all 7"),
        parts.Chip("Signed", Tone.ACCENT, glyph="check"),
        parts.FieldLabel("Volume", required=True),
        parts.fact_line("14-Oct-2025", "10 billion"),
        parts.NavRail(PAGES, FOOT),
    ):
        column.addWidget(part)
    return page


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = a_page()
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def test_no_label_reads_a_name_as_markup(page: QWidget) -> None:
    labels = page.findChildren(QLabel)
    assert labels
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)


def test_every_button_is_large_enough_and_has_a_name(page: QWidget) -> None:
    for button in page.findChildren(QAbstractButton):
        if button.isVisible():
            assert min(button.width(), button.height()) >= 24, button.text()
            assert button.accessibleName() or button.text(), button
        if button.property("kind") in {"primary", "secondary", "danger"}:
            assert button.sizeHint().height() >= 32


def test_everything_that_takes_the_focus_has_a_name(page: QWidget) -> None:
    for widget in page.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            interface = QAccessible.queryAccessibleInterface(widget)
            assert interface.text(QAccessible.Text.Name), widget


def test_a_button_without_words_must_be_named() -> None:
    with pytest.raises(ValueError, match="name"):
        parts.icon_button("x", " ")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
@pytest.mark.parametrize("make", [parts.secondary_button, parts.quiet_button, parts.ListRow, LineRow])
def test_enter_presses_what_has_the_focus(qtbot: QtBot, make: Callable[[str], QAbstractButton], key: Qt.Key) -> None:
    button = make("Open")
    qtbot.addWidget(button)
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, key)


def test_a_note_below_the_tail_has_the_whole_width(qtbot: QtBot) -> None:
    row = LineRow("Ask SAMPLE, Alex", "17-May-1961 · Right knee · 555 0100 · 2 tried", "week 6, late")
    qtbot.addWidget(row)
    width = row.fontMetrics().horizontalAdvance("17-May-1961 · Right knee · 555 0100 · 2 tried") + 24
    assert row.heightForWidth(width) == row.heightForWidth(2 * width)


def test_words_of_a_button_are_never_cut(qtbot: QtBot) -> None:
    short, long = parts.primary_button("Book"), parts.primary_button("Book", glyph="calendar-plus", keys="Ctrl+B")
    for button in (short, long):
        qtbot.addWidget(button)
    metrics = long.fontMetrics()
    assert long.sizeHint().width() >= metrics.horizontalAdvance("BookCtrl+B") + 16 + 2 * 10
    assert short.sizeHint().width() < long.sizeHint().width()


def test_a_label_changes_its_colour_and_follows_the_scheme(qtbot: QtBot, qapp: QApplication) -> None:
    label = parts.muted("due 02-Dec")
    qtbot.addWidget(label)
    label.show()
    assert label.palette().windowText().color().name() == theme.LIGHT.muted
    parts.set_tone(label, Tone.DANGER)
    assert label.palette().windowText().color().name() == theme.LIGHT.danger
    theme.apply(qapp, Scheme.DARK)
    assert label.palette().windowText().color().name() == theme.DARK.danger


def test_words_that_break_are_as_high_as_they_are_now(qtbot: QtBot) -> None:
    label = parts.muted("Right knee", wrap=True)
    qtbot.addWidget(label)
    low = label.heightForWidth(120)
    label.setText("Right knee, seen on 04-Aug-2026. " * 8)
    high = label.heightForWidth(120)
    assert high > 4 * low
    label.setFont(theme.font(theme.Text.PAGE))
    assert label.heightForWidth(120) > high


def test_a_fact_is_told_whole_in_however_little_room(qtbot: QtBot) -> None:
    line = parts.fact_line("Right knee", "3.5\u00a0mL · 14.4\u00a0billion, 4.4\u00a0billion of it measured")
    qtbot.addWidget(line)
    line.resize(250, line.heightForWidth(250))
    line.show()
    name, value = line.findChildren(QLabel)
    assert name.width() >= name.sizeHint().width()
    assert value.geometry().right() < line.width()
    assert value.height() >= value.heightForWidth(value.width()) > value.fontMetrics().height()


def test_words_under_the_pointer_can_be_marked_and_copied(qtbot: QtBot) -> None:
    words = parts.Selectable("(662) 555-0142")
    qtbot.addWidget(words)
    words.show()
    size = words.sizeHint()
    middle = QPointF(words.rect().center())
    QApplication.sendEvent(words, QEnterEvent(middle, middle, middle))
    qtbot.mouseDClick(words, Qt.MouseButton.LeftButton, pos=QPoint(words.width() - 8, words.height() // 2))
    assert words.selectedText() == "0142"
    assert words.sizeHint() == size


TOLD = "Given on 04-Dec-2026 into the right knee, and again on 11-Dec-2026 into the left one"


@pytest.mark.parametrize("width", range(90, 200, 10))
def test_words_that_can_be_marked_break_no_date_and_no_line_moves_when_a_pointer_comes(
    qtbot: QtBot, width: int
) -> None:
    words = _under_pointer(qtbot, TOLD, width)
    assert words.heightForWidth(width) == _told_plainly(width).heightForWidth(width)
    words.grab()  # only what is drawn is laid out
    document = words.findChild(QTextDocument)
    assert isinstance(document, QTextDocument)
    layout = document.begin().layout()
    spans = [(layout.lineAt(at).textStart(), layout.lineAt(at).textLength()) for at in range(layout.lineCount())]
    lines = [TOLD[start : start + length].rstrip() for start, length in spans]
    assert not [line for line in lines if line.endswith("-")]
    assert " ".join(lines) == TOLD
    assert len(lines) * words.fontMetrics().lineSpacing() == words.heightForWidth(width)


@pytest.mark.parametrize("by", ["keys", "menu", "marking"])
def test_what_is_copied_has_the_hyphens_that_were_set(qtbot: QtBot, by: str) -> None:
    words = _under_pointer(qtbot, TOLD, 150)
    words.setText(f"{TOLD}.")  # while it can be marked
    assert words.text() == f"{TOLD}."
    words._mark_all()
    assert words.selectedText() == f"{TOLD}."
    clipboard = QApplication.clipboard()
    clipboard.clear()
    if by == "keys":
        qtbot.keyClick(words, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    elif by == "menu":
        middle = words.rect().center()
        reason = QContextMenuEvent.Reason.Mouse
        QApplication.sendEvent(words, QContextMenuEvent(reason, middle, words.mapToGlobal(middle)))
        [menu] = words.findChildren(QMenu)
        next(act for act in menu.actions() if act.text() == "&Copy").trigger()
        menu.close()
    else:
        words._copy()
    assert clipboard.text() == f"{TOLD}."


def _told_plainly(width: int) -> QLabel:
    plain = parts.strong(TOLD)
    plain.setWordWrap(True)
    plain.resize(width, 10)
    return plain


def _under_pointer(qtbot: QtBot, text: str, width: int) -> parts.Selectable:
    words = parts.Selectable(text, wrap=True)
    qtbot.addWidget(words)
    words.resize(width, words.heightForWidth(width))
    words.show()
    middle = QPointF(words.rect().center())
    QApplication.sendEvent(words, QEnterEvent(middle, middle, middle))
    return words


def test_tabs_hold_still_when_another_is_chosen(qtbot: QtBot) -> None:
    tabs = parts.SectionTabs("Chart")
    qtbot.addWidget(tabs)
    for text in ("Timeline", "Visits", "Injections"):
        tabs.add(text, 3)
    tabs.show()
    before = [tabs.tabRect(index) for index in range(3)]
    tabs.setFocus()
    qtbot.keyClick(tabs, Qt.Key.Key_Right)
    assert tabs.currentIndex() == 1
    assert [tabs.tabRect(index) for index in range(3)] == before


def test_a_count_is_read_aloud_with_its_tab(qtbot: QtBot) -> None:
    tabs = parts.SectionTabs("Chart")
    qtbot.addWidget(tabs)
    tabs.add("Visits", 7)
    narrow = tabs.tabRect(0).width()
    tabs.set_count(0, 1200)
    assert tabs.accessibleTabName(0) == "Visits 1200"
    assert tabs.tabRect(0).width() > narrow


def test_a_step_keeps_its_place_when_it_is_done(qtbot: QtBot) -> None:
    steps = parts.StepTabs("Steps")
    qtbot.addWidget(steps)
    steps.add("Treatment")
    before = steps.tabRect(0)
    steps.set_done(0, done=True)
    assert steps.tabRect(0) == before
    assert steps.accessibleTabName(0) == "Treatment, done"


def test_the_rail_tells_what_was_pressed_and_folds(qtbot: QtBot) -> None:
    rail = parts.NavRail(PAGES, FOOT)
    qtbot.addWidget(rail)
    rail.show()
    rail.set_current("patients")
    buttons = {button.text(): button for button in rail.findChildren(QAbstractButton)}
    with qtbot.waitSignal(rail.chosen) as told:
        qtbot.mouseClick(buttons["Lock"], Qt.MouseButton.LeftButton)
    assert told.args == ["lock"]
    assert buttons["Patients"].isChecked()
    assert not buttons["Lock"].isChecked()
    rail.set_count("boosters", 7)
    assert buttons["Boosters"].accessibleName() == "Boosters 7"
    wide = rail.width()
    rail.set_folded(folded=True)
    assert rail.width() < wide / 2
    assert buttons["Patients"].toolTip() == "Patients"


def test_what_the_foot_of_the_rail_says_moves_nothing_from_under_the_pointer(qtbot: QtBot) -> None:
    rail = parts.NavRail(PAGES, FOOT)
    qtbot.addWidget(rail)
    rail.resize(rail.width(), 700)
    rail.show()
    [lock] = [button for button in rail.findChildren(QAbstractButton) if button.text() == "Lock"]
    places = []
    for backed_up, saved in (
        ("", ""),
        ("Not backed up yet", ""),
        ("Backed up 09:15, proven by restoring today, 179 visits matched", "Saved 09:17"),
    ):
        rail.set_safety(backed_up)
        rail.set_status(saved)
        QApplication.processEvents()
        places.append(lock.pos())
    assert places[0] == places[1] == places[2]
    assert lock.geometry().bottom() > rail.height() - 5 * rail.status.fontMetrics().lineSpacing() - 10
    assert rail.rect().bottom() > rail.status.mapTo(rail, rail.status.rect().bottomLeft()).y() > places[0].y()


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
@pytest.mark.parametrize("tone", list(Tone))
def test_a_chip_stands_out_from_a_marked_row(qtbot: QtBot, qapp: QApplication, tone: Tone, scheme: Scheme) -> None:
    theme.apply(qapp, scheme)
    chip = parts.Chip("With you", tone)
    qtbot.addWidget(chip)
    chip.lift(True)
    chip.resize(chip.sizeHint())
    picture = chip.grab().toImage()
    edge, fill = (picture.pixelColor(picture.width() // 2, y).name() for y in (0, 2))
    tokens = theme.tokens()
    assert contrast(edge, tokens.accent_tint) >= 3
    assert contrast(tokens.ink(tone), fill) >= 4.5


def test_the_bar_offers_its_act_and_goes(qtbot: QtBot) -> None:
    bar = parts.MessageBar()
    qtbot.addWidget(bar)
    bar.say("Appointment cancelled.", act="Undo", seconds=10)
    assert bar.isVisible()
    with qtbot.waitSignals([bar.acted, bar.closed]):
        qtbot.mouseClick(bar.act, Qt.MouseButton.LeftButton)
    assert not bar.isVisible()


def test_the_bar_goes_by_itself_only_when_it_was_told_to_and_nobody_is_at_it(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    bar, field = parts.MessageBar(), QLineEdit()
    column = QVBoxLayout(holder)
    column.addWidget(field)
    column.addWidget(bar)
    with qtbot.waitActive(holder):
        holder.show()
        holder.activateWindow()
    field.setFocus()
    with qtbot.waitSignal(bar.closed):
        bar.say("Saved.", seconds=0.01)
    with qtbot.assertNotEmitted(bar.closed, wait=50):
        bar.say("The record is busy, nothing is lost.", Tone.DANGER)
    assert bar.isVisible()
    bar.say("Cancelled.", act="Undo", seconds=0.01)
    bar.act.setFocus()
    with qtbot.assertNotEmitted(bar.closed, wait=50):
        assert bar.act.hasFocus()


def test_a_long_message_is_shown_whole(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    bar = parts.MessageBar()
    column = QVBoxLayout(holder)
    column.addWidget(bar)
    column.addStretch()
    bar.say("The draft of 10:41 was restored. " * 8, act="Discard the draft")
    holder.resize(420, 500)
    holder.show()
    assert bar.text.height() >= bar.text.heightForWidth(bar.text.width())


def test_over_a_row_a_message_moves_nothing_and_its_act_is_the_next_for_tab(qtbot: QtBot) -> None:
    window, row, first, below = QWidget(), QWidget(), QLineEdit(), QLineEdit()
    qtbot.addWidget(window)
    row.setLayout(parts.row(first, 1, parts.muted("Mon 23-Nov-2026")))
    column = QVBoxLayout(window)
    column.addWidget(row)
    column.addWidget(below, 1)
    first.setFixedWidth(200)
    bar = parts.MessageOver(row, window, first)
    window.resize(700, 300)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    before = below.geometry()
    first.setFocus()
    bar.say("Appointment cancelled.", act="Undo")
    assert below.geometry() == before
    assert not bar.geometry().intersects(below.geometry())
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert bar.act.hasFocus()
    first.hide()  # as the search while one looks for something
    bar.say("Appointment cancelled.", act="Undo")
    first.show()
    assert not bar.geometry().intersects(QRect(first.mapTo(window, QPoint(0, 0)), first.size()))
    bar.say("The draft of 10:41 was restored. " * 8, act="Discard the draft")
    assert bar.text.height() >= bar.text.heightForWidth(bar.text.width())


def test_a_choice_is_told_once_and_can_be_shown_without_telling(qtbot: QtBot) -> None:
    row = parts.ChoiceRow([("6", "6 m"), ("12", "1 y"), ("all", "All")], "12", name="Span")
    qtbot.addWidget(row)
    row.show()
    with qtbot.assertNotEmitted(row.chosen):
        row.choose("all")
    assert row.current() == "all"
    first = row.findChildren(QAbstractButton)[0]
    with qtbot.waitSignal(row.chosen) as told:
        qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert told.args == ["6"] == [row.current()]


def test_a_table_is_one_stop_of_the_tab_key(qtbot: QtBot) -> None:
    table = QTableView()
    qtbot.addWidget(table)
    table.setModel(QStandardItemModel(3, 2))
    parts.dress_table(table, "Injections")
    assert table.rowHeight(0) >= 32
    assert not table.tabKeyNavigation()
    assert table.accessibleName() == "Injections"


def test_the_row_of_the_keys_wears_a_ring_and_words_are_cut_to_their_column(qtbot: QtBot) -> None:
    table = QTableView()
    qtbot.addWidget(table)
    model = QStandardItemModel(2, 2)
    for row in range(2):
        model.setItem(row, 0, QStandardItem("Left knee, " * 20))
    table.setModel(model)
    parts.dress_table(table, "Injections")
    table.resize(400, 200)
    table.show()
    table.selectRow(0)
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    picture, tokens = table.viewport().grab().toImage(), theme.tokens()
    first, second, beside = (table.visualRect(model.index(*at)) for at in ((0, 0), (1, 0), (1, 1)))
    assert picture.pixelColor(first.left(), first.center().y()) == QColor(tokens.accent)
    assert picture.pixelColor(first.left() + 4, first.top() + 4) == QColor(tokens.accent_tint)
    assert picture.pixelColor(second.left() + 4, second.bottom()) == QColor(tokens.hairline)
    assert picture.pixelColor(second.left() + 4, second.top() + 4) == QColor(tokens.base)
    ground = {picture.pixelColor(x, beside.center().y()).name() for x in range(beside.left(), beside.right())}
    assert ground == {tokens.base}


@pytest.mark.parametrize(
    "make",
    [
        a_page,
        parts.MessageBar,
        lambda: parts.NavRail(PAGES, FOOT),
        lambda: parts.ChoiceRow([("a", "A")], "a", name="Span"),
    ],
    ids=["page", "bar", "rail", "choices"],
)
def test_a_part_leaves_nothing_behind(qapp: QApplication, make: Callable[[], QWidget]) -> None:
    part = make()
    gone = weakref.ref(part)
    del part
    gc.collect()
    assert gone() is None
