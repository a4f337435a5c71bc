"""Backlog: what is promised, what is likely, and what no one can cancel, month by month."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from planner.charts import backlog_words as words
from planner.charts.backlog_lines import (
    EXPECTED,
    FIRM,
    HEADLINE,
    NOTICEABLE,
    RPO,
    Backlog,
    backlog,
)
from planner.charts.backlog_notes import Inks, LineNames
from planner.charts.cash_lines import places
from planner.charts.figures import MILLIONS, MoneyScale, money_scale, number, percent
from planner.charts.legend import LegendEntry, Swatch
from planner.charts.lines import Line
from planner.charts.notes import Note, Notes, notes_with_room, stacked_notes
from planner.charts.notice_brackets import NoticeBrackets
from planner.charts.notice_marks import Bracket, Brackets, LockIn, NoticeMark, NoticeMarks
from planner.charts.numbers import Numbers, numbers_by_period
from planner.charts.palette import Palette, mixed, text_on, tinted
from planner.charts.plot import NOTHING, Floats, padded
from planner.charts.read_out import ReadOutRow
from planner.charts.shapes import Band
from planner.charts.time_chart import TimeChart
from planner.charts.words import MEANS_OF, MONTH, START, word
from planner.engine.result import Result

DASHES = [4.0, 3.0]
GROUND = 0.10  # opacity of what lies under headline
SOLID = 0.9


class BacklogChart(TimeChart):
    """One plot. All items are made once; `show` sets their data."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(word(words.BACKLOG), (1,), parent)
        plot = self.plots[0]
        self.under = Band(plot, -12.0)
        self.locked = LockIn(plot)
        self.solid = Band(plot, -10.0)
        self.solid_line = Line(plot, -9.0, smooth=True)
        self.headline = Line(plot, -3.0, smooth=True)
        self.expected = Line(plot, -2.0, smooth=True)
        self.first_notice = NoticeMarks(plot)
        self.brackets = Brackets(plot)
        self.notes = Notes(plot)
        self.backlog: Backlog | None = None
        self.money: MoneyScale = MILLIONS
        self._result: Result | None = None
        self._marks: tuple[NoticeMark, ...] = ()
        self._path = ""
        self._means = False
        self._obligation = False
        self.recolour(self.palette_shown)

    def show_result(
        self,
        result: Result | None,
        path: str = "",
        marks: Sequence[NoticeMark] = (),
    ) -> None:
        """Show the backlog of a part of the plan; `marks` say when notice may be given.

        None empties the chart.
        """
        self._result, self._path, self._marks = result, path, tuple(marks)
        self._set_data()

    def set_expected(self, expected: bool) -> None:
        """Show means over the draws instead of the plan as written."""
        self._means = expected
        self._set_data()

    def set_obligation(self, obligation: bool) -> None:
        """Show the remaining performance obligation (RPO) in the place of firm bills."""
        self._obligation = obligation
        self._set_data()

    @property
    def means(self) -> bool:
        """Whether means over draws are shown: asked for, and there are draws."""
        return self._means and self._result is not None and self._result.draws > 0

    @property
    def solid_name(self) -> str:
        """Which line is the solid one: firm, or RPO."""
        return RPO if self._obligation else FIRM

    # Data

    def _set_data(self) -> None:
        result = self._result
        found = None if result is None else backlog(result, self._path, self.means)
        if result is None or found is None:
            self._empty()
            return
        self.backlog = found
        self.money = money_scale([found.peak])
        for name, line in ((HEADLINE, self.headline), (EXPECTED, self.expected)):
            line.set_values(*self._placed(found, name))
        where, headline = self._placed(found, HEADLINE)
        self.under.set_values(where, 0.0 * headline, headline)
        where, solid = self._placed(found, self.solid_name)
        self.solid.set_values(where, np.minimum(solid, 0.0), np.maximum(solid, 0.0))
        self.solid_line.set_values(where, solid)
        self._set_marks(found)
        self.set_money_scale(self.money)
        self._set_legend(self.palette_shown)
        self._set_period(result.start, found.months, -1.0 if found.at_start else 0.0)

    def _placed(self, found: Backlog, name: str) -> tuple[Floats, Floats]:
        begun = found.at_start is not None and name in found.at_start
        values = found.from_start(name)[: found.months + begun]
        return places(len(found.lines[name]))[not begun :][: values.size], values

    def _set_marks(self, found: Backlog) -> None:
        inside = [mark for mark in self._marks if 0 < mark.month < found.months]
        self.first_notice.set_months([mark.month for mark in inside])
        self._set_lock_in(found)

    @property
    def _only_mark(self) -> NoticeMark | None:
        """When the only contract shown may be left; None of several, or where sides differ."""
        only = self._marks[0] if len(self._marks) == 1 else None
        return only if only is not None and only.is_alone else None

    def _set_lock_in(self, found: Backlog) -> None:
        """Hatch the months before anyone may give notice, where there is one contract to read."""
        only = self._only_mark
        self.locked.set_months(0 if only is None else max(min(only.month, found.months), 0))

    def _empty(self) -> None:
        self.backlog = None
        for band in (self.under, self.solid):
            band.set_values(NOTHING, NOTHING, NOTHING)
        for line in (self.headline, self.expected, self.solid_line):
            line.set_values(NOTHING, NOTHING)
        self.locked.set_months(0)
        self.first_notice.set_months(())
        self.brackets.set_brackets(())
        self.notes.set_notes(())
        self._clear_period()

    def numbers(self) -> Numbers:
        """All four lines of every month shown, $m."""
        result, found = self._result, self.backlog
        if result is None or found is None:
            return Numbers((word(MONTH),), ())
        starts = found.at_start is not None
        names = [*([word(START)] if starts else []), *result.months[: found.months]]
        columns = []
        for name, called in NAMES.items():
            values = found.from_start(name).tolist()
            if found.at_start is not None and name not in found.at_start:
                values = [float("nan"), *values]
            columns.append((word(called), values[: len(names)]))
        return numbers_by_period(f"{word(MONTH)}, $m", names, columns, 1)

    # What a chart answers

    def _fit(self) -> None:
        found = self.backlog
        if found is None:
            return
        first, after = self.shown_months()
        top = float(found.lines[HEADLINE][max(first, 0) : after].max(initial=0.0))
        if first < 0:
            top = max(top, found.first(HEADLINE))
        low = float(np.minimum(found.lines[self.solid_name], 0.0)[max(first, 0) : after].min())
        self.plots[0].set_values(*padded(low, max(top, 1.0), 0.0, 0.1))

    def _annotate(self) -> None:
        found = self.backlog
        if found is None or self.scale is None:
            return
        extent, ground = self.plots[0].extent(), self.palette_shown.raised
        offset = (6.0, 2.0)
        starts = [
            Note(float(mark.month), extent.top, mark.text, offset=offset, halo=ground)
            for mark in self._marks
            if mark.text and 0 < mark.month < found.months
        ]
        notes = stacked_notes(starts, extent, downwards=True)
        placed = self._bracketed(found)
        self.brackets.set_brackets([bracket for bracket, _ in placed])
        notes += [note for _, note in placed]
        names = notes_with_room(self._names(found), notes, extent)
        self.notes.set_notes([*notes, *names])

    def _bracketed(self, found: Backlog) -> list[tuple[Bracket, Note]]:
        """How long notice is, where firm is what is due until it counts."""
        only = self._only_mark
        if only is None or self._obligation:
            return []
        text = str(words.NOTICE_OF(months=number(only.notice)))
        halo = self._under_fill(self.palette_shown)
        return NoticeBrackets(found, self.plots[0].extent(), only, halo).placed(text)

    def _names(self, found: Backlog) -> list[Note]:
        """What the lines are, written beside them where they have room."""
        if self.scale is None:
            return []
        left = np.flatnonzero(found.lines[HEADLINE] > NOTICEABLE)
        last = int(left[-1]) + 1
        said = words.HEADLINE_IS
        if last == len(found.lines[HEADLINE]):
            last, said = last - 1, words.HEADLINE_BEYOND_IS
        solid = words.RPO_IS if self._obligation else words.FIRM_IS
        if not self._obligation and np.array_equal(found.lines[FIRM], found.lines[HEADLINE]):
            solid = words.ALL_FIRM_IS
        palette = self.palette_shown
        fill = self._solid_fill(palette)
        inks = Inks(palette.raised, self._under_fill(palette), text_on(fill))
        names = LineNames(found, self.plots[0].extent(), self.solid_name, inks)
        headline, expected = said(month=self.scale.long(last)), words.EXPECTED_IS()
        return names.notes(str(headline), str(expected), str(solid()))

    def _reading(self, month: int) -> tuple[str, list[ReadOutRow]]:
        found = self.backlog
        if found is None or self.scale is None:
            return "", []
        moment = word(words.AT_START) if month < 0 else self.scale.short(month)
        rows = []
        for name, called in NAMES.items():
            if month < 0 and (found.at_start is None or name not in found.at_start):
                continue
            value = found.first(name) if month < 0 else float(found.lines[name][month])
            colour = self._colour(name, self.palette_shown)
            swatch = None if colour is None else LegendEntry(Swatch.BLOCK, colour, "")
            figure = self.money.figure(value, self.money.table_decimals)
            rows.append(ReadOutRow(word(called), figure, swatch, leading=name != RPO))
        rows.append(ReadOutRow(word(words.FIRM_SHARE), percent(found.firm_share(month))))
        return f"{moment}, {self.money.symbol}", rows

    def _dots(self, plot: int, month: int) -> tuple[tuple[float, str], ...]:
        found = self.backlog
        if found is None or plot > 0 or (month < 0 and found.at_start is None):
            return ()
        dots = []
        for name in (HEADLINE, EXPECTED, self.solid_name):
            if month < 0 and name == RPO:
                continue
            value = found.first(name) if month < 0 else float(found.lines[name][month])
            dots.append((value, self._colour(name, self.palette_shown) or self.palette_shown.text))
        return tuple(dots)

    def _outlines(self) -> list[tuple[Floats, Floats]]:
        if self.backlog is None:
            return []
        headline = self.backlog.lines[HEADLINE][: self.backlog.months]
        return [(0.0 * headline, headline)]

    # Theme

    def _colour(self, name: str, palette: Palette) -> str | None:
        """The line's colour; RPO has that of the solid area while it is shown there."""
        colours = {
            HEADLINE: palette.capital,
            EXPECTED: palette.tax,
            self.solid_name: palette.receipts,
        }
        return colours.get(name)

    def _under_fill(self, palette: Palette) -> str:
        return mixed(palette.capital, palette.raised, GROUND)

    def _solid_fill(self, palette: Palette) -> str:
        return mixed(palette.receipts, palette.raised, SOLID)

    def _recoloured(self, palette: Palette) -> None:
        self.under.set_fill(tinted(palette.capital, GROUND))
        self.solid.set_fill(QColor(self._solid_fill(palette)))
        self.solid_line.set_pen(palette.receipts, 1.0)
        self.headline.set_pen(palette.capital, 2.0)
        self.expected.set_pen(palette.tax, 2.0, DASHES)
        for part in (self.locked, self.first_notice, self.brackets, self.notes):
            part.recolour(palette)
        self._set_legend(palette)

    def _set_legend(self, palette: Palette) -> None:
        if self.backlog is None:
            return
        entries = [
            LegendEntry(Swatch.LINE, palette.capital, word(words.HEADLINE)),
            LegendEntry(Swatch.DASHED, palette.tax, word(words.EXPECTED)),
            LegendEntry(Swatch.BLOCK, palette.receipts, word(NAMES[self.solid_name])),
        ]
        if self.locked.months:
            entries.append(LegendEntry(Swatch.HATCH, palette.strong, word(words.LOCK_IN)))
        remark = word(words.REMARK)
        if self.means and self._result is not None:
            remark = f"{remark}; {MEANS_OF(count=number(self._result.draws))}"
        self.legend.set_entries(entries, remark)


NAMES = {
    HEADLINE: words.HEADLINE,
    EXPECTED: words.EXPECTED,
    FIRM: words.FIRM,
    RPO: words.RPO,
}
