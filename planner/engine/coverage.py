"""Fields that the file keeps but no figure reads yet: each is named, none ignored in silence."""

from collections.abc import Iterator

from planner.domain.checks.problem import Problem, notice
from planner.domain.checks.references import active_entities
from planner.domain.entity import Entity
from planner.domain.path import Path
from planner.domain.project import Project
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
    Project: ("signposts",),
}
"""By entity, the fields that no figure reads yet."""

MOST_PLACES = 3


def coverage_notices(plan: Project) -> Iterator[Problem]:
    """One notice a field that is used in the plan and not computed yet, naming where."""
    used: dict[tuple[type[Entity], str], list[Path]] = {}
    for path, entity in active_entities(plan, active_only=True):
        for name in NOT_COMPUTED.get(type(entity), ()):
            if getattr(entity, name) != type(entity).column(name).default:
                used.setdefault((type(entity), name), []).append(path)
    for (kind, name), paths in used.items():
        shown = ", ".join(path or kind.singular for path in paths[:MOST_PLACES])
        if len(paths) > MOST_PLACES:
            shown += f", +{len(paths) - MOST_PLACES}"
        where = f"{paths[0]}/{name}" if paths[0] else name
        yield notice(
            where, NOT_YET(entity=kind.singular, field=kind.column(name).title, places=shown)
        )
