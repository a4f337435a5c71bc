"""The value chart shows every draw once, and what loses money as a loss."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from planner.charts.lettering import CAPTION, lettering
from planner.charts.notes import note_box
from planner.charts.numbers import NumbersModel
from planner.charts.palette import DARK, LIGHT
from planner.charts.value_chart import NPV, VALUE_TO_OWNER, ValueChart
from planner.charts.value_figures import value_figures
from planner.charts.value_findings import value_findings
from tests.charts.builders import drawn_result, made_result


@pytest.fixture
def chart(qtbot: QtBot) -> ValueChart:
    """An empty chart on screen."""
    made = ValueChart()
    qtbot.addWidget(made)
    made.resize(1000, 480)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_the_bars_hold_every_draw_and_those_below_zero_are_losses(chart: ValueChart) -> None:
    result = drawn_result(mean=4_000.0, deviation=4_000.0)
    chart.show_result(result)
    samples = result.measures[NPV].samples
    total = chart.losses.high.sum() + chart.gains.high.sum()
    assert total == pytest.approx(1.0)
    assert chart.losses.high.sum() == pytest.approx(float((samples < 0.0).mean()))
    assert chart.curve.values[0] == 0.0
    assert chart.curve.values[-1] == pytest.approx(1.0)
    assert np.all(np.diff(chart.curve.values) >= 0.0)


def test_the_curve_passes_the_percentiles_that_are_marked(chart: ValueChart) -> None:
    chart.show_result(drawn_result())
    assert chart.classes is not None
    dots = chart.curve_notes.dots
    assert [dot.value for dot in dots] == [0.05, 0.1, 0.5, 0.9]
    for dot in dots:
        at = np.interp(dot.place, chart.curve.places, chart.curve.values)
        assert at == pytest.approx(dot.value, abs=0.02)
    texts = [note.text for note in chart.notes.notes]
    assert [text.split()[0] for text in texts[1:]] == ["P5", "P10", "P50", "P90"]
    assert chart.notes.drops == chart.curve_notes.drops == tuple(dot.place for dot in dots)


def test_the_chance_of_a_loss_is_written_beside_the_line_of_zero(chart: ValueChart) -> None:
    chart.show_result(drawn_result(mean=4_000.0, deviation=4_000.0))
    assert chart.zeros[0].place == chart.zeros[1].place
    assert chart.notes.notes[0].text.endswith("below zero")
    chart.show_result(drawn_result(mean=40_000.0, deviation=4_000.0))
    assert chart.zeros[0].place is None
    assert chart.loss_area.places.size == 0
    assert not any(note.text.endswith("below zero") for note in chart.notes.notes)


def test_the_pinned_case_stands_behind_in_the_same_classes(chart: ValueChart) -> None:
    chart.show_result(drawn_result(), drawn_result(mean=-20_000.0))
    assert chart.classes is not None
    assert chart.pinned_bars.values.size == chart.classes.count
    assert chart.pinned_bars.values.sum() == pytest.approx(1.0)
    assert "Pinned" in [entry.text for entry in chart.legend.entries]
    chart.show_result(drawn_result())
    assert chart.pinned_bars.values.size == 0
    assert "Pinned" not in [entry.text for entry in chart.legend.entries]


def test_without_draws_one_line_stands_at_the_value_as_planned(chart: ValueChart) -> None:
    chart.show_result(drawn_result())
    chart.show_result(made_result(0))
    assert chart.classes is not None
    place = chart.classes.place(20_400.0)
    assert [line.place for line in chart.certain] == [place, place]
    assert chart.gains.high.size == chart.curve.values.size == 0
    assert [note.text for note in chart.notes.notes] == ["As planned 20.4"]
    assert chart.numbers().rows == ()


def test_value_to_owner_can_be_shown_instead(chart: ValueChart) -> None:
    result = drawn_result()
    chart.show_result(result, None, VALUE_TO_OWNER)
    assert chart.measure is result.measures[VALUE_TO_OWNER]
    assert chart.legend.entries[0].text == "Value to owner"


def test_a_class_is_read_with_its_share_and_what_lies_below_and_above(chart: ValueChart) -> None:
    chart.show_result(drawn_result(), drawn_result(mean=-20_000.0))
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert chart.hovered is not None
    rows = {row.text: row.figure for row in chart._read_out.rows}
    assert any(text.startswith("At most") for text in rows)
    assert [figure for text, figure in rows.items() if text.startswith("Above")] == ["0\u00a0%"]
    assert "Pinned, share" in rows
    assert "$bn" in chart.accessibleDescription()


def test_the_numbers_are_the_classes_with_both_shares(chart: ValueChart) -> None:
    chart.show_result(drawn_result(), drawn_result(mean=-20_000.0))
    numbers = chart.numbers()
    assert numbers.heads == (
        "From, $m",
        "To, $m",
        "Share of draws, %",
        "At most that, %",
        "Pinned, share, %",
        "Pinned, at most, %",
    )
    assert chart.classes is not None
    assert len(numbers.rows) == chart.classes.count
    assert sum(values[1] for _low, values in numbers.rows) == pytest.approx(100.0)
    assert numbers.rows[-1][1][2] == 100.0
    assert numbers.rows[0][0] == f"{chart.classes.low:.0f}"


def test_classes_are_named_by_amounts_that_look_like_the_other_figures(chart: ValueChart) -> None:
    chart.show_result(drawn_result())
    numbers = chart.numbers()
    model = NumbersModel(numbers, chart)
    row = next(n for n, (low, _values) in enumerate(numbers.rows) if float(low) >= 10_000.0)
    low, high, share, _below = (model.index(row, column).data() for column in range(4))
    assert low == f"{float(numbers.rows[row][0]):,.0f}"
    assert "," in low
    assert high == model.index(row + 1, 0).data()
    assert float(share) == pytest.approx(numbers.rows[row][1][1], abs=0.005)
    sides = {
        model.index(row, column).data(Qt.ItemDataRole.TextAlignmentRole) for column in range(4)
    }
    assert sides == {int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)}
    assert numbers.csv().splitlines()[row + 1].startswith(numbers.rows[row][0] + ",")


def test_the_legend_names_what_is_drawn(chart: ValueChart) -> None:
    for mean, named in (
        (40_000.0, ["NPV", "Cumulative"]),
        (0.0, ["NPV", "Below zero", "Cumulative"]),
        (-40_000.0, ["Below zero", "Cumulative"]),
    ):
        chart.show_result(drawn_result(mean=mean, deviation=2_000.0))
        assert [entry.text for entry in chart.legend.entries] == named


def test_no_line_runs_through_what_is_written_beside_another(chart: ValueChart) -> None:
    chart.show_result(drawn_result())
    extent = chart.plots[0].extent()
    lines = {note.text[:3].strip(): extent.x(note.place) for note in chart.notes.notes}
    fifth = next(note for note in chart.notes.notes if note.text.startswith("P5 "))
    tenth = next(note for note in chart.notes.notes if note.text.startswith("P10"))
    font = lettering(CAPTION)
    assert note_box(fifth, extent, font).right() < lines["P5"]
    assert note_box(tenth, extent, font).left() > lines["P10"]
    assert all(note.halo is not None for note in chart.notes.notes)


def test_zooming_shows_fewer_classes_and_fits_the_height(chart: ValueChart) -> None:
    chart.show_result(drawn_result())
    tall = chart.plots[0].extent().top
    chart.zoom(0, 6)
    assert chart.shown_steps() == (0, 6)
    assert chart.plots[0].extent().top < tall
    assert chart.amount_axis.labels()


def test_a_new_theme_recolours_bars_and_lines(chart: ValueChart) -> None:
    chart.show_result(drawn_result(mean=4_000.0, deviation=4_000.0))
    chart.recolour(DARK)
    assert chart.gains._fill.name().upper() == DARK.accent
    chart.recolour(LIGHT)
    assert chart.losses._fill.name().upper() == LIGHT.negative
    assert chart.curve.colour.name().upper() == LIGHT.accent


def test_none_empties_the_chart(chart: ValueChart) -> None:
    chart.show_result(drawn_result())
    chart.show_result(None)
    assert not chart.filled
    assert chart.amount_axis.labels() == []
    assert chart.notes.notes == ()


def test_the_findings_say_the_mean_the_chance_and_the_comparison() -> None:
    result, pinned = drawn_result(), drawn_result(mean=-20_000.0)
    told = [str(message) for message in value_findings(result, pinned, NPV)]
    assert told[0].startswith("NPV is <b>$20.")
    assert "below zero" in told[1]
    assert told[2].startswith("It beats the pinned case in <b>")
    assert told[3].startswith("One in ten is below <b>$")
    plain = [str(message) for message in value_findings(made_result(0), pinned, NPV)]
    assert plain == ["NPV is <b>$20.4bn</b> as planned.", "How sure that is needs draws."]


def test_a_pinned_case_with_other_draws_is_not_compared_draw_by_draw() -> None:
    told = value_findings(drawn_result(), drawn_result(draws=256), NPV)
    assert not any("beats" in str(message) for message in told)


def test_the_figures_show_no_more_decimals_than_the_error_supports() -> None:
    figures = value_figures(drawn_result(), drawn_result(mean=-20_000.0), NPV)
    names = [row.name for row in figures.rows]
    mine = ["NPV", "Value to owner", "Peak funding"]
    assert names == [*mine, *(f"{name}, pinned case" for name in mine)]
    assert [row.leading for row in figures.rows] == [True, *[False] * 5]
    assert figures.rows[0].printed[:2] == ("20.4", "±0.2")
    assert len(figures.rows[0].printed) == len(figures.heads)
    plain = value_figures(made_result(0), None, NPV)
    assert plain.rows[0].printed == (*("—",) * 8, "20.40")
