"""What libraries write for a moment, such as a page on its way to the printer, lies in a folder of this run only.

Otherwise it lies where every program's files lie, and stays there when the program is killed.
"""

import atexit
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

_NAME = "passing-"


def keep_passing_files_in(cache: Path) -> None:
    """From now to the end of the process. What runs that were killed have left goes first.

    Windows and its printing ask for no such folder. Where none can be made, all is as it was.
    """
    if os.name != "posix":
        return
    own = cache / f"{_NAME}{os.getpid()}"
    with suppress(OSError):
        for left in cache.glob(f"{_NAME}*"):
            if not _is_running(left.name.removeprefix(_NAME)):
                shutil.rmtree(left, ignore_errors=True)
        own.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.environ["TMPDIR"], tempfile.tempdir = str(own), None
        atexit.register(shutil.rmtree, own, ignore_errors=True)


def _is_running(number: str) -> bool:
    try:
        os.kill(int(number), 0)  # asks only
    except (ValueError, ProcessLookupError):
        return False
    except OSError:  # somebody else's
        return True
    return True
