"""What is known about an article: every candidate with its place, and the choice among them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from lxml import etree

from firsthand.dates import ISO, day_of, stamp
from firsthand.model import Block, Metadata, MetadataField, Page, Span, normalised
from firsthand.reading.patterns import Patterns, alike, has_stretch, patterns, whole_line

Field = tuple[MetadataField, str, str]

PAID = "json-ld isAccessibleForFree"

# --- the page's head and structured data --------------------------------------------------------------------------------------------

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
    "article:modified_time": "modified", "og:article:modified_time": "modified", "og:updated_time": "modified", "datemodified": "modified",
    "lastmod": "modified", "last-modified": "modified", "dcterms.modified": "modified", "article.updated": "modified",
    "og:url": "url", "twitter:url": "url",
    "og:locale": "language", "content-language": "language", "inlanguage": "language", "dc.language": "language",
}  # fmt: skip
# Schema.org types that are an article.
ARTICLES = re.compile(r"(?:Article|NewsArticle|BlogPosting|Report|LiveBlogPosting|Review|SocialMediaPosting)$|Article$")
URL = re.compile(r"https?://", re.IGNORECASE)
SPACE = re.compile(r"\s+")
BY = re.compile(r"^by\s+", re.IGNORECASE)
DOMAIN = re.compile(r"https?://(?:[^@/]*@)?(?:www\.)?([\w.-]+\.[a-z]{2,})(?:[:/]|$)", re.IGNORECASE)
# What joins a page's title and the name of the site in <title>.
SUFFIX = re.compile(r"\s+[|\-–—•·:»]+\s+")


def page_fields(root: etree._Element) -> Iterator[Field]:
    """Every candidate that stands outside the visible text, as (field, value, rule); `root` is the page's root element."""
    for field, found, rule in _all_fields(root):
        words = SPACE.sub(" ", found).strip()
        value = _iso(words) if field in ("published", "modified") else BY.sub("", words) if field == "byline" else words
        if value:
            yield field, value, rule


def _all_fields(root: etree._Element) -> Iterator[Field]:
    for item in json_ld(root):
        yield from _article_fields(item)
    yield from _meta_fields(root)
    for element in root.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split() and URL.match(element.get("href") or ""):
            yield "url", element.get("href") or "", "link canonical"
    yield from _time_fields(root)
    yield from _item_fields(root)
    yield from _title_fields(root)
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


def _time_fields(root: etree._Element) -> Iterator[Field]:
    for element in root.iter("time"):
        value = element.get("datetime")
        marks = f"{element.get('itemprop') or ''} {element.get('class') or ''} {'pubdate' if element.get('pubdate') is not None else ''}".lower()
        if value and ("datemodified" in marks or "updated" in marks or "modified" in marks):
            yield "modified", value, "time modified"
        elif value and ("publish" in marks or "pubdate" in marks or "entry-date" in marks):
            yield "published", value, "time published"


def _item_fields(root: etree._Element) -> Iterator[Field]:
    """Microdata on visible elements."""
    for element in root.xpath("//*[@itemprop and not(self::meta) and not(self::time)]"):
        name = (element.get("itemprop") or "").strip()
        words = (element.get("content") or " ".join(element.itertext())).strip()
        if len(words) > 300:
            continue
        if name == "headline":
            yield "title", words, "itemprop headline"
        elif name == "author" and not URL.match(words):
            yield "byline", words, "itemprop author"
        elif name in ("datePublished", "dateModified"):
            yield "published" if name == "datePublished" else "modified", element.get("datetime") or words, f"itemprop {name}"


def _title_fields(root: etree._Element) -> Iterator[Field]:
    """The <title>, and the site's name where the title ends with it after the headline that another field gives."""
    title = next((SPACE.sub(" ", "".join(e.itertext())).strip() for e in root.iter("title")), "")
    if not title:
        return
    yield "title", title, "title element"
    headlines = {value for field, value, _ in _meta_fields(root) if field == "title"}
    headlines |= {SPACE.sub(" ", " ".join(e.itertext())).strip() for e in root.iter("h1")}
    for joint in SUFFIX.finditer(title):
        if title[: joint.start()].strip() in headlines and len(title) - joint.end() <= 40:
            yield "outlet", title[joint.end() :].strip(), "title suffix"
            return


