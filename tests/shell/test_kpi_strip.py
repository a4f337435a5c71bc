"""The key figures above the pages."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from planner.charts.states import STALE_AFTER
from planner.engine.result import Measure, Result
from planner.shell.key_figures import KeyFigure, key_figures
from planner.shell.kpi_more import HiddenFigures
from planner.shell.kpi_strip import HEIGHT, KpiStrip
from planner.units.message import sentence
from tests.charts.builders import made_result, measure

NBSP = "\u00a0"


def by_caption(figures: tuple[KeyFigure, ...]) -> dict[str, KeyFigure]:
    """Key figures by what stands above them."""
    return {key_figure.caption: key_figure for key_figure in figures}


def with_measure(result: Result, name: str, changed: Measure) -> Result:
    """The result with one measure replaced."""
    return replace(result, measures={**result.measures, name: changed})


def test_draws_that_are_all_alike_are_told_as_one() -> None:
    result = made_result(10_240)
    names = ("npv", "irr", "peak_funding", "payback")
    alike = {name: measure(name, 100.0, 0.0) for name in names}
    shown = key_figures(replace(result, measures={**result.measures, **alike}), None, 0.1)
    told = [figure for figure in shown if figure.note == "Same in all draws"]
    assert [figure.caption.split(",")[0].split(" at ")[0] for figure in told] == [
        "NPV",
        "IRR",
        "Peak funding",
        "Payback",
    ]
    assert told[0].beside == ""


def test_value_to_owner_leads_and_one_scale_holds_for_all() -> None:
    captions = [figure.caption for figure in key_figures(made_result(10_240), None, 0.1)]
    assert captions == [
        "Value to owner, $bn",
        f"NPV at 10{NBSP}%, $bn",
        "Chance NPV < 0",
        "IRR, P50",
        "Peak funding, P50, $bn",
        "Payback, P50",
        "Utilisation",
    ]


def test_a_mean_stands_with_its_error_and_its_spread() -> None:
    npv = key_figures(made_result(10_240), None, 0.1)[1]
    assert (npv.figure, npv.beside, npv.note) == ("20.4", "±0.1", "P10–P90 6.9–29.4")


def test_a_large_error_takes_the_decimals_away() -> None:
    rough = measure("npv", 20_400.0, 22_500.0, standard_error=3_000.0)
    npv = key_figures(with_measure(made_result(512), "npv", rough))[1]
    assert (npv.figure, npv.beside) == ("20", "±3")


def test_chance_rates_and_months_are_printed_as_such() -> None:
    shown = by_caption(key_figures(made_result(10_240)))
    assert shown["Chance NPV < 0"].figure == f"<0.1{NBSP}%"
    assert shown["IRR, P50"].figure == f"218{NBSP}%"
    assert shown["Payback, P50"].figure == f"9{NBSP}mo"
    assert shown["Payback, P50"].beside == "Feb 2027"
    assert shown["Utilisation"].figure.endswith("%")


def test_without_draws_figures_are_as_planned_and_chance_has_none() -> None:
    shown = by_caption(key_figures(made_result(0)))
    assert shown["NPV, $bn"].beside == ""
    assert shown["NPV, $bn"].note == "As planned"
    assert shown["Chance NPV < 0"].figure == "—"
    assert shown["IRR"].figure == f"218{NBSP}%"


def test_a_change_from_the_pinned_case_is_better_or_worse_not_just_larger() -> None:
    here, there = made_result(10_240), made_result(10_240)
    for name, value in (("npv", 6_400.0), ("peak_funding", 7_000.0), ("payback", 17.2)):
        there = with_measure(there, name, measure(name, value, 100.0))
    shown = by_caption(key_figures(here, there))
    assert (shown["NPV, $bn"].change, shown["NPV, $bn"].better) == ("▲ 14.0", True)
    peak = shown["Peak funding, P50, $bn"]
    assert (peak.change, peak.better) == ("▲ 1.1", False)
    payback = shown["Payback, P50"]
    assert (payback.change, payback.better) == ("▼ 8 mo", True)
    assert shown["IRR, P50"].better is None


def test_one_point_is_one_and_all_others_are_several() -> None:
    here, there = made_result(10_240), made_result(10_240)
    now = here.measures["irr"].p50
    assert now is not None
    for points, told in ((1.2, "▲ 1 pt"), (2.0, "▲ 2 pts"), (-0.8, "▼ 1 pt"), (0.2, "0 pts")):
        there = with_measure(there, "irr", measure("irr", now - points / 100.0, 0.1))
        assert by_caption(key_figures(here, there))["IRR, P50"].change == told


def test_a_change_too_small_to_be_seen_is_neither_better_nor_worse() -> None:
    here, there = made_result(10_240), made_result(10_240)
    before = here.measures["npv"].mean
    assert before is not None
    there = with_measure(there, "npv", measure("npv", before + 2.0, 100.0))
    npv = by_caption(key_figures(here, there))["NPV, $bn"]
    assert (npv.change, npv.is_better) == ("0", None)


def test_no_payback_is_a_dash_and_says_so() -> None:
    never = by_caption(key_figures(made_result(0, months=6)))["Payback"]
    assert (never.figure, never.note) == ("—", "Not within the plan")


def test_draws_without_a_number_are_counted() -> None:
    some = replace(measure("payback", 22.0, 4.0), missing=2_560)
    shown = by_caption(key_figures(with_measure(made_result(10_240), "payback", some)))
    assert shown["Payback, P50"].note == f"Never in 25{NBSP}% of draws"


def test_a_middle_draw_that_never_pays_back_has_no_month() -> None:
    # Two draws in five pay back, in month 0: the middle one is among the other three.
    samples = np.array([0.0, np.nan, np.nan, 0.0, np.nan])
    rare = replace(measure("payback", 9.0, 1.0), p50=0.0, missing=6_144, samples=samples)
    shown = by_caption(key_figures(with_measure(made_result(10_240), "payback", rare)))["Payback"]
    assert (shown.figure, shown.note) == ("—", f"Never in 60{NBSP}% of draws")


def test_an_irr_with_several_roots_says_read_npv() -> None:
    words = sentence("test-roots", "2 rates solve this cash flow; read NPV.")
    several = replace(measure("irr", -0.052, 0.1), status=words())
    irr = by_caption(key_figures(with_measure(made_result(10_240), "irr", several)))["IRR, P50"]
    assert irr.figure == f"−5.2{NBSP}%"
    assert irr.beside == "see NPV"
    assert irr.note.startswith("P10–P90 ")
    assert irr.explanation == "2 rates solve this cash flow; read NPV."


def test_without_a_rate_the_strip_says_so_and_the_tooltip_why() -> None:
    words = sentence("test-no-root", "No rate makes this cash flow worth zero, so it has no IRR.")
    none = replace(
        measure("irr", 0.1, 0.1), deterministic=None, p10=None, p50=None, p90=None, status=words()
    )
    for draws in (0, 10_240):
        irr = by_caption(key_figures(with_measure(made_result(draws), "irr", none)))["IRR"]
        assert (irr.figure, irr.beside, irr.note) == ("—", "", "No rate: see NPV")
        assert irr.explanation.startswith("No rate makes this cash flow worth zero")


def test_backlog_stands_as_headline_firm_and_expected_in_one_figure() -> None:
    result = made_result(10_240)
    for name, value in (("headline", 45_000.0), ("firm", 6_300.0), ("expected", 32_500.0)):
        result = with_measure(result, f"backlog_{name}", measure(f"backlog_{name}", value, 0.0))
    # It is the mean of the draws, which the page's figures as planned need not be.
    backlog = by_caption(key_figures(result))["Backlog, mean, $bn"]
    assert (backlog.figure, backlog.beside) == ("45.0", "headline")
    assert backlog.note == "Firm 6.3 · expected 32.5"

    planned = made_result(0)
    for name, value in (("headline", 45_000.0), ("firm", 6_300.0), ("expected", 35_200.0)):
        planned = with_measure(planned, f"backlog_{name}", measure(f"backlog_{name}", value))
    backlog = by_caption(key_figures(planned))["Backlog at signing, $bn"]
    assert backlog.note == "Firm 6.3 · expected 35.2"


@pytest.fixture
def strip(qtbot: QtBot) -> KpiStrip:
    """A filled strip on screen."""
    made = KpiStrip()
    qtbot.addWidget(made)
    made.resize(1400, HEIGHT)
    made.show_result(made_result(10_240))
    made.show()
    qtbot.waitExposed(made)
    return made


def test_the_strip_shows_what_fits_the_most_important_first(strip: KpiStrip) -> None:
    assert [cell.isVisible() for cell in strip.cells] == [True] * 7
    strip.resize(500, HEIGHT)
    visible = [cell.isVisible() for cell in strip.cells]
    assert visible[0]
    assert visible == sorted(visible, reverse=True)
    assert 2 <= sum(visible) <= 4
    last = strip.cells[sum(visible) - 1].geometry()
    assert last.right() < 500


def more_shown(strip: KpiStrip) -> list[HiddenFigures]:
    """The ways to figures without room, from left to right."""
    return sorted((one for one in strip.findChildren(HiddenFigures) if one.isVisible()), key=left)


def left(widget: QWidget) -> int:
    return widget.x()


def test_what_has_no_room_is_counted_named_and_a_press_away(strip: KpiStrip) -> None:
    assert more_shown(strip) == []
    strip.resize(500, HEIGHT)
    hidden = [cell for cell in strip.cells if cell.isHidden()]
    (onward,) = more_shown(strip)
    assert onward.text() == f"{len(hidden)} more"
    assert all(cell.key_figure.caption in onward.toolTip() for cell in hidden)
    assert onward.geometry().right() < 500

    QTest.mouseClick(onward, Qt.MouseButton.LeftButton)
    assert strip.cells[-1].isVisible()
    assert strip.cells[-1].geometry().right() < 500
    (back,) = more_shown(strip)
    before = [cell for cell in strip.cells if cell.isHidden()]
    assert back.text() == f"{len(before)} more"
    assert back.x() == 0

    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    assert strip.cells[0].isVisible()
    assert more_shown(strip) == [onward]


@pytest.mark.parametrize("width", range(420, 1500, 60))
def test_the_strip_is_full_and_leads_to_its_last_figure_at_every_width(
    strip: KpiStrip, width: int
) -> None:
    strip.resize(width, HEIGHT)
    if strip.cells[-1].isHidden():
        QTest.mouseClick(more_shown(strip)[-1], Qt.MouseButton.LeftButton)
    assert strip.cells[-1].isVisible()
    parts = [*(cell for cell in strip.cells if cell.isVisible()), *more_shown(strip)]
    assert sum(part.width() for part in parts) == width


def test_figures_stand_closer_before_one_is_left_out(strip: KpiStrip) -> None:
    there = with_measure(made_result(10_240), "npv", measure("npv", 6_400.0, 100.0))
    strip.show_result(made_result(10_240), there)
    roomy = sum(cell.needed_width() for cell in strip.cells)
    crowded = sum(cell.needed_width(crowded=True) for cell in strip.cells)
    assert crowded < roomy - 100

    strip.resize(roomy - 40, HEIGHT)
    assert all(cell.isVisible() for cell in strip.cells)
    assert all(cell.width() >= cell.needed_width(crowded=True) for cell in strip.cells)


def test_no_figure_is_cut_at_its_needed_width(strip: KpiStrip) -> None:
    for cell in strip.cells:
        assert cell.width() >= cell.needed_width()


def test_none_keeps_the_captions_and_shows_dashes(strip: KpiStrip) -> None:
    captions = [figure.caption for figure in strip.key_figures()]
    strip.show_result(None)
    assert [figure.caption for figure in strip.key_figures()] == captions
    assert {figure.figure for figure in strip.key_figures()} == {"—"}


def test_stale_figures_are_dimmed_after_a_while(qtbot: QtBot, strip: KpiStrip) -> None:
    strip.set_stale(True)
    assert not strip.cells[0].dimmed
    qtbot.wait(STALE_AFTER + 50)
    assert all(cell.dimmed for cell in strip.cells)
    strip.show_result(made_result(512))
    assert not any(cell.dimmed for cell in strip.cells)


def test_each_figure_is_told_to_a_screen_reader(strip: KpiStrip) -> None:
    strip.set_discount_rate(0.1)
    assert strip.cells[1].accessibleName() == (
        f"NPV at 10{NBSP}%, $bn; 20.4 ±0.1; P10–P90 6.9–29.4"
    )


def test_arrows_lead_to_every_figure_though_only_some_have_room(qtbot: QtBot) -> None:
    strip = KpiStrip()
    qtbot.addWidget(strip)
    strip.show_result(made_result(10_240))
    strip.resize(500, HEIGHT)
    strip.show()
    strip.activateWindow()
    qtbot.waitUntil(strip.isActiveWindow)
    shown = [cell.isVisible() for cell in strip.cells]
    assert shown.count(True) < len(shown)

    strip.cells[0].setFocus()
    seen = []
    for _ in strip.cells:
        focused = next(cell for cell in strip.cells if cell.hasFocus())
        assert focused.isVisible()
        assert strip.rect().contains(focused.geometry())
        seen.append(focused.key_figure.caption)
        QTest.keyClick(focused, Qt.Key.Key_Right)
    assert seen == [figure.caption for figure in strip.key_figures()]

    QTest.keyClick(strip.cells[-1], Qt.Key.Key_Home)
    assert strip.cells[0].hasFocus()
    assert [cell.isVisible() for cell in strip.cells] == shown
    assert [cell.focusPolicy() for cell in strip.cells].count(Qt.FocusPolicy.TabFocus) == 1
