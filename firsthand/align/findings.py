"""Findings that stand in the article proper, and what no finding uses."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.align.query import Query
from firsthand.model import Decision


def attributions(_query: Query, _given: Sequence[Decision]) -> str:
    """Story stage: attributions of the articles in the story; what rests on furniture is no attribution.

    Source, cue and content count; a caption may well be where the article first names a speaker in full.
    """
    return """
        SELECT t.* FROM found.attribution t SEMI JOIN article USING (article_id)
        WHERE NOT EXISTS (
            SELECT 1 FROM (SELECT t.article_id AS id, unnest(t.evidence) AS e) p JOIN furniture f ON f.article_id = p.id
            WHERE p.e."role" IN ('source', 'cue', 'content') AND p.e."start" < f.span."end" AND f.span."start" < p.e."end"
        )
    """


def unread(_query: Query, _given: Sequence[Decision]) -> str:
    """Story stage: quotations that no attribution's content touches, with the reason. One inside another counts with it."""
    return """
        WITH used AS (
            SELECT t.article_id, unnest(t.content_spans) AS span FROM attribution t
        ), loose AS (
            SELECT q.* FROM found.quotation q SEMI JOIN article USING (article_id)
            WHERE NOT EXISTS (
                SELECT 1 FROM used u WHERE u.article_id = q.article_id AND u.span."start" < q.span."end" AND q.span."start" < u.span."end"
            )
        )
        SELECT l.article_id, l.span, l.words, 'quotation' AS kind,
            CASE WHEN EXISTS (
                SELECT 1 FROM furniture f
                WHERE f.article_id = l.article_id AND f.span."start" < l.span."end" AND l.span."start" < f.span."end"
            ) THEN 'furniture' ELSE l.guess END AS reason
        FROM loose l
    """