def json_ld(root: etree._Element) -> Iterator[dict[str, Any]]:
    """Every object of type article in the page's JSON-LD."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            # Raw line breaks inside strings are common in the wild; strict=False lets them stand.
            value = json.loads((script.text or "").strip().removeprefix("<!--").removesuffix("-->"), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from (item for item in _objects(value) if _is_article(item))


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    pending = [value]
    while pending:
        item = pending.pop(0)
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
    if str(item.get("isAccessibleForFree")).lower() == "false":
        # A subscriber who saves the page has all of it: what it costs is no proof that the text was cut.
        yield "extent", "unknown", PAID


def _names(value: Any) -> Iterator[str]:
    for part in value if isinstance(value, list) else [value]:
        name = (part.get("name") or part.get("@id") or part.get("url")) if isinstance(part, dict) else part
        yield from (n.strip() for n in (name if isinstance(name, list) else [name]) if isinstance(n, str) and n.strip())


# --- dates --------------------------------------------------------------------------------------------------------------------------


def _iso(value: str) -> str | None:
    """A date of a page's own fields as `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM:SS` with `Z` or an offset where it gives one; None if it is none."""
    match = ISO.match(value.strip())
    if match is None:
        return _spelled(value)
    return stamp(match)


def _spelled(value: str) -> str | None:
    """A date in English words in a page's own field, such as an HTTP date: the one full date that it holds."""
    found = list(dates(alike(value), patterns(None).months))
    return found[0][2] if len(found) == 1 else None


def dates(line: str, months: dict[str, int]) -> Iterator[tuple[int, int, str]]:
    """Full dates in a line, as (start, end, ISO 8601 or EDTF); a day without its year is none."""
    for match in _date_expression(tuple(months)).finditer(line):
        value = _date_value(match, months)
        if value is not None:
            yield match.start(), match.end(), value


def _date_expression(months: tuple[str, ...]) -> re.Pattern[str]:
    # re keeps the compiled expression: it is written here once for each language.
    month = rf"(?P<{{}}>{'|'.join(sorted(months, key=len, reverse=True))})\b\.?"
    clock = r"(?P<h>[0-2]?\d)[:.](?P<min>[0-5]\d)(?:[:.](?P<s>[0-5]\d))?(?:\s?(?P<half>[ap])\.?m\b\.?)?(?:\s?\(?(?P<z>GMT|UTC|Z|[+-]\d\d:?\d\d)\b\)?)?"
    before = rf"(?:{clock.replace('P<', 'P<b')}(?:[\s,|/•·–—-]|on)+)?"
    return re.compile(
        rf"(?<![\d.:/-]){before}(?:"
        rf"(?P<y1>\d{{4}})-(?P<m1>\d\d)-(?P<d1>\d\d)"
        rf"|(?P<d2>[0-3]?\d)(?:st|nd|rd|th)?(?:\sof)?[\s-]{month.format('m2')},?[\s-](?P<y2>\d{{4}})"
        rf"|\b{month.format('m3')}\s(?P<d3>[0-3]?\d)(?:st|nd|rd|th)?(?:,\s?|\s)(?P<y3>\d{{4}})"
        rf"|(?P<a4>\d\d?)[./](?P<b4>\d\d?)[./](?P<y4>\d{{4}}))(?![\d/])"
        rf"(?:(?:[\s,T|/•·–—-]|\bat\b|\bon\b)*{clock})?",
        re.IGNORECASE,
    )


def _date_value(match: re.Match[str], months: dict[str, int]) -> str | None:
    if match["y4"]:
        return _numeric(int(match["a4"]), int(match["b4"]), int(match["y4"]))
    if match["y1"]:
        day = day_of(int(match["y1"]), int(match["m1"]), int(match["d1"]))
    elif match["y2"]:
        day = day_of(int(match["y2"]), months[match["m2"].lower()], int(match["d2"]))
    else:
        day = day_of(int(match["y3"]), months[match["m3"].lower()], int(match["d3"]))
    if day is None:
        return None
    for mark in ("", "b"):
        if match[f"{mark}h"] is not None:
            return day + (_clock(match, mark) or "")
    return day


