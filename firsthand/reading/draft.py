"""What a reader of a format gives: texts with their blocks and what the file itself says of them, not yet frozen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import TypeAlias

from firsthand.errors import UnreadableInput
from firsthand.model import Article, Block, BlockKind, Capture, Known, Metadata, MetadataField, Page, Span, digest, text_sha256
from firsthand.reading.detect import detect_language

LINE = re.compile(r"(?P<line>[^\r\n]*)(?:\r\n|\r|\n|$)")


# Between the place of a piece and that of an article in it: `message 4 > entry 2`.
WITHIN = " > "
# Longer than any article; stages are made for less, and a page that shows it would not open.
LONGEST_TEXT = 1_000_000

Field: TypeAlias = tuple[MetadataField, str, str]


@dataclass(frozen=True, slots=True)
class DraftBlock:
    start: int
    end: int
    words: str
    kind: BlockKind
    place: str
    main: bool | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """One article as a reader found it. `fields` holds (field, value, rule); rule `person` for front matter.

    `place` tells where in a file of several articles it stands: `line 3`, `record 12`.
    """

    text: str
    blocks: tuple[DraftBlock, ...]
    fields: tuple[Field, ...] = ()
    recorded: datetime | None = None
    place: str | None = None

    def first(self, name: MetadataField) -> str | None:
        return next((value for field, value, _ in self.fields if field == name), None)


@dataclass(frozen=True, slots=True)
class Piece:
    """One item of a file that holds many, cut out but not read: `suffix` names its reader in READERS (`.html`, `.json`).

    `fields` is what the container says of it, which counts before what the item says of itself.
    """

    place: str
    data: bytes
    suffix: str
    fields: tuple[Field, ...] = ()
    recorded: datetime | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One item of a file of several that cannot be read, while the others are. `error` is the whole line: file, place, what is wrong, remedy."""

    place: str
    error: str


@dataclass(frozen=True, slots=True)
class Frozen:
    """One article of one file, frozen: the rows that reading gives, and the page for the stages after it."""

    capture: Capture
    article: Article
    page: Page


def article_id(url: str | None, outlet: str | None, text: str) -> str:
    """The name of an article. Equal text at one URL is one article; without a URL the outlet tells equal texts apart."""
    return digest("article", url or "", "" if url else outlet or "", text)


def freeze(draft: Draft, path: str, raw_sha256: str, known: Known) -> Frozen:
    """Freeze the text under its name; what a person knows (`known`) goes before what the file says.

    Raises:
        UnreadableInput: where the text is empty or cannot be written as UTF-8.
    """
    if not draft.text.strip():
        raise UnreadableInput(f"{path}: holds no text. Save the article's text in it, or take the file away.")
    if len(draft.text) > LONGEST_TEXT:
        raise UnreadableInput(f"{path}: holds {len(draft.text):,} characters, more than an article has. Split it into its articles.")
    _check_storable(draft.text, path)
    draft = replace(draft, fields=tuple(_storable(draft.fields, path)))
    url = known.url or draft.first("url")
    name = article_id(url, known.outlet or draft.first("outlet"), draft.text)
    blocks = tuple(Block(name, Span(b.start, b.end), b.words, b.kind, b.place, b.main) for b in draft.blocks)
    language, language_rule = _language(draft)
    fields = [Metadata(name, field, value, None, None, rule) for field, value, rule in draft.fields]
    if language is not None:
        fields.append(Metadata(name, "language", language, None, None, language_rule))
    page = Page(name, draft.text, language, url, blocks, tuple(dict.fromkeys(fields)))
    article = Article(
        name, path, url, None, None, None, None, None, language, "unknown", draft.text, text_sha256(draft.text)
    )  # outlet, title and the like are chosen by a story stage, from all candidates
    return Frozen(Capture(path, raw_sha256, url, draft.recorded, name, draft.place), article, page)


def line_blocks(text: str, place: str = "line") -> Iterator[DraftBlock]:
    """Blocks of plain text: a line each, or a paragraph each where the lines are wrapped to a width.

    Text is wrapped where a line could not have taken the next line's first word: then a newline is no end of a sentence.
    """
    if len(text) > LONGEST_TEXT:  # `freeze` refuses it: its lines would only fill the memory
        return
    lines = list(_lines(text))
    width = max((end - start for start, end, _ in lines), default=0)
    if _wrapped(text, lines, width):
        lines = list(_joined(lines))
    for start, end, number in lines:
        yield DraftBlock(start, end, text[start:end], "line", f"{place} {number}")


def _lines(text: str) -> Iterator[tuple[int, int, int]]:
    """Non-empty lines, trimmed: (start, end, number from 1). Only CR, LF and CRLF end a line."""
    for number, match in enumerate(LINE.finditer(text), start=1):
        line = match.group("line")
        if line.strip():
            lead = len(line) - len(line.lstrip())
            yield match.start() + lead, match.start() + len(line.rstrip()), number


def _wrapped(text: str, lines: list[tuple[int, int, int]], width: int) -> bool:
    if not 40 <= width <= 100:
        return False
    pairs = [(a, b) for a, b in pairwise(lines) if b[2] - a[2] == 1]
    full = sum(1 for a, b in pairs if a[1] - a[0] + 1 + len(text[b[0] : b[1]].split(maxsplit=1)[0]) > width)
    return len(pairs) >= 5 and full >= 0.8 * len(pairs)


def _joined(lines: list[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    current: tuple[int, int, int] | None = None
    last = 0
    for start, end, number in lines:
        if current is not None and number - last == 1:
            current = (current[0], end, current[2])
        else:
            if current is not None:
                yield current
            current = (start, end, number)
        last = number
    if current is not None:
        yield current


def _language(draft: Draft) -> tuple[str | None, str]:
    main = "\n".join(b.words for b in draft.blocks if b.main is not False)
    detected = detect_language(main or draft.text)
    if detected is not None:
        return detected, "detected"
    declared = draft.first("language")
    return (declared.split("-")[0].split("_")[0].lower(), "declared") if declared else (None, "")


def _storable(fields: Iterable[Field], path: str) -> Iterator[Field]:
    """A person's entry that cannot be stored is an error; of what a page says about itself, it is left out."""
    for field, value, rule in fields:
        try:
            _check_storable(value, path)
        except UnreadableInput:
            if rule == "person":
                raise
        else:
            yield field, value, rule


def _check_storable(text: str, path: str) -> None:
    if "\x00" in text:
        raise UnreadableInput(f"{path}: its text holds NUL characters. Take them out, or save the file again from its source.")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UnreadableInput(
            f"{path}: its text holds half a surrogate pair at character {error.start}. Save the file again from its source."
        ) from None


def shown(words: str, most: int = 300) -> str:
    """Words from a file as a line of ours can show them: what cannot be printed is spelled out, and only so many characters."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in words)[:most]
