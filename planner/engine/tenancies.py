"""Tenants in one block of draws: what they need, get and pay. MODEL.md B3 and B4."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from planner.domain.path import Path
from planner.domain.settings import Settings
from planner.domain.tenant import Tenant
from planner.engine.allocation import Allocation, Block, Claim
from planner.engine.arrays import NOTHING, Floats, Whole, nothing, positive, total
from planner.engine.billing import Power, used_of
from planner.engine.calendar import Calendar
from planner.engine.claims import SMALLEST
from planner.engine.columns import Columns
from planner.engine.demand import demand_months
from planner.engine.leases import ORIGINAL, RE_LET, Lease, lease, places_of, pue_of
from planner.engine.lifetime import default_month
from planner.engine.market import MarketMonths
from planner.engine.renewals import followers
from planner.engine.rest import LEAST_SHORTAGE, Rest
from planner.engine.site_power import SitePower, it_megawatts, vintage


@dataclass
class Tenancy:
    """One tenant: what it asks for, then what the allocation gave it.

    Axes: M months, P draws (1 where certain); MW of IT load.
    """

    path: Path
    tenant: Tenant
    sites: frozenset[int]
    demand: Floats
    leases: tuple[Lease, ...]
    beyond: Floats
    """Need beyond its contracts: own use of an internal tenant, spot of an external one."""
    worth: Floats
    """(M, ·) or (1, ·), $m per MW-month: imputed value of own use, or the spot price it pays."""
    has_demand: bool
    is_within_demand: bool = False
    """Whether its leases never promise more than its demand."""
    delivered: list[Floats] = field(default_factory=list)
    """Of each lease."""
    served_beyond: Floats = field(default_factory=nothing)

    @property
    def is_internal(self) -> bool:
        """Own use rather than a customer."""
        return self.tenant.kind == "internal"

    @property
    def would_pay_for_more(self) -> bool:
        """Whether it uses what is free beyond its contracts: at all, or at spot."""
        return self.is_internal or bool((self.worth > 0.0).any())

    @cached_property
    def contracted(self) -> Floats:
        """Sum over its leases."""
        return total(lease.contracted for lease in self.leases)

    @property
    def given(self) -> Floats:
        """Sum of what its leases deliver."""
        return total(self.delivered)

    def ask_for_the_rest(self) -> None:
        """After its leases were served: what they fell short of its demand is needed as well."""
        if not (self.has_demand and self.leases and self.would_pay_for_more):
            return
        contracted = self.contracted
        short = contracted - self.given
        short *= short > LEAST_SHORTAGE * contracted
        if short.any():
            # A lease that is the same in all draws meets a demand that is not, and the reverse.
            rest = positive(short + (self.demand - contracted))
            self.beyond = rest if self.is_internal else _where_paid(rest, self.worth)

    def powers(self, columns: Columns) -> list[Power]:
        """Contracted, delivered and used MW of each of its leases.

        Used is min(delivered, demand) over all of them, split by delivered; without a demand of
        its own it is the usage of each.
        """
        pairs = list(zip(self.leases, self.delivered, strict=True))
        if not pairs:
            return []
        if not self.has_demand:
            usages = [columns.number(this.path, this.contract, "usage") for this in self.leases]
            return [
                Power(this.contracted, mw, used_of(mw, usage))
                for (this, mw), usage in zip(pairs, usages, strict=True)
            ]
        if self.is_within_demand:
            return [Power(this.contracted, mw, mw) for this, mw in pairs]
        together = self.given
        if (together <= self.demand).all():
            return [Power(this.contracted, mw, mw) for this, mw in pairs]
        used = np.minimum(together, self.demand)
        if len(pairs) == 1:
            return [Power(this.contracted, mw, used) for this, mw in pairs]
        used /= np.maximum(together, SMALLEST)
        return [Power(this.contracted, mw, mw * used) for this, mw in pairs]


def tenancies(
    sites: Sequence[SitePower], columns: Columns, calendar: Calendar, market: MarketMonths
) -> list[Tenancy]:
    """Every tenant that exists in some draw, and the market that MW are re-let to; unserved yet."""
    found = []
    re_let: list[Lease] = []
    for tenant in columns.world.plan.tenants:
        path = f"tenants/{tenant.id}"
        active = columns.active(path, tenant)
        if active is None:
            continue
        defaults = default_month(path, columns.number(path, tenant, "default_rate"), columns)
        asking = _Asking(path, tenant, active, defaults, sites, columns, calendar, market)
        tenancy, let = _tenancy(asking)
        found.append(tenancy)
        re_let += let
    if re_let:
        found.append(_the_market(re_let, sites))
    return found


@dataclass(frozen=True)
class _Asking:
    """One tenant and all that its tenancy is made from."""

    path: Path
    tenant: Tenant
    active: Floats
    defaults: Whole | None
    sites: Sequence[SitePower]
    columns: Columns
    calendar: Calendar
    market: MarketMonths


def _tenancy(this: _Asking) -> tuple[Tenancy, list[Lease]]:
    """The tenancy, and the leases to others that follow on its contracts."""
    path, tenant, columns, calendar = this.path, this.tenant, this.columns, this.calendar
    places = places_of(this.sites, tenant.facilities)
    need = demand_months(path, tenant, columns, calendar, this.market)
    if need is not None:
        pue = pue_of(tenant.facilities, columns)
        need = need if this.active.all() else need * this.active
        need = it_megawatts(need, None, pue, columns.world.plan.settings)
        if this.defaults is not None:
            need = need * (calendar.index[:, None] < this.defaults)
    leases, re_let = _leases(this, need)
    worth = _worth(this, places, need)
    if need is None:
        contracted = total(found.contracted for found in leases)
        return Tenancy(path, tenant, places, contracted, leases, NOTHING, worth, False), re_let
    found = Tenancy(path, tenant, places, need, leases, NOTHING, worth, True, _within(leases))
    if found.would_pay_for_more:
        contracted = found.contracted
        found.beyond = need if contracted is NOTHING else positive(need - contracted)
        if not found.is_internal:
            found.beyond = _where_paid(found.beyond, worth)
    return found, re_let


def _within(leases: Sequence[Lease]) -> bool:
    """Whether they are shares of the whole demand, of all of it at most.

    What follows on a contract begins when it has ended.
    """
    originals = [found for found in leases if found.kind == ORIGINAL]
    if any(found.contract.mw is not None or found.contract.parts for found in originals):
        return False
    shares = sum((found.terms.share for found in originals), np.zeros(1))
    return bool((shares <= 1.0).all())


def _where_paid(wanted: Floats, price: Floats) -> Floats:
    """MW wanted at spot, in the months with a price above 0."""
    is_paid = price > 0.0
    if is_paid.all():
        return wanted
    return wanted * is_paid if is_paid.any() else NOTHING


def _leases(this: _Asking, need: Floats | None) -> tuple[tuple[Lease, ...], list[Lease]]:
    """Its contracts with their renewals, and what is re-let to the market after them."""
    mine: list[Lease] = []
    re_let: list[Lease] = []
    for contract in this.tenant.contracts:
        found = lease(
            f"{this.path}/contracts/{contract.id}",
            contract,
            this.sites,
            contract.facilities or this.tenant.facilities,
            need,
            this.defaults,
            this.columns,
            this.calendar,
        )
        if found is None:
            continue
        if not this.active.all():
            found = _switched(found, this.active)
        mine.append(found)
        for follower in followers(
            found, this.defaults, this.sites, this.columns, this.calendar, this.market
        ):
            (re_let if follower.kind == RE_LET else mine).append(follower)
    return tuple(mine), re_let


THE_MARKET = "market"
"""Whose series re-let MW count to; no one in measures of concentration."""


def _the_market(leases: list[Lease], sites: Sequence[SitePower]) -> Tenancy:
    """Whoever takes MW that are re-let."""
    tenant = Tenant.model_construct(id=THE_MARKET, kind="external", contracts=())
    demand = total(lease.contracted for lease in leases)
    everywhere = places_of(sites)
    return Tenancy(THE_MARKET, tenant, everywhere, demand, tuple(leases), NOTHING, NOTHING, False)


def _switched(this: Lease, active: Floats) -> Lease:
    """The lease of a tenant that exists in some draws only."""
    shares = tuple(
        replace(share, mw=share.mw * active, stated=share.stated * active) for share in this.shares
    )
    return replace(this, shares=shares, terms=replace(this.terms, share=this.terms.share * active))


def _worth(this: _Asking, places: frozenset[int], wanted: Floats | None) -> Floats:
    path, tenant, columns, calendar = this.path, this.tenant, this.columns, this.calendar
    if tenant.kind == "internal":
        value = columns.optional(path, tenant, "value", 0.0)
        growth = columns.number(path, tenant, "value_growth")
        return value * calendar.growth(growth) if growth.any() else value[None, :]
    if wanted is None or not this.market.spot_price.any() or not wanted.any():
        return np.zeros((calendar.months, 1))
    mine = [this.sites[place] for place in sorted(places)]
    return this.market.spot_price * vintage(mine, this.market, calendar)


def allocate(
    found: Sequence[Tenancy], sites: Sequence[SitePower], columns: Columns, calendar: Calendar
) -> Allocation:
    """Serve everyone in the plan's order; fills `delivered` and `served_beyond` of each tenancy."""
    allocation = Allocation(power_blocks(sites))
    serve(found, allocation, columns.world.plan.settings, calendar)
    return allocation


