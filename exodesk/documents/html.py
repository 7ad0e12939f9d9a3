"""HTML made of typed pieces: `fixed` for our own words, `free` for what people typed. No page is written in here.

Everything is escaped on its way in, so a note is text whatever it holds. Beside its HTML each piece carries the words
of it that are ours, which is what claims.py reads: names and notes of people are theirs.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from html import escape
from string import Formatter

FREE = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands in `wording` where somebody's own text stands on the page."""

HEAD = "head"
"""The anchor by which printing knows the head of a table."""

LEADS = "leads"
"""The anchor of a line that leads the one below it, so that it never ends a sheet."""

INSIDE_A_LINE = frozenset({"a", "b", "s"})
_DIRECTION_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Markup:
    """A stretch of a page: its HTML, and our own words in it."""

    html: str = ""
    wording: str = ""

    def __add__(self, other: "Markup") -> "Markup":
        return Markup(self.html + other.html, self.wording + other.wording)

    def __bool__(self) -> bool:
        return bool(self.html)


def fixed(text: str) -> Markup:
    """Our wording, and figures in our format."""
    return Markup(escape(text), text)


def free(text: str) -> Markup:
    """What somebody typed, line by line. Marks that turn the direction of writing show as what they are."""
    shown = _DIRECTION_MARKS.sub("\N{REPLACEMENT CHARACTER}", text.strip())
    return Markup("<br/>".join(escape(line) for line in shown.splitlines()), FREE)


def joined(pieces: Iterable[Markup], between: str = "") -> Markup:
    """Pieces in a row; empty ones are left out."""
    kept = [piece for piece in pieces if piece]
    return Markup(escape(between).join([piece.html for piece in kept]), between.join([piece.wording for piece in kept]))


def filled(pattern: str, **pieces: Markup | str) -> Markup:
    """A sentence of ours with its `{names}` filled in; a piece that is plain text is ours too."""
    found = Markup()
    for literal, name, _, _ in Formatter().parse(pattern):
        found += fixed(literal)
        if name:
            piece = pieces[name]
            found += fixed(piece) if isinstance(piece, str) else piece
    return found


def element(tag: str, *content: Markup, kind: str = "", **attributes: str) -> Markup:
    """`<tag class="kind">content</tag>`. A word never runs on from one element into the next."""
    inner = joined(content)
    end = "" if tag in INSIDE_A_LINE else "\n"
    return Markup(f"{_opening(tag, kind, **attributes)}{inner.html}</{tag}>{end}", inner.wording + end)


@cache
def _opening(tag: str, kind: str, **attributes: str) -> str:
    """A page has few different ones, and hundreds of each."""
    names = {"class": kind, **attributes} if kind else attributes
    told = "".join(f' {name}="{escape(value)}"' for name, value in names.items())
    return f"<{tag}{told}>"


def bold(content: Markup) -> Markup:
    return element("b", content)


def struck(content: Markup) -> Markup:
    """What stood there and does not hold any more."""
    return element("s", content)


def paragraph(*content: Markup, kind: str = "") -> Markup:
    return element("p", *content, kind=kind)


def sentence(text: str) -> Markup:
    """What somebody typed, with the full stop that it may lack."""
    return free(text) if text.rstrip().endswith((".", "!", "?")) else free(text) + fixed(".")


def typed_lines(text: str) -> Markup:
    """Notes of several lines, a paragraph each, so that they break well over sheets."""
    return joined(paragraph(free(line) or fixed("\N{NO-BREAK SPACE}")) for line in text.strip().splitlines())


def cell(*content: Markup, kind: str = "", width: int = 0, span: int = 1, rows: int = 1) -> Markup:
    """A cell of a table, `width` in per cent of it, over `span` columns and `rows`."""
    attributes = {"width": f"{width}%"} if width else {}
    if span > 1:
        attributes["colspan"] = str(span)
    if rows > 1:
        attributes["rowspan"] = str(rows)
    return element("td", *content, kind=kind, **attributes)


def head_cell(text: str) -> Markup:
    """A cell in the head of a table, which is repeated on every sheet that the table goes on to."""
    return cell(element("p", element("a", fixed(text), name=HEAD)), kind="label")


def leading(content: Markup) -> Markup:
    """A line that stays with the one below it."""
    return element("p", element("a", content, name=LEADS))


def row(*cells: Markup) -> Markup:
    return element("tr", *cells)


def table(*rows: Markup, kind: str) -> Markup:
    """Layout is by tables: the printed page knows no floats and no flexible boxes."""
    return element("table", *rows, kind=kind, width="100%", cellspacing="0", cellpadding="0")
