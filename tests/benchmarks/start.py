"""From the birth of a process to its first painted chart, several times over."""

import json
import os
import subprocess
import sys
import tempfile
import time
from statistics import median

from planner.__main__ import tune
from tests.benchmarks.limits import Figures

STARTS = 5
PATIENCE_S = 60.0
CHILD = "--child"


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "XDG_CONFIG_HOME": home}
        taken = [_started(environment) for _ in range(STARTS + 1)][1:]
    figures: Figures = {"start_to_chart_s": median(taken)}
    print(json.dumps(figures))


def _started(environment: dict[str, str]) -> float:
    """Seconds of one start."""
    began = time.time()
    command = [sys.executable, "-m", "tests.benchmarks.start", CHILD]
    finished = subprocess.run(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=PATIENCE_S,
    )
    return float(finished.stdout) - began


def child() -> None:
    """What `python -m planner` does, ended by the first painted chart."""
    tune()
    from planner.engine.result import Result
    from planner.shell import start
    from tests.benchmarks.painting import PaintWatch

    def painted(_result: Result, _when: float) -> None:
        sys.stdout.write(f"{time.time()}\n")
        sys.stdout.flush()
        window.end()
        application.quit()

    application = start.application_of()
    window = start.window_of(application, start.user_settings())
    PaintWatch(window, window.capacity).painted = painted
    window.show()
    application.exec()


if __name__ == "__main__":
    if sys.argv[-1] == CHILD:
        child()
    else:
        main()
