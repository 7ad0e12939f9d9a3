"""The records a practice keeps: frozen dataclasses, a module per subject."""
