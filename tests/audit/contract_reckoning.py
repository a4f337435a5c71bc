"""Bills, revenue, backlogs and receipts of one contract, reckoned from MODEL.md B1, B4 and B5.

Plain Python over contract months j = 0, 1, …; nothing of the program is used.
"""

import calendar
import datetime as dt
from dataclasses import dataclass, field

from tests.audit.reckoning import FIRST_YEAR, Numbers, Plan


def edate(date: dt.date, months: int) -> dt.date:
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    return dt.date(year, month + 1, min(date.day, calendar.monthrange(year, month + 1)[1]))


def index(date: dt.date) -> int:
    return (date.year - FIRST_YEAR) * 12 + date.month - 1


def month_index(label: str) -> int:
    return index(dt.date.fromisoformat(f"{label}-01"))


@dataclass
class Reckoning:
    """One contract in a plan of N months; `available` is what its site has in each of them."""

    terms: Plan
    available: Numbers
    default_rate: float
    first: int = 0
    last: int = 0
    ends_early: bool = False
    in_force: Numbers = field(default_factory=list)
    contracted: Numbers = field(default_factory=list)
    delivered: Numbers = field(default_factory=list)
    bills: Numbers = field(default_factory=list)
    promised: Numbers = field(default_factory=list)
    """As delivered in full."""
    fixed: Numbers = field(default_factory=list)
    """Their part that does not depend on use, and what of it is billed."""
    fixed_billed: Numbers = field(default_factory=list)

    def __post_init__(self) -> None:
        delay = self.terms.get("delay", 0)
        original = dt.date.fromisoformat(self.terms["start"])
        start = edate(original, delay)
        if "term" in self.terms:
            end = edate(original, delay + self.terms["term"]) - dt.timedelta(1)
        else:
            end = dt.date.fromisoformat(self.terms["end"])
        self.first = index(start)
        stated = self.last = index(end) - self.first
        if "terminated" in self.terms:
            self.last = min(stated, month_index(self.terms["terminated"]) - self.first)
        self.ends_early = self.last < stated
        escalated = 0
        for j in range(self.last + 1):
            year, month = divmod(self.first + j, 12)
            days = calendar.monthrange(FIRST_YEAR + year, month + 1)[1]
            from_day = start.day if j == 0 else 1
            to_day = end.day if j == stated else days
            anniversary = edate(original, delay + 12 * (escalated + 1))
            whole = index(anniversary) - self.first + (anniversary.day > 1)
            escalated += j >= whole
            self._month(j, (to_day - from_day + 1) / days, escalated)

    def _month(self, j: int, in_force: float, years: int) -> None:
        terms, k = self.terms, self.first + j

        def listed(name: str, after: float) -> float:
            values: Numbers = terms.get(name, [])
            return values[j] if j < len(values) else after

        share = terms.get("share", 1)
        price = terms["price"] * (1 + terms.get("escalator", 0)) ** years
        price *= 1 - listed("discount", 0)
        contracted = share * terms["mw"] * listed("ramp", 1) * in_force
        room = self.available[k] if 0 <= k < len(self.available) else contracted
        delivered = min(contracted, room)
        if terms["basis"] == "fixed_fee":
            promised = fixed = price * share * in_force
            part = delivered / contracted
            bill = fixed_billed = fixed * (part if part < 1 - 1e-9 else 1)
        else:
            usage, floor = terms.get("usage", 1), terms.get("take_or_pay", 0) * contracted
            fixed, promised = price * floor, price * max(usage * contracted, floor)
            fixed_billed = price * min(delivered, floor)
            bill = price * min(delivered, max(usage * delivered, floor))
        self.in_force.append(in_force)
        self.contracted.append(contracted)
        self.delivered.append(delivered)
        self.promised.append(promised)
        self.fixed.append(fixed)
        self.bills.append(bill)
        self.fixed_billed.append(fixed_billed)

    def last_bound(self, k: int) -> int:
        """e_k; a side whose fee exceeds a tenth of the fixed bills is as without right."""
        bearable = 0.1 * sum(self.fixed)
        notices = {}
        for side, fee in (("tenant", "termination_fee"), ("landlord", "landlord_fee")):
            notice = self.terms.get(f"{side}_notice")
            notices[side] = None if self.terms.get(fee, 0) > bearable else notice
        if notices["tenant"] is None:
            return self.last
        notice = max(notices["tenant"], notices["landlord"] or 0)
        return int(min(self.last, max(self.terms.get("lock_in", 0), k) + notice - 1))

    def chance_of_bill(self, j: int) -> float:
        """That nobody has left or defaulted by month j, seen from the plan's start."""
        terms, k = self.terms, self.first + j
        chance = (1 - self.default_rate) ** (max(0, k + 1) / 12)
        earliest = max(terms.get("lock_in", 0), -self.first)
        for side in ("tenant", "landlord"):
            notice = terms.get(f"{side}_notice")
            if notice is not None:
                rate = terms.get(f"{side}_exit_rate", 0)
                chance *= (1 - rate) ** (max(0, j - (earliest + notice) + 1) / 12)
        return float(chance)

    def recognised(self) -> Numbers:
        terms = self.terms
        method = terms.get("recognition", "auto")
        if method == "auto":
            by_area = terms["basis"] == "per_mw_month" and terms.get("ramp")
            method = "capacity" if by_area else "straight_line"
        if method == "as_invoiced":
            return self.bills[:]
        weights, now = self.in_force, self.in_force
        if method == "capacity":
            weights, now = self.contracted, self.delivered
        found, ahead = [], 0.0
        for k, bill in enumerate(self.bills):
            bound = self.last if terms.get("recognition_term") == "stated" else self.last_bound(k)
            later = slice(k + 1, max(k, bound) + 1)
            due = self.fixed_billed[k] + sum(self.fixed[later]) - ahead
            even = due * now[k] / (now[k] + sum(weights[later]))
            found.append(even + bill - self.fixed_billed[k])
            ahead += found[k] - bill
        return found

    def lines(self) -> dict[str, Numbers]:
        """The series of `run --json` by their names."""
        months = range(len(self.available))
        recognised = self.recognised()
        signed = self.first
        if "signed" in self.terms:
            signed = month_index(self.terms["signed"])

        def inside(values: Numbers) -> Numbers:
            found = [k - self.first for k in months]
            return [values[j] if 0 <= j <= self.last else 0 for j in found]

        headline, firm, expected, rpo = [], [], [], []
        for k in months:
            j = max(k - self.first, -1)
            running = k >= signed and j <= self.last
            bound = self.last_bound(j + 1) if j < self.last else -1
            headline.append(sum(self.fixed[j + 1 :]) if running else 0)
            firm.append(sum(self.fixed[j + 1 : bound + 1]) if running else 0)
            chances = [b * self.chance_of_bill(i) for i, b in enumerate(self.promised)]
            expected.append(sum(chances[j + 1 :]) if running else 0)
            ahead = sum(recognised[: j + 1]) - sum(self.bills[: j + 1])
            stated = self.terms.get("recognition_term") == "stated"
            rpo.append((headline[-1] if stated else firm[-1]) - ahead * running)
        received, prepaid = self.receipts(signed)
        return {
            "billed": inside(self.bills), "recognised": inside(recognised),
            "backlog_headline": headline, "backlog_firm": firm, "backlog_expected": expected,
            "rpo": rpo, "received": received, "prepayments": prepaid,
        }  # fmt: skip

    def receipts(self, signed: int) -> tuple[Numbers, Numbers]:
        """Cash, and the prepayment that is left, in the plan's months."""
        terms, months = self.terms, len(self.available)
        amount = terms.get("prepayment", 0)
        if isinstance(amount, str):
            amount = float(amount.split()[0]) / 100 * sum(self.fixed)
        else:
            amount *= terms.get("share", 1)
        parts, lag = max(1, terms.get("prepayment_months", 0)), terms.get("payment_lag", 0)
        cash, left, balance = [0.0] * months, [0.0] * months, 0.0
        for k in range(min(self.first, signed), months):
            j = k - self.first
            bill = self.bills[j] if 0 <= j <= self.last else 0.0
            exited = self.ends_early and j > self.last
            paid = amount / parts if signed <= k < signed + parts and not exited else 0.0
            balance += paid
            credit = min(balance, terms.get("credit_share", 0) * bill)
            balance -= credit
            if k >= 0:
                cash[k] += paid
                left[k] = balance
            if 0 <= k + lag < months:
                cash[k + lag] += bill - credit
        return cash, left
