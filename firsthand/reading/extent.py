"""Whether a text is the whole article: what the page's data hold, what it offers to subscribers, and how its last words end.

A sign that a whole article may carry too (a price, a class name, a subscription box in the margin) never makes it cut alone: the
words have to break off, or the offer has to stand where the text ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from firsthand.model import Block, Metadata, MetadataField, Page, Span
from firsthand.reading.patterns import Patterns, alike, whole_line

Field = tuple[MetadataField, str, str]

PAID = "json-ld isAccessibleForFree"
BODY = "json-ld articleBody"
PART = "json-ld hasPart"
WALL = "class of a paywall"
CUT = re.compile(r"(?<![.!?])(?<![.!?][\"'”’])\s?(?:\.\.\.|…)[)\]]*$")
# What news interfaces put at the end of a text that they shorten.
LEFT_OUT = re.compile(r"(?:(?:\.\.\.|…)\s?)?\[\+(?P<count>\d+) chars?\]$")
TAG = re.compile(r"<[^>]{0,500}>|&\w{2,8};")
WORD = re.compile(r"\w+")
# Runs of so many words of the one are looked for in the other.
RUN = 6
# Words of an article's text in JSON-LD: fewer are its summary. Share of its runs that stand in the page where the page holds all of it; and
# at most so much where it does not.
ENOUGH, HELD, NOT_HELD = 100, 0.95, 0.75
# Words that a whole article has more of: a text that ends in three dots is a teaser below it.
TEASER = 300
# Words before an offer of a subscription, at most, where the offer ends the text.
STUB = 500
# Words of a paragraph; of a line that sends the reader elsewhere, at most; of a line that breaks off in three dots, at least.
PROSE, POINTER, SHORTEST = 12, 16, 4
STOP = re.compile(r"[.!?…][\"'”’»)\]]*$")
WALLS = "paywall regwall subscriber-only subscribers-only metered-content premium-wall article-gate gateway-content tp-container piano-offer".split()
SELECTOR = re.compile(r"\s*(?P<kind>[.#])(?P<name>[\w-]+)\s*$")


# --- the page's own data --------------------------------------------------------------------------------------------------------------------


def extent_fields(items: Sequence[dict[str, Any]], root: etree._Element, text: str) -> Iterator[Field]:
    """What JSON-LD objects of articles and class names say; `text` is the page's visible text."""
    for item in items:
        if _false(item.get("isAccessibleForFree")):
            # A subscriber who saves the page has all of it: what it costs is no proof that the text was cut.
            yield "extent", "unknown", PAID
        yield from _parts(item, root)
        body = item.get("articleBody")
        if text and isinstance(body, str):
            yield from _compared(TAG.sub(" ", body), text)
    if _has_wall(root):
        yield "extent", "unknown", WALL


def _false(value: Any) -> bool:
    return str(value).lower() == "false"


def _parts(item: dict[str, Any], root: etree._Element) -> Iterator[Field]:
    """The part of the page that costs: named by its class or id, and not there."""
    parts = item.get("hasPart")
    for part in parts if isinstance(parts, list) else [parts]:
        if not isinstance(part, dict) or not _false(part.get("isAccessibleForFree")):
            continue
        selectors = part.get("cssSelector")
        names = [
            SELECTOR.match(name) for one in (selectors if isinstance(selectors, list) else [selectors]) for name in str(one).split(",")
        ]
        if names and all(match is not None and not _holds_text(root, match) for match in names):
            yield "extent", "unknown", f"{PART} empty"
            return


def _holds_text(root: etree._Element, match: re.Match[str]) -> bool:
    if match["kind"] == "#":
        found = root.xpath("//*[@id = $name]", name=match["name"])
    else:
        found = root.xpath("//*[contains(concat(' ', normalize-space(@class), ' '), $name)]", name=f" {match['name']} ")
    return any(len(WORD.findall(" ".join(element.itertext()))) >= PROSE for element in found)


def _has_wall(root: etree._Element) -> bool:
    """Whether an element is called a paywall; most pages of sites that have one are not cut, so this counts beside other signs only."""
    # All names at once: an XPath condition with every word takes ten times as long.
    names = "\n".join(root.xpath("//body//@class", smart_strings=False) + root.xpath("//body//@id", smart_strings=False))
    return any(wall in names for wall in WALLS)


