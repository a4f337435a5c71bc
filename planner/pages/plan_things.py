"""The plan's tenants, contracts and facilities as charts name and colour them."""

from planner.charts.things import Thing
from planner.domain.project import Project


def tenants_of(project: Project) -> tuple[Thing, ...]:
    """Every tenant of the plan; its place in the list is its colour, active or not."""
    return tuple(
        Thing(f"tenants/{tenant.id}", tenant.name, slot)
        for slot, tenant in enumerate(project.tenants)
    )


def facilities_of(project: Project) -> tuple[Thing, ...]:
    """Every facility of the plan."""
    return tuple(
        Thing(f"facilities/{facility.id}", facility.name, slot)
        for slot, facility in enumerate(project.facilities)
    )


def contracts_of(project: Project) -> tuple[Thing, ...]:
    """Every contract of the plan, in the colour of its tenant."""
    return tuple(
        Thing(f"tenants/{tenant.id}/contracts/{contract.id}", contract.name, slot)
        for slot, tenant in enumerate(project.tenants)
        for contract in tenant.contracts
    )
