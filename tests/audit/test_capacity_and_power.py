"""Megawatts, their derating, their power: MODEL.md B1 and B2, reckoned by hand."""

import math

from tests.audit.reckoning import Runner, facility, hours, near, plan


def test_a_delay_moves_the_ramp_and_costs_begin_with_its_first_whole_month(run: Runner) -> None:
    # Ready in month 2, delayed by 1.5 months to 3.5, ramp of 4 months.
    block = {
        "id": "block", "mw": 100, "ready": "2027-03", "delay": 1.5, "ramp": 4,
        "shell_cost": 120, "shell_life": 240, "it_cost": 60, "spend": [["2027-01", 1]],
    }  # fmt: skip
    found = run(plan(12, facilities=[facility(phases=[block], opex=0.02, rent=0.01)]))
    ramp = [min(1, max(0, (k + 1 - 2 - 1.5) / 4)) for k in range(12)]
    assert ramp[3] == 0.125
    assert found.site("available") == near([100 * part for part in ramp])
    in_service = [k >= 4 for k in range(12)]  # ceil(3.5)
    assert found.site("opex") == near([2.0 * on for on in in_service])
    assert found.site("rent") == near([1.0 * on for on in in_service])
    assert found.site("depreciation") == near([(120 / 240 + 60 / 60) * on for on in in_service])
    first = found.site("tax_depreciation")
    assert first[3] == 0
    assert first[4] > 0


def test_a_listed_ramp_is_read_from_the_next_whole_month_and_no_ramp_waits_for_it(
    run: Runner,
) -> None:
    listed = {"id": "listed", "mw": 40, "ready": "2027-02", "delay": 0.4, "ramp": [0.25, 0.5]}
    plain = {"id": "plain", "mw": 10, "ready": "2027-02", "delay": 1.4}
    found = run(plan(6, facilities=[facility(phases=[listed, plain])]))
    assert found.site("available") == near([0, 0, 10, 20 + 10, 40 + 10, 50])


def test_capacity_loses_by_events_degradation_and_availability_until_the_close(
    run: Runner,
) -> None:
    blocks = [
        {"id": "a", "mw": 100, "ready": "2027-01", "degradation": 0.06},
        {"id": "b", "mw": 50, "ready": "2026-01", "degradation": 0.12},
    ]
    events = [
        # The middle of months 2 and 5 is 3.5: month 3, for three months.
        {"id": "court", "probability": 0.5, "earliest": "2027-03", "latest": "2027-06",
         "duration": 3, "severity": 0.3, "cost": 7},
        {"id": "permit", "probability": 0.9, "earliest": "2027-05", "latest": "2027-05",
         "severity": 0.5, "phases": ["a"]},
        {"id": "unlikely", "probability": 0.49, "earliest": "2027-01", "latest": "2027-01",
         "severity": 1},
    ]  # fmt: skip
    site = facility(phases=blocks, events=events, availability=0.95, close="2027-10", opex=0.02)
    found = run(plan(12, facilities=[site]))
    expected = []
    for k in range(12):
        court = 0.7 if 3 <= k < 6 else 1
        permit = 0.5 if k >= 4 else 1
        a = 100 * 0.94 ** (k / 12) * court * permit
        b = 50 * 0.88 ** ((k + 12) / 12) * court
        expected.append((a + b) * 0.95 if k <= 9 else 0)
    assert found.site("available") == near(expected)
    assert found.site("event_cost") == near([7 * (k == 3) for k in range(12)])
    # Operating cost is per nameplate MW, whatever is lost, to the close.
    assert found.site("opex") == near([3.0 * (k <= 9) for k in range(12)])


