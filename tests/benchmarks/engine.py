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
    from planner.pages.percentiles import shows_percentiles
    from planner.paths import resource
    from planner.storage.project_file import read

    project = read(resource("examples", "colossus.ncplan")).project
    threads = os.cpu_count() or 1

    # A new case each time, as an edit makes one: what was found for the last case is kept.
    def deterministic() -> None:
        simulate(case_of(project))

    def drawn_for_the_window() -> None:
        simulate(case_of(project), DRAWS, threads=threads, keeps=shows_percentiles)

    def drawn_with_all_percentiles() -> None:
        simulate(case_of(project), DRAWS, threads=threads)

    figures: Figures = {
        "deterministic_ms": _median_of(deterministic, DETERMINISTIC_RUNS) * 1000.0,
        "monte_carlo_10k_s": _median_of(drawn_for_the_window, MONTE_CARLO_RUNS),
        "monte_carlo_10k_all_percentiles_s": _median_of(
            drawn_with_all_percentiles, MONTE_CARLO_RUNS
        ),
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
