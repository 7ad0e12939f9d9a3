"""Passphrase, recovery code and key file, without any record."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exodesk.core.errors import StorageError
from exodesk.storage.keys import (
    Cost,
    DatabaseKey,
    KeyFile,
    Slot,
    WrongRecoveryCode,
    check_passphrase,
    new_key_file,
)
from tests.storage.practice import CHEAP, PASSPHRASE

keys = st.binary(min_size=32, max_size=32).map(DatabaseKey)


@given(keys)
def test_a_recovery_code_is_the_key_however_it_is_typed(key: DatabaseKey) -> None:
    code = key.recovery_code
    assert [len(group) for group in code.split("-")] == [4] * 14
    for typed in (code, code.lower(), code.replace("-", " "), f"  {code}\n", code.replace("O", "0").replace("I", "1")):
        assert DatabaseKey.from_recovery_code(typed) == key


@given(keys, st.integers(0, 55), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
def test_one_wrong_character_of_a_recovery_code_is_noticed(key: DatabaseKey, at: int, letter: str) -> None:
    code = key.recovery_code.replace("-", "")
    if code[at] == letter:
        return
    with pytest.raises(WrongRecoveryCode, match="check does not agree"):
        DatabaseKey.from_recovery_code(code[:at] + letter + code[at + 1 :])


@pytest.mark.parametrize(
    ("typed", "said"), [("", "0 characters"), ("ABCD" * 13, "52 characters"), ("ABC9" * 14, "no code has")]
)
def test_a_code_of_another_shape_is_told_apart(typed: str, said: str) -> None:
    with pytest.raises(WrongRecoveryCode, match=said):
        DatabaseKey.from_recovery_code(typed)


def test_a_key_is_never_shown() -> None:
    key = DatabaseKey.new()
    assert key.raw.hex() not in repr(key)
    assert repr(key.raw) not in repr(key)


@pytest.mark.parametrize("passphrase", ["pâté à la carte", "🔑" * 12, "x" * 10_000, "lone \udc80 surrogate"])
def test_both_spellings_of_a_passphrase_open(passphrase: str) -> None:
    key = DatabaseKey.new()
    slot = Slot.wrap(key, unicodedata.normalize("NFC", passphrase), "uuid", CHEAP)
    assert slot.unwrap(unicodedata.normalize("NFD", passphrase), "uuid") == key
    assert slot.unwrap(passphrase + "x", "uuid") is None


@pytest.mark.parametrize(("passphrase", "is_enough"), [("", False), ("eleven char", False), ("twelve chars", True)])
def test_a_passphrase_has_twelve_characters_and_no_other_rule(passphrase: str, is_enough: bool) -> None:
    if is_enough:
        check_passphrase(passphrase)
    else:
        with pytest.raises(StorageError, match="12 characters"):
            check_passphrase(passphrase)


def test_a_key_file_is_private_and_holds_no_key(tmp_path: Path) -> None:
    key, path = DatabaseKey.new(), tmp_path / "a.exodesk.keys"
    new_key_file(key, PASSPHRASE, "uuid", CHEAP).write(path, tmp_path / "copies" / "b.keys")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_bytes() == (tmp_path / "copies" / "b.keys").read_bytes()
    assert not [left for left in tmp_path.iterdir() if "partial" in left.name]
    read = KeyFile.read(path)
    assert read is not None
    assert read.unwrap(PASSPHRASE) == key


@pytest.mark.parametrize("change", [{"memory_kib": 65}, {"time": 2}, {"lanes": 2}, {"kind": "pin"}])
def test_an_edited_slot_does_not_open(tmp_path: Path, change: dict[str, object]) -> None:
    """A downgraded cost, another kind, another record: all of it is authenticated."""
    path = tmp_path / "a.keys"
    new_key_file(DatabaseKey.new(), PASSPHRASE, "uuid", CHEAP).write(path)
    data = json.loads(path.read_text())
    data["slots"][0].update(change)
    path.write_text(json.dumps(data))
    read = KeyFile.read(path)
    assert read is None or read.unwrap(PASSPHRASE) is None


def test_a_slot_of_another_record_does_not_open() -> None:
    slot = Slot.wrap(DatabaseKey.new(), PASSPHRASE, "this record", CHEAP)
    assert slot.unwrap(PASSPHRASE, "that record") is None


@pytest.mark.parametrize(
    "cost", [{"memory_kib": 2**21}, {"time": 11}, {"lanes": 17}, {"time": 0}, {"memory_kib": 7}, {"time": True}]
)
def test_an_absurd_cost_is_refused_before_any_memory_is_taken(tmp_path: Path, cost: dict[str, int]) -> None:
    path = tmp_path / "a.keys"
    new_key_file(DatabaseKey.new(), PASSPHRASE, "uuid", CHEAP).write(path)
    data = json.loads(path.read_text())
    data["slots"][0].update(cost)
    path.write_text(json.dumps(data))
    assert KeyFile.read(path) is None


def test_the_cost_of_a_real_slot_is_the_one_that_was_decided() -> None:
    assert (Cost().memory_kib, Cost().time, Cost().lanes) == (64 * 1024, 3, 4)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'{"format": "x"}', b"\xff\xfe"])
def test_a_key_file_beyond_reading_is_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.keys"
    path.write_bytes(content)
    assert KeyFile.read(path) is None
