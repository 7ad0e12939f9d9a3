"""A backup is whole and proven, or it is none; and a record comes back from it."""

import os
import shutil
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from exodesk.core.errors import StorageError
from exodesk.storage import backup, creating, driver, opening, restoring
from exodesk.storage.backup import found_in
from exodesk.storage.copying import write_copy
from exodesk.storage.keys import keys_path
from exodesk.storage.manifest import Contents, Manifest, manifest_path
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.schema import VERSION
from tests import way_in
from tests.storage.another_reader import reading
from tests.storage.files.make import path_of
from tests.storage.practice import PASSPHRASE, Clock, Practice


@pytest.fixture
def folder(record: RecordFile) -> Path:
    return backup.folder_beside(record.path)


def visits_in(path: Path, passphrase: str = PASSPHRASE) -> int:
    with closing(way_in.open_with_passphrase(path, passphrase)) as record:
        return int(record.read("SELECT count(*) FROM visit")[0][0])


def flip_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_a_backup_holds_what_the_record_held_and_opens_by_its_passphrase(
    record: RecordFile, practice: Practice, folder: Path
) -> None:
    practice.signed_visit()
    made = backup.back_up(record, folder)
    practice.signed_visit()
    assert found_in(folder, record.db_uuid) == [made]
    assert made.manifest.contents.counts["visit"] == 1
    assert made.manifest.fits(made.path)
    assert [oct(path.stat().st_mode & 0o777) for path in folder.iterdir()] == ["0o600"] * 3
    assert visits_in(made.path) == 1


def test_another_librarys_reader_opens_the_newest_backup(record: RecordFile, practice: Practice, folder: Path) -> None:
    practice.signed_visit()
    backup.back_up(record, folder)
    newest = found_in(folder)[0]
    with reading(newest.path, record.key) as found:
        assert list(found.execute("PRAGMA integrity_check")) == [("ok",)]
        assert list(found.execute("SELECT count(*) FROM injection")) == [(1,)]


def test_it_needs_no_folder_that_can_be_written(record: RecordFile, practice: Practice, folder: Path) -> None:
    """One file without a log beside it."""
    practice.signed_visit()
    made = backup.back_up(record, folder)
    with closing(way_in.open_with_passphrase(made.path, PASSPHRASE, read_only=True)):
        assert sorted(path.name for path in folder.iterdir()) == sorted(
            [made.path.name, keys_path(made.path).name, manifest_path(made.path).name]
        )


def test_numbers_grow_whatever_the_clock_says(record: RecordFile, folder: Path, clock: Clock) -> None:
    for year in (2026, 2031, 2025):
        clock.now = datetime(year, 3, 2, 17, tzinfo=UTC)
        backup.back_up(record, folder)
    assert [each.number for each in found_in(folder)] == [3, 2, 1]
    assert [each.stamp.year for each in found_in(folder)] == [2025, 2031, 2026]


def test_numbers_go_with_the_record_and_over_what_lies_there(record: RecordFile, folder: Path, tmp_path: Path) -> None:
    backup.back_up(record, folder)
    backup.back_up(record, tmp_path / "another computer")
    shutil.copytree(folder, tmp_path / "usb")
    first = found_in(tmp_path / "usb")[0].path
    for each in (first, manifest_path(first)):
        each.rename(each.with_name(each.name.replace("-00001-", "-00041-")))
    assert backup.back_up(record, folder, also=[tmp_path / "usb"]).number == 42


def test_a_copy_that_reads_otherwise_is_never_named(record: RecordFile, practice: Practice, folder: Path) -> None:
    practice.signed_visit()

    def lie(target: driver.Connection) -> Contents:
        held = record.copy_into(target)
        target.execute("PRAGMA ignore_check_constraints=ON")
        target.execute("DROP TRIGGER IF EXISTS freeze_delete_injection_source")
        target.execute("INSERT INTO counter VALUES ('lie', 1)")
        return held

    with pytest.raises(StorageError, match="does not hold what the record held"):
        write_copy(lie, record.path, folder / "x.exodesk", record.key, made_at=record.now())
    assert list(folder.iterdir()) == []


def test_a_flipped_byte_ends_the_proof(record: RecordFile, practice: Practice, folder: Path) -> None:
    practice.signed_visit()
    older, newer = backup.back_up(record, folder), backup.back_up(record, folder)
    flip_a_byte(newer.path)
    assert backup.note_damage(newer)
    assert not backup.note_damage(older)
    assert [each.path for each in found_in(folder)] == [older.path, newer.path]
    assert not found_in(folder)[1].proven


