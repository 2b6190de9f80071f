"""Text on the page that is not the article: told by structure (here) and by wordings (patterns/, a data file a language).

Precision goes first: an article sentence that is marked is lost to every stage after this one, a line of furniture that is missed is only
noise. So a sign that also opens article sentences counts only where structure agrees with it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from firsthand.model import Block, Furniture, FurnitureKind, Page, Span, normalised
from firsthand.reading.live import posts
from firsthand.reading.metadata import beside, bylines, first_title, is_outlet, outlet_names
from firsthand.reading.page_kind import is_listing, kinds
from firsthand.reading.patterns import PARTIAL, Patterns, alike, fits, inside, patterns, whole_line
from firsthand.reading.printed_dates import dates

# A paragraph has at least so many words and ends like a sentence.
PARAGRAPH = 12
AUTHORS_DO = (
    "(?:is|are|was|has|have|covers?|writes?|reports?|joined|contributes?|works?|lives?|teaches|specialises|specializes|tweets|edits)"
)
STOP = re.compile(r"[.!?…][\"'”’»)\]*]*$|\]$|[.!?,…:][\"'”’]|[\"”’]$|:$")
# In the last word of a line: searched for in a whole one, it would cost the square of a long word.
LINK_END = re.compile(r"\S*https?://\S+$|\S+\.\w{2,4}/\S+$|\S*@\w+$")
ITEM = re.compile(r"(?:[-*•·–—>▪●]|\(?\d{1,2}[.)]|#)\s?")
QUOTE = ('"', "“", "‘", "'", "«", "„")
QUOTED = re.compile(r"[\"“«„][^\"“”«»„]*[\"”»“]$")
INSIDE_STOP = re.compile(r"[.!?][\"'”’)]* (?=[\"“‘']?[A-Z])")
COUNTED = re.compile(r"(\d{1,3}) ?/ ?(\d{1,3})\s(?=\S)")
# A teaser's headline has at most so many words.
HEADLINE = 22
# A caption has so many words. A pull quote has at least so many: a sub-heading of fewer may stand in a paragraph by chance.
SHORT_CAPTION, CAPTION, SHORTEST_QUOTE, LONGEST_QUOTE = 9, 45, 8, 80
# Share of a pull quote's runs of four words that other lines hold; and of a caption's made of several of its sentences.
QUOTED_PART, RETOLD_PART = 0.7, 0.45
# Words of a section's name over the title, and of an author's sentence under the text.
KICKER, AUTHOR = 4, 25
# Words of a line that names a commenter; share of the longer lines under a heading of comments that may have none.
COMMENTER, ALONE = 9, 0.2
# A line of so many words may end in a stop and be a name: `Ann P.`
SHORTEST_STOPPED = 3
# Headings under which comments are looked for: a page has one or two.
MOST_HEADINGS = 20
# Lines of a list of headlines, of which at least half are known.
LIST = 6
PULL_QUOTE = "structure pull quote"
# Characters at the start and at the end of a line by which a reader's comment is told.
LINE_END = 500
# Every line of a page that is no article.
LISTING = "listing"


@dataclass(frozen=True, slots=True)
class _Mark:
    """A stretch of one block, in offsets of the article's text."""

    start: int
    end: int
    kind: FurnitureKind
    rule: str


@dataclass(frozen=True, slots=True)
class _Lines:
    """The blocks of one article with what the rules ask of them; lists run parallel."""

    blocks: tuple[Block, ...]
    counts: tuple[int, ...]
    """Words of each block."""
    stopped: tuple[bool, ...]
    """Whether each block ends like a sentence."""
    plain: tuple[str, ...]
    """Each block in letters and digits, in one case."""
    first: int
    """The first paragraph; the number of blocks where there is none."""
    last: int
    """The last paragraph; -1 where there is none."""
    bylines: frozenset[str]
    """Candidates for the byline."""
    names: frozenset[str]
    """Names of the outlet."""
    title: int | None
    """The block where the title first stands."""
    posts: frozenset[int]
    """The blocks that stand in posts of a live blog."""
    dated: int
    """How many posts there are."""

    def is_paragraph(self, i: int) -> bool:
        return self.counts[i] >= PARAGRAPH and self.stopped[i]


