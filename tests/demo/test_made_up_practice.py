"""The made-up practice is made whole or not at all, is the same each time, and has somebody for every page to show."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from exodesk.core.booster import State
from exodesk.core.calendar import ONE_DAY
from exodesk.core.errors import StorageError
from exodesk.core.records.patient import Patient
from exodesk.core.records.visit import AmendmentKind
from exodesk.core.timeline import timeline_of
from exodesk.demo.bookings import FULL_DAY
from exodesk.demo.cast import cast
from exodesk.demo.course import workday
from exodesk.demo.practice import make_practice
from exodesk.demo.world import PASSPHRASE
from exodesk.documents.account import account
from exodesk.documents.claims import claims_in
from exodesk.documents.invitation import invitation
from exodesk.documents.letter import letter
from exodesk.documents.summary import visit_summary
from exodesk.documents.visit_record import visit_record
from exodesk.documents.wording import IN_LANGUAGE
from exodesk.printing.forms import blank_form, call_form, list_form
from exodesk.queries import agenda, soundness
from exodesk.queries import patients as found_patients
from exodesk.queries.chart import read_chart
from exodesk.queries.clinic import clinic_of
from exodesk.queries.due import due_list
from exodesk.queries.visit import read_visit
from exodesk.storage.reading import records
from exodesk.storage.recordfile import RecordFile
from tests.demo.conftest import MONDAY, Made, opened

Make = Callable[..., RecordFile]


def rows_of(record: RecordFile) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, the trail included."""
    tables = [row[0] for row in record.read("SELECT name FROM sqlite_master WHERE type = 'table'")]
    kept = [table for table in tables if not table.startswith("sqlite_")]
    return {table: sorted((tuple(row) for row in record.read(f"SELECT * FROM {table}")), key=repr) for table in kept}


def test_the_same_seed_and_day_make_the_same_rows(make: Make) -> None:
    once, again = make(seed=5), make(seed=5)
    assert rows_of(once) == rows_of(again)


@pytest.mark.parametrize("other", [{"seed": 6}, {"today": MONDAY - timedelta(days=1)}])
def test_another_seed_or_day_makes_another_practice(make: Make, other: dict[str, object]) -> None:
    names = "SELECT family_name, given_name, entered_on FROM patient"
    assert list(map(tuple, make(seed=5).read(names))) != list(map(tuple, make(**{"seed": 5} | other).read(names)))


@pytest.mark.parametrize("patients", [0, 1, 7, 20, 24])
def test_a_tiny_practice_is_whole_too(make: Make, patients: int) -> None:
    record = make(patients=patients)
    assert record.read("SELECT count(*) FROM patient")[0][0] == patients
    assert soundness.findings(record) == []


def test_it_says_that_it_is_made_up(made: Made) -> None:
    assert made.record.is_made_up


def test_its_lists_on_paper_say_so_too(made: Made) -> None:
    forms = [blank_form(made.record), list_form(made.record, "Mon 23-Nov-2026", []), call_form(made.record, [])]
    assert [form.document.marks for form in forms] == [("SYNTHETIC",)] * 3


def test_check_finds_nothing_in_it(made: Made) -> None:
    assert soundness.findings(made.record) == []


def test_no_forecast_waits_or_fails(made: Made) -> None:
    assert made.record.read("SELECT * FROM forecast WHERE stale = 1 OR cannot_compute = 1") == []


def test_chart_numbers_run_from_one_and_the_next_patient_gets_the_next(made: Made) -> None:
    numbers = [row[0] for row in made.record.read("SELECT chart_no FROM patient ORDER BY chart_no")]
    assert numbers == list(range(1, made.patients + 1))
    assert made.record.read("SELECT value FROM counter WHERE name = 'chart_no'")[0][0] == made.patients


def test_everybody_is_found_by_name(made: Made) -> None:
    for patient in records(made.record, Patient, "SELECT * FROM patient WHERE merged_into IS NULL"):
        typed = f"{patient.given_name[:3]} {patient.family_name}"
        assert patient.id in {each.id for each in found_patients.find(made.record, typed)}


def test_every_chart_can_be_read(made: Made) -> None:
    for patient in records(made.record, Patient, "SELECT * FROM patient"):
        assert read_chart(made.record, patient.id).patient


def test_nothing_in_it_makes_a_claim(made: Made) -> None:
    texts = {value for table, rows in rows_of(made.record).items() if table != "audit" for row in rows for value in row}
    assert [text for text in texts if isinstance(text, str) and claims_in(text)] == []


def test_no_page_of_the_whole_practice_makes_a_claim(made: Made) -> None:
    """Every visit as a summary in both languages, as a letter and as a record: our own words on them."""
    record = made.record
    at, head = record.now().astimezone(record.zone), record.head().sha256.hex()
    foot = {"printed_at": at, "audit_head": head, "synthetic": True}
    said: dict[str, list[str]] = {}
    for row in record.read("SELECT DISTINCT entry_id FROM visit"):
        page = read_visit(record, row["entry_id"])
        about = (page.chart, page.view)
        for document in (
            *(visit_summary(*about, page.clinic, language=language, **foot) for language in IN_LANGUAGE),  # type: ignore[arg-type]  # by name
            letter(*about, page.clinic, recipient="Dr. Example", **foot),  # type: ignore[arg-type]  # by name
            visit_record(*about, page.formers, page.clinic, **foot),  # type: ignore[arg-type]  # by name
        ):
            if claims := claims_in(document.wording):
                said[row["entry_id"]] = claims
    assert said == {}


