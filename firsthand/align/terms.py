"""What a text is about: its names and telling words, each with a weight.

The weight of a term is 1 + log of its count (Salton and Buckley 1988, sublinear term frequency), twice that for a name. In how many other articles a
term stands does not count: in a pile of one story it is the story's own words that all have. So what an article's terms are does not depend on the pile.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import sqrt

from firsthand.align.query import Query

# Of a longer list the lighter terms are left out: they are words that stand there once.
MOST = 64
TEXTS_AT_ONCE = 500
# Weights of one article are scaled so that their squares sum to this, squared.
SCALE = 30_000

# A token comes with what ends a sentence before it: a capital letter there is no sign of a name. Title and text without furniture.
TERMS = r"""
    WITH body AS (
        SELECT a.article_id, '. ' || coalesce(a.title, '') || '. ' || coalesce(string_agg(b.words, '. ' ORDER BY b.span), '') AS words
        -- the ranges let DuckDB pass over what stands elsewhere: else each part would read the whole pile
        FROM article a LEFT JOIN found.block b ON b.article_id = a.article_id AND b.article_id BETWEEN $4 AND $5
        AND b.main IS DISTINCT FROM FALSE AND NOT EXISTS (
            SELECT 1 FROM furniture f
            WHERE f.article_id BETWEEN $4 AND $5 AND f.article_id = b.article_id AND f.span."start" <= b.span."start" AND b.span."end" <= f.span."end"
        )
        WHERE a.article_id BETWEEN $4 AND $5 AND a.article_id IN (SELECT unnest($1)) GROUP BY a.article_id, a.title
    ), token AS (
        SELECT article_id, unnest(regexp_extract_all(words, '(?:[^\p{L}\p{N}\s,;]\s*)?\p{L}[\p{L}\p{N}]*(?:[.’''][\p{L}\p{N}]+)*')) AS seen FROM body
    ), counted AS (
        SELECT article_id, seen, count(*) AS n FROM token GROUP BY ALL
    ), word AS (
        SELECT article_id, n, regexp_matches(seen, '^\p{L}') AS within, regexp_extract(seen, '\p{L}.*$') AS word FROM counted
    ), listed AS ( -- US is a country and us is not
        SELECT article_id, n, within AND lower(word[1]) <> word[1] AS named,
            CASE WHEN length(word) > 1 AND word = upper(word) THEN word ELSE replace(lower(word), '’', '''') END AS word
        FROM word
    ), telling AS (
        SELECT article_id, n, named, regexp_replace(lower(word), '[’'']s?$', '') AS plain
        FROM listed ANTI JOIN (SELECT unnest($2) AS common) ON common = word
    ), term AS ( -- one term for harbour, harbours and harbour's
        SELECT article_id, n, named, CASE
            WHEN length(plain) >= 7 AND suffix(plain, 'ing') THEN plain[:-4]
            WHEN length(plain) >= 6 AND (suffix(plain, 'ed') OR suffix(plain, 'es')) THEN plain[:-3]
            WHEN length(plain) >= 5 AND suffix(plain, 's') THEN plain[:-2]
            ELSE plain END AS term
        FROM telling WHERE length(plain) > 1
    ), weighed AS (
        SELECT article_id, term,
            round(1000 * (1 + ln(sum(n))) * CASE WHEN 2 * coalesce(sum(n) FILTER (named), 0) >= sum(n) THEN 2 ELSE 1 END)::INTEGER AS weight
        FROM term GROUP BY ALL
    ) -- weight and term in one number, of which the greatest are found fast
    SELECT article_id, max(weight * 4294967296::BIGINT + (hash(term) % 4294967296)::BIGINT, $3) FROM weighed GROUP BY ALL ORDER BY article_id
"""


@dataclass(frozen=True, slots=True)
class Terms:
    """One article's terms, heaviest first: `names` are hashes of the terms, `weights` as integers, so that sums are exact."""

    article_id: str
    names: array[int]
    weights: array[int]


def terms(query: Query, article_ids: Sequence[str], language: str) -> Iterator[Terms]:
    """The terms of these articles, in parts, so that few texts are in memory; under 700 bytes an article stay."""
    for start in range(0, len(article_ids), TEXTS_AT_ONCE):
        part = list(article_ids[start : start + TEXTS_AT_ONCE])
        for article_id, heaviest in query(TERMS, [part, sorted(common_words(language)), MOST, min(part), max(part)]):
            weights = [both >> 32 for both in heaviest]
            length = sqrt(sum(weight * weight for weight in weights))
            names = array("I", (both & 0xFFFFFFFF for both in heaviest))
            yield Terms(article_id, names, array("H", (round(SCALE * weight / length) for weight in weights)))


def languages() -> list[str]:
    """Languages whose common words are known; in others function words would make all texts alike."""
    names = (file.name for file in resources.files("firsthand.align").joinpath("data").iterdir())
    return sorted(match[1] for name in names if (match := re.fullmatch(r"common\.([a-z]{2,3})\.txt", name)))


@cache
def common_words(language: str) -> frozenset[str]:
    """Words that say nothing of what a text is about; in capitals: what stands so in the text."""
    text = resources.files("firsthand.align").joinpath("data", f"common.{language}.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
