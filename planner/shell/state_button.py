"""One uncertainty of the case in view: as written, held at an outcome, or drawn."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from planner.charts.palette import palette_in_force
from planner.domain.case import AS_WRITTEN, DRAWN
from planner.domain.uncertainty import Outcome, Uncertainty
from planner.editors.short_name import short_name
from planner.units.message import QT_TRANSLATE_NOOP, sentence

FIELD_HEIGHT = 28
LONGEST_WORDS = 130
PADDING = 10.0
GAP = 6.0
CHEVRON = 8.0
RADIUS = 4.0

STATE_AS_WRITTEN = sentence("case.as-written", QT_TRANSLATE_NOOP("planner", "as written"))
STATE_DRAWN = sentence("case.drawn", QT_TRANSLATE_NOOP("planner", "drawn"))
AS_WRITTEN_CHOICE = sentence(
    "case.as-written-choice", QT_TRANSLATE_NOOP("planner", "As written in the plan")
)
DRAWN_CHOICE = sentence(
    "case.drawn-choice", QT_TRANSLATE_NOOP("planner", "Drawn by its probabilities")
)
OUTCOME_CHOICE = sentence(
    "case.outcome-choice", QT_TRANSLATE_NOOP("planner", "{name} ({percent} %)")
)
STATE_SPOKEN = sentence("case.spoken", QT_TRANSLATE_NOOP("planner", "{uncertainty}: {state}"))


class StateButton(QToolButton):
    """One uncertainty and its state; pressing it offers the others."""

    chosen = Signal(str, str)  # uncertainty id, state

    def __init__(self, uncertainty: Uncertainty, parent: QWidget) -> None:
        super().__init__(parent)
        self._uncertainty = uncertainty
        self._state = AS_WRITTEN
        self._longest = LONGEST_WORDS
        self._menu = QMenu(short_name(title_of(uncertainty)), self)
        self._menu.setToolTipsVisible(True)
        self._group = QActionGroup(self)
        self._add(AS_WRITTEN, str(AS_WRITTEN_CHOICE()))
        self._menu.addSeparator()
        for outcome in uncertainty.outcomes:
            percent = f"{outcome.probability * 100:.0f}"
            name = title_of(outcome)
            said = OUTCOME_CHOICE(name=short_name(name), percent=percent)
            self._add(outcome.id, str(said), str(OUTCOME_CHOICE(name=name, percent=percent)))
        if uncertainty.outcomes:
            self._menu.addSeparator()
            self._add(DRAWN, str(DRAWN_CHOICE()))
        self._group.triggered.connect(self._choose)
        self._menu.aboutToShow.connect(self._begin_at_state)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_state(AS_WRITTEN)

    def _add(self, state: str, text: str, in_full: str = "") -> None:
        action = QAction(text, self._group)
        action.setToolTip(in_full or text)
        action.setCheckable(True)
        action.setData(state)
        self._menu.addAction(action)

    @Slot()
    def _begin_at_state(self) -> None:
        """Arrow keys go from the state in force, as in every chooser."""
        chosen = self._group.checkedAction()
        if chosen is not None:
            self._menu.setActiveAction(chosen)

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        self.chosen.emit(self._uncertainty.id, action.data())

    def set_state(self, state: str) -> None:
        """Show this state without telling of it."""
        self._state = state
        for action in self._group.actions():
            action.setChecked(action.data() == state)
        spoken = str(
            STATE_SPOKEN(uncertainty=title_of(self._uncertainty), state=self._state_text())
        )
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        self.updateGeometry()
        self.update()

    @property
    def state(self) -> str:
        """AS_WRITTEN, DRAWN or the id of the outcome that is held."""
        return self._state

    def _state_text(self) -> str:
        if self._state == AS_WRITTEN:
            return str(STATE_AS_WRITTEN())
        if self._state == DRAWN:
            return str(STATE_DRAWN())
        outcome = next((o for o in self._uncertainty.outcomes if o.id == self._state), None)
        return self._state if outcome is None else title_of(outcome)

    def set_longest(self, longest: int) -> None:
        """Cut name and state where either is wider than so many pixels."""
        if longest != self._longest:
            self._longest = longest
            self.updateGeometry()
            self.update()

    def width_at(self, longest: int) -> int:
        """How wide it is where name and state are cut at so many pixels."""
        metrics = self.fontMetrics()
        name = min(metrics.horizontalAdvance(title_of(self._uncertainty)), longest)
        state = min(metrics.horizontalAdvance(self._state_text()), longest)
        # Some room to spare for the heavier weight of a held state.
        return round(name + state * 1.08 + 2 * PADDING + 2 * GAP + CHEVRON) + 2

    def _elided(self) -> tuple[str, str]:
        metrics = self.fontMetrics()
        mode = Qt.TextElideMode.ElideRight
        return (
            metrics.elidedText(title_of(self._uncertainty), mode, self._longest),
            metrics.elidedText(self._state_text(), mode, self._longest),
        )

    def sizeHint(self) -> QSize:
        """As wide as its name and state, each cut where it is long."""
        return QSize(self.width_at(self._longest), FIELD_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Never narrower than what it says."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a field: the name muted, the state in the colour of what it is."""
        palette = palette_in_force()
        colour = {AS_WRITTEN: palette.text, DRAWN: palette.accent}.get(
            self._state, palette.overridden
        )
        outline = palette.strong if self._state == AS_WRITTEN else colour
        name, state = self._elided()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus() or self.underMouse()
        painter.setPen(QPen(QColor(palette.accent if focused else outline), 2 if focused else 1))
        painter.setBrush(QColor(palette.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        left = QRectF(self.rect()).adjusted(PADDING, 0.0, 0.0, 0.0)
        painter.setPen(QColor(palette.muted))
        painter.drawText(left, middle, name)
        left.adjust(self.fontMetrics().horizontalAdvance(name) + GAP, 0.0, 0.0, 0.0)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.Medium)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(left, middle, state)
        self._paint_chevron(painter, palette.muted)
        painter.end()

    def _paint_chevron(self, painter: QPainter, colour: str) -> None:
        right, centre = self.width() - PADDING, self.height() / 2.0
        painter.setPen(QPen(QColor(colour), 1.35))
        tip = QPointF(right - CHEVRON / 2.0, centre + 2.0)
        painter.drawLine(QPointF(right - CHEVRON, centre - 2.0), tip)
        painter.drawLine(tip, QPointF(right, centre - 2.0))


def title_of(named: Uncertainty | Outcome) -> str:
    """What to call an uncertainty or an outcome."""
    return named.name or named.id
