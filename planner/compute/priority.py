"""Who yields when threads compete for the processor."""

import os
import sys
import threading

_NICER_BY = 5
"""Steps of niceness: about a third of the weight of the window's thread.

With more, other programs would keep a thread from going on that holds the interpreter while the
window waits for it.
"""

_NICEST = 19


def yield_to_others() -> bool:
    """Let this thread, and those it will start, wait for the window's thread; Linux only.

    There every thread has a niceness of its own, which the threads it starts inherit; elsewhere it
    belongs to the process. Returns whether the system took it.
    """
    if sys.platform != "linux":
        return False
    thread = threading.get_native_id()
    own = os.getpriority(os.PRIO_PROCESS, thread)
    try:
        os.setpriority(os.PRIO_PROCESS, thread, min(own + _NICER_BY, _NICEST))
    except OSError:
        return False
    return True
