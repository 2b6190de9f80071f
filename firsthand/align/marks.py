"""Furniture that only the whole story shows, and what a person decided about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, groupby
from operator import itemgetter
from typing import cast, get_args

from firsthand.align import decisions as person
from firsthand.align.query import Query
from firsthand.align.repeated import Line, repeated
from firsthand.model import Decision, Furniture, FurnitureKind, Span

# Pages that list articles and are none, unless a person says that one is: what they and an article share is the article's.
LISTINGS = "SELECT article_id FROM metadata WHERE field = 'kind' AND value = 'listing' AND used"
MARKED = f"""
    SELECT DISTINCT article_id, span, words, kind, rule FROM found.furniture WHERE rule <> 'listing' OR article_id IN ({LISTINGS})
"""
# A line as `model.normalised` compares it, but for letters whose lower case is not their folded case.
PLAIN = "trim(regexp_replace(lower({}), '[^\\p{{L}}\\p{{N}}_]+', ' ', 'g'))"
# Lines that several articles of one outlet hold: how many lines each article has, and whether the line is marked already.
SHARED = f"""
    WITH several AS (
        SELECT outlet FROM article WHERE outlet IS NOT NULL GROUP BY outlet HAVING count(*) > 1
    ), line AS MATERIALIZED (
        -- an article's own title is no furniture where it stands, though others of the outlet link to it by it
        SELECT a.outlet, b.article_id, b.span, hash({PLAIN.format("b.words")}) AS plain
        FROM found.block b JOIN article a USING (article_id) SEMI JOIN several ON several.outlet = a.outlet
        WHERE {PLAIN.format("b.words")} NOT IN ('', coalesce({PLAIN.format("a.title")}, '')) AND a.article_id NOT IN ({LISTINGS})
    ), shared AS (
        SELECT outlet, plain FROM line GROUP BY ALL HAVING min(article_id) <> max(article_id)
    ), long AS (
        SELECT article_id, count(DISTINCT plain) AS lines FROM line GROUP BY ALL
    )
    SELECT l.outlet, l.article_id, l.span, b.words, l.plain, long.lines, EXISTS (
        SELECT 1 FROM found.furniture f
        WHERE f.article_id = l.article_id AND f.span."start" < l.span."end" AND l.span."start" < f.span."end"
    ) AS marked
    FROM line l JOIN shared USING (outlet, plain) JOIN long USING (article_id)
    JOIN found.block b ON b.article_id = l.article_id AND b.span = l.span
    ORDER BY l.outlet, l.article_id, l.span
"""


def furniture(query: Query, given: Sequence[Decision]) -> Iterator[Furniture]:
    """Story stage: marks of the article stage, lines repeated across one outlet's articles, less and more what a person decided."""
    out = person.left_out(query, given)
    applied = person.apply(query, [d for d in given if d.kind in ("furniture", "not-furniture")])
    refused: dict[str, list[Span]] = {}
    for item in applied:
        if item.decision.kind == "not-furniture":
            refused.setdefault(item.article_id, []).extend(item.spans)
    for row in chain(_marked(query), _repeated(query)):
        if row.article_id not in out and not any(_overlap(row.span, span) for span in refused.get(row.article_id, ())):
            yield row
    mine = (item for item in applied if item.decision.kind == "furniture" and item.article_id not in out)
    yield from dict.fromkeys(
        Furniture(item.article_id, span, item.decision.words or "", _kind(item.decision), "person") for item in mine for span in item.spans
    )


def _kind(decision: Decision) -> FurnitureKind:
    return cast("FurnitureKind", decision.value) if decision.value in get_args(FurnitureKind) else "other"


def _marked(query: Query) -> Iterator[Furniture]:
    for article_id, span, words, kind, rule in query.stream(MARKED):
        yield Furniture(article_id, Span(span["start"], span["end"]), words, kind, rule)


def _repeated(query: Query) -> Iterator[Furniture]:
    addresses = _addresses(query)
    for _, group in groupby(query.stream(SHARED), key=itemgetter(0)):
        lines = [
            Line(article_id, Span(span["start"], span["end"]), words, plain, of, marked)
            for _, article_id, span, words, plain, of, marked in group
        ]
        yield from repeated(lines, addresses)


def _addresses(query: Query) -> dict[str, str]:
    """Articles that were found at one address, by the name of one of them: what versions of an article share is no furniture."""
    first: dict[str, str] = {}

    def root(article_id: str) -> str:
        while first.get(article_id, article_id) != article_id:
            article_id = first[article_id]
        return article_id

    for one, other in query("SELECT id_a, id_b FROM link WHERE kind = 'version-of' ORDER BY ALL"):
        low, high = sorted((root(one), root(other)))
        first[low] = first[high] = low
    return {article_id: root(article_id) for article_id in first}


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end
