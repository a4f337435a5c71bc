"""A line of text over a table that is cut with an ellipsis where it is too long."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QStyle, QStyleOption, QWidget

HEIGHT = 24
MARGIN = 9


class Caption(QLabel):
    """Takes any width; all of its text is told on hover where it does not fit."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("role", "pane")
        self.setFixedHeight(HEIGHT)
        self.setContentsMargins(MARGIN, 0, MARGIN, 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(2 * MARGIN, HEIGHT)

    def event(self, event: QEvent) -> bool:
        """Tell the whole text only where it is cut."""
        if event.type() == QEvent.Type.ToolTip:
            self.setToolTip(self.text() if self._shown() != self.text() else "")
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the background of the style sheet, then as much text as there is room for."""
        option = QStyleOption()
        option.initFrom(self)
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        painter.setPen(self.palette().windowText().color())
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(self.contentsRect(), left, self._shown())
        painter.end()

    def _shown(self) -> str:
        middle = Qt.TextElideMode.ElideMiddle
        return self.fontMetrics().elidedText(self.text(), middle, self.contentsRect().width())
