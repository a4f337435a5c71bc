"""Capacity: megawatts by tenant against what is available, unmet demand hatched above."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from planner.analysis.periods import Period, Span, span_of, spans
from planner.charts.axes import EndLabel
from planner.charts.capacity_layers import (
    MOST_LAYERS,
    Power,
    power_by_tenant,
    power_of_facility,
)
from planner.charts.capacity_reading import colour_of, entry_of, month_rows, name_of
from planner.charts.figures import number, power
from planner.charts.legend import LegendEntry, Swatch
from planner.charts.lettering import CAPTION, MEDIUM, lettering, text_width
from planner.charts.lines import Line
from planner.charts.months import MonthScale
from planner.charts.notes import Note, Notes, Side
from planner.charts.numbers import Numbers, numbers_by_period
from planner.charts.palette import Palette, mixed, text_on
from planner.charts.period_names import period_name
from planner.charts.plot import NOTHING, Floats, padded
from planner.charts.read_out import ReadOutRow
from planner.charts.shapes import Steps
from planner.charts.things import Thing
from planner.charts.time_chart import TimeChart
from planner.charts.words import (
    AVAILABLE,
    AVAILABLE_IN,
    AVAILABLE_P10,
    AVAILABLE_P10_P90,
    AVAILABLE_P90,
    CAPACITY,
    MEANS_OF,
    NOT_PLACED,
    P10_P90,
    PERIOD,
    PINNED_SERVED,
    UNMET_DEMAND,
    WORTH_IN,
    word,
)
from planner.engine.result import Result

LABEL_HEIGHT = 18.0
LABEL_MARGIN = 12.0
LEAST_TOP = 1.0  # MW, so that a plan without power has an axis, too
DASHES = [5.0, 4.0]
DOTS = [1.5, 2.0]  # the pinned case; dashes are percentiles
POWER_DECIMALS, WORTH_DECIMALS = 1, 3  # of MW, and of $m a month for one more
TINT = 0.2  # of its colour under the hatching of a renewal


class CapacityChart(TimeChart):
    """Stacked MW by month. All layers are made once; `show` sets their data."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(word(CAPACITY), (1,), parent)
        plot = self.plots[0]
        self.layers = tuple(Steps(plot, -9.0) for _ in range(MOST_LAYERS))
        self.unmet = Steps(plot, -10.0, hatched=True)
        self.available_p90 = Line(plot, -2.0)
        self.available_p10 = Line(plot, -2.0)
        self.available = Line(plot, -1.0)
        self.pinned = Line(plot, -3.0)
        self.notes = Notes(plot)
        self.power: Power | None = None
        self._result: Result | None = None
        self._pinned: Result | None = None
        self._things: tuple[Thing, ...] = ()
        self._facilities: tuple[Thing, ...] = ()
        self._facility: Thing | None = None
        self._period = Period.MONTH
        self._periods: tuple[Span, ...] = ()
        self._expected = False
        self.recolour(self.palette_shown)

    def show_result(
        self,
        result: Result | None,
        things: Sequence[Thing] = (),
        pinned: Result | None = None,
        facilities: Sequence[Thing] = (),
    ) -> None:
        """Show a result, its tenants named and coloured by `things`; None empties the chart.

        What a pinned case serves is a dashed line. `facilities` name those with a worth of MW.
        """
        self._result, self._pinned = result, pinned
        self._things, self._facilities = tuple(things), tuple(facilities)
        self._set_data()

    def set_period(self, period: Period) -> None:
        """Show the mean of so long periods."""
        self._period = period
        self._set_data()

    def set_facility(self, facility: Thing | None) -> None:
        """Show one facility, or all together for None."""
        self._facility = facility
        self._set_data()

    def set_expected(self, expected: bool) -> None:
        """Show means over the draws with available power's P10 and P90, not the plan as written."""
        self._expected = expected
        self._set_data()

    @property
    def periods(self) -> tuple[Span, ...]:
        """Those whose means are shown; empty without a result."""
        return self._periods

    @property
    def expected(self) -> bool:
        """Whether means over draws are shown: asked for, and there are draws."""
        return self._expected and self._result is not None and self._result.draws > 0

    # Data

    def _set_data(self) -> None:
        if self._result is None:
            self._empty()
            return
        result = self._result
        self._periods = spans(result.months, self._period)
        self.power = self._power_of(result, self._periods)
        self._set_layers(self.power)
        self._set_pinned(result)
        self._recoloured(self.palette_shown)
        self._set_period(result.start, len(result.months), 0.0)

    def _power_of(self, result: Result, periods: Sequence[Span]) -> Power:
        facility = self._facility
        if facility is not None and _has(result, facility):
            found = power_of_facility(result, facility, self.expected)
        else:
            found = power_by_tenant(result, self._things, self.expected, self._facilities)
        return found if self._period is Period.MONTH else found.levelled(periods)

    def _set_pinned(self, result: Result) -> None:
        """What the pinned case serves, in its own months, which keep their places in time."""
        if self._pinned is None:
            self.pinned.set_values(NOTHING, NOTHING)
            return
        periods = spans(self._pinned.months, self._period)
        if self._facility is not None and not _has(self._pinned, self._facility):
            self.pinned.set_values(NOTHING, NOTHING)
            return
        served = self._power_of(self._pinned, periods).served
        begin = MonthScale.starting(result.start).place(self._pinned.start)
        self.pinned.set_values(begin + np.arange(served.size + 1, dtype=np.float64), served)

    def _empty(self) -> None:
        self.power = None
        self._periods = ()
        for steps in (*self.layers, self.unmet):
            steps.set_values(NOTHING, NOTHING)
        for line in (self.available, self.available_p10, self.available_p90, self.pinned):
            line.set_values(NOTHING, NOTHING)
        self.notes.set_notes(())
        self._clear_period()

    def _set_layers(self, shown: Power) -> None:
        for index, steps in enumerate(self.layers):
            if index < len(shown.layers):
                steps.set_values(shown.layers[index].low, shown.layers[index].high)
            else:
                steps.set_values(NOTHING, NOTHING)
        self.unmet.set_values(shown.available, shown.available + shown.unmet)
        edges = np.arange(shown.available.size + 1, dtype=np.float64)
        upper = shown.available_p90 if self.expected else None
        for line, values in (
            (self.available, shown.available),
            (self.available_p10, shown.available_p10),
            (self.available_p90, upper),
        ):
            if values is None:
                line.set_values(NOTHING, NOTHING)
            else:
                line.set_values(edges, values)

    def numbers(self) -> Numbers:
        """Available, served by tenant and unmet MW of every period; what one more is worth, $m."""
        result, shown = self._result, self.power
        if result is None or shown is None:
            return Numbers((word(PERIOD),), ())
        columns: list[tuple[str, Sequence[float]]] = [(word(AVAILABLE), shown.available.tolist())]
        for name, values in (
            (AVAILABLE_P10, shown.available_p10),
            (AVAILABLE_P90, shown.available_p90),
        ):
            if values is not None:
                columns.append((word(name), values.tolist()))
        columns += [(name_of(layer), layer.served.tolist()) for layer in shown.layers]
        if shown.knows_demand:
            columns.append((word(UNMET_DEMAND), shown.unmet.tolist()))
        decimals = (*(POWER_DECIMALS for _ in columns), *(WORTH_DECIMALS for _ in shown.worth))
        columns += [(str(WORTH_IN(facility=t.name)), v.tolist()) for t, v in shown.worth]
        firsts = [span.first for span in self._periods]
        scale = MonthScale.starting(result.start)
        names = [
            result.months[span.first] if span.months == 1 else period_name(span, scale)
            for span in self._periods
        ]
        by_period = [(name, [values[first] for first in firsts]) for name, values in columns]
        return numbers_by_period(f"{word(PERIOD)}, MW", names, by_period, decimals)

    # What a chart answers

    def _fit(self) -> None:
        shown = self.power
        if shown is None:
            return
        first, after = self.shown_months()
        top = float((shown.available + shown.unmet)[first:after].max())
        for values in (shown.available_p90 if self.expected else None, shown.available_p10):
            if values is not None:
                top = max(top, float(values[first:after].max()))
        left, right = self._shown_part
        seen = (self.pinned.places[:-1] < right) & (self.pinned.places[1:] > left)
        top = max(top, float(self.pinned.values[seen].max(initial=0.0)))
        self.plots[0].set_values(*padded(0.0, max(top, LEAST_TOP), 0.0, 0.06))
        last = after - 1
        self.ends[0].set_labels(self._end_labels(shown, last))

    def _end_labels(self, shown: Power, last: int) -> list[EndLabel]:
        """Available power in the last month in view, and what of its percentiles differs from it.

        From the top downwards, for labels of one value keep their order.
        """
        now = number(shown.available[last])
        label = EndLabel(float(shown.available[last]), f"{word(AVAILABLE)} {now}", True)
        low, high = shown.available_p10, shown.available_p90
        if low is None or high is None:
            return [label]
        named = {"P90": float(high[last]), "P10": float(low[last])}
        if not self.expected:
            del named["P90"]
        elif number(high[last]) == number(low[last]):
            named = {word(P10_P90): float(high[last])}
        told = {name: value for name, value in named.items() if number(value) != now}
        ends = [EndLabel(value, f"{name} {number(value)}") for name, value in told.items()]
        return [*ends[:-1], label, *ends[-1:]] if len(ends) > 1 else [*ends, label]

    def _annotate(self) -> None:
        shown = self.power
        if shown is None:
            return
        notes = []
        ground = self.palette_shown.raised
        for layer, steps in zip(shown.layers, self.layers, strict=False):
            spot = self._roomiest(name_of(layer), layer.low, layer.high)
            if spot is not None:
                fill = steps.fill.name()
                name = layer.thing.name
                if layer.renewed:
                    notes.append(Note(*spot, name_of(layer), Side.CENTRE, True, halo=ground))
                else:
                    notes.append(Note(*spot, name, Side.CENTRE, True, text_on(fill), halo=fill))
        spot = self._roomiest(word(UNMET_DEMAND), shown.available, shown.available + shown.unmet)
        if spot is not None:
            notes.append(Note(*spot, word(UNMET_DEMAND), Side.CENTRE, True, halo=ground))
        self.notes.set_notes(notes)

    def _roomiest(self, text: str, low: Floats, high: Floats) -> tuple[float, float] | None:
        """The place and value where the text fits best between `low` and `high`, if it does."""
        extent = self.plots[0].extent()
        pixels = extent.width / (extent.right - extent.left)
        room = text_width(text, lettering(CAPTION, MEDIUM)) + 2.0 * LABEL_MARGIN
        months = int(-(-room // max(pixels, 1e-9)))
        first, after = self.shown_months()
        if months > after - first:
            return None
        windows = np.lib.stride_tricks.sliding_window_view
        floor = windows(low[first:after], months).max(axis=1)
        ceiling = windows(high[first:after], months).min(axis=1)
        heights = ceiling - floor
        tallest = float(heights.max())
        if tallest * extent.height / (extent.top - extent.bottom) < LABEL_HEIGHT:
            return None
        # Of the places that are almost as tall, the one in the middle of their longest stretch.
        fits = np.flatnonzero(heights >= 0.95 * tallest)
        stretch = max(np.split(fits, np.flatnonzero(np.diff(fits) > 1) + 1), key=len)
        best = int(stretch[len(stretch) // 2])
        return first + best + months / 2.0, float(floor[best] + ceiling[best]) / 2.0

    def _reading(self, month: int) -> tuple[str, list[ReadOutRow]]:
        shown = self.power
        if shown is None or self.scale is None:
            return "", []
        available = power(shown.available[month])
        span = self._periods[span_of(month, self._periods)]
        title = str(AVAILABLE_IN(month=period_name(span, self.scale), mw=available))
        pinned = []
        place = np.searchsorted(self.pinned.places, month, side="right") - 1
        if 0 <= place < self.pinned.values.size:
            swatch = LegendEntry(Swatch.DOTTED, self.palette_shown.capital, "")
            pinned = [ReadOutRow(word(PINNED_SERVED), power(self.pinned.values[place]), swatch)]
        height = self.plots[0].extent().height
        return title, month_rows(shown, month, self.palette_shown, pinned, height)

    def _dots(self, plot: int, month: int) -> tuple[tuple[float, str], ...]:
        if self.power is None or plot > 0:
            return ()
        return ((float(self.power.available[month]), self.palette_shown.text),)

    def _outlines(self) -> list[tuple[Floats, Floats]]:
        if self.power is None:
            return []
        top = self.power.available + self.power.unmet
        return [(np.zeros_like(top), top)]

    # Theme

    def _recoloured(self, palette: Palette) -> None:
        ground = QColor(palette.raised)
        layers = self.power.layers if self.power is not None else ()
        for steps, layer in zip(self.layers, layers, strict=False):
            colour = colour_of(layer, palette)
            steps.set_colours(QColor(colour), ground)
            tint = QColor(mixed(colour, palette.raised, TINT)) if layer.renewed else None
            steps.set_tint(tint)
        self.unmet.set_colours(QColor(mixed(palette.strong, palette.raised, 0.75)), ground)
        self.available.set_pen(palette.text, 2.0)
        self.pinned.set_pen(palette.capital, 2.0, DOTS)
        self.pinned.set_casing(palette.raised, 3.0)
        for line in (self.available_p10, self.available_p90):
            line.set_pen(palette.text, 1.0, DASHES)
            # The dashes cross every tenant's colour: a lighter line beneath keeps them readable.
            line.set_casing(palette.raised, 3.0)
        self.notes.recolour(palette)
        self._set_legend(palette)

    def _set_legend(self, palette: Palette) -> None:
        shown = self.power
        if shown is None:
            return
        entries = [entry_of(layer, palette) for layer in shown.layers if layer.served.any()]
        if shown.unmet.any():
            entries.append(LegendEntry(Swatch.HATCH, palette.strong, word(UNMET_DEMAND)))
        entries.append(LegendEntry(Swatch.LINE, palette.text, word(AVAILABLE)))
        if shown.available_p10 is not None:
            dashed = word(AVAILABLE_P10_P90 if self.expected else AVAILABLE_P10)
            entries.append(LegendEntry(Swatch.DASHED, palette.text, dashed))
        if self.pinned.values.size:
            entries.append(LegendEntry(Swatch.DOTTED, palette.capital, word(PINNED_SERVED)))
        remarks = [] if shown.knows_demand else [word(NOT_PLACED)]
        if self.expected and self._result is not None:
            remarks.append(str(MEANS_OF(count=number(self._result.draws))))
        self.legend.set_entries(entries, "; ".join(remarks))


def _has(result: Result, facility: Thing) -> bool:
    """Whether a facility is part of the case."""
    return (facility.path, "available") in result.series
