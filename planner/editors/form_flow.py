"""Groups of a form in as many columns as there is room for, in order, about equally long."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.editors.cell import Palette
from planner.editors.form_section import Section

NARROWEST, WIDEST = 260, 440
COLUMN_GAP, GROUP_GAP, RULE = 32, 17, 8
MARGIN, ABOVE = 12, 12
# What the margin at the right is beside a scroll bar, which brings room of its own.
BESIDE_BAR = 4
# So little of a row may be beyond an edge: nothing is written there.
GRAZE = 2


class FormFlow(QWidget):
    """Holds the groups of a form; a thin rule parts each from the one above it.

    It places them itself, all at once: layouts inside layouts tell one another of new heights by
    events, one level at a time, and until the last has come the rows stand in one another.

    `outgrown()` tells that a group needs another height than it has.
    """

    outgrown = Signal()

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = palette
        self._groups: list[Section] = []
        self._split: list[list[int]] = []
        self._rules: list[QRect] = []
        self._right = MARGIN
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_palette(self, palette: Palette) -> None:
        """Draw the rules in these colours from now on."""
        self._colours = palette
        self.update()

    def set_groups(self, groups: Sequence[Section]) -> None:
        """Show these groups and hide those that were shown before."""
        for group in self._groups:
            if group not in groups:
                group.hide()
        self._groups = list(groups)
        for group in groups:
            group.setParent(self)
            group.show()

    def set_beside_bar(self, is_there: bool) -> None:
        """Whether a scroll bar stands at the right from now on."""
        self._right = BESIDE_BAR if is_there else MARGIN

    def settle(self) -> None:
        """Find out how high all groups need to be now."""
        for group in self._groups:
            group.settle()

    @property
    def column_count(self) -> int:
        """How many columns stand beside one another."""
        return len(self._split)

    @property
    def row_ends(self) -> list[int]:
        """Heights above which no row is cut and no heading, in whatever column, from above.

        Of columns beside one another few rows end at one height; a heading may be the last there.
        """
        columns = [[self._groups[place] for place in places] for places in self._split]
        ends = [
            {group.y() + end for group in column for end in group.row_ends} for column in columns
        ]
        if len(columns) == 1:
            return sorted(ends[0])
        spans = [
            [(group.y() + top, group.y() + foot) for group in column for top, foot in group.spans]
            for column in columns
        ]
        return [
            end
            for end in sorted({foot for within in spans for _, foot in within}.union(*ends))
            if all(
                end in own or not any(top + GRAZE < end < foot - GRAZE for top, foot in within)
                for own, within in zip(ends, spans, strict=True)
            )
        ]

    def heightForWidth(self, width: int) -> int:
        """Room for the longest column."""
        if not self._groups:
            return 0
        return max(box.bottom() for _, _, box in self._boxes(width)) + 1 + ABOVE

    def sizeHint(self) -> QSize:
        return QSize(NARROWEST, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def event(self, event: QEvent) -> bool:
        """A group tells by this event that it needs more room or less."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.outgrown.emit()
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        for rule in self._rules:
            painter.fillRect(rule, QColor(self._colours.border))

    def place(self) -> None:
        """Put every group where it belongs."""
        boxes = list(self._boxes(self.width()))
        self._split = [[] for _ in {column for column, _, _ in boxes}]
        before, self._rules = self._rules, []
        for column, place, box in boxes:
            if self._split[column]:
                above = QPoint(box.left(), box.top() - RULE - 1)
                self._rules.append(QRect(above, QSize(box.width(), 1)))
            self._split[column].append(place)
            self._groups[place].setGeometry(box)
        if self._rules != before:
            self.update()  # with all that stands on it, which takes longer than to place it

    def _boxes(self, width: int) -> Iterator[tuple[int, int, QRect]]:
        """Of each group its column, its place and where it stands."""
        inner = width - MARGIN - self._right
        room = max(1, (inner + COLUMN_GAP) // (NARROWEST + COLUMN_GAP))
        split = split_evenly([group.length for group in self._groups], room)
        wide = (inner - COLUMN_GAP * (len(split) - 1)) // max(1, len(split))
        if len(split) > 1:
            wide = min(wide, WIDEST)
        for column, places in enumerate(split):
            top = ABOVE
            for place in places:
                high = _height(self._groups[place], wide)
                left = MARGIN + column * (wide + COLUMN_GAP)
                yield column, place, QRect(left, top, wide, high)
                top += high + GROUP_GAP


def _height(group: Section, width: int) -> int:
    """How high a group must be."""
    if group.hasHeightForWidth():
        return group.heightForWidth(width)
    return group.sizeHint().height()


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
