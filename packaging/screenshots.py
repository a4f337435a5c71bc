"""Write pictures of everything the window can show, into build/screenshots.

A folder for each plan, theme, size and scale; the plans are the example and one with forty tenants
and very long names.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from planner.__main__ import tune

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap, QScreen
    from PySide6.QtWidgets import QApplication, QWidget

CHECKOUT = Path(__file__).resolve().parent.parent
PICTURES = CHECKOUT / "build" / "screenshots"
OF_README = CHECKOUT / "packaging" / "readme-window.png"
README_FOLDER, README_SCENE = "example-light-1600x1000", "case-cash"
LONG_NAMES_DRAWS = 512
FAR = 8_000  # pixels from one screen to the next
# Little compression: five times as fast, and nobody sends these pictures.
QUALITY, SMALLEST = 80, 0


@dataclass(frozen=True)
class Look:
    """How a window is dressed; `scale` is that of the screen, sizes are in its pixels."""

    plan: str
    theme: str
    width: int
    height: int
    scale: int
    is_full: bool

    @property
    def folder(self) -> str:
        """Where its pictures are."""
        at_scale = "" if self.scale == 1 else f"@{self.scale}"
        size = f"{self.width * self.scale}x{self.height * self.scale}"
        return f"{self.plan}-{self.theme}-{size}{at_scale}"


def looks(scale: int) -> Iterator[Look]:
    """All looks at one scale; menus, dialogs and states only in some of them."""
    sizes = ((1280, 800), (1600, 1000)) if scale == 1 else ((1280, 720),)
    for plan in ("example", "long-names"):
        for theme in ("light", "dark"):
            for width, height in sizes:
                is_full = scale == 1 and (theme == "light") == (width == 1280)
                yield Look(plan, theme, width, height, scale, is_full)


def main() -> None:
    """Both scales beside one another: each is a program of its own."""
    began = time.monotonic()
    PICTURES.mkdir(parents=True, exist_ok=True)
    works = [
        subprocess.Popen([sys.executable, __file__, str(scale)], env=_environment(scale))
        for scale in (1, 2)
    ]
    results = [work.wait() for work in works]
    if any(results):
        sys.exit("Not all pictures were written.")
    count = sum(1 for _ in PICTURES.rglob("*.png"))
    print(f"{count} pictures in {PICTURES}, {time.monotonic() - began:.0f} s")


def _environment(scale: int) -> dict[str, str]:
    """Screens of this scale that nobody sees."""
    return {**os.environ, "QT_QPA_PLATFORM": _platform(scale), "QT_SCALE_FACTOR": str(scale)}


def _platform(scale: int) -> str:
    """A screen for each size, so that menus find as little room as the window's user has."""
    sizes = sorted({(look.width * scale, look.height * scale) for look in looks(scale)})
    screens = [
        {"name": f"{width}x{height}", "x": place * FAR, "y": 0, "width": width, "height": height}
        | {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
        for place, (width, height) in enumerate(sizes)
    ]
    file = Path(tempfile.gettempdir(), f"screens-of-{os.getpid()}-{scale}.json")
    file.write_text(json.dumps({"synchronousWindowSystemEvents": False, "screens": screens}))
    return f"offscreen:configfile={file}"


def take(scale: int) -> None:
    """Every picture at one scale."""
    tune()
    from PySide6.QtCore import QSettings

    from planner.compute.cache import Cache
    from planner.compute.live import Live
    from planner.document.document import Document
    from planner.pages.percentiles import shows_percentiles
    from planner.paths import resource
    from planner.shell import start, theme
    from planner.shell.main_window import MainWindow
    from planner.shell.session import EXAMPLE
    from planner.storage.project_file import read
    from tests.looks.long_names import long_named_plan
    from tests.looks.tour import Tour, remember_files

    application = start.application_of()
    for look in looks(scale):
        dress = theme.apply(application, "dark" if look.theme == "dark" else "light")
        example = look.plan == "example"
        plan = read(resource(*EXAMPLE)).project if example else long_named_plan(LONG_NAMES_DRAWS)
        with tempfile.TemporaryDirectory() as folder:
            settings = QSettings(str(Path(folder, "window.ini")), QSettings.Format.IniFormat)
            remember_files(settings)
            live = Live(Cache(), keeps=shows_percentiles)
            window = MainWindow(Document(plan), live, dress, settings)
            window.setGeometry(_screen_of(application, look).geometry())
            window.docks.reset()
            window.show()
            start.settle(window)
            camera = Camera(window, PICTURES / look.folder)
            tour = Tour(window, camera.take)
            if look.is_full:
                tour.everything()
            else:
                tour.main_parts()
            window.end()
            window.deleteLater()
            application.processEvents()
        print(f"{look.folder}: {camera.count}")


def _screen_of(application: "QApplication", look: Look) -> "QScreen":
    size = (look.width, look.height)
    return next(each for each in application.screens() if each.size().toTuple() == size)


class Camera:
    """Takes pictures of a window with all that floats above it."""

    def __init__(self, window: "QWidget", folder: Path) -> None:
        self._window = window
        self._folder = folder
        self.count = 0
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, scene: str, _parts: Sequence["QWidget"]) -> None:
        """Write the picture of a scene."""
        from PySide6.QtCore import QPoint, QRect
        from PySide6.QtGui import QPainter
        from PySide6.QtWidgets import QApplication

        picture = self._window.grab()
        painter = QPainter(picture)
        for above in QApplication.topLevelWidgets():
            if above.isVisible() and above is not self._window:
                corner = self._window.mapFromGlobal(above.mapToGlobal(QPoint(0, 0)))
                painter.drawPixmap(corner, above.grab())
                if above.isModal():
                    painter.drawRect(QRect(corner, above.size()).adjusted(-1, -1, 0, 0))
        painter.end()
        self._save(picture, self._folder / f"{scene}.png")
        if (self._folder.name, scene) == (README_FOLDER, README_SCENE):
            self._save(picture, OF_README, SMALLEST)
        self.count += 1

    def _save(self, picture: "QPixmap", file: Path, quality: int = QUALITY) -> None:
        if not picture.save(str(file), "PNG", quality):
            sys.exit(f"The picture {file} cannot be written.")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        take(int(sys.argv[1]))
    else:
        main()
