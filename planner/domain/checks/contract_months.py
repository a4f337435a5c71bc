"""First and last calendar month of a contract, as months are counted. MODEL.md B1."""

from planner.domain.contract import Contract
from planner.domain.month import month_number


def stated_months(contract: Contract) -> tuple[int, int] | None:
    """First and last month of the stated term, before any delay; None where dates are missing."""
    if contract.start is None:
        return None
    first = month_number(contract.start)
    if contract.end is not None:
        return first, month_number(contract.end)
    if contract.term is not None:
        return first, first + contract.term - (1 if contract.start.endswith("-01") else 0)
    return None


def billed_months(contract: Contract) -> tuple[int, int] | None:
    """First and last month with a bill, before any delay; None where dates are not in order."""
    months = stated_months(contract)
    if months is None:
        return None
    first, last = months
    if contract.terminated is not None:
        last = min(last, month_number(contract.terminated))
    return (first, last) if first <= last else None
