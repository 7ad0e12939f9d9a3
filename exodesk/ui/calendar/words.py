"""What is said of a booking: on its tile, under the pointer, to a screen reader. And the icon beside each status."""

from exodesk.core.dates import show_long_date, show_time
from exodesk.core.records.appointment import AppointmentStatus, Colour
from exodesk.core.records.patient import show_born, show_chart_no, show_name
from exodesk.core.schedule import ends_at
from exodesk.queries.agenda import Booking
from exodesk.ui.look.tokens import Tone

GLYPHS = {
    AppointmentStatus.BOOKED: "calendar",
    AppointmentStatus.CONFIRMED: "check",
    AppointmentStatus.ARRIVED: "map-pin",
    AppointmentStatus.WITH_YOU: "user",
    AppointmentStatus.DONE: "circle-check",
    AppointmentStatus.NO_SHOW: "calendar-x",
    AppointmentStatus.CANCELLED: "ban",
}
UNSIGNED_GLYPH = "pencil"
TONES = {
    Colour.TEAL: Tone.ACCENT,
    Colour.BLUE: Tone.INFO,
    Colour.VIOLET: Tone.PAIN,
    Colour.AMBER: Tone.WARNING,
    Colour.GREY: Tone.NEUTRAL,
}


def tone_of(booking: Booking) -> Tone:
    return TONES[booking.type.colour] if booking.type else Tone.NEUTRAL


def glyph_of(booking: Booking) -> str:
    if booking.is_left_unsigned:
        return UNSIGNED_GLYPH
    return "lock" if booking.appointment.is_block else GLYPHS[booking.appointment.status]


def whose(booking: Booking) -> str:
    """`ROE, Richard`, or what the time is blocked for."""
    return show_name(booking.patient) if booking.patient else booking.appointment.reason or "Blocked"


def title(booking: Booking) -> str:
    """`10:30 ROE, Richard`."""
    return f"{show_time(booking.appointment.starts_at.at)} {whose(booking)}"


def stays(booking: Booking) -> str:
    return f"{title(booking)} stays where it is: {booking.status.lower()}."


def moving(booking: Booking) -> str:
    return f"Moving {title(booking)}. Arrows move, Enter drops, Escape leaves it."


def note(booking: Booking) -> str:
    """`Confirmed · Injection · Right knee`."""
    appointment = booking.appointment
    about = (booking.status, appointment.type, appointment.reason if booking.patient else None)
    return " · ".join(part for part in about if part)


def hours(booking: Booking) -> str:
    """`10:30 to 11:00`."""
    return f"{show_time(booking.appointment.starts_at.at)} to {show_time(ends_at(booking.appointment).at)}"


def born(booking: Booking) -> str:
    return show_born(booking.patient) if booking.patient else ""


def missed(booking: Booking) -> str:
    count = booking.no_shows
    return f"Did not come {'once' if count == 1 else f'{count} times'}" if count else ""


def tip(booking: Booking) -> str:
    """Everything that tells this booking from another one."""
    appointment = booking.appointment
    who = whose(booking)
    if booking.patient:
        who = f"{who} · {born(booking)} · {show_chart_no(booking.patient.chart_no)}"
    lines = (
        who,
        f"{hours(booking)} · {note(booking)}",
        booking.phone,
        missed(booking),
        appointment.room_note or "",
        f"Overlaps: {appointment.overlap_reason}" if appointment.overlap_reason else "",
    )
    return "\n".join(line for line in lines if line)


def spoken(booking: Booking) -> str:
    """For a screen reader: `23 November 2026, 10:30 to 11:00, ROE, Richard, born ..., Confirmed · Injection`."""
    parts = (show_long_date(booking.appointment.starts_at.day), hours(booking), whose(booking), born(booking))
    return ", ".join(part for part in (*parts, note(booking), missed(booking)) if part)
