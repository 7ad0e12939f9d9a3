"""What each verb answers: the same as the window would show, in JSON as scripts read it and in words for people."""

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest

from exodesk import _asked as door
from exodesk.cli.verbs import exodesk
from exodesk.core.records.patient import show_chart_no
from exodesk.core.timeline import timeline_of
from exodesk.demo.world import PASSPHRASE
from exodesk.queries import patients
from exodesk.queries.chart import read_chart
from exodesk.queries.due import due_list
from exodesk.storage.recordfile import RecordFile
from tests.cli.conftest import TODAY, Run

CASES = json.loads((Path(__file__).parents[1] / "core" / "cases" / "booster.json").read_text(encoding="utf-8"))
ON = ("--today", TODAY.isoformat())


def asked(run: Run, *arguments: object) -> Any:
    done = run(*arguments, "--json")
    assert (done.code, done.err) == (0, "")
    answer = json.loads(done.out)
    assert '""' not in done.out, "what is not there is null"
    return answer


def lines(run: Run, *arguments: object) -> list[str]:
    done = run(*arguments)
    assert (done.code, done.err) == (0, "")
    return done.out.splitlines()


def unsigned_visit(record: RecordFile) -> str:
    sql = "SELECT id FROM visit WHERE NOT EXISTS (SELECT 1 FROM signature WHERE visit_id = visit.id) ORDER BY id"
    return str(record.read(sql)[0]["id"])


def signed_visit(record: RecordFile) -> str:
    sql = "SELECT visit_id FROM injection WHERE visit_id IN (SELECT visit_id FROM signature) ORDER BY id"
    return str(record.read(sql)[0]["visit_id"])


def text_of(page: pypdf.PageObject) -> str:
    return " ".join(page.extract_text().split())


def test_the_door_knows_every_verb() -> None:
    assert door.VERBS - {"--help", "-h", "--version"} == set(exodesk.commands)


