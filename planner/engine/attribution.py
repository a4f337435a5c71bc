"""Which site earned what: for attribution only, since MW of several sites are not told apart.

MODEL.md B4: across sites the fee is split by accelerators where all parts give them, else by MW.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from planner.engine.accounts import Trade
from planner.engine.arrays import Floats, Total, total
from planner.engine.leases import Lease


class Earned(NamedTuple):
    """Money of one lease or of one tenant's spot use, and the sites that may have served it."""

    trade: Trade
    sites: frozenset[int]
    weights: dict[int, Floats] | None = None
    """By site, where the parts of the contract say so; else in proportion to MW served."""


def weights_of(lease: Lease) -> dict[int, Floats] | None:
    """Weights of the sites of a contract in parts: accelerators if all parts give them, else MW."""
    parts = lease.contract.parts
    if not parts:
        return None
    by_accelerators = all(part.accelerators for part in parts)
    weights: dict[int, Floats] = {}
    for part, share in zip(parts, lease.shares, strict=True):
        weight = np.array((part.accelerators or 0.0,)) if by_accelerators else share.full
        for site in share.sites:
            weights[site] = weights.get(site, np.zeros(1)) + weight
    return weights or None


@dataclass(frozen=True)
class SiteTrade:
    """What a site is taken to have earned; (M, 1) or (M, P), $m, spot included."""

    billed: Floats
    recognised: Floats
    received: Floats


def attributed(
    earned: Sequence[Earned], served: Sequence[Floats], active: Sequence[Floats]
) -> list[SiteTrade]:
    """The money of all sites, in their order; where nothing is served the sites share alike.

    Parameters
    ----------
    served : (M, 1) or (M, P) for each site, MW
    active : (1,) or (P,) for each site, 0 or 1
        A site has no share where it is not there.
    """
    sums = [(Total(), Total(), Total()) for _ in served]
    by_served: dict[frozenset[int], list[Trade]] = {}
    for this in earned:
        if this.weights is None:
            by_served.setdefault(this.sites, []).append(this.trade)
        else:
            _divide([this.trade], _shares(this.weights, active), sums)
    for sites, trades in by_served.items():
        # What the same sites have served together is divided once.
        _divide(trades, _shares({site: served[site] for site in sites}, active), sums)
    return [SiteTrade(*(line.value for line in lines)) for lines in sums]


def _divide(
    trades: Sequence[Trade],
    shares: dict[int, Floats | None],
    sums: Sequence[tuple[Total, Total, Total]],
) -> None:
    """Adds to the sums of each site its share of these trades."""
    amounts = _amounts(trades)
    for site, share in shares.items():
        mine = [amount if share is None else amount * share for amount in amounts]
        for place, line in enumerate(sums[site]):
            line.add(mine[min(place, len(mine) - 1)])


def _amounts(trades: Sequence[Trade]) -> list[Floats]:
    """Billed, recognised and received, spot included; one amount where they are the same."""
    spot = total(trade.spot_revenue for trade in trades)
    billed = total((*(trade.billed for trade in trades), spot))
    if all(trade.recognised is trade.billed is trade.received for trade in trades):
        return [billed]
    recognised = total((*(trade.recognised for trade in trades), spot))
    return [billed, recognised, total((*(trade.received for trade in trades), spot))]


def _shares(weights: dict[int, Floats], active: Sequence[Floats]) -> dict[int, Floats | None]:
    """Share of each site; None is all of it."""
    if len(weights) == 1:
        return {site: None if active[site].all() else active[site] for site in weights}
    there = {site: weight * active[site] for site, weight in weights.items()}
    whole = sum(there.values(), np.zeros(1))
    count = sum((active[site] for site in weights), np.zeros(1))
    known = whole > 0.0
    divisor = np.where(known, whole, np.maximum(count, 1.0))
    return {site: np.where(known, weight, active[site]) / divisor for site, weight in there.items()}
