"""What is wrong with how a window looks: text that is cut or elided, parts that are squeezed."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from re import sub

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QHelpEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QProgressBar,
    QScrollBar,
    QTabBar,
    QToolTip,
    QWidget,
)
from shiboken6 import isValid

from planner.charts.read_out import ReadOut
from tests.looks.painted_text import PaintedText, painted_texts
from tests.looks.placement import misplaced_in

# Antialiased glyphs may stand this far outside of the box that was measured for them.
ASIDE = 1.0
# The box of a line has room for accents and descenders that most words do not use.
ABOVE_OR_BENEATH = 2.5
OVERLAP = 2.0
ELLIPSIS = "…"

REACHABLE = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QTabBar, QProgressBar)


@dataclass(frozen=True)
class Looked:
    """One fault: its kind, the text or the widget it is about, and where that is."""

    kind: str
    what: str
    where: str

    def __str__(self) -> str:
        return f"{self.kind}: “{self.what}” in {self.where}"


def faults_of(part: QWidget) -> Iterator[Looked]:
    """Every fault of a widget and of all that is visible in it."""
    for widget in _shown_in(part):
        if not widget.size().isEmpty():
            yield from _faults_of_text(widget)
            for kind, what in misplaced_in(widget):
                yield Looked(kind, what, place(widget))
            if _is_reachable(widget) and not _accessible_name(widget):
                yield Looked("nameless", type(widget).__name__, place(widget))


def _shown_in(widget: QWidget) -> Iterator[QWidget]:
    """The widget and what is visible in it, each after what it lies in.

    Not by findChildren: that makes every wrapper a child of the widget that was asked, and takes it
    away from its own parent.
    """
    if widget.isVisible():
        yield widget
        for child in widget.children():
            # A tool tip that was asked for before may have gone meanwhile.
            if isValid(child) and isinstance(child, QWidget) and not child.isWindow():
                yield from _shown_in(child)


def place(widget: QWidget) -> str:
    """A widget by the names of the classes and objects it lies in."""
    words: list[str] = []
    here: QWidget | None = widget
    while here is not None and len(words) < 4:
        name = here.objectName()
        if not name.startswith("qt_"):
            words.append(f"{type(here).__name__}#{name}" if name else type(here).__name__)
        here = here.parentWidget()
    return " < ".join(words)


def _faults_of_text(widget: QWidget) -> Iterator[Looked]:
    if isinstance(widget, QAbstractScrollArea | QScrollBar):
        return  # its viewport is a widget of its own
    if isinstance(widget, QLabel) and widget.wordWrap() and _lacks_lines(widget):
        yield Looked("cut", widget.text(), place(widget))
    texts = [each for each in painted_texts(widget) if each.text.strip()]
    for each in texts:
        bounds = _bounds(widget, each)
        if bounds is None:
            continue
        if not _fits(each.area, bounds) and not _is_told(widget, each, _own_words(widget)):
            yield Looked("cut", each.text, place(widget))
        elif isinstance(widget, ReadOut):
            continue  # it never takes the pointer; the legend tells its names in full
        elif _is_elided(widget, each) and not _is_told(widget, each, each.text):
            yield Looked("elided", each.text, place(widget))
    for one, other in _near_pairs(texts):
        if one.text != other.text and _overlap(one.area, other.area):
            yield Looked("overlapping", f"{one.text} / {other.text}", place(widget))


def _near_pairs(texts: list[PaintedText]) -> Iterator[tuple[PaintedText, PaintedText]]:
    """Texts that share some height: a table has hundreds, and few in a line."""
    downwards = sorted(texts, key=_top)
    for number, one in enumerate(downwards):
        for other in downwards[number + 1 :]:
            if other.area.top() >= one.area.bottom():
                break
            yield one, other


def _top(text: PaintedText) -> float:
    return text.area.top()


def _lacks_lines(label: QLabel) -> bool:
    """Whether there is no room for all lines; those that have none are not even painted."""
    return label.heightForWidth(label.width()) > label.height() + ABOVE_OR_BENEATH


def _bounds(widget: QWidget, text: PaintedText) -> QRectF | None:
    """What the text must stand in: its cell, or the widget; None for what is scrolled away."""
    holder = widget.parentWidget()
    middle = text.area.center().toPoint()
    room = text.room
    if isinstance(holder, QHeaderView):
        section = holder.logicalIndexAt(middle)
        start, size = holder.sectionViewportPosition(section), holder.sectionSize(section)
        if holder.orientation() == Qt.Orientation.Horizontal:
            return QRectF(start, 0, size, holder.height())
        return QRectF(0, start, holder.width(), size)
    if isinstance(holder, QAbstractItemView) and widget is holder.viewport():
        index = holder.indexAt(middle)
        if not index.isValid():
            return QRectF(widget.rect())
        cell = QRectF(holder.visualRect(index))
        return cell if QRectF(widget.rect()).contains(cell) else None
    return room.intersected(QRectF(widget.rect()))


def _fits(area: QRectF, bounds: QRectF) -> bool:
    grown = bounds.adjusted(-ASIDE, -ABOVE_OR_BENEATH, ASIDE, ABOVE_OR_BENEATH)
    return grown.contains(area)


def _overlap(one: QRectF, other: QRectF) -> bool:
    shared = one.intersected(other)
    return shared.width() > OVERLAP and shared.height() > 2 * ABOVE_OR_BENEATH


def _own_words(widget: QWidget) -> str:
    """What a line for typing holds, of which it shows as much as there is room for."""
    return widget.text() if isinstance(widget, QLineEdit) else ELLIPSIS


def _is_elided(widget: QWidget, painted: PaintedText) -> bool:
    """Whether dots stand for what was left out; in “Open…” they belong to the words."""
    if ELLIPSIS not in painted.text:
        return False
    holder = widget.parentWidget()
    if isinstance(holder, QAbstractItemView) and widget is holder.viewport():
        index = holder.indexAt(painted.area.center().toPoint())
        return painted.text != str(index.data(Qt.ItemDataRole.DisplayRole))
    said = [getattr(widget, name, None) for name in ("text", "placeholderText")]
    words = [str(each()) for each in said if callable(each)]
    words += [action.text() for action in widget.actions()]
    return not any(painted.text.strip() in word.replace("&", "") for word in words)


def _is_told(widget: QWidget, painted: PaintedText, text: str) -> bool:
    """Whether all of a text appears when the pointer rests on it."""
    parts = [part.strip() for part in text.split(ELLIPSIS) if part.strip()]
    if not parts:
        return False
    told = _hovered(widget, painted.area.center())
    return bool(told) and ELLIPSIS not in told and all(part in told for part in parts)


def _hovered(widget: QWidget, where: QPointF) -> str:
    """The tool tip at a point, in plain words."""
    point = QPoint(
        min(max(int(where.x()), 0), widget.width() - 1),
        min(max(int(where.y()), 0), widget.height() - 1),
    )
    QToolTip.hideText()
    event = QHelpEvent(QEvent.Type.ToolTip, point, widget.mapToGlobal(point))
    QApplication.sendEvent(widget, event)
    told = QToolTip.text()
    QToolTip.hideText()
    return unescape(sub(r"<[^>]*>", "", told))


def _is_reachable(widget: QWidget) -> bool:
    if not widget.isEnabled() or widget.objectName().startswith("qt_"):
        return False
    if isinstance(widget, QScrollBar | QHeaderView):
        return False
    if isinstance(widget.parentWidget(), QComboBox):
        return False  # its list and its line speak for it
    keyed = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return keyed or isinstance(widget, REACHABLE)


def _accessible_name(widget: QWidget) -> str:
    """What a screen reader calls it, if there is a letter in it."""
    if isinstance(widget, QComboBox):
        # Its interface tells what is chosen; screen readers take the name from what it is labelled.
        name = widget.accessibleName()
        return name if any(letter.isalnum() for letter in name) else ""
    name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    return name if any(letter.isalnum() for letter in name) else ""
