"""A PDF as Qt writes it, made smaller and plain to read back: the same objects, packed as PDF 1.5 has it.

Qt packs the page and the fonts, and nothing else; a quarter of a summary was objects of a few words each. And it tells
a reader that a blank is a tab, and of the hyphen that holds a date together not that it is one.

Source: ISO 32000-1, 7.5.7 object streams, 7.5.8 cross-reference streams, 9.10.3 ToUnicode.
"""

import re
import zlib
from itertools import pairwise
from typing import NamedTuple

_XREF = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_TABLE = re.compile(rb"xref\s+0 (\d+)\s+((?:\d{10} \d{5} [nf]\s*\n)+)trailer\s*<<(.*?)>>\s*startxref", re.DOTALL)
_STREAM = re.compile(rb"<<(.*?)>>\s*\nstream\n(.*)\nendstream\Z", re.DOTALL)
_LENGTH = re.compile(rb"/Length \d+(?: 0 R)?\b")
_KEPT = re.compile(rb"/(?:Root|Info) \d+ 0 R|/ID \[.*?\]", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange\n(.*?)endbfrange", re.DOTALL)
_RANGE = re.compile(rb"(<\w{4}> <\w{4}> )(.*)")
_PLAIN = {b"<0009>": b"<0020>", b"<2011>": b"<002D>"}
"""What letters are read back as: a blank, a hyphen."""


class _Entry(NamedTuple):
    """Where an object is: 1 in the file, 2 in the stream of objects. ISO 32000-1, table 18."""

    how: int
    place: int
    within: int


def compact(content: bytes) -> bytes:
    """The same pages in fewer bytes. A file that does not look as Qt writes them is given back as it came."""
    table = _table(content)
    if table is None:
        return content
    offsets, kept = table
    out, entries, small = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"), {0: _Entry(0, 0, 65535)}, {}
    for start, end in pairwise(offsets):
        name, _, body = content[start:end].rstrip().removesuffix(b"endobj").rstrip().partition(b" 0 obj\n")
        if not name.isdigit():
            return content
        number = int(name)
        if stream := _STREAM.match(body):
            entries[number] = _Entry(1, len(out), 0)
            out += _stream(number, _LENGTH.sub(b"", stream[1]), stream[2])
        elif b"stream\n" in body:
            return content
        else:
            small[number] = body
    holder = max([*entries, *small]) + 1
    entries |= {number: _Entry(2, holder, place) for place, number in enumerate(small)}
    entries[holder] = _Entry(1, len(out), 0)
    out += _stream(holder, *_objects(small))
    entries[holder + 1] = _Entry(1, len(out), 0)
    start = len(out)
    out += _stream(holder + 1, *_cross_references(entries, kept))
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % start


def _table(content: bytes) -> tuple[list[int], bytes] | None:
    """Where the objects begin and the last one ends, in the order of the file; what the trailer says of the file."""
    at = _XREF.search(content, max(0, len(content) - 64))
    table = _TABLE.match(content, int(at[1])) if at else None
    if at is None or table is None:
        return None
    offsets = sorted(int(line[:10]) for line in table[2].splitlines() if line.rstrip().endswith(b"n"))
    return [*offsets, int(at[1])], b" ".join(_KEPT.findall(table[3]))


def _stream(number: int, about: bytes, content: bytes) -> bytes:
    """A stream as an object, packed unless it is."""
    if b"/Filter" not in about:
        content, about = zlib.compress(_read_back(content), 9), about + b"/Filter /FlateDecode"
    about = b" ".join(about.split())
    return b"%d 0 obj\n<<%b /Length %d>>\nstream\n%b\nendstream\nendobj\n" % (number, about, len(content), content)


def _objects(small: dict[int, bytes]) -> tuple[bytes, bytes]:
    """One stream of all objects that are none: their numbers and places, then they themselves."""
    places, at = [], 0
    for number, body in small.items():
        places.append(b"%d %d" % (number, at))
        at += len(body) + 1
    head = b" ".join(places) + b"\n"
    return b"/Type /ObjStm /N %d /First %d" % (len(small), len(head)), head + b"\n".join(small.values())


def _cross_references(entries: dict[int, _Entry], kept: bytes) -> tuple[bytes, bytes]:
    """Where each object is, from 0 on without a gap."""
    gap = _Entry(0, 0, 0)
    lines = [entries.get(number, gap) for number in range(max(entries) + 1)]
    packed = b"".join(bytes([how]) + place.to_bytes(4) + within.to_bytes(2) for how, place, within in lines)
    return b"/Type /XRef /Size %d /W [1 4 2] %b" % (len(lines), kept), packed


def _read_back(content: bytes) -> bytes:
    """The table that turns drawn letters into text, with a blank and a hyphen for what they are."""

    def letters(found: re.Match[bytes]) -> bytes:
        told = found[2]
        for drawn, plain in _PLAIN.items():
            told = told.replace(drawn, plain)
        return found[1] + told

    return _RANGES.sub(lambda found: _RANGE.sub(letters, found[0]), content)
