"""Which site earned what: for attribution only, since MW of several sites are not told apart.

MODEL.md B4: across sites the fee is split by accelerators where all parts give them, else by MW.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.engine.accounts import Trade
from planner.engine.arrays import Floats, Total, total
from planner.engine.leases import Lease


@dataclass(frozen=True)
class Earned:
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
    by_served: dict[frozenset[int], dict[int, Floats | None]] = {}
    for this in earned:
        if not this.sites:
            continue
        if this.weights is not None:
            shares = _shares(this.weights, active)
        else:
            if this.sites not in by_served:
                by_served[this.sites] = _shares({site: served[site] for site in this.sites}, active)
            shares = by_served[this.sites]
        amounts = _amounts(this.trade)
        for site, share in shares.items():
            mine = [amount if share is None else amount * share for amount in amounts]
            for place, line in enumerate(sums[site]):
                # What is earned, billed and paid at once is one amount.
                line.add(mine[min(place, len(mine) - 1)])
    return [SiteTrade(*(line.value for line in lines)) for lines in sums]


def _amounts(trade: Trade) -> list[Floats]:
    """Billed, recognised and received, spot included; one amount where they are the same."""
    spot = trade.spot_revenue
    if trade.recognised is trade.billed and trade.received is trade.billed:
        return [total((trade.billed, spot))]
    return [total((part, spot)) for part in (trade.billed, trade.recognised, trade.received)]


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
