"""The price of a contract in the units of other bases, so that contracts can be compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from planner.domain.contract import Contract
from planner.domain.distribution import Range
from planner.domain.project import Project
from planner.domain.tenant import Tenant
from planner.editors.density import percentile
from planner.editors.row_projection import Row
from planner.editors.table_column import TableColumn
from planner.units.message import QT_TRANSLATE_NOOP, sentence
from planner.units.unit import MUSD_PER_MONTH, MUSD_PER_MW_MONTH, USD_PER_GPU_HOUR, Unit

SAME_PRICE = sentence("column-same-price", QT_TRANSLATE_NOOP("planner", "Same price"))
SAME_PRICE_HELP = sentence(
    "column-same-price-help",
    QT_TRANSLATE_NOOP(
        "planner", "The price of one contracted MW for a year, at the base values of this row."
    ),
)
SAME_PRICE_IN_UNIT = sentence(
    "column-same-price-in-unit",
    QT_TRANSLATE_NOOP(
        "planner", "The same price in {unit}, at the base values of MW and accelerators."
    ),
)

# A month of 730 hours, only to quote a headline price. MODEL.md B1.
HOURS_A_MONTH = 730.0
PER_MW_MONTH = Unit(MUSD_PER_MW_MONTH.symbol, decimals=2, money=True)
UNITS: Mapping[str, Unit] = {
    "fixed_fee": MUSD_PER_MONTH,
    "per_mw_month": PER_MW_MONTH,
    "per_gpu_hour": USD_PER_GPU_HOUR,
}


def price_column(unit: Unit) -> TableColumn:
    """The price of a contract in one unit for all, so that rows can be compared."""
    return TableColumn(
        "price_per_mw_year",
        SAME_PRICE(),
        unit=unit,
        help=SAME_PRICE_HELP(),
        short=unit.symbol,
        computed=price_per_mw_year,
    )


def price_columns() -> tuple[TableColumn, ...]:
    """The price on each basis; empty on the contract's own."""
    return tuple(
        TableColumn(
            f"price_{basis}",
            SAME_PRICE(),
            unit=unit,
            help=SAME_PRICE_IN_UNIT(unit=unit.symbol),
            computed=_PriceOn(basis),
        )
        for basis, unit in UNITS.items()
    )


@dataclass(frozen=True)
class _PriceOn:
    basis: str

    def __call__(self, _project: Project, row: Row) -> float | None:
        contract: Contract = row.entity
        return None if contract.basis == self.basis else price_on(self.basis, row)


def price_per_mw_year(_project: Project, row: Row) -> float | None:
    """$m for a contracted MW and year at base values; None where MW or accelerators are unknown."""
    price = price_on("per_mw_month", row)
    return None if price is None else price * 12.0


def price_on(basis: str, row: Row) -> float | None:
    """The contract's price on another basis; None where MW or accelerators are not known."""
    contract: Contract = row.entity
    price = _base(contract.price)
    if contract.basis == basis:
        return price
    units = _Units(_mw(row), _accelerators(contract))
    from_unit, to_unit = units.in_month(contract.basis), units.in_month(basis)
    return price * from_unit / to_unit if from_unit and to_unit else None


@dataclass(frozen=True)
class _Units:
    mw: float
    accelerators: float

    def in_month(self, basis: str) -> float:
        """What a price of 1 on a basis comes to in $m a month."""
        if basis == "fixed_fee":
            return 1.0
        if basis == "per_mw_month":
            return self.mw
        return self.accelerators * HOURS_A_MONTH / 1e6


def _mw(row: Row) -> float:
    contract: Contract = row.entity
    mw = sum(part.mw for part in contract.parts) or _base(contract.mw)
    tenant = row.parents[-1] if row.parents else None
    return mw or (_base(tenant.demand) if isinstance(tenant, Tenant) else 0.0)


def _accelerators(contract: Contract) -> float:
    return contract.accelerators or sum(part.accelerators or 0 for part in contract.parts)


def _base(value: Any) -> float:
    if isinstance(value, Range):
        return percentile(value, 0.5)
    return float(value) if isinstance(value, int | float) else 0.0
