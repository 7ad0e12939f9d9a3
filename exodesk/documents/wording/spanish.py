"""Spanish, for patients who read it rather than English: the same sentences, nothing more and nothing less.

Figures keep the decimal point, as labels and syringes here have it. A billion is counted in millions: the Spanish word
that looks like it is a thousand times more.
"""

from datetime import date
from decimal import Decimal

from exodesk.core.codes import Route, Side
from exodesk.core.dates import PartialDate
from exodesk.core.quantities import NBSP, plain, significant
from exodesk.core.records.injection import Anaesthetic, Guidance, InjectionKind, Reaction
from exodesk.core.records.patient import Language
from exodesk.core.records.stock import DonorType, RegulatoryStatus, SourceTissue
from exodesk.core.records.visit import AmendmentKind, ConsultOutcome, Instrument, VisitKind
from exodesk.core.sites import FACTS, Site
from exodesk.documents.wording.shape import (
    Call,
    Headings,
    Invitation,
    Outlook,
    Product,
    Progress,
    Sheet,
    Treatment,
    Wording,
)
from exodesk.documents.wording.spanish_sites import FEMININE, SIDE_APART, SITES

MILLION = 1_000_000
_MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip

_SHEET = Sheet(
    title="Resumen de la visita",
    draft="Borrador, sin firmar",
    entered_in_error="Anotado por error",
    synthetic="SYNTHETIC",
    out_of_hours="Fuera de horario",
    born="Nacimiento: {day}",
    chart="Exp. {number}",
    printed="Impreso el {day} a las {time}",
    hashes="Códigos: visita {visit} · registro {head}",
    head="Código: registro {head}",
    no_hash="ninguno, sin firmar",
    page="Página {page} de {pages}",
    not_recorded="no anotado",
)
_HEADINGS = Headings(
    done="Lo que se hizo",
    about_product="Sobre este producto",
    about_products="Sobre estos productos",
    next_days="Los próximos días",
    progress="Cómo ha estado",
    planned="Lo que está previsto",
    questions="Para sus preguntas",
    signature="Firma",
)
_CALL = Call(
    same_day="Llámenos el mismo día si nota",
    any_time="Llámenos si algo le preocupa antes de la próxima visita",
    red_flags=(
        "Fiebre o escalofríos",
        "Calor, o más hinchazón",
        "No puede apoyar el peso",
        "Pantorrilla hinchada o con dolor",
        "Le cuesta respirar, o ronchas",
        "Adormecimiento, o debilidad",
    ),
    phone="Teléfono",
    emergency="Emergencia",
)
_TREATMENT = Treatment(
    dose="DOSIS",
    volume="VOLUMEN",
    reaction="Reacción",
    lot="Lote",
    product="Producto",
    expiry="Caduca",
    maker="Elabora",
    numbed="Anestesia",
    with_epinephrine="con epinefrina",
    lot_is="lote {lot}",
    expiry_is="caduca el {day}",
    reaction_is="reacción: {reaction}",
    of_lot="(lote {lot})",
    mixed="de {drawn} mezclados con {volume} de {diluent}",
    diluent="diluyente",
    not_given=", {kind}: no se aplicó.",
    partly="aplicado solo en parte",
    labelled="de partículas según la etiqueta del fabricante",
    measured="de partículas, según medición",
    not_known="No se sabe",
    counted_apart="Contados de maneras distintas; por eso no se suman.",
    no_injection="No se aplicó ninguna inyección.",
    corrected_here="Esta página muestra lo corregido.",
    added="{lead} por {who}{end}",
    reason="Motivo: {reason}",
    lot_reason="Lote desconocido",
    dose_reason="Fuera del plan",
    aspirate_reason="Tras este aspirado",
    consent_reason="Sin consentimiento firmado",
    kinds={
        InjectionKind.EXOSOME: "exosomas",
        InjectionKind.PRP: "plasma rico en plaquetas (PRP)",
        InjectionKind.CELLS: "células",
        InjectionKind.HYALURONATE: "hialuronato",
        InjectionKind.STEROID: "esteroide",
        InjectionKind.PROLOTHERAPY: "proloterapia",
        InjectionKind.ANAESTHETIC: "anestésico local",
        InjectionKind.OTHER: "otro",
    },
    routes={
        Route.INTRA_ARTICULAR: "dentro de la articulación",
        Route.PERIARTICULAR: "alrededor de la articulación",
        Route.INTRABURSAL: "dentro de la bursa",
        Route.INTRALESIONAL: "en el tendón o ligamento",
        Route.INFILTRATION: "en el tejido",
        Route.INTRADISCAL: "dentro del disco",
        Route.INTRADERMAL: "en la piel",
        Route.INTRAMUSCULAR: "en el músculo",
        Route.SUBCUTANEOUS: "debajo de la piel",
        Route.INTRAVENOUS: "en una vena",
        Route.INTRATHECAL: "en el canal espinal",
        Route.EPIDURAL: "en el espacio epidural",
        Route.PERINEURAL: "alrededor del nervio",
        Route.NASAL: "en la nariz",
    },
    guidance={
        Guidance.ULTRASOUND: "con guía por ultrasonido",
        Guidance.FLUOROSCOPY: "con guía por rayos X",
        Guidance.CT: "con guía por tomografía",
        Guidance.LANDMARK: "con guía por palpación",
        Guidance.ENDOSCOPIC: "con guía por endoscopio",
        Guidance.NONE: "",
    },
    anaesthetics={
        Anaesthetic.LIDOCAINE: "lidocaína",
        Anaesthetic.BUPIVACAINE: "bupivacaína",
        Anaesthetic.ROPIVACAINE: "ropivacaína",
        Anaesthetic.ETHYL_CHLORIDE: "un aerosol frío (cloruro de etilo)",
        Anaesthetic.OTHER: "otro anestésico",
    },
    reactions={
        None: "No anotada",
        Reaction.NONE: "Ninguna mientras se le observó",
        Reaction.LOCAL: "En el lugar de la inyección",
        Reaction.VASOVAGAL: "Mareo o desmayo",
        Reaction.SYSTEMIC: "En todo el cuerpo",
    },
    outcomes={
        ConsultOutcome.TREAT: "Acordamos tratar.",
        ConsultOutcome.WAIT: "Acordamos esperar.",
        ConsultOutcome.NOT_A_CANDIDATE: "Acordamos no aplicar inyecciones.",
        ConsultOutcome.REFERRED: "Se le remitió a otro profesional.",
    },
    amended={
        AmendmentKind.ADDENDUM: "Añadido el {day}",
        AmendmentKind.CORRECTION: "Corregido el {day}",
        AmendmentKind.ENTERED_IN_ERROR: "Retirado por anotado por error el {day}",
        AmendmentKind.LATE_ENTRY: "Anotado más tarde, el {day}",
    },
)
_PRODUCT = Product(
    exosomes_not_approved="Los productos de exosomas no están aprobados por la FDA.",
    status={
        RegulatoryStatus.UNAPPROVED: "No está aprobado por la FDA.",
        RegulatoryStatus.IND: (
            "No está aprobado por la FDA. Se usa bajo una solicitud de medicamento en investigación (IND){number}."
        ),
        RegulatoryStatus.IRB_STUDY: (
            "No está aprobado por la FDA. Se usa en un estudio que vigila un comité de ética (IRB){number}."
        ),
        RegulatoryStatus.FOREIGN_APPROVAL: "Tiene una autorización en otro país. No está aprobado por la FDA.",
        RegulatoryStatus.UNKNOWN: "Su situación regulatoria no está anotada.",
    },
    number=", número {number}",
    made_from="Proviene de {tissue}.",
    made_from_donor={
        DonorType.AUTOLOGOUS: "Proviene de usted mismo: {tissue}.",
        DonorType.ALLOGENEIC: "Proviene de otra persona: {tissue}.",
    },
    tissues={
        SourceTissue.UMBILICAL_CORD: "cordón umbilical",
        SourceTissue.WHARTONS_JELLY: "gelatina de Wharton",
        SourceTissue.PLACENTA: "placenta",
        SourceTissue.AMNION: "amnios",
        SourceTissue.AMNIOTIC_FLUID: "líquido amniótico",
        SourceTissue.BONE_MARROW: "médula ósea",
        SourceTissue.ADIPOSE: "tejido graso",
        SourceTissue.PLATELET: "plaquetas",
        SourceTissue.OTHER: "otro tejido",
    },
    long_term="No se conocen los efectos a largo plazo.",
    medwatch="Usted puede informar a la FDA de cualquier efecto no deseado: fda.gov/medwatch",
    medicines=(
        "No deje de tomar un anticoagulante a menos que se lo haya dicho quien se lo recetó. "
        "Tome sus otros medicamentos como se los recetaron."
    ),
    no_instructions="No se anotó nada más para los próximos días. Si tiene alguna duda, llámenos.",
)
_PROGRESS = Progress(
    instruments={
        Instrument.PAIN_AVERAGE: "Dolor (7 días)",
        Instrument.PAIN_NOW: "Dolor ahora",
        Instrument.PGIC: "Cambio general",
        Instrument.PEG: "Dolor en la vida diaria (PEG)",
        Instrument.PSFS: "Actividades propias (PSFS)",
    },
    changes={
        1: "Muchísimo mejor",
        2: "Mucho mejor",
        3: "Un poco mejor",
        4: "Sin cambio",
        5: "Un poco peor",
        6: "Mucho peor",
        7: "Muchísimo peor",
    },
    scales={
        Instrument.PAIN_AVERAGE: "Dolor: 0 es ninguno, 10 el peor que pueda imaginar.",
        Instrument.PAIN_NOW: "Dolor: 0 es ninguno, 10 el peor que pueda imaginar.",
        Instrument.PEG: "PEG: 0 es ninguna molestia, 10 la mayor.",
        Instrument.PSFS: "PSFS: 0 es incapaz, 10 como antes.",
    },
    of_ten=" de 10",
    no_scores="Todavía no hay puntuaciones anotadas.",
    earlier_scores="Las puntuaciones intermedias están en su expediente.",
    goal="Su meta: “{goal}”",
    goal_of="Su meta, {where}: “{goal}”",
    whole_body="Todo el cuerpo",
)
_OUTLOOK = Outlook(
    as_of="A fecha del {day}:",
    between="{review}: del {first} al {last}.",
    reviews=("Revisión a los 3–4 meses", "Revisión a los 9 meses"),
    booster="un refuerzo",
    dose_of="dosis {number} de {doses}",
    dose="la dosis",
    is_planned="{what}, prevista para alrededor del {day}.",
    was_planned="{what}, estaba prevista para alrededor del {day}.",
    as_needed="refuerzos solo si hacen falta; por ahora no hay ninguno previsto.",
    nothing="no hay nada más previsto.",
    on_hold="en pausa; se volverá a ver.",
    on_hold_until="en pausa hasta el {day}.",
    on_hold_review="en pausa; se volverá a ver el {day}.",
    renew="el plan ha terminado; antes de aplicar algo se habla de uno nuevo.",
    appointments=("Su próxima cita: {day} a las {time}.", "La siguiente: {day} a las {time}."),
    none_booked="No hay otra visita acordada.",
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
    return f"{plain(significant(Decimal(particles) / MILLION))}{NBSP}millones"


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
    treatment=_TREATMENT,
    product=_PRODUCT,
    progress=_PROGRESS,
    outlook=_OUTLOOK,
    invitation=Invitation(
        title="Invitación a una revisión",
        about="Revisión: {where}",
        greeting="Estimado/a {name}:",
        invites="Nos gustaría saber cómo se encuentra ({where}) e invitarle a una revisión.",
        review=(
            "En la revisión le preguntaremos por el dolor y por lo que puede hacer, y hablaremos con usted de si "
            "conviene algo más. Esta carta no decide nada."
        ),
        call="Llame al {phone} y buscaremos una hora que le convenga.",
        no_need="Si ya tiene una cita, o prefiere no venir, basta con una llamada breve.",
        regards="Un saludo cordial",
    ),
    visit_on="Su visita del {day}",
    seen_by="Le atendió {who}",
    visit_kinds={
        VisitKind.CONSULT: "Consulta",
        VisitKind.INJECTION: "Visita con inyección",
        VisitKind.REVIEW: "Visita de revisión",
        VisitKind.PHONE: "Llamada",
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
