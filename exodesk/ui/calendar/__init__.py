"""The painted calendar.

geometry.py  its parts, in pixels         layout.py        days and a week: what stands where
month.py     the same of a month          stretch.py       where one stands, and what a pointer draws
words.py     what is said of a booking    dressing.py      tiles made ready to be drawn
paint.py     a layout drawn               picture.py       what of it stands still, kept
widget.py    mouse and keys on days       month_widget.py  mouse and keys on a month
grid.py      what days and month share    lettering.py     words set in type, cut to their width
standing.py  where one stands in days     month_standing.py, month_paint.py  the same of a month, and it drawn
table.py     the twin for screen readers
"""
