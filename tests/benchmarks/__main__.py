"""Measure all, print the medians with the machine, and write build/bench.json."""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.limits import LIMITS, Figures
from tests.benchmarks.machine import machine

FILE = Path("build", "bench.json")
# Each part in a process of its own, so that none pays for what another has loaded or warmed.
PARTS = ("engine", "ratio", "contracts", "window", "tenants", "start")


def main() -> int:
    """0 if every figure is within its limit, else 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="how long edits go on")
    seconds = parser.parse_args().seconds
    described = machine()
    for part, text in described.items():
        print(f"{part:32} {text}")
    figures: Figures = {}
    for part in PARTS:
        figures |= _measured(part, seconds)
    misses = 0
    for name, value in figures.items():
        limit = LIMITS.get(name)
        missed = limit is not None and value >= limit
        misses += missed
        print(f"{name:32} {value:10.3f}  {_verdict(limit, missed)}")
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(json.dumps({**figures, "machine": described}, indent=1) + "\n")
    print(f"written to {FILE}")
    return 1 if misses else 0


def _verdict(limit: float | None, missed: bool) -> str:
    if limit is None:
        return ""
    return f"MISSED: limit {limit:g}" if missed else f"limit {limit:g}"


def _measured(part: str, seconds: float) -> Figures:
    command = [sys.executable, "-m", f"tests.benchmarks.{part}", str(seconds)]
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    finished = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    found: Figures = json.loads(finished.stdout)
    return found


if __name__ == "__main__":
    sys.exit(main())
