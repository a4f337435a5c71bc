"""Finding rows by words in their cells, and the keys by which rows are put in order."""

from collections.abc import Mapping, Sequence
from typing import Any

from planner.domain.distribution import Range
from planner.domain.path import Path
from planner.domain.project import Project
from planner.editors.density import percentile
from planner.editors.overridden import Overridden, row_in_case
from planner.editors.presentation import Presentation
from planner.editors.row_projection import Row, joined
from planner.editors.table_column import TableColumn

SortKey = tuple[int, float, str]
NOTHING: SortKey = (2, 0.0, "")


class Search:
    """Looks for words in the cells of a table; equal values are put into words once."""

    def __init__(
        self, project: Project, presentation: Presentation, columns: Sequence[TableColumn]
    ) -> None:
        self._project, self._presentation, self._columns = project, presentation, columns
        self._texts: dict[tuple[str, str, Any], str] = {}

    def has(self, row: Row, words: Sequence[str]) -> bool:
        """Whether each word stands in some cell of the row."""
        text = "\n".join(self._text(row, column) for column in self._columns)
        return all(word in text for word in words)

    def _text(self, row: Row, column: TableColumn) -> str:
        if column.field is None or not column.is_editable or column.field.target:
            return self._shown(row, column)
        key = (column.name, "", getattr(row.entity, column.name))
        if key not in self._texts:
            self._texts[key] = self._shown(row, column)
        return self._texts[key]

    def _shown(self, row: Row, column: TableColumn) -> str:
        return self._presentation.cell(self._project, row, column).text.casefold()


def sort_key(
    project: Project, row: Row, column: TableColumn, overridden: Mapping[Path, Overridden]
) -> SortKey:
    """Numbers by their base value, before texts, before nothing; as the case has them."""
    if column.computed is not None:
        value: Any = column.computed(project, row_in_case(row, overridden))
    else:
        changed = overridden.get(joined(row.path, column.name))
        value = getattr(row.entity, column.name) if changed is None else changed.value
    if isinstance(value, Range):
        value = percentile(value, 0.5)
    if isinstance(value, tuple):
        value = float(len(value))
    if value is None or value == "":
        return NOTHING
    if isinstance(value, int | float):
        return (0, float(value), "")
    return (1, 0.0, str(getattr(value, "name", value)).casefold())
