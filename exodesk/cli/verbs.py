"""What each verb does: reads the record with the queries of the window, and answers in JSON or in words."""

import json
import sys
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import Any

import click

from exodesk import __version__
from exodesk.cli.answers import Answer, as_json, as_table, listing, one_line
from exodesk.cli.opening import Access, passphrase_in
from exodesk.cli.options import (
    DAY,
    FILE,
    json_option,
    on_record,
    passphrase_option,
    today_option,
)
from exodesk.core import booster_case
from exodesk.core.case_reader import BadCase
from exodesk.core.dates import show_date, show_time
from exodesk.core.errors import StorageError
from exodesk.core.records.clinic import Paper
from exodesk.core.records.patient import show_chart_no, show_name
from exodesk.core.timeline import timeline_of
from exodesk.queries import patients, soundness
from exodesk.queries.agenda import day_of
from exodesk.queries.chart import read_chart
from exodesk.queries.due import due_list
from exodesk.storage import copying, restoring
from exodesk.storage.opening import open_record
from exodesk.storage.schema import VERSION
from exodesk.storage.surroundings import system_clock

ALL_FOUND = 1_000_000


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(prog)s %(version)s")
def exodesk() -> None:
    """The treatment record of a solo regenerative-medicine practice.

    `exodesk [RECORD]` opens the window. The verbs below need no screen. They end with 0 when done, with 1 when a
    record cannot be opened, something is not there or `check` finds something, and with 2 for what was typed wrongly.
    """


@exodesk.command()
@on_record
@click.argument("text")
@json_option
def find(access: Access, text: str, *, json_wanted: bool) -> Answer:
    """List patients by the start of their names, birth date, end of a phone number or chart number."""
    with access.opened() as record:
        found = patients.find(record, text, ALL_FOUND)
    return listing(
        [
            {
                "id": patient.id,
                "chart_no": patient.chart_no,
                "family_name": patient.family_name,
                "given_name": patient.given_name,
                "birth_date": str(patient.birth_date) if patient.birth_date else None,
            }
            for patient in found
        ],
        [
            (
                show_chart_no(patient.chart_no),
                show_name(patient),
                patient.birth_date.show() if patient.birth_date else "birth date not known",
            )
            for patient in found
        ],
        json_wanted=json_wanted,
    )


@exodesk.command()
@on_record
@click.argument("patient", metavar="ID|CHART_NO")
@json_option
def timeline(access: Access, patient: str, *, json_wanted: bool) -> Answer:
    """List what is dated in one patient's chart, oldest first."""
    with access.opened() as record:
        chart = read_chart(record, patients.by_id_or_chart_no(record, patient).id)
    entries = timeline_of(chart).entries
    return listing(
        [
            {"kind": entry.kind.value, "id": entry.id, "date": entry.on, "text": one_line(entry.text) or None}
            for entry in entries
        ],
        [(show_date(entry.on), entry.kind.replace("_", " "), entry.text) for entry in entries],
        json_wanted=json_wanted,
    )


@exodesk.command()
@on_record
@click.option("--as-of", type=DAY, metavar="DATE", help="The day to answer for; today unless given.")
@click.option("--all", "everything", is_flag=True, help="Plans in every state, hidden ones too.")
@json_option
def due(access: Access, as_of: date | None, *, everything: bool, json_wanted: bool) -> Answer:
    """List the doses and boosters that are overdue or due, the oldest date first."""
    with access.opened() as record:
        found = due_list(record, as_of, everything=everything)
    return listing(
        [
            {
                "patient_id": row.patient.id,
                "plan_id": row.plan.id,
                "state": row.standing.state.value,
                "recommended": row.standing.recommended,
                "past_due": row.standing.past_due,
                "days_overdue": row.standing.days_overdue,
                "need": row.standing.need.value if row.standing.need else None,
                "why": one_line(row.why) or None,
            }
            for row in found
        ],
        [
            (
                show_chart_no(row.patient.chart_no),
                show_name(row.patient),
                row.where,
                row.standing.state.value.replace("_", " "),
                show_date(row.standing.recommended) if row.standing.recommended else "",
                " ".join(part for part in (row.why, row.why_needed) if part),
            )
            for row in found
        ],
        json_wanted=json_wanted,
    )


