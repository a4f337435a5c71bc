"""Which rows of a table are shown and in which order, fixed when asked for.

An edit moves no row and hides none: rows are put in order, or left out, once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from planner.domain.path import Path
from planner.domain.project import Project
from planner.editors.row_changes import renamed_in_place
from planner.editors.row_projection import Projected, Row, RowProjection


@dataclass(frozen=True)
class Arrangement:
    """The place of each row by its path, and the rows that are left out.

    Without `order` it is the plan's. Rows that neither knows are shown, after the row that they
    follow in the plan.
    """

    order: Mapping[Path, int] = field(default_factory=dict)
    hidden: frozenset[Path] = frozenset()

    def of(self, rows: Sequence[Row]) -> list[Row]:
        """The rows that are shown, in their order."""
        if not self.order and not self.hidden:
            return list(rows)
        shown = [row for row in rows if row.path not in self.hidden]
        if not self.order:
            return shown
        places: dict[Path, tuple[int, int]] = {}
        last = -1
        for number, row in enumerate(rows):
            if row.path in self.order:
                last = self.order[row.path]
                places[row.path] = (last, -1)
            else:
                places[row.path] = (last, number)
        return sorted(shown, key=lambda row: places[row.path])

    def renamed(self, before: Sequence[Row], after: Sequence[Row]) -> "Arrangement":
        """The same arrangement where rows have other paths in the same places."""
        if not self.order and not self.hidden:
            return self
        old, new = [row.path for row in before], [row.path for row in after]
        if old == new or not renamed_in_place(old, new):
            return self
        now = dict(zip(old, new, strict=True))
        return Arrangement(
            {now.get(path, path): place for path, place in self.order.items()},
            frozenset(now.get(path, path) for path in self.hidden),
        )


class ShownRows:
    """The rows of one table as they stand, and where each is by its path."""

    def __init__(self, projection: RowProjection, project: Project) -> None:
        self._projection = projection
        self.projected: Projected = projection.projected(project)
        self.arrangement = Arrangement()
        self.rows: list[Row] = list(self.projected.rows)
        self._places: dict[Path, int] | None = None
        self._numbers: dict[Path, int] | None = None

    def set_rows(self, rows: list[Row]) -> None:
        """Show these rows."""
        self.rows = rows
        self.moved()

    def moved(self) -> None:
        """Rows stand elsewhere than before."""
        self._places = None

    def place_of(self, path: Path) -> int | None:
        """Where the row of an entity stands; None if it is not shown."""
        if self._places is None:
            self._places = {row.path: place for place, row in enumerate(self.rows)}
        return self._places.get(path)

    def number_of(self, place: int) -> int:
        """The number of a shown row in the plan, from 1."""
        if not self.arrangement.order and not self.arrangement.hidden:
            return place + 1
        if self._numbers is None:
            every = self.projected.rows
            self._numbers = {row.path: number for number, row in enumerate(every, start=1)}
        return self._numbers.get(self.rows[place].path, place + 1)

    def advance(self, project: Project) -> bool:
        """Take over the rows of the plan as it is now. Whether any differ from before."""
        projected = self._projection.projected(project, self.projected)
        old, self.projected = self.projected, projected
        if projected is old:
            return False
        self.arrangement = self.arrangement.renamed(old.rows, projected.rows)
        self._numbers = None
        return True

    def arranged(self) -> list[Row]:
        """The rows that are to be shown, in their order."""
        return self.arrangement.of(self.projected.rows)
