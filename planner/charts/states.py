"""Stale, empty, not computed: a chart with nothing fresh to show. LOOK.md, "States"."""

from html import escape

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from planner.charts.legend import ENTRY_GAP, ROW, Legend
from planner.charts.lettering import CAPTION, lettering, text_width
from planner.charts.palette import LIGHT, Palette, palette_in_force, tinted
from planner.charts.words import NOT_COMPUTED, RECOMPUTING, SHOW_PROBLEM, word

STALE_AFTER = 150  # ms; what is recomputed sooner is never dimmed
STALE_OPACITY = 0.4
CARD_WIDTH = 440
RADIUS = 4.0


class Staleness(QObject):
    """Whether what is shown is older than the plan: told at once when not, else if it lasts."""

    dimmed = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.is_dimmed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STALE_AFTER)
        self._timer.timeout.connect(self._dim)

    def set_stale(self, stale: bool) -> None:
        """Say whether the plan has changed since the result shown."""
        if not stale:
            self._timer.stop()
            self._set_dimmed(False)
        elif not self.is_dimmed and not self._timer.isActive():
            self._timer.start()

    def _dim(self) -> None:
        self._set_dimmed(True)

    def _set_dimmed(self, dimmed: bool) -> None:
        if dimmed != self.is_dimmed:
            self.is_dimmed = dimmed
            self.dimmed.emit(dimmed)


class Covering(QWidget):
    """Lies over a part of its parent while it is shown, and lets the pointer through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        parent.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the parent's size."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self.lie()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """Lie where the parent is now."""
        super().showEvent(event)
        self.lie()

    def lie(self) -> None:
        """Take the place over the parent; all of it."""
        # Asked for, not kept: widgets that hold each other are freed whenever Python finds them.
        covered = self.parentWidget()
        if covered is not None:
            self.resize(covered.size())


class Veil(Covering):
    """What is stale at 40 % of its strength, by its ground laid over it.

    Each stroke painted at 40 % would let those beneath it shine through: halos would smear words.
    """

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground over everything."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), tinted(palette_in_force().raised, 1.0 - STALE_OPACITY))
        painter.end()


class StaleChip(Covering):
    """ "Plan changed · recomputing", where it hides nothing that can be read.

    That is after the last words of a legend that lies over its parent; where they leave no room,
    beneath them. Without a legend it stays where it is put.
    """

    def __init__(self, parent: QWidget, legend: Legend | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(word(RECOMPUTING))
        self._palette = LIGHT
        self._legend = legend
        self.resize(self.sizeHint())

    def lie(self) -> None:
        """Stand at the right, in the legend's last row or beneath it."""
        if self._legend is None:
            return
        row = self._legend.geometry()
        beside = self._legend.room_after() >= self.width() + ENTRY_GAP
        top = row.bottom() + 1 - (ROW + self.height()) // 2 if beside else row.bottom() + 2
        self.move(row.right() + 1 - self.width(), top)
        self.raise_()

    def recolour(self, palette: Palette) -> None:
        """Take the colours of this palette."""
        self._palette = palette
        self.resize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        return QSize(round(text_width(word(RECOMPUTING), lettering(CAPTION))) + 18, 22)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chip."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._palette.border), 1.0))
        painter.setBrush(QColor(self._palette.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.setFont(lettering(CAPTION))
        painter.setPen(QColor(self._palette.stale))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, word(RECOMPUTING))
        painter.end()


class StateCard(QWidget):
    """One sentence and one button in place of a chart: nothing to show yet, or not computed."""

    pressed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = LIGHT
        self.broken = False
        self._said = ("", "")
        self._sentence = QLabel(self)
        self._sentence.setProperty("muted", True)
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence.setTextFormat(Qt.TextFormat.RichText)
        self._sentence.setFixedWidth(CARD_WIDTH)
        self._button = QPushButton(self)
        self._button.clicked.connect(self.pressed)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addStretch(1)
        layout.addWidget(self._sentence, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)

    def set_empty(self, sentence: str, action: str) -> None:
        """Say why there is nothing, and offer the one thing to do about it ("" for none)."""
        self._set("", sentence, action, broken=False)

    def set_problem(self, sentence: str) -> None:
        """Say why it was not computed, and offer to show the problem."""
        self._set(word(NOT_COMPUTED), sentence, word(SHOW_PROBLEM), broken=True)

    def sentence(self) -> str:
        """What it says now, as rich text."""
        return self._sentence.text()

    def recolour(self, palette: Palette) -> None:
        """Take the colours of this palette."""
        self._palette = palette
        self._say()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the outline: dashed when empty, red when not computed."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self._palette.refused if self.broken else self._palette.strong
        style = Qt.PenStyle.SolidLine if self.broken else Qt.PenStyle.DashLine
        painter.setPen(QPen(QColor(colour), 1.0, style))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.end()

    def _set(self, leading: str, sentence: str, action: str, broken: bool) -> None:
        self.broken = broken
        self._said = (leading, sentence)
        self._say()
        # A centred label is not asked for its height at this width, and would cut a second line.
        # The height of what it said before would be the least that it answers.
        self._sentence.setMinimumHeight(0)
        self._sentence.setMinimumHeight(self._sentence.heightForWidth(CARD_WIDTH))
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self.setAccessibleName(f"{leading} {sentence}".strip())
        self.update()

    def _say(self) -> None:
        """What leads is bold and as dark as text, the sentence muted; names are no marks."""
        leading, said = (escape(part, quote=False) for part in self._said)
        if leading:
            strong = f"font-weight:600; color:{self._palette.text}"
            said = f'<span style="{strong}">{leading}</span> {said}'
        self._sentence.setText(said)
