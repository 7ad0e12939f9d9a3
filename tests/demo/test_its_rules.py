"""What holds for every record holds for made-up ones: the rules of the forms, of "Given", of signing, of the clinic."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from exodesk.core.chart import DrawnSource, GivenInjection
from exodesk.core.dose import volumes_balance
from exodesk.core.drawing import with_figures_of, with_particles
from exodesk.core.records.adverse_event import AdverseEvent, SuspectInjection
from exodesk.core.records.appointment import Appointment
from exodesk.core.records.contact import PhoneNote
from exodesk.core.records.injection import Injection, InjectionSource, PauseAnswer
from exodesk.core.records.patient import Allergy, AllergyStatement, Condition, Consent, Patient
from exodesk.core.records.plan import Hold, Plan, PlanAct
from exodesk.core.records.stock import Lot, Product
from exodesk.core.records.visit import Score, Signature, Visit, Vitals
from exodesk.core.safety import Attempt, concerns, consent_in_force, problems_before_given
from exodesk.core.schedule import exists, is_inside, overlapping, stretch_of
from exodesk.core.signing import content_to_sign, missing_to_sign
from exodesk.demo.course import last_workday
from exodesk.demo.rules import refuse_unruly
from exodesk.queries import agenda
from exodesk.services.signing import _texts
from exodesk.storage import consents, facts, patients, plans, views
from exodesk.storage.fact_rows import grouped
from exodesk.storage.reading import records
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.rows import table_of
from tests.demo.conftest import Made

KINDS: tuple[type, ...] = (
    Patient, AllergyStatement, Allergy, Condition, Consent, Product, Lot, Plan, PlanAct, Hold, Appointment, PhoneNote,
    Visit, Vitals, Score, Injection, InjectionSource, PauseAnswer, AdverseEvent, SuspectInjection,
)  # fmt: skip
AMENDED = """SELECT visit.patient_id FROM amendment JOIN visit ON visit.id = amendment.visit_id
WHERE amendment.kind = 'entered_in_error'"""


def test_every_row_is_one_that_a_form_would_take(made: Made) -> None:
    for kind in KINDS:
        found: list[Any] = records(made.record, kind, f"SELECT * FROM {table_of(kind)}")
        assert found, kind
        refuse_unruly(found, made.today)


def given(record: RecordFile) -> list[GivenInjection]:
    return views.given(record, records(record, Injection, "SELECT * FROM injection_now ORDER BY id"))


def attempts(record: RecordFile) -> Iterator[Attempt]:
    """Every injection as it stood before "Given"; but for patients of whom a dose was later said to be in error."""
    amended = {row[0] for row in record.read(AMENDED)}
    for each in given(record):
        injection = each.injection
        if injection.patient_id in amended or injection.plan_id is None:
            continue
        signed = consents.of_patients(record, [chart.id for chart in patients.person(record, injection.patient_id)])
        yield Attempt(
            injection=injection,
            drawn=each.sources,
            pause=each.pause,
            consent=consent_in_force(signed, injection.given_on),
            plan=plans.get(record, injection.plan_id),
            facts=facts.facts_of(record, injection.plan_id, without=injection.entry_id),
        )


def test_nothing_stood_between_an_injection_and_given(made: Made) -> None:
    for attempt in attempts(made.record):
        assert problems_before_given(attempt) == [], attempt.injection


def test_a_reason_is_typed_only_where_something_is_unusual(made: Made) -> None:
    typed = [attempt for attempt in attempts(made.record) if attempt.injection.dose_reason]
    assert all(concerns(attempt) for attempt in typed)


def test_volumes_balance_and_particles_follow_from_the_lot(made: Made) -> None:
    for each in given(made.record):
        injection = each.injection
        sources = [drawn.source for drawn in each.sources]
        drawn_ul = sum(source.drawn_ul for source in sources)
        assert volumes_balance(drawn_ul, injection.diluent_ul, injection.volume_ul or 0, injection.discarded_ul)
        figured = [with_figures_of(drawn.lot, drawn.source) for drawn in each.sources if drawn.lot]
        assert with_particles(injection, figured) == sources


def test_consent_and_identity_come_before_the_needle(made: Made) -> None:
    signed = {consent.id: consent for consent in records(made.record, Consent, "SELECT * FROM consent")}
    for each in given(made.record):
        injection = each.injection
        assert injection.given_at
        consent = signed[injection.consent_id or ""]
        assert consent.signed_on <= injection.given_on <= consent.signed_on + timedelta(days=365)
        assert all(answer.answered_at < injection.given_at for answer in each.pause)
        assert injection.given_at.astimezone(made.record.zone).date() == injection.given_on


def test_no_lot_was_used_before_it_came_or_after_its_recall(made: Made) -> None:
    for each in given(made.record):
        for drawn in each.sources:
            assert isinstance(drawn, DrawnSource)
            assert drawn.lot
            assert drawn.lot.received_on <= each.injection.given_on
            assert drawn.lot.recalled_on is None or drawn.lot.recalled_on > each.injection.given_on


def test_nothing_happens_after_somebody_died_or_moved_away(made: Made) -> None:
    gone = "coalesce(patient.died_on, patient.moved_on)"
    for table, column in (("visit", "visited_on"), ("injection", "given_on"), ("score", "scored_on"),
                          ("hold", "from_on"), ("plan_act", "acted_on"), ("appointment", "substr(starts_at, 1, 10)"),
                          ("phone_note", "called_on"), ("adverse_event", "began_on"),
                          ("consent", "signed_on")):  # fmt: skip
        late = f"SELECT 1 FROM {table} JOIN patient ON patient.id = {table}.patient_id WHERE {column} >= {gone}"
        assert made.record.read(late) == [], table
    still_open = f"""SELECT 1 FROM plan JOIN patient ON patient.id = plan.patient_id
        WHERE {gone} IS NOT NULL AND plan.closed_on IS NULL"""
    assert made.record.read(still_open) == []


def test_an_event_follows_its_injection_and_a_severe_one_holds(made: Made) -> None:
    events = records(made.record, AdverseEvent, "SELECT * FROM adverse_event")
    given_on = {
        event_id: date.fromisoformat(day)
        for event_id, day in made.record.read(
            """SELECT adverse_event_id, given_on FROM suspect_injection
            JOIN injection ON injection.id = suspect_injection.injection_id"""
        )
    }
    assert len(given_on) == len(events)
    assert all(event.began_on >= given_on[event.id] for event in events)
    assert all(event.hold_id for event in events if event.grade.number >= 3)
    doses = made.record.read("SELECT count(*) FROM injection WHERE status <> 'not_done'")[0][0]
    assert 0.05 < len(events) / doses < 0.35


def test_nothing_happened_after_today(made: Made) -> None:
    now = made.today.isoformat() + "T21"
    for table, column in (("visit", "started_at"), ("score", "entered_at"), ("injection", "given_at")):
        assert made.record.read(f"SELECT 1 FROM {table} WHERE {column} > ?", [now]) == [], table


def test_visits_are_signed_but_for_those_of_the_last_day(made: Made) -> None:
    last_day = last_workday(made.today).isoformat()
    signed = "EXISTS (SELECT 1 FROM signature WHERE visit_id = visit.id)"
    early = f"SELECT 1 FROM visit WHERE entry_id = id AND visited_on < ? AND NOT {signed}"
    assert made.record.read(early, [last_day]) == []
    assert made.record.read(f"SELECT 1 FROM visit WHERE visited_on >= ? AND {signed}", [last_day]) == []
    assert made.record.read("SELECT 1 FROM visit WHERE visited_on = ?", [last_day])


def test_a_signature_holds_what_signing_the_rows_would_seal(made: Made) -> None:
    record = made.record
    once = """SELECT signature.* FROM signature JOIN visit ON visit.id = signature.visit_id
        WHERE visit.id NOT IN (SELECT visit_id FROM amendment)
        AND visit.patient_id NOT IN (SELECT id FROM patient WHERE merged_into IS NOT NULL)"""
    found = records(record, Signature, once)
    assert len(found) > made.patients
    for signature in found:
        view = views.of_visit(record, signature.visit_id)
        assert missing_to_sign(view) == []
        assert signature.signed_on == view.visit.visited_on
        assert signature.content == content_to_sign(
            view,
            _texts(record, view.visit.patient_id),
            version=1,
            signed_at=signature.signed_at,
            signed_by=signature.signed_by,
        )


def test_no_visit_was_two_places_at_once(made: Made) -> None:
    """A visit is begun when its appointment was, or a few minutes later."""
    for started_at, starts_at in made.record.read(
        "SELECT started_at, starts_at FROM visit JOIN appointment ON appointment.id = visit.appointment_id"
    ):
        assert started_at[14:16] >= starts_at[14:16]


def test_nobody_is_booked_where_somebody_else_is(made: Made) -> None:
    found = records(made.record, Appointment, "SELECT * FROM appointment ORDER BY starts_at, id")
    by_day = grouped((each.starts_at.day, each) for each in found)
    for of_day in by_day.values():
        for each in of_day:
            assert each.overlap_reason or not overlapping(each, [other for other in of_day if not other.overlap_reason])


def test_the_days_to_come_are_booked_within_the_opening_hours(made: Made) -> None:
    week = agenda.between(made.record, made.today, made.today + timedelta(days=11))
    ahead = [each for each in week if each.patient and each.appointment.starts_at.day > made.today]
    assert len({each.appointment.starts_at.day for each in ahead}) >= 5
    openings = agenda.openings(made.record)
    for each in ahead:
        starts = each.appointment.starts_at
        assert is_inside(stretch_of(each.appointment), starts.day, openings)
        assert exists(starts, each.appointment.zone)
    assert {each.type.name for each in ahead if each.type} >= {"Consult", "Review"}
