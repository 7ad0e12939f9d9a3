"""Where a page goes that somebody names by typing: a whole way, or a name for the folder that pages went to last.

A name that some computer cannot keep is refused in words: pages are carried from one computer to another.
"""

import os
import re
from pathlib import Path

from exodesk.core.errors import ExodeskError

ENDING = ".pdf"
LONGEST = 230
"""Bytes of a name. File systems take 255, and while a file is written its name has some letters more."""

_UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SIGNS = re.compile(r'[<>:"|?*\\]')
_KEPT_BY_WINDOWS = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³])(\..*)?", re.IGNORECASE)
"""Source: Microsoft, Naming Files, Paths, and Namespaces."""


class BadFileName(ExodeskError):
    """Its text stands beside the field."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} Nothing was saved yet.")


def file_named(typed: str, folder: Path) -> Path:
    """The file that is meant; a name without a way to it is one in `folder`. Raises BadFileName.

    Marks that nobody sees are dropped, since a way copied from elsewhere may bring one along, and so are dots and
    blanks at the end, which Windows drops. What does not end in `.pdf` gets that ending.
    """
    path = _place(typed, folder, "Name a file for the page.")
    name = path.name.rstrip(". ")
    stem, ending = (name[: -len(ENDING)], name[-len(ENDING) :]) if name.lower().endswith(ENDING) else (name, ENDING)
    stem = stem.strip(". ")
    if not stem or typed.rstrip().endswith((os.sep, os.altsep or os.sep)):
        raise BadFileName("Name a file for the page.")
    if path.is_dir():
        raise BadFileName(f"“{path.name}” is a folder. Name a file in it.")
    _check(stem, stem + ending)
    return path.with_name(stem + ending)


def folder_named(typed: str, folder: Path) -> Path:
    """The folder that is meant, which is there; a mere name is one in `folder`. Raises BadFileName."""
    path = _place(typed, folder, "Name a folder for the pages.")
    if not path.is_dir():
        raise BadFileName(f"There is no folder {path}. Choose another one.")
    return path


def _place(typed: str, folder: Path, ask: str) -> Path:
    shown = _UNSEEN.sub("", typed).strip()
    if not shown:
        raise BadFileName(ask)
    if _BREAKS.search(shown):
        raise BadFileName("A name has one line, and no tabs.")
    try:
        return folder / Path(shown).expanduser()
    except RuntimeError:  # `~name`, and there is nobody of that name
        return folder / shown


def _check(stem: str, name: str) -> None:
    if sign := _SIGNS.search(stem):
        raise BadFileName(f"A file’s name has no {sign[0]} in it. Choose another name.")
    if _KEPT_BY_WINDOWS.fullmatch(stem):
        raise BadFileName(f"Windows keeps the name “{stem}” for itself. Choose another name.")
    try:
        length = len(name.encode())
    except UnicodeEncodeError as error:
        raise BadFileName("The name has letters that no file can have. Choose another name.") from error
    if length > LONGEST:
        raise BadFileName(f"The name is too long: {length} bytes, and {LONGEST} are the most. Choose a shorter one.")
