"""The named questions that one can ask of a story. Each takes a connection, and answers in an order that is always the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeVar, Unpack

import duckdb

from firsthand import tables
from firsthand.model import (
    Article,
    Attribution,
    Block,
    Capture,
    Credit,
    Decision,
    Furniture,
    Metadata,
    Outcome,
    Sentence,
    StoryInfo,
    Unread,
)
from firsthand.view import brief as briefly
from firsthand.view import corrected_names, entities, outlet_names, values, words
from firsthand.view import quotes as quoting
from firsthand.view import sourcing_map as sourcing
from firsthand.view import versions as found_at
from firsthand.view.answers import (
    ArticleView,
    Asked,
    Brief,
    Counted,
    Dated,
    Outlet,
    Overview,
    Pile,
    Place,
    Quote,
    Speaker,
    UnreadView,
    Version,
)

if TYPE_CHECKING:
    from firsthand.view.origins import Report

R = TypeVar("R")
Con = duckdb.DuckDBPyConnection

# An article of which only an interval is known was there by its end: it never goes before one that is known to be earlier.
WHEN = """CASE WHEN article.published_earliest::DATE = article.published_latest::DATE THEN article.published_earliest
    ELSE article.published_latest END"""
IN_ORDER = f"{WHEN} NULLS LAST, article.published_earliest NULLS LAST, article.path, article.article_id"
MARK_LETTERS = 4
# Words of an outlet's name that its mark leaves out.
UNMARKED = frozenset(("a", "an", "and", "at", "for", "in", "of", "on", "the"))
# Pages that list articles and are none.
LISTINGS = "SELECT article_id FROM metadata WHERE field = 'kind' AND used AND value = 'listing'"


def info(con: Con) -> StoryInfo:
    """Which Firsthand made the story, with which parts."""
    return _rows(con, StoryInfo, "SELECT * FROM story ORDER BY tool")[0]


def overview(con: Con) -> Overview:
    """How many articles, of which outlets, from when to when."""
    sql = f"""
        WITH version AS (SELECT id_a AS article_id FROM link WHERE kind = 'version-of' AND judgement = 'same'),
             listing AS ({LISTINGS})
        SELECT count(*) articles, count(*) FILTER (outlet IS NULL) no_outlet, count(*) FILTER (published_earliest IS NULL AND published_latest IS NULL) no_date,
               count(*) FILTER (coalesce(published_earliest, published_latest) IS NOT NULL AND published_earliest::DATE IS DISTINCT FROM published_latest::DATE) no_day,
               min(published_earliest) "first", max(published_latest) "last",
               (SELECT count(*) FROM attribution) findings,
               (SELECT count(DISTINCT coalesce(entity_id, speaker)) FROM attribution) speakers,
               (SELECT count(*) FROM unread WHERE kind = 'quotation') unread,
               (SELECT count(*) FROM unread WHERE kind = 'date') dates_unread,
               (SELECT count(*) FROM unread WHERE kind = 'number') numbers_unread,
               (SELECT count(*) FROM time_expression) dates,
               (SELECT count(*) FROM quantity) amounts,
               (SELECT count(*) FROM capture) files,
               (SELECT count(*) FROM outcome WHERE stage = 'read' AND status <> 'done') files_not_read,
               (SELECT count(*) FROM version) versions, (SELECT count(*) FROM listing) listings
        FROM article ANTI JOIN version USING (article_id) ANTI JOIN listing USING (article_id)"""
    row = tables.dicts(con.execute(sql))[0]
    return Overview(
        outlets=tuple(outlets(con)), articles=row["articles"], articles_without_outlet=row["no_outlet"],
        articles_without_date=row["no_date"], first=row["first"], last=row["last"], findings=row["findings"], speakers=row["speakers"],
        unread=row["unread"], files=row["files"], files_not_read=row["files_not_read"], versions=row["versions"],
        listings=row["listings"], dates=row["dates"], amounts=row["amounts"], articles_without_day=row["no_day"], dates_unread=row["dates_unread"],
        numbers_unread=row["numbers_unread"],
    )  # fmt: skip


def outlets(con: Con) -> list[Outlet]:
    """The outlets in the order in which they first published, each with a mark that no other has."""
    sql = f"""
        SELECT coalesce('o:' || outlet, 'a:' || article_id) "key", any_value(outlet) "name",
            count(*) FILTER (article_id NOT IN (SELECT id_a FROM link WHERE kind = 'version-of' AND judgement = 'same')) articles
        FROM article GROUP BY ALL
        ORDER BY any_value(outlet) IS NULL, min({WHEN}) NULLS LAST, min(article.path), "key"
    """
    rows, taken, found = tables.dicts(con.execute(sql)), set[str](), list[Outlet]()
    for number, row in enumerate(rows):
        mark = short_mark(row["name"], taken)
        taken.add(mark)
        found.append(Outlet(row["key"], row["name"], mark, number, row["articles"]))
    return found


def articles(con: Con, *, sentences_of: Iterable[str] | None = None) -> list[ArticleView]:
    """Every article in the order of publication, its other versions after it, with what is known about it and how it is known.

    `sentences_of`: the articles whose sentences are wanted, by article_id; by default all.
    """
    listed = found_at.works(con).grouped(_rows(con, Article, f"SELECT * FROM article ORDER BY {IN_ORDER}"), lambda row: row.article_id)
    by_key = {outlet.key: outlet for outlet in outlets(con)}
    captures, metadata = _by_article(con, Capture, "path"), _by_article(con, Metadata, "field, used DESC, rule, value, span.start")
    furniture, blocks = _by_article(con, Furniture, "span.start, span.end, kind"), _by_article(con, Block, "span.start")
    sentences = _by_article(con, Sentence, "span.start", sentences_of)
    counts = {
        "findings": _counts(con, "attribution"), "dates": _counts(con, "time_expression"), "amounts": _counts(con, "quantity"),
        "unread": _counts(con, "unread WHERE kind = 'quotation'"), "dates_unread": _counts(con, "unread WHERE kind = 'date'"),
        "numbers_unread": _counts(con, "unread WHERE kind = 'number'"),
    }  # fmt: skip
    return [
        ArticleView(
            number=number, article=article, outlet=by_key[_outlet_key(article)], captures=captures.get(article.article_id, ()),
            metadata=metadata.get(article.article_id, ()), furniture=furniture.get(article.article_id, ()),
            blocks=blocks.get(article.article_id, ()), sentences=sentences.get(article.article_id, ()),
            **{name: counted.get(article.article_id, 0) for name, counted in counts.items()},
        )
        for number, article in enumerate(listed, 1)
    ]  # fmt: skip


def speakers(con: Con, listed: Iterable[Quote]) -> list[Speaker]:
    """The quotes by speaker, those in most articles first, those without a name after them; who is one speaker, and who may be."""
    return corrected_names.corrected(con, quoting.by_speaker(listed, entities.known(con)), _places(con))


def who(listed: Iterable[Speaker], **asked: Unpack[Asked]) -> list[Speaker]:
    """Who said what, of the speakers `listed`, with what was asked for."""
    found = []
    speaker = asked.get("speaker")
    name = None if speaker is None else words.without_accents(speaker)
    for one in listed:
        if name is not None and not any(name in words.without_accents(other) for other in quoting.names(one)):
            continue
        kept = tuple(quote for quote in one.quotes if _is_asked(quote, one, asked))
        if kept:
            found.append(one if len(kept) == len(one.quotes) else replace(one, quotes=kept))
    return found


def _is_asked(quote: Quote, speaker: Speaker, asked: Asked) -> bool:
    row = quote.finding
    values = {"source_class": row.source_class or speaker.source_class, "form": row.form, "sort": row.sort}
    return _stands_in(quote.place, asked.get("outlet"), asked.get("article")) and all(
        asked.get(name) in (None, value) for name, value in values.items()
    )


def quotes(con: Con) -> list[Quote]:
    """Every attribution in the order of articles and text, each with the similar quotes of other articles; what several versions have, once."""
    places = _places(con)
    rows = _rows(con, Attribution, "SELECT attribution.* FROM attribution JOIN article USING (article_id)")
    marked = _quoted_spans(con)
    texts = dict(con.execute("SELECT article_id, text FROM article ORDER BY article_id").fetchall())
    listed = [quoting.quote_of(row, places[row.article_id], texts[row.article_id], marked.get(row.article_id, [])) for row in rows]
    listed.sort(key=lambda quote: (quote.place.number, quoting.first_place(quote.finding), quote.finding.finding_id))
    return quoting.with_similar(found_at.once(quoting.with_hops(listed), found_at.works(con), places, texts), texts.values())


def versions(con: Con) -> list[Version]:
    """Texts of one address: which give way to which, and which may be another article's."""
    return found_at.versions(found_at.works(con), _places(con))


