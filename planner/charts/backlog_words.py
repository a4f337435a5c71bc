"""The words of the Backlog page."""

from planner.units.message import QT_TRANSLATE_NOOP, sentence

BACKLOG = sentence("backlog", QT_TRANSLATE_NOOP("planner", "Backlog"))
HEADLINE = sentence("backlog-headline", QT_TRANSLATE_NOOP("planner", "Headline"))
EXPECTED = sentence("backlog-expected", QT_TRANSLATE_NOOP("planner", "Expected"))
FIRM = sentence("backlog-firm", QT_TRANSLATE_NOOP("planner", "Firm"))
RPO = sentence("backlog-rpo", QT_TRANSLATE_NOOP("planner", "RPO"))
LOCK_IN = sentence("backlog-lock-in", QT_TRANSLATE_NOOP("planner", "Lock-in"))
FIRM_SHARE = sentence("backlog-firm-share", QT_TRANSLATE_NOOP("planner", "Firm share of headline"))
REMARK = sentence(
    "backlog-remark",
    QT_TRANSLATE_NOOP(
        "planner", "undiscounted, at month's end; headline and firm if the contract still runs"
    ),
)
HEADLINE_IS = sentence(
    "backlog-headline-is", QT_TRANSLATE_NOOP("planner", "Headline: all billed to {month}")
)
EXPECTED_IS = sentence(
    "backlog-expected-is", QT_TRANSLATE_NOOP("planner", "Expected: weighted by probability")
)
FIRM_IS = sentence(
    "backlog-firm-is", QT_TRANSLATE_NOOP("planner", "Firm: lock-in plus notice, rolling")
)
RPO_IS = sentence(
    "backlog-rpo-is", QT_TRANSLATE_NOOP("planner", "RPO: what is firm and not yet recognised")
)
NOTICE_OF = sentence("backlog-notice-of", QT_TRANSLATE_NOOP("planner", "{months} mo notice"))
AT_START = sentence("backlog-at-start", QT_TRANSLATE_NOOP("planner", "At the start"))
AFTER = sentence("backlog-after", QT_TRANSLATE_NOOP("planner", "After {month}"))
