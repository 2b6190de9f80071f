"""Archives (.zip): each file in it by its own name's end, read in memory, never written to disk."""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from firsthand.errors import UnreadableInput
from firsthand.reading.draft import Piece, Problem, shown
from firsthand.reading.gzipped import FREE, LARGEST, RATIO, Splitter

# A person's tables stand beside the texts, where they are found; the same names as in inputs.py.
SIDECARS = frozenset(("sources.csv", "decisions.toml"))
PACKED = (".gz", ".zip")
# What Python raises for an archive that is not as it should be.
DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


def split_zip(file: BinaryIO, path: str, inner: Callable[[str], Splitter | None]) -> Iterator[Piece | Problem]:
    """A piece for each file in the archive, or for each article of a file of many; `inner` gives the splitter of such a file by its name.

    Folders, hidden files, what a Mac adds and what belongs to a saved page are left out.

    Raises:
        UnreadableInput: it is no archive, or holds no file.
    """
    try:
        archive = zipfile.ZipFile(file)
    except DAMAGES as error:
        why = "is cut short or no zip archive" if isinstance(error, zipfile.BadZipFile) else f"cannot be opened ({error})"
        raise UnreadableInput(f"{path}: {why}. Fetch the file again, or unpack it first.") from None
    with archive:
        members = [info for info in archive.infolist() if not _left_out(info)]
        members = _without_page_folders(members)
        if not members:
            raise UnreadableInput(f"{path}: holds no file to read. Put the articles' files in it, or take it away.")
        room = FREE + RATIO * _size(file)
        seen: Counter[str] = Counter()
        for info in members:
            seen[info.filename] += 1
            place = shown(info.filename) + (f" ({seen[info.filename]})" if seen[info.filename] > 1 else "")
            room -= info.file_size
            if room < 0:
                yield Problem(
                    place, f"{path}, {place}: the archive unpacks to more than {RATIO} times its size, as no text does. Unpack it first."
                )
                return
            yield from _member(archive, info, place, path, inner)


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: str, path: str, inner: Callable[[str], Splitter | None]
) -> Iterator[Piece | Problem]:
    why = _refused(info)
    splitter = inner(info.filename)
    if why is None and splitter is not None and info.filename.lower().endswith(PACKED):
        why = "is an archive inside another. Unpack it first."
    if why is None and splitter is None and info.file_size > LARGEST:
        why = f"is larger than {LARGEST // 1_000_000} MB, more than an article has. Take it apart first."
    if why is not None:
        yield Problem(place, f"{path}, {place}: {why}")
        return
    try:
        with archive.open(info) as member:
            if splitter is None:
                yield Piece(place, member.read(), PurePosixPath(info.filename).suffix.lower())
                return
            for item in splitter(cast("BinaryIO", member), f"{path}, {place}"):
                yield replace(item, place=f"{place} {item.place}")
    except UnreadableInput as error:
        yield Problem(place, str(error))
    except DAMAGES as error:
        yield Problem(place, f"{path}, {place}: is damaged or packed in a way that is not read ({_one_line(error)}). Unpack it first.")


def _left_out(info: zipfile.ZipInfo) -> bool:
    parts = _parts(info.filename)
    hidden = any(part.startswith(".") and part not in (".", "..") for part in parts)
    return info.is_dir() or hidden or "__MACOSX" in parts or not parts


def _without_page_folders(members: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """Without the folders in which a browser keeps a saved page's pictures and styles: `X_files/` beside `X.html`."""
    pages = {
        re.sub(r"\.x?html?$", "", info.filename, flags=re.IGNORECASE)
        for info in members
        if re.search(r"\.x?html?$", info.filename, re.IGNORECASE)
    }
    folders = tuple(f"{page}_files/" for page in pages)
    return [info for info in members if not info.filename.startswith(folders)] if folders else members


def _refused(info: zipfile.ZipInfo) -> str | None:
    name = info.filename.replace("\\", "/")
    if name.startswith("/") or re.match(r"[A-Za-z]:", name) or ".." in name.split("/"):
        return "its name leads out of the archive. Make the archive again with plain names."
    if stat.S_ISLNK(info.external_attr >> 16):
        return "is a link, not a file. Put the file itself in the archive."
    if info.flag_bits & 0x1:
        return "is encrypted. Unpack the archive with its password first."
    if PurePosixPath(name).name in SIDECARS:
        return "is not used inside an archive. Put it beside the archive."
    return None


def _parts(name: str) -> list[str]:
    return [part for part in name.replace("\\", "/").split("/") if part]


def _size(file: BinaryIO) -> int:
    here = file.tell()
    size = file.seek(0, 2)
    file.seek(here)
    return size


def _one_line(error: Exception) -> str:
    return shown(" ".join(str(error).split()), 120) or type(error).__name__
