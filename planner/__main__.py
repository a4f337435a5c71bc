"""Start the window: `python -m planner [PLAN] [--theme light|dark|system] [--picture FILE]`."""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from planner.engine.heap import keep_freed_memory

# Python threads hand the interpreter over after this many seconds at most; the default of 5 ms lets
# the window stutter while draws are made.
SWITCH_INTERVAL = 0.0005
# Python looks through all its objects after so many smaller collections, by default after 10. That
# takes 40 ms twice a run with a plan of thousands of contracts, and frees nothing: entities are
# values, and a run leaves no cycles.
SMALLER_COLLECTIONS = 100
PLATFORM = "QT_QPA_PLATFORM"
PICTURE = Path("build", "neocloud-planner.png")


def main(arguments: Sequence[str] | None = None) -> int:
    """Show the window until it is closed; without a display compute the plan and say so."""
    chosen = _parser().parse_args(arguments)
    tune()
    shows = has_display()
    if not shows:
        # Qt asks for its platform once, when the application is made.
        os.environ[PLATFORM] = "offscreen"
    from planner.shell import start

    if shows:
        return start.run(chosen.plan, chosen.theme, chosen.picture)
    return start.run_without_display(chosen.plan, chosen.theme, chosen.picture or PICTURE)


def tune() -> None:
    """Settle what must be settled before numpy and the threads are there."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    sys.setswitchinterval(SWITCH_INTERVAL)
    young, old, _ = gc.get_threshold()
    gc.set_threshold(young, old, SMALLER_COLLECTIONS)
    keep_freed_memory()


def has_display() -> bool:
    """Whether a window can be shown: on Linux X11, Wayland, or a platform that the user names."""
    if sys.platform != "linux" or os.environ.get(PLATFORM):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m planner",
        description="Plan a neocloud's data centres, tenants and cash, under uncertainty.",
    )
    parser.add_argument(
        "plan", nargs="?", type=Path, metavar="PLAN", help="a plan's file; else the example"
    )
    parser.add_argument("--theme", choices=("light", "dark", "system"), help="colours")
    parser.add_argument(
        "--picture", type=Path, metavar="FILE", help="write a picture of the window and end"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
