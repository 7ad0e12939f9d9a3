"""Names that people type for files: each leads to one file that every computer can keep, or is refused in words."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exodesk.printing.naming import LONGEST, BadFileName, file_named, folder_named

FOLDER = Path("pages").resolve()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("summary", "summary.pdf"),
        ("summary.pdf", "summary.pdf"),
        ("Summary.PDF", "Summary.PDF"),
        ("version 3.5", "version 3.5.pdf"),
        ("letter.docx", "letter.docx.pdf"),
        ("½.pdf", "½.pdf"),
        ("  summary.pdf \n", "summary.pdf"),
        ("summary.pdf. .", "summary.pdf"),
        ("summary..pdf", "summary.pdf"),
        ("summary .pdf", "summary.pdf"),
        ("\u202asummary\u202e.pdf\u200f", "summary.pdf"),
        ("مریم\u200cها", "مریم\u200cها.pdf"),
        ("console.pdf", "console.pdf"),
        ("~nobody-of-that-name", "~nobody-of-that-name.pdf"),
        ("of May/summary", "of May/summary.pdf"),
        ("é" * (LONGEST // 2 - 2), "é" * (LONGEST // 2 - 2) + ".pdf"),
    ],
)
def test_a_mere_name_is_a_file_in_the_folder(typed: str, name: str) -> None:
    assert file_named(typed, FOLDER) == FOLDER / name


def test_a_whole_way_is_taken_as_it_is(tmp_path: Path) -> None:
    assert file_named(str(tmp_path / "summary"), FOLDER) == tmp_path / "summary.pdf"
    assert file_named("~/summary", FOLDER) == Path.home() / "summary.pdf"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Name a file"),
        ("  ", "Name a file"),
        ("\u200f", "Name a file"),
        (".pdf", "Name a file"),
        (". .", "Name a file"),
        ("of May/", "Name a file"),
        ("one\ntwo.pdf", "one line"),
        ("one\ttwo", "one line"),
        ("one\0two", "one line"),
        ("one\u2028two", "one line"),
        ("10:30", "has no :"),
        ("what?", "has no ?"),
        ("CON", "“CON”"),
        ("aux.pdf", "“aux”"),
        ("Lpt1.of May.pdf", "“Lpt1.of May”"),
        ("com¹", "“com¹”"),
        ("a\ud800b", "no file can have"),
        ("x" * LONGEST, "too long"),
        ("é" * (LONGEST // 2), "too long"),
    ],
)
def test_what_cannot_be_a_name_is_refused_in_words(typed: str, told: str) -> None:
    with pytest.raises(BadFileName, match="Nothing was saved yet") as refused:
        file_named(typed, FOLDER)
    assert told in str(refused.value)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(BadFileName, match="is a folder"):
        file_named(str(tmp_path), FOLDER)


def test_a_folder_is_there_or_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    assert folder_named("letters", tmp_path) == tmp_path / "letters"
    for typed, told in (("gone", "There is no folder"), ("", "Name a folder"), ("a\nb", "one line")):
        with pytest.raises(BadFileName, match=told):
            folder_named(typed, tmp_path)


@given(st.text(max_size=80))
def test_whatever_is_typed_a_file_can_be_written_there_or_it_is_refused(
    tmp_path_factory: pytest.TempPathFactory, typed: str
) -> None:
    folder = tmp_path_factory.getbasetemp()
    try:
        path = file_named(typed.replace(os.sep, "_"), folder)
    except BadFileName:
        return
    assert path.parent == folder
    assert path.suffix.lower() == ".pdf"
    path.write_bytes(b"")
    assert path.is_file()
    path.unlink()
