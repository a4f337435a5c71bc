"""Cash: cumulative free cash flow with its fan above, the money lines below, one axis each."""

from collections.abc import Sequence
from types import EllipsisType

import numpy as np
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from planner.charts.axes import EndLabel
from planner.charts.cash_lines import (
    LINES,
    Fan,
    Flows,
    cut_limit,
    fan,
    flows,
    month_of,
    months_until_positive,
    place_of,
    places,
)
from planner.charts.chart import TimeChart
from planner.charts.figures import MILLIONS, MoneyScale, money_scale, spread
from planner.charts.legend import LegendEntry, Swatch
from planner.charts.lines import Line
from planner.charts.months import MonthScale
from planner.charts.notes import Dot, Note, Notes
from planner.charts.numbers import Numbers, numbers_by_period
from planner.charts.palette import Palette, mixed, tinted
from planner.charts.plot import NOTHING, Floats, extremes, padded
from planner.charts.read_out import ReadOutRow
from planner.charts.shapes import Band, Bars
from planner.charts.words import (
    AT_START,
    AT_THE_START,
    CAPITAL,
    CASH,
    COSTS_AND_TAX,
    CUMULATIVE,
    CUMULATIVE_P50,
    NET,
    NET_MEAN,
    OPERATIONS,
    P10_P90,
    P25_P75,
    PAYBACK_IN,
    PAYBACK_P50_IN,
    PERIOD,
    PINNED,
    PINNED_P50,
    POSITIVE_IN,
    RECEIPTS,
    START,
    TAX,
    word,
)
from planner.engine.result import Result

NAMES = {"receipts": RECEIPTS, "operations": OPERATIONS, "tax": TAX, "capital": CAPITAL}
WIDE, NARROW = 0.14, 0.24  # opacity of P10–P90, and of P25–P75 over it
DASHES = [4.0, 3.0]
NOTE_GAP = 6.0


