"""The page of settings: sections as tabs, cards in each. A card keeps its own; the page only knows where it stands."""

from collections.abc import Callable
from enum import Enum
from functools import cached_property, partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exodesk.core.changes import Change
from exodesk.ui import parts
from exodesk.ui.forms.in_view import bring_to_top
from exodesk.ui.keyboard import keys
from exodesk.ui.keyboard.keys import TAB_KEYS, Key
from exodesk.ui.look.theme import Scheme
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages import TRAIL, Page
from exodesk.ui.pages.settings.figures import FiguresCard
from exodesk.ui.pages.settings.paper import PaperCard
from exodesk.ui.pages.settings.phrases import PhrasesCard
from exodesk.ui.pages.settings.practice import PracticeCard
from exodesk.ui.pages.settings.record import RecordCard
from exodesk.ui.pages.settings.times import HoursCard, TypesCard

WIDTH = 760


class Section(Enum):
    """In the order in which they stand. A section without a card is not shown."""

    PRACTICE = "Practice"
    APPOINTMENTS = "Appointments"
    TEXTS = "Texts and forms"
    FORECAST = "Forecast"
    SAFETY = "Safety"
    COMPUTER = "This computer"


class SettingsPage(Page):
    scheme_chosen = Signal(str)
    trail_asked = Signal()

    def __init__(self, session: Session, scheme: Scheme) -> None:
        super().__init__()
        self._session, self._scheme = session, scheme
        self.tabs = parts.SectionTabs("Sections of the settings")
        self._pages = parts.Stack()
        self._waiting: dict[Section, list[Callable[[], QWidget]]] = {section: [] for section in Section}
        self._columns = {section: self._add_section(section) for section in Section}
        self.tabs.currentChanged.connect(self._show_section)
        self.add_card(Section.PRACTICE, lambda: self.practice)
        self.add_card(Section.APPOINTMENTS, partial(HoursCard, session))
        self.add_card(Section.APPOINTMENTS, partial(TypesCard, session))
        self.add_card(Section.TEXTS, partial(PhrasesCard, session))
        self.add_card(Section.TEXTS, partial(_texts_card, session))
        self.add_card(Section.TEXTS, partial(PaperCard, session))
        self.add_card(Section.FORECAST, lambda: self.figures)
        self.add_card(Section.SAFETY, self._record_card)
        self.add_card(Section.COMPUTER, self._look_card)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(10)
        page.addWidget(parts.page_heading("Settings"))
        page.addWidget(self.tabs)
        page.addWidget(self._pages, 1)
        for index, key in zip(range(len(Section)), TAB_KEYS, strict=False):
            keys.bind(key, self, partial(self.tabs.setCurrentIndex, index))
        keys.bind(Key.SAVE, self, self._save)
        self._show_section(0)

    # Cards, each made when its section is first seen

    @cached_property
    def practice(self) -> PracticeCard:
        return PracticeCard(self._session)

    @cached_property
    def figures(self) -> FiguresCard:
        return FiguresCard(self._session)

    @cached_property
    def look(self) -> parts.ChoiceRow:
        choices = [(Scheme.SYSTEM, "As the system"), (Scheme.LIGHT, "Light"), (Scheme.DARK, "Dark")]
        look = parts.ChoiceRow(choices, self._scheme, name="Appearance")
        look.chosen.connect(self.scheme_chosen)
        return look

    def add_card(self, section: Section, make: Callable[[], QWidget]) -> None:
        """Below those of the section, once it is seen; a card of the program itself knows more than the open record."""
        self._waiting[section].append(make)
        self.tabs.setTabVisible(list(Section).index(section), True)

    def _show_section(self, index: int) -> None:
        section = list(Section)[index]
        column = self._columns[section]
        waiting, self._waiting[section] = self._waiting[section], []
        for make in waiting:
            column.insertWidget(column.count() - 1, make())
        self._pages.setCurrentIndex(index)

    def refresh(self, change: Change | None = None) -> None:
        """Read again, unless somebody is typing here."""
        if (change is None or change.touches("clinic_rules")) and not self._waiting[Section.FORECAST]:
            self.figures.refresh()
        if change is None or change.touches("clinic"):
            self.practice.refresh()

    def leave(self) -> None:
        self.practice.leave()

    def begin(self) -> None:
        self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def reach(self, part: str) -> None:
        """A section by its name, with "/" and the title of one of its cards; a look by its code; or the audit trail."""
        if part == TRAIL:
            self.trail_asked.emit()
        elif part in list(Scheme):
            self.look.choose(part)
            self.scheme_chosen.emit(part)
            self.open_section(Section.COMPUTER)
        else:
            section, _, title = part.partition("/")
            self.open_section(Section(section))
            if title:
                self._reach_card(title)

    def open_section(self, section: Section) -> None:
        self.tabs.setCurrentIndex(list(Section).index(section))

    def _reach_card(self, title: str) -> None:
        """Its title at the top, as far as the section goes, and the keys on the first thing of it."""
        for card in self._pages.findChildren(parts.Card):
            if card.heading and card.heading.title.text() == title:
                bring_to_top(card)
                if (first := _first_control(card)) is not None:
                    first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_section(self, section: Section) -> QVBoxLayout:
        content = QWidget()
        content.setObjectName("page")
        content.setMaximumWidth(WIDTH)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        column.addStretch()
        self._pages.addWidget(parts.scrolling(content))
        self.tabs.setTabVisible(self.tabs.add(section.value), False)
        return column

    def _save(self) -> None:
        self.practice.save_practice()

    def _record_card(self) -> QWidget:
        card = RecordCard(self._session.record.path)
        card.trail_asked.connect(self.trail_asked)
        return card

    def _look_card(self) -> QWidget:
        card = parts.Card("Appearance", note="On this computer")
        card.body.addLayout(parts.row(self.look, 1))
        return card


def _first_control(card: QWidget) -> QWidget | None:
    """In the order of the keys."""
    controls = (each for each in card.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return next((each for each in controls if each.isVisibleTo(card) and each.isEnabled()), None)


def _texts_card(session: Session) -> QWidget:
    from exodesk.ui.pages.settings.texts import TextsCard  # noqa: PLC0415 - print code stays out of the start

    return TextsCard(session)
