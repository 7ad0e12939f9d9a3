"""Makes the fixture of the present format, from which every later one is tested to migrate. Run once a format:

    python -m tests.storage.files.make

It writes `format-N.exodesk` and its keys beside itself and never over one that is there. All invented.
"""

from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

from exodesk.core.dates import PartialDate
from exodesk.core.records.patient import Allergy
from exodesk.services import amend, background, clinic, drafts, patients
from exodesk.storage import clinic as stored_clinic
from exodesk.storage import creating, visits
from exodesk.storage import patients as stored
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.schema import VERSION
from tests.factories import Clock, a_consent, a_lot, a_patient, a_plan, give, new_record, score

FOLDER = Path(__file__).parent


def path_of(version: int) -> Path:
    return FOLDER / f"format-{version}.exodesk"


def fill(record: RecordFile, clock: Clock) -> None:
    """Patients with phones in every shape, a merged chart, a signed and amended visit, drafts, a successor."""
    alex = a_patient(record, mobile="+1 (555) 010-0123")
    again = a_patient(record, given_name="Alexander", birth_date=PartialDate(1961), mobile="555 0199")
    blair = a_patient(record, given_name="Blair", birth_date=None, mobile="555 0142 ext. 7")
    a_patient(record, given_name="Casey")
    record.log("a day passes")
    allergy = Allergy(id=record.new_id(), patient_id=alex, substance="Latex", updated_on=record.today())
    background.add_allergy(record, allergy)
    a_consent(record, alex)
    plan, lot = a_plan(record, alex), a_lot(record)
    score(record, plan, 7)
    injection = give(record, plan, lot, sign=True)
    clock.go_to(date(2026, 4, 6))
    later = a_plan(record, again)
    give(record, later, lot)
    visit = visits.in_force(record, str(injection.visit_id))
    amend.add_addendum(record, visit.entry_id, "Called the next day.", "Came in after signing")
    patients.merge_patients(record, alex, again, "One person, entered twice")
    patients.edit_patient(record, stored.get(record, blair))
    typed = {"family_name": "New", "given_name": "Robin"}
    drafts.keep_draft(record, "patient", "new", typed, patient_id=None, base_unit=record.head().unit)
    successor = replace(stored_clinic.get(record), giver_name="Kim Sample", giver_title="DO", npi=None, licence=None)
    clinic.hand_over(record, replace(successor, gives_from=date(2026, 5, 4)))


def main() -> None:
    path, clock = path_of(VERSION), Clock()
    creating.refuse_if_taken(path)
    with closing(new_record(FOLDER, clock, name=path.name)) as record:
        fill(record, clock)
    for end in (".mark", ".lock"):
        path.with_name(path.name + end).unlink(missing_ok=True)


if __name__ == "__main__":
    main()
