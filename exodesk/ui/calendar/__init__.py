"""The painted calendar.

geometry.py  its parts, in pixels         layout.py        days and a week: what stands where
month.py     the same of a month          stretch.py       where one stands, and what a pointer draws
words.py     what is said of a booking    dressing.py      tiles made ready to be drawn
paint.py     a layout drawn               picture.py       what of it stands still, kept
widget.py    mouse and keys on days       month_widget.py  mouse and keys on a month
table.py     the twin for screen readers
"""
