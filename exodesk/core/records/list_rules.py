"""How the practice works its list of boosters: how far it looks ahead, how often it calls. Settings of the clinic."""

from dataclasses import dataclass
from typing import Annotated

from exodesk.core.codes import Coded
from exodesk.core.fields import Field
from exodesk.core.quantities import Unit


class AfterAttempts(Coded):
    """What happens once somebody was called as often as is called at most."""

    LETTER = "letter", "Write a letter"
    LOST = "lost", "List as lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRules:
    """One row, its id is always `clinic`."""

    id: str = "clinic"
    soon_days: Annotated[int, Field(label="Soon is within", unit=Unit.DAYS, minimum=1, maximum=180)] = 42
    most_attempts: Annotated[
        int,
        Field(
            label="Calls at most",
            unit=Unit.COUNT,
            minimum=1,
            maximum=20,
            help="Without reaching the patient; being reached starts the count again",
        ),
    ] = 3
    after_attempts: Annotated[AfterAttempts, Field(label="And then")] = AfterAttempts.LETTER


USUAL_LIST_RULES = ListRules()
