"""Which fields the case in view changes, to what, and by whom."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from planner.domain.case import Applied, Case, of_outcome, of_strategy
from planner.domain.entity import Entity
from planner.domain.path import Path
from planner.editors.row_projection import Row, joined, label


@dataclass(frozen=True)
class Overridden:
    """A field's value in the case, and the strategy or outcomes that change it.

    `by` is shorter than `origin`: the strategy, or the uncertainty without its outcome.
    """

    value: Any
    origin: str
    by: str = ""


def overridden_fields(case: Case | None) -> Mapping[Path, Overridden]:
    """Every field that the case's strategy or a held outcome sets or multiplies."""
    if case is None:
        return {}
    origins: dict[Path, list[Applied]] = {}
    for applied in _applied(case):
        origins.setdefault(applied.override.path, []).append(applied)
    found: dict[Path, Overridden] = {}
    for path, these in origins.items():
        try:
            value = case.plan.at(path)
        except KeyError:
            continue  # a conflict of the case names it
        by = dict.fromkeys(_by(case, applied) for applied in these)
        found[path] = Overridden(value, ", ".join(each.origin for each in these), ", ".join(by))
    return found


def row_in_case(row: Row, overridden: Mapping[Path, Overridden]) -> Row:
    """The row as the case has it, for what is worked out from its fields.

    Its own fields and those of what it lies in, not those of the entities in it.
    """
    if not overridden:
        return row
    steps = row.path.split("/")
    above = ["/".join(steps[: 2 * depth + 2]) for depth in range(len(row.parents))]
    entities = [*zip(above, row.parents, strict=True), (row.path, row.entity)]
    changed = [_in_case(path, entity, overridden) for path, entity in entities]
    if all(now is was for now, (_, was) in zip(changed, entities, strict=True)):
        return row
    return replace(row, parents=tuple(changed[:-1]), entity=changed[-1])


def _in_case(path: Path, entity: Entity, overridden: Mapping[Path, Overridden]) -> Entity:
    paths = {name: joined(path, name) for name in type(entity).columns_by_name()}
    values = {name: overridden[each].value for name, each in paths.items() if each in overridden}
    return entity.model_copy(update=values) if values else entity


def _by(case: Case, applied: Applied) -> str:
    """The strategy's name, or the uncertainty's."""
    group = applied.group.split("/")
    if len(group) < 2:
        return applied.origin
    return next((label(u) for u in case.project.uncertainties if u.id == group[1]), group[1])


def _applied(case: Case) -> list[Applied]:
    strategies = (s for s in case.project.strategies if s.id == case.choice.strategy)
    found = [applied for strategy in strategies for applied in of_strategy(strategy)]
    for uncertainty in case.project.uncertainties:
        for outcome in uncertainty.outcomes:
            if outcome.id == case.choice.state(uncertainty.id):
                found += of_outcome(uncertainty, outcome)
    return found