def pile(con: Con) -> Pile:
    """Which articles have next to nothing in common with the rest, and into which groups the others fall."""
    return found_at.pile(con, found_at.works(con), _places(con))


def unread(con: Con, *, article: str | None = None) -> list[UnreadView]:
    """What looks like evidence and is used by no row, with the reason."""
    places = _places(con)
    rows = _rows(con, Unread, "SELECT * FROM unread ORDER BY article_id, span.start, span.end, kind")
    listed = [UnreadView(row, places[row.article_id]) for row in rows if row.article_id in places]
    listed.sort(key=lambda view: view.place.number)
    return [view for view in listed if _stands_in(view.place, None, article)]


def timeline(con: Con, *, outlet: str | None = None, article: str | None = None) -> list[Dated]:
    """The dates and times that the articles name, in order of the days that they stand for; those that stand for none come last, as the articles have them."""
    places = {name: place for name, place in _places(con).items() if _stands_in(place, outlet, article)}
    return values.in_order_of_time(values.dated(con, places))


def quantities(con: Con, *, outlet: str | None = None, article: str | None = None) -> list[Counted]:
    """The numbers that count or measure, in the order of articles and text."""
    return values.counted(con, {name: place for name, place in _places(con).items() if _stands_in(place, outlet, article)})


def sourcing_map(con: Con) -> sourcing.SourcingMap:
    """Who had what from whom, with the words."""
    return sourcing.sourcing_map(con, _places(con), found_at.works(con))


