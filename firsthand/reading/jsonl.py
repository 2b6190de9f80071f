"""JSON lines: an article a line, each an object as in a JSON file of one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from firsthand.errors import UnreadableInput
from firsthand.reading.draft import Piece, Problem
from firsthand.reading.lines import LONGEST, Line, is_text, lines

# Lines from the start of the file that are no object, after which it is no file of JSON lines.
HOPELESS = 100


def split_jsonl(file: BinaryIO, path: str) -> Iterator[Piece | Problem]:
    """A piece for each line that starts as JSON; empty lines are none.

    Raises:
        UnreadableInput: it is no text, or none of its lines, or of the first HOPELESS, starts as an object.
    """
    held: list[Problem] = []  # until a first line is good
    good = False
    for line in lines(file, path):
        item = _piece(line, path)
        if item is None:
            continue
        if not good and isinstance(item, Problem):
            held.append(item)
            if len(held) == HOPELESS:
                break
            continue
        yield from held
        held.clear()
        good = True
        yield item
    if not good:
        raise UnreadableInput(_hopeless(held, path))


def _hopeless(held: list[Problem], path: str) -> str:
    if len(held) == 1:
        return held[0].error
    many = f"its first {len(held)} lines are" if held else "it holds"
    return f"{path}: {many} no JSON objects. Give each article as an object on a line of its own, or name the file .json."


def _piece(line: Line, path: str) -> Piece | Problem | None:
    place = f"line {line.number}"
    name = f"{path}, {place}"
    if line.text is None:
        return Problem(place, f"{name}: is longer than {LONGEST:,} characters. Give each article a line of its own.")
    text = line.text.strip(" \t\r\n")
    if not text:
        return None
    if not is_text(text):
        return Problem(place, f"{name}: is not UTF-8, as the rest of the file is. Save the file in one encoding, UTF-8.")
    if text in ("{", "[", "[{") or not text.startswith(("{", "[")):
        return Problem(place, f"{name}: is no JSON object. Give each article as an object on a line of its own.")
    if not line.whole and not _complete(text):
        return Problem(place, f"{name}: is cut short, the file ends in it. Fetch the file again; the lines before it were read.")
    return Piece(place, text.encode("utf-8"), ".json")


def _complete(text: str) -> bool:
    """Of the last line of a file that ends without a line end."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
