"""Why a plan stands as it does, in one plain sentence for the practitioner. Says what is so; never advises.

It reads the row and the standing alone, so a list of a thousand plans needs no facts. The booster's date and the need
for it are two sentences: `why` and `why_needed`.
"""

from datetime import date

from exodesk.core.booster.row import NON_RESPONSE, Forecast
from exodesk.core.booster.state import Need, Standing, State
from exodesk.core.booster.windows import DoseKind
from exodesk.core.dates import show_date
from exodesk.core.quantities import Unit
from exodesk.core.records.plan import HoldReason

DATED = (State.NOT_YET, State.AVAILABLE, State.DUE, State.OVERDUE, State.LOST)


def why(standing: Standing, forecast: Forecast) -> str:
    """The reason of the state; beside dates, what they are counted from."""
    if standing.state in DATED:
        return f"{_by_dates(standing, forecast)}{_ground(forecast)}."
    match standing.state:
        case State.DISCONTINUED:
            return f"The plan was closed on {_shown(forecast.closed_on)}."
        case State.COMPLETE:
            return "Everything that was planned has been given."
        case State.CONTRAINDICATED:
            return f"Contraindicated since {_shown(forecast.contraindicated_from)}."
        case State.EXPIRED:
            return f"The plan was valid until {_shown(forecast.valid_until)}: renew the plan first{_dose(forecast)}."
        case State.MONITORING:
            return (
                f"As needed: {_name(forecast)} is not asked for and no return of the pain is recorded; "
                f"the lockout {'ends' if _ahead(forecast, standing) else 'ended'} on {_shown(forecast.lockout_ends)}."
            )
        case _:
            return f"{_suspended(standing, forecast)}."


def why_needed(standing: Standing, forecast: Forecast) -> str | None:
    """Whether the booster is needed, whatever its date; None when no booster is next."""
    match standing.need:
        case Need.ASKED:
            return f"Asked for on {_shown(forecast.asked_on)}."
        case Need.RESULTS:
            return f"The pain came back on {_shown(forecast.relapse_on)}."
        case Need.NO_SIGN:
            return "The last score is still clearly better than at the start."
        case Need.UNKNOWN:
            return "Not asked for, and the scores do not tell."
        case None:
            return None


def _by_dates(standing: Standing, forecast: Forecast) -> str:
    name = _name(forecast)
    falls = f"{name} falls on {_shown(forecast.recommended)}"
    match standing.state:
        case State.NOT_YET if forecast.earliest == forecast.recommended:
            return f"Not yet: {falls}"
        case State.NOT_YET:
            return f"Not yet: {falls}, at the earliest on {_shown(forecast.earliest)}"
        case State.AVAILABLE:
            return f"Possible since {_shown(forecast.earliest)}: {falls}"
        case State.DUE:
            return f"Due since {_shown(forecast.recommended)}: {name}"
        case State.OVERDUE:
            return f"{standing.overdue} (past due after {_shown(forecast.past_due)}): {name}"
        case _:
            past_due = f"past due after {_shown(forecast.past_due)}"
            return f"Lost from view after {_shown(forecast.lost_after)}, {past_due}: {name}"


def _suspended(standing: Standing, forecast: Forecast) -> str:
    if standing.hold:
        return f"On hold ({_in_words(standing.hold.reason)}) until {_shown(standing.hold.until)}{_dose(forecast)}"
    review = f"; review on {_shown(forecast.review_on)}"
    if forecast.question_from:
        return (
            f"On hold since {_shown(forecast.question_from)}: the lot of a dose had expired or was recalled, "
            f"and whether the dose counts is not answered{review}"
        )
    if forecast.open_hold_reason == NON_RESPONSE:
        return (
            f"On hold since {_shown(forecast.open_hold_from)}: the pain was not clearly less than at the start, "
            f"and no review is recorded{review}"
        )
    reason = _in_words(forecast.open_hold_reason or "")
    return f"On hold without an end since {_shown(forecast.open_hold_from)} ({reason}){review}"


def _dose(forecast: Forecast) -> str:
    """`; booster 1 falls on 01-Mar-2027, 6 months after the dose of 31-Aug-2026`, where there are dates."""
    if forecast.recommended is None:
        return ""
    return f"; {_name(forecast)} falls on {_shown(forecast.recommended)}{_ground(forecast)}"


def _ground(forecast: Forecast) -> str:
    """What the dates are counted from, and what moved them."""
    if forecast.floor_cause is None:
        return _origin(forecast)
    moved = "moved to" if forecast.floor_on == forecast.recommended else "not before"
    return f"{_origin(forecast)}, {moved} {_shown(forecast.floor_on)}, {forecast.floor_cause.label}"


def _origin(forecast: Forecast) -> str:
    if forecast.hand_set_on:
        return f", by the date set by hand on {_shown(forecast.hand_set_on)}"
    if forecast.trigger_on:
        cause = "asked for on" if forecast.trigger_on == forecast.asked_on else "as the pain came back on"
        waited = forecast.lockout_ends is not None and forecast.lockout_ends > forecast.trigger_on
        lockout = f", within the lockout that ends on {_shown(forecast.lockout_ends)}" if waited else ""
        return f", {cause} {_shown(forecast.trigger_on)}{lockout}"
    if forecast.interval_months:
        return f", {Unit.MONTHS.show(forecast.interval_months)} after the dose of {_shown(forecast.reference_on)}"
    if forecast.interval_weeks:
        return f", {Unit.WEEKS.show(forecast.interval_weeks)} after the dose of {_shown(forecast.reference_on)}"
    if forecast.reference_on:
        return f", again, since the dose of {_shown(forecast.reference_on)} is to be repeated"
    return ", as planned"


def _name(forecast: Forecast) -> str:
    assert forecast.next_kind is not None, "a state with dates has a next dose"
    return f"{'booster' if forecast.next_kind == DoseKind.BOOSTER else 'dose'} {forecast.next_number}"


def _ahead(forecast: Forecast, standing: Standing) -> bool:
    return forecast.lockout_ends is not None and forecast.lockout_ends > standing.on


def _in_words(reason: str) -> str:
    """The label of a hold's reason; a code that is not ours is shown as it came, without its underscores."""
    known = {code.value: code.label for code in HoldReason}
    return known.get(reason, reason.replace("_", " ")).lower()


def _shown(day: date | None) -> str:
    assert day is not None, "a state that names a date has it"
    return show_date(day)
