"""The curve of a range with its figures and the bound that it meets."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.editors.cell import Palette
from planner.editors.density import outline
from planner.editors.range_view import RangeView
from planner.units.message import QT_TRANSLATE_NOOP, sentence

POINTS = 120
CURVE_HEIGHT, LABEL_HEIGHT, HEAD = 58, 20, 4
MOST_BARS = 6
GAP = 8

LOW = sentence("plot-p10", QT_TRANSLATE_NOOP("planner", "P10 {value}"))
HIGH = sentence("plot-p90", QT_TRANSLATE_NOOP("planner", "P90 {value}"))


class DensityPlot(QWidget):
    """Painted from a RangeView; the middle eight tenths stand out from the tails."""

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self._colours = palette
        self._view: RangeView | None = None
        self.setFixedHeight(HEAD + CURVE_HEIGHT + LABEL_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_palette(self, palette: Palette) -> None:
        """Paint in these colours from now on."""
        self._colours = palette
        self.update()

    def show_view(self, view: RangeView) -> None:
        """Draw this range."""
        self._view = view
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(260, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        view = self._view
        if view is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if view.shape.shape == "discrete":
            self._bars(painter, view)
        else:
            self._curve(painter, view)
        if view.bound is not None:
            self._bound(painter, view, view.bound.value, view.bound.words)
        painter.setPen(QPen(QColor(self._colours.strong), 1))
        painter.drawLine(QPointF(0, self._foot + 0.5), QPointF(self.width(), self._foot + 0.5))

    @property
    def _foot(self) -> float:
        return HEAD + CURVE_HEIGHT

    def _across(self, view: RangeView, value: float) -> float:
        if view.high <= view.low:
            return self.width() / 2
        return 1 + (self.width() - 2) * (value - view.low) / (view.high - view.low)

    def _points(self, view: RangeView) -> list[QPointF]:
        if view.high <= view.low:
            middle = self.width() / 2
            return [QPointF(middle, self._foot), QPointF(middle, HEAD), QPointF(middle, self._foot)]
        corners = outline(view.shape, view.low, view.high, POINTS)
        return [
            QPointF(self._across(view, x), self._foot - y * (CURVE_HEIGHT - 2)) for x, y in corners
        ]

    def _curve(self, painter: QPainter, view: RangeView) -> None:
        points = self._points(view)
        path = QPainterPath(QPointF(points[0].x(), self._foot))
        for point in points:
            path.lineTo(point)
        path.lineTo(QPointF(points[-1].x(), self._foot))
        (low, _), _, (high, _) = view.figures
        left, right = self._across(view, low), self._across(view, high)
        painter.fillPath(path, self._tint(0.14))
        painter.save()
        painter.setClipRect(QRectF(left, 0, right - left, self._foot))
        painter.fillPath(path, self._tint(0.36))
        painter.restore()
        painter.setPen(QPen(QColor(self._colours.accent), 1.5))
        painter.drawPolyline(points)
        self._figures(painter, view, path)

    def _tint(self, share: float) -> QColor:
        colour = QColor(self._colours.accent)
        colour.setAlphaF(share)
        return colour

    def _figures(self, painter: QPainter, view: RangeView, path: QPainterPath) -> None:
        """Lines at P10, median and P90 up to the curve, and their words beneath, side by side."""
        painter.setPen(QPen(QColor(self._colours.text), 1))
        for value, _ in view.figures:
            x = round(self._across(view, value)) + 0.5
            top = self._foot
            while top > HEAD and path.contains(QPointF(x, top - 1)):
                top -= 1
            painter.drawLine(QPointF(x, top), QPointF(x, self._foot))
        (low, low_text), (middle, middle_text), (high, high_text) = view.figures
        words = [str(LOW(value=low_text)), middle_text, str(HIGH(value=high_text))]
        fonts = [self.font(), _bold(self.font()), self.font()]
        centres = [self._across(view, value) for value in (low, middle, high)]
        self._words(painter, words, fonts, centres)

    def _words(
        self,
        painter: QPainter,
        words: Sequence[str],
        fonts: Sequence[QFont],
        centres: Sequence[float],
    ) -> None:
        """Each under its line as far as the neighbours allow; the last gives way to the left."""
        painter.setPen(QColor(self._colours.text))
        widths = [QFontMetrics(f).horizontalAdvance(w) for w, f in zip(words, fonts, strict=True)]
        lefts = [c - w / 2 for c, w in zip(centres, widths, strict=True)]
        end = 0.0
        for place, left in enumerate(lefts):
            lefts[place] = max(left, end)
            end = lefts[place] + widths[place] + GAP
        limit = float(self.width())
        for place in reversed(range(len(lefts))):
            lefts[place] = min(lefts[place], limit - widths[place])
            limit = lefts[place] - GAP
        for word, font, left, width in zip(words, fonts, lefts, widths, strict=True):
            painter.setFont(font)
            area = QRectF(left, self._foot + 3, width + 2, LABEL_HEIGHT - 3)
            painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, word)

    def _bars(self, painter: QPainter, view: RangeView) -> None:
        """A bar for each value, as high as its chance; values beneath while there are few."""
        pairs = view.shape.pairs
        top = max(chance for _, chance in pairs)
        half = 7.0
        room = self.width() - 2 * half
        wide = view.high - view.low
        centres = []
        for value, chance in pairs:
            share = 0.5 if wide <= 0 else (value - view.low) / wide
            centre = half + room * share
            height = (CURVE_HEIGHT - 2) * chance / top
            bar = QRectF(centre - half, self._foot - height, 2 * half, height)
            painter.fillRect(bar, self._tint(0.36))
            painter.setPen(QPen(QColor(self._colours.accent), 1.5))
            painter.drawRect(bar)
            centres.append(centre)
        if len(pairs) <= MOST_BARS:
            words = list(view.words_of_values)
            self._words(painter, words, [self.font()] * len(words), centres)

    def _bound(self, painter: QPainter, view: RangeView, value: float, words: str) -> None:
        x = round(self._across(view, value)) - 0.5
        painter.setPen(QPen(QColor(self._colours.refused), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, HEAD), QPointF(x, self._foot))
        painter.setFont(self.font())
        width = QFontMetrics(self.font()).horizontalAdvance(words) + 2
        left = x + 4 if x + 4 + width <= self.width() else x - 4 - width
        painter.drawText(
            QRectF(left, HEAD - 2, width, LABEL_HEIGHT), Qt.AlignmentFlag.AlignLeft, words
        )


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold
