"""Where F6 and Tab lead: through the parts of the window in their order, in each as one reads.

Qt goes by the order in which widgets were made, and parts are filled long after they were made.
"""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QDockWidget, QStatusBar, QWidget

from planner.shell.case_bar import CaseBar
from planner.shell.docks import Docks
from planner.shell.page_tabs import PageTabs


class FocusOrder:
    """The parts of one window that can have the focus."""

    def __init__(
        self, case_bar: CaseBar, docks: Docks, pages: PageTabs, status: QStatusBar
    ) -> None:
        self._case_bar = case_bar
        self._docks = docks
        self._pages = pages
        self._status = status

    def part_beside(self, focused: QWidget | None, step: int) -> QWidget | None:
        """What takes the focus in the next (+1) or the last (−1) part that is open."""
        parts = [(part, target) for part, target in self._parts() if part.isVisible() and target]
        here = [place for place, (whole, _) in enumerate(parts) if _is_in(focused, whole)]
        return parts[(here[-1] + step) % len(parts) if here else 0][1] if parts else None

    def stop_beside(self, focused: QWidget, step: int) -> QWidget | None:
        """Where Tab (+1) or Shift+Tab (−1) leads from here; None if this is no stop of theirs."""
        order = list(self._stops())
        if focused not in order:
            return None
        return order[(order.index(focused) + step) % len(order)]

    def _parts(self) -> list[tuple[QWidget, QWidget | None]]:
        """Each part of the window, and what in it is to have the focus."""
        docks = self._docks
        return [
            (self._case_bar, self._case_bar.strategies),
            (docks.key_figures, _begin(docks.key_figures)),
            (docks.plan, docks.tree),
            (self._pages.bar, self._pages.bar),
            (self._pages.stack, _kept(self._pages.stack) or _largest(self._pages.stack)),
            (docks.inspector, _begin(docks.form)),
            (docks.editors, _begin(docks.editors.stack)),
            (docks.problems, docks.problems_view),
            (docks.history, docks.history_view),
            (self._status, _begin(self._status)),
        ]

    def _stops(self) -> Iterator[QWidget]:
        docks = self._docks
        yield from in_reading_order(stops(self._case_bar))
        yield from stops(docks.key_figures)
        yield from _stops_of_dock(docks.plan)
        yield from in_reading_order(stops(self._pages))
        for dock in (docks.inspector, docks.editors, docks.problems, docks.history):
            yield from _stops_of_dock(dock)
        yield from in_reading_order(stops(self._status))


def stops(part: QWidget) -> list[QWidget]:
    """What Tab leads to in a part, in the order in which it was made.

    Qt's own chain must not be walked from here: PySide takes what `nextInFocusChain` returns for a
    child of what it was asked of, and when that goes, all that come behind it are lost to Python.
    """
    return [each for each in part.findChildren(QWidget) if each.isVisible() and _takes_tab(each)]


def in_reading_order(widgets: Sequence[QWidget]) -> list[QWidget]:
    """Rows from the top, each from the left; what reaches well into a row stands in it."""
    rows: list[list[QWidget]] = []
    bottom = 0
    for widget in sorted(widgets, key=_top):
        place = _place(widget)
        if not rows or place.center().y() > bottom:
            rows.append([])
            bottom = place.bottom()
        rows[-1].append(widget)
    return [widget for row in rows for widget in sorted(row, key=_left)]


def _stops_of_dock(dock: QDockWidget) -> Iterator[QWidget]:
    """The buttons of its bar, then what it holds: forms run in columns, as they were made."""
    if not dock.isFloating():
        yield from in_reading_order(stops(dock.titleBarWidget()))
        yield from stops(dock.widget())
        if dock.widget().isVisible() and _takes_tab(dock.widget()):
            yield dock.widget()


def _begin(part: QWidget) -> QWidget | None:
    """The widget of a part that had the focus last, else the first that Tab leads to, if any."""
    return _kept(part) or next(iter(stops(part)), None)


def _kept(part: QWidget) -> QWidget | None:
    kept: QWidget | None = part.focusWidget()
    return kept if kept is not None and kept.isVisible() else None


def _largest(part: QWidget) -> QWidget | None:
    """What a page is for: its chart or its table, not the choosers above."""
    return max(stops(part), key=_area, default=None)


def _area(widget: QWidget) -> int:
    return widget.width() * widget.height()


def _is_in(widget: QWidget | None, whole: QWidget) -> bool:
    return widget is not None and (widget is whole or whole.isAncestorOf(widget))


def _takes_tab(widget: QWidget) -> bool:
    takes = Qt.FocusPolicy.TabFocus in widget.focusPolicy()
    return takes and widget.isEnabled() and widget.focusProxy() is None


def _place(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(QPoint()), widget.size())


def _top(widget: QWidget) -> int:
    return _place(widget).top()


def _left(widget: QWidget) -> int:
    return _place(widget).left()
