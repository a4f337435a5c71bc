"""The invoice of one contract in each month. MODEL.md B4."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from planner.domain.contract import Contract
from planner.engine.arrays import NOTHING, Floats, product
from planner.engine.calendar import Calendar
from planner.engine.contract_clock import ContractClock

ABATEMENT_MARGIN = 1e-9
DOLLARS_PER_MILLION = 1e6
WHOLE: Floats = np.ones((1, 1))


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
    market: tuple[Floats, ...] = ()
    """After a renewal at market: what makes the rate that replaces the price; else empty."""

    @cached_property
    def market_rate(self) -> Floats | None:
        """$m per IT MW-month, before the escalator; None where the price is its own.

        (M, 1) or (M, P) where it floats, (1, 1) or (1, P) where it is fixed.
        """
        return product(*self.market) if self.market else None

    def at_market(self, rate: Floats) -> "Terms":
        """The terms with another market rate."""
        return replace(self, market=(rate,))


class Power(NamedTuple):
    """MW of IT load of one contract, (M, 1) or (M, P)."""

    contracted: Floats
    delivered: Floats
    used: Floats


def billed(
    contract: Contract,
    terms: Terms,
    power: Power,
    clock: ContractClock,
    calendar: Calendar,
    hours: Floats | None = None,
) -> Floats:
    """Invoice of one contract in each month.

    Axes: M months, P draws.

    Parameters
    ----------
    contract : Contract
        Its certain clauses: basis, discount, escalator, ramp, take-or-pay.
    power : Power
        Made available to the contract and used of it in the month.
    hours : (M, P) float or None
        Of each month, where the months of the draws are not the calendar's; None is the calendar's.

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
    if terms.market:
        return _at_market(contract, terms, power, clock)
    price = terms.price * clock.escalation(contract.escalator)
    if contract.discount:
        price = price * (1.0 - clock.list_value(contract.discount, 0.0))
    if contract.basis == "fixed_fee":
        return product(price, terms.share, clock.in_force, abated(power, terms.allowance))
    quantity = billed_megawatts(contract, power)
    if contract.basis == "per_mw_month":
        return product(price, quantity, terms.megawatt)
    whole = calendar.hours[:, None] if hours is None else hours
    lit = whole * clock.in_force * clock.ramp(contract.ramp)
    part = quantity / np.where(power.contracted > 0.0, power.contracted, np.inf)
    accelerators = terms.accelerators * terms.share / DOLLARS_PER_MILLION
    return product(price, accelerators, lit, part)


def fixed_bill(
    contract: Contract,
    terms: Terms,
    promised: Power,
    clock: ContractClock,
    calendar: Calendar,
    hours: Floats | None = None,
) -> Floats:
    """The part of each month's bill that does not depend on use.

    The whole of a fixed fee; otherwise that of take_or_pay × contracted. MODEL.md B5.

    Axes, units and shapes as in `billed`; `promised` is full delivery.
    """
    if contract.basis == "fixed_fee":
        return billed(contract, terms, promised, clock, calendar, hours)
    if not contract.take_or_pay:
        return np.zeros((clock.age.shape[0], 1))
    unused = Power(promised.contracted, promised.delivered, NOTHING)
    return billed(contract, terms, unused, clock, calendar, hours)


def used_of(delivered: Floats, usage: Floats) -> Floats:
    """(M, 1) or (M, P), MW: the share in use of what is delivered; the array itself if all is."""
    is_all = usage.item() == 1.0 if usage.size == 1 else (usage == 1.0).all()
    return delivered if is_all else usage * delivered


def billed_megawatts(contract: Contract, power: Power) -> Floats:
    """(M, 1) or (M, P), IT MW: min(delivered, max(used, take_or_pay × contracted))."""
    if power.used is power.delivered:
        return power.delivered
    if not contract.take_or_pay:
        return np.minimum(power.delivered, power.used)
    quantity = contract.take_or_pay * power.contracted
    if power.used is not NOTHING:
        quantity = np.maximum(power.used, quantity)
    elif power.delivered is power.contracted and contract.take_or_pay <= 1.0:
        return quantity
    return np.minimum(power.delivered, quantity)


def _at_market(contract: Contract, terms: Terms, power: Power, clock: ContractClock) -> Floats:
    """A renewal: market rate × contracted MW, per GPU-hour and per MW by the same quantity."""
    factors = [*terms.market]
    if contract.escalator:
        factors.append(clock.escalation(contract.escalator))
    if contract.basis == "fixed_fee":
        return product(*factors, power.contracted, abated(power, terms.allowance))
    return product(*factors, billed_megawatts(contract, power))


def abated(power: Power, allowance: Floats) -> Floats:
    """(M, 1) or (M, P), or (1, 1) where it is all of it: the part of a fixed fee that is due.

    All of it while delivered/contracted is at least the allowance (within 1e-9); below, that ratio.
    """
    least = allowance - ABATEMENT_MARGIN
    at_most = least.item() if least.size == 1 else least.max()
    if power.delivered is power.contracted and at_most <= 1.0:
        return WHOLE
    falls_short = power.delivered < least * power.contracted
    if not falls_short.any():
        return WHOLE
    return np.where(
        falls_short, power.delivered / np.where(falls_short, power.contracted, 1.0), 1.0
    )
