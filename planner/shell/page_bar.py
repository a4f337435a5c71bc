"""The tabs of the pages, in groups that a rule divides."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from planner.charts.palette import palette_in_force
from planner.shell.plain_tabs import PlainTabs

HEIGHT = 36
GAP = 17  # before the first tab of a group; the rule stands in its middle
RULE_HEIGHT = 18


class PageBar(PlainTabs):
    """A tab bar in which some tabs begin a group."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(HEIGHT, parent=parent)
        self.setObjectName("pageTabs")
        self._beginners: set[int] = set()

    def begin_group(self, place: int) -> None:
        """A rule stands before this tab from now on; the first of all needs none."""
        if place > 0:
            self._beginners.add(place)
            self.updateGeometry()

    def tabSizeHint(self, index: int) -> QSize:
        """Room for the rule before the first tab of a group."""
        size = super().tabSizeHint(index)
        return size + QSize(GAP, 0) if index in self._beginners else size

    def paintEvent(self, event: QPaintEvent) -> None:
        """Each tab without the room before it, then the rules."""
        super().paintEvent(event)
        painter = QPainter(self)
        for place in self._beginners:
            rect = self.tabRect(place)
            top = rect.center().y() - RULE_HEIGHT // 2
            rule = QRect(rect.left() + GAP // 2, top, 1, RULE_HEIGHT)
            painter.fillRect(rule, QColor(palette_in_force().border))
        painter.end()

    def rect_of(self, place: int) -> QRect:
        """The tab without the room for the rule."""
        rect = self.tabRect(place)
        return rect.adjusted(GAP, 0, 0, 0) if place in self._beginners else rect
