"""The columns and tables of migration 3."""

_COLUMNS = (
    "not_done_cause TEXT",
    "given_in_month INTEGER NOT NULL DEFAULT 0 CHECK (given_in_month IN (0, 1))",
    "giver_npi TEXT",
    "condition_months INTEGER CHECK (condition_months >= 0)",
    "severity_grade TEXT",
    "image_saved TEXT",
    "skin_prep TEXT",
    "sterile_technique TEXT",
    "aspirate_ul INTEGER CHECK (aspirate_ul >= 0)",
    "aspirate_look TEXT",
    "aspirate_reason TEXT",
    "product_text TEXT",
    "lot_text TEXT",
    "same_syringe TEXT",
    "diluent_lot TEXT",
    "anaesthetic TEXT",
    "anaesthetic_percent TEXT CHECK (anaesthetic_percent NOT GLOB '*[^0-9.]*')",
    "anaesthetic_ul INTEGER CHECK (anaesthetic_ul >= 0)",
    "anaesthetic_lot TEXT",
    "epinephrine TEXT",
    "sedation TEXT",
    "observed_from TEXT CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', observed_from) IS observed_from)",
    "observed_to TEXT CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', observed_to) IS observed_to)",
)
STATEMENTS = (
    *(f"ALTER TABLE injection ADD COLUMN {column}" for column in _COLUMNS),
    """CREATE TABLE vitals (
    id TEXT PRIMARY KEY NOT NULL,
    visit_id TEXT NOT NULL REFERENCES visit (id),
    measured TEXT NOT NULL,
    systolic INTEGER CHECK (systolic >= 0),
    diastolic INTEGER CHECK (diastolic >= 0),
    heart_rate INTEGER CHECK (heart_rate >= 0),
    temperature_tenths INTEGER CHECK (temperature_tenths >= 0),
    oxygen_percent INTEGER CHECK (oxygen_percent >= 0),
    pain INTEGER CHECK (pain >= 0),
    UNIQUE (visit_id, measured)
) STRICT""",
    """CREATE TABLE phrase (
    id TEXT PRIMARY KEY NOT NULL,
    shortcut TEXT NOT NULL,
    text TEXT NOT NULL,
    removed_on TEXT CHECK (date(removed_on) IS removed_on)
) STRICT""",
    "CREATE INDEX visit_on ON visit (visited_on)",
    "CREATE UNIQUE INDEX phrase_shortcut ON phrase (shortcut) WHERE removed_on IS NULL",
)
