"""What sort of page a text is from: an article, a live blog, a gallery, or a listing (a section, tag or author page, search results).

A listing is no article: nothing of it is analysed. So it is called one only where its own data or address say so *and* it is built like one, or where
it is built like nothing else; whatever says that it is an article keeps it one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import Any

from lxml import etree

from firsthand.model import Metadata, MetadataField, Page
from firsthand.reading.patterns import alike, patterns
from firsthand.reading.printed_dates import dates

Field = tuple[MetadataField, str, str]

# Schema.org types (JSON-LD) by what they say of a page.
LIVE = frozenset(("LiveBlogPosting",))
GALLERIES = frozenset(("ImageGallery", "MediaGallery"))
LISTINGS = frozenset(("CollectionPage", "SearchResultsPage", "ItemList"))
ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|Review|SocialMediaPosting)$")
# Classes that WordPress gives the <body> of a page that lists posts, and of one that is a post.
LISTS, SINGLE = (
    frozenset(("archive", "category", "tag", "author", "search-results", "blog", "home")),
    re.compile(r"single|postid-|page-id-"),
)
# Addresses of pages that list others.
ADDRESS = re.compile(
    r"https?://[^/]+(?:/(?:[\w-]+/)?(?:tags?|topics?|categor(?:y|ies)|sections?|authors?|by|profiles?|people|contributors?|search|archives?|journalists?)"
    r"/[^/?#]+/?(?:page/\d+/?)?|/(?:[\w-]+/){0,3}page/\d+/?|/search/?|/)?(?:[?#].*)?$",
    re.IGNORECASE,
)
# Headlines of other articles: on a page that says it lists, and on one that does not; words that one element may hold of its own in each case. Words of
# a headline and of a paragraph, at least.
SOME, MANY, LITTLE, NEXT_TO_NOTHING = 4, 10, 120, 50
HEADLINE, PARAGRAPH = 3, 12
# Headings that are looked at, and pieces of text in each.
MOST, TEXTS = 500, 40
# In plain text: items with a date each; words of the longest paragraph of a teaser.
ITEMS, TEASER = 5, 60
# Captions of a gallery; how many times the words of its prose they have.
CAPTIONS, OUTWEIGH = 4, 1.5
STOP = re.compile(r"[.!?…][\"'”’»)\]]*$")


# --- the page's own data and build ------------------------------------------------------------------------------------------------------------


def kind_fields(root: etree._Element, data: Sequence[Mapping[str, Any]]) -> Iterator[Field]:
    """What the page says of its kind outside its text; `data` is its JSON-LD."""
    types = [name for item in data for name in _types(item)]
    live = next((name for name in types if name in LIVE), None)
    if live is not None:
        yield "kind", "live-blog", f"json-ld {live}"
    gallery = next((name for name in types if name in GALLERIES), None)
    if gallery is not None:
        yield "kind", "gallery", f"json-ld {gallery}"
    article = next((name for name in types if ARTICLE.search(name) and name not in LIVE), None)
    if article is not None:
        yield "kind", "article", f"json-ld {article}"
    og_type = next((e.get("content") or "" for e in root.iter("meta") if (e.get("property") or "").lower() == "og:type"), "")
    if og_type.lower() == "article":
        yield "kind", "article", "meta og:type"
    if live is None and (article is None or sum(bool(ARTICLE.search(name)) for name in types) >= SOME):
        sign = _listing(root, types, og_type.lower())
        if sign is not None:
            yield "kind", "listing", f"listing, {sign}"


def _types(item: Mapping[str, Any]) -> list[str]:
    types = item.get("@type")
    return [name for name in (types if isinstance(types, list) else [types]) if isinstance(name, str)]


def _listing(root: etree._Element, types: Sequence[str], og_type: str) -> str | None:
    """What tells that the page lists others; None where nothing does."""
    sign = _sign(root, types)
    silent = og_type != "article" and not _dated(root)
    if sign is None and not silent:
        return None
    headlines = _headlines(root)
    if headlines < (SOME if sign else MANY):
        return None
    words = _longest(root)
    if sign is not None and words < LITTLE:
        return sign
    return "headlines and no text" if silent and headlines >= MANY and words < NEXT_TO_NOTHING else None


def _sign(root: etree._Element, types: Sequence[str]) -> str | None:
    """What the page's data, its class or its address say."""
    named = next((name for name in types if name in LISTINGS), None)
    if named is not None:
        return f"json-ld {named}"
    body = next(root.iter("body"), None)
    classes = (body.get("class") or "") if body is not None else ""
    if not LISTS.isdisjoint(classes.split()) and not SINGLE.search(classes):
        return "class of the page"
    url = _url(root)
    return "address" if url is not None and ADDRESS.match(url) else None


