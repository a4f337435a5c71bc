"""Which cells look different after a change of the plan, so that only those are repainted."""

from collections.abc import Callable, Sequence
from typing import Any

from planner.document.identity import OF_THE_SITE
from planner.domain.project import Project
from planner.editors.presentation import Presentation
from planner.editors.row_projection import Row, RowProjection, label
from planner.editors.table_column import TableColumn, unit_in_row


def changed_columns(
    presentation: Presentation,
    columns: Sequence[TableColumn],
    before: tuple[Project, Row],
    after: tuple[Project, Row],
) -> list[int]:
    """Places of the columns that differ between a row as it was and as it is."""
    was, now = before[1].entity, after[1].entity
    found = []
    for place, column in enumerate(columns):
        if column.is_editable:
            old, new = getattr(was, column.name), getattr(now, column.name)
            differs = (old is not new and old != new) or (
                was is not now and _in_another_light(column, was, now)
            )
        else:
            differs = presentation.entry(*before, column) != presentation.entry(*after, column)
        if differs:
            found.append(place)
    return found


def _in_another_light(column: TableColumn, was: Any, now: Any) -> bool:
    """Whether an unchanged value is shown in another unit, or by other names."""
    assert column.field is not None
    if column.field.kind == "likelihood":
        return bool(was.uncertainty != now.uncertainty)
    return unit_in_row(column, was) != unit_in_row(column, now)


Names = Callable[[Project], object]


def names_referred_to(projection: RowProjection, column: TableColumn) -> Names | None:
    """What a column shows that stands outside its rows: names referred to, tenants' colours."""
    if column.name == ("parent-0" if projection.is_flattened else "name"):
        return _tenant_order if projection.fields[0] == "tenants" else None
    if column.field is None:
        return None
    if column.field.kind == "likelihood":
        return _outcome_names
    if column.field.kind in ("path", "paths"):
        return _any_names
    if column.field.target in OF_THE_SITE:
        return _site_names
    return _NamesOf(column.field.target) if column.field.target else None


class _NamesOf:
    """Ids and names in one list of the plan."""

    def __init__(self, target: str) -> None:
        self._target = target

    def __call__(self, project: Project) -> object:
        return [(each.id, label(each)) for each in getattr(project, self._target)]


def _any_names(_project: Project) -> object:
    """Titles along a path may be anybody's names: never told to be the same."""
    return object()


def _tenant_order(project: Project) -> object:
    return [each.id for each in project.tenants]


def _site_names(project: Project) -> object:
    return [
        [(each.id, label(each)) for rows in (site.phases, site.supplies) for each in rows]
        for site in project.facilities
    ]


def _outcome_names(project: Project) -> object:
    return [[(o.id, label(o)) for o in u.outcomes] for u in project.uncertainties]
