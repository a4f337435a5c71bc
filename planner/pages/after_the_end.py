"""Both branches after a contract's end, as they are before they compete for MW. MODEL.md B9."""

from collections.abc import Collection, Iterator

from planner.charts import Result
from planner.charts.figures import MILLIONS, number, percent
from planner.charts.figures_table import NO_FIGURES, FigureRow, Figures
from planner.charts.months import MonthScale
from planner.domain.project import Project
from planner.pages.exit_rights import OF_CONTRACT
from planner.units.message import QT_TRANSLATE_NOOP, Message, sentence

AFTER_THE_END = sentence("after-the-end", QT_TRANSLATE_NOOP("planner", "After the end"))
MEANING = sentence(
    "after-the-end-meaning",
    QT_TRANSLATE_NOOP(
        "planner",
        "As planned, before competition: all that it promises is delivered. Without draws only the"
        " likelier branch comes about.",
    ),
)
FROM = sentence("after-from", QT_TRANSLATE_NOOP("planner", "From"))
MEGAWATTS = sentence("after-megawatts", QT_TRANSLATE_NOOP("planner", "MW"))
BILL = sentence("after-bill", QT_TRANSLATE_NOOP("planner", "$m/month"))
CHANCE = sentence("after-chance", QT_TRANSLATE_NOOP("planner", "Chance"))
RENEWED = sentence("after-renewed", QT_TRANSLATE_NOOP("planner", "Renewed: {who}"))
RE_LET = sentence("after-re-let", QT_TRANSLATE_NOOP("planner", "Re-let: {who}"))


def after_the_end(plan: Project, result: Result, paths: Collection[str]) -> Figures:
    """The first month of each branch, its MW and the bill of its first whole month, its chance.

    Of the contracts at these paths whose branches begin within the plan; `plan` is that of the
    case in view.
    """
    wanted = frozenset(paths)
    rows: list[FigureRow] = []
    for tenant in plan.tenants:
        for contract in tenant.contracts:
            path = f"tenants/{tenant.id}/contracts/{contract.id}"
            if path not in wanted:
                continue
            who = tenant.name
            if len(tenant.contracts) > 1:
                who = str(OF_CONTRACT(who=who, contract=contract.name))
            renews = contract.renewal_probability
            rows += _row(result, f"{path}/renewal", RENEWED(who=who), renews)
            rows += _row(result, f"{path}/relet", RE_LET(who=who), 1.0 - renews)
    if not rows:
        return NO_FIGURES
    heads = (str(FROM()), str(MEGAWATTS()), str(BILL()), str(CHANCE()))
    return Figures(str(AFTER_THE_END()), heads, tuple(rows), MILLIONS, total=False)


def _row(result: Result, path: str, name: Message, chance: float) -> Iterator[FigureRow]:
    """One row, or none where the branch does not begin within the plan."""
    promised = result.series.get((path, "branch_contracted"))
    billed = result.series.get((path, "branch_billed"))
    if promised is None or billed is None or not promised.deterministic.any():
        return
    first = int(promised.deterministic.nonzero()[0][0])
    # A branch may begin within a month: the next is the first whole one, if there is one.
    whole = first
    if promised.deterministic[first : first + 2].argmax() == 1:
        whole = first + 1
    printed = (
        MonthScale.starting(result.start).short(first),
        number(float(promised.deterministic[whole])),
        number(float(billed.deterministic[whole])),
        percent(chance),
    )
    nothing = (float("nan"),) * len(printed)
    yield FigureRow(str(name), nothing, False, printed, meaning=str(MEANING()))
