"""Tables as tab-separated text, as Excel and LibreOffice write and read it."""

from collections.abc import Iterable, Sequence

from planner.editors.entry import clipboard_text

Cells = list[list[str]]


def tab_separated(rows: Iterable[Sequence[str]]) -> str:
    """Rows of cells as text; cells with tabs, line ends or quotes stand between quotes."""
    return "".join("\t".join(map(_quoted, row)) + "\n" for row in rows)


def cells_of(text: str) -> Cells:
    """The cells of tab-separated text. Quoted cells may hold tabs and line ends."""
    rows: Cells = [[]]
    place, end = 0, len(text)
    while place < end:
        cell, place = _next_cell(text, place)
        rows[-1].append(cell)
        mark = text[place : place + 1]
        if mark == "\t" and place + 1 == end:
            rows[-1].append("")
        elif mark == "\r" and text[place + 1 : place + 2] == "\n":
            place += 1
        if mark in ("\r", "\n") and place + 1 < end:
            rows.append([])
        place += 1
    return [row for row in rows if row]


def _quoted(cell: str) -> str:
    plain = clipboard_text(cell)
    if any(mark in plain for mark in '\t\r\n"'):
        return '"' + plain.replace('"', '""') + '"'
    return plain


def _next_cell(text: str, place: int) -> tuple[str, int]:
    """The cell that begins here, and where it ends: at a tab, a line end or the end of the text."""
    if text[place] == '"':
        closed = _closing_quote(text, place + 1)
        if closed is not None:
            return text[place + 1 : closed].replace('""', '"'), closed + 1
    ends = (text.find(mark, place) for mark in "\t\r\n")
    end = min((each for each in ends if each >= 0), default=len(text))
    return text[place:end], end


def _closing_quote(text: str, place: int) -> int | None:
    """The quote that ends a cell: followed by a tab, a line end or nothing."""
    while True:
        place = text.find('"', place)
        if place < 0:
            return None
        if text[place + 1 : place + 2] == '"':
            place += 2
            continue
        return place if text[place + 1 : place + 2] in ("", "\t", "\r", "\n") else None
