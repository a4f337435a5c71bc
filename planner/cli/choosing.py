"""The case that the options name, in the words of the plan."""

from collections.abc import Iterable, Sequence

from planner.domain.case import DRAWN, Choice
from planner.domain.project import Project
from planner.domain.strategy import Strategy
from planner.domain.uncertainty import Outcome, Uncertainty
from planner.units.message import QT_TRANSLATE_NOOP, Message, sentence

ALL = "all"

NO_STRATEGY = sentence(
    "cli.no_strategy",
    QT_TRANSLATE_NOOP("planner", "The plan has no strategy “{given}”; it has: {known}."),
)
NO_UNCERTAINTY = sentence(
    "cli.no_uncertainty",
    QT_TRANSLATE_NOOP("planner", "The plan has no uncertainty “{given}”; it has: {known}."),
)
NO_OUTCOME = sentence(
    "cli.no_outcome",
    QT_TRANSLATE_NOOP(
        "planner", "Uncertainty “{uncertainty}” has no outcome “{given}”; it has: {known}."
    ),
)
NOT_A_PAIR = sentence(
    "cli.not_a_pair",
    QT_TRANSLATE_NOOP("planner", "“{given}” is not UNCERTAINTY=OUTCOME, such as {example}."),
)
TWO_STATES = sentence(
    "cli.two_states",
    QT_TRANSLATE_NOOP("planner", "Uncertainty “{uncertainty}” is given two states; it has one."),
)


class NotThere(Exception):
    """The options name what the plan does not have. `message` says what it has."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def choice_of(
    project: Project, strategy: str | None, outcomes: Sequence[str], drawn: Sequence[str]
) -> Choice:
    """The choice of a strategy, of held outcomes ("U=O") and of drawn uncertainties ("U" or "all").

    "all" draws every uncertainty that is not held. Raises NotThere.
    """
    if strategy is not None and strategy not in _ids(project.strategies):
        raise NotThere(NO_STRATEGY(given=strategy, known=_known(project.strategies)))
    states: dict[str, str] = {}
    for pair in outcomes:
        uncertainty, outcome = _held(project, pair)
        _give(states, uncertainty.id, outcome.id)
    for name in drawn:
        if name != ALL:
            _give(states, _uncertainty(project, name).id, DRAWN)
    if ALL in drawn:
        states = {one.id: DRAWN for one in project.uncertainties} | states
    return Choice(strategy, states)


def _held(project: Project, pair: str) -> tuple[Uncertainty, Outcome]:
    name, mark, given = pair.partition("=")
    if not mark:
        raise NotThere(NOT_A_PAIR(given=pair, example=_example(project)))
    uncertainty = _uncertainty(project, name)
    for outcome in uncertainty.outcomes:
        if outcome.id == given:
            return uncertainty, outcome
    known = _known(uncertainty.outcomes)
    raise NotThere(NO_OUTCOME(uncertainty=name, given=given, known=known))


def _uncertainty(project: Project, name: str) -> Uncertainty:
    for uncertainty in project.uncertainties:
        if uncertainty.id == name:
            return uncertainty
    raise NotThere(NO_UNCERTAINTY(given=name, known=_known(project.uncertainties)))


def _give(states: dict[str, str], uncertainty: str, state: str) -> None:
    if uncertainty in states:
        raise NotThere(TWO_STATES(uncertainty=uncertainty))
    states[uncertainty] = state


def _example(project: Project) -> str:
    for uncertainty in project.uncertainties:
        for outcome in uncertainty.outcomes:
            return f"{uncertainty.id}={outcome.id}"
    return "market=bull"


def _ids(entries: Iterable[Strategy | Uncertainty | Outcome]) -> list[str]:
    return [entry.id for entry in entries]


def _known(entries: Iterable[Strategy | Uncertainty | Outcome]) -> str:
    return ", ".join(_ids(entries)) or "none"
