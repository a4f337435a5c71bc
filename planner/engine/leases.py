"""Contracts in one block of draws: their clock, the MW they promise, the numbers they bill by."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.domain.contract import Contract
from planner.domain.facility import Facility
from planner.domain.path import Path
from planner.engine.arrays import Flags, Floats, Whole
from planner.engine.billing import Power, Terms, billed
from planner.engine.calendar import Calendar
from planner.engine.columns import Columns, is_nowhere
from planner.engine.contract_clock import ContractClock, contract_clock
from planner.engine.lifetime import Lifetime, lifetime, nobody_leaves
from planner.engine.site_power import SitePower, it_megawatts

ORIGINAL, RENEWAL, RE_LET = "contract", "renewal", "relet"
FLOATING = "floating"


@dataclass(frozen=True)
class SiteShare:
    """MW that a contract may draw from some sites: all of it, or one of its parts."""

    sites: frozenset[int]
    mw: Floats
    """(M, 1) or (M, P), IT MW: promised in the month, after ramp and days in force."""
    stated: Floats
    """(1,), (P,) or (M, ·), IT MW: at full power, the share taken up."""
    exists: Flags | None = None
    """(1,) or (P,): where what follows on a contract comes about; None is everywhere."""
    last_month: int | None = None
    """Plan index of the last month in which any of its sites runs; None where one never closes."""

    @property
    def full(self) -> Floats:
        """(1,), (P,) or (M, ·), IT MW: at full power, where it comes about."""
        return self.stated if self.exists is None else self.stated * self.exists


@dataclass(frozen=True)
class Lease:
    """One contract in one block of draws."""

    path: Path
    contract: Contract
    clock: ContractClock
    terms: Terms
    shares: tuple[SiteShare, ...]
    life: Lifetime
    kind: str = ORIGINAL

    @property
    def series_path(self) -> Path:
        """Where its series stand in the result: its own path, a renewal below it."""
        return self.path if self.kind == ORIGINAL else f"{self.path}/{self.kind}"

    @property
    def exists(self) -> Flags:
        """(1,) or (P,): whether it comes about at all."""
        return self.terms.share > 0.0

    @property
    def serves_its_tenant(self) -> bool:
        """Whether its tenant has the MW; re-let, the market has them."""
        return self.kind != RE_LET

    def ended_by(self, life: Lifetime, calendar: Calendar) -> "Lease":
        """The lease that promises nothing after its last billed month."""
        if life.last_billed is self.clock.last:
            return replace(self, life=life)
        runs = billed_until(life, calendar)
        shares = tuple(replace(share, mw=share.mw * runs) for share in self.shares)
        return replace(self, life=life, shares=shares, clock=self.clock.running(runs))

    @property
    def sites(self) -> frozenset[int]:
        """All that may serve it."""
        if len(self.shares) == 1:
            return self.shares[0].sites
        return frozenset[int]().union(*(share.sites for share in self.shares))

    @property
    def contracted(self) -> Floats:
        """(M, 1) or (M, P), IT MW."""
        found = self.shares[0].mw
        for share in self.shares[1:]:
            found = found + share.mw
        return found

    def billed(self, power: Power, calendar: Calendar) -> Floats:
        """(M, 1) or (M, P), $m: the invoice of each month."""
        return billed(self.contract, self.terms, power, self.clock, calendar)


def lease(
    path: Path,
    contract: Contract,
    sites: Sequence[SitePower],
    allowed: tuple[str, ...],
    demand: Floats | None,
    defaults: Whole | None,
    columns: Columns,
    calendar: Calendar,
) -> Lease | None:
    """The contract, or None if it exists in no draw.

    Parameters
    ----------
    allowed : ids of the facilities it may use; empty is all
    demand : (M, 1) or (M, P) or None, IT MW
        The tenant's whole need, which a contract without MW takes on.
    defaults : (P,) or None
        The first month in which the tenant no longer pays.
    """
    active = columns.active(path, contract)
    if active is None or contract.start is None:
        return None
    parts = [
        _Part(
            np.array((part.mw,)),
            _places(sites, (str(part.facility),)),
            pue_of((str(part.facility),), columns),
        )
        for part in contract.parts
    ]
    everywhere = _places(sites, allowed)
    if parts:
        everywhere = frozenset().union(*(part.sites for part in parts))
    clock = contract_clock(
        path, contract, columns, calendar, _deliverable(contract, everywhere, sites, calendar)
    )
    share = columns.number(path, contract, "share") * active
    pue = pue_of(allowed, columns)
    settings = columns.world.plan.settings
    by_meter = (contract.mw_basis or settings.power_basis) == "facility"
    full_power = _full_power(contract, path, everywhere, parts, pue, demand, columns, share)
    terms = Terms(
        columns.number(path, contract, "price"),
        share,
        _accelerators(contract),
        _allowance(contract, everywhere, sites, columns),
        _megawatt_at_meter(parts, pue) if by_meter else np.ones(1),
    )
    # Of what no draw takes up nobody leaves, and nothing differs by draw.
    life = nobody_leaves(clock)
    if not is_nowhere(share):
        life = lifetime(path, contract, clock, defaults, columns)
    if life.last_billed is not clock.last:
        clock = clock.running(billed_until(life, calendar))
    ramp = clock.ramp(contract.ramp) if contract.ramp else None
    shares = tuple(
        SiteShare(
            where,
            clock.while_in_force(full if ramp is None else full * ramp),
            full,
            last_month=_last_month(where, sites),
        )
        for where, full in full_power
    )
    return Lease(path, contract, clock, terms, shares, life)


def _last_month(where: frozenset[int], sites: Sequence[SitePower]) -> int | None:
    """Plan index of the last month in which any of these sites runs; None for good, or nowhere."""
    latest = None
    for place in where:
        month = sites[place].last_month
        if month is None:
            # As a rule the first site that is asked never closes: thousands of contracts ask.
            return None
        latest = month if latest is None else max(latest, month)
    return latest


def billed_until(life: Lifetime, calendar: Calendar) -> Flags:
    """(M, 1) or (M, P): the months up to its last billed one."""
    return calendar.index[:, None] <= life.last_billed


def _full_power(
    contract: Contract,
    path: Path,
    everywhere: frozenset[int],
    parts: "Sequence[_Part]",
    pue: Floats,
    demand: Floats | None,
    columns: Columns,
    share: Floats,
) -> list[tuple[frozenset[int], Floats]]:
    """Sites and IT MW at full power: by part, as one figure, or all of the tenant's demand."""
    settings = columns.world.plan.settings
    if parts:
        return [
            (part.sites, it_megawatts(part.mw, contract.mw_basis, part.pue, settings) * share)
            for part in parts
        ]
    if contract.mw is not None:
        mw = it_megawatts(columns.number(path, contract, "mw"), contract.mw_basis, pue, settings)
        return [(everywhere, mw * share)]
    need = np.zeros((1, 1)) if demand is None else demand
    return [(everywhere, need if (share == 1.0).all() else need * share)]


