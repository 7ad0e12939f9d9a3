"""When the window has read all that was asked beside it."""

from exodesk.ui.open_record.aside import Aside
from exodesk.ui.work.jobs import Job


def is_quiet(aside: Aside) -> bool:
    """Whether every query was answered, told and let go."""
    return not aside.findChildren(Job)
