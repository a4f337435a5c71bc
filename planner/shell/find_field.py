"""What looks like a field at the end of the case bar, and opens the palette of commands."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from planner.charts.lettering import CAPTION, lettering
from planner.charts.palette import palette_in_force
from planner.editors.short_name import words_of
from planner.shell.icons import coloured_icon
from planner.shell.state_button import FIELD_HEIGHT, RADIUS

WIDTH = 262
PADDING = 10
ICON_SIDE = 14
GAP = 8


class FindField(QToolButton):
    """The action's words and key in an outline; only its icon where there is little room."""

    def __init__(self, action: QAction, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("findField")
        self.setDefaultAction(action)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._is_narrow = False

    def set_narrow(self, narrow: bool) -> None:
        """Show only the icon."""
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """A field's width, or an icon's."""
        return QSize(FIELD_HEIGHT if self._is_narrow else WIDTH, FIELD_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Never narrower than what it says."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """An outlined field: a glass, what can be found, and the key."""
        if self._is_narrow:
            super().paintEvent(event)
            return
        palette = palette_in_force()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self.hasFocus() or self.underMouse()
        painter.setPen(QPen(QColor(palette.accent if lit else palette.strong), 2 if lit else 1))
        painter.setBrush(QColor(palette.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        middle = self.rect().center().y() - ICON_SIDE // 2 + 1
        glass = coloured_icon("search", palette.muted)
        glass.paint(painter, PADDING, middle, ICON_SIDE, ICON_SIDE)
        painter.setPen(QColor(palette.muted))
        room = self.rect().adjusted(PADDING + ICON_SIDE + GAP, 0, -PADDING, 0)
        words = words_of(self.text())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.setFont(lettering(CAPTION))
        key = self.defaultAction().shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, key)
        painter.end()
