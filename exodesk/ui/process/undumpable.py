"""The memory of this process holds a key: no core dump of it is written, and no other process of the user reads it."""

import ctypes
import sys

if sys.platform != "win32":
    import resource

_PR_SET_DUMPABLE = 4


def hide_memory() -> None:
    """For the life of the process. Where the system knows no such wish, only dumps are off."""
    if sys.platform == "win32":
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
