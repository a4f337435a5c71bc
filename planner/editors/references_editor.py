"""Choosing several entities from a list with boxes to tick."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from planner.editors.cell import Palette
from planner.editors.entry import Option

LONGEST = 8
ROW, BORDER = 24, 4
_ID = Qt.ItemDataRole.UserRole


class ReferencesEditor(QListWidget):
    """One box for each entity that may be chosen; Space ticks, Return accepts, Esc leaves.

    Ids that lead nowhere are kept in the list, so that they can be unticked.
    """

    def __init__(self, options: Sequence[Option], palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setStyleSheet(
            f"QListWidget, QListWidget:focus {{ border: 2px solid {palette.accent};"
            f" background: {palette.raised}; color: {palette.text}; padding: 2px; }}"
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for option in options:
            self._add(option.id, option.name)

    def _add(self, entity_id: str, name: str) -> None:
        item = QListWidgetItem(name, self)
        item.setData(_ID, entity_id)
        item.setSizeHint(QSize(0, ROW))
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsSelectable)
        item.setCheckState(Qt.CheckState.Unchecked)

    def set_chosen(self, ids: Sequence[str]) -> None:
        """Tick these; nothing else is ticked."""
        known = {self.item(place).data(_ID) for place in range(self.count())}
        for entity_id in ids:
            if entity_id not in known:
                self._add(entity_id, entity_id)
        for place in range(self.count()):
            item = self.item(place)
            on = item.data(_ID) in ids
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        if self.count():
            self.setCurrentRow(0)

    def chosen(self) -> tuple[str, ...]:
        """The ticked ids, in the order of the list."""
        items = (self.item(place) for place in range(self.count()))
        return tuple(
            str(item.data(_ID)) for item in items if item.checkState() == Qt.CheckState.Checked
        )

    def wanted_height(self) -> int:
        """Room for all entries, or for as many as are shown at once."""
        return ROW * min(max(self.count(), 1), LONGEST) + 2 * BORDER

    def wanted_width(self) -> int:
        """Room for the longest name and its box."""
        names = (self.item(place).text() for place in range(self.count()))
        widest = max(map(self.fontMetrics().horizontalAdvance, names), default=0)
        return widest + 2 * BORDER + 44

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks whatever is current, also where the style would want a click."""
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Space and item is not None:
            on = item.checkState() == Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
            event.accept()
            return
        super().keyPressEvent(event)
