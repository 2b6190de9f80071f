"""The lines of a file as a stream, decoded, none longer than a limit: for files that hold an article or a row a line."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO, cast

from firsthand.reading.decode import stream_encoding

# Bytes by which the encoding of a whole file is told.
SAMPLE = 1 << 20
# Characters of one line, or of one row: more than any article, its markup and its metadata have.
LONGEST = 16_000_000
STEP = 1 << 16


@dataclass(frozen=True, slots=True)
class Line:
    """`text` with its end; None: longer than LONGEST, not held. `whole`: a line end closes it; the last of a file that was cut has none."""

    number: int
    text: str | None
    whole: bool


def lines(file: BinaryIO, path: str, *, newline: str = "\n") -> Iterator[Line]:
    """Every line, numbered from 1. Bytes that are no UTF-8 in a file of UTF-8 come as half surrogates, for `is_text` to tell.

    `newline` as in `open`: by default only LF ends a line.

    Raises:
        UnreadableInput: the bytes are no text.
    """
    buffered = io.BufferedReader(cast("io.RawIOBase", file), SAMPLE)
    encoding = stream_encoding(buffered.peek(SAMPLE)[:SAMPLE], path)
    errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    text = io.TextIOWrapper(buffered, encoding, errors, newline)
    try:
        yield from _lines(text)
    finally:  # the file is the caller's to close, and may be closed by now
        with suppress(ValueError):
            text.detach().detach()


def _lines(text: io.TextIOWrapper) -> Iterator[Line]:
    number = 0
    while line := text.readline(LONGEST + 1):
        number += 1
        if len(line) <= LONGEST:
            yield Line(number, line, line.endswith(("\n", "\r")))
            continue
        rest = line
        while rest and not rest.endswith(("\n", "\r")):
            rest = text.readline(STEP)
        yield Line(number, None, bool(rest))


def is_text(line: str) -> bool:
    """Whether every byte of the line fitted the file's encoding."""
    if line.isascii():
        return True
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
