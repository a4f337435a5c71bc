"""How long a contract runs in each draw: its stated end, exits by notice, default. MODEL.md B4."""

from typing import NamedTuple

import numpy as np

from planner.domain.contract import Contract
from planner.domain.path import Path
from planner.engine.arrays import Flags, Floats, Whole
from planner.engine.columns import Columns
from planner.engine.contract_clock import ContractClock

FAR = np.int64(2**40)
"""A month index that no plan reaches."""
MONTHS_PER_YEAR = 12
NEVER: Flags = np.zeros(1, dtype=np.bool_)
"""What happens in no draw; one array for all that share it."""
NEVER.flags.writeable = False


class Lifetime(NamedTuple):
    """Months are plan indices, (1,) where certain, (P,) where drawn."""

    last_billed: Whole
    """The last month with a bill."""
    known_from: Whole
    """The month from which that end is known: of the notice; the first month if it is stated."""
    left_by_tenant: Flags
    left_by_landlord: Flags
    defaulted: Flags
    """Whether billing stops by default before any other end."""
    unpaid_from: Whole | None = None
    """The month from which its tenant no longer pays what it owes, billing or not; None is never.
    """

    @property
    def runs_out(self) -> Flags:
        """Whether it reaches its stated end, so that renewal is open."""
        return ~(self.left_by_tenant | self.left_by_landlord | self.defaulted)

    @property
    def ends_early(self) -> Flags | None:
        """(1,) or (P,): the draws that do not reach the stated end; None where all of them do."""
        if self.left_by_tenant is self.left_by_landlord is self.defaulted is NEVER:
            return None
        early = self.left_by_tenant | self.left_by_landlord | self.defaulted
        return early if early.any() else None

    @property
    def is_certain(self) -> bool:
        """Whether every draw ends alike."""
        return self.last_billed.size == 1


def monthly_hazard(yearly: Floats) -> Floats:
    """The chance of a month that compounds to a chance of a year, 1 − (1 − p)^(1/12)."""
    return 1.0 - (1.0 - yearly) ** (1.0 / MONTHS_PER_YEAR)


def months_until(hazard: Floats, uniforms: Floats) -> Whole:
    """(P,): months without the event before the one in which it happens; FAR where it never does.

    Geometric by inversion: P(at least g months) = (1 − h)^g.
    """
    certain = hazard >= 1.0
    possible = (hazard > 0.0) & ~certain
    quiet = np.log1p(-np.where(possible, hazard, 0.5))
    waits = np.floor(np.log1p(-uniforms) / quiet)
    months = np.where(possible, np.minimum(waits, float(FAR)), float(FAR))
    return np.where(certain, 0, months.astype(np.int64))


def nobody_leaves(clock: ContractClock) -> Lifetime:
    """The lifetime of a contract that runs to its stated end."""
    return Lifetime(clock.last, clock.known_from, NEVER, NEVER, NEVER)


def lifetime(
    path: Path,
    contract: Contract,
    clock: ContractClock,
    default_month: Whole | None,
    columns: Columns,
    stream: str = "",
) -> Lifetime:
    """When a contract ends in each draw. Without draws nobody leaves and nobody defaults.

    Parameters
    ----------
    default_month : (P,) or None
        The first month in which its tenant no longer pays.
    stream : str
        What tells the draws of a renewal from those of its original.

    Notes
    -----
    Notice may first be given in contract month `lock_in`, by a running contract not before the
    plan's start; month lock_in + notice is the first that can be unbilled. The earlier of both
    sides' exits counts; of two in one month the tenant's.
    """
    stated = nobody_leaves(clock)
    if not columns.is_drawn:
        return stated
    tenant = _exit(f"{path}{stream}#tenant_exit", contract, "tenant", path, clock, columns)
    landlord = _exit(f"{path}{stream}#landlord_exit", contract, "landlord", path, clock, columns)
    if tenant is None and landlord is None and default_month is None:
        return stated
    far = np.array((FAR,))
    notice_t, last_t = (far, far) if tenant is None else tenant
    notice_l, last_l = (far, far) if landlord is None else landlord
    by_tenant = (last_t < clock.last) & (last_t <= last_l)
    by_landlord = (last_l < clock.last) & (last_l < last_t)
    last = np.where(by_tenant, last_t, np.where(by_landlord, last_l, clock.last))
    known = np.where(by_tenant, notice_t, np.where(by_landlord, notice_l, stated.known_from))
    defaulted = stated.defaulted
    if default_month is not None:
        defaulted = default_month <= last
        last = np.where(defaulted, default_month - 1, last)
        known = np.where(defaulted, default_month, known)
    return Lifetime(
        last, known, by_tenant & ~defaulted, by_landlord & ~defaulted, defaulted, default_month
    )


def _exit(
    stream: str, contract: Contract, side: str, path: Path, clock: ContractClock, columns: Columns
) -> tuple[Whole, Whole] | None:
    """(P,) each: the month in which a side gives notice, and the last one billed then."""
    notice: int | None = getattr(contract, f"{side}_notice")
    if notice is None:
        return None
    hazard = monthly_hazard(columns.number(path, contract, f"{side}_exit_rate"))
    if not hazard.any():
        return None
    first_chance = np.maximum(clock.first + contract.lock_in, 0)
    given = first_chance + months_until(hazard, columns.chance(stream))
    return given, given + notice - 1


def default_month(path: Path, yearly_rate: Floats, columns: Columns) -> Whole | None:
    """(P,): the first month in which a tenant no longer pays; None where it never defaults."""
    if not columns.is_drawn or not yearly_rate.any():
        return None
    return months_until(monthly_hazard(yearly_rate), columns.chance(f"{path}#default"))