def _clock(match: re.Match[str], mark: str) -> str | None:
    hour, half, zone = int(match[f"{mark}h"]), (match[f"{mark}half"] or "").lower(), (match[f"{mark}z"] or "").upper()
    if (half and not 1 <= hour <= 12) or hour > 23:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if zone[:1] in ("+", "-") and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"T{hour:02}:{match[f'{mark}min']}:{match[f'{mark}s'] or '00'}{'Z' if zone in ('GMT', 'UTC', 'Z') else zone}"


def _numeric(a: int, b: int, year: int) -> str | None:
    """A date in digits; where day and month cannot be told apart, both as an EDTF choice."""
    values = sorted({value for value in (day_of(year, a, b), day_of(year, b, a)) if value is not None})
    if not values:
        return None
    return values[0] if len(values) == 1 else f"[{values[0]},{values[1]}]"


# --- the visible text ---------------------------------------------------------------------------------------------------------------

# Words of a title: fewer are a section's name, more are a paragraph.
SHORTEST_TITLE, LONGEST_TITLE = 3, 18
# Characters of an outlet's name.
LONGEST_NAME = 40
# What follows the name of the outlet in a copyright line.
YEAR = re.compile(r"(?:^|[ ,–-]+)(?:19|20|21)\d\d\b")
COMPANY = re.compile(r",? (?:Ltd|Limited|Inc|LLC|L\.L\.C|plc|PLC|GmbH|AG|S\.A|Corp|Corporation|Co|Pty|B\.V)\b.*$")
PLACE = re.compile(r" in (?:(?!,| and ).)+")
AND = re.compile(r",? and ")
SENTENCE_END = re.compile(r"[.:;,][\"'”’)\]]*$")
CUT = re.compile(r"(?:\.\.\.|…)[\"'”’)\]]*$")
DATELINE = re.compile(r"(?-i:[A-Z][A-Z .,'’-]{2,60}),?\s*(?:[A-Z][\w.]{0,20}\s*)?,?\s*\(?$")
LINKING = re.compile(r"(?:\s*\([^)]{1,40}\))?\)?\s*[-–—:/]+\s")
# Lines at the head and the foot of a text in which a bare date is its stamp, not its story.
EDGE = 8
# Characters of a line in which names and dates are looked for: longer ones are paragraphs.
LONGEST_LINE = 1_500


def candidates(page: Page) -> Iterator[Metadata]:
    """Every candidate of the visible text, each with its span and words; and the site's name out of the URL, for want of a better outlet."""
    known = patterns(page.language)
    domain = DOMAIN.match(page.url or "")
    if domain is not None:
        yield Metadata(page.article_id, "outlet", domain[1].lower(), None, None, "url domain")
    lines = list(_lines(page))
    names = outlet_names(page)
    yield from _titles(page, names)
    for number, block in enumerate(lines):
        if len(block.words) > LONGEST_LINE:
            continue
        yield from _field_candidates(block, known)
        edge = number < EDGE or number >= len(lines) - EDGE
        yield from _date_candidates(block, known, edge)
    yield from _extents(page, lines, known)


def _lines(page: Page) -> Iterator[Block]:
    """The blocks that can speak of this article: all of a text; of a page, the article and what stands close to it."""
    main = [i for i, block in enumerate(page.blocks) if block.main]
    if not main:
        yield from page.blocks
        return
    heading = next((i for i, block in enumerate(page.blocks) if _is_heading(block, "h1")), main[0])
    first, last = min(main[0], heading) - 5, main[-1] + 15
    yield from (block for i, block in enumerate(page.blocks) if first <= i <= last)


def _is_heading(block: Block, tag: str) -> bool:
    return re.search(rf"/{tag}(?:\[\d+\])?(?:/|$)", block.place) is not None


