"""The uncertainties of the case in view, as many as fit beside one another."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from planner.charts.palette import palette_in_force
from planner.domain.case import AS_WRITTEN, Choice
from planner.domain.uncertainty import Uncertainty
from planner.shell.icons import icon
from planner.shell.state_button import FIELD_HEIGHT, LONGEST_WORDS, StateButton
from planner.units.message import QT_TRANSLATE_NOOP, sentence

GAP = 6
CUTS = range(400, 60, -5)  # pixels of a name or a state: as much as there is room for

MORE = sentence("case.more", QT_TRANSLATE_NOOP("planner", "{count} more"))
ALL = sentence("case.all", QT_TRANSLATE_NOOP("planner", "{count} uncertainties"))
MORE_CHANGED = sentence(
    "case.more-changed", QT_TRANSLATE_NOOP("planner", "{count} more, {changed} not as written")
)


class WorldChoosers(QWidget):
    """A button for each uncertainty; those that do not fit are in the menu of the last button."""

    chosen = Signal(str, str)  # uncertainty id, state

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.buttons: dict[str, StateButton] = {}
        self.more = QToolButton(self)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._more_menu = QMenu(self.more)
        self.more.setMenu(self._more_menu)
        self.more.setProperty("drops", True)
        # The arrow stands behind the words.
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._more_menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._recolour()
        self.more.hide()

    def offer(self, uncertainties: tuple[Uncertainty, ...]) -> None:
        """Offer these uncertainties, as written until `show_choice`."""
        self._more_menu.clear()
        for button in self.buttons.values():
            button.hide()
            button.deleteLater()
        self.buttons = {}
        for uncertainty in uncertainties:
            button = StateButton(uncertainty, self)
            button.chosen.connect(self.chosen)
            self.buttons[uncertainty.id] = button
        self.updateGeometry()
        self._arrange()

    def show_choice(self, choice: Choice) -> None:
        """Show the state of each uncertainty."""
        for uncertainty, button in self.buttons.items():
            button.set_state(choice.state(uncertainty))
        self._arrange()

    def sizeHint(self) -> QSize:
        """Wide enough for all."""
        return QSize(self._width(list(self.buttons.values()), LONGEST_WORDS), FIELD_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Room for the menu of all."""
        return QSize(self.more.sizeHint().width(), FIELD_HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many as fit."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Take another theme's colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "buttons"):
            self._recolour()

    def _recolour(self) -> None:
        self.more.setIcon(icon("chevron-down", palette_in_force()))
        for button in self.buttons.values():
            button.update()

    def wanted_of(self, room: int) -> int:
        """What it makes use of: the first, not cut more than usual, beside the menu of the others.

        Only the menu of all where the first has no room however much it is cut.
        """
        buttons = list(self.buttons.values())
        count = min(len(buttons), 1)
        if self._needed(buttons, count, CUTS[-1]) > room:
            count = 0
        return self._needed(buttons, count, LONGEST_WORDS)

    def _arrange(self) -> None:
        buttons = list(self.buttons.values())
        count, longest = self._fitting(buttons)
        hidden = buttons[count:]
        self._say_more(hidden)
        x = 0
        for place, button in enumerate(buttons):
            button.set_longest(longest)
            button.setVisible(place < count)
            if place < count:
                button.setGeometry(x, 0, button.width_at(longest), FIELD_HEIGHT)
                x += button.width() + GAP
        self._more_menu.clear()
        for button in hidden:
            self._more_menu.addMenu(button.menu())
        self.more.setVisible(bool(hidden))
        self.more.setGeometry(x, 0, self.more.sizeHint().width(), FIELD_HEIGHT)

    def _fitting(self, buttons: list[StateButton]) -> tuple[int, int]:
        """How many fit, one at least, and where to cut their words: no more than they must be."""
        counts = range(len(buttons), 1, -1)
        count = next((n for n in counts if self._fits(buttons, n, LONGEST_WORDS)), 1)
        for cut in CUTS:
            if self._fits(buttons, count, cut):
                return count, cut
        return 0, LONGEST_WORDS

    def _fits(self, buttons: list[StateButton], count: int, longest: int) -> bool:
        return self._needed(buttons, count, longest) <= self.width()

    def _needed(self, buttons: list[StateButton], count: int, longest: int) -> int:
        """The room for so many, beside the menu of the others unless there are none."""
        needed = self._width(buttons[:count], longest)
        if count == len(buttons):
            return needed
        said = self.more.text()
        self._say_more(buttons[count:])
        needed += GAP + self.more.sizeHint().width()
        self.more.setText(said)
        return needed

    def _width(self, buttons: list[StateButton], longest: int) -> int:
        widths = [button.width_at(longest) + GAP for button in buttons]
        return max(0, sum(widths) - GAP)

    def _say_more(self, hidden: list[StateButton]) -> None:
        changed = sum(button.state != AS_WRITTEN for button in hidden)
        told = MORE_CHANGED if changed else ALL if len(hidden) == len(self.buttons) else MORE
        self.more.setText(str(told(count=len(hidden), changed=changed)))
