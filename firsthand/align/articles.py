"""Which metadata is used, and so the table of articles; captures and outcomes of what is in the story."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, cast

from firsthand.align import decisions as person
from firsthand.align.choose import choose
from firsthand.align.query import Query
from firsthand.dates import ends
from firsthand.model import Article, Decision, Extent, Metadata, MetadataField, Outcome, Span

CANDIDATES = """
    SELECT DISTINCT article_id, field, value, span, words, rule
    FROM (
        SELECT * FROM found.metadata UNION ALL BY NAME SELECT * FROM found.known UNION ALL BY NAME
        -- a person's table goes before what a person wrote into the file itself
        SELECT f.* FROM found.field f WHERE f.rule <> 'person' OR NOT EXISTS (
            SELECT 1 FROM found.known k WHERE k.article_id = f.article_id AND k.field = f.field
        )
    )
    ORDER BY ALL
"""
# Articles whose metadata in use is in memory at once.
ARTICLES_AT_ONCE = 500


def metadata(query: Query, given: Sequence[Decision]) -> Iterator[Metadata]:
    """Story stage: every candidate, the one in use marked. A decision outranks what else a person wrote, and that the rest."""
    decided: dict[str, list[Metadata]] = {}
    out = person.left_out(query, given)
    for entry in person.entries(person.apply(query, given)):
        decided.setdefault(entry.article_id, []).append(entry)
    for article_id, group in groupby(query.stream(CANDIDATES), key=itemgetter(0)):
        if article_id not in out:
            yield from _chosen([_candidate(row) for row in group], decided.pop(article_id, []))
    for article_id in sorted(decided.keys() - out.keys()):
        yield from _chosen([], decided[article_id])


def _candidate(row: tuple[Any, ...]) -> Metadata:
    article_id, field, value, span, words, rule = row
    return Metadata(article_id, field, value, Span(span["start"], span["end"]) if span else None, words, rule)


def _chosen(rows: Sequence[Metadata], decided: Sequence[Metadata]) -> Iterator[Metadata]:
    """One article's candidates, less those that a decision replaces, and the decisions."""
    mine = {entry.field: entry for entry in decided}  # the last decision on a field is the one that counts
    yield from (replace(row, used=row.used and row.field not in mine) for row in choose(rows) if not _same(row, mine))
    yield from mine.values()


def _same(row: Metadata, mine: dict[MetadataField, Metadata]) -> bool:
    entry = mine.get(row.field)
    return entry is not None and row.rule == "person" and row.value == entry.value


def articles(query: Query, given: Sequence[Decision]) -> Iterator[Article]:
    """Story stage: the frozen texts with the metadata in use."""
    out = person.left_out(query, given)
    rows = query.stream("SELECT article_id, path, url, language, text, sha256 FROM found.article")  # in the order of articles already
    while part := list(islice(rows, ARTICLES_AT_ONCE)):
        used = _used(query, [row[0] for row in part])
        yield from (_article(row, used.get(row[0], {})) for row in part if row[0] not in out)


def _used(query: Query, names: Sequence[str]) -> dict[str, dict[str, str]]:
    """Article -> field -> the value in use."""
    used: dict[str, dict[str, str]] = {}
    sql = "SELECT article_id, field, value FROM metadata WHERE used AND article_id BETWEEN ? AND ? AND article_id IN (SELECT unnest(?))"
    for article_id, field, value in query(sql, [min(names), max(names), list(names)]):
        used.setdefault(article_id, {})[field] = value
    return used


def _article(row: tuple[Any, ...], facts: dict[str, str]) -> Article:
    article_id, path, url, language, text, sha256 = row
    earliest, latest = ends(facts["published"]) if "published" in facts else (None, None)
    extent = cast("Extent", facts.get("extent", "unknown"))
    return Article(
        article_id, path, facts.get("url", url), facts.get("outlet"), facts.get("title"), facts.get("byline"), earliest, latest, language, extent, text, sha256
    )  # fmt: skip


def captures(_query: Query, _given: Sequence[Decision]) -> str:
    """Story stage: every file that was read."""
    return "SELECT * FROM found.capture"


def outcomes(query: Query, given: Sequence[Decision]) -> Iterator[Outcome]:
    """Story stage: what became of every file and stage, and of what a person calls no article."""
    for path, article_id, stage, version, status, rows, error, place in query.stream(
        """
        SELECT DISTINCT coalesce(a.path, o.path), o.article_id, o.stage, o.version, o.status, o.rows, o.error, o.place
        FROM found.outcome o LEFT JOIN found.article a USING (article_id)
        """
    ):
        yield Outcome(path, article_id, stage, version, status, rows, error, place)
    for article_id, decision in person.left_out(query, given).items():
        ((path,),) = query("SELECT path FROM found.article WHERE article_id = ?", [article_id])
        why = f"not an article, a person decided{': ' + decision.note if decision.note else ''}"
        yield Outcome(path, article_id, "decision", "1", "skipped", 0, why)
    for path, place, article_id, rule in query(
        """
        SELECT a.path, (SELECT min(c.place) FROM found.capture c WHERE c.article_id = a.article_id AND c.path = a.path), m.article_id, m.rule FROM metadata m JOIN found.article a USING (article_id)
        WHERE m.field = 'kind' AND m.value = 'listing' AND m.used ORDER BY ALL
        """
    ):
        why = f"{path}{f', {place}' if place else ''}: lists other articles and is none ({rule.removeprefix('listing, ')}): kept, not analysed. "
        remedy = f'If it is an article, say so in decisions.toml: [[{person.AN_ARTICLE}]] article = "{path}".'
        yield Outcome(path, article_id, "kind", "1", "skipped", 0, why + remedy, place)
