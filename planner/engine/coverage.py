"""Fields that the file keeps but no figure reads yet: each is named, none ignored in silence."""

from collections.abc import Iterable, Iterator

from planner.domain.checks.problem import Problem, notice
from planner.domain.checks.references import active_entities
from planner.domain.contract import LeaseIn
from planner.domain.entity import Entity
from planner.domain.path import Path, resolved
from planner.domain.project import Project
from planner.domain.strategy import Override
from planner.domain.tenant import Tenant
from planner.domain.valuation import Valuation
from planner.units.message import QT_TRANSLATE_NOOP, sentence

NOT_YET = sentence(
    "not-computed-yet",
    QT_TRANSLATE_NOOP(
        "planner", "{entity}: “{field}” is kept in the file but not computed yet ({places})."
    ),
)

NOT_COMPUTED: dict[type[Entity], tuple[str, ...]] = {
    Tenant: ("build",),
    Valuation: (
        "lab_run_rate",
        "lab_multiple",
        "ebitda_multiple",
        "net_debt",
        "holding_discount",
        "arms_length_charge",
    ),
    LeaseIn: (
        "facilities",
        "commences",
        "availability_allowance",
        "downtime",
        "relet_factor",
    ),
    Project: ("signposts",),
}
"""By entity, the fields that no figure reads yet."""

MOST_PLACES = 3


def coverage_notices(plan: Project, overrides: Iterable[Override] = ()) -> Iterator[Problem]:
    """One notice a field that is used in the plan and not computed yet, naming where.

    Parameters
    ----------
    overrides : iterable of Override
        What strategies and drawn outcomes may do to the plan: they use a field as well.
    """
    used: dict[tuple[type[Entity], str], list[Path]] = {}
    for path, entity in active_entities(plan, active_only=True):
        for name in NOT_COMPUTED.get(type(entity), ()):
            if getattr(entity, name) != type(entity).column(name).default:
                used.setdefault((type(entity), name), []).append(path)
    for override in overrides:
        found = resolved(plan, override.path)
        if found is not None and found[1].name in NOT_COMPUTED.get(type(found[0]), ()):
            paths = used.setdefault((type(found[0]), found[1].name), [])
            path = override.path.rpartition("/")[0]
            if path not in paths:
                paths.append(path)
    for (kind, name), paths in used.items():
        shown = ", ".join(path or kind.singular for path in paths[:MOST_PLACES])
        if len(paths) > MOST_PLACES:
            shown += f", +{len(paths) - MOST_PLACES}"
        where = f"{paths[0]}/{name}" if paths[0] else name
        yield notice(
            where, NOT_YET(entity=kind.singular, field=kind.column(name).title, places=shown)
        )
