"""What the window asks the user and waits for, and what it must say before going on."""

from enum import Enum
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMessageBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner import __version__
from planner.storage.fault import Fault
from planner.units.message import QT_TRANSLATE_NOOP, sentence

PLAN_SUFFIX = ".ncplan"

PLAN_FILES = sentence("dialog.plan-files", QT_TRANSLATE_NOOP("planner", "Plans (*.ncplan)"))
ALL_FILES = sentence("dialog.all-files", QT_TRANSLATE_NOOP("planner", "All files (*)"))
OPEN_PLAN = sentence("dialog.open-plan", QT_TRANSLATE_NOOP("planner", "Open a plan"))
SAVE_PLAN = sentence("dialog.save-plan", QT_TRANSLATE_NOOP("planner", "Save the plan as"))
SAVE_CHANGES = sentence(
    "dialog.save-changes", QT_TRANSLATE_NOOP("planner", "“{name}” has changes that are not saved.")
)
CHANGED_ON_DISK = sentence(
    "dialog.changed-on-disk",
    QT_TRANSLATE_NOOP(
        "planner",
        "Another program has changed {file} since it was opened here. "
        "Saving now would lose those changes.",
    ),
)
OVERWRITE = sentence("dialog.overwrite", QT_TRANSLATE_NOOP("planner", "Overwrite"))
SAVE_ELSEWHERE = sentence("dialog.save-elsewhere", QT_TRANSLATE_NOOP("planner", "Save as…"))
NOT_OPENED_ONE = sentence(
    "dialog.not-opened-one",
    QT_TRANSLATE_NOOP(
        "planner", "{file} was not opened: one entry is wrong. The plan at hand is untouched."
    ),
)
NOT_OPENED = sentence(
    "dialog.not-opened",
    QT_TRANSLATE_NOOP(
        "planner",
        "{file} was not opened: {count} entries are wrong. The plan at hand is untouched.",
    ),
)
LINE = sentence("dialog.line", QT_TRANSLATE_NOOP("planner", "Line"))
PLACE = sentence("dialog.place", QT_TRANSLATE_NOOP("planner", "Where"))
REASON = sentence("dialog.reason", QT_TRANSLATE_NOOP("planner", "What is wrong"))
WHOLE_PLAN = sentence("dialog.whole-plan", QT_TRANSLATE_NOOP("planner", "plan"))
COPY_LIST = sentence("dialog.copy-list", QT_TRANSLATE_NOOP("planner", "Copy the list"))
ABOUT = sentence("dialog.about", QT_TRANSLATE_NOOP("planner", "About Neocloud Planner"))
ABOUT_TEXT = sentence(
    "dialog.about-text",
    QT_TRANSLATE_NOOP(
        "planner",
        "<b>Neocloud Planner {version}</b><p>Plans data centres, tenants and cash month by month, "
        "offline and under uncertainty.</p><p>MIT licence. Made with Qt, PySide6, pyqtgraph, numpy "
        "and pydantic; the font Inter is under the SIL Open Font License.</p>",
    ),
)
PROGRAM_NAME = "Neocloud Planner"
LEAST_ROW, AIR = 26, 8  # pixels of a row, and around what stands in it


class Answer(Enum):
    """What the user wants done."""

    SAVE = "save"
    SAVE_ELSEWHERE = "save elsewhere"
    DISCARD = "discard"
    CANCEL = "cancel"


