"""Versions of one article, which count as one; and which articles have next to nothing in common with the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import duckdb

from firsthand import tables
from firsthand.model import Link, Neighbour, normalised
from firsthand.view.answers import Gone, Group, Pile, Place, Quote, Version

R = TypeVar("R")

SAME = "SELECT * FROM link WHERE kind = 'version-of' ORDER BY id_a, id_b"


@dataclass(frozen=True, slots=True)
class Works:
    """Which articles are versions of one. `follows`: article -> the link to the one that it gives way to; `unsure`: links that join nothing."""

    follows: Mapping[str, Link]
    unsure: tuple[Link, ...]

    def standing(self, article_id: str) -> str:
        """The version that stands for the article."""
        return self._path(article_id)[-1]

    def behind(self, article_id: str) -> str | None:
        """The same where it is another text, else None."""
        return self.standing(article_id) if article_id in self.follows else None

    def depth(self, article_id: str) -> int:
        """How many versions stand between the article and the one that stands for it, that one counted; 0 for itself."""
        return len(self._path(article_id)) - 1

    def _path(self, article_id: str) -> list[str]:
        path = [article_id]
        while path[-1] in self.follows:
            path.append(self.follows[path[-1]].id_b)
        return path

    def grouped(self, rows: Sequence[R], article_id: Callable[[R], str]) -> list[R]:
        """The same rows, each article followed by its other versions."""
        if not self.follows:
            return list(rows)
        place = {article_id(row): number for number, row in enumerate(rows)}

        def key(row: R) -> tuple[int, int, int]:
            name = article_id(row)
            return place.get(self.standing(name), place[name]), self.depth(name), place[name]

        return sorted(rows, key=key)


def works(con: duckdb.DuckDBPyConnection) -> Works:
    links = tables.from_cursor(Link, con.execute(SAME))
    return Works(
        {link.id_a: link for link in links if link.judgement == "same"}, tuple(link for link in links if link.judgement == "unsure")
    )


def versions(of: Works, places: Mapping[str, Place]) -> list[Version]:
    """Every text that gives way to another, in the order of articles; then those of one address that may be another article's."""
    listed = [
        Version(places[link.id_a], places[link.id_b], places[of.standing(link.id_a)], link)
        for link in (*of.follows.values(), *of.unsure)
        if link.id_a in places and link.id_b in places
    ]
    return sorted(listed, key=lambda one: (one.link.judgement != "same", one.place.number, one.following.number))


def once(listed: Sequence[Quote], of: Works, places: Mapping[str, Place], texts: Mapping[str, str]) -> list[Quote]:
    """Quotes of which several versions of an article have the same once, by the latest that has it, with the others in `versions`.

    A quote is the same by its words and by who says it. One that the next version does not have is told to be `gone`.
    """
    if not of.follows:
        return list(listed)
    found: dict[tuple[object, ...], list[Quote]] = {}
    seen: Counter[tuple[object, ...]] = Counter()
    for quote in listed:
        here = (quote.place.article_id, _same(quote))
        seen[here] += 1  # what one text has twice is twice in the other, too
        found.setdefault((of.standing(quote.place.article_id), _same(quote), seen[here]), []).append(quote)
    folded = [_latest(quotes, of, places, texts) for quotes in found.values()]
    kept = {quote.finding.finding_id: quote for quote in folded}
    return [kept[quote.finding.finding_id] for quote in listed if quote.finding.finding_id in kept]


def _same(quote: Quote) -> tuple[str, str, str]:
    return normalised(quote.spoken), normalised(quote.finding.speaker or quote.source or quote.described or ""), quote.finding.sort


def _latest(quotes: Sequence[Quote], of: Works, places: Mapping[str, Place], texts: Mapping[str, str]) -> Quote:
    ordered = sorted(quotes, key=lambda quote: (of.depth(quote.place.article_id), quote.place.number))
    first = ordered[0]
    link = of.follows.get(first.place.article_id)
    return replace(first, versions=tuple(ordered[1:]), gone=_gone(first, link, places, texts) if link else None)


def _gone(quote: Quote, link: Link, places: Mapping[str, Place], texts: Mapping[str, str]) -> Gone:
    text = normalised(texts.get(link.id_b, ""))
    stands = all(normalised(piece.words) in text for piece in quote.pieces)
    return Gone(places[link.id_b], link.type or "", stands)


# --- the pile ---------------------------------------------------------------------------------------------------------------------------


def pile(con: duckdb.DuckDBPyConnection, of: Works, places: Mapping[str, Place]) -> Pile:
    """The articles by what they have in common: those that have next to nothing with the rest, and groups. Versions count once."""
    rows = [
        row for row in tables.from_cursor(Neighbour, con.execute("SELECT * FROM neighbour ORDER BY article_id")) if row.article_id in places
    ]
    standing = [row for row in rows if row.article_id not in of.follows]
    members: dict[int, list[Place]] = {}
    for row in standing:
        if row.part is not None:
            members.setdefault(row.part, []).append(places[row.article_id])
    return Pile(
        articles=len(standing),
        alone=_in_order(places[row.article_id] for row in standing if row.alone),
        groups=tuple(Group(number, _in_order(found)) for number, found in sorted(members.items())),
        not_told=sum(row.alone is None for row in standing),
    )


def _in_order(found: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(sorted(found, key=lambda place: place.number))


# --- for the page ---------------------------------------------------------------------------------------------------------------------------


def with_versions(listed: Iterable[Quote]) -> list[Quote]:
    """Each quote, and the same quote of other versions after it."""
    return [one for quote in listed for one in (quote, *quote.versions)]


def given_way(found: Iterable[Version]) -> set[str]:
    """Articles for which another version stands."""
    return {one.place.article_id for one in found if one.link.judgement == "same"}


def comparisons(listed: Iterable[Quote], found: Iterable[Version]) -> dict[str, tuple[str, str]]:
    """For texts that give way to another, by article_id: two quotes to see side by side, first one that was changed."""
    pairs = {(one.place.article_id, one.following.article_id) for one in found}
    changed: dict[str, tuple[str, str]] = {}
    same: dict[str, tuple[str, str]] = {}
    for quote in listed:
        here = quote.place.article_id
        for other in quote.similar:
            if (here, other.place.article_id) in pairs:
                changed.setdefault(here, (quote.finding.finding_id, other.finding_id))
        for one in quote.versions:
            if (one.place.article_id, here) in pairs:
                same.setdefault(one.place.article_id, (one.finding.finding_id, quote.finding.finding_id))
    return {**same, **changed}
