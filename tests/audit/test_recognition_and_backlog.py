"""Revenue by the enforceable term and the three backlogs: MODEL.md B5 from its own words."""

from dataclasses import dataclass

import pytest

from tests.audit.reckoning import Numbers, Plan, Runner, contract, facility, near, plan, tenant


@dataclass
class Terms:
    """What decides how long a contract binds; None is no right to leave."""

    lock_in: int = 0
    landlord: int | None = None
    client: int | None = None

    def last_bound(self, k: int, last: int) -> int:
        """e_k: the last month that is enforceable as seen in contract month k."""
        if self.client is None:
            return last
        notice = self.client if self.landlord is None else max(self.client, self.landlord)
        return min(last, max(self.lock_in, k) + notice - 1)


def reckoned(fixed: Numbers, weights: Numbers, terms: Terms) -> tuple[Numbers, Numbers, Numbers]:
    """Recognised, firm backlog and RPO of a contract whose bills are its fixed bills.

    Weights are the part of each month in force (straight line) or MW-months (capacity).
    """
    last = len(fixed) - 1
    recognised, firm, rpo = [], [], []
    ahead = 0.0  # R: recognised − billed to date
    for k in range(last + 1):
        end = max(terms.last_bound(k, last), k)
        due = sum(fixed[k : end + 1]) - ahead
        recognised.append(due * weights[k] / sum(weights[k : end + 1]))
        ahead += recognised[k] - fixed[k]
        until = terms.last_bound(k + 1, last)
        firm.append(sum(fixed[k + 1 : until + 1]))
        rpo.append(firm[k] - ahead)
    return recognised, firm, rpo


RIGHTS = [
    Terms(),
    Terms(lock_in=3, landlord=3, client=3),
    Terms(lock_in=4, landlord=1, client=5),
    Terms(lock_in=2, landlord=6, client=1),
    Terms(lock_in=6, client=2),
    Terms(client=1),
    Terms(lock_in=5, landlord=2),  # the landlord alone: the stated term
]


def rights(terms: Terms) -> Plan:
    return {
        "lock_in": terms.lock_in,
        "landlord_notice": terms.landlord,
        "tenant_notice": terms.client,
    }


def agrees(run: Runner, lease: Plan, fixed: Numbers, weights: Numbers, terms: Terms) -> None:
    content = plan(len(fixed) + 2, facilities=[facility()], tenants=[tenant(lease)])
    found = run(content)
    recognised, firm, rpo = reckoned(fixed, weights, terms)
    assert found.contract("billed") == near([*fixed, 0, 0])
    assert found.contract("recognised") == near([*recognised, 0, 0])
    assert found.contract("backlog_firm") == near([*firm, 0, 0])
    assert found.contract("rpo") == near([*rpo, 0, 0])
    headline = [sum(fixed[k + 1 :]) for k in range(len(fixed))]
    assert found.contract("backlog_headline") == near([*headline, 0, 0])


@pytest.mark.parametrize("terms", RIGHTS, ids=str)
def test_a_fixed_fee_is_straight_line_over_what_binds(run: Runner, terms: Terms) -> None:
    # From 11 January 2027 for 18 months, to 10 July 2028: partial months weigh their days.
    lease = contract(
        price=10, start="2027-01-11", term=18, discount=[0.5, 0.5, 0.2], escalator=0.1,
        **rights(terms),
    )  # fmt: skip
    weights = [21 / 31] + [1.0] * 17 + [10 / 31]
    discount = [0.5, 0.5, 0.2] + [0.0] * 16
    fixed = [10 * 1.1 ** (j >= 13) * (1 - discount[j]) * weights[j] for j in range(19)]
    agrees(run, lease, fixed, weights, terms)


@pytest.mark.parametrize("terms", RIGHTS, ids=str)
def test_a_ramped_megawatt_price_is_recognised_by_megawatt_months(
    run: Runner, terms: Terms
) -> None:
    ramp = [0.25, 0.5, 0.75]
    lease = contract(
        basis="per_mw_month", mw=60, price=1.5, term=16, ramp=ramp, discount=[0.5, 0.5],
        take_or_pay=1, **rights(terms),
    )  # fmt: skip
    parts = ramp + [1.0] * 13
    fixed = [60 * part * 1.5 * (0.5 if j < 2 else 1) for j, part in enumerate(parts)]
    agrees(run, lease, fixed, [60 * part for part in parts], terms)


def test_colossus_recognises_what_the_specification_prints(run: Runner) -> None:
    lease = contract(price=1250, term=36 + 1, discount=[0.5, 0.5],
                     **rights(Terms(3, 3, 3)))  # fmt: skip
    found = run(plan(40, facilities=[facility()], tenants=[tenant(lease)]))
    recognised = found.contract("recognised")
    assert recognised[:4] == near([1041 + 2 / 3] * 4)
    assert recognised[4:7] == pytest.approx([1111.11, 1157.41, 1188.27], abs=0.005)
    assert sum(recognised) == near(45_000)
    # At signing months 0 to 5 bind: 625 + 625 + 4 × 1,250.
    assert found.measure("backlog_firm") == near(6250)
    assert found.contract("backlog_firm")[5] == near(3750)


