"""Runs of which every block is kept as it was computed, for laws of each month and draw."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from unittest.mock import patch

import numpy as np

from planner.domain.case import Case
from planner.engine import certain_run
from planner.engine import simulate as simulation
from planner.engine.arrays import Floats
from planner.engine.block import Flows, run_block
from planner.engine.calendar import Calendar
from planner.engine.columns import Columns
from planner.engine.draws import CHUNK, ChunkDraws
from planner.engine.recording import Key
from planner.engine.result import Result
from planner.engine.wanted import EVERYTHING, Receive, Wanted

SLACK = 1e-7

Block = tuple[dict[Key, Floats], Flows]


class Spied:
    """Every block of a run as it was computed: series by key, and flows. The first is certain."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.blocks: list[Block] = []
        with (
            patch.object(certain_run, "run_block", self._run_block),
            patch.object(simulation, "run_block", self._run_block),
        ):
            # A case of its own, since the deterministic run of the last one is kept.
            self.result: Result = simulation.simulate(replace(case), CHUNK, threads=1)

    def _run_block(
        self,
        columns: Columns,
        calendar: Calendar,
        shocks: ChunkDraws | None,
        record: Receive,
        checkpoint: Callable[[], None],
        wanted: Wanted = EVERYTHING,
    ) -> Flows:
        seen: dict[Key, Floats] = {}

        def both(path: str, name: str, series: Floats) -> None:
            assert (path, name) not in seen
            seen[path, name] = np.array(series)
            record(path, name, series)

        flows = run_block(columns, calendar, shocks, both, checkpoint, wanted=wanted)
        self.blocks.append((seen, flows))
        return flows


def by_path(seen: dict[Key, Floats], head: str, depth: int) -> Iterator[dict[str, Floats]]:
    """The series of each facility, tenant or contract."""
    paths = {path for path, _ in seen if path.startswith(head) and path.count("/") == depth}
    for path in sorted(paths):
        yield {name: series for (where, name), series in seen.items() if where == path}


def at_most(part: Floats, whole: Floats) -> bool:
    return bool((part <= whole + SLACK).all())
