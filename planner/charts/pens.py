"""Pens for curves in data coordinates: cosmetic, so that their width is in pixels."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen


def line(colour: str, width: float = 1.0, dashes: Sequence[float] = ()) -> QPen:
    """A line of a width in pixels; `dashes` in widths, as drawn and left out by turns."""
    pen = QPen(QColor(colour), width)
    pen.setCosmetic(True)
    if dashes:
        pen.setStyle(Qt.PenStyle.CustomDashLine)
        pen.setDashPattern(dashes)
    return pen
