"""Passages that articles share, each with its words in both."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha1
from itertools import chain

import numpy as np

from firsthand.align.held import Stretch, held, stretch
from firsthand.align.passages import Shared, ready, shared
from firsthand.align.query import Query
from firsthand.align.sketches import Bodies, Numbers, hashed, pairs, places
from firsthand.align.terms import common_words, languages
from firsthand.model import Decision, Passage, Reuse, Span, digest

# Bodies that are kept ready to be compared.
AT_HAND = 4_000
# Of articles whose words are all equal so many are compared with all others; the rest with the first of them alone.
ALIKE = 8
# A post as pages show it: `Words. — Name (@name) 4 March 2031`.
POST = re.compile(r"^([^\n]{1,2000}?) ?[—–-] ?[^\n()@]{1,60} \(@\w{1,30}\)", re.MULTILINE)
# `HARROW, Weir —`, `Harrow, 4 March (HNA) -`: where a report was written stands in front of its words, and is none of them.
DATELINE = re.compile(
    r"^[ \t\"“]*(?:[A-ZÀ-Þ]{2}[A-ZÀ-Þ.'’-]*(?:[ ,/]+[\w.'’-]+){0,7}? ?(?:\([A-Z][^()\n]{1,40}\) ?(?:[-–—]{1,2}|(?=[A-Z“\"]))| [-–—]{1,2}(?= )|—)"
    r"|(?:[A-ZÀ-Þ][\w.'’-]*(?:[ ,/]+[\w.'’-]+){0,7}? )?\([A-Z][^()\n]{1,40}\) ?[-–—]{1,2} )",
    re.MULTILINE,
)

# The first by date stand first: of many equal texts the earliest is the one that the others are compared with.
TEXTS = """
    SELECT a.article_id, a.text, f.spans, q.spans FROM article a
    LEFT JOIN (SELECT article_id, list(span ORDER BY span) AS spans FROM furniture GROUP BY ALL) f USING (article_id)
    LEFT JOIN (
        SELECT article_id, list(span ORDER BY span) AS spans FROM (
            SELECT article_id, unnest(content_spans) AS span FROM found.quotation WHERE depth = 0
        ) GROUP BY ALL
    ) q USING (article_id)
    {} ORDER BY a.published_earliest NULLS LAST, a.article_id
"""


def reuse(query: Query, _given: Sequence[Decision]) -> Iterator[Reuse]:
    """Story stage: shared passages of all pairs of articles that have some, without furniture."""
    bodies = Bodies()
    for article_id, text, left_out, quoted in query.stream(TEXTS.format("")):
        bodies.add(article_id, text, outside(text, left_out), quoted_in(text, quoted))
    found = compared(bodies)
    yield from _rows(query, bodies, found)


def quoted_in(text: str, given: Sequence[dict[str, int]] | None) -> list[Span]:
    """What stands inside quotation marks, and posts that are shown with their signature."""
    return [*spans(given), *(Span(*match.span(1)) for match in POST.finditer(text))]


def outside(text: str, furniture: Sequence[dict[str, int]] | None) -> list[Span]:
    """What is no word of the report: furniture and datelines."""
    return [*spans(furniture), *(Span(*match.span()) for match in DATELINE.finditer(text))]


def spans(given: Sequence[dict[str, int]] | None) -> list[Span]:
    return [Span(span["start"], span["end"]) for span in given or ()]


def common() -> Numbers:
    """Hashes of function words, in order."""
    return np.unique(np.array([hashed(word) for language in languages() for word in common_words(language)], np.uint32))


def compared(bodies: Bodies) -> dict[tuple[int, int], list[Shared]]:
    """Shared passages by pairs of numbers of bodies."""
    words = common()
    alike: dict[bytes, list[int]] = {}
    stands = []
    same: list[tuple[int, int]] = []
    for number in range(len(bodies.names)):
        group = alike.setdefault(sha1(bodies.body(number).words.tobytes(), usedforsecurity=False).digest(), [])
        if len(group) < ALIKE:
            group.append(number)
            stands.append(number)
        else:
            same.append((group[0], number))
    at_hand = lru_cache(AT_HAND)(lambda number: ready(bodies.body(number), words))
    wanted = pairs(bodies, stands if same else None)
    found: dict[tuple[int, int], list[Shared]] = {}
    for one, other in chain(same, wanted.tolist()):
        both = shared(at_hand(one), at_hand(other))
        if both:
            found[one, other] = both
    return found


def _rows(query: Query, bodies: Bodies, found: Mapping[tuple[int, int], Sequence[Shared]]) -> Iterator[Reuse]:
    seen = _stretches(query, bodies, found)
    listed: list[tuple[_Place, _Place, Shared, int]] = []
    for (one, other), both in found.items():
        quoted_a, quoted_b = bodies.body(one).quoted, bodies.body(other).quoted
        parts = [(whole, held(whole, seen[one, whole.start_a, whole.end_a], seen[other, whole.start_b, whole.end_b])) for whole in both]
        told = any(part[0] and part[1].kind == "prose" for _, part in parts if part is not None)
        for whole, part in parts:
            if part is None or not (part[0] or told):
                continue  # names and figures of which nothing is said tell nothing where they stand alone
            item = part[1]
            first, second = seen[one, whole.start_a, whole.end_a], seen[other, whole.start_b, whole.end_b]
            a = _Place(first.article_id, *first.part(item.start_a - whole.start_a, item.end_a - whole.start_a))
            b = _Place(second.article_id, *second.part(item.start_b - whole.start_b, item.end_b - whole.start_b))
            prose = sum(not (quoted_a[i] and quoted_b[j]) for i, j in item.equal) if item.kind == "prose" else 0
            listed.append((a, b, item, prose) if a.article_id < b.article_id else (b, a, item, prose))
    listed.sort(key=lambda row: (row[0].article_id, row[0].span, row[1].article_id, row[1].span))
    for a, b, item, prose in listed:
        places_ = (a.article_id, f"{a.span.start} {a.span.end}", b.article_id, f"{b.span.start} {b.span.end}")
        evidence = tuple(Passage(x.article_id, role, x.span.start, x.span.end, x.words) for role, x in (("a", a), ("b", b)))
        similarity = round(item.similarity, 3)
        yield Reuse(
            digest("reuse", *places_), a.article_id, a.span, b.article_id, b.span, similarity, item.kind, len(item.equal), prose, evidence
        )


@dataclass(frozen=True, slots=True)
class _Place:
    article_id: str
    span: Span
    words: str


def _stretches(query: Query, bodies: Bodies, found: Mapping[tuple[int, int], Sequence[Shared]]) -> dict[tuple[int, int, int], Stretch]:
    """By number of body, first word and the one after the last. The texts are read once more: their words' places would not all fit into memory."""
    wanted: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for (one, other), both in found.items():
        for item in both:
            wanted[one].add((item.start_a, item.end_a))
            wanted[other].add((item.start_b, item.end_b))
    numbers = {bodies.names[number]: number for number in wanted}
    seen = {}
    rows = query.stream(TEXTS.format("WHERE a.article_id IN (SELECT unnest(?))"), [sorted(numbers)]) if numbers else ()
    for article_id, text, left_out, quoted in rows:
        at = places(text, outside(text, left_out), quoted_in(text, quoted))
        for start, end in wanted[numbers[article_id]]:
            seen[numbers[article_id], start, end] = stretch(article_id, text, at[start:end])
    return seen