def test_no_account_invitation_or_timeline_of_the_whole_practice_makes_a_claim(made: Made) -> None:
    record = made.record
    at, head = record.now().astimezone(record.zone), record.head().sha256.hex()
    home = clinic_of(record)
    foot = {"printed_at": at, "audit_head": head, "synthetic": True}
    said: dict[str, list[str]] = {}
    for patient in records(record, Patient, "SELECT * FROM patient WHERE merged_into IS NULL"):
        chart = read_chart(record, patient.id)
        places = [(view.plan.site, view.plan.side) for view in chart.plans]
        pages = [account(chart, home, language=language, **foot) for language in IN_LANGUAGE]  # type: ignore[arg-type]  # by name
        pages += [
            invitation(patient, chart.contacts, place, home, language=language, **foot)  # type: ignore[arg-type]  # by name
            for place in places
            for language in IN_LANGUAGE
        ]
        drawn = [word for entry in timeline_of(chart).entries for word in (entry.text, entry.label, entry.hint)]
        headings = [word for plan in timeline_of(chart).plans for word in (plan.title, plan.terms, plan.why)]
        words = "\n".join([*(page.wording for page in pages), *drawn, *headings])
        if claims := claims_in(words):
            said[patient.id] = claims
    assert said == {}


def test_there_is_somebody_for_every_page(made: Made) -> None:
    """What a look around, a picture or a test of a page needs to find."""
    record = made.record
    states = {row.standing.state for row in due_list(record, everything=True)}
    assert states >= {State.DUE, State.OVERDUE, State.LOST, State.SUSPENDED, State.MONITORING, State.DISCONTINUED}
    kinds = {row[0] for row in record.read("SELECT kind FROM amendment")}
    assert kinds == {
        AmendmentKind.ADDENDUM,
        AmendmentKind.CORRECTION,
        AmendmentKind.ENTERED_IN_ERROR,
    }
    for what, sql in {
        "died": "SELECT 1 FROM patient WHERE died_on IS NOT NULL",
        "moved away": "SELECT 1 FROM patient WHERE moved_on IS NOT NULL",
        "merged": "SELECT 1 FROM patient WHERE merged_into IS NOT NULL",
        "namesakes": """SELECT 1 FROM patient AS one JOIN patient AS other USING (family_name, given_name)
            WHERE one.id < other.id AND other.merged_into IS NULL""",
        "two plans": "SELECT 1 FROM plan GROUP BY patient_id HAVING count(*) > 1",
        "on hold": "SELECT 1 FROM hold",
        "recalled lot": "SELECT 1 FROM lot WHERE recalled_on IS NOT NULL",
        "allergic": "SELECT 1 FROM allergy",
        "scored by phone": "SELECT 1 FROM score WHERE mode = 'phone' AND visit_id IS NULL",
        "total on the label": "SELECT 1 FROM injection_source WHERE basis = 'label_total'",
        "unsigned injection": """SELECT 1 FROM visit WHERE kind = 'injection'
            AND NOT EXISTS (SELECT 1 FROM signature WHERE visit_id = visit.id)""",
        "booked": "SELECT 1 FROM appointment WHERE status = 'booked'",
    }.items():
        assert record.read(sql), what


def test_the_days_to_come_are_full_without_anybody_on_top_of_another(make: Make) -> None:
    record = make(patients=260)
    booked = [each for each in agenda.day_of(record, MONDAY + ONE_DAY) if each.patient]
    assert len(booked) == FULL_DAY
    assert not [each for each in booked if each.appointment.overlap_reason]


def test_no_working_day_is_fuller_than_the_others_for_the_weekend_before() -> None:
    days = [workday(MONDAY + timedelta(days=ahead)).weekday() for ahead in range(7 * 50)]
    assert {day: days.count(day) for day in days} == dict.fromkeys(range(5), 70)


def test_rare_fates_are_dealt_out_by_count() -> None:
    parts = cast(1, 5000, MONDAY)
    assert [sum(map(bool, (getattr(part, what) for part in parts))) for what in ("died_on", "twin", "amended")] == [
        pytest.approx(50, abs=3),  # one who joined yesterday has no time to die
        15,
        20,
    ]
    assert all(part.joined_on <= MONDAY and part.joined_on.weekday() < 5 for part in parts)


def test_it_is_never_made_over_anything(tmp_path: Path) -> None:
    path = tmp_path / "mine.exodesk"
    path.write_bytes(b"not to be lost")
    with pytest.raises(StorageError, match="never overwritten"):
        make_practice(path, patients=1, today=MONDAY)
    assert path.read_bytes() == b"not to be lost"
    assert list(tmp_path.iterdir()) == [path]


class Stopped(Exception):
    """As the window stops it."""


def test_stopped_half_way_it_leaves_nothing_behind(tmp_path: Path) -> None:
    def stop_half_way(done: int, of: int) -> None:
        if done > of / 2:
            raise Stopped

    with pytest.raises(Stopped):
        make_practice(tmp_path / "practice.exodesk", patients=40, today=MONDAY, progress=stop_half_way)
    assert list(tmp_path.iterdir()) == []


def test_progress_runs_from_nothing_to_everybody(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    make_practice(
        tmp_path / "practice.exodesk", patients=40, today=MONDAY, progress=lambda done, of: seen.append((done, of))
    )
    assert (seen[0], seen[-1]) == ((0, 40), (40, 40))
    assert seen == sorted(seen)
    assert len(seen) > 3


def test_a_folder_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no folder"):
        make_practice(tmp_path / "nowhere" / "practice.exodesk", patients=1, today=MONDAY)


def test_its_passphrase_may_be_another(tmp_path: Path) -> None:
    path = tmp_path / "practice.exodesk"
    make_practice(path, patients=1, today=MONDAY, passphrase="another made-up phrase")
    with pytest.raises(StorageError):
        opened(path, date(2026, 11, 23))
    assert len(PASSPHRASE) >= 12
