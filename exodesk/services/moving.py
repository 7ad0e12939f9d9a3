"""Taking the record to another computer: a proven copy goes, and this one is only read from then on."""

from pathlib import Path

from exodesk.core.dates import show_date
from exodesk.storage.copying import write_copy
from exodesk.storage.manifest import Manifest, manifest_path
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.steps import Step, no_step


def move_record(record: RecordFile, place: Path, step: Step = no_step) -> Path:
    """Copy the record with its keys into a folder and retire this one; where the copy lies.

    The copy comes first: were it to end between the two, both would still be the record, and nothing is lost. Begun
    again, it replaces the copy of that attempt, as long as nobody has opened it.
    """
    to = place / record.path.name
    begun = Manifest.read(manifest_path(to))
    replaces = begun is not None and begun.contents.db_uuid == record.db_uuid and begun.fits(to)
    record.log("move to another computer", f"The record goes to {to.name}; the one here is retired.")
    write_copy(record.copy_into, record.path, to, record.key, made_at=record.now(), step=step, replaces=replaces)
    said = f"It was moved to another computer on {show_date(record.today())}; the record that counts is there."
    with record.write("retire the record", f"A proven copy was made as {to.name}.") as rows:
        rows.table("record_info").insert({"name": "retired", "value": said})
    return to
