"""Ranges have the percentiles that scipy.stats gives them."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from planner.domain.distribution import (
    ARGUMENT_TOO_LARGE,
    LOW_ABOVE_HIGH,
    MEAN_NOT_POSITIVE,
    MODE_OUTSIDE,
    PROBABILITIES_OFF,
    PROBABILITY_OUTSIDE,
    SPREAD_NEGATIVE,
    Range,
    range_of,
)
from planner.units.message import Refused
from planner.units.notation import FILE_MARKS, Written, read_entry
from planner.units.unit import PLAIN

PROBABILITIES = np.array([0.001, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.999])
Z90 = stats.norm.ppf(0.9)


def made(text: str) -> Range:
    written = read_entry(text, PLAIN, FILE_MARKS)
    assert isinstance(written, Written)
    return range_of(written)


def between_logs(low: float, high: float) -> stats.rv_continuous:
    middle = (math.log(low) + math.log(high)) / 2
    return stats.lognorm((math.log(high) - math.log(low)) / (2 * Z90), scale=math.exp(middle))


def pert(low: float, mode: float, high: float) -> stats.rv_continuous:
    width = high - low
    alpha, beta = 1 + 4 * (mode - low) / width, 1 + 4 * (high - mode) / width
    return stats.beta(alpha, beta, low, width)


JUDGES = [
    ("250 to 320", between_logs(250, 320)),
    ("-20 to 10", stats.norm(-5, 30 / (2 * Z90))),
    ("0 to 12", stats.norm(6, 12 / (2 * Z90))),
    ("normal(300, 20)", stats.norm(300, 20)),
    ("lognormal(300, 0.2)", stats.lognorm(0.2, scale=300 * math.exp(-0.02))),
    ("uniform(250, 320)", stats.uniform(250, 70)),
    ("triangular(0, 2, 12)", stats.triang(2 / 12, 0, 12)),
    ("triangular(0, 0, 12)", stats.triang(0, 0, 12)),
    ("triangular(0, 12, 12)", stats.triang(1, 0, 12)),
    ("pert(0, 2, 12)", pert(0, 2, 12)),
    ("pert(-5, -5, 10)", pert(-5, -5, 10)),
    (
        "discrete(0: 65%, 6: 22%, 12: 13%)",
        stats.rv_discrete(values=([0, 6, 12], [0.65, 0.22, 0.13])),
    ),
]
EACH = pytest.mark.parametrize(("text", "judge"), JUDGES, ids=[text for text, _ in JUDGES])


@EACH
def test_quantiles_are_those_of_the_named_distribution(
    text: str, judge: stats.rv_continuous
) -> None:
    found = made(text).quantile(PROBABILITIES)
    assert found.shape == PROBABILITIES.shape
    np.testing.assert_allclose(found, judge.ppf(PROBABILITIES), rtol=1e-12, atol=1e-12)


@EACH
def test_median_and_percentiles_are_those_of_the_named_distribution(
    text: str, judge: stats.rv_continuous
) -> None:
    subject = made(text)
    found = [subject.p10, subject.median, subject.p90]
    np.testing.assert_allclose(found, judge.ppf([0.1, 0.5, 0.9]), rtol=1e-12, atol=1e-12)


@EACH
def test_a_sample_by_quantiles_has_the_mean_of_the_named_distribution(
    text: str, judge: stats.rv_continuous
) -> None:
    strata = (np.arange(200_000) + 0.5) / 200_000
    sample = made(text).quantile(strata)
    np.testing.assert_allclose(sample.mean(), judge.mean(), rtol=2e-4, atol=1e-3)


def test_the_lognormal_is_given_by_its_arithmetic_mean() -> None:
    strata = (np.arange(200_000) + 0.5) / 200_000
    assert made("lognormal(300, 0.2)").quantile(strata).mean() == pytest.approx(300, rel=1e-5)


@pytest.mark.parametrize("text", ["250 to 320", "-20 to 10", "0 to 12", "0.001 to 1000"])
def test_typed_percentiles_are_kept(text: str) -> None:
    low, high = (float(part) for part in text.split(" to "))
    subject = made(text)
    assert subject.p10 == pytest.approx(low, rel=1e-13, abs=1e-13)
    assert subject.p90 == pytest.approx(high, rel=1e-13)


def test_two_positive_percentiles_make_a_range_that_is_never_negative() -> None:
    assert made("1 to 1000").quantile(np.array([1e-9]))[0] > 0
    assert made("-1 to 1000").quantile(np.array([1e-9]))[0] < 0


@pytest.mark.parametrize(
    ("text", "median"),
    [
        ("discrete(5: 50%, 1: 50%)", 1),
        ("discrete(1: 49.9%, 5: 50.1%)", 5),
        ("discrete(1: 10%, 2: 20%, 3: 20%, 4: 50%)", 3),
        ("discrete(7: 100%)", 7),
        ("discrete(1: 0%, 2: 100%)", 2),
    ],
)
def test_the_median_of_discrete_is_the_smallest_value_with_half_the_probability(
    text: str, median: float
) -> None:
    assert made(text).median == median


def test_discrete_values_come_in_their_proportions_whatever_their_order() -> None:
    strata = (np.arange(1000) + 0.5) / 1000
    drawn = made("discrete(12: 10%, 0: 70%, 6: 20%)").quantile(strata)
    values, counts = np.unique(drawn, return_counts=True)
    assert list(zip(values, counts, strict=True)) == [(0, 700), (6, 200), (12, 100)]


@pytest.mark.parametrize("text", [text for text, _ in JUDGES])
def test_quantiles_keep_the_shape_of_the_probabilities(text: str) -> None:
    block = PROBABILITIES[:8].reshape(2, 2, 2)
    found = made(text).quantile(block)
    assert found.shape == (2, 2, 2)
    np.testing.assert_array_equal(found.ravel(), made(text).quantile(PROBABILITIES[:8]))


@pytest.mark.parametrize("text", [text for text, _ in JUDGES])
@pytest.mark.parametrize("factor", [0.7, 1.0, 3.0])
def test_a_range_times_a_factor_has_its_quantiles_times_the_factor(
    text: str, factor: float
) -> None:
    subject = made(text)
    np.testing.assert_allclose(
        subject.scaled(factor).quantile(PROBABILITIES),
        subject.quantile(PROBABILITIES) * factor,
        rtol=1e-12,
        atol=1e-12,
    )


@pytest.mark.parametrize(
    "text",
    ["-20 to 10", "normal(3, 2)", "uniform(1, 4)", "triangular(0, 2, 12)", "pert(0, 2, 12)"],
)
def test_a_negative_factor_turns_a_range_around(text: str) -> None:
    subject = made(text)
    np.testing.assert_allclose(
        subject.scaled(-2.0).quantile(PROBABILITIES),
        -2 * subject.quantile(PROBABILITIES)[::-1],
        rtol=1e-12,
        atol=1e-9,
    )


@pytest.mark.parametrize(
    ("text", "factor"), [("1 to 2", 0.0), ("1 to 2", -1.0), ("lognormal(3, 1)", -1.0)]
)
def test_a_factor_that_leaves_no_range_is_a_fault(text: str, factor: float) -> None:
    with pytest.raises(ValueError, match="no range is"):
        made(text).scaled(factor)


@pytest.mark.parametrize(
    ("written", "kind", "words"),
    [
        (Written("to", (320, 250)), LOW_ABOVE_HIGH, ["320", "250"]),
        (Written("to", (320, 320)), LOW_ABOVE_HIGH, ["320"]),
        (Written("uniform", (3, 1)), LOW_ABOVE_HIGH, ["3", "1"]),
        (Written("triangular", (12, 2, 0)), LOW_ABOVE_HIGH, ["12", "0"]),
        (Written("triangular", (0, 13, 12)), MODE_OUTSIDE, ["13", "0", "12"]),
        (Written("pert", (0, -1, 12)), MODE_OUTSIDE, ["-1", "0", "12"]),
        (Written("normal", (3, -0.5)), SPREAD_NEGATIVE, ["-0.5"]),
        (Written("lognormal", (3, -0.5)), SPREAD_NEGATIVE, ["-0.5"]),
        (Written("lognormal", (0, 0.5)), MEAN_NOT_POSITIVE, ["0"]),
        (Written("discrete", (1, 0.5, 2, 0.4)), PROBABILITIES_OFF, ["90 %", "100 %"]),
        (Written("discrete", (1, 1.5, 2, -0.5)), PROBABILITY_OUTSIDE, ["1.5"]),
        (Written("normal", (1, math.inf)), ARGUMENT_TOO_LARGE, ["inf"]),
        (Written("normal", (math.nan, 1)), ARGUMENT_TOO_LARGE, ["nan"]),
        (Written("to", (0, 1.1e12)), ARGUMENT_TOO_LARGE, ["1.1e+12"]),
    ],
)
def test_what_is_no_distribution_is_refused_with_the_offending_numbers(
    written: Written, kind: object, words: list[str]
) -> None:
    with pytest.raises(Refused) as refusal:
        range_of(written)
    assert refusal.value.message.sentence is kind
    for word in words:
        assert word in str(refusal.value.message)


def test_thirds_are_accepted_as_probabilities_that_sum_to_one() -> None:
    assert made("discrete(1: 33.333333333%, 2: 33.333333333%, 3: 33.333333334%)").median == 2


@given(
    st.sampled_from(["to", "normal", "lognormal", "uniform", "triangular", "pert"]),
    st.lists(st.floats(0.001, 1e6, allow_subnormal=False), min_size=3, max_size=3, unique=True).map(
        sorted
    ),
    st.floats(0.001, 0.998),
    st.floats(0.001, 0.998),
)
def test_quantiles_never_fall(shape: str, ends: list[float], one: float, other: float) -> None:
    low, _, high = ends
    arguments = {"lognormal": (high, 0.3), "triangular": tuple(ends), "pert": tuple(ends)}
    subject = range_of(Written(shape, arguments.get(shape, (low, high))))
    small, large = subject.quantile(np.array(sorted([one, other])))
    assert small <= large + 1e-9 * abs(large)
    if shape in ("uniform", "triangular", "pert"):
        assert low <= small
        assert large <= high * (1 + 1e-12)
