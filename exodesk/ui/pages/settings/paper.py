"""A blank visit form for a day without power."""

from functools import partial

from exodesk.ui import parts
from exodesk.ui.open_record.session import Session
from exodesk.ui.printing.acts import print_blank_form


class PaperCard(parts.Card):
    def __init__(self, session: Session) -> None:
        super().__init__("A day without power")
        self.add(parts.muted("A blank visit form to write on; afterwards it is entered with its own date.", wrap=True))
        print_form = parts.secondary_button("Print a &blank visit form", glyph="printer")
        print_form.clicked.connect(partial(print_blank_form, session, self))
        self.body.addLayout(parts.row(print_form, 1))
