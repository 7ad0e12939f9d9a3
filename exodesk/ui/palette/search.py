"""What the palette answers to what is typed: rows of one order, all at once. It reads; the rows act."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from exodesk.core.dates import age_on, show_date, show_weekday
from exodesk.core.records.patient import NO_BIRTH_DATE, Patient, show_chart_no, show_name
from exodesk.queries import palette as queries
from exodesk.queries import patients
from exodesk.queries.lots import LotChoice
from exodesk.queries.palette import FoundVisit, Receiver
from exodesk.queries.patients import PatientRow
from exodesk.ui.models.patients import SIMILAR
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages import CHART, VISIT
from exodesk.ui.pages.visit.pickers import figures_of
from exodesk.ui.palette.offers import fitting
from exodesk.ui.palette.recents import MOST_PATIENTS, Recents
from exodesk.ui.palette.rows import Row, Sort, Ways

MOST_OFFERS, MOST_VISITS, MOST_LOTS = 8, 4, 4
MOST_OF_A_DAY, MOST_OF_A_KIND = 20, 50
_PREFIXES = {sort.prefix for sort in Sort}


class Search:
    """One opening of the palette: what can be done is read once, when it opens."""

    def __init__(
        self, session: Session, ways: Ways, recents: Recents, offers: Sequence[Row], *, but_for: str | None = None
    ) -> None:
        """`but_for`: the patient whose page is in sight, who is no news there."""
        self._record = session.record
        self._ways = ways
        self._recents = recents
        self._but_for = but_for
        self._pages = [row for row in offers if row.sort is Sort.PAGE]
        self._commands = [row for row in offers if row.sort is Sort.COMMAND]

    def rows(self, typed: str, narrow: Callable[[LotChoice], object]) -> list[Row]:
        """Patients, visits, pages and commands, lots; a prefix asks for one kind alone. `narrow`: what a lot does."""
        text = typed.strip()
        prefix = text[:1] if text[:1] in _PREFIXES else ""
        rest = text.removeprefix(prefix)
        with self._record.reading():
            match prefix:
                case Sort.PATIENT.prefix:
                    return self._people(rest, MOST_OF_A_KIND)
                case Sort.LOT.prefix:
                    return self._lots(rest, MOST_OF_A_KIND, narrow)
                case Sort.PAGE.prefix:
                    return fitting(self._pages, rest)
                case Sort.COMMAND.prefix:
                    return fitting(self._commands, rest)
                case _ if not rest:
                    return [*self._people("", MOST_PATIENTS), *self._recents.commands(self._commands)]
                case _:
                    return self._everything(rest, narrow)

    def receivers(self, choice: LotChoice) -> list[Row]:
        """Who received a lot; last, the way to what was entered of it."""
        found = queries.receivers(self._record, choice.lot.id, MOST_OF_A_KIND)
        title = f"Correct or recall lot {choice.lot.code}…"
        edit = Row(sort=Sort.LOT, key=f"edit {choice.lot.id}", title=title, act=partial(self._ways.edit_lot, choice))
        return [*map(self._received, found), edit]

    def notes(self, rows: Sequence[Row]) -> Mapping[str, tuple[str, str]]:
        """Of the patients among these rows: note and mark by id, with what takes a moment longer."""
        shown = [row.key for row in rows if row.sort is Sort.PATIENT]
        with self._record.reading():
            told = patients.rows(self._record, list(patients.with_ids(self._record, shown).values()))
        return {row.patient.id: (self._who(row.patient, row.phone), _mark(row)) for row in told}

    def _everything(self, typed: str, narrow: Callable[[LotChoice], object]) -> list[Row]:
        offers = fitting([*self._pages, *self._commands], typed)
        people = self._people(typed, MOST_PATIENTS)
        visits = queries.visits_of(self._record, typed, MOST_VISITS if people else MOST_OF_A_DAY)
        return [
            *people,
            *map(self._visit, visits),
            *offers[:MOST_OFFERS],
            *self._lots(typed, MOST_LOTS, narrow),
        ]

    def _people(self, typed: str, most: int) -> list[Row]:
        found = patients.find(self._record, typed, most + 1) if typed.strip() else self._seen_last(most)
        rows = [self._patient(patient) for patient in found[:most]]
        if len(found) > most:
            act = partial(self._ways.search_patients, typed)
            rows.append(Row(sort=Sort.PAGE, key="all", title=f"All patients found by “{typed.strip()}”", act=act))
        return rows

    def _seen_last(self, most: int) -> list[Patient]:
        """Those opened here last, then those whose record was written to last."""
        opened = patients.with_ids(self._record, self._recents.patients)
        others = {each.id: each for each in patients.recent(self._record, most + 1)}
        order = dict.fromkeys([*(key for key in self._recents.patients if key in opened), *others])
        return [(opened | others)[key] for key in order if key != self._but_for][:most]

    def _patient(self, patient: Patient) -> Row:
        called = f" “{patient.preferred_name}”" if patient.preferred_name else ""
        return Row(
            sort=Sort.PATIENT,
            key=patient.id,
            title=show_name(patient) + called,
            note=self._who(patient),
            mark=_died(patient),
            act=partial(self._ways.open_page, CHART, patient.id),
        )

    def _who(self, patient: Patient, phone: str = "") -> str:
        born = patient.birth_date
        age = f"Born {born.show()} ({age_on(born, self._record.today())}y)" if born else NO_BIRTH_DATE.capitalize()
        return " · ".join(part for part in (age, show_chart_no(patient.chart_no), phone) if part)

    def _visit(self, found: FoundVisit) -> Row:
        visit = found.visit
        told = [f"{visit.kind.label}, {show_weekday(visit.visited_on)}", visit.reason]
        return Row(
            sort=Sort.VISIT,
            key=visit.entry_id,
            title=show_name(found.patient),
            note=" · ".join(part for part in told if part),
            mark="" if found.is_signed else "not signed",
            act=partial(self._ways.open_page, VISIT, visit.entry_id),
        )

    def _lots(self, typed: str, most: int, narrow: Callable[[LotChoice], object]) -> list[Row]:
        return [
            Row(
                sort=Sort.LOT,
                key=choice.lot.id,
                title=f"{choice.product.name} · lot {choice.lot.code}",
                note=f"Expires {show_date(choice.lot.expires_on)} · {figures_of(choice.lot)}",
                tail="Who received it",
                mark=choice.unusable,
                act=partial(narrow, choice),
                stays=True,
            )
            for choice in queries.lots_of(self._record, typed, most)
        ]

    def _received(self, receiver: Receiver) -> Row:
        patient, given = receiver.patient, receiver.given
        return Row(
            sort=Sort.VISIT,
            key=given.injection.entry_id,
            title=show_name(patient),
            note=f"{show_date(given.injection.given_on)} · {given.where} · {given.amount} · {self._who(patient)}",
            act=partial(self._ways.open_page, CHART, patient.id),
        )


def _mark(row: PatientRow) -> str:
    return " · ".join(mark for mark in (_died(row.patient), SIMILAR if row.has_double else "") if mark)


def _died(patient: Patient) -> str:
    return "died" if patient.died_on else ""
