"""Which visible blocks of a web page are the article.

trafilatura decides; its output is mapped back to the page's blocks. A tenth of its lines are not verbatim in the page (joined, split or
cleaned), so both sides are compared by their letters and digits alone, and aligned in order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, cast

from lxml import etree

from firsthand.reading.aligned import aligned, letters_of
from firsthand.reading.patterns import Patterns, alike, patterns, whole_line
from firsthand.reading.styles import Named, blurred, is_blurred
from firsthand.reading.visible import VisibleBlock, VisiblePage

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Larger pages are not given to trafilatura, whose time and memory grow faster than the page: elements, and characters of visible text.
MOST_ELEMENTS, LONGEST_TEXT = 30_000, 300_000
# Nor are deeper ones (elements around a line): it calls itself for each list in a list, and would end where Python does.
DEEPEST = 200
# After a page of so many characters, the lines that trafilatura keeps from it are let go.
LONG_TEXT = 100_000


def main_blocks(page: VisiblePage, url: str | None) -> list[bool]:
    """For each block of `page`, in order: whether it is the article."""
    if not page.blocks:
        return []
    words = [page.text[b.start : b.end] for b in page.blocks]
    root = page.blocks[0].element.getroottree().getroot()
    if len(page.text) > LONGEST_TEXT or _more_elements(root, MOST_ELEMENTS) or _deep(page):
        return [_is_prose(block, line) for block, line in zip(page.blocks, words, strict=True)]
    letters = [letters_of(line) for line in words]
    found = aligned(letters, letters_of(_extracted(root, url)))
    return _judged(_Lines(page, root, words, letters), found)


def _deep(page: VisiblePage) -> bool:
    return any(block.place.count("/") > DEEPEST for block in page.blocks)


def _more_elements(root: etree._Element, most: int) -> bool:
    return bool(root.xpath("count(descendant-or-self::*) > $most", most=most))


def _extracted(root: etree._Element, url: str | None) -> str:
    """The article's text as trafilatura has it; empty where it finds none. It works on a copy of the tree."""
    # Imported here: it takes a second, and plain text never needs it.
    import trafilatura

    found = trafilatura.bare_extraction(cast("HtmlElement", root), url=url, fast=True, include_comments=False)
    text = str(getattr(found, "text", None) or "")
    if len(text) > LONG_TEXT:
        from trafilatura.meta import reset_caches

        reset_caches()
    return text


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
JOINT = re.compile(r"(?<!\s)\s+[|\-–—•·:»]+\s+")
SHORTEST_HEADLINE = 3
# Share of a line's letters that links hold, where the line is nothing but links.
LINKED = 0.8
# Words of a standfirst; blocks after the title among which it stands.
SHORTEST_STANDFIRST, LONGEST_STANDFIRST, NEAR = 6, 80, 12
# Links in one element above which a line of it is a link only where it is one of them, whole.
MANY_LINKS = 500
# Names of elements, close around a line, in which no article stands.
NO_ARTICLE = ASIDE | {"header", "select", "label"}


class _Lines:
    """The lines of a page with what is asked of them, each answered once."""

    def __init__(self, page: VisiblePage, root: etree._Element, words: Sequence[str], letters: Sequence[str]) -> None:
        self.blocks, self.root, self.words, self.letters = page.blocks, root, words, letters
        self._links: dict[etree._Element, list[str]] = {}

    @cached_property
    def page_title(self) -> str | None:
        title = next(self.root.iter("title"), None)
        return "".join(title.itertext()) if title is not None else None

    def is_link(self, i: int) -> bool:
        """Whether the whole line is the text of links and no sentence."""
        if STOP.search(self.words[i]):
            return False
        element, letters = self.blocks[i].element, self.letters[i]
        links = self._links.get(element)
        if links is None:
            links = self._links[element] = [letters_of("".join(a.itertext())) for a in element.iter("a")]
        if len(links) > MANY_LINKS:
            return letters in links
        # An element may hold several lines: only links that stand in this one count.
        return sum(len(link) for link in links if link in letters) >= LINKED * len(letters) > 0

    def is_standfirst(self, i: int) -> bool:
        block, words = self.blocks[i], self.words[i]
        if not SHORTEST_STANDFIRST <= len(words.split()) <= LONGEST_STANDFIRST or ASIDE.intersection(block.tags[:6]):
            return False
        if NOT_STANDFIRST.search(block.element.get("class") or ""):
            return False
        return STANDFIRST.search(_names(block)) is not None or (STOP.search(words) is not None and not self.is_link(i))

    def is_teaser(self, i: int, known: Patterns) -> bool:
        """Whether the line announces other articles, or is one of the links that follow such a line."""
        while i >= 0:
            if known.phrases["teaser"].match(alike(self.words[i])) is not None:
                return True
            if not self.is_link(i):
                return False
            i -= 1
        return False


