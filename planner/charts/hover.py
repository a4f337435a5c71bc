"""Following the pointer: where it is over the plots, what it drags out, and the line it draws."""

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPen, QWheelEvent
from PySide6.QtWidgets import QApplication, QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from planner.charts.plot import Plot, snapped
from planner.charts.zoom import NOTCH

DOT = 4.0
BENEATH_NOTES = 19.0


class Pointer(QObject):
    """Watches a plot's viewport and says in its pixels what the user does.

    It keeps the events from pyqtgraph's scene, whose search for items under the pointer would cost
    a millisecond or more a move.
    """

    moved = Signal(QPointF)
    gone = Signal()
    dragged = Signal(float, float)  # columns where the drag began and where it is
    dropped = Signal(float, float)
    doubled = Signal()
    turned = Signal(float, float)  # the wheel: the column it is over, notches away from the user
    rested = Signal(QPointF, QPoint)  # where it rests, and where that is on the screen

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._pressed: QPoint | None = None
        self._dragging = False
        viewport.setMouseTracking(True)
        viewport.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Read the pointer's events; everything else goes on."""
        kind = event.type()
        if kind == QEvent.Type.Leave:
            self.gone.emit()
            return False
        if isinstance(event, QHelpEvent) and kind == QEvent.Type.ToolTip:
            self.rested.emit(QPointF(event.pos()), event.globalPos())
            return True
        if isinstance(event, QWheelEvent):
            notches = event.angleDelta().y() / NOTCH
            if notches:
                self.turned.emit(event.position().x(), notches)
            return True
        if not isinstance(event, QMouseEvent):
            return False
        if kind == QEvent.Type.MouseMove:
            self._move(event)
        elif kind == QEvent.Type.MouseButtonPress:
            self._press(event)
        elif kind == QEvent.Type.MouseButtonRelease:
            self._release(event)
        elif kind == QEvent.Type.MouseButtonDblClick:
            self._pressed = None
            self.doubled.emit()
        return True

    def _press(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._dragging = event.position().toPoint(), False

    def _move(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            self.moved.emit(event.position())
            return
        here = event.position().toPoint()
        if abs(here.x() - self._pressed.x()) >= QApplication.startDragDistance():
            self._dragging = True
        if self._dragging:
            self.dragged.emit(float(self._pressed.x()), float(here.x()))

    def _release(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        begun, self._pressed = self._pressed, None
        if self._dragging:
            self._dragging = False
            self.dropped.emit(float(begun.x()), event.position().x())


class Hairline(QGraphicsItem):
    """A line of one pixel through a plot, with dots where it crosses the series.

    Only a narrow strip is repainted when it moves.
    """

    def __init__(self, plot: Plot) -> None:
        super().__init__(plot.view_box)
        self._plot = plot
        self._height = 0.0
        self._dots: tuple[tuple[float, QColor], ...] = ()
        self._line, self._ring = QColor(), QColor()
        self.setZValue(BENEATH_NOTES)  # it crosses no words
        self.hide()

    def recolour(self, line: str, ring: str) -> None:
        """The line's colour, and that of the rings around its dots."""
        self._line, self._ring = QColor(line), QColor(ring)
        self.update()

    def stand_at(self, place: float, dots: tuple[tuple[float, str], ...]) -> None:
        """Stand at a place, with dots at these (value, colour)."""
        extent = self._plot.extent()
        if extent.height != self._height:
            self.prepareGeometryChange()
            self._height = extent.height
        self._dots = tuple((extent.y(value), QColor(colour)) for value, colour in dots)
        self.setPos(snapped(extent.x(place)), 0.0)
        self.setVisible(extent.left <= place <= extent.right)
        self.update()

    def boundingRect(self) -> QRectF:
        """A strip as wide as a dot."""
        return QRectF(-DOT - 2.0, 0.0, 2.0 * DOT + 4.0, self._height)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Paint the line and its dots."""
        painter.setPen(QPen(self._line, 1.0))
        painter.drawLine(QPointF(0.0, 0.0), QPointF(0.0, self._height))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._ring, 1.5))
        for row, colour in self._dots:
            painter.setBrush(colour)
            painter.drawEllipse(QPointF(0.0, row), DOT, DOT)
