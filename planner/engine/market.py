"""The market of one block of draws: prices, power, demand, accelerator cost. MODEL.md B9."""

from functools import cached_property

import numpy as np

from planner.domain.market import Market
from planner.engine.arrays import Floats, Whole, positive
from planner.engine.calendar import Calendar
from planner.engine.columns import Columns
from planner.engine.draws import ChunkDraws
from planner.engine.market_paths import demand_index, power_factor, price_path
from planner.engine.rates import MONTHS_PER_YEAR

CONTRACT_PRICE = "market/contract_price"
SPOT_PRICE = "market/spot_price"
DEMAND = "market/demand_volatility"
POWER = "market/power_volatility"
VOLATILITIES = {
    CONTRACT_PRICE: "contract_volatility",
    SPOT_PRICE: "spot_volatility",
    DEMAND: "demand_volatility",
    POWER: "power_volatility",
}
"""The field of the market without which a path has no shocks."""
PATHS = tuple(VOLATILITIES)


class MarketMonths:
    """Each path is worked out when it is first asked for; (M, 1) where certain, (M, P) where drawn.

    Parameters
    ----------
    shocks : ChunkDraws or None
        The shocks of the block's draws; None for the deterministic run, whose volatilities are 0.
    """

    def __init__(self, columns: Columns, calendar: Calendar, shocks: ChunkDraws | None) -> None:
        self._columns = columns
        self._calendar = calendar
        self._shocks = shocks
        self._market: Market = columns.world.plan.market
        self._accelerator_cost: dict[int, Floats] = {}
        self._powers: Floats | None = None
        self._felt: dict[float, Floats] = {}
        self.vintages: dict[tuple[str, ...], Floats] = {}
        """What `site_power.vintage` has worked out, by the paths of the sites."""

    @cached_property
    def contract_price(self) -> Floats:
        """$m per IT MW-month of a new contract on new accelerators."""
        return self._price("contract", CONTRACT_PRICE)

    @cached_property
    def spot_price(self) -> Floats:
        """$m per IT MW-month of on-demand use of new accelerators."""
        return self._price("spot", SPOT_PRICE)

    @cached_property
    def demand_index(self) -> Floats:
        """Index of the market's demand, 1 in the mean."""
        volatility = 0.0 if self._shocks is None else self._market.demand_volatility
        shocks = self._of(DEMAND) if volatility else None
        return demand_index(
            self._calendar.months, self._market.demand_persistence, volatility, shocks
        )

    def demand_felt(self, exposure: Floats) -> Floats:
        """(M, 1) or (M, P): factor on the demand of a tenant so exposed to the index; at least 0.

        Worked out once for tenants of the same certain exposure.
        """
        if exposure.size > 1:
            return self._demand_felt(exposure)
        known = float(exposure[0])
        if known not in self._felt:
            self._felt[known] = self._demand_felt(exposure)
        return self._felt[known]

    def _demand_felt(self, exposure: Floats) -> Floats:
        felt = exposure * (self.demand_index - 1.0)
        felt += 1.0
        return positive(felt)

    @cached_property
    def power_factor(self) -> Floats:
        """Factor on every power price, 1 in the mean."""
        volatility = 0.0 if self._shocks is None else self._market.power_volatility
        shocks = self._of(POWER) if volatility else None
        return power_factor(self._calendar.months, volatility, shocks)

    def accelerator_cost(self, months: int) -> Floats:
        """Factor on IT cost in so many months from the start: the trend, and in-house chips.

        A payment after the plan's last month has its factor too: it is part of the book cost.
        """
        if months not in self._accelerator_cost:
            self._accelerator_cost[months] = self._cost_factor(months)
        return self._accelerator_cost[months]

    def _cost_factor(self, months: int) -> Floats:
        later = Calendar(self._calendar.start, months)
        factor = later.growth(self._number("accelerator_trend"))
        start = self._market.own_chip_start
        if start is None:
            return factor
        there = (later.index >= later.index_of(start))[:, None]
        return factor * np.where(there, 1.0 - self._number("own_chip_saving"), 1.0)

    @cached_property
    def vintage_decay(self) -> Floats:
        """(1,) or (P,): share of market price lost for each year in service."""
        return self._number("vintage_decay")

    def aged(self, months: Whole) -> Floats:
        """(M, 1) or (M, P): what is left of market price after so many months in service.

        (1 − decay)^(months/12), read from one table of powers.
        """
        oldest = int(months.max()) + 1
        if self._powers is None or self._powers.shape[0] < oldest:
            years = np.arange(max(oldest, self._calendar.months))[:, None] / MONTHS_PER_YEAR
            self._powers = (1.0 - self.vintage_decay) ** years
        if months.shape[1] == 1:
            first, last = int(months[0, 0]), int(months[-1, 0])
            if last - first == months.shape[0] - 1:
                return self._powers[first : last + 1]
            return self._powers[months[:, 0]]
        if self._powers.shape[1] == 1:
            return self._powers[:, 0][months]
        found: Floats = np.take_along_axis(self._powers, months, axis=0)
        return found

    def _number(self, name: str) -> Floats:
        return self._columns.number("market", self._market, name)

    def _price(self, prefix: str, path: str) -> Floats:
        drawn = self._shocks is not None
        volatility = self._number(f"{prefix}_volatility") if drawn else np.zeros(1)
        mean = getattr(self._market, f"{prefix}_mean")
        return price_path(
            self._calendar.months,
            self._number(f"{prefix}_price"),
            drift=self._number(f"{prefix}_drift"),
            volatility=volatility,
            half_life=self._number(f"{prefix}_reversion"),
            mean=None if mean is None else self._number(f"{prefix}_mean"),
            shocks=self._of(path) if volatility.any() else None,
        )

    def _of(self, path: str) -> Floats:
        if self._shocks is None:
            raise ValueError("the deterministic run has no shocks")
        return self._shocks.shocks[path]