@dataclass(frozen=True)
class _Part:
    """MW that one site bears, in the contract's basis."""

    mw: Floats
    sites: frozenset[int]
    pue: Floats


def pue_of(allowed: tuple[str, ...], columns: Columns) -> Floats:
    """(1,) or (P,): by which MW at the meter become MW of IT; 1 where there is no site.

    That of the first site that is named, whether or not it is there in the case: what was promised
    does not depend on that. Where none is named, in each draw that of the first site that is there.
    """
    return columns.once(("pue", allowed), lambda: _pue_of(allowed, columns))


def _pue_of(allowed: tuple[str, ...], columns: Columns) -> Floats:
    pue = np.ones(1)
    for facility in reversed(columns.world.plan.facilities):
        path = f"facilities/{facility.id}"
        if facility.id in allowed:
            pue = columns.number(path, facility, "pue")
        elif not allowed:
            active = columns.active(path, facility)
            if active is not None:
                mine = columns.number(path, facility, "pue")
                pue = mine if active.all() else np.where(active > 0.0, mine, pue)
    return pue


def _megawatt_at_meter(parts: Sequence[_Part], pue: Floats) -> Floats:
    """(1,) or (P,): MW at the meter for an IT MW of the contract, over all of its parts."""
    at_meter = sum((part.mw for part in parts), np.zeros(1))
    if not at_meter.any():
        return pue
    return at_meter / sum((part.mw / part.pue for part in parts), np.zeros(1))


