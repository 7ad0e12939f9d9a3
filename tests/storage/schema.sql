CREATE TABLE adverse_event (
    id TEXT PRIMARY KEY NOT NULL,
    patient_id TEXT NOT NULL REFERENCES patient (id),
    term TEXT NOT NULL,
    term_text TEXT,
    began_on TEXT NOT NULL CHECK (date(began_on) IS began_on),
    began_at TEXT CHECK (strftime('%H:%M', began_at) IS began_at),
    ended_on TEXT CHECK (date(ended_on) IS ended_on),
    ended_at TEXT CHECK (strftime('%H:%M', ended_at) IS ended_at),
    grade TEXT NOT NULL CHECK (grade IN ('1', '2', '3', '4', '5')),
    death INTEGER NOT NULL CHECK (death IN (0, 1)),
    life_threatening INTEGER NOT NULL CHECK (life_threatening IN (0, 1)),
    hospitalised INTEGER NOT NULL CHECK (hospitalised IN (0, 1)),
    disability INTEGER NOT NULL CHECK (disability IN (0, 1)),
    congenital INTEGER NOT NULL CHECK (congenital IN (0, 1)),
    needed_intervention INTEGER NOT NULL CHECK (needed_intervention IN (0, 1)),
    other_important INTEGER NOT NULL CHECK (other_important IN (0, 1)),
    by_product TEXT,
    by_procedure TEXT,
    expected TEXT,
    action TEXT,
    outcome TEXT,
    text TEXT,
    tests TEXT,
    reported_on TEXT CHECK (date(reported_on) IS reported_on),
    report_no TEXT,
    maker_told_on TEXT CHECK (date(maker_told_on) IS maker_told_on),
    state_told_on TEXT CHECK (date(state_told_on) IS state_told_on),
    entered_at TEXT NOT NULL CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', entered_at) IS entered_at),
    hold_id TEXT REFERENCES hold (id),
    withdrawn_on TEXT CHECK (date(withdrawn_on) IS withdrawn_on)
) STRICT;
CREATE INDEX adverse_event_hold ON adverse_event (hold_id);
CREATE INDEX adverse_event_patient ON adverse_event (patient_id, began_on);
CREATE TABLE allergy (
    id TEXT PRIMARY KEY NOT NULL,
    patient_id TEXT NOT NULL REFERENCES patient (id),
    substance TEXT NOT NULL,
    reaction TEXT,
    severity TEXT,
    updated_on TEXT NOT NULL CHECK (date(updated_on) IS updated_on),
    ended_on TEXT CHECK (date(ended_on) IS ended_on),
    ended_reason TEXT
) STRICT;
CREATE INDEX allergy_patient ON allergy (patient_id);
CREATE TABLE allergy_statement (
    id TEXT PRIMARY KEY NOT NULL,
    patient_id TEXT NOT NULL UNIQUE REFERENCES patient (id),
    state TEXT NOT NULL,
    updated_on TEXT NOT NULL CHECK (date(updated_on) IS updated_on)
) STRICT;
CREATE TABLE amendment (
    id TEXT PRIMARY KEY NOT NULL,
    visit_id TEXT NOT NULL REFERENCES visit (id),
    version INTEGER NOT NULL CHECK (version >= 0),
    kind TEXT NOT NULL,
    target_table TEXT CHECK (target_table IN ('visit', 'injection', 'score')),
    target_id TEXT,
    replacement_id TEXT,
    text TEXT,
    reason TEXT NOT NULL,
    amended_at TEXT NOT NULL CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', amended_at) IS amended_at),
    amended_on TEXT NOT NULL CHECK (date(amended_on) IS amended_on),
    amended_by TEXT NOT NULL,
    FOREIGN KEY (visit_id, version) REFERENCES signature (visit_id, version) DEFERRABLE INITIALLY DEFERRED,
    CHECK (
        CASE kind
            WHEN 'addendum' THEN text IS NOT NULL AND coalesce(target_table, target_id, replacement_id) IS NULL
            WHEN 'correction' THEN target_table IS NOT NULL AND target_id IS NOT NULL AND replacement_id IS NOT NULL
            WHEN 'entered_in_error' THEN target_table IS NOT NULL AND target_id IS NOT NULL AND replacement_id IS NULL
            WHEN 'late_entry' THEN
                coalesce(target_table, 'visit') <> 'visit' AND target_id IS NULL AND replacement_id IS NOT NULL
            ELSE 0
        END
    )
) STRICT;
CREATE INDEX amendment_replacement ON amendment (replacement_id) WHERE replacement_id IS NOT NULL;
CREATE UNIQUE INDEX amendment_target ON amendment (target_table, target_id)
    WHERE kind IN ('correction', 'entered_in_error');
