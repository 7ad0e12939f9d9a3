"""Spanish, for patients who read it rather than English: the same sentences, nothing more and nothing less.

Figures keep the decimal point, as labels and syringes here have it. A billion is counted in millions: the Spanish word
that looks like it is a thousand times more.
"""

from datetime import date
from decimal import Decimal

from exodesk.core.codes import Side
from exodesk.core.dates import PartialDate
from exodesk.core.quantities import NBSP, plain, significant
from exodesk.core.records.patient import Language
from exodesk.core.records.printed import PrintedKind, Purpose
from exodesk.core.records.visit import Instrument, VisitKind
from exodesk.core.sites import FACTS, Site
from exodesk.documents.wording.shape import (
    Account,
    Call,
    Headings,
    Invitation,
    Outlook,
    Progress,
    Sheet,
    Wording,
)
from exodesk.documents.wording.spanish_sites import FEMININE, SIDE_APART, SITES
from exodesk.documents.wording.spanish_treatment import PRODUCT, TREATMENT

MILLION = 1_000_000
_MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip

_SHEET = Sheet(
    title="Resumen de la visita",
    draft="Borrador, sin firmar",
    entered_in_error="Registrado por error",
    synthetic="SYNTHETIC",
    out_of_hours="Fuera de horario",
    born="Nacimiento: {day}",
    chart="Exp. {number}",
    printed="Impreso el {day} a las {time}",
    hashes="Códigos: visita {visit} · registro {head}",
    head="Código: registro {head}",
    no_hash="ninguno, sin firmar",
    page="Página {page} de {pages}",
    continued="{heading} (continuación)",
    not_recorded="sin registrar",
)
_HEADINGS = Headings(
    done="Lo que se hizo",
    about_product="Sobre este producto",
    about_products="Sobre estos productos",
    next_days="Los próximos días",
    progress="Cómo se ha sentido",
    planned="Lo que está previsto",
    questions="Sus preguntas",
    signature="Firma",
)
_CALL = Call(
    same_day="Llámenos el mismo día si nota",
    any_time="Llámenos si algo le preocupa antes de su próxima visita",
    red_flags=(
        "Fiebre o escalofríos",
        "Calor o más hinchazón",
        "No puede apoyar peso",
        "Pantorrilla hinchada o con dolor",
        "Falta de aire o sarpullido",
        "Adormecimiento o debilidad",
    ),
    phone="Teléfono",
    emergency="Emergencias",
)
_PROGRESS = Progress(
    instruments={
        Instrument.PAIN_AVERAGE: "Dolor promedio (7 días)",
        Instrument.PAIN_NOW: "Dolor ahora",
        Instrument.PGIC: "Cambio general",
        Instrument.PEG: "Dolor en la vida diaria (PEG)",
        Instrument.PSFS: "Actividad (PSFS)",
    },
    changes={
        1: "Muchísimo mejor",
        2: "Mucho mejor",
        3: "Un poco mejor",
        4: "Sin cambios",
        5: "Un poco peor",
        6: "Mucho peor",
        7: "Muchísimo peor",
    },
    scales={
        Instrument.PAIN_AVERAGE: "Dolor: 0 es ninguno, 10 el peor que pueda imaginar.",
        Instrument.PAIN_NOW: "Dolor: 0 es ninguno, 10 el peor que pueda imaginar.",
        Instrument.PEG: "PEG: 0 es ninguna molestia, 10 la mayor.",
        Instrument.PSFS: "PSFS: 0 es no poder, 10 es poder como antes.",
    },
    of_ten=" de 10",
    no_scores="Todavía no hay puntuaciones registradas.",
    no_present_scores=(
        "Ninguna puntuación corresponde a un tratamiento en curso. Las anteriores están en su expediente."
    ),
    earlier_scores="Hay más puntuaciones en su expediente.",
    goal="Su meta: “{goal}”",
    goal_of="Su meta, {where}: “{goal}”",
    whole_body="Todo el cuerpo",
)
_OUTLOOK = Outlook(
    as_of="Situación al {day}:",
    between="{review}: del {first} al {last}.",
    reviews=("Revisión a los 3–4 meses", "Revisión a los 9 meses"),
    booster="un refuerzo",
    dose_of="la dosis {number} de {doses}",
    dose="la dosis",
    is_planned="se prevé {what} para alrededor del {day}.",
    was_planned="se había previsto {what} para alrededor del {day}.",
    as_needed="refuerzos solo si hacen falta; por ahora, ninguno.",
    nothing="no hay nada más previsto.",
    on_hold="en pausa; se volverá a evaluar.",
    on_hold_until="en pausa hasta el {day}.",
    on_hold_review="en pausa; se volverá a evaluar el {day}.",
    renew="el plan ha terminado; antes de aplicar algo se hablará con usted de uno nuevo.",
    appointments=("Su próxima cita: el {day} a las {time}.", "La siguiente: el {day} a las {time}."),
    none_booked="No tiene otra cita programada.",
)
_SIDES = {Side.LEFT: ("izquierdo", "izquierda"), Side.RIGHT: ("derecho", "derecha")}
"""Masculine and feminine."""


