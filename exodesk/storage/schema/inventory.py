"""What stands in a record's schema, and what should. A lost trigger or index is a lost guard."""

from collections.abc import Mapping

from exodesk.storage.driver import Read

Inventory = Mapping[str, str]
"""SQL text, blanks evened out, by `type name`."""


def inventory(read: Read) -> Inventory:
    found = read(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    return {f"{kind} {name}": " ".join(sql.split()) for kind, name, sql in found}


def differences(found: Inventory, wanted: Inventory) -> list[str]:
    """`trigger audit_insert_visit is missing`, one line each; [] when the two agree."""
    lines = [f"{name} is missing" for name in wanted.keys() - found.keys()]
    lines += [f"{name} is unknown" for name in found.keys() - wanted.keys()]
    lines += [f"{name} is another" for name in wanted.keys() & found.keys() if wanted[name] != found[name]]
    return sorted(lines)
