"""The search for forbidden claims, and everything it must find nothing in: each fixed sentence, and whole pages."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exodesk import documents
from exodesk.core.booster import DoseKind, HoldFact, Place, Standing, State
from exodesk.core.chart import DrawnSource, GivenInjection
from exodesk.core.codes import Basis, Coded, Route, Side
from exodesk.core.quantities import BILLION
from exodesk.core.records.injection import Guidance, InjectionKind, InjectionStatus, Reaction
from exodesk.core.records.patient import Language
from exodesk.core.records.stock import DonorType, RegulatoryStatus, SourceTissue
from exodesk.core.records.visit import Amendment, AmendmentKind, ConsultOutcome, VisitKind
from exodesk.core.sites import Site, takes_side
from exodesk.documents.claims import FORBIDDEN, claims_in
from exodesk.documents.page import Document
from tests.documents import made_up
from tests.documents.made_up import (
    AT,
    CHART,
    DAY,
    DRAFT,
    GIVEN,
    LOT,
    PLAN_VIEW,
    SOURCE,
    STANDING,
    VISIT,
    signed,
    summary,
    to_physician,
    whole_record,
)

SAID = {
    "It will cure your knee": "cure",
    "Cures arthritis.": "cure",
    "helps the joint to heal": "heal",
    "HEALING": "heal",
    "Your cartilage regenerates": "regenerate",
    "regenerative medicine": "regenerate",
    "may reverse the wear": "reverse",
    "It is safe.": "safe",
    "applied safely": "safe",
    "a natural product": "natural",
    "clinically proven": "proven",
    "results are guaranteed": "guaranteed",
    "no side effects": "no side effects",
    "without any side-effects": "no side effects",
    "there is no down-time": "no downtime",
    "No downtime!": "no downtime",
    "no long-term adverse effects reported": "no long-term adverse effects",
    "FDA approved": "FDA approved",
    "an FDA\u2011approved product": "FDA approved",
    "FDA\u00a0registered": "FDA approved",
    "the best result": "best result",
    "best possible results": "best result",
    "You are a responder": "responder",
    "You are due for a booster": "you are due",
    "you’re overdue": "you are due",
    "Esto cura la artrosis": "curar",
    "ayuda a sanar": "sanar",
    "REGENERACIÓN del cartílago": "regenerar",
    "revierte el desgaste": "revertir",
    "Es un producto seguro.": "seguro",
    "sin ningún riesgo": "seguro",
    "está comprobado": "demostrado",
    "resultados garantizados": "garantizado",
    "sin efectos secundarios": "sin efectos secundarios",
    "ningún efecto adverso": "sin efectos secundarios",
    "sin tiempo de inactividad": "sin reposo",
    "sin efectos a largo plazo": "sin efectos a largo plazo",
    "aprobado por la FDA": "aprobado por la FDA",
    "exosomas autorizados por la FDA": "aprobado por la FDA",
    "los mejores resultados": "mejor resultado",
    "Ya le toca un refuerzo": "le toca",
}
HARMLESS = (
    "It is not FDA-approved.",
    "Not FDA\u2011approved",
    "Long-term effects are not known.",
    "unsafe safety procure secure wheals",
    "Report side effects to fda.gov/medwatch.",
    "The naturalist corresponded; residue.",
    "No está aprobado por la FDA. Los productos no están aprobados por la FDA.",
    "No se conocen los efectos a largo plazo.",
    "Si no está seguro, llámenos. Traiga la tarjeta del seguro médico.",
    "La oscura curva, asegurada; la ventana y el procurador.",
)
OUR_WORDS = {"words", "labels", "call", "sheet", "outlook"}
"""Names under which a page holds the wording of its language."""

TEMPLATES = [path for path in Path(documents.__file__).parent.rglob("*.py") if path.name != "claims.py"]


@pytest.mark.parametrize(("text", "claim"), SAID.items())
def test_each_claim_is_found_however_it_is_written(text: str, claim: str) -> None:
    assert claims_in(text) == [claim]


def test_every_forbidden_claim_has_a_sentence_that_proves_it_is_found() -> None:
    assert set(SAID.values()) == set(FORBIDDEN)


@given(
    st.sampled_from(sorted(SAID)), st.sampled_from(["", "\n", " — ", "(", "“"]), st.sampled_from(["", ".", "\n", ")"])
)
def test_a_claim_is_found_in_the_middle_of_a_page(text: str, before: str, after: str) -> None:
    assert claims_in(f"Call us{before or ' '}{text}{after} and walk") == [SAID[text]]


@pytest.mark.parametrize("text", HARMLESS)
def test_words_that_only_look_like_claims_pass(text: str) -> None:
    assert claims_in(text) == []


def constants(path: Path) -> Iterator[str]:
    """Every text in a module but its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    notes = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in notes:
            yield node.value


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_fixed_sentence_makes_a_claim(path: Path) -> None:
    assert {text: claims_in(text) for text in constants(path) if claims_in(text)} == {}