def lease_in(facility: Facility, columns: Columns, calendar: Calendar) -> Lease | None:
    """The contract under which we rent a site's MW; it delivers what it promises."""
    path = f"facilities/{facility.id}"
    contract = facility.lease_in
    if contract is None or contract.start is None:
        return None
    where = f"{path}/lease_in"
    active = columns.active(where, contract)
    if active is None:
        return None
    clock = contract_clock(where, contract, columns, calendar, None)
    share = columns.number(where, contract, "share") * active
    settings = columns.world.plan.settings
    pue = columns.number(path, facility, "pue")
    if contract.parts or contract.mw is not None:
        mw = np.array((sum(part.mw for part in contract.parts),))
        if not contract.parts:
            mw = columns.number(where, contract, "mw")
        promised = it_megawatts(mw, contract.mw_basis, pue, settings) * share
    else:
        promised = _all_its_phases(facility, pue, columns) * share
    by_meter = (contract.mw_basis or settings.power_basis) == "facility"
    terms = Terms(
        columns.number(where, contract, "price"),
        share,
        _accelerators(contract),
        np.zeros(1),
        pue if by_meter else np.ones(1),
    )
    rising = promised * clock.ramp(contract.ramp) * clock.in_force
    share_of_site = SiteShare(frozenset(), rising, promised)
    lease = Lease(where, contract, clock, terms, (share_of_site,), nobody_leaves(clock))
    return lease.ended_by(lifetime(where, contract, clock, None, columns), calendar)


def _all_its_phases(facility: Facility, pue: Floats, columns: Columns) -> Floats:
    """(1,) or (P,), IT MW: nameplate of the whole site, rented where no MW are given."""
    total: Floats = np.zeros(1)
    for phase in facility.phases:
        path = f"facilities/{facility.id}/phases/{phase.id}"
        active = columns.active(path, phase)
        if active is not None:
            mw = columns.number(path, phase, "mw") * active
            total = total + it_megawatts(mw, phase.mw_basis, pue, columns.world.plan.settings)
    return total


def _places(sites: Sequence[SitePower], allowed: tuple[str, ...]) -> frozenset[int]:
    """Indices of the sites of these ids; all where none is named."""
    if not allowed:
        return frozenset(range(len(sites)))
    return frozenset([place for place, site in enumerate(sites) if site.facility.id in allowed])


def places_of(sites: Sequence[SitePower], *choices: tuple[str, ...]) -> frozenset[int]:
    """The sites of the first choice that names any; all sites where none does."""
    return _places(sites, next((choice for choice in choices if choice), ()))


def _deliverable(
    contract: Contract, everywhere: frozenset[int], sites: Sequence[SitePower], calendar: Calendar
) -> Floats | None:
    """What could be delivered; a fair share of any MW is some MW, so the sites' own MW decide."""
    if contract.commences != "on_delivery":
        return None
    mw = [sites[place].available for place in sorted(everywhere)]
    return sum(mw, np.zeros((calendar.months, 1)))


def _accelerators(contract: Contract) -> float:
    if contract.accelerators is not None:
        return contract.accelerators
    return sum(part.accelerators or 0.0 for part in contract.parts)


def _allowance(
    contract: Contract, everywhere: frozenset[int], sites: Sequence[SitePower], columns: Columns
) -> Floats:
    """(1,) or (P,): given, or the lowest availability of its sites."""
    if contract.availability_allowance is not None:
        return np.array((contract.availability_allowance,))
    # A block has one list of sites, so that their places tell them apart.
    key = "availability", everywhere
    return columns.once(key, lambda: _lowest_availability(everywhere, sites, columns))


def _lowest_availability(
    places: frozenset[int], sites: Sequence[SitePower], columns: Columns
) -> Floats:
    lowest: Floats = np.ones(1)
    for site in (sites[place] for place in sorted(places)):
        availability = columns.number(site.path, site.facility, "availability")
        lowest = np.minimum(lowest, np.where(site.active > 0.0, availability, 1.0))
    return lowest