@pytest.mark.parametrize(
    ("fees", "terms"),
    [
        # 120 of fixed bills in all: above 12 a side is as without right.
        ({"termination_fee": 12.1, "landlord_fee": 0}, Terms(2, 1, None)),
        ({"termination_fee": 12, "landlord_fee": 12.1}, Terms(2, None, 2)),
        ({"termination_fee": "2 bills", "landlord_fee": "2 bills"}, Terms(2, None, None)),
    ],
)
def test_a_side_whose_fee_is_above_a_tenth_of_the_bills_has_no_right(
    run: Runner, fees: Plan, terms: Terms
) -> None:
    lease = contract(price=10, term=12, discount=[0.5], lock_in=2, landlord_notice=1,
                     tenant_notice=2, **fees)  # fmt: skip
    fixed = [5.0] + [10.0] * 11
    if fees["termination_fee"] == 12:
        lease["termination_fee"] = 11.5  # exactly a tenth of 115 is not above it
        lease["landlord_fee"] = 11.6
    agrees(run, lease, fixed, [1.0] * 12, terms)


def test_above_take_or_pay_and_accelerator_hours_are_recognised_as_invoiced(
    run: Runner,
) -> None:
    # 80 % take-or-pay of 50 MW at 2: 80 fixed, used 90 %: 10 more as invoiced each month.
    lease = contract(basis="per_mw_month", mw=50, price=2, term=10, take_or_pay=0.8, usage=0.9,
                     discount=[0.5])  # fmt: skip
    found = run(plan(10, facilities=[facility()], tenants=[tenant(lease)]))
    fixed, more = [40.0] + [80.0] * 9, [5.0] + [10.0] * 9
    even = sum(fixed) / 10
    assert found.contract("recognised") == near([even + m for m in more])
    assert found.contract("backlog_headline")[0] == near(720)
    assert found.contract("rpo")[0] == near(720 - (even - 40))
    hourly = contract(basis="per_gpu_hour", mw=50, accelerators=1000, price=2, term=10, usage=0.5,
                      discount=[0.5])  # fmt: skip
    found = run(plan(10, facilities=[facility()], tenants=[tenant(hourly)]))
    assert found.contract("recognised") == near(found.contract("billed"))
    assert found.contract("backlog_headline") == near([0.0] * 10)


def test_the_stated_term_recognises_over_the_whole_and_its_rpo_is_of_the_headline(
    run: Runner,
) -> None:
    lease = contract(price=10, term=12, discount=[0.4], lock_in=0, tenant_notice=1,
                     recognition_term="stated")  # fmt: skip
    found = run(plan(12, facilities=[facility()], tenants=[tenant(lease)]))
    even = 116 / 12
    assert found.contract("recognised") == near([even] * 12)
    ahead = [even - 6 + (even - 10) * k for k in range(12)]
    headline = [10 * (11 - k) for k in range(12)]
    assert found.contract("rpo") == near([h - r for h, r in zip(headline, ahead, strict=True)])
    assert found.contract("backlog_firm") == near([10.0] * 11 + [0])


def test_an_abated_fee_is_recognised_as_billed_and_promised_again_after(run: Runner) -> None:
    # Half the site is lost in month 3 of 6: the month's bill is 5, the rest is as promised.
    cut = {"id": "cut", "probability": 1, "earliest": "2027-04", "latest": "2027-04",
           "duration": 1, "severity": 0.5}  # fmt: skip
    lease = contract(price=10, term=6, discount=[0.4])
    found = run(plan(6, facilities=[facility(events=[cut])], tenants=[tenant(lease)]))
    billed = [6, 10, 10, 5, 10, 10]
    promised = [6, 10, 10, 10, 10, 10]
    expected, ahead = [], 0.0
    for k in range(6):
        due = billed[k] + sum(promised[k + 1 :]) - ahead
        expected.append(due / (6 - k))
        ahead += expected[k] - billed[k]
    assert found.contract("billed") == near(billed)
    assert found.contract("recognised") == near(expected)
    assert sum(expected) == near(51)


def test_a_signed_contract_is_backlog_before_it_begins(run: Runner) -> None:
    lease = contract(price=10, start="2027-04-01", term=6, signed="2027-02", lock_in=1,
                     landlord_notice=2, tenant_notice=1)  # fmt: skip
    found = run(plan(12, facilities=[facility()], tenants=[tenant(lease)]))
    headline = [0, 60, 60] + [10 * (8 - k) for k in range(3, 9)] + [0] * 3
    assert found.contract("backlog_headline") == near(headline)
    # e_0 = max(1, 0) + 2 − 1 = 2: three months, then e_{k+1} = k + 2.
    assert found.contract("backlog_firm") == near([0, 30, 30, 20, 20, 20, 20, 10, 0, 0, 0, 0])
    assert found.contract("backlog_expected") == near(headline)
    assert found.measure("backlog_headline") == 0


def test_termination_on_a_date_ends_recognition_there(run: Runner) -> None:
    lease = contract(price=10, term=12, discount=[0.5, 0.5], terminated="2027-06")
    found = run(plan(12, facilities=[facility()], tenants=[tenant(lease)]))
    assert found.contract("recognised") == near([50 / 6] * 6 + [0] * 6)
