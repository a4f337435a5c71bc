"""Densities, percentiles and shares agree with scipy, which the interface must not wait for."""

import subprocess
import sys

import numpy as np
import pytest
from scipy import stats

from planner.domain.distribution import Range, range_of
from planner.editors.density import outline, percentile, share_below, span
from planner.units.notation import Written, read_entry

JUDGES = {
    "250 to 320": stats.lognorm(
        np.log(320 / 250) / (2 * stats.norm.ppf(0.9)), scale=np.sqrt(250 * 320)
    ),
    "-5 to 7": stats.norm(1, 6 / stats.norm.ppf(0.9)),
    "normal(300, 20)": stats.norm(300, 20),
    "lognormal(300, 0.2)": stats.lognorm(0.2, scale=300 * np.exp(-0.02)),
    "uniform(1, 3)": stats.uniform(1, 2),
    "triangular(0, 2, 12)": stats.triang(2 / 12, 0, 12),
    "triangular(0, 0, 12)": stats.triang(0, 0, 12),
    "pert(0, 2, 12)": stats.beta(1 + 8 / 12, 1 + 40 / 12, 0, 12),
    "pert(90, 150, 260)": stats.beta(1 + 240 / 170, 1 + 440 / 170, 90, 170),
    "pert(0, 0, 12)": stats.beta(1, 5, 0, 12),
}


def shape(text: str) -> Range:
    written = read_entry(text)
    assert isinstance(written, Written)
    return range_of(written)


@pytest.mark.parametrize("text", JUDGES)
def test_shares_and_percentiles_are_those_of_scipy(text: str) -> None:
    judge = JUDGES[text]
    for probability in (0.001, 0.1, 0.35, 0.5, 0.9, 0.999):
        value = float(judge.ppf(probability))
        width = float(judge.ppf(0.9) - judge.ppf(0.1))
        assert share_below(shape(text), value) == pytest.approx(probability, abs=1e-9)
        assert percentile(shape(text), probability) == pytest.approx(value, abs=1e-8 * width)


@pytest.mark.parametrize("text", JUDGES)
def test_outlines_have_the_heights_of_scipys_densities(text: str) -> None:
    low, high = span(shape(text))
    points = outline(shape(text), low, high, 101)[1:-1]
    drawn = np.array([y for _, y in points])
    judged = JUDGES[text].pdf([x for x, _ in points])

    assert drawn.max() <= 1
    assert drawn == pytest.approx(judged / judged.max() * drawn.max(), abs=0.02)


def test_a_discrete_range_has_the_chances_at_or_below_a_value() -> None:
    stairs = shape("discrete(0: 70%, 6: 20%, 12: 10%)")

    assert [share_below(stairs, x) for x in (-1, 0, 6, 11, 12)] == pytest.approx(
        [0, 0.7, 0.9, 0.9, 1]
    )


def test_a_range_without_spread_is_all_at_its_place() -> None:
    point = shape("normal(5, 0)")

    assert [share_below(point, x) for x in (4.9, 5, 5.1)] == [0, 1, 1]


def test_a_density_needs_no_scipy() -> None:
    program = (
        "import sys\n"
        "from planner.domain.distribution import Range\n"
        "from planner.editors.density import percentile, share_below\n"
        "percentile(Range('pert', (0.0, 2.0, 12.0)), 0.1)\n"
        "print('scipy' in sys.modules)"
    )
    printed = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert printed.stdout.strip() == "False"
