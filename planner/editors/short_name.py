"""Names as they stand in menus, which cannot be as wide as a window."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

WIDEST = 300  # px


def short_name(name: str) -> str:
    """The name, or its beginning and its end where it is very long: names often differ there."""
    metrics = QFontMetrics(QApplication.font())
    return metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, WIDEST)