def show_date(day: date) -> str:
    """`4 de diciembre de 2026`."""
    return f"{day.day} de {_MONTHS[day.month - 1]} de {day.year}"


def show_partial(day: PartialDate) -> str:
    if day.exact:
        return show_date(day.exact)
    return str(day.year) if day.month is None else f"{_MONTHS[day.month - 1]} de {day.year}"


def show_millions(particles: int) -> str:
    """`5,000 millones` for 5 billion: at most three significant digits."""
    count = plain(significant(Decimal(particles) / MILLION))
    return f"{count}{NBSP}{'millón' if count == '1' else 'millones'}"


def where(site: Site, side: Side) -> str:
    """`Rodilla derecha`, `Hombro (glenohumeral), lado derecho`: a side is never left out where there is one."""
    name = SITES[site]
    if side in _SIDES:
        masculine, feminine = _SIDES[side]
        if site in SIDE_APART or "(" in name:
            return f"{name}, lado {masculine}"
        return f"{name} {feminine if site in FEMININE else masculine}"
    return f"{name}, línea media" if side is Side.MIDLINE and FACTS[site].sides != (Side.MIDLINE,) else name


SPANISH = Wording(
    language=Language.SPANISH,
    sheet=_SHEET,
    headings=_HEADINGS,
    call=_CALL,
    treatment=TREATMENT,
    product=PRODUCT,
    progress=_PROGRESS,
    outlook=_OUTLOOK,
    invitation=Invitation(
        title="Invitación a una revisión",
        about="Revisión: {where}",
        greeting="Estimado/a {name}:",
        letter=(
            "Nos gustaría saber cómo se encuentra e invitarle a una revisión ({joint}).\n"
            "En la revisión le preguntaremos por el dolor y por lo que puede hacer, y hablaremos con usted sobre si "
            "conviene hacer algo más. Esta carta no decide nada.\n"
            "Llame al {phone} y buscaremos una hora que le convenga.\n"
            "Si ya tiene una cita o prefiere no venir, basta con una llamada breve."
        ),
        regards="Atentamente",
    ),
    account=Account(
        title="Con quién se compartió su información",
        between="Del {first} al {last}.",
        until="Hasta el {last}.",
        everything="Se indica todo lo que este consultorio registró como entregado o enviado a otros.",
        accounted=(
            "Se indica aquello sobre lo que usted puede pedir un informe (45 CFR 164.528). No se incluye lo que "
            "se entregó a quienes le atienden, para un pago, a usted, o con su autorización."
        ),
        nothing="No hay nada registrado para este período.",
        on="Fecha",
        recipient="A quién",
        what="Qué",
        purpose="Por qué",
        purposes={
            Purpose.TREATMENT: "Su tratamiento con otro profesional",
            Purpose.PATIENT: "Copia para usted",
            Purpose.AUTHORISED: "Con su autorización",
            Purpose.PAYMENT: "Pago",
            Purpose.PUBLIC_HEALTH: "Salud pública o vigilancia de productos",
            Purpose.LAW: "Por mandato de la ley",
            Purpose.OTHER: "Otro motivo",
        },
        pages={
            PrintedKind.SUMMARY: "Resumen de la visita",
            PrintedKind.LETTER: "Carta al médico que le remitió",
            PrintedKind.VISIT_RECORD: "Registro de la visita",
            PrintedKind.TIMELINE: "Línea de tiempo",
            PrintedKind.INVITATION: "Invitación a una revisión",
            PrintedKind.ACCOUNT: "Lista de lo que se compartió",
            PrintedKind.OTHER: "Otra página",
        },
        of_visit="{page}, visita del {day}",
        ask="Si falta algo o algo no está claro, llámenos.",
    ),
    visit_on="Su visita del {day}",
    seen_by="Le atendió {who}",
    visit_kinds={
        VisitKind.CONSULT: "Consulta",
        VisitKind.INJECTION: "Visita con inyección",
        VisitKind.REVIEW: "Visita de revisión",
        VisitKind.PHONE: "Llamada telefónica",
        VisitKind.OTHER: "Otra visita",
    },
    signed="Firmado por {who} el {day}.",
    signed_again="Firmado por {who} el {day}, versión {version}.",
    typed_as_written="Las notas están en el idioma en que se escribieron. Si no las entiende, llámenos.",
    long_date=show_date,
    partial_date=show_partial,
    billions=show_millions,
    where=where,
)
