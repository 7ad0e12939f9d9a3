"""The doses of one course, with what happens between them: answers by phone and in the clinic, boosters, holds.

It keeps to the plan as people do: mostly, sometimes late, rarely early with a reason, and some never come back.
"""

from datetime import date, timedelta

from exodesk.core.calendar import add_months
from exodesk.core.records.plan import BoosterRule, HoldReason, PlanActKind
from exodesk.core.records.visit import Instrument, VisitKind
from exodesk.core.sites import sided
from exodesk.demo import desk
from exodesk.demo.aims import Aim
from exodesk.demo.chronicle import Chronicle
from exodesk.demo.course import follow_up_days, global_change, pain_on, workday
from exodesk.demo.needle import give

_NEVER_COMES, _DROPS_OUT, _EARLY, _LATE = 0.05, 0.09, 0.01, 0.14
_CALLS, _PAUSES, _HELD, _CLOSES, _BOOKED = 0.04, 0.03, 0.055, 0.05, 0.1
_WISHES, _BOOSTERS_A_YEAR = 0.25, 0.35
_OUTSIDE_PLAN = "Leaves for three months; talked through."


class Treatment:
    """Plans that are treated together, by the terms of the first. Who does not come back has one dose."""

    def __init__(self, told: Chronicle, aims: tuple[Aim, ...], *, comes_for_sure: bool, comes_back: bool) -> None:
        self._comes_for_sure, self._comes_back = comes_for_sure, comes_back
        self._told, self._draw, self._aims = told, told.draw, aims
        self._plan, self._fate = aims[0].plan, aims[0].fate
        self._first = self._last = aims[0].plan.planned_on

    def run(self) -> None:
        day = self._plan.planned_on
        if not self._comes_for_sure:
            if self._draw.random() < _NEVER_COMES:
                return
            day = workday(day + timedelta(days=self._draw.randint(1, 10) if self._draw.random() < 0.2 else 0))
        self._first, number = day, 0
        following: date | None = day
        while following and following <= self._told.until:
            day, number = following, number + 1
            asks = self._dose(day, number)
            following = self._following(day, number) if self._comes_back else None
            self._between(day, following)
            if asks:  # whether a dose counts is open: nothing more is given until it is answered
                following = None
        if following and self._told.until == self._told.setting.today and self._draw.random() < 0.5:
            desk.book(self._told, self._plan, following, VisitKind.INJECTION, 30)
        if number and self._comes_back:
            self._end(following)

    def _dose(self, day: date, number: int) -> bool:
        """One visit with an injection for each aim; whether one of them waits for an answer about its lot."""
        told = self._told
        where = " and ".join(sided(aim.plan.site, aim.plan.side) for aim in self._aims)
        page = told.open_page(
            VisitKind.INJECTION,
            day,
            f"{where}, dose {number}",
            minutes=30,
            plan=self._plan,
            since_last="No new complaint." if number > 1 else None,
            exam=self._draw.choice(("No warmth, no effusion.", "Mild effusion, full extension.", "Tender, no warmth.")),
            instructions="Rest the treated part for a day or two. Call if it gets hot, swollen or more painful.",
        )
        if number > 1 or self._draw.random() < 0.5:
            for aim in self._aims:
                if aim.complaint.hurts:
                    told.score(day, aim.plan, {Instrument.PAIN_AVERAGE: self._pain(aim, day)}, page)
        if number > self._plan.doses:
            for aim in self._aims:
                desk.act(told, aim.plan, PlanActKind.REVIEW, day, reason="Results looked at together; goes on.")
        reason = _OUTSIDE_PLAN if number > 1 and self._is_early(day, number) else None
        asks = [give(told, page, aim, reason) for aim in self._aims]
        self._last = day
        return any(asks)

    def _is_early(self, day: date, number: int) -> bool:
        """More than the four days of grace before the week that leads up to the planned day."""
        weeks = self._plan.interval_weeks or 0
        return number <= self._plan.doses and day < self._last + timedelta(weeks=weeks - 1, days=-4)

    def _following(self, day: date, number: int) -> date | None:
        """When the next dose is given, today or later included; None when the patient does not come back for one."""
        draw, plan = self._draw, self._plan
        if number < plan.doses and plan.interval_weeks:
            if draw.random() < _DROPS_OUT:
                return None
            return workday(day + timedelta(weeks=plan.interval_weeks, days=self._days_off()))
        match plan.booster:
            case BoosterRule.FIXED if plan.booster_months and draw.random() < 0.85:
                return workday(
                    add_months(day, plan.booster_months) + timedelta(days=round(draw.triangular(-10, 40, 5)))
                )
            case BoosterRule.AS_NEEDED if self._fate.relapses_after_days:
                return workday(day + timedelta(days=self._fate.relapses_after_days + draw.randint(20, 90)))
            case BoosterRule.AS_NEEDED if self._fate.helped:
                return workday(add_months(day, 4) + timedelta(days=5 + round(draw.expovariate(_BOOSTERS_A_YEAR / 365))))
            case _:
                return None

    def _days_off(self) -> int:
        fate = self._draw.random()
        if fate < _EARLY:
            return -self._draw.randint(13, 14)
        if fate < _EARLY + _LATE:
            return self._draw.randint(15, 30)
        return round(self._draw.triangular(-6, 8, 0))

    def _between(self, day: date, following: date | None) -> None:
        """From one dose to the next: calls, answers, a pause, and the wish for a booster."""
        told, draw = self._told, self._draw
        until = min(following or date.max, told.until + timedelta(days=1))
        called_on = day + timedelta(days=draw.randint(1, 2))
        if called_on < until and draw.random() < _CALLS:
            desk.call(told, self._plan, called_on)
        for answered_on in follow_up_days(draw, day, until):
            self._answers(answered_on, in_clinic=(answered_on - day).days > 60 and draw.random() < 0.4)
        if draw.random() < _PAUSES:
            begins = day + timedelta(days=draw.randint(8, 14))
            ends = begins + timedelta(days=draw.randint(7, 14))
            if begins < until and (following is None or ends <= following):
                desk.hold(told, self._plan, HoldReason.INFECTION, begins, ends)
        if following and self._plan.booster is BoosterRule.AS_NEEDED and draw.random() < 0.6:
            self._ask(following - timedelta(days=draw.randint(1, 20)))

    def _answers(self, day: date, *, in_clinic: bool) -> None:
        told, page = self._told, None
        if in_clinic:
            where = sided(self._plan.site, self._plan.side)
            page = told.open_page(VisitKind.REVIEW, day, where, minutes=15, plan=self._plan)
        for aim in self._aims:
            pain = self._pain(aim, day)
            change = {Instrument.PGIC: global_change(self._draw, aim.fate.baseline, pain)}
            told.score(day, aim.plan, ({Instrument.PAIN_AVERAGE: pain} if aim.complaint.hurts else {}) | change, page)

    def _pain(self, aim: Aim, day: date) -> int:
        since_first, since_last = (day - self._first).days, (day - self._last).days
        return pain_on(self._draw, aim.fate, since_first=since_first, since_last=since_last)

    def _end(self, following: date | None) -> None:
        """How it stands today: on hold, wished for, closed, watched, or with a date."""
        told, draw = self._told, self._draw
        fate = draw.random()
        if fate < _HELD:
            self._hold_now()
        elif following:
            return
        elif self._plan.booster is BoosterRule.AS_NEEDED and draw.random() < _WISHES:
            self._ask(told.setting.today - timedelta(days=draw.randint(1, 60)))
        elif fate > 1 - _CLOSES:
            closed_on = self._last + timedelta(days=draw.randint(90, 300))
            if closed_on <= told.until:
                for aim in self._aims:
                    told.close(aim.plan, closed_on, "Does not want more")
        elif fate > 1 - _CLOSES - _BOOKED and told.until == told.setting.today:
            review_on = workday(told.setting.today + timedelta(days=draw.randint(1, 60)))
            desk.book(told, self._plan, review_on, VisitKind.REVIEW, 15)

    def _hold_now(self) -> None:
        """Since some day of the last month, if nothing was given since."""
        draw, begins = self._draw, self._told.until - timedelta(days=self._draw.randint(0, 30))
        if begins <= self._last:
            return
        reason = draw.choices((HoldReason.INVESTIGATION, HoldReason.DECLINED, HoldReason.CONTRAINDICATION), (9, 9, 2))[
            0
        ]
        ends = begins + timedelta(days=draw.randint(20, 90)) if reason is HoldReason.DECLINED else None
        desk.hold(self._told, self._plan, reason, begins, ends)

    def _ask(self, day: date) -> None:
        """The wish for a booster, once the lockout is over."""
        if add_months(self._last, 4) < day <= self._told.until:
            for aim in self._aims:
                desk.act(self._told, aim.plan, PlanActKind.REQUEST, day)
