"""A plan that is hard to show: forty tenants, and names as long as companies have them."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

from planner.domain.project import Project
from planner.paths import resource

TENANTS, MONTHS = 40, 48
# One that can be broken at its spaces, and one that cannot.
BROKEN = "{name}, operated jointly with its affiliates for accelerated computing, series {number}"
UNBROKEN = "{name}-Hochleistungsrechenzentrumsbetreibergesellschaft-{number}"
TEXTS = {"owner", "site", "accelerator", "note"}

Stored = dict[str, Any]


def long_named_plan(draws: int) -> Project:
    """The Colossus example with forty tenants, loans, and every name made long."""
    stored: Stored = json.loads(Path(resource("examples", "colossus.ncplan")).read_text("utf-8"))
    del stored["format"]
    model = stored["tenants"][0]
    for number in range(TENANTS - len(stored["tenants"])):
        stored["tenants"].append(_another(model, number))
    loan = {"amount": 900, "month": "start", "apr": 0.07, "term": 60}
    stored["loans"] = [{"id": "notes", "name": "Senior secured notes"} | loan]
    stored["facilities"][0]["loans"] = [{"id": "site-notes", "name": "Equipment loan"} | loan]
    stored["settings"] |= {"draws": draws, "months": MONTHS}
    named = _Naming()
    return Project.model_validate(named.long(stored))


def example(draws: int) -> Project:
    """The Colossus example with fewer draws."""
    stored: Stored = json.loads(Path(resource("examples", "colossus.ncplan")).read_text("utf-8"))
    del stored["format"]
    stored["settings"]["draws"] = draws
    return Project.model_validate(stored)


def _another(model: Stored, number: int) -> Stored:
    """A tenant with one contract of some megawatts, each a little later than the one before."""
    made = deepcopy(model)
    made |= {"id": f"tenant-{number}", "name": f"Laboratory {number + 1}"}
    for contract in made["contracts"]:
        for field in ("end", "first_months"):
            contract.pop(field, None)
        year, month = divmod(number, 12)
        contract |= {"id": f"lease-{number}", "name": f"Lease {number + 1}", "mw": "15 to 25"}
        contract |= {"start": f"{2026 + year}-{month + 1:02d}-01", "term": 48, "price": "60 to 90"}
    return made


class _Naming:
    """Makes names long, in turn with and without spaces."""

    def __init__(self) -> None:
        self._number = 0

    def long(self, value: Any, key: str = "") -> Any:
        """The same stored value with every name and text in it made long."""
        if isinstance(value, list):
            return [self.long(each) for each in value]
        if isinstance(value, dict):
            return {name: self.long(each, name) for name, each in value.items()}
        if (key == "name" or key in TEXTS) and isinstance(value, str) and value:
            self._number += 1
            form = UNBROKEN if self._number % 4 == 0 else BROKEN
            return form.format(name=value, number=self._number)
        return value
