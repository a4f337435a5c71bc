"""A result as text for people: its case, its measures by group, a line a fiscal year."""

from collections.abc import Iterator, Mapping, Sequence

from planner.analysis.measure_words import measure_unit, titles_by_group
from planner.analysis.periods import Period
from planner.analysis.statement import Answer, Request, answer
from planner.analysis.statement_lines import Section
from planner.domain.case import AS_WRITTEN, DRAWN, Choice
from planner.domain.path import Path
from planner.domain.project import Project
from planner.engine.result import Measure, Result
from planner.exchange.json_out import contract_name
from planner.exchange.statement_tree import period_label
from planner.units.message import QT_TRANSLATE_NOOP, Message, Sentence, sentence
from planner.units.notation import print_number

RUN = sentence(
    "cli.run",
    QT_TRANSLATE_NOOP("planner", "{months} months from {start}, {draws} draws, seed {seed}"),
)
CHOSEN = sentence("cli.chosen", QT_TRANSLATE_NOOP("planner", "We choose: {strategy}"))
NO_STRATEGY = sentence("cli.no-choice", QT_TRANSLATE_NOOP("planner", "the plan as it is"))
DECIDED = sentence("cli.decided", QT_TRANSLATE_NOOP("planner", "The world decides: {states}"))
HELD_AS_WRITTEN = sentence("cli.as-written", QT_TRANSLATE_NOOP("planner", "as written"))
IS_DRAWN = sentence("cli.drawn", QT_TRANSLATE_NOOP("planner", "drawn"))
NONE_IN_DRAWS = sentence(
    "cli.none-in-draws", QT_TRANSLATE_NOOP("planner", "{measure}: none in {share} % of draws.")
)
BY_YEAR = sentence(
    "cli.by-year", QT_TRANSLATE_NOOP("planner", "By fiscal year, $m, as planned without draws")
)
HURDLES = sentence(
    "cli.hurdles",
    QT_TRANSLATE_NOOP(
        "planner",
        "Own use of a lease's MW is as good as the lease where a MW-month is worth, $m, as planned",
    ),
)
HEADS = ("", "planned", "mean", "± error", "P10", "P50", "P90", "unit")
NO_MEAN = frozenset({"irr", "xirr"})
"""A few draws with enormous rates make the mean of rates a figure of nothing: read P50."""
DECIMALS = {"$m/MW-month": 3, "points": 0}
FLOWS = (
    (Section.INCOME, "revenue"),
    (Section.INCOME, "ebitda"),
    (Section.INCOME, "net_income"),
    (Section.CASH, "fcff"),
    (Section.CASH, "fcfe"),
    (Section.BALANCE, "cash"),
    (Section.BALANCE, "debt"),
)
YEAR_HEADS = ("", "Revenue", "EBITDA", "Net income", "FCFF", "FCFE", "Cash", "Debt")


def printed(
    result: Result,
    project: Project,
    choice: Choice,
    hurdles: Mapping[Path, float | None] | None = None,
) -> str:
    """The text, with a newline at its end. Nothing in it depends on the clock.

    `hurdles` are the internal hurdle prices by contract, where they were asked for.
    """
    blocks = [
        "\n".join(_case(result, project, choice)),
        "\n".join(_measures(result, project)),
        "\n".join(_notes(result, project)),
        "\n".join(_years(result, project)),
        "\n".join(_hurdles(hurdles or {})),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _case(result: Result, project: Project, choice: Choice) -> Iterator[str]:
    yield project.name
    names = {strategy.id: strategy.name for strategy in project.strategies}
    if project.strategies:
        chosen = NO_STRATEGY() if choice.strategy is None else names[choice.strategy]
        yield str(CHOSEN(strategy=chosen))
    words = {AS_WRITTEN: str(HELD_AS_WRITTEN()), DRAWN: str(IS_DRAWN())}
    states = []
    for one in project.uncertainties:
        state = choice.state(one.id)
        outcomes = {outcome.id: outcome.name for outcome in one.outcomes}
        states.append(f"{one.name}: {words.get(state) or outcomes[state]}")
    if states:
        yield str(DECIDED(states="; ".join(states)))
    yield str(
        RUN(
            months=len(result.months),
            start=result.start,
            draws=f"{result.draws:,}",
            seed=result.seed,
        )
    )


def _measures(result: Result, project: Project) -> Iterator[str]:
    rows: list[tuple[str, ...]] = [HEADS]
    for group, titles in _titles(result, project).items():
        if titles:
            rows += [(), (str(group()),)]
            rows += [_row(f"  {title}", result.measures[name]) for name, title in titles.items()]
    yield from _aligned(rows)


def _titles(result: Result, project: Project) -> Mapping[Sentence, Mapping[str, Message]]:
    tenants = {f"tenants/{tenant.id}": tenant.name for tenant in project.tenants}
    return titles_by_group(result.measures, tenants)


def _row(title: str, measure: Measure) -> tuple[str, ...]:
    means = (None, None) if measure.name in NO_MEAN else (measure.mean, measure.standard_error)
    figures = (measure.deterministic, *means, measure.p10, measure.p50, measure.p90)
    unit = measure_unit(measure.name) or ""
    scale = 100.0 if unit.startswith("fraction") else 1.0
    decimals = DECIMALS.get(unit, 1)
    shown = (
        "—" if value is None else print_number(value * scale, decimals=decimals)
        for value in figures
    )
    return (title, *shown, unit.replace("fraction", "%"))


def _notes(result: Result, project: Project) -> Iterator[str]:
    """What must be known beside the figures."""
    for titles in _titles(result, project).values():
        for name, title in titles.items():
            measure = result.measures[name]
            if measure.status is not None:
                yield f"{title}: {measure.status}"
            if measure.missing and result.draws:
                share = print_number(100.0 * measure.missing / result.draws, decimals=1)
                yield str(NONE_IN_DRAWS(measure=title, share=share))


def _years(result: Result, project: Project) -> Iterator[str]:
    end = project.settings.fiscal_year_end
    shown = answer(Request("", Period.FISCAL_YEAR, fiscal_year_end=end), result)
    yield str(BY_YEAR())
    yield from _aligned([YEAR_HEADS, *_year_rows(shown)])


def _year_rows(shown: Answer) -> Iterator[tuple[str, ...]]:
    columns = [shown.row(section, name).values for section, name in FLOWS]
    labels = [period_label(span) for span in shown.spans]
    if shown.starts:
        labels.insert(0, "Start")
    for place, label in enumerate(labels):
        yield (label, *(print_number(float(column[place]), decimals=0) for column in columns))


def _hurdles(hurdles: Mapping[Path, float | None]) -> Iterator[str]:
    if hurdles:
        yield str(HURDLES())
        shown = (
            (contract_name(path), "—" if price is None else print_number(price, decimals=3))
            for path, price in hurdles.items()
        )
        yield from _aligned(list(shown))


def _aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Names to the left, figures to the right, units as they come; a row of one is a heading."""
    full = [row for row in rows if len(row) > 1]
    widths = [max(len(row[place]) for row in full) for place in range(len(full[0]))]
    for row in rows:
        if len(row) < 2:
            yield "".join(row)
            continue
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        if row[-1] and not row[-1][0].isdigit() and len(row) == len(HEADS):
            cells[-1] = row[-1]
        yield "  ".join(cells).rstrip()
