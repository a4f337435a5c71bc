"""Which values go where when cells are pasted, filled down or cleared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from planner.editors.clipboard import Cells
from planner.editors.field_edits import AsItIs
from planner.editors.table_edits import FieldOf
from planner.editors.table_model import EntityTableModel

Place = tuple[int, int]


@dataclass
class Entries:
    """Values for the fields of rows that are there, and texts for rows to be added."""

    entries: dict[FieldOf, str | AsItIs] = field(default_factory=dict)
    added: list[Mapping[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Target:
    """Where cells are laid: from row `top`, in `columns` as they are shown from there to the right.

    `height` and `width` are what is selected.
    """

    top: int
    columns: Sequence[int]
    height: int = 1
    width: int = 1


def pasted(model: EntityTableModel, cells: Cells, target: Target) -> Entries:
    """Lay cells over the table.

    They are repeated where what is selected is a multiple of them, else laid once. Columns that
    cannot be typed in are passed over; rows below the last become new ones.
    """
    wide, tall = max(map(len, cells)), len(cells)
    repeats = target.height % tall == 0 and target.width % wide == 0
    height, width = (target.height, target.width) if repeats else (tall, wide)
    found = Entries()
    for down in range(height):
        texts = cells[down % tall]
        row = model.row_at(target.top + down)
        added: dict[str, str] = {}
        for across, place in enumerate(target.columns[:width]):
            column = model.columns[place]
            text = texts[across % wide] if across % wide < len(texts) else ""
            if column.field is None or not column.is_editable:
                continue
            if row is None:
                added[column.name] = text
            else:
                found.entries[row, column.name] = text
        if added:
            found.added.append(added)
    return found


def filled_down(model: EntityTableModel, places: Sequence[Place]) -> Entries:
    """In each column the topmost of these cells goes to the others; one alone takes from above."""
    found = Entries()
    by_column: dict[int, list[int]] = {}
    for number, place in places:
        by_column.setdefault(place, []).append(number)
    for place, rows in by_column.items():
        column = model.columns[place]
        source = min(rows) if len(rows) > 1 else rows[0] - 1
        if source < 0 or column.field is None or not column.is_editable:
            continue
        index = model.index(source, place)
        # By name where it refers to something: the ids of another site mean other things.
        value = model.entry(index) if column.field.target else AsItIs(model.value(index))
        for number in rows:
            filled = model.row_at(number)
            if filled is not None and number != source:
                found.entries[filled, column.name] = value
    return found


def cleared(model: EntityTableModel, places: Sequence[Place]) -> Entries:
    """The default for each of these cells that has one; ids are left alone."""
    found = Entries()
    for number, place in places:
        row, column = model.row_at(number), model.columns[place]
        if row is None or column.field is None or not column.is_editable:
            continue
        if not column.field.required:
            found.entries[row, column.name] = AsItIs(column.field.default)
    return found
