"""In which order and under which headings a form shows the fields of an entity."""

from dataclasses import dataclass
from functools import cache

from planner.domain.contract import Contract, LeaseIn
from planner.domain.entity import Entity
from planner.domain.facility import Event, Facility
from planner.domain.market import Market
from planner.domain.phase import Phase
from planner.domain.settings import Settings
from planner.domain.tenant import Build, Tenant
from planner.domain.valuation import Valuation
from planner.editors.same_price import price_columns
from planner.editors.table_column import TableColumn, column_of
from planner.units.message import QT_TRANSLATE_NOOP, Sentence, sentence


@dataclass(frozen=True)
class Group:
    """Fields under one heading; the first group of an entity has none."""

    heading: Sentence | None
    columns: tuple[TableColumn, ...]


_Named = tuple[str, str]

# Prices come right after the price that they repeat.
_PRICES = tuple(column.name for column in price_columns())

_CONTRACT: tuple[_Named, ...] = (
    ("", f"name active mw basis price {' '.join(_PRICES)} start term end discount"),
    (
        QT_TRANSLATE_NOOP("planner", "Leaving early"),
        "lock_in tenant_notice tenant_exit_rate termination_fee landlord_notice"
        " landlord_exit_rate landlord_fee terminated",
    ),
    (
        QT_TRANSLATE_NOOP("planner", "What is let"),
        "share mw_basis facilities accelerators ramp take_or_pay usage availability_allowance"
        " parts",
    ),
    (
        QT_TRANSLATE_NOOP("planner", "Beginning and payment"),
        "signed delay commences escalator prepayment prepayment_months credit_share payment_lag",
    ),
    (
        QT_TRANSLATE_NOOP("planner", "After the end"),
        "after_end renewal_probability renewal_term renewal_factor renewal_price downtime"
        " relet_factor",
    ),
    (QT_TRANSLATE_NOOP("planner", "Revenue"), "recognition recognition_term"),
)

_GROUPS: dict[type[Entity], tuple[_Named, ...]] = {
    Contract: _CONTRACT,
    LeaseIn: _CONTRACT,
    Facility: (
        ("", "name active owner site"),
        (
            QT_TRANSLATE_NOOP("planner", "Power"),
            "pue load_factor power_price power_escalation availability",
        ),
        (
            QT_TRANSLATE_NOOP("planner", "Running costs"),
            "opex opex_escalation opex_escalates rent rent_escalation",
        ),
        (
            QT_TRANSLATE_NOOP("planner", "End"),
            "close closure_cost closure_proceeds horizon_value horizon_growth",
        ),
        (QT_TRANSLATE_NOOP("planner", "At the start"), "book_at_start tax_at_start"),
    ),
    Phase: (
        ("", "name active mw mw_basis ready delay ramp degradation"),
        (
            QT_TRANSLATE_NOOP("planner", "Cost"),
            "it_cost shell_cost spend spend_months spend_shape spend_slips",
        ),
        (QT_TRANSLATE_NOOP("planner", "Accelerators"), "accelerator accelerators"),
        (
            QT_TRANSLATE_NOOP("planner", "Book and tax"),
            "it_life shell_life it_salvage depreciation it_tax it_bonus shell_tax shell_bonus",
        ),
    ),
    Event: (
        ("", "name active probability earliest latest duration severity cost"),
        (QT_TRANSLATE_NOOP("planner", "What it hits"), "phases supplies"),
    ),
    Tenant: (
        ("", "name active kind rival"),
        (
            QT_TRANSLATE_NOOP("planner", "Demand"),
            "demand demand_shape demand_start demand_end growth cycle_months cycle_swing"
            " demand_exposure",
        ),
        (QT_TRANSLATE_NOOP("planner", "Worth and rank"), "value value_growth priority facilities"),
        (QT_TRANSLATE_NOOP("planner", "Credit"), "default_rate loss_given_default"),
    ),
    Build: (
        ("", "cost months opex power_price discount_rate"),
        (QT_TRANSLATE_NOOP("planner", "Renting elsewhere"), "alternative_price alternative_mw"),
    ),
    Settings: (
        (QT_TRANSLATE_NOOP("planner", "Time"), "start months fiscal_year_end"),
        (
            QT_TRANSLATE_NOOP("planner", "Rates"),
            "discount_rate equity_rate inflation finance_rate reinvest_rate",
        ),
        (QT_TRANSLATE_NOOP("planner", "Tax"), "tax_rate loss_limit loss_treatment"),
        (
            QT_TRANSLATE_NOOP("planner", "Who is served"),
            "power_basis allocation internal_reserve",
        ),
        (QT_TRANSLATE_NOOP("planner", "Chance"), "draws seed"),
    ),
    Market: (
        (
            QT_TRANSLATE_NOOP("planner", "Contract price"),
            "contract_price contract_drift contract_volatility contract_reversion contract_mean",
        ),
        (
            QT_TRANSLATE_NOOP("planner", "Spot price"),
            "spot_price spot_drift spot_volatility spot_reversion spot_mean spot_correlation",
        ),
        (
            QT_TRANSLATE_NOOP("planner", "Demand"),
            "demand_persistence demand_volatility demand_correlation",
        ),
        (
            QT_TRANSLATE_NOOP("planner", "Power and accelerators"),
            "power_volatility accelerator_trend own_chip_start own_chip_saving vintage_decay",
        ),
    ),
    Valuation: (
        (
            QT_TRANSLATE_NOOP("planner", "The lab"),
            "lab_run_rate lab_multiple arms_length_charge",
        ),
        (
            QT_TRANSLATE_NOOP("planner", "The landlord"),
            "ebitda_multiple net_debt holding_discount",
        ),
        (QT_TRANSLATE_NOOP("planner", "Rivals"), "rival_erosion"),
    ),
}
IN_PATHS = sentence("group-in-paths", QT_TRANSLATE_NOOP("planner", "In paths"))
# Kinds that have a place of their own after the fields.
CONTAINED = ("entity", "entities")


@cache
def groups_of(kind: type[Entity]) -> tuple[Group, ...]:
    """The fields of an entity in groups: those declared, those left, then its id.

    Nested entities are left out, but for the plain parts of a list, which have no table.
    """
    columns = {c.name: column_of(c) for c in kind.columns() if _is_field(kind, c.name)}
    if issubclass(kind, Contract):
        columns |= {column.name: column for column in price_columns()}
    identity = columns.pop("id", None)
    found = []
    for heading, names in _GROUPS.get(kind, ()):
        said = sentence(f"group-{names.split()[0].replace('_', '-')}", heading) if heading else None
        found.append(Group(said, tuple(columns.pop(name) for name in names.split())))
    if columns:
        found.append(Group(None, tuple(columns.values())))
    if identity is not None:
        found.append(Group(IN_PATHS, (identity,)))
    return tuple(found)


def nested_fields(kind: type[Entity]) -> tuple[str, ...]:
    """Names of the fields that hold one entity of their own, such as a tenant's alternative."""
    return tuple(column.name for column in kind.columns() if column.kind == "entity")


def listed_fields(kind: type[Entity]) -> tuple[str, ...]:
    """Names of the fields that hold entities with ids, which have tables."""
    return tuple(
        column.name
        for column in kind.columns()
        if column.kind == "entities" and not _is_field(kind, column.name)
    )


def _is_field(kind: type[Entity], name: str) -> bool:
    column = kind.column(name)
    if column.kind == "entity":
        return False
    if column.kind != "entities" or column.entity is None:
        return True
    return "id" not in column.entity.columns_by_name()
