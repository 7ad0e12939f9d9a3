"""Clocks that nobody sets. One runs on while the computer sleeps and one stands still: their difference is its sleep.

Sources: clock_gettime(2) of Linux and of macOS; GetTickCount64 and QueryUnbiasedInterruptTime in the Windows API.
"""

import sys
import time

if sys.platform == "win32":
    import ctypes

    _KERNEL = ctypes.windll.kernel32
    _KERNEL.GetTickCount64.restype = ctypes.c_uint64

    def running_s() -> float:
        """Seconds that pass, asleep or awake, however the clock of the day is set."""
        return int(_KERNEL.GetTickCount64()) / 1_000

    def awake_s() -> float:
        """The same without the time asleep."""
        passed = ctypes.c_uint64()
        _KERNEL.QueryUnbiasedInterruptTime(ctypes.byref(passed))
        return passed.value / 10_000_000

else:
    _AWAKE = getattr(time, "CLOCK_UPTIME_RAW", time.CLOCK_MONOTONIC)  # macOS has a clock of its own for it
    _RUNNING = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)

    def running_s() -> float:
        """Seconds that pass, asleep or awake, however the clock of the day is set."""
        return time.clock_gettime(_RUNNING)

    def awake_s() -> float:
        """The same without the time asleep."""
        return time.clock_gettime(_AWAKE)


def asleep_s() -> float:
    """Seconds that this computer has slept since some moment before the program began."""
    return running_s() - awake_s()
