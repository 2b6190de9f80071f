"""Which metadata is used, and so the table of articles; captures and outcomes of what is in the story."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import cast

from firsthand.align import decisions as person
from firsthand.align.choose import choose
from firsthand.align.query import Query
from firsthand.dates import interval
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


def metadata(query: Query, given: Sequence[Decision]) -> Iterator[Metadata]:
    """Story stage: every candidate, the one in use marked. A decision outranks what else a person wrote, and that the rest."""
    decided: dict[str, list[Metadata]] = {}
    out = person.left_out(query, given)
    for entry in person.entries(person.apply(query, given)):
        decided.setdefault(entry.article_id, []).append(entry)
    rows = [
        Metadata(article_id, field, value, Span(span["start"], span["end"]) if span else None, words, rule)
        for article_id, field, value, span, words, rule in query(CANDIDATES)
        if article_id not in out
    ]
    groups = {article_id: list(group) for article_id, group in groupby(rows, key=lambda row: row.article_id)}
    for article_id in sorted({*groups, *decided} - set(out)):
        chosen = choose(groups.get(article_id, []))
        mine = {entry.field: entry for entry in decided.get(article_id, [])}  # the last decision on a field is the one that counts
        yield from (replace(row, used=row.used and row.field not in mine) for row in chosen if not _same(row, mine))
        yield from mine.values()


def _same(row: Metadata, mine: dict[MetadataField, Metadata]) -> bool:
    entry = mine.get(row.field)
    return entry is not None and row.rule == "person" and row.value == entry.value


def articles(query: Query, given: Sequence[Decision]) -> Iterator[Article]:
    """Story stage: the frozen texts with the metadata in use."""
    out = person.left_out(query, given)
    used: dict[str, dict[str, str]] = {}
    for article_id, field, value in query("SELECT article_id, field, value FROM metadata WHERE used"):
        used.setdefault(article_id, {})[field] = value
    for article_id, path, url, language, text, sha256 in query(
        "SELECT article_id, path, url, language, text, sha256 FROM found.article ORDER BY 1"
    ):
        if article_id in out:
            continue
        facts = used.get(article_id, {})
        published = interval(facts["published"]) if "published" in facts else None
        earliest, latest = published or (None, None)
        extent = cast("Extent", facts.get("extent", "unknown"))
        yield Article(
            article_id, path, facts.get("url", url), facts.get("outlet"), facts.get("title"), facts.get("byline"), earliest, latest, language, extent, text, sha256
        )  # fmt: skip


def captures(_query: Query, _given: Sequence[Decision]) -> str:
    """Story stage: every file that was read."""
    return "SELECT * FROM found.capture"


def outcomes(query: Query, given: Sequence[Decision]) -> Iterator[Outcome]:
    """Story stage: what became of every file and stage, and of what a person calls no article."""
    paths = dict(query("SELECT article_id, path FROM found.article"))
    for path, article_id, stage, version, status, rows, error, place in query(
        "SELECT path, article_id, stage, version, status, rows, error, place FROM found.outcome ORDER BY ALL"
    ):
        yield Outcome(paths.get(article_id, path), article_id, stage, version, status, rows, error, place)
    for article_id, decision in sorted(person.left_out(query, given).items()):
        yield Outcome(
            paths[article_id],
            article_id,
            "decision",
            "1",
            "skipped",
            0,
            f"not an article, a person decided{': ' + decision.note if decision.note else ''}",
        )
