"""The dated posts of a live blog: each with its time and its stretch of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import islice, pairwise
from typing import Any

from lxml import etree

from firsthand.model import Block, Metadata, MetadataField, Page, Span
from firsthand.reading.printed_dates import iso

Field = tuple[MetadataField, str, str]

# Posts of which there must be so many, with at least so many words each (half of them).
POSTS, WORDS = 3, 15
# Posts of a page that nowhere calls itself live: more of them, close together in time.
UNNAMED, CLOSE = 5, timedelta(hours=48)
LIVE = re.compile(r"\blive[ -]?(?:blog|updates?|coverage|reporting|feed)?\b|liveblog|as it happened|minute by minute", re.IGNORECASE)
ASIDE = re.compile(
    r"comment|disqus|reply|replies|related|sidebar|recommend|teaser|promo|footer|widget|trending|most-|latest|tweet", re.IGNORECASE
)
ELEMENT = "element "
# Elements with a time that are looked at, and how far up around each.
MOST, DEEPEST = 2_000, 64
# A clock alone on its line, as posts have it.
CLOCK = re.compile(
    r"(?P<h>[0-2]?\d)[:.](?P<min>[0-5]\d)\s?(?P<half>[ap]\.?m\.?)?\s?(?:\(?(?-i:GMT|UTC|[A-Z]{2,4})\)?)?(?:\s(?:hours|hrs|h))?$",
    re.IGNORECASE,
)
PROSE = 12
# Lines after a clock among which its post must have a paragraph.
FOLLOWING = 4


def post_fields(root: etree._Element, items: Sequence[Mapping[str, Any]]) -> Iterator[Field]:
    """Times of posts: those that JSON-LD lists, and the elements that have a <time> each (rule `element XPATH`)."""
    named = False
    for item in items:
        updates = item.get("liveBlogUpdate")
        named = named or updates is not None or "LiveBlogPosting" in str(item.get("@type"))
        for update in updates if isinstance(updates, list) else []:
            if isinstance(update, dict) and isinstance(update.get("datePublished"), str):
                yield "post", update["datePublished"], "json-ld liveBlogUpdate"
    times = [(element, value) for element in root.iter("time") if "T" in (value := iso(element.get("datetime") or "") or "")][:MOST]
    counts = Counter(ancestor for element, _ in times for ancestor in islice(element.iterancestors(), DEEPEST))
    groups: dict[etree._Element, list[tuple[etree._Element, str]]] = {}
    for element, value in times:
        post = _post(element, counts)
        around = post.getparent() if post is not None else None
        if post is not None and around is not None:
            groups.setdefault(around, []).append((post, value))
    group = max(groups.values(), key=len, default=[])
    if len(group) < POSTS or not _are_posts(group, named or _named(root)):
        return
    tree = root.getroottree()
    for post, value in group:
        yield "post", value, f"{ELEMENT}{tree.getpath(post)}"


def _post(time: etree._Element, counts: Mapping[etree._Element, int]) -> etree._Element | None:
    """The largest element around a <time> that holds no other one; None where it is a comment or a teaser by a class around it."""
    around = [time, *islice(time.iterancestors(), DEEPEST)]
    if any(ASIDE.search(f"{e.get('class') or ''} {e.get('id') or ''}") for e in around if e.tag not in ("body", "html")):
        return None
    return next((e for e, parent in pairwise(around) if counts[parent] > 1 or parent.tag == "body"), None)


def _are_posts(group: Sequence[tuple[etree._Element, str]], named: bool) -> bool:
    """Whether elements with a time each are posts: texts of their own, no teasers of other articles."""
    long_ = [post for post, _ in group if len(" ".join(post.itertext()).split()) >= WORDS]
    linked = [post for post, _ in group if any(True for h in post.iter("h2", "h3", "h4") for _ in h.iter("a"))]
    if len(long_) < POSTS or 2 * len(long_) < len(group) or 2 * len(linked) >= len(group):
        return False
    if named:
        return True
    days = [value[:10] for _, value in group]
    first, last = datetime.fromisoformat(min(days)), datetime.fromisoformat(max(days))
    return len(group) >= UNNAMED and last - first <= CLOSE


def _named(root: etree._Element) -> bool:
    """Whether the page's title or address calls it live."""
    title = "".join(next(root.iter("title")).itertext()) if next(root.iter("title"), None) is not None else ""
    return LIVE.search(title) is not None


