"""A chart as a picture: for the clipboard, as PNG, and as SVG whose text stays text."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from planner.charts.lettering import SEMIBOLD, TITLE, lettering

if TYPE_CHECKING:
    from planner.charts.chart import Chart

MARGIN = 16
HEAD = 28
SHARPNESS = 2  # pixels of the picture for each on screen


def without_unit(caption: str) -> str:
    """A caption without the unit of the chart's axis, which stands after its last comma."""
    return caption.rpartition(",")[0] or caption


def file_name(caption: str, ending: str) -> str:
    """A caption as a file may be called: words and hyphens, without the unit."""
    words = re.findall(r"[^\W_]+", without_unit(caption))
    return f"{'-'.join(words).lower()}.{ending}"


def picture_size(chart: "Chart") -> QSize:
    """The size of the picture in pixels of the screen: the chart, its caption, a margin."""
    return QSize(chart.width() + 2 * MARGIN, chart.height() + 2 * MARGIN + _head(chart))


def picture(chart: "Chart") -> QImage:
    """The chart as an image of twice the screen's resolution."""
    image = QImage(picture_size(chart) * SHARPNESS, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(SHARPNESS)
    image.fill(QColor(chart.palette_shown.raised))
    painter = QPainter(image)
    _paint(chart, painter)
    painter.end()
    return image


def save_png(chart: "Chart", path: Path) -> None:
    """Write the picture as PNG, to a path that ends so. Raises OSError."""
    if not picture(chart).save(str(path)):
        raise OSError(f"{path.name} cannot be written")


def save_svg(chart: "Chart", path: Path) -> None:
    """Write the chart as SVG. Raises OSError."""
    # pyqtgraph's own exporter fails on present Qt.
    generator = QSvgGenerator()
    generator.setFileName(str(path))
    size = picture_size(chart)
    generator.setSize(size)
    generator.setViewBox(QRectF(0.0, 0.0, size.width(), size.height()))
    generator.setTitle(chart.caption)
    painter = QPainter()
    if not painter.begin(generator):
        raise OSError(f"{path.name} cannot be written")
    painter.fillRect(
        QRectF(0.0, 0.0, size.width(), size.height()), QColor(chart.palette_shown.raised)
    )
    _paint(chart, painter)
    painter.end()


def _head(chart: "Chart") -> int:
    return HEAD if chart.caption else 0


def _paint(chart: "Chart", painter: QPainter) -> None:
    painter.translate(MARGIN, MARGIN)
    if chart.caption:
        painter.setFont(lettering(TITLE, SEMIBOLD))
        painter.setPen(QColor(chart.palette_shown.text))
        box = QRectF(0.0, 0.0, chart.width(), HEAD)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, chart.caption)
        painter.translate(0.0, HEAD)
    chart.paint_into(painter)
