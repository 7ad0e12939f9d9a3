"""What is said on the command line of the window: read, or refused in one line."""

from pathlib import Path

import pytest

from exodesk.cli.opening import passphrase_in
from exodesk.ui.process.options import Options, read_options
from tests.factories import PASSPHRASE
from tests.ui.program import TODAY


@pytest.fixture
def passphrase_file(tmp_path: Path) -> Path:
    file = tmp_path / "passphrase"
    file.write_text(f"{PASSPHRASE}\n")
    return file


def test_arguments_are_read(tmp_path: Path, passphrase_file: Path) -> None:
    options = read_options(["x.exodesk", "--today", "2026-11-23", "--passphrase-file", str(passphrase_file)])
    assert options == Options(Path("x.exodesk"), TODAY, PASSPHRASE)


@pytest.mark.parametrize("content", [b"\xef\xbb\xbfgr\xc3\xbc\xc3\x9fe\r\n", b"gr\xc3\xbc\xc3\x9fe\x0cmore\nnext"])
def test_a_file_with_the_passphrase_is_read_as_by_the_verbs(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "passphrase"
    file.write_bytes(content)
    assert read_options(["--passphrase-file", str(file)]).passphrase == passphrase_in(file)


@pytest.mark.parametrize(
    "arguments", [["--today", "23-Nov-2026"], ["--today", "20261123"], ["--passphrase-file", "away"], ["--nonsense"]]
)
def test_bad_arguments_end_with_two_and_one_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        read_options(arguments)
    assert ended.value.code == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("exodesk: ")
    assert told.err.count("\n") == 1


def test_a_mistyped_verb_is_told_as_that(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        read_options(["fnd", "practice.exodesk", "Dalk"])
    said = capsys.readouterr().err
    assert "“fnd” is no verb" in said
    assert "exodesk --help" in said
