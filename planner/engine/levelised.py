"""A level amount for each megawatt that is worth the same as a stream of money. MODEL.md B8."""

from threading import Lock

import numpy as np

from planner.domain.path import Path
from planner.engine.arrays import Floats, Whole
from planner.engine.wanted import EVERYTHING, LEVELISED_PRICE, PRICED, Receive, Wanted, is_tenant


def levelised(
    amounts: Floats,
    megawatts: Floats,
    discount_factors: Floats,
    at_start: float | Floats = 0.0,
) -> Floats:
    """PV(amounts)/PV(MW): the levelised price of what is billed, the levelised cost of what costs.

    Axes: M months, P draws.

    Parameters
    ----------
    amounts : (M, 1) or (M, P) float, $m
    megawatts : (M, 1) or (M, P) float, MW served
    discount_factors : (M, 1) or (M, P) float
        `Calendar.discount_factors`.
    at_start : float, (1,) or (P,), $m
        An amount at t = 0, undiscounted.

    Returns
    -------
    (1,) or (P,) float, $m/MW-month
        NaN where nothing is served.
    """
    served = (discount_factors * megawatts).sum(axis=0)
    worth = at_start + (discount_factors * amounts).sum(axis=0)
    known = served > 0.0
    price: Floats = np.where(known, worth / np.where(known, served, 1.0), np.nan)
    return price


class TenantPrices:
    """Levelised prices of tenants in one block of draws, gathered as their series are recorded.

    Axes: M months, P draws.

    Parameters
    ----------
    discount_factors : (M, 1) float
        `Calendar.discount_factors` of the block's world.
    wanted : Wanted
        Nothing is gathered where no price is read, and only series that are read are handed on.
    """

    def __init__(self, discount_factors: Floats, wanted: Wanted = EVERYTHING) -> None:
        self._factors, self._wanted = discount_factors[:, 0], wanted
        self._worth: dict[tuple[Path, str], Floats] = {}

    def listening(self, record: Receive) -> Receive:
        """A recorder that hands on what is read and keeps what prices are made of."""
        are_read = self._wanted.measure(LEVELISED_PRICE)
        takes_all = self._wanted.series is None

        def heard(path: Path, name: str, series: Floats) -> None:
            if are_read and name in PRICED and is_tenant(path):
                self._worth[path, name] = self._factors @ series
            if takes_all or self._wanted.has(path, name):
                record(path, name, series)

        return heard

    def by_tenant(self) -> dict[Path, Floats]:
        """(1,) or (P,) of each tenant, $m per MW-month; NaN where nothing is let or sold to it."""
        found: dict[Path, Floats] = {}
        for (path, name), spot in self._worth.items():
            if name != "spot_revenue":
                continue
            paid = self._worth[path, "billed"] + spot
            served = self._worth[path, "delivered"] + self._worth[path, "spot"]
            known = served > 0.0
            found[path] = np.where(known, paid / np.where(known, served, 1.0), np.nan)
        return found


class DrawnPrices:
    """Levelised prices of all draws by tenant, filled from any thread."""

    def __init__(self, draws: int) -> None:
        self._draws = draws
        self._lock = Lock()
        self.samples: dict[Path, Floats] = {}
        """(N,) each; NaN in draws in which the tenant is not there."""

    def put(self, where: slice | Whole, prices: dict[Path, Floats]) -> None:
        """Take over the prices of these draws."""
        for path, price in prices.items():
            with self._lock:
                if path not in self.samples:
                    self.samples[path] = np.full(self._draws, np.nan)
            self.samples[path][where] = price
