"""What random plans say of accounts: prepayment, exits, renewal, recognition, tax, loans."""

from tests.builders import Stored
from tests.engine.random_values import Chooser

TAX_CLASSES = ("macrs_5", "macrs_15", "macrs_39", "straight_line")


def settings_accounts(of: Chooser) -> Stored:
    return {
        "equity_rate": of.number(0.05, 0.2),
        "finance_rate": of.number(0, 0.1),
        "reinvest_rate": of.number(0, 0.1),
        "loss_limit": of.one(0, 0.8, 1),
        "loss_treatment": of.one("carry_forward", "group_relief"),
        "fiscal_year_end": of.whole(1, 12),
    }


def loan(of: Chooser, id: str) -> Stored:
    term = of.whole(1, 40)
    return {
        "id": id,
        "active": of.is_active(),
        "amount": of.some(0, 900),
        "month": of.one("start", of.month(0, of.months)),
        "apr": of.one(0, of.number(0, 0.15)),
        "interest_only": of.one(0, of.whole(0, term), term),
        "term": term,
    }


def phase_accounts(of: Chooser) -> Stored:
    return {
        "depreciation": of.one(
            "straight_line", "straight_line_mid_month", "declining_balance", "sum_of_years"
        ),
        "it_tax": of.one(*TAX_CLASSES),
        "shell_tax": of.one(*TAX_CLASSES),
        "it_bonus": of.one(0, 0.4, 1),
        "shell_bonus": of.one(0, 0, 0.2),
        "refreshes": [refresh(of, f"refresh{n}") for n in range(of.one(0, 0, 1, 2))],
    }


def refresh(of: Chooser, id: str) -> Stored:
    return {
        "id": id,
        "month": of.month(-3, of.months + 3),
        "cost": of.some(0, 300),
        "life": of.one(0, 5, 36),
        "replaces": of.one(0, 0.5, 1),
    }


def facility_accounts(of: Chooser) -> Stored:
    return {
        "horizon_value": of.one("none", "net_book", "re_lease", "perpetuity"),
        "horizon_growth": of.number(-0.05, 0.02),
        "book_at_start": of.one(None, None, of.number(0, 900)),
        "tax_at_start": of.one(None, None, of.number(0, 900)),
        "loans": [loan(of, f"loan{n}") for n in range(of.one(0, 0, 1))],
    }


def tenant_accounts(of: Chooser) -> Stored:
    chance = of.kind.chance and of.chance(0.3)
    return {
        "default_rate": of.number(0, 0.4) if chance else 0,
        "loss_given_default": of.maybe(0, 1, 0.6),
    }


def contract_accounts(of: Chooser) -> Stored:
    """What may be said of every contract; chance only where the plan may hold some."""
    chance = of.kind.chance
    return {
        "signed": of.optional_month(-20, 3),
        "prepayment": of.one(0, 0, of.number(1, 200), f"{of.whole(1, 60)} %"),
        "prepayment_months": of.one(0, 1, 4),
        "credit_share": of.one(0, 0.25, 1),
        "payment_lag": of.one(0, 0, 1, 3),
        "lock_in": of.one(0, 3, 12),
        "landlord_notice": of.one(None, 0, 3),
        "tenant_notice": of.one(None, 0, 6),
        "landlord_exit_rate": of.maybe(0, 0.5) if chance else 0,
        "tenant_exit_rate": of.maybe(0, 0.5) if chance else 0,
        "termination_fee": of.one(0, 25, "3 bills"),
        "landlord_fee": of.one(0, 10, "2 bills"),
        "after_end": of.one("ends", "renew_or_end", "renew_or_relet"),
        "renewal_probability": of.one(0, 1, of.number(0, 1) if chance else 1),
        "renewal_term": of.one(None, 6),
        "renewal_factor": of.maybe(0.5, 1.2, 1),
        "renewal_price": of.one("fixed", "floating"),
        "downtime": of.maybe(0, 5),
        "relet_factor": of.maybe(0.5, 1.2, 1),
        "recognition": of.one("auto", "auto", "straight_line", "capacity", "as_invoiced"),
        "recognition_term": of.one("enforceable", "stated"),
    }
