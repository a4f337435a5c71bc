"""Only UTF-8 text of a bounded size is read as a plan."""

import os
from pathlib import Path

import pytest

from planner.storage.atomic import Stamp
from planner.storage.fault import Unreadable
from planner.storage.text_file import LARGEST_FILE, decode, read_text


def refusal_of(data: bytes) -> str:
    with pytest.raises(Unreadable) as refusal:
        decode(data)
    return str(refusal.value)


def test_a_utf_8_byte_order_mark_is_skipped() -> None:
    assert decode(b"\xef\xbb\xbf{}") == "{}"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_another_encoding_is_named_by_its_mark(encoding: str) -> None:
    assert f"The file is {encoding.upper()}" in refusal_of('{"format": 1}'.encode(encoding))


def test_utf_16_without_a_mark_is_refused_for_its_null_bytes() -> None:
    assert "null byte at position 1" in refusal_of('{"format": 1}'.encode("utf-16-le"))


def test_a_byte_that_is_not_utf_8_is_named_with_line_and_column() -> None:
    said = refusal_of('{\n"name": "é '.encode() + b"\xff\xfe")
    assert said.startswith("2:12: plan: The file is not UTF-8 text: byte 0xFF at position 14")


def test_a_byte_that_is_not_utf_8_after_a_null_byte_does_not_hide_the_null_byte() -> None:
    assert "1:2: plan: The file is not UTF-8 text: it holds a null byte" in refusal_of(b"a\0\xff")


def test_the_text_comes_with_the_stamp_of_what_was_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.ncplan"
    path.write_bytes(b"{}\r\n")
    assert read_text(path) == ("{}\r\n", Stamp.of(b"{}\r\n"))


def test_a_file_over_the_limit_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.ncplan"
    path.touch()
    os.truncate(path, LARGEST_FILE * 1000)
    with pytest.raises(Unreadable, match=r"32000\.0 MB; a plan has at most 32 MB"):
        read_text(path)


def test_a_missing_file_and_a_folder_are_refused_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="cannot be read: No such file or directory"):
        read_text(tmp_path / "none.ncplan")
    with pytest.raises(Unreadable, match="not a file but a folder"):
        read_text(tmp_path)
