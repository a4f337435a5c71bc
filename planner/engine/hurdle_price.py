"""What own use of a lease's megawatts must be worth to be as good as the lease. MODEL.md B3."""

from dataclasses import dataclass

import numpy as np

from planner.domain.case import Case
from planner.domain.path import Path
from planner.engine.arrays import Floats
from planner.engine.block import run_block
from planner.engine.calendar import calendar_of
from planner.engine.chunks import checkpoint_of, never
from planner.engine.columns import Columns
from planner.engine.measures import npv, with_start
from planner.engine.worlds import as_written


@dataclass(frozen=True)
class _Run:
    worth: float
    """$m: NPV of FCFF."""
    delivered: Floats
    """(M,) MW of the lease."""


def hurdle_price(case: Case, contract: Path) -> float | None:
    """$m per MW-month: the internal hurdle price of a lease, in the deterministic run.

    Parameters
    ----------
    case : Case
        Not blocked.
    contract : path of a contract, active in the case

    Returns
    -------
    float or None
        None where nothing is delivered, or nothing is left after tax.

    Raises
    ------
    KeyError
        If no such contract is computed.

    Notes
    -----
    (NPV(FCFF) with it − without, own use taking those MW and their power) / Σ (1 − tax_rate) ·
    MW_k · (1+r)^(−(k+1)/12): own use of that worth makes the value to the owner equal. What follows
    on the lease, its renewal or re-letting, is in both. MODEL.md B3.
    Hand-worked cases: tests/engine/test_hurdle_price.py.
    """
    settings = case.plan.settings
    factors = calendar_of(settings.start, settings.months).discount_factors(settings.discount_rate)
    with_it, without = (_run(case, contract, unpaid) for unpaid in (None, contract))
    used = (1.0 - settings.tax_rate) * float((factors[:, 0] * with_it.delivered).sum())
    return (with_it.worth - without.worth) / used if used > 0.0 else None


def _run(case: Case, contract: Path, unpaid: Path | None) -> _Run:
    settings = case.plan.settings
    delivered: list[Floats] = []

    def record(path: Path, name: str, values: Floats) -> None:
        if path == contract and name == "delivered":
            delivered.append(np.array(values[:, 0]))

    flows = run_block(
        Columns(as_written(case), None),
        calendar_of(settings.start, settings.months),
        None,
        record,
        checkpoint_of(never),
        unpaid,
    )
    if not delivered:
        raise KeyError(contract)
    stream = with_start(flows.at_start, flows.fcff)
    return _Run(float(npv(stream, settings.discount_rate)[0]), delivered[0])