def furniture(page: Page) -> Iterator[Furniture]:
    """The furniture of one article, in order; no two rows overlap, but for those of a page that is no article: there each line is marked."""
    known = patterns(page.language)
    lines = _lines(page)
    marks: dict[int, list[_Mark]] = {}
    # Rules in order of certainty: the first that marks a block keeps it.
    for rule in (
        _repeated_titles,
        _outside,
        _worded,
        _mastheads,
        _bylines_alone,
        _bylines_author,
        _teasers,
        _comments,
        _foot,
        _counted,
        _same_start,
        _credited,
        _pull_quotes,
        _captions,
        _dated,
        _among_headlines,
    ):
        for i, mark in rule(page, lines, known, marks):
            marks.setdefault(i, []).append(mark)
    listed = is_listing(page, list(kinds(page, lines.dated)))
    for i, block in enumerate(page.blocks):
        if listed and not any((mark.start, mark.end) == (block.span.start, block.span.end) for mark in marks.get(i, ())):
            # A rule of its own, so that a person who knows better takes away this and nothing else.
            yield Furniture(page.article_id, block.span, block.words, "related", LISTING)
        yield from (_row(page, mark) for mark in _apart(marks.get(i, ())))


def _row(page: Page, mark: _Mark) -> Furniture:
    return Furniture(page.article_id, Span(mark.start, mark.end), page.text[mark.start : mark.end], mark.kind, mark.rule)


def _apart(marks: Sequence[_Mark]) -> list[_Mark]:
    """The marks of one block in order, without those that overlap an earlier rule's."""
    kept: list[_Mark] = []
    for mark in marks:
        if all(mark.end <= other.start or other.end <= mark.start for other in kept):
            kept.append(mark)
    return sorted(kept, key=lambda mark: mark.start)


def _lines(page: Page) -> _Lines:
    blocks = page.blocks
    counts = tuple(len(block.words.split()) for block in blocks)
    stopped = tuple(STOP.search(block.words[-8:]) is not None for block in blocks)
    plain = tuple(normalised(block.words) for block in blocks)
    paragraphs = [i for i, block in enumerate(blocks) if counts[i] >= PARAGRAPH and stopped[i] and block.main is not False]
    names = outlet_names(page)
    dated = [row.span for row in posts(page) if row.span is not None]
    return _Lines(
        blocks, counts, stopped, plain, paragraphs[0] if paragraphs else len(blocks), paragraphs[-1] if paragraphs else -1,
        frozenset(bylines(page)), names, _title(page, blocks, counts, plain, names),
        frozenset(_within(blocks, dated)), len(dated),
    )  # fmt: skip


def _within(blocks: Sequence[Block], spans: Sequence[Span]) -> Iterator[int]:
    """The blocks that stand in one of the spans; both are in the order of the text."""
    at = 0
    for i, block in enumerate(blocks):
        while at < len(spans) and spans[at].end <= block.span.start:
            at += 1
        if at < len(spans) and spans[at].start <= block.span.start and block.span.end <= spans[at].end:
            yield i


Found = Iterator[tuple[int, _Mark]]
Marks = Mapping[int, Sequence[_Mark]]


def _whole(lines: _Lines, i: int, kind: FurnitureKind, rule: str) -> tuple[int, _Mark]:
    block = lines.blocks[i]
    start, end = inside(block.words)
    return i, _Mark(block.span.start + start, block.span.start + end, kind, rule)


# --- titles ---------------------------------------------------------------------------------------------------------------------------


def _repeated_titles(page: Page, lines: _Lines, known: Patterns, marks: Marks) -> Found:
    """The title where it stands again; a line of a few words that only happens to be equal is none."""
    title = lines.title
    if title is None:
        return
    for i, plain in enumerate(lines.plain):
        if i != title and plain == lines.plain[title] and lines.counts[i] >= 3 and lines.stopped[i] == lines.stopped[title]:
            yield _whole(lines, i, "title", "structure repeated title")
        elif i != title and not _is_page(lines) and lines.counts[title] >= 3 and beside(lines.blocks[i].words, lines.blocks[title].words):
            yield _whole(lines, i, "title", "structure title with site's name")


