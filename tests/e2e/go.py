"""Goes one journey: `python3 -m tests.e2e.go JOURNEY FOLDER COMMAND…`, inside a display and a bus of its own.

Run by the system's Python: see `desk.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.e2e.at_the_desk import AtTheDesk
from tests.e2e.consult import Consult
from tests.e2e.correction import Correction
from tests.e2e.first_day import FirstDay
from tests.e2e.journey import Journey
from tests.e2e.killed import Killed
from tests.e2e.merge import Merge
from tests.e2e.overtaken import Overtaken
from tests.e2e.screen import open_desk
from tests.e2e.two_sites import TwoSites

JOURNEYS: dict[str, type[Journey]] = {
    "first day": FirstDay,
    "consult": Consult,
    "two sites": TwoSites,
    "correction": Correction,
    "merge": Merge,
    "killed": Killed,
    "overtaken": Overtaken,
    "at the desk": AtTheDesk,
}


def main(name: str, folder: Path, command: list[str]) -> None:
    manager = open_desk()
    journey = JOURNEYS[name](folder, command)
    try:
        journey.go()
    except BaseException:
        journey.screen.shoot(folder / "failure.png")
        print(journey.screen.tree(), file=sys.stderr)
        raise
    finally:
        journey.kill()
        manager.terminate()
        manager.wait()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
