"""Tax with losses refunded at once: MODEL.md B7."""

import numpy as np

from planner.engine.tax import tax_refunding_losses


def test_profit_is_taxed_and_a_loss_is_refunded_in_the_same_month() -> None:
    taxable = np.array([[100.0], [-40.0], [0.0]])
    assert tax_refunding_losses(taxable, 0.25)[:, 0].tolist() == [25.0, -10.0, 0.0]


def test_each_draw_may_have_its_own_rate() -> None:
    taxable = np.array([[100.0, 100.0]])
    assert tax_refunding_losses(taxable, np.array([0.2, 0.3])).tolist() == [[20.0, 30.0]]