def _mastheads(page: Page, lines: _Lines, known: Patterns, marks: Marks) -> Found:
    """In plain text: the outlet's name on a line of its own, and what stands over a title of which another line is proof."""
    if _is_page(lines):
        return
    names, title = lines.names, lines.title
    for i, block in enumerate(lines.blocks):
        if i not in marks and i != title and not lines.first <= i <= lines.last and is_outlet(block.words, names):
            yield _whole(lines, i, "navigation", "structure outlet's name")
    if title is None or not _sure(page, lines, title, marks):
        return
    for i in range(min(title, lines.first)):
        if i not in marks and lines.counts[i] <= KICKER and not lines.stopped[i]:
            yield _whole(lines, i, "navigation", "structure over the title")


def _sure(page: Page, lines: _Lines, title: int, marks: Marks) -> bool:
    """Whether the title stands twice, or where the file names it."""
    named = any(row.field == "title" and normalised(row.value) == lines.plain[title] for row in page.fields)
    return named or any(mark.kind == "title" for group in marks.values() for mark in group)


def _title(page: Page, blocks: tuple[Block, ...], counts: Sequence[int], plain: Sequence[str], names: frozenset[str]) -> int | None:
    """The block where the title first stands."""
    if not any(block.main is not None for block in blocks):
        block = first_title(page, names)
        return blocks.index(block) if block is not None else None
    headings = [i for i, block in enumerate(blocks) if block.kind == "heading" and plain[i]]
    tops = [i for i in headings if re.search(r"/h1(?:\[\d+\])?(?:/|$)", blocks[i].place)]
    titles = [normalised(row.value) for row in page.fields if row.field == "title"]
    for group in (tops, headings, range(len(blocks))):
        for i in group:
            if counts[i] >= 2 and any(plain[i] == name or (counts[i] >= 4 and name.startswith(plain[i])) for name in titles):
                return i
    return max(tops, key=lambda i: counts[i], default=None)


def _is_page(lines: _Lines) -> bool:
    return any(block.main is not None for block in lines.blocks)


# --- what the extraction left out ---------------------------------------------------------------------------------------------------------

TAGS: tuple[tuple[re.Pattern[str], FurnitureKind], ...] = (
    (re.compile(r"/figcaption\b|/figure\b"), "caption"),
    (re.compile(r"/(?:nav|header|menu|button)\b"), "navigation"),
    (re.compile(r"/time\b"), "date"),
    (re.compile(r"/footer\b"), "navigation"),
    (re.compile(r"/aside\b"), "related"),
)


def _outside(page: Page, lines: _Lines, known: Patterns, marks: Marks) -> Found:
    """Every block of a page that is not the article, but for the title where it first stands, and the posts of a live blog, of which the extraction leaves some out."""
    for i, block in enumerate(lines.blocks):
        if block.main is False and i != lines.title and i not in marks and i not in lines.posts:
            kind, rule = _kind(lines, i, known)
            yield _whole(lines, i, kind, rule)


def _kind(lines: _Lines, i: int, known: Patterns) -> tuple[FurnitureKind, str]:
    block = lines.blocks[i]
    match = whole_line(block.words, known, edge=True)
    if match is not None:
        return match.kind, match.name
    for tags, kind in TAGS:
        if tags.search(block.place):
            return kind, "structure of the page"
    # A line of a few words is a menu's; a longer one is the headline of another article.
    return ("related" if lines.counts[i] >= 5 else "navigation"), "extraction"


# --- wordings -----------------------------------------------------------------------------------------------------------------------------


def _worded(page: Page, lines: _Lines, known: Patterns, marks: Marks) -> Found:
    """Lines, or stretches of them, that a pattern knows."""
    for i, block in enumerate(lines.blocks):
        if i in marks:
            continue
        pattern = whole_line(block.words, known, edge=not lines.first < i < lines.last)
        if pattern is not None:
            yield _whole(lines, i, pattern.kind, pattern.name)
            continue
        for pattern in known.furniture:
            if pattern.where in PARTIAL and fits(pattern, block.words):
                for match in pattern.regex.finditer(alike(block.words)):
                    start, end = block.span.start + match.start(), block.span.start + match.end()
                    yield i, _Mark(start, end, pattern.kind, pattern.name)


def _bylines_alone(page: Page, lines: _Lines, known: Patterns, marks: Marks) -> Found:
    """The author's name alone on its line, over or under the text, where another line says that it is the author's."""
    names = {normalised(name) for name in lines.bylines}
    for i, plain in enumerate(lines.plain):
        if i not in marks and not lines.first <= i <= lines.last and plain in names:
            yield _whole(lines, i, "byline", "structure author's name")


