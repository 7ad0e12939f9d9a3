"""What a start loads before its first page: nothing that the page does not stand on."""

import json
import subprocess
import sys

LATER = (
    "exodesk.demo",
    "exodesk.documents",
    "exodesk.exchange",
    "exodesk.printing",
    "exodesk.services.safekeeping",
    "exodesk.storage.salvage",
    "exodesk.storage.schema.runner",
    "exodesk.ui.calendar",
    "exodesk.ui.forms.form",
    "exodesk.ui.pages.booking",
    "exodesk.ui.pages.calendar",
    "exodesk.ui.pages.chart",
    "exodesk.ui.pages.settings",
    "exodesk.ui.pages.visit",
    "exodesk.ui.palette.widget",
    "exodesk.ui.timeline.widget",
    "exodesk.ui.unlock.creation",
    "exodesk.ui.unlock.restoration",
    "exodesk.ui.unlock.salvaging",
    "click",
    "dateutil",
    "sqlite_utils",
)


def test_the_first_page_stands_on_no_other_and_on_nothing_that_is_seldom_needed() -> None:
    told = "import json, sys; import exodesk.app, exodesk.ui.pages.today.page; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", told], check=True, capture_output=True, text=True)
    loaded = json.loads(done.stdout)
    assert [name for name in loaded if name.startswith(LATER)] == []
