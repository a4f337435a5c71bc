"""Painting of one entry of the outline: icon or dot, title, and how much at the right."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QApplication, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from planner.charts.lettering import LEGEND, lettering
from planner.charts.palette import palette_in_force
from planner.shell.icons import coloured_icon
from planner.shell.plan_nodes import Node
from planner.shell.plan_tree_model import Index, NodeRole
from planner.shell.told_apart import told_apart

ROW_HEIGHT, COMPACT_ROW_HEIGHT = 26, 22
ICON = 16
DOT = 6
DOT_RADIUS = 1.5
GAP = 8
LEAD, LEAD_OF_GROUP = 6, 14
RIGHT_MARGIN = 10


class PlanTreeDelegate(QStyledItemDelegate):
    """Paints nodes; the selection behind them is painted by the view."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.row_height = ROW_HEIGHT

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as the title with its figure, so that the dock can be fitted."""
        node: Node = index.data(NodeRole.NODE)
        title = QFontMetrics(_title_font(node)).horizontalAdvance(node.title)
        detail = QFontMetrics(lettering(LEGEND)).horizontalAdvance(node.detail)
        return QSize(_lead(node) + title + GAP + detail + RIGHT_MARGIN, self.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one entry."""
        node: Node = index.data(NodeRole.NODE)
        palette = palette_in_force()
        rect: QRect = option.rect
        painter.save()
        if node.icon:
            place = QRect(
                rect.left() + LEAD_OF_GROUP, rect.center().y() - ICON // 2 + 1, ICON, ICON
            )
            coloured_icon(node.icon, palette.text).paint(painter, place)
        elif node.slot is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.of(node.slot)))
            centre = QRectF(rect).center()
            dot = QRectF(rect.left() + LEAD, centre.y() - DOT / 2, DOT, DOT)
            painter.drawRoundedRect(dot, DOT_RADIUS, DOT_RADIUS)
        room = rect.adjusted(_lead(node), 0, -RIGHT_MARGIN, 0)
        self._write(painter, node, index, room)
        painter.restore()

    def _write(self, painter: QPainter, node: Node, index: Index, room: QRect) -> None:
        palette = palette_in_force()
        middle = Qt.AlignmentFlag.AlignVCenter
        small, font = lettering(LEGEND), _title_font(node)
        metrics, widths = QFontMetrics(small), QFontMetrics(font)
        detail = node.detail
        if node.depth == 0:
            # What a group is called comes first; how much is in it is told on hover, too.
            left = room.width() - widths.horizontalAdvance(node.title) - GAP
            detail = metrics.elidedText(detail, Qt.TextElideMode.ElideRight, max(left, 0))
        painter.setFont(small)
        painter.setPen(QColor(palette.muted))
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, detail)
        width = room.width() - (metrics.horizontalAdvance(detail) + GAP if detail else 0)
        title = node.title
        if widths.horizontalAdvance(title) > width:
            title = told_apart(title, index.data(NodeRole.SHARED_START), widths, width)
        painter.setFont(font)
        quiet = node.depth > 1 or not node.is_active
        painter.setPen(QColor(palette.muted if quiet else palette.text))
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft, title)


def _lead(node: Node) -> int:
    """What stands before the title."""
    if node.icon:
        return LEAD_OF_GROUP + ICON + GAP - 2
    return LEAD + (DOT + GAP if node.slot is not None else 0)


def _title_font(node: Node) -> QFont:
    font = QFont(QApplication.font())
    font.setItalic(not node.is_active)
    return font