def _row(field: MetadataField, value: str, block: Block, within: tuple[int, int], rule: str) -> Metadata:
    """A candidate at offsets `within` the block."""
    start, end = within
    return Metadata(block.article_id, field, value, Span(block.span.start + start, block.span.start + end), block.words[start:end], rule)


def _titles(page: Page, names: frozenset[str]) -> Iterator[Metadata]:
    if page.blocks and page.blocks[0].main is not None:
        for block in page.blocks:
            if _is_heading(block, "h1"):
                yield _row("title", block.words, block, (0, len(block.words)), "h1")
        yield from _headlines(page)
        return
    first = first_title(page)
    if first is None:
        return
    site = next((block for block in page.blocks[:EDGE] if beside(block.words, first.words) is not None), None)
    if site is not None:
        start, end = beside(site.words, first.words) or (0, 0)
        yield _row("outlet", site.words[start:end], site, (start, end), "title suffix")
    start, end = _without_site(first.words, names)
    yield _row("title", first.words[start:end], first, (start, end), "first line")


def _headlines(page: Page) -> Iterator[Metadata]:
    """The part of the <title> that stands as a line of the page, and the site's name beside it."""
    for row in page.fields:
        if row.rule != "title element":
            continue
        parts = [part.strip() for part in SUFFIX.split(row.value)]
        found = [block for block in page.blocks if block.words in parts and len(block.words.split()) >= SHORTEST_TITLE]
        if len(parts) < 2 or not found:
            continue
        block = max(found, key=lambda block: len(block.words))
        rest = [part for part in (parts[0], parts[-1]) if part != block.words and len(part) <= LONGEST_NAME]
        yield _row("title", block.words, block, (0, len(block.words)), "headline")
        if len(rest) == 1:
            yield Metadata(page.article_id, "outlet", rest[0], None, None, "title suffix")


def beside(line: str, title: str) -> tuple[int, int] | None:
    """Where the site's name stands in a line that is the title and that name; None where the line is something else."""
    for joint in SUFFIX.finditer(line):
        if normalised(line[: joint.start()]) == normalised(title):
            # A section may stand between: the site's name comes last.
            start = max(match.end() for match in SUFFIX.finditer(line))
            return (start, len(line)) if 0 < len(line) - start <= LONGEST_NAME else None
        if normalised(line[joint.end() :]) == normalised(title) and 0 < joint.start() <= LONGEST_NAME:
            return 0, joint.start()
    return None


def _without_site(words: str, names: frozenset[str]) -> tuple[int, int]:
    """Where the title itself stands in its line: behind a mark of Markdown, without the name of the outlet."""
    start, end = len(words) - len(words.lstrip("# ")), len(words)
    for joint in SUFFIX.finditer(words):
        if is_outlet(words[joint.end() :], names):
            return start, joint.start()
        if is_outlet(words[start : joint.start()], names):
            return joint.end(), end
    return start, end


def outlet_names(page: Page) -> frozenset[str]:
    """The names that the page gives its outlet, as `is_outlet` compares them."""
    known = patterns(page.language)
    values = [row.value for row in page.fields if row.field == "outlet"]
    domain = DOMAIN.match(page.url or "")
    if domain is not None:
        values.append(domain[1].split(".")[-2])
    for block in page.blocks:
        if len(block.words) <= LONGEST_LINE:
            values += (row.value for row in _field_candidates(block, known) if row.rule in ("copyright line", "tip line"))
    return frozenset(_letters(value) for value in values) - {""}


def is_outlet(words: str, names: frozenset[str]) -> bool:
    """Whether a line is one of the names."""
    return _letters(words) in names


def _letters(name: str) -> str:
    """A name as a domain writes it."""
    return "".join(re.findall(r"[^\W_]+", name.casefold().removeprefix("the ")))


