"""Which site earned what: for attribution only, since MW of several sites are not told apart.

MODEL.md B4: across sites the fee is split by accelerators where all parts give them, else by MW.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.engine.accounts import Trade
from planner.engine.arrays import Floats
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


def attributed(earned: Sequence[Earned], served: Sequence[Floats]) -> list[SiteTrade]:
    """The money of all sites, in their order; where nothing is served the sites share alike.

    Parameters
    ----------
    served : (M, 1) or (M, P) for each site, MW
    """
    nothing = np.zeros((1, 1))
    sums = [[nothing, nothing, nothing] for _ in served]
    for this in earned:
        if not this.sites:
            continue
        shares = _shares(this, served)
        trade = this.trade
        amounts = (
            trade.billed + trade.spot_revenue,
            trade.recognised + trade.spot_revenue,
            trade.received + trade.spot_revenue,
        )
        for site, share in shares.items():
            for place, amount in enumerate(amounts):
                mine = amount if share is None else amount * share
                sums[site][place] = sums[site][place] + mine
    return [SiteTrade(*three) for three in sums]


def _shares(this: Earned, served: Sequence[Floats]) -> dict[int, Floats | None]:
    """Share of each site; None is all of it."""
    if len(this.sites) == 1:
        return dict.fromkeys(this.sites)
    weights = this.weights or {site: served[site] for site in this.sites}
    total = sum(weights.values(), np.zeros(1))
    known = total > 0.0
    whole = np.where(known, total, 1.0)
    return {
        site: np.where(known, weight / whole, 1.0 / len(weights))
        for site, weight in weights.items()
    }
