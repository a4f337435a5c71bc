"""Options name a case of the plan, or are told what the plan has."""

import pytest

from planner.cli.choosing import NotThere, choice_of
from planner.domain.case import DRAWN
from planner.domain.project import Project

PLAN = Project.model_validate(
    {
        "settings": {"start": "2026-05"},
        "strategies": [{"id": "lease"}, {"id": "keep"}],
        "uncertainties": [
            {"id": "terms", "outcomes": [{"id": "announced"}, {"id": "amended"}]},
            {"id": "market", "outcomes": [{"id": "bull"}, {"id": "bear"}]},
        ],
    }
)


def test_nothing_said_is_the_plan_as_written() -> None:
    choice = choice_of(PLAN, None, [], [])
    assert choice.strategy is None
    assert dict(choice.states) == {}


def test_a_strategy_held_outcomes_and_drawn_uncertainties_make_a_case() -> None:
    choice = choice_of(PLAN, "keep", ["terms=amended"], ["market"])
    assert choice.strategy == "keep"
    assert dict(choice.states) == {"terms": "amended", "market": DRAWN}


def test_all_draws_every_uncertainty_that_is_not_held() -> None:
    assert dict(choice_of(PLAN, None, [], ["all"]).states) == {"terms": DRAWN, "market": DRAWN}
    choice = choice_of(PLAN, None, ["market=bear"], ["all", "terms"])
    assert dict(choice.states) == {"terms": DRAWN, "market": "bear"}


@pytest.mark.parametrize(
    ("strategy", "outcomes", "drawn", "said"),
    [
        ("sell", [], [], "The plan has no strategy “sell”; it has: lease, keep."),
        (None, ["chips=late"], [], "The plan has no uncertainty “chips”; it has: terms, market."),
        (None, [], ["chips"], "The plan has no uncertainty “chips”; it has: terms, market."),
        (
            None,
            ["terms=kept"],
            [],
            "Uncertainty “terms” has no outcome “kept”; it has: announced, amended.",
        ),
        (
            None,
            ["amended"],
            [],
            "“amended” is not UNCERTAINTY=OUTCOME, such as terms=announced.",
        ),
        (
            None,
            ["terms=amended", "terms=announced"],
            [],
            "Uncertainty “terms” is given two states; it has one.",
        ),
        (
            None,
            ["terms=amended"],
            ["terms"],
            "Uncertainty “terms” is given two states; it has one.",
        ),
    ],
)
def test_what_the_plan_has_not_is_refused_naming_what_it_has(
    strategy: str | None, outcomes: list[str], drawn: list[str], said: str
) -> None:
    with pytest.raises(NotThere) as refusal:
        choice_of(PLAN, strategy, outcomes, drawn)
    assert str(refusal.value.message) == said
