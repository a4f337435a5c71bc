"""Widgets that stand in one another, or have less room than they need."""

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QLabel,
    QWidget,
)

# A border may lie on that of a neighbour.
TOUCHING = 1
# What Qt calls the parts that it adds itself, such as what is drawn to make docks larger.
OF_QT = "qt_"


def misplaced_in(holder: QWidget) -> Iterator[tuple[str, str]]:
    """What is wrong with the places of a widget's children: a kind of fault, and which they are."""
    if isinstance(holder, QAbstractItemView):
        return  # it places its headers and bars itself; what stands in its cells floats
    children = [child for child in _children(holder) if not _floats(child)]
    for one, other in combinations(children, 2):
        shared = one.geometry().intersected(other.geometry())
        if min(shared.width(), shared.height()) > TOUCHING:
            yield "crossing", f"{_told(one)} / {_told(other)}"
    for child in children:
        if (
            not isinstance(child, QAbstractScrollArea)
            and _needed(child) > child.height() + TOUCHING
        ):
            yield "squeezed", f"{_told(child)}, {child.height()} of {_needed(child)} px"


def _children(holder: QWidget) -> list[QWidget]:
    return [
        child
        for child in holder.children()
        if isinstance(child, QWidget)
        and child.isVisible()
        and not child.isWindow()
        and not child.size().isEmpty()
        and not child.objectName().startswith(OF_QT)
    ]


def _floats(widget: QWidget) -> bool:
    """Whether it is meant to stand over others: it does not even take the pointer."""
    return widget.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def _needed(widget: QWidget) -> int:
    """How high it must be at least."""
    if isinstance(widget, QLabel) and widget.wordWrap():
        return 0  # the lines of its text are looked at for themselves
    if isinstance(widget, QAbstractButton):
        # The style would like some air around them.
        words = widget.fontMetrics().height() if widget.text() else 0
        return max(words, 0 if widget.icon().isNull() else widget.iconSize().height())
    if widget.minimumHeight():
        return widget.minimumHeight()
    return min(widget.minimumSizeHint().height(), widget.maximumHeight())


def _told(widget: QWidget) -> str:
    """A widget by its class and its words."""
    name = widget.accessibleName() or widget.objectName()
    if isinstance(widget, QLabel):
        name = widget.text()
    return f"{type(widget).__name__} {name}".strip()
