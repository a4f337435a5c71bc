"""What is no plan is refused with path, line and a sentence, by the reader and by `check`.

Each case spoils one thing of a small sound plan, or is a file of another kind altogether.
"""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from planner.cli import main
from planner.storage.project_file import Unreadable, read

SOUND = """{
 "format": 1,
 "name": "Sound",
 "settings": {
  "start": "2026-05",
  "months": 120,
  "draws": 10240
 },
 "facilities": [
  {
   "id": "colossus-1",
   "opex": 0.02,
   "phases": [
    {
     "id": "h100",
     "mw": "250 to 320",
     "ready": "2026-05",
     "ramp": [0.5, 0.75]
    }
   ],
   "events": [
    {
     "id": "permit",
     "probability": 0.25,
     "earliest": "2026-10",
     "latest": "2027-12",
     "duration": null
    }
   ]
  }
 ],
 "tenants": [
  {
   "id": "anthropic",
   "kind": "external",
   "contracts": [
    {
     "id": "colossus",
     "mw": 200,
     "price": 1250,
     "start": "2026-05-01",
     "end": "2029-05-31"
    },
    {
     "id": "second",
     "mw": 0,
     "start": "2026-05-01",
     "end": "2031-05-31"
    }
   ]
  }
 ],
 "strategies": [
  {
   "id": "keep",
   "overrides": [
    {"path": "tenants/anthropic/contracts/colossus/share", "value": 0}
   ]
  }
 ]
}
"""
PHASE = "facilities/colossus-1/phases/h100"
LEASE = "tenants/anthropic/contracts/colossus"
SECOND = "tenants/anthropic/contracts/second"


@dataclass(frozen=True)
class Spoiled:
    """A plan that is none: what it is called, its bytes, and what must be said of it."""

    name: str
    data: bytes
    path: str
    line: int
    said: str


def spoil(name: str, sound: str, bad: str, path: str, line: int, said: str) -> Spoiled:
    assert SOUND.count(sound) == 1, sound
    return Spoiled(name, SOUND.replace(sound, bad).encode(), path, line, said)


