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
OWN_PAGE_WITHIN = 2048


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read. `name` is its path inside the folder that was given, or its own name: it never tells where on the machine."""

    name: str
    file: Path | None
    known: Known

    def read(self) -> bytes:
        """Its bytes.

        Raises:
            UnreadableInput: the file cannot be opened.
        """
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
            found.setdefault((item.name, str(item.file and item.file.resolve())), item)
    return [found[key] for key in sorted(found)]


def unmatched_sources(inputs: Iterable[Input]) -> list[str]:
    """Paths that a `sources.csv` beside the inputs names and that are no file there."""
    folders = sorted({item.file.parent for item in inputs if item.file is not None})
    return [name for folder in folders for name in sorted(sources.read_sources(folder)) if not (folder / name).is_file()]


def _under(path: str | os.PathLike[str], tables: dict[Path, dict[str, Known]]) -> Iterator[Input]:
    if os.fspath(path) == STDIN:
        yield Input("stdin", None, Known())
        return
    here = Path(path)
    if here.is_dir():
        for file in _walk(here):
            yield Input(_name(file, here), file, _known(file, here, tables))
    elif here.exists():
        yield Input(here.name, here, _known(here, here.parent, tables))
    else:
        raise WrongCall(f"{os.fspath(path)}: there is no such file or folder. Check the spelling.")


def _walk(folder: Path) -> Iterator[Path]:
    """Files below `folder`; hidden ones and linked folders (which can loop) are left out."""
    for root, folders, files in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            file = Path(root) / name
            if not name.startswith(".") and name not in SIDECARS and not name.endswith(OWN_SUFFIXES) and not own_page(file):
                yield file


def own_page(file: Path) -> bool:
    """Whether Firsthand wrote this page."""
    if file.suffix.lower() not in (".html", ".htm"):
        return False
    try:
        with file.open("rb") as handle:
            return OWN_PAGE in handle.read(OWN_PAGE_WITHIN)
    except OSError:
        return False


def _name(file: Path, folder: Path) -> str:
    name = str(PurePosixPath(*file.relative_to(folder).parts))
    return name.encode("utf-8", "replace").decode("utf-8")  # a name that is no UTF-8 cannot be stored


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
