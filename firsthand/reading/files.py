"""Opens what is to be read: a file of one article whole, up to a size; a file that holds many as a stream."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from firsthand.errors import UnreadableInput
from firsthand.reading.inputs import Input

# Bytes of a file that is read whole: far more than a page saved with its pictures.
LARGEST_FILE = 64 * 2**20
AT_ONCE = 2**20


def size(item: Input) -> int:
    """Its bytes; 0 where that is not known before it is read."""
    if item.data is not None:
        return len(item.data)
    try:
        return item.file.stat().st_size if item.file is not None else 0
    except OSError:
        return 0


def read_whole(item: Input) -> bytes:
    """The bytes of a file that is no container.

    Raises:
        UnreadableInput: the file cannot be opened, or is larger than LARGEST_FILE; then it is not read at all.
    """
    item.check()
    if size(item) > LARGEST_FILE:
        raise _too_large(item, f"{size(item) / 1e6:,.0f} MB")
    if item.data is not None or item.file is not None:
        return item.read()
    data = sys.stdin.buffer.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise _too_large(item, "more")
    return data


@contextmanager
def opened(item: Input) -> Iterator[BinaryIO]:
    """A container, to be read as a stream.

    Raises:
        UnreadableInput: the file cannot be opened.
    """
    assert item.file is not None
    item.check()
    try:
        handle = item.file.open("rb")
    except OSError as error:
        raise UnreadableInput(f"{item.name}: cannot be opened ({error.strerror or error}). Check that it exists and may be read.") from None
    with handle:
        yield handle


def hash_stream(handle: BinaryIO) -> str:
    """SHA-256 of the rest of the stream, hexadecimal; the stream is put back to its start."""
    whole = hashlib.sha256()
    while part := handle.read(AT_ONCE):
        whole.update(part)
    handle.seek(0)
    return whole.hexdigest()


def _too_large(item: Input, much: str) -> UnreadableInput:
    return UnreadableInput(
        f"{item.name}: holds {much}, and a file of one article is read up to {LARGEST_FILE / 1e6:.0f} MB. "
        "Split it into its articles, or give them as JSON lines (.jsonl)."
    )
