"""The line at the bottom: what is being computed, what is wrong, what is saved."""

from datetime import datetime
from enum import Enum

from PySide6.QtCore import QEvent, QLocale, QRectF, QSize, Qt, QTime, Signal
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QProgressBar, QSizePolicy, QStatusBar, QToolButton, QWidget

from planner.charts.palette import palette_in_force
from planner.engine.result import Result
from planner.shell.icons import beside_icon, coloured_icon
from planner.units.message import QT_TRANSLATE_NOOP, sentence

DOT = 8
RIGHT_MARGIN = 8
PROGRESS_WIDTH = 110

COMPUTING = sentence("status.computing", QT_TRANSLATE_NOOP("planner", "Computing…"))
COMPUTED = sentence("status.computed", QT_TRANSLATE_NOOP("planner", "{draws} draws in {seconds} s"))
COMPUTED_EXACTLY = sentence("status.exactly", QT_TRANSLATE_NOOP("planner", "One run, no draws"))
STOPPED = sentence(
    "status.stopped", QT_TRANSLATE_NOOP("planner", "Stopped after {draws} draws: a rough picture")
)
NOT_COMPUTED = sentence("status.not-computed", QT_TRANSLATE_NOOP("planner", "Not computed"))
NOTHING_YET = sentence("status.nothing-yet", QT_TRANSLATE_NOOP("planner", "Nothing to compute yet"))
SEED = sentence("status.seed", QT_TRANSLATE_NOOP("planner", "seed {seed}"))
STOP = sentence("status.stop", QT_TRANSLATE_NOOP("planner", "Stop computing"))
PROGRESS = sentence("status.progress", QT_TRANSLATE_NOOP("planner", "Share of the draws made"))
ONE_REFUSED = sentence("status.one-refused", QT_TRANSLATE_NOOP("planner", "1 entry refused"))
REFUSED = sentence("status.refused", QT_TRANSLATE_NOOP("planner", "{count} entries refused"))
ONE_PROBLEM = sentence("status.one-problem", QT_TRANSLATE_NOOP("planner", "1 problem"))
PROBLEMS = sentence("status.problems", QT_TRANSLATE_NOOP("planner", "{count} problems"))
ONE_NOTICE = sentence("status.one-notice", QT_TRANSLATE_NOOP("planner", "1 notice"))
NOTICES = sentence("status.notices", QT_TRANSLATE_NOOP("planner", "{count} notices"))
SAVED_AT = sentence("status.saved-at", QT_TRANSLATE_NOOP("planner", "Saved {time}"))
SAVED = sentence("status.saved", QT_TRANSLATE_NOOP("planner", "Saved"))
NOT_SAVED = sentence("status.not-saved", QT_TRANSLATE_NOOP("planner", "Not saved"))
NO_FILE = sentence("status.no-file", QT_TRANSLATE_NOOP("planner", "Not in a file yet"))
MONEY = sentence("status.money", QT_TRANSLATE_NOOP("planner", "$m, nominal"))


class Activity(Enum):
    """What the worker is doing with the case in view."""

    COMPUTING = 0
    DONE = 1
    STOPPED = 2
    NOT_COMPUTED = 3
    NOTHING = 4


class Dot(QWidget):
    """A small round sign in the colour of the activity; the words beside it say the same."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(QSize(DOT + 12, DOT + 4))
        self.activity = Activity.COMPUTING

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dot."""
        palette = palette_in_force()
        colours = {
            Activity.COMPUTING: palette.accent,
            Activity.DONE: palette.positive,
            Activity.STOPPED: palette.warning,
            Activity.NOT_COMPUTED: palette.negative,
            Activity.NOTHING: palette.strong,
        }
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours[self.activity]))
        painter.drawEllipse(QRectF(10.0, 2.0, DOT, DOT))
        painter.end()


