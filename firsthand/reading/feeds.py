"""Feeds: RSS 0.9 to 2.0 and Atom, an article an entry. feedparser reads them from bytes; no link is ever fetched.

An entry's text is what the feed holds of it: `content:encoded` or Atom's `content`, else the description. Atom's `summary` is an abstract by
its definition (RFC 4287), and so is a short description beside a link (RSS 2.0): what stands behind the link is not here, and `extent` says so.
"""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from firsthand.dates import ISO, stamp
from firsthand.errors import UnreadableInput, UnsupportedFormat
from firsthand.reading.decode import decode
from firsthand.reading.draft import Draft, DraftBlock, Field, Problem, line_blocks, shown
from firsthand.reading.html import page_blocks, parse_html
from firsthand.reading.mime import date_of
from firsthand.reading.visible import visible_page

# What may stand before the first element: declaration, comments, processing instructions, a DOCTYPE with or without declarations inside.
PROLOGUE = re.compile(r"\ufeff?(?:\s+|<\?[^>]*>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[[^\]]*\]\s*)?>)*", re.DOTALL | re.IGNORECASE)
ROOT = re.compile(r"<(?:\w+:)?(?P<name>[\w.-]+)")
ENTITY = re.compile(r"<!ENTITY\s+(?P<declared>[^>]*)>?", re.IGNORECASE)
# A name for a character or two, as old feeds declare them (`nbsp`); what is longer or refers elsewhere is what bombs are made of.
HARMLESS = re.compile(r"[\w.-]{1,20}\s+(?:\"(?:[^&%\"<]|&#\w{1,8};){0,10}\"|'(?:[^&%'<]|&#\w{1,8};){0,10}')\s*$")
FEEDS = frozenset(("rss", "feed", "rdf", "channel"))
# Other XML that people have, by its first element.
OTHERS = {
    "newsitem": "is NewsML-G2, which is not read. Export its articles as ninjs (.json) or as text.",
    "newsmessage": "is NewsML-G2, which is not read. Export its articles as ninjs (.json) or as text.",
    "packageitem": "is NewsML-G2, which is not read. Export its articles as ninjs (.json) or as text.",
    "newsml": "is NewsML 1, which is not read. Export its articles as ninjs (.json) or as text.",
    "nitf": "is NITF, which is not read. Export its articles as ninjs (.json) or as text.",
    "html": "is a web page, not a feed. Save it as .html.",
    "urlset": "is a list of addresses (a sitemap) and holds no article. Save the pages themselves.",
    "sitemapindex": "is a list of addresses (a sitemap) and holds no article. Save the pages themselves.",
    "opml": "is a list of feeds and holds no article. Save the feeds themselves.",
}
WEB = re.compile(r"https?://[^\s<>\"]+$", re.IGNORECASE)
# As RSS names an author.
MAIL = re.compile(r"\S{1,200}@\S{1,200}(?:\s\((?P<name>[^()]*)\))?$")
# Words of a description that may be the whole report; a shorter one beside a link is taken for a teaser.
WHOLE = 150
END = re.compile(r"</\s*(?:\w+:)?(?:rss|feed|rdf|channel)\s*>\s*(?:<!--.*?-->\s*)*$", re.IGNORECASE | re.DOTALL)


