"""Levelised prices: MODEL.md B8."""

import numpy as np

from planner.engine.calendar import Calendar
from planner.engine.levelised import levelised


def test_the_price_for_each_megawatt_is_worth_what_the_stream_is() -> None:
    factors = Calendar("2026-01", 2).discount_factors(0.1)
    megawatts = np.array([[10.0, 10.0], [30.0, 0.0]])
    price = levelised(2.5 * megawatts, megawatts, factors)
    assert price.tolist() == [2.5, 2.5]
    rising = levelised(np.array([[10.0], [60.0]]), np.array([[10.0], [30.0]]), factors)
    first, second = factors[:, 0]
    expected = (10 * first + 60 * second) / (10 * first + 30 * second)
    assert abs(rising[0] - expected) < 1e-12


def test_without_megawatts_there_is_no_price() -> None:
    factors = Calendar("2026-01", 2).discount_factors(0.1)
    price = levelised(np.ones((2, 1)), np.array([[0.0, 1.0], [0.0, 0.0]]), factors)
    assert np.isnan(price).tolist() == [True, False]
