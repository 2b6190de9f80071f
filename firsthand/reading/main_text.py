"""Which visible blocks of a web page are the article.

trafilatura decides; its output is mapped back to the page's blocks. A tenth of its lines are not verbatim in the page (joined, split or
cleaned), so both sides are compared by their letters and digits alone, and aligned in order.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from firsthand.reading.visible import VisibleBlock, VisiblePage

# Letters and digits of a block from which its place in the output is found without help from its neighbours.
ANCHOR = 24
# At most so many places in the output are considered for one block: a line that stands there more often tells nothing.
PLACES = 4
# Share of a block's letter runs that must stand in the output between its neighbours' places, where it does not stand there verbatim.
LIKENESS = 0.7
RUN = 8


def main_blocks(html: str, page: VisiblePage, url: str | None) -> list[bool]:
    """For each block of `page`, in order: whether it is the article."""
    output = _letters(_extracted(html, url))
    letters = [_letters(page.text[b.start : b.end]) for b in page.blocks]
    return _aligned(letters, output)


def _extracted(html: str, url: str | None) -> str:
    """The article's text as trafilatura has it; empty where it finds none."""
    # Imported here: it takes a second, and plain text never needs it.
    import trafilatura

    return trafilatura.extract(html, url=url, fast=True, include_comments=False) or ""


def _letters(text: str) -> str:
    """Letters and digits in one case: what is left of a line whatever was done to its spaces, quotes and dashes."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


@dataclass(frozen=True, slots=True)
class _Place:
    """A block, and where its letters stand in the output."""

    block: int
    start: int
    end: int


def _aligned(blocks: Sequence[str], output: str) -> list[bool]:
    """Which blocks stand in the output, in its order; `blocks` and `output` as letters."""
    found = [False] * len(blocks)
    if not output:
        return found
    chain = _chain([place for i, block in enumerate(blocks) if len(block) >= ANCHOR for place in _places(i, block, output)])
    before = _Place(-1, 0, 0)
    for after in [*chain, _Place(len(blocks), len(output), len(output))]:
        if 0 <= after.block < len(blocks):
            found[after.block] = True
        for block in _between(blocks, output, before, after):
            found[block] = True
        before = after
    return found


def _places(block: int, letters: str, output: str) -> Iterator[_Place]:
    start = -1
    for _ in range(PLACES):
        start = output.find(letters, start + 1)
        if start < 0:
            return
        yield _Place(block, start, start + len(letters))


def _chain(places: Sequence[_Place]) -> list[_Place]:
    """The heaviest run of places that goes forward in page and output; weight is the letters covered (longest increasing sequence)."""
    best: list[int] = []
    previous: list[int | None] = []
    for i, place in enumerate(places):
        score, link = 0, None
        for j in range(i - 1, -1, -1):
            other = places[j]
            if other.block < place.block and other.end <= place.start and best[j] > score:
                score, link = best[j], j
        best.append(score + place.end - place.start)
        previous.append(link)
    if not best:
        return []
    at: int | None = max(range(len(best)), key=lambda i: (best[i], i))
    chain: list[_Place] = []
    while at is not None:
        chain.append(places[at])
        at = previous[at]
    return chain[::-1]


def _between(blocks: Sequence[str], output: str, before: _Place, after: _Place) -> Iterator[int]:
    """Blocks between two aligned ones that stand in the output between them, verbatim or nearly."""
    position = before.end
    for block in range(before.block + 1, after.block):
        letters = blocks[block]
        if not letters:
            continue
        start = output.find(letters, position, after.start)
        if start >= 0 and (len(letters) >= ANCHOR or start - position <= ANCHOR):
            position = start + len(letters)
            yield block
        elif len(letters) >= ANCHOR and _likeness(letters, output[position : after.start]) >= LIKENESS:
            yield block


def _likeness(letters: str, output: str) -> float:
    """Share of the runs of `RUN` letters of one that stand in the other."""
    runs = [letters[i : i + RUN] for i in range(len(letters) - RUN + 1)]
    return sum(run in output for run in runs) / len(runs)
