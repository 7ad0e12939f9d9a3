"""How words go into a sentence: a label in the middle of one, so many of a thing, so long ago."""

from datetime import date

from exodesk.core.calendar import days_from


def mid_sentence(label: str) -> str:
    """A label inside a sentence: `right knee`, but `AC joint`, `PEG` and `SpO₂` stay as they are written."""
    first_word = label.partition(" ")[0]
    return label[:1].lower() + label[1:] if first_word[1:].islower() else label


def counted(number: int, thing: str, things: str = "") -> str:
    """`1 day`, `2 days`, `1,200 entries`; `things` where more is not the word with an s."""
    return f"1 {thing}" if number == 1 else f"{number:,} {things or f'{thing}s'}"


def ago(day: date, today: date) -> str:
    """`today`, `yesterday`, `12 days ago`."""
    days = days_from(day, today)
    return {0: "today", 1: "yesterday"}.get(days, f"{counted(days, 'day')} ago")
