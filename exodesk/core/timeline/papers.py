"""What was printed or sent, on the timeline: pages, and what left the house by another way."""

from exodesk.core.chart import Chart
from exodesk.core.records.printed import Disclosure, PrintedPage
from exodesk.core.sentences import counted, mid_sentence
from exodesk.core.timeline.entries import Entry, Kind, Lane, Mark


def page_entry(page: PrintedPage, chart: Chart) -> Entry:
    """An entry such as `Letter to the referring physician, printed, 1 page, sent to Dr. Example`."""
    sent = [each for each in standing_disclosures(chart) if each.printed_page_id == page.id]
    pages = counted(page.pages, "page")
    parts = [page.kind.label, mid_sentence(page.way.label), pages]
    parts += [f"sent to {_first_line(each.recipient)}" for each in sent]
    return Entry(
        kind=Kind.DOCUMENT,
        id=page.id,
        opens="printed_page",
        on=page.printed_on,
        text=", ".join(parts),
        lane=Lane.DOCUMENTS,
        mark=Mark.SENT if sent else Mark.PRINTED,
        hint="Sent" if sent else "",
    )


def disclosure_entry(disclosure: Disclosure) -> Entry:
    """Told or handed over without a page of ours."""
    return Entry(
        kind=Kind.DOCUMENT,
        id=disclosure.id,
        opens="disclosure",
        on=disclosure.disclosed_on,
        text=f"{disclosure.description}, disclosed to {_first_line(disclosure.recipient)}",
        lane=Lane.DOCUMENTS,
        mark=Mark.SENT,
        hint="Sent",
    )


def standing_disclosures(chart: Chart) -> list[Disclosure]:
    """Those that were not entered in error."""
    return [each for each in chart.disclosures if each.withdrawn_on is None]


def _first_line(recipient: str) -> str:
    return recipient.strip().partition("\n")[0]
