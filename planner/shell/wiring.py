"""Who hears whom: an edit is checked and computed, its result drawn, its problems listed."""

from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal, Slot

from planner.compute.live import Live
from planner.document.document import Document
from planner.domain.case import Case, case_of
from planner.domain.checks import Problem, problems
from planner.domain.project import Project
from planner.editors.inspector import Inspector
from planner.engine.correlations import problems_of_case
from planner.engine.result import Result
from planner.shell.case_bar import CaseBar
from planner.shell.editor_dock import EditorDock
from planner.shell.kpi_strip import KpiStrip
from planner.shell.page_tabs import PageTabs
from planner.shell.pinned_case import PinnedCase
from planner.shell.problems import ProblemsModel, Weight, by_path, entries
from planner.shell.status_bar import StatusBar
from planner.units.message import QT_TRANSLATE_NOOP, Message, sentence

REDRAWS_A_SECOND = 15
REDRAW_PAUSE = 1000 // REDRAWS_A_SECOND
AFTER_PAINTING = 1  # ms; less, and the edit that is due to be painted would come after
CHECKED_WITHIN = 100  # ms; what the plan's problems may wait for the line of an edit

BLOCKED = sentence(
    "wiring.blocked",
    QT_TRANSLATE_NOOP("planner", "There are {count} problems. The first: {reason}"),
)
FAILED = sentence(
    "wiring.failed",
    QT_TRANSLATE_NOOP(
        "planner",
        "The program failed to compute this plan ({fault}). Undo the last change to go on; "
        "what happened is written in the log.",
    ),
)


