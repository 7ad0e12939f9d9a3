"""What is signed stays as it was signed: acts on a visit and all that is signed with it, and the ways to amend.

The order inside one transaction is amendment, replacement with its children, signature. An amendment is open while its
version is the visit's last signature + 1; only what it names may then be inserted.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from exodesk.storage.schema.act import Act, refuse
from exodesk.storage.schema.tables import Table


@dataclass(frozen=True, slots=True)
class Frozen:
    """A table signed with its visit.

    `visit`: the entry of the visit that `{row}` belongs to. `named`: the table and id that an amendment has to name
    for a row to be inserted; children come with their injection or visit.
    """

    table: str
    visit: str
    named: tuple[str, str]

    def visit_of(self, row: str) -> str:
        return self.visit.format(row=row)


_THROUGH_INJECTION = "(SELECT visit_id FROM injection WHERE id = {row}.injection_id)"
FROZEN = (
    Frozen("visit", "{row}.entry_id", ("visit", "NEW.id")),
    Frozen("injection", "{row}.visit_id", ("injection", "NEW.id")),
    Frozen("score", "{row}.visit_id", ("score", "NEW.id")),
    Frozen("injection_source", _THROUGH_INJECTION, ("injection", "NEW.injection_id")),
    Frozen("pause_answer", _THROUGH_INJECTION, ("injection", "NEW.injection_id")),
    Frozen("vitals", "(SELECT entry_id FROM visit WHERE id = {row}.visit_id)", ("visit", "NEW.visit_id")),
)
VERSIONED = ("visit", "injection", "score")


def acts(tables: Mapping[str, Table]) -> Iterator[Act]:
    for frozen in FROZEN:
        if frozen.table in tables:
            yield from _freeze(frozen)
    for table in VERSIONED:
        if table in tables:
            yield from _versions(table)
    if "amendment" in tables:
        yield from _amendment()
        yield from _signature()


def _signed(visit: str) -> str:
    return f"EXISTS (SELECT 1 FROM signature WHERE visit_id = {visit})"


def _last(visit: str) -> str:
    return f"(SELECT coalesce(max(version), 0) FROM signature WHERE visit_id = {visit})"


def _freeze(frozen: Frozen) -> Iterator[Act]:
    table, old, new = frozen.table, frozen.visit_of("OLD"), frozen.visit_of("NEW")
    named_table, named_id = frozen.named
    yield refuse(table, "BEFORE UPDATE", f"{table} is signed: amend it", f"{_signed(old)} OR {_signed(new)}")
    yield refuse(table, "BEFORE DELETE", f"{table} is signed: amend it", _signed(old))
    yield refuse(
        table,
        "BEFORE INSERT",
        f"a signed {table} is never replaced",
        f"EXISTS (SELECT 1 FROM {table} AS old WHERE old.id = NEW.id AND {_signed(frozen.visit_of('old'))})",
    )
    yield refuse(
        table,
        "BEFORE INSERT",
        f"the visit of this {table} is signed: amend it",
        f"""{_signed(new)} AND NOT EXISTS (
    SELECT 1 FROM amendment
    WHERE visit_id = {new} AND target_table = '{named_table}' AND replacement_id = {named_id}
    AND version = {_last(new)} + 1
)""",
    )


def _versions(table: str) -> Iterator[Act]:
    """A row is the first version of its entry, or the correction of a row of the same entry."""
    yield refuse(table, "BEFORE UPDATE", f"the entry of a {table} never changes", "OLD.entry_id IS NOT NEW.entry_id")
    yield refuse(
        table,
        "BEFORE INSERT",
        f"a {table} keeps the entry of the row it corrects",
        f"""NEW.entry_id IS NOT coalesce(
    (
        SELECT target.entry_id FROM amendment JOIN {table} AS target ON target.id = amendment.target_id
        WHERE amendment.replacement_id = NEW.id AND amendment.target_table = '{table}'
    ),
    NEW.id
)""",
    )


def _amendment() -> Iterator[Act]:
    last = _last("NEW.visit_id")
    yield refuse(
        "amendment",
        "BEFORE INSERT",
        "an amendment makes the next version of a signed visit",
        f"{last} = 0 OR NEW.version <> {last} + 1",
    )
    yield refuse(
        "amendment",
        "BEFORE INSERT",
        "an amendment stays within its visit",
        """NEW.target_id IS NOT NULL AND NEW.visit_id IS NOT CASE NEW.target_table
    WHEN 'visit' THEN (SELECT entry_id FROM visit WHERE id = NEW.target_id)
    WHEN 'injection' THEN (SELECT visit_id FROM injection WHERE id = NEW.target_id)
    WHEN 'score' THEN (SELECT visit_id FROM score WHERE id = NEW.target_id)
END""",
    )
    yield refuse(
        "amendment",
        "BEFORE INSERT",
        "this row was amended already: amend its newest version",
        """NEW.kind IN ('correction', 'entered_in_error') AND EXISTS (
    SELECT 1 FROM amendment
    WHERE target_table = NEW.target_table AND target_id = NEW.target_id AND kind IN ('correction', 'entered_in_error')
)""",
    )
    taken = [f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.replacement_id)" for table in VERSIONED]
    taken.append("EXISTS (SELECT 1 FROM amendment WHERE replacement_id = NEW.replacement_id)")
    yield refuse(
        "amendment",
        "BEFORE INSERT",
        "a replacement is a new row",
        f"NEW.replacement_id IS NOT NULL AND ({' OR '.join(taken)})",
    )


def _signature() -> Iterator[Act]:
    yield refuse(
        "signature",
        "BEFORE INSERT",
        "versions are signed one after the other",
        f"NEW.version <> {_last('NEW.visit_id')} + 1",
    )
    yield refuse(
        "signature",
        "BEFORE INSERT",
        "a further signature needs its amendment",
        """NEW.version > 1
AND NOT EXISTS (SELECT 1 FROM amendment WHERE visit_id = NEW.visit_id AND version = NEW.version)""",
    )
    missing = "\n    ".join(
        f"WHEN '{table}' THEN NOT EXISTS (SELECT 1 FROM {table} WHERE id = amendment.replacement_id)"
        for table in VERSIONED
    )
    yield refuse(
        "signature",
        "BEFORE INSERT",
        "the replacement that an amendment names is missing",
        f"""EXISTS (
    SELECT 1 FROM amendment
    WHERE visit_id = NEW.visit_id AND version = NEW.version AND replacement_id IS NOT NULL AND CASE target_table
    {missing}
    END
)""",
    )
