"""The frame of every page before a record is open: one calm card in the middle, with words, a form and its acts."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from exodesk.ui import parts

WIDTH = 620
SUFFIX = ".exodesk"
"""Of the file of a record."""


class Sheet(QWidget):
    """A card with a title and a sentence; pages put theirs into `body`, buttons into `acts`, other ways into `foot`.

    `ways`: what can be done about the message above it.
    """

    def __init__(self, title: str, says: str = "", *, width: int = WIDTH) -> None:
        super().__init__()
        self.title = parts.page_title(title)
        self.says = parts.muted(says, wrap=True)
        self.says.setVisible(bool(says))
        self.message = parts.words("", tone="danger", wrap=True)
        self.message.hide()
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self.ways = QHBoxLayout()
        self.acts = QHBoxLayout()
        self.acts.setSpacing(8)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        card = parts.Card(padding=(28, 24, 24))
        card.setFixedWidth(width)
        card.add(self.title)
        card.add(self.says)
        card.body.addSpacing(8)
        card.body.addLayout(self.body)
        card.add(self.message)
        card.body.addLayout(self.ways)
        card.body.addSpacing(4)
        for layout in (self.acts, self.foot):
            card.body.addLayout(layout)
        page = QWidget()
        page.setObjectName("page")
        middle = QVBoxLayout(page)
        middle.setContentsMargins(24, 24, 24, 24)
        middle.addStretch(2)
        middle.addLayout(parts.row(1, card, 1))  # not aligned: an aligned card is not asked for its height at a width
        middle.addStretch(3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(parts.scrolling(page))

    def say(self, text: str) -> None:
        """What went wrong, in words; "" when nothing did."""
        self.message.setText(text)
        self.message.setVisible(bool(text))
        if text:
            parts.announce(self.message, text, at_once=True)

    def forget(self) -> None:
        """A record was opened: keep no secret in a widget."""

    def begin(self) -> None:
        """Called when the page comes into sight: put the focus where typing begins."""


def small_print(text: str) -> QLabel:
    return parts.hint(text, wrap=True)
