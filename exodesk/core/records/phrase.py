"""Phrases of the practice: a few letters that stand for a text one writes often."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from exodesk.core.fields import Field


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """`shortcut` is typed behind a semicolon: `kn` is `;kn`. A removed one is kept and expands no more."""

    id: str
    shortcut: Annotated[
        str, Field(label="Letters", max_length=12, help="Typed as ;kn and a space", asks="Type the letters.")
    ]
    text: Annotated[
        str, Field(label="Text", multiline=True, max_length=2000, asks="Type the text that the letters stand for.")
    ]
    removed_on: date | None = None
