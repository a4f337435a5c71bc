"""A plan is run as its user runs it, and what it must show is reckoned apart from the program.

Nothing here knows the engine: the calendar and the recurring sums are written out of MODEL.md
with the standard library alone, so that a test which agrees has two independent witnesses.
"""

import calendar
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from planner.cli import main

START = "2027-01"
FIRST_YEAR = 2027

Plan = dict[str, Any]
Numbers = list[float]


def plan(months: int = 24, settings: Plan | None = None, **parts: Any) -> Plan:
    """A plan from January 2027 with nothing but what is given."""
    chosen = {"start": START, "months": months, "tax_rate": 0, "inflation": 0} | (settings or {})
    return {"format": 1, "settings": chosen, **parts}


def facility(id: str = "site", phases: Sequence[Plan] | None = None, **fields: Any) -> Plan:
    """A site of 100 MW from the plan's start without any cost, unless said otherwise."""
    block = {"id": "block", "mw": 100, "ready": START}
    free = {"pue": 1, "power_price": 0, "opex": 0, "phases": list(phases or [block])}
    return {"id": id, **free, **fields}


def tenant(*contracts: Plan, id: str = "client", **fields: Any) -> Plan:
    """An external tenant with these contracts."""
    return {"id": id, "kind": "external", "contracts": list(contracts), **fields}


def contract(id: str = "lease", **fields: Any) -> Plan:
    """A fixed fee of $12m a month for all 100 MW, two years from the plan's start."""
    usual = {"mw": 100, "price": 12, "start": "2027-01-01", "term": 24}
    return {"id": id, **usual, **fields}


class Run:
    """What `run PLAN --json` printed."""

    def __init__(self, printed: Plan) -> None:
        self.printed = printed

    def line(self, name: str, group: str = "all", key: str = "", of: str = "deterministic") -> Any:
        """A series: of everything, or `by_facility`, `by_tenant`, `by_contract` of a key."""
        series = self.printed["series"][group]
        return (series[key] if key else series)[name][of]

    def site(self, name: str, key: str = "site", of: str = "deterministic") -> Any:
        return self.line(name, "by_facility", key, of)

    def tenant(self, name: str, key: str = "client", of: str = "deterministic") -> Any:
        return self.line(name, "by_tenant", key, of)

    def contract(self, name: str, key: str = "client/lease", of: str = "deterministic") -> Any:
        return self.line(name, "by_contract", key, of)

    def measure(self, name: str, of: str = "deterministic") -> Any:
        return self.printed["measures"][name][of]


class Runner:
    """Writes plans to files and runs the command on them."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._folder, self._capsys = folder, capsys

    def written(self, content: Plan) -> str:
        path = self._folder / "plan.ncplan"
        path.write_text(json.dumps(content), encoding="utf-8")
        return str(path)

    def __call__(self, content: Plan, *options: str) -> Run:
        """Run a plan, without draws unless options are given."""
        code = main(["run", self.written(content), "--json", *(options or ("--draws", "0"))])
        printed = self._capsys.readouterr()
        assert code == 0, printed.err
        return Run(json.loads(printed.out))

    def check(self, content: Plan) -> tuple[int, str]:
        """The exit code of `check` and all it printed."""
        code = main(["check", self.written(content)])
        printed = self._capsys.readouterr()
        return code, printed.out + printed.err


def days(k: int) -> int:
    """Days of month k of a plan from January 2027."""
    return calendar.monthrange(FIRST_YEAR + k // 12, k % 12 + 1)[1]


def hours(k: int) -> int:
    return 24 * days(k)


def monthly(rate: float) -> float:
    """The effective monthly rate of a yearly one."""
    return float((1 + rate) ** (1 / 12) - 1)


def present(flows: Sequence[float], rate: float, at_start: float = 0.0) -> float:
    """Flows at the ends of months 0, 1, …, discounted to the plan's start."""
    return at_start + sum(f * float((1 + rate) ** (-(k + 1) / 12)) for k, f in enumerate(flows))


def near(expected: object) -> Any:
    """Equal to a millionth of a dollar, and of itself."""
    return pytest.approx(expected, rel=1e-9, abs=1e-9)
