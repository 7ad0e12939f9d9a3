"""A passphrase as a file or a pipe brings it."""

from typing import IO


def first_line(lines: IO[bytes]) -> str:
    """The first line as UTF-8, without the mark that some editors put before it; "" when there is none."""
    return lines.readline().decode("utf-8-sig", errors="replace").rstrip("\r\n")
