"""The program's own icons, in one colour of the palette."""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from planner.charts.palette import Palette
from planner.paths import resource, user_cache_folder
from planner.units.notation import NO_BREAK

DRAWN_IN = b"#000000"
SIDE = 16
RATIOS = (1.0, 2.0)
DISABLED_OPACITY = 0.4


def icon(name: str, palette: Palette) -> QIcon:
    """The icon in the colour of text; paler where it is disabled."""
    return coloured_icon(name, palette.text)


@cache
def coloured_icon(name: str, colour: str) -> QIcon:
    """The icon in a colour, "#RRGGBB"; paler where it is disabled."""
    made = QIcon()
    for ratio in RATIOS:
        made.addPixmap(_pixmap(name, colour, ratio, 1.0), QIcon.Mode.Normal)
        made.addPixmap(_pixmap(name, colour, ratio, DISABLED_OPACITY), QIcon.Mode.Disabled)
    return made


def beside_icon(words: str) -> str:
    """The words of a button with an icon: Qt leaves 2 px between them, too few to the eye."""
    return f"{NO_BREAK}{words}"


def coloured_file(name: str, colour: str) -> Path:
    """A file with the icon in a colour, for style sheets, which take pictures from files only."""
    file = user_cache_folder() / f"{name}-{QColor(colour).name().removeprefix('#')}.svg"
    drawing = _coloured(name, colour)
    if not file.exists() or file.read_bytes() != drawing:
        file.write_bytes(drawing)
    return file


def _coloured(name: str, colour: str) -> bytes:
    drawing = resource("icons", f"{name}.svg").read_bytes()
    return drawing.replace(DRAWN_IN, QColor(colour).name().encode())


def _pixmap(name: str, colour: str, ratio: float, opacity: float) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(_coloured(name, colour)))
    pixmap = QPixmap(QSize(SIDE, SIDE) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setOpacity(opacity)
    renderer.render(painter, QRectF(0.0, 0.0, SIDE, SIDE))
    painter.end()
    return pixmap
