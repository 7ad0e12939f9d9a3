"""Code 128, set B: what a scanner at the desk types back. Only its bars; where they stand is the page's business.

Source: ISO/IEC 15417. A symbol is six widths of bars and blanks in turn, eleven modules together; the end has seven.
"""

from collections.abc import Iterator
from itertools import accumulate

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

MODULE = 5
"""A module in 1/600 inch, 0.21 mm: what office printers draw and ordinary scanners read."""

HEIGHT = 100

_TABLE = (
    "212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222"
    "123122123221223211221132221231213212223112312131311222321122321221312212322112322211212123212321"
    "232121111323131123131321112313132113132311211313231113231311112133112331132131113123113321133121"
    "313121211331231131213113213311213131311123311321331121312113312311332111314111221411431111111224"
    "111422121124121421141122141221112214112412122114122411142112142211241211221114413111241112134111"
    "111242121142121241114212124112124211411212421112421211212141214121412121111143111341131141114113"
    "114311411113411311113141114131311141411131211412211214211232"
)
_SYMBOLS = tuple(_TABLE[at : at + 6] for at in range(0, len(_TABLE), 6))
_START, _STOP, _FIRST = 104, "2331112", " "


def widths(text: str) -> str:
    """Bars and blanks in turn, in modules, for printable ASCII."""
    values = [ord(letter) - ord(_FIRST) for letter in text]
    if not values or not all(0 <= value < 95 for value in values):
        raise ValueError(f"No bars for {text!r}: printable ASCII only.")
    check = (_START + sum(place * value for place, value in enumerate(values, start=1))) % 103
    return "".join(_SYMBOLS[value] for value in (_START, *values, check)) + _STOP


def bars(text: str) -> Iterator[tuple[int, int]]:
    """Start and width of each bar, in modules."""
    found = [int(width) for width in widths(text)]
    for place, start in enumerate(accumulate(found[:-1], initial=0)):
        if place % 2 == 0:
            yield start, found[place]


def paint_barcode(painter: QPainter, text: str, right: float, top: float) -> None:
    """Black bars that end at `right`, on a painter whose unit is 1/600 inch. The margin beside it is quiet ground."""
    left = right - MODULE * sum(int(width) for width in widths(text))
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.GlobalColor.black)
    painter.drawRects([QRectF(left + MODULE * start, top, MODULE * width, HEIGHT) for start, width in bars(text)])
    painter.restore()
