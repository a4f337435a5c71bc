"""The plan's file in the life of a window: new, open, save, recent ones, leaving."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal, Slot

from planner.document.document import Document
from planner.domain.project import Project
from planner.domain.settings import Settings
from planner.paths import resource
from planner.shell.dialogs import PLAN_SUFFIX, Answer, Dialogs
from planner.storage.atomic import ChangedOnDisk, Stamp
from planner.storage.project_file import Unreadable, read, write, write_unless_changed
from planner.units.message import QT_TRANSLATE_NOOP, Refused, sentence

MOST_RECENT = 8
RECENT_KEY = "recent"
EXAMPLE = ("examples", "colossus.ncplan")

NEW_PLAN = sentence("session.new-plan", QT_TRANSLATE_NOOP("planner", "New plan"))
UNNAMED = sentence("session.unnamed", QT_TRANSLATE_NOOP("planner", "Unnamed plan"))
REVERT = sentence("session.revert", QT_TRANSLATE_NOOP("planner", "Revert to {file}"))
NOT_SAVED = sentence(
    "session.not-saved",
    QT_TRANSLATE_NOOP("planner", "{file} was not saved: {reason}. The file is as it was."),
)


class Session(QObject):
    """Opens and saves the document's plan, and never lets one be lost unasked.

    `changed` tells that the name, the time of the last save or the recent files are other ones.
    """

    changed = Signal()

    def __init__(
        self,
        document: Document,
        dialogs: Dialogs,
        settings: QSettings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._dialogs = dialogs
        self._settings = settings
        self._stamp: Stamp | None = None
        self.saved_at: datetime | None = None
        document.stored.connect(self.changed)
        document.changed.connect(self._plan_changed)

    @property
    def name(self) -> str:
        """What to call the plan: its file, or its own name while it has none."""
        if self._document.path is not None:
            return self._document.path.name
        return self._document.project.name or str(UNNAMED())

    @property
    def recent(self) -> tuple[Path, ...]:
        """Files opened or saved lately, newest first."""
        kept = self._settings.value(RECENT_KEY, [])
        # An INI file gives a list of one back as a text.
        texts = kept if isinstance(kept, list) else [kept]
        return tuple(Path(text) for text in texts if isinstance(text, str) and text)

    @Slot()
    def new(self) -> bool:
        """Begin an empty plan that starts this month. False if the user stays with the old one."""
        if not self.may_leave():
            return False
        today = datetime.now().astimezone()
        settings = Settings(start=f"{today.year:04d}-{today.month:02d}")
        self._show(Project(name=str(NEW_PLAN()), settings=settings), None, None)
        return True

    @Slot()
    def ask_and_open(self) -> bool:
        """Let the user choose a file and open it."""
        file = self._dialogs.choose_file_to_open(self._folder())
        return file is not None and self.open(file)

    def ask_and_read(self) -> tuple[Project, str] | None:
        """Let the user choose another plan's file and read it, with its name; None if not.

        The plan at hand stays open.
        """
        file = self._dialogs.choose_file_to_open(self._folder())
        if file is None:
            return None
        try:
            return read(file).project, file.name
        except Unreadable as refusal:
            self._dialogs.show_faults(file, refusal.faults)
            return None

    @Slot()
    def revert(self) -> bool:
        """Go back to what stands in the file, as a step that undo takes back. False if unread."""
        file = self._document.path
        if file is None:
            return False
        try:
            opened = read(file)
        except Unreadable as refusal:
            self._dialogs.show_faults(file, refusal.faults)
            return False
        self._document.edit(str(REVERT(file=file.name)), opened.project)
        self._stamp = opened.stamp
        self._document.set_saved(file)
        return True

    def open(self, file: Path) -> bool:
        """Open a plan's file. False if it is no plan (its faults are shown) or the user would not
        leave the old one; the plan at hand is then untouched.
        """
        try:
            opened = read(file)
        except Unreadable as refusal:
            self._dialogs.show_faults(file, refusal.faults)
            self._forget_missing(file)
            return False
        if not self.may_leave():
            return False
        self._show(opened.project, file, opened.stamp)
        self._remember(file)
        return True

    @Slot()
    def open_example(self) -> bool:
        """Open the Colossus example as a plan without a file, so that it is never written over."""
        if not self.may_leave():
            return False
        self._show(read(resource(*EXAMPLE)).project, None, None)
        return True

    @Slot()
    def save(self) -> bool:
        """Save to the plan's file, or ask for one. False if the plan is still not saved."""
        file = self._document.path
        if file is None:
            return self.save_as()
        try:
            return self._written(file, overwrite=False)
        except ChangedOnDisk:
            match self._dialogs.ask_about_changed_file(file):
                case Answer.SAVE:
                    return self._written(file, overwrite=True)
                case Answer.SAVE_ELSEWHERE:
                    return self.save_as()
                case _:
                    return False

    @Slot()
    def save_as(self) -> bool:
        """Ask for a file and save there. False if the plan is still not saved."""
        proposed = self._document.path or self._folder() / f"{self.name}{PLAN_SUFFIX}"
        file = self._dialogs.choose_file_to_save(proposed)
        return file is not None and self._written(file, overwrite=True)

    def may_leave(self) -> bool:
        """Whether the plan at hand may be let go: nothing unsaved, saved now, or given up."""
        if not self._document.modified:
            return True
        match self._dialogs.ask_to_save(self.name):
            case Answer.SAVE:
                return self.save()
            case Answer.DISCARD:
                return True
            case _:
                return False

    def _written(self, file: Path, overwrite: bool) -> bool:
        project = self._document.project
        try:
            if overwrite:
                self._stamp = write(file, project)
            else:
                self._stamp = write_unless_changed(file, project, self._stamp)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            self._dialogs.say(str(NOT_SAVED(file=file, reason=reason)))
            return False
        except Refused as refusal:
            self._dialogs.say(str(refusal.message))
            return False
        self.saved_at = datetime.now().astimezone()
        self._remember(file)
        self._document.set_saved(file)
        return True

    def _show(self, project: Project, file: Path | None, stamp: Stamp | None) -> None:
        self._stamp = stamp
        self.saved_at = None
        self._document.open(project, file)

    def _folder(self) -> Path:
        if self._document.path is not None:
            return self._document.path.parent
        newest = next(iter(self.recent), None)
        return newest.parent if newest is not None and newest.parent.is_dir() else Path.home()

    def _remember(self, file: Path) -> None:
        others = [path for path in self.recent if path != file.absolute()]
        self._keep_recent([file.absolute(), *others][:MOST_RECENT])

    def _forget_missing(self, file: Path) -> None:
        if not file.exists():
            self._keep_recent([path for path in self.recent if path != file.absolute()])

    def _keep_recent(self, files: list[Path]) -> None:
        self._settings.setValue(RECENT_KEY, [str(path) for path in files])
        self.changed.emit()

    @Slot(object, object)
    def _plan_changed(self, before: Project, after: Project) -> None:
        if before.name != after.name and self._document.path is None:
            self.changed.emit()
