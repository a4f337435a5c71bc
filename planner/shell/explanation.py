"""F1: what has the focus, in a few words beside it."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QToolTip, QWidget


def explain(widget: QWidget) -> str:
    """Show and return what a widget says of itself: the current cell first, then its own words."""
    here: QWidget | None = widget
    while here is not None:
        text, place = _words(here)
        if text:
            QToolTip.showText(place, text, here)
            return text
        here = here.parentWidget()
    return ""


def _words(widget: QWidget) -> tuple[str, QPoint]:
    if isinstance(widget, QAbstractItemView) and widget.currentIndex().isValid():
        index = widget.currentIndex()
        place = widget.viewport().mapToGlobal(widget.visualRect(index).bottomLeft())
        return str(index.data(Qt.ItemDataRole.ToolTipRole) or ""), place
    text = widget.whatsThis() or widget.toolTip() or widget.accessibleDescription()
    return text, widget.mapToGlobal(QPoint(0, widget.height()))
