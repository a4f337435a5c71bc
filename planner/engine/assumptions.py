"""What a run takes for granted, in sentences for the screen. MODEL.md B9."""

from planner.domain.case import Case
from planner.domain.distribution import Range
from planner.domain.facility import Event
from planner.domain.path import walk
from planner.engine.events import LIKELY
from planner.units.message import QT_TRANSLATE_NOOP, Message, sentence

TAX = sentence(
    "assumed-tax",
    QT_TRANSLATE_NOOP(
        "planner", "Tax is on profit after book depreciation; losses are refunded at once."
    ),
)
EBITDA = sentence(
    "assumed-ebitda",
    QT_TRANSLATE_NOOP(
        "planner", "Revenue is counted as billed; it is received in the month of the bill."
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
    found: list[Message] = [TAX(), EBITDA()]
    ranges = 0
    for _, entity in walk(case.plan):
        ranges += sum(isinstance(value, Range) for value in vars(entity).values())
        if isinstance(entity, Event) and entity.active:
            happens = HAPPENS if entity.probability >= LIKELY else HAPPENS_NOT
            chance = f"{entity.probability * 100:.3g}"
            found.append(happens(name=entity.name or entity.id, chance=chance))
    if ranges:
        found.append(MEDIANS(count=ranges))
    found += [AS_WRITTEN(name=uncertainty.name or uncertainty.id) for uncertainty in case.drawn]
    return tuple(found)