def test_a_second_place_gets_the_very_bytes(record: RecordFile, folder: Path, tmp_path: Path) -> None:
    made = backup.back_up(record, folder)
    there = backup.copy_to_second_place(made, tmp_path / "usb")
    assert there.path.read_bytes() == made.path.read_bytes()
    assert found_in(tmp_path / "usb", record.db_uuid) == [there]
    assert visits_in(there.path) == 0


def test_without_room_nothing_is_begun(record: RecordFile, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 1000))
    with pytest.raises(StorageError, match="too little room"):
        backup.back_up(record, folder)
    assert list(folder.iterdir()) == []


def test_what_a_killed_run_left_is_swept(record: RecordFile, folder: Path) -> None:
    made = backup.back_up(record, folder)
    half = folder / f".{made.path.name.replace('00001', '00002')}.partial"
    half.write_bytes(b"half")
    half.with_name(half.name + "-wal").write_bytes(b"half")
    (folder / made.path.name.replace("00001", "00002")).with_suffix(".exodesk.keys").write_bytes(b"{}")
    (folder / ".drill-12.partial").mkdir()
    backup.thin(folder, record.db_uuid)
    assert sorted(folder.iterdir()) == sorted([made.path, keys_path(made.path), manifest_path(made.path)])


def test_thinning_takes_keys_and_manifest_along_and_leaves_other_records(
    record: RecordFile, folder: Path, clock: Clock
) -> None:
    made = [backup.back_up(record, folder) for _ in range(2)]
    alien = folder / "other-00001-20260302T170000Z.exodesk"
    shutil.copy(made[0].path, alien)
    for number in range(3, 60):
        copy = folder / f"practice-{number:05}-20260302T170000Z.exodesk"
        os.link(made[0].path, copy)
        shutil.copy(manifest_path(made[0].path), manifest_path(copy))
    backup.thin(folder, record.db_uuid)
    left = found_in(folder, record.db_uuid)
    assert len(left) == len(list(folder.glob("*.json"))) == 49  # 48 of a day, and the one that goes furthest
    assert alien.exists()


def test_a_manifest_survives_its_file(record: RecordFile, folder: Path) -> None:
    made = backup.back_up(record, folder)
    assert Manifest.read(manifest_path(made.path)) == made.manifest
    manifest_path(made.path).write_text("{}")
    assert Manifest.read(manifest_path(made.path)) is None


# Restoring


def test_a_record_is_made_from_a_backup_at_a_new_place(
    record: RecordFile, practice: Practice, folder: Path, tmp_path: Path
) -> None:
    practice.signed_visit()
    made = backup.back_up(record, folder)
    to = tmp_path / "new computer" / "practice.exodesk"
    to.parent.mkdir()
    restoring.restore(made.path, record.key, to)
    assert sorted(path.name for path in to.parent.iterdir()) == [to.name, f"{to.name}.keys"]
    assert visits_in(to) == 1
    with closing(way_in.open_with_passphrase(to, PASSPHRASE)) as restored:
        told = restored.read("SELECT reason FROM audit_unit WHERE operation = 'restore'")
        held = made.manifest.contents
        expected = f"Restored from {made.path.name}, as of entry {held.unit} (row {held.last_seq})."
        assert [row[0] for row in told] == [expected]


def test_nothing_is_restored_over_anything(record: RecordFile, folder: Path, tmp_path: Path) -> None:
    made = backup.back_up(record, folder)
    with pytest.raises(StorageError, match="never overwritten"):
        restoring.restore(made.path, record.key, record.path)


def test_with_the_recovery_code_alone(record: RecordFile, practice: Practice, folder: Path, tmp_path: Path) -> None:
    practice.signed_visit()
    made = backup.back_up(record, folder)
    bare = tmp_path / "bare.exodesk"
    shutil.copy(made.path, bare)
    key = opening.unlock_with_recovery_code(bare, record.recovery_code).key
    to = tmp_path / "again.exodesk"
    restoring.restore(bare, key, to)
    with closing(way_in.open_with_recovery_code(to, record.recovery_code)) as restored:
        assert len(restored.read("SELECT id FROM visit")) == 1


