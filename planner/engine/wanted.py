"""Which series and measures a run is asked for: what nobody reads is not computed. MODEL.md B9."""

from collections.abc import Callable
from dataclasses import dataclass, field

from planner.domain.path import Path
from planner.engine.arrays import Floats, by_month

Receive = Callable[[Path, str, Floats], None]
"""Takes a monthly series (M, 1) or (M, P) of an entity; the path "" is the whole plan."""

WHOLE = ""
BACKLOGS = ("backlog_headline", "backlog_firm", "backlog_expected", "rpo")
PRICED = frozenset({"billed", "spot_revenue", "delivered", "spot"})
"""Series of a tenant that its levelised price is made of."""
LEVELISED_PRICE = "levelised_price"


@dataclass(frozen=True)
class Wanted:
    """What is read of a run's draws. What it is, does not depend on what else is wanted."""

    series: Callable[[tuple[Path, str]], bool] | None = None
    """By path and name, always with the same answer; None is every one."""
    measures: frozenset[str] | None = None
    """By name; `levelised_price` is that of every tenant. None is every one."""
    _answers: dict[tuple[Path, tuple[str, ...]], bool] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What `must_compute` has answered: every block of a run asks the same."""

    def has(self, path: Path, *names: str) -> bool:
        """Whether any of these series is read."""
        series = self.series
        return series is None or any(series((path, name)) for name in names)

    def measure(self, *names: str) -> bool:
        """Whether any of these measures is read."""
        return self.measures is None or not self.measures.isdisjoint(names)

    def must_compute(self, path: Path, *names: str) -> bool:
        """Whether any of these series is read, or a tenant's price is made of it."""
        if self.series is None:
            return True
        answer = self._answers.get((path, names))
        if answer is None:
            is_priced = not PRICED.isdisjoint(names) and is_tenant(path)
            answer = self.has(path, *names) or (is_priced and self.measure(LEVELISED_PRICE))
            self._answers[path, names] = answer
        return answer


EVERYTHING = Wanted()


class Recorder:
    """Hands on the series of a block that somebody reads; stages ask it before they work.

    Parameters
    ----------
    months : int
        M.
    """

    def __init__(self, receive: Receive, wanted: Wanted, months: int) -> None:
        self._receive, self._months = receive, months
        self.wanted = wanted
        # Asked of every series of every contract: a run that is asked for all need not look.
        self._takes_all = wanted.series is None

    def __call__(self, path: Path, name: str, series: Floats) -> None:
        """Record a series, (M, ·) or one row for all months."""
        if self._takes_all or self.wanted.must_compute(path, name):
            self._receive(path, name, by_month(series, self._months))

    def wants(self, path: Path, *names: str) -> bool:
        """Whether any of these series must be computed."""
        return self.wanted.must_compute(path, *names)


def is_tenant(path: Path) -> bool:
    """Whether it is the path of a tenant itself."""
    return path.startswith("tenants/") and path.count("/") == 1
