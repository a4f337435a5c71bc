"""Type on charts: the application's font in the sizes of LOOK.md, "Measure"."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication

CAPTION = 11
LEGEND = 12
TABLE = 12
TITLE = 15
FIGURE = 20
TIGHTER = -0.4  # pixels between the letters of a figure

NORMAL = QFont.Weight.Normal
MEDIUM = QFont.Weight.Medium
SEMIBOLD = QFont.Weight.DemiBold


def lettering(pixels: int, weight: QFont.Weight = NORMAL) -> QFont:
    """The application's font, tabular figures and all, in this size and weight."""
    font = QFont(QApplication.font())
    font.setPixelSize(pixels)
    font.setWeight(weight)
    if pixels == FIGURE:
        # Large figures stand too far apart at the spacing of text.
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, TIGHTER)
    return font


def text_width(text: str, font: QFont) -> float:
    """How wide the text is in pixels."""
    return QFontMetricsF(font).horizontalAdvance(text)


def shortened(text: str, font: QFont, width: float) -> str:
    """The text, or its beginning and its end where it is wider: names often differ at the end."""
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideMiddle, width)
