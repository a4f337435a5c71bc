"""What a run takes for granted, in sentences for the screen. MODEL.md B9."""

from planner.domain.case import Case
from planner.domain.checks.references import active_entities
from planner.domain.contract import Contract, LeaseIn
from planner.domain.distribution import Range
from planner.domain.facility import Event
from planner.domain.tenant import Tenant
from planner.engine.events import LIKELY
from planner.units.message import QT_TRANSLATE_NOOP, Message, sentence

STAYS = sentence(
    "assumed-stays",
    QT_TRANSLATE_NOOP("planner", "Without draws: nobody leaves early and nobody defaults."),
)
RENEWS = sentence(
    "assumed-renews",
    QT_TRANSLATE_NOOP("planner", "Without draws: “{name}” is renewed ({chance} %)."),
)
RE_LET = sentence(
    "assumed-re-let",
    QT_TRANSLATE_NOOP(
        "planner", "Without draws: “{name}” is not renewed ({chance} %) but re-let to the market."
    ),
)
MEDIANS = sentence(
    "assumed-medians",
    QT_TRANSLATE_NOOP(
        "planner",
        "Without draws: {count} ranges stand at their median and prices do not fluctuate.",
    ),
)
HAPPENS = sentence(
    "assumed-happens",
    QT_TRANSLATE_NOOP(
        "planner", "Without draws: “{name}” ({chance} %) happens in the middle of its window."
    ),
)
HAPPENS_NOT = sentence(
    "assumed-happens-not",
    QT_TRANSLATE_NOOP("planner", "Without draws: “{name}” ({chance} %) does not happen."),
)
AS_WRITTEN = sentence(
    "assumed-as-written", QT_TRANSLATE_NOOP("planner", "Without draws: “{name}” stands as written.")
)


def assumptions(case: Case) -> tuple[Message, ...]:
    """What figures and the deterministic run assume in this case."""
    found: list[Message] = []
    ranges = 0
    may_leave = False
    for _, entity in active_entities(case.plan, active_only=True):
        # Of every field of every entity: counted by type, as nothing is derived from a range.
        ranges += [*map(type, vars(entity).values())].count(Range)
        if isinstance(entity, Event) and entity.active:
            happens = HAPPENS if entity.probability >= LIKELY else HAPPENS_NOT
            chance = f"{entity.probability * 100:.3g}"
            found.append(happens(name=entity.name or entity.id, chance=chance))
        if isinstance(entity, Contract) and entity.active:
            may_leave |= bool(entity.tenant_notice or entity.landlord_notice)
            found += _after_its_end(entity)
        may_leave |= isinstance(entity, Tenant) and entity.active and entity.default_rate > 0
    if may_leave:
        found.append(STAYS())
    if ranges:
        found.append(MEDIANS(count=ranges))
    found += [AS_WRITTEN(name=uncertainty.name or uncertainty.id) for uncertainty in case.drawn]
    return tuple(found)


def _after_its_end(contract: Contract) -> list[Message]:
    """What is taken to follow on a contract: the likelier branch."""
    if contract.after_end == "ends":
        return []
    name, chance = contract.name or contract.id, f"{contract.renewal_probability * 100:.3g}"
    if contract.renewal_probability >= LIKELY:
        return [RENEWS(name=name, chance=chance)]
    # Whom a landlord of ours lets to instead is its own business.
    is_re_let = contract.after_end == "renew_or_relet" and not isinstance(contract, LeaseIn)
    return [RE_LET(name=name, chance=chance)] if is_re_let else []
