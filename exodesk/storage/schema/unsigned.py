"""Acts that keep the list of unsigned visits. Derived: it says nothing that visits and signatures do not.

Without it, whoever asks which visits are unsigned reads every visit of the archive.
"""

from collections.abc import Iterator, Mapping

from exodesk.storage.schema.act import Act
from exodesk.storage.schema.tables import Table


def acts(tables: Mapping[str, Table]) -> Iterator[Act]:
    if "unsigned_visit" not in tables:
        return
    begun = "INSERT INTO unsigned_visit (visit_id) SELECT NEW.id WHERE NEW.id = NEW.entry_id"
    yield Act("visit", "AFTER INSERT", begun)
    yield Act("signature", "AFTER INSERT", "DELETE FROM unsigned_visit WHERE visit_id = NEW.visit_id")
