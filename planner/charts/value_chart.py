"""Value: the draws of NPV as a histogram above, their cumulative curve beneath, one axis of money.

What loses money is red; the pinned case stands behind in slate, in the same classes.
"""

from collections.abc import Sequence

import numpy as np
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from planner.analysis.spread import Classes, around, classes
from planner.charts.amount_axis import AmountAxis, AmountScale
from planner.charts.axes import Edge, decimals_of
from planner.charts.chart import Chart
from planner.charts.figures import (
    MILLIONS,
    MoneyScale,
    chance,
    money_scale,
    number,
    percent,
)
from planner.charts.legend import LegendEntry, Swatch
from planner.charts.lettering import CAPTION, MEDIUM, lettering, text_width
from planner.charts.lines import Line, Upright
from planner.charts.notes import Dot, Note, Notes, Side, stacked_notes
from planner.charts.numbers import Numbers
from planner.charts.palette import Palette, tinted
from planner.charts.plot import NOTHING, Floats, Plot, padded
from planner.charts.read_out import ReadOutRow
from planner.charts.shapes import Band, Bars
from planner.charts.value_words import (
    ABOVE,
    AS_PLANNED,
    AT_MOST,
    AT_MOST_OF,
    BELOW_ZERO,
    CHART_HELP,
    CLASSES_OF,
    CUMULATIVE,
    FROM,
    IN_CLASS,
    IN_PERCENT,
    NAMES,
    PINNED,
    PINNED_AT_MOST,
    PINNED_SHARE,
    SHARE,
    SHARE_BELOW_ZERO,
    TO,
)
from planner.charts.words import word
from planner.engine.result import Measure, Result
from planner.units.notation import plain_text

NPV, VALUE_TO_OWNER, PEAK_FUNDING = "npv", "value_to_owner", "peak_funding"
SHARES = MoneyScale(0.01, "%")
GAP = 0.06  # of a class, on either side of its bar
DASHES = [4.0, 3.0]
LOSS = 0.14
LOWEST = 0.05  # the share of draws below the first mark
NOTE_OFFSET = (4.0, 4.0)
PER_CENT, SHARE_DECIMALS = 100.0, 2