class CashChart(TimeChart):
    """Two plots over the same months. All items are made once; `show` sets their data."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(word(CASH), (21, 9), parent)
        upper, lower = self.plots
        self.wide, self.narrow = Band(upper, -10.0), Band(upper, -9.0)
        # Only the middle line is antialiased at width 2: wide antialiased lines are slow.
        self.pinned = Line(upper, -2.0)
        self.middle = Line(upper, -1.0, smooth=True)
        self.bars = {name: Bars(lower, -9.0) for name in LINES}
        self.net = Line(lower, -1.0, smooth=True)
        self.notes, self.bar_notes = Notes(upper), Notes(lower)
        self.money: MoneyScale = MILLIONS
        self.fan: Fan | None = None
        self.flows: Flows | None = None
        self._pinned: Result | None = None
        self._result: Result | None = None
        self._annual = False
        self.recolour(self.palette_shown)

    def show(
        self, result: Result | EllipsisType | None = ..., pinned: Result | None = None
    ) -> None:
        """Show a result, a pinned one dashed behind it; None empties the chart.

        Without a result this is QWidget's own `show`.
        """
        if isinstance(result, EllipsisType):
            super().show()
            return
        self._result = result
        self._pinned = pinned
        self._set_data()

    def set_annual(self, annual: bool) -> None:
        """Add the money lines up by calendar year, or show them by month."""
        self._annual = annual
        self._set_data()

    # Data

    def _set_data(self) -> None:
        if self._result is None:
            self._empty()
            return
        result = self._result
        self.fan, self.flows = fan(result), flows(result, self._annual)
        known = [self.fan.middle, *(b for b in (self.fan.p10, self.fan.p90) if b is not None)]
        self.money = money_scale(extremes(known))
        self._set_fan(self.fan, places(len(result.months)))
        self._set_pinned(MonthScale.starting(result.start))
        for name, bars in self.bars.items():
            bars.set_values(self.flows.left, self.flows.right, *self.flows.stacked(name))
        self.net.set_values(self.flows.middle[1:], self.flows.net[1:])
        self.set_money_scale(self.money)
        self._set_legend(self.palette_shown)
        self._set_period(result.start, len(result.months), -1.0)

    def _set_fan(self, shown: Fan, where: Floats) -> None:
        self.middle.set_values(where, shown.middle)
        for band, low, high in (
            (self.wide, shown.p10, shown.p90),
            (self.narrow, shown.p25, shown.p75),
        ):
            if low is None or high is None:
                band.set_values(NOTHING, NOTHING, NOTHING)
            else:
                band.set_values(where, low, high)

    def _set_pinned(self, scale: MonthScale) -> None:
        if self._pinned is None:
            self.pinned.set_values(NOTHING, NOTHING)
            return
        line = fan(self._pinned).middle
        # The pinned case may begin in another month; its months keep their places in time.
        where = places(len(self._pinned.months)) + scale.place(self._pinned.start)
        self.pinned.set_values(where, line)

    def _empty(self) -> None:
        self.fan, self.flows = None, None
        for band in (self.wide, self.narrow):
            band.set_values(NOTHING, NOTHING, NOTHING)
        for bars in self.bars.values():
            bars.set_values(NOTHING, NOTHING, NOTHING, NOTHING)
        for line in (self.middle, self.pinned, self.net):
            line.set_values(NOTHING, NOTHING)
        self.notes.set_notes(())
        self.bar_notes.set_notes(())
        self._clear_period()

    def numbers(self) -> Numbers:
        """Cumulative cash and the money lines of every period, in $m."""
        result, shown, lines = self._result, self.fan, self.flows
        if result is None or shown is None or lines is None:
            return Numbers((word(PERIOD),), ())
        ends = np.append(lines.first[1:], len(result.months)).astype(int)
        columns: list[tuple[str, Sequence[float]]] = [
            (self._middle_name(), shown.middle[ends].tolist())
        ]
        for name, values in (
            ("P10", shown.p10),
            ("P25", shown.p25),
            ("P75", shown.p75),
            ("P90", shown.p90),
        ):
            if values is not None:
                columns.append((name, values[ends].tolist()))
        columns += [(word(NAMES[name]), lines.lines[name].tolist()) for name in LINES]
        columns.append((self._net_name(), lines.net.tolist()))
        begun = [result.months[int(first)] for first in lines.first[1:]]
        periods = [word(START), *(month[:4] if self._annual else month for month in begun)]
        return numbers_by_period(f"{word(PERIOD)}, $m", periods, columns, 1)

    # What a chart answers

    def _fit(self) -> None:
        if self.fan is None or self.flows is None:
            return
        first, after = self.shown_months()
        part = slice(first + 1, after + 1)
        self._fit_fan(self.fan, part)
        self._fit_flows(self.flows)
        last = min(after, self.fan.middle.size - 1)
        self.ends[0].set_labels(self._fan_labels(self.fan, last))

    def _fit_fan(self, shown: Fan, part: slice) -> None:
        drawn = [shown.middle, shown.p10, shown.p90]
        known = [line[part] for line in drawn if line is not None]
        left, right = self._shown_part
        seen = (self.pinned.places >= left) & (self.pinned.places <= right)
        low, high = extremes([*known, self.pinned.values[seen]])
        low, high = min(low, 0.0), max(high, 0.0)
        self.plots[0].set_values(*padded(low, high, 0.1, 0.06))

    def _fit_flows(self, lines: Flows) -> None:
        left, right = self._shown_part
        seen = (lines.right > left) & (lines.left < right)
        down, up = (edge[seen] for edge in lines.reach())
        sizes = np.maximum(-down, up)
        limit = cut_limit(sizes)
        whole = sizes <= limit
        low = float(down[whole].min(initial=0.0))
        high = float(up[whole].max(initial=0.0))
        # A bar that is cut needs some height left to be seen at all.
        if (down < -limit).any():
            low = min(low, -0.8 * limit)
        if (up > limit).any():
            high = max(high, 0.8 * limit)
        self.plots[1].set_values(*padded(low, high, 0.04, 0.12))
        last = int(np.flatnonzero(seen)[-1])
        named = (
            (float(lines.lines["receipts"][last]), RECEIPTS),
            (float(lines.reach()[0][last]), COSTS_AND_TAX),
        )
        self.ends[1].set_labels(
            [EndLabel(value / 2.0, word(name), True) for value, name in named if value != 0.0]
        )

    def _fan_labels(self, shown: Fan, last: int) -> list[EndLabel]:
        lines = (("P90", shown.p90), ("P10", shown.p10))
        known = [(name, float(line[last])) for name, line in lines if line is not None]
        there = np.flatnonzero(self.pinned.places == places(last)[-1])
        if there.size:
            known.append((self._pinned_name(), float(self.pinned.values[there[0]])))
        labels = [EndLabel(value, f"{name} {self.money.figure(value)}") for name, value in known]
        value = float(shown.middle[last])
        name = "P50 " if shown.p10 is not None else ""
        labels.append(EndLabel(value, name + self.money.figure(value), True))
        return labels

    def _annotate(self) -> None:
        notes, dots = self._payback()
        self.notes.set_notes(notes, dots)
        self.bar_notes.set_notes(self._cut_figures(), drops=[dot.place for dot in dots])

    def _payback(self) -> tuple[list[Note], list[Dot]]:
        """Where the line crosses zero for good: called payback if the median payback agrees."""
        if self._result is None or self.fan is None or self.scale is None:
            return [], []
        months = months_until_positive(self.fan.middle)
        if months is None:
            return [], []
        drawn = self.fan.p10 is not None
        measure = self._result.measures.get("payback")
        median = None if measure is None else measure.p50
        same = median is not None and month_of(median) == month_of(months)
        named = PAYBACK_IN if not drawn else PAYBACK_P50_IN if same else POSITIVE_IN
        text = str(named(month=self.scale.short(month_of(months))))
        extent = self.plots[0].extent()
        where = place_of(months)
        note = Note(where, extent.bottom, text, offset=(NOTE_GAP, -NOTE_GAP))
        return [note], [Dot(where, 0.0)]

    def _cut_figures(self) -> list[Note]:
        lines = self.flows
        if lines is None:
            return []
        extent = self.plots[1].extent()
        down, up = lines.reach()
        ground = self.palette_shown.raised
        notes = []
        for index in np.flatnonzero((down < extent.bottom) | (up > extent.top)).tolist():
            below = bool(down[index] < extent.bottom)
            amount = float(down[index] if below else up[index])
            figure = self.money.figure(amount, self.money.table_decimals)
            text = str(AT_THE_START(figure=figure)) if index == 0 else figure
            edge = extent.bottom if below else extent.top
            place = float(lines.right[index])
            notes.append(Note(place, edge, text, halo=ground, offset=(NOTE_GAP, 0.0)))
        return notes

    def _reading(self, month: int) -> tuple[str, list[ReadOutRow]]:
        if self.fan is None or self.flows is None or self.scale is None:
            return "", []
        moment = word(AT_START) if month < 0 else self.scale.short(month)
        palette = self.palette_shown
        line = LegendEntry(Swatch.BLOCK, palette.accent, "")
        place = month + 1
        middle = self.money.figure(float(self.fan.middle[place]))
        rows = [ReadOutRow(self._middle_name(), middle, line, leading=True)]
        if self.fan.p10 is not None and self.fan.p90 is not None:
            low, high = float(self.fan.p10[place]), float(self.fan.p90[place])
            ends = (low / self.money.divisor, high / self.money.divisor)
            rows.append(ReadOutRow(word(P10_P90), spread(*ends, self.money.decimals), leading=True))
        return f"{moment}, {self.money.symbol}", rows + self._flow_rows(self.flows, month)

    def _flow_rows(self, lines: Flows, month: int) -> list[ReadOutRow]:
        period = int(np.searchsorted(lines.first, month, side="right")) - 1
        year = ""
        if self._annual and period > 0 and self.scale is not None:
            year = f", {self.scale.calendar(month)[0]}"
        decimals = self.money.table_decimals
        rows = []
        for name in LINES:
            amount = float(lines.lines[name][period])
            if amount != 0.0:
                swatch = LegendEntry(Swatch.BLOCK, self._money_colour(name), "")
                figure = self.money.figure(amount, decimals)
                rows.append(ReadOutRow(word(NAMES[name]) + year, figure, swatch))
        net = self.money.figure(float(lines.net[period]), decimals)
        rows.append(ReadOutRow(self._net_name() + year, net, leading=True))
        return rows

    def _dots(self, plot: int, month: int) -> tuple[tuple[float, str], ...]:
        if self.fan is None or plot > 0:
            return ()
        return ((float(self.fan.middle[month + 1]), self.palette_shown.accent),)

    def _outlines(self) -> list[tuple[Floats, Floats]]:
        if self.fan is None:
            return []
        shown = self.fan
        low = shown.middle if shown.p10 is None else shown.p10
        high = shown.middle if shown.p90 is None else shown.p90
        return [(low[1:], high[1:])]

    # Theme

    def _middle_name(self) -> str:
        drawn = self.fan is not None and self.fan.p10 is not None
        return word(CUMULATIVE_P50 if drawn else CUMULATIVE)

    def _pinned_name(self) -> str:
        drawn = self._pinned is not None and self._pinned.draws > 0
        return word(PINNED_P50 if drawn else PINNED)

    def _net_name(self) -> str:
        drawn = self.fan is not None and self.fan.p10 is not None
        return word(NET_MEAN if drawn else NET)

    def _money_colour(self, name: str) -> str:
        palette = self.palette_shown
        return {
            "receipts": palette.receipts,
            "operations": palette.operations,
            "tax": palette.tax,
            "capital": palette.capital,
        }[name]

    def _recoloured(self, palette: Palette) -> None:
        self.wide.set_fill(tinted(palette.accent, WIDE))
        self.narrow.set_fill(tinted(palette.accent, NARROW))
        self.middle.set_pen(palette.accent, 2.0)
        self.pinned.set_pen(palette.capital, 1.0, DASHES)
        self.net.set_pen(palette.text)
        for name, bars in self.bars.items():
            bars.set_colours(QColor(self._money_colour(name)), QColor(palette.raised))
        self.notes.recolour(palette)
        self.bar_notes.recolour(palette)
        self._set_legend(palette)

    def _set_legend(self, palette: Palette) -> None:
        if self.fan is None or self.flows is None:
            return
        entries = [LegendEntry(Swatch.LINE, palette.accent, self._middle_name())]
        if self.fan.p10 is not None:
            wide = mixed(palette.accent, palette.raised, WIDE)
            narrow = mixed(palette.accent, wide, NARROW)
            entries.append(LegendEntry(Swatch.BLOCK, narrow, word(P25_P75)))
            entries.append(LegendEntry(Swatch.BLOCK, wide, word(P10_P90)))
        if self._pinned is not None:
            entries.append(LegendEntry(Swatch.DASHED, palette.capital, self._pinned_name()))
        for name in LINES:
            if self.flows.lines[name].any():
                entry = LegendEntry(Swatch.BLOCK, self._money_colour(name), word(NAMES[name]))
                entries.append(entry)
        entries.append(LegendEntry(Swatch.THIN_LINE, palette.text, self._net_name()))
        self.legend.set_entries(entries)
