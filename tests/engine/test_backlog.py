"""Headline, firm and expected backlog, and the remaining obligation: MODEL.md B5."""

import numpy as np
import pytest

from planner.engine.backlog import (
    contract_backlog,
    expected_backlog,
    performance_obligation,
    recognised_ahead,
)
from planner.engine.enforceable_term import EarlyEnd, enforceable_ends, exit_rights
from planner.engine.recognition import recognised_over_term
from tests.engine.contract_months import ContractMonths, colossus, down

LAST = np.array([3])
ROLLING = np.array([1, 2, 3, 3])[:, None]


def firm_of(months: ContractMonths) -> list[float]:
    rights = exit_rights(months.contract, months.fixed, months.bills)
    ends = enforceable_ends(rights, months.last, len(months.fixed))
    backlog = contract_backlog(months.fixed, months.last, ends)
    assert (backlog.firm <= backlog.headline).all()
    return [float(value) for value in backlog.firm[:, 0]]


def test_colossus_is_firm_for_6250_at_signing_and_for_3750_later() -> None:
    # At signing months 0 … 5: 2 × 625 + 4 × 1,250. After month 2 three of them are left; from then
    # on three months' notice of 1,250, until the end is nearer: 2,500, 1,250, 0.
    firm = firm_of(colossus())
    assert firm[:4] == [6250, 5625, 5000, 3750]
    assert firm[4:36] == [3750] * 31 + [2500]
    assert firm[36:] == [1250, 0]


def test_notice_without_a_lock_in_leaves_three_months_firm_at_signing() -> None:
    # 625 + 625 + 1,250.
    assert firm_of(colossus(lock_in=0))[0] == 2500


def test_without_a_right_of_the_tenant_all_of_the_headline_is_firm() -> None:
    assert firm_of(colossus(tenant_notice=None))[0] == 45000


def test_a_notice_of_no_months_leaves_nothing_firm() -> None:
    assert firm_of(colossus(lock_in=0, landlord_notice=0, tenant_notice=0)) == [0] * 38


def test_headline_runs_to_the_stated_end() -> None:
    backlog = contract_backlog(down([1, 2, 3, 4]), LAST, ROLLING)
    assert backlog.headline[:, 0].tolist() == [10, 9, 7, 4, 0]
    assert backlog.firm[:, 0].tolist() == [3, 5, 7, 4, 0]


def test_a_notice_given_ends_every_backlog_with_its_last_month() -> None:
    # Notice in month 1, month 2 is the last: after month 1 only its 3 are left, then nothing.
    early = EarlyEnd(np.array([2]), np.array([1]))
    backlog = contract_backlog(down([1, 2, 3, 4]), LAST, ROLLING, early)
    assert backlog.headline[:, 0].tolist() == [10, 9, 3, 0, 0]
    assert backlog.firm[:, 0].tolist() == [3, 5, 3, 0, 0]


def test_a_default_ends_every_backlog_without_warning() -> None:
    early = EarlyEnd(np.array([1]), np.array([1]))
    backlog = contract_backlog(down([1, 2, 3, 4]), LAST, None, early)
    assert backlog.headline[:, 0].tolist() == [10, 9, 0, 0, 0]
    assert backlog.firm[:, 0].tolist() == [10, 9, 0, 0, 0]


def test_each_draw_ends_its_own_backlog() -> None:
    early = EarlyEnd(np.array([1, 99]), np.array([1, 0]))
    backlog = contract_backlog(down([1, 2, 3, 4]), LAST, ROLLING, early)
    assert backlog.firm.tolist() == [[3, 3], [5, 5], [0, 7], [0, 4], [0, 0]]


def test_expected_backlog_weighs_each_bill_with_its_chance() -> None:
    # 8 × 1 + 4 × 0.5 + 2 × 0.25 = 10.5 at signing.
    expected = expected_backlog(down([8, 4, 2]), down([1, 0.5, 0.25]))
    assert expected[:, 0].tolist() == [10.5, 2.5, 0.5, 0]


def test_the_obligation_is_the_backlog_less_what_was_recognised_ahead() -> None:
    # Stated term, 2 + 4 + 6 = 12, 4 a month: after a month 8 are left to recognise.
    bills = down([2, 4, 6])
    ahead = recognised_ahead(down([4, 4, 4]), bills)
    assert ahead[:, 0].tolist() == [2, 2, 0]
    headline = contract_backlog(bills, np.array([2]), None).headline
    assert performance_obligation(headline, ahead)[:, 0].tolist() == [12, 8, 4, 0]


def test_what_colossus_owes_is_what_its_enforceable_term_will_recognise() -> None:
    # After month 3: firm 3,750 less R = 4 × 1,041.67 − 3,750 = 416.67.
    months = colossus()
    rights = exit_rights(months.contract, months.fixed, months.bills)
    ends = enforceable_ends(rights, months.last, 37)
    recognised = recognised_over_term(months.by_days, months.last, ends)
    firm = contract_backlog(months.fixed, months.last, ends).firm
    owed = performance_obligation(firm, recognised_ahead(recognised, months.fixed))
    assert owed[4, 0] == pytest.approx(3750 - 416.6666666667)
    assert owed[-1, 0] == pytest.approx(0, abs=1e-9)
