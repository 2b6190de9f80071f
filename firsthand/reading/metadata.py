"""What is known about an article: every candidate with its place. What stands outside the visible text is found in head.py."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import zip_longest

from firsthand.model import Block, Metadata, MetadataField, Page, Span, normalised
from firsthand.reading.extent import extents
from firsthand.reading.live import posts
from firsthand.reading.page_kind import kinds
from firsthand.reading.patterns import Patterns, alike, has_stretch, patterns, whole_line
from firsthand.reading.printed_dates import dates, in_url, in_zone, offset, own_offset

SPACE = re.compile(r"\s+")
DOMAIN = re.compile(r"https?://(?:[^@/]*@)?(?:(?:www|m|mobile|amp)\.)*([\w.-]+\.[a-z]{2,})(?:[:/]|$)", re.IGNORECASE)
# What joins a page's title and the name of the site in <title>.
SUFFIX = re.compile(r"(?<!\s)\s+[|\-–—•·:»]+\s+")  # begins at a run of spaces, not inside one: else long runs cost their square

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
# Lines between a page's headline and its first paragraph, at most.
FAR = 30
# A clock alone on the line after its date.
CLOCK = re.compile(r"[0-2]?\d[:.][0-5]\d(?:\s?[ap]\.?m\.?)?$", re.IGNORECASE)
# Characters of a line in which names and dates are looked for: longer ones are paragraphs.
LONGEST_LINE = 1_500


def candidates(page: Page) -> Iterator[Metadata]:
    """Every candidate of the visible text, each with its span and words; and what the address says, for want of better."""
    known = patterns(page.language)
    domain = DOMAIN.match(page.url or "")
    if domain is not None:
        yield Metadata(page.article_id, "outlet", domain[1].lower(), None, None, "url domain")
    day = in_url(page.url or "")
    if day is not None:
        yield Metadata(page.article_id, "published", day, None, None, "url date")
    lines = list(_lines(page))
    names = outlet_names(page)
    yield from _titles(page, names)
    printed: list[Metadata] = []
    near = _near(page, lines)
    for block, after in zip_longest(lines, lines[1:]):
        if len(block.words) > LONGEST_LINE:
            continue
        yield from _field_candidates(block, known)
        found = _date_candidates(block, known, block.span in near)
        printed += (_with_clock(page, row, block, after, known) for row in found)
    yield from printed
    yield from _local_times(page, printed, day)
    yield from extents(page, lines, known)
    dated = posts(page)
    yield from dated
    yield from kinds(page, len(dated))


def _with_clock(page: Page, row: Metadata, block: Block, after: Block | None, known: Patterns) -> Metadata:
    """A day at the end of its line with the clock that stands alone on the next one."""
    if "T" in row.value or row.span is None or after is None or row.span.end != block.span.end or not CLOCK.match(after.words):
        return row
    words = page.text[row.span.start : after.span.end]
    whole = list(dates(SPACE.sub(" ", alike(words)), known.months))
    if len(whole) != 1 or "T" not in whole[0][2]:
        return row
    return replace(row, value=whole[0][2], span=Span(row.span.start, after.span.end), words=words)


def bylines(page: Page) -> set[str]:
    """Every candidate for the byline."""
    known = patterns(page.language)
    lines = (block for block in _lines(page) if len(block.words) <= LONGEST_LINE)
    names = {row.value for block in lines for row in _field_candidates(block, known, ("byline",))}
    return names | {row.value for row in page.fields if row.field == "byline"}


def _near(page: Page, lines: Sequence[Block]) -> frozenset[Span]:
    """Where a bare date is the text's own: its first and last lines, and in a page what stands about its headline."""
    near = {*lines[:EDGE], *lines[len(lines) - EDGE if len(lines) > EDGE else 0 :]}
    first = next((i for i, block in enumerate(lines) if block.main), None)
    if first is not None:
        heading = next((i for i, block in enumerate(lines[:first]) if _is_heading(block, "h1")), first)
        near |= {*lines[max(min(first - EDGE, heading), first - FAR, 0) : first + 4]}
    return frozenset(block.span for block in near)


def _local_times(page: Page, printed: Sequence[Metadata], day: str | None) -> Iterator[Metadata]:
    """The moment that a field gives in UTC, on the outlet's own clock, where what the page prints tells that clock.

    Readers, and other outlets, go by the day that is printed: late in the evening that is not the day in UTC.
    """
    fields = [row for row in page.fields if row.field in ("published", "modified") and not row.rule.startswith("created")]
    moments = [row for row in fields if row.field == "published" and "T" in row.value and not own_offset(row.value)]
    for row in printed:
        for moment in moments:
            apart = offset(moment.value, row.value) if row.field == "published" else None
            value = in_zone(moment.value, apart) if apart is not None else None
            if value is not None:
                yield replace(row, value=value, rule="local time")
                return
    if not moments:
        return
    value = next((v for apart in _zones(fields, printed, day) if (v := in_zone(moments[0].value, apart)) is not None), None)
    if value is not None and value[:10] != moments[0].value[:10]:
        yield Metadata(page.article_id, "published", value, None, None, "local time")


def _zones(fields: Sequence[Metadata], printed: Sequence[Metadata], day: str | None) -> Iterator[timedelta]:
    """The outlet's distance from UTC: by a printed change and the field that gives it; by a field with an offset where the address agrees."""
    changes = [row for row in fields if row.field == "modified"]
    for row in printed:
        if row.field == "modified":
            yield from (apart for change in changes if (apart := offset(change.value, row.value)) is not None)
    for row in fields:
        apart = own_offset(row.value)
        if (
            apart is not None
            and day is not None
            and any((in_zone(m.value, apart) or "")[:10] == day for m in fields if m.field == "published")
        ):
            yield apart


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
    first = first_title(page, names)
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
    if len(line) > LONGEST_LINE:  # a paragraph; each of its dashes would cost its length
        return None
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
            values += (row.value for row in _field_candidates(block, known, ("copyright line", "tip line")))
    return frozenset(_letters(value) for value in values) - {""}


def is_outlet(words: str, names: frozenset[str]) -> bool:
    """Whether a line is one of the names."""
    return _letters(words) in names


def _letters(name: str) -> str:
    """A name as a domain writes it."""
    return "".join(re.findall(r"[^\W_]+", name.casefold().removeprefix("the ")))


def first_title(page: Page, names: frozenset[str]) -> Block | None:
    """The line of a plain text that looks like its title: a short first line without a full stop, or the first one that is repeated.

    Repeated is also a title that stands again with the site's name. `names`: those of the outlet.
    """
    known = patterns(page.language)
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


def _field_candidates(block: Block, known: Patterns, only: Sequence[str] = ()) -> Iterator[Metadata]:
    """What a line says; `only`: of these fields or by these patterns."""
    line = alike(block.words)
    for pattern in known.fields:
        if only and pattern.field not in only and pattern.name not in only:
            continue
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
