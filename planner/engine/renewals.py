"""What follows when a contract runs out: renewal, or re-letting to the market. MODEL.md B4."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from planner.domain.contract import Contract
from planner.domain.path import Path
from planner.engine.arrays import Flags, Floats, Whole, product
from planner.engine.calendar import Calendar
from planner.engine.columns import Columns
from planner.engine.contract_clock import ContractClock, following_clock
from planner.engine.leases import FLOATING, RE_LET, RENEWAL, Lease, SiteShare, billed_until
from planner.engine.lifetime import Lifetime, lifetime, nobody_leaves
from planner.engine.market import MarketMonths
from planner.engine.site_power import SitePower, vintage

LIKELY = 0.5
DAYS_PER_MONTH = 365.2425 / 12.0

_PLAIN = {
    "ramp": 0.0,
    "discount": (),
    "prepayment": 0.0,
    "prepayment_months": 0,
    "credit_share": 0.0,
    "lock_in": 0,
    "terminated": None,
    "after_end": "ends",
    "delay": 0.0,
}
"""A renewal is a contract of its own, without what the first one began with."""

_TO_THE_MARKET = _PLAIN | {
    "usage": 1.0,
    "take_or_pay": 0.0,
    "landlord_notice": None,
    "tenant_notice": None,
    "termination_fee": 0.0,
    "landlord_fee": 0.0,
}


def followers(
    original: Lease,
    defaults: Whole | None,
    sites: Sequence[SitePower],
    columns: Columns,
    calendar: Calendar,
    market: MarketMonths,
) -> tuple[Lease, ...]:
    """The renewal and the re-letting of a contract; each in the draws in which it comes about.

    Without draws only the likelier branch exists: renewal if its probability is at least 0.5.
    """
    contract = original.contract
    if contract.after_end == "ends" or contract.terminated is not None:
        return ()
    open_ = original.life.runs_out & (original.clock.last >= -1)
    renews = _renews(original, columns) & open_
    found = []
    mine = _sites_of(original, sites)
    if renews.any():
        found.append(_renewal(original, renews, defaults, mine, columns, calendar, market))
    if contract.after_end == "renew_or_relet":
        lets = open_ & ~renews
        if lets.any():
            found.append(_re_let(original, lets, mine, columns, calendar, market))
    return tuple(lease for lease in found if _promises_any(lease))


def renewed(
    original: Lease,
    mine: Sequence[SitePower],
    columns: Columns,
    calendar: Calendar,
    market: MarketMonths,
) -> Lease | None:
    """The renewal of a lease under which we rent these sites; None where it never comes about.

    Whom the landlord lets to if we do not renew is no business of ours: the lease ends.
    """
    if original.contract.terminated is not None:
        return None
    open_ = original.life.runs_out & (original.clock.last >= -1)
    renews = _renews(original, columns) & open_
    if not renews.any():
        return None
    found = _renewal(original, renews, None, mine, columns, calendar, market)
    return found if _promises_any(found) else None


def _sites_of(original: Lease, sites: Sequence[SitePower]) -> list[SitePower]:
    """Those that may serve it, in the plan's order."""
    return [sites[place] for place in sorted(original.sites)]


def _promises_any(found: Lease) -> bool:
    """Whether it promises MW in some month of some draw; as a rule its first month tells."""
    contracted = found.contracted
    month = min(max(int(found.clock.first[0]), 0), contracted.shape[0] - 1)
    return bool(contracted[month].any() or contracted.any())


def both_followers(
    original: Lease,
    known: Mapping[Path, Lease],
    sites: Sequence[SitePower],
    columns: Columns,
    calendar: Calendar,
    market: MarketMonths,
) -> tuple[Lease, ...]:
    """The renewal and, where the contract allows it, the re-letting, whatever their chance.

    `known` are those that come about, by the path of their series; they are not made again.
    """
    contract = original.contract
    if contract.after_end == "ends" or contract.terminated is not None:
        return ()
    open_ = original.life.runs_out & (original.clock.last >= -1)
    if not open_.any():
        return ()
    mine = _sites_of(original, sites)
    renewal = known.get(f"{original.path}/{RENEWAL}")
    if renewal is None:
        renewal = _renewal(original, open_, None, mine, columns, calendar, market)
    if contract.after_end != "renew_or_relet":
        return (renewal,)
    re_let = known.get(f"{original.path}/{RE_LET}")
    if re_let is None:
        re_let = _re_let(original, open_, mine, columns, calendar, market)
    return (renewal, re_let)


