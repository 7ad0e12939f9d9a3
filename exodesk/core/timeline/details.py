"""What an entry tells when it is opened out: its record in labelled lines, before its own page is opened. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from exodesk.core.adverse_events import duration, is_serious
from exodesk.core.chart import Chart, GivenInjection
from exodesk.core.codes import Basis
from exodesk.core.dates import show_date, show_time
from exodesk.core.fields import Record, described, show_value
from exodesk.core.instruments import show_score
from exodesk.core.mixture import diluent_in_words, doses_in_words
from exodesk.core.records.adverse_event import AdverseEvent
from exodesk.core.records.contact import PhoneNote, RedFlag
from exodesk.core.records.injection import Injection, InjectionKind, InjectionStatus
from exodesk.core.sentences import counted, mid_sentence
from exodesk.core.timeline.entries import Entry, Kind
from exodesk.core.timeline.words import place_of

Line = tuple[str, str]
LONGEST = 280
SERIOUS = (
    "death",
    "life_threatening",
    "hospitalised",
    "disability",
    "congenital",
    "needed_intervention",
    "other_important",
)


@dataclass(frozen=True, slots=True)
class Details:
    """`opens`: the words of the button that opens the record; none where there is no page of it."""

    title: str
    lines: tuple[Line, ...]
    opens: str = ""


def details_of(entry: Entry, chart: Chart) -> Details:
    """Read from the chart that the entry was made of."""
    title = entry.kind.value.replace("_", " ").capitalize()
    lines, opens = _lines(entry, chart)
    return Details(title, tuple(_short(lines, LONGEST if opens else None)), opens)


def _lines(entry: Entry, chart: Chart) -> tuple[Iterable[Line], str]:
    match entry.kind:
        case Kind.VISIT:
            return _visit(entry, chart), "Open visit"
        case Kind.INJECTION:
            given = next(each for each in chart.injections if each.injection.entry_id == entry.id)
            return _injection(given, chart), "Open visit" if given.injection.visit_id else ""
        case Kind.SCORE:
            return _scores(entry, chart)
        case Kind.APPOINTMENT:
            return _appointment(entry, chart), "Open appointment"
        case Kind.ADVERSE_EVENT:
            event = next(view.event for view in chart.adverse_events if view.event.id == entry.id)
            return [("", entry.text), *_event(event, chart)], "Amend\u2026"
        case Kind.PHONE_NOTE:
            return _call(next(each for each in chart.phone_notes if each.id == entry.id), chart.zone), ""
        case Kind.DOCUMENT:
            return _document(entry, chart)
        case Kind.CALL_ATTEMPT:
            tried = next(each for each in chart.call_attempts if each.id == entry.id)
            return _fields(tried, ("about", "result", "note")), ""
        case Kind.SAFETY_ANSWER:
            answered = next(each for each in chart.safety_answers if each.id == entry.id)
            return _fields(answered, ("injected_on", "point", "answer")), ""
        case _:
            return _booster(entry, chart)


def _short(lines: Iterable[Line], longest: int | None) -> Iterator[Line]:
    """Empty ones left out, and none too long to be taken in, where the record itself can be opened."""
    for label, text in lines:
        words = " ".join(text.split())
        if words:
            yield label, words if longest is None or len(words) <= longest else words[:longest].rstrip() + " \u2026"


def _fields(record: Record, names: Iterable[str]) -> Iterator[Line]:
    abouts = described(type(record))
    return ((abouts[name].field.label, show_value(abouts[name], getattr(record, name))) for name in names)


def _visit(entry: Entry, chart: Chart) -> Iterator[Line]:
    view = chart.visit(entry.id)
    if view is None:
        return
    first, last = (view.signatures[0], view.signatures[-1]) if view.signatures else (None, None)
    yield from _fields(view.visit, ("kind", "reason"))
    for given in view.injections:
        yield "Injection", f"{given.where}: {given.amount}"
    for score in view.scores:
        yield score.instrument.label, show_score(score)
    yield from _fields(view.visit, ("exam", "assessment", "plan_text"))
    yield "Signed", f"{show_date(first.signed_on)}, {first.signed_by}" if first else "Draft, not signed"
    if last and last.version > 1:
        yield "Amended", show_date(last.signed_on)


def _injection(given: GivenInjection, chart: Chart) -> Iterator[Line]:
    injection = given.injection
    place = place_of(given, chart)
    yield "Site", given.where
    label = "DOSE" if injection.kind is InjectionKind.EXOSOME else injection.kind.label
    yield label, given.amount
    yield "In the plan", str(place) if place else "Counts for no plan"
    several = len(given.sources) > 1
    for drawn, dose in zip(given.sources, doses_in_words(given), strict=True):
        if drawn.lot and drawn.product:
            told = [drawn.product.name, f"lot {drawn.lot.code}", f"expires {show_date(drawn.lot.expires_on)}"]
            told += [dose] if several or drawn.source.basis is Basis.MEASURED else []
            yield "Product and lot", " \u00b7 ".join(told)
        elif drawn.lot:
            yield "Lot", drawn.lot.code
    yield "Mixed with", diluent_in_words(injection)
    names = ("guidance", "approach", "giver_name", "reaction", "reaction_text", "dose_reason", "note")
    yield from _fields(injection, names)
    yield from _since_before(given, chart)
    if injection.from_earlier_records:
        yield "Source", "Earlier records" + (", only the month is known" if injection.given_in_month else "")


def _since_before(given: GivenInjection, chart: Chart) -> Iterator[Line]:
    here: Injection = given.injection
    before = [
        each.injection.given_on
        for each in chart.injections
        if (each.injection.site, each.injection.side) == (here.site, here.side)
        and each.injection.given_on < here.given_on
        and each.injection.status is not InjectionStatus.NOT_DONE
    ]
    if before:
        days = (here.given_on - max(before)).days
        yield "After the one before", counted(days, "day")


def _scores(entry: Entry, chart: Chart) -> tuple[list[Line], str]:
    first = next(score for score in chart.scores if score.entry_id == entry.id)
    asked = [
        score
        for score in chart.scores
        if (score.occasion_id, score.plan_id, score.scored_on) == (first.occasion_id, first.plan_id, first.scored_on)
    ]
    lines = [(score.instrument.label, show_score(score)) for score in asked]
    view = chart.plan(first.plan_id)
    lines += [("About", view.where if view else "Whole body"), ("How", first.mode.label)]
    return lines, "Open visit" if first.visit_id else ""


def _appointment(entry: Entry, chart: Chart) -> Iterator[Line]:
    found = next(each for each in chart.appointments if each.id == entry.id)
    yield "Time", f"{show_time(found.starts_at.at)}, {found.minutes} minutes"
    yield from _fields(found, ("type", "status", "reason", "room_note"))


def _event(event: AdverseEvent, chart: Chart) -> Iterator[Line]:
    yield "Grade", event.grade.label
    criteria = [label for label, said in _fields(event, SERIOUS) if said == "Yes"]
    yield "Serious", ", ".join(criteria) if is_serious(event) else "No"
    ends = show_date(event.ended_on) if event.ended_on else ""
    yield "Ended", f"{ends} ({duration(event, chart.today)})" if ends else "It lasts"
    names = ("by_product", "by_procedure", "expected", "action", "outcome", "text", "tests", "reported_on", "report_no")
    yield from _fields(event, names)


def _call(note: PhoneNote, zone: str) -> Iterator[Line]:
    at: datetime = note.called_at.astimezone(ZoneInfo(zone))
    yield "Time", show_time(at)
    yield from _fields(note, ("who_called", "site", "side", "said"))
    yield "Red flags", ", ".join(RedFlag(flag).label for flag in note.red_flags)
    yield "Asked and absent", ", ".join(mid_sentence(RedFlag(flag).label) for flag in note.flags_absent)
    yield from _fields(note, ("advice", "act", "call_back_on"))


def _document(entry: Entry, chart: Chart) -> tuple[list[Line], str]:
    """A page that was kept opens as it was. The codes are those at its foot."""
    page = next((each for each in chart.printed if each.id == entry.id), None)
    sent = [each for each in chart.disclosures if entry.id in (each.id, each.printed_page_id)]
    lines: list[Line] = list(_fields(page, ("kind", "way", "language", "paper", "pages"))) if page else []
    if page:
        lines += page.codes
    for each in sent:
        lines += [(label, text) for label, text in _fields(each, ("recipient", "purpose", "description"))]
    return lines, "Open page" if page and page.content_sha256 else "Open documents"


def _booster(entry: Entry, chart: Chart) -> tuple[list[Line], str]:
    if entry.opens == Kind.INJECTION:
        given = next(each for each in chart.injections if each.injection.entry_id == entry.id)
        return list(_injection(given, chart)), "Open visit" if given.injection.visit_id else ""
    view = chart.plan(entry.id)
    if view is None:
        return [], ""
    standing = view.standing
    dates = (
        ("Earliest", standing.earliest),
        ("Recommended", standing.recommended),
        ("Past due after", standing.past_due),
    )
    lines = [("State", standing.state.label), *((label, show_date(day)) for label, day in dates if day)]
    return [*lines, ("Why", view.why), ("Need", view.why_needed or "")], "Open plan"
