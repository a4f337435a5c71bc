"""Names of the array types of the engine.

Axes: M months first, P draws last. What is certain has one column, (M, 1) or (1,), and broadcasts.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]


def column(value: float | Floats) -> Floats:
    """A number as (1,), an array as it is: the form in which a certain number meets draws."""
    return np.atleast_1d(np.asarray(value, dtype=np.float64))
