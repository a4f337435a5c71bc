"""Fields and defaults are those of the format, which never change without a new format number."""

from typing import Any

import pytest

from planner.domain.entity import Entity, stored_value
from tests.domain.plain_values import every_kind_of_entity

REQUIRED = "required"
# Written by hand from MODEL.md part A: numbers 0, lists empty, the rest null, except what the table
# or the list of defaults names. A text that is none is kept as "".
DEFAULTS: dict[str, dict[str, Any]] = {
    "Project": {
        "name": "",
        "note": "",
        "settings": REQUIRED,
        "market": {},
        "valuation": {},
        "facilities": [],
        "tenants": [],
        "loans": [],
        "cash_lines": [],
        "drivers": [],
        "correlations": [],
        "strategies": [],
        "uncertainties": [],
        "signposts": [],
        "sources": [],
    },
    "Settings": {
        "start": REQUIRED,
        "months": 120,
        "power_basis": "it",
        "discount_rate": 0.1,
        "equity_rate": 0.14,
        "finance_rate": 0,
        "reinvest_rate": 0,
        "tax_rate": 0.25,
        "loss_limit": 0.8,
        "loss_treatment": "carry_forward",
        "inflation": 0.025,
        "fiscal_year_end": 12,
        "allocation": "contracts_first",
        "internal_reserve": 0,
        "draws": 10240,
        "seed": 1,
    },
    "Market": {
        "contract_price": 0,
        "contract_drift": 0,
        "contract_volatility": 0,
        "contract_reversion": 0,
        "contract_mean": None,
        "spot_price": 0,
        "spot_drift": 0,
        "spot_volatility": 0,
        "spot_reversion": 0,
        "spot_mean": None,
        "spot_correlation": 0,
        "demand_persistence": 0.9,
        "demand_volatility": 0,
        "demand_correlation": 0,
        "power_volatility": 0,
        "accelerator_trend": 0,
        "own_chip_start": None,
        "own_chip_saving": 0,
        "vintage_decay": 0,
    },
    "Facility": {
        "id": REQUIRED,
        "name": "",
        "active": True,
        "site": "",
        "owner": "",
        "pue": 1.25,
        "power_price": 60,
        "power_escalation": None,
        "supplies": [],
        "load_factor": 0.85,
        "opex": 0.02,
        "opex_escalation": None,
        "opex_escalates": "january",
        "rent": 0,
        "rent_escalation": None,
        "lease_in": None,
        "availability": 1,
        "close": None,
        "closure_cost": 0,
        "closure_proceeds": 0,
        "horizon_value": "none",
        "horizon_growth": 0,
        "book_at_start": None,
        "tax_at_start": None,
        "phases": [],
        "events": [],
        "loans": [],
    },
    "Phase": {
        "id": REQUIRED,
        "name": "",
        "active": True,
        "mw": 0,
        "mw_basis": None,
        "ready": None,
        "delay": 0,
        "ramp": 0,
        "it_cost": 0,
        "shell_cost": 0,
        "spend": [],
        "spend_months": 12,
        "spend_shape": "even",
        "spend_slips": False,
        "accelerator": "",
        "accelerators": None,
        "it_life": 60,
        "shell_life": 240,
        "it_salvage": 0,
        "depreciation": "straight_line",
        "it_tax": "macrs_5",
        "shell_tax": "macrs_39",
        "it_bonus": 0,
        "shell_bonus": 0,
        "degradation": 0,
        "refreshes": [],
    },
    "Refresh": {"id": REQUIRED, "name": "", "month": None, "cost": 0, "life": 0, "replaces": 1},
    "Supply": {
        "id": REQUIRED,
        "name": "",
        "active": True,
        "mw": 0,
        "price": 0,
        "escalation": None,
    },
    "Event": {
        "id": REQUIRED,
        "name": "",
        "active": True,
        "probability": 0,
        "earliest": None,
        "latest": None,
        "duration": None,
        "severity": 0,
        "phases": [],
        "supplies": [],
        "cost": 0,
    },
    "Loan": {
        "id": REQUIRED,
        "name": "",
        "active": True,
        "amount": 0,
        "month": None,
        "apr": 0,
        "interest_only": 0,
        "term": 0,
    },
    "CashLine": {
        "id": REQUIRED,
        "name": "",
        "active": True,
        "first": None,
        "last": None,
        "monthly": 0,
        "escalation": None,
        "operating": False,
        "taxed": False,
    },
    "Tenant": {
        "id": REQUIRED,
        "name": "",
        "active": True,
        "kind": "internal",
        "rival": False,
        "demand": None,
        "demand_shape": "step",
        "demand_start": None,
        "demand_end": None,
        "growth": 0,
        "cycle_months": 0,
        "cycle_swing": 0,
        "demand_exposure": 0,
        "value": None,
        "value_growth": 0,
        "priority": 5,
        "facilities": [],
        "default_rate": 0,
        "loss_given_default": 0.6,
        "build": None,
        "contracts": [],
    },
    "Build": {
        "cost": 0,
        "months": 0,
        "opex": 0.02,
        "power_price": 60,
        "discount_rate": 0,
        "alternative_price": 0,
        "alternative_mw": 0,
    },
    "Contract": {
        "id": REQUIRED,
        "name": "",
        "active": True,
        "share": 1,
        "mw": None,
        "mw_basis": None,
        "parts": [],
        "facilities": [],
        "basis": "fixed_fee",
        "price": 0,
        "accelerators": None,
        "signed": None,
        "start": None,
        "delay": 0,
        "commences": "date",
        "end": None,
        "term": None,
        "ramp": 0,
        "discount": [],
        "escalator": 0,
        "take_or_pay": 0,
        "usage": 1,
        "availability_allowance": None,
        "prepayment": 0,
        "prepayment_months": 0,
        "credit_share": 0,
        "payment_lag": 0,
        "lock_in": 0,
        "landlord_notice": None,
        "tenant_notice": None,
        "landlord_exit_rate": 0,
        "tenant_exit_rate": 0,
        "termination_fee": 0,
        "landlord_fee": 0,
        "terminated": None,
        "after_end": "ends",
        "renewal_probability": 0,
        "renewal_term": None,
        "renewal_factor": 1,
        "renewal_price": "fixed",
        "downtime": 0,
        "relet_factor": 1,
        "recognition": "auto",
        "recognition_term": "enforceable",
    },
    "Part": {"facility": None, "mw": 0, "accelerators": None},
    "Driver": {"id": REQUIRED, "name": "", "value": 0, "scales": []},
    "Correlation": {"id": REQUIRED, "name": "", "a": "", "b": "", "rank": 0},
    "Strategy": {"id": REQUIRED, "name": "", "overrides": []},
    "Override": {"path": REQUIRED, "value": None, "factor": None},
    "Uncertainty": {"id": REQUIRED, "name": "", "outcomes": []},
    "Outcome": {"id": REQUIRED, "name": "", "probability": 0, "overrides": [], "source": ""},
    "Signpost": {
        "id": REQUIRED,
        "name": "",
        "uncertainty": None,
        "likelihood": {},
        "weight": 1,
        "observed": "unknown",
        "date": None,
        "source": "",
    },
    "Valuation": {
        "lab_run_rate": 0,
        "lab_multiple": 0,
        "ebitda_multiple": 0,
        "net_debt": 0,
        "holding_discount": 0,
        "arms_length_charge": 0,
        "rival_erosion": 0,
    },
    "Source": {
        "id": REQUIRED,
        "name": "",
        "path": "",
        "text": "",
        "date": None,
        "confidence": "assumed",
    },
}
# The contract in which we are the customer stands alone and needs no id to be told from others.
DEFAULTS["LeaseIn"] = DEFAULTS["Contract"] | {"id": "lease_in"}