@exodesk.command()
@on_record
@click.option("--day", type=DAY, metavar="DATE", help="The day to list; today unless given.")
@json_option
def agenda(access: Access, day: date | None, *, json_wanted: bool) -> Answer:
    """List what is booked on a day in order of time: appointments, blocked time, and what was cancelled."""
    with access.opened() as record:
        found = day_of(record, day or record.today())
    return listing(
        [
            {
                "id": each.appointment.id,
                "starts_at": str(each.appointment.starts_at),
                "zone": each.appointment.zone,
                "minutes": each.appointment.minutes,
                "status": each.appointment.status.value,
                "type": each.appointment.type,
                "patient_id": each.patient.id if each.patient else None,
                "chart_no": each.patient.chart_no if each.patient else None,
                "plan_id": each.appointment.plan_id,
                "serves": each.appointment.serves.value if each.appointment.serves else None,
                "reason": one_line(each.appointment.reason) if each.appointment.reason else None,
            }
            for each in found
        ],
        [
            (
                show_time(each.appointment.starts_at.at),
                f"{each.appointment.minutes} min",
                show_chart_no(each.patient.chart_no) if each.patient else "",
                show_name(each.patient) if each.patient else each.appointment.reason or "Blocked",
                each.appointment.type or "",
                each.appointment.status.label if each.patient else "",
            )
            for each in found
        ],
        json_wanted=json_wanted,
    )


@exodesk.command()
@on_record
@click.argument("out", type=FILE)
@click.option("--format", "form", type=click.Choice(["ics"]), required=True, help="iCalendar, for other calendars.")
@click.option("--from", "first", type=DAY, required=True, metavar="DATE", help="The first day.")
@click.option("--to", "last", type=DAY, required=True, metavar="DATE", help="The last day.")
@click.option("--names", is_flag=True, help="Say who comes; otherwise only that somebody does.")
def export(access: Access, out: Path, form: str, first: date, last: date, *, names: bool) -> Answer:  # noqa: ARG001 - one format so far; each option is an argument
    """Write the appointments of some days to OUT. Patients are not named unless --names is given."""
    from exodesk.exchange.appointments import save_icalendar  # noqa: PLC0415 - the other verbs write nothing

    if last < first:
        raise click.BadParameter(f"{last} lies before {first}.", param_hint="--to")
    with access.opened(read_only=False) as record:
        save_icalendar(record, out, first, last, with_names=names)
    return Answer(f"{out}\n")


@exodesk.command()
@on_record
@click.argument("visit_id")
@click.option("--pdf", required=True, type=FILE, metavar="FILE", help="The PDF to write; an earlier one is replaced.")
@click.option("--paper", type=click.Choice([paper.value for paper in Paper]), help="The clinic's unless given.")
def summary(access: Access, visit_id: str, pdf: Path, paper: str | None) -> Answer:
    """Write the page that a patient takes home from a visit. The audit trail notes that it was printed."""
    from exodesk.printing.summary import save_summary  # noqa: PLC0415 - the other verbs need no Qt

    if pdf.exists() and not _is_pdf(pdf):
        raise click.BadParameter(f"{pdf} is there already and is no PDF. Choose another name.", param_hint="--pdf")
    with access.opened(read_only=False) as record:
        save_summary(record, visit_id, pdf, Paper(paper) if paper else None)
    return Answer(f"{pdf}\n")


def _is_pdf(path: Path) -> bool:
    """A record, of all things, must never be taken for an earlier print."""
    try:
        with path.open("rb") as file:
            return file.read(5) == b"%PDF-"
    except OSError:
        return False


