"""Patients and what is always told about them."""

STATEMENTS = (
    """CREATE TABLE patient (
    id TEXT PRIMARY KEY NOT NULL,
    chart_no INTEGER NOT NULL UNIQUE CHECK (chart_no > 0),
    family_name TEXT NOT NULL,
    given_name TEXT NOT NULL,
    middle_name TEXT,
    preferred_name TEXT,
    title TEXT,
    birth_date TEXT CHECK (
        length(birth_date) IN (4, 7, 10)
        AND date(substr(birth_date || '-01-01', 1, 10)) IS substr(birth_date || '-01-01', 1, 10)
    ),
    sex TEXT,
    pronouns TEXT,
    language TEXT,
    phone TEXT,
    occupation TEXT,
    notes TEXT,
    do_not_contact INTEGER NOT NULL CHECK (do_not_contact IN (0, 1)),
    no_voicemail INTEGER NOT NULL CHECK (no_voicemail IN (0, 1)),
    moved_on TEXT CHECK (date(moved_on) IS moved_on),
    died_on TEXT CHECK (date(died_on) IS died_on),
    merged_into TEXT REFERENCES patient (id),
    entered_on TEXT NOT NULL CHECK (date(entered_on) IS entered_on)
) STRICT""",
    """CREATE TABLE allergy_statement (
    id TEXT PRIMARY KEY NOT NULL,
    patient_id TEXT NOT NULL UNIQUE REFERENCES patient (id),
    state TEXT NOT NULL,
    updated_on TEXT NOT NULL CHECK (date(updated_on) IS updated_on)
) STRICT""",
    """CREATE TABLE allergy (
    id TEXT PRIMARY KEY NOT NULL,
    patient_id TEXT NOT NULL REFERENCES patient (id),
    substance TEXT NOT NULL,
    reaction TEXT,
    severity TEXT,
    updated_on TEXT NOT NULL CHECK (date(updated_on) IS updated_on),
    ended_on TEXT CHECK (date(ended_on) IS ended_on),
    ended_reason TEXT
) STRICT""",
    """CREATE TABLE condition (
    id TEXT PRIMARY KEY NOT NULL,
    patient_id TEXT NOT NULL REFERENCES patient (id),
    text TEXT NOT NULL,
    icd10cm TEXT,
    site TEXT,
    side TEXT,
    onset TEXT CHECK (
        length(onset) IN (4, 7, 10)
        AND date(substr(onset || '-01-01', 1, 10)) IS substr(onset || '-01-01', 1, 10)
    ),
    severity_grade TEXT,
    severity_scale TEXT,
    status TEXT NOT NULL,
    resolved_on TEXT CHECK (date(resolved_on) IS resolved_on)
) STRICT""",
    """CREATE TABLE consent (
    id TEXT PRIMARY KEY NOT NULL,
    patient_id TEXT NOT NULL REFERENCES patient (id),
    template_version TEXT NOT NULL,
    signed_on TEXT NOT NULL CHECK (date(signed_on) IS signed_on),
    sheet_edition TEXT,
    sheet_given_on TEXT CHECK (date(sheet_given_on) IS sheet_given_on),
    sites_covered TEXT,
    paper_filed INTEGER NOT NULL CHECK (paper_filed IN (0, 1)),
    withdrawn_on TEXT CHECK (date(withdrawn_on) IS withdrawn_on)
) STRICT""",
    "CREATE INDEX patient_merged ON patient (merged_into) WHERE merged_into IS NOT NULL",
    "CREATE INDEX patient_birth ON patient (birth_date)",
    "CREATE INDEX allergy_patient ON allergy (patient_id)",
    "CREATE INDEX condition_patient ON condition (patient_id)",
    "CREATE INDEX consent_patient ON consent (patient_id)",
)
