"""Numbers as charts and key figures print them. LOOK.md, "Numbers"."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QLocale

from planner.units.notation import MINUS, NO_BREAK, Marks, print_number

NONE = "\u2014"
EN_DASH = "\u2013"
UP, DOWN = "\u25b2", "\u25bc"
BILLION_FROM = 10_000.0  # $m; from here on a column is shown in $bn


def locale() -> QLocale:
    """The user's locale; where the system has none ("C"), English, which marks thousands."""
    here = QLocale()
    if here.language() == QLocale.Language.C:
        return QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
    return here


def marks() -> Marks:
    """The decimal and thousands marks of the user's locale."""
    here = locale()
    return Marks(here.decimalPoint(), here.groupSeparator())


def number(value: float | None, decimals: int = 0) -> str:
    """A figure: U+2212 for minus, thousands marked; "0" for an exact zero, a dash for none."""
    return NONE if value is None else print_number(value, marks(), decimals)


@dataclass(frozen=True)
class MoneyScale:
    """One scale for a whole column or chart: $m, or $bn once its largest figure reaches $10bn."""

    divisor: float
    symbol: str

    def figure(self, value: float | None, decimals: int | None = None) -> str:
        """The amount (in $m) in this scale, without its unit; one decimal in $bn, none in $m."""
        if value is None:
            return NONE
        return number(value / self.divisor, self.decimals if decimals is None else decimals)

    def amount(self, value: float | None, decimals: int | None = None) -> str:
        """The amount (in $m) with its unit, for running text: $34.6bn, −$34.6bn."""
        if value is None:
            return NONE
        sign, letters = self.symbol[:1], self.symbol[1:]
        figure = self.figure(value, decimals)
        if value == 0.0:
            return f"{sign}{figure}"
        if figure.startswith(MINUS):
            return f"{MINUS}{sign}{figure.removeprefix(MINUS)}{letters}"
        return f"{sign}{figure}{letters}"

    @property
    def decimals(self) -> int:
        """Decimals of a key figure: one for $bn, none for $m."""
        return 1 if self.divisor > 1.0 else 0

    @property
    def table_decimals(self) -> int:
        """Decimals in a table: two for $bn, none for $m."""
        return 2 if self.divisor > 1.0 else 0


MILLIONS = MoneyScale(1.0, "$m")
BILLIONS = MoneyScale(1000.0, "$bn")


def money_scale(amounts: Iterable[float | None]) -> MoneyScale:
    """The scale in which all these amounts ($m) are shown together."""
    known = (abs(amount) for amount in amounts if amount is not None and math.isfinite(amount))
    return BILLIONS if max(known, default=0.0) >= BILLION_FROM else MILLIONS


def percent(share: float | None) -> str:
    """A share as per cent: no decimals, one below 10 %; `<0.1 %` for less, `0 %` for none."""
    if share is None or not math.isfinite(share):
        return NONE
    if share == 0.0:
        return f"0{NO_BREAK}%"
    if 0.0 < share < 0.001:
        return f"<{number(0.1, 1)}{NO_BREAK}%"
    value = share * 100.0
    # 9.96 would print as 10.0: what rounds to ten is ten.
    decimals = 1 if abs(round(value, 1)) < 10.0 else 0
    return f"{number(value, decimals)}{NO_BREAK}%"


def chance(probability: float | None) -> str:
    """A chance estimated from draws: never 0 or 1, which draws cannot prove."""
    if probability is None or not math.isfinite(probability):
        return NONE
    if probability < 0.001:
        return f"<{number(0.1, 1)}{NO_BREAK}%"
    if probability > 0.999:
        return f">{number(99.9, 1)}{NO_BREAK}%"
    if probability >= 0.995:
        # Without a decimal this would print as the 100 % that draws cannot prove.
        return f"{number(probability * 100.0, 1)}{NO_BREAK}%"
    return percent(probability)


def percent_range(low: float | None, high: float | None) -> str:
    """A P10–P90 of shares, the sign of per cent once, as `79–100 %`."""
    if low is None or high is None:
        return NONE
    return f"{spread(low * 100.0, high * 100.0, 0)}{NO_BREAK}%"


def spread(low: float | None, high: float | None, decimals: int) -> str:
    """Two ends: `7.6–30.1`, or `−0.1 to 11.3` where an end is negative."""
    if low is None or high is None:
        return NONE
    glue = " to " if low < 0.0 or high < 0.0 else EN_DASH
    return f"{number(low, decimals)}{glue}{number(high, decimals)}"


def error_decimals(standard_error: float | None, decimals: int) -> int:
    """The decimals a mean may show: never more than its standard error supports."""
    if standard_error is None or not math.isfinite(standard_error) or standard_error <= 0.0:
        return decimals
    supported = -math.floor(math.log10(standard_error) + 1e-12)
    return max(0, min(decimals, supported))


def error(standard_error: float | None, decimals: int) -> str:
    """`±0.1`, rounded up where it would print as nothing; "" where there is none."""
    if standard_error is None or not math.isfinite(standard_error):
        return ""
    if standard_error == 0.0:
        return "±0"
    return f"±{number(max(standard_error, 10.0**-decimals), decimals)}"


def power(megawatts: float | None) -> str:
    """`340 MW`, without decimals."""
    return NONE if megawatts is None else f"{number(megawatts)}{NO_BREAK}MW"


def change(difference: float, decimals: int, unit: str = "") -> str:
    """`▲ 14.0`: the sign as a triangle, the size as a figure; a plain figure for no change."""
    size = number(abs(difference), decimals)
    if not any(digit in size for digit in "123456789"):
        return number(0.0) + unit
    return f"{UP if difference > 0.0 else DOWN} {size}{unit}"


__all__ = [
    "BILLIONS",
    "MILLIONS",
    "MINUS",
    "NONE",
    "NO_BREAK",
    "MoneyScale",
    "change",
    "error",
    "error_decimals",
    "locale",
    "marks",
    "money_scale",
    "number",
    "percent",
    "percent_range",
    "power",
    "spread",
]
