"""At an end of the strip of key figures: how many have no room, and the way to them."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from planner.charts.lettering import CAPTION, lettering
from planner.charts.palette import palette_in_force
from planner.shell.icons import SIDE, coloured_icon
from planner.shell.key_figures import KeyFigure
from planner.units.message import QT_TRANSLATE_NOOP, sentence

WIDTH = 52
ICON_TOP, WORDS_TOP = 26, 44

MORE = sentence("kpi-more", QT_TRANSLATE_NOOP("planner", "{count} more"))
HIDDEN = sentence("kpi-hidden", QT_TRANSLATE_NOOP("planner", "Not in view: {figures}"))


class HiddenFigures(QAbstractButton):
    """ "2 more" under a chevron; all of the figures on hover. Pressing it leads to them.

    The keyboard needs it not: arrows lead from figure to figure.
    """

    def __init__(self, chevron: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._chevron = chevron
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    def tell(self, hidden: Sequence[KeyFigure]) -> None:
        """Say how many there are, and which."""
        self.setText(str(MORE(count=len(hidden))))
        told = " \u00b7 ".join(f"{one.caption} {one.figure}" for one in hidden)
        self.setToolTip(str(HIDDEN(figures=told)))
        self.setAccessibleName(f"{self.text()}. {self.toolTip()}")

    def sizeHint(self) -> QSize:
        """Wide enough for two digits."""
        return QSize(WIDTH, 2 * WORDS_TOP)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chevron, the words and the rule to the next figure."""
        palette = palette_in_force()
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), QColor(palette.sunken))
        painter.setPen(QPen(QColor(palette.border), 1.0))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        picture = coloured_icon(self._chevron, palette.text)
        picture.paint(painter, (self.width() - SIDE) // 2, ICON_TOP - SIDE // 2, SIDE, SIDE)
        painter.setFont(lettering(CAPTION))
        painter.setPen(QColor(palette.muted))
        row = QRectF(0.0, WORDS_TOP - 7.0, self.width() - 1.0, 14.0)
        painter.drawText(row, Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()
