"""Both branches after a contract's end, before they compete for MW. MODEL.md B4, B9."""

from collections.abc import Sequence

import numpy as np

from planner.engine.billing import Power
from planner.engine.calendar import Calendar
from planner.engine.columns import Columns
from planner.engine.leases import ORIGINAL, Lease
from planner.engine.market import MarketMonths
from planner.engine.renewals import both_followers
from planner.engine.site_power import SitePower
from planner.engine.tenancies import Tenancy


def branches(
    found: Sequence[Tenancy],
    sites: Sequence[SitePower],
    columns: Columns,
    calendar: Calendar,
    market: MarketMonths,
) -> list[tuple[Lease, Power]]:
    """The renewal and the re-letting of every contract, whatever their chance.

    Parameters
    ----------
    found : sequence of Tenancy
        Of the deterministic run, where only the likelier branch exists.

    Returns
    -------
    list of (Lease, Power)
        Power (M, 1), IT MW: all that is promised delivered, as if no one else asked for it; used
        as the tenant's usage or demand says, whole where it is let to the market.
    """
    both = []
    known = {lease.series_path: lease for tenancy in found for lease in tenancy.leases}
    for tenancy in found:
        for lease in tenancy.leases:
            if lease.kind != ORIGINAL:
                continue
            for follower in both_followers(lease, known, sites, columns, calendar, market):
                both.append((follower, _undisturbed(follower, tenancy, columns)))
    return both


def _undisturbed(follower: Lease, tenancy: Tenancy, columns: Columns) -> Power:
    promised = follower.contracted
    if tenancy.has_demand and follower.serves_its_tenant:
        return Power(promised, promised, np.minimum(promised, tenancy.demand))
    usage = columns.number(follower.path, follower.contract, "usage")
    return Power(promised, promised, usage * promised)