def test_supplies_bound_the_site_and_the_cheapest_is_drawn_first(run: Runner) -> None:
    supplies = [
        {"id": "turbines", "mw": 60, "price": 90},
        {"id": "grid", "mw": 50, "price": 40, "escalation": 0.10},
        {"id": "idle", "active": False, "mw": 500, "price": 1},
    ]
    cut = {"id": "cut", "probability": 1, "earliest": "2027-03", "latest": "2027-03",
           "duration": 2, "severity": 0.5, "supplies": ["grid"]}  # fmt: skip
    site = facility(supplies=supplies, events=[cut], pue=1.25, load_factor=0.8)
    own = {"id": "lab", "kind": "internal", "demand": 80, "value": 1}
    found = run(plan(15, {"inflation": 0.02}, facilities=[site], tenants=[own]))
    grid = [25 if k in (2, 3) else 50 for k in range(15)]
    available = [min(100, (60 + mw) / 1.25) for mw in grid]  # 88, in the cut 68 of 100
    assert found.site("available") == near(available)
    served = [min(80, mw) for mw in available]
    assert found.line("served") == near(served)
    power = []
    for k, mw in enumerate(served):
        cheap = min(grid[k], mw * 1.25)
        dear = mw * 1.25 - cheap
        price = cheap * 40 * 1.10 ** (k // 12) + dear * 90 * 1.02 ** (k // 12)
        power.append(price * 0.8 * hours(k) / 1e6)
    assert found.site("power") == near(power)


def test_power_costs_follow_served_megawatts_and_january(run: Runner) -> None:
    # The plan begins in July: the first January is month 6.
    site = facility(
        pue=1.3, power_price=50, power_escalation=0.03, load_factor=0.9,
        opex=0.02, opex_escalation=0.04, opex_escalates="anniversary",
        rent=0.05, rent_escalation=0.05,
    )  # fmt: skip
    site["phases"][0]["ready"] = "2027-07"
    own = {"id": "lab", "kind": "internal", "demand": 40, "value": 1}
    found = run(plan(20, {"start": "2027-07"}, facilities=[site], tenants=[own]))
    januaries = [(k + 6) // 12 for k in range(20)]
    assert found.site("power") == near(
        [40 * 0.9 * 1.3 * hours(k + 6) * 50 * 1.03**y / 1e6 for k, y in enumerate(januaries)]
    )
    assert found.site("opex") == near([2 * 1.04 ** (k // 12) for k in range(20)])
    assert found.site("rent") == near([5 * 1.05 ** (k // 12) for k in range(20)])


def test_facility_megawatts_become_it_megawatts_by_the_sites_pue(run: Runner) -> None:
    blocks = [
        {"id": "gross", "mw": 125, "ready": "2027-01"},
        {"id": "net", "mw": 20, "mw_basis": "it", "ready": "2027-01"},
    ]
    site = facility(phases=blocks, pue=1.25, power_price=100, load_factor=1, opex=0.01)
    own = {"id": "lab", "kind": "internal", "demand": 1000, "value": 1}
    settings = {"power_basis": "facility"}
    found = run(plan(2, settings, facilities=[site], tenants=[own]))
    assert found.site("available") == near([120, 120])
    assert found.site("power") == near([120 * 1.25 * hours(k) * 100 / 1e6 for k in range(2)])


def test_spending_is_even_or_an_s_and_stays_when_the_date_slips(run: Runner) -> None:
    even = {"id": "even", "mw": 1, "ready": "2027-07", "delay": 2, "it_cost": 60,
            "spend_months": 3}  # fmt: skip
    curve = {"id": "curve", "mw": 1, "ready": "2027-07", "delay": 1.5, "shell_cost": 100,
             "spend_months": 4, "spend_shape": "s_curve", "spend_slips": True}  # fmt: skip
    found = run(plan(12, facilities=[facility(phases=[even, curve])]))
    shape = [3 * x * x - 2 * x**3 for x in (0, 0.25, 0.5, 0.75, 1)]
    expected = [0.0] * 12
    for k in (3, 4, 5):  # month ends ready - 3 … ready - 1
        expected[k] += 20
    ready = 6 + math.ceil(1.5)
    for j in range(4):
        expected[ready - 4 + j] += 100 * (shape[j + 1] - shape[j])
    assert found.site("capex") == near(expected)


def test_spending_before_the_start_is_sunk_and_at_the_start_is_not_discounted(
    run: Runner,
) -> None:
    block = {"id": "block", "mw": 1, "ready": "2027-03", "it_cost": 100, "it_life": 50,
             "spend": [["2026-06", 0.3], ["start", 0.5], ["2027-02", 0.2]]}  # fmt: skip
    found = run(plan(4, facilities=[facility(phases=[block])]))
    assert found.site("capex") == near([0, 20, 0, 0])
    assert found.printed["at_start"]["fcff"] == near(-50)
    assert found.measure("npv") == near(-50 - 20 * 1.1 ** (-2 / 12))
    assert found.site("depreciation") == near([0, 0, 2, 2])  # of the whole cost, sunk or not
