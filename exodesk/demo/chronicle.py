"""What is written down of one made-up patient, record by record, as the practice would. It draws no fates.

A page is a visit with what was done in it; when the chronicle ends, the pages of past days are signed.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from exodesk.core.amounts import measures, unusual_amount
from exodesk.core.chart import DrawnSource, GivenInjection, VisitView
from exodesk.core.dates import WallTime
from exodesk.core.drawing import with_figures_of, with_particles
from exodesk.core.errors import InvalidRecord, Problem
from exodesk.core.fields import Record
from exodesk.core.records.appointment import Appointment, AppointmentStatus
from exodesk.core.records.injection import Injection, InjectionSource, PauseAnswer, PauseAnswerCode, PauseItem
from exodesk.core.records.patient import Allergy, AllergyState, Consent, Patient
from exodesk.core.records.plan import Plan
from exodesk.core.records.stock import Lot, Product
from exodesk.core.records.visit import Instrument, Score, ScoreMode, Signature, Visit, VisitKind, Vitals
from exodesk.core.safety import needs_second_confirmation
from exodesk.core.signing import Texts, missing_to_sign, sign
from exodesk.demo.diary import TYPES
from exodesk.demo.world import LAST_QUARTER, LAST_QUARTER_TODAY, OPENS, Setting, instant

EVENING = time(17, 45)


@dataclass(slots=True)
class Page:
    visit: Visit
    injections: list[GivenInjection] = field(default_factory=list)
    scores: list[Score] = field(default_factory=list)
    vitals: list[Vitals] = field(default_factory=list)

    def at(self, minutes: int) -> datetime:
        return self.visit.started_at + timedelta(minutes=minutes)

    def view(self) -> VisitView:
        """As it is read from the record."""
        return VisitView(
            visit=self.visit,
            signatures=(),
            amendments=(),
            injections=tuple(self.injections),
            scores=tuple(self.scores),
            vitals=tuple(self.vitals),
        )


class Chronicle:
    """One patient's records, by kind and in order of writing, up to `until`."""

    def __init__(self, setting: Setting, draw: Random, patient: Patient, until: date) -> None:
        self.setting, self.draw, self.patient, self.until = setting, draw, patient, until
        self.records: dict[type, list[Any]] = defaultdict(list)
        self.pages: list[Page] = []
        self.allergy_state = AllergyState.NOT_RECORDED
        self.write(patient)

    def new_id(self) -> str:
        return self.setting.new_id()

    def write(self, *records: Record) -> None:
        for record in records:
            self.records[type(record)].append(record)

    def entered_at(self, day: date) -> datetime:
        return instant(day, self._quarter(day))

    def consent_on(self, day: date) -> Consent:
        """The latest consent signed by then; signed anew on the day when it is more than a year old."""
        signed: list[Consent] = self.records[Consent]
        standing = [consent for consent in signed if timedelta(0) <= day - consent.signed_on <= timedelta(days=365)]
        if not standing:
            standing = [self._new_consent(day)]
            self.write(*standing)
        return max(standing, key=lambda consent: consent.signed_on)

    def _new_consent(self, day: date) -> Consent:
        clinic = self.setting.clinic
        return Consent(
            id=self.new_id(),
            patient_id=self.patient.id,
            template_version=clinic.consent_version or "1",
            signed_on=day,
            sheet_edition=clinic.sheet_edition,
            sheet_given_on=day,
            paper_filed=True,
        )

    def open_page(
        self, kind: VisitKind, day: date, reason: str, *, minutes: int, plan: Plan | None = None, **words: Any
    ) -> Page:
        """A visit that was booked, on a quarter of an hour, and begun a few minutes later."""
        last = LAST_QUARTER_TODAY if day == self.setting.today else LAST_QUARTER
        booked, why = self.setting.diary.take(day, self.draw.randrange(last + 1), minutes, last=last)
        key = self.new_id()
        appointment = Appointment(
            id=self.new_id(),
            patient_id=self.patient.id,
            plan_id=plan.id if plan else None,
            starts_at=WallTime(day, booked),
            zone=self.setting.clinic.zone,
            minutes=minutes,
            type_id=TYPES.get(kind),
            type=kind.label,
            status=AppointmentStatus.WITH_YOU if day >= self.setting.last_day else AppointmentStatus.DONE,
            reason=reason,
            overlap_reason=why,
        )
        visit = Visit(
            id=key,
            entry_id=key,
            patient_id=self.patient.id,
            kind=kind,
            visited_on=day,
            started_at=instant(day, booked, self.draw.randrange(6)),
            appointment_id=appointment.id,
            reason=reason,
            **words,
        )
        page = Page(visit)
        self.pages.append(page)
        self.write(appointment, visit)
        return page

    def score(self, day: date, plan: Plan | None, answers: dict[Instrument, int], page: Page | None = None) -> None:
        """Answers of one occasion, in a visit or by phone."""
        occasion, entered_at = self.new_id(), page.at(4) if page else self.entered_at(day)
        for instrument, answer in answers.items():
            key = self.new_id()
            score = Score(
                id=key,
                entry_id=key,
                occasion_id=occasion,
                patient_id=self.patient.id,
                plan_id=plan.id if plan else None,
                visit_id=page.visit.entry_id if page else None,
                instrument=instrument,
                scored_on=day,
                score=Decimal(answer),
                mode=ScoreMode.CLINIC if page else ScoreMode.PHONE,
                entered_at=entered_at,
            )
            self.write(score)
            if page:
                page.scores.append(score)

    def inject(self, page: Page, injection: Injection, source: InjectionSource, lot: Lot, product: Product) -> None:
        """An injection from one lot, its dose computed as it is for everybody, and the answer it began with."""
        (drawn,) = with_particles(injection, [with_figures_of(lot, source)])
        given = GivenInjection(injection, (DrawnSource(drawn, lot, product),))
        answers = tuple(
            PauseAnswer(
                id=self.new_id(),
                injection_id=injection.id,
                item=item,
                answer=PauseAnswerCode.YES,
                answered_at=page.at(14 + 6 * len(page.injections)),
            )
            for item in self._asked(given)
        )
        page.injections.append(replace(given, pause=answers))
        self.write(injection, drawn, *answers)

    def measure(self, page: Page, vitals: Vitals) -> None:
        """What was measured in a visit."""
        page.vitals.append(vitals)
        self.write(vitals)

    def _asked(self, given: GivenInjection) -> Iterator[PauseItem]:
        """Who is here, always; the route into a vein or the spine and an unusual amount once more."""
        injection = given.injection
        yield PauseItem.IDENTITY
        if injection.route and needs_second_confirmation(injection.route):
            yield PauseItem.ROUTE
        plans: list[Plan] = self.records[Plan]
        plan = next(each for each in plans if each.id == injection.plan_id)
        before = [each for page in self.pages for each in page.injections if each.injection.plan_id == plan.id]
        last = before[-1] if before else None
        if unusual_amount(injection.volume_ul, given.particles, measures(plan, last)):
            yield PauseItem.AMOUNT

    def close(self, plan: Plan, on: date, reason: str) -> None:
        plans: list[Plan] = self.records[Plan]
        at = next(at for at, each in enumerate(plans) if each.id == plan.id)
        plans[at] = replace(plan, closed_on=on, closed_reason=reason)

    def sign(self) -> None:
        """Sign what was done before the last day, each in the evening of its day."""
        texts = Texts(
            clinic=self.setting.clinic,
            patient=self.patient,
            allergy_state=self.allergy_state,
            allergies=tuple(self.records[Allergy]),
            consents=tuple(self.records[Consent]),
            plans=tuple(self.records[Plan]),
        )
        self.write(
            *(self._signature(page, texts) for page in self.pages if page.visit.visited_on < self.setting.last_day)
        )

    def _signature(self, page: Page, texts: Texts) -> Signature:
        view, day = page.view(), page.visit.visited_on
        if missing := missing_to_sign(view):
            raise InvalidRecord([Problem(each.field, each.text) for each in missing])
        return sign(view, texts, key=self.new_id(), version=1, signed_at=instant(day, EVENING), signed_on=day)

    def _quarter(self, day: date) -> time:
        """A quarter of an hour of the working day; today's have gone by at noon."""
        last = LAST_QUARTER_TODAY if day == self.setting.today else LAST_QUARTER
        minutes = 15 * self.draw.randrange(last + 1)
        return time(OPENS.hour + minutes // 60, minutes % 60)
