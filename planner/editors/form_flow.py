"""Groups of a form in as many columns as there is room for, in order, about equally long."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

NARROWEST, WIDEST = 260, 440
COLUMN_GAP, GROUP_GAP = 32, 14
UNBOUNDED = 16777215


class FormFlow(QWidget):
    """Holds groups and lays them out anew when its width or their lengths change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: list[QWidget] = []
        self._sizes: list[int] = []
        self._columns: list[QVBoxLayout] = []
        self._split: list[list[int]] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(COLUMN_GAP)
        self._row.setAlignment(Qt.AlignmentFlag.AlignLeft)

    def set_groups(self, groups: Sequence[QWidget], sizes: Sequence[int]) -> None:
        """Show these groups; `sizes` say how many rows each has."""
        for group in self._groups:
            if group not in groups:
                group.hide()
        self._groups, self._sizes, self._split = list(groups), list(sizes), []
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    @property
    def column_count(self) -> int:
        """How many columns stand beside one another."""
        return len(self._split)

    def _lay_out(self) -> None:
        room = max(1, (self.width() + COLUMN_GAP) // (NARROWEST + COLUMN_GAP))
        split = split_evenly(self._sizes, room)
        if split == self._split:
            return
        self._split = split
        self._empty_columns()
        for number, places in enumerate(split):
            column = self._column(number)
            for place in places:
                column.addWidget(self._groups[place])
                self._groups[place].setMaximumWidth(WIDEST if len(split) > 1 else UNBOUNDED)
                self._groups[place].show()
            column.addStretch(1)
        for number in range(len(self._columns)):
            self._row.setStretch(number, int(number < len(split)))

    def _column(self, number: int) -> QVBoxLayout:
        """A column; once made it stays, empty where it is not needed."""
        while number >= len(self._columns):
            column = QVBoxLayout()
            column.setSpacing(GROUP_GAP)
            self._row.addLayout(column, 1)
            self._columns.append(column)
        return self._columns[number]

    def _empty_columns(self) -> None:
        for column in self._columns:
            while column.count():
                column.takeAt(0)


def split_evenly(sizes: Sequence[int], most: int) -> list[list[int]]:
    """Places of neighbours in at most so many columns, the longest as short as can be."""
    count = min(most, len(sizes))
    if count <= 1:
        return [list(range(len(sizes)))]
    low, high = max(sizes), sum(sizes)
    while low < high:
        middle = (low + high) // 2
        if len(_packed(sizes, middle)) <= count:
            high = middle
        else:
            low = middle + 1
    return _packed(sizes, low)


def _packed(sizes: Sequence[int], length: int) -> list[list[int]]:
    columns: list[list[int]] = [[]]
    filled = 0
    for place, size in enumerate(sizes):
        if columns[-1] and filled + size > length:
            columns.append([])
            filled = 0
        columns[-1].append(place)
        filled += size
    return columns
