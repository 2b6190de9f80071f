"""What a page says of itself outside its visible text: <meta>, JSON-LD, microdata, <time>, <title>."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from lxml import etree

from firsthand.model import MetadataField
from firsthand.reading import page_kind
from firsthand.reading.extent import extent_fields
from firsthand.reading.live import post_fields
from firsthand.reading.printed_dates import iso

Field = tuple[MetadataField, str, str]

# Names of <meta> (property, name or itemprop, in lower case) by field, the most exact first.
META: dict[str, MetadataField] = {
    "og:title": "title", "twitter:title": "title", "headline": "title", "parsely-title": "title", "sailthru.title": "title",
    "citation_title": "title", "dc.title": "title",
    "og:site_name": "outlet", "publisher": "outlet", "dc.publisher": "outlet", "citation_journal_title": "outlet", "copyright": "outlet",
    "author": "byline", "article:author": "byline", "parsely-author": "byline", "sailthru.author": "byline", "byl": "byline",
    "dc.creator": "byline", "citation_author": "byline", "article:author_name": "byline",
    "article:published_time": "published", "og:article:published_time": "published", "datepublished": "published",
    "parsely-pub-date": "published", "sailthru.date": "published", "pubdate": "published", "publishdate": "published",
    "publish-date": "published", "publish_date": "published", "article.published": "published", "dc.date.issued": "published",
    "dcterms.created": "published", "dc.date": "published", "citation_publication_date": "published", "date": "published",
    "article:published": "published", "article_date_original": "published", "og:pubdate": "published", "og:datepublished": "published",
    "published": "published", "published_at": "published", "published-date": "published", "pub_date": "published", "pdate": "published",
    "dcterms.date": "published", "dcterms.issued": "published", "dc.date.published": "published", "dc.date.created": "published",
    "cxenseparse:recs:publishtime": "published", "article:modified": "modified", "dc.date.modified": "modified",
    "article:modified_time": "modified", "og:article:modified_time": "modified", "og:updated_time": "modified", "datemodified": "modified",
    "lastmod": "modified", "last-modified": "modified", "dcterms.modified": "modified", "article.updated": "modified",
    "og:url": "url", "twitter:url": "url",
    "og:locale": "language", "content-language": "language", "inlanguage": "language", "dc.language": "language",
}  # fmt: skip
# Names that say when a page was made: not always when it was published.
CREATED = frozenset(("datecreated", "article.created", "article:created", "dc.created"))
# Schema.org types that are an article.
ARTICLES = re.compile(r"(?:Article|NewsArticle|BlogPosting|Report|LiveBlogPosting|Review|SocialMediaPosting)$|Article$")
# Paragraphs after the headline before which a <time> without a name is the article's own.
NEAR = 2
# Microdata that is read; pieces of text in an element of a page's own fields, at most.
ITEMS, TEXTS = frozenset(("headline", "author", "datePublished", "dateModified")), 60
URL = re.compile(r"https?://", re.IGNORECASE)
SPACE = re.compile(r"\s+")
BY = re.compile(r"^by\s+", re.IGNORECASE)
# What joins a page's title and the name of the site in <title>.
SUFFIX = re.compile(r"(?<!\s)\s+[|\-–—•·:»]+\s+")  # begins at a run of spaces, not inside one: else long runs cost their square


def page_fields(root: etree._Element, text: str = "") -> Iterator[Field]:
    """Every candidate that stands outside the visible text, as (field, value, rule).

    `root` is the page's root element; `text` its visible text, with which the article's text in JSON-LD is compared.
    """
    for field, found, rule in _all_fields(root, text):
        words = SPACE.sub(" ", found).strip()
        value = iso(words) if field in ("published", "modified", "post") else BY.sub("", words) if field == "byline" else words
        if value:
            yield field, value, rule


def _all_fields(root: etree._Element, text: str) -> Iterator[Field]:
    data = list(structured(root))
    items = [item for item in data if _is_article(item)]
    for item in items:
        yield from _article_fields(item)
    yield from extent_fields(items, root, text)
    metas = list(_meta_fields(root))
    yield from metas
    for element in root.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split() and URL.match(element.get("href") or ""):
            yield "url", element.get("href") or "", "link canonical"
    yield from _time_fields(root)
    yield from _item_fields(root)
    yield from _title_fields(root, [value for field, value, _ in metas if field == "title"])
    yield from page_kind.kind_fields(root, data)
    yield from post_fields(root, items)
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    if language:
        yield "language", language, "html lang"


def _meta_fields(root: etree._Element) -> Iterator[Field]:
    """The fields of <meta>; authors that have an element each are one byline, in their order."""
    authors: dict[str, list[str]] = {}
    for field, content, rule in _metas(root):
        if field == "byline":
            authors.setdefault(rule, []).append(BY.sub("", content.strip()))
        else:
            yield field, content, rule
    for rule, names in authors.items():
        yield "byline", ", ".join(dict.fromkeys(names)), rule


def _metas(root: etree._Element) -> Iterator[Field]:
    for element in root.iter("meta"):
        content = element.get("content")
        if not content:
            continue
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(key) or "").strip().lower()
            field = META.get(name)
            # Some sites name the author or publisher by a profile's address: that is no name.
            if field is not None and (field == "url") == bool(URL.match(content)):
                yield field, content, f"meta {name}"
                break
            if name in CREATED:
                yield "published", content, f"created, meta {name}"
                break


def _time_fields(root: etree._Element) -> Iterator[Field]:
    """The fields of <time>: those whose class says what they are, and the first one after the headline that says nothing."""
    title, paragraphs, open_ = False, 0, True
    for element in root.iter("time", "h1", "p"):
        if element.tag != "time":
            title, paragraphs = (True, 0) if element.tag == "h1" else (title, paragraphs + 1)
            continue
        value = element.get("datetime") or " ".join("".join(islice(element.itertext(), TEXTS)).split())
        marks = f"{element.get('itemprop') or ''} {element.get('class') or ''} {'pubdate' if element.get('pubdate') is not None else ''}".lower()
        if "comment" in marks:
            continue
        published = "publish" in marks or "pubdate" in marks or "entry-date" in marks or "pub-date" in marks
        # WordPress calls a date `published updated` where it has only one.
        if value and not published and ("datemodified" in marks or "updated" in marks or "modified" in marks):
            yield "modified", value, "time modified"
        elif value and published:
            field: MetadataField = "modified" if "datemodified" in marks else "published"
            yield field, value, f"time {field}"
            open_ = False
        elif value and open_ and title and paragraphs <= NEAR and iso(SPACE.sub(" ", value)):
            yield "published", value, "time after the headline"
            open_ = False


def _item_fields(root: etree._Element) -> Iterator[Field]:
    """Microdata on visible elements."""
    for element in root.xpath("//*[@itemprop and not(self::meta) and not(self::time)]"):
        name = (element.get("itemprop") or "").strip()
        if name not in ITEMS:
            continue
        words = (element.get("content") or " ".join(islice(element.itertext(), TEXTS))).strip()
        if len(words) > 300:
            continue
        if name == "headline":
            yield "title", words, "itemprop headline"
        elif name == "author" and not URL.match(words):
            yield "byline", words, "itemprop author"
        elif name in ("datePublished", "dateModified"):
            yield "published" if name == "datePublished" else "modified", element.get("datetime") or words, f"itemprop {name}"


def _title_fields(root: etree._Element, titles: Sequence[str]) -> Iterator[Field]:
    """The <title>, and the site's name where the title ends with it after the headline that another field gives."""
    title = next((SPACE.sub(" ", "".join(e.itertext())).strip() for e in root.iter("title")), "")
    if not title:
        return
    yield "title", title, "title element"
    headlines = {*titles} | {SPACE.sub(" ", " ".join(e.itertext())).strip() for e in root.iter("h1")}
    for joint in SUFFIX.finditer(title):
        if len(title) - joint.end() <= 40 and title[: joint.start()].strip() in headlines:
            yield "outlet", title[joint.end() :].strip(), "title suffix"
            return


