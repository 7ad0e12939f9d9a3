"""What the record keeps about itself: its identity, its trail, its drafts, its forecasts and its search words."""

STATEMENTS = (
    """CREATE TABLE record_info (
    name TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT""",
    """CREATE TABLE counter (
    name TEXT PRIMARY KEY NOT NULL,
    value INTEGER NOT NULL CHECK (value >= 0)
) STRICT""",
    """CREATE TABLE audit (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    tbl TEXT NOT NULL,
    row_id TEXT NOT NULL,
    patient_id TEXT,
    op TEXT NOT NULL CHECK (op IN ('insert', 'update', 'delete')),
    old TEXT,
    new TEXT
) STRICT""",
    """CREATE TABLE audit_unit (
    unit INTEGER PRIMARY KEY,
    first_seq INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    at TEXT NOT NULL CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', at) IS at),
    raw_clock TEXT NOT NULL,
    clock_flag INTEGER NOT NULL CHECK (clock_flag IN (0, 1)),
    session TEXT NOT NULL,
    actor TEXT NOT NULL,
    operation TEXT NOT NULL,
    reason TEXT,
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32)
) STRICT""",
    """CREATE TABLE draft (
    form TEXT NOT NULL,
    target_id TEXT NOT NULL,
    patient_id TEXT REFERENCES patient (id),
    base_unit INTEGER NOT NULL,
    at TEXT NOT NULL CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', at) IS at),
    typed TEXT NOT NULL CHECK (json_type(typed) IS 'object'),
    PRIMARY KEY (form, target_id)
) STRICT""",
    """CREATE TABLE forecast (
    plan_id TEXT PRIMARY KEY NOT NULL REFERENCES plan (id),
    patient_id TEXT NOT NULL REFERENCES patient (id),
    next_kind TEXT,
    next_number INTEGER,
    earliest TEXT CHECK (date(earliest) IS earliest),
    recommended TEXT CHECK (date(recommended) IS recommended),
    past_due TEXT CHECK (date(past_due) IS past_due),
    lost_after TEXT CHECK (date(lost_after) IS lost_after),
    valid_until TEXT CHECK (date(valid_until) IS valid_until),
    lockout_ends TEXT CHECK (date(lockout_ends) IS lockout_ends),
    closed_on TEXT CHECK (date(closed_on) IS closed_on),
    complete INTEGER NOT NULL DEFAULT 0 CHECK (complete IN (0, 1)),
    contraindicated_from TEXT CHECK (date(contraindicated_from) IS contraindicated_from),
    question_from TEXT CHECK (date(question_from) IS question_from),
    open_hold_from TEXT CHECK (date(open_hold_from) IS open_hold_from),
    review_on TEXT CHECK (date(review_on) IS review_on),
    trigger_on TEXT CHECK (date(trigger_on) IS trigger_on),
    hand_set_on TEXT CHECK (date(hand_set_on) IS hand_set_on),
    asked_on TEXT CHECK (date(asked_on) IS asked_on),
    relapse_on TEXT CHECK (date(relapse_on) IS relapse_on),
    no_sign_until TEXT CHECK (date(no_sign_until) IS no_sign_until),
    open_hold_reason TEXT,
    reference_on TEXT CHECK (date(reference_on) IS reference_on),
    interval_weeks INTEGER,
    interval_months INTEGER,
    floor_on TEXT CHECK (date(floor_on) IS floor_on),
    floor_cause TEXT,
    rules_version INTEGER,
    stale INTEGER NOT NULL CHECK (stale IN (0, 1)),
    cannot_compute INTEGER NOT NULL DEFAULT 0 CHECK (cannot_compute IN (0, 1))
) STRICT""",
    """CREATE TABLE name_word (
    word TEXT NOT NULL,
    patient_id TEXT NOT NULL REFERENCES patient (id),
    PRIMARY KEY (word, patient_id)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX audit_row ON audit (tbl, row_id)",
    "CREATE INDEX draft_patient ON draft (patient_id)",
    "CREATE INDEX forecast_patient ON forecast (patient_id)",
    "CREATE INDEX forecast_recommended ON forecast (recommended)",
    "CREATE INDEX forecast_past_due ON forecast (past_due)",
    "CREATE INDEX forecast_lost_after ON forecast (lost_after)",
    "CREATE INDEX forecast_review ON forecast (review_on)",
    "CREATE INDEX forecast_stale ON forecast (plan_id) WHERE stale = 1",
    "CREATE INDEX name_word_patient ON name_word (patient_id)",
)
