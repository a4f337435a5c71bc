"""Random numbers, ranges, months and choices of a plan that hypothesis gave a seed."""

import random
from dataclasses import dataclass
from typing import Any

from planner.domain.month import shifted


@dataclass(frozen=True)
class Kind:
    """What a random plan may hold: with `chance`, ranges, volatilities and possible events."""

    chance: bool = True
    structural: bool = True


@dataclass(frozen=True)
class Chooser:
    """Chooses the values of one plan. Months are counted from the plan's start."""

    chosen_by: random.Random
    kind: Kind
    start: str
    months: int

    def number(self, low: float, high: float) -> float:
        """Four decimals, as one types them."""
        return round(self.chosen_by.uniform(low, high), 4)

    def some(self, low: float, high: float) -> Any:
        """A number, or where there is chance a range of every form."""
        if not self.kind.chance or self.chance(0.5):
            return self.number(low, high)
        a, b, c = sorted(self.number(low, high) for _ in range(3))
        if not a < c:
            return a
        middle = round((low + high) / 2, 4)
        return self.one(
            f"{a} to {c}",
            f"uniform({a}, {c})",
            f"triangular({a}, {b}, {c})",
            f"pert({a}, {b}, {c})",
            f"discrete({a}: 25%, {b}: 30%, {c}: 45%)",
            f"normal({middle}, {(high - low) / 8})",
            f"lognormal({max(middle, 0.01)}, 0.2)",
        )

    def maybe(self, low: float, high: float, otherwise: Any = 0) -> Any:
        return self.some(low, high) if self.chance(0.4) else otherwise

    def chance(self, probability: float) -> bool:
        return self.chosen_by.random() < probability

    def one(self, *values: Any) -> Any:
        return self.chosen_by.choice(values)

    def several(self, values: list[Any], most: int) -> list[Any]:
        """None of them, one, or more."""
        return self.chosen_by.sample(values, self.whole(0, min(most, len(values))))

    def whole(self, low: int, high: int) -> int:
        return self.chosen_by.randint(low, high)

    def month(self, low: int, high: int) -> str:
        return shifted(self.start, self.whole(low, high))

    def optional_month(self, low: int, high: int) -> str | None:
        return self.month(low, high) if self.chance(0.3) else None

    def shares(self, most: int) -> list[float]:
        return [self.number(0, 1) for _ in range(self.whole(0, most))]

    def ramp(self) -> Any:
        return self.one(0, self.whole(1, 8), 2.5, self.shares(4))

    def escalation(self) -> float | None:
        return self.number(-0.1, 0.2) if self.chance(0.3) else None

    def is_active(self) -> bool:
        return self.chance(0.85)
