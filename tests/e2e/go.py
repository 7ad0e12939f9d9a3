"""Goes one journey: `python3 -m tests.e2e.go JOURNEY FOLDER COMMAND…`, inside a display and a bus of its own.

Run by the system's Python: see `desk.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.e2e.first_day import FirstDay
from tests.e2e.journey import Journey
from tests.e2e.screen import open_desk

JOURNEYS: dict[str, type[Journey]] = {"first day": FirstDay}


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
