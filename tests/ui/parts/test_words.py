"""Words on a page: a date is never cut at its hyphens, and whoever reads, copies or compares finds it as it was set."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel

from exodesk.core.dates import show_date, unbroken
from exodesk.ui import parts
from exodesk.ui.look import theme
from exodesk.ui.look.theme import Scheme, Text
from exodesk.ui.look.tokens import Tone

TOLD = "Booked for 04-Dec-2026 at 09:30, after the dose of 31-Aug-2026 and the review of 05-May-2026."


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    theme.apply(qapp, Scheme.LIGHT)


def lines_of(text: str, label: QLabel, width: int) -> int:
    """How many lines words take when they part at blanks alone."""
    metrics = label.fontMetrics()
    lines, line = 1, ""
    for word in unbroken(text).split():
        longer = f"{line} {word}".strip()
        if line and metrics.horizontalAdvance(longer) > width:
            lines, line = lines + 1, word
        else:
            line = longer
    return lines


def a_label(kind: Text = Text.BODY, tone: str = "") -> QLabel:
    return parts.words(TOLD, kind, tone, wrap=True)


@pytest.mark.parametrize("kind", [Text.BODY, Text.SECTION, Text.HINT])
def test_lines_part_at_blanks_alone(kind: Text) -> None:
    label = a_label(kind)
    longest = label.fontMetrics().horizontalAdvance(unbroken("31-Aug-2026")) + 4
    heights = set()
    for width in range(longest, 900, 7):
        height = label.heightForWidth(width)
        heights.add(height)
        lines = round(height / label.fontMetrics().lineSpacing())
        assert lines_of(TOLD, label, width + 1) <= lines <= lines_of(TOLD, label, width - 1), width
    assert len(heights) > 4


@pytest.mark.parametrize("tone", ["", "muted", Tone.DANGER])
def test_it_is_drawn_as_qt_draws_the_same_words_that_hold_together(tone: str) -> None:
    for width in (120, 180, 333):
        label, other = a_label(tone=tone), parts.words(unbroken(TOLD), tone=tone, wrap=True)
        for each in (label, other):
            each.setAlignment(Qt.AlignmentFlag.AlignTop)
            each.setContentsMargins(3, 5, 7, 9)
            each.resize(width, label.heightForWidth(width))
        assert label.heightForWidth(width) == other.heightForWidth(width)
        assert label.grab().toImage() == other.grab().toImage()


def test_markup_with_a_date_in_it_is_drawn_as_markup() -> None:
    told = f"<table><tr><td>Injected on</td><td>{show_date(date(2026, 12, 4))}</td></tr></table>"
    label, other = parts.words(told, wrap=True), QLabel(told)
    other.setFont(label.font())
    other.setWordWrap(True)
    for each in (label, other):
        each.setTextFormat(Qt.TextFormat.RichText)
        each.resize(180, 60)
    assert label.heightForWidth(180) == other.heightForWidth(180)
    assert label.grab().toImage() == other.grab().toImage()


def test_what_is_told_and_copied_is_as_it_was_set() -> None:
    label = a_label()
    assert label.text() == TOLD
    seen = QAccessible.queryAccessibleInterface(label)
    assert seen is not None
    assert seen.text(QAccessible.Text.Name) == TOLD


def test_words_without_a_date_are_qts_own() -> None:
    text = "A well-known joint, 3–4 months after"
    label, other = parts.words(text, wrap=True), QLabel(text)
    other.setFont(label.font())
    other.setWordWrap(True)
    assert [label.heightForWidth(width) for width in range(40, 400)] == [
        other.heightForWidth(width) for width in range(40, 400)
    ]


@given(st.dates(), st.text(max_size=10), st.text(max_size=10))
@settings(max_examples=40)
def test_only_the_hyphens_of_dates_are_others(day: date, before: str, after: str) -> None:
    text = f"{before} {show_date(day)} {after}"
    held = unbroken(text)
    assert held.replace("\N{NON-BREAKING HYPHEN}", "-") == text.replace("\N{NON-BREAKING HYPHEN}", "-")
    assert show_date(day) not in held
    assert unbroken("2026-12-04, 555-0199, EX-01482, 3-Dec-26") == "2026-12-04, 555-0199, EX-01482, 3-Dec-26"
