"""Every line of the statements by month: of the plan, a site, a tenant, or of no site. MODEL.md B7.

Axes: M months.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.analysis.statement_lines import NO_SITE, Line, Section, lines_of
from planner.engine.result import Floats, Result

NEGLIGIBLE = 1e-11  # of the largest amount of a statement; what is left of a sum that is 0


@dataclass(frozen=True)
class Amounts:
    """A line signed as it is shown, $m."""

    monthly: Floats
    """(M,)."""
    at_start: float
    """At t = 0, for a balance after what flows then; NaN where the line has no amount then."""


SectionAmounts = Mapping[Section, Mapping[str, Amounts]]


def amounts_of(result: Result, path: str, expected: bool) -> SectionAmounts:
    """The lines of an entity by section and name; lines that the result cannot tell are left out.

    Parameters
    ----------
    path : str
        "" is the plan, `NO_SITE` what of it belongs to no facility.
    expected : bool
        Means over the draws, which the result must have, instead of the plan as written.
    """
    if path == NO_SITE:
        return _of_no_site(result, expected)
    reader = _Reader(result, path, expected)
    return {
        section: _of_section(lines, {line.name: reader.line(line) for line in lines})
        for section, lines in lines_of(path).items()
    }


def sites_of(result: Result) -> tuple[str, ...]:
    """The facilities that the result has series of, by path."""
    paths = {path for path, _name in result.series if path.startswith("facilities/")}
    return tuple(sorted(path for path in paths if path.count("/") == 1))


def _of_no_site(result: Result, expected: bool) -> SectionAmounts:
    """The plan's lines less those of all its sites: items by difference, totals by their sums."""
    plan = amounts_of(result, "", expected)
    sites = [amounts_of(result, path, expected) for path in sites_of(result)]
    found = {}
    for section, lines in lines_of(NO_SITE).items():
        whole = plan[section]
        items = {
            line.name: _less(whole[line.name], [site[section].get(line.name) for site in sites])
            for line in lines
            if not line.sums and line.name in whole
        }
        found[section] = _of_section(lines, items)
    return found


def _less(whole: Amounts, parts: Sequence[Amounts | None]) -> Amounts:
    monthly, at_start = whole.monthly.copy(), whole.at_start
    for part in parts:
        if part is not None:
            monthly -= part.monthly
            at_start -= 0.0 if math.isnan(part.at_start) else part.at_start
    # What is left of a difference is the rounding of what it was taken from.
    noise = NEGLIGIBLE * float(np.abs(whole.monthly).max(initial=0.0))
    return Amounts(np.where(np.abs(monthly) <= noise, 0.0, monthly), at_start)


def _of_section(lines: Sequence[Line], read: Mapping[str, Amounts | None]) -> dict[str, Amounts]:
    """The lines that were read, and the totals that have no series of their own."""
    found: dict[str, Amounts] = {}
    for line in lines:
        amounts = read.get(line.name)
        if amounts is None and line.sums and not line.parts:
            amounts = _summed([found[name] for name in line.sums if name in found])
        if amounts is not None:
            found[line.name] = amounts
    every = [np.append(amounts.monthly, amounts.at_start) for amounts in found.values()]
    noise = NEGLIGIBLE * max((float(np.nanmax(np.abs(each))) for each in every), default=0.0)
    starts = any(abs(amounts.at_start) > noise for amounts in found.values())
    return {name: _cleaned(amounts, noise, starts) for name, amounts in found.items()}


def _summed(parts: Sequence[Amounts]) -> Amounts | None:
    """The sum of at least two lines: one alone needs no total."""
    if len(parts) < 2:
        return None
    monthly: Floats = np.sum([part.monthly for part in parts], axis=0)
    return Amounts(monthly, _added([part.at_start for part in parts]))


def _added(amounts: Sequence[float]) -> float:
    """The sum of those that are there; NaN if none is."""
    known = [amount for amount in amounts if not math.isnan(amount)]
    return sum(known) if known else math.nan


def _cleaned(amounts: Amounts, noise: float, starts: bool) -> Amounts:
    """Without what is left of sums that are 0; without t = 0 where nothing at all falls there."""
    # Adding 0 turns a negative zero, as −0 of no cost is, into a plain one.
    monthly = np.where(np.abs(amounts.monthly) <= noise, 0.0, amounts.monthly) + 0.0
    at_start = amounts.at_start if starts else math.nan
    return Amounts(monthly, 0.0 if abs(at_start) <= noise else at_start)


class _Reader:
    """Series of one entity, as planned or as means over the draws."""

    def __init__(self, result: Result, path: str, expected: bool) -> None:
        self._result, self._path, self._expected = result, path, expected

    def line(self, line: Line) -> Amounts | None:
        """The line from its parts; None if the result lacks one of them, or if it has none."""
        if not line.parts:
            return None
        parts = [(sign, self._series(name)) for sign, name in line.parts]
        known = [sign * series for sign, series in parts if series is not None]
        if len(known) < len(parts):
            return None
        monthly: Floats = np.sum(known, axis=0)
        starts = [sign * self._at_start(name) for sign, name in line.parts]
        return Amounts(monthly, _added(starts))

    def _series(self, name: str) -> Floats | None:
        """(M,): the series, None if the result does not have it."""
        bands = self._result.series.get((self._path, name))
        if bands is None:
            of_site = self._path.startswith("facilities/")
            return self._construction() if of_site and name == "construction" else None
        if self._expected and bands.mean is not None:
            return bands.mean
        return bands.deterministic

    def _construction(self) -> Floats | None:
        """(M,): of a site, what was paid and neither written off nor in service."""
        moved = [self._series(name) for name in ("capex", "depreciation", "written_off")]
        value = self._series("net_book_value")
        capex, depreciation, written_off = moved
        before = self._at_start("net_book_value") + self._at_start("construction")
        if capex is None or depreciation is None or written_off is None or value is None:
            return None
        if math.isnan(before):
            return None
        left: Floats = before + np.cumsum(capex - depreciation - written_off) - value
        return left

    def _at_start(self, name: str) -> float:
        opening = self._result.openings.get((self._path, name))
        if opening is None:
            return math.nan
        if self._expected and opening.mean is not None:
            return opening.mean
        return opening.deterministic