def _judged(lines: _Lines, main: list[bool]) -> list[bool]:
    """`main` with the standfirst, and without the title, lines that are furniture by their wording, and lists of links at the foot."""
    if not any(main):
        return main
    known = patterns(None)
    words, letters = lines.words, lines.letters
    prose = [i for i, is_main in enumerate(main) if is_main and len(words[i].split()) >= SHORTEST_STANDFIRST and STOP.search(words[i])]
    first, last = (prose[0], prose[-1]) if prose else (0, len(main) - 1)
    title = _title(lines, main)
    head = title if title is not None else _headline(lines, prose)
    over = min(head, first) if head is not None else 0
    unread = _Blurred(lines.root)
    judged = list(main)
    for i in (i for i, is_main in enumerate(main) if is_main):
        judged[i] = not (
            i < over
            or i == title
            or lines.blocks[i].element in unread
            or _is_caption(lines.blocks[i])
            or whole_line(words[i], known, edge=i < first)
            or (i > last and lines.is_link(i))
            or lines.is_teaser(i, known)
        )
    if title is not None:
        for i in range(title + 1, min(first, title + 1 + NEAR)):
            # A standfirst that is there twice (for two widths of screen) counts once.
            new = letters[i] not in letters[title:i]
            if not main[i] and new and lines.is_standfirst(i) and not whole_line(words[i], known, edge=True):
                judged[i] = True
    return judged


def _title(lines: _Lines, main: Sequence[bool]) -> int | None:
    """The <h1> before or at the first paragraphs of the article: the one that the page's <title> names, else the last."""
    before = enumerate(lines.blocks[: main.index(True) + 3])
    headings = [i for i, block in before if "h1" in block.tags[:3] and not ASIDE.intersection(block.tags[:6])]
    name = letters_of(lines.page_title or "") if headings else ""
    named = [i for i in headings if lines.letters[i] in name]
    return next(reversed(named or headings), None)


def _headline(lines: _Lines, prose: Sequence[int]) -> int | None:
    """In a page without an <h1>: the line over the first paragraph that the <title> holds beside the site's name."""
    parts = {letters_of(part) for part in JOINT.split(lines.page_title)} if lines.page_title is not None else set()
    words = lines.words
    over = range(prose[0] if prose else 0)
    known = [i for i in over if lines.letters[i] in parts and len(words[i].split()) >= SHORTEST_HEADLINE]
    return max(known, key=lambda i: (len(words[i]), i), default=None)


class _Blurred:
    """Tells what a reader sees blurred: what stands there is no text, or not theirs to read."""

    def __init__(self, root: etree._Element) -> None:
        self._names = Named(blurred(root))
        self._known: dict[etree._Element, bool] = {}

    def __contains__(self, element: etree._Element) -> bool:
        chain: list[etree._Element] = []
        node: etree._Element | None = element
        while node is not None and node not in self._known and not self._blurs(node):
            chain.append(node)
            node = node.getparent()
        found = node is not None and self._known.get(node, True)
        self._known.update(dict.fromkeys(chain, found))
        return found

    def _blurs(self, element: etree._Element) -> bool:
        return element in self._names or is_blurred(element.get("style") or "")


def _is_caption(block: VisibleBlock) -> bool:
    return "figcaption" in block.tags[:4] or CAPTION.search(_names(block)) is not None


def _names(block: VisibleBlock) -> str:
    """The class names of the block's element and of the one around it."""
    parent = block.element.getparent()
    return f"{block.element.get('class') or ''} {(parent.get('class') or '') if parent is not None else ''}"


def _is_prose(block: VisibleBlock, words: str) -> bool:
    """The rule for pages too large for trafilatura: a sentence of some words that does not stand among menus and lists."""
    line = words[:LONG_TEXT]
    return (
        len(line.split(maxsplit=SHORTEST_STANDFIRST)) >= SHORTEST_STANDFIRST
        and not NO_ARTICLE.intersection(block.tags)
        and (STOP.search(words[-100:]) is not None)
    )