def power_blocks(sites: Sequence[SitePower]) -> list[Block]:
    """Site by site, the MW that cost the same power."""
    return [
        Block(place, block.mw, block.price)
        for place, site in enumerate(sites)
        for block in site.blocks
    ]


def serve(
    found: Sequence[Tenancy], allocation: Allocation, settings: Settings, calendar: Calendar
) -> None:
    """Hand out an allocation in the plan's order; fills the tenancies."""
    match settings.allocation:
        case "contracts_first":
            _contracts(found, allocation)
            _beyond_by_value(found, allocation, settings.internal_reserve)
        case "internal_first":
            first = _own_first(found, allocation, settings.internal_reserve)
            _contracts(found, allocation)
            _beyond_by_value(found, allocation, 0.0, first)
        case "value":
            _all_by_value(found, allocation, settings.internal_reserve, calendar)
        case _:
            _by_priority(found, allocation, settings.internal_reserve)


def _by_priority(found: Sequence[Tenancy], allocation: Allocation, reserve: float) -> None:
    """By number, then id; spot leaves what is still reserved for own use."""
    everywhere = frozenset(block.site for block in allocation.blocks)
    own: Floats = np.zeros((1, 1))
    for tenancy in sorted(found, key=lambda t: (t.tenant.priority, t.tenant.id)):
        _contracts([tenancy], allocation)
        wanted = tenancy.beyond
        if not wanted.any():
            continue
        if reserve and not tenancy.is_internal:
            open_ = allocation.free(everywhere) - np.maximum(reserve - own, 0.0)
            wanted = np.minimum(wanted, np.maximum(open_, 0.0))
        tenancy.served_beyond = allocation.take(wanted, tenancy.sites)
        if tenancy.is_internal:
            own = own + tenancy.served_beyond


