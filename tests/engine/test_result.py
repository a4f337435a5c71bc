"""What a result holds, as its readers see it."""

import numpy as np
import pytest

from planner.engine.result import Bands, CertainSeries


def test_series_without_draws_are_in_order_and_have_one_figure_a_month() -> None:
    months = {("b", "served"): np.array([1.0, 2.0]), ("", "fcff"): np.zeros(2)}
    series = CertainSeries(months)
    assert list(series) == [("", "fcff"), ("b", "served")]
    assert len(series) == 2
    assert ("b", "served") in series
    assert series.get(("c", "served")) is None
    with pytest.raises(KeyError):
        series["c", "served"]
    found = series["b", "served"]
    assert found == Bands(months["b", "served"])
    assert [part is None for part in found] == [False] + 6 * [True]
    assert found.deterministic is months["b", "served"]
