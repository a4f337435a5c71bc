"""What a run of the engine found: read-only, and all that charts, tables and exports ever see."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.units.message import Message

if TYPE_CHECKING:
    from planner.domain.checks import Problem

Floats = NDArray[np.float64]


class Bands(NamedTuple):
    """One monthly series, each array (M,); None where no draws were made.

    A tuple: a plan of thousands of contracts has ten thousands of these, which as objects with a
    dictionary each would take a tenth of its deterministic run.
    """

    deterministic: Floats
    mean: Floats | None = None
    p10: Floats | None = None
    p25: Floats | None = None
    p50: Floats | None = None
    p75: Floats | None = None
    p90: Floats | None = None


class CertainSeries(Mapping[tuple[str, str], Bands]):
    """The series of a run without draws, by path and name in their order.

    A plan of thousands of contracts has ten thousands of them, and few are looked at: each gets its
    bands, and all their order, when somebody asks.
    """

    def __init__(self, arrays: Mapping[tuple[str, str], Floats]) -> None:
        self._arrays = arrays

    def __getitem__(self, key: tuple[str, str]) -> Bands:
        return Bands(self._arrays[key])

    def __contains__(self, key: object) -> bool:
        return key in self._arrays

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._in_order)

    def __len__(self) -> int:
        return len(self._arrays)

    @cached_property
    def _in_order(self) -> tuple[tuple[str, str], ...]:
        return tuple(sorted(self._arrays))


class Opening(NamedTuple):
    """An amount at t = 0, $m; `mean` is None where no draws were made."""

    deterministic: float
    mean: float | None = None


@dataclass(frozen=True)
class Measure:
    """One figure of the whole plan. `deterministic` is None where there is no number.

    `missing` counts the draws without a number; `samples` is (P,); `status` says what a reader must
    know beside the figure.
    """

    name: str
    deterministic: float | None
    mean: float | None
    standard_error: float | None
    p5: float | None
    p10: float | None
    p50: float | None
    p90: float | None
    missing: int
    samples: Floats
    status: Message | None


@dataclass(frozen=True)
class Result:
    """One case, computed. Money in $m, power in MW, arrays months first.

    `draws` is 0 after the deterministic run alone. `series` is keyed by (entity path, series name);
    the path "" is the whole plan. `at_start` holds the flows at t = 0, before the first month.
    """

    case_key: str
    start: str
    months: tuple[str, ...]
    draws: int
    seed: int
    seconds: float
    series: Mapping[tuple[str, str], Bands]
    at_start: Mapping[str, float]
    measures: Mapping[str, Measure]
    assumptions: tuple[Message, ...]
    notices: "tuple[Problem, ...]"
    openings: Mapping[tuple[str, str], Opening] = field(default_factory=dict)
    """By entity path and series name: flows at t = 0, and balances after them."""
