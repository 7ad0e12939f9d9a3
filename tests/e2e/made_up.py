"""Who and what the journeys are about, for the person at the screen and for the tests that look afterwards."""

from __future__ import annotations

PROGRAM = "exodesk"
TOLD = "told.jsonl"
TODAY = "2026-11-23"
PASSPHRASE = "an invented passphrase"
PRACTICE = {
    "Name of the practice": "Made-up Practice",
    "Address": "1 Example Street\nSpringfield",
    "Phone": "555 0100",
    "Out-of-hours phone": "555 0199",
    "Your name": "Robin Example",
    "Your title": "MD",
    "Time zone": "los ang",
}
AT_MOST = {
    "visit, by mouse": ("clicks", 12),
    "injection": ("clicks and keys", 5),
    "score": ("keys", 6),
    "pause before the needle": ("keys", 10),
    "observation": ("keys", 1),
    "print": ("keys", 2),
}
"""What a practitioner's daily acts may take. Text typed into one field is one act, as is one key or one click."""
