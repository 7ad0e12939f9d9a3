"""From a passphrase or a recovery code to the key of a record file, and the `.keys` file beside it. Opens no database.

The key is 32 random bytes. A slot holds it wrapped by a passphrase (Argon2id, then AES-256-GCM), so a passphrase
changes without touching the data, and a wrong one is told from a damaged file. The recovery code is the key itself.
"""

import base64
import binascii
import hashlib
import json
import secrets
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from glob import escape
from pathlib import Path
from typing import Any, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from exodesk.core.errors import StorageError
from exodesk.core.sentences import counted
from exodesk.storage.files import read_small, write_whole

SHORTEST_PASSPHRASE = 12
_FORMAT, _VERSION = "exodesk keys", 1
_KEY_BYTES, _CHECK_BYTES, _SALT_BYTES, _NONCE_BYTES, _TAG_BYTES = 32, 3, 16, 12, 16
_MOST = 4
"""Slots of a key file, each of which costs a guess, and salts. Ours has one of each, and two while the key changes."""

FILE_SALT_BYTES = 16
"""A file of SQLCipher begins with them; without them no page of it proves itself."""


class WrongPassphrase(StorageError):
    def __init__(self) -> None:
        super().__init__("This is not the passphrase. Nothing was changed; try again, or use the recovery code.")


class WrongRecoveryCode(StorageError):
    def __init__(self, found: str) -> None:
        super().__init__(f"This is not the recovery code: {found}.")


@dataclass(frozen=True, slots=True)
class DatabaseKey:
    """32 bytes that open one record file. Never shown by repr, never logged."""

    raw: bytes = field(repr=False)

    @classmethod
    def new(cls) -> Self:
        return cls(secrets.token_bytes(_KEY_BYTES))

    @classmethod
    def from_recovery_code(cls, text: str) -> Self:
        """Read a typed code: blanks, hyphens and case do not matter; 0, 1 and 8 are read as O, I and B."""
        typed = "".join(text.split()).replace("-", "").replace("–", "").upper()
        letters = typed.translate(str.maketrans("018", "OIB"))
        wanted = (_KEY_BYTES + _CHECK_BYTES) * 8 // 5
        if len(letters) != wanted:
            typed_so = counted(len(letters), "character")
            raise WrongRecoveryCode(f"it has {typed_so}, a code has {wanted} (14 groups of 4)")
        try:
            code = base64.b32decode(letters)
        except binascii.Error:
            raise WrongRecoveryCode("it holds a character that no code has (letters A–Z and digits 2–7)") from None
        raw, check = code[:_KEY_BYTES], code[_KEY_BYTES:]
        if hashlib.sha256(raw).digest()[:_CHECK_BYTES] != check:
            raise WrongRecoveryCode("at least one character is wrong, its check does not agree")
        return cls(raw)

    @property
    def recovery_code(self) -> str:
        code = base64.b32encode(self.raw + hashlib.sha256(self.raw).digest()[:_CHECK_BYTES]).decode()
        return "-".join(code[start : start + 4] for start in range(0, len(code), 4))

    @property
    def hexadecimal(self) -> str:
        return self.raw.hex()


def reads_as_code(text: str) -> bool:
    """Whether it is a recovery code, of whichever record: a passphrase never is one."""
    try:
        DatabaseKey.from_recovery_code(text)
    except WrongRecoveryCode:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess at a passphrase costs. The bounds keep a forged file from taking the machine's memory."""

    memory_kib: int = 64 * 1024
    time: int = 3
    lanes: int = 4

    def __post_init__(self) -> None:
        if not (8 * self.lanes <= self.memory_kib <= 1024 * 1024 and 1 <= self.time <= 10 and 1 <= self.lanes <= 16):
            raise ValueError("The key file asks for an absurd amount of work.")


