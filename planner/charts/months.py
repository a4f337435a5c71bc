"""Months on a chart: a place on the x axis is in months since the plan's first instant."""

from dataclasses import dataclass

from PySide6.QtCore import QLocale

from planner.charts.figures import locale


@dataclass(frozen=True)
class MonthScale:
    """Which calendar month lies at which place. Month k covers k to k + 1.

    A calendar axis in months, not seconds: every month is equally wide, and no time zone or length
    of a month can shift a label.
    """

    year: int
    month: int  # 1-12, of place 0

    @classmethod
    def starting(cls, start: str) -> "MonthScale":
        """The scale of a plan that starts in `start`, as "2026-05"."""
        return cls(int(start[:4]), int(start[5:7]))

    def place(self, month: str) -> int:
        """The place where a month such as "2026-05" begins."""
        return (int(month[:4]) - self.year) * 12 + int(month[5:7]) - self.month

    def january(self, year: int) -> int:
        """The place where the year begins."""
        return (year - self.year) * 12 - (self.month - 1)

    def calendar(self, index: int) -> tuple[int, int]:
        """Year and month (1-12) of month `index`."""
        number = self.year * 12 + self.month - 1 + index
        return number // 12, number % 12 + 1

    def years(self, low: float, high: float) -> range:
        """The calendar years that lie wholly or in part between two places."""
        first, _ = self.calendar(int(low // 1))
        last, _ = self.calendar(int(-(-high // 1)) - 1)
        return range(first, last + 1)

    def short(self, index: int) -> str:
        """`Jun 2028`."""
        year, month = self.calendar(index)
        return f"{self.name(month)} {year}"

    def long(self, index: int) -> str:
        """`June 2028`, for sentences."""
        year, month = self.calendar(index)
        return f"{locale().standaloneMonthName(month, QLocale.FormatType.LongFormat)} {year}"

    def name(self, month: int) -> str:
        """`Jun`, in the user's language."""
        return locale().standaloneMonthName(month, QLocale.FormatType.ShortFormat)
