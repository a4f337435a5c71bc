"""The engine against the same workload in numpy by hand, in one run on the same threads.

The yardstick, `reference/numpy_blocks.py`, computes a plan of four facilities and eight tenants
over 120 months and nothing else: from its seed to NPV, IRR and P10, P50 and P90 of cumulative cash
flow by month. The engine computes tests/plans/reference_workload.ncplan, the same workload by its
own conventions (calendar months, yearly escalation, medians), from the project to the same
outcomes. It is asked for those only, since the yardstick computes nothing else either: what hangs
on no outcome, such as backlog, the balance sheet or the means of each contract, is left out of the
draws, and the deterministic run has it. Two plans are made of it:

full: losses are carried forward in the levered and the unlevered tax ledger, each tenant pays a
month late and may default, and four fifths of its MW are take-or-pay, recognised over the term that
binds.
bare: losses are refunded at once, revenue is as invoiced, nobody defaults.

Each figure is the median time of the engine divided by that of the yardstick. They take turns, so
that whatever else the machine does slows all of them.
"""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from planner.__main__ import tune
from planner.domain.project import Project
from tests.benchmarks.limits import Figures

PLAN = Path(__file__).parent.parent / "plans" / "reference_workload.ncplan"
# The engine draws whole chunks of 256: as near to ten thousand as they come.
DRAWS = 10_240
ROUNDS = 9
TAKE_OR_PAY = 0.8
MEASURES = frozenset({"npv", "irr"})
DEFAULT_RATE = 0.02


def main() -> None:
    tune()
    from planner.domain.case import case_of
    from planner.engine.simulate import simulate
    from planner.engine.wanted import Wanted
    from planner.storage.project_file import read
    from tests.benchmarks.reference.numpy_blocks import NumpyBlocks

    threads = os.cpu_count() or 1
    workload = read(PLAN).project
    yardstick = NumpyBlocks(threads)

    def computing(project: Project) -> Callable[[], object]:
        outcomes = Wanted(_is_outcome, MEASURES)
        return lambda: simulate(
            case_of(project), DRAWS, threads=threads, keeps=_is_outcome, wanted=outcomes
        )

    medians = _medians(
        {
            "numpy_blocks": lambda: yardstick.run(DRAWS),
            "full": computing(full(workload)),
            "bare": computing(bare(workload)),
        }
    )
    figures: Figures = {
        "numpy_blocks_s": medians["numpy_blocks"],
        "ratio_numpy_blocks_full": medians["full"] / medians["numpy_blocks"],
        "ratio_numpy_blocks_bare": medians["bare"] / medians["numpy_blocks"],
    }
    print(json.dumps(figures))


def full(workload: Project) -> Project:
    """The workload with every ledger in use."""
    return _changed(
        workload,
        "carry_forward",
        {"default_rate": DEFAULT_RATE, "loss_given_default": 0.6},
        {"recognition": "auto", "take_or_pay": TAKE_OR_PAY, "payment_lag": 1},
    )


def bare(workload: Project) -> Project:
    """The workload without tax ledgers, recognition and default."""
    return _changed(
        workload,
        "group_relief",
        {"default_rate": 0.0},
        {"recognition": "as_invoiced", "take_or_pay": 0.0, "payment_lag": 0},
    )


def _changed(
    workload: Project,
    losses: str,
    of_tenants: dict[str, object],
    of_contracts: dict[str, object],
) -> Project:
    tenants = tuple(
        tenant.replacing(
            contracts=tuple(contract.replacing(**of_contracts) for contract in tenant.contracts),
            **of_tenants,
        )
        for tenant in workload.tenants
    )
    settings = workload.settings.replacing(loss_treatment=losses)
    return workload.model_copy(update={"tenants": tenants, "settings": settings})


def _is_outcome(key: tuple[str, str]) -> bool:
    """What is read of the draws, percentiles too: the whole plan's cumulative cash flow."""
    return key == ("", "cumulative_fcff")


def _medians(works: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Seconds of each, taking turns, after one round that warms up."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(1 + ROUNDS):
        for name, work in works.items():
            began = time.perf_counter()
            work()
            taken[name].append(time.perf_counter() - began)
    return {name: median(seconds[1:]) for name, seconds in taken.items()}


if __name__ == "__main__":
    main()
