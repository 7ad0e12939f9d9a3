"""What a stored forecast means on a given day. The only place that makes a state."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from exodesk.core.booster.facts import HoldFact
from exodesk.core.booster.row import Forecast
from exodesk.core.booster.windows import DoseKind, Place
from exodesk.core.calendar import days_from
from exodesk.core.codes import Coded
from exodesk.core.sentences import counted


class State(Coded):
    """The first that matches, see `state_at`."""

    DISCONTINUED = "discontinued", "Closed"
    SUSPENDED = "suspended", "On hold"
    COMPLETE = "complete", "Complete"
    CONTRAINDICATED = "contraindicated", "Contraindicated"
    EXPIRED = "expired", "Plan expired"
    MONITORING = "monitoring", "Watching"
    NOT_YET = "not_yet", "Not yet"
    AVAILABLE = "available", "Possible"
    DUE = "due", "Due"
    OVERDUE = "overdue", "Overdue"
    LOST = "lost", "Lost from view"


class Need(Coded):
    """Whether the next booster is needed: something else than whether its date has come."""

    ASKED = "asked", "Asked for"
    RESULTS = "results", "Pain is back"
    NO_SIGN = "no_sign", "Still better"
    UNKNOWN = "unknown", "Not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A plan on one day, as shown. `hold`: the dated hold that the day lies in, if that is what suspends it."""

    on: date
    state: State
    earliest: date | None
    recommended: date | None
    past_due: date | None
    days_overdue: int | None
    review_on: date | None
    next: Place | None
    booked: bool
    need: Need | None
    lockout_ends: date | None
    hold: HoldFact | None

    @property
    def overdue(self) -> str:
        """`12 days overdue`, counted from the day on which it was past due; "" when it is not overdue."""
        if self.days_overdue is None:
            return ""
        return f"{counted(self.days_overdue, 'day')} overdue"


def state_at(
    forecast: Forecast, dated_holds: Iterable[HoldFact], appointments: Iterable[date], today: date
) -> Standing:
    """The standing on any day from that of the forecast up to the day of the next fact."""
    covering = {hold.until: hold for hold in dated_holds if hold.until and hold.covers(today)}
    state = _state(forecast, today, on_hold=bool(covering))
    inside = state == State.SUSPENDED and forecast.review_on is None
    return Standing(
        on=today,
        state=state,
        earliest=forecast.earliest,
        recommended=forecast.recommended,
        past_due=forecast.past_due,
        days_overdue=days_from(forecast.past_due, today) if forecast.past_due and state == State.OVERDUE else None,
        review_on=forecast.review_on,
        next=forecast.next,
        booked=any(appointment >= today for appointment in appointments),
        need=_need(forecast, today),
        lockout_ends=forecast.lockout_ends,
        hold=covering[max(covering)] if inside else None,
    )


def _state(forecast: Forecast, today: date, *, on_hold: bool) -> State:
    if forecast.closed_on:
        return State.DISCONTINUED
    if forecast.question_from:
        return State.SUSPENDED
    if forecast.complete:
        return State.COMPLETE
    if forecast.contraindicated_from:
        return State.CONTRAINDICATED
    if forecast.open_hold_from or on_hold:
        return State.SUSPENDED
    if forecast.valid_until and today > forecast.valid_until:
        return State.EXPIRED
    return _state_by_dates(forecast, today)


def _state_by_dates(forecast: Forecast, today: date) -> State:
    if forecast.recommended is None or forecast.earliest is None:
        return State.MONITORING  # as needed, no trigger, no date set by hand: the only dose to come without dates
    assert forecast.past_due is not None
    assert forecast.lost_after is not None
    if today < forecast.earliest:
        return State.NOT_YET
    if today < forecast.recommended:
        return State.AVAILABLE
    if today <= forecast.past_due:
        return State.DUE
    return State.OVERDUE if today <= forecast.lost_after else State.LOST


def _need(forecast: Forecast, today: date) -> Need | None:
    if forecast.next_kind != DoseKind.BOOSTER:
        return None
    if forecast.asked_on:
        return Need.ASKED
    if forecast.relapse_on:
        return Need.RESULTS
    if forecast.no_sign_until and today <= forecast.no_sign_until:
        return Need.NO_SIGN
    return Need.UNKNOWN
