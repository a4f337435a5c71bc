"""A table whose rows are those of the plan, some of them left out, in an order of their own."""

from abc import abstractmethod
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from planner.domain.path import Path
from planner.editors.arrangement import Arrangement, ShownRows
from planner.editors.cell_model import NOWHERE, AnyIndex, CellModel
from planner.editors.row_changes import Inserted, Removed, steps
from planner.editors.row_projection import Row
from planner.editors.searching import NOTHING, SortKey


class ArrangedModel(CellModel):
    """Sorted and filtered once, when that is asked for: an edit neither moves nor hides a row.

    `arrangement_forgotten()` tells that another plan is shown, in its own order.
    """

    arrangement_forgotten = Signal()

    def __init__(self, shown: ShownRows, parent: QObject | None) -> None:
        super().__init__(parent)
        self._shown = shown
        self._sorted_by: tuple[int, bool] | None = None

    @abstractmethod
    def sort_keys(self, column: int, rows: Sequence[Row]) -> dict[Path, SortKey]:
        """By what these rows are put in order of a column."""

    @abstractmethod
    def found(self, words: Sequence[str], columns: Sequence[int]) -> set[Path]:
        """The rows that have all these words in those columns."""

    @property
    def rows(self) -> Sequence[Row]:
        """The rows that are shown, without the one for adding."""
        return self._shown.rows

    def row_at(self, place: int) -> Row | None:
        """The row at a place; None for the one that adds."""
        rows = self._shown.rows
        return rows[place] if 0 <= place < len(rows) else None

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown.rows) + 1

    @property
    def is_sorted(self) -> bool:
        """Whether the rows stand in another order than in the plan."""
        return self._sorted_by is not None

    @property
    def is_filtered(self) -> bool:
        """Whether some rows are left out."""
        return bool(self._shown.arrangement.hidden)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Put the rows in order by a column, once; -1 is the plan's order."""
        descending = order == Qt.SortOrder.DescendingOrder
        wanted = (column, descending) if column >= 0 else None
        if self._sorted_by == wanted and wanted is None:
            return
        self._sorted_by = wanted
        ranked: list[Row] = list(self._shown.projected.rows) if column >= 0 else []
        if ranked:
            keys = self.sort_keys(column, ranked)
            ranked.sort(key=lambda row: keys[row.path], reverse=descending)
            ranked.sort(key=lambda row: keys[row.path] == NOTHING)
        order_of = {row.path: place for place, row in enumerate(ranked)}
        self._shown.arrangement = Arrangement(order_of, self._shown.arrangement.hidden)
        self._rearrange()

    def _rearrange(self) -> None:
        """Let the same rows stand in their new order; selection and cursor go with them."""
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        stood = [self.row_at(index.row()) for index in kept]
        self._shown.set_rows(self._shown.arranged())
        now = [self._moved(row, index) for row, index in zip(stood, kept, strict=True)]
        self.changePersistentIndexList(kept, now)
        self.layoutChanged.emit()

    def _moved(self, row: Row | None, stood: QModelIndex) -> QModelIndex:
        place = len(self._shown.rows) if row is None else self._shown.place_of(row.path)
        return QModelIndex() if place is None else self.index(place, stood.column())

    def filter(self, text: str, columns: Sequence[int] = ()) -> None:
        """Show only rows that have all these words in those columns; all rows for no words."""
        words = text.casefold().split()
        hidden: frozenset[Path] = frozenset()
        if words:
            found = self.found(words, columns)
            paths = (row.path for row in self._shown.projected.rows)
            hidden = frozenset(path for path in paths if path not in found)
        self._shown.arrangement = Arrangement(self._shown.arrangement.order, hidden)
        self.take_steps(self._shown.arranged(), may_be_renamed=False)

    def forget_arrangement(self) -> None:
        """Another plan is about to be shown: neither order nor filter holds for it."""
        self._sorted_by = None
        self._shown.arrangement = Arrangement()
        self.arrangement_forgotten.emit()

    def take_steps(self, target: list[Row], may_be_renamed: bool = True) -> None:
        """Remove, insert and move rows until those of `target` stand there, by their paths."""
        rows = list(self._shown.rows)
        self._shown.set_rows(rows)
        stand, wanted = [row.path for row in rows], [row.path for row in target]
        for step in steps(stand, wanted, may_be_renamed):
            if isinstance(step, Removed):
                self.beginRemoveRows(NOWHERE, step.first, step.last)
                del rows[step.first : step.last + 1]
                self._shown.moved()
                self.endRemoveRows()
            elif isinstance(step, Inserted):
                self.beginInsertRows(NOWHERE, step.first, step.last)
                rows[step.first : step.first] = target[step.first : step.last + 1]
                self._shown.moved()
                self.endInsertRows()
            else:
                source, place = step.source, step.target
                below = place + 1 if place > source else place
                self.beginMoveRows(NOWHERE, source, source, NOWHERE, below)
                rows.insert(place, rows.pop(source))
                self._shown.moved()
                self.endMoveRows()