class Wiring(QObject):
    """Connects the document, the choice of the case, the worker, and what shows results.

    Every result is drawn at most 15 times a second, the newest first. A result of another case than
    the one in view is drawn only while nothing of the case in view has arrived, and dimmed.
    """

    drawn = Signal(object)  # Result that the page in view has just been given
    settled = Signal()  # nothing more will come of the case in view

    def __init__(
        self,
        document: Document,
        case_bar: CaseBar,
        live: Live,
        pages: PageTabs,
        kpi_strip: KpiStrip,
        status: StatusBar,
        listed: ProblemsModel,
        editors: EditorDock,
        inspector: Inspector,
        pinned: PinnedCase,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._case_bar = case_bar
        self._live = live
        self._pages = pages
        self._kpi_strip = kpi_strip
        self._status = status
        self._listed = listed
        self._editors = editors
        self._inspector = inspector
        self._pinned = pinned
        self._case: Case | None = None
        self._blocks: Sequence[Problem] = ()
        self._problems: Sequence[Problem] = ()
        self._marked: dict[str, list[str]] = {}
        self._found: tuple[Sequence[Problem], Sequence[Message]] = ((), ())
        self._waiting: Result | None = None
        self._is_other_plan = False
        self._is_edit_new = False  # nothing has been drawn since
        self.is_settled = False
        self._is_done = False  # with the case in view; what is pinned may still be awaited
        self._submitted: set[str] = set()  # keys of this plan's cases; empty while none is computed
        self._last_drawn = QElapsedTimer()
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.timeout.connect(self._draw)
        self._checks = QTimer(self)
        self._checks.setSingleShot(True)
        self._checks.setInterval(CHECKED_WITHIN)
        self._checks.timeout.connect(self._check)
        self._connect()
        case_bar.show_project(document.project)
        self.recompute()

    def _connect(self) -> None:
        queued = Qt.ConnectionType.QueuedConnection
        self._document.opened.connect(self._await_other_plan)
        self._document.changed.connect(self._plan_changed)
        self._case_bar.chosen.connect(self._case_chosen)
        self._pinned.changed.connect(self._show_pinned)
        self._editors.refusals_changed.connect(self._list_problems)
        self._inspector.refusals_changed.connect(self._list_problems)
        self._live.finished.connect(self._received, queued)
        self._live.failed.connect(self._failed, queued)
        self._live.stopped.connect(self._stopped, queued)
        self._live.progressed.connect(self._status.set_progress, queued)
        self._status.stop_asked.connect(self._live.stop)

    @property
    def case_key(self) -> str:
        """The key of the case in view."""
        return "" if self._case is None else self._case.key

    @Slot()
    def recompute(self) -> None:
        """Check the case in view and have it computed if nothing blocks it."""
        project = self._document.project
        self._pinned.interrupt()
        self._case = case_of(project, self._case_bar.choice)
        self._kpi_strip.set_discount_rate(self._case.plan.settings.discount_rate)
        self._editors.set_case(self._case)
        self._inspector.set_case(self._case)
        self._blocks = problems_of_case(self._case)
        if not project.facilities and not project.tenants:
            self._show_none("")
            self._check()
        elif self._blocks:
            first, count = self._blocks[0].message, len(self._blocks)
            self._show_none(str(first if count == 1 else BLOCKED(count=count, reason=first)))
            self._check()
        else:
            self.is_settled = self._is_done = False
            self._submitted.add(self._case.key)
            self._live.submit(self._case)
            self._await()
            # The list of problems comes a moment later: the line's thread would wait for it.
            self._checks.start()

    @Slot()
    def _check(self) -> None:
        """Look for what is wrong with the plan in view, and list it."""
        self._checks.stop()
        self._problems = (*problems(self._document.project), *self._blocks)
        self._list_problems()

    def _await(self) -> None:
        shown = self._pages.result
        fresh = self._case is not None and shown is not None and shown.case_key == self._case.key
        self._pages.set_stale(not fresh)
        self._kpi_strip.set_stale(not fresh)
        if not fresh:
            self._status.set_computing()

    def _show_none(self, problem: str) -> None:
        """The case in view has no figures: because of a problem, or the plan is empty."""
        self._forget()
        self._kpi_strip.show_result(None)
        if problem:
            self._pages.show_problem(problem)
            self._status.set_not_computed()
        else:
            self._pages.show_result(None, self._document.project)
            self._status.set_nothing_to_compute()
        self._is_done = True
        self._settle()

    def _settle(self) -> None:
        """The case in view is done; what is pinned comes next if it is not known."""
        if self._pinned.compute():
            self.is_settled = False
            return
        self.is_settled = True
        self.settled.emit()

    @Slot()
    def _show_pinned(self) -> None:
        """Draw again with what is pinned now, and go on if the case in view is done."""
        shown = self._pages.result
        if shown is not None:
            if self._pinned.take(shown):
                return  # which has told of it, and led here
            self._show(shown)
            self._await()
        if self._is_done:
            self._settle()

    def _forget(self) -> None:
        """Nothing that was asked for until now is wanted any more."""
        self._live.forget()
        self._submitted.clear()
        self._waiting = None
        self._redraw.stop()

    @Slot()
    def _await_other_plan(self) -> None:
        self._forget()
        self._is_other_plan = True

    @Slot(object, object)
    def _plan_changed(self, _before: Project, after: Project) -> None:
        is_edited, self._is_other_plan = not self._is_other_plan, False
        self._is_edit_new = True
        self._case_bar.show_project(after, is_edited)
        self.recompute()

    @Slot(object)
    def _case_chosen(self, _choice: object) -> None:
        self.recompute()

    @Slot(object)
    def _received(self, result: Result) -> None:
        self._pinned.take(result)
        if not self._is_news(result):
            self._live.go_on()
            return
        self._waiting = result
        elapsed = self._last_drawn.elapsed() if self._last_drawn.isValid() else REDRAW_PAUSE
        if elapsed >= REDRAW_PAUSE and self._is_edit_new:
            # What comes while a large plan is still checked must not keep the edit off the screen.
            self._redraw.start(AFTER_PAINTING)
            return
        if elapsed >= REDRAW_PAUSE:
            self._draw()
            return
        self._live.go_on()
        if not self._redraw.isActive():
            self._redraw.start(REDRAW_PAUSE - elapsed)

    def _is_news(self, result: Result) -> bool:
        """Whether it says more of the case in view than what is shown or about to be.

        While nothing of that case has arrived, another state of the same plan is better than none.
        """
        if self._case is None or result.case_key not in self._submitted:
            return False
        newest = self._waiting or self._pages.result
        if newest is None or newest.case_key != self._case.key:
            return True
        return result.case_key == self._case.key and result.draws >= newest.draws

    @Slot()
    def _draw(self) -> None:
        result, self._waiting = self._waiting, None
        if result is None or self._case is None:
            return
        self._last_drawn.restart()
        self._is_edit_new = False
        fresh = result.case_key == self._case.key
        complete = fresh and result.draws >= self._case.plan.settings.draws
        self._show(result)
        if fresh:
            self._status.set_result(result, complete)
        else:
            self._await()
        self.drawn.emit(result)
        QTimer.singleShot(0, self, self._painted)
        if complete:
            self._catch_up()
            self._is_done = True
            self._settle()

    @Slot()
    def _painted(self) -> None:
        """The result is on the screen: the worker may go on, and so may what waited here."""
        self._live.go_on()
        QTimer.singleShot(0, self, self._catch_up)

    @Slot()
    def _catch_up(self) -> None:
        """List what is wrong, and what the result that is shown says of itself."""
        if self._checks.isActive():
            self._check()
        else:
            self._list_problems()

    def _show(self, result: Result) -> None:
        plan = None if self._case is None else self._case.plan
        self._pages.show_result(result, self._document.project, plan, self._pinned.result)
        self._kpi_strip.show_result(result, self._pinned.result)

    @Slot(str, str)
    def _failed(self, case_key: str, fault: str) -> None:
        if self._pinned.give_up(case_key):
            self._settle()
        if self._case is not None and case_key == self._case.key:
            self._show_none(str(FAILED(fault=fault)))

    @Slot(str)
    def _stopped(self, case_key: str) -> None:
        is_pinned = self._pinned.give_up(case_key)
        if self._case is not None and case_key == self._case.key:
            self._status.set_stopped()
            self._is_done = True
            self._settle()
        elif is_pinned:
            self._settle()

    @Slot()
    def _list_problems(self) -> None:
        """What is known of the case in view; its notices stay until newer ones have arrived."""
        shown = self._pages.result
        if shown is None:
            self._found = ((), ())
        elif shown.case_key == self.case_key:
            self._found = (shown.notices, shown.assumptions)
        notices, assumed = self._found
        project = self._document.project
        found = (*self._problems, *notices)
        marked = by_path(found)
        if marked != self._marked:
            self._marked = marked
            self._editors.set_problems(marked)
            self._inspector.set_problems(marked)
        refused = dict(self._editors.refusals)
        refused |= {path: each.message for path, each in self._inspector.refusals.items()}
        self._listed.show(entries(project, found, refused, assumed))
        self._status.set_counts(
            self._listed.count(Weight.REFUSED),
            self._listed.count(Weight.INCONSISTENT),
            self._listed.count(Weight.NOTICE),
        )
