"""A patient's timeline, painted and as a table.

viewport.py   the time in sight            geometry.py   the parts of the picture
layout.py     where everything stands, with marks.py for the lanes and curve.py for the pain
paint.py      a layout drawn               sprites.py    its marks      lettering.py   its words
widget.py     what is seen and touched     table.py      the same entries as rows
view.py       both with their cards, plans and presets
"""
