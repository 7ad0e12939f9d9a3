"""Typed pieces: whatever is typed stays text, and our words are kept apart from it."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from exodesk.documents.html import FREE, cell, fixed, free, paragraph, row, table


class Reader(HTMLParser):
    """The tags and the text that a reader of HTML finds."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp"])))
def test_whatever_is_typed_is_read_back_as_text(typed: str) -> None:
    read = Reader(paragraph(fixed("Note: "), free(typed)).html)
    assert read.tags == ["p"]
    assert read.text.removesuffix("\n") == f"Note: {typed.strip()}"


def test_a_picture_in_a_note_is_text() -> None:
    assert free("<img src=file:///etc/passwd>").html == "&lt;img src=file:///etc/passwd&gt;"


def test_lines_stay_lines_and_marks_of_direction_show() -> None:
    assert free("one\r\ntwo").html == "one<br/>two"
    assert free("Dr \u202egnirtS").html == "Dr \N{REPLACEMENT CHARACTER}gnirtS"


def test_our_words_are_kept_apart_from_what_was_typed() -> None:
    page = table(row(cell(paragraph(fixed("Never "), free("stop"))), cell(fixed("now"))), kind="x")
    assert page.wording.split() == ["Never", FREE, "now"]


def test_words_of_two_cells_do_not_run_together() -> None:
    assert "FDA approved" not in " ".join(row(cell(fixed("not FDA")), cell(fixed("approved"))).wording.split(" "))
