"""The uncertainties of the case in view, as many as fit beside one another."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from planner.charts.palette import palette_in_force
from planner.domain.case import AS_WRITTEN, Choice
from planner.domain.uncertainty import Uncertainty
from planner.shell.icons import icon
from planner.shell.state_button import FIELD_HEIGHT, StateButton
from planner.units.message import QT_TRANSLATE_NOOP, sentence

GAP = 6

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
        width = sum(button.sizeHint().width() + GAP for button in self.buttons.values())
        return QSize(max(0, width - GAP), FIELD_HEIGHT)

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

    def _arrange(self) -> None:
        buttons = list(self.buttons.values())
        count = self._fitting(buttons)
        x = 0
        for place, button in enumerate(buttons):
            button.setVisible(place < count)
            if place < count:
                button.setGeometry(x, 0, button.sizeHint().width(), FIELD_HEIGHT)
                x += button.width() + GAP
        hidden = buttons[count:]
        self._more_menu.clear()
        for button in hidden:
            self._more_menu.addMenu(button.menu())
        self.more.setVisible(bool(hidden))
        self._say_more(hidden)
        self.more.setGeometry(x, 0, self.more.sizeHint().width(), FIELD_HEIGHT)

    def _fitting(self, buttons: list[StateButton]) -> int:
        """How many fit, leaving room for the menu unless all do."""
        if self.sizeHint().width() <= self.width():
            return len(buttons)
        widths = [button.sizeHint().width() + GAP for button in buttons]
        for count in range(len(buttons) - 1, 0, -1):
            self._say_more(buttons[count:])
            if sum(widths[:count]) + self.more.sizeHint().width() <= self.width():
                return count
        return 0

    def _say_more(self, hidden: list[StateButton]) -> None:
        changed = sum(button.state != AS_WRITTEN for button in hidden)
        told = MORE_CHANGED if changed else ALL if len(hidden) == len(self.buttons) else MORE
        self.more.setText(str(told(count=len(hidden), changed=changed)))
