"""Plans in which every field of the format has something to decide."""

from functools import cache

from planner.domain.project import Project
from tests.builders import Stored, scaling, setting

ALLOCATIONS = ("contracts_first", "value", "internal_first", "priority")


@cache
def rich_plans() -> tuple[Project, ...]:
    """One plan for each order of allocation; they differ in a few other choices as well."""
    return tuple(_plan(place, allocation) for place, allocation in enumerate(ALLOCATIONS))


def _plan(place: int, allocation: str) -> Project:
    return Project.model_validate(
        {
            "settings": _settings(place, allocation),
            "market": MARKET,
            "valuation": {"rival_erosion": 0.1, "lab_multiple": 3},
            "facilities": [_site(place), _second_site(place)],
            "tenants": _tenants(place),
            "loans": [_loan("whole", 500)],
            "cash_lines": [
                {"id": "fee", "monthly": -3, "first": "2027-02", "last": "2028-06"},
                {"id": "payroll", "monthly": -2, "operating": True, "taxed": True},
            ],
            "drivers": [{"id": "boom", "value": "0.8 to 1.2", "scales": ["facilities/a/opex"]}],
            "correlations": [
                {"id": "c", "a": "facilities/a/opex", "b": "facilities/b/opex", "rank": 0.5},
                {"id": "d", "a": "facilities/a/phases/x/it_cost", "b": "market/spot_price"},
            ],
            "strategies": [{"id": "other", "overrides": [scaling("facilities/a/rent", 1.5)]}],
            "uncertainties": [UNCERTAIN],
            "signposts": [{"id": "s", "uncertainty": "u", "likelihood": {"o0": 0.5}}],
            "sources": [{"id": "s", "path": "facilities/a/opex", "text": "a report"}],
        }
    )


def _settings(place: int, allocation: str) -> Stored:
    return {
        "start": "2026-11",
        "months": 32,
        "power_basis": "it" if place % 2 else "facility",
        "discount_rate": 0.1,
        "finance_rate": 0.07,
        "reinvest_rate": 0.05,
        "allocation": allocation,
        "internal_reserve": 15,
        "loss_treatment": "group_relief" if place == 3 else "carry_forward",
    }


MARKET: Stored = {
    "contract_price": "1 to 2",
    "contract_drift": -0.1,
    "contract_volatility": 0.3,
    "contract_reversion": 9,
    "contract_mean": 1.4,
    "spot_price": "1 to 2",
    "spot_drift": -0.1,
    "spot_volatility": 0.4,
    "spot_reversion": 9,
    "spot_mean": 1.2,
    "spot_correlation": 0.5,
    "demand_volatility": 0.05,
    "demand_correlation": 0.4,
    "power_volatility": 0.1,
    "accelerator_trend": -0.1,
    "own_chip_start": "2028-01",
    "own_chip_saving": 0.2,
    "vintage_decay": 0.1,
}

UNCERTAIN: Stored = {
    "id": "u",
    "outcomes": [
        {"id": "o0", "probability": 0.25, "overrides": [setting("facilities/b/opex", 0.05)]},
        {
            "id": "o1",
            "probability": 0.75,
            "overrides": [scaling("tenants/lab/contracts/fee/price", 0.8)],
        },
    ],
}


def _loan(id: str, amount: float) -> Stored:
    return {
        "id": id,
        "amount": amount,
        "month": "2027-03",
        "apr": 0.08,
        "interest_only": 3,
        "term": 20,
    }


def _site(place: int) -> Stored:
    """Built by us: phases, refreshes, supplies, events, a loan, a value at the horizon."""
    horizon = ("perpetuity", "net_book", "re_lease", "perpetuity")[place]
    return {
        "id": "a",
        "pue": 1.2,
        "load_factor": 0.8,
        "opex": "0.02 to 0.03",
        "opex_escalation": 0.04,
        "rent": 0.05,
        "rent_escalation": 0.03,
        "availability": 0.97,
        "horizon_value": horizon,
        "horizon_growth": 0.01,
        "supplies": [
            {"id": "grid", "mw": 120, "price": 60, "escalation": 0.1},
            {"id": "gas", "mw": 90, "price": 80, "escalation": 0.02},
        ],
        "phases": [
            {
                "id": "x",
                "mw": "70 to 90",
                "mw_basis": "it",
                "ready": "2027-06",
                "delay": "0 to 3",
                "ramp": 3,
                "it_cost": "500 to 700",
                "shell_cost": 200,
                "spend_months": 9,
                "spend_shape": "s_curve",
                "spend_slips": True,
                "accelerators": 2000,
                "it_life": 60,
                "shell_life": 240,
                "it_salvage": 20,
                "it_bonus": 0.2,
                "shell_bonus": 0.1,
                "degradation": 0.02,
                "refreshes": [{"id": "r", "month": "2028-09", "cost": 60, "replaces": 0.5}],
            },
            {"id": "old", "mw": 40, "ready": "2025-06", "it_cost": 300, "shell_cost": 100},
        ],
        "events": [
            {
                "id": "storm",
                "probability": 0.6,
                "earliest": "2027-10",
                "latest": "2028-04",
                "duration": 4,
                "severity": 0.5,
                "cost": 7,
            },
            {
                "id": "gas-cut",
                "probability": 0.5,
                "earliest": "2028-02",
                "latest": "2028-06",
                "severity": 0.4,
                "supplies": ["gas"],
            },
        ],
        "loans": [_loan("site", 300)],
    }


