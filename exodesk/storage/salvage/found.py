"""Which rows of which tables still stand in a damaged record.

The schema names the first page of each table, and pages that lead to others say whose those are. Leaves whose way to
their table is lost are homeless; one of their rows that is as the audit trail has it tells whose they are.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple

from exodesk.storage.pages import Pages
from exodesk.storage.salvage.btree import BRANCH, LEAF, Broken, Stored, cells, children, kind_of, values
from exodesk.storage.steps import HowFar

_SCHEMA = 1
_SCHEMA_COLUMNS = 5
_KINDS = ("table", "index", "trigger", "view")
_VERSION_AT = slice(60, 64)


class FoundRow(NamedTuple):
    rowid: int
    values: list[Stored]


@dataclass(slots=True)
class Found:
    """`unreadable`: pages that do not open. `version` 0: not known. `schema`: how each table was made.

    `tables`: the leaves of each by its name.

    `homeless`: leaves of one table, but it is not known which, by the highest page that leads to them.
    """

    pages: Pages
    version: int = 0
    unreadable: list[int] = field(default_factory=list)
    schema: dict[str, str] = field(default_factory=dict)
    tables: dict[str, list[int]] = field(default_factory=dict)
    homeless: dict[int, list[int]] = field(default_factory=dict)

    def rows(self, leaves: list[int]) -> Iterator[FoundRow]:
        for number in leaves:
            page = self.pages.page(number)
            for cell in cells(page, number) if page else ():
                with suppress(Broken):  # its trail tells that it is missing
                    yield FoundRow(cell.rowid, values(cell, self.pages.page))


def look_through(pages: Pages, step: HowFar) -> Found:
    """Every page once: which open, and to which table each leaf belongs."""
    found = Found(pages)
    above: dict[int, int] = {}
    leaves = []
    for number in pages.numbers():
        if number % 200 == 0:
            step(number, pages.count, "Pages")
        page = pages.page(number)
        if page is None:
            found.unreadable.append(number)
            continue
        if number == _SCHEMA:
            found.version = int.from_bytes(page[_VERSION_AT], "big")
        kind = kind_of(page, number)
        if kind == BRANCH:
            above |= dict.fromkeys(children(page, number), number)
        elif kind == LEAF:
            leaves.append(number)
    _sort(found, leaves, above)
    return found


def _sort(found: Found, leaves: list[int], above: Mapping[int, int]) -> None:
    tops = {leaf: _top(leaf, above) for leaf in leaves}
    roots = _roots(found, [leaf for leaf in leaves if tops[leaf] == _SCHEMA])
    if found.unreadable:  # a part of the schema may be homeless itself
        roots |= _roots(found, [leaf for leaf in leaves if tops[leaf] not in roots and tops[leaf] != _SCHEMA])
    for leaf in leaves:
        name = roots.get(tops[leaf])
        if name:
            found.tables.setdefault(name, []).append(leaf)
        elif not _is_of_schema(next(found.rows([leaf]), None)):
            found.homeless.setdefault(tops[leaf], []).append(leaf)


def _top(page: int, above: Mapping[int, int]) -> int:
    while page in above:
        page = above[page]
    return page


def _roots(found: Found, leaves: list[int]) -> dict[int, str]:
    """The first page of each table, as the rows of the schema on these leaves name it."""
    roots = {}
    for row in found.rows(leaves):
        if _is_of_schema(row) and row.values[0] == "table" and isinstance(row.values[3], int):
            name = str(row.values[1])
            roots[row.values[3]] = name
            found.schema[name] = " ".join(str(row.values[4]).split())
    return roots


def _is_of_schema(row: FoundRow | None) -> bool:
    return row is not None and len(row.values) == _SCHEMA_COLUMNS and row.values[0] in _KINDS
