"""How figures are printed. LOOK.md, "Numbers"."""

import math

import pytest
from PySide6.QtCore import QLocale

from planner.charts import figures

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (-8100.0, 0, "−8,100"),
        (1234567.0, 0, "1,234,567"),
        (0.0, 1, "0"),
        (-0.04, 1, "0.0"),
        (None, 1, "—"),
        (math.nan, 1, "—"),
        (20.44, 1, "20.4"),
    ],
)
def test_a_figure_has_the_minus_sign_and_marked_thousands(
    value: float | None, decimals: int, text: str
) -> None:
    assert figures.number(value, decimals) == text


def test_a_figure_follows_the_users_marks() -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    try:
        assert figures.number(-1234.5, 1) == "−1.234,5"
        assert figures.percent(0.034) == f"3,4{NBSP}%"
    finally:
        QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("amounts", "symbol"),
    [([9_999.0, None], "$m"), ([3.0, -10_000.0], "$bn"), ([], "$m"), ([math.nan], "$m")],
)
def test_money_is_in_billions_from_ten_billion_on(amounts: list[float | None], symbol: str) -> None:
    assert figures.money_scale(amounts).symbol == symbol


def test_a_key_figure_has_one_decimal_in_billions_and_none_in_millions() -> None:
    assert figures.BILLIONS.figure(20_440.0) == "20.4"
    assert figures.MILLIONS.figure(8_149.6) == "8,150"
    assert figures.BILLIONS.figure(-8_100.0, figures.BILLIONS.table_decimals) == "−8.10"


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.0, "0 %"),
        (0.0004, "<0.1 %"),
        (0.034, "3.4 %"),
        (0.0996, "10 %"),
        (2.18, "218 %"),
        (-0.052, "−5.2 %"),
        (None, "—"),
    ],
)
def test_a_share_has_no_decimals_but_one_below_ten(share: float | None, text: str) -> None:
    assert figures.percent(share) == text.replace(" ", NBSP)


@pytest.mark.parametrize(
    ("chance", "text"),
    [
        (0.0, "<0.1 %"),
        (1.0, ">99.9 %"),
        (0.9972, "99.7 %"),
        (0.995, "99.5 %"),
        (0.9949, "99 %"),
        (0.104, "10 %"),
        (None, "—"),
    ],
)
def test_draws_never_prove_that_something_cannot_happen(chance: float | None, text: str) -> None:
    assert figures.chance(chance) == text.replace(" ", NBSP)


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [(7.6, 30.1, "7.6–30.1"), (-0.1, 11.3, "−0.1 to 11.3"), (None, 1.0, "—")],
)
def test_a_spread_says_to_where_an_end_is_negative(
    low: float | None, high: float, text: str
) -> None:
    assert figures.spread(low, high, 1) == text


@pytest.mark.parametrize(
    ("standard_error", "decimals", "kept"),
    [(0.07, 1, 1), (0.4, 1, 1), (1.0, 1, 0), (3.0, 1, 0), (0.004, 1, 1), (None, 1, 1), (0.0, 2, 2)],
)
def test_a_mean_has_no_more_decimals_than_its_error_supports(
    standard_error: float | None, decimals: int, kept: int
) -> None:
    assert figures.error_decimals(standard_error, decimals) == kept


def test_an_error_is_never_printed_as_nothing() -> None:
    assert figures.error(0.004, 1) == "±0.1"
    assert figures.error(0.12, 1) == "±0.1"
    assert figures.error(0.0, 1) == "±0"
    assert figures.error(None, 1) == ""


def test_a_change_has_a_sign_that_is_not_only_a_colour() -> None:
    assert figures.change(14.04, 1) == "▲ 14.0"
    assert figures.change(-8.0, 0) == "▼ 8"
    assert figures.change(0.01, 1) == "0"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (34_620.0, None, "$34.6bn"),
        (-34_620.0, 2, "−$34.62bn"),
        (0.0, None, "$0"),
        (None, None, "—"),
    ],
)
def test_an_amount_in_running_text_bears_its_unit(
    value: float | None, decimals: int | None, text: str
) -> None:
    assert figures.BILLIONS.amount(value, decimals) == text
