"""The record of a whole visit, as it stands and as it was: what was corrected is struck through and stays readable.

For the file, a court, another clinician or the patient's own copy. Every field under its own label, clinical dates.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from functools import partial

from exodesk.core.chart import Chart, GivenInjection, VisitView
from exodesk.core.dates import show_date, show_time
from exodesk.core.instruments import show_score
from exodesk.core.reading import Clock, facts_of, facts_of_former, late_entry_of, score_label, title_of
from exodesk.core.records.clinic import Clinic
from exodesk.core.records.injection import InjectionStatus
from exodesk.core.records.patient import identity_line
from exodesk.core.records.visit import Amendment, AmendmentKind, Score, Visit, VitalsWhen
from exodesk.core.versions import Entered, Former, Line, amended_by, corrected, lines, measured
from exodesk.core.vitals import facts_of_vitals
from exodesk.documents import page
from exodesk.documents.clinical import LABEL_WIDTH, of_lines
from exodesk.documents.html import Markup, bold, cell, fixed, free, joined, paragraph, row, struck, table
from exodesk.documents.page import Block, Document, Footer, section
from exodesk.documents.sealed import as_signed
from exodesk.documents.summary import giver, marks_of
from exodesk.documents.wording import CLINICAL

TITLE = "Record of the visit"


def visit_record(
    chart: Chart,
    visit: VisitView,
    formers: Sequence[Former],
    clinic: Clinic,
    *,
    printed_at: datetime,
    audit_head: str,
    synthetic: bool,
) -> Document:
    """`formers`: the versions that amendments took the place of, and what was entered in error."""
    chart, visit = as_signed(chart, visit)
    marks = marks_of(visit, CLINICAL, synthetic=synthetic)
    clock = partial(_in_zone, printed_at.tzinfo)
    taken_out = [former for former in formers if former.is_in_error]
    whole_visit = any(isinstance(former.entered, Visit) for former in taken_out)
    blocks: list[Block] = [_head(chart, visit, clinic)]
    if not whole_visit:
        blocks += _in_force(chart, visit, formers, clock)
    for amendment in visit.amendments:
        if amendment.kind is AmendmentKind.ADDENDUM:
            blocks += _addendum(amendment)
    for former in taken_out:
        blocks += _in_error(former, formers, chart, clock)
    blocks += section("Signatures", *_signatures(visit, printed_at))
    return Document(
        title=TITLE,
        name="Visit record",
        header=page.header(clinic, chart.patient, marks, CLINICAL),
        blocks=tuple(blocks),
        footer=Footer(
            printed_at=printed_at,
            visit_hash=visit.signed_hash,
            audit_head=audit_head,
            words=CLINICAL,
        ),
        marks=marks,
    )


def _in_zone(zone: tzinfo | None, moment: datetime) -> datetime:
    return moment.astimezone(zone)


def _head(chart: Chart, visit: VisitView, clinic: Clinic) -> Block:
    late = ", entered late" if visit.visit.entered_late else ""
    title = f"{visit.visit.kind.label} of {show_date(visit.visit.visited_on)}{late}"
    about = free(identity_line(chart.patient))
    content = [
        paragraph(fixed(title), kind="title"),
        paragraph(about),
        paragraph(fixed("By "), giver(visit, clinic), fixed(", "), free(clinic.name)),
    ]
    return Block(table(row(cell(*content)), kind="opening"), whole=True)


def _in_force(chart: Chart, visit: VisitView, formers: Sequence[Former], clock: Clock) -> list[Block]:
    blocks = list(_entered(visit.visit, chart, visit, formers, clock))
    if visit.scores:
        blocks += _section("Scores", [_score(score, chart, visit, formers) for score in visit.scores])
    for when in VitalsWhen:
        blocks += _vitals(when, visit, corrected(formers, visit.visit))
    for given in visit.injections:
        blocks += _entered(given, chart, visit, formers, clock)
    return blocks


def _entered(
    entered: Visit | GivenInjection, chart: Chart, visit: VisitView, formers: Sequence[Former], clock: Clock
) -> tuple[Block, ...]:
    """A part of the visit in force, with each value that it took the place of."""
    before = corrected(formers, entered)
    now, then = facts_of(entered, clock), [facts_of(former.entered, clock) for former in before]
    told = [_late(entered, visit.amendments)]
    if isinstance(entered, GivenInjection) and entered.injection.status is InjectionStatus.NOT_DONE:
        told.append(paragraph(bold(fixed("Not done"))))
    changed = amended_by(before, [*then, now]) if isinstance(entered, Visit) else before
    told += [_amended("Corrected", former.amendment) for former in changed]
    told += [_line(line) for line in lines(now, then)]
    return _section(title_of(entered, chart), told)


def _score(score: Score, chart: Chart, visit: VisitView, formers: Sequence[Former]) -> Markup:
    before = [former for former in corrected(formers, score) if isinstance(former.entered, Score)]
    label = score_label(score, chart)
    values = [{label: show_score(former.entered)} for former in before if isinstance(former.entered, Score)]
    (line,) = lines({label: show_score(score)}, values)
    amended = joined(_amended("Corrected", former.amendment) for former in before)
    return _late(score, visit.amendments) + amended + _line(line)


def _vitals(when: VitalsWhen, visit: VisitView, before: Sequence[Former]) -> tuple[Block, ...]:
    """What was measured before or after, in every version of the visit; nothing where nothing ever was."""
    now = facts_of_vitals(measured(visit.vitals, when))
    then = [facts_of_vitals(measured(former.vitals, when)) for former in before]
    told = lines(now, then)
    if not told:
        return ()
    amended = [_amended("Corrected", former.amendment) for former in amended_by(before, [*then, now])]
    return _section(f"Vitals, {when.label.lower()}", [*amended, *(_line(line) for line in told)])


def _in_error(former: Former, formers: Sequence[Former], chart: Chart, clock: Clock) -> tuple[Block, ...]:
    """Struck through as a whole, with who took it out, when and why."""
    before = [facts_of_former(each, clock) for each in corrected(formers, former.entered)]
    told = [paragraph(bold(fixed("Entered in error"))), _amended("Taken out", former.amendment)]
    told += [_line(line) for line in lines({}, [*before, facts_of_former(former, clock)])]
    return _section(title_of(former.entered, chart), told)


def _addendum(amendment: Amendment) -> tuple[Block, ...]:
    on = f"{show_date(amendment.amended_on)} by "
    told = [
        paragraph(fixed(on), free(amendment.amended_by), kind="reason"),
        *(paragraph(free(line)) for line in (amendment.text or "").splitlines()),
        paragraph(fixed("Reason: "), free(amendment.reason), kind="reason"),
    ]
    return _section("Addendum", told)


def _section(heading: str, content: Sequence[Markup]) -> tuple[Block, ...]:
    return of_lines(heading, [each for each in content if each] or [paragraph(fixed("Nothing was recorded."))])


def _line(line: Line) -> Markup:
    """What it said before, struck through, and what it says now."""
    before = joined(paragraph(struck(free(text))) for text in line.struck)
    now = joined(paragraph(free(each)) for each in line.now.splitlines()) if line.now else Markup()
    return _pair(line.label, before + now)


def _pair(label: str, value: Markup) -> Markup:
    cells = (cell(paragraph(fixed(label)), kind="label", width=LABEL_WIDTH), cell(value, width=100 - LABEL_WIDTH))
    return table(row(*cells), kind="facts")


def _amended(what: str, amendment: Amendment) -> Markup:
    on = f"{what} {show_date(amendment.amended_on)} by "
    return paragraph(fixed(on), free(amendment.amended_by), fixed(": "), free(amendment.reason), kind="reason")


def _late(entered: Entered, amendments: Sequence[Amendment]) -> Markup:
    late = late_entry_of(entered, amendments)
    return _amended("Late entry", late) if late else Markup()


def _signatures(visit: VisitView, printed_at: datetime) -> Iterator[Block]:
    """Every version with its whole hash, in the zone of `printed_at`."""
    for each in visit.signatures:
        at = each.signed_at.astimezone(printed_at.tzinfo)
        line = f"Version {each.version} · {show_date(at.date())} {show_time(at)} · "
        yield Block(
            paragraph(fixed(line), free(each.signed_by)) + paragraph(fixed(each.sha256), kind="small"), whole=True
        )
    if not visit.is_signed:
        yield Block(paragraph(fixed("Draft, not signed.")))
