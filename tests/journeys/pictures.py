"""What is on the screen: kept as pictures, and looked at for colours."""

import time
from pathlib import Path

from PySide6.QtGui import QColor, QGuiApplication, QImage

from tests.journeys.desk import Stumbled

SETTLED = 1.0  # seconds in which the last key is painted
NEAR = 24  # of 255, in each part of a colour: edges of letters are blended


class Pictures:
    """Pictures of a display, numbered in the order in which they were taken."""

    def __init__(self, display: str, folder: Path) -> None:
        self._application = QGuiApplication(["journey", "-platform", "xcb", "-display", display])
        self._folder = folder
        self._count = 0
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, name: str) -> QImage:
        """Keep what the screen shows now."""
        time.sleep(SETTLED)
        self._count += 1
        image = self.seen()
        file = self._folder / f"{self._count:02d}-{name}.png"
        if not image.save(str(file)):
            raise Stumbled(f"the picture cannot be written to {file}")
        return image

    def seen(self) -> QImage:
        """What the screen shows now."""
        self._application.processEvents()
        return self._application.primaryScreen().grabWindow(0).toImage()


def has_colour(image: QImage, colour: str, top: int, bottom: int) -> bool:
    """Whether something between two heights is painted in about this colour."""
    wanted = QColor(colour)
    parts = (wanted.red(), wanted.green(), wanted.blue())
    for y in range(top, min(bottom, image.height())):
        for x in range(image.width()):
            pixel = image.pixelColor(x, y)
            seen = (pixel.red(), pixel.green(), pixel.blue())
            if all(abs(a - b) <= NEAR for a, b in zip(parts, seen, strict=True)):
                return True
    return False
