"""The invoice of one contract in each month. MODEL.md B4."""

from dataclasses import dataclass

import numpy as np

from planner.domain.contract import Contract
from planner.engine.arrays import Floats
from planner.engine.calendar import Calendar
from planner.engine.contract_clock import ContractClock

ABATEMENT_MARGIN = 1e-9
DOLLARS_PER_MILLION = 1e6


@dataclass(frozen=True)
class Terms:
    """The numbers of a contract: (1,) where certain, (P,) where drawn; `price` in its basis' unit.

    `accelerators` and `fee` are already scaled by the share taken up. `megawatt` is how many MW of
    the contract's own basis an IT MW is (its PUE where it was let by the meter, else 1).
    """

    price: Floats
    share: Floats
    accelerators: float
    allowance: Floats
    megawatt: Floats


@dataclass(frozen=True)
class Power:
    """MW of IT load of one contract, (M, 1) or (M, P)."""

    contracted: Floats
    delivered: Floats
    used: Floats


def billed(
    contract: Contract, terms: Terms, power: Power, clock: ContractClock, calendar: Calendar
) -> Floats:
    """Invoice of one contract in each month.

    Axes: M months, P draws.

    Parameters
    ----------
    contract : Contract
        Its certain clauses: basis, discount, escalator, ramp, take-or-pay.
    power : Power
        Made available to the contract and used of it in the month.

    Returns
    -------
    (M, 1) or (M, P) float, $m
        Invoiced at the month's end; never negative.

    Notes
    -----
    Take-or-pay binds the tenant's under-use, never the landlord's shortfall: the quantity is
    min(delivered, max(used, take_or_pay × contracted)). A fixed fee is not scaled by its ramp; it
    abates by delivered/contracted once that falls below the allowance. MODEL.md B4.
    Hand-worked case: tests/engine/test_billing.py.
    """
    price = terms.price * clock.escalation(contract.escalator)
    if contract.discount:
        price = price * (1.0 - clock.list_value(contract.discount, 0.0))
    if contract.basis == "fixed_fee":
        return price * terms.share * clock.in_force * abated(power, terms.allowance)
    quantity = np.minimum(
        power.delivered, np.maximum(power.used, contract.take_or_pay * power.contracted)
    )
    if contract.basis == "per_mw_month":
        return price * quantity * terms.megawatt
    hours = calendar.hours[:, None] * clock.in_force * clock.ramp(contract.ramp)
    part = _ratio(quantity, power.contracted, 0.0)
    return price * (terms.accelerators * terms.share) * hours * part / DOLLARS_PER_MILLION


def abated(power: Power, allowance: Floats) -> Floats:
    """(M, 1) or (M, P): the part of a fixed fee that is due.

    All of it while delivered/contracted is at least the allowance (within 1e-9); below, that ratio.
    """
    ratio = _ratio(power.delivered, power.contracted, 1.0)
    return np.where(ratio < allowance - ABATEMENT_MARGIN, ratio, 1.0)


def _ratio(part: Floats, whole: Floats, otherwise: float) -> Floats:
    return np.where(whole > 0.0, part / np.where(whole > 0.0, whole, 1.0), otherwise)
