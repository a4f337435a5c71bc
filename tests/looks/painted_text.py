"""Every piece of text that a widget paints, and where: what the eye gets, however it is made."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QPaintDevice,
    QPaintEngine,
    QPaintEngineState,
    QRegion,
    QTextItem,
    QTransform,
)
from PySide6.QtWidgets import QWidget

_Dirty = QPaintEngine.DirtyFlag
# As numbers: these are asked for at each of some ten thousand changes of a painter.
CLIP_REGION, CLIP_PATH = _Dirty.DirtyClipRegion.value, _Dirty.DirtyClipPath.value
CLIP_ENABLED = _Dirty.DirtyClipEnabled.value


@dataclass(frozen=True)
class PaintedText:
    """A run of text in one font, in pixels of the widget; `room` is what the painter clips to."""

    text: str
    area: QRectF
    room: QRectF


def painted_texts(widget: QWidget) -> list[PaintedText]:
    """What the widget itself paints, without its children, in the order of painting."""
    paper = _Paper(widget)
    QWidget.render(widget, paper, QPoint(), QRegion(), QWidget.RenderFlag(0))
    return paper.engine.texts


class _Engine(QPaintEngine):
    """Keeps texts and drops all else that is painted."""

    def __init__(self, whole: QRectF) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.texts: list[PaintedText] = []
        self._whole = self._room = whole
        self._transform = QTransform()

    def begin(self, _device: QPaintDevice) -> bool:
        self.setActive(True)
        return True

    def end(self) -> bool:
        self.setActive(False)
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state: QPaintEngineState) -> None:
        self._transform = state.transform()
        changed = state.state().value
        if changed & CLIP_REGION:
            self._clip(QRectF(state.clipRegion().boundingRect()), state.clipOperation())
        if changed & CLIP_PATH:
            self._clip(state.clipPath().boundingRect(), state.clipOperation())
        if changed & CLIP_ENABLED and not state.isClipEnabled():
            self._room = self._whole

    def _clip(self, clip: QRectF, operation: Qt.ClipOperation) -> None:
        """A clip is told in the coordinates of the moment."""
        before = self._room if operation == Qt.ClipOperation.IntersectClip else self._whole
        if operation == Qt.ClipOperation.NoClip:
            self._room = self._whole
        else:
            self._room = before.intersected(self._transform.mapRect(clip))

    def drawTextItem(self, place: object, item: QTextItem) -> None:
        assert isinstance(place, QPointF | QPoint)
        height = item.ascent() + item.descent()
        box = QRectF(place.x(), place.y() - item.ascent(), item.width(), height)
        self.texts.append(PaintedText(item.text(), self._transform.mapRect(box), self._room))

    def drawPixmap(self, *_: object, **__: object) -> None:
        """No words."""

    def drawImage(self, *_: object, **__: object) -> None:
        """No words."""

    def drawTiledPixmap(self, *_: object, **__: object) -> None:
        """No words."""

    def drawPath(self, *_: object, **__: object) -> None:
        """No words."""

    def drawPolygon(self, *_: object, **__: object) -> None:
        """No words."""

    def drawRects(self, *_: object, **__: object) -> None:
        """No words."""

    def drawLines(self, *_: object, **__: object) -> None:
        """No words."""

    def drawEllipse(self, *_: object, **__: object) -> None:
        """No words."""

    def drawPoints(self, *_: object, **__: object) -> None:
        """No words."""


class _Paper(QPaintDevice):
    """As large as a widget, at 96 dots an inch."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self._width, self._height = widget.width(), widget.height()
        self.engine = _Engine(QRectF(0, 0, self._width, self._height))

    def paintEngine(self) -> QPaintEngine:
        return self.engine

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        kinds = QPaintDevice.PaintDeviceMetric
        return {
            kinds.PdmWidth: self._width,
            kinds.PdmHeight: self._height,
            kinds.PdmWidthMM: self._width * 254 // 960,
            kinds.PdmHeightMM: self._height * 254 // 960,
            kinds.PdmDepth: 32,
            kinds.PdmNumColors: 1 << 24,
            kinds.PdmDevicePixelRatio: 1,
            kinds.PdmDevicePixelRatioScaled: 65536,
        }.get(metric, 96)
