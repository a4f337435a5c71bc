"""What a form shows of one field at a moment, for whichever editor the field has."""

from dataclasses import dataclass
from typing import Any

from planner.editors.cell import Cell, State
from planner.editors.entry import Field
from planner.editors.overridden import Overridden
from planner.editors.site_limit import Limit
from planner.editors.table_column import TableColumn, unit_in_row
from planner.units.message import QT_TRANSLATE_NOOP, sentence

WAS_BY = sentence("field-was-by", QT_TRANSLATE_NOOP("planner", "was {base} · {by}"))
NOW_BY = sentence("field-now-by", QT_TRANSLATE_NOOP("planner", "{value} · {by}"))


@dataclass(frozen=True)
class ShownField:
    """One field of one entity as it stands.

    `entry` is what an editor opens with: the value as written, or what was typed and refused.
    `aside` stands muted after the value: its unit, or what it was before the case changed it;
    `aside_while_typing` while the value as written is being edited. `field` is None where the
    value is computed; `title` carries the unit; `refused` says why the entry was not accepted.
    """

    cell: Cell
    entry: str
    value: Any
    field: Field | None
    title: str
    aside: str = ""
    aside_while_typing: str = ""
    refused: str = ""
    limit: Limit | None = None


def asides(
    column: TableColumn, entity: Any, cell: Cell, overridden: Overridden | None
) -> tuple[str, str]:
    """What stands after the value of a field, at rest and while it is typed."""
    unit = unit_in_row(column, entity) or column.unit.symbol.removeprefix("%").strip()
    is_ramp = column.field is not None and column.field.kind == "ramp"
    if is_ramp and isinstance(getattr(entity, column.name), tuple):
        unit = ""  # shares, not a number of months
    if overridden is None or cell.state is not State.OVERRIDDEN:
        return unit, unit
    base = cell.base or cell.text
    value = str(NOW_BY(value=cell.text, by=overridden.by))
    return str(WAS_BY(base=base, by=overridden.by)), value
