"""Processes that are killed: one that writes visits, and any that is killed at its n-th call of something."""

import signal
import subprocess
import sys
from pathlib import Path

from exodesk.storage.keys import DatabaseKey

WRITER = """
import sys
from pathlib import Path
from tests import way_in
from tests.storage.practice import Practice

record = way_in.open_with_recovery_code(Path(sys.argv[1]), sys.argv[2])
record.renew = None
practice = Practice(record)
print("ready", flush=True)
while True:
    visit = practice.a_visit()
    injection = practice.an_injection(visit)
    practice.add(visit, injection, practice.a_source(injection))
    print(visit.id, flush=True)
"""


COUNTED = """
import os, signal, sys
from pathlib import Path
number, calls = int(sys.argv[2]), 0
def counted(real):
    def call(*arguments, **named):
        global calls
        calls += 1
        if calls == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **named)
    return call
"""


def write_until_killed(path: Path, key: DatabaseKey, acknowledged: int) -> list[str]:
    """Ids that the writer said were saved before it was killed, in the middle of whatever it was doing."""
    command = [sys.executable, "-c", WRITER, str(path), key.recovery_code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        said = [writer.stdout.readline().strip() for _ in range(acknowledged)]
        writer.send_signal(signal.SIGKILL)
        return said + [line.strip() for line in writer.stdout if line.endswith("\n")]


def was_killed(code: str, path: Path, number: int, *arguments: object) -> bool:
    """Run it; whether it was killed before it came to its end.

    It wraps in `counted` what it calls, and at the `number`th call of any of those it is gone. `path` is its first
    argument, further ones are from the third on.
    """
    command = [sys.executable, "-c", COUNTED + code, *map(str, (path, number, *arguments))]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode != 0
