"""An appointment that is taken along by one key, until another puts it somewhere. It moves nothing itself."""

from exodesk.core.records.appointment import Appointment
from exodesk.queries.agenda import Booking
from exodesk.ui.calendar import words
from exodesk.ui.keyboard.keys import Key

HELP = (
    "Arrows go · Enter opens or books · A arrived · C confirmed · N did not come · M or Ctrl+X moves · "
    "Shift+arrows length · Del cancels · T today"
)
HELP_IN_MONTH = (
    "Arrows go by days · Space to the day's bookings · Enter opens · A arrived · C confirmed · N did not come · "
    "M or Ctrl+X moves · Del cancels · T today"
)


class Taken:
    def __init__(self) -> None:
        self._booking: Booking | None = None

    @property
    def booking(self) -> Booking | None:
        return self._booking

    @property
    def key(self) -> str | None:
        return self._booking.appointment.id if self._booking else None

    def take(self, booking: Booking | None) -> None:
        """Take it along; a second time, leave it where it is."""
        is_same = booking is not None and booking.appointment.id == self.key
        self._booking = None if is_same else booking

    def put(self) -> Appointment | None:
        """It is put down: nothing is taken along any more."""
        booking, self._booking = self._booking, None
        return booking.appointment if booking else None

    def told(self, *, by_days: bool) -> str:
        """What the keys do now; `by_days` in the month."""
        if self._booking is None:
            return HELP_IN_MONTH if by_days else HELP
        place = "on the chosen day" if by_days else "at the chosen time"
        return (
            f"Taken along: {words.title(self._booking)}. {Key.PASTE.shown} puts it {place}, "
            f"{Key.CUT.shown} again leaves it where it is."
        )
