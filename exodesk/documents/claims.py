"""What no page may claim in our words, in English or Spanish, and the search for it. It never reads what people typed.

Whole words, in any case and in their common forms, however they are hyphenated. "Not FDA-approved" is allowed.
Source: FDA notices of 2019 and 2020 on exosome products; FTC on claims about diseases.
"""

import re
import unicodedata

FORBIDDEN = {
    "cure": r"cur(?:e|es|ed|ing|able|ative)",
    "heal": r"heal(?:s|ed|ing)?",
    "regenerate": r"regenerat(?:e|es|ed|ing|ion|ive)",
    "reverse": r"revers(?:e|es|ed|ing)",
    "safe": r"safe(?:ly|r|st)?",
    "natural": r"natural(?:ly)?|all natural",
    "proven": r"proven",
    "guaranteed": r"guarantee(?:s|d)?",
    "no side effects": r"(?:no|without|free of|zero) (?:any )?(?:known )?side effects?|side effect free",
    "no downtime": r"(?:no|without|zero) (?:any )?down ?time",
    "no long-term adverse effects": r"no (?:known )?long term (?:adverse |side )?effects?",
    "FDA approved": r"(?<!not )fda (?:approved|approval|registered|cleared|listed)",
    "best result": r"best (?:possible )?results?",
    "responder": r"(?:non ?)?responders?",
    "you are due": r"you(?: are|'re) (?:now )?(?:over)?due",
    "curar": r"cura(?:n|r|rá|rán|do|da|dos|das|tivo|tiva|ción)?",
    "sanar": r"san(?:a|an|ar|ará|arán|ado|ada|ación)",
    "regenerar": r"regenera(?:n|r|rá|rán|do|da|ción|tivo|tiva|tivos|tivas)?",
    "revertir": r"revier(?:te|ten)|reverti(?:r|rá|do|da)",
    "seguro": (r"(?<!no está )segur(?:o|a|os|as)(?! médic| de salud| social)|sin (?:ningún )?riesgos?"),
    "demostrado": r"(?:comprobad|demostrad|probad)(?:o|a|os|as)",
    "garantizado": r"garanti(?:za|zan|zar|zado|zada|zados|zadas|a)",
    "sin efectos secundarios": r"(?:sin|ningún|libre de|no tiene|cero) efectos? (?:secundarios?|adversos?)",
    "sin reposo": r"sin (?:tiempo de )?(?:reposo|inactividad|recuperación)",
    "sin efectos a largo plazo": r"(?:sin|ningún) efectos? (?:conocidos? )?a largo plazo",
    "aprobado por la FDA": (r"(?<!no está )(?<!no están )(?:aprobad|registrad|autorizad)(?:o|a|os|as) por la fda"),
    "mejor resultado": r"(?:el )?mejor(?:es)? (?:posibles? )?resultados?",
    "le toca": r"(?:ya )?le (?:toca|corresponde) (?:ya )?(?:un|una|el|la|su)",
}
"""A name for each claim, and the forms it is looked for in, in both languages that patients read."""

_SEARCH = re.compile(
    r"(?<!\w)(?:" + "|".join(f"(?P<c{n}>{form})" for n, form in enumerate(FORBIDDEN.values())) + r")(?!\w)"
)
_SOFT = dict.fromkeys([0xAD, 0x200B, 0x2060])
_SEPARATORS = re.compile(r"[\s\-‐‑‒–—]+")


def claims_in(wording: str) -> list[str]:
    """The names of the claims made in our wording, in the order in which they stand."""
    plain = unicodedata.normalize("NFKC", wording).translate(_SOFT).casefold().replace("’", "'")
    names = list(FORBIDDEN)
    return [
        names[int(found.lastgroup[1:])] for found in _SEARCH.finditer(_SEPARATORS.sub(" ", plain)) if found.lastgroup
    ]
