"""A contract on its own months, for tests of what is recognised and what is left to bill."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from planner.domain.contract import Contract
from planner.engine.arrays import Floats
from planner.engine.billing import Power, Terms, billed
from planner.engine.calendar import Calendar
from planner.engine.contract_clock import ContractClock
from planner.engine.recognition import FixedBills, fixed_part


def down(values: ArrayLike) -> Floats:
    """(J, 1): one number a month."""
    return np.array(values, dtype=np.float64)[:, None]


@dataclass(frozen=True)
class ContractMonths:
    """Bills and measures of a contract from its month 0 to its stated end, fully delivered."""

    contract: Contract
    bills: Floats
    fixed: Floats
    megawatts: Floats
    days: Floats

    @property
    def by_days(self) -> FixedBills:
        return FixedBills(self.fixed, self.fixed, self.days)

    @property
    def by_megawatts(self) -> FixedBills:
        return FixedBills(self.fixed, self.fixed, self.megawatts)

    @property
    def last(self) -> np.ndarray[Any, np.dtype[np.int64]]:
        return np.array([len(self.fixed) - 1])


def contract_months(**fields: Any) -> ContractMonths:
    """What a contract of whole months promises, computed by the program's own billing."""
    contract = Contract.model_validate({"id": "contract", "start": "2026-05-01"} | fields)
    months = contract.term or 0
    calendar = Calendar(str(contract.start)[:7], months)
    days = np.ones((months, 1))
    clock = ContractClock(
        age=calendar.index[:, None],
        days=days,
        begins_on_first=True,
        first=np.zeros(1, dtype=np.int64),
        last=np.array([months - 1]),
        last_day=calendar.days_from_start[-1:],
        first_day=np.zeros(1, dtype=np.int64),
    )
    price, mw = number(contract.price), number(contract.mw)
    terms = Terms(price, np.ones(1), contract.accelerators or 0.0, np.ones(1), np.ones(1))
    contracted = mw * clock.ramp(contract.ramp) * clock.in_force
    used = number(contract.usage) * contracted
    bills = billed(contract, terms, Power(contracted, contracted, used), clock, calendar)
    fixed = fixed_part(contract, terms, contracted, contracted, clock, calendar)
    return ContractMonths(contract, bills, fixed, contracted, days)


def number(quantity: object) -> Floats:
    assert isinstance(quantity, float)
    return np.array([quantity])


def colossus(**fields: Any) -> ContractMonths:
    """37 months at $1,250m, the first two at half price; both sides leave on 3 months' notice."""
    return contract_months(
        **{
            "mw": 300,
            "basis": "fixed_fee",
            "price": 1250,
            "term": 37,
            "ramp": [0.5, 0.75],
            "discount": [0.5, 0.5],
            "lock_in": 3,
            "landlord_notice": 3,
            "tenant_notice": 3,
        }
        | fields
    )
