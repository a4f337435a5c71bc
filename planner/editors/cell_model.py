"""What the delegate asks of a table of cells, whatever its rows are."""

from abc import abstractmethod
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Signal

from planner.editors.cell import Cell, Refusal
from planner.editors.entry import Field
from planner.editors.site_limit import Limit

AnyIndex = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class CellModel(QAbstractTableModel):
    """A table whose cells are fields of the plan.

    `refusals_changed()` tells that other entries stand refused than before.
    """

    refusals_changed = Signal()
    # Whether a factor such as "× 0.7" may be typed instead of a value.
    takes_factors = False

    @abstractmethod
    def cell(self, index: AnyIndex) -> Cell:
        """The cell, ready to be painted."""

    @abstractmethod
    def entry(self, index: AnyIndex) -> str:
        """The text an editor opens with: of a refused cell what was typed."""

    @abstractmethod
    def value(self, index: AnyIndex) -> Any:
        """The value as written of an editable cell; None elsewhere."""

    @abstractmethod
    def field_at(self, index: AnyIndex) -> Field | None:
        """How what is typed in a cell is read; None where a cell is no field."""

    @abstractmethod
    def title_at(self, index: AnyIndex) -> str:
        """What a cell is, with its unit."""

    @abstractmethod
    def refusal_at(self, index: AnyIndex) -> Refusal | None:
        """What was typed in a cell and not accepted."""

    @abstractmethod
    def drop_refusal_at(self, index: AnyIndex) -> None:
        """Show again what stands in a cell."""

    def limit_at(self, _index: AnyIndex) -> Limit | None:
        """What a number in a cell may exceed only at a price."""
        return None
