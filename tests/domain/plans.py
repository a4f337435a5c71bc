"""Small plans that the tests of this room change."""

from typing import Any

from planner.domain.project import Project

SOUND: dict[str, Any] = {
    "settings": {"start": "2026-05", "months": 24},
    "facilities": [
        {
            "id": "memphis",
            "phases": [{"id": "h100", "mw": 300, "ready": "2026-05", "delay": "0 to 6"}],
            "supplies": [{"id": "grid", "mw": 400}],
            "events": [
                {"id": "permit", "probability": 0.5, "earliest": "2026-10", "latest": "2027-02"}
            ],
            "loans": [{"id": "bank", "amount": 500, "month": "start", "term": 60}],
        },
        {"id": "spare", "phases": [{"id": "one", "mw": "50 to 60", "ready": "2026-08"}]},
    ],
    "tenants": [
        {"id": "own", "demand": [["2026-05", 50], ["2027-01", 80]], "value": "2 to 6"},
        {
            "id": "lab",
            "name": "The lab",
            "kind": "external",
            "facilities": ["memphis"],
            "contracts": [
                {
                    "id": "lease",
                    "mw": 100,
                    "price": 400,
                    "start": "2026-05-01",
                    "end": "2028-04-30",
                    "termination_fee": "3 bills",
                }
            ],
        },
    ],
    "cash_lines": [{"id": "payroll", "monthly": -8}],
    "drivers": [{"id": "overrun", "value": "0.9 to 1.2", "scales": ["facilities/spare/opex"]}],
    "correlations": [
        {
            "id": "slips",
            "a": "facilities/memphis/phases/h100/delay",
            "b": "facilities/spare/phases/one/mw",
        }
    ],
    "strategies": [
        {"id": "lease", "name": "Lease it"},
        {
            "id": "keep",
            "overrides": [{"path": "tenants/lab/contracts/lease/share", "value": 0}],
        },
    ],
    "uncertainties": [
        {
            "id": "terms",
            "name": "Terms",
            "outcomes": [
                {
                    "id": "kept",
                    "probability": 0.25,
                    "overrides": [{"path": "tenants/lab/contracts/lease/price", "value": 500}],
                },
                {"id": "cut", "probability": 0.75},
            ],
        }
    ],
    "signposts": [{"id": "news", "uncertainty": "terms", "likelihood": {"kept": 0.7, "cut": 0.2}}],
    "sources": [{"id": "filing", "path": "tenants/lab/contracts/lease/price", "text": "424B4"}],
}


def sound() -> Project:
    """A plan in which everything is in order."""
    return Project.model_validate(SOUND)


def many_tenants(count: int) -> Project:
    """A plan with so many tenants, each with a contract."""
    tenants = [
        {
            "id": f"t{number}",
            "kind": "external",
            "contracts": [
                {"id": "c", "mw": 1, "price": 1, "start": "2026-05-01", "term": 36},
            ],
        }
        for number in range(count)
    ]
    return Project.model_validate(
        SOUND
        | {"tenants": tenants, "uncertainties": [], "sources": []}
        | {"strategies": [], "signposts": []}
    )
