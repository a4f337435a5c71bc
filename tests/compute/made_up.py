"""An engine that a test holds on a leash: it moves only when the test says so."""

from collections.abc import Callable
from dataclasses import dataclass, field
from queue import Queue

import numpy as np

from planner.domain.case import Case, case_of
from planner.domain.project import Project
from planner.engine.chunks import Cancelled
from planner.engine.result import Bands, Measure, Result

PATIENCE_S = 10.0


def plan(name: str, draws: int = 1024, seed: int = 1) -> Project:
    """An empty plan of one month."""
    settings = {"start": "2026-01", "months": 1, "draws": draws, "seed": seed}
    return Project.model_validate({"name": name, "settings": settings})


def case(name: str, draws: int = 1024, seed: int = 1) -> Case:
    """The case of an empty plan; other names, draws and seeds make other cases."""
    return case_of(plan(name, draws, seed))


def result(case_key: str, draws: int, seed: int = 1, months: int = 1) -> Result:
    """A result whose only series is one array of `months` numbers, 8 bytes each."""
    series = np.zeros(months)
    npv = Measure("npv", 0.0, None, None, None, None, None, None, 0, np.zeros(0), None)
    return Result(
        case_key=case_key,
        start="2026-01",
        months=("2026-01",) * months,
        draws=draws,
        seed=seed,
        seconds=0.0,
        series={("", "fcff"): Bands(series, None, None, None, None, None, None)},
        at_start={},
        measures={"npv": npv},
        assumptions=(),
        notices=(),
    )


@dataclass
class Call:
    """One pass that the worker has asked for."""

    case: Case
    draws: int
    cancelled: Callable[[], bool]
    progress: Callable[[float], None] | None
    orders: "Queue[str]" = field(default_factory=Queue)

    def finish(self) -> None:
        """Let the pass return its result."""
        self.orders.put("finish")

    def fail(self) -> None:
        """Let the pass meet a programming fault."""
        self.orders.put("fail")

    def next_chunk(self) -> None:
        """Let the pass reach the end of a chunk, where it asks whether it is cancelled."""
        self.orders.put("chunk")

    def run(self) -> Result:
        while True:
            match self.orders.get(timeout=PATIENCE_S):
                case "finish":
                    seed = self.case.plan.settings.seed
                    return result(self.case.key, self.draws, seed)
                case "fail":
                    raise ZeroDivisionError("no megawatts")
                case "let go":
                    raise Cancelled
                case "chunk":
                    if self.cancelled():
                        raise Cancelled
                    if self.progress is not None:
                        self.progress(0.5)


class LeashedEngine:
    """Stands in for `simulate`; every call waits for the test's orders."""

    def __init__(self) -> None:
        self._calls: Queue[Call] = Queue()
        self._made: list[Call] = []
        self._let_go = False

    def __call__(
        self,
        case: Case,
        draws: int = 0,
        *,
        cancelled: Callable[[], bool],
        progress: Callable[[float], None] | None,
        threads: int,
        keeps: Callable[[tuple[str, str]], bool] | None,
    ) -> Result:
        call = Call(case, draws, cancelled, progress)
        self._made.append(call)
        self._calls.put(call)
        if self._let_go:
            raise Cancelled
        return call.run()

    def next_call(self) -> Call:
        """The worker's next pass, once it has begun."""
        return self._calls.get(timeout=PATIENCE_S)

    def let_go(self) -> None:
        """End every pass, now and from now on, so that the worker can be closed."""
        self._let_go = True
        for call in self._made:
            call.orders.put("let go")

    def is_idle(self) -> bool:
        """Whether no pass waits to be looked at."""
        return self._calls.empty()
