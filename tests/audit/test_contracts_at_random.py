"""Contracts of random terms against their reckoning, every month of every line."""

import datetime as dt
import random

import pytest

from tests.audit.contract_reckoning import Reckoning, edate, index
from tests.audit.reckoning import Plan, Runner, facility, plan, tenant


def random_contract(chosen: random.Random) -> Plan:
    basis = chosen.choice(["fixed_fee", "per_mw_month"])
    day = chosen.choice([1, 1, 10, 15, 28])
    start = dt.date(chosen.choice([2025, 2026, 2027, 2027]), chosen.randint(1, 12), day)
    delay = chosen.choice([0, 0, 0, 1, 3])
    terms: Plan = {
        "id": "lease", "basis": basis, "mw": chosen.choice([40, 100]), "start": str(start),
        "price": chosen.choice([1.5, 10]), "delay": delay,
    }  # fmt: skip
    if chosen.random() < 0.7:
        terms["term"] = chosen.choice([1, 2, 6, 13, 24, 48])
    else:
        terms["end"] = str(
            edate(start, chosen.choice([3, 14, 30])).replace(day=chosen.choice([1, 28]))
        )

    def maybe(name: str, chance: float, *values: object) -> None:
        if chosen.random() < chance:
            terms[name] = chosen.choice(values)

    maybe("escalator", 0.5, 0.1, -0.05)
    maybe("discount", 0.5, [0.5], [1, 0, 0.5], [0.5, 0.5, 0.25, 0.25])
    maybe("ramp", 0.5, [0.25, 0.5], [0.75])
    maybe("share", 0.4, 0.5, 0.8)
    maybe("take_or_pay", 0.6, 0.5, 1)
    maybe("usage", 0.5, 0.4, 0.9)
    maybe("lock_in", 0.5, 1, 3, 12, 60)
    for side, fee in (("tenant", "termination_fee"), ("landlord", "landlord_fee")):
        maybe(f"{side}_notice", 0.6, 0, 1, 3, 12)
        maybe(f"{side}_exit_rate", 0.4, 0.1, 0.5)
        maybe(fee, 0.3, 1, 1000)
    maybe("recognition", 0.3, "straight_line", "capacity", "as_invoiced")
    maybe("recognition_term", 0.3, "stated")
    maybe("prepayment", 0.5, 20, "25 %")
    maybe("prepayment_months", 0.5, 3, 8)
    maybe("credit_share", 0.7, 0.3, 1)
    maybe("payment_lag", 0.5, 1, 2, 5)
    if chosen.random() < 0.4:
        signed = edate(start, -chosen.choice([1, 4, 14]))
        terms["signed"] = f"{signed:%Y-%m}"
    if chosen.random() < 0.2:
        ended = edate(start, delay + chosen.choice([1, 5, 9]))
        # The fee of an exit is reckoned in its own tests.
        terms |= {"terminated": f"{ended:%Y-%m}", "termination_fee": 0}
    return terms


@pytest.mark.parametrize("group", range(10))
def test_every_line_of_a_random_contract_is_as_reckoned(run: Runner, group: int) -> None:
    for seed in range(8 * group, 8 * group + 8):
        chosen = random.Random(seed)
        terms = random_contract(chosen)
        begins = edate(dt.date.fromisoformat(terms["start"]), terms["delay"])
        if "end" in terms and index(dt.date.fromisoformat(terms["end"])) <= index(begins):
            continue
        months, rate = chosen.choice([3, 18, 36]), chosen.choice([0, 0, 0.3])
        lost = chosen.choice([0, 0, 0.3, 0.9])
        cut = {"id": "cut", "probability": 1, "earliest": "2027-05", "latest": "2027-05",
               "duration": 3, "severity": lost}  # fmt: skip
        available = [100 * (1 - lost) if 4 <= k < 7 else 100.0 for k in range(months)]
        content = plan(months, facilities=[facility(events=[cut])],
                       tenants=[tenant(terms, default_rate=rate)])  # fmt: skip
        found = run(content)
        for name, expected in Reckoning(terms, available, rate).lines().items():
            seen = found.tenant(name) if name == "prepayments" else found.contract(name)
            assert seen == pytest.approx(expected, rel=1e-9, abs=1e-7), (seed, name, terms)
