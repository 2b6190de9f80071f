"""Findings that stand in the article proper, and what no finding uses."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.align import decisions as person
from firsthand.align.names_alike import plain
from firsthand.align.query import Query
from firsthand.model import Decision


def attributions(query: Query, given: Sequence[Decision]) -> str:
    """Story stage: attributions of the articles in the story, each with its speaker across them; what rests on furniture is no attribution.

    Source, cue and content count; a caption may well be where the article first names a speaker in full. A speaker whose mentions are in no chain is known by
    name, where the article has one of that name. What a person says of the speaker goes before. When it was said: the days of the time expression at those words.
    """
    return f"""
        SELECT t.* REPLACE (
            s.earliest AS said_earliest, s.latest AS said_latest,
            CASE WHEN p.finding_id IS NULL THEN coalesce(c.entity_id, n.entity_id) ELSE p.entity_id END AS entity_id,
            coalesce(p.speaker, t.speaker) AS speaker, CASE WHEN p.finding_id IS NULL THEN coalesce(t."by", 'rule') ELSE 'person' END AS "by"
        )
        FROM found.attribution t SEMI JOIN article USING (article_id)
        LEFT JOIN (SELECT entity_id, unnest(chain_ids) AS chain_id FROM entity) c ON c.chain_id = t.chain_id
        LEFT JOIN (
            SELECT article_id, name, min(entity_id) AS entity_id FROM mention WHERE name IS NOT NULL AND entity_id IS NOT NULL
            GROUP BY article_id, name HAVING min(entity_id) = max(entity_id)
        ) n ON t.chain_id IS NULL AND n.article_id = t.article_id AND n.name = t.speaker
        LEFT JOIN ({_told(query, given)}) p ON p.finding_id = t.finding_id
        LEFT JOIN ({_days("attribution", "said_span")}) s ON s.finding_id = t.finding_id
        WHERE NOT EXISTS (
            SELECT 1 FROM (SELECT t.article_id AS id, unnest(t.evidence) AS e) p JOIN furniture f ON f.article_id = p.id
            WHERE p.e."role" IN ('source', 'cue', 'content') AND p.e."start" < f.span."end" AND f.span."start" < p.e."end"
        )
    """


def _told(query: Query, given: Sequence[Decision]) -> str:
    """A SELECT of finding_id, speaker and entity_id as a person decided them."""
    rows = []
    for finding_id, item in sorted(person.speakers(query, given).items()):
        name = item.decision.value or ""
        rows.append(f"({_quoted(finding_id)}, {_quoted(name)}, {_quoted(_entity(query, name, item.article_id))})")
    listed = f"VALUES {', '.join(rows)}" if rows else "SELECT NULL, NULL, NULL WHERE false"
    return f"SELECT finding_id::VARCHAR AS finding_id, speaker::VARCHAR AS speaker, entity_id::VARCHAR AS entity_id FROM ({listed}) v(finding_id, speaker, entity_id)"


def _entity(query: Query, name: str, article_id: str) -> str | None:
    """The entity of that name: the only one, or the only one that the article names."""
    names = query("SELECT entity_id, name, aliases FROM entity ORDER BY entity_id")
    found = [entity_id for entity_id, own, others in names if plain(name) in map(plain, (own, *others))]
    if len(found) > 1:
        here = {
            row[0] for row in query("SELECT DISTINCT entity_id FROM mention WHERE article_id = ? AND entity_id IS NOT NULL", [article_id])
        }
        found = [entity_id for entity_id in found if entity_id in here]
    return found[0] if len(found) == 1 else None


def _days(table: str, column: str) -> str:
    """A SELECT of finding_id, earliest and latest of the first time expression at the words of a column."""
    return f"""
        SELECT finding_id, min_by(days, place).earliest AS earliest, min_by(days, place).latest AS latest FROM (
            SELECT f.finding_id, {{'earliest': e.earliest, 'latest': e.latest}} AS days, e.span AS place
            FROM found.{table} f JOIN time_expression e ON e.article_id = f.article_id
                AND e.span."start" < f.{column}."end" AND f.{column}."start" < e.span."end"
            WHERE f.{column} IS NOT NULL AND e.type <> 'SET'
        ) GROUP BY finding_id
    """


def _quoted(value: str | None) -> str:
    return "NULL" if value is None else "'" + value.replace("'", "''") + "'"


def statements(_query: Query, _given: Sequence[Decision]) -> str:
    """Story stage: contents of the attributions that stand, and what outlets say in their own voice outside of furniture.

    A content has one of its attributions: the first by id, where several pass the same words on. It holds from the first day of the words that say from when,
    to the last of those that say until when.
    """
    return f"""
        SELECT t.* REPLACE (a.finding_id AS attribution_id, s.earliest AS effective_earliest, u.latest AS effective_latest)
        FROM found.statement t SEMI JOIN article USING (article_id)
        LEFT JOIN (SELECT article_id, content_spans, min(finding_id) AS finding_id FROM attribution GROUP BY ALL) a
            ON a.article_id = t.article_id AND a.content_spans = t.content_spans AND t.voice = 'attributed'
        LEFT JOIN ({_days("statement", "from_span")}) s ON s.finding_id = t.finding_id
        LEFT JOIN ({_days("statement", "until_span")}) u ON u.finding_id = t.finding_id
        WHERE (t.voice = 'attributed' AND a.finding_id IS NOT NULL) OR (t.voice = 'own' AND NOT EXISTS (
            SELECT 1 FROM (SELECT t.article_id AS id, unnest(t.content_spans) AS span) p JOIN furniture f ON f.article_id = p.id
            WHERE p.span."start" < f.span."end" AND f.span."start" < p.span."end"
        ))
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