def _headlines(root: etree._Element) -> int:
    """Headings that lead elsewhere: they hold a link or stand in one."""
    targets = set()
    for element in islice(root.iter("h2", "h3", "h4", "h5"), MOST):
        link = next(element.iter("a"), None)
        if link is None:
            link = next((a for a in islice(element.iterancestors(), 3) if a.tag == "a"), None)
        if link is not None and len(" ".join(islice(element.itertext(), TEXTS)).split()) >= HEADLINE:
            targets.add(link.get("href"))
    return len(targets)


def _longest(root: etree._Element) -> int:
    """Words of the longest text: what one element holds itself and in its paragraphs, whatever elements these are; links apart."""
    best: dict[etree._Element, int] = {}
    for element in root.iter("p", "div", "td", "li", "section", "article", "body", "main"):
        if element.tag == "p":
            words = _own_words(element)
        else:
            words = len((element.text or "").split()) + sum(len((child.tail or "").split()) for child in element)
            best[element] = best.get(element, 0) + words
        parent = element.getparent()
        if parent is not None and words >= PARAGRAPH:
            best[parent] = best.get(parent, 0) + words
    return max(best.values(), default=0)


def _own_words(element: etree._Element) -> int:
    words = len((element.text or "").split())
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        # Links inside a sentence are part of it: only a paragraph that is nothing but links has no words of its own.
        words += len((child.tail or "").split()) + (
            len(" ".join(child.itertext()).split()) if tag not in ("", "script", "style", "br") else 0
        )
    linked = sum(len(" ".join(a.itertext()).split()) for a in element.iter("a"))
    return words if linked < words / 2 else 0


def _url(root: etree._Element) -> str | None:
    for element in root.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split():
            return element.get("href")
    return next((e.get("content") for e in root.iter("meta") if (e.get("property") or "").lower() == "og:url"), None)


def _dated(root: etree._Element) -> bool:
    """Whether the head gives a date of publication: a page that lists has none."""
    return any(
        "publish" in (e.get("property") or e.get("name") or e.get("itemprop") or "").lower().replace("publisher", "")
        for e in root.iter("meta")
    )


# --- the visible text ------------------------------------------------------------------------------------------------------------------------


def kinds(page: Page, posts: int) -> Iterator[Metadata]:
    """Candidates that the text gives; `posts` is the number of dated posts found in it."""
    known = patterns(page.language)
    if posts:
        yield Metadata(page.article_id, "kind", "live-blog", None, None, "posts")
        return
    captions = [block for block in page.blocks if block.kind == "caption"]
    prose = sum(_words(b.words) for b in page.blocks if b.main and b.kind != "caption")
    if len(captions) >= CAPTIONS and sum(_words(b.words) for b in captions) >= OUTWEIGH * prose:
        yield Metadata(page.article_id, "kind", "gallery", None, None, "captions")
    if any(block.main is not None for block in page.blocks):
        return
    dated = [i for i, block in enumerate(page.blocks) if _is_date(block.words, known.months)]
    paragraphs = [i for i, block in enumerate(page.blocks) if _words(block.words) >= 12 and STOP.search(block.words[-8:])]
    longest = max((_words(page.blocks[i].words) for i in paragraphs), default=0)
    alone = sum(b - a == 1 for a, b in pairwise(paragraphs))
    if (
        len(dated) >= ITEMS
        and len(paragraphs) <= 1.2 * len(dated)
        and longest <= TEASER
        and alone <= len(dated) // 4
        and _spread(dated, page)
    ):
        yield Metadata(page.article_id, "kind", "listing", None, None, "listing, headlines with a date each")


def is_listing(page: Page, rows: Sequence[Metadata]) -> bool:
    """Whether a page is no article; `rows` are the candidates of its text."""
    values = {row.value for row in (*page.fields, *rows) if row.field == "kind"}
    return "listing" in values and "live-blog" not in values


def _words(line: str) -> int:
    return line.count(" ") + 1


def _is_date(line: str, months: dict[str, int]) -> bool:
    """Whether a line is a date and little else."""
    return len(line) <= 60 and _words(line) <= 9 and any(True for _ in dates(alike(line), months))


def _spread(dated: Sequence[int], page: Page) -> bool:
    """Whether the dated lines stand all over the text, not in a list at its foot."""
    return dated[0] <= len(page.blocks) / 3 and dated[-1] >= len(page.blocks) * 2 / 3