def origins(
    listed: Sequence[Report], found: sourcing.SourcingMap, *, outlet: str | None = None, article: str | None = None
) -> tuple[Report, ...]:
    """Of the reports `listed`, those that were asked for, by any version of their articles."""
    places = [node.place for node in found.nodes if node.place is not None]
    works = {place.work for place in places if _stands_in(place, outlet, article)}
    return tuple(one for one in listed if one.place.work in works)


def part_of_map(found: sourcing.SourcingMap, listed: Iterable[Report]) -> sourcing.SourcingMap:
    """The map of some reports: what they have from others, and others from them."""
    works = {one.place.work for one in listed}
    own = {node.key for node in found.nodes if node.place is not None and node.place.work in works}
    edges = tuple(edge for edge in found.edges if edge.source in own or edge.target in own)
    circles = tuple(circle for circle in found.circles if own.intersection(circle))
    keys = own.union(*circles, (key for edge in edges for key in (edge.source, edge.target, edge.through) if key))
    return sourcing.SourcingMap(
        tuple(node for node in found.nodes if node.key in keys),
        edges,
        tuple(one for one in found.nowhere if one.article_id in own),
        tuple(one for one in found.own if one.article_id in own),
        circles,
        tuple(some for some in found.copies if own.intersection(some)),
        tuple(text for text in found.agencies if own.intersection(text.articles)),
    )


def credited(con: Con) -> list[tuple[Credit, Place]]:
    """Every credit in the order of articles and text."""
    places = _places(con)
    rows = _rows(con, Credit, "SELECT * FROM credit ORDER BY article_id, span, finding_id")
    return sorted(((row, places[row.article_id]) for row in rows if row.article_id in places), key=lambda one: one[1].number)


def outcomes(con: Con) -> list[Outcome]:
    """Files that could not be read, stages that failed or were skipped on an article, and those whose rows lack something (`done`, with an `error`)."""
    return _rows(
        con,
        Outcome,
        "SELECT * FROM outcome WHERE status <> 'done' OR error IS NOT NULL ORDER BY stage <> 'read', path, article_id NULLS FIRST, stage",
    )


def decisions(con: Con) -> list[Decision]:
    """What a person decided, in their order, with what came of it."""
    return _rows(con, Decision, "SELECT * FROM decision ORDER BY position, kind")


def brief(con: Con, listed: Sequence[Speaker]) -> Brief:
    """What the story is about and the lines that matter most, in the texts' own words.

    Words that stand in the texts of several outlets make a title or a quote central; rare ones among them weigh more. A quote that
    several outlets carry comes first; each speaker gets one line before anyone gets a second.
    """
    texts = con.execute(
        f"SELECT coalesce('o:' || outlet, 'a:' || article_id), article_id, text FROM article ORDER BY {IN_ORDER}"
    ).fetchall()
    by_outlet: dict[str, set[str]] = {}
    for key, _, text in texts:
        by_outlet.setdefault(key, set()).update(words.words_in(text))
    frequencies = words.document_frequencies(by_outlet.values())
    listings = {row[0] for row in con.execute(LISTINGS).fetchall()}
    titled = briefly.central((place for place in _places(con).values() if place.article_id not in listings), frequencies)
    return Brief(
        title=titled.title if titled else None,
        titled_by=titled,
        overview=overview(con),
        lines=tuple(briefly.lines(listed, frequencies, len(by_outlet))),
    )


