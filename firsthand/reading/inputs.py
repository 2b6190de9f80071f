"""PATHs to files: what to read, under which name, with what a person knows about each."""

from __future__ import annotations

import os
import stat
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
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
# What browsers and Word put after a page's name for the folder of its pictures, scripts and frames, by the language that they speak.
SAVED_WITH = (
    "_files", ".files", "-Dateien", "_fichiers", "_archivos", "_bestanden", "_file", "_arquivos", "_ficheiros", "-filer", "_pliki", "_soubory",
    "_tiedostot", "_fájlok", "_elemei", "_dosyalar", "_fitxers", "_datoteke", "_failid", "_fails", "_bylos", "_fisiere", "_fitxategiak",
)  # fmt: skip
PAGES = (".html", ".htm", ".xhtml", ".shtml")


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read. `name` is its path inside the folder that was given, or its own name: it never tells where on the machine.

    `refused`: why it is not opened, and what to do; it is named in the story all the same.
    """

    name: str
    file: Path | None
    known: Known
    data: bytes | None = None
    refused: str | None = None

    def check(self) -> None:
        """Raises UnreadableInput where the file is not to be opened."""
        if self.refused is not None:
            raise UnreadableInput(f"{self.name}: {self.refused}")

    def read(self) -> bytes:
        """Its bytes.

        Raises:
            UnreadableInput: the file cannot be opened.
        """
        self.check()
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
    paths = list(paths)
    tops = [os.path.realpath(path) for path in paths if os.fspath(path) != STDIN and os.path.isdir(path)]
    found: dict[tuple[str, str], Input] = {}
    tables: dict[Path, dict[str, Known]] = {}
    for path in paths:
        for item in _under(path, tables, tops):
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


def _under(path: str | os.PathLike[str], tables: dict[Path, dict[str, Known]], tops: Sequence[str]) -> Iterator[Input]:
    if os.fspath(path) == STDIN:
        yield Input("stdin", None, Known())
        return
    here = Path(path)
    if here.is_dir():
        for file, refused in _walk(here, tops):
            yield Input(_name(file, here), file, _known(file, here, tables), refused=refused)
    elif here.exists():
        yield Input(_storable(here.name), here, _known(here, here.parent, tables), refused=_no_file(here))
    else:
        raise WrongCall(f"{os.fspath(path)}: there is no such file or folder. Check the spelling.")


def _no_file(file: Path) -> str | None:
    """A pipe that is given by name can be read; a device may never end."""
    mode = file.stat().st_mode
    if stat.S_ISCHR(mode) or stat.S_ISBLK(mode) or stat.S_ISSOCK(mode):
        return "is a device or a socket, not a file. Save what it gives in a file."
    return None


def _walk(folder: Path, tops: Sequence[str]) -> Iterator[tuple[Path, str | None]]:
    """Files below `folder`, each with why it is not to be opened or None; hidden ones, sidecars, our own, and what belongs to a saved page are none.

    A link is followed to a file in one of the folders `tops` that were given, and to nothing outside them: a pile from elsewhere could
    link to a private file, whose text would then stand in the story and on its page. Linked folders inside are read at their own place.
    """
    closed: list[OSError] = []
    for root, folders, files in os.walk(folder, followlinks=False, onerror=closed.append):
        pages = {_alike(name) for name in files if name.lower().endswith(PAGES)}
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not _saved_with(name, pages))
        for name in folders:
            if (Path(root) / name).is_symlink() and not _inside(Path(root) / name, tops):
                yield (
                    Path(root) / name,
                    "is a link to a folder outside the one that was given, and is not followed. Give that folder itself.",
                )
        for name in sorted(files):
            file = Path(root) / name
            if name.startswith(".") or name in SIDECARS or name.endswith(OWN_SUFFIXES):
                continue
            if file.is_symlink() and file.exists() and not _inside(file, tops):
                yield (
                    file,
                    "is a link to a file outside the folder that was given, and is not followed. Give that file itself, or a copy of it.",
                )
            elif not own_page(file) and (file.is_file() or file.is_symlink()):  # no pipes: they would be waited for
                yield file, None
    for error in closed:
        yield Path(error.filename), f"cannot be opened ({error.strerror or error}). Check that the folder may be read."


def _inside(link: Path, tops: Sequence[str]) -> bool:
    real = os.path.realpath(link)
    return any(real == top or real.startswith(top.rstrip(os.sep) + os.sep) for top in tops)


def _saved_with(folder: str, pages: set[str]) -> bool:
    """Whether a browser made this folder for a page beside it."""
    name = _alike(folder)
    stems = (name.removesuffix(ending) for ending in map(_alike, SAVED_WITH) if name.endswith(ending))
    return any(f"{stem}{page}" in pages for stem in stems for page in PAGES)


def _alike(name: str) -> str:
    """A name in one case and one spelling: some systems keep an accent as a character of its own."""
    return unicodedata.normalize("NFC", name).casefold()


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
