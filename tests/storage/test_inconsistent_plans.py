"""A plan that contradicts itself opens, says every problem, and blocks only what it touches."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from planner.cli import main
from planner.domain.case import DRAWN, Choice, case_of
from planner.domain.checks import INCONSISTENT, blocking, problems
from planner.storage.project_file import dumps, loads, read

SOUND = """{
 "format": 1,
 "settings": {"start": "2026-05", "months": 24, "draws": 512},
 "facilities": [
  {
   "id": "memphis",
   "phases": [{"id": "h100", "mw": 300, "ready": "2026-05", "delay": "0 to 6"}],
   "events": [
    {"id": "permit", "probability": 0.5, "earliest": "2026-10", "latest": "2027-02"}
   ]
  },
  {"id": "spare", "phases": [{"id": "one", "mw": "50 to 60", "ready": "2026-08"}]}
 ],
 "tenants": [
  {
   "id": "lab",
   "kind": "external",
   "facilities": ["memphis"],
   "contracts": [
    {"id": "lease", "mw": 100, "price": 400, "start": "2026-05-01", "end": "2028-04-30"}
   ]
  }
 ],
 "correlations": [
  {"id": "slips",
   "a": "facilities/memphis/phases/h100/delay",
   "b": "facilities/spare/phases/one/mw"}
 ],
 "strategies": [
  {"id": "lease", "overrides": []},
  {"id": "keep", "overrides": [{"path": "tenants/lab/contracts/lease/share", "value": 0}]}
 ],
 "uncertainties": [
  {"id": "terms",
   "outcomes": [
    {
     "id": "kept",
     "probability": 0.25,
     "overrides": [{"path": "tenants/lab/contracts/lease/price", "value": 500}]
    },
    {"id": "cut", "probability": 0.75}
   ]
  }
 ]
}
"""
AS_IT_STANDS = Choice()
KEEP = Choice("keep")
KEPT = Choice(None, {"terms": "kept"})
KEEP_KEPT = Choice("keep", {"terms": "kept"})
TERMS_DRAWN = Choice(None, {"terms": DRAWN})
EVERY_CASE = (AS_IT_STANDS, KEEP, KEPT, KEEP_KEPT, TERMS_DRAWN)


@dataclass(frozen=True)
class Contradiction:
    """What is changed in the sound plan, what is said, and which cases it keeps from computing.

    `said` holds for each problem its path, a text on its line, and words of its sentence.
    """

    name: str
    changes: tuple[tuple[str, str], ...]
    said: tuple[tuple[str, str, str], ...]
    blocked: tuple[Choice, ...]

    @property
    def text(self) -> str:
        text = SOUND
        for sound, bad in self.changes:
            assert text.count(sound) == 1, sound
            text = text.replace(sound, bad)
        return text


CONTRADICTIONS = [
    Contradiction(
        "a facility that is not there",
        (('"facilities": ["memphis"]', '"facilities": ["memphis", "dallas", "reno"]'),),
        (
            ("tenants/lab/facilities", '"dallas"', "there is no “dallas” among facilities"),
            ("tenants/lab/facilities", '"reno"', "there is no “reno” among facilities"),
        ),
        EVERY_CASE,
    ),
    Contradiction(
        "an end before its start and an event that ends before it begins",
        (
            ("2026-05-01", "2027-05-01"),
            ("2028-04-30", "2027-04-30"),
            ('"latest": "2027-02"', '"latest": "2026-09"'),
        ),
        (
            ("facilities/memphis/events/permit/latest", '"id": "permit"', "2026-09 is before"),
            ("tenants/lab/contracts/lease/end", '"mw": 100', "2027-04-30 is before"),
        ),
        EVERY_CASE,
    ),
    Contradiction(
        "probabilities that do not sum to 1",
        (("0.75", "0.70"),),
        (("uncertainties/terms", '"id": "terms"', "sum to 95 %, not 100 %"),),
        (TERMS_DRAWN,),
    ),
    Contradiction(
        "two overrides that set one field",
        (
            (
                '"value": 0}',
                '"value": 0}, {"path": "tenants/lab/contracts/lease/price", "value": 1}',
            ),
        ),
        (
            (
                "uncertainties/terms/outcomes/kept/overrides",
                '"value": 500',
                "both set tenants/lab/contracts/lease/price",
            ),
        ),
        (KEEP_KEPT,),
    ),
    Contradiction(
        "a correlation and an override that lead nowhere",
        (
            ("facilities/spare/phases/one/mw", "facilities/spare/phases/two/mw"),
            (
                '"path": "tenants/lab/contracts/lease/share"',
                '"path": "tenants/lab/contracts/loan/share"',
            ),
        ),
        (
            ("correlations/slips/b", "phases/two/mw", "leads to nothing in this plan"),
            ("strategies/keep/overrides", '"id": "keep"', "loan/share, which does not exist"),
        ),
        EVERY_CASE,
    ),
    Contradiction(
        "an override that its field refuses",
        (('"value": 500', '"value": "9 to 3"'), ('"value": 0}', '"value": 1.5}')),
        (
            ("strategies/keep/overrides", '"id": "keep"', "1.5 is out of bounds"),
            ("uncertainties/terms/outcomes/kept/overrides", '"9 to 3"', "low end 9 must lie below"),
        ),
        (KEEP, KEPT, KEEP_KEPT, TERMS_DRAWN),
    ),
]


def line_of(text: str, part: str) -> int:
    assert text.count(part) == 1, part
    return text[: text.index(part)].count("\n") + 1


def test_the_plan_that_is_changed_has_no_problem() -> None:
    project = loads(SOUND)
    assert problems(project) == ()
    assert not any(blocking(case_of(project, choice)) for choice in EVERY_CASE)


@pytest.mark.parametrize("contradiction", CONTRADICTIONS, ids=lambda one: one.name)
def test_it_opens_and_check_says_every_problem_with_its_line(
    contradiction: Contradiction, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "plan.ncplan"
    file.write_text(contradiction.text, "utf-8")

    found = problems(read(file).project)
    assert [(problem.severity, problem.path) for problem in found] == [
        (INCONSISTENT, path) for path, _, _ in contradiction.said
    ]

    assert main(["check", str(file)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    lines = err.splitlines()
    assert len(lines) == len(contradiction.said)
    for line, (path, beside, words) in zip(lines, contradiction.said, strict=True):
        assert line.startswith(f"{file}:{line_of(contradiction.text, beside)}: {path}: ")
        assert words in line


@pytest.mark.parametrize("contradiction", CONTRADICTIONS, ids=lambda one: one.name)
def test_it_blocks_the_cases_it_touches_and_no_other(contradiction: Contradiction) -> None:
    project = loads(contradiction.text)
    blocked = [choice for choice in EVERY_CASE if blocking(case_of(project, choice))]
    assert blocked == list(contradiction.blocked)


@pytest.mark.parametrize("contradiction", CONTRADICTIONS, ids=lambda one: one.name)
def test_it_is_saved_and_opens_again_as_it_was(contradiction: Contradiction) -> None:
    project = loads(contradiction.text)
    assert loads(dumps(project)) == project


@pytest.mark.parametrize("contradiction", CONTRADICTIONS, ids=lambda one: one.name)
def test_run_refuses_a_blocked_case_with_its_reasons(
    contradiction: Contradiction, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "plan.ncplan"
    file.write_text(contradiction.text, "utf-8")
    chosen = contradiction.blocked[-1]
    options = ["--strategy", chosen.strategy] if chosen.strategy else []
    for uncertainty, state in chosen.states.items():
        options += (
            ["--drawn", uncertainty] if state == DRAWN else ["--outcome", f"{uncertainty}={state}"]
        )
    assert main(["run", str(file), *options, "--json"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert f"{file}:" in err
    assert "This case cannot be computed" in err
