"""The bar over a dock: what is in it at the left, small buttons at the right."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from planner.shell.theme import Theme

HEIGHT = 30
MARGIN = 8
GAP = 4
ICON_SIDE = 14


class DockTitle(QWidget):
    """A row of parts, then of buttons with icons that follow the theme."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("dockTitle")
        self.setFixedHeight(HEIGHT)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        # The style sheet paints what lies in a dock as its content.
        self.setStyleSheet(
            "#dockTitle { background: palette(midlight); border-bottom: 1px solid palette(mid); }"
        )
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, MARGIN, 0)
        self._row.setSpacing(GAP)
        self._row.addStretch(1)
        self._parts = 0

    def sizeHint(self) -> QSize:
        """A dock puts its content where this ends, whatever the fixed height is."""
        return QSize(super().sizeHint().width(), HEIGHT)

    def add_part(self, part: QWidget, stretch: int = 0) -> None:
        """Put a part behind the others at the left; with a stretch it takes what room is left."""
        self._row.insertWidget(self._parts, part, stretch)
        self._parts += 1

    def add_button(self, icon: str, words: str, pressed: Callable[[], object]) -> QToolButton:
        """Put a button behind the others at the right; `words` say what it does."""
        button = QToolButton(self)
        button.setIconSize(QSize(ICON_SIDE, ICON_SIDE))
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.clicked.connect(pressed)
        self._theme.set_icon(button, icon, quiet=True)
        self._row.addWidget(button)
        return button
