"""A plan with two of most things, so that names, lists and references have something to say."""

from planner.domain.project import Project

PLAN = {
    "name": "Two sites",
    "settings": {"start": "2026-05", "months": 36},
    "facilities": [
        {
            "id": "north",
            "name": "North",
            "phases": [
                {"id": "first", "name": "First hall", "mw": 100, "ready": "2026-05"},
                {"id": "second", "name": "Second hall", "mw": "80 to 120", "ready": "2027-01"},
            ],
            "supplies": [
                {"id": "grid", "name": "Grid", "mw": 150, "price": 60},
                {"id": "gas", "name": "Gas", "mw": 80, "price": 75},
            ],
            "events": [
                {
                    "id": "outage",
                    "name": "Outage",
                    "earliest": "2026-10",
                    "latest": "2026-12",
                    "supplies": ["grid"],
                }
            ],
        },
        {
            "id": "south",
            "name": "South",
            "phases": [{"id": "first", "name": "Only hall", "mw": 60, "ready": "2026-09"}],
        },
    ],
    "tenants": [
        {
            "id": "acme",
            "name": "Acme",
            "kind": "external",
            "contracts": [
                {
                    "id": "lease",
                    "name": "Lease",
                    "mw": 90,
                    "price": 250,
                    "start": "2026-05-01",
                    "term": 36,
                    "facilities": ["north"],
                },
                {
                    "id": "slice",
                    "name": "Slice",
                    "mw": 10,
                    "basis": "per_mw_month",
                    "price": "0.9 to 5.2",
                    "start": "2026-06-01",
                    "term": 12,
                    "take_or_pay": 0.45,
                },
            ],
        },
        {
            "id": "model",
            "name": "Own model",
            "demand": "20 to 40",
            "facilities": ["north", "south"],
        },
    ],
    "drivers": [
        {
            "id": "overrun",
            "name": "Overrun",
            "value": "0.9 to 1.3",
            "scales": ["facilities/north/phases/second/it_cost", "facilities/south/pue"],
        }
    ],
    "correlations": [
        {
            "id": "together",
            "a": "facilities/north/phases/second/mw",
            "b": "tenants/model/demand",
            "rank": 0.5,
        }
    ],
    "strategies": [
        {
            "id": "keep",
            "name": "Keep it",
            "overrides": [
                {"path": "tenants/acme/contracts/lease/active", "value": False},
                {"path": "tenants/acme/contracts/slice/facilities", "value": ["north", "south"]},
            ],
        }
    ],
    "uncertainties": [
        {
            "id": "terms",
            "name": "Terms",
            "outcomes": [
                {"id": "good", "name": "Good", "probability": 0.4},
                {
                    "id": "bad",
                    "name": "Bad",
                    "probability": 0.6,
                    "overrides": [
                        {"path": "tenants/acme/contracts/lease/lock_in", "value": 3},
                        {"path": "tenants/acme/contracts/slice/price", "factor": 1.4},
                    ],
                },
            ],
        }
    ],
    "signposts": [
        {
            "id": "letter",
            "name": "A letter",
            "uncertainty": "terms",
            "likelihood": {"good": 0.2, "bad": 0.7},
        }
    ],
    "sources": [
        {
            "id": "price",
            "path": "tenants/acme/contracts/lease/price",
            "text": "Filing, page 12",
            "date": "2026-03",
            "confidence": "reported",
        },
        {"id": "site", "path": "facilities/south", "text": "A map"},
    ],
}


def two_sites() -> Project:
    """The plan, made anew."""
    return Project.model_validate(PLAN)


def many_tenants(count: int) -> Project:
    """A plan with so many tenants, each with a contract."""
    tenants = [
        {
            "id": f"tenant-{number}",
            "name": f"Tenant {number}",
            "demand": 1 + number % 7,
            "contracts": [{"id": "lease", "name": "Lease", "mw": 1, "price": 2, "term": 12}],
        }
        for number in range(count)
    ]
    return Project.model_validate({"settings": {"start": "2026-05"}, "tenants": tenants})
