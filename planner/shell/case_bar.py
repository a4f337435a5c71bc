"""Which case is in view, as a sentence: we choose a strategy, the world decides the rest."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QComboBox, QLabel, QToolBar, QWidget

from planner.domain.case import AS_WRITTEN, DRAWN, Choice
from planner.domain.project import Project
from planner.shell.state_button import FIELD_HEIGHT
from planner.shell.world_choosers import WorldChoosers
from planner.units.message import QT_TRANSLATE_NOOP, sentence

LEFT_MARGIN = 6
WIDEST_STRATEGY = 240

BAR = sentence("case.bar", QT_TRANSLATE_NOOP("planner", "Case"))
WE_CHOOSE = sentence("case.we-choose", QT_TRANSLATE_NOOP("planner", "We choose"))
THE_WORLD_DECIDES = sentence(
    "case.the-world-decides", QT_TRANSLATE_NOOP("planner", "The world decides")
)
PLAN_AS_WRITTEN = sentence(
    "case.plan-as-written", QT_TRANSLATE_NOOP("planner", "The plan as written")
)


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
        self.world = WorldChoosers(self)
        self.world.chosen.connect(self._choose_state)
        self.addWidget(_gap(LEFT_MARGIN))
        self.strategies = QComboBox(self)
        self.strategies.setObjectName("strategy")
        self.strategies.setAccessibleName(str(WE_CHOOSE()))
        self.strategies.setMinimumHeight(FIELD_HEIGHT)
        self.strategies.setMaximumWidth(WIDEST_STRATEGY)
        self.strategies.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.strategies.activated.connect(self._choose_strategy)

    def add_choosers(self) -> None:
        """Put the choosers behind what the bar holds already."""
        self.addSeparator()
        self.addWidget(self._label(str(WE_CHOOSE())))
        self.addWidget(self.strategies)
        self._before_world = self.addSeparator()
        self._world_label = self.addWidget(self._label(str(THE_WORLD_DECIDES())))
        self.addWidget(self.world)
        self.addWidget(_gap(LEFT_MARGIN))

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
        if before is not None and (
            before.uncertainties is project.uncertainties
            and before.strategies is project.strategies
        ):
            return
        if before is None or before.uncertainties is not project.uncertainties:
            self.world.offer(project.uncertainties)
            self._before_world.setVisible(bool(project.uncertainties))
            self._world_label.setVisible(bool(project.uncertainties))
        if before is None or before.strategies is not project.strategies:
            self._offer_strategies(project)
        self._choice = _still_there(self._choice, project)
        self._show_choice()

    def _offer_strategies(self, project: Project) -> None:
        self.strategies.clear()
        self.strategies.addItem(str(PLAN_AS_WRITTEN()), None)
        for strategy in project.strategies:
            self.strategies.addItem(strategy.name or strategy.id, strategy.id)

    def _show_choice(self) -> None:
        self.strategies.setCurrentIndex(max(0, self.strategies.findData(self._choice.strategy)))
        self.strategies.setProperty("chosen", self._choice.strategy is not None)
        self.strategies.style().polish(self.strategies)
        self.world.show_choice(self._choice)

    @Slot(int)
    def _choose_strategy(self, index: int) -> None:
        self.choose(Choice(self.strategies.itemData(index), self._choice.states))

    @Slot(str, str)
    def _choose_state(self, uncertainty: str, state: str) -> None:
        states = {**self._choice.states, uncertainty: state}
        self.choose(Choice(self._choice.strategy, _without_written(states)))


def _gap(width: int) -> QWidget:
    gap = QWidget()
    gap.setFixedWidth(width)
    return gap


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
