"""Painting of one problem: its sign, the sentence in full, and muted where it is."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
)

from planner.charts.lettering import LEGEND, lettering
from planner.charts.palette import palette_in_force

Index = QModelIndex | QPersistentModelIndex

SIGN, GAP, ASIDE = 16, 8, 10
PADDING = 5
LEAST_HEIGHT = 26
BAR = 2


@dataclass(frozen=True)
class _Lines:
    """Texts with the places of their beginnings; `height` in pixels, `last` the last one's end."""

    lines: tuple[tuple[str, QPointF], ...]
    height: float
    last: float


class ProblemDelegate(QStyledItemDelegate):
    """As tall as all of its words need; column 1 of the row says where, beside or beneath."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """The room that the view has across, and what is needed down."""
        view = self.parent()
        if not isinstance(view, QTreeView):
            raise TypeError(type(view).__name__)
        room = view.columnWidth(index.column()) - _aside()
        said, where = _said(index, room), _where(index, room)
        height = said.height if _beside(said, where, room) else said.height + where.height
        return QSize(room, max(int(height + 0.99) + 2 * PADDING, LEAST_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one problem."""
        row, palette = QRect(option.rect), palette_in_force()
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(row, QColor(palette.selection))
            painter.fillRect(row.left(), row.top(), BAR, row.height(), QColor(palette.accent))
        room = row.width() - _aside()
        said, where = _said(index, room), _where(index, room)
        stands_beside = _beside(said, where, room)
        total = said.height if stands_beside else said.height + where.height
        top = row.top() + (row.height() - total) / 2
        line = QFontMetrics(_font()).lineSpacing()
        sign = QRect(row.left() + ASIDE, int(top + (line - SIGN) / 2), SIGN, SIGN)
        index.data(Qt.ItemDataRole.DecorationRole).paint(painter, sign)
        left = row.left() + ASIDE + SIGN + GAP
        painter.setPen(QColor(palette.text))
        _write(painter, said, _font(), QPointF(left, top))
        painter.setPen(QColor(palette.muted))
        corner = QPointF(left, top + said.height)
        if stands_beside:
            corner = QPointF(left + room - where.last, top + said.height - where.height)
        _write(painter, where, lettering(LEGEND), corner)
        painter.restore()


def _font() -> QFont:
    return QFont(QApplication.font())


def _aside() -> int:
    return 2 * ASIDE + SIGN + GAP


def _said(index: Index, room: float) -> _Lines:
    return _broken(str(index.data()), _font(), room)


def _where(index: Index, room: float) -> _Lines:
    place = index.model().index(index.row(), index.column() + 1)
    return _broken(str(place.data()), lettering(LEGEND), room)


def _beside(said: _Lines, where: _Lines, room: float) -> bool:
    """Whether the place fits at the right of the sentence's last line."""
    return len(where.lines) == 1 and said.last + 2 * GAP + where.last <= room


def _broken(text: str, font: QFont, room: float) -> _Lines:
    """The lines of a text; a word that is wider than the room is broken too."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    found: list[tuple[str, QPointF]] = []
    height = last = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(room, 1.0))
        words = text[line.textStart() : line.textStart() + line.textLength()]
        found.append((words.rstrip(), QPointF(0.0, height + line.ascent())))
        height, last = height + line.height(), line.naturalTextWidth()
    layout.endLayout()
    return _Lines(tuple(found), height, last)


def _write(painter: QPainter, lines: _Lines, font: QFont, corner: QPointF) -> None:
    painter.setFont(font)
    for words, start in lines.lines:
        painter.drawText(corner + start, words)
