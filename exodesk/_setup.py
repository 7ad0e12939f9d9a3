"""The first start of a checkout: system packages, `.venv`, then the same command inside it.

Runs under the computer's own Python with the standard library alone, speaks on standard error only, and never
touches a record. Why it is here and not a tool: docs/decisions/0001-sets-itself-up.md.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO

from exodesk._asked import has_no_screen

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "exodesk-stamp"  # removed first and written last: with it, `.venv` is whole
RUN, TEST = "requirements.lock", "requirements-test.lock"  # the second holds all of the first

# What Qt loads of a Linux system, and the Debian package that brings it. Each was seen to be needed.
LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
SCREEN_TOOLS = {"xvfb-run": "xvfb", "xauth": "xauth"}
VIRTUAL_SCREEN = ("xvfb-run", "-a", "-s", "-screen 0 1280x800x24")


class SetupError(Exception):
    """What stopped the set-up, in a sentence for the person who started it."""


def start(module: str, arguments: Sequence[str], *, lock: str, window: bool) -> int:
    """Add what is missing, then become `python -m module` inside `.venv`."""
    try:
        _make_ready(lock, window=window)
    except (SetupError, OSError) as error:
        _say(str(error))
        return 1
    except KeyboardInterrupt:
        _say("set-up stopped; the next start takes it up again")
        return 130
    command = [str(PYTHON), "-m", module, *arguments]
    if window and has_no_screen():
        _say("no screen here: the window opens on a virtual one, which nobody sees; Ctrl+C ends it")
        command = [*VIRTUAL_SCREEN, *command]
    if os.name == "posix":
        os.execvp(command[0], command)  # signals and the exit code are the program's own
    return subprocess.call(command)


def _make_ready(lock: str, *, window: bool) -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python can get as far as this line
        raise SetupError(f"needs Python 3.11 or newer, and this is {sys.version.split()[0]}")
    if not _missing_packages(window=window) and _is_whole(lock):
        return
    with _only_one() as held:
        _add_packages(_missing_packages(window=window))
        if not _is_whole(lock):
            _build(lock, held)


def _missing_packages(*, window: bool) -> list[str]:
    """The Debian packages that this Linux system lacks."""
    if sys.platform != "linux":
        return []
    missing = [package for library, package in LIBRARIES.items() if not _loads(library)]
    if find_spec("ensurepip") is None:  # Debian keeps it apart from Python
        missing.append(f"python3.{sys.version_info.minor}-venv")
    if window and has_no_screen():
        missing += [package for tool, package in SCREEN_TOOLS.items() if shutil.which(tool) is None]
    return missing


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _add_packages(packages: list[str]) -> None:
    """Install them when allowed, else say the one line that an administrator needs."""
    if not packages:
        return
    install = "apt-get install -y --no-install-recommends " + " ".join(packages)
    if shutil.which("apt-get") is None:
        raise SetupError(f"this system lacks libraries; Debian calls their packages: {' '.join(packages)}")
    if not _is_root():
        line = f"sudo apt-get update && sudo {install}"
        if shutil.which("sudo") is None:
            line = f"su -lc {shlex.quote(f'apt-get update && {install}')}"
        raise SetupError(f"needs system packages that only an administrator can add. Once:\n    {line}")
    _say(f"adding system packages: {' '.join(packages)}")
    quiet = ("-qq", "-o", "DPkg::Lock::Timeout=120")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    _run(["apt-get", "update", *quiet], environment=environment)
    _run([*install.split(), *quiet], environment=environment)


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _is_whole(lock: str) -> bool:
    """Whether `.venv` was finished, in this place, from these files, and its Python still runs."""
    try:
        stamp = STAMP.read_bytes()
    except OSError:
        return False
    identity = _identity()
    return bool(identity) and stamp in {identity + _digest(name) for name in (lock, TEST)}


def _identity() -> bytes:
    """What the Python of `.venv` says of itself: where it stands and which it is; nothing when it does not run."""
    question = "import sys; print(ascii(sys.prefix), *sys.version_info[:2])"
    try:
        return subprocess.run([PYTHON, "-I", "-c", question], capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return b""


def _digest(lock: str) -> bytes:
    files = (ROOT / "pyproject.toml", ROOT / lock)
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest().encode()


def _build(lock: str, held: int) -> None:
    """Make `.venv` anew, or bring it up to date when it is whole, so that a running window keeps its files."""
    identity = _identity()
    stamp = STAMP.read_bytes() if STAMP.is_file() else b""
    STAMP.unlink(missing_ok=True)
    if identity and stamp.startswith(identity):
        _say("bringing .venv up to date")
    else:
        _say("setting up in .venv, once: about 100 MB are fetched")
        _run([sys.executable, "-m", "venv", "--clear", VENV], held)
    talk = () if sys.stderr.isatty() else ("--quiet",)
    pip = (PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input", *talk, "install", "--no-user")
    _run([*pip, "--only-binary", ":all:", "--require-hashes", "-r", ROOT / lock], held)
    _run([*pip, "--no-build-isolation", "--no-deps", "-e", ROOT], held)
    STAMP.write_bytes(_identity() + _digest(lock))


@contextmanager
def _only_one() -> Iterator[int]:
    """One set-up at a time: a second start waits for the first."""
    try:
        file = (ROOT / ".venv.lock").open("wb")
    except OSError as error:
        help_ = "copy the folder to a place of your own, or let its owner start it once"
        raise SetupError(f"cannot write to {ROOT} ({error.strerror}): {help_}") from error
    with file:
        _claim(file)
        yield file.fileno()


if sys.platform == "win32":
    import msvcrt

    def _claim(file: IO[bytes]) -> None:
        while True:
            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)  # gives up after ten seconds
            except OSError:
                _say("another start is setting up; waiting for it")
            else:
                return

else:
    import fcntl

    def _claim(file: IO[bytes]) -> None:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say("another start is setting up; waiting for it")
            fcntl.flock(file, fcntl.LOCK_EX)


def _run(command: Sequence[str | Path], held: int | None = None, environment: dict[str, str] | None = None) -> None:
    """Run a step of the set-up, its talk on standard error.

    It inherits the lock: should this process be killed, the next start waits until the step has ended too.
    """
    keep = () if held is None or os.name == "nt" else (held,)
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=2, env=environment, pass_fds=keep, check=False)
    if done.returncode:
        step = shlex.join(map(str, command))
        raise SetupError(f"set-up stopped at: {step}\nThe lines above say why. Once that is mended, start again.")


def _say(text: str) -> None:
    print(f"exodesk: {text}", file=sys.stderr, flush=True)
