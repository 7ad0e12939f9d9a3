"""What was done and with which product, in Spanish: labels, and the words of each code.

In words that hold from Mexico to Argentina: an injection is "aplicada", a date "vence".
"""

from exodesk.core.codes import Route
from exodesk.core.records.injection import Anaesthetic, Guidance, InjectionKind, Reaction
from exodesk.core.records.stock import DonorType, RegulatoryStatus, SourceTissue
from exodesk.core.records.visit import AmendmentKind, ConsultOutcome
from exodesk.documents.wording.shape import Product, Treatment

TREATMENT = Treatment(
    dose="DOSIS",
    volume="VOLUMEN",
    reaction="Reacción",
    lot="Lote",
    product="Producto",
    expiry="Vence",
    maker="Fabricante",
    as_above="{product}, igual que arriba",
    numbed="Anestesia",
    with_epinephrine="con epinefrina",
    lot_is="lote {lot}",
    expiry_is="vence el {day}",
    reaction_is="reacción: {reaction}",
    of_lot="(lote {lot})",
    mixed="mezcla de {drawn} con {volume} de {diluent}",
    diluent="diluyente",
    not_given=", {kind}: inyección no aplicada.",
    partly="aplicada solo en parte",
    labelled="de partículas según la etiqueta del fabricante",
    measured="de partículas, según medición",
    not_known="Se desconoce",
    counted_apart="Contadas de maneras distintas; por eso no se suman.",
    no_injection="No se aplicó ninguna inyección.",
    corrected_here="Esta página muestra los datos corregidos.",
    added="{lead} por {who}{end}",
    reason="Motivo: {reason}",
    lot_reason="Lote desconocido",
    dose_reason="Fuera del plan",
    aspirate_reason="Después de este aspirado",
    consent_reason="Sin consentimiento firmado",
    kinds={
        InjectionKind.EXOSOME: "exosomas",
        InjectionKind.PRP: "plasma rico en plaquetas (PRP)",
        InjectionKind.CELLS: "células",
        InjectionKind.HYALURONATE: "ácido hialurónico",
        InjectionKind.STEROID: "corticosteroide",
        InjectionKind.PROLOTHERAPY: "proloterapia",
        InjectionKind.ANAESTHETIC: "anestésico local",
        InjectionKind.OTHER: "otra sustancia",
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
        Guidance.ULTRASOUND: "guiada por ultrasonido",
        Guidance.FLUOROSCOPY: "guiada por rayos X",
        Guidance.CT: "guiada por tomografía",
        Guidance.LANDMARK: "guiada por palpación",
        Guidance.ENDOSCOPIC: "guiada por endoscopio",
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
        None: "Sin registrar",
        Reaction.NONE: "Ninguna mientras se le observó",
        Reaction.LOCAL: "En el lugar de la inyección",
        Reaction.VASOVAGAL: "Mareo o desmayo",
        Reaction.SYSTEMIC: "En todo el cuerpo",
    },
    outcomes={
        ConsultOutcome.TREAT: "Acordamos iniciar el tratamiento.",
        ConsultOutcome.WAIT: "Acordamos esperar.",
        ConsultOutcome.NOT_A_CANDIDATE: "Acordamos no aplicar inyecciones.",
        ConsultOutcome.REFERRED: "Se le remitió a otro profesional.",
    },
    amended={
        AmendmentKind.ADDENDUM: "Agregado el {day}",
        AmendmentKind.CORRECTION: "Corregido el {day}",
        AmendmentKind.ENTERED_IN_ERROR: "Anulado el {day} (registro erróneo)",
        AmendmentKind.LATE_ENTRY: "Registrado más tarde, el {day}",
    },
)
PRODUCT = Product(
    exosomes_not_approved="Los productos de exosomas no están aprobados por la FDA.",
    status={
        RegulatoryStatus.UNAPPROVED: "No está aprobado por la FDA.",
        RegulatoryStatus.IND: (
            "No está aprobado por la FDA. "
            "Se usa bajo una solicitud de nuevo medicamento en investigación (IND){number}."
        ),
        RegulatoryStatus.IRB_STUDY: (
            "No está aprobado por la FDA. Se usa en un estudio supervisado por un comité de ética (IRB){number}."
        ),
        RegulatoryStatus.FOREIGN_APPROVAL: "Tiene una autorización en otro país. No está aprobado por la FDA.",
        RegulatoryStatus.UNKNOWN: "Su situación regulatoria no está registrada.",
    },
    number=", número {number}",
    made_from="Proviene de {tissue}.",
    made_from_donor={
        DonorType.AUTOLOGOUS: "De su propio cuerpo: {tissue}.",
        DonorType.ALLOGENEIC: "De otra persona: {tissue}.",
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
    medwatch="Notificar daños: fda.gov/medwatch",
    medicines=(
        "No deje de tomar un anticoagulante a menos que se lo haya indicado quien se lo recetó. "
        "Tome sus demás medicamentos como se los recetaron."
    ),
    no_instructions="No hay más indicaciones para los próximos días. Si tiene alguna duda, llámenos.",
)