SPOILED = [
    # Text that cannot be read.
    Spoiled("empty", b"", "", 1, "The file is empty"),
    Spoiled("white space only", b" \n\n\t", "", 1, "The file is empty"),
    Spoiled("binary", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "", 1, "byte 0x89 at position 0"),
    Spoiled("UTF-16", SOUND.encode("utf-16"), "", 1, "The file is UTF-16"),
    Spoiled("Latin-1", SOUND.replace("Sound", "Zoë").encode("latin-1"), "", 3, "byte 0xEB"),
    Spoiled("mark and garbage", b"\xef\xbb\xbf%PDF-1.7", "", 1, "A value is expected here, but %"),
    Spoiled("truncated", SOUND[:600].encode(), f"{LEASE}/price", 40, "The file ends too early"),
    Spoiled("deep nesting", b'{"a":' * 100_000, "/".join("a" * 64), 1, "deeper than 64 levels"),
    spoil(
        "comma missing", '"start": "2026-05",', '"start": "2026-05"', "settings", 6, "A comma or }"
    ),
    spoil("comma too many", '"draws": 10240', '"draws": 10240,', "settings", 8, "a comma too many"),
    Spoiled("junk behind", SOUND.encode() + b"]", "", 62, "The plan ends before this"),
    Spoiled("an array", b'[{"format": 1}]', "", 1, "A plan is one object in braces"),
    # Numbers and keys that usual parsers let through.
    spoil("NaN", "1250", "NaN", f"{LEASE}/price", 40, "NaN is not accepted"),
    spoil("infinity", "1250", "Infinity", f"{LEASE}/price", 40, "Infinity is not accepted"),
    spoil("1e999", "1250", "1e999", f"{LEASE}/price", 40, "1e999 is too large"),
    spoil("1e308", "1250", "1e308", f"{LEASE}/price", 40, "1e308 is too large"),
    spoil("1e999 in a range", "250 to 320", "250 to 1e999", f"{PHASE}/mw", 16, "is too large"),
    spoil(
        "duplicate key", '"mw": 200,', '"mw": 200,\n"mw": 100,', f"{LEASE}/mw", 40, "is given twice"
    ),
    # The format.
    spoil("format missing", '"format": 1,', "", "format", 1, "“format” must be given"),
    spoil("format no number", '"format": 1', '"format": "one"', "format", 2, "does not exist"),
    spoil("format newer", '"format": 1', '"format": 2', "format", 2, "made by a newer version"),
    # What must be there, and what must not.
    Spoiled("settings missing", b'{\n "format": 1\n}', "settings", 1, "Settings must be given"),
    spoil("start missing", '"start": "2026-05",', "", "settings/start", 4, "First month must be"),
    spoil(
        "null", '"opex": 0.02', '"opex": null', "facilities/colossus-1/opex", 12, "must be given"
    ),
    spoil("unknown field", '"price"', '"prise"', f"{LEASE}/prise", 40, "did you mean “price”?"),
    spoil(
        "id missing", '"id": "permit",', "", "facilities/colossus-1/events/0/id", 22, "Id must be"
    ),
    spoil(
        "id twice", '"second"', '"colossus"', f"{LEASE}/id", 45, "the id “colossus” is used twice"
    ),
    spoil(
        "id of other letters",
        '"h100"',
        '"h 100"',
        "facilities/colossus-1/phases/h 100/id",
        15,
        "an id:",
    ),
    spoil(
        "set and factor",
        '"value": 0}',
        '"value": 0, "factor": 2}',
        "strategies/keep/overrides/0",
        57,
        "either a value or a factor, and only one",
    ),
    # Values of the wrong kind.
    spoil(
        "object for a list",
        '"phases": [',
        '"loans": {}, "phases": [',
        "facilities/colossus-1/loans",
        13,
        "is not a list",
    ),
    spoil(
        "list for an object",
        '"settings": {',
        '"market": [], "settings": {',
        "market",
        4,
        "an object in braces",
    ),
    spoil(
        "number as text",
        "0.25",
        '"0.25"',
        "facilities/colossus-1/events/permit/probability",
        24,
        "“0.25” is not a number",
    ),
    spoil("true as a number", "1250", "true", f"{LEASE}/price", 40, "is not a number or a range"),
    spoil(
        "unknown word",
        '"external"',
        '"outside"',
        "tenants/anthropic/kind",
        35,
        "not one of internal, external",
    ),
    # Values out of bounds.
    spoil(
        "month 13",
        '"start": "2026-05",',
        '"start": "2026-13",',
        "settings/start",
        5,
        "a month such as 2026-05",
    ),
    spoil(
        "day for a month",
        '"price": 1250',
        '"price": 1250, "signed": "2026-05-01"',
        f"{LEASE}/signed",
        40,
        "a month such as",
    ),
    spoil("31 June", "2031-05-31", "2031-06-31", f"{SECOND}/end", 48, "a date such as"),
    spoil("negative power", '"mw": 200', '"mw": -1', f"{LEASE}/mw", 39, "it must lie between 0 MW"),
    spoil(
        "probability 1.2",
        "0.25",
        "1.2",
        "facilities/colossus-1/events/permit/probability",
        24,
        "between 0 (0 %) and 1 (100 %)",
    ),
    spoil(
        "months 0", '"months": 120', '"months": 0', "settings/months", 6, "between 1 months and 480"
    ),
    spoil(
        "months 481",
        '"months": 120',
        '"months": 481',
        "settings/months",
        6,
        "between 1 months and 480",
    ),
    spoil("draws 1000", "10240", "1000", "settings/draws", 7, "is not a multiple of 256"),
    spoil(
        "range upside down",
        "250 to 320",
        "9 to 3",
        f"{PHASE}/mw",
        16,
        "low end 9 must lie below the high end 3",
    ),
    spoil(
        "range in words",
        "250 to 320",
        "about 300",
        f"{PHASE}/mw",
        16,
        "neither a number nor a range",
    ),
    spoil(
        "odds of 110 %", "250 to 320", "discrete(0: 70%, 6: 40%)", f"{PHASE}/mw", 16, "sum to 110 %"
    ),
    spoil(
        "ramp above 1", "[0.5, 0.75]", "[0.5, 1.75]", f"{PHASE}/ramp", 18, "1.75 is out of bounds"
    ),
    spoil("range below 0", "250 to 320", "-5 to 320", f"{PHASE}/mw", 16, "-5 is out of bounds"),
]


