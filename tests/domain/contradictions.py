"""Every contradiction that a plan may hold, and every notice: what makes it, where it is said."""

from dataclasses import dataclass
from typing import Any

from planner.domain.project import Project
from tests.domain.plans import SOUND, sound

LEASE = "tenants/lab/contracts/lease"
H100 = "facilities/memphis/phases/h100"
PERMIT = "facilities/memphis/events/permit"
WHERE = "tenants/lab/contracts/lease/facilities"


@dataclass(frozen=True)
class Fault:
    """A change of the sound plan, and the only problem that it makes."""

    name: str
    says: str
    """The id of its sentence."""
    changes: dict[str, Any]
    path: str
    words: tuple[str, ...]
    """Of the sentence."""
    blocks: bool = True
    """The plan as written; else only the cases that use what is wrong."""
    also: tuple[str, ...] = ()
    """Ids of what else is then said, of the same place."""

    @property
    def plan(self) -> Project:
        return sound().replacing_all(self.changes)


LEASE_IN = {"mw": 300, "price": 3, "start": "2026-05-01", "term": 12}
FAULTS = [
    Fault(
        "a tenant's site",
        "dangling-reference",
        {"tenants/lab/facilities": ["memphis", "dallas"]},
        "tenants/lab/facilities",
        ("Facilities", "“dallas”", "among facilities"),
    ),
    Fault(
        "a contract's site",
        "dangling-reference",
        {f"{LEASE}/facilities": ["dallas"]},
        f"{LEASE}/facilities",
        ("Facilities", "“dallas”"),
    ),
    Fault(
        "a part's site",
        "dangling-reference",
        {f"{LEASE}/mw": None, f"{LEASE}/parts": [{"facility": "dallas", "mw": 3}]},
        f"{LEASE}/parts/0/facility",
        ("Facility", "“dallas”"),
    ),
    Fault(
        "a part without site",
        "part-without-site",
        {f"{LEASE}/mw": None, f"{LEASE}/parts": [{"mw": 3}]},
        f"{LEASE}/parts/0/facility",
        ("must name its site",),
    ),
    Fault(
        "a site twice",
        "listed-twice",
        {"tenants/lab/facilities": ["memphis", "memphis"]},
        "tenants/lab/facilities",
        ("Facilities", "“memphis”", "twice"),
    ),
    Fault(
        "an event's phase of another site",
        "dangling-reference",
        {f"{PERMIT}/phases": ["one"]},
        f"{PERMIT}/phases",
        ("Phases hit", "“one”", "among phases"),
    ),
    Fault(
        "an event's supply",
        "dangling-reference",
        {f"{PERMIT}/supplies": ["turbines"]},
        f"{PERMIT}/supplies",
        ("Supplies hit", "“turbines”", "among supplies"),
    ),
    Fault(
        "what a driver scales",
        "dangling-path",
        {"drivers/overrun/scales": ["facilities/spare/opec"]},
        "drivers/overrun/scales",
        ("Scales", "“facilities/spare/opec”", "leads to nothing"),
    ),
    Fault(
        "a driver of a text",
        "path-to-no-number",
        {"drivers/overrun/scales": ["facilities/spare/site"]},
        "drivers/overrun/scales",
        ("Scales", "“facilities/spare/site”", "no number"),
    ),
    Fault(
        "a driver that scales twice",
        "listed-twice",
        {"drivers/overrun/scales": ["facilities/spare/opex", "facilities/spare/opex"]},
        "drivers/overrun/scales",
        ("Scales", "“facilities/spare/opex”", "twice"),
    ),
    Fault(
        "a correlation to nothing",
        "dangling-path",
        {"correlations/slips/a": "facilities/spare/phases/two/mw"},
        "correlations/slips/a",
        ("First", "“facilities/spare/phases/two/mw”", "leads to nothing"),
    ),
    Fault(
        "a correlation of a certain number",
        "path-to-no-range",
        {"correlations/slips/b": "facilities/spare/pue"},
        "correlations/slips/b",
        ("Second", "“facilities/spare/pue”", "neither a range nor a market price"),
    ),
    Fault(
        "a correlation with itself",
        "correlated-with-itself",
        {"correlations/slips/b": f"{H100}/delay"},
        "correlations/slips",
        ("cannot be correlated with itself", f"“{H100}/delay”"),
    ),
    Fault(
        "a pair twice",
        "correlated-twice",
        {
            "correlations": [
                SOUND["correlations"][0],
                {"id": "again", "a": "facilities/spare/phases/one/mw", "b": f"{H100}/delay"},
            ]
        },
        "correlations/again",
        ("correlated twice", f"“{H100}/delay”"),
    ),
    Fault(
        "a signpost's uncertainty",
        "dangling-reference",
        {"signposts/news/uncertainty": "weather"},
        "signposts/news/uncertainty",
        ("Uncertainty", "“weather”", "among uncertainties"),
        blocks=False,
    ),
    Fault(
        "a signpost's outcome",
        "dangling-reference",
        {"signposts/news/likelihood": {"torn": 0.5}},
        "signposts/news/likelihood",
        ("Likelihood", "“torn”", "among outcomes"),
        blocks=False,
    ),
    Fault(
        "what a source speaks of",
        "dangling-path",
        {"sources/filing/path": "tenants/lab/contracts/loan"},
        "sources/filing/path",
        ("Of", "“tenants/lab/contracts/loan”", "leads to nothing"),
        blocks=False,
    ),
    Fault(
        "a phase without a date",
        "missing-date",
        {f"{H100}/ready": None},
        f"{H100}/ready",
        ("Ready for use",),
    ),
    Fault(
        "a refresh without a month",
        "missing-date",
        {f"{H100}/refreshes": [{"id": "r", "name": "Renewal"}]},
        f"{H100}/refreshes/r/month",
        ("Month of “Renewal” must be given",),
    ),
    Fault(
        "an event without its first month",
        "missing-date",
        {f"{PERMIT}/earliest": None},
        f"{PERMIT}/earliest",
        ("Earliest of “permit” must be given",),
    ),
    Fault(
        "an event without its last month",
        "missing-date",
        {f"{PERMIT}/latest": None},
        f"{PERMIT}/latest",
        ("Latest of “permit” must be given",),
    ),
    Fault(
        "an event that ends before it begins",
        "wrong-order",
        {f"{PERMIT}/latest": "2026-09"},
        f"{PERMIT}/latest",
        ("“permit”", "latest 2026-09 is before earliest 2026-10"),
    ),
    Fault(
        "a contract without a start",
        "missing-date",
        {f"{LEASE}/start": None},
        f"{LEASE}/start",
        ("Start of “lease” must be given",),
    ),
    Fault(
        "a contract that ends before it starts",
        "wrong-order",
        {f"{LEASE}/end": "2026-04-30"},
        f"{LEASE}/end",
        ("“lease”", "end 2026-04-30 is before start 2026-05-01"),
    ),
    Fault(
        "a contract that is terminated before it starts",
        "wrong-order",
        {f"{LEASE}/terminated": "2026-04"},
        f"{LEASE}/terminated",
        ("“lease”", "terminated 2026-04 is before start 2026-05-01"),
    ),
    Fault(
        "a contract with an end and a term",
        "end-and-term",
        {f"{LEASE}/term": 24},
        f"{LEASE}/term",
        ("“lease”", "an end (2028-04-30) and a term (24 months)"),
    ),
    Fault(
        "a contract without an end",
        "no-end",
        {f"{LEASE}/end": None},
        f"{LEASE}/end",
        ("“lease” has neither an end nor a term",),
    ),
    Fault(
        "a lease of the site without an end",
        "no-end",
        {"facilities/spare/lease_in": LEASE_IN | {"term": None}},
        "facilities/spare/lease_in/end",
        ("“lease_in” has neither an end nor a term",),
    ),
    Fault(
        "spending that is not the whole",
        "spend-off",
        {f"{H100}/spend": [["start", 0.5], ["2026-06", 0.4]]},
        f"{H100}/spend",
        ("“h100”", "sum to 90 %, not 100 %"),
    ),
    Fault(
        "a loan without a month",
        "missing-date",
        {"facilities/memphis/loans/bank/month": None},
        "facilities/memphis/loans/bank/month",
        ("Drawn in of “bank” must be given",),
    ),
    Fault(
        "a loan without a term",
        "loan-without-term",
        {"facilities/memphis/loans/bank/term": 0},
        "facilities/memphis/loans/bank/term",
        ("“bank”", "a term of at least 1 month"),
    ),
    Fault(
        "a loan that is never repaid",
        "interest-only-long",
        {"facilities/memphis/loans/bank/interest_only": 61},
        "facilities/memphis/loans/bank/interest_only",
        ("“bank”", "61 months interest-only", "60 months"),
    ),
    Fault(
        "a cash line that ends before it begins",
        "wrong-order",
        {"cash_lines/payroll/first": "2026-08", "cash_lines/payroll/last": "2026-07"},
        "cash_lines/payroll/last",
        ("“payroll”", "last month 2026-07 is before first month 2026-08"),
    ),
    Fault(
        "demand that ends before it begins",
        "wrong-order",
        {"tenants/own/demand_start": "2026-08", "tenants/own/demand_end": "2026-07"},
        "tenants/own/demand_end",
        ("“own”", "demand to 2026-07 is before demand from 2026-08"),
    ),
    Fault(
        "demand out of order",
        "demand-unsorted",
        {"tenants/own/demand": [["2027-01", 50], ["2026-05", 80]]},
        "tenants/own/demand",
        ("“own”", "2026-05 does not"),
    ),
    Fault(
        "demand twice in a month",
        "demand-unsorted",
        {"tenants/own/demand": [["2027-01", 50], ["2027-01", 80]]},
        "tenants/own/demand",
        ("“own”", "2027-01 does not"),
    ),
    Fault(
        "probabilities that do not sum to one",
        "chances-off",
        {"uncertainties/terms/outcomes/cut/probability": 0.7},
        "uncertainties/terms",
        ("“Terms”", "sum to 95 %, not 100 %"),
        blocks=False,
    ),
    Fault(
        "an uncertainty without outcomes",
        "no-outcomes",
        {
            "uncertainties/terms/outcomes": [],
            "signposts": [],
        },
        "uncertainties/terms",
        ("“Terms” has no outcomes",),
        blocks=False,
    ),
    Fault(
        "an override of nothing",
        "override-nowhere",
        {"strategies/lease/overrides": [{"path": "facilities/dallas/pue", "value": 1.2}]},
        "strategies/lease/overrides",
        ("Lease it changes facilities/dallas/pue, which does not exist",),
        blocks=False,
    ),
    Fault(
        "an override that sets a site that is not there",
        "override-refused",
        {"strategies/lease/overrides": [{"path": f"{LEASE}/facilities", "value": ["dallas"]}]},
        "strategies/lease/overrides",
        ("Lease it changes", f"{LEASE}/facilities", "“dallas”", "among facilities"),
        blocks=False,
    ),
    Fault(
        "an override that sets parts at a site that is not there",
        "override-refused",
        {
            "strategies/lease/overrides": [
                {"path": f"{LEASE}/parts", "value": [{"facility": "dallas", "mw": 3}]}
            ]
        },
        "strategies/lease/overrides",
        ("Lease it changes", f"{LEASE}/parts", "“dallas”", "among facilities"),
        blocks=False,
    ),
    Fault(
        "an override that scales nothing",
        "override-refused",
        {
            "strategies/lease/overrides": [
                {"path": "drivers/overrun/scales", "value": ["facilities/dallas/opex"]}
            ]
        },
        "strategies/lease/overrides",
        ("Lease it changes drivers/overrun/scales", "“facilities/dallas/opex”"),
        blocks=False,
    ),
    Fault(
        "an override that sets twice",
        "set-twice",
        {
            "strategies/lease/overrides": [
                {"path": "settings/months", "value": 12},
                {"path": "settings/months", "value": 13},
            ]
        },
        "strategies/lease/overrides",
        ("Lease it and Lease it both set settings/months",),
        blocks=False,
    ),
    Fault(
        "a strategy and an outcome that set the same",
        "set-twice",
        {"strategies/lease/overrides": [{"path": f"{LEASE}/price", "value": 12}]},
        "uncertainties/terms/outcomes/kept/overrides",
        ("Lease it and Terms · kept both set", f"{LEASE}/price"),
        blocks=False,
    ),
    Fault(
        "a driver that scales itself",
        "driver-scales-itself",
        {"drivers/overrun/scales": ["drivers/overrun/value"]},
        "drivers/overrun/scales",
        ("“overrun” scales itself", "drivers/overrun/value"),
    ),
    Fault(
        "a price per GPU-hour without accelerators",
        "no-accelerators",
        {f"{LEASE}/basis": "per_gpu_hour"},
        f"{LEASE}/accelerators",
        ("“lease” is billed per GPU-hour",),
    ),
    Fault(
        "a lease of the site per GPU-hour without accelerators",
        "no-accelerators",
        {"facilities/spare/lease_in": LEASE_IN | {"basis": "per_gpu_hour"}},
        "facilities/spare/lease_in/accelerators",
        ("“lease_in” is billed per GPU-hour",),
    ),
    Fault(
        "an override of a field and one inside it",
        "set-within",
        {
            f"{LEASE}/mw": None,
            f"{LEASE}/parts": [{"facility": "memphis", "mw": 100}],
            "strategies/lease/overrides": [
                {"path": f"{LEASE}/parts", "value": [{"facility": "memphis", "mw": 90}]},
                {"path": f"{LEASE}/parts/0/mw", "value": 3},
            ],
        },
        "strategies/lease/overrides",
        (f"Lease it sets {LEASE}/parts", f"{LEASE}/parts/0/mw inside it"),
        blocks=False,
        also=("override-within-list",),
    ),
    Fault(
        "an override of an entry of a list",
        "override-within-list",
        {
            f"{LEASE}/mw": None,
            f"{LEASE}/parts": [{"facility": "memphis", "mw": 100}],
            "strategies/lease/overrides": [{"path": f"{LEASE}/parts/0/mw", "value": 3}],
        },
        "strategies/lease/overrides",
        (f"Lease it changes {LEASE}/parts/0/mw", "a list is replaced whole"),
        blocks=False,
    ),
    Fault(
        "an outcome that gives an end beside the term",
        "override-refused",
        {
            f"{LEASE}/end": None,
            f"{LEASE}/term": 24,
            "uncertainties/terms/outcomes/cut/overrides": [
                {"path": f"{LEASE}/end", "value": "2027-04-30"}
            ],
        },
        "uncertainties/terms/outcomes/cut/overrides",
        ("Terms · cut changes", f"{LEASE}/end", "an end (2027-04-30) and a term (24 months)"),
        blocks=False,
    ),
    Fault(
        "a strategy that ends a contract before it starts",
        "override-refused",
        {"strategies/lease/overrides": [{"path": f"{LEASE}/end", "value": "2026-04-30"}]},
        "strategies/lease/overrides",
        ("Lease it changes", f"{LEASE}/end", "end 2026-04-30 is before start 2026-05-01"),
        blocks=False,
    ),
    Fault(
        "a strategy that bills by accelerators that nobody counts",
        "override-refused",
        {"strategies/lease/overrides": [{"path": f"{LEASE}/basis", "value": "per_gpu_hour"}]},
        "strategies/lease/overrides",
        ("Lease it changes", f"{LEASE}/basis", "“lease” is billed per GPU-hour"),
        blocks=False,
    ),
    Fault(
        "a factor that leaves a loan shorter than its interest-only months",
        "override-refused",
        {
            "facilities/memphis/loans/bank/interest_only": 40,
            "strategies/lease/overrides": [
                {"path": "facilities/memphis/loans/bank/term", "factor": 0.5}
            ],
        },
        "strategies/lease/overrides",
        ("Lease it changes", "loans/bank/term", "40 months interest-only", "30 months"),
        blocks=False,
    ),
    Fault(
        "an outcome that spends more than the whole",
        "override-refused",
        {
            "uncertainties/terms/outcomes/cut/overrides": [
                {"path": f"{H100}/spend", "value": [["start", 0.5], ["2026-06", 0.6]]}
            ],
        },
        "uncertainties/terms/outcomes/cut/overrides",
        ("Terms · cut changes", f"{H100}/spend", "sum to 110 %, not 100 %"),
        blocks=False,
    ),
    Fault(
        "an override of a strategy",
        "override-not-planned",
        {"strategies/lease/overrides": [{"path": "strategies/keep/name", "value": "K"}]},
        "strategies/lease/overrides",
        ("Lease it changes strategies/keep/name", "what is planned"),
        blocks=False,
    ),
    Fault(
        "an override that removes entries",
        "override-adds",
        {"strategies/lease/overrides": [{"path": "cash_lines", "value": []}]},
        "strategies/lease/overrides",
        ("Lease it replaces cash_lines", "never add or remove entries"),
        blocks=False,
    ),
    Fault(
        "an override that gives another id",
        "override-adds",
        {"strategies/lease/overrides": [{"path": "tenants/lab/id", "value": "other"}]},
        "strategies/lease/overrides",
        ("Lease it replaces tenants/lab/id",),
        blocks=False,
    ),
    Fault(
        "a factor on a date",
        "not-scaled",
        {"strategies/lease/overrides": [{"path": f"{LEASE}/start", "factor": 2}]},
        "strategies/lease/overrides",
        ("Lease it multiplies", f"{LEASE}/start", "no number"),
        blocks=False,
    ),
    Fault(
        "a factor on what is empty",
        "empty-scaled",
        {"strategies/lease/overrides": [{"path": "tenants/lab/value", "factor": 2}]},
        "strategies/lease/overrides",
        ("Lease it multiplies tenants/lab/value, which is empty",),
        blocks=False,
    ),
    Fault(
        "a negative factor on a lognormal range",
        "negative-scale",
        {"strategies/lease/overrides": [{"path": "tenants/own/value", "factor": -1}]},
        "strategies/lease/overrides",
        ("Lease it multiplies tenants/own/value by -1", "lognormal"),
        blocks=False,
    ),
    Fault(
        "an override out of bounds",
        "override-refused",
        {"strategies/lease/overrides": [{"path": f"{LEASE}/take_or_pay", "value": 2}]},
        "strategies/lease/overrides",
        ("Lease it changes", f"{LEASE}/take_or_pay"),
        blocks=False,
    ),
]

