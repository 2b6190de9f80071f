"""What is read first on a printed page: characters with their places, to lines, columns and paragraphs.

Columns are found by their gutter, as in the recursive X-Y cut (Nagy, Seth and Viswanathan 1992): a strip that no line crosses, with long lines on both
sides. Lines that cross it (a headline, a figure's caption) cut the page into bands, and in each band the left column is read first.
Coordinates are points; y grows upwards.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import NamedTuple

# A gap inside a line, in heights of its characters, from which two columns or cells are told apart.
APART = 1.4
# A gap from which two characters are two words, where the file has no space between them.
WORD = 0.25
# Columns of text have lines at least so long, in heights of a line; what is narrower is a table.
COLUMN = 8.0
# Lines on each side of a gutter.
BOTH = 3
# A distance between lines, in the usual ones, from which a paragraph ends; and the share by which the size of the letters may differ in one.
SPACED = 1.35
SIZES = 0.12
# Lines at the head and at the foot of a page that may repeat from page to page.
EDGES = 3
DIGITS = re.compile(r"\d+")
STOP = re.compile(r"[.!?:…][\"'”’»)\]]*$")


class Character(NamedTuple):
    """A character with its box in points; white space that stands for a gap has a box without a size."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of one line on one page; `number` counts the page's lines from 1 in reading order."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    page: int = 0
    number: int = 0

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 0.1)


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of a page in reading order, in the columns that they stand in."""

    number: int
    columns: tuple[tuple[Line, ...], ...]


@dataclass(slots=True)
class Paragraph:
    page: int
    line: int
    lines: list[Line] = field(default_factory=list)
    main: bool = True


# --- lines and columns --------------------------------------------------------------------------------------------------------------


def page_lines(number: int, characters: Sequence[Character]) -> PageLines:
    columns = []
    count = 0
    for column in _columns(list(_stretches(characters))):
        lines = []
        for line in _rows(column):
            count += 1
            lines.append(Line(line.text, line.left, line.bottom, line.right, line.top, number, count))
        columns.append(tuple(lines))
    return PageLines(number, tuple(columns))


def _stretches(characters: Sequence[Character]) -> Iterator[Line]:
    """Characters that follow each other on one line without a wide gap."""
    run: list[Character] = []
    space = False
    for one in characters:
        if one.right <= one.left and one.text.isspace():
            space = True
            if one.text == "\n" and run:
                yield from _stretch(run)
                run = []
            continue
        if run and not _goes_on(run[-1], one):
            yield from _stretch(run)
            run = []
        elif run and (space or one.left - run[-1].right > WORD * (one.top - one.bottom)) and not run[-1].text.isspace():
            run.append(Character(" ", run[-1].right, one.bottom, one.left, one.top))
        run.append(one)
        space = False
    yield from _stretch(run)


def _goes_on(before: Character, one: Character) -> bool:
    height = max(one.top - one.bottom, before.top - before.bottom, 0.1)
    overlap = min(before.top, one.top) - max(before.bottom, one.bottom)
    low = min(one.top - one.bottom, before.top - before.bottom)
    return overlap > 0.4 * low and -height < one.left - before.right < APART * height


def _stretch(run: Sequence[Character]) -> Iterator[Line]:
    text = " ".join("".join(one.text for one in run).split())
    if text:
        shown = [one for one in run if not one.text.isspace()]
        yield Line(text, min(o.left for o in shown), min(o.bottom for o in shown), max(o.right for o in shown), max(o.top for o in shown))


def _columns(lines: list[Line], depth: int = 0) -> Iterator[list[Line]]:
    """The lines in groups, each of which is read from top to bottom."""
    gutter = _gutter(lines) if depth < 4 else None
    if gutter is None:
        if lines:
            yield lines
        return
    left, right = gutter
    crossing = sorted((line for line in lines if line.left < right and line.right > left), key=lambda line: -line.top)
    rest = [line for line in lines if not (line.left < right and line.right > left)]
    for band, over in _bands(rest, crossing):
        yield from _columns([line for line in band if line.right <= left], depth + 1)
        yield from _columns([line for line in band if line.left >= right], depth + 1)
        if over:
            yield over


def _bands(rest: list[Line], crossing: list[Line]) -> Iterator[tuple[list[Line], list[Line]]]:
    """What stands over each group of crossing lines, and the group."""
    rest = sorted(rest, key=lambda line: -_middle(line))
    at = 0
    over: list[Line] = []
    for i, line in enumerate(crossing):
        over.append(line)
        following = crossing[i + 1] if i + 1 < len(crossing) else None
        if following is not None and not any(_middle(following) < _middle(one) < _middle(line) for one in rest):
            continue
        band = [one for one in rest[at:] if _middle(one) > _middle(over[0])]
        at += len(band)
        yield band, over
        over = []
    yield rest[at:], []


def _middle(line: Line) -> float:
    return (line.top + line.bottom) / 2


def _gutter(lines: Sequence[Line]) -> tuple[float, float] | None:
    """The strip with the fewest lines across it that has columns of text on both sides; None where there is none."""
    if len(lines) < 2 * BOTH:
        return None
    height = median(line.height for line in lines)
    starts = Counter(round(line.left) for line in lines)
    best: tuple[int, float, float] | None = None
    for start, count in sorted(starts.items()):
        if count < BOTH:
            continue
        right = start - 0.5
        before = [line for line in lines if line.right <= right]
        after = [line for line in lines if line.left >= right]
        if len(before) < BOTH or not _is_text(before, height) or not _is_text(after, height) or not _beside(before, after):
            continue
        left = max(line.right for line in before)
        across = len(lines) - len(before) - len(after)
        if right - left > 0.3 * height and across <= len(lines) // 3 and (best is None or across < best[0]):
            best = (across, left, right)
    return best[1:] if best else None


def _is_text(lines: Sequence[Line], height: float) -> bool:
    return median(line.right - line.left for line in lines) >= COLUMN * height


def _beside(before: Sequence[Line], after: Sequence[Line]) -> bool:
    """Whether the two stand beside each other for some lines, and not one above the other."""
    low, high = min(line.bottom for line in after), max(line.top for line in after)
    return sum(1 for line in before if low < _middle(line) < high) >= BOTH


def _rows(lines: Sequence[Line]) -> Iterator[Line]:
    """From top to bottom; what stands in one row is one line, with tabs between."""
    row: list[Line] = []
    for line in sorted(lines, key=lambda line: (-_middle(line), line.left)):
        if row and abs(_middle(line) - _middle(row[0])) > 0.4 * min(line.height, row[0].height):
            yield _row(row)
            row = []
        row.append(line)
    if row:
        yield _row(row)


def _row(row: list[Line]) -> Line:
    row.sort(key=lambda line: line.left)
    text = "\t".join(line.text for line in row)
    return Line(text, row[0].left, min(o.bottom for o in row), max(o.right for o in row), max(o.top for o in row))


# --- running heads and paragraphs ---------------------------------------------------------------------------------------------------


def running(pages: Sequence[PageLines]) -> frozenset[tuple[int, int]]:
    """(page, number) of lines at the head or foot that stand at the same height on other pages, their digits apart: on two of three at least."""
    seen: dict[tuple[str, int], list[tuple[int, int]]] = {}
    filled = [page for page in pages if page.columns]
    for page in filled:
        lines = sorted((line for column in page.columns for line in column), key=_middle)
        edge = {id(line): line for line in [*lines[:EDGES], *lines[-EDGES:]]}
        for line in edge.values():
            seen.setdefault((DIGITS.sub("0", line.text), round(_middle(line) / 4)), []).append((page.number, line.number))
    least = max(2, len(filled) // 3)
    return frozenset(one for places in seen.values() if len({page for page, _ in places}) >= least for one in places)


def paragraphs(pages: Sequence[PageLines], heads: frozenset[tuple[int, int]]) -> Iterator[Paragraph]:
    """The lines of all pages joined; heads and feet follow the paragraph that runs over the end of their page."""
    found: list[Paragraph] = []
    last: Paragraph | None = None
    for page in pages:
        aside = [line for column in page.columns for line in column if (line.page, line.number) in heads]
        edge = _lowest(page, heads)
        before = [line for line in aside if edge is None or line.bottom >= edge]
        begun = False
        for column in page.columns:
            body = [line for line in column if (line.page, line.number) not in heads]
            for i, lines in enumerate(_joined(body)):
                if i == 0 and last is not None and _runs_on(last, lines):
                    last.lines.extend(lines)
                    continue
                if not begun:
                    found.extend(Paragraph(line.page, line.number, [line], main=False) for line in before)
                    begun = True
                last = Paragraph(lines[0].page, lines[0].number, list(lines))
                found.append(last)
        rest = [line for line in aside if not begun or line not in before]
        found.extend(Paragraph(line.page, line.number, [line], main=False) for line in rest)
    yield from found


def _lowest(page: PageLines, heads: frozenset[tuple[int, int]]) -> float | None:
    """Where the text of a page ends."""
    return min((line.bottom for column in page.columns for line in column if (line.page, line.number) not in heads), default=None)


def _joined(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The paragraphs of a column. One ends at a wider gap, another size, an indented line, and where the line had room for the next one's first word."""
    for group in _even(lines):
        edge = max(line.right for line in group)
        margin = min(line.left for line in group)
        current = [group[0]]
        for before, line in pairwise(group):
            if (
                _room(before, line, edge)
                or line.left - margin > 0.7 * line.height > before.left - margin
                or "\t" in line.text + before.text
            ):
                yield current
                current = []
            current.append(line)
        yield current