CHOICES = {
    "Settings": {
        "power_basis": "it facility",
        "loss_treatment": "carry_forward group_relief",
        "allocation": "contracts_first value internal_first priority",
    },
    "Facility": {
        "opex_escalates": "january anniversary",
        "horizon_value": "none net_book re_lease perpetuity",
    },
    "Phase": {
        "mw_basis": "it facility",
        "spend_shape": "even s_curve",
        "depreciation": "straight_line straight_line_mid_month declining_balance sum_of_years",
        "it_tax": "macrs_5 macrs_15 macrs_39 straight_line",
        "shell_tax": "macrs_5 macrs_15 macrs_39 straight_line",
    },
    "Tenant": {"kind": "internal external", "demand_shape": "step linear"},
    "Contract": {
        "mw_basis": "it facility",
        "basis": "fixed_fee per_mw_month per_gpu_hour",
        "commences": "date on_delivery",
        "after_end": "ends renew_or_end renew_or_relet",
        "renewal_price": "fixed floating",
        "recognition": "auto straight_line capacity as_invoiced",
        "recognition_term": "enforceable stated",
    },
    "Signpost": {"observed": "unknown yes no"},
    "Source": {"confidence": "sourced reported assumed"},
}
CHOICES["LeaseIn"] = CHOICES["Contract"]

# Marked ~ in the table.
RANGES = {
    "Market": "contract_price contract_drift contract_volatility contract_mean spot_price "
    "spot_drift spot_volatility spot_mean accelerator_trend own_chip_saving vintage_decay",
    "Facility": "pue power_price load_factor opex rent availability closure_cost closure_proceeds",
    "Phase": "mw delay it_cost shell_cost degradation",
    "Refresh": "cost",
    "Supply": "mw price",
    "Event": "duration severity cost",
    "Loan": "amount",
    "CashLine": "monthly",
    "Tenant": "demand growth cycle_swing demand_exposure value value_growth loss_given_default",
    "Build": "cost months opex power_price alternative_price alternative_mw",
    "Contract": "share mw price delay usage landlord_exit_rate tenant_exit_rate renewal_factor "
    "downtime relet_factor",
    "Driver": "value",
    "Valuation": "rival_erosion",
}
RANGES["LeaseIn"] = RANGES["Contract"]

EVERY_KIND = pytest.mark.parametrize(
    "kind", every_kind_of_entity(), ids=lambda kind: str(kind.__name__)
)


def test_the_plan_is_made_of_the_entities_of_the_format() -> None:
    assert {kind.__name__ for kind in every_kind_of_entity()} == set(DEFAULTS)


@EVERY_KIND
def test_an_entity_has_the_fields_and_defaults_of_the_format(kind: type[Entity]) -> None:
    found = {
        column.name: REQUIRED if column.required else stored_value(column, column.default)
        for column in kind.columns()
    }
    assert found == DEFAULTS[kind.__name__]


@EVERY_KIND
def test_a_choice_has_the_words_of_the_format(kind: type[Entity]) -> None:
    found = {column.name: " ".join(column.choices) for column in kind.columns() if column.choices}
    assert found == CHOICES.get(kind.__name__, {})


@EVERY_KIND
def test_ranges_stand_where_the_format_marks_them(kind: type[Entity]) -> None:
    found = {column.name for column in kind.columns() if column.may_be_range}
    assert found == set(RANGES.get(kind.__name__, "").split())


@EVERY_KIND
def test_every_field_has_a_title_and_one_line_of_help(kind: type[Entity]) -> None:
    for column in kind.columns():
        assert column.title, column.name
        assert column.help.endswith("."), column.name
        assert "\n" not in column.help