CREATE INDEX amendment_visit ON amendment (visit_id, version);
CREATE TABLE appointment (
    id TEXT PRIMARY KEY NOT NULL,
    patient_id TEXT REFERENCES patient (id),
    plan_id TEXT REFERENCES plan (id),
    starts_at TEXT NOT NULL CHECK (strftime('%Y-%m-%dT%H:%M', starts_at) IS starts_at),
    zone TEXT NOT NULL,
    minutes INTEGER NOT NULL CHECK (minutes >= 0),
    type TEXT,
    status TEXT NOT NULL,
    reason TEXT,
    room_note TEXT
, type_id TEXT REFERENCES appointment_type (id), serves TEXT, point TEXT, overlap_reason TEXT, arrived_at TEXT
    CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', arrived_at) IS arrived_at)) STRICT;
CREATE INDEX appointment_patient ON appointment (patient_id, starts_at, status, serves, plan_id);
CREATE INDEX appointment_plan ON appointment (plan_id, starts_at);
CREATE INDEX appointment_starts ON appointment (starts_at);
CREATE TABLE appointment_type (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    minutes INTEGER NOT NULL CHECK (minutes >= 0),
    colour TEXT NOT NULL,
    removed_on TEXT CHECK (date(removed_on) IS removed_on)
) STRICT;
CREATE TABLE audit (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    tbl TEXT NOT NULL,
    row_id TEXT NOT NULL,
    patient_id TEXT,
    op TEXT NOT NULL CHECK (op IN ('insert', 'update', 'delete')),
    old TEXT,
    new TEXT
) STRICT;
CREATE INDEX audit_patient ON audit (patient_id) WHERE patient_id IS NOT NULL;
CREATE INDEX audit_row ON audit (tbl, row_id);
CREATE TABLE audit_unit (
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
) STRICT;
CREATE INDEX audit_unit_last ON audit_unit (last_seq);
CREATE TABLE baseline_by_hand (
    id TEXT PRIMARY KEY NOT NULL,
    plan_id TEXT NOT NULL REFERENCES plan (id),
    patient_id TEXT NOT NULL REFERENCES patient (id),
    nrs INTEGER NOT NULL CHECK (nrs >= 0),
    baseline_on TEXT NOT NULL CHECK (date(baseline_on) IS baseline_on),
    source TEXT NOT NULL,
    entered_at TEXT NOT NULL CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', entered_at) IS entered_at),
    withdrawn_on TEXT CHECK (date(withdrawn_on) IS withdrawn_on)
) STRICT;
CREATE INDEX baseline_by_hand_plan ON baseline_by_hand (plan_id);
CREATE TABLE call_attempt (
    id TEXT PRIMARY KEY NOT NULL,
    patient_id TEXT NOT NULL REFERENCES patient (id),
    called_at TEXT NOT NULL CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', called_at) IS called_at),
    called_on TEXT NOT NULL CHECK (date(called_on) IS called_on),
    about TEXT NOT NULL,
    result TEXT NOT NULL,
    note TEXT,
    withdrawn_on TEXT CHECK (date(withdrawn_on) IS withdrawn_on)
) STRICT;
CREATE INDEX call_attempt_patient ON call_attempt (patient_id, called_on);
CREATE TABLE clinic (
    id TEXT PRIMARY KEY NOT NULL CHECK (id = 'clinic'),
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    phone TEXT NOT NULL,
    out_of_hours_phone TEXT NOT NULL,
    giver_name TEXT NOT NULL,
    giver_title TEXT NOT NULL,
    npi TEXT,
    licence TEXT,
    zone TEXT NOT NULL,
    paper TEXT NOT NULL,
    letterhead TEXT,
    consent_version TEXT,
    sheet_edition TEXT
, gives_from TEXT CHECK (date(gives_from) IS gives_from)) STRICT;
CREATE TABLE clinic_hours (
    id TEXT PRIMARY KEY NOT NULL CHECK (id = 'clinic'),
    monday TEXT,
    tuesday TEXT,
    wednesday TEXT,
    thursday TEXT,
    friday TEXT,
    saturday TEXT,
    sunday TEXT,
    step_minutes INTEGER NOT NULL CHECK (step_minutes >= 0)
) STRICT;
CREATE TABLE clinic_rules (
    id TEXT PRIMARY KEY NOT NULL CHECK (id = 'clinic'),
    grace_days INTEGER NOT NULL CHECK (grace_days >= 0),
    first_past_due_days INTEGER NOT NULL CHECK (first_past_due_days >= 0),
    series_available_weeks_before INTEGER NOT NULL CHECK (series_available_weeks_before >= 0),
    series_past_due_weeks_after INTEGER NOT NULL CHECK (series_past_due_weeks_after >= 0),
    fixed_available_months_before INTEGER NOT NULL CHECK (fixed_available_months_before >= 0),
    fixed_earliest_months INTEGER NOT NULL CHECK (fixed_earliest_months >= 0),
    fixed_past_due_months_after INTEGER NOT NULL CHECK (fixed_past_due_months_after >= 0),
    usual_lockout_months INTEGER NOT NULL CHECK (usual_lockout_months >= 0),
    triggered_past_due_days INTEGER NOT NULL CHECK (triggered_past_due_days >= 0),
    hand_set_past_due_days INTEGER NOT NULL CHECK (hand_set_past_due_days >= 0),
    after_floor_days INTEGER NOT NULL CHECK (after_floor_days >= 0),
    review_after_days INTEGER NOT NULL CHECK (review_after_days >= 0),
    lost_after_days INTEGER NOT NULL CHECK (lost_after_days >= 0),
    baseline_window_days INTEGER NOT NULL CHECK (baseline_window_days >= 0),
    baseline_old_after_days INTEGER NOT NULL CHECK (baseline_old_after_days >= 0),
    booster_start_window_days INTEGER NOT NULL CHECK (booster_start_window_days >= 0),
    low_baseline_under INTEGER NOT NULL CHECK (low_baseline_under >= 0),
    substantial_percent INTEGER NOT NULL CHECK (substantial_percent >= 0),
    better_percent INTEGER NOT NULL CHECK (better_percent >= 0),
    minimal_percent INTEGER NOT NULL CHECK (minimal_percent >= 0),
    better_in_words_pgic INTEGER NOT NULL CHECK (better_in_words_pgic >= 0),
    decision_target_day INTEGER NOT NULL CHECK (decision_target_day >= 0),
    decision_first_day INTEGER NOT NULL CHECK (decision_first_day >= 0),
    decision_last_day INTEGER NOT NULL CHECK (decision_last_day >= 0),
    relapse_after_days INTEGER NOT NULL CHECK (relapse_after_days >= 0),
    relapse_least_pain INTEGER NOT NULL CHECK (relapse_least_pain >= 0),
    relapse_rise INTEGER NOT NULL CHECK (relapse_rise >= 0),
    relapse_below_baseline INTEGER NOT NULL CHECK (relapse_below_baseline >= 0),
    recent_score_days INTEGER NOT NULL CHECK (recent_score_days >= 0),
    infection_hold_days INTEGER NOT NULL CHECK (infection_hold_days >= 0),
    declined_hold_days INTEGER NOT NULL CHECK (declined_hold_days >= 0),
    steroid_washout_days INTEGER NOT NULL CHECK (steroid_washout_days >= 0)
) STRICT;
CREATE TABLE closure (
    id TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    from_on TEXT NOT NULL CHECK (date(from_on) IS from_on),
    until_on TEXT NOT NULL CHECK (date(until_on) IS until_on),
    note TEXT,
    withdrawn_on TEXT CHECK (date(withdrawn_on) IS withdrawn_on)
) STRICT;
CREATE INDEX closure_until ON closure (until_on);
CREATE TABLE condition (
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
) STRICT;
CREATE INDEX condition_patient ON condition (patient_id);
CREATE TABLE consent (
    id TEXT PRIMARY KEY NOT NULL,
    patient_id TEXT NOT NULL REFERENCES patient (id),
    template_version TEXT NOT NULL,
    signed_on TEXT NOT NULL CHECK (date(signed_on) IS signed_on),
    sheet_edition TEXT,
    sheet_given_on TEXT CHECK (date(sheet_given_on) IS sheet_given_on),
    sites_covered TEXT,
    paper_filed INTEGER NOT NULL CHECK (paper_filed IN (0, 1)),
    withdrawn_on TEXT CHECK (date(withdrawn_on) IS withdrawn_on)
) STRICT;
CREATE INDEX consent_patient ON consent (patient_id);
CREATE TABLE contact (
    id TEXT PRIMARY KEY NOT NULL,
    patient_id TEXT NOT NULL REFERENCES patient (id),
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    preferred INTEGER NOT NULL CHECK (preferred IN (0, 1)),
    confirmed_on TEXT CHECK (date(confirmed_on) IS confirmed_on),
    ended_on TEXT CHECK (date(ended_on) IS ended_on)
) STRICT;
CREATE INDEX contact_patient ON contact (patient_id);
CREATE TABLE counter (
    name TEXT PRIMARY KEY NOT NULL,
    value INTEGER NOT NULL CHECK (value >= 0)
) STRICT;
CREATE TABLE disclosure (
    id TEXT PRIMARY KEY NOT NULL,
    patient_id TEXT NOT NULL REFERENCES patient (id),
    printed_page_id TEXT REFERENCES printed_page (id),
    disclosed_on TEXT NOT NULL CHECK (date(disclosed_on) IS disclosed_on),
    recipient TEXT NOT NULL,
    purpose TEXT NOT NULL,
    description TEXT NOT NULL,
    withdrawn_on TEXT CHECK (date(withdrawn_on) IS withdrawn_on)
) STRICT;
CREATE INDEX disclosure_page ON disclosure (printed_page_id);
CREATE INDEX disclosure_patient ON disclosure (patient_id, disclosed_on);
CREATE TABLE draft (
    form TEXT NOT NULL,
    target_id TEXT NOT NULL,
    patient_id TEXT REFERENCES patient (id),
    base_unit INTEGER NOT NULL,
    at TEXT NOT NULL CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', at) IS at),
    typed TEXT NOT NULL CHECK (json_type(typed) IS 'object'),
    PRIMARY KEY (form, target_id)
) STRICT;
CREATE INDEX draft_patient ON draft (patient_id);
CREATE TABLE earlier_treatment (
    id TEXT PRIMARY KEY NOT NULL,
    patient_id TEXT NOT NULL REFERENCES patient (id),
    condition_id TEXT NOT NULL REFERENCES condition (id),
    kind TEXT NOT NULL,
    dated TEXT CHECK (
        length(dated) IN (4, 7, 10)
        AND date(substr(dated || '-01-01', 1, 10)) IS substr(dated || '-01-01', 1, 10)
    ),
    place TEXT,
    result TEXT,
    text TEXT,
    withdrawn_on TEXT CHECK (date(withdrawn_on) IS withdrawn_on)
) STRICT;
CREATE INDEX earlier_treatment_condition ON earlier_treatment (condition_id);
CREATE INDEX earlier_treatment_patient ON earlier_treatment (patient_id);
CREATE TABLE forecast (
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
) STRICT;
CREATE INDEX forecast_lost_after ON forecast (lost_after);
CREATE INDEX forecast_past_due ON forecast (past_due);
CREATE INDEX forecast_patient ON forecast (patient_id);
CREATE INDEX forecast_recommended ON forecast (recommended);
CREATE INDEX forecast_relapse ON forecast (relapse_on) WHERE relapse_on IS NOT NULL;
CREATE INDEX forecast_review ON forecast (review_on);
CREATE INDEX forecast_stale ON forecast (plan_id) WHERE stale = 1;
CREATE TABLE former_giver (
    id TEXT PRIMARY KEY NOT NULL,
    giver_name TEXT NOT NULL,
    giver_title TEXT NOT NULL,
    npi TEXT,
    licence TEXT,
    succeeded_on TEXT NOT NULL CHECK (date(succeeded_on) IS succeeded_on),
    withdrawn_on TEXT CHECK (date(withdrawn_on) IS withdrawn_on)
) STRICT;
CREATE TABLE history_item (
    id TEXT PRIMARY KEY NOT NULL,
    patient_id TEXT NOT NULL REFERENCES patient (id),
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    dated TEXT CHECK (
        length(dated) IN (4, 7, 10)
        AND date(substr(dated || '-01-01', 1, 10)) IS substr(dated || '-01-01', 1, 10)
    ),
    withdrawn_on TEXT CHECK (date(withdrawn_on) IS withdrawn_on)
) STRICT;
CREATE INDEX history_item_patient ON history_item (patient_id);
CREATE TABLE hold (
    id TEXT PRIMARY KEY NOT NULL,
    patient_id TEXT NOT NULL REFERENCES patient (id),
    plan_id TEXT REFERENCES plan (id),
    site TEXT,
    side TEXT,
    reason TEXT NOT NULL,
    from_on TEXT NOT NULL CHECK (date(from_on) IS from_on),
    until_on TEXT CHECK (date(until_on) IS until_on),
    cause TEXT,
    note TEXT,
    withdrawn_on TEXT CHECK (date(withdrawn_on) IS withdrawn_on)
) STRICT;
CREATE INDEX hold_patient ON hold (patient_id);
CREATE TABLE injection (
    id TEXT PRIMARY KEY NOT NULL,
    entry_id TEXT NOT NULL REFERENCES injection (id),
    visit_id TEXT REFERENCES visit (id),
    patient_id TEXT NOT NULL REFERENCES patient (id),
    plan_id TEXT REFERENCES plan (id),
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    not_done_reason TEXT,
    given_at TEXT CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', given_at) IS given_at),
    given_on TEXT NOT NULL CHECK (date(given_on) IS given_on),
    giver_name TEXT,
    giver_title TEXT,
    office_address TEXT,
    indication TEXT,
    icd10cm TEXT,
    site TEXT NOT NULL,
    side TEXT NOT NULL,
    spine_level TEXT,
    route TEXT,
    approach TEXT,
    guidance TEXT,
    needle_gauge INTEGER CHECK (needle_gauge >= 0),
    needle_length_mm INTEGER CHECK (needle_length_mm >= 0),
    volume_ul INTEGER CHECK (volume_ul >= 0),
    diluent TEXT,
    diluent_ul INTEGER NOT NULL CHECK (diluent_ul >= 0),
    discarded_ul INTEGER NOT NULL CHECK (discarded_ul >= 0),
    consent_id TEXT REFERENCES consent (id),
    no_consent_reason TEXT,
    sheet_edition TEXT,
    sheet_given_on TEXT CHECK (date(sheet_given_on) IS sheet_given_on),
    dose_reason TEXT,
    reaction TEXT,
    reaction_text TEXT,
    note TEXT,
    from_earlier_records INTEGER NOT NULL CHECK (from_earlier_records IN (0, 1))
, not_done_cause TEXT, given_in_month INTEGER NOT NULL DEFAULT 0 CHECK (given_in_month IN (0, 1)), giver_npi TEXT, condition_months INTEGER CHECK (condition_months >= 0), severity_grade TEXT, image_saved TEXT, skin_prep TEXT, sterile_technique TEXT, aspirate_ul INTEGER CHECK (aspirate_ul >= 0), aspirate_look TEXT, aspirate_reason TEXT, product_text TEXT, lot_text TEXT, same_syringe TEXT, diluent_lot TEXT, anaesthetic TEXT, anaesthetic_percent TEXT CHECK (anaesthetic_percent NOT GLOB '*[^0-9.]*'), anaesthetic_ul INTEGER CHECK (anaesthetic_ul >= 0), anaesthetic_lot TEXT, epinephrine TEXT, sedation TEXT, observed_from TEXT CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', observed_from) IS observed_from), observed_to TEXT CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', observed_to) IS observed_to)) STRICT;
CREATE INDEX injection_entry ON injection (entry_id);
CREATE INDEX injection_given ON injection (given_on, patient_id, id, visit_id, status, site, side);
CREATE INDEX injection_patient ON injection (patient_id, given_on);
CREATE INDEX injection_plan ON injection (plan_id, given_on);
CREATE INDEX injection_visit ON injection (visit_id);
CREATE TABLE injection_source (
    id TEXT PRIMARY KEY NOT NULL,
    injection_id TEXT NOT NULL REFERENCES injection (id),
    lot_id TEXT REFERENCES lot (id),
    no_lot_reason TEXT,
    drawn_ul INTEGER NOT NULL CHECK (drawn_ul >= 0),
    basis TEXT NOT NULL,
    particles_per_ml INTEGER CHECK (particles_per_ml >= 0),
    total_particles INTEGER CHECK (total_particles >= 0),
    reconstituted_ul INTEGER CHECK (reconstituted_ul >= 0),
    label_particles_per_ml INTEGER CHECK (label_particles_per_ml >= 0),
    particles INTEGER CHECK (particles >= 0)
) STRICT;
CREATE INDEX injection_source_injection ON injection_source (injection_id);
CREATE INDEX injection_source_lot ON injection_source (lot_id, injection_id);
CREATE TABLE list_rules (
    id TEXT PRIMARY KEY NOT NULL CHECK (id = 'clinic'),
    soon_days INTEGER NOT NULL CHECK (soon_days >= 0),
    most_attempts INTEGER NOT NULL CHECK (most_attempts >= 0),
    after_attempts TEXT NOT NULL
) STRICT;
CREATE TABLE lot (
    id TEXT PRIMARY KEY NOT NULL,
    product_id TEXT NOT NULL REFERENCES product (id),
    code TEXT NOT NULL,
    expires_on TEXT NOT NULL CHECK (date(expires_on) IS expires_on),
    basis TEXT NOT NULL,
    particles_per_ml INTEGER CHECK (particles_per_ml >= 0),
    total_particles INTEGER CHECK (total_particles >= 0),
    measured_particles_per_ml INTEGER CHECK (measured_particles_per_ml >= 0),
    received_on TEXT NOT NULL CHECK (date(received_on) IS received_on),
    recalled_on TEXT CHECK (date(recalled_on) IS recalled_on),
    recall_reason TEXT
) STRICT;
CREATE INDEX lot_product ON lot (product_id);
CREATE TABLE medication (
    id TEXT PRIMARY KEY NOT NULL,
    patient_id TEXT NOT NULL REFERENCES patient (id),
    name TEXT NOT NULL,
    dose_text TEXT,
    since TEXT CHECK (
        length(since) IN (4, 7, 10)
        AND date(substr(since || '-01-01', 1, 10)) IS substr(since || '-01-01', 1, 10)
    ),
    until TEXT CHECK (
        length(until) IN (4, 7, 10)
        AND date(substr(until || '-01-01', 1, 10)) IS substr(until || '-01-01', 1, 10)
    ),
    anticoagulant INTEGER NOT NULL CHECK (anticoagulant IN (0, 1)),
    antiplatelet INTEGER NOT NULL CHECK (antiplatelet IN (0, 1)),
    immunosuppressant INTEGER NOT NULL CHECK (immunosuppressant IN (0, 1)),
    steroid INTEGER NOT NULL CHECK (steroid IN (0, 1)),
    beta_blocker INTEGER NOT NULL CHECK (beta_blocker IN (0, 1)),
    withdrawn_on TEXT CHECK (date(withdrawn_on) IS withdrawn_on)
) STRICT;
CREATE INDEX medication_patient ON medication (patient_id);
CREATE TABLE name_word (
    word TEXT NOT NULL,
    patient_id TEXT NOT NULL REFERENCES patient (id),
    PRIMARY KEY (word, patient_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_word_patient ON name_word (patient_id);
CREATE TABLE patient (
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
    occupation TEXT,
    notes TEXT,
    do_not_contact INTEGER NOT NULL CHECK (do_not_contact IN (0, 1)),
    no_voicemail INTEGER NOT NULL CHECK (no_voicemail IN (0, 1)),
    moved_on TEXT CHECK (date(moved_on) IS moved_on),
    died_on TEXT CHECK (date(died_on) IS died_on),
    merged_into TEXT REFERENCES patient (id),
    entered_on TEXT NOT NULL CHECK (date(entered_on) IS entered_on)
, weight_g INTEGER CHECK (weight_g >= 0), weighed_on TEXT CHECK (date(weighed_on) IS weighed_on), height_cm INTEGER CHECK (height_cm >= 0), measured_on TEXT CHECK (date(measured_on) IS measured_on), referred_by TEXT) STRICT;
CREATE INDEX patient_birth ON patient (birth_date);
CREATE INDEX patient_merged ON patient (merged_into) WHERE merged_into IS NOT NULL;
CREATE TABLE pause_answer (
    id TEXT PRIMARY KEY NOT NULL,
    injection_id TEXT NOT NULL REFERENCES injection (id),
    item TEXT NOT NULL,
    answer TEXT NOT NULL,
    reason TEXT,
    answered_at TEXT NOT NULL CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', answered_at) IS answered_at)
) STRICT;
CREATE INDEX pause_answer_injection ON pause_answer (injection_id);
CREATE TABLE phone_end (
    reversed TEXT NOT NULL,
    patient_id TEXT NOT NULL REFERENCES patient (id),
    PRIMARY KEY (reversed, patient_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX phone_end_patient ON phone_end (patient_id);
CREATE TABLE phone_note (
    id TEXT PRIMARY KEY NOT NULL,
    patient_id TEXT NOT NULL REFERENCES patient (id),
    called_at TEXT NOT NULL CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', called_at) IS called_at),
    called_on TEXT NOT NULL CHECK (date(called_on) IS called_on),
    who_called TEXT,
    site TEXT,
    side TEXT,
    injection_id TEXT REFERENCES injection (id),
    red_flags TEXT NOT NULL CHECK (json_type(red_flags) IS 'array'),
    advice TEXT,
    act TEXT,
    call_back_on TEXT CHECK (date(call_back_on) IS call_back_on),
    withdrawn_on TEXT CHECK (date(withdrawn_on) IS withdrawn_on)
, said TEXT, flags_absent TEXT NOT NULL DEFAULT '[]'
    CHECK (json_type(flags_absent) IS 'array'), waits INTEGER NOT NULL DEFAULT 0 CHECK (waits IN (0, 1))) STRICT;
CREATE INDEX phone_note_patient ON phone_note (patient_id, called_on);
CREATE INDEX phone_note_waits ON phone_note (called_at) WHERE waits = 1;
CREATE TABLE phrase (
    id TEXT PRIMARY KEY NOT NULL,
    shortcut TEXT NOT NULL,
    text TEXT NOT NULL,
    removed_on TEXT CHECK (date(removed_on) IS removed_on)
) STRICT;
CREATE UNIQUE INDEX phrase_shortcut ON phrase (shortcut) WHERE removed_on IS NULL;
CREATE TABLE plan (
    id TEXT PRIMARY KEY NOT NULL,
    patient_id TEXT NOT NULL REFERENCES patient (id),
    condition_id TEXT NOT NULL REFERENCES condition (id),
    site TEXT NOT NULL,
    side TEXT NOT NULL,
    goal TEXT,
    kind TEXT NOT NULL,
    doses INTEGER NOT NULL CHECK (doses >= 0),
    interval_weeks INTEGER CHECK (interval_weeks >= 0),
    planned_on TEXT NOT NULL CHECK (date(planned_on) IS planned_on),
    intended_particles INTEGER CHECK (intended_particles >= 0),
    intended_volume_ul INTEGER CHECK (intended_volume_ul >= 0),
    intended_reason TEXT,
    booster TEXT NOT NULL,
    booster_months INTEGER CHECK (booster_months >= 0),
    lockout_months INTEGER CHECK (lockout_months >= 0),
    booster_max INTEGER CHECK (booster_max >= 0),
    valid_until TEXT CHECK (date(valid_until) IS valid_until),
    deciding_measure TEXT NOT NULL,
    other_therapies TEXT,
    closed_on TEXT CHECK (date(closed_on) IS closed_on),
    closed_reason TEXT
) STRICT;
CREATE INDEX plan_patient ON plan (patient_id);
CREATE TABLE plan_act (
    id TEXT PRIMARY KEY NOT NULL,
    plan_id TEXT NOT NULL REFERENCES plan (id),
    patient_id TEXT NOT NULL REFERENCES patient (id),
    kind TEXT NOT NULL,
    acted_on TEXT NOT NULL CHECK (date(acted_on) IS acted_on),
    target_on TEXT CHECK (date(target_on) IS target_on),
    injection_id TEXT REFERENCES injection (id),
    what TEXT,
    reason TEXT,
    entered_at TEXT NOT NULL CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', entered_at) IS entered_at),
    withdrawn_on TEXT CHECK (date(withdrawn_on) IS withdrawn_on)
) STRICT;
CREATE INDEX plan_act_patient ON plan_act (patient_id);
CREATE INDEX plan_act_plan ON plan_act (plan_id, acted_on);
CREATE TABLE practice_text (
    id TEXT PRIMARY KEY NOT NULL,
    place TEXT NOT NULL,
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    removed_on TEXT CHECK (date(removed_on) IS removed_on),
    UNIQUE (place, language)
) STRICT;
CREATE TABLE printed_content (
    sha256 TEXT PRIMARY KEY NOT NULL,
    content BLOB NOT NULL
) STRICT;
CREATE TABLE printed_page (
    id TEXT PRIMARY KEY NOT NULL,
    patient_id TEXT NOT NULL REFERENCES patient (id),
    visit_id TEXT REFERENCES visit (id),
    kind TEXT NOT NULL,
    way TEXT NOT NULL,
    printed_at TEXT NOT NULL CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', printed_at) IS printed_at),
    printed_on TEXT NOT NULL CHECK (date(printed_on) IS printed_on),
    language TEXT NOT NULL,
    paper TEXT NOT NULL,
    pages INTEGER NOT NULL CHECK (pages >= 1),
    visit_hash TEXT,
    audit_head TEXT NOT NULL,
    content_sha256 TEXT REFERENCES printed_content (sha256)
) STRICT;
CREATE INDEX printed_page_patient ON printed_page (patient_id, printed_at);
CREATE TABLE product (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    manufacturer TEXT NOT NULL,
    manufacturer_place TEXT,
    regulatory_status TEXT NOT NULL,
    regulatory_reference TEXT,
    donor TEXT,
    source_tissue TEXT,
    form TEXT
) STRICT;
CREATE TABLE record_info (
    name TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT;
CREATE TABLE safety_answer (
    id TEXT PRIMARY KEY NOT NULL,
    patient_id TEXT NOT NULL REFERENCES patient (id),
    injected_on TEXT NOT NULL CHECK (date(injected_on) IS injected_on),
    point TEXT NOT NULL,
    answer TEXT NOT NULL,
    answered_at TEXT NOT NULL CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', answered_at) IS answered_at),
    answered_on TEXT NOT NULL CHECK (date(answered_on) IS answered_on),
    phone_note_id TEXT REFERENCES phone_note (id),
    withdrawn_on TEXT CHECK (date(withdrawn_on) IS withdrawn_on)
) STRICT;
CREATE INDEX safety_answer_note ON safety_answer (phone_note_id) WHERE phone_note_id IS NOT NULL;
CREATE INDEX safety_answer_patient ON safety_answer (patient_id, injected_on, point, withdrawn_on);
CREATE TABLE score (
    id TEXT PRIMARY KEY NOT NULL,
    entry_id TEXT NOT NULL REFERENCES score (id),
    occasion_id TEXT NOT NULL,
    patient_id TEXT NOT NULL REFERENCES patient (id),
    plan_id TEXT REFERENCES plan (id),
    visit_id TEXT REFERENCES visit (id),
    instrument TEXT NOT NULL,
    scored_on TEXT NOT NULL CHECK (date(scored_on) IS scored_on),
    items TEXT NOT NULL CHECK (json_type(items) IS 'array'),
    score TEXT NOT NULL CHECK (score NOT GLOB '*[^0-9.-]*'),
    mode TEXT NOT NULL,
    entered_at TEXT NOT NULL CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', entered_at) IS entered_at),
    withdrawn_on TEXT CHECK (date(withdrawn_on) IS withdrawn_on)
) STRICT;
CREATE INDEX score_patient ON score (patient_id, scored_on);
CREATE INDEX score_plan ON score (plan_id, scored_on);
CREATE INDEX score_visit ON score (visit_id);
CREATE TABLE signature (
    id TEXT PRIMARY KEY NOT NULL,
    visit_id TEXT NOT NULL REFERENCES visit (id),
    version INTEGER NOT NULL CHECK (version >= 0),
    signed_at TEXT NOT NULL CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', signed_at) IS signed_at),
    signed_on TEXT NOT NULL CHECK (date(signed_on) IS signed_on),
    signed_by TEXT NOT NULL,
    content BLOB NOT NULL,
    sha256 TEXT NOT NULL,
    UNIQUE (visit_id, version)
) STRICT;
CREATE INDEX signature_sha256 ON signature (sha256);
CREATE TABLE suspect_injection (
    id TEXT PRIMARY KEY NOT NULL,
    adverse_event_id TEXT NOT NULL REFERENCES adverse_event (id),
    patient_id TEXT NOT NULL REFERENCES patient (id),
    injection_id TEXT NOT NULL REFERENCES injection (id),
    withdrawn_on TEXT CHECK (date(withdrawn_on) IS withdrawn_on)
) STRICT;
CREATE INDEX suspect_injection_event ON suspect_injection (adverse_event_id);
CREATE INDEX suspect_injection_injection ON suspect_injection (injection_id);
CREATE INDEX suspect_injection_patient ON suspect_injection (patient_id);
CREATE TABLE task (
    id TEXT PRIMARY KEY NOT NULL,
    patient_id TEXT REFERENCES patient (id),
    text TEXT NOT NULL,
    due_on TEXT NOT NULL CHECK (date(due_on) IS due_on),
    entered_on TEXT NOT NULL CHECK (date(entered_on) IS entered_on),
    done_on TEXT CHECK (date(done_on) IS done_on),
    withdrawn_on TEXT CHECK (date(withdrawn_on) IS withdrawn_on)
) STRICT;
CREATE INDEX task_open ON task (due_on) WHERE done_on IS NULL AND withdrawn_on IS NULL;
CREATE INDEX task_patient ON task (patient_id) WHERE patient_id IS NOT NULL;
CREATE TABLE unscored_point (
    plan_id TEXT NOT NULL REFERENCES plan (id),
    label TEXT NOT NULL,
    target_on TEXT NOT NULL CHECK (date(target_on) IS target_on),
    opens_on TEXT NOT NULL CHECK (date(opens_on) IS opens_on),
    closes_on TEXT NOT NULL CHECK (date(closes_on) IS closes_on),
    PRIMARY KEY (plan_id, label)
) STRICT, WITHOUT ROWID;
CREATE INDEX unscored_point_target ON unscored_point (target_on, closes_on, opens_on);
CREATE TABLE unsigned_visit (
    visit_id TEXT PRIMARY KEY NOT NULL REFERENCES visit (id)
) STRICT, WITHOUT ROWID;
CREATE TABLE usual_figures (
    id TEXT PRIMARY KEY NOT NULL CHECK (id = 'clinic'),
    doses INTEGER CHECK (doses >= 0),
    interval_weeks INTEGER CHECK (interval_weeks >= 0),
    booster_months INTEGER CHECK (booster_months >= 0),
    lockout_months INTEGER CHECK (lockout_months >= 0),
    intended_particles INTEGER CHECK (intended_particles >= 0),
    intended_volume_ul INTEGER CHECK (intended_volume_ul >= 0)
) STRICT;
CREATE TABLE visit (
    id TEXT PRIMARY KEY NOT NULL,
    entry_id TEXT NOT NULL REFERENCES visit (id),
    patient_id TEXT NOT NULL REFERENCES patient (id),
    kind TEXT NOT NULL,
    visited_on TEXT NOT NULL CHECK (date(visited_on) IS visited_on),
    started_at TEXT NOT NULL CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', started_at) IS started_at),
    entered_late INTEGER NOT NULL CHECK (entered_late IN (0, 1)),
    appointment_id TEXT REFERENCES appointment (id),
    reason TEXT,
    since_last TEXT,
    history TEXT,
    exam TEXT,
    assessment TEXT,
    outcome TEXT,
    outcome_reason TEXT,
    plan_text TEXT,
    instructions TEXT
) STRICT;
CREATE INDEX visit_appointment ON visit (appointment_id, started_at, id, entry_id)
    WHERE appointment_id IS NOT NULL;
CREATE INDEX visit_entry ON visit (entry_id);
CREATE INDEX visit_on ON visit (visited_on);
CREATE INDEX visit_patient ON visit (patient_id, visited_on);
CREATE TABLE vitals (
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
) STRICT;
CREATE TABLE washout (
    id TEXT PRIMARY KEY NOT NULL,
    patient_id TEXT NOT NULL REFERENCES patient (id),
    site TEXT NOT NULL,
    side TEXT NOT NULL,
    from_on TEXT NOT NULL CHECK (date(from_on) IS from_on),
    until_on TEXT NOT NULL CHECK (date(until_on) IS until_on),
    cause TEXT,
    withdrawn_on TEXT CHECK (date(withdrawn_on) IS withdrawn_on)
) STRICT;
CREATE INDEX washout_patient ON washout (patient_id);
