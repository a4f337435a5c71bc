"""The one public function: a case in, a result out. MODEL.md part B."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.domain.case import Case
from planner.domain.checks import Problem, blocking
from planner.domain.checks.problem import inconsistent
from planner.domain.settings import Settings
from planner.engine.arrays import Floats
from planner.engine.block import run_block
from planner.engine.calendar import Calendar, calendar_of
from planner.engine.certain_run import CertainRun, certain_run
from planner.engine.chunks import checkpoint_of, each, never
from planner.engine.copula import NotPositiveDefinite
from planner.engine.correlations import copula_of_plan, same_correlations
from planner.engine.draws import CHUNK
from planner.engine.findings import (
    PREVIEW_DRAWS,
    figures,
    internal_rates_of_draws,
    levelised_prices,
    measures,
)
from planner.engine.levelised import DrawnPrices, TenantPrices
from planner.engine.recording import Key, Recording
from planner.engine.result import Bands, CertainSeries, Opening, Result
from planner.engine.shared_stretch import Lot, Piece, SharedStretch
from planner.engine.stretches import Stretch, most_at_once, stretches
from planner.engine.wanted import EVERYTHING, LEVELISED_PRICE, Wanted
from planner.engine.worlds import worlds


class Blocked(Exception):
    """The case is inconsistent; `problems` say where."""

    def __init__(self, found: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(str(problem.message) for problem in found))
        self.problems = found


def simulate(
    case: Case,
    draws: int = 0,
    seed: int | None = None,
    cancelled: Callable[[], bool] = never,
    progress: Callable[[float], None] | None = None,
    threads: int = 2,
    keeps: Callable[[Key], bool] | None = None,
    wanted: Wanted = EVERYTHING,
) -> Result:
    """Compute a case: the deterministic run, and so many draws.

    Parameters
    ----------
    case : Case
        One strategy in the world as chosen.
    draws : int
        0, or a multiple of 256. The draws of the preview are the first of every longer run.
    seed : int or None
        None is the plan's own; 0 is a seed.
    cancelled, progress : callables
        Asked between stages; told the finished share of the draws, from any thread.
    threads : int
        How many share the chunks; the result has the same bits for any number.
    keeps : callable of (path, series name), or None for all
        Of which series the draws are kept so that percentiles can be read; means always are.
    wanted : Wanted
        Which series and measures are read of the draws: the others are not computed in them, and
        those that are have the same bits as in a run that computes all. The deterministic run has
        every series.

    Returns
    -------
    Result
        Read-only.

    Raises
    ------
    Blocked
        If the case is inconsistent; everything that is wrong is named.
    Cancelled
        As soon as `cancelled()` says so.
    ValueError
        If `draws` is no multiple of 256.
    """
    began = time.perf_counter()
    if draws % CHUNK or draws < 0:
        raise ValueError(f"draws must be a multiple of {CHUNK}, not {draws}")
    found = blocking(case)
    if found:
        raise Blocked(found)
    seed = case.plan.settings.seed if seed is None else seed
    run = _Run(case, seed, checkpoint_of(cancelled), wanted)
    deterministic = certain_run(case, run.checkpoint)
    drawn = None
    if draws:
        names = [name for name in deterministic.figures if wanted.measure(name)]
        drawn = run.drawn(draws, threads, progress, keeps or _everything, names)
    return _result(run, deterministic, drawn, draws, began, threads)


def _everything(_key: Key) -> bool:
    return True


@dataclass(frozen=True)
class _Drawn:
    """What the chunks fill, each in its own place."""

    recording: Recording
    samples: Mapping[str, Floats]
    """(N,) of each measure."""
    streams: Floats
    """(M+1, N): FCFF, t = 0 first."""
    openings: tuple[dict[Key, float], ...]
    """By stretch and world: amounts at t = 0, summed over its draws."""
    prices: DrawnPrices


class _Run:
    """What all blocks of one run share."""

    def __init__(
        self, case: Case, seed: int, checkpoint: Callable[[], None], wanted: Wanted
    ) -> None:
        settings = case.plan.settings
        self.case, self.seed, self.checkpoint, self.wanted = case, seed, checkpoint, wanted
        self.calendar = calendar_of(settings.start, settings.months)
        self.settings = settings

    def drawn(
        self,
        draws: int,
        threads: int,
        progress: Callable[[float], None] | None,
        keeps: Callable[[Key], bool],
        names: Iterable[str],
    ) -> _Drawn:
        """All chunks, in any order; each leaves its bits in its own place."""
        lots = _lots(self.case)
        parts = stretches(draws, len(lots))
        found = _Drawn(
            Recording(self.calendar.months, parts, keeps, len(lots)),
            {name: np.empty(draws) for name in names},
            np.empty((self.calendar.months + 1, draws)),
            tuple({} for _ in range(len(parts) * len(lots))),
            DrawnPrices(draws),
        )

        def told(done: int) -> None:
            if progress is not None:
                progress(done / draws)

        if len(lots) > 1:
            self._by_world(parts, lots, found, threads, told)
            return found

        def work(part: Stretch) -> None:
            self.checkpoint()
            self._world(self._shared(part, lots, 1), 0, lots, found)

        def done(finished: int) -> None:
            told(parts[finished - 1].first + parts[finished - 1].count)

        each(parts, work, threads, done)
        return found

    def _by_world(
        self,
        parts: Sequence[Stretch],
        lots: Sequence[Lot],
        found: _Drawn,
        threads: int,
        told: Callable[[int], None],
    ) -> None:
        """Stretch after stretch; threads share its worlds, which are as wide as can be."""
        for part in parts:
            self.checkpoint()
            shared = self._shared(part, lots, threads)
            # The widest first, so that no thread is left with it at the end.
            order = sorted(shared.inhabited, key=shared.count, reverse=True)
            ends = np.cumsum([shared.count(place) for place in order]).tolist()

            def work(place: int, shared: SharedStretch = shared) -> None:
                self.checkpoint()
                self._world(shared, place, lots, found)

            def done(finished: int, first: int = part.first, ends: Sequence[int] = ends) -> None:
                told(first + ends[finished - 1])

            each(order, work, threads, done)

    def _shared(self, part: Stretch, lots: Sequence[Lot], threads: int) -> SharedStretch:
        return SharedStretch(part, lots, self.case, self.seed, self.calendar.months, threads)

    def _world(self, shared: SharedStretch, place: int, lots: Sequence[Lot], found: _Drawn) -> None:
        """The draws of a stretch that live in one world, as many at once as memory allows."""
        plan = lots[place].world.plan
        for piece in shared.pieces(place, most_at_once(plan)):
            self.checkpoint()
            self._piece(piece, plan.settings, len(lots), found)

    def _piece(self, piece: Piece, settings: Settings, worlds: int, found: _Drawn) -> None:
        factors = self.calendar.discount_factors(settings.discount_rate)
        prices = TenantPrices(factors, self.wanted)
        part = piece.shared.part
        flows = run_block(
            piece.columns,
            self.calendar,
            piece.shocks,
            prices.listening(found.recording.stretch(part, piece.among, piece.place)),
            self.checkpoint,
            wanted=self.wanted,
        )
        here = piece.here
        for name, values in figures(flows, settings, self.calendar, self.wanted).items():
            found.samples[name][here] = values
        found.streams[0, here] = flows.at_start
        found.streams[1:, here] = flows.fcff
        found.prices.put(here, prices.by_tenant())
        opening = found.openings[part.number * worlds + piece.place]
        read = {key: amount for key, amount in flows.opening.items() if self.wanted.has(*key)}
        _add_openings(opening, read, piece.count)


def _add_openings(sums: dict[Key, float], more: Mapping[Key, Floats], count: int) -> None:
    """Count the amounts at t = 0 of so many draws."""
    for key, amount in more.items():
        whole = float(amount[0]) * count if amount.size == 1 else float(amount.sum())
        sums[key] = sums.get(key, 0.0) + whole


def _lots(case: Case) -> list[Lot]:
    """The worlds of a case. Blocked if one of them cannot be drawn beside the others."""
    found: list[Lot] = []
    for world in worlds(case):
        known = (lot for lot in found if same_correlations(lot.world.plan, world.plan))
        like = next(known, None)
        try:
            copula = copula_of_plan(world.plan) if like is None else like.copula
        except NotPositiveDefinite as refusal:
            raise Blocked((inconsistent("correlations", refusal.message),)) from None
        found.append(Lot(world, copula))
    return found


def _result(
    run: _Run,
    deterministic: CertainRun,
    drawn: _Drawn | None,
    draws: int,
    began: float,
    threads: int,
) -> Result:
    series: Mapping[Key, Bands] = CertainSeries(deterministic.series)
    if drawn is not None:
        series = _series_of_draws(drawn.recording, deterministic.series, run.calendar, threads)
    samples = {} if drawn is None else drawn.samples
    rates = None
    if drawn is not None:
        rates = internal_rates_of_draws(drawn.streams, run.calendar, threads, run.wanted)
    certain = deterministic.figures, deterministic.flows
    found = measures(*certain, samples, rates, run.calendar, run.wanted)
    if run.wanted.measure(LEVELISED_PRICE):
        of_draws = {} if drawn is None else drawn.prices.samples
        found |= levelised_prices(deterministic.prices, of_draws)
    return Result(
        case_key=run.case.key,
        start=run.settings.start,
        months=run.calendar.labels,
        draws=draws,
        seed=run.seed,
        seconds=time.perf_counter() - began,
        series=series,
        at_start={
            "fcff": float(deterministic.flows.at_start[0]),
            "fcfe": float(deterministic.flows.equity_at_start[0]),
        },
        measures=found,
        assumptions=deterministic.assumptions,
        notices=deterministic.notices,
        openings=_openings(deterministic.flows.opening, drawn, draws, run.wanted),
    )


def _series_of_draws(
    recording: Recording, certain: Mapping[Key, Floats], calendar: Calendar, threads: int
) -> dict[Key, Bands]:
    """Every series by key, in order; what only some worlds have is 0 without draws."""
    bands = {key: Bands(series) for key, series in certain.items()}
    missing = np.zeros(calendar.months)

    def read(key: Key) -> None:
        bands[key] = _bands(certain.get(key, missing), recording, key)

    each(recording.keys(), read, threads)
    return {key: bands[key] for key in sorted(bands)}


def _openings(
    certain: Mapping[Key, Floats], drawn: _Drawn | None, draws: int, wanted: Wanted
) -> dict[Key, Opening]:
    """Amounts at t = 0; what exists in some worlds only is 0 in the others."""
    known = {key: float(amount[0]) for key, amount in certain.items()}
    if drawn is None:
        return {key: Opening(amount) for key, amount in sorted(known.items())}
    sums = drawn.openings
    keys = sorted({*known, *(key for stretch in sums for key in stretch)})
    return {
        key: Opening(
            known.get(key, 0.0),
            sum(s.get(key, 0.0) for s in sums) / draws if wanted.has(*key) else None,
        )
        for key in keys
    }


def _fixed(series: Floats) -> Floats:
    series.flags.writeable = False
    return series


def _bands(certain: Floats, recording: Recording, key: Key) -> Bands:
    mean = _fixed(np.array(recording.mean(key)))
    if recording.is_certain(key):
        return Bands(certain, mean, mean, mean, mean, mean, mean)
    percentiles = recording.percentiles(key)
    if percentiles is None:
        return Bands(certain, mean, None, None, None, None, None)
    return Bands(certain, mean, *(_fixed(np.array(p)) for p in percentiles))


__all__ = ["PREVIEW_DRAWS", "Blocked", "simulate"]
