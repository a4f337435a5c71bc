"""The words of choices and flags as they are shown."""

from re import sub

from planner.units.message import QT_TRANSLATE_NOOP, Sentence, sentence

YES = sentence("flag-yes", QT_TRANSLATE_NOOP("planner", "Yes"))
NO = sentence("flag-no", QT_TRANSLATE_NOOP("planner", "No"))
NOTHING = sentence("no-value", QT_TRANSLATE_NOOP("planner", "none"))
NONE = "\u2014"


def _word(word: str, text: str) -> tuple[str, Sentence]:
    return word, sentence(f"choice-{word.replace('_', '-')}", text)


CHOICES: dict[str, Sentence] = dict(
    [
        _word("it", QT_TRANSLATE_NOOP("planner", "IT load")),
        _word("facility", QT_TRANSLATE_NOOP("planner", "At the meter")),
        _word("contracts_first", QT_TRANSLATE_NOOP("planner", "Contracts first")),
        _word("value", QT_TRANSLATE_NOOP("planner", "By value")),
        _word("internal_first", QT_TRANSLATE_NOOP("planner", "Own use first")),
        _word("priority", QT_TRANSLATE_NOOP("planner", "By priority")),
        _word("carry_forward", QT_TRANSLATE_NOOP("planner", "Carried forward")),
        _word("group_relief", QT_TRANSLATE_NOOP("planner", "Group relief")),
        _word("january", QT_TRANSLATE_NOOP("planner", "January")),
        _word("anniversary", QT_TRANSLATE_NOOP("planner", "Anniversary")),
        _word("none", QT_TRANSLATE_NOOP("planner", "None")),
        _word("net_book", QT_TRANSLATE_NOOP("planner", "Net book value")),
        _word("re_lease", QT_TRANSLATE_NOOP("planner", "Re-lease")),
        _word("perpetuity", QT_TRANSLATE_NOOP("planner", "Perpetuity")),
        _word("even", QT_TRANSLATE_NOOP("planner", "Even")),
        _word("s_curve", QT_TRANSLATE_NOOP("planner", "S-curve")),
        _word("straight_line", QT_TRANSLATE_NOOP("planner", "Straight-line")),
        _word("straight_line_mid_month", QT_TRANSLATE_NOOP("planner", "Straight-line, mid-month")),
        _word("declining_balance", QT_TRANSLATE_NOOP("planner", "Declining balance")),
        _word("sum_of_years", QT_TRANSLATE_NOOP("planner", "Sum of years")),
        _word("macrs_5", QT_TRANSLATE_NOOP("planner", "MACRS 5 years")),
        _word("macrs_15", QT_TRANSLATE_NOOP("planner", "MACRS 15 years")),
        _word("macrs_39", QT_TRANSLATE_NOOP("planner", "MACRS 39 years")),
        _word("internal", QT_TRANSLATE_NOOP("planner", "Own use")),
        _word("external", QT_TRANSLATE_NOOP("planner", "Customer")),
        _word("step", QT_TRANSLATE_NOOP("planner", "In steps")),
        _word("linear", QT_TRANSLATE_NOOP("planner", "Linear")),
        _word("fixed_fee", QT_TRANSLATE_NOOP("planner", "Fixed fee")),
        _word("per_mw_month", QT_TRANSLATE_NOOP("planner", "Per MW-month")),
        _word("per_gpu_hour", QT_TRANSLATE_NOOP("planner", "Per GPU-hour")),
        _word("date", QT_TRANSLATE_NOOP("planner", "On its date")),
        _word("on_delivery", QT_TRANSLATE_NOOP("planner", "On delivery")),
        _word("ends", QT_TRANSLATE_NOOP("planner", "Ends")),
        _word("renew_or_end", QT_TRANSLATE_NOOP("planner", "Renewed, or ends")),
        _word("renew_or_relet", QT_TRANSLATE_NOOP("planner", "Renewed, or re-let")),
        _word("fixed", QT_TRANSLATE_NOOP("planner", "Fixed")),
        _word("floating", QT_TRANSLATE_NOOP("planner", "Floating")),
        _word("auto", QT_TRANSLATE_NOOP("planner", "Automatic")),
        _word("capacity", QT_TRANSLATE_NOOP("planner", "By capacity")),
        _word("as_invoiced", QT_TRANSLATE_NOOP("planner", "As invoiced")),
        _word("enforceable", QT_TRANSLATE_NOOP("planner", "Enforceable term")),
        _word("stated", QT_TRANSLATE_NOOP("planner", "Stated term")),
        _word("unknown", QT_TRANSLATE_NOOP("planner", "Unknown")),
        _word("yes", QT_TRANSLATE_NOOP("planner", "Yes")),
        _word("no", QT_TRANSLATE_NOOP("planner", "No")),
        _word("sourced", QT_TRANSLATE_NOOP("planner", "Sourced")),
        _word("reported", QT_TRANSLATE_NOOP("planner", "Reported")),
        _word("assumed", QT_TRANSLATE_NOOP("planner", "Assumed")),
    ]
)


def choice_text(word: str) -> str:
    """A choice as it is shown. Raises KeyError for a word that no field has."""
    return str(CHOICES[word]())


def flag_text(flag: bool) -> str:
    """Yes or no."""
    return str(YES() if flag else NO())


def breakable(text: str) -> str:
    """The text, in which words too long for a narrow place may go on in the next line."""
    return sub(r"(\S{12})(?=\S{4})", "\\1\u200b", text)