def test_what_would_be_lost_is_told_by_number_and_day(record: RecordFile, practice: Practice, folder: Path) -> None:
    practice.signed_visit()
    made = backup.back_up(record, folder)
    none = restoring.losses(record.path, record.key, made.manifest.contents)
    assert (none.units, none.visits, none.last_visits) == (0, 0, [])
    practice.signed_visit()
    some = restoring.losses(record.path, record.key, made.manifest.contents)
    assert (some.units, some.visits, some.injections, some.patients) == (1, 1, 1, 0)
    assert some.last_visits == [(practice.patient.chart_no, date(2026, 3, 2))]


def test_a_backup_takes_the_place_of_a_damaged_record(record: RecordFile, practice: Practice, folder: Path) -> None:
    practice.signed_visit()
    made = backup.back_up(record, folder)
    practice.signed_visit()
    record.close()
    flip_a_byte(record.path)
    damaged = record.path.read_bytes()
    aside = restoring.restore_over(made.path, record.key, record.path)
    assert visits_in(record.path) == 1
    assert aside.read_bytes() == damaged
    assert keys_path(aside).exists()
    with closing(way_in.open_with_passphrase(record.path, PASSPHRASE)) as restored:
        assert restored.findings == ()
        assert "In its place stood" in restored.read("SELECT reason FROM audit_unit WHERE operation = 'restore'")[0][0]


def test_the_log_of_the_record_that_was_there_goes_aside_with_it(
    record: RecordFile, practice: Practice, folder: Path
) -> None:
    """A log beside another file would be played into it."""
    made = backup.back_up(record, folder)
    practice.signed_visit()
    log = record.path.with_name(record.path.name + "-wal")
    kept = log.read_bytes()
    assert kept
    copied = record.path.with_name("copy")
    shutil.copy(record.path, copied)
    record.close()
    copied.replace(record.path)
    log.write_bytes(kept)
    aside = restoring.restore_over(made.path, record.key, record.path)
    assert visits_in(record.path) == 0
    assert visits_in(aside) == 1


def test_halves_that_a_killed_restore_left_go_with_the_next(record: RecordFile, folder: Path) -> None:
    """Of small files too: a kill can come while the mark, the keys or what is to happen is written."""
    made = backup.back_up(record, folder)
    record.close()
    name = record.path.name
    left = [
        f"..{name}.restored.partial.mark.05c343cc.partial",
        f"..{name}.restored.partial.keys.05c343cc.partial",
        f".{name}.restoring.05c343cc.partial",
        f".{name}.restored.partial",
    ]
    for each in left:
        record.path.with_name(each).write_bytes(b"half")
    restoring.restore_over(made.path, record.key, record.path)
    assert not list(record.path.parent.glob(".*.partial"))


def test_a_backup_of_another_record_takes_nobodys_place(record: RecordFile, tmp_path: Path) -> None:
    other = creating.create(tmp_path / "other.exodesk", PASSPHRASE)
    with closing(other):
        made = backup.back_up(other, tmp_path / "others")
    record.close()
    before = record.path.read_bytes()
    with pytest.raises(restoring.OtherRecord):
        restoring.restore_over(made.path, other.key, record.path)
    assert record.path.read_bytes() == before


def test_a_structure_that_is_not_ours_is_refused(record: RecordFile, folder: Path, tmp_path: Path) -> None:
    made = backup.back_up(record, folder)
    with closing(driver.connect(made.path.as_uri(), busy_seconds=1)) as connection:
        driver.set_key(connection, record.key.hexadecimal)
        connection.execute("CREATE TRIGGER spy AFTER INSERT ON visit BEGIN DELETE FROM draft; END")
    with pytest.raises(StorageError, match="no backup of Exodesk: trigger spy is unknown"):
        restoring.restore(made.path, record.key, tmp_path / "new.exodesk")
    assert not list(tmp_path.glob("*new.exodesk*"))


@pytest.mark.parametrize("version", range(1, VERSION))
def test_a_backup_of_an_older_format_is_brought_up_to_date(version: int, tmp_path: Path) -> None:
    copy = tmp_path / "old.exodesk"
    for end in ("", ".keys"):
        shutil.copy(path_of(version).with_name(path_of(version).name + end), copy.with_name(copy.name + end))
    key = opening.unlock(copy, PASSPHRASE).key
    to = tmp_path / "practice.exodesk"
    restoring.restore(copy, key, to)
    assert visits_in(to) > 0
    assert not list(tmp_path.glob("*format-*"))