def short_mark(name: str | None, taken: set[str]) -> str:
    """Two to four letters for an outlet, unlike those in `taken`: `LPA` for Lantern Press Agency, `KNN` for KNN News; `T1` where there is no name."""
    if name is None:
        return next(mark for n in range(1, len(taken) + 2) if (mark := f"T{n}") not in taken)
    name = _site(outlet_names.shown(name))
    listed: list[str] = [word for word in words.WORD.findall(name) if word.casefold() not in UNMARKED] or words.WORD.findall(name) or ["T"]
    tries = [listed[0]] if listed[0].isupper() and 1 < len(listed[0]) <= MARK_LETTERS else []
    tries += ["".join(word[0] for word in listed).upper()[:MARK_LETTERS]] if len(listed) > 1 else []
    tries += [(listed[0][:n]).capitalize() if not listed[0].isupper() else listed[0][:n] for n in (2, 3, 4)]
    tries += [f"{tries[0]}{listed[-1][n : n + 1]}" for n in range(1, len(listed[-1]))]
    tries += [f"{tries[0]}{n}" for n in range(2, len(taken) + 3)]
    return next(mark for mark in tries if mark not in taken)


def _site(name: str) -> str:
    """The part of a domain that tells, without a leading `the`: `quay` of `www.thequay.co.uk`; other names as they are."""
    labels = name.split(".")
    if len(labels) < 2 or " " in name or not all(labels):
        return name
    public = 2 if len(labels) > 2 and labels[-2] in ("co", "com", "org", "net", "gov", "ac", "edu") else 1
    site = labels[-public - 1]
    return site[3:] if site.casefold().startswith("the") and len(site) > 5 else site


def _rows(con: Con, row_type: type[R], sql: str) -> list[R]:
    return tables.from_cursor(row_type, con.execute(sql))


def _by_article(con: Con, row_type: type[R], order: str, only: Iterable[str] | None = None) -> dict[str, tuple[R, ...]]:
    name, where = row_type.TABLE, "" if only is None else "WHERE list_contains(?, article_id)"  # type: ignore[attr-defined]
    cursor = con.execute(f"SELECT * FROM {name} {where} ORDER BY article_id, {order}", [] if only is None else [list(only)])
    rows: list[Any] = tables.from_cursor(row_type, cursor)
    return {key: tuple(group) for key, group in groupby(rows, key=lambda row: str(row.article_id))}


def _counts(con: Con, table: str) -> dict[str, int]:
    return dict(con.execute(f"SELECT article_id, count(*) FROM {table} GROUP BY 1").fetchall())


def _outlet_key(article: Article) -> str:
    return f"o:{article.outlet}" if article.outlet is not None else f"a:{article.article_id}"


def _places(con: Con) -> dict[str, Place]:
    by_key = {outlet.key: outlet for outlet in outlets(con)}
    sql = f"""
        SELECT article_id, path, title, coalesce('o:' || outlet, 'a:' || article_id) "key", url, published_earliest, published_latest
        FROM article ORDER BY {IN_ORDER}"""
    of = found_at.works(con)
    rows = of.grouped(con.execute(sql).fetchall(), lambda row: str(row[0]))
    return {
        article_id: Place(number, article_id, path, title, by_key[key], url, earliest, latest, of.behind(article_id))
        for number, (article_id, path, title, key, url, earliest, latest) in enumerate(rows, 1)
    }


def _stands_in(place: Place, outlet: str | None, article: str | None) -> bool:
    name = place.outlet.name or ""
    names = (name.casefold(), outlet_names.shown(name).casefold())
    if outlet is not None and not any(outlet.casefold() in one for one in names) and outlet != place.outlet.mark:
        return False
    return article is None or article in (place.article_id, place.path) or article.casefold() in (place.title or "").casefold()


def _quoted_spans(con: Con) -> dict[str, list[tuple[int, int]]]:
    sql = 'SELECT article_id, c."start", c."end" FROM (SELECT article_id, unnest(content_spans) c FROM quotation) ORDER BY ALL'
    found: dict[str, list[tuple[int, int]]] = {}
    for article_id, start, end in con.execute(sql).fetchall():
        found.setdefault(article_id, []).append((start, end))
    return found
