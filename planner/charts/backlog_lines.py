"""What is still to be billed: headline, expected, firm, and RPO, by month. MODEL.md B5."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.charts.plot import Floats
from planner.engine.result import Bands, Result

HEADLINE, EXPECTED, FIRM, RPO = "backlog_headline", "backlog_expected", "backlog_firm", "rpo"
LINES = (HEADLINE, EXPECTED, FIRM, RPO)
NOTICEABLE = 1e-6  # $m
MONTHS_AFTER = 3  # shown after the last month with a backlog
LEAST_MONTHS = 12


@dataclass(frozen=True)
class Backlog:
    """After each month, (M,) each, $m; `at_start` before the first, where the result knows it.

    `months` are as many as are worth showing: until nothing is left, and some more.
    """

    lines: Mapping[str, Floats]
    at_start: Mapping[str, float] | None
    months: int

    def from_start(self, name: str) -> Floats:
        """(M,) or, where the start is known, (M + 1,) with it first."""
        line = self.lines[name]
        if self.at_start is None or name not in self.at_start:
            return line
        return np.concatenate([[self.at_start[name]], line])

    def first(self, name: str) -> float:
        """At the start, or after the first month where that is all that is known."""
        return float(self.from_start(name)[0])

    @property
    def begins(self) -> int:
        """The month after which there first is a backlog; −1 if there is one at the start."""
        if self.at_start is not None and self.first(HEADLINE) > 0.0:
            return -1
        return int(np.argmax(self.lines[HEADLINE] > 0.0))

    def after(self, name: str, month: int) -> float:
        """After a month, or at the start for −1."""
        return self.first(name) if month < 0 else float(self.lines[name][month])

    @property
    def peak(self) -> float:
        """The largest headline."""
        return float(self.from_start(HEADLINE).max())

    def firm_share(self, month: int) -> float | None:
        """Firm of headline after a month, −1 the start; None where nothing is left."""
        firm, headline = self.after(FIRM, month), self.after(HEADLINE, month)
        return firm / headline if headline > NOTICEABLE else None


def backlog(result: Result, path: str, expected: bool) -> Backlog | None:
    """The backlog of the plan (""), a tenant or a contract; None if there never is one.

    As planned, or as means over the draws where there are any.
    """
    found = {name: result.series.get((path, name)) for name in LINES}
    known = {name: _shown(bands, expected) for name, bands in found.items() if bands is not None}
    lines = {name: np.where(np.abs(v) > NOTICEABLE, v, 0.0) for name, v in known.items()}
    if len(lines) < len(LINES) or float(lines[HEADLINE].max(initial=0.0)) <= NOTICEABLE:
        return None
    left = np.flatnonzero(np.max([lines[name] for name in LINES], axis=0) > NOTICEABLE)
    months = min(max(int(left[-1]) + 1 + MONTHS_AFTER, LEAST_MONTHS), len(result.months))
    return Backlog(lines, _at_start(result, path, expected), months)


def largest(result: Result, paths: Sequence[str], most: int) -> list[str]:
    """Those of the contracts that have a backlog, the largest `most` of them, in their order."""
    sizes = {path: _largest_headline(result, path) for path in paths}
    kept = sorted((path for path in paths if sizes[path] > NOTICEABLE), key=sizes.__getitem__)
    chosen = set(kept[-most:])
    return [path for path in paths if path in chosen]


def has_backlog(result: Result, path: str) -> bool:
    """Whether a tenant or contract ever has one, as planned or in a draw."""
    return _largest_headline(result, path) > NOTICEABLE


def _largest_headline(result: Result, path: str) -> float:
    bands = result.series.get((path, HEADLINE))
    if bands is None:
        return 0.0
    most = float(bands.deterministic.max(initial=0.0))
    return most if bands.mean is None else max(most, float(bands.mean.max(initial=0.0)))


def _at_start(result: Result, path: str, expected: bool) -> Mapping[str, float] | None:
    """Before the first month; None where the result does not tell."""
    found: dict[str, float] = {}
    for name in LINES:
        opening = result.openings.get((path, name))
        if opening is None:
            return None
        is_drawn = expected and opening.mean is not None
        value = opening.mean if is_drawn else opening.deterministic
        found[name] = value if value is not None and abs(value) > NOTICEABLE else 0.0
    return found


def _shown(bands: Bands, expected: bool) -> Floats:
    return bands.mean if expected and bands.mean is not None else bands.deterministic
