"""What can be done with the cells of a table, as Qt asks for it."""

from PySide6.QtCore import Qt

from planner.editors.table_column import TableColumn

_SHOWN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_EDITED = Qt.ItemFlag.ItemIsEditable
_TICKED = Qt.ItemFlag.ItemIsUserCheckable


def flags_of(column: TableColumn) -> Qt.ItemFlag:
    """Of a cell that shows a field, or something worked out."""
    if column.field is not None and column.field.kind == "flag":
        return _SHOWN | _TICKED
    return _SHOWN | _EDITED if column.is_editable else _SHOWN


def flags_of_adding(column: TableColumn) -> Qt.ItemFlag:
    """In the row for adding: there only a name can be typed."""
    return _SHOWN | _EDITED if column.name == "name" else _SHOWN
