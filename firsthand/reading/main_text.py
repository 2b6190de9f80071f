"""Which visible blocks of a web page are the article.

trafilatura decides; its output is mapped back to the page's blocks. A tenth of its lines are not verbatim in the page (joined, split or
cleaned), so both sides are compared by their letters and digits alone, and aligned in order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from firsthand.reading.patterns import alike, patterns, whole_line
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
    letters = [_letters(page.text[b.start : b.end]) for b in page.blocks]
    aligned = _aligned(letters, _letters(_extracted(html, url)))
    return _judged(page, letters, aligned)


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
    if len(output) < ANCHOR:
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


# --- what structure and wordings know better ----------------------------------------------------------------------------------------

STOP = re.compile(r"[.!?…][\"'”’»)\]]*$")
# Elements that never hold a standfirst, and class names that say so, or say that it is one.
ASIDE = frozenset(("figcaption", "figure", "aside", "nav", "footer", "ul", "ol", "table", "form", "a", "button", "time"))
NOT_STANDFIRST = re.compile(
    r"caption|credit|byline|author|bio\b|contrib|share|social|related|promo|newsletter|comment|meta\b|date|breadcrumb|menu|\bad-|advert",
    re.IGNORECASE,
)
CAPTION = re.compile(r"caption|(?:photo|image|picture)[-_]?credit", re.IGNORECASE)
STANDFIRST = re.compile(
    r"standfirst|sub-?(?:title|head|line|deck)|\bde[ck]k?\b|__dek|dek-|summary|excerpt|intro|lead\b|lede|strapline|abstract|(?<!\S)sub(?!\S)",
    re.IGNORECASE,
)
# What joins the title of a page and the name of its site.
JOINT = re.compile(r"\s+[|\-–—•·:»]+\s+")
SHORTEST_HEADLINE = 3
BLUR = re.compile(r"filter\s*:[^;]*\bblur\(", re.IGNORECASE)
# A class or an id whose rule in a style sheet of the page blurs it.
BLURRED = re.compile(r"([.#][\w-]+)\s*\{[^{}]*\bfilter\s*:[^;{}]*\bblur\(", re.IGNORECASE)
# Share of a line's letters that links hold, where the line is nothing but links.
LINKED = 0.8
# Words of a standfirst; blocks after the title among which it stands.
SHORTEST_STANDFIRST, LONGEST_STANDFIRST, NEAR = 6, 80, 12


def _judged(page: VisiblePage, letters: Sequence[str], main: list[bool]) -> list[bool]:
    """`main` with the standfirst, and without the title, lines that are furniture by their wording, and lists of links at the foot."""
    if not any(main):
        return main
    known = patterns(None)
    words = [page.text[b.start : b.end] for b in page.blocks]
    prose = [i for i, is_main in enumerate(main) if is_main and len(words[i].split()) >= SHORTEST_STANDFIRST and STOP.search(words[i])]
    first, last = (prose[0], prose[-1]) if prose else (0, len(main) - 1)
    title = _title(page, main)
    head = title if title is not None else _headline(page, words, prose)
    unread = _unreadable(page)
    judged = list(main)
    for i, is_main in enumerate(main):
        over = head is not None and i < min(head, first)
        if is_main and (over or i in unread):
            judged[i] = False
        if is_main and (i == title or _is_caption(page.blocks[i]) or whole_line(words[i], known, edge=i < first)):
            judged[i] = False
    teaser = False
    for i, is_main in enumerate(main):
        link = _is_link(page.blocks[i], words[i])
        teaser = known.phrases["teaser"].match(alike(words[i])) is not None or (teaser and link)
        if is_main and (teaser or (link and i > last)):
            judged[i] = False
    if title is not None:
        for i in range(title + 1, min(first, title + 1 + NEAR)):
            # A standfirst that is there twice (for two widths of screen) counts once.
            new = letters[i] not in letters[title:i]
            if not main[i] and new and _is_standfirst(page.blocks[i], words[i]) and not whole_line(words[i], known, edge=True):
                judged[i] = True
    return judged


def _title(page: VisiblePage, main: Sequence[bool]) -> int | None:
    """The <h1> before or at the first paragraphs of the article: the one that the page's <title> names, else the last."""
    before = enumerate(page.blocks[: main.index(True) + 3])
    headings = [i for i, block in before if "h1" in block.tags[:3] and not ASIDE.intersection(block.tags[:6])]
    title = next(page.blocks[0].element.getroottree().getroot().iter("title"), None)
    name = _letters("".join(title.itertext())) if title is not None else ""
    named = [i for i in headings if _letters(page.text[page.blocks[i].start : page.blocks[i].end]) in name]
    return next(reversed(named or headings), None)


def _headline(page: VisiblePage, words: Sequence[str], prose: Sequence[int]) -> int | None:
    """In a page without an <h1>: the line over the first paragraph that the <title> holds beside the site's name."""
    title = next(page.blocks[0].element.getroottree().getroot().iter("title"), None)
    parts = [_letters(part) for part in JOINT.split("".join(title.itertext()))] if title is not None else []
    known = [i for i in range(prose[0] if prose else 0) if len(words[i].split()) >= SHORTEST_HEADLINE and _letters(words[i]) in parts]
    return max(known, key=lambda i: (len(words[i]), i), default=None)


def _unreadable(page: VisiblePage) -> frozenset[int]:
    """Blocks that a reader sees blurred: what stands there is no text, or not theirs to read."""
    root = page.blocks[0].element.getroottree().getroot()
    names = {name for style in root.iter("style") for name in BLURRED.findall("".join(style.itertext()))}
    return frozenset(i for i, block in enumerate(page.blocks) if any(_is_blurred(e, names) for e in _up(block)))


def _up(block: VisibleBlock) -> Iterator[etree._Element]:
    yield block.element
    yield from block.element.iterancestors()


def _is_blurred(element: etree._Element, names: set[str]) -> bool:
    own = {f".{name}" for name in (element.get("class") or "").split()} | {f"#{element.get('id')}"}
    return bool(own & names) or BLUR.search(element.get("style") or "") is not None


def _is_caption(block: VisibleBlock) -> bool:
    return "figcaption" in block.tags[:4] or CAPTION.search(_names(block)) is not None


def _names(block: VisibleBlock) -> str:
    """The class names of the block's element and of the one around it."""
    parent = block.element.getparent()
    return f"{block.element.get('class') or ''} {(parent.get('class') or '') if parent is not None else ''}"


def _is_link(block: VisibleBlock, words: str) -> bool:
    """Whether the whole line is the text of links and no sentence."""
    if STOP.search(words):
        return False
    letters = _letters(words)
    links = (_letters("".join(a.itertext())) for a in block.element.iter("a"))
    # An element may hold several lines: only links that stand in this one count.
    return sum(len(link) for link in links if link in letters) >= LINKED * len(letters) > 0


def _is_standfirst(block: VisibleBlock, words: str) -> bool:
    if not SHORTEST_STANDFIRST <= len(words.split()) <= LONGEST_STANDFIRST or ASIDE.intersection(block.tags[:6]):
        return False
    if NOT_STANDFIRST.search(block.element.get("class") or ""):
        return False
    return STANDFIRST.search(_names(block)) is not None or (STOP.search(words) is not None and not _is_link(block, words))