class StatusBar(QStatusBar):
    """Shows what it is told; asks to stop or to be led to the problems."""

    stop_asked = Signal()
    problems_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(0, 0, RIGHT_MARGIN, 0)
        self._draws = 0
        self.dot = Dot(self)
        self.activity = QLabel(str(COMPUTING()), self)
        self.activity.setObjectName("activity")
        self.seed = _muted(self)
        self.progress = QProgressBar(self)
        self.progress.setRange(0, 1000)
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(PROGRESS_WIDTH)
        self.progress.setAccessibleName(str(PROGRESS()))
        self.stop = QToolButton(self)
        self.stop.setToolTip(str(STOP()))
        self.stop.setAccessibleName(str(STOP()))
        self.stop.clicked.connect(self.stop_asked)
        self.refused = self._counter()
        self.problems = self._counter()
        self.notices = self._counter()
        self.saved = _muted(self)
        self.money = _muted(self)
        self.money.setText(str(MONEY()))
        for widget in (self.dot, self.activity, self.seed, self.progress, self.stop):
            self.addWidget(widget)
        for widget in (self.refused, self.problems, self.notices):
            self.addWidget(widget)
        for widget in (self.saved, self.money):
            self.addPermanentWidget(widget)
        self._show_progress_parts(False)
        self.set_counts(0, 0, 0)
        self._recolour()

    def add_toggle(self, action: QAction) -> None:
        """A button at the right end that opens and closes a part of the window."""
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setAutoRaise(True)
        self.addPermanentWidget(button)

    def set_computing(self) -> None:
        """Newer figures are on their way."""
        self._set_activity(Activity.COMPUTING, str(COMPUTING()))

    def set_result(self, result: Result, complete: bool) -> None:
        """These figures are shown; `complete` if no more precise ones will follow."""
        self._draws = result.draws
        self.seed.setText(str(SEED(seed=result.seed)))
        if complete:
            locale = QLocale()
            seconds = locale.toString(float(max(result.seconds, 0.01)), "g", 2)
            told = COMPUTED(draws=locale.toString(result.draws), seconds=seconds)
            self._set_activity(Activity.DONE, str(told if result.draws else COMPUTED_EXACTLY()))
        else:
            self._set_activity(Activity.COMPUTING, str(COMPUTING()))

    def set_stopped(self) -> None:
        """The user stopped the last pass."""
        self._set_activity(Activity.STOPPED, str(STOPPED(draws=QLocale().toString(self._draws))))

    def set_not_computed(self) -> None:
        """A problem keeps the case from being computed."""
        self._set_activity(Activity.NOT_COMPUTED, str(NOT_COMPUTED()))

    def set_nothing_to_compute(self) -> None:
        """The plan is empty."""
        self._set_activity(Activity.NOTHING, str(NOTHING_YET()))

    def set_progress(self, share: float) -> None:
        """How much of the last pass is done."""
        if self.dot.activity is Activity.COMPUTING:
            self._show_progress_parts(True)
            self.progress.setValue(round(share * 1000))

    def set_counts(self, refused: int, problems: int, notices: int) -> None:
        """How many entries the list of problems has of each kind."""
        for button, count, one, several in (
            (self.refused, refused, ONE_REFUSED, REFUSED),
            (self.problems, problems, ONE_PROBLEM, PROBLEMS),
            (self.notices, notices, ONE_NOTICE, NOTICES),
        ):
            told = str(one() if count == 1 else several(count=count))
            button.setText(beside_icon(told))
            button.setAccessibleName(told)
            button.setVisible(count > 0)

    def set_saved(self, has_file: bool, modified: bool, at: datetime | None) -> None:
        """Whether the plan stands in its file, and since when."""
        if modified:
            text = str(NOT_SAVED())
        elif not has_file:
            text = str(NO_FILE())
        elif at is None:
            text = str(SAVED())
        else:
            time = QLocale().toString(QTime(at.hour, at.minute), QLocale.FormatType.ShortFormat)
            text = str(SAVED_AT(time=time))
        self.saved.setText(text)

    def changeEvent(self, event: QEvent) -> None:
        """Take another theme's colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "notices"):
            self._recolour()

    def _set_activity(self, activity: Activity, text: str) -> None:
        self.dot.activity = activity
        self.dot.update()
        self.activity.setText(text)
        if activity is not Activity.COMPUTING:
            self._show_progress_parts(False)

    def _show_progress_parts(self, shown: bool) -> None:
        self.progress.setVisible(shown)
        self.stop.setVisible(shown)
        if not shown:
            self.progress.setValue(0)

    def _counter(self) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        button.clicked.connect(self.problems_asked)
        return button

    def _recolour(self) -> None:
        palette = palette_in_force()
        self.stop.setIcon(coloured_icon("close", palette.text))
        for button, name, colour in (
            (self.refused, "refused", palette.refused),
            (self.problems, "refused", palette.refused),
            (self.notices, "warning", palette.warning),
        ):
            button.setIcon(coloured_icon(name, colour))
            button.setStyleSheet(f"QToolButton {{ color: {colour}; }}")


def _muted(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setProperty("muted", True)
    return label
