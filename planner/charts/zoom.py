"""Which part of a chart's steps is in view after a zoom."""

LEAST_STEPS = 3.0
ZOOM_STEP = 0.7  # of what is in view, by one press of + or one notch of the wheel
NOTCH = 120.0  # eighths of a degree

Part = tuple[float, float]


def kept_within(home: Part, left: float, right: float) -> Part:
    """The steps between two places: at least three, none outside of `home`."""
    low, high = home
    left, right = max(min(left, right), low), min(max(left, right), high)
    if right - left < LEAST_STEPS:
        left = max(low, min((left + right - LEAST_STEPS) / 2.0, high - LEAST_STEPS))
        right = min(high, left + LEAST_STEPS)
    return left, right


def zoomed_around(part: Part, place: float, notches: float) -> Part:
    """So many notches closer (or, negative, farther), the place where it was in the plot."""
    share = ZOOM_STEP**notches
    return place - (place - part[0]) * share, place + (part[1] - place) * share
