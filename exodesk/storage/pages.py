"""The pages of a record, one by one, without SQLite: which refuses a whole file for one page of it.

Each page of SQLCipher 4 carries its own proof (AES-256-CBC, then HMAC-SHA512 over the page and its number), so a page
that opens is a page that was written. The newest copy in the log counts, as far as the last commit. Writes nothing.
Source: SQLCipher 4, design notes "Database encryption" and `sqlcipher_page_cipher`; SQLite file format 1.3 and 4.
"""

import hashlib
import hmac
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from exodesk.core.errors import StorageError
from exodesk.storage.keys import FILE_SALT_BYTES, DatabaseKey, key_files

ENOUGH = 2000
"""Pages to try a key on: a file that has lost them all is lost."""

SIZE, USABLE = 4096, 4016
"""Bytes of a page, and those of them that hold what SQLite wrote."""

_IV = 16
"""Bytes of the vector, which stands before the tag at the end of a page."""
_MAGIC = b"SQLite format 3\0"
_LOCK_PAGE = 0x40000000 // SIZE + 1
"""Never used by SQLite, and so never encrypted."""
_FRACTIONS = slice(21, 24)
"""Fixed numbers in the header of every SQLite file."""

_LOG_HEADER, _FRAME_HEADER = 32, 24


class Pages:
    """Numbered from 1. `page` answers None for one that cannot be read or does not prove itself."""

    def __init__(
        self, file: BinaryIO, log: BinaryIO | None, key: DatabaseKey, kept_salts: Iterable[bytes] = ()
    ) -> None:
        """`kept_salts`: how the file may have begun, should it begin so no more. `opens`: whether any page does."""
        self._file, self._log, self._key = file, log, key.raw
        self._in_log = _frames(log) if log else {}
        self.count = max([-(-file.seek(0, 2) // SIZE), *self._in_log])
        self.opens = any(self._opens_with(salt) for salt in dict.fromkeys((*self._own_salts(), *kept_salts)))

    def _own_salts(self) -> Iterator[bytes]:
        yield _read(self._file, 0, FILE_SALT_BYTES)
        if self._log and 1 in self._in_log:
            yield _read(self._log, self._in_log[1], FILE_SALT_BYTES)

    def _opens_with(self, salt: bytes) -> bool:
        self._proof_key = hashlib.pbkdf2_hmac("sha512", self._key, bytes(each ^ 0x3A for each in salt), 2, 32)
        return any(self.page(number) for number in islice(self.numbers(), ENOUGH))

    def page(self, number: int) -> bytes | None:
        """Only its newest copy: where that is lost in the log, the one in the file is what it was, not what it is."""
        if self._log and number in self._in_log:
            return self._opened(_read(self._log, self._in_log[number], SIZE), number)
        return self._opened(_read(self._file, (number - 1) * SIZE, SIZE), number)

    def numbers(self) -> Iterator[int]:
        return (number for number in range(1, self.count + 1) if number != _LOCK_PAGE)

    @property
    def begins_right(self) -> bool:
        """Whether the first page looks like one of SQLite under this key, which it does without its salt too."""
        sealed = _read(self._file, 0, SIZE)
        return len(sealed) == SIZE and self._decrypted(sealed, FILE_SALT_BYTES)[_FRACTIONS] == bytes([64, 32, 32])

    def _opened(self, sealed: bytes, number: int) -> bytes | None:
        if len(sealed) < SIZE:
            return None
        begins = FILE_SALT_BYTES if number == 1 else 0
        body, vector, tag = sealed[begins:USABLE], sealed[USABLE : USABLE + _IV], sealed[USABLE + _IV :]
        proof = hmac.new(self._proof_key, body + vector + number.to_bytes(4, "little"), "sha512").digest()
        if not hmac.compare_digest(proof, tag):
            return None
        return self._decrypted(sealed, begins)

    def _decrypted(self, sealed: bytes, begins: int) -> bytes:
        opener = Cipher(algorithms.AES(self._key), modes.CBC(sealed[USABLE : USABLE + _IV])).decryptor()
        return _MAGIC[:begins] + opener.update(sealed[begins:USABLE]) + opener.finalize()


def any_opens(path: Path, key: DatabaseKey, copies: Path | None = None) -> bool:
    """Whether the key is the file's own, whatever has become of its first page: a page of it proves itself."""
    with pages_of(path, key, copies) as pages:
        return pages.begins_right or pages.opens


@contextmanager
def pages_of(path: Path, key: DatabaseKey, copies: Path | None = None) -> Iterator[Pages]:
    """The file and its log as they lie there; a log that cannot be opened is none.

    `copies`: the folder of the second key files, which know how the file began, as the one beside it does.
    """
    with ExitStack() as stack:
        try:
            file = stack.enter_context(path.open("rb"))
        except OSError as error:
            raise StorageError(f"{path.name} may not be read ({error.strerror}).") from error
        log = None
        with suppress(OSError):
            log = stack.enter_context(path.with_name(path.name + "-wal").open("rb"))
        yield Pages(file, log, key, [salt for keys in key_files(path, copies) for salt in keys.salts])


def _read(file: BinaryIO, at: int, size: int) -> bytes:
    """Short where the file ends, empty where the disk refuses: a disk that is dying refuses some places only."""
    try:
        file.seek(at)
        return file.read(size)
    except OSError:
        return b""


def _frames(log: BinaryIO) -> dict[int, int]:
    """Where the newest committed copy of each page lies in a write-ahead log. Frames of an earlier round are passed."""
    header = _read(log, 0, _LOG_HEADER)
    round_of = header[16:24]
    found: dict[int, int] = {}
    waiting: dict[int, int] = {}
    at = _LOG_HEADER
    while len(head := _read(log, at, _FRAME_HEADER)) == _FRAME_HEADER and head[8:16] == round_of:
        waiting[int.from_bytes(head[:4], "big")] = at + _FRAME_HEADER
        if int.from_bytes(head[4:8], "big"):  # the size of the file after it: this frame ends a commit
            found |= waiting
            waiting = {}
        at += _FRAME_HEADER + SIZE
    return found
