"""What stands on one page of a SQLite file, as bytes in and values out. Only what a salvage asks of it.

Source: SQLite file format, 1.6 (b-tree pages), 2.1 (record format).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from exodesk.storage.pages import USABLE

Stored = int | float | str | bytes | None

BRANCH, LEAF = 0x05, 0x0D
"""The first byte of a page of a table: of one that leads to others, and of one that holds rows."""

_HEADER_OF_FILE = 100
_LEAST_LOCAL = (USABLE - 12) * 32 // 255 - 23
_MOST_LOCAL = USABLE - 35
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_FLOAT, _ZERO, _ONE, _FIRST_BYTES = 7, 8, 9, 12

Page = Callable[[int], bytes | None]


class Broken(Exception):
    """A row goes on on a page that cannot be read."""


@dataclass(frozen=True, slots=True)
class Cell:
    rowid: int
    begins: bytes
    size: int
    goes_on_at: int


def kind_of(page: bytes, number: int) -> int:
    return page[_start(number)]


def children(page: bytes, number: int) -> Iterator[int]:
    """The pages that a branch leads to, in order."""
    start = _start(number)
    for at in _pointers(page, start, 12):
        yield int.from_bytes(page[at : at + 4], "big")
    yield int.from_bytes(page[start + 8 : start + 12], "big")


def cells(page: bytes, number: int) -> Iterator[Cell]:
    """The rows of a leaf, each as far as it stands there."""
    for at in _pointers(page, _start(number), 8):
        size, after_size = _varint(page, at)
        rowid, begins = _varint(page, after_size)
        ends = begins + _local(size)
        beyond = int.from_bytes(page[ends : ends + 4], "big") if ends - begins < size else 0
        yield Cell(_signed(rowid, 8), page[begins:ends], size, beyond)


def values(cell: Cell, page_at: Page) -> list[Stored]:
    """The columns of a row; raises Broken where a part of it cannot be read."""
    content = _whole(cell, page_at)
    ends, at = _varint(content, 0)
    kinds = []
    while at < ends:
        kind, at = _varint(content, at)
        kinds.append(kind)
    found: list[Stored] = []
    for kind in kinds:
        value, at = _value(content, at, kind)
        found.append(value)
    return found


def _whole(cell: Cell, page_at: Page) -> bytes:
    content, beyond = cell.begins, cell.goes_on_at
    while len(content) < cell.size:
        page = page_at(beyond) if beyond else None
        if page is None:
            raise Broken
        content += page[4 : 4 + min(USABLE - 4, cell.size - len(content))]
        beyond = int.from_bytes(page[:4], "big")
    return content


def _value(content: bytes, at: int, kind: int) -> tuple[Stored, int]:
    if kind >= _FIRST_BYTES:
        size = (kind - _FIRST_BYTES) // 2
        part = content[at : at + size]
        return (part.decode() if kind % 2 else part), at + size
    if kind in _INTEGERS:
        size = _INTEGERS[kind]
        return int.from_bytes(content[at : at + size], "big", signed=True), at + size
    if kind == _FLOAT:
        raise Broken  # no column of ours holds one
    return {_ZERO: 0, _ONE: 1}.get(kind), at


def _start(number: int) -> int:
    return _HEADER_OF_FILE if number == 1 else 0


def _pointers(page: bytes, start: int, header: int) -> Iterator[int]:
    count = int.from_bytes(page[start + 3 : start + 5], "big")
    for each in range(start + header, start + header + 2 * count, 2):
        yield int.from_bytes(page[each : each + 2], "big")


def _local(size: int) -> int:
    """How many bytes of a row stand on its leaf."""
    if size <= _MOST_LOCAL:
        return size
    local = _LEAST_LOCAL + (size - _LEAST_LOCAL) % (USABLE - 4)
    return local if local <= _MOST_LOCAL else _LEAST_LOCAL


def _varint(content: bytes, at: int) -> tuple[int, int]:
    """Up to nine bytes, seven bits in each of the first eight."""
    value = 0
    for count in range(8):
        byte = content[at + count]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:  # its highest bit says that there is more
            return value, at + count + 1
    return value << 8 | content[at + 8], at + 9


def _signed(value: int, size: int) -> int:
    return value - (1 << 8 * size) if value >> (8 * size - 1) else value