def structured(root: etree._Element) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD that stands at the top, in its graph, or as the page's main entity."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            # Raw line breaks inside strings are common in the wild; strict=False lets them stand.
            value = json.loads((script.text or "").strip().removeprefix("<!--").removesuffix("-->"), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _objects(value)


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    pending = deque([value])
    while pending:
        item = pending.popleft()
        if isinstance(item, list):
            pending.extend(item)
        elif isinstance(item, dict):
            yield item
            pending.extend(item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if isinstance(item.get(key), list | dict))


def _is_article(item: dict[str, Any]) -> bool:
    types = item.get("@type")
    return any(isinstance(t, str) and ARTICLES.search(t) for t in (types if isinstance(types, list) else [types]))


def _article_fields(item: dict[str, Any]) -> Iterator[Field]:
    keys: tuple[tuple[str, MetadataField], ...] = (
        ("headline", "title"), ("author", "byline"), ("publisher", "outlet"), ("datePublished", "published"), ("dateModified", "modified"),
        ("url", "url"), ("mainEntityOfPage", "url"), ("inLanguage", "language"),
    )  # fmt: skip
    for key, field in keys:
        values = [v for v in _names(item.get(key)) if (field == "url") == bool(URL.match(v))]
        if field == "byline" and values:
            values = [", ".join(dict.fromkeys(values))]
        for value in dict.fromkeys(values):
            yield field, value, f"json-ld {key}"
    for value in _names(item.get("dateCreated")):
        yield "published", value, "created, json-ld dateCreated"


def _names(value: Any) -> Iterator[str]:
    for part in value if isinstance(value, list) else [value]:
        name = (part.get("name") or part.get("@id") or part.get("url")) if isinstance(part, dict) else part
        yield from (n.strip() for n in (name if isinstance(name, list) else [name]) if isinstance(n, str) and n.strip())