class FaultsDialog(QDialog):
    """Every fault of a file that was not opened, each with its line."""

    def __init__(self, file: Path, faults: tuple[Fault, ...], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(PROGRAM_NAME)
        self._faults = faults
        one = len(faults) == 1
        told = (
            NOT_OPENED_ONE(file=file.name) if one else NOT_OPENED(file=file.name, count=len(faults))
        )
        self.label = QLabel(str(told), self)
        self.label.setWordWrap(True)
        self.table = self._table()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        copy = buttons.addButton(str(COPY_LIST()), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setAutoDefault(False)
        copy.clicked.connect(self._copy)
        buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(self.label)
        column.addWidget(self.table, 1)
        column.addWidget(buttons)
        self.resize(760, 320)

    def _table(self) -> QTableWidget:
        table = QTableWidget(len(self._faults), 3, self)
        table.setHorizontalHeaderLabels([str(LINE()), str(PLACE()), str(REASON())])
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setWordWrap(True)
        table.verticalHeader().hide()
        for row, fault in enumerate(self._faults):
            for column, text in enumerate(
                (
                    f"{fault.line}:{fault.column}",
                    fault.path or str(WHOLE_PLAN()),
                    str(fault.message),
                )
            ):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                table.setItem(row, column, item)
        header = table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(1, 240)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        # Columns get their widths only when the dialog is shown: rows are as high as these ask for.
        header.sectionResized.connect(lambda *_: _fit_rows(table))
        table.setAccessibleName(str(REASON()))
        return table

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(str(fault) for fault in self._faults))


def _fit_rows(table: QTableWidget) -> None:
    """Rows as high as their lines, with some air."""
    for row in range(table.rowCount()):
        table.setRowHeight(row, max(table.sizeHintForRow(row) + AIR, LEAST_ROW))


class Dialogs:
    """The window's questions. Each call waits for the user."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def ask_to_save(self, name: str) -> Answer:
        """What to do with changes that would be lost."""
        buttons = QMessageBox.StandardButton
        box = self._box(str(SAVE_CHANGES(name=name)))
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.setDefaultButton(buttons.Save)
        box.setEscapeButton(buttons.Cancel)
        chosen = box.exec()
        return {buttons.Save: Answer.SAVE, buttons.Discard: Answer.DISCARD}.get(
            buttons(chosen), Answer.CANCEL
        )

    def ask_about_changed_file(self, file: Path) -> Answer:
        """Whether to overwrite what another program wrote."""
        box = self._box(str(CHANGED_ON_DISK(file=file)))
        overwrite = box.addButton(str(OVERWRITE()), QMessageBox.ButtonRole.DestructiveRole)
        elsewhere = box.addButton(str(SAVE_ELSEWHERE()), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(elsewhere)
        box.exec()
        if box.clickedButton() is overwrite:
            return Answer.SAVE
        return Answer.SAVE_ELSEWHERE if box.clickedButton() is elsewhere else Answer.CANCEL

    def choose_file_to_open(self, folder: Path) -> Path | None:
        """A plan's file, or None."""
        filters = f"{PLAN_FILES()};;{ALL_FILES()}"
        chosen, _ = QFileDialog.getOpenFileName(
            self._parent, str(OPEN_PLAN()), str(folder), filters
        )
        return Path(chosen) if chosen else None

    def choose_file_to_save(self, proposed: Path) -> Path | None:
        """Where to save, with the suffix of a plan; asks before an existing file is overwritten."""
        dialog = self.dialog_to_save(proposed)
        if not dialog.exec():
            return None
        return Path(dialog.selectedFiles()[0])

    def dialog_to_save(self, proposed: Path) -> QFileDialog:
        """Asks where to save; what is typed replaces the proposed name, not its suffix."""
        dialog = QFileDialog(self._parent, str(SAVE_PLAN()), str(proposed.parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([str(PLAN_FILES()), str(ALL_FILES())])
        dialog.setDefaultSuffix(PLAN_SUFFIX)
        dialog.selectFile(proposed.name)
        name = dialog.findChild(QLineEdit)  # none where the system's own dialog is shown
        if name is not None:
            name.setSelection(0, len(proposed.stem))
        return dialog

    def show_faults(self, file: Path, faults: tuple[Fault, ...]) -> None:
        """Say all that is wrong with a file that was not opened."""
        FaultsDialog(file, faults, self._parent).exec()

    def say(self, text: str) -> None:
        """Say a sentence that must not be missed."""
        self._box(text).exec()

    def show_about(self) -> None:
        """Name, version and licence."""
        box = self._box(str(ABOUT_TEXT(version=__version__)))
        box.setWindowTitle(str(ABOUT()))
        box.setTextFormat(Qt.TextFormat.RichText)
        box.exec()

    def _box(self, text: str) -> QMessageBox:
        box = QMessageBox(self._parent)
        box.setWindowTitle(PROGRAM_NAME)
        box.setText(text)
        return box
