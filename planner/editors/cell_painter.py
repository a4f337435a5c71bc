"""Paints one cell of a table from its state. LOOK.md, "States"."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from planner.domain.distribution import Range
from planner.editors.cell import Cell, Palette, State
from planner.editors.spark import spark

PADDING = 9
GAP = 6
SPARK_WIDTH, SPARK_HEIGHT = 26, 12
ICON = 12
SWATCH = 7
CHECK = 14
BAR = 3

_VERTICAL = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_ELIDED, _CUT_AT_LEFT = Qt.TextElideMode.ElideRight, Qt.TextElideMode.ElideLeft


def check_rect(cell: QRect) -> QRect:
    """Where the box of a flag stands in its cell."""
    middle = cell.center()
    return QRect(middle.x() - CHECK // 2, middle.y() - CHECK // 2, CHECK, CHECK)


def wanted_width(cell: Cell, metrics: QFontMetrics) -> int:
    """How wide a cell must be to show all that stands in it."""
    words = [word for word in (cell.base, cell.text, cell.suffix) if word]
    width = sum(metrics.horizontalAdvance(word) for word in words) + GAP * (len(words) - 1)
    if cell.checked is not None:
        width = CHECK
    width += SPARK_WIDTH + GAP if cell.shape is not None else 0
    width += SWATCH + GAP if cell.slot is not None else 0
    width += ICON + GAP if cell.state is State.REFUSED or cell.warned else 0
    return width + 2 * PADDING + 2


def paint_triangle(painter: QPainter, inner: QRect, colour: str) -> None:
    """The sign of a warning at the left of a rectangle."""
    left, top = inner.left(), inner.center().y() - ICON // 2
    triangle = QPolygonF(
        [
            QPointF(left + ICON / 2, top + 0.5),
            QPointF(left + ICON, top + ICON - 0.5),
            QPointF(left, top + ICON - 0.5),
        ]
    )
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(colour), 1.35)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolygon(triangle)
    middle = left + ICON / 2
    painter.drawLine(QPointF(middle, top + 4.5), QPointF(middle, top + 7.5))
    painter.drawPoint(QPointF(middle, top + 9.5))
    painter.restore()


def paint_spark(painter: QPainter, right: int, foot: float, shape: Range, accent: str) -> None:
    """The outline of a range, its right end and its foot given."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = QColor(accent)
    path = _outline_of(shape).translated(right - SPARK_WIDTH + 1, foot)
    tint = QColor(colour)
    tint.setAlphaF(0.24)
    painter.fillPath(path, tint)
    painter.setPen(QPen(colour, 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    painter.restore()


class CellPainter:
    """Paints cells in the colours of a palette."""

    def __init__(self, palette: Palette) -> None:
        self.palette = palette
        self._faces: dict[str, _Faces] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, cell: Cell) -> None:
        """The fill and marks of the state, what stands in the cell, the outline of the focus."""
        rect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        self._fill(painter, rect, cell, selected)
        inner = rect.adjusted(PADDING, 0, -PADDING - 1, -1)
        if cell.state is State.REFUSED:
            inner = self._refused(painter, rect, inner)
        elif cell.warned:
            paint_triangle(painter, inner, self.palette.warning)
            inner = inner.adjusted(ICON + GAP, 0, 0, 0)
        if cell.slot is not None:
            inner = self._swatch(painter, inner, cell.slot)
        if cell.checked is not None:
            self._check(painter, rect, cell, cell.checked)
        else:
            if cell.shape is not None and self._has_room(inner, option.font, cell):
                inner = self._spark(painter, inner, cell.shape)
            self._words(painter, inner, option.font, cell)
        if option.state & QStyle.StateFlag.State_HasFocus:
            self._outline(painter, rect, self.palette.accent, 2)
        painter.restore()

    def _fill(self, painter: QPainter, rect: QRect, cell: Cell, selected: bool) -> None:
        colours = self.palette
        fill = {
            State.COMPUTED: colours.computed,
            State.OVERRIDDEN: colours.overridden_fill,
            State.REFUSED: colours.refused_fill,
        }.get(cell.state, colours.raised)
        if selected and cell.state not in (State.OVERRIDDEN, State.REFUSED):
            fill = colours.selection
        painter.fillRect(rect, _colour(fill))
        border = _colour(colours.border)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), border)
        painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), border)
        if cell.state is State.OVERRIDDEN:
            bar = QRect(rect.left(), rect.top(), BAR, rect.height() - 1)
            painter.fillRect(bar, _colour(colours.overridden))

    def _outline(self, painter: QPainter, rect: QRect, colour: str, width: int) -> None:
        painter.setPen(QPen(QColor(colour), width, j=Qt.PenJoinStyle.MiterJoin))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = width / 2
        painter.drawRect(QRectF(rect).adjusted(half, half, -half, -half))

    def _refused(self, painter: QPainter, rect: QRect, inner: QRect) -> QRect:
        self._outline(painter, rect.adjusted(0, 0, -1, -1), self.palette.refused, 1)
        paint_triangle(painter, inner, self.palette.refused)
        return inner.adjusted(ICON + GAP, 0, 0, 0)

    def _swatch(self, painter: QPainter, inner: QRect, slot: int) -> QRect:
        colours = self.palette.categorical
        square = QRectF(inner.left(), inner.center().y() - SWATCH // 2, SWATCH, SWATCH)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours[slot % len(colours)]))
        painter.drawRoundedRect(square, 1.5, 1.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        return inner.adjusted(SWATCH + GAP, 0, 0, 0)

    def _check(self, painter: QPainter, rect: QRect, cell: Cell, checked: bool) -> None:
        """A box; what is set is louder than the default, what a case overrides is violet."""
        colours = self.palette
        box = QRectF(check_rect(rect)).adjusted(0.5, 0.5, -0.5, -0.5)
        loud = colours.overridden if cell.state is State.OVERRIDDEN else colours.accent
        colour = colours.strong if cell.state is State.DEFAULT else loud
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colour), 1))
        painter.setBrush(QColor(colour) if checked else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 3, 3)
        if checked:
            tick = QPen(QColor(colours.raised), 1.6)
            tick.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(tick)
            corner = box.topLeft()
            points = [QPointF(3, 7), QPointF(5.6, 9.6), QPointF(10, 4)]
            painter.drawPolyline(QPolygonF([corner + point for point in points]))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _has_room(self, inner: QRect, font: QFont, cell: Cell) -> bool:
        """Whether the figures leave room for a spark: they come first."""
        width = self._faces_of(font).plain.width(cell.text)
        return width + GAP + SPARK_WIDTH <= inner.width()

    def _spark(self, painter: QPainter, inner: QRect, shape: Range) -> QRect:
        foot = inner.center().y() + SPARK_HEIGHT // 2 + 0.5
        paint_spark(painter, inner.right(), foot, shape, self.palette.accent)
        return inner.adjusted(0, 0, -SPARK_WIDTH - GAP, 0)

    def _words(self, painter: QPainter, inner: QRect, font: QFont, cell: Cell) -> None:
        """Base value struck through, value, unit: from the left, or up to the right."""
        colours = self.palette
        quiet = cell.state in (State.DEFAULT, State.ADDING)
        muted = quiet or cell.state is State.COMPUTED
        colour = colours.muted if muted else colours.text
        if cell.state is State.OVERRIDDEN:
            colour = colours.overridden
        faces = self._faces_of(font)
        words = [(cell.text, faces.italic if quiet else faces.plain, colour)]
        if cell.base:
            words.insert(0, (cell.base, faces.struck, colours.muted))
        if cell.suffix:
            words.append((cell.suffix, faces.plain, colours.muted))
        widths = [face.width(text) for text, face, _ in words]
        left = inner.left()
        if cell.at_right and cell.state is not State.REFUSED:
            left = max(left, inner.right() + 1 - sum(widths) - GAP * (len(words) - 1))
        for (text, face, colour_of_word), width in zip(words, widths, strict=True):
            room = inner.right() - left + 1
            if room <= 0:
                break
            painter.setFont(face.font)
            painter.setPen(_colour(colour_of_word))
            where = _CUT_AT_LEFT if cell.cut_at_left else _ELIDED
            shown = text if width <= room else face.metrics.elidedText(text, where, room)
            area = QRect(left, inner.top(), min(width, room) + 2, inner.height())
            painter.drawText(area, _VERTICAL, shown)
            left += width + GAP

    def _faces_of(self, font: QFont) -> "_Faces":
        key = font.key()
        if key not in self._faces:
            self._faces[key] = _Faces(font)
        return self._faces[key]


class _Face:
    """A font with the widths of what was written in it."""

    def __init__(self, font: QFont, italic: bool = False, struck: bool = False) -> None:
        self.font = QFont(font)
        self.font.setItalic(italic)
        self.font.setStrikeOut(struck)
        self.metrics = QFontMetrics(self.font)
        self.width = lru_cache(maxsize=4096)(self.metrics.horizontalAdvance)


class _Faces:
    """The faces of a table's font."""

    def __init__(self, font: QFont) -> None:
        self.plain = _Face(font)
        self.italic = _Face(font, italic=True)
        self.struck = _Face(font, struck=True)


@lru_cache(maxsize=256)
def _colour(name: str) -> QColor:
    return QColor(name)


@lru_cache(maxsize=1024)
def _outline_of(shape: Range) -> QPainterPath:
    """The spark's corners as a path, its foot at 0 and upwards negative as on screen."""
    points = [QPointF(x * (SPARK_WIDTH - 1), -y * (SPARK_HEIGHT - 1)) for x, y in spark(shape)]
    path = QPainterPath(points[0])
    for point in points[1:]:
        path.lineTo(point)
    return path
