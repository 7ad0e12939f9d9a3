"""The headless verbs: the same record and rules as the window, for scripts and for a terminal.

Standard output holds the result and nothing else; errors are one line each on standard error.

verbs/       what each verb does        opening.py   how a verb comes to its record
options.py   dates and files as typed   answers.py   results as JSON or as aligned text
"""

import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import click

from exodesk.cli.answers import Answer
from exodesk.cli.verbs import exodesk
from exodesk.core.case_reader import BadCase
from exodesk.core.errors import ExodeskError, NotNow

DONE, FAILED, MISUSED = 0, 1, 2
TRY_AGAIN = 75
"""The same command works a moment later: EX_TEMPFAIL of sysexits.h, which mail, cron and systemd know."""
INTERRUPTED, PIPE_CLOSED = 130, 141
"""As a shell reports programs that were ended by SIGINT and by SIGPIPE."""


def main(argv: Sequence[str] | None = None) -> int:
    """Do what a verb says; returns the exit code."""
    sys.excepthook = _tell_of_bug
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # names need more than a code page, and a file name may be any bytes
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")
    try:
        answer = exodesk.main(args=argv, prog_name="exodesk", standalone_mode=False)
        return _give(answer) if isinstance(answer, Answer) else int(answer or DONE)
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except (click.ClickException, BadCase) as error:
        return _fail(error.format_message() if isinstance(error, click.ClickException) else str(error), MISUSED)
    except ExodeskError as error:
        return _fail(str(error), TRY_AGAIN if isinstance(error, NotNow) else FAILED)


def _give(answer: Answer) -> int:
    """Write the result. Who reads no further has seen enough: that is no error to talk about."""
    if sys.stdout is None:
        return _fail("There is no standard output to write to.", FAILED)
    try:
        sys.stdout.write(answer.text)
        sys.stdout.flush()
    except BrokenPipeError:
        _forget_stdout()
        return PIPE_CLOSED
    except OSError as error:
        _forget_stdout()
        return _fail(f"The result could not be written ({error.strerror}).", FAILED)
    return answer.code


def _forget_stdout() -> None:
    """Otherwise Python writes what is left once more as it ends, and complains."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail(text: str, code: int) -> int:
    sys.stderr.write(f"exodesk: {' '.join(text.split())}\n")
    return code


def _tell_of_bug(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
    """One line for our own mistakes too. What the error holds may be a patient's, so only its place is told."""
    frames = traceback.extract_tb(trace)
    place = f" in {Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""
    _fail(f"This is a mistake of Exodesk ({kind.__name__}{place}). Nothing was changed; please report it.", FAILED)
