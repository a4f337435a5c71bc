"""The commands that choose what the case in view is compared with."""

from PySide6.QtCore import QObject, Slot

from planner.shell.actions import Actions
from planner.shell.case_bar import CaseBar
from planner.shell.pinned_case import PinnedCase
from planner.shell.session import Session


class Pinning(QObject):
    """Connects the commands, the case bar and the pinned case."""

    def __init__(
        self, actions: Actions, case_bar: CaseBar, session: Session, pinned: PinnedCase
    ) -> None:
        super().__init__(pinned)
        self._actions = actions
        self._case_bar = case_bar
        self._session = session
        self._pinned = pinned
        actions.pin.triggered.connect(self._pin)
        actions.pin_as_it_is.triggered.connect(self._pin_as_it_is)
        actions.compare_with_file.triggered.connect(self._compare_with_file)
        actions.unpin.triggered.connect(pinned.unpin)
        pinned.changed.connect(self._show)
        self._show()

    @Slot()
    def _pin(self) -> None:
        self._pinned.pin_choice(self._case_bar.choice)

    @Slot()
    def _pin_as_it_is(self) -> None:
        self._pinned.pin_as_it_is(self._case_bar.choice)

    @Slot()
    def _compare_with_file(self) -> None:
        found = self._session.ask_and_read()
        if found is not None:
            project, name = found
            self._pinned.pin_plan(project, name, self._case_bar.choice)

    @Slot()
    def _show(self) -> None:
        self._actions.unpin.setEnabled(self._pinned.pin is not None)
