"""The case that others are compared with: one of this plan, or one that no longer changes."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, Signal, Slot

from planner.compute.live import Live
from planner.document.document import Document
from planner.domain.case import DRAWN, Case, Choice, case_of
from planner.domain.project import Project
from planner.editors.row_projection import label
from planner.engine.correlations import problems_of_case
from planner.engine.result import Result
from planner.shell.followed_choice import followed_choice, still_there
from planner.shell.state_button import STATE_DRAWN, title_of
from planner.units.message import QT_TRANSLATE_NOOP, sentence

AS_WRITTEN = sentence("pin.as-written", QT_TRANSLATE_NOOP("planner", "The plan as written"))
AS_IT_WAS = sentence("pin.as-it-was", QT_TRANSLATE_NOOP("planner", "{case}, as it was"))
OF_PLAN = sentence("pin.of-plan", QT_TRANSLATE_NOOP("planner", "{plan}: {case}"))
STATE = sentence("pin.state", QT_TRANSLATE_NOOP("planner", "{uncertainty} {state}"))
UNNAMED = sentence("pin.unnamed", QT_TRANSLATE_NOOP("planner", "another plan"))
AND = " \u00b7 "


@dataclass(frozen=True)
class Pin:
    """A choice in a plan.

    `project` is None for the open plan, which it follows through edits, until it is itself the case
    in view when the plan is edited: then it stays as it was, or nothing would ever differ from it.
    """

    choice: Choice
    project: Project | None = None
    plan_name: str = ""  # of another plan than the open one


class Standing(Enum):
    """How far the pinned case is known."""

    NONE = 0
    AWAITED = 1
    KNOWN = 2
    BLOCKED = 3


class PinnedCase(QObject):
    """Keeps the pinned case computed; draws are shared, since both use the open plan's seed.

    The worker has one place for the newest case, so the pinned one is submitted by whoever knows
    that the case in view is done: `compute`.

    Signals
    -------
    changed()
        Another case is pinned, or none, or its figures are no longer what they were.
    retitled()
        The same case is called otherwise: an edit has renamed it, or it stays as it was.
    """

    changed = Signal()
    retitled = Signal()

    def __init__(
        self,
        document: Document,
        live: Live,
        choice_in_view: Callable[[], Choice],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._choice_in_view = choice_in_view
        self._document = document
        self._live = live
        self._pin: Pin | None = None
        self._case: Case | None = None
        self._result: Result | None = None
        self._is_blocked = False
        self._is_submitted = False
        self._is_given_up = False
        document.opened.connect(self._keep_as_it_was)
        document.changed.connect(self._follow)

    @property
    def pin(self) -> Pin | None:
        """What is pinned; None if nothing is."""
        return self._pin

    @property
    def result(self) -> Result | None:
        """The pinned case's figures of the plan as it is now; None until they are known."""
        return self._result

    @property
    def standing(self) -> Standing:
        """How far the pinned case is known."""
        if self._case is None:
            return Standing.NONE
        if self._is_blocked:
            return Standing.BLOCKED
        return Standing.AWAITED if self._result is None else Standing.KNOWN

    @property
    def title(self) -> str:
        """What is pinned, in words; empty if nothing is."""
        if self._pin is None:
            return ""
        project = self._pin.project or self._document.project
        title = case_title(project, self._pin.choice)
        if self._pin.plan_name:
            return str(OF_PLAN(plan=self._pin.plan_name, case=title))
        return title if self._pin.project is None else str(AS_IT_WAS(case=title))

    # Pinning

    def pin_choice(self, choice: Choice) -> None:
        """Pin a case of the open plan; what is edited while another is in view changes it too."""
        self._set(Pin(choice))

    def pin_as_it_is(self, choice: Choice) -> None:
        """Pin a case of the open plan as it is at this moment, whatever becomes of the plan."""
        self._set(Pin(choice, self._document.project))

    def pin_plan(self, project: Project, name: str, choice: Choice) -> None:
        """Pin another plan, in the same choice as far as it knows its parts."""
        self._set(Pin(still_there(choice, project), project, name))

    @Slot()
    def unpin(self) -> None:
        """Compare with nothing."""
        self._set(None)

    def _set(self, pin: Pin | None) -> None:
        self._pin = pin
        self._renew()
        self.changed.emit()

    # Computing

    def compute(self) -> bool:
        """Have it computed if its figures are not known. Whether something will come."""
        if self.standing is not Standing.AWAITED or self._case is None or self._is_given_up:
            return False
        if not self._is_submitted:
            self._is_submitted = True
            self._live.submit(self._case)
        return True

    def take(self, result: Result) -> bool:
        """Keep a result if it is the pinned case's, with all its draws. Whether it was news."""
        case = self._case
        if case is None or self._result is not None or result.case_key != case.key:
            return False
        if result.draws < case.plan.settings.draws:
            return False
        self._result = result
        self.changed.emit()
        return True

    def give_up(self, case_key: str) -> bool:
        """The worker will not finish this case. Whether it was the pinned one."""
        if self._case is None or self._case.key != case_key:
            return False
        self._is_given_up = True
        return True

    def interrupt(self) -> None:
        """The worker has been given something else to do."""
        self._is_submitted = self._is_given_up = False

    # Following the plan

    @Slot()
    def _keep_as_it_was(self) -> None:
        """Another plan is about to be opened: what is pinned of this one stays as it was."""
        if self._pin is not None and self._pin.project is None:
            project = self._document.project
            self._pin = Pin(self._pin.choice, project, project.name or str(UNNAMED()))

    @Slot(object, object)
    def _follow(self, before: Project, after: Project) -> None:
        if self._pin is None:
            return
        if self._pin.project is not None and before.settings is after.settings:
            return
        if self._pin.project is None:
            choice = followed_choice(self._pin.choice, before, after)
            if choice.strategy is None and self._pin.choice.strategy is not None:
                self._set(None)
                return
            self._pin = Pin(choice, before if self._is_edited_itself(choice, after) else None)
        self._renew()
        self.retitled.emit()

    def _is_edited_itself(self, choice: Choice, after: Project) -> bool:
        """Whether it is the case in view, and an edit has made it another one."""
        is_in_view = self._choice_in_view() == choice
        return (
            is_in_view and self._case is not None and self._case.key != case_of(after, choice).key
        )

    def _renew(self) -> None:
        """Make the case anew; figures are kept only while they are the case's own."""
        key = None if self._case is None else self._case.key
        self._case = self._made()
        self._is_blocked = self._case is not None and bool(problems_of_case(self._case))
        if self._case is None or self._case.key != key:
            self._result = None
            self._is_submitted = self._is_given_up = False

    def _made(self) -> Case | None:
        if self._pin is None:
            return None
        here = self._document.project
        project = self._pin.project
        if project is None:
            return case_of(here, self._pin.choice)
        if not project.facilities and not project.tenants:
            return None
        shared = {f"settings/{name}": getattr(here.settings, name) for name in ("draws", "seed")}
        return case_of(project.replacing_all(shared), self._pin.choice)


def case_title(project: Project, choice: Choice) -> str:
    """A case in words: its strategy, then what is held or drawn."""
    strategy = next((s for s in project.strategies if s.id == choice.strategy), None)
    words = [str(AS_WRITTEN()) if strategy is None else label(strategy)]
    for uncertainty in project.uncertainties:
        state = choice.state(uncertainty.id)
        held = next((o for o in uncertainty.outcomes if o.id == state), None)
        if held is not None:
            words.append(str(STATE(uncertainty=title_of(uncertainty), state=title_of(held))))
        elif state == DRAWN:
            words.append(str(STATE(uncertainty=title_of(uncertainty), state=STATE_DRAWN())))
    return AND.join(words)
