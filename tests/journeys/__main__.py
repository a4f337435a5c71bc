"""A journey by the keyboard alone, in the running program: `python -m tests.journeys [FOLDER]`.

On a screen of its own with a window manager: open a plan, choose a strategy, edit a range, read
what it does to a key figure, undo, save, quit. Each step must show its effect; pictures of all are
kept. Ends with 1 where a step has none, with 2 where the machine lacks a program.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from planner.charts.palette import LIGHT
from planner.paths import resource
from planner.storage.project_file import read
from tests.journeys.desk import Desk, Stumbled, desk, missing_packages
from tests.journeys.pictures import Pictures, has_colour

PICTURES = Path("build", "journey")
PRICE = "tenants/anthropic/contracts/colossus/price"
TYPED = "1300 to 1600"
# Where the key figures stand, in a window that fills the screen but for its title bar.
STRIP = (100, 172)
# From the table: past the status bar to the case bar, and on to the key figures.
TO_CASE_BAR, TO_KEY_FIGURES = ("F6", "F6"), ("F6", "F6", "F6")


def main(arguments: list[str]) -> int:
    """Make the journey. See the head of this file."""
    missing = missing_packages()
    if missing:
        sys.stderr.write(f"In Debian: apt-get install --yes {' '.join(missing)}\n")
        return 2
    folder = Path(arguments[0]) if arguments else PICTURES
    with tempfile.TemporaryDirectory() as home:
        file = Path(home, "mine.ncplan")
        shutil.copyfile(resource("examples", "colossus.ncplan"), file)
        try:
            with desk(Path(home)) as here:
                travel(here, file, Pictures(here.environment["DISPLAY"], folder))
        except Stumbled as stumble:
            sys.stderr.write(f"Stumbled. {stumble}\n")
            return 1
    sys.stdout.write(f"The journey was made; pictures in {folder}\n")
    return 0


def travel(here: Desk, file: Path, pictures: Pictures) -> None:
    """Every step, each with its effect. Raises Stumbled."""
    here.wait("start", lambda: here.title().startswith("Colossus"))
    pictures.take("started")
    _open(here, file)
    pictures.take("opened")

    here.press(*TO_CASE_BAR, "alt+Down")
    pictures.take("strategies")
    here.press("Down", "Return", "ctrl+shift+p")
    here.wait("choose", lambda: not _changed(pictures))
    pictures.take("chosen-and-pinned")

    here.press("ctrl+k")
    here.write("colossus lease price")
    pictures.take("found")
    here.press("Return")
    here.write(TYPED)
    pictures.take("range-typed")
    here.press("Return")
    here.wait("edit", lambda: here.title().startswith(f"{file.name}*"))
    here.wait("effect on a key figure", lambda: _changed(pictures))
    here.press(*TO_KEY_FIGURES)
    pictures.take("key-figure-read")

    here.press("ctrl+z")
    here.wait("undo", lambda: here.title().startswith(f"{file.name} "))
    here.wait("undone effect", lambda: not _changed(pictures))
    pictures.take("undone")
    here.press("ctrl+shift+z")
    here.wait("redo", lambda: here.title().startswith(f"{file.name}*"))
    here.press("ctrl+s")
    here.wait("save", lambda: here.title().startswith(f"{file.name} "))
    pictures.take("saved")
    if f'"{TYPED}"' not in file.read_text(encoding="utf-8"):
        raise Stumbled(f"the file does not hold {TYPED!r} but {read(file).project.at(PRICE)}")
    here.press("ctrl+q")
    here.program.wait(timeout=60)
    if here.program.returncode != 0:
        raise Stumbled(f"quitting ended with {here.program.returncode}")


def _open(here: Desk, file: Path) -> None:
    here.press("ctrl+o")
    here.wait("dialog", lambda: here.title() == "Open a plan")
    here.write(str(file))
    here.press("Return")
    here.wait("open", lambda: here.title().startswith(file.name))


def _changed(pictures: Pictures) -> bool:
    """Whether a key figure says that it is better or worse than what is pinned."""
    image = pictures.seen()
    return any(has_colour(image, colour, *STRIP) for colour in (LIGHT.positive, LIGHT.negative))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
