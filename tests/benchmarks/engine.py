"""The engine alone, on the Colossus example as written."""

import json
import os
import time
from collections.abc import Callable
from statistics import median

from planner.__main__ import tune
from tests.benchmarks.limits import Figures

DRAWS = 10_240
DETERMINISTIC_RUNS = 40
MONTE_CARLO_RUNS = 7


def main() -> None:
    tune()
    from planner.domain.case import case_of
    from planner.engine.simulate import simulate
    from planner.paths import resource
    from planner.storage.project_file import read

    case = case_of(read(resource("examples", "colossus.ncplan")).project)
    threads = os.cpu_count() or 1

    def deterministic() -> None:
        simulate(case)

    def drawn() -> None:
        simulate(case, DRAWS, threads=threads)

    figures: Figures = {
        "deterministic_ms": _median_of(deterministic, DETERMINISTIC_RUNS) * 1000.0,
        "monte_carlo_10k_s": _median_of(drawn, MONTE_CARLO_RUNS),
    }
    print(json.dumps(figures))


def _median_of(work: Callable[[], None], times: int) -> float:
    """Seconds of one run, after one that warms up."""
    work()
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return median(taken)


if __name__ == "__main__":
    main()
