"""Percentages of MACRS depreciation, IRS Publication 946, How To Depreciate Property, Appendix A.

The 3-, 5- and 7-year classes are the 200 % declining balance, the 15-year class the 150 %, each
changing to straight-line; 39-year nonresidential real property is straight-line. Percentages are
as printed, of the basis, by calendar year from the one in which the property is placed in service.
"""

import numpy as np

from planner.engine.arrays import Floats, Whole

REAL_PROPERTY_YEARS = 39
QUARTERS = 4

# Table A-1, half-year convention.
_HALF_YEAR = {
    3: (33.33, 44.45, 14.81, 7.41),
    5: (20.00, 32.00, 19.20, 11.52, 11.52, 5.76),
    7: (14.29, 24.49, 17.49, 12.49, 8.93, 8.92, 8.93, 4.46),
    15: (
        *(5.00, 9.50, 8.55, 7.70, 6.93, 6.23, 5.90, 5.90),
        *(5.91, 5.90, 5.91, 5.90, 5.91, 5.90, 5.91, 2.95),
    ),
}

# Tables, mid-quarter convention, by quarter of placing in service.
_MID_QUARTER = {
    3: (
        (58.33, 27.78, 12.35, 1.54),
        (41.67, 38.89, 14.14, 5.30),
        (25.00, 50.00, 16.67, 8.33),
        (8.33, 61.11, 20.37, 10.19),
    ),
    5: (
        (35.00, 26.00, 15.60, 11.01, 11.01, 1.38),
        (25.00, 30.00, 18.00, 11.37, 11.37, 4.26),
        (15.00, 34.00, 20.40, 12.24, 11.30, 7.06),
        (5.00, 38.00, 22.80, 13.68, 10.94, 9.58),
    ),
    7: (
        (25.00, 21.43, 15.31, 10.93, 8.75, 8.74, 8.75, 1.09),
        (17.85, 23.47, 16.76, 11.97, 8.87, 8.87, 8.87, 3.34),
        (10.71, 25.51, 18.22, 13.02, 9.30, 8.85, 8.86, 5.53),
        (3.57, 27.55, 19.68, 14.06, 10.04, 8.73, 8.73, 7.64),
    ),
    15: (
        (
            *(8.75, 9.13, 8.21, 7.39, 6.65, 5.99, 5.90, 5.91),
            *(5.90, 5.91, 5.90, 5.91, 5.90, 5.91, 5.90, 0.74),
        ),
        (
            *(6.25, 9.38, 8.44, 7.59, 6.83, 6.15, 5.91, 5.90),
            *(5.91, 5.90, 5.91, 5.90, 5.91, 5.90, 5.91, 2.21),
        ),
        (
            *(3.75, 9.63, 8.66, 7.80, 7.02, 6.31, 5.90, 5.90),
            *(5.91, 5.90, 5.91, 5.90, 5.91, 5.90, 5.91, 3.69),
        ),
        (
            *(1.25, 9.88, 8.89, 8.00, 7.20, 6.48, 5.90, 5.90),
            *(5.90, 5.91, 5.90, 5.91, 5.90, 5.91, 5.90, 5.17),
        ),
    ),
}

# Table A-7a, mid-month convention: year 1 by month of placing in service; every later whole year;
# what is left in year 40.
_FIRST_YEAR_39 = (
    *(2.461, 2.247, 2.033, 1.819, 1.605, 1.391),
    *(1.177, 0.963, 0.749, 0.535, 0.321, 0.107),
)
_WHOLE_YEAR_39 = 2.564
_LAST_YEAR_39 = tuple(reversed(_FIRST_YEAR_39))

# What of a whole year's depreciation is allowed in the year of disposal, by quarter.
_DISPOSED_IN_QUARTER: Floats = np.array((0.125, 0.375, 0.625, 0.875))
DISPOSED_IN_HALF_YEAR = 0.5


def personal_property(recovery: int) -> Floats:
    """(5, recovery + 1): shares of the basis by year; row 0 half-year, rows 1–4 by quarter.

    Tables A-1 and A-2 to A-5, classes of 3, 5, 7 and 15 years.
    """
    return np.array((_HALF_YEAR[recovery], *_MID_QUARTER[recovery])) / 100.0


def real_property() -> Floats:
    """(12, 40): shares of the basis by year, a row for each month of placing in service.

    Table A-7a, nonresidential real property.
    """
    whole = (_WHOLE_YEAR_39,) * (REAL_PROPERTY_YEARS - 1)
    rows = zip(_FIRST_YEAR_39, _LAST_YEAR_39, strict=True)
    return np.array([(first, *whole, last) for first, last in rows]) / 100.0


def held_after_mid_month(month: Whole) -> Floats:
    """The part of a calendar year after the middle of a month, 1 to 12.

    The mid-month convention: real property placed in service in a month is held for that part of
    the year, and one disposed of in it for the rest.
    """
    held: Floats = (12.5 - month.astype(np.float64)) / 12.0
    return held


def allowed_at_disposal(quarter: Whole) -> Floats:
    """What of a year's mid-quarter depreciation is allowed in the quarter of disposal, 0 to 3."""
    return _DISPOSED_IN_QUARTER.take(quarter)
