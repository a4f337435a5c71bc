"""Loans of level payments, judged by numpy-financial."""

import numpy as np
import numpy_financial
import pytest
from hypothesis import given
from hypothesis import strategies as some

from planner.engine.annuity import cumipmt, cumprinc, ipmt, left_after, pmt, ppmt

RATES = some.one_of(some.just(0.0), some.floats(1e-4, 0.2))
# The judge adds and takes away (1 + r)^n, so that it loses digits where that is large, and it knows
# no interest of 0.
JUDGED = some.floats(1e-4, 0.02)


@given(rate=JUDGED, periods=some.integers(1, 480), data=some.data())
def test_payment_interest_and_principal_are_those_of_numpy_financial(
    rate: float, periods: int, data: some.DataObject
) -> None:
    period = data.draw(some.integers(1, periods))
    payment = float(numpy_financial.pmt(rate, periods, 1000.0))
    assert pmt(rate, periods, 1000.0) == pytest.approx(payment, rel=1e-9, abs=1e-7)
    interest = float(numpy_financial.ipmt(rate, period, periods, 1000.0))
    assert ipmt(rate, period, periods, 1000.0) == pytest.approx(interest, rel=1e-7, abs=1e-6)
    principal = float(numpy_financial.ppmt(rate, period, periods, 1000.0))
    assert ppmt(rate, period, periods, 1000.0) == pytest.approx(principal, rel=1e-7, abs=1e-6)


@given(rate=RATES, periods=some.integers(1, 480))
def test_all_principal_repays_the_loan_and_the_rest_of_the_payments_is_interest(
    rate: float, periods: int
) -> None:
    assert cumprinc(rate, periods, 1000.0, 1, periods) == -1000.0
    paid = pmt(rate, periods, 1000.0) * periods
    assert cumipmt(rate, periods, 1000.0, 1, periods) == pytest.approx(paid + 1000.0, abs=1e-6)


def test_a_tiny_rate_repays_as_evenly_as_none() -> None:
    paid = np.arange(13.0)
    assert left_after(1e-12, 12, paid) == pytest.approx(left_after(0.0, 12, paid), abs=1e-11)


@pytest.mark.parametrize(("first", "last"), [(0, 1), (2, 1), (1, 13)])
def test_periods_outside_the_loan_are_refused(first: int, last: int) -> None:
    with pytest.raises(ValueError, match="in order within 1 to 12"):
        cumprinc(0.01, 12, 1000.0, first, last)
