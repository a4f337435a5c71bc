"""How the C library keeps memory for arrays that come and go."""

import ctypes
import sys

_TRIM_THRESHOLD, _TOP_PAD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -2, -3, -8
"""Parameters of mallopt in glibc's malloc.h."""

_KEPT = 500_000_000
_PAD = 64_000_000
_LARGEST = 32_000_000
"""Bytes: glibc takes no greater threshold for arrays that it keeps rather than maps."""


def keep_freed_memory() -> bool:
    """Keep what arrays free for the next ones, in one heap for all threads; glibc only.

    By default arrays of a quarter of a megabyte go back to the system as soon as they are freed,
    and every new one is faulted in page by page, which takes a third of the time of a run and lets
    threads wait for each other. Returns whether the library took the settings.
    """
    if not sys.platform.startswith("linux"):
        return False
    library = ctypes.CDLL(None)
    if not hasattr(library, "mallopt"):
        return False
    settings = (
        (_MMAP_THRESHOLD, _LARGEST),
        (_TRIM_THRESHOLD, _KEPT),
        (_TOP_PAD, _PAD),
        (_ARENA_MAX, 1),
    )
    taken = [library.mallopt(parameter, value) == 1 for parameter, value in settings]
    return all(taken)
