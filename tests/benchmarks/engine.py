"""The engine alone, on the Colossus example.

As written, and with everything on: every uncertainty is drawn, which makes worlds of different
contracts, and the percentiles of every series are read.
"""

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
    from planner.domain.case import DRAWN, Choice, case_of
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

    everything = Choice(states={each.id: DRAWN for each in project.uncertainties})

    def drawn_with_everything() -> None:
        simulate(case_of(project, everything), DRAWS, threads=threads)

    figures: Figures = {
        "deterministic_ms": _median_of(deterministic, DETERMINISTIC_RUNS) * 1000.0,
        "monte_carlo_10k_s": _median_of(drawn_for_the_window, MONTE_CARLO_RUNS),
        "monte_carlo_everything_s": _median_of(drawn_with_everything, MONTE_CARLO_RUNS),
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
