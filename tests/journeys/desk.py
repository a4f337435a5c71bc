"""A screen of its own with a window manager, and a keyboard: what a user sits in front of."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

PROGRAMS = {"Xvfb": "xvfb", "openbox": "openbox", "xdotool": "xdotool"}
SCREEN = "1440x900x24"
PATIENCE = 60.0  # seconds until a step must have shown its effect
PAUSE = 0.1
BETWEEN_KEYS = 40  # ms


class Stumbled(Exception):
    """A step of a journey did not have the effect that a user would have seen."""


def missing_packages() -> list[str]:
    """The Debian packages of the programs that a desk needs and that are not there."""
    return [package for name, package in PROGRAMS.items() if shutil.which(name) is None]


@dataclass(frozen=True)
class Desk:
    """One display with the program running on it."""

    environment: dict[str, str]
    program: subprocess.Popen[bytes]

    def press(self, *keys: str) -> None:
        """Press keys one after the other, in xdotool's names: `ctrl+shift+z`, `F6`."""
        for key in keys:
            self._told("key", key)
            time.sleep(PAUSE)

    def write(self, text: str) -> None:
        """Type a text."""
        self._told("type", "--delay", str(BETWEEN_KEYS), text)

    def title(self) -> str:
        """What stands in the title bar of the window that has the focus; empty without one."""
        return self._asked("getactivewindow", "getwindowname")

    def wait(self, what: str, is_so: Callable[[], bool]) -> None:
        """Wait until the effect of a step is there. Raises Stumbled if it does not come."""
        end = time.monotonic() + PATIENCE
        while not is_so():
            if self.program.poll() is not None:
                raise Stumbled(f"{what}: the program ended with {self.program.returncode}")
            if time.monotonic() > end:
                raise Stumbled(f"{what}: not within {PATIENCE:.0f} s; title: {self.title()!r}")
            time.sleep(PAUSE)

    def _told(self, *words: str) -> None:
        subprocess.run(("xdotool", *words), env=self.environment, check=True)

    def _asked(self, *words: str) -> str:
        done = subprocess.run(
            ("xdotool", *words), env=self.environment, check=False, capture_output=True, text=True
        )
        return done.stdout.strip()


@contextmanager
def desk(home: Path) -> Iterator[Desk]:
    """A display with a window manager and the program as it starts for a new user at `home`."""
    with ExitStack() as stack:
        display = _display(stack)
        folders = {f"XDG_{kind}_HOME": str(home / kind) for kind in ("CONFIG", "DATA", "STATE")}
        environment = {**os.environ, **folders, "XDG_CACHE_HOME": str(home / "CACHE")}
        environment |= {"DISPLAY": display, "OPENBLAS_NUM_THREADS": "1"}
        environment.pop("QT_QPA_PLATFORM", None)
        _begun(stack, ("openbox", "--sm-disable"), environment)
        program = _begun(stack, (sys.executable, "-m", "planner", "--theme", "light"), environment)
        yield Desk(environment, program)


def _display(stack: ExitStack) -> str:
    """Start a screen on the first free display."""
    reading, writing = os.pipe()
    command = ("Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN)
    server = subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL)
    stack.callback(_end, server)
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    if not number:
        raise Stumbled("Xvfb did not start")
    return f":{number}"


def _begun(
    stack: ExitStack, command: tuple[str, ...], environment: dict[str, str]
) -> subprocess.Popen[bytes]:
    silent = subprocess.DEVNULL
    process = subprocess.Popen(command, env=environment, stdout=silent, stderr=silent)
    stack.callback(_end, process)
    return process


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
    process.wait(timeout=PATIENCE)