NOTICES = [
    Fault(
        "a contract after the plan",
        "contract-outside",
        {f"{LEASE}/start": "2028-05-01", f"{LEASE}/end": "2029-04-30"},
        f"{LEASE}/start",
        ("“lease”", "2028-05 to 2029-04", "2026-05 to 2028-04"),
    ),
    Fault(
        "a contract before the plan",
        "contract-outside",
        {f"{LEASE}/start": "2025-05-15", f"{LEASE}/end": None, f"{LEASE}/term": 11},
        f"{LEASE}/start",
        ("“lease”", "2025-05 to 2026-04"),
    ),
    Fault(
        "a contract terminated before the plan",
        "contract-outside",
        {f"{LEASE}/start": "2025-05-01", f"{LEASE}/terminated": "2026-03"},
        f"{LEASE}/start",
        ("“lease”", "2025-05 to 2026-03"),
    ),
    Fault(
        "a lease of the site after the plan",
        "contract-outside",
        {"facilities/spare/lease_in": LEASE_IN | {"start": "2030-05-01"}},
        "facilities/spare/lease_in/start",
        ("“lease_in”", "2030-05 to 2031-04"),
    ),
    Fault(
        "a contract of more than stands",
        "oversold",
        {f"{LEASE}/mw": 301},
        f"{LEASE}/mw",
        ("“lease” promises 301 MW", "in 2026-05", "300 MW that memphis"),
    ),
    Fault(
        "a contract before its site",
        "oversold",
        {f"{H100}/ready": "2026-07"},
        f"{LEASE}/mw",
        ("100 MW", "in 2026-05", "the 0 MW"),
    ),
    Fault(
        "a contract after its site's close",
        "oversold",
        {"facilities/memphis/close": "2027-12"},
        f"{LEASE}/mw",
        ("in 2028-01", "the 0 MW"),
    ),
    Fault(
        "a contract at an inactive site",
        "oversold",
        {"facilities/memphis/active": False},
        f"{LEASE}/mw",
        ("the 0 MW that memphis",),
    ),
    Fault(
        "contracts together",
        "oversold-together",
        {
            "tenants/own/contracts": [
                {
                    "id": "slice",
                    "mw": 250,
                    "start": "2026-08-01",
                    "term": 12,
                    "facilities": ["memphis"],
                }
            ]
        },
        "facilities/memphis",
        ("2 contracts together promise 350 MW", "in 2026-08", "the 300 MW that memphis"),
    ),
    Fault(
        "contracts of everywhere together",
        "oversold-together",
        {
            "tenants/own/contracts": [
                {"id": "slice", "mw": 260, "start": "2026-05-01", "term": 24, "ramp": [0.5]}
            ]
        },
        "tenants",
        ("2 contracts together promise 360 MW", "in 2026-06", "the 300 MW that memphis, spare"),
    ),
    Fault(
        "MW at the meter",
        "oversold",
        {f"{H100}/mw_basis": "facility", f"{LEASE}/mw": 241},
        f"{LEASE}/mw",
        ("241 MW", "240 MW"),
    ),
    Fault(
        "parts of a contract",
        "oversold",
        {
            "tenants/lab/facilities": [],
            f"{LEASE}/mw": None,
            f"{LEASE}/parts": [
                {"facility": "memphis", "mw": 50},
                {"facility": "spare", "mw": 60},
            ],
        },
        f"{LEASE}/mw",
        ("60 MW", "the 0 MW that spare"),
    ),
    Fault(
        "too little power per accelerator",
        "odd-accelerators",
        {f"{H100}/accelerators": 500_000},
        f"{H100}/accelerators",
        ("“h100”: 0.60 kW", "0.7 to 3.5"),
    ),
    Fault(
        "too much power per accelerator",
        "odd-accelerators",
        {f"{LEASE}/accelerators": 20_000, f"{LEASE}/share": 0.5},
        f"{LEASE}/accelerators",
        ("“lease”: 5.00 kW",),
    ),
    Fault(
        "a part's accelerators",
        "odd-accelerators",
        {
            f"{LEASE}/mw": None,
            f"{LEASE}/parts": [{"facility": "memphis", "mw": 50, "accelerators": 10_000}],
        },
        f"{LEASE}/parts/0/accelerators",
        ("5.00 kW",),
    ),
    Fault(
        "a contract for all of a demand that is empty",
        "no-megawatts",
        {f"{LEASE}/mw": None},
        f"{LEASE}/mw",
        ("“lease” names no MW", "“The lab”"),
    ),
    Fault(
        "a perpetuity that grows as fast as it is discounted",
        "endless-worth",
        {
            "facilities/spare/horizon_value": "perpetuity",
            "facilities/spare/horizon_growth": 0.1,
        },
        "facilities/spare/horizon_growth",
        ("“spare”", "grows 10 %", "discount rate of 10 %"),
    ),
    Fault(
        "a phase after the close of its site",
        "ready-after-close",
        {"facilities/spare/close": "2026-07"},
        "facilities/spare/phases/one/ready",
        ("“one” is ready in 2026-08", "“spare” closes in 2026-07"),
    ),
    Fault(
        "a refresh of what is not there yet",
        "refreshed-before-ready",
        {
            "facilities/spare/phases/one/refreshes": [{"id": "new", "month": "2026-06"}],
        },
        "facilities/spare/phases/one/refreshes/new/month",
        ("“one” is refreshed in 2026-06", "ready in 2026-08"),
    ),
    Fault(
        "a contract of a plan without a site",
        "oversold-nowhere",
        {
            "facilities/memphis/active": False,
            "facilities/spare/active": False,
            "tenants/lab/facilities": [],
        },
        "facilities",
        ("100 MW", "in 2026-05", "no active site"),
    ),
    Fault(
        "a chance of the landlord's exit without the right to it",
        "no-effect",
        {f"{LEASE}/landlord_exit_rate": 0.05},
        f"{LEASE}/landlord_exit_rate",
        ("“lease”", "Landlord's exit rate (0.05)", "Landlord's notice is not given"),
    ),
    Fault(
        "a chance of the tenant's exit without the right to it",
        "no-effect",
        {f"{LEASE}/tenant_exit_rate": "0.05 to 0.2"},
        f"{LEASE}/tenant_exit_rate",
        ("“lease”", "Tenant's exit rate (0.05 to 0.2)", "Tenant's notice is not given"),
    ),
    Fault(
        "a chance of our exit from a lease without the right to it",
        "no-effect",
        {"facilities/spare/lease_in": LEASE_IN | {"tenant_exit_rate": 0.05}},
        "facilities/spare/lease_in/tenant_exit_rate",
        ("“lease_in”", "Tenant's exit rate (0.05)", "Tenant's notice is not given"),
    ),
    Fault(
        "a credit against no prepayment",
        "no-effect",
        {f"{LEASE}/credit_share": 0.25},
        f"{LEASE}/credit_share",
        ("“lease”", "Credit share (0.25)", "Prepayment is not given"),
    ),
    Fault(
        "months of no prepayment",
        "no-effect",
        {f"{LEASE}/prepayment_months": 3},
        f"{LEASE}/prepayment_months",
        ("“lease”", "Prepaid over (3)", "Prepayment is not given"),
    ),
    Fault(
        "the cost of a closure that never comes",
        "no-effect",
        {"facilities/spare/closure_cost": 20},
        "facilities/spare/closure_cost",
        ("“spare”", "Closure cost (20)", "Last month is not given"),
    ),
    Fault(
        "the proceeds of a closure that never comes",
        "no-effect",
        {"facilities/spare/closure_proceeds": "20 to 30"},
        "facilities/spare/closure_proceeds",
        ("“spare”", "Closure proceeds (20 to 30)", "Last month is not given"),
    ),
    Fault(
        "a swing without a cycle",
        "no-effect",
        {"tenants/own/cycle_swing": 0.3},
        "tenants/own/cycle_swing",
        ("“own”", "(0.3)", "Cycle is not given"),
    ),
    Fault(
        "a saving by own chips that never come",
        "no-effect",
        {"market/own_chip_saving": 0.2},
        "market/own_chip_saving",
        ("“Market”", "(0.2)", "is not given"),
    ),
    Fault(
        "a correlation with demand that does not fluctuate",
        "no-effect",
        {"market/demand_correlation": 0.5},
        "market/demand_correlation",
        ("“Market”", "(0.5)", "is not given"),
    ),
    Fault(
        "MW beside parts",
        "parts-instead",
        {f"{LEASE}/parts": [{"facility": "memphis", "mw": 60}]},
        f"{LEASE}/mw",
        ("“lease” has parts by site", "Contracted power (100)"),
    ),
    Fault(
        "sites beside parts",
        "parts-instead",
        {
            f"{LEASE}/mw": None,
            WHERE: ["memphis"],
            f"{LEASE}/parts": [{"facility": "memphis", "mw": 60}],
        },
        WHERE,
        ("“lease” has parts by site", "Facilities (memphis)"),
    ),
    Fault(
        "accelerators that are not those of the parts",
        "accelerators-differ",
        {
            f"{LEASE}/mw": None,
            f"{LEASE}/basis": "per_gpu_hour",
            f"{LEASE}/accelerators": 50_000,
            f"{LEASE}/parts": [{"facility": "memphis", "mw": 60, "accelerators": 40_000}],
        },
        f"{LEASE}/accelerators",
        ("“lease” names 50000 accelerators", "its parts 40000 together", "50000 are billed"),
    ),
    Fault(
        "a part that is not billed",
        "part-not-billed",
        {
            f"{LEASE}/mw": None,
            f"{LEASE}/basis": "per_gpu_hour",
            f"{LEASE}/parts": [
                {"facility": "memphis", "mw": 60, "accelerators": 40_000},
                {"facility": "memphis", "mw": 30},
            ],
        },
        f"{LEASE}/parts/1/accelerators",
        ("“lease”", "its part at memphis names no accelerators"),
    ),
    Fault(
        "a lock-in beyond the end",
        "locked-to-the-end",
        {f"{LEASE}/lock_in": 24},
        f"{LEASE}/lock_in",
        ("“lease”", "lock-in of 24 months", "lasts 24"),
    ),
    Fault(
        "a lease of the site locked in beyond its end",
        "locked-to-the-end",
        {"facilities/spare/lease_in": LEASE_IN | {"lock_in": 36}},
        "facilities/spare/lease_in/lock_in",
        ("“lease_in”", "lock-in of 36 months", "lasts 12"),
    ),
    Fault(
        "a signing after the start",
        "signed-after-start",
        {f"{LEASE}/signed": "2026-06"},
        f"{LEASE}/signed",
        ("“lease” is signed in 2026-06", "its start 2026-05-01"),
    ),
    Fault(
        "a correlation beside the market's own",
        "correlated-beside-the-market",
        {
            "market/spot_correlation": 0.6,
            "correlations": [
                SOUND["correlations"][0],
                {
                    "id": "prices",
                    "a": "market/spot_price",
                    "b": "market/contract_price",
                    "rank": 0.3,
                },
            ],
        },
        "correlations/prices",
        ("“prices” stands instead of", "(0.6)"),
    ),
    Fault(
        "a correlation with demand beside the market's own",
        "correlated-beside-the-market",
        {
            "market/demand_correlation": 0.5,
            "market/demand_volatility": 0.05,
            "correlations": [
                SOUND["correlations"][0],
                {
                    "id": "demand",
                    "a": "market/contract_price",
                    "b": "market/demand_volatility",
                    "rank": 0.3,
                },
            ],
        },
        "correlations/demand",
        ("“demand” stands instead of", "(0.5)"),
    ),
    Fault(
        "an outcome that cannot be drawn beside others",
        "shared-by-draws",
        {
            "uncertainties/terms/outcomes/cut/overrides": [
                {"path": "settings/months", "value": 36}
            ],
        },
        "uncertainties/terms/outcomes/cut/overrides",
        ("“Months” holds for all draws",),
    ),
    Fault(
        "a termination after the end",
        "terminated-after-end",
        {f"{LEASE}/terminated": "2028-05"},
        f"{LEASE}/terminated",
        ("“lease” is terminated in 2028-05", "ends in 2028-04"),
    ),
    Fault(
        "a refresh after the close of its site",
        "refreshed-after-close",
        {
            "facilities/spare/close": "2027-07",
            "facilities/spare/phases/one/refreshes": [{"id": "new", "month": "2027-08"}],
        },
        "facilities/spare/phases/one/refreshes/new/month",
        ("“one” is refreshed in 2027-08", "“spare” closes in 2027-07"),
    ),
    Fault(
        "a contract at a site that is not its tenant's",
        "site-beyond-tenant",
        {WHERE: ["memphis", "spare"]},
        WHERE,
        ("“lease” is served at spare", "not among the sites of “The lab”"),
    ),
    Fault(
        "a part at a site that is not its tenant's",
        "site-beyond-tenant",
        {
            f"{LEASE}/mw": None,
            f"{LEASE}/start": "2026-08-01",
            f"{LEASE}/parts": [{"facility": "spare", "mw": 5}],
        },
        f"{LEASE}/parts",
        ("“lease” is served at spare",),
    ),
    Fault(
        "a share of no fixed bills",
        "prepayment-of-nothing",
        {f"{LEASE}/basis": "per_mw_month", f"{LEASE}/prepayment": "40 %"},
        f"{LEASE}/prepayment",
        ("“lease”: a prepayment of 40 %", "without take-or-pay"),
    ),
    Fault(
        "a driver of nothing",
        "driver-of-zero",
        {"drivers/overrun/value": 0},
        "drivers/overrun/value",
        ("“overrun” multiplies by 0", "1 changes nothing"),
    ),
]