def _bylines_author(page: Page, lines: _Lines, known: Patterns, marks: Marks) -> Found:
    """A line under the text that begins with the author's name: what it says of them is no part of the story."""
    for i in range(max(lines.last, 0), len(lines.blocks)):
        start, end = inside(lines.blocks[i].words)
        words = lines.blocks[i].words[start:end]
        if i not in marks and i > lines.first and (_on_author(words, lines.bylines) or _author_alone(lines, i, known)):
            yield _whole(lines, i, "author", "structure author's name")


def _on_author(words: str, names: frozenset[str]) -> bool:
    """Whether a line begins with the author's name and what authors are or do."""
    return any(re.match(rf"{re.escape(name)} {AUTHORS_DO}\b", words) for name in names)


def _author_alone(lines: _Lines, i: int, known: Patterns) -> bool:
    """Whether a line says what someone is at an outlet, of whom the rest of the text says nothing."""
    match = known.phrases["author"].match(alike(lines.blocks[i].words))
    if match is None or lines.counts[i] > AUTHOR:
        return False
    surname = normalised(match["name"]).split()[-1]
    return not any(surname in plain.split() for k, plain in enumerate(lines.plain) if k != i and lines.is_paragraph(k))


# --- lists of other articles, comments ------------------------------------------------------------------------------------------------------


def _teasers(page: Page, lines: _Lines, known: Patterns, marks: Marks) -> Found:
    """In plain text: the headline under "Read more"."""
    if _is_page(lines):
        return
    for i in range(len(lines.blocks) - 1):
        alone = known.phrases["teaser"].match(alike(lines.blocks[i].words))
        if alone and i in marks and i + 1 not in marks and 3 <= lines.counts[i + 1] <= HEADLINE and not lines.stopped[i + 1]:
            yield _whole(lines, i + 1, "related", "structure teaser")


def _foot(page: Page, lines: _Lines, known: Patterns, marks: Marks) -> Found:
    """From a heading such as "Latest from ..." to the end, where nothing but headlines follows."""
    start = None
    for i in range(len(lines.blocks) - 1, lines.first, -1):
        words = lines.blocks[i].words
        if known.phrases["foot"].match(alike(words)):
            start = i
        elif i not in marks and (lines.counts[i] > HEADLINE or words.endswith(".") or INSIDE_STOP.search(words)):
            break
    if start is not None:
        yield from (_whole(lines, i, "related", "structure foot") for i in range(start, len(lines.blocks)) if i not in marks)


def _comments(page: Page, lines: _Lines, known: Patterns, marks: Marks) -> Found:
    """To the end, from the comment form (in plain text), or from the comments' heading where it stands over readers' words."""
    tries = 0
    for start in range(lines.first + 1, len(lines.blocks)):
        words = alike(lines.blocks[start].words)
        if tries > MOST_HEADINGS:
            return
        tries += known.phrases["thread"].match(words) is not None
        form = known.phrases["comment_form"].match(words) or (start > lines.last and known.phrases["comments"].match(words))
        counted = known.phrases["counted"].match(words) and _readers(lines, start + 1, known, marks)
        thread = known.phrases["thread"].match(words) and _thread(lines, start + 1, known, marks)
        numbered = known.phrases["numbered"].match(words) and _all_numbered(lines, start, known)
        if counted or thread or numbered or (form and not _is_page(lines)):
            yield from (_whole(lines, i, "comment", "structure comments") for i in range(start, len(lines.blocks)) if i not in marks)
            return


def _readers(lines: _Lines, start: int, known: Patterns, marks: Marks) -> bool:
    """Whether most lines from here to the end are readers' comments or furniture."""
    rest = range(start, len(lines.blocks))
    found = sum(i in marks or known.phrases["reader"].search(_ends(alike(lines.blocks[i].words))) is not None for i in rest)
    return 2 * found >= len(rest) > 0


def _ends(words: str) -> str:
    """A line by its two ends, where it is too long to be looked through."""
    return words if len(words) <= 2 * LINE_END else f"{words[:LINE_END]}\n{words[-LINE_END:]}"


