"""Files packed with gzip: one article's (`page.html.gz`), or a file of many that is read as it is unpacked (`pile.jsonl.gz`)."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from firsthand.errors import UnreadableInput
from firsthand.reading.draft import Piece, Problem

# Bytes of one article's file, unpacked.
LARGEST = 64_000_000
# News text packs to a fifth, markup to a twentieth. Beyond the first bytes, what packs better than this was made to fill a disk.
RATIO, FREE = 200, 64_000_000
STEP = 1 << 16
GZIP = 16 + zlib.MAX_WBITS

Splitter = Callable[[BinaryIO, str], Iterator[Piece | Problem]]


class DamagedError(Exception):
    """The stream ends or breaks here. `str(error)` says how and what to do, without the file's name."""


class Unpacked(io.RawIOBase):
    """The content of a gzip file as a stream; everything before a damage is given before DamagedError is raised."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._member = zlib.decompressobj(GZIP)
        self._fresh = True  # nothing of this member was read yet
        self._data = b""
        self._packed = self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        while True:
            if self._member.eof:
                self._next_member()
            if not self._data:
                self._data = self._file.read(STEP)
                self._packed += len(self._data)
                if not self._data:
                    if self._fresh and self._packed:
                        return 0
                    raise DamagedError("is cut short. Fetch the file again; what came before was read.")
            out = self._unpack(len(view))
            if out:
                view[: len(out)] = out
                self._given += len(out)
                if self._given > FREE and self._given > RATIO * self._packed:
                    raise DamagedError(f"unpacks to more than {RATIO} times its size, as no text does. Take it away.")
                return len(out)

    def _unpack(self, most: int) -> bytes:
        self._fresh = False
        try:
            out = self._member.decompress(self._data, most)
        except zlib.error:
            where = "is no gzip file" if not self._given else "is damaged"
            raise DamagedError(f"{where}. Fetch the file again{'; what came before was read' if self._given else ''}.") from None
        self._data = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
        return out

    def _next_member(self) -> None:
        """Another file packed behind the first, as crawlers write; zeros are padding."""
        self._data = self._data.lstrip(b"\0")
        self._member = zlib.decompressobj(GZIP)
        self._fresh = True


def unpacking(splitter: Splitter) -> Splitter:
    """The splitter of a format for files of it that are packed."""

    def split(file: BinaryIO, path: str) -> Iterator[Piece | Problem]:
        last = None
        try:
            for item in splitter(cast("BinaryIO", Unpacked(file)), path):
                yield item
                last = item.place
        except DamagedError as error:
            if last is None:
                raise UnreadableInput(f"{path}: {error}") from None
            yield Problem(f"after {last}", f"{path}, after {last}: {error}")

    return split


def split_gzipped(file: BinaryIO, path: str) -> Iterator[Piece | Problem]:
    """The one file that is packed here, under its name without `.gz`.

    Raises:
        UnreadableInput: it is no gzip file, damaged, cut short, or too large unpacked.
    """
    name = PurePosixPath(path).name
    inner = name[: -len(".gz")] if name.lower().endswith(".gz") else name
    try:
        data = io.BufferedReader(Unpacked(file), STEP).read(LARGEST + 1)
    except DamagedError as error:
        raise UnreadableInput(f"{path}: {str(error).replace('; what came before was read', '')}") from None
    if len(data) > LARGEST:
        raise UnreadableInput(f"{path}: unpacks to more than {LARGEST // 1_000_000} MB, more than an article has. Take it apart first.")
    yield Piece(inner, data, PurePosixPath(inner).suffix.lower())
