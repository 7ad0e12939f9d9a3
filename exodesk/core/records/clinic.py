"""The practice itself: what stands on its pages and where its clock is."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from typing import Annotated

from exodesk.core.codes import Coded
from exodesk.core.fields import Field


class Paper(Coded):
    A4 = "a4", "A4"
    LETTER = "letter", "Letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic:
    """One row, its id is always `clinic`."""

    id: str = "clinic"
    name: Annotated[str, Field(label="Name of the practice", max_length=200)]
    address: Annotated[str, Field(label="Address", multiline=True, max_length=500)]
    phone: Annotated[str, Field(label="Phone", max_length=40)]
    out_of_hours_phone: Annotated[
        str, Field(label="Out-of-hours phone", max_length=40, help="Stands on every page that a patient takes home")
    ]
    giver_name: Annotated[str, Field(label="Your name", max_length=200)]
    giver_title: Annotated[str, Field(label="Your title", max_length=100, help="For example: MD")]
    npi: Annotated[str | None, Field(label="NPI", max_length=10)] = None
    licence: Annotated[str | None, Field(label="Licence", max_length=60)] = None
    zone: Annotated[str, Field(label="Time zone", max_length=60, help="For example: America/Los_Angeles")]
    paper: Annotated[Paper, Field(label="Paper")] = Paper.LETTER
    letterhead: Annotated[str | None, Field(label="Line under the letterhead", max_length=300)] = None
    consent_version: Annotated[str | None, Field(label="Consent version in use", max_length=60)] = None
    sheet_edition: Annotated[str | None, Field(label="Information sheet edition in use", max_length=60)] = None
    gives_from: Annotated[date | None, Field(label="Gives from", ahead=True)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerGiver:
    """Who gave until another began. One who never came to give, because that day was moved, is withdrawn."""

    id: str
    giver_name: Annotated[str, Field(label="Who gave before", max_length=200)]
    giver_title: Annotated[str, Field(label="Title of who gave before", max_length=100)]
    npi: Annotated[str | None, Field(label="NPI of who gave before", max_length=10)] = None
    licence: Annotated[str | None, Field(label="Licence of who gave before", max_length=60)] = None
    succeeded_on: Annotated[date, Field(label="Another gave from", ahead=True)]
    withdrawn_on: date | None = None


def on_day(clinic: Clinic, former: Iterable[FormerGiver], day: date) -> Clinic:
    """The clinic page of a day: it names who gave on it, of all who ever did."""
    gave = min(
        (each for each in former if each.withdrawn_on is None and day < each.succeeded_on),
        key=attrgetter("succeeded_on"),
        default=None,
    )
    if gave is None:
        return clinic
    return replace(clinic, giver_name=gave.giver_name, giver_title=gave.giver_title, npi=gave.npi, licence=gave.licence)