class ValueChart(Chart):
    """Two plots over the same classes. All items are made once; `show` sets their data."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(word(NAMES[NPV]), (13, 8), parent)
        self.setAccessibleDescription(word(CHART_HELP))
        upper, lower = self.plots
        self.gains, self.losses = Bars(upper, -9.0), Bars(upper, -9.0)
        self.pinned_bars = Line(upper, -2.0)
        self.loss_area = Band(lower, -10.0)
        self.pinned_curve = Line(lower, -2.0)
        self.curve = Line(lower, -1.0, smooth=True)
        self.zeros = (Upright(upper, -12.0), Upright(lower, -12.0))
        self.certain = (Upright(upper, -1.0), Upright(lower, -1.0))
        self.notes, self.curve_notes = Notes(upper), Notes(lower)
        self.measure: Measure | None = None
        self.classes: Classes | None = None
        self.money: MoneyScale = MILLIONS
        self._pinned: Measure | None = None
        self._name = NPV
        for axis in self.value_axes:
            axis.money = SHARES
        self.recolour(self.palette_shown)

    @property
    def amount_axis(self) -> AmountAxis:
        """The money beneath the plots."""
        axis = self.axis_below
        if not isinstance(axis, AmountAxis):
            raise TypeError(type(axis))
        return axis

    def show_result(
        self,
        result: Result | None,
        pinned: Result | None = None,
        name: str = NPV,
    ) -> None:
        """Show a measure of a result, that of a pinned one behind it; None empties the chart."""
        self._name = name
        self.measure = None if result is None else result.measures.get(name)
        self._pinned = None if pinned is None else pinned.measures.get(name)
        self._set_data()

    # Data

    def _set_data(self) -> None:
        known = [measure for measure in (self.measure, self._pinned) if measure is not None]
        drawn = classes([measure.samples for measure in known])
        certain = [m.deterministic for m in known if m.deterministic is not None]
        if self.measure is None or (drawn is None and not certain):
            self._empty()
            return
        kept = drawn if self.drawn and drawn is not None else around(certain)
        changed, self.classes = kept != self.classes, kept
        self.money = money_scale([kept.low, float(kept.edges[-1])])
        self._set_draws(self.measure, kept)
        self._set_pinned(kept)
        zero = kept.place(0.0)
        for line in self.zeros:
            line.stand_at(zero if 0.0 <= zero <= kept.count else None)
        value = None if self.drawn else self.measure.deterministic
        for line in self.certain:
            line.stand_at(None if value is None else kept.place(value))
        self._set_legend(self.palette_shown)
        scale = AmountScale(kept, self.money)
        self.amount_axis.amounts = scale
        self._set_steps(0.0, float(kept.count), scale, changed)
        for axis in self.value_axes:
            axis.shown = self.drawn
            axis.update()

    @property
    def drawn(self) -> bool:
        """Whether there are draws to show, and not only the plan as written."""
        return self.measure is not None and bool(np.isfinite(self.measure.samples).any())

    def _set_draws(self, measure: Measure, kept: Classes) -> None:
        if not self.drawn:
            for bars in (self.gains, self.losses):
                bars.set_values(NOTHING, NOTHING, NOTHING, NOTHING)
            self.curve.set_values(NOTHING, NOTHING)
            self.loss_area.set_values(NOTHING, NOTHING, NOTHING)
            return
        shares, below = kept.shares(measure.samples), kept.at_most(measure.samples)
        left = np.arange(kept.count, dtype=np.float64)
        lost = kept.edges[1:] <= 1e-9 * kept.width
        for bars, mine in ((self.losses, lost), (self.gains, ~lost)):
            bars.set_values(
                left[mine] + GAP, left[mine] + 1.0 - GAP, 0.0 * shares[mine], shares[mine]
            )
        places = np.arange(kept.count + 1, dtype=np.float64)
        self.curve.set_values(places, below)
        within = int(lost.sum()) + 1
        if within > 1:
            self.loss_area.set_values(places[:within], 0.0 * below[:within], below[:within])
        else:
            self.loss_area.set_values(NOTHING, NOTHING, NOTHING)

    def _set_pinned(self, kept: Classes) -> None:
        pinned = self._pinned
        if pinned is None or not self.drawn or not np.isfinite(pinned.samples).any():
            self.pinned_bars.set_values(NOTHING, NOTHING)
            self.pinned_curve.set_values(NOTHING, NOTHING)
            return
        places = np.arange(kept.count + 1, dtype=np.float64)
        self.pinned_bars.set_values(places, kept.shares(pinned.samples))
        self.pinned_curve.set_values(places, kept.at_most(pinned.samples))

    def _empty(self) -> None:
        self.measure, self.classes = None, None
        for bars in (self.gains, self.losses):
            bars.set_values(NOTHING, NOTHING, NOTHING, NOTHING)
        for line in (self.curve, self.pinned_bars, self.pinned_curve):
            line.set_values(NOTHING, NOTHING)
        self.loss_area.set_values(NOTHING, NOTHING, NOTHING)
        for upright in (*self.zeros, *self.certain):
            upright.stand_at(None)
        self.notes.set_notes(())
        self.curve_notes.set_notes(())
        self.amount_axis.amounts = None
        self._clear_steps()

    def numbers(self) -> Numbers:
        """Share of the draws in each class and up to its end; those of the pinned case beside."""
        kept, measure = self.classes, self.measure
        if kept is None or measure is None or not self.drawn:
            return Numbers((word(FROM),), ())
        shares, columns = [SHARE, AT_MOST], [*_both(kept, measure)]
        if self._pinned is not None and self.pinned_bars.values.size:
            shares += [PINNED_SHARE, PINNED_AT_MOST]
            columns += _both(kept, self._pinned)
        heads = (word(FROM), word(TO), *(str(IN_PERCENT(share=word(share))) for share in shares))
        figures = (kept.edges[1:], *(PER_CENT * column for column in columns))
        rows = tuple(
            (plain_text(low), values)
            for low, values in zip(
                kept.edges[:-1].tolist(),
                zip(*(c.tolist() for c in figures), strict=True),
                strict=True,
            )
        )
        decimals = (0, *(SHARE_DECIMALS for _ in columns))
        return Numbers(heads, rows, decimals, named_by_figures=True)

    # What a chart answers

    def _axis_below(self, plot: Plot) -> Edge:
        return AmountAxis(plot)

    def _fit(self) -> None:
        first, after = self.shown_steps()
        kept, measure = self.classes, self.measure
        tallest = 0.0
        if kept is not None and measure is not None and self.drawn:
            tallest = float(kept.shares(measure.samples)[first:after].max(initial=0.0))
            behind = self.pinned_bars.values[first:after]
            tallest = max(tallest, float(behind.max(initial=0.0)))
        self.plots[0].set_values(*padded(0.0, tallest or 1.0, 0.0, 0.30))
        self.plots[1].set_values(0.0, 1.06)

    def _annotate(self) -> None:
        kept, measure = self.classes, self.measure
        if kept is None or measure is None:
            return
        extent = self.plots[0].extent()
        marks = self._marks(measure)
        notes = self._loss_note(kept, measure)
        notes += [
            self._mark_note(kept.place(amount), text, strong, share)
            for amount, text, strong, share in marks
        ]
        drawn = [(kept.place(amount), share) for amount, _t, _s, share in marks if share]
        drops = [place for place, _share in drawn]
        self.notes.set_notes(stacked_notes(notes, extent, downwards=True), drops=drops)
        dots = [Dot(place, share, dropped=False) for place, share in drawn]
        self.curve_notes.set_notes((), dots, drops=drops)

    def _mark_note(self, place: float, text: str, strong: bool, share: float | None) -> Note:
        """Beside its line: at the right, but the lowest at the left, away from the next."""
        extent, (aside, down) = self.plots[0].extent(), NOTE_OFFSET
        room = extent.x(place) > text_width(text, lettering(CAPTION)) + 2.0 * aside
        lowest = share == LOWEST and room
        side, shift = (Side.LEFT, -aside) if lowest else (Side.RIGHT, aside)
        ground = self.palette_shown.raised
        return Note(place, extent.top, text, side, strong, None, ground, (shift, down))

    def _marks(self, measure: Measure) -> list[tuple[float, str, bool, float | None]]:
        """Amount, text, whether it leads, and the share of draws below it: P5, P10, P50, P90."""
        if not self.drawn:
            value = measure.deterministic
            if value is None:
                return []
            return [(value, f"{word(AS_PLANNED)} {self.money.figure(value)}", True, None)]
        known = (
            ("P5", measure.p5, LOWEST),
            ("P10", measure.p10, 0.1),
            ("P50", measure.p50, 0.5),
            ("P90", measure.p90, 0.9),
        )
        return [
            (amount, f"{name} {self.money.figure(amount)}", name == "P50", share)
            for name, amount, share in known
            if amount is not None
        ]

    def _loss_note(self, kept: Classes, measure: Measure) -> list[Note]:
        """The chance of a loss, beside the line of zero, on its side where there is room."""
        if not self.drawn or not self.loss_area.places.size:
            return []
        text = str(SHARE_BELOW_ZERO(share=chance(float(np.nanmean(measure.samples < 0.0)))))
        extent, zero = self.plots[0].extent(), kept.place(0.0)
        if not extent.left < zero <= extent.right:
            return []
        room = extent.x(zero) > text_width(text, lettering(CAPTION, MEDIUM)) + 4.0 * NOTE_OFFSET[0]
        side, shift = (Side.LEFT, -NOTE_OFFSET[0]) if room else (Side.RIGHT, NOTE_OFFSET[0])
        colour, halo = self.palette_shown.negative, self.palette_shown.raised
        offset = (shift, NOTE_OFFSET[1])
        return [Note(zero, extent.top, text, side, True, colour, halo, offset)]

    def _reading(self, step: int) -> tuple[str, list[ReadOutRow]]:
        kept, measure = self.classes, self.measure
        if kept is None or measure is None:
            return "", []
        unit, low = self.money.symbol, kept.low + step * kept.width
        ends = [self._exact(low, kept), self._exact(low + kept.width, kept)]
        title = str(IN_CLASS(low=ends[0], high=ends[1], unit=unit))
        if not self.drawn:
            value = self.money.figure(measure.deterministic)
            return title, [ReadOutRow(word(AS_PLANNED), value, leading=True)]
        share, below = (values[step] for values in _both(kept, measure))
        lost = step < self.losses.left.size
        colour = self.palette_shown.negative if lost else self.palette_shown.accent
        rows = [
            ReadOutRow(
                word(SHARE), percent(float(share)), LegendEntry(Swatch.BLOCK, colour, ""), True
            ),
            ReadOutRow(str(AT_MOST_OF(amount=ends[1])), percent(float(below)), leading=True),
            ReadOutRow(str(ABOVE(amount=ends[1])), percent(1.0 - float(below)), leading=True),
        ]
        if self._pinned is not None and self.pinned_bars.values.size:
            behind, behind_below = (values[step] for values in _both(kept, self._pinned))
            line = LegendEntry(Swatch.THIN_LINE, self.palette_shown.capital, "")
            rows.append(ReadOutRow(word(PINNED_SHARE), percent(float(behind)), line))
            rows.append(ReadOutRow(word(PINNED_AT_MOST), percent(float(behind_below))))
        return title, rows

    def _exact(self, amount: float, kept: Classes) -> str:
        """An edge with as many decimals as the width of the classes needs."""
        divisor = self.money.divisor
        return number(amount / divisor, decimals_of([0.0, kept.width / divisor]))

    def _dots(self, plot: int, step: int) -> tuple[tuple[float, str], ...]:
        if plot == 0 or not self.drawn or not self.curve.values.size:
            return ()
        middle = float(self.curve.values[step] + self.curve.values[step + 1]) / 2.0
        return ((middle, self.palette_shown.accent),)

    def _outlines(self) -> list[tuple[Floats, Floats]]:
        if self.classes is None or self.measure is None or not self.drawn:
            return []
        shares = self.classes.shares(self.measure.samples)
        return [(0.0 * shares, shares)]

    # Theme

    def _recoloured(self, palette: Palette) -> None:
        ground = QColor(palette.raised)
        self.gains.set_colours(QColor(palette.accent), ground)
        self.losses.set_colours(QColor(palette.negative), ground)
        self.loss_area.set_fill(tinted(palette.negative, LOSS))
        self.curve.set_pen(palette.accent, 2.0)
        self.pinned_bars.set_pen(palette.capital)
        self.pinned_curve.set_pen(palette.capital, 1.0, DASHES)
        for line in self.zeros:
            line.set_pen(palette.strong)
        for line in self.certain:
            line.set_pen(palette.accent, 2.0)
        self.notes.recolour(palette)
        self.curve_notes.recolour(palette)
        self._set_legend(palette)

    def _set_legend(self, palette: Palette) -> None:
        kept = self.classes
        if kept is None or self.measure is None:
            return
        if not self.drawn:
            entry = LegendEntry(Swatch.LINE, palette.accent, word(AS_PLANNED))
            self.legend.set_entries([entry])
            return
        entries = []
        if self.gains.high.any():
            entries.append(LegendEntry(Swatch.BLOCK, palette.accent, word(NAMES[self._name])))
        if self.losses.high.any():
            entries.append(LegendEntry(Swatch.BLOCK, palette.negative, word(BELOW_ZERO)))
        entries.append(LegendEntry(Swatch.LINE, palette.accent, word(CUMULATIVE)))
        if self.pinned_bars.values.size:
            entries.append(LegendEntry(Swatch.THIN_LINE, palette.capital, word(PINNED)))
        decimals = decimals_of([0.0, kept.width / self.money.divisor])
        width = self.money.amount(kept.width, decimals)
        draws = number(int(np.isfinite(self.measure.samples).sum()))
        self.legend.set_entries(entries, str(CLASSES_OF(count=draws, width=width)))


def _both(kept: Classes, measure: Measure) -> Sequence[Floats]:
    """(B,) each: the share in each class, and up to its end, the last class holding the rest."""
    below = kept.at_most(measure.samples)[1:].copy()
    below[-1] = 1.0
    return kept.shares(measure.samples), below
