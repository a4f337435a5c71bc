"""What contracts leave of a need, where contracts compete with the rest of it. MODEL.md B3."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from planner.engine.arrays import Floats
from planner.engine.claims import Claim

LEAST_SHORTAGE = 1e-9
"""Of what was wanted; below it a claim was served whole, but for rounding."""


@dataclass(frozen=True)
class Rest:
    """A need that contracts serve first; what they fall short of is asked for beside them."""

    contracts: tuple[int, ...]
    """Places of their claims."""
    asker: int
    """Place of the claim that asks for the rest, as far as it is known beforehand."""
    need: Floats
    """(M, 1) or (M, P), MW: the need less all that is contracted; negative where more is contracted
    than needed, −∞ where nobody would pay for more."""


class Rests:
    """What each need lacks, as one round of claims goes on.

    Axes: n claims, R rests, K months and draws.

    Parameters
    ----------
    rests : sequence of Rest
        Needs (K,).
    claims : int
        n.
    """

    def __init__(self, rests: Sequence[Rest], claims: int) -> None:
        # The last row stands for claims that belong to no rest: it never lacks anything.
        none = len(rests)
        self.of = np.full(claims, none)
        """(n,): the rest that a claim's shortage adds to."""
        self.asker = np.array([*(rest.asker for rest in rests), 0])
        """(R + 1,): the claim that asks for it."""
        self._need = np.full((none + 1, rests[0].need.size if rests else 1), -np.inf)
        for place, rest in enumerate(rests):
            self.of[list(rest.contracts)] = place
            self._need[place] = rest.need

    def __bool__(self) -> bool:
        return self._need.shape[0] > 1

    def more(self, here: Any, wanted: Floats, served: Floats) -> Floats:
        """(K,) MW more to be asked for, after a contract wanted and was served so many.

        Parameters
        ----------
        here : index of rests, or of rests and (K,) months and draws
        """
        short = wanted - served
        before = np.maximum(self._need[here], 0.0)
        self._need[here] += np.where(short > LEAST_SHORTAGE * wanted, short, 0.0)
        lacking: Floats = np.maximum(self._need[here], 0.0) - before
        return lacking


def among(
    rests: Sequence[Rest], claims: Sequence[Claim], able: Mapping[int, Claim]
) -> tuple[dict[int, Claim], list[Rest]]:
    """The rests by the places of the claims that some site may serve.

    What no site may serve is lacking from the outset: those who ask for the rest then want more.
    """
    asking, found = dict(able), []
    places = {claim: place for place, claim in enumerate(able)}
    for rest in rests:
        if rest.asker not in able:
            continue
        need = rest.need
        for i in rest.contracts:
            if i not in able:
                need = need + claims[i].wanted
        more = np.maximum(need, 0.0) - np.maximum(rest.need, 0.0)
        if more.any():
            asker = asking[rest.asker]
            asking[rest.asker] = asker._replace(wanted=asker.wanted + more)
        contracts = tuple(places[i] for i in rest.contracts if i in able)
        found.append(Rest(contracts, places[rest.asker], need))
    return asking, found