def first_title(page: Page) -> Block | None:
    """The line of a plain text that looks like its title: a short first line without a full stop, or the first one that is repeated.

    Repeated is also a title that stands again with the site's name.
    """
    known, names = patterns(page.language), outlet_names(page)
    head = [
        block
        for block in page.blocks[:EDGE]
        if whole_line(block.words, known, edge=True) is None and not has_stretch(block.words, known) and not is_outlet(block.words, names)
    ]
    for block in head:
        if len(block.words.split()) >= SHORTEST_TITLE and any(beside(other.words, block.words) for other in page.blocks[:EDGE]):
            return block
    words = [normalised(block.words) if not SENTENCE_END.search(block.words) else "" for block in head]
    for block, own in zip(head, words, strict=True):
        if words.count(own) > 1 and SHORTEST_TITLE <= len(own.split()) <= LONGEST_TITLE:
            return block
    for block in head[:4]:
        count = len(block.words.split())
        if count > LONGEST_TITLE or SENTENCE_END.search(block.words) or CUT.search(block.words):
            return None
        if count >= SHORTEST_TITLE and block is not page.blocks[-1]:
            return block
    return None


def _field_candidates(block: Block, known: Patterns) -> Iterator[Metadata]:
    line = alike(block.words)
    for pattern in known.fields:
        match = pattern.regex.search(line)
        if match is None:
            continue
        start, end = match.span("value")
        value = block.words[start:end].rstrip(" .,;")
        if pattern.name == "copyright line":
            value = COMPANY.sub("", YEAR.split(value)[0]).rstrip(" .,;")
        # An agency's copyright or credit tells whose words they are, not who published them.
        if pattern.field == "outlet" and known.phrases["wire"].match(value):
            continue
        if not value:
            continue
        row = _row(pattern.field, value, block, (start, start + len(value)), pattern.name)
        # A credit says where each of them reported from: the byline is their names.
        yield replace(row, value=AND.sub(", ", PLACE.sub("", value))) if pattern.name == "reporting credit" else row


def _date_candidates(block: Block, known: Patterns, edge: bool) -> Iterator[Metadata]:
    line = alike(block.words)
    found = list(dates(line, known.months))
    if not found:
        return
    cue = known.phrases["published"].search(line)
    changed = known.phrases["modified"]
    rest = _without(line, found)
    line_of = whole_line(block.words, known, edge) if edge else None
    bare = len(re.findall(r"\w+", known.phrases["datewords"].sub(" ", rest))) <= 4 or (line_of is not None and line_of.kind == "byline")
    for start, end, value in found:
        lead = line[:start]
        if bare and changed.search(lead[lead.rfind("|") + 1 :]):
            yield _row("modified", value, block, (start, end), "date line")
        elif cue is not None and len(rest.split()) <= 20 and start - cue.end() <= 40:
            yield _row("published", value, block, (start, end), "date line")
        elif bare and edge:
            yield _row("published", value, block, (start, end), "date alone")
        elif DATELINE.match(lead) and LINKING.match(line[end:]):
            yield _row("published", value, block, (start, end), "dateline")


def _without(line: str, found: Iterable[tuple[int, int, str]]) -> str:
    rest, at = [], 0
    for start, end, _ in found:
        rest.append(line[at:start])
        at = end
    return " ".join([*rest, line[at:]])


def _breaks_off(block: Block) -> bool:
    """Whether a paragraph ends in the middle of a sentence."""
    return len(block.words.split()) > LONGEST_TITLE and re.search(r"[^\W_]$", block.words) is not None


def _extents(page: Page, lines: Sequence[Block], known: Patterns) -> Iterator[Metadata]:
    for block in lines:
        match = known.phrases["paywall"].search(alike(block.words[:LONGEST_LINE]))
        if match is not None:
            yield _row("extent", "cut", block, match.span(), "paywall")
    last = next((b for b in reversed(page.blocks) if b.main is not False), None)
    if last is None:
        return
    ending = CUT.search(last.words)
    if ending is None and any(row.rule == PAID for row in page.fields) and _breaks_off(last):
        ending = re.search(r"\S+$", last.words)
    if ending is not None:
        yield _row("extent", "cut", last, ending.span(), "cut sentence")
    if known.phrases["whole"].match(last.words):
        yield _row("extent", "whole", last, (0, len(last.words)), "end mark")
