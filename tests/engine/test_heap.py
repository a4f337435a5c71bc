"""The settings of the C library's heap, and what a run leaves there."""

import gc
import platform
import sys

from planner.engine.heap import keep_freed_memory
from tests.builders import run
from tests.engine.rich_plan import rich_plans


def test_glibc_takes_the_settings_and_other_libraries_are_left_alone() -> None:
    is_glibc = sys.platform.startswith("linux") and platform.libc_ver()[0] == "glibc"
    assert keep_freed_memory() == is_glibc


def test_a_run_leaves_nothing_that_only_a_collection_frees() -> None:
    project = rich_plans()[0]
    run(project, draws=256)
    gc.collect()
    gc.disable()
    try:
        run(project, draws=256)
        assert gc.collect() == 0
    finally:
        gc.enable()
