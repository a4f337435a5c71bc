"""Numbers of the plan as columns: (1,) where certain, (P,) where drawn. MODEL.md B9."""

from collections.abc import Callable, Hashable, Mapping
from typing import Protocol

import numpy as np

from planner.domain.column import LARGEST, Column
from planner.domain.distribution import Range
from planner.domain.entity import Entity
from planner.domain.path import Path
from planner.engine.arrays import Flags, Floats, Whole
from planner.engine.worlds import Change, World


class Switchable(Protocol):
    """An entity that a case may switch off."""

    @property
    def active(self) -> bool:
        """Whether it exists in the case as written."""


Uniforms = Callable[[str], Floats]
"""(P,) probabilities of a path, the same whenever they are asked for."""


class Columns:
    """Reads the numbers of one world for one block of draws.

    Parameters
    ----------
    world : World
        The plan and what changes in it from draw to draw.
    uniforms : callable or None
        Probabilities by path; None for the deterministic run, in which every range stands at its
        median and P = 1.
    outcomes : mapping
        (P,) int outcome of each drawn uncertainty, by its id.
    """

    def __init__(
        self, world: World, uniforms: Uniforms | None, outcomes: Mapping[str, Whole] | None = None
    ) -> None:
        self.world = world
        self._uniforms = uniforms
        # Most numbers of most plans are written and nothing else: they need no path to be found.
        self._is_as_written = not world.changes and not world.drivers
        self._outcomes = outcomes or {}
        # With the value it was drawn from: a renewal stands at the path of its contract.
        self._known: dict[Path, tuple[float | Range, Floats]] = {}
        self._worked_out: dict[Hashable, Floats] = {}

    @property
    def is_drawn(self) -> bool:
        """Whether chance plays at all; in the deterministic run it does not."""
        return self._uniforms is not None

    def number(self, path: Path, entity: Entity, name: str) -> Floats:
        """(1,) or (P,): a numeric field of an entity at `path`, clipped to the field's bounds.

        What is drawn is read-only and worked out once.
        """
        value = getattr(entity, name)
        if self._is_as_written and type(value) is float:
            return np.array((value,))
        where = f"{path}/{name}"
        changes = self.world.changes.get(where)
        drivers = self.world.drivers.get(where)
        if type(value) is float and changes is None and drivers is None:
            return np.array((value,))
        if where not in self._known or self._known[where][0] is not value:
            drawn = self._changed(where, value, changes or ())
            for driver in drivers or ():
                drawn = drawn * self._driver(driver)
            drawn = _clipped(drawn, type(entity).column(name))
            drawn.flags.writeable = False
            self._known[where] = value, drawn
        return self._known[where][1]

    def once(self, key: Hashable, work_out: Callable[[], Floats]) -> Floats:
        """(1,) or (P,), read-only: what follows from the numbers, worked out once for each key."""
        if key not in self._worked_out:
            found = work_out()
            found.flags.writeable = False
            self._worked_out[key] = found
        return self._worked_out[key]

    def optional(self, path: Path, entity: Entity, name: str, default: Floats | float) -> Floats:
        """The number, or `default` where the field is empty."""
        if getattr(entity, name) is None:
            return np.atleast_1d(np.asarray(default, dtype=np.float64))
        return self.number(path, entity, name)

    def active(self, path: Path, entity: Switchable) -> Floats | None:
        """(1,) or (P,) of 0 and 1 whether the entity exists; None where it never does."""
        written = entity.active
        changes = self.world.changes.get(f"{path}/active") if self.is_drawn else None
        if changes is None:
            return np.array((1.0,)) if written else None
        return self._changed(f"{path}/active", float(written), changes)

    def chance(self, path: Path) -> Floats:
        """(P,) probabilities that decide something other than a range: whether it happens."""
        if self._uniforms is None:
            raise ValueError("the deterministic run draws nothing")
        return self._uniforms(path)

    def _driver(self, path: Path) -> Floats:
        driver = self.world.plan.at(path.removesuffix("/value"))
        return self.number(path.removesuffix("/value"), driver, "value")

    def _changed(self, where: Path, value: float | Range, changes: tuple[Change, ...]) -> Floats:
        drawn = self._drawn(where, value)
        if not self.is_drawn:
            return drawn
        for change in changes:
            here = self._outcomes[change.uncertainty] == change.outcome
            if change.value is None:
                drawn = np.where(here, drawn * change.factor, drawn)
            else:
                drawn = np.where(here, self._drawn(where, change.value) * change.factor, drawn)
        return drawn

    def _drawn(self, where: Path, value: float | Range) -> Floats:
        if not isinstance(value, Range):
            return np.array((float(value),))
        if self._uniforms is None:
            return np.array((value.median,))
        quantiles: Floats = value.quantile(self._uniforms(where))
        return quantiles


def _clipped(values: Floats, column: Column) -> Floats:
    if column.low == -LARGEST and column.high == LARGEST:
        return values
    return np.minimum(np.maximum(values, column.low), column.high)


def is_nowhere(values: Floats | Flags) -> bool:
    """Whether a column is 0, or false, in every draw."""
    # Of a plan's many certain numbers each is asked for: a call of numpy's takes ten times as long.
    return not (values.item() if values.size == 1 else values.any())
