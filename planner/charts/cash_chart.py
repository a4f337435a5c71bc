"""Cash: cumulative free cash flow with its fan above, the money lines below, one axis each."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from planner.analysis.periods import Period, span_of, spans
from planner.charts.axes import EndLabel
from planner.charts.cash_cuts import cut_figures
from planner.charts.cash_lines import (
    FCFE,
    FCFF,
    LINES,
    Fan,
    Flows,
    bar_range,
    fan,
    flows,
    has_equity,
    places,
    swept,
)
from planner.charts.cash_marks import Mark, cash_marks, mark_notes
from planner.charts.figures import MILLIONS, MoneyScale, money_scale, spread
from planner.charts.legend import LegendEntry, Swatch
from planner.charts.lines import Line
from planner.charts.months import MonthScale
from planner.charts.notes import Notes
from planner.charts.numbers import Numbers, numbers_by_period
from planner.charts.palette import Palette, mixed, tinted
from planner.charts.period_names import period_name
from planner.charts.plot import NOTHING, Floats, extremes, padded
from planner.charts.read_out import ReadOutRow
from planner.charts.shapes import Band, Bars
from planner.charts.things import Thing
from planner.charts.time_chart import TimeChart
from planner.charts.words import (
    AT_START,
    CASH,
    COSTS_AND_TAX,
    CUMULATIVE,
    CUMULATIVE_P50,
    MONEY_LINES,
    NET,
    NET_MEAN,
    P10_P90,
    P25_P75,
    PERIOD,
    PINNED,
    PINNED_ENDS,
    PINNED_P50,
    PINNED_P50_ENDS,
    RECEIPTS,
    START,
    word,
)
from planner.engine.result import Result

WIDE, NARROW = 0.14, 0.24  # opacity of P10–P90, and of P25–P75 over it
DASHES = [4.0, 3.0]


class CashChart(TimeChart):
    """Two plots over the same months. All items are made once; `show` sets their data."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(word(CASH), (2, 1), parent)
        upper, lower = self.plots
        self.wide, self.narrow = Band(upper, -10.0), Band(upper, -9.0)
        # Only the middle line is antialiased at width 2: wide antialiased lines are slow.
        self.pinned = Line(upper, -2.0)
        self.middle = Line(upper, -1.0, smooth=True)
        self.bars = {name: Bars(lower, -9.0) for name in LINES}
        self.net = Line(lower, -1.0, smooth=True, within=True)
        self.notes, self.bar_notes = Notes(upper), Notes(lower)
        self.money: MoneyScale = MILLIONS
        self.fan: Fan | None = None
        self.flows: Flows | None = None
        self._pinned_flows: Flows | None = None
        self._pinned: Result | None = None
        self._result: Result | None = None
        self._tenants: tuple[Thing, ...] = ()
        self._marks: tuple[Mark, ...] = ()
        self._period = Period.MONTH
        self._equity = False
        self.recolour(self.palette_shown)

    def show_result(
        self,
        result: Result | None,
        pinned: Result | None = None,
        tenants: Sequence[Thing] = (),
    ) -> None:
        """Show a result, a pinned one dashed behind it; None empties the chart.

        `tenants` name those whose contracts end.
        """
        self._result, self._pinned, self._tenants = result, pinned, tuple(tenants)
        self._set_data()

    def set_period(self, period: Period) -> None:
        """Add the money lines up by so long periods."""
        self._period = period
        self._recoloured(self.palette_shown)
        self._set_data()

    def set_equity(self, equity: bool) -> None:
        """Show the cash flow to equity, where the result knows it, or to the firm."""
        self._equity = equity
        self._set_data()

    @property
    def flow(self) -> str:
        """Which cash flow is shown: FCFE only if asked for, and the result has it."""
        known = self._result is not None and has_equity(self._result)
        return FCFE if self._equity and known else FCFF

    # Data

    def _set_data(self) -> None:
        if self._result is None:
            self._empty()
            return
        result = self._result
        self.fan, self.flows = fan(result, self.flow), flows(result, self._period, self.flow)
        known = [self.fan.middle, *(b for b in (self.fan.p10, self.fan.p90) if b is not None)]
        self.money = money_scale(extremes(known))
        self._set_fan(self.fan, places(len(result.months)))
        self._marks = cash_marks(result, self.fan, self.flow, self._tenants)
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
        if self._pinned is None or (self.flow == FCFE and not has_equity(self._pinned)):
            self.pinned.set_values(NOTHING, NOTHING)
            self._pinned_flows = None
            return
        line = fan(self._pinned, self.flow).middle
        # The pinned case may begin in another month; its months keep their places in time.
        begin = scale.place(self._pinned.start)
        self.pinned.set_values(places(len(self._pinned.months)) + begin, line)
        self._pinned_flows = flows(self._pinned, self._period, self.flow).moved(begin)

    def _empty(self) -> None:
        self.fan, self.flows, self._pinned_flows = None, None, None
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
        columns += [
            (word(MONEY_LINES[name]), lines.lines[name].tolist())
            for name in LINES
            if name != "loans" or self.flow == FCFE
        ]
        columns.append((self._net_name(), lines.net.tolist()))
        scale = MonthScale.starting(result.start)
        named = [
            result.months[span.first] if span.months == 1 else period_name(span, scale)
            for span in spans(result.months, self._period)
        ]
        periods = [word(START), *named]
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
        low, high = bar_range(down, up)
        if self._pinned_flows is not None:
            # Bars of both cases have one axis, so that going from one to the other compares them.
            behind = (self._pinned_flows.right > left) & (self._pinned_flows.left < right)
            ends = bar_range(*(edge[behind] for edge in self._pinned_flows.reach()))
            low, high = min(low, ends[0]), max(high, ends[1])
        self.plots[1].set_values(*padded(low, high, 0.0, 0.0))
        received = lines.lines["receipts"][seen]
        spent = (lines.lines["operations"] + lines.lines["tax"])[seen]
        named = (
            (_usual(received[received > 0.0]), RECEIPTS),
            (_usual(spent[spent < 0.0]), COSTS_AND_TAX),
        )
        self.ends[1].set_labels(
            [EndLabel(value / 2.0, word(name)) for value, name in named if value != 0.0]
        )

    def _fan_labels(self, shown: Fan, last: int) -> list[EndLabel]:
        """From the top downwards, for labels of one value keep their order."""
        ends = [None if line is None else float(line[last]) for line in (shown.p90, shown.p10)]
        middle = float(shown.middle[last])
        figure = self.money.figure(middle)
        # Where nothing is uncertain there is one figure, not the same three times.
        known = [end is not None and self.money.figure(end) != figure for end in ends]
        labels = [EndLabel(middle, f"P50 {figure}" if any(known) else figure, True)]
        for end, name, place in zip(ends, ("P90", "P10"), (0, 2), strict=True):
            if end is not None and any(known):
                labels.insert(place, EndLabel(end, f"{name} {self.money.figure(end)}"))
        there = np.flatnonzero(self.pinned.places == places(last)[-1])
        if there.size:
            value = float(self.pinned.values[there[0]])
            named = PINNED_P50_ENDS if self._pinned_is_drawn() else PINNED_ENDS
            labels.append(EndLabel(value, str(named(figure=self.money.figure(value)))))
        return labels

    def _annotate(self) -> None:
        if self.flows is None:
            return
        marks = self._marks
        extent, lower = self.plots[0].extent(), self.plots[1].extent()
        dots = [mark.dot for mark in marks]
        ground = self.palette_shown.raised
        self.notes.set_notes(mark_notes(marks, extent, self._outlines(), ground), dots)
        cut = cut_figures(self.flows, lower, self.money, ground)
        self.bar_notes.set_notes(cut, drops=[dot.place for dot in dots])

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
            apart = self.money.figure(low) != self.money.figure(high)
            both = spread(*ends, self.money.decimals) if apart else self.money.figure(low)
            rows.append(ReadOutRow(word(P10_P90), both, leading=True))
        there = np.flatnonzero(self.pinned.places == month + 0.5)
        if there.size:
            swatch = LegendEntry(Swatch.DASHED, palette.capital, "")
            figure = self.money.figure(float(self.pinned.values[there[0]]))
            rows.append(ReadOutRow(self._pinned_name(), figure, swatch))
        return f"{moment}, {self.money.symbol}", rows + self._flow_rows(self.flows, month)

    def _flow_rows(self, lines: Flows, month: int) -> list[ReadOutRow]:
        period = int(np.searchsorted(lines.first, month, side="right")) - 1
        year = ""
        if self._period is not Period.MONTH and period > 0 and self._result is not None:
            periods = spans(self._result.months, self._period)
            scale = MonthScale.starting(self._result.start)
            year = f", {period_name(periods[span_of(month, periods)], scale)}"
        decimals = self.money.table_decimals
        rows = []
        for name in LINES:
            amount = float(lines.lines[name][period])
            if amount != 0.0:
                swatch = LegendEntry(Swatch.BLOCK, self._money_colour(name), "")
                figure = self.money.figure(amount, decimals)
                rows.append(ReadOutRow(word(MONEY_LINES[name]) + year, figure, swatch))
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
        pinned = np.full(shown.middle.size, np.nan)
        points = np.round(self.pinned.places + 0.5).astype(int)
        there = (points >= 0) & (points < pinned.size)
        pinned[points[there]] = self.pinned.values[there]
        return [swept(low, high), swept(pinned, pinned)]

    # Theme

    def _middle_name(self) -> str:
        drawn = self.fan is not None and self.fan.p10 is not None
        return word(CUMULATIVE_P50 if drawn else CUMULATIVE)

    def _pinned_name(self) -> str:
        return word(PINNED_P50 if self._pinned_is_drawn() else PINNED)

    def _pinned_is_drawn(self) -> bool:
        return self._pinned is not None and self._pinned.draws > 0

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
            "loans": palette.strong,
        }[name]

    def _recoloured(self, palette: Palette) -> None:
        self.wide.set_fill(tinted(palette.accent, WIDE))
        self.narrow.set_fill(tinted(palette.accent, NARROW))
        self.middle.set_pen(palette.accent, 2.0)
        self.pinned.set_pen(palette.capital, 1.0, DASHES)
        self.net.set_pen(palette.text)
        # It runs over bars of its own darkness; those of single months it would all but cover.
        self.net.set_casing(palette.raised, 0.0 if self._period is Period.MONTH else 3.0)
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
        if self.pinned.values.size:
            entries.append(LegendEntry(Swatch.DASHED, palette.capital, self._pinned_name()))
        for name in LINES:
            if self.flows.lines[name].any():
                entry = LegendEntry(Swatch.BLOCK, self._money_colour(name), word(MONEY_LINES[name]))
                entries.append(entry)
        entries.append(LegendEntry(Swatch.THIN_LINE, palette.text, self._net_name()))
        self.legend.set_entries(entries)


def _usual(amounts: Floats) -> float:
    """What lies in the middle of some amounts; 0 where there are none."""
    return float(np.median(amounts)) if amounts.size else 0.0