def _contracts(found: Sequence[Tenancy], allocation: Allocation) -> None:
    claims = [
        Claim(share.mw, share.sites) for t in found for lease in t.leases for share in lease.shares
    ]
    _deliver(found, allocation.share_out(claims))
    for tenancy in found:
        tenancy.ask_for_the_rest()


def _deliver(found: Sequence[Tenancy], served: Sequence[Floats]) -> None:
    """Adds the parts of each lease up again."""
    waiting = iter(served)
    for tenancy in found:
        tenancy.delivered = []
        for this in tenancy.leases:
            tenancy.delivered.append(total(next(waiting) for _ in this.shares))


def _beyond_claim(tenancy: Tenancy, wanted: Floats) -> Claim:
    own = tenancy.is_internal
    return Claim(wanted, tenancy.sites, tenancy.worth, is_spot=not own, is_own=own)


def _beyond_by_value(
    found: Sequence[Tenancy],
    allocation: Allocation,
    reserve: float,
    already: dict[Path, Floats] | None = None,
) -> None:
    earlier = already or {}
    wanting = [t for t in found if t.beyond.any()]
    claims = [
        _beyond_claim(t, t.beyond - earlier[t.path] if t.path in earlier else t.beyond)
        for t in wanting
    ]
    for tenancy, served in zip(wanting, allocation.by_value(claims, reserve), strict=True):
        known = earlier.get(tenancy.path)
        tenancy.served_beyond = served if known is None else served + known


