"""Broken and hostile files, each with what must become of it. Nothing is stored: every file is made where it is needed, the same each time.

A kind is *read* (an article with these words), *refused* (nothing of it, and one line that says why and what to do), *partly* (an article, and a
line that names what is wrong with the rest), *kept* (read, and not analysed, as its language is not supported), or *no input* (passed over in
silence, as a folder or a pipe is); *told* is read or refused, whichever the library can, but never in silence where something is lost. Kinds live in files by what they are made of: corpus_texts, _pages, _archives, _documents, _folders.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Becomes = Literal["read", "refused", "partly", "kept", "told", "no input"]
# Where a file must not be able to reach.
SECRET = "harbour-master-password"


@dataclass(frozen=True, slots=True)
class Kind:
    """`make(folder)` writes it; `file` is its name there. `says` is a regular expression for the line, `words` stand in the text.

    `heavy`: more than a second or two of work, so that it is not read three times over by the tests.
    """

    name: str
    file: str
    make: Callable[[Path], None]
    becomes: Becomes
    says: str = ""
    words: str = ""
    heavy: bool = False

    @property
    def articles(self) -> bool:
        return self.becomes in ("read", "partly", "kept")


def holds(name: str, file: str, content: Callable[[], bytes | str], becomes: Becomes, **rest: object) -> Kind:
    """A kind that is one file with this content."""

    def make(folder: Path) -> None:
        data = content()
        (folder / file).write_bytes(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data)

    return Kind(name, file, make, becomes, **rest)  # type: ignore[arg-type]


PROSE = (
    "The ferry to Dunmarrow stays in port\n\n"
    "“The ferry will not sail before Monday,” said Oriel Tamsin, who leads the harbour office of the island.\n\n"
    "The harbour of Dunmarrow has been closed since a storm broke its outer wall, and the island has bread for another four days.\n\n"
    "Four engineers from the mainland measured the gap in the wall on Sunday and went home again without a word to the people on the quay.\n"
)
SAILS = "The ferry will not sail before Monday"


def page(body: str = "", head: str = "") -> str:
    """An ordinary page with something in it."""
    lines = "".join(f"<p>{line}</p>" for line in PROSE.split("\n\n")[1:])
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>The ferry stays</title>{head}</head>"
        f"<body><article><h1>The ferry to Dunmarrow stays in port</h1>{lines}{body}</article></body></html>"
    )


def filled(unit: str, length: int) -> str:
    """`length` characters of one thing again and again."""
    return (unit * (length // len(unit) + 1))[:length]


def sparse(path: Path, size: int, start: bytes = b"") -> None:
    """A file of `size` bytes that takes no room on the disk; what is not written reads as zeros."""
    with path.open("wb") as handle:
        handle.write(start)
        handle.truncate(size)


def corpus() -> list[Kind]:
    """Every kind, in a fixed order."""
    import corpus_archives
    import corpus_documents
    import corpus_folders
    import corpus_pages
    import corpus_texts

    parts = (corpus_texts, corpus_pages, corpus_archives, corpus_documents, corpus_folders)
    kinds = [kind for part in parts for kind in part.kinds()]
    assert len({kind.name for kind in kinds}) == len(kinds)
    return kinds


def write(folder: Path, kinds: list[Kind]) -> Path:
    """Every kind in one folder, each below a folder of its own name, so that none stands in another's way."""
    for kind in kinds:
        place = folder / kind.name
        place.mkdir(parents=True)
        kind.make(place)
    (folder.parent / "outside.txt").write_text(f"{PROSE}\n{SECRET}\n", encoding="utf-8")
    return folder


def clean(folder: Path) -> None:
    """Make what cannot be opened removable again."""
    for root, folders, files in os.walk(folder):
        for name in (*folders, *files):
            here = Path(root) / name
            if not here.is_symlink():
                here.chmod(0o700)
