"""Which case is in view, as a sentence: we choose a strategy, the world decides the rest."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Signal, Slot
from PySide6.QtGui import QAction, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolBar, QToolButton, QWidget

from planner.domain.case import AS_WRITTEN, Choice
from planner.domain.project import Project
from planner.pages.choosers import Chooser
from planner.shell.find_field import FindField
from planner.shell.followed_choice import followed_choice, still_there
from planner.shell.pinned_label import PinnedLabel
from planner.shell.state_button import FIELD_HEIGHT
from planner.shell.world_choosers import WorldChoosers
from planner.units.message import QT_TRANSLATE_NOOP, Sentence, sentence

HEIGHT = 45  # and a rule of one pixel beneath
SIDE_MARGIN = 12
GAP = 8
RULE_HEIGHT = 26
ICON_SIDE = 16
WIDEST_STRATEGY = 250
ROOMY = 1400

BAR = sentence("case.bar", QT_TRANSLATE_NOOP("planner", "Case"))
WE_CHOOSE = sentence("case.we-choose", QT_TRANSLATE_NOOP("planner", "We choose"))
THE_WORLD_DECIDES = sentence(
    "case.the-world-decides", QT_TRANSLATE_NOOP("planner", "The world decides")
)
STRATEGY_MEANS = sentence(
    "case.strategy-means",
    QT_TRANSLATE_NOOP(
        "planner",
        "{strategy}: the strategy in view. Alt+Down shows all that can be chosen.",
    ),
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
        self._choice = Choice()
        self._project: Project | None = None
        # One widget lays out all: a tool bar's own margins are other ones after a change of theme.
        content = QWidget(self)
        content.setFixedHeight(HEIGHT)
        content.installEventFilter(self)
        self._row = QHBoxLayout(content)
        self._row.setContentsMargins(SIDE_MARGIN, 0, SIDE_MARGIN, 0)
        self._row.setSpacing(GAP)
        self.addWidget(content)
        self.world = WorldChoosers(content)
        self.world.chosen.connect(self._choose_state)
        self.strategies = Chooser(str(WE_CHOOSE()), content)
        self.strategies.setObjectName("strategy")
        self.strategies.setMinimumHeight(FIELD_HEIGHT)
        self.strategies.setMaximumWidth(WIDEST_STRATEGY)
        self.strategies.activated.connect(self._choose_strategy)
        self._pinned: PinnedLabel | None = None
        self._find: FindField | None = None
        self._before_pinned = _rule(content)
        self._before_world, self._world_label = _rule(content), self._label(THE_WORLD_DECIDES)
        for part in (_rule(content), self._label(WE_CHOOSE), self.strategies):
            self._row.addWidget(part)
        for part in (self._before_world, self._world_label):
            self._row.addWidget(part)
        self._row.addWidget(self.world, 100)

    def add_at_end(self, pinned: PinnedLabel, find: FindField) -> None:
        """Put what is pinned and the way to all fields behind the choosers."""
        self._pinned, self._find = pinned, find
        self._row.addWidget(self._before_pinned)
        self._row.addWidget(pinned)
        self._row.addStretch()
        self._row.addWidget(find)
        self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out words where there is little room."""
        super().resizeEvent(event)
        self._share_room()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What stands in the row has become wider or narrower."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._share_room()
        return super().eventFilter(watched, event)

    def _share_room(self) -> None:
        """What is pinned is named as far as the first uncertainty keeps its room."""
        if self._find is None or self._pinned is None:
            return
        self._find.set_narrow(self.width() < ROOMY)
        free = self.width() - self._width_of_others() + self._pinned.words_width()
        self._pinned.set_room(free - self.world.wanted_of(free - self._pinned.least_words()))

    def _width_of_others(self) -> int:
        """All but the choosers of the world; the layout's own sum may be that of older words."""
        items = (self._row.itemAt(place) for place in range(self._row.count()))
        parts = [None if item is None else item.widget() for item in items]
        shown = [part for part in parts if part is not None and not part.isHidden()]
        widths = [
            min(part.sizeHint().width(), part.maximumWidth())
            for part in shown
            if part is not self.world
        ]
        return sum(widths) + GAP * (len(shown) - 1) + 2 * SIDE_MARGIN

    def add_commands(self, actions: Sequence[QAction]) -> None:
        """Put buttons for these commands before the choosers."""
        for place, action in enumerate(actions):
            button = QToolButton(self)
            button.setDefaultAction(action)
            button.setIconSize(QSize(ICON_SIDE, ICON_SIDE))
            button.setFixedSize(FIELD_HEIGHT, FIELD_HEIGHT)
            self._row.insertWidget(place, button)

    def _label(self, words: Sentence) -> QLabel:
        label = QLabel(str(words()), self)
        label.setProperty("muted", True)
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

    def show_project(self, project: Project, is_edited: bool = False) -> None:
        """Offer this plan's strategies and uncertainties; what is chosen stays where it exists.

        In an edited plan it is followed to its new id. Tells nothing: whoever shows another plan
        asks for `choice` afterwards.
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
        if before is not None and is_edited:
            self._choice = followed_choice(self._choice, before, project)
        self._choice = still_there(self._choice, project)
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
        means = STRATEGY_MEANS(strategy=self.strategies.currentText())
        self.strategies.setToolTip(str(means))
        self.world.show_choice(self._choice)

    @Slot(int)
    def _choose_strategy(self, index: int) -> None:
        self.choose(Choice(self.strategies.itemData(index), self._choice.states))

    @Slot(str, str)
    def _choose_state(self, uncertainty: str, state: str) -> None:
        states = {**self._choice.states, uncertainty: state}
        self.choose(Choice(self._choice.strategy, _without_written(states)))


def _rule(parent: QWidget) -> QFrame:
    rule = QFrame(parent)
    rule.setFrameShape(QFrame.Shape.VLine)
    rule.setFixedHeight(RULE_HEIGHT)
    rule.setForegroundRole(QPalette.ColorRole.Mid)
    rule.setFrameShadow(QFrame.Shadow.Plain)
    return rule


def _without_written(states: Mapping[str, str]) -> dict[str, str]:
    return {uncertainty: state for uncertainty, state in states.items() if state != AS_WRITTEN}