def _renews(original: Lease, columns: Columns) -> Flags:
    probability = columns.number(original.path, original.contract, "renewal_probability")
    if not columns.is_drawn:
        return probability >= LIKELY
    return columns.chance(f"{original.path}#renews") < probability


def _term(original: Lease) -> Whole:
    """(1,) or (P,) months: as given, or the length of the original to the nearest month."""
    given = original.contract.renewal_term
    if given is not None:
        return np.array((given,))
    length = original.contract.term
    if length is not None:
        return np.array((length,))
    days = original.clock.last_day - original.clock.first_day + 1
    return np.maximum(np.rint(days / DAYS_PER_MONTH), 1).astype(np.int64)


def _renewal(
    original: Lease,
    renews: Flags,
    defaults: Whole | None,
    mine: Sequence[SitePower],
    columns: Columns,
    calendar: Calendar,
    market: MarketMonths,
) -> Lease:
    contract = _following_contract(original.contract, _PLAIN)
    clock = following_clock(
        original.clock.last_day, np.zeros(1, dtype=np.int64), _term(original), calendar
    )
    factor = columns.number(original.path, original.contract, "renewal_factor")
    life = lifetime(original.path, contract, clock, defaults, columns, stream="#renewal")
    rate = _at_market(original, factor, clock, mine, calendar, market)
    # Past its stated last month nothing is in force anyway.
    runs = renews
    if life.last_billed is not clock.last:
        runs = renews & billed_until(life, calendar)
    return _following(original, RENEWAL, contract, clock, life, renews, runs, rate)


def _following_contract(contract: Contract, changes: Mapping[str, object]) -> Contract:
    """The clauses of what follows; a price that floats is not escalated as well."""
    if contract.renewal_price == FLOATING:
        changes = {**changes, "escalator": 0.0}
    return contract.model_copy(update=changes)


def _re_let(
    original: Lease,
    lets: Flags,
    mine: Sequence[SitePower],
    columns: Columns,
    calendar: Calendar,
    market: MarketMonths,
) -> Lease:
    contract = _following_contract(original.contract, _TO_THE_MARKET)
    downtime = np.ceil(columns.number(original.path, original.contract, "downtime"))
    clock = following_clock(
        original.clock.last_day, downtime.astype(np.int64), _term(original), calendar
    )
    factor = columns.number(original.path, original.contract, "relet_factor")
    rate = _at_market(original, factor, clock, mine, calendar, market)
    return _following(original, RE_LET, contract, clock, nobody_leaves(clock), lets, lets, rate)


def _following(
    original: Lease,
    kind: str,
    contract: Contract,
    clock: ContractClock,
    life: Lifetime,
    exists: Flags,
    runs: Flags,
    rate: tuple[Floats, ...],
) -> Lease:
    """The lease of the same MW on its own clock, in the draws in which it comes about.

    `runs` says of each month, or of all, whether it exists and has not ended early.
    """
    clock = clock.running(runs)
    shares = tuple(
        SiteShare(
            share.sites,
            clock.while_in_force(share.stated),
            share.stated,
            exists,
            share.last_month,
        )
        for share in original.shares
    )
    terms = replace(original.terms, share=original.terms.share * exists, market=rate)
    return Lease(original.path, contract, clock, terms, shares, life, kind)


def _at_market(
    original: Lease,
    factor: Floats,
    clock: ContractClock,
    mine: Sequence[SitePower],
    calendar: Calendar,
    market: MarketMonths,
) -> tuple[Floats, ...]:
    """What makes $m per IT MW-month: the market's price, aged as its sites are.

    Fixed: that of the first month, (1, 1) or (1, P), which the contract's escalator raises.
    Floating: that of each month, (M, 1) or (M, P), without escalator.
    """
    aged = vintage(mine, market, calendar)
    price = market.contract_price
    if original.contract.renewal_price == FLOATING:
        # A price that is drawn meets the MW in one pass; one that is certain is made once.
        return (price, aged, factor) if price.shape[1] > 1 else (product(price, aged, factor),)
    first = np.minimum(np.maximum(clock.first, 0), calendar.months - 1)
    return (_in_month(price, first) * _in_month(aged, first) * factor,)


def _in_month(series: Floats, month: Whole) -> Floats:
    """(1, 1) or (1, P): of each draw the number of a month, (1,) or (P,)."""
    if month.size == 1:
        return series[month]
    wide = np.broadcast_to(series, (series.shape[0], month.size))
    return np.take_along_axis(wide, month[None, :], axis=0)
