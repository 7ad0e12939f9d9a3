"""A body to point at, front and back. `regions` and `layout` are pure; `paint` and `widget` draw what they say.

The site and side fields beside it are its twin for the keyboard and the screen reader: either alone suffices.
"""
