"""What can be printed, saved and previewed: sheets of one size, each painted by one function on whatever device."""

from typing import Protocol

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter

DPI = 600
POINTS = 72


class Printable(Protocol):
    """`name` names files and print jobs, so no patient is in it. `size` is in units of 1/600 inch."""

    @property
    def name(self) -> str: ...

    @property
    def size(self) -> QSizeF: ...

    def __len__(self) -> int: ...

    def paint(self, painter: QPainter, page: int, /) -> None:
        """Paint a sheet, the first is 1, on a painter whose unit is 1/600 inch."""


def page_layout(printable: Printable) -> QPageLayout:
    """The whole sheet; one that is wider than high lies on its side."""
    wide = printable.size.width() > printable.size.height()
    upright = printable.size.transposed() if wide else printable.size
    size = QPageSize(upright * (POINTS / DPI), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    way = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    return QPageLayout(size, way, QMarginsF())
