"""A tab bar as LOOK.md draws it: flat, the tab in front in heavier type, its count muted."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QTabBar, QWidget

from planner.charts.lettering import NORMAL, SEMIBOLD, lettering
from planner.charts.palette import palette_in_force

ASIDE = 11
BAR = 2
COUNT_GAP = 6
SIZE = 13
# What is behind two spaces in a tab's words is a count.
BEFORE_COUNT = "  "


class PlainTabs(QTabBar):
    """Paints its tabs itself; `raised` tabs stand on the content beneath, the bar at their top."""

    def __init__(self, height: int, raised: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height = height
        self._raised = raised
        self._is_led_by_keys = False
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setMouseTracking(True)

    def width_of(self, place: int) -> int:
        """How wide a tab is; the same whether or not it is in front."""
        name, _, count = self.tabText(place).partition(BEFORE_COUNT)
        width = QFontMetrics(lettering(SIZE, SEMIBOLD)).horizontalAdvance(name)
        if count:
            width += COUNT_GAP + QFontMetrics(lettering(SIZE)).horizontalAdvance(count)
        return width + 2 * ASIDE

    def tabSizeHint(self, index: int) -> QSize:
        """Room for the heavier type."""
        return QSize(self.width_of(index), self._height)

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Tabs are not squeezed: those that do not fit are shown elsewhere."""
        return self.tabSizeHint(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Outline the tab in front where keys have led here."""
        self._is_led_by_keys = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing is outlined any more."""
        super().focusOutEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint every tab that is shown."""
        painter = QPainter(self)
        for place in range(self.count()):
            if self.isTabVisible(place):
                self._paint_tab(painter, place, self.rect_of(place))
        painter.end()

    def rect_of(self, place: int) -> QRect:
        """Where the tab is painted."""
        return self.tabRect(place)

    def _paint_tab(self, painter: QPainter, place: int, rect: QRect) -> None:
        palette, chosen = palette_in_force(), place == self.currentIndex()
        if chosen and self._raised:
            painter.fillRect(rect, QColor(palette.raised))
        if chosen:
            top = rect.top() if self._raised else rect.bottom() + 1 - BAR
            painter.fillRect(QRect(rect.left(), top, rect.width(), BAR), QColor(palette.accent))
        name, _, count = self.tabText(place).partition(BEFORE_COUNT)
        font = lettering(SIZE, SEMIBOLD if chosen else NORMAL)
        room = rect.adjusted(ASIDE, 0, 0, 0)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        hovered = rect.contains(self.mapFromGlobal(self.cursor().pos())) and self.underMouse()
        painter.setFont(font)
        painter.setPen(QColor(palette.text if chosen or hovered else palette.muted))
        painter.drawText(room, middle, name)
        if count:
            room.adjust(QFontMetrics(font).horizontalAdvance(name) + COUNT_GAP, 0, 0, 0)
            painter.setFont(lettering(SIZE))
            painter.setPen(QColor(palette.muted))
            painter.drawText(room, middle, count)
        if chosen and self.hasFocus() and self._is_led_by_keys:
            painter.setPen(QPen(QColor(palette.accent), BAR))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
