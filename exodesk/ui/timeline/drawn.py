"""What stands on a sheet of the timeline: its words, and what is drawn below them. Packed small, the record keeps it.

Kept are entries and words, not lines and letters: the same drawing code makes the same sheet of them again.
"""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from exodesk.core.timeline import Entry, Kind, Lane, Mark, Panel, PlanHeading, Track
from exodesk.documents.html import Markup
from exodesk.ui.timeline.viewport import Viewport

FORMAT = 1
_WORDS = ("header", "words", "cards", "footer")
_DAYS = ("on", "until", "recommended")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A panel over a stretch of time, with the dose that reviews are counted from, and the words around it."""

    header: Markup
    words: Markup
    cards: Markup
    footer: Markup
    marks: tuple[str, ...]
    panel: Panel
    viewport: Viewport
    dose: Entry | None
    audit_head: str


def packed(drawn: Drawn) -> bytes:
    """Each entry once, however many tracks it stands on."""
    panel = drawn.panel
    places = {entry.key: place for place, entry in enumerate(panel.entries)}
    content = {
        "format": FORMAT,
        **{name: asdict(getattr(drawn, name)) for name in _WORDS},
        "marks": drawn.marks,
        "today": panel.today.isoformat(),
        "heading": asdict(panel.heading) if panel.heading else None,
        "aligned": panel.aligned,
        "entries": [_known(entry) for entry in panel.entries],
        "tracks": [_track(track, places) for track in panel.tracks],
        "viewport": asdict(drawn.viewport),
        "dose": places[drawn.dose.key] if drawn.dose else None,
        "audit_head": drawn.audit_head,
    }
    return zlib.compress(json.dumps(content, ensure_ascii=False, sort_keys=True, default=str).encode(), 9)


def unpacked(content: bytes) -> Drawn:
    found: dict[str, Any] = json.loads(zlib.decompress(content))
    entries = [_entry(each) for each in found["entries"]]
    panel = Panel(
        today=date.fromisoformat(found["today"]),
        heading=PlanHeading(**found["heading"]) if found["heading"] else None,
        tracks=tuple(_track_of(each, entries) for each in found["tracks"]),
        entries=tuple(entries),
        aligned=found["aligned"],
    )
    words = {name: Markup(**found[name]) for name in _WORDS}
    return Drawn(
        **words,
        marks=tuple(found["marks"]),
        panel=panel,
        viewport=Viewport(**found["viewport"]),
        dose=None if found["dose"] is None else entries[found["dose"]],
        audit_head=found["audit_head"],
    )


def _known(entry: Entry) -> dict[str, Any]:
    return {name: value for name, value in asdict(entry).items() if value is not None}


def _entry(found: Mapping[str, Any]) -> Entry:
    days = {name: date.fromisoformat(found[name]) for name in _DAYS if name in found}
    value = {"value": Decimal(found["value"])} if "value" in found else {}
    codes = {"kind": Kind(found["kind"]), "lane": Lane(found["lane"]), "mark": Mark(found["mark"])}
    return Entry(**{**found, **days, **value, **codes})


def _track(track: Track, places: Mapping[tuple[Kind, str, Mark], int]) -> dict[str, Any]:
    return {
        "lane": track.lane,
        "title": track.title,
        "entries": [places[entry.key] for entry in track.entries],
        "plan_id": track.plan_id,
        "zero": track.zero,
    }


def _track_of(found: Mapping[str, Any], entries: Sequence[Entry]) -> Track:
    on_it = tuple(entries[place] for place in found["entries"])
    return Track(Lane(found["lane"]), found["title"], on_it, found["plan_id"], found["zero"])
