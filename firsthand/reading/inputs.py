"""PATHs to files: what to read, under which name, with what a person knows about each."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from firsthand.errors import UnreadableInput, WrongCall
from firsthand.model import Known
from firsthand.reading import sources

STDIN = "-"
DECISIONS = "decisions.toml"
# Beside the texts, but none of them.
SIDECARS = frozenset((sources.NAME, DECISIONS))
OWN_SUFFIXES = (".duckdb", ".duckdb.lock")
OWN_PAGE = b'name="generator" content="firsthand'
# A page of ours names its maker within its first bytes.
OWN_PAGE_WITHIN = 1024


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read. `name` is its path inside the folder that was given, or its own name: it never tells where on the machine."""

    name: str
    file: Path | None
    known: Known
    data: bytes | None = None

    def read(self) -> bytes:
        """Its bytes.

        Raises:
            UnreadableInput: the file cannot be opened.
        """
        if self.data is not None:
            return self.data
        try:
            return sys.stdin.buffer.read() if self.file is None else self.file.read_bytes()
        except OSError as error:
            raise UnreadableInput(
                f"{self.name}: cannot be opened ({error.strerror or error}). Check that it exists and may be read."
            ) from None


def list_inputs(paths: Iterable[str | os.PathLike[str]]) -> list[Input]:
    """Every file under `paths`, once, in the order of names; sidecars and our own outputs are none.

    Raises:
        WrongCall: a path does not exist.
    """
    found: dict[tuple[str, str], Input] = {}
    tables: dict[Path, dict[str, Known]] = {}
    for path in paths:
        for item in _under(path, tables):
            found.setdefault((item.name, os.path.realpath(item.file) if item.file else ""), item)
    return [found[key] for key in sorted(found)]


def unmatched_sources(paths: Iterable[str | os.PathLike[str]]) -> list[str]:
    """Names that a `sources.csv` in a folder of `paths` gives and that no file there bears, as the story would name them."""
    names = set()
    for folder in (Path(path) for path in paths if os.fspath(path) != STDIN and Path(path).is_dir()):
        for root, folders, files in os.walk(folder, followlinks=False):
            folders[:] = [name for name in folders if not name.startswith(".")]
            if sources.NAME in files:
                here = Path(root)
                names |= {_name(here / name, folder) for name in sources.read_sources(here) if not (here / name).exists()}
    return sorted(names)


def _under(path: str | os.PathLike[str], tables: dict[Path, dict[str, Known]]) -> Iterator[Input]:
    if os.fspath(path) == STDIN:
        yield Input("stdin", None, Known())
        return
    here = Path(path)
    if here.is_dir():
        for file in _walk(here):
            yield Input(_name(file, here), file, _known(file, here, tables))
    elif here.exists():
        yield Input(_storable(here.name), here, _known(here, here.parent, tables))
    else:
        raise WrongCall(f"{os.fspath(path)}: there is no such file or folder. Check the spelling.")


def _walk(folder: Path) -> Iterator[Path]:
    """Files below `folder`; hidden ones and linked folders (which can loop) are left out."""
    for root, folders, files in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            file = Path(root) / name
            ours = name in SIDECARS or name.endswith(OWN_SUFFIXES) or own_page(file)
            if not name.startswith(".") and not ours and (file.is_file() or file.is_symlink()):  # no pipes: they would be waited for
                yield file


def own_page(file: Path) -> bool:
    """Whether Firsthand wrote this page."""
    if file.suffix.lower() not in (".html", ".htm") or not file.is_file():
        return False
    try:
        with file.open("rb") as handle:
            return OWN_PAGE in handle.read(OWN_PAGE_WITHIN)
    except OSError:
        return False


def _name(file: Path, folder: Path) -> str:
    return _storable(str(PurePosixPath(*file.relative_to(folder).parts)))


def _storable(name: str) -> str:
    """A name that is no UTF-8, as some archives leave them, with the strange bytes spelled out."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _known(file: Path, top: Path, tables: dict[Path, dict[str, Known]]) -> Known:
    """The row of the nearest `sources.csv`, from the file's folder up to the one that was given."""
    folder = file.parent
    while True:
        if folder not in tables:
            tables[folder] = sources.read_sources(folder)
        known = tables[folder].get(_name(file, folder))
        if known is not None:
            return known
        if folder in (top, folder.parent):
            return Known()
        folder = folder.parent
