"""What "Same as last time" takes over from a plan's last dose. Pure; the one list of what it may touch."""

from exodesk.core.records.injection import Injection

COPIED = (
    "site",
    "side",
    "spine_level",
    "route",
    "approach",
    "guidance",
    "needle_gauge",
    "needle_length_mm",
    "volume_ul",
)
"""Never lot, answers of the pause, consent, times, anaesthetic or reaction: these are asked each time."""


def same_as(last: Injection) -> dict[str, object]:
    """The fields to fill, by name; what was empty last time fills nothing."""
    return {name: value for name in COPIED if (value := getattr(last, name)) is not None}
