"""Tables with an article a row (.csv, .tsv), as research databases and collections export them.

Columns are known by their usual names (fields.py); one must hold the articles' text. Rows are read strictly: where quotation marks do not
fit, words would move from one cell to another, so that row is named and left out.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from firsthand.errors import UnreadableInput
from firsthand.reading.draft import Piece, Problem
from firsthand.reading.fields import TEXTS, candidates, named
from firsthand.reading.lines import LONGEST, is_text, lines

DELIMITERS = (",", ";", "\t", "|")
# A first line by which a spreadsheet names its delimiter.
NAMED_DELIMITER = re.compile(r'"?sep=(.)"?\s*$', re.IGNORECASE)
SHOWN_COLUMNS = 12


class _TooLongError(Exception):
    pass


class _Rows:
    """The file's lines for the csv module, which counts them into rows: `first` to `last` are the lines of the row at hand."""

    def __init__(self, file: BinaryIO, path: str) -> None:
        self._lines = lines(file, path, newline="")
        self._again: list[str] = []
        self.first = self.last = self._size = 0
        self.whole = True

    def begin(self) -> None:
        self.first = self._size = 0

    def again(self, line: str) -> None:
        self._again.append(line)

    def __iter__(self) -> _Rows:
        return self

    def __next__(self) -> str:
        if self._again:
            text: str | None = self._again.pop()
        else:
            line = next(self._lines)
            self.last, text, self.whole = line.number, line.text, line.whole
        self.first = self.first or self.last
        self._size += LONGEST + 1 if text is None else len(text)
        if text is None or self._size > LONGEST:
            raise _TooLongError
        return text


def split_table(file: BinaryIO, path: str) -> Iterator[Piece | Problem]:
    """A piece for each row, `line N` where it starts; the first row names the columns.

    Raises:
        UnreadableInput: it is no text, no column holds the articles' text, or no row follows.
    """
    csv.field_size_limit(LONGEST + 1)  # for the whole process; a row is held to LONGEST here
    rows = _Rows(file, path)
    reader, columns = _header(rows, path)
    text = _text_column(columns, path)
    empty = True
    while True:
        rows.begin()
        try:
            cells = next(reader)
        except StopIteration:
            if empty:
                raise UnreadableInput(
                    f"{path}: holds no row under its first line. Give each article a row, or take the file away."
                ) from None
            return
        except (_TooLongError, csv.Error) as error:
            empty = False
            yield _refused(error, rows, path)
            continue
        if cells:
            empty = False
            yield _row(cells, columns, text, rows, path)


def _header(rows: _Rows, path: str) -> tuple[Iterator[list[str]], list[str]]:
    try:
        line = next((line for line in rows if line.strip()), "")
        match = NAMED_DELIMITER.match(line)
        if match is not None:
            line = next(rows, "")
        delimiter = match[1] if match is not None else max(DELIMITERS, key=lambda mark: len(next(csv.reader([line], delimiter=mark), [])))
        rows.again(line)
        reader = csv.reader(rows, delimiter=delimiter, strict=True)
        return reader, [name.strip() for name in next(reader, [])]
    except (_TooLongError, csv.Error):
        raise UnreadableInput(
            f"{path}: its first line does not name columns. Save it as CSV in UTF-8, the names in its first line."
        ) from None


def _text_column(columns: list[str], path: str) -> int:
    """The number of the column that holds the articles' text."""
    known = named((name, number) for number, name in enumerate(columns))
    for name in TEXTS:
        if name in known:
            return int(known[name][1])
    shown = ", ".join(f"{name[:40]!r}" for name in columns[:SHOWN_COLUMNS]) + (" ..." if len(columns) > SHOWN_COLUMNS else "")
    raise UnreadableInput(f"{path}: no column holds the articles' text; it has {shown or 'none'}. Name that column 'text'.")


def _row(cells: list[str], columns: list[str], text: int, rows: _Rows, path: str) -> Piece | Problem:
    place = f"line {rows.first}"
    name = f"{path}, {place}"
    if not rows.whole and len(cells) < len(columns):
        return Problem(place, f"{name}: is cut short, the file ends in it. Fetch the file again; the rows before it were read.")
    if len(cells) != len(columns):
        marks = "Put quotation marks around cells that hold commas or line ends."
        return Problem(place, f"{name}: has {len(cells)} cells, while the first line names {len(columns)} columns. {marks}")
    if not all(map(is_text, cells)):
        return Problem(place, f"{name}: is not UTF-8, as the rest of the file is. Save the file in one encoding, UTF-8.")
    if not cells[text].strip():
        return Problem(place, f"{name}: its cell {columns[text]!r} is empty. Put the article's text in it, or take the row away.")
    # As an object with the one field, so that the text is read as the same text in JSON is.
    data = json.dumps({columns[text]: cells[text]}).encode("ascii")
    record = named(pair for number, pair in enumerate(zip(columns, cells, strict=True)) if number != text)
    return Piece(place, data, ".json", tuple(candidates(record, "csv")))


def _refused(error: Exception, rows: _Rows, path: str) -> Problem:
    place = f"line {rows.first}" if rows.first == rows.last else f"lines {rows.first} to {rows.last}"
    name = f"{path}, {place}"
    if isinstance(error, _TooLongError):
        return Problem(place, f"{name}: one row of more than {LONGEST:,} characters. Look for a quotation mark that nothing closes.")
    if "end of data" in str(error):
        return Problem(
            place, f"{name}: is cut short, the file ends inside quotation marks. Fetch the file again; the rows before it were read."
        )
    return Problem(place, f"{name}: its quotation marks do not fit ({error}). Double the marks inside cells; these lines were left out.")