def _compared(body: str, text: str) -> Iterator[Field]:
    """The article's text in JSON-LD beside the visible text: as much as the page shows, or more."""
    words = [word.casefold() for word in WORD.findall(body)]
    if len(words) < ENOUGH:
        return
    shown = [word.casefold() for word in WORD.findall(text)]
    runs = range(0, len(words) - RUN + 1, RUN)
    sought = {tuple(words[i : i + RUN]) for i in runs}
    places = {run: i for i in range(len(shown) - RUN + 1) if (run := tuple(shown[i : i + RUN])) in sought}
    held = [i for i in runs if tuple(words[i : i + RUN]) in places]
    share = len(held) / len(runs)
    if share >= HELD:
        after = len(shown) - places[tuple(words[held[-1] : held[-1] + RUN])]
        # JSON-LD that holds a part of what the page shows tells nothing of the page.
        if len(words) >= after and not CUT.search(body.rstrip()):
            yield "extent", "whole", BODY
    elif 0 < share <= NOT_HELD and _goes_on(held, runs):
        more = RUN * (len(runs) - len(held))
        yield "extent", "cut", f"{BODY} holds {more} words more"


def _goes_on(held: Sequence[int], runs: Sequence[int]) -> bool:
    """Whether the page shows the beginning and what it does not show is the rest: other texts share a sentence here and there."""
    front = sum(i <= held[-1] for i in runs)
    return len(held) >= HELD * front - 1 and held[0] <= 2 * RUN


# --- the visible text ------------------------------------------------------------------------------------------------------------------------


def extents(page: Page, lines: Sequence[Block], known: Patterns) -> Iterator[Metadata]:
    """Candidates for the extent, on the words that say so; `lines` are the blocks that can speak of this article."""
    own = [block for block in page.blocks if block.main is not False]
    prose = [block for block in own if _is_prose(block)]
    words = sum(block.words.count(" ") + 1 for block in prose)
    paid = any(row.field == "extent" and row.value == "unknown" for row in page.fields)
    end = prose[-1].span.end if prose else 0
    pointed = False
    for block in lines:
        line = alike(block.words[:1_500])
        offer = known.phrases["paywall"].search(line)
        # In a plain text the offer may stand anywhere after a paragraph; what follows it then is furniture or nothing.
        if offer is not None and words <= STUB and (block.span.start >= end or _ends(block, prose)):
            yield _row(block, offer.span(), "paywall")
            pointed = True
        pointer = known.phrases["continues"].match(line)
        if pointer is not None and block.words.count(" ") < POINTER and (block.span.start >= end or _ends(block, prose)):
            yield _row(block, pointer.span(), "continues elsewhere")
            pointed = True
    last = _last(own, known)
    if last is None:
        return
    left_out = LEFT_OUT.search(last.words)
    if left_out is not None:
        yield _row(last, left_out.span(), f"characters left out: {left_out['count']}")
    ending = CUT.search(last.words)
    if ending is not None and (words <= TEASER or paid or pointed) and (pointed or len(last.words.split()) >= SHORTEST):
        yield _row(last, (ending.start() + len(ending[0]) - len(ending[0].lstrip()), ending.end()), "cut sentence")
    elif ending is None and left_out is None and paid and _breaks_off(last):
        broken = re.search(r"\S+$", last.words)
        if broken is not None:
            yield _row(last, broken.span(), "cut sentence")
    if known.phrases["whole"].match(last.words):
        yield _row(last, (0, len(last.words)), "end mark", "whole")


def _row(block: Block, within: tuple[int, int], rule: str, value: str = "cut") -> Metadata:
    start, end = within
    span = Span(block.span.start + start, block.span.start + end)
    return Metadata(block.article_id, "extent", value, span, block.words[start:end], rule)


def _is_prose(block: Block) -> bool:
    return block.words.count(" ") + 1 >= PROSE and STOP.search(block.words[-8:]) is not None


def _ends(block: Block, prose: Sequence[Block]) -> bool:
    """Whether at most one paragraph follows: an offer that says why stands in one, and so may what a cookie box says."""
    return sum(other.span.start > block.span.start for other in prose) <= 1 < len(prose)


def _last(own: Sequence[Block], known: Patterns) -> Block | None:
    """The last block that is no furniture by its wording."""
    return next((b for b in reversed(own) if known.phrases["whole"].match(b.words) or whole_line(b.words, known, edge=True) is None), None)


def _breaks_off(block: Block) -> bool:
    """Whether a paragraph ends in the middle of a sentence."""
    return len(block.words.split()) > 18 and re.search(r"[^\W_]$", block.words) is not None