@exodesk.command()
@on_record
@json_option
def check(access: Access, *, json_wanted: bool) -> Answer:
    """Prove the file, its structure, its trail, what was signed and every forecast. Changes nothing.

    A backup is also compared with what was noted beside it when it was made.
    """
    with access.opened() as record:
        findings = soundness.findings(record)
    findings += copying.against_its_manifest(access.path)
    code = 1 if findings else 0
    if json_wanted:
        told = [{"code": each.code, "text": each.text, "table": each.table, "id": each.id} for each in findings]
        return Answer(as_json({"ok": not findings, "findings": told}), code)
    if not findings:
        return Answer(f"{access.path.name} is whole: nothing was found.\n")
    return Answer(as_table([(each.code, each.table or "", each.id or "", each.text) for each in findings]), code)


@exodesk.command()
@on_record
@click.argument("out", type=FILE)
def backup(access: Access, out: Path) -> Answer:
    """Make a whole, proven copy of a record, with its keys and what it holds noted beside it. OUT must not be there."""
    key = access.unlocked().key
    manifest = copying.copy_file(access.path, key, out, made_at=system_clock())
    if manifest.contents.user_version == VERSION:
        with suppress(StorageError), closing(open_record(access.path, key, exclusive=False)) as record:
            record.log("back up", f"A copy was made as {out.name}.")
    return Answer(f"{out}\n")


@exodesk.command()
@on_record
@click.argument("out", type=FILE)
def restore(access: Access, out: Path) -> Answer:
    """Make a record from a backup, brought up to date and read through. Never over anything: OUT must not be there.

    RECORD is the backup; it is opened by its passphrase or by its recovery code, and so is what is made from it.
    """
    restoring.restore(access.path, access.unlocked().key, out)
    return Answer(f"{out}\n")


@exodesk.command()
@click.argument("file", required=False, type=FILE)
@today_option
def forecast(file: Path | None, today: date | None) -> Answer:  # noqa: ARG001 - each case names its own days
    """Forecast one plan, or a list of them, from JSON in FILE or standard input. No record is read."""
    try:
        content = file.read_bytes() if file else sys.stdin.buffer.read()
    except OSError as error:
        raise click.BadParameter(f"{file} cannot be read ({error.strerror}).", param_hint="FILE") from error
    return Answer(as_json(booster_case.answer(_decoded(content))))


def _decoded(content: bytes) -> object:
    try:
        return json.loads(content.decode("utf-8-sig"), object_pairs_hook=_no_key_twice)
    except RecursionError:
        raise BadCase("", "This JSON is nested too deeply.") from None
    except ValueError as error:
        raise BadCase("", f"This is not JSON: {error}.") from None


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for key, _ in pairs if [name for name, _ in pairs].count(key) > 1)
        raise BadCase("", f"“{twice}” stands twice in one object.")
    return found


@exodesk.command()
@click.option("--patients", type=click.IntRange(1, 1_000_000), default=60, show_default=True, metavar="N")
@click.option("--seed", type=int, default=1, show_default=True, metavar="S", help="Another seed makes other people.")
@click.option("--out", type=FILE, default=Path("made-up-practice.exodesk"), show_default=True, metavar="FILE")
@click.option("--no-window", is_flag=True, help="Do not open it.")
@today_option
@passphrase_option
def demo(
    patients: int, seed: int, out: Path, today: date | None, passphrase_file: Path | None, *, no_window: bool
) -> Answer:
    """Make up a practice of invented patients and open it. Its passphrase is “made-up practice” unless one is given."""
    from exodesk.demo.practice import PASSPHRASE, day_at, make_practice  # noqa: PLC0415 - no other verb makes things up

    passphrase = passphrase_in(passphrase_file) if passphrase_file else PASSPHRASE
    day = today or day_at(system_clock())
    make_practice(out, patients=patients, seed=seed, today=day, passphrase=passphrase, progress=_tell_progress)
    if not no_window:
        from exodesk import app  # noqa: PLC0415 - the window, on demand
        from exodesk.ui.options import Options  # noqa: PLC0415 - with it

        return Answer("", app.run(Options(out, today, passphrase)))
    return Answer(f"{out}\n")


def _tell_progress(done: int, of: int) -> None:
    """To somebody who watches a terminal, on one line that is written over."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\rexodesk: {done:,} of {of:,} patients" + ("\n" if done == of else ""))
        sys.stderr.flush()
