"""What MODEL.md B10 asks of every plan, and where random whole plans are held to it.

- Σ recognised = Σ billed over a full contract: test_laws_of_accounts.py, plans run to their end;
  laws_of_accounts.py wherever all contracts of a tenant are over
- NBV ≥ salvage; Σ tax depreciation = basis; debt ends at 0: test_laws_of_accounts.py
- Σ served ≤ available; used ≤ demand; losses ≥ 0; firm ≤ headline; FCFF–FCFE identity;
  NPV at IRR ≈ 0: laws.py
- balance check 0; every line foots: laws_of_accounts.py
- money × c → NPV × c, IRR unchanged; preview = first 512 draws; an inactive entity changes
  nothing: test_sameness.py
- LP primal = dual: test_laws_of_allocation.py
- with all made certain each draw equals the deterministic run: test_worlds.py
"""

from hypothesis import given, settings

from planner.domain.case import Case
from tests.engine.laws import LAWS
from tests.engine.laws_of_accounts import LAWS_OF_ACCOUNTS
from tests.engine.random_plans import cases
from tests.engine.spied_runs import Spied

PLANS = 500


@given(cases())
@settings(deadline=None, max_examples=PLANS)
def test_every_law_holds_of_every_plan_in_every_month_and_draw(case: Case) -> None:
    spied = Spied(case)
    for law in (*LAWS, *LAWS_OF_ACCOUNTS):
        law(spied)