def read_feed(data: bytes, path: str) -> Iterator[Draft | Problem]:
    """Every entry that holds text.

    Raises:
        UnreadableInput: the file is no feed, declares entities, or holds no entry.
    """
    source = decode(data, path, markup=True)
    head = _root(source, path)
    if ENTITY.search(source, 0, head):
        _check_entities(source[:head], path)
    import feedparser  # 0.2 s: only feeds pay for it

    # A file object and never a string, which feedparser would take for an address or a path. Pages are made safe by our own reader.
    found = feedparser.parse(
        io.BytesIO(source[head:].encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not found.entries:
        raise UnreadableInput(f"{path}: is a feed without entries. Save the feed again, or its articles.")
    for number, entry in enumerate(found.entries, start=1):
        try:
            yield from entry_draft(entry, found.feed, f"entry {number}", path, abstract=str(found.version).startswith("atom"))
        except UnreadableInput as error:
            yield Problem(f"entry {number}", str(error))
    if END.search(source, max(0, len(source) - 2000)) is None:
        place = f"entry {len(found.entries)}"
        yield Problem(place, f"{path}: ends inside the feed, at {place}: it may be cut, and more may be missing. Save the feed again.")


def is_feed(start: str) -> bool:
    """Whether a text that begins so is a feed."""
    found = PROLOGUE.match(start)
    root = ROOT.match(start, found.end() if found else 0)
    return root is not None and root["name"].lower() in ("rss", "feed", "rdf")


def _root(source: str, path: str) -> int:
    """Where the first element begins."""
    prologue = PROLOGUE.match(source)
    start = prologue.end() if prologue else 0
    root = ROOT.match(source, start)
    name = root["name"].lower() if root else ""
    if name in FEEDS:
        return start
    if name in OTHERS:
        raise UnsupportedFormat(f"{path}: {OTHERS[name]}")
    says = f"its first element is <{root['name'][:40]}>" if root else "it does not begin with an element"
    raise UnsupportedFormat(f"{path}: is no RSS or Atom feed ({says}). Save the articles as .html or .txt.")


def _check_entities(prologue: str, path: str) -> None:
    for match in ENTITY.finditer(prologue):
        if HARMLESS.match(match["declared"]) is None:
            raise UnreadableInput(
                f"{path}: declares entities that refer to files or to each other, and is not read. Take the DOCTYPE out, or save the feed again."
            )


def entry_draft(entry: dict[str, Any], feed: dict[str, Any], place: str, path: str, abstract: bool) -> Iterator[Draft | Problem]:
    """The article of one entry, in feedparser's names; a Problem for what it lacks or links to. `abstract`: a summary is one by definition."""
    links = list(_links(entry, feed))
    for link in links:
        if WEB.match(link) is None:
            yield Problem(
                place, f"{path}: {place} links to {shown(link, 100)}, which is no web address, and is left out. Links are never followed."
            )
    text, summary = "", True
    blocks: tuple[DraftBlock, ...] = ()
    for value, markup, is_summary in _bodies(entry):
        name = f"{place} {'summary' if is_summary else 'content'}"
        if markup:
            page = visible_page(parse_html(value, f"{path}, {place}"))
            text, blocks = page.text, tuple(page_blocks(page, [True] * len(page.blocks), name))
        else:
            text, blocks = value, tuple(line_blocks(value, f"{name} line"))
        summary = is_summary
        if text.strip():
            break
    if not text.strip():
        yield Problem(place, f"{path}: {place} has a title or a link only, and no text. Save the article itself.")
        return
    fields = tuple((field, value, rule) for field, value, rule in _fields(entry, feed, links) if value)
    if summary and (abstract or (links and len(text.split()) < WHOLE)):
        fields = (*fields, ("extent", "cut", "feed summary"))
    yield Draft(text, blocks, fields, place=place)


def _links(entry: dict[str, Any], feed: dict[str, Any]) -> Iterator[str]:
    """Addresses of the article, the publisher's own before a feed service's; relative ones stand on the feed's."""
    seen = set()
    base = _string(feed, "link")
    for name in ("feedburner_origlink", "link"):
        link = _string(entry, name)
        if link and base and WEB.match(base):
            with contextlib.suppress(ValueError):
                link = urljoin(base, link)
        if link and link not in seen:
            seen.add(link)
            yield link


def _bodies(entry: dict[str, Any]) -> Iterator[tuple[str, bool, bool]]:
    """(text, whether it is markup, whether it is a summary), the fullest kind first."""
    for part in dict.get(entry, "content") or ():
        if isinstance(part.get("value"), str) and part["value"].strip():
            yield part["value"], part.get("type") != "text/plain", False
    value = _string(entry, "summary")
    if value:
        yield value, (dict.get(entry, "summary_detail") or {}).get("type") != "text/plain", True


def _fields(entry: dict[str, Any], feed: dict[str, Any], links: list[str]) -> Iterator[Field]:
    for link in links:
        if WEB.match(link):
            yield "url", link, "feed link"
    yield "title", _words(entry, "title"), "feed title"
    yield "byline", _byline(entry), "feed author"
    source = dict.get(entry, "source")
    if isinstance(source, dict):
        yield "outlet", _words(source, "title"), "feed source"
    yield "outlet", _words(feed, "title"), "feed title"
    yield "published", _date(entry, "published"), "feed published"
    yield "modified", _date(entry, "updated"), "feed updated"
    yield "language", _string(entry, "language") or _string(feed, "language"), "feed language"


def _byline(entry: dict[str, Any]) -> str:
    author = _words(entry, "author")
    rss = MAIL.match(author)
    if rss is not None:  # `desk@quay.example (Bram Ostler)`, which feedparser splits wrongly where the domain ends in a long word
        return rss["name"] or ""
    names = [_line(one.get("name")) for one in dict.get(entry, "authors") or () if isinstance(one, dict)]
    return ", ".join(dict.fromkeys(name for name in names if name)) or author


def _date(entry: dict[str, Any], name: str) -> str:
    """ISO 8601; what only feedparser can make out is the instant that it takes it for."""
    written = _string(entry, name)
    iso = ISO.match(written)
    found = (stamp(iso) if iso else None) or date_of(written)
    parsed = dict.get(entry, f"{name}_parsed")
    if found or not written or not parsed:
        return found or ""
    day = f"{parsed[0]:04}-{parsed[1]:02}-{parsed[2]:02}"
    return f"{day}T{parsed[3]:02}:{parsed[4]:02}:{parsed[5]:02}Z" if ":" in written else day


def _words(item: dict[str, Any], name: str) -> str:
    """A name or a title in one line; feeds write markup into them, declared or not."""
    value = _string(item, name)
    if "<" not in value and "&" not in value:
        return _line(value)
    try:
        return _line(visible_page(parse_html(f"<p>{value}</p>", name)).text)
    except (UnreadableInput, etree.LxmlError):
        return _line(value)


def _string(item: dict[str, Any], name: str) -> str:
    value = dict.get(item, name)
    return value.strip().strip("\ufeff").strip() if isinstance(value, str) else ""


def _line(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


# --- JSON Feed 1.0 and 1.1 ----------------------------------------------------------------------------------------------------------

JSON_FEED = "https://jsonfeed.org/version/"


def is_json_feed(value: object) -> bool:
    return isinstance(value, dict) and str(value.get("version")).startswith(JSON_FEED) and isinstance(value.get("items"), list)


def json_feed(value: dict[str, Any], path: str) -> Iterator[Draft | Problem]:
    """Every item that holds text.

    Raises:
        UnreadableInput: there is no item.
    """
    if not value["items"]:
        raise UnreadableInput(f"{path}: is a feed without entries. Save the feed again, or its articles.")
    feed = {"title": value.get("title"), "link": value.get("home_page_url"), "language": value.get("language")}
    for number, item in enumerate(value["items"], start=1):
        place = f"entry {number}"
        if isinstance(item, dict):
            try:
                yield from entry_draft(_as_entry(item), feed, place, path, abstract=True)
            except UnreadableInput as error:
                yield Problem(place, str(error))
        else:
            yield Problem(place, f"{path}: {place} is no object. Give each entry as an object with content_html or content_text.")


def _as_entry(item: dict[str, Any]) -> dict[str, Any]:
    """An item under the names that feedparser gives."""
    bodies = (("content_html", "text/html"), ("content_text", "text/plain"))
    authors = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
    return {
        "link": item.get("url") or item.get("external_url"),
        "title": item.get("title"),
        "content": [{"value": item.get(name), "type": kind} for name, kind in bodies],
        "summary": item.get("summary"),
        "summary_detail": {"type": "text/plain"},
        "published": item.get("date_published"),
        "updated": item.get("date_modified"),
        "authors": authors,
        "language": item.get("language"),
    }
