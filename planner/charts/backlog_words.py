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
HEADLINE_BEYOND_IS = sentence(
    "backlog-headline-beyond-is",
    QT_TRANSLATE_NOOP("planner", "Headline: all billed, also after {month}"),
)
EXPECTED_IS = sentence(
    "backlog-expected-is", QT_TRANSLATE_NOOP("planner", "Expected: weighted by probability")
)
FIRM_IS = sentence(
    "backlog-firm-is", QT_TRANSLATE_NOOP("planner", "Firm: lock-in plus notice, rolling")
)
ALL_FIRM_IS = sentence(
    "backlog-all-firm-is", QT_TRANSLATE_NOOP("planner", "Firm: all of it, to the stated end")
)
RPO_IS = sentence(
    "backlog-rpo-is", QT_TRANSLATE_NOOP("planner", "RPO: promised and not yet recognised")
)
HEADLINE_MEANS = sentence(
    "backlog-headline-means",
    QT_TRANSLATE_NOOP("planner", "Headline: fixed bills still to come, to the stated end."),
)
EXPECTED_MEANS = sentence(
    "backlog-expected-means",
    QT_TRANSLATE_NOOP(
        "planner",
        "Expected: whole bills still to come, each times the chance, seen from the start, that it "
        "is billed: exits and defaults.",
    ),
)
FIRM_MEANS = sentence(
    "backlog-firm-means",
    QT_TRANSLATE_NOOP(
        "planner",
        "Firm: fixed bills that come even if every right to leave is used at once: what is left of "
        "lock-in, plus notice.",
    ),
)
FIRM_SHARE_MEANS = sentence(
    "backlog-firm-share-means", QT_TRANSLATE_NOOP("planner", "Firm backlog ÷ headline backlog.")
)
RPO_MEANS = sentence(
    "backlog-rpo-means",
    QT_TRANSLATE_NOOP(
        "planner",
        "Remaining performance obligation (ASC 606): firm backlog less revenue recognised ahead of "
        "bills; headline instead of firm where revenue is recognised over the stated term.",
    ),
)
BILLED_MEANS = sentence(
    "backlog-billed-means",
    QT_TRANSLATE_NOOP("planner", "Bills and termination fees since the plan's start, spot apart."),
)
LARGEST_MEANS = sentence(
    "backlog-largest-means",
    QT_TRANSLATE_NOOP(
        "planner",
        "The largest customer's share of revenue recognised from customers in the last twelve "
        "months; who takes what is re-let is no one.",
    ),
)
HHI_MEANS = sentence(
    "backlog-hhi-means",
    QT_TRANSLATE_NOOP(
        "planner",
        "Herfindahl–Hirschman index of the same revenue: the sum of squared shares in percent; "
        "10,000 is a single customer.",
    ),
)
NOTICE_OF = sentence("backlog-notice-of", QT_TRANSLATE_NOOP("planner", "{months} mo notice"))
AT_START = sentence("backlog-at-start", QT_TRANSLATE_NOOP("planner", "At the start"))
AFTER = sentence("backlog-after", QT_TRANSLATE_NOOP("planner", "After {month}"))
