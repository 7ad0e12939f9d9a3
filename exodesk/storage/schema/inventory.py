"""What stands in a record's schema, and what should. A lost trigger or index is a lost guard."""

from collections.abc import Mapping

from exodesk.storage import driver
from exodesk.storage.driver import Read

Inventory = Mapping[str, str]
"""SQL text, blanks evened out, by `type name`."""


def inventory(read: Read) -> Inventory:
    found = read(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    return {f"{kind} {name}": " ".join(sql.split()) for kind, name, sql in found}


def expected(version: int) -> Inventory:
    """The inventory of a record of this format, made from nothing."""
    from exodesk.storage.schema.runner import build  # noqa: PLC0415  # reached on demand: by check and migration only

    connection = driver.connect(":memory:", busy_seconds=0)
    try:
        build(connection, version)
        return inventory(connection.execute)
    finally:
        connection.close()


def differences(found: Inventory, wanted: Inventory) -> list[str]:
    """`trigger audit_insert_visit is missing`, one line each; [] when the two agree."""
    lines = [f"{name} is missing" for name in wanted.keys() - found.keys()]
    lines += [f"{name} is unknown" for name in found.keys() - wanted.keys()]
    lines += [f"{name} is another" for name in wanted.keys() & found.keys() if wanted[name] != found[name]]
    return sorted(lines)
