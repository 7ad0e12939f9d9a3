"""Killed in the middle: what was said to be saved is there, and nothing is there by half."""

import random
from contextlib import closing
from pathlib import Path

import pytest

from exodesk.storage import backup, opening, swap
from exodesk.storage.check import check
from exodesk.storage.drafts import find
from exodesk.storage.keys import DatabaseKey, KeyFile, WrongPassphrase, keys_path
from exodesk.storage.schema import VERSION
from tests import way_in
from tests.factories import PASSPHRASE as OF_FIXTURES
from tests.faults.rounds import rounds
from tests.storage.earlier_formats import copy_of, version_of
from tests.storage.files.make import path_of
from tests.storage.killed import was_killed, write_until_killed
from tests.storage.practice import PASSPHRASE, Practice, make

ANOTHER = "another invented passphrase"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    record = make(tmp_path / "practice.exodesk", copies=tmp_path / "config")
    Practice(record)
    record.close()
    return record.path


@pytest.fixture
def key(path: Path) -> DatabaseKey:
    return opening.unlock(path, PASSPHRASE).key


def test_killed_at_random_commits(path: Path, key: DatabaseKey) -> None:
    chance = random.Random(7)
    for _ in range(rounds(3, 200)):
        said = write_until_killed(path, key, chance.randrange(1, 30))
        with closing(opening.open_record(path, key)) as record:
            assert set(said) <= {row["id"] for row in record.read("SELECT id FROM visit")}
            halves = record.read("""SELECT 1 FROM visit LEFT JOIN injection ON injection.visit_id = visit.id
                LEFT JOIN injection_source ON injection_id = injection.id WHERE injection_source.id IS NULL""")
            assert halves == []
            assert record.read("PRAGMA integrity_check")[0][0] == "ok"


MIGRATING = """
from exodesk.storage import backup, swap
from exodesk.storage.schema import guards, runner
from tests import way_in
for module, name in ((guards, "remove"), (guards, "install"), (runner, "inventory"), (runner, "_prove")):
    setattr(module, name, counted(getattr(module, name)))
way_in.open_with_passphrase(Path(sys.argv[1]), sys.argv[3]).close()
"""


@pytest.mark.parametrize("number", [1, 4, 9, 13])
def test_killed_during_a_migration(tmp_path: Path, number: int) -> None:
    path = copy_of(1, tmp_path)
    was_killed(MIGRATING, path, number, OF_FIXTURES)
    assert version_of(path) in (1, VERSION)
    with closing(way_in.open_with_passphrase(path, OF_FIXTURES)) as record:
        assert check(record) == []
    assert path_of(1).exists()


CHANGING = """
from exodesk.storage import files, opening
from tests.storage.practice import CHEAP
Path.replace = counted(Path.replace)
files.sync_folder = counted(files.sync_folder)
path = Path(sys.argv[1])
opening.change_passphrase(path, sys.argv[3], sys.argv[4], copies=path.parent / "config", cost=CHEAP)
"""


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_killed_while_the_passphrase_changes(path: Path, number: int) -> None:
    """One of the two opens; from then on it is the only one."""
    assert was_killed(CHANGING, path, number, PASSPHRASE, ANOTHER)
    copies = path.parent / "config"
    opened = [each for each in (PASSPHRASE, ANOTHER) if opens(path, each, copies)]
    assert opened
    assert opens(path, opened[0], None)
    assert [each for each in (PASSPHRASE, ANOTHER) if opens(path, each, copies)] == opened[:1]


def opens(path: Path, passphrase: str, copies: Path | None) -> bool:
    try:
        opening.unlock(path, passphrase, copies)
    except WrongPassphrase:
        return False
    return True


BACKING_UP = """
from exodesk.storage import backup, copying
from tests import way_in
Path.replace = counted(Path.replace)
copying.prove = counted(copying.prove)
path = Path(sys.argv[1])
record = way_in.open_with_passphrase(path, sys.argv[3])
backup.back_up(record.for_worker(), backup.folder_beside(path))
"""


