"""A plan of a great many contracts, as a large neocloud might have them."""

from random import Random

from planner.domain.project import Project

SITES, REGION, TENANTS, CONTRACTS_EACH = 12, 3, 500, 4
CONTRACTS = TENANTS * CONTRACTS_EACH
MONTHS = 120
FIRST_YEAR = 2027
# MW of IT load of a contract, in the order in which a tenant signs them.
SIZES = (2.0, 5.0, 3.0, 8.0)
BASES = ("per_mw_month", "fixed_fee", "per_gpu_hour", "per_mw_month")
ACCELERATORS_PER_MW = 650.0

Stored = dict[str, object]


def many_contracts(seed: int = 1) -> Project:
    """Twelve sites in building, 500 customers with four contracts each that follow one another.

    Contracts are of every basis; some have ramps, prepayments, lock-ins, notice on either side,
    certain exits and ranges; some tenants have a demand of their own, may default, or may use a few
    sites only; most contracts may be renewed or re-let.
    """
    chance = Random(seed)
    return Project.model_validate(
        {
            "name": "Many contracts",
            "settings": {"start": f"{FIRST_YEAR}-01", "months": MONTHS, "discount_rate": 0.1},
            "market": _MARKET,
            "facilities": [_site(number, chance) for number in range(SITES)],
            "tenants": [_tenant(number, chance) for number in range(TENANTS)],
        }
    )


_MARKET: Stored = {
    "contract_price": "0.9 to 1.6",
    "contract_drift": -0.05,
    "contract_volatility": 0.3,
    "contract_reversion": 12,
    "contract_mean": 1.2,
    "demand_volatility": 0.05,
    "power_volatility": 0.1,
    "vintage_decay": 0.1,
}


def _month(index: int) -> str:
    return f"{FIRST_YEAR + index // 12}-{index % 12 + 1:02d}"


def _site(number: int, chance: Random) -> Stored:
    mw = chance.choice((300.0, 500.0, 800.0))
    return {
        "id": f"site{number}",
        "name": f"Site {number}",
        "pue": 1.2 + 0.01 * (number % 10),
        "power_price": "50 to 75",
        "opex": 0.02,
        "availability": 0.99,
        "phases": [
            {
                "id": f"hall{place}",
                "mw": mw,
                "ready": _month(3 * number + 12 * place),
                "delay": "triangular(0, 2, 9)",
                "ramp": 6,
                "it_cost": 28.0 * mw,
                "shell_cost": 11.0 * mw,
                "it_bonus": 0.4,
            }
            for place in range(2)
        ],
        "events": [
            {
                "id": "permit",
                "probability": 0.05,
                "earliest": _month(12),
                "latest": _month(MONTHS - 1),
                "duration": 6,
                "severity": 0.5,
            }
        ],
        "loans": [{"id": "senior", "amount": 15.0 * mw, "month": "start", "apr": 0.09, "term": 84}],
    }


def _tenant(number: int, chance: Random) -> Stored:
    first = chance.randrange(6, 30)
    stored: Stored = {
        "id": f"tenant{number}",
        "name": f"Customer {number}",
        "kind": "external",
        "rival": number % 20 == 0,
        "default_rate": chance.choice((0.0, 0.01, 0.03)),
        "facilities": _allowed(chance),
    }
    if number % 3 == 0:
        stored |= {"demand": "8 to 16", "growth": 0.05, "demand_start": _month(first)}
    contracts = []
    for place in range(CONTRACTS_EACH):
        contracts.append(_contract(place, first, chance))
        first += chance.randrange(3, 25)
    return stored | {"contracts": contracts}


def _allowed(chance: Random) -> list[str]:
    """Half go anywhere, some keep to a region of three sites, some to one site."""
    sites = [f"site{number}" for number in range(SITES)]
    scope = chance.random()
    if scope < 0.5:
        return []
    if scope < 0.8:
        region = REGION * chance.randrange(SITES // REGION)
        return sites[region : region + REGION]
    return [chance.choice(sites)]


def _contract(place: int, first: int, chance: Random) -> Stored:
    basis, mw, term = BASES[place], SIZES[place], chance.choice((24, 36, 48, 60))
    stored: Stored = {
        "id": f"lease{place}",
        "name": f"Lease {place}",
        "basis": basis,
        "mw": mw,
        "price": _price(basis, mw),
        "start": f"{_month(first)}-{chance.choice((1, 1, 15)):02d}",
        "term": term,
        "escalator": chance.choice((0.0, 0.02, 0.03)),
        "take_or_pay": chance.choice((0.0, 0.7, 1.0)),
        "payment_lag": chance.choice((0, 1, 2)),
        "after_end": chance.choice(("ends", "renew_or_end", "renew_or_relet")),
        "renewal_probability": chance.choice((0.3, 0.6, 0.8)),
        "renewal_price": chance.choice(("fixed", "floating")),
        "downtime": 3,
    }
    if basis == "per_gpu_hour":
        stored["accelerators"] = ACCELERATORS_PER_MW * mw
    if chance.random() < 0.3:
        stored["ramp"] = 3
    if chance.random() < 0.25:
        stored |= {"prepayment": "10%", "prepayment_months": 3, "credit_share": 0.2}
    if chance.random() < 0.4:
        stored |= {"lock_in": 12, "tenant_notice": 6, "tenant_exit_rate": 0.05}
        stored |= {"landlord_notice": 6, "termination_fee": "3 bills"}
    if chance.random() < 0.05:
        stored["terminated"] = _month(first + term // 2)
    return stored


def _price(basis: str, mw: float) -> str | float:
    """Of a contract of so many MW, in the unit of its basis."""
    match basis:
        case "fixed_fee":
            return 1.2 * mw
        case "per_gpu_hour":
            return "2 to 3"
    return "0.9 to 1.5"
