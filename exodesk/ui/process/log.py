"""The log of the program: what went on, and nothing about a patient."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from exodesk.core.errors import StorageError

LOG_BYTES = 1_000_000


def log_to(folder: Path) -> None:
    """Ids and kinds only: no name, note or parameter is ever logged."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = RotatingFileHandler(folder / "exodesk.log", maxBytes=LOG_BYTES, backupCount=2, encoding="utf-8")
    except OSError as error:
        text = f"{folder} cannot be written ({error.strerror}). Exodesk needs a folder of its own in your home folder."
        raise StorageError(text) from error
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
