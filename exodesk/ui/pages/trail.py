"""The audit trail: every act, the latest first, by day, patient or words; what each changed; whether all is whole."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QBoxLayout, QHeaderView, QProgressBar, QStackedWidget, QTableView, QVBoxLayout

from exodesk.core.changes import Change
from exodesk.core.dates import read_date, show_date, show_time
from exodesk.core.errors import ExodeskError
from exodesk.core.records.patient import identity_line
from exodesk.queries import history, patients, trail
from exodesk.queries.trail import ActLine, Asked, Verdict
from exodesk.storage import patients as stored
from exodesk.storage.driver import RecordDamaged
from exodesk.storage.trail_rows import Key
from exodesk.storage.trail_units import MOST
from exodesk.ui import parts
from exodesk.ui.forms.controls import Line
from exodesk.ui.look.tokens import Tone
from exodesk.ui.models.acts import ActRows
from exodesk.ui.open_record.safety_note import WAYS_OUT
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages import Page
from exodesk.ui.parts.record_history import HistoryDialog
from exodesk.ui.work.jobs import Job, Jobs, Progress, Step

LEAST_DIGITS = 8


class TrailPage(Page):
    """`patient_id` narrows it from the start."""

    def __init__(self, session: Session, jobs: Jobs, patient_id: str | None = None) -> None:
        super().__init__()
        self._session = session
        self._asked = Asked(patient_id=patient_id)
        self.check = CheckCard(session, jobs)
        self.day, self.patient, self.words = (_line(name) for name in ("Day", "Patient", "Act or reason"))
        self.rows = ActRows(self)
        self.table = QTableView()
        self.table.setModel(self.rows)
        parts.dress_table(self.table, "Acts")
        self.table.activated.connect(self._open)
        heads = self.table.horizontalHeader()
        for place, width in enumerate((210, 260, 260, 56)):
            heads.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
            self.table.setColumnWidth(place, width)
        self.older = parts.secondary_button("Older acts")
        self.older.clicked.connect(self._add_older)
        self._problem = parts.words("", tone="danger", wrap=True)
        self._problem.hide()
        self._bodies = QStackedWidget()
        self._bodies.addWidget(self.table)
        self._bodies.addWidget(parts.EmptyState("No act is found by that. Empty a field above to see more."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(parts.page_heading("Audit trail"))
        column.addWidget(self.check)
        column.addLayout(self._filters())
        column.addWidget(self._problem)
        column.addWidget(self._bodies, 1)
        column.addLayout(parts.row(parts.hint("Enter opens what an act changed"), 1, self.older))
        if patient_id:
            self.patient.setText(_name_of(session, patient_id))
        self._read()

    def begin(self) -> None:
        self.table.setFocus()

    def refresh(self, change: Change | None = None) -> None:
        """A list that somebody reads stays as it is; what was done since comes at its top when it is asked again."""
        if change is None:
            self._read()

    def leave(self) -> None:
        self.check.cancel()

    def narrow(self) -> None:
        """Read what the fields ask for, or say what is wrong with them."""
        try:
            day = read_date(self.day.text(), self._session.today()) if self.day.text().strip() else None
        except ValueError as error:
            self._say(str(error))
            return
        typed = self.patient.text().strip()
        patient_id = self._asked.patient_id if typed and typed == self._named() else self._find(typed)
        if typed and patient_id is None:
            return
        self._asked = Asked(day, patient_id, self.words.text())
        if patient_id:
            self.patient.setText(_name_of(self._session, patient_id))
        if day:
            self.day.setText(show_date(day))
        self._read()

    def _named(self) -> str:
        return _name_of(self._session, self._asked.patient_id) if self._asked.patient_id else ""

    def _find(self, typed: str) -> str | None:
        """The one patient who is meant."""
        if not typed:
            return None
        found = patients.find(self._session.record, typed)
        if len(found) == 1:
            return found[0].id
        many = f"{len(found)} patients fit. Type more of the name, or the chart number."
        self._say(many if found else "No patient is found by that.")
        return None

    def _read(self) -> None:
        self._say("")
        found = trail.acts(self._session.record, self._asked)
        self.rows.show_lines(found)
        self._bodies.setCurrentIndex(0 if found else 1)
        self._show_older(found)
        if found:
            self.table.selectRow(0)

    def _add_older(self) -> None:
        last = self.rows.line(self.rows.rowCount() - 1)
        if last:
            found = trail.acts(self._session.record, self._asked, before=last.unit.unit)
            self.rows.add_lines(found)
            self._show_older(found)

    def _show_older(self, found: Sequence[ActLine]) -> None:
        self.older.setEnabled(len(found) == MOST)

    def _open(self, index: QModelIndex) -> None:
        act = self.rows.line(index.row())
        if act is None:
            return
        found = history.of_unit(self._session.record, act.unit.unit)
        about = "; ".join(act.about) or "About no patient"
        title = f"{act.unit.operation[:1].upper()}{act.unit.operation[1:]}"
        self._show_history(title, about, found, leads_on=True)

    def _show_history(
        self, title: str, about: str, found: Sequence[history.Happening], *, leads_on: bool = False
    ) -> None:
        dialog = HistoryDialog(title, about, found, self, leads_on=leads_on)
        dialog.row_asked.connect(partial(self._open_row, about))
        dialog.open()

    def _open_row(self, about: str, key: Key) -> None:
        found = history.of_row(self._session.record, key)
        self._show_history(f"History of a {key[0].replace('_', ' ')}", about, found)

    def _filters(self) -> QBoxLayout:
        narrow = parts.secondary_button("Show")
        narrow.clicked.connect(self.narrow)
        row = parts.row(spacing=10)
        for name, line, stretch in (
            ("Day", self.day, 2),
            ("Patient", self.patient, 4),
            ("Act or reason", self.words, 4),
        ):
            label = parts.FieldLabel(name)
            label.setBuddy(line)
            line.returnPressed.connect(self.narrow)
            row.addWidget(label)
            row.addWidget(line, stretch)
        row.addWidget(narrow)
        return row

    def _say(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))


class CheckCard(parts.Card):
    """Reads the whole trail through in the worker, with progress, and compares a printed page with it."""

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__("Is it whole?", note="The chain of hashes, and each row as the trail last says it")
        self._session, self._jobs = session, jobs
        self._job: Job | None = None
        self.begin = parts.secondary_button("Check the &trail", glyph="shield")
        self.begin.clicked.connect(self.start)
        self.stop = parts.quiet_button("Cancel")
        self.stop.clicked.connect(self.cancel)
        self.bar = QProgressBar()
        self.bar.setAccessibleName("Progress")
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(160)
        self.digits = _line("Hash on a printed page")
        self.digits.setPlaceholderText("Hash on a printed page")
        self.digits.setFixedWidth(220)
        self.digits.returnPressed.connect(self.compare)
        compare = parts.secondary_button("Compare")
        compare.clicked.connect(self.compare)
        self._words = parts.hint("")
        self.says = parts.MessageBar()
        self.body.addLayout(parts.row(self.begin, self.bar, self.stop, self._words, 1, self.digits, compare))
        self.add(self.says)
        self._show_busy(busy=False)

    def start(self) -> None:
        record = self._session.record

        def work(progress: Progress) -> Verdict:
            return trail.verified(record, progress)

        self.says.close_message()
        self._show_busy(busy=True)
        self._job = self._jobs.run(work)
        self._job.progressed.connect(self._show_step)
        self._job.succeeded.connect(self._tell)
        self._job.failed.connect(self._tell_failed)
        self._job.over.connect(self._end)

    def cancel(self) -> None:
        if self._job:
            self._job.cancel()

    def compare(self) -> None:
        """Whether a page that was printed once belongs to this trail."""
        digits = self.digits.text().strip().lower()
        if len(digits) < LEAST_DIGITS or not set(digits) <= set("0123456789abcdef"):
            self.says.say(
                "Type the digits of the record’s hash from the foot of the page: 0 to 9 and a to f.", Tone.WARNING
            )
            return
        found = trail.printed_after(self._session.record, digits)
        if found:
            self.says.say(
                f"That page was printed after act {found.unit.unit}, {_when(found.at)}, and the trail still holds it.",
                Tone.ACCENT,
            )
        else:
            self.says.say(
                "No act of this trail has that hash: a digit is wrong, or the trail is not the one of that page.",
                Tone.DANGER,
            )

    def _tell(self, verdict: Verdict) -> None:
        found = verdict.findings
        if not self._session.record.read_only:
            self._session.record.log("check the audit trail", f"{len(found)} findings" if found else "whole")
        if found:
            shown = " ".join(finding.text for finding in found[:5])
            more = f" And {len(found) - 5} more." if len(found) > 5 else ""
            self.says.say(f"{shown}{more} Keep the file as it is, and compare it with a backup.", Tone.DANGER)
        else:
            self.says.say(
                f"Whole: {verdict.unit:,} acts, and every row is what they say. It ends with act {verdict.unit}, "
                f"hash {verdict.sha256[:12]}.",
                Tone.ACCENT,
            )

    def _tell_failed(self, error: ExodeskError) -> None:
        ways = f" {WAYS_OUT}" if isinstance(error, RecordDamaged) else ""
        self.says.say(f"{error}{ways}", Tone.DANGER)

    def _show_step(self, step: Step) -> None:
        self.bar.setRange(0, step.of)
        self.bar.setValue(step.done)
        self._words.setText(step.words)

    def _end(self) -> None:
        self._job = None
        self._show_busy(busy=False)

    def _show_busy(self, *, busy: bool) -> None:
        self.begin.setEnabled(not busy)
        self.begin.setText("Checking…" if busy else "Check the &trail")
        self.bar.setRange(0, 0)
        for part in (self.bar, self.stop, self._words):
            part.setVisible(busy)


def _line(name: str) -> Line:
    line = Line()
    line.setAccessibleName(name)
    return line


def _name_of(session: Session, patient_id: str) -> str:
    return identity_line(stored.person(session.record, patient_id)[0])


def _when(at: datetime) -> str:
    return f"{show_date(at.date())} {show_time(at)}"