def _thread(lines: _Lines, start: int, known: Patterns, marks: Marks) -> bool:
    """Whether nearly every longer line from here to the end has its commenter beside it, as no article's paragraphs have."""
    rest = [i for i in range(start, len(lines.blocks)) if i not in marks]
    short = [lines.counts[i] <= COMMENTER and not (lines.stopped[i] and lines.counts[i] > SHORTEST_STOPPED) for i in rest]
    words = [alike(lines.blocks[i].words) if brief else "" for i, brief in zip(rest, short, strict=True)]
    named = [known.phrases["commenter"].match(line) is not None for line in words]
    signs = sum(known.phrases["commented"].search(line) is not None for line in words if line)
    longer = [k for k, i in enumerate(rest) if not named[k] and lines.counts[i] > SHORT_CAPTION]
    # The date may stand between the name and the comment.
    alone = sum(not any(named[max(k - 2, 0) : k + 2]) for k in longer)
    return len(longer) >= 2 and sum(named) >= 2 and 2 * signs >= sum(named) and alone <= ALONE * len(longer)


def _all_numbered(lines: _Lines, start: int, known: Patterns) -> bool:
    """Whether comments follow that have a number each."""
    return sum(known.phrases["numbered"].match(alike(block.words)) is not None for block in lines.blocks[start:]) >= 2


def _among_headlines(page: Page, lines: _Lines, known: Patterns, marks: Marks) -> Found:
    """In plain text: lines between headlines or captions that follow each other, most of which are known."""
    if _is_page(lines):
        return
    start = lines.first + 1
    while start < len(lines.blocks):
        end = start
        while end < len(lines.blocks) and lines.counts[end] <= HEADLINE and (_listed(lines, end, marks) or not lines.stopped[end]):
            end += 1
        kinds = [mark.kind for i in range(start, end) if _listed(lines, i, marks) for mark in marks[i]]
        if len(kinds) >= LIST and 2 * len(kinds) >= end - start:
            kind = Counter(kinds).most_common(1)[0][0]
            yield from (_whole(lines, i, kind, "structure among headlines") for i in range(start, end) if i not in marks)
        start = end + 1


def _listed(lines: _Lines, i: int, marks: Marks) -> bool:
    """Whether a whole line is marked as a headline, a caption or a pull quote."""
    return any(mark.kind in ("related", "caption", "other") and mark.start == lines.blocks[i].span.start for mark in marks.get(i, ()))


# --- pictures and quotes set apart ------------------------------------------------------------------------------------------------------------


def _counted(page: Page, lines: _Lines, known: Patterns, marks: Marks) -> Found:
    """The captions of a gallery, counted 1/9, 2/9 and so on."""
    counted = {i: match for i, block in enumerate(lines.blocks) if (match := COUNTED.match(block.words)) is not None}
    totals = Counter(match[2] for match in counted.values())
    for i, match in counted.items():
        if i not in marks and totals[match[2]] >= 3 and int(match[1]) <= int(match[2]):
            yield _whole(lines, i, "caption", "structure gallery")


