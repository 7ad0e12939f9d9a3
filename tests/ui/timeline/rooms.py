"""Any room that a timeline may be given, in logical pixels, and letters of a fixed width to lay it out with."""

from hypothesis import strategies as st

from exodesk.ui.timeline.geometry import Type

WIDTHS = {Type.HINT: 6.1, Type.HINT_STRONG: 6.6, Type.LABEL: 7.0, Type.STRONG: 7.2, Type.FIGURE: 13.0}


def measure(text: str, type_: Type) -> float:
    return len(text) * WIDTHS[type_]


widths = st.floats(500, 2400, allow_nan=False)
heights = st.floats(300, 1200, allow_nan=False)