@dataclass(frozen=True, slots=True)
class Slot:
    """The key wrapped by one passphrase. Everything but `wrapped` is authenticated with it."""

    kind: str
    cost: Cost
    salt: bytes
    nonce: bytes
    wrapped: bytes

    @classmethod
    def wrap(cls, key: DatabaseKey, passphrase: str, db_uuid: str, cost: Cost, *, kind: str = "passphrase") -> Self:
        salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
        bare = cls(kind, cost, salt, nonce, b"")
        wrapped = AESGCM(bare._wrapping_key(passphrase)).encrypt(nonce, key.raw, bare._authenticated(db_uuid))
        return cls(kind, cost, salt, nonce, wrapped)

    def unwrap(self, passphrase: str, db_uuid: str) -> DatabaseKey | None:
        """The key, or None when the passphrase is another one (or the slot was edited)."""
        try:
            raw = AESGCM(self._wrapping_key(passphrase)).decrypt(self.nonce, self.wrapped, self._authenticated(db_uuid))
        except InvalidTag:
            return None
        return DatabaseKey(raw)

    def _wrapping_key(self, passphrase: str) -> bytes:
        text = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
        cost = self.cost
        kdf = Argon2id(salt=self.salt, length=32, iterations=cost.time, lanes=cost.lanes, memory_cost=cost.memory_kib)
        return kdf.derive(text)

    def _authenticated(self, db_uuid: str) -> bytes:
        about = {"version": _VERSION, "db_uuid": db_uuid, "kind": self.kind, **self._kdf_fields()}
        return json.dumps(about, sort_keys=True, separators=(",", ":")).encode()

    def _kdf_fields(self) -> dict[str, Any]:
        return {"kdf": "argon2id", **asdict(self.cost), "salt": base64.b64encode(self.salt).decode()}

    def to_json(self) -> dict[str, Any]:
        encoded = {"nonce": base64.b64encode(self.nonce).decode(), "wrapped": base64.b64encode(self.wrapped).decode()}
        return {"kind": self.kind, **self._kdf_fields(), **encoded}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        cost = Cost(*(_whole(data[name]) for name in ("memory_kib", "time", "lanes")))
        if data["kdf"] != "argon2id":
            raise ValueError("unknown kdf")
        salt, nonce, wrapped = (base64.b64decode(data[name], validate=True) for name in ("salt", "nonce", "wrapped"))
        if (len(salt), len(nonce), len(wrapped)) != (_SALT_BYTES, _NONCE_BYTES, _KEY_BYTES + _TAG_BYTES):
            raise ValueError("a slot of another shape")
        return cls(str(data["kind"]), cost, salt, nonce, wrapped)


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(value)
    return value


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What stands in `NAME.exodesk.keys`.

    `salts`: how the file itself begins, for the day on which its first page is lost; two while it changes its key.
    They are no secret, and not authenticated: under a wrong one no page opens, and it is passed over.
    """

    db_uuid: str
    slots: tuple[Slot, ...]
    salts: tuple[bytes, ...] = ()

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """The file's content, or None when it is missing, cut or edited beyond reading: another copy is then tried."""
        try:
            data = read_small(path)
            if data["format"] != _FORMAT or data["version"] != _VERSION:
                return None
            if max(len(data["slots"]), len(data.get("file_salts", []))) > _MOST:
                return None
            slots = tuple(Slot.from_json(slot) for slot in data["slots"])
            salts = tuple(base64.b64decode(salt, validate=True) for salt in data.get("file_salts", []))
            return cls(str(data["db_uuid"]), slots, tuple(each for each in salts if len(each) == FILE_SALT_BYTES))
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def of_file(self, *paths: Path) -> Self:
        """The same keys beside a file of their record: it begins with a salt of its own, as every copy does."""
        return replace(self, salts=tuple(dict.fromkeys(map(salt_of, paths))))

    def write(self, *paths: Path) -> None:
        cipher = "SQLCipher 4, raw 256-bit key, defaults of 4.x"
        data: dict[str, Any] = {"format": _FORMAT, "version": _VERSION, "db_uuid": self.db_uuid, "cipher": cipher}
        data |= {"file_salts": [base64.b64encode(salt).decode() for salt in self.salts]}
        text = json.dumps({**data, "slots": [slot.to_json() for slot in self.slots]}, indent=1)
        for path in paths:
            write_whole(path, text.encode() + b"\n")

    def unwrap(self, passphrase: str) -> DatabaseKey | None:
        return next((key for _, key in self.opened_by(passphrase)), None)

    def opened_by(self, passphrase: str) -> Iterator[tuple[Slot, DatabaseKey]]:
        """Each slot of this passphrase with its key. There are two only while a record changes its key."""
        for slot in self.slots:
            if key := slot.unwrap(passphrase, self.db_uuid):
                yield slot, key


def salt_of(path: Path) -> bytes:
    """How a file of SQLCipher begins."""
    with path.open("rb") as file:
        return file.read(FILE_SALT_BYTES)


def keys_path(record_path: Path) -> Path:
    return record_path.with_name(record_path.name + ".keys")


def copy_path(folder: Path, record_path: Path, db_uuid: str) -> Path:
    """Where the second copy lies in the configuration folder: named so that two records of one name keep two."""
    return folder / f"{record_path.name}.{db_uuid}.keys"


def check_passphrase(passphrase: str) -> None:
    if len(unicodedata.normalize("NFKC", passphrase)) < SHORTEST_PASSPHRASE:
        raise StorageError(f"A passphrase needs {SHORTEST_PASSPHRASE} characters or more. Nothing else is asked of it.")


def new_key_file(key: DatabaseKey, passphrase: str, db_uuid: str, cost: Cost) -> KeyFile:
    """A key file with one slot, of which it is proven that the passphrase opens it; not yet of any file."""
    check_passphrase(passphrase)
    keys = KeyFile(db_uuid, (Slot.wrap(key, passphrase, db_uuid, cost),))
    if keys.unwrap(passphrase) != key:
        raise StorageError("The new passphrase does not open what was wrapped with it. Nothing was changed.")
    return keys


def key_files(record_path: Path, copies: Path | None) -> list[KeyFile]:
    """Every readable key file that may belong to a record, the one beside it first, each content once."""
    paths = [keys_path(record_path)]
    if copies is not None:
        paths += sorted(copies.glob(f"{escape(record_path.name)}.*.keys"))
        paths += sorted(path for path in copies.glob("*.keys") if path not in paths)
    found: list[KeyFile] = []
    for path in paths:
        keys = KeyFile.read(path)
        if keys is not None and keys not in found:
            found.append(keys)
    return found
