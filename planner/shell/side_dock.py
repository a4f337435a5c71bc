"""A dock with a title bar of the program's own: heading, buttons, detach, close."""

from PySide6.QtWidgets import QLabel, QWidget

from planner.shell.dock_title import DockTitle
from planner.shell.theme import Theme
from planner.shell.titled_dock import TitledDock
from planner.units.message import QT_TRANSLATE_NOOP, sentence

HEADING_MARGIN = 12
HEADING_SIZE = 12  # px

DETACH = sentence("dock.detach", QT_TRANSLATE_NOOP("planner", "Detach: {title}"))
CLOSE = sentence("dock.close", QT_TRANSLATE_NOOP("planner", "Close: {title}"))


class SideDock(TitledDock):
    """Holds one widget under a heading; `bar` takes more buttons."""

    def __init__(
        self, name: str, title: str, content: QWidget, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(title, parent)
        self.setObjectName(name)
        self.setWidget(content)
        self.bar = DockTitle(theme, self)
        heading = QLabel(title, self.bar)
        heading.setStyleSheet(f"font-size: {HEADING_SIZE}px; font-weight: 600;")
        heading.setContentsMargins(HEADING_MARGIN, 0, 0, 0)
        self.bar.add_part(heading)
        self.setTitleBarWidget(self.bar)

    def add_usual_buttons(self) -> None:
        """Detach and close, behind whatever else was added."""
        title = self.windowTitle()
        self.say_on(self.bar.add_button("detach", str(DETACH(title=title)), self.detach))
        self.bar.add_button("close", str(CLOSE(title=title)), self.close)
