"""Processes begin as an installed Exodesk does: from compiled modules, whatever this shell says of them."""

import atexit
import os
import shutil
import tempfile
from functools import cache


def compiled_environment() -> dict[str, str]:
    """For a process of its own. The first one compiles, which is the round that does not count."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": _folder()}


@cache
def _folder() -> str:
    """For this run of the bench."""
    folder = tempfile.mkdtemp(prefix="exodesk-bench-compiled-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
