"""Write pictures of the window with the example computed: each page, theme and size."""

import os
import sys
import tempfile
from pathlib import Path

from planner.__main__ import tune

CHECKOUT = Path(__file__).resolve().parent.parent
PICTURES = CHECKOUT / "build" / "screenshots"
OF_README = CHECKOUT / "packaging" / "readme-window.png"
README_PICTURE = "cash-light-1600x1000"
SIZES = ((1280, 800), (1600, 1000))
PAGES = ("capacity", "cash", "value", "statement", "backlog")


def main() -> None:
    tune()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QSettings

    from planner.shell import start, theme

    PICTURES.mkdir(parents=True, exist_ok=True)
    application = start.application_of()
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(str(Path(folder, "window.ini")), QSettings.Format.IniFormat)
        window = start.window_of(application, settings, "light")
        window.editors.turn_to_name("rent-roll")
        window.show()
        start.settle(window)
        for name in ("light", "dark"):
            theme.apply(application, "dark" if name == "dark" else "light")
            for width, height in SIZES:
                window.resize(width, height)
                window.docks.reset()
                for place, page in enumerate(PAGES):
                    window.pages.turn_to(place)
                    application.processEvents()
                    picture = window.grab()
                    title = f"{page}-{name}-{width}x{height}"
                    _save(picture.save(str(PICTURES / f"{title}.png")), title)
                    if title == README_PICTURE:
                        _save(picture.save(str(OF_README)), OF_README.name)
        window.end()


def _save(written: bool, title: str) -> None:
    if not written:
        sys.exit(f"The picture {title} cannot be written.")
    print(title)


if __name__ == "__main__":
    main()
