"""What a box over a plot would hide: read-outs and notes stand where that is least."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF

from planner.charts.plot import Extent, Floats

THIN = 2.0  # pixels a line without thickness counts as

Outline = tuple[Floats, Floats]
"""Lowest and highest drawn value by month, (M,) each; NaN where nothing is drawn."""


def hidden_pixels(box: QRectF, extent: Extent, outlines: Sequence[Outline]) -> float:
    """Pixels of the drawn areas that lie behind a box, both in pixels of the plot."""
    first = max(int(extent.place(box.left())), 0)
    last = int(extent.place(box.right())) + 1
    pixels = extent.width / (extent.right - extent.left)
    covered = 0.0
    for low, high in outlines:
        top, bottom = extent.rows(high[first:last]), extent.rows(low[first:last])
        overlap = bottom.clip(box.top(), box.bottom()) - top.clip(box.top(), box.bottom())
        thin = (top >= box.top()) & (top <= box.bottom())
        covered += float(np.nansum(overlap + THIN * thin)) * pixels
    return covered
