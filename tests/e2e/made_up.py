"""Who and what the journey is about, for the person at the screen and for the test that looks afterwards."""

from __future__ import annotations

PROGRAM = "exodesk"
PARTS = "parts.jsonl"
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