def _even(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines at even distances in letters of one size."""
    steps = [round(a.bottom - b.bottom, 1) for a, b in pairwise(lines) if a.bottom > b.bottom]
    usual = Counter(steps).most_common(1)[0][0] if steps else 0.0
    group: list[Line] = []
    for line in lines:
        if group:
            step = group[-1].bottom - line.bottom
            spaced = step > SPACED * max(min(usual, 2 * line.height), line.height)
            if spaced or abs(group[-1].height - line.height) > SIZES * line.height:
                yield group
                group = []
        group.append(line)
    if group:
        yield group


def _room(before: Line, line: Line, edge: float) -> bool:
    """Whether the first word of `line` would have fitted at the end of the line before it."""
    letters = max(len(line.text), 1)
    first = len(line.text.split(maxsplit=1)[0]) + 1
    return before.right + first * (line.right - line.left) / letters <= edge


def _runs_on(last: Paragraph, lines: Sequence[Line]) -> bool:
    """Whether a paragraph goes on at the head of the next column or page: it has not ended, and the letters are of its size."""
    end, start = last.lines[-1], lines[0]
    return (
        len(last.lines) > 1
        and STOP.search(end.text) is None
        and abs(end.height - start.height) <= SIZES * start.height
        and (start.text[:1].islower() or len(lines) > 1)
        and "\t" not in end.text + start.text
    )
