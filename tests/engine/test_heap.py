"""The settings of the C library's heap."""

import platform
import sys

from planner.engine.heap import keep_freed_memory


def test_glibc_takes_the_settings_and_other_libraries_are_left_alone() -> None:
    is_glibc = sys.platform.startswith("linux") and platform.libc_ver()[0] == "glibc"
    assert keep_freed_memory() == is_glibc
