"""A route that is asked for once more: into a vein, the spinal canal, the epidural space or a disc."""

from exodesk.core.codes import Route
from exodesk.core.safety import needs_second_confirmation
from exodesk.ui.forms.controls import Tick
from exodesk.ui.pages.visit.labelled import Labelled

_INTO = {
    Route.INTRAVENOUS: "into a vein",
    Route.INTRATHECAL: "into the spinal canal",
    Route.EPIDURAL: "into the epidural space",
    Route.INTRADISCAL: "into a disc",
}


class RouteAgain(Labelled):
    def __init__(self) -> None:
        self.tick = Tick("")
        super().__init__("Confirm the route", self.tick)

    def clear(self) -> None:
        self.tick.setChecked(False)

    @property
    def is_confirmed(self) -> bool:
        return not self.isHidden() and self.tick.isChecked()

    def show_route(self, route: Route | None) -> None:
        """Ask where it goes, if this route is asked for twice."""
        self.setVisible(route is not None and needs_second_confirmation(route))
        if route:
            self.tick.setText(f"Once more: it goes {_INTO.get(route, route.label.lower())}")
