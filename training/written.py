"""Articles written for training, about invented people and places, with their attributions marked in the text.

    python -m training.written FILE...        checks files, and shows what they hold

A file of `training/written/` holds articles, each after a line `===`: a headline, an empty line, paragraphs with empty lines between. `{s1 Ines Varro} {c1 said} {t1 that the gates
leak}` marks a source, a cue and what is said; one number is one attribution of the article. A mark may stand again with the same number (a further piece) and may hold others. The
letter after a cue's number tells its sort: `{c1b fears}` believed, `{c1n plans}` intended.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.attributions import ROLES
from benchmarks.direct_quotes import Relation
from firsthand.model import Sort

FOLDER = Path(__file__).with_name("written")
MARK = re.compile(r"\{(?P<role>[sct])(?P<number>\d+)(?P<sort>[bn]?) |[{}]")
ROLE = {"s": "source", "c": "cue", "t": "content"}
SORT: dict[str, Sort] = {"": "said", "b": "believed", "n": "intended"}
# Left out at the borders of a piece, as in our gold.
BORDER = " \n\t“”\"‘’',;:—–-"


@dataclass(frozen=True)
class Written:
    name: str
    text: str
    given: list[Relation]
    sorts: list[Sort]


def written() -> Iterator[Written]:
    """All that is there."""
    return articles(sorted(FOLDER.glob("*.txt")))


def articles(files: Sequence[Path]) -> Iterator[Written]:
    """Raises `ValueError` where the marks of an article do not fit together."""
    for file in files:
        for number, part in enumerate(re.split(r"^===.*\n", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:], 1):
            yield _read(f"{file.stem}/{number}", part.strip())


def _read(name: str, marked: str) -> Written:
    text: list[str] = []
    size = at = 0
    opened: list[tuple[int, str, int]] = []
    pieces: dict[tuple[int, str], list[tuple[int, int]]] = {}
    sorts: dict[int, Sort] = {}
    for found in MARK.finditer(marked):
        text.append(marked[at : found.start()])
        size += found.start() - at
        at = found.end()
        if found["role"]:
            key, role = int(found["number"]), ROLE[found["role"]]
            opened.append((key, role, size))
            if role == "cue":
                sorts[key] = SORT[found["sort"]]
        elif found[0] == "}" and opened:
            key, role, start = opened.pop()
            pieces.setdefault((key, role), []).append((start, size))
        else:
            raise ValueError(f"{name}: no mark, or one that was not opened: {marked[max(0, found.start() - 40) : at + 20]!r}")
    if opened:
        raise ValueError(f"{name}: never closed: {opened[-1]}")
    whole = "".join((*text, marked[at:]))
    keys = sorted({key for key, _ in pieces})
    given = [_relation(name, whole, {role: pieces.get((key, role), []) for role in ROLES}) for key in keys]
    return Written(name, whole, given, [sorts[key] for key in keys])


def _relation(name: str, text: str, pieces: Mapping[str, Sequence[tuple[int, int]]]) -> Relation:
    made = {role: [span for piece in sorted(pieces[role]) if (span := _trimmed(text, *piece))] for role in ROLES}
    for role in ("cue", "content"):
        if not made[role]:
            raise ValueError(f"{name}: an attribution without {role}: {made}")
    return made


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Without marks and white space at the borders, nor the full stop of a sentence."""
    while start < end and text[start] in BORDER:
        start += 1
    while start < end and (
        text[end - 1] in BORDER
        or (text[end - 1] in ".!?" and not re.search(r"\b(?:[A-Z]|[ap]\.m|Inc|Corp|Jr|Sr|St|Co|Ltd)\.$", text[start:end]))
    ):
        end -= 1
    return (start, end) if start < end else None


def main(names: list[str]) -> None:
    count = words = 0
    for one in articles([Path(name) for name in names]):
        words += len(one.text.split())
        count += len(one.given)
        print(f"{one.name}: {len(one.text.split())} words, {len(one.given)} attributions")
        for relation, sort in zip(one.given, one.sorts, strict=True):
            source, cue, content = (" + ".join(one.text[a:b] for a, b in relation[role]) for role in ROLES)
            print(f"   [{sort}] {source or '-'} | {cue} | {content}")
    print(f"{words} words, {count} attributions")


if __name__ == "__main__":
    main(sys.argv[1:])
