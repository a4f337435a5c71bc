"""The engine on a plan of 2,000 contracts, in a process that does nothing else.

The deterministic run of a new case each time, as an edit makes one; and the most memory that the
process has held with Python, numpy, the plan, and the results of two runs.
"""

import json
import resource
import time
from statistics import median

from planner.__main__ import tune
from tests.benchmarks.limits import Figures
from tests.benchmarks.many_contracts import CONTRACTS, many_contracts

RUNS = 7
KILOBYTES = 1024.0


def main() -> None:
    tune()
    from planner.domain.case import case_of
    from planner.engine.simulate import simulate

    project = many_contracts()
    result = simulate(case_of(project))
    taken = []
    for _ in range(RUNS):
        began = time.perf_counter()
        result = simulate(case_of(project))
        taken.append(time.perf_counter() - began)
    if not result.series:
        raise ValueError("the plan of many contracts has no series")
    figures: Figures = {
        f"contracts_{CONTRACTS}_deterministic_ms": median(taken) * 1000.0,
        f"contracts_{CONTRACTS}_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