@pytest.mark.parametrize("number", [1, 2, 3])
def test_killed_during_a_backup(path: Path, key: DatabaseKey, number: int) -> None:
    """What has a name and a manifest was read through; what has not is nobody's, and is swept by the next run."""
    folder = backup.folder_beside(path)
    was_killed(BACKING_UP, path, number, PASSPHRASE)
    for made in backup.found_in(folder):
        assert made.manifest.fits(made.path)
    with closing(opening.open_record(path, key)) as record:
        backup.back_up(record.for_worker(), folder)
        backup.thin(folder, record.db_uuid)
        assert check(record) == []
    assert not [left for left in folder.iterdir() if "partial" in left.name]
    assert backup.found_in(folder)[0].manifest.fits(backup.found_in(folder)[0].path)


RESTORING = """
from exodesk.storage import backup, opening, restoring, swap
path = Path(sys.argv[1])
key = opening.unlock(path, sys.argv[3]).key
[made] = backup.found_in(backup.folder_beside(path))
Path.replace, Path.hardlink_to = counted(Path.replace), counted(Path.hardlink_to)
swap.sync_folder = counted(swap.sync_folder)
restoring.restore_over(made.path, key, path)
"""


@pytest.mark.parametrize("number", range(1, 8))
def test_killed_while_a_backup_takes_the_place_of_a_record(path: Path, key: DatabaseKey, number: int) -> None:
    """The one or the other opens, and what was there is kept."""
    with closing(opening.open_record(path, key)) as record:
        backup.back_up(record.for_worker(), backup.folder_beside(path))
        record.renew = None
        Practice(record)
    was_killed(RESTORING, path, number, PASSPHRASE)
    swap.finish_what_was_left(path)
    with closing(way_in.open_with_passphrase(path, PASSPHRASE)) as record:
        patients = len(record.read("SELECT id FROM patient"))
        assert check(record) == []
    aside = [left for left in path.parent.glob("*.exodesk") if left != path]
    assert (patients, len(aside)) in ((2, 0), (1, 1), (2, 1))


PRINTING = """
from exodesk.core.records.clinic import Paper
from exodesk.ui.unlock.recovery_sheet import save, sheet
from PySide6.QtGui import QGuiApplication
from datetime import date
app = QGuiApplication(["x", "-platform", "offscreen"])
Path.replace = counted(Path.replace)
save(Path(sys.argv[1]), sheet("Practice", Path("a.exodesk"), "ABCD-EFGH", date(2026, 3, 2)), Paper.A4)
"""


def test_killed_while_a_page_is_saved(tmp_path: Path) -> None:
    target = tmp_path / "page.pdf"
    assert was_killed(PRINTING, target, 1)
    assert not target.exists()
    assert not was_killed(PRINTING, target, 2)
    assert target.read_bytes().startswith(b"%PDF")


LOCKING = """
from exodesk.storage import drafts, recordfile
from exodesk.services.drafts import keep_draft
from tests import way_in
from tests.storage.practice import Practice
record = way_in.open_with_passphrase(Path(sys.argv[1]), sys.argv[3])
record.renew = None
keep_draft(record, "patient", "new", {"family_name": "Half a na"}, patient_id=None, base_unit=record.head().unit)
for name in ("_optimize", "checkpoint_all", "write_mark"):
    setattr(recordfile.RecordFile, name, counted(getattr(recordfile.RecordFile, name)))
record.log("lock", "by hand")
record.close()
"""


@pytest.mark.parametrize("number", [1, 2, 3])
def test_killed_while_it_locks(path: Path, number: int) -> None:
    before = KeyFile.read(keys_path(path))
    assert was_killed(LOCKING, path, number, PASSPHRASE)
    assert KeyFile.read(keys_path(path)) == before
    with closing(way_in.open_with_passphrase(path, PASSPHRASE)) as record:
        draft = find(record, "patient", "new")
        assert draft is not None
        assert draft.typed == {"family_name": "Half a na"}
        assert record.findings == ()
        assert check(record) == []


def test_a_kill_before_the_commit_loses_what_was_not_said_to_be_saved(path: Path) -> None:
    """The control: rounds that kill too early are seen to lose something, so rounds that lose nothing mean it."""
    code = """
from exodesk.storage import backup, swap
from tests import way_in
from tests.storage.practice import Practice
record = way_in.open_with_passphrase(Path(sys.argv[1]), sys.argv[3])
record.renew = None
record._trail.close_unit = counted(record._trail.close_unit)
Practice(record)
"""
    assert was_killed(code, path, 2, PASSPHRASE)
    with closing(way_in.open_with_passphrase(path, PASSPHRASE)) as record:
        assert len(record.read("SELECT id FROM patient")) == 1
