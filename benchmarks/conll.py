"""Files of words in columns: CoNLL-U (https://universaldependencies.org/format.html) and IOB2, with where each word stands in the raw text.

The raw text is built again from `# text`, `# newpar`, `# newdoc` and `SpaceAfter=No`. The words of a multi-word token (`don't`: `do`, `n't`) stand where they
are written, if they put together are the token; otherwise each of them has the token's span (as in the evaluation of Zeman et al. 2018), and shares it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sentence:
    """`span` and `places` are code points of the text of the paragraph; `shared` are words whose place is that of their whole token."""

    id: str
    span: Place
    words: tuple[str, ...]
    places: tuple[Place, ...]
    upos: tuple[str, ...]
    lemmas: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    shared: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Document:
    name: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Of all paragraphs; places are those of each paragraph."""
        return tuple(sentence for paragraph in self.paragraphs for sentence in paragraph.sentences)

    def raw(self) -> tuple[str, tuple[Sentence, ...]]:
        """The whole text, a blank line between paragraphs, and the sentences with places in it."""
        text, found = "", list[Sentence]()
        for paragraph in self.paragraphs:
            text += "\n\n" if text else ""
            found += (_moved(sentence, len(text)) for sentence in paragraph.sentences)
            text += paragraph.text
        return text, tuple(found)


def files_of(path: Path) -> list[Path]:
    """The CoNLL-U files of a folder, or the file itself; none where nothing is there."""
    return sorted(path.glob("*.conllu")) if path.is_dir() else [path] if path.is_file() else []


def documents(path: Path) -> Iterator[Document]:
    """The documents of a CoNLL-U file, in order."""
    name, found = path.stem, list[Paragraph]()
    paragraph: list[list[str]] = []
    for lines in blocks(path):
        said = comments(lines)
        if opens(lines) and paragraph:
            found.append(_paragraph(paragraph))
            paragraph = []
        if "newdoc id" in said:
            if found:
                yield Document(name, tuple(found))
            name, found = said["newdoc id"], []
        if "text" in said:
            paragraph.append(lines)
    if paragraph:
        found.append(_paragraph(paragraph))
    if found:
        yield Document(name, tuple(found))


def blocks(path: Path) -> Iterator[list[str]]:
    """The lines between blank lines. Only a line feed ends a line: words may hold other separators, such as U+2028."""
    lines: list[str] = []
    with path.open(encoding="utf-8", newline="\n") as file:
        for raw in file:
            line = raw.rstrip("\n")
            if line:
                lines.append(line)
            elif lines:
                yield lines
                lines = []
    if lines:
        yield lines


def comments(lines: Iterable[str]) -> dict[str, str]:
    """What the lines `# key = value` say."""
    parted = (line.lstrip("# ").partition(" = ") for line in lines if line.startswith("#"))
    return {key.strip(): value.strip() for key, _, value in parted}


def opens(lines: Iterable[str]) -> bool:
    """Whether a paragraph begins with this sentence."""
    return any(line.startswith(("# newpar", "# newdoc")) for line in lines)


def paragraphs(path: Path) -> Iterator[Paragraph]:
    """The paragraphs of all documents of a CoNLL-U file."""
    for document in documents(path):
        yield from document.paragraphs


def names(path: Path) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """(sentence id, words, tags) of the sentences of an IOB2 file: number, word, tag, parted by tabs."""
    for lines in blocks(path):
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        yield comments(lines).get("sent_id", ""), tuple(row[1] for row in rows), tuple(row[2] for row in rows)


def _paragraph(sentences: Iterable[Sequence[str]]) -> Paragraph:
    text, found = "", list[Sentence]()
    for lines in sentences:
        rows = [line.split("\t") for line in lines if re.match(r"\d+(-\d+)?\t", line)]
        said = comments(lines)
        found.append(_sentence(said.get("sent_id", ""), rows, said["text"], len(text)))
        text += said["text"] + ("" if "SpaceAfter=No" in _written(rows)[-1][9] else " ")
    return Paragraph(text.strip(), tuple(found))


def _written(rows: Sequence[list[str]]) -> list[list[str]]:
    """The rows that stand in the text: multi-word tokens in the place of their words."""
    found, until = list[list[str]](), 0
    for row in rows:
        first, _, last = row[0].partition("-")
        if last:
            until = int(last)
        if last or int(first) > until:
            found.append(row)
    return found


def _sentence(id_: str, rows: Sequence[list[str]], text: str, base: int) -> Sentence:
    words = [row for row in rows if "-" not in row[0]]
    places: list[Place] = [(0, 0)] * len(words)
    shared: set[int] = set()
    at = 0
    for row in _written(rows):
        start = text.index(row[1], at)
        at = start + len(row[1])
        first, _, last = row[0].partition("-")
        inner = range(int(first) - 1, int(last or first))
        if "".join(words[i][1] for i in inner).lower() == row[1].lower():
            for i in inner:
                places[i] = (base + start, base + start + len(words[i][1]))
                start += len(words[i][1])
        else:
            for i in inner:
                places[i] = (base + start, base + at)
            shared.update(inner)
    return Sentence(
        id_, (base, base + len(text)), tuple(row[1] for row in words), tuple(places), tuple(row[3] for row in words), tuple(row[2] for row in words),
        tuple(int(row[6]) for row in words), tuple(row[7] for row in words), frozenset(shared),
    )  # fmt: skip


def _moved(sentence: Sentence, by: int) -> Sentence:
    return Sentence(
        sentence.id, (sentence.span[0] + by, sentence.span[1] + by), sentence.words, tuple((a + by, b + by) for a, b in sentence.places), sentence.upos,
        sentence.lemmas, sentence.heads, sentence.relations, sentence.shared,
    )  # fmt: skip


def aligned(gold: Sequence[Sentence], places: Sequence[Place], words: Sequence[str]) -> dict[tuple[int, int], int]:
    """Which of the found words stands for (sentence, word) of the gold; `places` are in the text that the gold's places are in.

    The one with the same span; inside a shared span by their longest common subsequence of forms, as Zeman et al. (2018) do.
    """
    at = {place: number for number, place in enumerate(places)}
    found: dict[tuple[int, int], int] = {}
    for s, sentence in enumerate(gold):
        groups: dict[Place, list[int]] = {}
        for w, place in enumerate(sentence.places):
            if w in sentence.shared:
                groups.setdefault(place, []).append(w)
            elif place in at:
                found[s, w] = at[place]
        for (start, end), inner in groups.items():
            there = [number for number, (a, b) in enumerate(places) if start <= a and b <= end]
            for i, j in _common([sentence.words[w].lower() for w in inner], [words[number].lower() for number in there]):
                found[s, inner[i]] = there[j]
    return found


def _common(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Places of the longest common subsequence."""
    best = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            best[i][j] = best[i + 1][j + 1] + 1 if a[i] == b[j] else max(best[i + 1][j], best[i][j + 1])
    i = j = 0
    found = []
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return found
