"""Which case is in view, as a sentence: we choose a strategy, the world decides the rest."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QLabel, QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from planner.charts.palette import palette_in_force
from planner.domain.case import AS_WRITTEN, DRAWN, Choice
from planner.domain.project import Project
from planner.domain.uncertainty import Outcome, Uncertainty
from planner.units.message import QT_TRANSLATE_NOOP, sentence

FIELD_HEIGHT = 28
LONGEST_STATE = 130
PADDING = 10.0
GAP = 6.0
CHEVRON = 8.0
RADIUS = 4.0

BAR = sentence("case.bar", QT_TRANSLATE_NOOP("planner", "Case"))
WE_CHOOSE = sentence("case.we-choose", QT_TRANSLATE_NOOP("planner", "We choose"))
THE_WORLD_DECIDES = sentence(
    "case.the-world-decides", QT_TRANSLATE_NOOP("planner", "The world decides")
)
PLAN_AS_WRITTEN = sentence(
    "case.plan-as-written", QT_TRANSLATE_NOOP("planner", "The plan as written")
)
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
        self._menu = QMenu(self)
        self._group = QActionGroup(self)
        self._add(AS_WRITTEN, str(AS_WRITTEN_CHOICE()))
        self._menu.addSeparator()
        for outcome in uncertainty.outcomes:
            percent = f"{outcome.probability * 100:.0f}"
            self._add(outcome.id, str(OUTCOME_CHOICE(name=_title(outcome), percent=percent)))
        if uncertainty.outcomes:
            self._menu.addSeparator()
            self._add(DRAWN, str(DRAWN_CHOICE()))
        self._group.triggered.connect(self._choose)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_state(AS_WRITTEN)

    def _add(self, state: str, text: str) -> None:
        action = QAction(text, self._group)
        action.setCheckable(True)
        action.setData(state)
        self._menu.addAction(action)

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        self.chosen.emit(self._uncertainty.id, action.data())

    def set_state(self, state: str) -> None:
        """Show this state without telling of it."""
        self._state = state
        for action in self._group.actions():
            action.setChecked(action.data() == state)
        spoken = str(STATE_SPOKEN(uncertainty=_title(self._uncertainty), state=self._state_text()))
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        self.updateGeometry()
        self.update()

    def _state_text(self) -> str:
        if self._state == AS_WRITTEN:
            return str(STATE_AS_WRITTEN())
        if self._state == DRAWN:
            return str(STATE_DRAWN())
        outcome = next((o for o in self._uncertainty.outcomes if o.id == self._state), None)
        return self._state if outcome is None else _title(outcome)

    def _elided(self) -> tuple[str, str]:
        metrics = self.fontMetrics()
        mode = Qt.TextElideMode.ElideRight
        return (
            metrics.elidedText(_title(self._uncertainty), mode, LONGEST_STATE),
            metrics.elidedText(self._state_text(), mode, LONGEST_STATE),
        )

    def sizeHint(self) -> QSize:
        """As wide as its name and state, each cut where it is long."""
        name, state = self._elided()
        metrics = self.fontMetrics()
        # Some room to spare for the heavier weight of a held state.
        words = metrics.horizontalAdvance(name) + metrics.horizontalAdvance(state) * 1.08
        return QSize(round(words + 2 * PADDING + 2 * GAP + CHEVRON) + 2, FIELD_HEIGHT)

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


class CaseBar(QToolBar):
    """Chooses the strategy and the state of each uncertainty; `chosen` tells the new choice."""

    chosen = Signal(object)  # Choice

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(str(BAR()), parent)
        self.setObjectName("caseBar")
        self.setMovable(False)
        self.setFloatable(False)
        self.setIconSize(QSize(16, 16))
        self._choice = Choice()
        self._project: Project | None = None
        self._buttons: dict[str, StateButton] = {}
        self._actions_of_world: list[QAction] = []
        self.strategies = QComboBox(self)
        self.strategies.setObjectName("strategy")
        self.strategies.setAccessibleName(str(WE_CHOOSE()))
        self.strategies.setMinimumHeight(FIELD_HEIGHT)
        self.strategies.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.strategies.activated.connect(self._choose_strategy)

    def add_choosers(self) -> None:
        """Put the choosers behind what the bar holds already."""
        self.addSeparator()
        self.addWidget(self._label(str(WE_CHOOSE())))
        self.addWidget(self.strategies)
        self._before_world = self.addSeparator()
        self._world_label = self.addWidget(self._label(str(THE_WORLD_DECIDES())))

    def _label(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setProperty("muted", True)
        label.setContentsMargins(6, 0, 6, 0)
        return label

    @property
    def choice(self) -> Choice:
        """The case in view."""
        return self._choice

    def choose(self, choice: Choice) -> None:
        """Show this choice and tell of it; the plan must have what it names."""
        self._choice = choice
        self._show_choice()
        self.chosen.emit(choice)

    def show_project(self, project: Project) -> None:
        """Offer this plan's strategies and uncertainties; what is chosen stays where it exists.

        Tells nothing: whoever shows another plan asks for `choice` afterwards.
        """
        before, self._project = self._project, project
        if before is None or before.uncertainties is not project.uncertainties:
            self._offer_uncertainties(project.uncertainties)
        if before is None or before.strategies is not project.strategies:
            self._offer_strategies(project)
        self._choice = _still_there(self._choice, project)
        self._show_choice()

    def _offer_strategies(self, project: Project) -> None:
        self.strategies.clear()
        self.strategies.addItem(str(PLAN_AS_WRITTEN()), None)
        for strategy in project.strategies:
            self.strategies.addItem(strategy.name or strategy.id, strategy.id)

    def _offer_uncertainties(self, uncertainties: tuple[Uncertainty, ...]) -> None:
        for action in self._actions_of_world:
            self.removeAction(action)
        for button in self._buttons.values():
            button.deleteLater()
        self._buttons = {}
        self._actions_of_world = []
        for uncertainty in uncertainties:
            button = StateButton(uncertainty, self)
            button.chosen.connect(self._choose_state)
            self._buttons[uncertainty.id] = button
            self._actions_of_world.append(self.addWidget(button))
        self._before_world.setVisible(bool(uncertainties))
        self._world_label.setVisible(bool(uncertainties))

    def _show_choice(self) -> None:
        self.strategies.setCurrentIndex(max(0, self.strategies.findData(self._choice.strategy)))
        for uncertainty, button in self._buttons.items():
            button.set_state(self._choice.state(uncertainty))

    @Slot(int)
    def _choose_strategy(self, index: int) -> None:
        self.choose(Choice(self.strategies.itemData(index), self._choice.states))

    @Slot(str, str)
    def _choose_state(self, uncertainty: str, state: str) -> None:
        states = {**self._choice.states, uncertainty: state}
        self.choose(Choice(self._choice.strategy, _without_written(states)))

    def changeEvent(self, event: QEvent) -> None:
        """Take another theme's colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for button in self._buttons.values():
                button.update()


def _title(named: Uncertainty | Outcome) -> str:
    return named.name or named.id


def _without_written(states: Mapping[str, str]) -> dict[str, str]:
    return {uncertainty: state for uncertainty, state in states.items() if state != AS_WRITTEN}


def _still_there(choice: Choice, project: Project) -> Choice:
    """The choice without what the plan no longer has."""
    strategy = choice.strategy
    if all(known.id != strategy for known in project.strategies):
        strategy = None
    outcomes = {u.id: {o.id for o in u.outcomes} | {DRAWN} for u in project.uncertainties}
    states = {u: state for u, state in choice.states.items() if state in outcomes.get(u, ())}
    if strategy == choice.strategy and states == dict(choice.states):
        return choice
    return Choice(strategy, states)
