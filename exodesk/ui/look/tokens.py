"""The colours by their role, light and dark, and how two are mixed. No widgets, no Qt."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Tone(StrEnum):
    """What a coloured part says. Words beside it say it too: colour never stands alone."""

    ACCENT = "accent"  # chosen, given, good
    INFO = "info"  # booked
    WARNING = "warning"  # due
    DANGER = "danger"  # overdue, adverse, allergies
    PAIN = "pain"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tokens:
    """One colour scheme, the same only as itself. A tint is the pale ground under its own colour."""

    bg: str
    base: str
    text: str
    muted: str
    faint: str
    field_border: str
    hairline: str
    accent: str
    accent_tint: str
    on_accent: str
    info: str
    info_tint: str
    warning: str
    warning_tint: str
    danger: str
    danger_tint: str
    pain: str
    pain_tint: str
    neutral_tint: str

    def ink(self, tone: Tone) -> str:
        return self.muted if tone is Tone.NEUTRAL else str(getattr(self, tone.value))

    def tint(self, tone: Tone) -> str:
        return str(getattr(self, f"{tone.value}_tint"))


LIGHT = Tokens(
    bg="#f4f6f8",
    base="#ffffff",
    text="#16202a",
    muted="#4a5a68",
    faint="#5f6e7b",
    field_border="#76848f",
    hairline="#dfe5ea",
    accent="#0f6b6b",
    accent_tint="#e3f1f0",
    on_accent="#ffffff",
    info="#0b5cad",
    info_tint="#e6f0fa",
    warning="#7a4b00",
    warning_tint="#fdf3e1",
    danger="#a8201a",
    danger_tint="#fdecea",
    pain="#6b2fa0",
    pain_tint="#f1eafa",
    neutral_tint="#e9edf0",
)

DARK = Tokens(
    bg="#14191e",
    base="#1b2229",
    text="#eef2f5",
    muted="#aab6c1",
    faint="#93a1ad",
    field_border="#6f7f8c",
    hairline="#2b343d",
    accent="#5cc7bd",
    accent_tint="#17393a",
    on_accent="#0b1a2b",
    info="#6cb2ff",
    info_tint="#182f48",
    warning="#f2c46d",
    warning_tint="#3f3217",
    danger="#ff8f88",
    danger_tint="#45201f",
    pain="#cfa5ff",
    pain_tint="#33264a",
    neutral_tint="#2d3741",
)


@lru_cache(maxsize=256)
def mixed(one: str, other: str, share: float) -> str:
    """`one` with a `share` of `other` in it: the hover and pressed shades."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
