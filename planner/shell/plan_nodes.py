"""The plan as an outline: what is in it, how much, and where each entry leads."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from planner.charts.figures import NO_BREAK, number, percent
from planner.domain.distribution import Range
from planner.domain.entity import Entity
from planner.domain.facility import Facility
from planner.domain.path import Path
from planner.domain.phase import Phase
from planner.domain.project import Project
from planner.domain.signpost import Signpost
from planner.domain.tenant import Tenant
from planner.domain.uncertainty import Uncertainty
from planner.editors.row_projection import label
from planner.units.message import QT_TRANSLATE_NOOP, Sentence, sentence
from planner.units.unit import MW

SEEN = sentence("tree.seen", QT_TRANSLATE_NOOP("planner", "{seen} of {count} seen"))
INACTIVE = sentence("tree.inactive", QT_TRANSLATE_NOOP("planner", "not active as written"))

FACILITIES = sentence("tree.facilities", QT_TRANSLATE_NOOP("planner", "Facilities"))
TENANTS = sentence("tree.tenants", QT_TRANSLATE_NOOP("planner", "Tenants"))
MARKET = sentence("tree.market", QT_TRANSLATE_NOOP("planner", "Market"))
LOANS = sentence("tree.loans", QT_TRANSLATE_NOOP("planner", "Loans"))
CASH_LINES = sentence("tree.cash-lines", QT_TRANSLATE_NOOP("planner", "Cash lines"))
STRATEGIES = sentence("tree.strategies", QT_TRANSLATE_NOOP("planner", "Strategies"))
UNCERTAINTIES = sentence("tree.uncertainties", QT_TRANSLATE_NOOP("planner", "Uncertainties"))
DRIVERS = sentence("tree.drivers", QT_TRANSLATE_NOOP("planner", "Drivers"))
CORRELATIONS = sentence("tree.correlations", QT_TRANSLATE_NOOP("planner", "Correlations"))
SIGNPOSTS = sentence("tree.signposts", QT_TRANSLATE_NOOP("planner", "Signposts"))
VALUATION = sentence("tree.valuation", QT_TRANSLATE_NOOP("planner", "Valuation"))
SETTINGS = sentence("tree.settings", QT_TRANSLATE_NOOP("planner", "Settings"))
SOURCES = sentence("tree.sources", QT_TRANSLATE_NOOP("planner", "Sources"))


@dataclass(frozen=True, eq=False)
class Node:
    """One entry of the outline.

    `path` is the list, the form or the entity that it stands for; `slot` the categorical colour of
    its dot; `depth` 0 for a group, 1 for its entries, 2 for what lies in those.
    """

    path: Path
    title: str
    detail: str = ""
    icon: str = ""
    slot: int | None = None
    depth: int = 1
    is_active: bool = True
    children: "tuple[Node, ...]" = ()

    def looks_like(self, other: "Node") -> bool:
        """Whether both are painted alike, whatever lies in them."""
        return _looks(self) == _looks(other)

    def spoken(self) -> str:
        """All that is shown, for a screen reader."""
        said = [self.title, self.detail, "" if self.is_active else str(INACTIVE())]
        return ", ".join(part for part in said if part)


def _looks(node: Node) -> tuple[object, ...]:
    return node.path, node.title, node.detail, node.icon, node.slot, node.is_active


Made = Callable[[Any, Path, int, str], Node]  # entity, path, slot, unit behind its figure


class Outline:
    """Makes the nodes of one plan after another; those of unchanged entities are kept."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, int, str], tuple[Entity, Node]] = {}
        self._used: dict[tuple[int, int, str], tuple[Entity, Node]] = {}

    def nodes(self, project: Project) -> tuple[Node, ...]:
        """The groups in the order of the window, with what lies in them."""
        self._used = {}
        groups = (
            self._group(FACILITIES, "facilities", "facility", project.facilities, _facility),
            self._group(TENANTS, "tenants", "tenant", project.tenants, _tenant),
            _form(MARKET, "market"),
            self._rare(LOANS, "loans", "loan", project.loans),
            self._rare(CASH_LINES, "cash_lines", "cash-line", project.cash_lines),
            self._group(STRATEGIES, "strategies", "strategy", project.strategies, _plain),
            self._group(
                UNCERTAINTIES, "uncertainties", "uncertainty", project.uncertainties, _uncertainty
            ),
            self._rare(DRIVERS, "drivers", "driver", project.drivers),
            self._rare(CORRELATIONS, "correlations", "correlation", project.correlations),
            _list(SIGNPOSTS, "signposts", "signpost", _seen(project.signposts)),
            _form(VALUATION, "valuation"),
            _form(SETTINGS, "settings"),
            _list(SOURCES, "sources", "source", _count(project.sources)),
        )
        self._kept = self._used
        return tuple(group for group in groups if group is not None)

    def _group(
        self,
        title: Sentence,
        name: str,
        icon: str,
        entities: Sequence[Any],
        made: Made,
    ) -> Node:
        children, unit = [], f"{NO_BREAK}{MW.symbol}"
        for slot, entity in enumerate(entities):
            node = self._node(entity, f"{name}/{entity.id}", slot, unit, made)
            # The unit stands once, beside the first figure of its column.
            unit = "" if node.detail else unit
            children.append(node)
        detail = _count(entities)
        return Node(name, str(title()), detail, icon, depth=0, children=tuple(children))

    def _node(
        self,
        entity: Any,
        path: Path,
        slot: int,
        unit: str,
        made: Made,
    ) -> Node:
        key = (id(entity), slot, unit)
        found = self._kept.get(key)
        if found is None or found[0] is not entity:
            found = entity, made(entity, path, slot, unit)
        self._used[key] = found
        return found[1]

    def _rare(self, title: Sentence, name: str, icon: str, entities: Sequence[Any]) -> Node | None:
        """A list that few plans have: shown where it is not empty."""
        return self._group(title, name, icon, entities, _plain) if entities else None


