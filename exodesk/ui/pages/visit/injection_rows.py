"""Which fields of an injection stand in which part of its form, and in what order."""

from collections.abc import Sequence

from exodesk.core.records.injection import InjectionStatus
from exodesk.ui.forms.rows import Row

HEAD_ROWS: Sequence[Row] = (("kind", "guidance"),)
PLACE_ROWS: Sequence[Row] = (("site", "side"),)
OTHER_ROWS: Sequence[Row] = (("product_text", "lot_text"), ("same_syringe",))
"""In the place of the stock's lots, for what is no exosome."""
AMOUNT_ROWS: Sequence[Row] = (("volume_ul", "discarded_ul"),)
WHY_ROWS: Sequence[Row] = (
    ("indication",),
    ("icd10cm", "condition_months", "severity_grade"),
    ("dose_reason",),
    ("no_consent_reason",),
)
RARE_ROWS: Sequence[Row] = (
    ("route", "approach", "spine_level"),
    ("diluent", "diluent_ul", "diluent_lot"),
    ("needle_gauge", "needle_length_mm", "image_saved"),
    ("anaesthetic", "anaesthetic_percent", "anaesthetic_ul"),
    ("anaesthetic_lot", "epinephrine"),
    ("sedation", "skin_prep"),
    ("sterile_technique",),
    ("aspirate_ul", "aspirate_look"),
    ("aspirate_reason",),
    ("sheet_edition", "sheet_given_on"),
    ("status",),
    ("note",),
)
REASONS = ("dose_reason", "no_consent_reason", "aspirate_reason")
STATUSES = (InjectionStatus.GIVEN, InjectionStatus.PARTIAL)
"""What the form offers; "not done" is said of an injection afterwards, with its reason."""