def _own_first(
    found: Sequence[Tenancy], allocation: Allocation, reserve: float
) -> dict[Path, Floats]:
    """Own use up to the reserve, the most valuable first; a reserve of 0 is all own use."""
    own = [t for t in found if t.is_internal and t.beyond.any()]
    claims = [_beyond_claim(t, t.beyond) for t in own]
    served = allocation.by_value(claims, own_limit=reserve or None)
    return dict(zip((t.path for t in own), served, strict=True))


def _all_by_value(
    found: Sequence[Tenancy], allocation: Allocation, reserve: float, calendar: Calendar
) -> None:
    """Contracts compete by what they pay for an IT MW-month."""
    contracts = [
        Claim(share.mw, share.sites, price_per_megawatt(lease, calendar))
        for t in found
        for lease in t.leases
        for share in lease.shares
    ]
    beyond = [_beyond_claim(t, t.beyond) for t in found]
    served = allocation.by_value([*contracts, *beyond], reserve, rests=_rests(found))
    _deliver(found, served[: len(contracts)])
    for tenancy, mw in zip(found, served[len(contracts) :], strict=True):
        tenancy.served_beyond = mw


def _rests(found: Sequence[Tenancy]) -> list[Rest]:
    """Who asks for what contracts leave of a need; claims by lease and share, then by tenancy."""
    counts = [sum(len(lease.shares) for lease in t.leases) for t in found]
    first, rests = 0, []
    for place, (tenancy, count) in enumerate(zip(found, counts, strict=True)):
        if tenancy.has_demand and count:
            need = tenancy.demand - tenancy.contracted
            if not tenancy.is_internal:
                need = np.where(tenancy.worth > 0.0, need, -np.inf)
            rests.append(Rest(tuple(range(first, first + count)), sum(counts) + place, need))
        first += count
    return rests


def price_per_megawatt(this: Lease, calendar: Calendar) -> Floats:
    """(M, 1) or (M, P): $m per IT MW-month at full power, before discounts."""
    escalation = this.clock.escalation(this.contract.escalator)
    if this.terms.market_rate is not None:
        return this.terms.market_rate * escalation
    price = this.terms.price * escalation
    if this.contract.basis == "per_mw_month":
        return price * this.terms.megawatt
    rising = this.clock.ramp(this.contract.ramp) * this.clock.in_force
    full = np.where(rising > 0.0, this.contracted / np.where(rising > 0.0, rising, 1.0), 0.0)
    if this.contract.basis == "per_gpu_hour":
        price = price * this.terms.accelerators * calendar.hours[:, None] / 1e6
    fee = price * this.terms.share
    return np.where(full > 0.0, fee / np.where(full > 0.0, full, 1.0), 0.0)
