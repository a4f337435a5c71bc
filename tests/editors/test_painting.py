"""Sparks have the shape of their range, and cells the colours of their state."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem

from planner.charts.palette import DARK, LIGHT, Palette
from planner.domain.distribution import Range, range_of
from planner.editors.cell import Cell, State
from planner.editors.cell_painter import CellPainter, wanted_width
from planner.editors.spark import spark
from planner.units.notation import Written, read_entry

SHAPES = [
    "250 to 320",
    "-5 to 5",
    "normal(300, 20)",
    "lognormal(300, 0.2)",
    "uniform(1, 2)",
    "triangular(0, 2, 12)",
    "triangular(0, 0, 12)",
    "triangular(0, 12, 12)",
    "pert(0, 2, 12)",
    "pert(0, 0, 12)",
    "discrete(0: 70%, 6: 20%, 12: 10%)",
    "discrete(5: 100%)",
    "normal(5, 0)",
    "lognormal(300, 3)",
]


def shape(text: str) -> Range:
    written = read_entry(text)
    assert isinstance(written, Written)
    return range_of(written)


@pytest.mark.parametrize("text", SHAPES)
def test_a_spark_fills_the_unit_square_from_left_to_right(text: str) -> None:
    outline = spark(shape(text))
    across, up = [x for x, _ in outline], [y for _, y in outline]

    assert across == sorted(across)
    assert 0 <= min(across) <= max(across) <= 1
    assert min(up) >= 0
    assert max(up) == 1


@pytest.mark.parametrize(
    ("text", "top"),
    [
        ("normal(300, 20)", 0.5),
        ("triangular(0, 3, 12)", 0.25),
        ("pert(0, 3, 12)", 0.25),
        ("discrete(0: 70%, 12: 30%)", 0.06),
    ],
)
def test_a_spark_peaks_where_the_range_is_likeliest(text: str, top: float) -> None:
    peak = max(spark(shape(text)), key=lambda point: point[1])

    assert peak[0] == pytest.approx(top, abs=0.07)


def test_a_spark_needs_no_array_and_no_scipy() -> None:
    points = spark(shape("pert(0, 2, 12)"))

    assert all(type(x) is float and type(y) is float for x, y in points)


WIDE, HIGH = 200, 26


def painted(cell: Cell, palette: Palette, state: QStyle.StateFlag) -> QImage:
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, WIDE, HIGH)
    option.state = state
    option.font = QApplication.font()
    image = QImage(WIDE, HIGH, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    CellPainter(palette).paint(painter, option, cell)
    painter.end()
    return image


def colours(image: QImage) -> set[str]:
    pixels = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {QColor(image.pixel(x, y)).name().upper() for x, y in pixels}


def at(image: QImage, x: int, y: int) -> str:
    return QColor(image.pixel(x, y)).name().upper()


NONE = QStyle.StateFlag.State_None
SELECTED, FOCUSED = QStyle.StateFlag.State_Selected, QStyle.StateFlag.State_HasFocus


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_each_state_has_its_fill(palette: Palette, qapp: object) -> None:
    fills = {
        state: at(painted(Cell("7", state, at_right=True), palette, NONE), 100, 5)
        for state in State
    }

    assert fills[State.SET] == fills[State.DEFAULT] == palette.raised
    assert fills[State.COMPUTED] == palette.computed
    assert fills[State.OVERRIDDEN] == palette.overridden_fill
    assert fills[State.REFUSED] == palette.refused_fill


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_an_overridden_cell_has_a_bar_at_its_left_even_where_selected(
    palette: Palette, qapp: object
) -> None:
    image = painted(Cell("3", State.OVERRIDDEN, base="37"), palette, SELECTED)

    assert at(image, 1, 10) == palette.overridden
    assert palette.muted in colours(image)


def test_a_refused_cell_is_outlined(qapp: object) -> None:
    image = painted(Cell("0.9 too 5.2", State.REFUSED), LIGHT, NONE)

    assert at(image, 100, 0) == at(image, 0, 10) == LIGHT.refused
    assert at(image, WIDE - 2, 10) == LIGHT.refused


def test_the_focus_is_outlined_by_two_pixels(qapp: object) -> None:
    image = painted(Cell("7"), LIGHT, FOCUSED | SELECTED)

    assert [at(image, x, 10) for x in (0, 1, 2)] == [LIGHT.accent, LIGHT.accent, LIGHT.selection]
    assert [at(image, 100, y) for y in (HIGH - 1, HIGH - 2)] == [LIGHT.accent, LIGHT.accent]


def test_a_spark_stands_at_the_right_of_its_cell(qapp: object) -> None:
    cell = Cell("250 to 320", shape=shape("250 to 320"), at_right=True)
    image = painted(cell, LIGHT, NONE).copy(WIDE - 40, 2, 34, HIGH - 4)
    without = painted(Cell("", at_right=True), LIGHT, NONE).copy(WIDE - 40, 2, 34, HIGH - 4)

    assert len(colours(image)) > 5
    assert colours(without) == {LIGHT.raised}


def test_a_tenants_cell_carries_its_colour(qapp: object) -> None:
    image = painted(Cell("Acme", slot=1), LIGHT, NONE)

    assert LIGHT.of(1) in colours(image)


def test_a_cell_is_as_wide_as_all_that_stands_in_it(qapp: object) -> None:
    metrics = QFontMetrics(QApplication.font())
    plain = wanted_width(Cell("1,250"), metrics)

    assert wanted_width(Cell("1,250", suffix="$m/month"), metrics) > plain
    assert wanted_width(Cell("1,250", base="37"), metrics) > plain
    assert wanted_width(Cell("1,250", shape=shape("1 to 2")), metrics) > plain
    assert wanted_width(Cell("1,250", slot=0), metrics) > plain


def test_text_that_does_not_fit_is_cut_inside_its_cell(qapp: object) -> None:
    image = painted(Cell("a very long name " * 9), LIGHT, NONE)

    assert at(image, WIDE - 1, 10) == LIGHT.border
    assert {at(image, WIDE - 5, y) for y in range(2, HIGH - 2)} == {LIGHT.raised}