def _same_start(page: Page, lines: _Lines, known: Patterns, marks: Marks) -> Found:
    """A gallery's title before each of its captions: the start that most lines share, but for the first."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, block in enumerate(lines.blocks):
        if lines.counts[i] >= 4:
            groups[tuple(block.words.split()[:4])].append(i)
    for members in groups.values():
        if len(members) < 4 or 2 * len(members) < len(lines.blocks):
            continue
        shared = _shared_start([lines.blocks[i].words for i in members])
        for i in members[1:]:
            start = lines.blocks[i].span.start
            yield i, _Mark(start, start + shared, "title", "structure same start")


def _shared_start(lines: Sequence[str]) -> int:
    """Length of the longest start, in whole words, that all lines share."""
    low, high = min(lines), max(lines)
    length = next((k for k, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), min(len(low), len(high)))
    if not all(len(line) == length or line[length].isspace() for line in lines):
        length = low.rfind(" ", 0, length)
    return len(low[:length].rstrip())


def _pull_quotes(page: Page, lines: _Lines, known: Patterns, marks: Marks) -> Found:
    """A line without a full stop whose words a paragraph holds, nearly word for word: a quote or a caption made from it."""
    holders: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for i, plain in enumerate(lines.plain):
        for run in _runs(plain):
            holders[run].add(i)
    for i in range(lines.first + 1, len(lines.blocks)):
        block = lines.blocks[i]
        if i in marks or (lines.stopped[i] and not QUOTED.match(block.words)) or ITEM.match(block.words):
            continue
        if not SHORTEST_QUOTE <= lines.counts[i] <= LONGEST_QUOTE:
            continue
        runs = _runs(lines.plain[i])
        held = sum(bool(holders[run] - {i}) for run in runs)
        if held >= QUOTED_PART * len(runs):
            yield _whole(lines, i, "other", PULL_QUOTE)
        elif (
            held >= RETOLD_PART * len(runs)
            and not _is_page(lines)
            and INSIDE_STOP.search(block.words)
            and not block.words.startswith(QUOTE)
        ):
            yield _whole(lines, i, "caption", "structure retold")


def _runs(plain: str) -> list[tuple[str, ...]]:
    words = plain.split()
    return [tuple(words[k : k + 4]) for k in range(len(words) - 3)]


def _credited(page: Page, lines: _Lines, known: Patterns, marks: Marks) -> Found:
    """The line over a credit that stands alone, where it says what is seen."""
    for i in range(1, len(lines.blocks)):
        alone = any(mark.kind == "caption" and mark.rule == "credit alone" for mark in marks.get(i, ()))
        if alone and i - 1 not in marks and known.phrases["seen"].search(alike(lines.blocks[i - 1].words)):
            yield _whole(lines, i - 1, "caption", "structure over a credit")


def _captions(page: Page, lines: _Lines, known: Patterns, marks: Marks) -> Found:
    """In plain text whose paragraphs end in full stops: long lines between them without one stood under pictures.

    One such line alone may be a paragraph that lost its end (a quote or a link that was cut out), so it needs a word such as "pictured".
    """
    if _is_page(lines):
        return
    prose = [i for i, block in enumerate(lines.blocks) if lines.counts[i] >= SHORT_CAPTION and i not in marks and block.kind == "line"]
    ended = sum(lines.stopped[i] for i in prose)
    if ended < 4 or ended < 0.4 * len(prose):
        return
    found = [i for i in prose if lines.first < i < len(lines.blocks) - 1 and _like_caption(lines, i)]
    quoted = sum(mark.rule == PULL_QUOTE for i in marks if not lines.stopped[i] for mark in marks[i])
    single = quoted + sum(lines.counts[i] >= PARAGRAPH and INSIDE_STOP.search(lines.blocks[i].words) is None for i in found)
    # The last line of all may be a sentence that was cut off: it proves nothing about others.
    end = len(lines.blocks) - 1
    if end in prose and end > lines.first and _like_caption(lines, end) and _pictured(lines, end, known):
        found.append(end)
    for i in found:
        words = lines.blocks[i].words
        alone = words[0].islower() and lines.stopped[i - 1]
        short = lines.counts[i] <= CAPTION // 2 or INSIDE_STOP.search(words) is None
        several = single >= 2 and short and lines.counts[i] >= PARAGRAPH
        whole = known.phrases["unfinished"].search(words) is None
        if _pictured(lines, i, known) or single >= 4 or (whole and (alone or several)):
            yield _whole(lines, i, "caption", "structure no full stop")


def _dated(page: Page, lines: _Lines, known: Patterns, marks: Marks) -> Found:
    """In plain text: a long line without a full stop over the first paragraph that gives the full date, as agencies' captions do."""
    if _is_page(lines):
        return
    for i in range(min(lines.first, len(lines.blocks))):
        words = lines.blocks[i].words
        dated = any(True for _ in dates(alike(words), known.months))
        if i not in marks and dated and PARAGRAPH < lines.counts[i] <= CAPTION and _like_caption(lines, i) and words[0].isupper():
            yield _whole(lines, i, "caption", "structure dated")


def _pictured(lines: _Lines, i: int, known: Patterns) -> bool:
    """Whether a line says what is seen, and not what somebody said."""
    return known.phrases["pictured"].search(alike(lines.blocks[i].words)) is not None


def _like_caption(lines: _Lines, i: int) -> bool:
    words = lines.blocks[i].words
    return (
        not lines.stopped[i]
        and lines.counts[i] <= CAPTION
        and not (i and lines.blocks[i - 1].words.endswith(":"))
        and not words.startswith(QUOTE)
        and not ITEM.match(words)
        and not LINK_END.match(words.rsplit(maxsplit=1)[-1])
    )