@pytest.mark.parametrize("codes", [Site, SourceTissue, VisitKind, Reaction, Guidance, Route, InjectionKind])
def test_no_label_that_is_printed_makes_a_claim(codes: type[Coded]) -> None:
    assert claims_in("\n".join(code.label for code in codes)) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_our_own_words_never_pass_as_somebody_elses(path: Path) -> None:
    """`free` is for what was typed: a sentence of ours in it would escape the search."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    frees = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "free"]
    inside = [node for call in frees for node in ast.walk(call)]
    ours = [node for node in inside if isinstance(node, ast.JoinedStr) or getattr(node, "id", "") in OUR_WORDS]
    ours += [node for node in inside if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value]
    assert [ast.unparse(node) for node in ours] == []


def test_what_people_typed_and_are_called_is_theirs() -> None:
    typed = "The safe cure, proven: no downtime"
    visit = signed(visit=replace(VISIT, instructions=typed, plan_text=typed, reason=typed))
    clinic = replace(made_up.CLINIC, name="Natural Healing Practice")
    page = summary(visit, replace(CHART, patient=replace(CHART.patient, family_name="Cure")), clinic)
    assert typed in page.html
    assert "Natural Healing Practice" in page.html
    assert claims_in(page.wording) == []


def standing(state: State, place: Place | None) -> Standing:
    day = date(2027, 2, 1)
    return replace(
        STANDING,
        state=state,
        next=place,
        earliest=day,
        recommended=day,
        past_due=day,
        days_overdue=3 if state is State.OVERDUE else None,
        review_on=day if state is State.SUSPENDED else None,
    )


@st.composite
def pages(draw: st.DrawFn) -> Document:
    """A page about a visit that combines anything the wording knows."""
    site, side = draw(st.sampled_from([(site, side) for site in Site for side in Side if takes_side(site, side)]))
    product = replace(
        made_up.PRODUCT,
        regulatory_status=draw(st.sampled_from(RegulatoryStatus)),
        donor=draw(st.sampled_from([*DonorType, None])),
        source_tissue=draw(st.sampled_from([*SourceTissue, None])),
    )
    basis = draw(st.sampled_from(Basis))
    source = replace(SOURCE, basis=basis, particles=None if basis is Basis.UNKNOWN else 5 * BILLION)
    injection = replace(
        GIVEN.injection,
        site=site,
        side=side,
        kind=draw(st.sampled_from(InjectionKind)),
        status=draw(st.sampled_from(InjectionStatus)),
        route=draw(st.sampled_from([*Route, None])),
        guidance=draw(st.sampled_from([*Guidance, None])),
        reaction=draw(st.sampled_from([*Reaction, None])),
    )
    outcome = draw(st.sampled_from([*ConsultOutcome, None]))
    given_here = () if outcome else (GivenInjection(injection, (DrawnSource(source, LOT, product),)),)
    amendment = Amendment(
        id="am1",
        visit_id="v1",
        version=2,
        kind=draw(st.sampled_from(AmendmentKind)),
        reason="Typing",
        amended_at=AT,
        amended_on=DAY,
        amended_by="Dana Reyes",
    )
    seen = signed if draw(st.booleans()) else partial(replace, DRAFT)
    visit = seen(
        visit=replace(VISIT, outcome=outcome),
        injections=given_here,
        amendments=(amendment,) if seen is signed else (),
    )
    place = draw(st.sampled_from([Place(DoseKind.BOOSTER, 1), Place(DoseKind.PRIMARY, 2)]))
    plan = replace(PLAN_VIEW, standing=standing(draw(st.sampled_from(State)), place))
    patient = replace(CHART.patient, language=draw(st.sampled_from([*Language, None])))
    chart = replace(CHART, patient=patient, plans=(plan,), injections=given_here)
    makers: list[Callable[..., Document]] = [summary, to_physician, partial(whole_record, formers=())]
    page: Document = draw(st.sampled_from(makers))(visit, chart=chart, synthetic=draw(st.booleans()))
    return page


@given(pages())
def test_no_page_makes_a_claim(page: Document) -> None:
    assert claims_in(page.wording) == []


def test_a_hold_with_an_end_tells_its_end() -> None:
    hold = HoldFact(reason="infection", begins=DAY, until=date(2027, 1, 15))
    plan = replace(PLAN_VIEW, standing=replace(STANDING, state=State.SUSPENDED, hold=hold))
    assert "on hold until 15 January 2027." in summary(chart=replace(CHART, plans=(plan,))).wording
