"""What every test stands on: no screen, folders of its own, laws without deadlines, real windows on demand."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests import window_tools

pytest_plugins = ["tests.fixtures"]  # an encrypted record to work on

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # a test of a real window sets its own

settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

SKIPPED_WINDOWS = pytest.StashKey[int]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--window", action="store_true", help="fail when a real window cannot be tested")


@pytest.hookimpl(trylast=True)  # after -k and -m have chosen
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Real windows need tools of the system: without them the tests are skipped, or refused where they are demanded."""
    windows = [item for item in items if item.get_closest_marker("window")]
    lacking = window_tools.missing() if windows else []
    if not lacking:
        return
    names = ", ".join(lacking)
    if config.getoption("--window") or os.environ.get("CI"):
        wanted = " ".join(window_tools.packages())
        message = f"{len(windows)} tests need a real window, and this computer lacks {names}.\napt-get install {wanted}"
        raise pytest.UsageError(message)
    for item in windows:
        item.add_marker(pytest.mark.skip(reason=f"a real window needs {names}"))
    config.stash[SKIPPED_WINDOWS] = len(windows)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if skipped := config.stash.get(SKIPPED_WINDOWS, 0):
        names = ", ".join(window_tools.missing())
        terminalreporter.write_line(f"{skipped} tests in a real window were skipped: this computer lacks {names}.")


@pytest.fixture(scope="session", autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Records, settings and run-time files of a test run lie in a folder of its own, never in the user's."""
    home: Path = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for kind in ("data", "config", "state"):
            patch.setenv(f"XDG_{kind.upper()}_HOME", str(home / kind))
        runtime = home / "runtime"
        runtime.mkdir(mode=0o700)  # without one Qt warns, and a warning fails a test
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        yield
