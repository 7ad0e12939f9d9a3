"""What the pause reads back of what is recorded."""

from dataclasses import replace
from datetime import date, timedelta

from exodesk.core.before_needle import ReadBack, read_back
from exodesk.core.records.patient import Allergy, AllergyState
from exodesk.queries.chart import read_chart
from exodesk.services.background import add_allergy, edit_allergy
from exodesk.storage.recordfile import RecordFile
from tests.factories import Clock, a_consent, a_lot, a_patient, a_plan, give


def test_it_reads_allergies_consent_lots_and_the_last_dose(record: RecordFile, clock: Clock) -> None:
    patient_id = a_patient(record)
    plan, lot = a_plan(record, patient_id), a_lot(record, expires_on=date(2026, 12, 31))
    bare = read_chart(record, patient_id)
    assert read_back(bare, bare.today, [lot], None) == [
        ReadBack("Allergies", "not recorded", warns=True),
        ReadBack("Consent", "none in force", warns=True),
        ReadBack("Lot", f"{lot.code}, expires 31-Dec-2026"),
    ]
    a_consent(record, patient_id)
    give(record, plan, lot)
    clock.pass_by(days=28)
    chart = replace(read_chart(record, patient_id), allergy_state=AllergyState.NONE_KNOWN)
    assert read_back(chart, chart.today, [], chart.injections[-1]) == [
        ReadBack("Allergies", "none known"),
        ReadBack("Consent", "signed 02-Mar-2026"),
        ReadBack("Last dose", "02-Mar-2026, 28 days before"),
    ]


def test_a_birth_date_that_is_missing_stands_first(record: RecordFile) -> None:
    chart = read_chart(record, a_patient(record, birth_date=None))
    assert read_back(chart, chart.today, [], None)[0] == ReadBack("Birth date", "missing", warns=True)


def test_an_expired_lot_is_read_back_as_such(record: RecordFile) -> None:
    chart = read_chart(record, a_patient(record))
    lot = a_lot(record)
    day = lot.expires_on + timedelta(days=1)
    told = read_back(chart, day, [lot], None)[-1]
    assert told.warns
    assert told.text.startswith(f"{lot.code} expired on")


def test_what_was_ruled_out_is_not_read_aloud_as_an_allergy(record: RecordFile) -> None:
    patient_id = a_patient(record)
    for substance in ("Latex", "Lidocaine"):
        allergy = Allergy(id=record.new_id(), patient_id=patient_id, substance=substance, updated_on=record.today())
        add_allergy(record, allergy)
    edit_allergy(record, replace(allergy, ended_on=record.today(), ended_reason="Tested"))
    chart = read_chart(record, patient_id)
    assert read_back(chart, chart.today, [], None)[0] == ReadBack("Allergies", "Latex", warns=True)
    for allergy in chart.allergies:
        edit_allergy(record, replace(allergy, ended_on=record.today(), ended_reason="Tested"))
    told = read_back(read_chart(record, patient_id), chart.today, [], None)[0]
    assert told == ReadBack("Allergies", "not recorded", warns=True)
