"""Mailboxes (.mbox): a message after each line that starts with `From ` and follows an empty line (RFC 4155)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from firsthand.errors import UnreadableInput
from firsthand.reading.draft import Piece, Problem

# Bytes of a message with its attachments.
LARGEST = 32_000_000
STEP = 1 << 16
# mboxrd: a line of a message that looks like a boundary has a mark in front.
QUOTED = re.compile(rb">+From ")


def split_mbox(file: BinaryIO, path: str) -> Iterator[Piece | Problem]:
    """A piece for each message, `message N`.

    Raises:
        UnreadableInput: it does not start as a mailbox.
    """
    number, size = 0, 0
    held: list[bytes] = []
    empty = True  # the line before
    while line := file.readline(STEP):
        if empty and line.startswith(b"From "):
            yield from _message(number, held, size, path)
            number, size, held = number + 1, 0, []
        elif number:
            size += len(line)
            if size <= LARGEST:
                held.append(line[1:] if QUOTED.match(line) else line)
            else:
                held.clear()
        elif line.strip():
            break
        empty = not line.strip()
    if number == 0:
        raise UnreadableInput(f"{path}: is no mailbox, it does not start with a line 'From '. Save its messages as .eml.")
    yield from _message(number, held, size, path)


def _message(number: int, held: list[bytes], size: int, path: str) -> Iterator[Piece | Problem]:
    place = f"message {number}"
    if size > LARGEST:
        yield Problem(place, f"{path}, {place}: is larger than {LARGEST // 1_000_000} MB. Save it without its attachments as .eml.")
    elif number:
        yield Piece(place, b"".join(held), ".eml")
