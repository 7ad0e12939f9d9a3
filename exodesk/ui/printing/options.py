"""What may be chosen of a page before it leaves: its language, to whom it goes, why. Each makes its page anew."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exodesk.core.fields import described
from exodesk.core.records.patient import Language
from exodesk.core.records.printed import Disclosure, PrintedKind, PrintedPage, Purpose
from exodesk.documents.wording import IN_LANGUAGE
from exodesk.printing.leaving import Page
from exodesk.printing.pages import (
    account_page,
    invitation_page,
    letter_page,
    recipients_of,
    record_page,
    summary_page,
    went_to,
)
from exodesk.services.printed import Sent
from exodesk.ui import parts
from exodesk.ui.forms.choices import Choice
from exodesk.ui.forms.controls import TextBox
from exodesk.ui.open_record.session import Session

HEIGHT = 84
YEARS, EVER = 6, ""
"""How far back a patient may ask. Source: 45 CFR 164.528 (a)(1)."""

ALL_OF_IT, ACCOUNTED_FOR = "all", "accounted"
LEFT_OUT = (
    "The law asks no account of what went to clinicians who treat the patient, for payment, to the patient, or with "
    "their authorisation."
)
SENT, HANDED = "Sent to", "Sent or handed to"


class Options(QWidget):
    """What a page leaves for the practitioner to say; of this one, nothing."""

    changed = Signal()
    title = "Print"
    is_as_printed = False
    """A page of before, on the paper that it had then."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def page(self) -> Page:
        """The page as it is to leave now."""
        raise NotImplementedError

    def sent(self) -> Sent | None:
        """To whom it goes when it leaves the house."""
        return None

    def put(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self._column.addWidget(widget)

    def offer(self, label: str, choices: Sequence[tuple[str, str]], chosen: str, *, name: str = "") -> parts.ChoiceRow:
        """A choice below its label, which makes the page anew. `name`: its own, where the label is too short."""
        choice = parts.ChoiceRow(choices, chosen, name=name or label)
        choice.chosen.connect(self.changed)
        self.put(parts.FieldLabel(label))
        self._column.addLayout(parts.row(choice, 1))
        return choice

    def offer_language(self, label: str, own: Language) -> parts.ChoiceRow:
        return self.offer(label, [(each.value, each.label) for each in IN_LANGUAGE], own.value)


class SummaryOptions(Options):
    title = "Visit summary"

    def __init__(self, session: Session, visit_id: str) -> None:
        super().__init__(session)
        self._visit_id = visit_id
        self._first = summary_page(session.record, visit_id)
        self._own = self._first.sheet(self._first.paper, 1).language
        self.language = self.offer_language("Language of the page", self._own)
        self.put(parts.hint("What you typed stays as you wrote it.", wrap=True))

    def page(self) -> Page:
        language = Language(self.language.current())
        return self._first if language is self._own else summary_page(self.session.record, self._visit_id, language)


class InvitationOptions(Options):
    """A letter to a patient, in their language at first."""

    title = "Invitation to a review"

    def __init__(self, session: Session, plan_id: str) -> None:
        super().__init__(session)
        self._plan_id = plan_id
        first = invitation_page(session.record, plan_id)
        self.language = self.offer_language("Language of the letter", first.sheet(first.paper, 1).language)
        self.put(parts.hint("It is noted as a letter about the booster once it is printed or saved.", wrap=True))

    def page(self) -> Page:
        return invitation_page(self.session.record, self._plan_id, Language(self.language.current()))


class AccountOptions(Options):
    """What left the house about a patient, as they ask for it: in their language at first, six years back."""

    title = "Account of disclosures"

    def __init__(self, session: Session, patient_id: str) -> None:
        super().__init__(session)
        self._patient_id = patient_id
        first = account_page(session.record, patient_id)
        self.language = self.offer_language("Language of the page", first.sheet(first.paper, 1).language)
        self.time = self.offer("Time", [(str(YEARS), "Last 6 years"), (EVER, "Ever")], str(YEARS))
        told = [(ALL_OF_IT, "Everything noted"), (ACCOUNTED_FOR, "What the law asks")]
        self.told = self.offer("Listed", told, ALL_OF_IT, name="What is listed")
        self.put(parts.hint(LEFT_OUT, wrap=True))

    def page(self) -> Page:
        return account_page(
            self.session.record,
            self._patient_id,
            Language(self.language.current()),
            years=int(self.time.current() or 0) or None,
            only_accounted=self.told.current() == ACCOUNTED_FOR,
        )


class SentOptions(Options):
    """A page that may leave the house: to whom, and why. Left empty, it stays."""

    def __init__(self, session: Session, *, purpose: Purpose, description: str, label: str = HANDED) -> None:
        super().__init__(session)
        self._description = description
        self.recipient = TextBox()
        self.recipient.setFixedHeight(HEIGHT)
        self.recipient.setAccessibleName(label)
        self.recipient.setPlaceholderText(described(Disclosure)["recipient"].field.help)
        self.purpose = Choice([(each.value, each.label) for each in Purpose], optional=False)
        self.purpose.setAccessibleName("Purpose")
        self.purpose.put_raw(purpose.value)

    def put_recipient(self) -> None:
        self.put(parts.FieldLabel(HANDED), self.recipient, parts.FieldLabel("Purpose"), self.purpose)
        self.put(parts.hint("Leave this empty while the page stays in the house.", wrap=True))

    def sent(self) -> Sent | None:
        recipient = self.recipient.raw().strip()
        if not recipient:
            return None
        return Sent(recipient=recipient, purpose=Purpose(self.purpose.raw()), description=self._description)


class LetterOptions(SentOptions):
    """It always leaves the house, so somebody must be named."""

    title = "Letter to the referring physician"

    def __init__(self, session: Session, visit_id: str) -> None:
        super().__init__(session, purpose=Purpose.TREATMENT, description="Letter about a visit", label=SENT)
        self._visit_id = visit_id
        known = recipients_of(session.record, visit_id)
        self.put(parts.FieldLabel(SENT, required=True))
        if len(known) > 1:
            self.known = Choice([(name, name.partition("\n")[0]) for name in known], optional=False)
            self.known.setAccessibleName("Clinicians of this patient")
            self.known.put_raw(known[0])
            self.known.edited.connect(self._choose)
            self.put(self.known)
        self.recipient.put_raw(known[0] if known else "")
        self.recipient.left.connect(self.changed)
        self.put(self.recipient, parts.FieldLabel("Purpose"), self.purpose)
        self.put(parts.hint("It is noted as disclosed when it is printed or saved.", wrap=True))

    def page(self) -> Page:
        return letter_page(self.session.record, self._visit_id, self.recipient.raw().strip())

    def sent(self) -> Sent:
        """With nobody named, what checks it says so."""
        return super().sent() or Sent(recipient="", purpose=Purpose.TREATMENT, description=self._description)

    def _choose(self) -> None:
        self.recipient.put_raw(self.known.raw())
        self.changed.emit()


class RecordOptions(SentOptions):
    title = "Record of the visit"

    def __init__(self, session: Session, visit_id: str) -> None:
        super().__init__(session, purpose=Purpose.PATIENT, description="Record of a visit")
        self._page = record_page(session.record, visit_id)
        self.put_recipient()

    def page(self) -> Page:
        return self._page


class KeptOptions(SentOptions):
    """A page once more as it was printed then."""

    is_as_printed = True

    def __init__(self, session: Session, page: PrintedPage, made: Page) -> None:
        is_letter = page.kind is PrintedKind.LETTER
        purpose = Purpose.TREATMENT if is_letter else Purpose.PATIENT
        super().__init__(session, purpose=purpose, description=f"{page.kind.label}, printed again")
        self.title = f"{page.kind.label}, as printed before"
        self._page = made
        self.recipient.put_raw(went_to(session.record, page) if is_letter else "")
        self.put_recipient()

    def page(self) -> Page:
        return self._page


class FormOptions(Options):
    """A form or a list: there is nothing to say of it."""

    def __init__(self, session: Session, title: str, make: Callable[[], Page]) -> None:
        super().__init__(session)
        self.title = title
        self._make = make

    def page(self) -> Page:
        return self._make()
