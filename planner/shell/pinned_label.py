"""What is pinned, in the case bar: a button to pin, the name of the pinned case, a cross."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from planner.charts.palette import palette_in_force
from planner.shell.icons import icon
from planner.shell.pinned_case import PinnedCase, Standing
from planner.shell.state_button import FIELD_HEIGHT
from planner.units.message import QT_TRANSLATE_NOOP, sentence

GAP = 4
WIDEST_NAME, NARROWEST_NAME = 260, 60
CLOSE_SIDE = 22
ICON_SIDE = 16

PINNED = sentence("pin.pinned", QT_TRANSLATE_NOOP("planner", "Pinned"))
UNPIN = sentence("pin.unpin", QT_TRANSLATE_NOOP("planner", "Compare with nothing"))
IS_BLOCKED = sentence(
    "pin.blocked", QT_TRANSLATE_NOOP("planner", "{case}: not computed, since it has problems.")
)


class PinnedLabel(QWidget):
    """Shows what `PinnedCase` holds.

    Signals
    -------
    unpin_asked()
        The cross was pressed.
    """

    unpin_asked = Signal()

    def __init__(self, pin: QAction, pinned: PinnedCase, parent: QWidget) -> None:
        super().__init__(parent)
        self._pinned = pinned
        self._room = WIDEST_NAME
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.button = QToolButton(self)
        self.button.setDefaultAction(pin)
        self.button.setIconSize(QSize(ICON_SIDE, ICON_SIDE))
        self.button.setFixedSize(FIELD_HEIGHT, FIELD_HEIGHT)
        self.word = QLabel(str(PINNED()), self)
        self.word.setProperty("muted", True)
        self.name = QLabel(self)
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.close_button = QToolButton(self)
        self.close_button.setIconSize(QSize(ICON_SIDE - 4, ICON_SIDE - 4))
        self.close_button.setFixedSize(CLOSE_SIDE, CLOSE_SIDE)
        self.close_button.setToolTip(str(UNPIN()))
        self.close_button.setAccessibleName(str(UNPIN()))
        self.close_button.clicked.connect(self.unpin_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for part in (self.button, self.word, self.name, self.close_button):
            row.addWidget(part)
        pinned.changed.connect(self._show)
        pinned.retitled.connect(self._show)
        self._recolour()
        self._show()

    def words_width(self) -> int:
        """How much of its own width the words take now."""
        shown = [part for part in (self.word, self.name) if not part.isHidden()]
        return sum(part.sizeHint().width() + GAP for part in shown)

    def least_words(self) -> int:
        """How much the words take however little room there is."""
        return 0 if self.name.isHidden() else NARROWEST_NAME + GAP

    def set_room(self, room: int) -> None:
        """Give the words so many pixels, if they need them; the name comes before “Pinned”."""
        if room != self._room:
            self._room = room
            self._show()

    def _show(self) -> None:
        title = self._pinned.title
        blocked = self._pinned.standing is Standing.BLOCKED
        for part in (self.name, self.close_button):
            part.setVisible(bool(title))
        metrics, word = self.name.fontMetrics(), self.word.sizeHint().width() + GAP
        longest = min(metrics.horizontalAdvance(title), WIDEST_NAME)
        self.word.setVisible(bool(title) and word + longest + GAP <= self._room)
        width = max(NARROWEST_NAME, min(self._room - GAP, WIDEST_NAME))
        self.name.setText(metrics.elidedText(title, Qt.TextElideMode.ElideRight, width))
        self.name.setToolTip(str(IS_BLOCKED(case=title)) if blocked else title)
        self.name.setAccessibleName(f"{PINNED()}: {self.name.toolTip()}" if title else "")
        self.name.setProperty("role", "warning" if blocked else "")
        self.name.style().polish(self.name)
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Take another theme's colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "close_button"):
            self._recolour()

    def _recolour(self) -> None:
        self.close_button.setIcon(icon("close", palette_in_force()))
