"""The three statements by name."""

from planner.analysis.statement_lines import Section
from planner.units.message import QT_TRANSLATE_NOOP, sentence

INCOME = sentence("statement-income", QT_TRANSLATE_NOOP("planner", "Income"))
CASH_FLOW = sentence("statement-cash-flow", QT_TRANSLATE_NOOP("planner", "Cash"))
BALANCE = sentence("statement-balance", QT_TRANSLATE_NOOP("planner", "Balance"))
SECTIONS = {Section.INCOME: INCOME, Section.CASH: CASH_FLOW, Section.BALANCE: BALANCE}
