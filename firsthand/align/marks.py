"""Furniture that only the whole story shows, and what a person decided about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import cast, get_args

from firsthand.align import decisions as person
from firsthand.align.query import Query
from firsthand.align.repeated import repeated
from firsthand.model import Decision, Furniture, FurnitureKind, Span, normalised

BLOCKS = """
    SELECT a.outlet, b.article_id, b.span, b.words, a.title
    FROM found.block b JOIN article a USING (article_id)
    WHERE a.outlet IS NOT NULL AND a.outlet IN (SELECT outlet FROM article GROUP BY outlet HAVING count(*) > 1)
    ORDER BY a.outlet, b.article_id, b.span
"""


def furniture(query: Query, given: Sequence[Decision]) -> Iterator[Furniture]:
    """Story stage: marks of the article stage, lines repeated across one outlet's articles, less and more what a person decided."""
    out = person.left_out(query, given)
    applied = person.apply(query, [d for d in given if d.kind in ("furniture", "not-furniture")])
    refused = [(item.article_id, span) for item in applied if item.decision.kind == "not-furniture" for span in item.spans]
    rows = [row for row in (*_marked(query), *_repeated(query)) if row.article_id not in out]
    yield from dict.fromkeys(row for row in rows if not any(row.article_id == name and _overlap(row.span, span) for name, span in refused))
    mine = (item for item in applied if item.decision.kind == "furniture" and item.article_id not in out)
    yield from dict.fromkeys(
        Furniture(item.article_id, span, item.decision.words or "", _kind(item.decision), "person") for item in mine for span in item.spans
    )


def _kind(decision: Decision) -> FurnitureKind:
    return cast("FurnitureKind", decision.value) if decision.value in get_args(FurnitureKind) else "other"


def _marked(query: Query) -> Iterator[Furniture]:
    for article_id, span, words, kind, rule in query("SELECT article_id, span, words, kind, rule FROM found.furniture ORDER BY ALL"):
        yield Furniture(article_id, Span(span["start"], span["end"]), words, kind, rule)


def _repeated(query: Query) -> Iterator[Furniture]:
    marked: dict[str, list[Span]] = {}
    for row in _marked(query):
        marked.setdefault(row.article_id, []).append(row.span)
    for _, group in groupby(query(BLOCKS), key=lambda row: row[0]):
        # an article's own title is no furniture where it stands, though others of the outlet link to it by it
        lines = [
            (article_id, Span(span["start"], span["end"]), words)
            for _, article_id, span, words, title in group
            if normalised(words) != normalised(title or "")
        ]
        yield from (row for row in repeated(lines) if not any(_overlap(row.span, span) for span in marked.get(row.article_id, ())))


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end
