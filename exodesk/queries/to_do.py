"""What is to be done at the desk: tasks, people to see or call back, safety questions and scores to ask for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from exodesk.core.asking import Question, days_asked_about, earliest_target, questions_on
from exodesk.core.follow_up import FollowUpPoint
from exodesk.core.reaching import no_contact_because, phone_of
from exodesk.core.records.contact import CallAbout, CallAttempt, PhoneNote
from exodesk.core.records.patient import Patient
from exodesk.core.records.task import Task
from exodesk.core.sites import sided
from exodesk.storage import background, clinic, patients, tasks, unscored
from exodesk.storage.fact_rows import grouped
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.unscored import Unscored

Injected = tuple[str, date]
"""The person and the day of their injections."""


@dataclass(frozen=True, slots=True)
class OpenTask:
    """`patient`: of a merged chart, the one that it counts as."""

    task: Task
    patient: Patient | None


@dataclass(frozen=True, slots=True)
class WaitingNote:
    note: PhoneNote
    patient: Patient
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToAsk:
    """Somebody to be asked how they are after the injections of one day. `calls`: tries to ask them."""

    patient: Patient
    phone: str
    injected_on: date
    places: tuple[str, ...]
    question: Question
    calls: tuple[CallAttempt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToScore:
    """Somebody whose score is to be asked for at a point after the primary doses of a plan."""

    patient: Patient
    phone: str
    plan_id: str
    where: str
    point: FollowUpPoint


@dataclass(frozen=True, slots=True)
class ToDo:
    notes: tuple[WaitingNote, ...]
    tasks: tuple[OpenTask, ...]
    questions: tuple[ToAsk, ...]
    scores: tuple[ToScore, ...]


def to_do(record: RecordFile) -> ToDo:
    """All that waits today, the longest waiting first."""
    today = record.today()
    with record.reading():
        notes = tasks.waiting_notes(record)
        due = tasks.open_until(record, today)
        asking = [each for asked in days_asked_about(today) for each in tasks.unasked(record, *asked)]
        to_score = unscored.open_on(record, today, earliest_target(today, clinic.rules(record)))
        charts = {chart for chart, *_ in asking} | {note.patient_id for note in notes}
        charts |= {each.patient_id for each in to_score}
        people = _People(record, charts | {task.patient_id for task in due if task.patient_id})
        places: dict[Injected, list[str]] = {}
        for chart, day, site, side in asking:
            places.setdefault((people.of(chart).id, day), []).append(sided(site, side))
        questions = tuple(_questions(record, people, places))
    return ToDo(
        notes=tuple(WaitingNote(note, people.of(note.patient_id), people.phone(note.patient_id)) for note in notes),
        tasks=tuple(OpenTask(task, people.of(task.patient_id) if task.patient_id else None) for task in due),
        questions=questions,
        scores=tuple(_scores(people, to_score, today)),
    )


def _scores(people: "_People", found: Iterable[Unscored], today: date) -> Iterator[ToScore]:
    """Whoever asked not to be contacted, died or moved away is not asked."""
    for each in found:
        patient = people.of(each.patient_id)
        if not no_contact_because(patient, today):
            yield ToScore(
                patient=patient,
                phone=people.phone(each.patient_id),
                plan_id=each.plan_id,
                where=sided(each.site, each.side),
                point=each.point,
            )


class _People:
    """Whom charts count as, by any of their charts, with the number to call; read together."""

    def __init__(self, record: RecordFile, charts: Iterable[str]) -> None:
        self.counts_as = patients.people(record, list(charts))
        self._named = patients.with_ids(record, list(set(self.counts_as.values())))
        numbers = background.phones(record, list(self.counts_as))
        self._numbers = grouped((self.counts_as[each.patient_id], each) for each in numbers)

    def of(self, chart: str) -> Patient:
        return self._named[self.counts_as[chart]]

    def phone(self, chart: str) -> str:
        found = phone_of(self._numbers.get(self.counts_as[chart], ()))
        return found.value if found else ""


def _questions(record: RecordFile, people: _People, places: Mapping[Injected, list[str]]) -> Iterator[ToAsk]:
    """Nobody is asked who has answered, died, moved away or asked not to be contacted."""
    today, whose = record.today(), people.counts_as
    charts, since = list(whose), min((day for _, day in places), default=today)
    answers = tasks.safety_answers(record, charts, since)
    answered = {(whose[each.patient_id], each.injected_on, each.point) for each in answers}
    calls = grouped((whose[call.patient_id], call) for call in tasks.calls_of(record, charts))
    asked = {day: tuple(questions_on(day, today)) for _, day in places}
    for (person, day), where in sorted(places.items(), key=lambda item: item[0][1]):
        patient = people.of(person)
        if no_contact_because(patient, today):
            continue
        for question in asked[day]:
            if (person, day, question.point) in answered:
                continue
            yield ToAsk(
                patient=patient,
                phone=people.phone(person),
                injected_on=day,
                places=tuple(dict.fromkeys(where)),
                question=question,
                calls=tuple(
                    call
                    for call in calls.get(person, ())
                    if call.about is CallAbout.FOLLOW_UP and call.called_on >= question.window.opens
                ),
            )
