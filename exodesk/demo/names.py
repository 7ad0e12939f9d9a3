"""Invented people: names put together from syllables, phone numbers from the range kept for fiction. Nobody real."""

from dataclasses import dataclass
from random import Random

from exodesk.core.records.patient import Sex

_WOMEN = (
    "Ada", "Bea", "Carla", "Dora", "Elin", "Fay", "Greta", "Hana", "Ines", "June", "Kira", "Lena", "Mara", "Nora",
    "Olga", "Paula", "Rosa", "Sara", "Tess", "Uma", "Vera", "Wilma", "Yara", "Zoe", "Marisol", "Ingrid", "Thanh",
)  # fmt: skip
_MEN = (
    "Abel", "Boris", "Cyrus", "Dev", "Emil", "Felix", "Gus", "Hugo", "Ivan", "Jonas", "Karl", "Leo", "Milo", "Nils",
    "Owen", "Pavel", "Rui", "Sam", "Timo", "Ugo", "Viktor", "Walt", "Yusuf", "Zeno", "Arlo", "Min", "Tola",
)  # fmt: skip
_ACCENTED = ("Zoë", "José", "Øyvind", "Åsa", "Renée", "Jürgen", "Łucja", "Íñigo", "Çelik", "Niamh")
_HEADS = (
    "Bran", "Cor", "Dal", "El", "Far", "Gar", "Hol", "Is", "Kel", "Lor", "Mar", "Nor", "Ost", "Pel", "Quin", "Ros",
    "Sel", "Tor", "Ul", "Ver", "Wes", "Yor", "Zan", "Alder", "Berg", "Hart", "Stan", "Wil",
)  # fmt: skip
_TAILS = (
    "ben", "cott", "dale", "den", "er", "feld", "gren", "holt", "ini", "kov", "land", "ley", "man", "mark", "nik",
    "os", "quist", "ridge", "sen", "stad", "sten", "ton", "vik", "wood", "worth",
)  # fmt: skip
_ACCENTED_TAILS = ("år", "søn", "näs", "mañez", "król", "bäck")


@dataclass(frozen=True, slots=True)
class Person:
    family_name: str
    given_name: str
    title: str | None
    sex: Sex
    phone: str


def invent_person(draw: Random, women: float) -> Person:
    """A person; `women` is the share of women. Three in a hundred names need more than ASCII."""
    sex = Sex.FEMALE if draw.random() < women else Sex.MALE
    given = draw.choice(_WOMEN if sex is Sex.FEMALE else _MEN)
    family = draw.choice(_HEADS) + draw.choice(_TAILS)
    if draw.random() < 0.03:
        given, family = draw.choice(_ACCENTED), draw.choice(_HEADS) + draw.choice(_ACCENTED_TAILS)
    if draw.random() < 0.04:
        family = f"{family}-{draw.choice(_HEADS)}{draw.choice(_TAILS)}"
    title = (
        draw.choice(("Ms", "Mrs", "Dr") if sex is Sex.FEMALE else ("Mr", "Mr", "Dr")) if draw.random() < 0.3 else None
    )
    phone = f"({draw.randint(201, 989)}) 555-{draw.randint(100, 199):04}"
    return Person(family, given, title, sex, phone)
