"""Long work of the window's thread is taken a few steps a turn, and rows that stay are kept."""

from collections.abc import Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from exodesk.ui import parts
from exodesk.ui.parts.row_list import AT_ONCE, RowList
from exodesk.ui.work.pieces import Pieces

Said = tuple[str, str]
"""What tells a thing from the others, and what is said of it."""


def test_the_first_steps_are_taken_at_once_and_so_many_a_turn_after_that(qtbot: QtBot) -> None:
    holder, done = QObject(), list[int]()
    pieces = Pieces(3, holder)
    with qtbot.waitSignal(pieces.over):
        pieces.begin(lambda number=number: done.append(number) for number in range(8))  # type: ignore[misc]
        assert done == [0, 1, 2]
        assert pieces.is_on
    assert done == list(range(8))
    assert not pieces.is_on


def test_what_is_begun_anew_or_stopped_goes_no_further(qtbot: QtBot) -> None:
    holder, done = QObject(), list[str]()
    pieces = Pieces(1, holder)
    pieces.begin([lambda: done.append("a"), lambda: done.append("b")])
    with qtbot.waitSignal(pieces.over):
        pieces.begin([lambda: done.append("c")])
    pieces.begin([lambda: done.append("d"), lambda: done.append("e")])
    pieces.stop()
    qtbot.wait(1)
    assert done == ["a", "c", "d"]


def _made(said: Said) -> QWidget:
    return QLabel(" ".join(said))


def _list(qtbot: QtBot) -> tuple[parts.Card, RowList[Said]]:
    card = parts.Card("Rows")
    qtbot.addWidget(card)
    return card, RowList[Said](card, _made, lambda said: said[0])


class _Asked(QWidget):
    """Notes each time that a layout asks it for its height."""

    def __init__(self) -> None:
        super().__init__()
        self.times = 0

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, _width: int) -> int:
        self.times += 1
        return 20


def _texts(rows: RowList[Said]) -> list[str]:
    return [row.text() for row in rows.widgets if isinstance(row, QLabel)]


_things = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("xy")), unique_by=lambda said: said[0])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(shown=st.lists(_things, min_size=1, max_size=4))
def test_whatever_stood_there_the_rows_are_those_that_are_listed_in_their_order(
    qtbot: QtBot, shown: Sequence[list[Said]]
) -> None:
    card, rows = _list(qtbot)
    for things in shown:
        rows.show(things)
        qtbot.waitUntil(lambda: not rows.is_filling)
        assert _texts(rows) == [" ".join(said) for said in things]
    card.show()
    in_sight = sorted((row for row in card.findChildren(QLabel) if row in rows.widgets), key=lambda row: row.y())
    assert [row.text() for row in in_sight] == _texts(rows)


def test_what_stays_keeps_its_row(qtbot: QtBot) -> None:
    _card, rows = _list(qtbot)
    rows.show([("a", "x"), ("b", "x"), ("c", "x")])
    first, _, last = rows.widgets
    rows.show([("a", "x"), ("d", "x"), ("c", "x")])
    assert [row is before for row, before in zip(rows.widgets, (first, None, last), strict=True)] == [True, False, True]
    rows.show([("a", "y"), ("c", "x")])
    assert rows.widgets[0] is not first, "something else is said of it"
    assert rows.widgets[1] is last


def test_a_long_list_comes_a_few_rows_a_turn(qtbot: QtBot) -> None:
    _card, rows = _list(qtbot)
    many = [(str(number), "") for number in range(3 * AT_ONCE)]
    with qtbot.waitSignal(rows.filled):
        rows.show(many)
        assert len(rows.widgets) == AT_ONCE
    assert len(rows.widgets) == len(many)


def test_rows_that_come_to_a_list_in_sight_are_laid_out_together(qtbot: QtBot) -> None:
    """Each by itself would lay the whole list out once more: a list of hundreds held the window up."""
    first, rest = _Asked(), [str(number) for number in range(1, 2 * AT_ONCE)]
    card, page = parts.Card("Rows"), QWidget()
    rows = RowList[str](card, lambda said: QLabel(said) if said else first, str)
    QVBoxLayout(page).addWidget(card)
    area = parts.scrolling(page)
    qtbot.addWidget(area)
    area.show()
    qtbot.waitExposed(area)

    def asked_by(*said: str) -> int:
        first.times = 0
        rows.show(["", *said])
        qtbot.waitUntil(lambda: not rows.is_filling and rows.widgets[-1].y() > first.y())
        QApplication.processEvents()  # and what is around the card makes room
        return first.times

    asked_by(rest[0])
    by_one = asked_by(*rest[:2])
    by_many = asked_by(*rest[: AT_ONCE + 1])
    assert all(row.isVisible() for row in rows.widgets)
    assert 0 < by_many <= 3 * by_one, "which came in two turns"
