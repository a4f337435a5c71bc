"""What a stream of flows is worth. MODEL.md B8.

Axes: M months, P draws. `flows` always begins with the flow at t = 0, so it has M + 1 rows and the
flow of month k stands in row k + 1. One draw may be given as (M + 1,); the answer is then (1,).
A measure without a value is NaN.
"""

import numpy as np

from planner.engine.arrays import Floats, accumulated, column


def with_start(at_start: float | Floats, flows: Floats) -> Floats:
    """(M+1, P): the flow at t = 0, a float, (1,) or (P,), before monthly flows (M, 1) or (M, P)."""
    first = column(at_start)
    draws = np.broadcast_shapes(first.shape, flows.shape[1:])
    return np.concatenate(
        [np.broadcast_to(first, (1, *draws)), np.broadcast_to(flows, (flows.shape[0], *draws))]
    )


def npv(flows: Floats, annual_rate: float | Floats) -> Floats:
    """Net present value, F0 + Σ CF_k (1+r)^(−(k+1)/12).

    Parameters
    ----------
    flows : (M+1,) or (M+1, P) float, $m
    annual_rate : float, (1,) or (P,)
        Effective, above −1.

    Returns
    -------
    (P,) float, $m
    """
    rows = _columns(flows)
    return npv_t0(rows, (1.0 + column(annual_rate)) ** (1.0 / 12.0) - 1.0)


def npv_t0(flows: Floats, rate: float | Floats) -> Floats:
    """(P,): Σ F_t (1+rate)^(−t), the first flow undiscounted, `rate` that of one period."""
    rows = _columns(flows)
    periods = np.arange(rows.shape[0], dtype=np.float64)[:, None]
    return present_value(rows, periods, rate)


def npv_excel(rate: float | Floats, values: Floats) -> Floats:
    """(P,): Σ V_i (1+rate)^(−i), i from 1: the first value is discounted. Microsoft Excel, NPV."""
    return npv_t0(values, rate) / (1.0 + column(rate))


def xnpv(flows: Floats, days: Floats, annual_rate: float | Floats) -> Floats:
    """(P,): Σ F_i (1+r)^(−d_i/365), d the days from the first date. Microsoft Excel, XNPV.

    `days` is (M+1,) float: 0, then `Calendar.days_from_start`.
    """
    rows = _columns(flows)
    return present_value(rows, (days / 365.0)[:, None], annual_rate)


def present_value(flows: Floats, times: Floats, rate: float | Floats) -> Floats:
    """(P,): Σ F_i (1+rate)^(−t_i); `times` is (M+1, 1) in the periods of the rate."""
    weights = (1.0 + column(rate)) ** -times
    if weights.shape[1] != 1:
        each: Floats = (weights * flows).sum(axis=0)
        return each
    total: Floats = weights[:, 0] @ flows
    return total


def mirr(flows: Floats, finance_rate: float, reinvest_rate: float) -> Floats:
    """Modified internal rate of return of one period.

    Parameters
    ----------
    flows : (M+1,) or (M+1, P) float
        A first flow of exactly 0 is no flow: the stream then begins one period later.
    finance_rate, reinvest_rate : float
        Of one period: what outflows cost, and what inflows earn until the end.

    Returns
    -------
    (P,) float
        NaN without an inflow or without an outflow.

    Notes
    -----
    (FV of inflows / −PV of outflows)^(1/n) − 1, n = flows − 1. Microsoft Excel, MIRR.
    """
    rows = _columns(flows)
    last = rows.shape[0] - 1
    periods = np.arange(last + 1, dtype=np.float64)[:, None]
    begins_later = rows[0] == 0.0
    outflow = -(np.minimum(rows, 0.0) * (1.0 + finance_rate) ** -periods).sum(axis=0)
    outflow *= np.where(begins_later, 1.0 + finance_rate, 1.0)
    inflow = (np.maximum(rows, 0.0) * (1.0 + reinvest_rate) ** (last - periods)).sum(axis=0)
    length = last - begins_later
    defined = (outflow > 0.0) & (inflow > 0.0) & (length > 0)
    ratio = np.where(defined, inflow, 1.0) / np.where(defined, outflow, 1.0)
    rate: Floats = np.where(defined, ratio ** (1.0 / np.maximum(length, 1)) - 1.0, np.nan)
    return rate


def payback(flows: Floats) -> Floats:
    """Periods until the cumulative flow is non-negative for good.

    Returns
    -------
    (P,) float
        Periods from t = 0: the last crossing to non-negative, linear inside its period. NaN if the
        cumulative flow ends negative; 0 if it never is negative, since nothing is to be paid back.
    """
    rows = _columns(flows)
    cumulative = accumulated(rows)
    last = rows.shape[0] - 1
    negative = cumulative < 0.0
    # Where none is negative any month will do.
    last_negative = (negative * np.arange(last + 1, dtype=np.int16)[:, None]).max(axis=0)
    crossing = np.minimum(last_negative.astype(np.int64), last - 1)
    draws = np.arange(rows.shape[1])
    below, step = cumulative[crossing, draws], rows[crossing + 1, draws]
    ends_negative = negative[-1]
    ever = negative.any(axis=0)
    crosses = ever & ~ends_negative
    paid_back = crossing - below / np.where(crosses, step, 1.0)
    return np.where(ends_negative, np.nan, np.where(ever, paid_back, 0.0))


def discounted_payback(flows: Floats, rate: float) -> Floats:
    """(P,): `payback` of the flows discounted to t = 0 at a rate of one period."""
    rows = _columns(flows)
    periods = np.arange(rows.shape[0], dtype=np.float64)[:, None]
    discounted: Floats = rows * (1.0 + rate) ** -periods
    return payback(discounted)


def peak_funding(flows: Floats) -> Floats:
    """(P,): the most that must be funded, −min cumulative flow, t = 0 included; at least 0, $m."""
    lowest: Floats = accumulated(_columns(flows)).min(axis=0)
    return np.maximum(-lowest, 0.0)


def hhi(amounts: Floats) -> Floats:
    """Herfindahl–Hirschman index of concentration, Σ (100 × share)².

    Parameters
    ----------
    amounts : (customers, ...) float, not negative
        Revenue by customer; shares are taken of the total.

    Returns
    -------
    (...) float
        10,000 for a single customer; NaN where there is no revenue.

    Notes
    -----
    US Department of Justice, Herfindahl–Hirschman index. MODEL.md B8.
    """
    total = amounts.sum(axis=0)
    shares = amounts / np.where(total > 0.0, total, 1.0)
    index: Floats = np.where(total > 0.0, ((100.0 * shares) ** 2).sum(axis=0), np.nan)
    return index


def _columns(flows: Floats) -> Floats:
    """(M+1, P): one draw given as (M+1,) becomes one column."""
    return flows[:, None] if flows.ndim == 1 else flows