def posts(page: Page) -> list[Metadata]:
    """Each dated post, on its text; in the order of the text, none inside another."""
    return list(_in_elements(page)) or list(_clocked(page))


def _in_elements(page: Page) -> Iterator[Metadata]:
    """The elements with a time each, where they stand in the text."""
    values = {row.rule.removeprefix(ELEMENT): row.value for row in page.fields if row.field == "post" and row.rule.startswith(ELEMENT)}
    spans: dict[str, list[int]] = {}
    for block in page.blocks if values else ():
        place = next((place for place in _up(block.place) if place in values), None)
        if place is not None:
            spans.setdefault(place, [block.span.start, block.span.end])[1] = block.span.end
    for place, (start, end) in spans.items():
        yield _row(page, values[place], start, end, "post element")


def _up(place: str) -> Iterator[str]:
    """An XPath and those of the elements around it."""
    for _ in range(DEEPEST):
        if not place:
            return
        yield place
        place = place.rpartition("/")[0]


def _row(page: Page, value: str, start: int, end: int, rule: str) -> Metadata:
    return Metadata(page.article_id, "post", value, Span(start, end), page.text[start:end], rule)


def _clocked(page: Page) -> Iterator[Metadata]:
    """Posts under a clock each, in a page that calls itself live; their day is that of its publication, where its own data give one."""
    named = any(row.field in ("title", "kind") and (LIVE.search(row.value) or row.value == "live-blog") for row in page.fields)
    if not named and not any(LIVE.search(block.words) for block in page.blocks[:6]):
        return
    clocks = [(i, match) for i, block in enumerate(page.blocks) if (match := CLOCK.match(block.words.strip())) is not None]
    clocks = [(i, match) for i, match in clocks if _followed(page.blocks, i)]
    if len(clocks) < POSTS:
        return
    day = next(
        (row.value[:10] for name in ("published", "modified") for row in page.fields if row.field == name and row.value[:1].isdigit()), None
    )
    minutes = [_minutes(match) for _, match in clocks]
    if day is None or None in minutes:
        return
    times = [m for m in minutes if m is not None]
    for (i, _), (later, _), moment in zip(
        clocks, [*clocks[1:], (len(page.blocks), None)], _moments(date.fromisoformat(day), times), strict=True
    ):
        yield _row(page, moment, page.blocks[i].span.start, page.blocks[_last(page.blocks, i, later)].span.end, "post under a clock")


def _followed(blocks: Sequence[Block], i: int) -> bool:
    return any(block.words.count(" ") + 1 >= PROSE and block.main is not False for block in blocks[i + 1 : i + 1 + FOLLOWING])


def _last(blocks: Sequence[Block], start: int, end: int) -> int:
    """The last paragraph of a post: what follows the last post of all is the page's foot."""
    prose = [k for k in range(start + 1, end) if blocks[k].words.count(" ") + 1 >= PROSE and blocks[k].main is not False]
    return end - 1 if end < len(blocks) else (prose[-1] if prose else start)


def _minutes(match: re.Match[str]) -> int | None:
    hour, half = int(match["h"]), (match["half"] or "").lower()[:1]
    if hour > 23 or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return 60 * hour + int(match["min"])


def _moments(day: date, minutes: Sequence[int]) -> list[str]:
    """The posts' times from the first day on; where the clock runs over midnight the day changes. Newest first or oldest first, as they stand."""
    falling = sum(b < a for a, b in pairwise(minutes)) * 2 >= len(minutes) - 1
    order = list(minutes[::-1]) if falling else list(minutes)
    found, before = [], -1
    for minute in order:
        if minute < before - 12 * 60:
            day += timedelta(days=1)
        before = minute
        found.append(f"{day.isoformat()}T{minute // 60:02}:{minute % 60:02}:00")
    return found[::-1] if falling else found
