"""The columns of a table: the fields of its entity, and what is worked out beside them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from planner.domain.column import Column
from planner.domain.contract import Contract
from planner.domain.project import Project
from planner.editors.row_projection import Row, RowProjection, label
from planner.units.message import QT_TRANSLATE_NOOP, Message, sentence
from planner.units.unit import PLAIN, PRICE, Unit

LIES_IN = sentence(
    "column-lies-in", QT_TRANSLATE_NOOP("planner", "The {kind} that this row belongs to.")
)

UNIT_OF_BASIS = {
    "fixed_fee": "$m/month",
    "per_mw_month": "$m/MW-month",
    "per_gpu_hour": "$/GPU-hour",
}
# Units as they stand in headers.
SHORTER = {"months": "mo"}
# Not for typing: entities inside an entity have tables and forms of their own.
NESTED = ("entity", "entities")
AT_RIGHT = ("number", "whole", "quantity", "amount", "ramp", "demand", "entities")

Computed = Callable[[Project, Row], float | str | None]


@dataclass(frozen=True)
class TableColumn:
    """One column: a field, or (where `computed` is given) something worked out for the row.

    `short` stands in the header instead of title and unit. `computed` returns a number in `unit`,
    a text, or None where there is none.
    """

    name: str
    title: Message | str
    field: Column | None = None
    unit: Unit = PLAIN
    help: Message | str = ""
    short: Message | str = ""
    computed: Computed | None = None

    @property
    def is_editable(self) -> bool:
        """Whether something can be typed, ticked or chosen in it."""
        return self.field is not None and self.field.kind not in NESTED

    @property
    def at_right(self) -> bool:
        """Whether it holds numbers, which stand at the right."""
        if self.field is None:
            return self.unit is not PLAIN
        return self.field.kind in AT_RIGHT

    @property
    def heading(self) -> str:
        """What the header says: the title with its unit; shares carry their % in the cells."""
        if self.short:
            return str(self.short)
        symbol = SHORTER.get(self.unit.symbol, self.unit.symbol.removeprefix("%").strip())
        return f"{self.title}, {symbol}" if symbol else str(self.title)


def columns_of(
    projection: RowProjection, first: Sequence[str], extra: Sequence[TableColumn] = ()
) -> tuple[TableColumn, ...]:
    """The columns of a table: parents, then those named in `first`, then the other fields.

    Raises KeyError for a name that is neither a field nor an extra column.
    """
    found = {name: column_of(column) for name, column in _fields(projection).items()}
    found |= {column.name: column for column in extra}
    ordered = {name: found[name] for name in first} | found
    return (*_parents(projection), *ordered.values())


def _fields(projection: RowProjection) -> dict[str, Column]:
    return projection.entity.columns_by_name()


def column_of(column: Column) -> TableColumn:
    """A field as a column; of power the header says only MW."""
    short = column.unit.symbol if column.name == "mw" else ""
    return TableColumn(column.name, column.title, column, column.unit, column.help, short)


def _parents(projection: RowProjection) -> tuple[TableColumn, ...]:
    return tuple(
        TableColumn(
            f"parent-{depth}",
            kind.singular,
            help=LIES_IN(kind=kind.singular.lower()),
            computed=_ParentName(depth),
        )
        for depth, kind in enumerate(projection.types[:-1])
    )


@dataclass(frozen=True)
class _ParentName:
    """What the entity at this depth above a row is called."""

    depth: int

    def __call__(self, _project: Project, row: Row) -> str:
        return label(row.parents[self.depth])


def titled(column: TableColumn, entity: Any) -> str:
    """The title of a field with the unit that it has in a row: "Contracted power, MW"."""
    symbol = unit_in_row(column, entity) or column.unit.symbol.removeprefix("%").strip()
    return f"{column.title}, {symbol}" if symbol else str(column.title)


def unit_in_row(column: TableColumn, entity: Any) -> str:
    """The unit of a cell where it depends on the row: a contract's price by its basis."""
    if column.field is not None and column.field.unit is PRICE and isinstance(entity, Contract):
        return UNIT_OF_BASIS[entity.basis]
    return ""
