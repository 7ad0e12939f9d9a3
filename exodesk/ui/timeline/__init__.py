"""A patient's timeline, painted, as a table, as the story of a joint, and on paper.

viewport.py   the time in sight            geometry.py   the parts of the picture
layout.py     where everything stands, with marks.py for the lanes, curve.py for the pain, crowd.py for what is crowded
paint.py      a layout drawn, with mark_paint.py for its marks and ink.py for its colours
sprites.py    marks as small pictures      lettering.py  words set in type
picture.py    the picture as a widget      widget.py     what mouse and keys do on it
expansion.py  a mark opened out            table.py      the same entries as rows
story.py      the injections of a joint    card_row.py   what stands above in words
head.py       sites and the plan over it   bar.py        how much time is in sight     axis.py   marks along time
view.py       all of them, with sites, presets and twins               memory.py   how it was looked at last
sheet.py      the page that is printed     told.py       the words around it     printing.py   its options
acts.py, shot.py   the way there
"""
