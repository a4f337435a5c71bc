"""The text of a file that claims to be a plan: bounded in size, UTF-8 only."""

import codecs
from pathlib import Path

from planner.storage.atomic import Stamp
from planner.storage.fault import Fault, Unreadable
from planner.units.message import QT_TRANSLATE_NOOP, Message, sentence

LARGEST_FILE = 32 * 1024 * 1024

_OTHER_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)

NOT_OPENED = sentence(
    "file.not_opened",
    QT_TRANSLATE_NOOP("planner", "The file cannot be read: {reason}."),
)
NOT_A_FILE = sentence(
    "file.not_a_file",
    QT_TRANSLATE_NOOP("planner", "This is not a file but a folder or a device."),
)
TOO_LARGE = sentence(
    "file.too_large",
    QT_TRANSLATE_NOOP(
        "planner", "The file has {size} MB; a plan has at most {limit} MB. It was not read."
    ),
)
OTHER_ENCODING = sentence(
    "file.other_encoding",
    QT_TRANSLATE_NOOP("planner", "The file is {encoding}; a plan is UTF-8 text. Save it as UTF-8."),
)
NOT_TEXT = sentence(
    "file.not_text",
    QT_TRANSLATE_NOOP(
        "planner",
        "The file is not UTF-8 text: byte {byte} at position {offset} has no place in it.",
    ),
)
NO_NULLS = sentence(
    "file.no_nulls",
    QT_TRANSLATE_NOOP(
        "planner", "The file is not UTF-8 text: it holds a null byte at position {offset}."
    ),
)


def read_text(path: Path) -> tuple[str, Stamp]:
    """The text of the file at `path`, without a UTF-8 byte order mark, and its stamp.

    The size is asked for before anything is read. Raises Unreadable with one fault if the file
    cannot be opened, is larger than 32 MB, or is not UTF-8.
    """
    try:
        if not path.is_file() and path.exists():
            raise _refused(NOT_A_FILE())
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise _refused(_too_large(size))
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
            stamp = Stamp.of(data)
    except OSError as error:
        raise _refused(NOT_OPENED(reason=error.strerror or type(error).__name__)) from error
    if len(data) > LARGEST_FILE:
        raise _refused(_too_large(len(data)))
    return decode(data), stamp


def decode(data: bytes) -> str:
    """`data` as text. Raises Unreadable, with line and column, where it is not UTF-8."""
    for mark, encoding in _OTHER_MARKS:
        if data.startswith(mark):
            raise _refused(OTHER_ENCODING(encoding=encoding))
    data = data.removeprefix(codecs.BOM_UTF8)
    null = data.find(b"\0")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if null < 0 or error.start < null:
            byte = f"0x{data[error.start]:02X}"
            message = NOT_TEXT(byte=byte, offset=error.start)
            raise _refused(message, data[: error.start]) from error
    if null >= 0:
        raise _refused(NO_NULLS(offset=null), data[:null])
    return text


def _too_large(size: int) -> Message:
    return TOO_LARGE(size=f"{size / 2**20:.1f}", limit=LARGEST_FILE // 2**20)


def _refused(message: Message, before: bytes = b"") -> Unreadable:
    """The one fault `message`, standing right after the readable bytes `before`."""
    line = before.count(b"\n") + 1
    last_line = before[before.rfind(b"\n") + 1 :]
    return Unreadable([Fault("", line, len(last_line.decode("utf-8")) + 1, message)])