def test_the_plan_that_is_spoiled_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "sound.ncplan"
    path.write_text(SOUND, "utf-8")
    assert main(["check", str(path)]) == 0
    assert read(path).project.name == "Sound"


@pytest.mark.parametrize("spoiled", SPOILED, ids=lambda spoiled: spoiled.name)
def test_it_is_refused_with_path_line_and_a_sentence(
    spoiled: Spoiled, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "spoiled.ncplan"
    file.write_bytes(spoiled.data)

    with pytest.raises(Unreadable) as refusal:
        read(file)
    assert len(refusal.value.faults) == 1
    fault = refusal.value.faults[0]
    assert (fault.path, fault.line) == (spoiled.path, spoiled.line)
    assert spoiled.said in str(fault.message)

    assert main(["check", str(file)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"{file}:{spoiled.line}: {spoiled.path or 'plan'}: ")
    assert spoiled.said in err
    assert err.count("\n") == 1
    assert "Traceback" not in err


def test_fifty_megabytes_are_refused_without_being_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "huge.ncplan"
    with file.open("wb") as huge:
        huge.write(SOUND.encode())
        huge.truncate(50 * 2**20)
    assert main(["check", str(file)]) == 1
    assert capsys.readouterr().err == (
        f"{file}:1: plan: The file has 50.0 MB; a plan has at most 32 MB. It was not read.\n"
    )


def test_all_faults_of_a_readable_file_are_said_at_once_in_its_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "many.ncplan"
    spoiled = SOUND
    for sound, bad in [
        ('"format": 1', '"format": 0'),
        ('"months": 120', '"months": 481'),
        ("250 to 320", "9 to 3"),
        ("0.25", "NaN"),
        ('"duration": null', '"duration": -1, "duratoin": 3'),
        ('"external"', '"outside"'),
        ('"id": "second"', '"id": "colossus"'),
        ('"mw": 0,', '"mw": -1, "mw": 2,'),
        ('"value": 0}', '"value": 0, "factor": 2}'),
    ]:
        assert spoiled.count(sound) == 1
        spoiled = spoiled.replace(sound, bad)
    file.write_text(spoiled, "utf-8")
    assert main(["check", str(file)]) == 1
    said = capsys.readouterr().err.replace(f"{file}:", "").splitlines()
    assert [line.split(": ")[:2] for line in said] == [
        ["2", "format"],
        ["6", "settings/months"],
        ["16", f"{PHASE}/mw"],
        ["24", "facilities/colossus-1/events/permit/probability"],
        ["27", "facilities/colossus-1/events/permit/duration"],
        ["27", "facilities/colossus-1/events/permit/duratoin"],
        ["35", "tenants/anthropic/kind"],
        ["45", f"{LEASE}/id"],
        ["46", f"{LEASE}/mw"],
        ["46", f"{LEASE}/mw"],
        ["57", "strategies/keep/overrides/0"],
    ]


def test_files_that_cannot_be_opened_are_refused_with_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, missing = tmp_path / "folder.ncplan", tmp_path / "missing.ncplan"
    folder.mkdir()
    assert main(["check", str(folder), str(missing)]) == 1
    assert capsys.readouterr().err.splitlines() == [
        f"{folder}:1: plan: This is not a file but a folder or a device.",
        f"{missing}:1: plan: The file cannot be read: No such file or directory.",
    ]


def test_a_named_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.ncplan"
    os.mkfifo(pipe)
    assert main(["check", str(pipe)]) == 1


def test_one_bad_plan_among_good_ones_is_enough_to_fail(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "good.ncplan", tmp_path / "bad.ncplan"
    good.write_text(SOUND, "utf-8")
    shutil.copy(good, bad)
    bad.write_text(SOUND[:-10], "utf-8")
    assert main(["check", str(good), str(bad), str(good)]) == 1
    assert str(bad) in capsys.readouterr().err
