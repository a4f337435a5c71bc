"""What a reference may point to, by the names that are shown."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from planner.document.identity import list_referred_to
from planner.domain.column import Column
from planner.domain.path import Path
from planner.domain.project import Project
from planner.editors.entry import Option
from planner.editors.row_projection import label


def options_of(project: Project, holder: Path, column: Column) -> tuple[Option, ...]:
    """The entities that a field of the entity at `holder` may refer to.

    None for other fields, and for a holder that the plan no longer has (a view may still ask
    while its rows go).
    """
    if not column.target and column.kind != "likelihood":
        return ()
    try:
        if column.target:
            return _named(project.at(list_referred_to(holder, column.target)))
        told_of = project.at(holder).uncertainty
    except KeyError:
        return ()
    return _named(next((u.outcomes for u in project.uncertainties if u.id == told_of), ()))


def _named(entities: Iterable[Any]) -> tuple[Option, ...]:
    """Ids with names; where two share a name, the id stands behind it."""
    found = [(each.id, label(each)) for each in entities]
    often = Counter(name for _, name in found)
    return tuple(Option(i, name if often[name] == 1 else f"{name} ({i})") for i, name in found)
