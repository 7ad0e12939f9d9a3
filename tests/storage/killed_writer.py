"""A process that writes visits to a record and is killed in the middle of it."""

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


def write_until_killed(path: Path, key: DatabaseKey, acknowledged: int) -> list[str]:
    """Ids that the writer said were saved before it was killed, in the middle of whatever it was doing."""
    command = [sys.executable, "-c", WRITER, str(path), key.recovery_code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        said = [writer.stdout.readline().strip() for _ in range(acknowledged)]
        writer.send_signal(signal.SIGKILL)
        return said + [line.strip() for line in writer.stdout if line.endswith("\n")]