def _form(title: Sentence, name: str) -> Node:
    return Node(name, str(title()), icon=name, depth=0)


def _list(title: Sentence, name: str, icon: str, detail: str) -> Node:
    return Node(name, str(title()), detail, icon, depth=0)


def _count(entities: Sequence[object]) -> str:
    return number(len(entities)) if entities else ""


def _seen(signposts: Sequence[Signpost]) -> str:
    seen = sum(signpost.observed == "yes" for signpost in signposts)
    return str(SEEN(seen=seen, count=len(signposts))) if signposts else ""


def _plain(entity: Any, path: Path, _slot: int, _unit: str) -> Node:
    return Node(path, label(entity), is_active=getattr(entity, "active", True))


def _facility(facility: Facility, path: Path, _slot: int, unit: str) -> Node:
    phases = tuple(
        Node(
            f"{path}/phases/{phase.id}",
            label(phase),
            _megawatts(_nominal(phase.mw), ""),
            depth=2,
            is_active=phase.active,
        )
        for phase in facility.phases
    )
    detail = _megawatts(_power_of(facility.phases), unit)
    return Node(path, label(facility), detail, is_active=facility.active, children=phases)


def _power_of(phases: Iterable[Phase]) -> float | None:
    known = [_nominal(phase.mw) for phase in phases if phase.active]
    return sum(mw for mw in known if mw is not None) if known else None


def _tenant(tenant: Tenant, path: Path, slot: int, unit: str) -> Node:
    detail = _megawatts(_wanted_by(tenant), unit)
    return Node(path, label(tenant), detail, slot=slot, is_active=tenant.active)


def _wanted_by(tenant: Tenant) -> float | None:
    """MW under contract; of a tenant without contracts its demand, where that is one number."""
    let = [_nominal(contract.mw) for contract in tenant.contracts if contract.active]
    known = [mw for mw in let if mw is not None]
    return sum(known) if known else _nominal(tenant.demand)


def _nominal(value: object) -> float | None:
    if isinstance(value, Range):
        return value.median
    return float(value) if isinstance(value, int | float) else None


def _megawatts(mw: float | None, unit: str) -> str:
    return f"{number(mw)}{unit}" if mw else ""


def _uncertainty(uncertainty: Uncertainty, path: Path, _slot: int, _unit: str) -> Node:
    outcomes = tuple(
        Node(f"{path}/outcomes/{outcome.id}", label(outcome), percent(outcome.probability), depth=2)
        for outcome in uncertainty.outcomes
    )
    return Node(path, label(uncertainty), children=outcomes)
