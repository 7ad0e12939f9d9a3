"""Work runs in one thread of its own; its outcome arrives in the window's."""

import threading
from collections.abc import Iterator

import pytest
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from exodesk.core.errors import StorageError
from exodesk.ui.work.jobs import Job, Jobs, Progress, Step


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    jobs.close()


def test_the_outcome_arrives_in_the_windows_thread(qtbot: QtBot, jobs: Jobs) -> None:
    steps: list[tuple[Step, int]] = []
    results: list[tuple[int, int]] = []

    def work(progress: Progress) -> int:
        progress(1, 2, "Patients")
        return threading.get_ident()

    job = jobs.run(work)
    job.progressed.connect(lambda step: steps.append((step, threading.get_ident())))
    job.succeeded.connect(lambda thread: results.append((thread, threading.get_ident())))
    with qtbot.waitSignal(job.over):
        pass
    here = threading.get_ident()
    assert steps == [(Step(1, 2, "Patients"), here)]
    [(worked_in, came_to)] = results
    assert came_to == here
    assert worked_in != here


def test_a_known_error_is_told(qtbot: QtBot, jobs: Jobs) -> None:
    def work(_: Progress) -> None:
        raise StorageError("The disk is away.")

    job = jobs.run(work)
    with qtbot.waitSignal(job.failed) as told:
        pass
    assert str(told.args[0]) == "The disk is away."


def test_a_bug_goes_to_the_hook_and_the_job_still_ends(qtbot: QtBot, jobs: Jobs) -> None:
    def work(_: Progress) -> None:
        raise KeyError("bug")

    job = jobs.run(work)
    with capture_exceptions() as caught, qtbot.waitSignal(job.over):
        pass
    assert [error[0] for error in caught] == [KeyError]


def test_cancel_ends_the_work_at_its_next_step(qtbot: QtBot, jobs: Jobs) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        go_on.wait(5)
        progress(1, 2)

    job = jobs.run(work)
    assert begun.wait(5)
    with qtbot.waitSignal(job.cancelled):
        job.cancel()
        go_on.set()


def test_closing_stops_what_runs_and_drops_what_waits(qtbot: QtBot) -> None:
    jobs = Jobs()
    begun, ran = threading.Event(), threading.Event()

    def endless(progress: Progress) -> None:
        begun.set()
        while True:
            progress(0, 0)

    jobs.run(endless)
    jobs.run(lambda _: ran.set())
    assert begun.wait(5)
    jobs.close()
    assert not ran.is_set()


def test_jobs_let_go_of_their_signals(qtbot: QtBot, jobs: Jobs) -> None:
    job = jobs.run(lambda _: None)
    with qtbot.waitSignal(job.over):
        pass
    qtbot.waitUntil(lambda: not jobs.findChildren(Job))
