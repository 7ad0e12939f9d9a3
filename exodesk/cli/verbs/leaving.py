"""Verbs that write something to take out of the house; the trail notes that it left."""

from datetime import date
from pathlib import Path

import click

from exodesk.cli.answers import Answer
from exodesk.cli.opening import Access
from exodesk.cli.options import DAY, FILE, on_record
from exodesk.core.records.clinic import Paper
from exodesk.storage.files import begins_with


@click.command()
@on_record
@click.argument("out", type=FILE)
@click.option("--format", "form", type=click.Choice(["ics"]), required=True, help="iCalendar, for other calendars.")
@click.option("--from", "first", type=DAY, required=True, metavar="DATE", help="The first day.")
@click.option("--to", "last", type=DAY, required=True, metavar="DATE", help="The last day.")
@click.option("--names", is_flag=True, help="Say who comes; otherwise only that somebody does.")
def export(access: Access, out: Path, form: str, first: date, last: date, *, names: bool) -> Answer:  # noqa: ARG001 - one format so far; each option is an argument
    """Write the appointments of some days to OUT. Patients are not named unless --names is given."""
    from exodesk.exchange.appointments import save_icalendar  # noqa: PLC0415 - the other verbs write nothing

    if last < first:
        raise click.BadParameter(f"{last} lies before {first}.", param_hint="--to")
    with access.opened(read_only=False) as record:
        save_icalendar(record, out, first, last, with_names=names)
    return Answer(f"{out}\n")


@click.command()
@on_record
@click.argument("visit_id")
@click.option("--pdf", required=True, type=FILE, metavar="FILE", help="The PDF to write; an earlier one is replaced.")
@click.option("--paper", type=click.Choice([paper.value for paper in Paper]), help="The clinic's unless given.")
def summary(access: Access, visit_id: str, pdf: Path, paper: str | None) -> Answer:
    """Write the page that a patient takes home from a visit. The audit trail notes that it was printed."""
    from exodesk.printing.summary import save_summary  # noqa: PLC0415 - the other verbs need no Qt

    if pdf.exists() and not begins_with(pdf, b"%PDF-"):  # a record, of all things, is no earlier print
        raise click.BadParameter(f"{pdf} is there already and is no PDF. Choose another name.", param_hint="--pdf")
    with access.opened(read_only=False) as record:
        save_summary(record, visit_id, pdf, Paper(paper) if paper else None)
    return Answer(f"{pdf}\n")
