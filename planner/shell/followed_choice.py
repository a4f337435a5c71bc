"""A choice after an edit that may have renamed or removed what it names."""

from planner.domain.case import AS_WRITTEN, DRAWN, Choice
from planner.domain.project import Project
from planner.editors.followed_path import followed


def followed_choice(choice: Choice, before: Project, after: Project) -> Choice:
    """The same choice in the plan after an edit; what is gone is as written."""
    strategy = choice.strategy and _id_after(before, after, f"strategies/{choice.strategy}")
    states = {}
    for uncertainty, state in choice.states.items():
        path = f"uncertainties/{uncertainty}"
        now = _id_after(before, after, path)
        if now is not None and state not in (AS_WRITTEN, DRAWN):
            state = _id_after(before, after, f"{path}/outcomes/{state}") or AS_WRITTEN
        if now is not None and state != AS_WRITTEN:
            states[now] = state
    return _unless_equal(choice, Choice(strategy, states))


def still_there(choice: Choice, project: Project) -> Choice:
    """The choice in another plan, as far as that has strategies, outcomes of the same ids."""
    strategy = choice.strategy
    if all(known.id != strategy for known in project.strategies):
        strategy = None
    outcomes = {u.id: {o.id for o in u.outcomes} | {DRAWN} for u in project.uncertainties}
    states = {u: state for u, state in choice.states.items() if state in outcomes.get(u, ())}
    return _unless_equal(choice, Choice(strategy, states))


def _id_after(before: Project, after: Project, path: str) -> str | None:
    now = followed(before, after, path)
    return None if now is None else now.rpartition("/")[2]


def _unless_equal(old: Choice, new: Choice) -> Choice:
    """The old one if both say the same."""
    same = old.strategy == new.strategy and dict(old.states) == dict(new.states)
    return old if same else new
