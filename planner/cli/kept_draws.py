"""Of which series the draws are kept for percentiles: as many as memory allows. MODEL.md B9."""

from collections.abc import Callable

from planner.domain.project import Project
from planner.units.message import QT_TRANSLATE_NOOP, Message, sentence

Key = tuple[str, str]

MOST_BYTES = 4 * 10**9
BYTES_OF_A_FIGURE = 4  # kept in single precision
SERIES_OF_THE_PLAN, SERIES_OF_A_SITE = 60, 25
SERIES_OF_A_TENANT, SERIES_OF_A_CONTRACT = 25, 10
BRANCHES = 3  # a contract, its renewal, what is re-let after it
ROOMS = ("", "facilities", "tenants", "contracts")

LEFT_OUT = sentence(
    "cli.percentiles-left-out",
    QT_TRANSLATE_NOOP(
        "planner",
        "Monthly percentiles of {parts} are left out: with {draws} draws they would take {size} GB "
        "of memory. Means are kept.",
    ),
)


def nothing_kept(_key: Key) -> bool:
    """Of no series: where only measures are wanted."""
    return False


def kept_draws(plan: Project, draws: int) -> tuple[Callable[[Key], bool], Message | None]:
    """Which series keep their draws, and what must be said if some cannot.

    The plan's own always do; then facilities, tenants and contracts while there is room.
    """
    contracts = sum(len(tenant.contracts) for tenant in plan.tenants)
    series = {
        "": SERIES_OF_THE_PLAN,
        "facilities": SERIES_OF_A_SITE * len(plan.facilities),
        "tenants": SERIES_OF_A_TENANT * (len(plan.tenants) + 1),
        "contracts": SERIES_OF_A_CONTRACT * BRANCHES * contracts,
    }
    each = plan.settings.months * draws * BYTES_OF_A_FIGURE
    rooms: set[str] = set()
    left: list[str] = []
    used = missing = 0
    for room in ROOMS:
        size = series[room] * each
        if room and (left or used + size > MOST_BYTES):
            left.append(room)
            missing += size
        else:
            rooms.add(room)
            used += size

    def keeps(key: Key) -> bool:
        return _room(key[0]) in rooms

    if not left:
        return keeps, None
    told = LEFT_OUT(parts=", ".join(left), draws=f"{draws:,}", size=f"{missing / 1e9:,.0f}")
    return keeps, told


def _room(path: str) -> str:
    if path.startswith("facilities/"):
        return "facilities"
    if path.count("/") > 1:
        return "contracts"
    return "tenants" if path else ""
