"""Numbers and ranges are read as typed and printed so that they read back."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.units.message import Refused
from planner.units.notation import (
    BEYOND_LARGEST,
    FILE_MARKS,
    LARGEST,
    NO_SUFFIX,
    NOT_A_NUMBER,
    NOT_A_PAIR,
    NOT_AN_ENTRY,
    SCREEN_MARKS,
    UNKNOWN_SUFFIX,
    WRONG_ARGUMENTS,
    Marks,
    Written,
    file_text,
    plain_text,
    print_entry,
    print_number,
    read_entry,
    read_number,
)
from planner.units.unit import (
    FACTOR,
    MONTHS,
    MUSD,
    MUSD_PER_MW_MONTH,
    MW,
    PLAIN,
    RATE,
    SHARE,
    USD_PER_MWH,
    Unit,
)

GERMAN = Marks(",", ".")
FRENCH = Marks(",", "\u202f")
PLAIN_SPACES = Marks(",", " ")
SWISS = Marks(".", "\u2019")
EVERY_MARKS = [FILE_MARKS, SCREEN_MARKS, GERMAN, FRENCH, PLAIN_SPACES, SWISS]
UNITS = [PLAIN, MW, MUSD, MONTHS, SHARE, RATE, FACTOR, USD_PER_MWH]

NUMBERS = st.floats(-LARGEST, LARGEST, allow_subnormal=False)
CHANCES = st.floats(0, 1, allow_subnormal=False)


def entries() -> st.SearchStrategy[float | Written]:
    pairs = st.lists(st.tuples(NUMBERS, CHANCES), min_size=1, max_size=4)
    two = st.tuples(NUMBERS, NUMBERS)
    three = st.tuples(NUMBERS, NUMBERS, NUMBERS)
    return (
        NUMBERS
        | st.builds(Written, st.sampled_from(["to", "normal", "lognormal", "uniform"]), two)
        | st.builds(Written, st.sampled_from(["triangular", "pert"]), three)
        | pairs.map(lambda each: Written("discrete", tuple(x for pair in each for x in pair)))
    )


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("300", MW, 300.0),
        ("1.2 GW", MW, 1200.0),
        ("1200kW", MW, 1.2),
        ("45 %", SHARE, 0.45),
        ("7%", SHARE, 0.07),
        ("12.5 % a year", RATE, 0.125),
        ("25 bp", RATE, 0.0025),
        ("$1.25bn", MUSD, 1250.0),
        ("$ 650k", MUSD, 0.65),
        ("−$3", MUSD, -3.0),
        ("-3", MUSD, -3.0),
        ("+3", MUSD, 3.0),
        ("1.2 $m/MW-month", MUSD_PER_MW_MONTH, 1.2),
        ("18 mo", MONTHS, 18.0),
        ("1.5 years", MONTHS, 18.0),
        ("60 $/MWh", USD_PER_MWH, 60.0),
        ("6.5 c/kWh", USD_PER_MWH, 65.0),
        ("× 0.7", FACTOR, None),
        ("0.7 ×", FACTOR, 0.7),
        ("70 %", FACTOR, 0.7),
        ("1,250.5", PLAIN, 1250.5),
        ("5.", PLAIN, 5.0),
        (".5", PLAIN, 0.5),
        ("1e3", PLAIN, 1000.0),
        ("1\u00a0GW", MW, 1000.0),
        ("", PLAIN, None),
        ("nan", PLAIN, None),
        ("inf", PLAIN, None),
        ("1,2345", PLAIN, None),
        ("1.2.3", PLAIN, None),
        ("٣", PLAIN, None),
    ],
)
def test_a_number_is_read_in_the_unit_of_its_field(
    text: str, unit: Unit, expected: float | None
) -> None:
    if expected is None:
        with pytest.raises(Refused):
            read_number(text, unit)
    else:
        assert read_number(text, unit) == expected


@pytest.mark.parametrize(
    ("text", "marks", "expected"),
    [
        ("1.250,5", GERMAN, 1250.5),
        ("1250,5", GERMAN, 1250.5),
        ("1.25", GERMAN, None),
        ("1,5 GW", GERMAN, 1.5),
        ("1\u202f250,5", FRENCH, 1250.5),
        ("1 250,5", FRENCH, 1250.5),
        ("1\u00a0250", PLAIN_SPACES, 1250.0),
        ("12 50", FRENCH, None),
        ("1\u2019250.5", SWISS, 1250.5),
        ("1'250.5", SWISS, 1250.5),
        ("1,250", FILE_MARKS, None),
    ],
)
def test_the_marks_of_the_locale_are_held_to(
    text: str, marks: Marks, expected: float | None
) -> None:
    unit = Unit("", {"GW": 1.0})
    if expected is None:
        with pytest.raises(Refused):
            read_number(text, unit, marks)
    else:
        assert read_number(text, unit, marks) == expected


@pytest.mark.parametrize(
    ("text", "shape", "arguments"),
    [
        ("250 to 320", "to", (250, 320)),
        ("−20 to −10", "to", (-20, -10)),
        ("250 TO 320", "to", (250, 320)),
        ("1 to 1.5 GW", "to", (1000, 1500)),
        ("900 MW to 1.5 GW", "to", (900, 1500)),
        ("normal(300, 20)", "normal", (300, 20)),
        ("Normal ( 300 ; 20 )", "normal", (300, 20)),
        ("normal(1,200, 20)", "normal", (1200, 20)),
        ("normal(1; 1.2 GW)", "normal", (1000, 1200)),
        ("lognormal(1.2 GW, 0.2)", "lognormal", (1200, 0.2)),
        ("uniform(250, 320)", "uniform", (250, 320)),
        ("uniform(1,250, 1,320)", "uniform", (1250, 1320)),
        ("triangular(0, 2, 12)", "triangular", (0, 2, 12)),
        ("pert(0; 2; 12)", "pert", (0, 2, 12)),
        ("discrete(0: 70%, 6: 20%, 12: 10%)", "discrete", (0, 0.7, 6, 0.2, 12, 0.1)),
        ("discrete(1,000: 0.7, 2,000: 30 %)", "discrete", (1000, 0.7, 2000, 0.3)),
    ],
)
def test_every_notation_of_a_range_is_read(
    text: str, shape: str, arguments: tuple[float, ...]
) -> None:
    assert read_entry(text, MW) == Written(shape, tuple(map(float, arguments)))


def test_a_suffix_behind_the_last_percentile_holds_for_both() -> None:
    assert read_entry("10 to 20 %", SHARE) == Written("to", (0.1, 0.2))


def test_semicolons_separate_arguments_whatever_the_decimal_mark() -> None:
    assert read_entry("normal(300,5; 20)", PLAIN, GERMAN) == Written("normal", (300.5, 20.0))
    assert read_entry("normal(300.5; 20)", PLAIN, FILE_MARKS) == Written("normal", (300.5, 20.0))


@pytest.mark.parametrize(
    ("text", "unit", "kind", "words"),
    [
        ("many", MW, NOT_AN_ENTRY, ["“many”", "250 to 320", "normal(300; 20)"]),
        ("gamma(1, 2)", MW, NOT_AN_ENTRY, ["“gamma(1, 2)”", "triangular"]),
        ("1 to x", MW, NOT_A_NUMBER, ["“x”", "1,234.5"]),
        ("3 parrots", MW, UNKNOWN_SUFFIX, ["“parrots”", "W, kW, MW, GW"]),
        ("$300", MW, UNKNOWN_SUFFIX, ["“$”", "W, kW, MW, GW"]),
        ("3 x", PLAIN, NO_SUFFIX, ["“x”", "a plain number"]),
        ("pert(1, 2)", MW, WRONG_ARGUMENTS, ["pert", "3 values", "“;”", "not 2"]),
        ("discrete(3)", MW, NOT_A_PAIR, ["“3”", "6: 20%"]),
        ("1e400", MW, BEYOND_LARGEST, ["“1e400”", "1e12"]),
        ("2 000 000 GW", MW, NOT_AN_ENTRY, ["2 000 000 GW"]),
        ("20,000,000,000 GW", MW, BEYOND_LARGEST, ["20,000,000,000 GW"]),
        ("normal(3, 1e13)", MW, BEYOND_LARGEST, ["1e13"]),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_is_allowed(
    text: str, unit: Unit, kind: object, words: list[str]
) -> None:
    with pytest.raises(Refused) as refusal:
        read_entry(text, unit)
    assert refusal.value.message.sentence is kind
    for word in words:
        assert word in str(refusal.value.message)


def test_a_long_text_is_cut_in_the_refusal() -> None:
    with pytest.raises(Refused) as refusal:
        read_entry("x" * 5000)
    assert len(str(refusal.value)) < 300


@given(entries(), st.sampled_from(UNITS), st.sampled_from(EVERY_MARKS))
def test_what_is_printed_reads_back_as_exactly_the_same_entry(
    entry: float | Written, unit: Unit, marks: Marks
) -> None:
    assert read_entry(print_entry(entry, unit, marks), unit, marks) == entry


@given(entries(), st.sampled_from(UNITS))
def test_what_the_file_keeps_reads_back_as_exactly_the_same_entry(
    entry: float | Written, unit: Unit
) -> None:
    text = plain_text(entry) if isinstance(entry, float) else file_text(entry)
    assert read_entry(text, unit, FILE_MARKS) == entry


@given(NUMBERS, st.sampled_from(EVERY_MARKS))
def test_a_printed_number_reads_back_as_itself(number: float, marks: Marks) -> None:
    assert read_number(print_number(number, marks), PLAIN, marks) == number


@given(st.text(max_size=30), st.sampled_from(UNITS), st.sampled_from(EVERY_MARKS))
def test_any_text_is_read_or_refused_with_a_sentence(text: str, unit: Unit, marks: Marks) -> None:
    try:
        entry = read_entry(text, unit, marks)
    except Refused as refusal:
        said = str(refusal.message)
        entry = 0.0
    else:
        said = print_entry(entry, unit, marks)
    assert said
    numbers = entry.arguments if isinstance(entry, Written) else (entry,)
    assert all(math.isfinite(number) for number in numbers)


@pytest.mark.parametrize(
    ("entry", "unit", "marks", "text"),
    [
        (0.07, SHARE, SCREEN_MARKS, "7\u00a0%"),
        (0.1 + 0.2, SHARE, SCREEN_MARKS, "30.000000000000004\u00a0%"),
        (-1250.5, MW, SCREEN_MARKS, "−1,250.5"),
        (-1250.5, MW, GERMAN, "−1.250,5"),
        (1250.5, MW, FRENCH, "1\u202f250,5"),
        (0.0, MW, SCREEN_MARKS, "0"),
        (Written("to", (0.1, 0.25)), SHARE, SCREEN_MARKS, "10 to 25\u00a0%"),
        (Written("to", (1000.0, 2000.0)), MW, SCREEN_MARKS, "1,000 to 2,000"),
        (Written("normal", (1200.0, 20.0)), MW, SCREEN_MARKS, "normal(1,200; 20)"),
        (Written("normal", (0.5, 1.5)), MW, GERMAN, "normal(0,5; 1,5)"),
        (Written("normal", (300.0, 20.0)), MW, FILE_MARKS, "normal(300, 20)"),
        (
            Written("discrete", (0.0, 0.7, 6.0, 0.3)),
            MONTHS,
            SCREEN_MARKS,
            "discrete(0: 70%; 6: 30%)",
        ),
        (Written("lognormal", (0.5, 0.2)), SHARE, SCREEN_MARKS, "lognormal(50\u00a0%; 0.2)"),
    ],
)
def test_an_entry_is_shown_in_the_marks_of_the_locale(
    entry: float | Written, unit: Unit, marks: Marks, text: str
) -> None:
    assert print_entry(entry, unit, marks) == text


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (Written("to", (250.0, 320.0)), "250 to 320"),
        (Written("normal", (300.0, 20.0)), "normal(300, 20)"),
        (Written("pert", (0.0, 2.0, 12.0)), "pert(0, 2, 12)"),
        (Written("to", (0.01, 0.05)), "0.01 to 0.05"),
        (
            Written("discrete", (0.0, 0.7, 6.0, 0.2, 12.0, 0.1)),
            "discrete(0: 70%, 6: 20%, 12: 10%)",
        ),
    ],
)
def test_the_file_keeps_a_range_as_the_format_writes_it(written: Written, text: str) -> None:
    assert file_text(written) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1234567.891, 1, "1,234,567.9"),
        (-0.004, 2, "0.00"),
        (-0.006, 2, "−0.01"),
        (0.0, 2, "0"),
        (math.nan, None, "—"),
        (math.inf, 1, "—"),
        (1e-7, None, "1e-07"),
    ],
)
def test_a_number_is_shown_with_its_marks_and_decimals(
    value: float, decimals: int | None, text: str
) -> None:
    assert print_number(value, decimals=decimals) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (6.25, 1, "6.3"),
        (0.125, 2, "0.13"),
        (2.5, 0, "3"),
        (-2.5, 0, "−3"),
        (1.005, 2, "1.01"),
        (6.2499, 1, "6.2"),
        (1e22, 1, "10,000,000,000,000,000,000,000.0"),
    ],
)
def test_a_half_is_rounded_away_from_zero_as_it_is_written(
    value: float, decimals: int, text: str
) -> None:
    assert print_number(value, SCREEN_MARKS, decimals) == text