def _second_site(place: int) -> Stored:
    """Rented from others until it is closed; one order of allocation has it stand before us."""
    basis = ("per_mw_month", "fixed_fee", "per_gpu_hour", "per_mw_month")[place]
    lease = {
        "basis": basis,
        "price": 9 if basis == "fixed_fee" else 0.4,
        "mw": None if place == 3 else 70,
        "parts": [{"facility": "b", "mw": 65, "accelerators": 900}] if place == 3 else [],
        "accelerators": 20_000,
        "start": "2027-02-10",
        **({"end": "2028-09-20"} if place == 2 else {"term": 20}),
        "ramp": [0.5],
        "discount": [0.2],
        "escalator": 0.05,
        "take_or_pay": 0.6,
        "usage": 0.8,
        "prepayment": 12,
        "credit_share": 0.3,
        "payment_lag": 1,
        "lock_in": 2,
        "landlord_notice": 3,
        "tenant_notice": 4,
        "landlord_exit_rate": 0.2,
        "tenant_exit_rate": 0.2,
        "termination_fee": 2,
        "landlord_fee": 3,
        "after_end": "ends" if place == 3 else "renew_or_end",
        "renewal_probability": 0.6,
        "renewal_price": "floating" if place == 1 else "fixed",
    }
    return {
        "id": "b",
        "power_price": 55,
        "power_escalation": 0.03,
        "opex": "0.02 to 0.04",
        "lease_in": lease,
        "close": "2029-02",
        "closure_cost": 5,
        "closure_proceeds": 8,
        "book_at_start": 90,
        "tax_at_start": 60,
        "phases": [
            {"id": "y", "mw": 60, "ready": "2026-06", "it_cost": 150, "shell_cost": 40},
            {"id": "z", "mw": 20, "ready": "2027-09", "it_cost": 80},
        ],
    }


def _contract(id: str, **terms: object) -> Stored:
    """What every contract of the plan has, so that each right has something to decide."""
    shared: Stored = {
        "id": id,
        "mw": 30,
        "start": "2027-03-10",
        "end": "2028-08-20",
        "ramp": [0.5],
        "discount": [0.3, 0.2],
        "escalator": 0.03,
        "take_or_pay": 0.5,
        "usage": 0.8,
        "prepayment": 10,
        "prepayment_months": 2,
        "credit_share": 0.4,
        "payment_lag": 1,
        "lock_in": 3,
        "landlord_notice": 2,
        "tenant_notice": 3,
        "landlord_exit_rate": 0.2,
        "tenant_exit_rate": 0.3,
        "termination_fee": "2 bills",
        "landlord_fee": 4,
        "after_end": "renew_or_relet",
        "renewal_probability": 0.5,
        "renewal_term": 8,
        "renewal_factor": 0.9,
        "downtime": 2,
        "relet_factor": 0.8,
    }
    return shared | terms


def _tenants(place: int) -> list[Stored]:
    parts = [
        {"facility": "a", "mw": 12, "accelerators": 9000},
        {"facility": "b", "mw": 10, "accelerators": 8000},
    ]
    fee = _contract("fee", basis="fixed_fee", price=40, share=0.8, facilities=["a"], delay=1.5)
    mw = _contract("mw", basis="per_mw_month", price=1.4, mw_basis="facility")
    mw |= {"termination_fee": 0, "landlord_fee": 0, "recognition": "straight_line"}
    gpu = _contract("gpu", basis="per_gpu_hour", price=2.5, mw=None, parts=parts, usage=0.7)
    late = _contract("late", price=0.3, basis="per_mw_month", commences="on_delivery", end=None)
    late |= {"term": 9, "signed": "2027-02", "mw": None, "after_end": "renew_or_end"}
    build = {"cost": 30, "months": 18}
    return [
        {"id": "lab", "kind": "external", "rival": True, "contracts": [fee, mw], "priority": 3}
        | {"default_rate": 0.1, "build": build},
        {"id": "cloud", "kind": "external", "contracts": [gpu], "priority": 2},
        {
            "id": "spot",
            "kind": "external",
            "demand": "40 to 60",
            "growth": 0.2,
            "demand_exposure": 1,
            "demand_start": "2027-02",
            "demand_end": "2029-03",
            "cycle_months": 6,
            "cycle_swing": 0.3,
            "facilities": ["a"] if place == 2 else [],
            "contracts": [late],
        },
        {"id": "model", "kind": "internal", "demand": 50, "value": 1.2, "value_growth": 0.1}
        | {"priority": 4},
        {
            "id": "batch",
            "kind": "internal",
            "demand": [["2027-03", 20], ["2028-06", 45]],
            "value": 0.6,
            "priority": 1,
        },
    ]
