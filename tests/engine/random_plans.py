"""Random whole plans for the laws that hold of every plan. MODEL.md part A and B10.

Plans are small in months and rich in kind: every basis, shape and choice that a figure reads.
Hypothesis draws how large a plan is and a seed; the rest follows from the seed, a hundred times
faster than by drawing each number, and a failing plan shrinks by its size.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from hypothesis import strategies as st

from planner.domain.case import DRAWN, Case, Choice, case_of
from planner.domain.checks import blocking
from planner.domain.checks.references import MARKET_PATHS
from planner.domain.distribution import Range
from planner.domain.entity import Entity
from planner.domain.month import shifted
from planner.domain.path import walk
from planner.domain.phase import Phase
from planner.domain.project import Project
from tests.builders import Stored, scaling, setting
from tests.engine.random_accounts import (
    contract_accounts,
    facility_accounts,
    loan,
    phase_accounts,
    settings_accounts,
    tenant_accounts,
)
from tests.engine.random_values import Chooser, Kind


@dataclass(frozen=True)
class Maker(Chooser):
    """Makes the parts of one plan."""

    def supply(self, id: str) -> Stored:
        return {
            "id": id,
            "active": self.is_active(),
            "mw": self.some(20, 200),
            "price": self.some(20, 120),
            "escalation": self.escalation(),
        }

    def phase(self, id: str) -> Stored:
        dated = [[self.month(-6, self.months + 4), 0.35], [self.month(0, 9), 0.25], ["start", 0.4]]
        return {
            "id": id,
            "active": self.is_active(),
            "mw": self.some(10, 150),
            "mw_basis": self.one(None, None, "it", "facility"),
            "ready": self.month(-30, self.months + 3),
            "delay": self.maybe(0, 7),
            "ramp": self.ramp(),
            "it_cost": self.some(0, 2000),
            "shell_cost": self.maybe(0, 500),
            "spend": dated if self.chance(0.3) else [],
            "spend_months": self.one(0, 1, 5, 12),
            "spend_shape": self.one("even", "s_curve"),
            "spend_slips": self.chance(0.5),
            "it_life": self.one(1, 7, 60),
            "shell_life": self.one(30, 240),
            "it_salvage": self.one(0, 0, 50, 5000),
            "degradation": self.maybe(0, 0.2),
        } | phase_accounts(self)

    def event(self, id: str, phases: list[str], supplies: list[str]) -> Stored:
        earliest = self.whole(-3, self.months)
        window = self.whole(0, 6) if self.kind.chance else 0
        return {
            "id": id,
            "active": self.is_active(),
            "probability": self.number(0, 1) if self.kind.chance else self.one(0, 1),
            "earliest": shifted(self.start, earliest),
            "latest": shifted(self.start, earliest + window),
            "duration": self.maybe(1, 9, None),
            "severity": self.some(0, 1),
            "phases": self.several(phases, 2),
            "supplies": self.several(supplies, 1),
            "cost": self.maybe(0, 90),
        }

    def facility(self, id: str) -> Stored:
        phases = [self.phase(f"phase{place}") for place in range(self.whole(1, 3))]
        count = self.whole(1, 3) if self.chance(0.5) else 0
        supplies = [self.supply(f"supply{place}") for place in range(count)]
        ids = [p["id"] for p in phases], [s["id"] for s in supplies]
        return {
            "id": id,
            "active": self.is_active(),
            "pue": self.some(1, 1.5),
            "power_price": self.some(0, 100),
            "power_escalation": self.escalation(),
            "supplies": supplies,
            "load_factor": self.maybe(0.5, 1, 0.85),
            "opex": self.maybe(0.01, 0.05, 0.02),
            "opex_escalation": self.escalation(),
            "opex_escalates": self.one("january", "anniversary"),
            "rent": self.maybe(0, 0.2),
            "rent_escalation": self.escalation(),
            "lease_in": self.contract("lease_in", []) if self.chance(0.25) else None,
            "availability": self.maybe(0.9, 1, 1),
            "close": self.optional_month(0, self.months + 2),
            "closure_cost": self.maybe(0, 50),
            "closure_proceeds": self.maybe(0, 50),
            "phases": phases,
            "events": [self.event(f"event{n}", *ids) for n in range(self.whole(0, 2))],
        } | facility_accounts(self)

    def contract(self, id: str, sites: list[str]) -> Stored:
        basis = self.one("fixed_fee", "per_mw_month", "per_gpu_hour")
        prices = {"fixed_fee": (1, 200), "per_mw_month": (0.2, 4), "per_gpu_hour": (0.5, 5)}
        first = self.whole(-15, self.months)
        until: Stored = {"term": self.whole(1, 40)}
        if self.chance(0.5):
            last = first + self.whole(1, 40)
            until = {"end": f"{shifted(self.start, last)}-{self.one('01', '14', '28')}"}
        split = bool(sites) and self.chance(0.3)
        parts = [
            {"facility": site, "mw": self.number(1, 60), "accelerators": 900} for site in sites
        ]
        terms = {
            "id": id,
            "active": self.is_active(),
            "share": self.maybe(0.2, 1, 1),
            "mw": None if split else self.one(None, self.some(5, 90), self.some(5, 90)),
            "mw_basis": self.one(None, None, "it", "facility"),
            "parts": parts if split else [],
            "facilities": [] if split else self.several(sites, 2),
            "basis": basis,
            "price": self.some(*prices[basis]),
            "accelerators": None if split else self.number(1000, 60_000),
            "start": f"{shifted(self.start, first)}-{self.one('01', '01', '15', '28')}",
            "delay": self.maybe(0, 5),
            "commences": self.one("date", "date", "on_delivery"),
            "ramp": self.ramp(),
            "discount": self.shares(5) if self.chance(0.3) else [],
            "escalator": self.number(-0.05, 0.1) if self.chance(0.3) else 0,
            "take_or_pay": self.one(0, 0.5, 1),
            "usage": self.maybe(0.3, 1, 1),
            "availability_allowance": self.one(None, None, 0.9),
            "terminated": self.month(max(first, 0), self.months + 50) if self.chance(0.2) else None,
        }
        return terms | until | contract_accounts(self)

    def tenant(self, id: str, sites: list[str]) -> Stored:
        month = self.whole(-4, self.months)
        points = [
            [shifted(self.start, month), self.number(0, 90)],
            [shifted(self.start, month + 5), self.number(0, 90)],
        ]
        contracts = [self.contract(f"contract{n}", sites) for n in range(self.whole(0, 2))]
        return {
            "id": id,
            "active": self.is_active(),
            "kind": self.one("internal", "external", "external"),
            "rival": self.chance(0.5),
            "demand": self.one(None, self.some(5, 120), points),
            "demand_shape": self.one("step", "linear"),
            "demand_start": self.optional_month(-2, 6),
            "demand_end": self.optional_month(7, 7 + self.months),
            "growth": self.maybe(-0.2, 0.6),
            "cycle_months": self.one(0, 6),
            "cycle_swing": self.maybe(0, 0.5),
            "demand_exposure": self.maybe(-1, 2),
            "value": self.one(None, self.some(0.2, 6), self.some(0.2, 6), 1.5),
            "value_growth": self.maybe(-0.2, 0.3),
            "priority": self.one(1, 5, 5),
            "facilities": self.several(sites, 2),
            "contracts": contracts,
        } | tenant_accounts(self)

    def cash_line(self, id: str) -> Stored:
        return {
            "id": id,
            "active": self.is_active(),
            "first": self.optional_month(0, 5),
            "last": self.optional_month(5, self.months),
            "monthly": self.some(-20, 20),
            "escalation": self.escalation(),
            "operating": self.chance(0.5),
            "taxed": self.chance(0.5),
        }

    def market(self) -> Stored:
        chancy = self.kind.chance
        return {
            "contract_price": self.some(1, 2),
            "contract_drift": self.maybe(-0.2, 0.2),
            "contract_volatility": self.maybe(0, 0.4) if chancy else 0,
            "contract_reversion": self.one(0, 18),
            "contract_mean": self.maybe(0.5, 2, None),
            "spot_price": self.some(0.5, 3),
            "spot_drift": self.maybe(-0.3, 0.1),
            "spot_volatility": self.maybe(0.1, 0.7) if chancy else 0,
            "spot_reversion": self.one(0, 9),
            "spot_mean": self.maybe(0.5, 2, None),
            "spot_correlation": self.one(0, 0.6) if chancy else 0,
            "demand_persistence": self.one(0.9, 0, 1),
            "demand_volatility": self.one(0, 0.05) if chancy else 0,
            "demand_correlation": self.one(0, 0.5),
            "power_volatility": self.one(0, 0.15) if chancy else 0,
            "accelerator_trend": self.maybe(-0.3, 0.1),
            "own_chip_start": self.optional_month(-2, 9),
            "own_chip_saving": self.maybe(0, 0.4),
            "vintage_decay": self.maybe(-0.1, 0.3),
        }

    def settings(self) -> Stored:
        return {
            "start": self.start,
            "months": self.months,
            "power_basis": self.one("it", "it", "facility"),
            "discount_rate": self.number(0.02, 0.2),
            "tax_rate": self.one(0, 0.25),
            "inflation": self.number(0, 0.05),
            "allocation": self.one("contracts_first", "value", "internal_first", "priority"),
            "internal_reserve": self.one(0, 0, 25.5),
            "seed": self.whole(0, 99),
        } | settings_accounts(self)

    def body(self, sites: int, tenants: int) -> Project:
        """Everything but what refers to paths of the plan."""
        facilities = [self.facility(f"site{place}") for place in range(sites)]
        ids = [facility["id"] for facility in facilities]
        return Project.model_validate(
            {
                "settings": self.settings(),
                "market": self.market(),
                "facilities": facilities,
                "tenants": [self.tenant(f"tenant{place}", ids) for place in range(tenants)],
                "loans": [loan(self, f"loan{n}") for n in range(self.whole(0, 1))],
                "cash_lines": [self.cash_line(f"line{n}") for n in range(self.whole(0, 2))],
                "valuation": {"rival_erosion": self.maybe(0, 0.2)},
            }
        )

    def whole_plan(self, sites: int, tenants: int) -> Project:
        """With drivers, correlations, uncertainties and a strategy over its own paths."""
        body = self.body(sites, tenants)
        more: Stored = {"strategies": [{"id": "other", "overrides": self.factors(body, 1.5)}]}
        scaled = self.several(scalable_paths(body), 3)
        if self.chance(0.4) and scaled:
            more["drivers"] = [{"id": "driver", "value": self.some(0.7, 1.4), "scales": scaled}]
        ranged = [*ranged_paths(body), *(MARKET_PATHS if self.kind.chance else ())]
        if self.chance(0.4) and len(ranged) >= 2:
            a, b = self.chosen_by.sample(ranged, 2)
            pair = {"id": "pair", "a": a, "b": b, "rank": self.one(-0.4, 0.4)}
            more["correlations"] = [pair]
        more["uncertainties"] = [self.uncertainty(body, place) for place in range(self.whole(0, 2))]
        return Project.model_validate(body.stored() | more)

    def factors(self, body: Project, factor: float) -> list[Stored]:
        """Factors never conflict with each other or with a set."""
        return [scaling(path, factor) for path in self.several(scalable_paths(body), 2)]

    def uncertainty(self, body: Project, place: int) -> Stored:
        """Two or three outcomes: factors, switches and structural changes."""
        outcomes = []
        for number, probability in enumerate(self.one([0.25, 0.75], [0.5, 0.2, 0.3])):
            overrides = self.factors(body, self.one(0.5, 1.25, 2))
            if place == 0:
                # Two uncertainties that both set one path would be in conflict.
                chosen = self.several(switches(body), 2)
                overrides += [setting(path, self.chance(0.5)) for path in chosen]
                overrides += self.structural(body) if self.kind.structural else []
            this = {"id": f"o{number}", "probability": probability, "overrides": overrides}
            outcomes.append(this)
        return {"id": f"uncertainty{place}", "outcomes": outcomes}

    def structural(self, body: Project) -> list[Stored]:
        """A change of dates, choices or rates, or none."""
        phases = [path for path, _ in entities(body, Phase)]
        found: list[Stored] = self.one(
            [],
            [],
            [setting(f"{phases[0]}/ready", self.month(-3, 9))],
            [setting("settings/discount_rate", 0.3), setting("settings/tax_rate", 0.4)],
            [setting(f"{phases[-1]}/ramp", [0.25, 0.5])],
        )
        return found


def entities(project: Project, kind: type[Entity]) -> Iterator[tuple[str, Entity]]:
    """Every entity of a kind, with its path."""
    return ((path, entity) for path, entity in walk(project) if isinstance(entity, kind))


def scalable_paths(project: Project) -> list[str]:
    """Quantities without an upper bound that a factor could cross."""
    return [
        f"{path}/{name}"
        for path, entity in walk(project)
        for name, column in type(entity).columns_by_name().items()
        if column.kind == "quantity"
        and column.low >= 0
        and column.high >= 1e5
        and getattr(entity, name) is not None
    ]


def ranged_paths(project: Project) -> list[str]:
    """Paths of all ranges."""
    return [
        f"{path}/{name}"
        for path, entity in walk(project)
        for name in type(entity).columns_by_name()
        if isinstance(getattr(entity, name), Range)
    ]


def switches(project: Project) -> list[str]:
    """Paths of everything that may be active or not."""
    return [f"{path}/active" for path, entity in walk(project) if hasattr(entity, "active")]


def whole_plan(seed: int, months: int, sites: int, tenants: int, kind: Kind) -> Project:
    """The plan of a seed."""
    chosen_by = random.Random(seed)
    start = chosen_by.choice(["2027-01", "2027-06", "2026-11"])
    return Maker(chosen_by, kind, start, months).whole_plan(sites, tenants)


def projects(kind: Kind | None = None) -> st.SearchStrategy[Project]:
    """Plans of which every case with all uncertainties drawn can be computed."""
    return st.builds(
        whole_plan,
        st.integers(0, 2**32),
        st.integers(6, 30),
        st.integers(1, 3),
        st.integers(1, 4),
        st.just(Kind() if kind is None else kind),
    ).filter(computable)


def computable(project: Project) -> bool:
    """Whether no case with all uncertainties drawn is blocked."""
    states = all_states(project)
    return not any(
        blocking(case_of(project, Choice(strategy, states))) for strategy in (None, "other")
    )


def all_states(project: Project, state: str = DRAWN) -> dict[str, str]:
    """Every uncertainty in one state."""
    return {uncertainty.id: state for uncertainty in project.uncertainties}


def cases(kind: Kind | None = None) -> st.SearchStrategy[Case]:
    """Cases with every uncertainty drawn, of the plan as written or of its strategy."""
    return st.builds(
        lambda project, strategy: case_of(project, Choice(strategy, all_states(project))),
        projects(kind),
        st.sampled_from([None, "other"]),
    )
