"""The painted calendar.

geometry.py  its parts, in pixels      layout.py  days and a week: what stands where      month.py  the same of a month
paint.py     a layout drawn            words.py   what is said of a booking               widget.py mouse and keys on it
month_widget.py  the month             table.py   the twin for screen readers
"""
