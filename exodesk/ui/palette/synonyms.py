"""Other words under which people look for what the window offers: how its own words begin, and what finds it too."""

SYNONYMS = {
    "Today": "home day",
    "Calendar": "appointments schedule week month diary",
    "Patients": "people charts unsigned",
    "Boosters": "due overdue call list recall",
    "Settings": "preferences options configure",
    "Timeline": "curve graph pain chart",
    "Scores": "pain outcome questionnaire",
    "History": "allergies medicines conditions consents contacts",
    "Documents": "printed letters disclosures files",
    "All that was done to it": "audit trail log who when",
    "As it stood on a day": "past earlier view",
    "Died, moved away or no contact": "deceased dead death stop letters calls",
    "Merge with another chart": "duplicate double twice same person join",
    "Part EX": "unmerge split",
    "History of the": "audit changes versions",
    "Adverse event": "side effect complication harm reaction",
    "Start visit": "new begin consult injection",
    "Addendum": "add amend late note",
    "Curtain": "privacy hide screen",
    "Lock": "secure leave idle",
    "Quit": "exit close end",
    "Undo": "revert back",
    "Book": "appointment schedule new",
    "Phone note": "call telephone worse",
    "Task": "to do reminder",
    "New patient": "add create register person",
    "Check a printed page": "verify hash code scan",
    "These keys": "help shortcuts keyboard",
    "Print": "pdf paper save",
    "Letter": "referrer mail",
}


def also(title: str) -> str:
    """More words that find what has this title."""
    return " ".join(words for start, words in SYNONYMS.items() if title.startswith(start))