class TestFind:
    def test_by_the_start_of_a_name(self, run: Run, practice: Path, record: RecordFile) -> None:
        patient = patients.find(record, "12")[0]
        found = asked(run, "find", practice, patient.family_name[:4])
        assert {
            "id": patient.id,
            "chart_no": 12,
            "family_name": patient.family_name,
            "given_name": patient.given_name,
            "birth_date": str(patient.birth_date),
        } in found

    def test_everybody_who_fits_however_many(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "many.exodesk"
        assert run("demo", "--patients", 400, "--out", path, "--no-window").code == 0
        found = asked(run, "find", path, "h")
        assert len(found) > patients.MOST_FOUND
        assert len({each["id"] for each in found}) == len(found)

    def test_nobody(self, run: Run, practice: Path) -> None:
        assert asked(run, "find", practice, "xyzxyz") == []
        assert lines(run, "find", practice, "xyzxyz") == []

    def test_in_words(self, run: Run, practice: Path, record: RecordFile) -> None:
        patient = patients.find(record, "12")[0]
        (line,) = lines(run, "find", practice, "EX-00012")
        assert line.split("  ")[0] == "EX-00012"
        assert patient.family_name.upper() in line
        assert patient.birth_date
        assert line.endswith(patient.birth_date.show())


class TestTimeline:
    def test_it_is_the_timeline_of_the_window(self, run: Run, practice: Path, record: RecordFile) -> None:
        for chart_no in range(1, 30):
            patient = patients.by_id_or_chart_no(record, str(chart_no))
            entries = timeline_of(read_chart(record, patient.id)).entries
            assert asked(run, "timeline", practice, chart_no, *ON) == [
                {"kind": entry.kind, "id": entry.id, "date": entry.on.isoformat(), "text": " ".join(entry.text.split())}
                for entry in entries
            ]

    def test_oldest_first_and_of_known_kinds(self, run: Run, practice: Path) -> None:
        found = asked(run, "timeline", practice, "EX-00003", *ON)
        assert [entry["date"] for entry in found] == sorted(entry["date"] for entry in found)
        kinds = {"visit", "injection", "score", "appointment", "booster", "adverse_event"}
        assert {entry["kind"] for entry in found} <= kinds

    def test_by_id_or_by_number(self, run: Run, practice: Path) -> None:
        patient_id = asked(run, "find", practice, "7")[0]["id"]
        assert asked(run, "timeline", practice, patient_id, *ON) == asked(run, "timeline", practice, 7, *ON)

    def test_in_words_dates_stand_as_on_every_screen(self, run: Run, practice: Path) -> None:
        for line in lines(run, "timeline", practice, 3, *ON):
            assert re.match(r"\d\d-[A-Z][a-z]{2}-\d{4}  [a-z]+ ", line)
            assert "\N{NO-BREAK SPACE}" not in line


class TestDue:
    def test_overdue_and_due_with_these_keys(self, run: Run, practice: Path) -> None:
        found = asked(run, "due", practice, *ON)
        keys = ["patient_id", "plan_id", "state", "recommended", "past_due", "days_overdue", "need", "why"]
        assert all(list(row) == keys for row in found)
        assert {row["state"] for row in found} == {"due", "overdue"}
        assert [row["recommended"] for row in found] == sorted(row["recommended"] for row in found)
        for row in found:
            late = TODAY - date.fromisoformat(row["past_due"])
            assert row["days_overdue"] == (late.days if row["state"] == "overdue" else None)

    def test_the_rest_when_asked_for(self, run: Run, practice: Path) -> None:
        every = asked(run, "due", practice, "--all", *ON)
        assert {row["plan_id"] for row in asked(run, "due", practice, *ON)} < {row["plan_id"] for row in every}
        assert {row["state"] for row in every} >= {"monitoring", "lost", "suspended", "complete"}

    @pytest.mark.parametrize("days", [-400, -30, 0, 30, 400])
    def test_for_another_day(self, run: Run, practice: Path, record: RecordFile, days: int) -> None:
        day = TODAY + timedelta(days=days)
        found = asked(run, "due", practice, "--as-of", day.isoformat(), *ON)
        assert [row["plan_id"] for row in found] == [row.plan.id for row in due_list(record, day)]

    def test_today_is_the_day_it_is_taken_to_be(self, run: Run, practice: Path) -> None:
        later = TODAY + timedelta(days=60)
        as_of = asked(run, "due", practice, "--as-of", later.isoformat(), *ON)
        assert asked(run, "due", practice, "--today", later.isoformat()) == as_of

    def test_in_words(self, run: Run, practice: Path) -> None:
        told, rows = lines(run, "due", practice, *ON), asked(run, "due", practice, *ON)
        assert [row["why"] in line for row, line in zip(rows, told, strict=True)] == [True] * len(rows)
        assert all(re.match(r"EX-\d{5}  [^a-z]", line) for line in told)


class TestSummary:
    @pytest.mark.parametrize("paper", ["a4", "letter", None])
    def test_a_page_on_the_paper_that_was_asked_for(
        self, run: Run, practice: Path, record: RecordFile, paper: str | None
    ) -> None:
        pdf = practice.with_name("page.pdf")
        wanted = ("--paper", paper) if paper else ()
        assert lines(run, "summary", practice, signed_visit(record), "--pdf", pdf, *wanted) == [str(pdf)]
        page = pypdf.PdfReader(pdf).pages[0]
        points = {"a4": (595, 842), "letter": (612, 792)}[paper or "letter"]
        assert (round(page.mediabox.width), round(page.mediabox.height)) == points
        assert "SYNTHETIC" in text_of(page)
        assert "Draft" not in text_of(page)

    def test_a_draft_says_so(self, run: Run, practice: Path, record: RecordFile, tmp_path: Path) -> None:
        pdf = tmp_path / "page.pdf"
        run("summary", practice, unsigned_visit(record), "--pdf", pdf, *ON)
        assert all("Draft, not signed" in text_of(page) for page in pypdf.PdfReader(pdf).pages)

    def test_it_replaces_an_earlier_print(self, run: Run, practice: Path, record: RecordFile, tmp_path: Path) -> None:
        pdf = tmp_path / "page.pdf"
        pdf.write_bytes(b"%PDF-1.4 of yesterday")
        assert run("summary", practice, signed_visit(record), "--pdf", pdf).code == 0
        assert len(pypdf.PdfReader(pdf).pages) == 1

    def test_the_trail_knows_of_it(self, run: Run, practice: Path, record: RecordFile, tmp_path: Path) -> None:
        visit = signed_visit(record)
        run("summary", practice, visit, "--pdf", tmp_path / "page.pdf", *ON)
        units = record.read("SELECT operation, reason FROM audit_unit ORDER BY unit DESC LIMIT 2")
        assert [unit["operation"] for unit in units] == ["note page as saved as PDF", "save as PDF: visit summary"]
        assert visit in units[1]["reason"]
        assert asked(run, "check", practice)["ok"]


class TestCheck:
    def test_a_sound_record(self, run: Run, practice: Path) -> None:
        assert asked(run, "check", practice, *ON) == {"ok": True, "findings": []}
        assert lines(run, "check", practice) == ["practice.exodesk is whole: nothing was found."]

    @pytest.mark.parametrize("day", ["2020-01-01", "2035-01-01"])
    def test_a_sound_record_is_sound_whatever_the_clock_says(self, run: Run, practice: Path, day: str) -> None:
        assert asked(run, "check", practice, "--today", day)["ok"]

    def test_a_forecast_that_is_not_what_the_facts_say(self, run: Run, practice: Path, record: RecordFile) -> None:
        plan_id = record.read("SELECT plan_id FROM forecast WHERE recommended IS NOT NULL ORDER BY 1")[0]["plan_id"]
        with record.write("spoil a forecast") as rows:
            rows.table("forecast").update(plan_id, {"recommended": "2026-01-01"})
        done = run("check", practice, "--json", *ON)
        assert done.code == 1
        (finding,) = json.loads(done.out)["findings"]
        assert (finding["code"], finding["table"], finding["id"]) == ("forecast", "forecast", plan_id)
        assert finding["text"]
        assert plan_id in run("check", practice, *ON).out


class TestForecast:
    def test_all_cases_at_once(self, run: Run) -> None:
        done = run("forecast", stdin=json.dumps(CASES).encode())
        assert (done.code, done.err) == (0, "")
        assert json.loads(done.out) == [case["expect"] for case in CASES]

    def test_one_case_from_a_file(self, run: Run, tmp_path: Path) -> None:
        case = {key: value for key, value in CASES[20].items() if key != "expect"}
        file = tmp_path / "case.json"
        file.write_text(json.dumps(case), encoding="utf-8-sig")
        assert json.loads(run("forecast", file).out) == CASES[20]["expect"]

    def test_an_empty_list(self, run: Run) -> None:
        assert json.loads(run("forecast", "--today", "2026-12-04", stdin=b"[]").out) == []


class TestDemo:
    def test_it_is_made_where_it_was_asked_for(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "made up.exodesk"
        arguments = ("--patients", 5, "--seed", 3, "--today", "2026-03-02", "--out", path, "--no-window")
        assert lines(run, "demo", *arguments) == [str(path)]
        assert asked(run, "check", path)["ok"]
        assert [each["chart_no"] for each in asked(run, "find", path, "5")] == [5]

    def test_with_another_passphrase(self, run: Run, tmp_path: Path) -> None:
        path, file = tmp_path / "made.exodesk", tmp_path / "passphrase"
        file.write_text("a phrase of my own\nand a second line\n", encoding="utf-8")
        run("demo", "--patients", 1, "--out", path, "--no-window", "--passphrase-file", file)
        assert run("check", path, stdin=f"{PASSPHRASE}\n".encode()).code == 1
        assert run("check", path, "--passphrase-file", file, stdin=b"").code == 0
        assert run("check", path, stdin=b"a phrase of my own\r\n").code == 0


def test_chart_numbers_look_the_same_everywhere(run: Run, practice: Path) -> None:
    assert lines(run, "find", practice, "9")[0].startswith(show_chart_no(9))
