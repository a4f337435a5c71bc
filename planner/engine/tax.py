"""Tax on profit. MODEL.md B7."""

from planner.engine.arrays import Floats


def tax_refunding_losses(taxable: Floats, rate: float | Floats) -> Floats:
    """Tax of each month when a loss is refunded at once, as inside a profitable group.

    Axes: M months, P draws.

    Parameters
    ----------
    taxable : (M, 1) or (M, P) float, $m
        Billed revenue − power − opex − rent − event cost − depreciation − closure cost ± taxed
        cash lines.
    rate : float, (1,) or (P,)
        Share of taxable income.

    Returns
    -------
    shape of `taxable`, $m
        Negative where the month makes a loss: a refund.
    """
    return rate * taxable
