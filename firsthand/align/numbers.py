"""Quantities that stand in the articles of a story, and the numbers that no row uses."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.align.query import Query
from firsthand.model import Decision

# Furniture whose numbers are part of what an article says.
KEPT = ("title", "caption")
TOUCHES = """f.article_id = t.article_id AND f.span."start" < t.span."end" AND t.span."start" < f.span."end\""""
IN_FURNITURE = f"EXISTS (SELECT 1 FROM furniture f WHERE {TOUCHES} AND f.kind NOT IN {KEPT})"


def quantities(_query: Query, _given: Sequence[Decision]) -> str:
    """Story stage: the quantities of the articles in the story, apart from those in furniture."""
    return f"SELECT t.* FROM found.quantity t SEMI JOIN article USING (article_id) WHERE NOT {IN_FURNITURE}"


def unread(_query: Query, _given: Sequence[Decision]) -> str:
    """Story stage: numbers that are no quantity and in no time expression, with the reason; quantities in furniture. Time expressions have a list of their own."""
    return f"""
        SELECT t.article_id, t.span, t.words, 'number' AS kind, CASE WHEN {IN_FURNITURE} THEN 'furniture' ELSE t.guess END AS reason
        FROM (
            SELECT article_id, span, words, guess FROM found.number
            UNION ALL SELECT q.article_id, q.span, list_filter(q.evidence, lambda e: e."role" = 'quantity')[1].words, 'furniture'
            FROM found.quantity q WHERE EXISTS (
                SELECT 1 FROM furniture f WHERE f.article_id = q.article_id AND f.span."start" < q.span."end" AND q.span."start" < f.span."end"
                AND f.kind NOT IN {KEPT}
            )
        ) t SEMI JOIN article USING (article_id)
        WHERE NOT EXISTS (SELECT 1 FROM found.time_expression f WHERE {TOUCHES})
    """
