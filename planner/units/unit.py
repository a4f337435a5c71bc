"""Units of the fields: what is shown after a number and which suffixes may be typed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_MONEY: Mapping[str, float] = {
    "": 1.0,
    "k": 1e-3,
    "m": 1.0,
    "mn": 1.0,
    "bn": 1e3,
    "b": 1e3,
    "tn": 1e6,
}
_POWER: Mapping[str, float] = {"W": 1e-6, "kW": 1e-3, "MW": 1.0, "GW": 1e3}
_MONTHS: Mapping[str, float] = {
    "mo": 1.0,
    "month": 1.0,
    "months": 1.0,
    "y": 12.0,
    "yr": 12.0,
    "year": 12.0,
    "years": 12.0,
}
_PERCENT: Mapping[str, float] = {"%": 0.01, "bp": 0.0001}


@dataclass(frozen=True)
class Unit:
    """A unit of measure.

    `symbol` stands behind the number; `suffixes` maps what may be typed (in any case) to its
    factor in the stored unit; `shown` multiplies the stored number for display (100 for shares
    and rates); `decimals` is the usual precision on screen; `money` takes a $ before the number.
    """

    symbol: str
    suffixes: Mapping[str, float] = field(default_factory=dict, hash=False)
    shown: float = 1.0
    decimals: int = 0
    money: bool = False

    def factor(self, suffix: str) -> float | None:
        """What a number with this suffix is multiplied by; None for a suffix of other units."""
        wanted = re.sub(r"\s+", " ", suffix.lower())
        for known, factor in self.suffixes.items():
            if known.lower() in (wanted, wanted.removeprefix("$")):
                return factor
        if not wanted:
            return 1.0
        return 1.0 / self.shown if wanted == self.symbol.lower() else None


def _money(symbol: str, decimals: int) -> Unit:
    tail = symbol.removeprefix("$m")
    extra = {suffix + tail: factor for suffix, factor in _MONEY.items() if suffix}
    return Unit(symbol, {**_MONEY, **extra}, 1.0, decimals, True)


PLAIN = Unit("", {}, 1.0, 2)
COUNT = Unit("", {"k": 1e3, "m": 1e6}, 1.0, 0)
MW = Unit("MW", _POWER, 1.0, 0)
MUSD = _money("$m", 0)
MUSD_PER_MONTH = _money("$m/month", 0)
MUSD_PER_MW = _money("$m/MW", 2)
MUSD_PER_MW_MONTH = _money("$m/MW-month", 3)
USD_PER_MWH = Unit("$/MWh", {"": 1.0, "/MWh": 1.0, "c/kWh": 10.0, "/kWh": 1e3}, 1.0, 0, True)
USD_PER_GPU_HOUR = Unit("$/GPU-hour", {"": 1.0, "/GPU-hour": 1.0, "/GPU-h": 1.0}, 1.0, 2, True)
# A contract's price is in the unit of its basis: $m a month, $m per MW-month, or $ per GPU-hour.
PRICE = Unit("", _MONEY, 1.0, 2, True)
MONTHS = Unit("months", _MONTHS, 1.0, 0)
SHARE = Unit("%", _PERCENT, 100.0, 0)
RATE = Unit("% a year", {**_PERCENT, "% a year": 0.01, "%/yr": 0.01, "% pa": 0.01}, 100.0, 1)
PERCENT_PER_MONTH = Unit("% a month", {**_PERCENT, "% a month": 0.01}, 100.0, 1)
FACTOR = Unit("×", {"x": 1.0, "×": 1.0, "%": 0.01}, 1.0, 2)
