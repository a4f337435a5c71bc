"""Offers fields of the plan beneath a line while words of their titles are typed."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, QRect, QStringListModel, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from planner.editors.plan_paths import PathNames

MOST, SHOWN = 60, 10
WIDEST, ASIDE = 520, 40  # px; beside a title: its padding and a scroll bar


class PathCompletion(QObject):
    """Goes with its line; where several paths stand in it, it completes the last.

    `picked()` tells that one was taken from the list; the line then holds its title.
    """

    picked = Signal()

    def __init__(self, line: QLineEdit, names: PathNames, several: bool = False) -> None:
        super().__init__(line)
        self._line, self._names, self._several = line, names, several
        self._offered = QStringListModel(self)
        self._completer = QCompleter(self._offered, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setMaxVisibleItems(SHOWN)
        self._completer.setWidget(line)
        self._list = QListView()
        self._list.setObjectName("completions")
        # How a path begins and what it ends with tell more than what lies between.
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._completer.setPopup(self._list)
        self._completer.activated.connect(self._on_picked)
        line.textEdited.connect(self._on_typed)

    @property
    def completer(self) -> QCompleter:
        """The list beneath the line."""
        return self._completer

    def set_names(self, names: PathNames) -> None:
        """Offer the fields of another plan from now on."""
        self._names = names

    def offer(self) -> None:
        """Open the list for what stands in the line."""
        self._on_typed(self._line.text())

    def _on_typed(self, text: str) -> None:
        typed = text.rpartition(";")[2] if self._several else text
        found = self._names.matching(typed.strip(), MOST)
        self._offered.setStringList([each.title for each in found])
        if found:
            self._completer.complete(self._place([each.title for each in found]))
        else:
            self._list.hide()

    def _place(self, titles: Sequence[str]) -> QRect:
        """What the list stands beneath: as wide as the titles, and not beyond the window."""
        line = self._line
        metrics = QFontMetrics(self._list.font())
        longest = max(metrics.horizontalAdvance(title) for title in titles)
        width = max(line.width(), min(longest + ASIDE, WIDEST))
        window = line.window()
        right = line.mapFrom(window, QPoint(window.width(), 0)).x()
        return QRect(min(0, right - width), 0, width, line.height())

    def _on_picked(self, title: str) -> None:
        before = self._line.text().rpartition(";")[0] if self._several else ""
        self._line.setText(f"{before}; {title}" if before else title)
        self._line.setModified(True)
        self.picked.emit()
