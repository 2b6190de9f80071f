"""Which of the words that two articles both have are rare to a reader of the story."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import duckdb

from firsthand.model import Passage
from firsthand.view import words

if TYPE_CHECKING:
    from firsthand.view.sourcing_map import Edge

# A figure so short stands anywhere: `12`, `7th`.
SHORT_FIGURE = re.compile(r"\d{1,2}(?:st|nd|rd|th)?", re.IGNORECASE)
# A word that so much of the story's articles have, and so many of them, is the story's own.
MUCH, LEAST = 1 / 3, 3
ROLES = ("rare-source", "rare-target")
TEXTS = "SELECT article_id, text FROM article ORDER BY article_id"


def for_readers(con: duckdb.DuckDBPyConnection, edges: Iterable[Edge], works: Mapping[str, str]) -> Iterator[Edge]:
    """The edges, their rare words without short figures and without words that a third or more of the articles have.

    An edge of which nothing else could be shown keeps them all. `works`: one name for all versions of an article.
    """
    listed = list(edges)
    asked = {_form(one) for edge in listed for one in edge.evidence if one.role in ROLES}
    common = _common(con, asked, works) if asked else set()
    for edge in listed:
        sides = [[one for one in edge.evidence if one.role == role] for role in ROLES]
        kept = [pair for pair in zip(*sides, strict=False) if not any(_is_plain(one, common) for one in pair)]
        rest = tuple(one for one in edge.evidence if one.role not in ROLES)
        if len(kept) == len(sides[0]) or not (kept or rest or edge.passages):
            yield edge
        else:
            yield replace(edge, evidence=(*rest, *(one for pair in kept for one in pair)))


def _form(one: Passage) -> str:
    return words.POSSESSIVE.sub("", one.words).casefold()


def _is_plain(one: Passage, common: set[str]) -> bool:
    return SHORT_FIGURE.fullmatch(one.words) is not None or _form(one) in common


def _common(con: duckdb.DuckDBPyConnection, asked: set[str], works: Mapping[str, str]) -> set[str]:
    """Those of the forms that stand in a third or more of the articles."""
    by_work: dict[str, set[str]] = {}
    for article_id, text in con.execute(TEXTS).fetchall():
        if article_id in works:
            here = set(words.WORD.findall(text.casefold()))  # once a text, for a word at a time costs a large page dear
            owners = {words.POSSESSIVE.sub("", word) for word in here if "'" in word or "’" in word}
            by_work.setdefault(works[article_id], set()).update((here | owners) & asked)
    counts = words.document_frequencies(by_work.values())
    return {form for form, count in counts.items() if count >= max(LEAST, MUCH * len(by_work))}
