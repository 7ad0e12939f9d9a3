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
    "rebook": ("keys", 2),
    "patient arrives": ("keys", 1),
    "booking, by phone": ("keys", 5),
}
"""What a practitioner's daily acts may take. Text typed into one field is one act, as is one key or one click."""
SAID = {
    "reason": "Knee pain on stairs",
    "history": "Two years, worse since spring",
    "exam": "Mild effusion, full range",
    "assessment": "Osteoarthritis, moderate",
    "systolic": "132",
    "diastolic": "81",
    "plan_text": "Two doses, six weeks apart",
    "instructions": "Keep walking on even ground",
}
"""In a consult, by the names of the fields."""
WHY_CORRECTED = "The syringe was marked 0.8 mL"
TYPED = {
    "Reason and history": ("Reason for the visit", "Worse since the move"),
    "Exam and scores": ("Exam", "Warm, no effusion"),
    "Treatment": ("Volume given", "1.25"),
    "Plan": ("Plan", "See again in six weeks"),
}
"""In each step of a visit: a field, and what is typed there when the power goes."""
