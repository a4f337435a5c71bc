"""Tables beside one another that share the width of their tab by what they hold."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QWidget

from planner.editors.sheet_view import SheetView


class Panes(QSplitter):
    """Shares its width until somebody moves a border; from then on in these proportions."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._tables: list[SheetView] = []
        self._is_by_hand = False
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.splitterMoved.connect(self._on_moved)

    def add(self, pane: QWidget, table: SheetView) -> None:
        """Put a pane at the right of the others; `table` is what it holds."""
        self.addWidget(pane)
        self._tables.append(table)

    def showEvent(self, event: QShowEvent) -> None:
        """Share when the tables are first seen: before, their fonts are not known."""
        super().showEvent(event)
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    @Slot()
    def _on_moved(self) -> None:
        self._is_by_hand = True

    def _share(self) -> None:
        if self._is_by_hand or not self.isVisible():
            return
        handles = self.handleWidth() * (self.count() - 1)
        wanted = [table.wanted_width() for table in self._tables]
        least = [table.least_width() for table in self._tables]
        self.setSizes(shared(wanted, least, self.width() - handles))


def shared(wanted: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """The width of each pane, in pixels that add up to `room`.

    All have what they want where there is room for it, and the last one the rest. Else each gives
    up the same share of what it wants beyond its least; with less room than that, of its least.
    """
    if room < sum(least):
        found = [width * room // max(sum(least), 1) for width in least]
    elif room < sum(wanted):
        share = (room - sum(least)) / (sum(wanted) - sum(least))
        pairs = zip(wanted, least, strict=True)
        found = [few + int(share * (all_of_it - few)) for all_of_it, few in pairs]
    else:
        found = list(wanted)
    found[-1] += room - sum(found)
    return found
