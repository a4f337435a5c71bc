"""Tabs as far as there is room for them; the others are behind "More"."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from planner.shell.plain_tabs import PlainTabs
from planner.shell.theme import Theme

HEIGHT = 30


class FittingTabs(QWidget):
    """A tab bar and a button for what does not fit; the current tab always stands in the bar.

    `turned(place: int)` tells which tab is in front now.
    """

    turned = Signal(int)

    def __init__(self, theme: Theme, name: str, more: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = PlainTabs(HEIGHT, raised=True, parent=self)
        self.bar.setAccessibleName(name)
        self.bar.setUsesScrollButtons(False)
        self.more = QToolButton(self)
        self.more.setText(more)
        self.more.setProperty("drops", True)
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        theme.set_icon(self.more, "chevron-down")
        menu = QMenu(self.more)
        menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        menu.aboutToShow.connect(self._list_hidden)
        self.more.setMenu(menu)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._row.addWidget(self.bar)
        self._row.addWidget(self.more)
        self._row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.bar.currentChanged.connect(self._on_current)

    def set_words(self, words: Sequence[str]) -> None:
        """What the tabs say, in order; tabs are made as they are needed."""
        for place, text in enumerate(words):
            if place >= self.bar.count():
                self.bar.addTab(text)
            elif self.bar.tabText(place) != text:
                self.bar.setTabText(place, text)
        self._fit()

    def turn_to(self, place: int) -> None:
        """Bring a tab to the front, into the bar if it is not there."""
        self.bar.setTabVisible(place, True)  # Qt does not turn to a hidden one
        self.bar.setCurrentIndex(place)

    def sizeHint(self) -> QSize:
        return QSize(self.more.sizeHint().width(), self.bar.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show the first tabs that fit, and the current one."""
        widths = [self.bar.width_of(place) for place in range(self.bar.count())]
        current, room = self.bar.currentIndex(), self.width()
        everything_fits = sum(widths) <= room
        if not everything_fits:
            room -= self.more.sizeHint().width() + 4
            room -= widths[current] if current >= 0 else 0
        shown = set()
        for place, width in enumerate(widths):
            if place == current:
                shown.add(place)
            elif everything_fits or width <= room:
                shown.add(place)
                room -= width
            else:
                room = 0
        for place in range(self.bar.count()):
            self.bar.setTabVisible(place, place in shown)
        # Qt does not tell the layout of tabs that come and go, and keeps a bar scrolled that was
        # too narrow for its tabs for a moment.
        self.bar.setFixedWidth(sum(widths[place] for place in shown))
        self.more.setVisible(not everything_fits)
        # Later is too late: until then the button stands where a tab is painted.
        self._row.activate()

    @Slot(int)
    def _on_current(self, place: int) -> None:
        self._fit()
        self.turned.emit(place)

    @Slot()
    def _list_hidden(self) -> None:
        menu = self.more.menu()
        menu.clear()
        for place in range(self.bar.count()):
            if not self.bar.isTabVisible(place):
                action = menu.addAction(self.bar.tabText(place))
                action.setData(place)
                action.triggered.connect(self._turn_to_action)

    @Slot()
    def _turn_to_action(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.turn_to(int(action.data()))
