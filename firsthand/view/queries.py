"""The named questions that one can ask of a story. Each takes a connection, and answers in an order that is always the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import sqrt
from typing import Any, TypeVar

import duckdb

from firsthand import tables
from firsthand.model import (
    Article,
    Attribution,
    Block,
    Capture,
    Decision,
    Furniture,
    Metadata,
    Outcome,
    Sentence,
    StoryInfo,
    Unread,
)  # fmt: skip
from firsthand.view import words

__all__ = ["Decision", "Outcome", "StoryInfo"]

R = TypeVar("R")
Con = duckdb.DuckDBPyConnection

IN_ORDER = "article.published_earliest NULLS LAST, article.path, article.article_id"
NAMELESS = ("anonymous", "role")
BRIEF_LEAST, BRIEF_MOST = 5, 8
BRIEF_WORDS = (6, 60)
MARK_LETTERS = 4


# --- what is answered --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who published; where that is not known, the one text stands for itself."""

    key: str
    name: str | None
    mark: str
    number: int
    articles: int = 0


@dataclass(frozen=True, slots=True)
class Overview:
    """The story in figures."""

    outlets: tuple[Outlet, ...]
    articles: int
    articles_without_outlet: int
    articles_without_date: int
    first: dt.datetime | None
    last: dt.datetime | None
    findings: int
    speakers: int
    unread: int
    files: int
    files_not_read: int


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article with everything that is known about it; `number` counts from 1 in the order of publication."""

    number: int
    article: Article
    outlet: Outlet
    captures: tuple[Capture, ...]
    metadata: tuple[Metadata, ...]
    furniture: tuple[Furniture, ...]
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    findings: int
    unread: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands: its article, as far as a row needs it."""

    number: int
    article_id: str
    path: str
    title: str | None
    outlet: Outlet
    url: str | None
    earliest: dt.datetime | None
    latest: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Similar:
    """A quote in another article with similar words. Nothing says that it is the same quote."""

    finding_id: str
    place: Place


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of what is said; `quoted` where it stands between quotation marks."""

    start: int
    end: int
    words: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Quote:
    """An attribution with its words, by role, and where it stands."""

    finding: Attribution
    place: Place
    pieces: tuple[Piece, ...]
    cue: str | None
    source: str | None
    described: str | None
    why_not_named: str | None
    to: str | None
    occasion: str | None
    condition: str | None
    similar: tuple[Similar, ...] = ()

    @property
    def content(self) -> tuple[str, ...]:
        return tuple(piece.words for piece in self.pieces)

    @property
    def spoken(self) -> str:
        return " … ".join(self.content)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says something, with all that they say. Where they have no name, they are one article's, and `name` is how it puts them."""

    key: str
    name: str | None
    named: bool
    source_class: str | None
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class UnreadView:
    unread: Unread
    place: Place


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the brief: one quote, and every article that has it or something like it. The speaker comes without the other quotes."""

    quote: Quote
    speaker: Speaker
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """What the story is about, in the texts' own words."""

    title: str | None
    titled_by: Place | None
    overview: Overview
    lines: tuple[Line, ...] = ()


# --- the questions -------------------------------------------------------------------------------------------------------------------


def info(con: Con) -> StoryInfo:
    """Which Firsthand made the story, with which parts."""
    return _rows(con, StoryInfo, "SELECT * FROM story ORDER BY tool")[0]


def overview(con: Con) -> Overview:
    """How many articles, of which outlets, from when to when."""
    sql = """
        SELECT count(*) articles, count(*) FILTER (outlet IS NULL) no_outlet, count(*) FILTER (published_earliest IS NULL) no_date,
               min(published_earliest) "first", max(published_latest) "last",
               (SELECT count(*) FROM attribution) findings,
               (SELECT count(DISTINCT speaker) FROM attribution) speakers,
               (SELECT count(*) FROM unread) unread,
               (SELECT count(*) FROM capture) files,
               (SELECT count(*) FROM outcome WHERE stage = 'read' AND status <> 'done') files_not_read
        FROM article"""
    row = _dicts(con, sql)[0]
    return Overview(
        outlets=tuple(outlets(con)), articles=row["articles"], articles_without_outlet=row["no_outlet"],
        articles_without_date=row["no_date"], first=row["first"], last=row["last"], findings=row["findings"], speakers=row["speakers"],
        unread=row["unread"], files=row["files"], files_not_read=row["files_not_read"],
    )  # fmt: skip


def outlets(con: Con) -> list[Outlet]:
    """The outlets in the order in which they first published, each with a mark that no other has."""
    sql = """
        SELECT coalesce('o:' || outlet, 'a:' || article_id) "key", any_value(outlet) "name", count(*) articles
        FROM article GROUP BY ALL
        ORDER BY any_value(outlet) IS NULL, min(article.published_earliest) NULLS LAST, min(article.path), "key"
    """
    rows, taken, found = _dicts(con, sql), set[str](), list[Outlet]()
    for number, row in enumerate(rows):
        mark = short_mark(row["name"], taken)
        taken.add(mark)
        found.append(Outlet(row["key"], row["name"], mark, number, row["articles"]))
    return found


def articles(con: Con) -> list[ArticleView]:
    """Every article in the order of publication, with what is known about it and how it is known."""
    listed = _rows(con, Article, f"SELECT * FROM article ORDER BY {IN_ORDER}")
    by_key = {outlet.key: outlet for outlet in outlets(con)}
    captures, metadata = _by_article(con, Capture, "path"), _by_article(con, Metadata, "field, used DESC, rule, value, span.start")
    furniture, blocks = _by_article(con, Furniture, "span.start, span.end, kind"), _by_article(con, Block, "span.start")
    sentences = _by_article(con, Sentence, "span.start")
    findings, unused = _counts(con, "attribution"), _counts(con, "unread")
    return [
        ArticleView(
            number=number, article=article, outlet=by_key[_outlet_key(article)], captures=captures.get(article.article_id, ()),
            metadata=metadata.get(article.article_id, ()), furniture=furniture.get(article.article_id, ()),
            blocks=blocks.get(article.article_id, ()), sentences=sentences.get(article.article_id, ()),
            findings=findings.get(article.article_id, 0), unread=unused.get(article.article_id, 0),
        )
        for number, article in enumerate(listed, 1)
    ]  # fmt: skip


def who(
    con: Con, *, speaker: str | None = None, source_class: str | None = None, outlet: str | None = None, article: str | None = None
) -> list[Speaker]:
    """Who said what, by speaker: those in most articles first, those without a name after them.

    `speaker` and `outlet` are parts of a name, in any case; `article` is an article_id, a path or a part of a title.
    """
    found = []
    for one in _speakers(quotes(con)):
        if speaker is not None and (one.name is None or speaker.casefold() not in one.name.casefold()):
            continue
        if source_class is not None and one.source_class != source_class:
            continue
        kept = tuple(q for q in one.quotes if _stands_in(q.place, outlet, article))
        if kept:
            found.append(Speaker(one.key, one.name, one.named, one.source_class, kept))
    return found


def quotes(con: Con) -> list[Quote]:
    """Every attribution in the order of articles and text, each with the similar quotes of other articles."""
    places = _places(con)
    rows = _rows(con, Attribution, "SELECT * FROM attribution")
    marked = _quoted_spans(con)
    listed = [_quote(row, places[row.article_id], marked.get(row.article_id, [])) for row in rows if row.article_id in places]
    listed.sort(key=lambda quote: (quote.place.number, _first(quote.finding), quote.finding.finding_id))
    return _with_similar(con, listed)


def unread(con: Con, *, article: str | None = None) -> list[UnreadView]:
    """What looks like evidence and is used by no row, with the reason."""
    places = _places(con)
    rows = _rows(con, Unread, "SELECT * FROM unread ORDER BY article_id, span.start, span.end, kind")
    listed = [UnreadView(row, places[row.article_id]) for row in rows if row.article_id in places]
    listed.sort(key=lambda view: view.place.number)
    return [view for view in listed if _stands_in(view.place, None, article)]


def outcomes(con: Con) -> list[Outcome]:
    """Files that could not be read, and stages that failed or were skipped on an article."""
    return _rows(con, Outcome, "SELECT * FROM outcome WHERE status <> 'done' ORDER BY stage <> 'read', path, article_id NULLS FIRST, stage")


def decisions(con: Con) -> list[Decision]:
    """What a person decided, in their order, with what came of it."""
    return _rows(con, Decision, "SELECT * FROM decision ORDER BY position, kind")


def brief(con: Con) -> Brief:
    """What the story is about and the lines that matter most, in the texts' own words.

    Words that stand in the texts of several outlets make a title or a quote central; rare ones among them weigh more. A quote that
    several outlets carry comes first; each speaker gets one line before anyone gets a second.
    """
    texts = con.execute(
        f"SELECT coalesce('o:' || outlet, 'a:' || article_id), article_id, text FROM article ORDER BY {IN_ORDER}"
    ).fetchall()
    by_outlet: dict[str, set[str]] = {}
    for key, _, text in texts:
        by_outlet.setdefault(key, set()).update(words.telling_words(text))
    frequencies = words.document_frequencies(by_outlet.values())
    titled = _central(_places(con).values(), frequencies)
    speakers = _speakers(quotes(con))
    return Brief(
        title=titled.title if titled else None,
        titled_by=titled,
        overview=overview(con),
        lines=tuple(_lines(speakers, frequencies, len(by_outlet))),
    )


# --- marks ---------------------------------------------------------------------------------------------------------------------------


def short_mark(name: str | None, taken: set[str]) -> str:
    """Two to four letters for an outlet, unlike those in `taken`: `LPA` for Lantern Press Agency; `T1` where there is no name."""
    if name is None:
        return next(mark for n in range(1, len(taken) + 2) if (mark := f"T{n}") not in taken)
    listed = [word for word in words.WORD.findall(name) if word.casefold() not in words.SMALL] or words.WORD.findall(name) or ["T"]
    tries = ["".join(word[0] for word in listed).upper()[:MARK_LETTERS]] if len(listed) > 1 else []
    tries += [(listed[0][:n]).capitalize() if not listed[0].isupper() else listed[0][:n] for n in (2, 3, 4)]
    tries += [f"{tries[0]}{listed[-1][n : n + 1]}" for n in range(1, len(listed[-1]))]
    tries += [f"{tries[0]}{n}" for n in range(2, len(taken) + 3)]
    return next(mark for mark in tries if mark not in taken)


# --- how it is found ---------------------------------------------------------------------------------------------------------------------


def _rows(con: Con, row_type: type[R], sql: str) -> list[R]:
    return tables.from_cursor(row_type, con.execute(sql))


def _dicts(con: Con, sql: str) -> list[dict[str, Any]]:
    found = con.execute(sql)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _by_article(con: Con, row_type: type[R], order: str) -> dict[str, tuple[R, ...]]:
    name = row_type.TABLE  # type: ignore[attr-defined]
    rows: list[Any] = _rows(con, row_type, f"SELECT * FROM {name} ORDER BY article_id, {order}")
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
    rows = con.execute(sql).fetchall()
    return {
        article_id: Place(number, article_id, path, title, by_key[key], url, earliest, latest)
        for number, (article_id, path, title, key, url, earliest, latest) in enumerate(rows, 1)
    }


def _stands_in(place: Place, outlet: str | None, article: str | None) -> bool:
    if outlet is not None and outlet.casefold() not in (place.outlet.name or "").casefold() and outlet != place.outlet.mark:
        return False
    return article is None or article in (place.article_id, place.path) or article.casefold() in (place.title or "").casefold()


def _first(row: Attribution) -> int:
    return min((piece.start for piece in row.evidence), default=0)


def _quoted_spans(con: Con) -> dict[str, list[tuple[int, int]]]:
    sql = 'SELECT article_id, c."start", c."end" FROM (SELECT article_id, unnest(content_spans) c FROM quotation) ORDER BY ALL'
    found: dict[str, list[tuple[int, int]]] = {}
    for article_id, start, end in con.execute(sql).fetchall():
        found.setdefault(article_id, []).append((start, end))
    return found


def _quote(row: Attribution, place: Place, marked: Sequence[tuple[int, int]]) -> Quote:
    said: dict[str, list[str]] = {}
    for piece in sorted(row.evidence, key=lambda piece: (piece.start, piece.end)):
        said.setdefault(piece.role, []).append(piece.words)
    content = sorted({(piece.start, piece.end, piece.words) for piece in row.evidence if piece.role == "content"})

    def quoted(start: int, end: int) -> bool:
        return row.form == "direct" or any(left <= start and end <= right for left, right in marked)

    def joined(role: str) -> str | None:
        return " … ".join(said[role]) if role in said else None

    return Quote(
        finding=row, place=place, pieces=tuple(Piece(*piece, quoted(*piece[:2])) for piece in content), cue=joined("cue"), source=joined("source"),
        described=joined("descriptor"), why_not_named=joined("anonymity"), to=joined("addressee"), occasion=joined("occasion"),
        condition=joined("condition"),
    )  # fmt: skip


def _with_similar(con: Con, listed: Sequence[Quote]) -> list[Quote]:
    """Quotes only: an outlet's own words about what somebody said are alike for many reasons."""
    candidates = [place for place, quote in enumerate(listed) if quote.finding.form != "indirect"]
    texts = con.execute("SELECT text FROM article ORDER BY article_id").fetchall()
    frequencies = words.document_frequencies(words.telling_words(text) for (text,) in texts)
    pairs = words.alike([(listed[n].place.article_id, listed[n].spoken) for n in candidates], frequencies, len(texts))
    similar: dict[int, list[int]] = {}
    for pair in pairs:
        one, other = candidates[pair.first], candidates[pair.second]
        similar.setdefault(one, []).append(other)
        similar.setdefault(other, []).append(one)
    return [_joined_by(quote, [listed[n] for n in sorted(similar.get(place, ()))]) for place, quote in enumerate(listed)]


def _joined_by(quote: Quote, others: Iterable[Quote]) -> Quote:
    return replace(quote, similar=tuple(Similar(other.finding.finding_id, other.place) for other in others))


def _speakers(listed: Iterable[Quote]) -> list[Speaker]:
    grouped: dict[str, list[Quote]] = {}
    for quote in listed:
        grouped.setdefault(_speaker_key(quote), []).append(quote)
    found = [_speaker(key, quotes) for key, quotes in grouped.items()]
    return sorted(found, key=_prominence)


def _prominence(speaker: Speaker) -> tuple[bool, bool, int, int, str]:
    places = {quote.place.article_id for quote in speaker.quotes}
    return (not speaker.named, speaker.name is None, -len(places), -len(speaker.quotes), speaker.key)


def _speaker(key: str, listed: list[Quote]) -> Speaker:
    first = listed[0]
    classes = [quote.finding.source_class for quote in listed if quote.finding.source_class]
    name = first.finding.speaker or _as_put(first)
    return Speaker(key, name, key.startswith(("e:", "n:")), classes[0] if classes else None, tuple(listed))


def _as_put(quote: Quote) -> str | None:
    """How the text puts a source that it does not name: the description, in the words around it where those are the source."""
    return quote.source if quote.source and (quote.described or "") in quote.source else quote.described


def _speaker_key(quote: Quote) -> str:
    """Speakers are one across articles by name only: two unnamed officials are two, until something shows more."""
    row = quote.finding
    if row.entity_id is not None:
        return f"e:{row.entity_id}"
    name = row.speaker or (quote.source if row.source_class in ("named", "collective", "document", "outlet") else None)
    if name is not None and row.source_class not in NAMELESS:
        return f"n:{' '.join(name.casefold().split())}"
    put = row.speaker or _as_put(quote)
    return f"w:{' '.join((put or '').casefold().split())}:{row.article_id}"


def _central(places: Iterable[Place], frequencies: dict[str, int]) -> Place | None:
    """The article whose title's words stand in the texts of most outlets."""

    def score(place: Place) -> float:
        telling = set(words.telling_words(place.title or ""))
        shared = sum(frequencies.get(word, 0) for word in telling if frequencies.get(word, 0) > 1)
        return shared / sqrt(len(telling)) if telling else 0.0

    titled = [place for place in places if place.title]
    return max(titled, key=lambda place: (score(place), -place.number), default=None)


def _lines(speakers: Sequence[Speaker], frequencies: dict[str, int], total: int) -> list[Line]:
    candidates = [_line(quote, speaker) for speaker in speakers for quote in speaker.quotes if _is_for_brief(quote)]
    candidates.sort(key=lambda line: (*_importance(line, frequencies, total), line.quote.place.number, line.quote.finding.finding_id))
    chosen: list[Line] = []
    for again in (False, True):
        for line in candidates:
            if len(chosen) >= (BRIEF_LEAST if again else BRIEF_MOST):
                break
            if (again or line.speaker.key not in {c.speaker.key for c in chosen}) and not _is_double(line, chosen):
                chosen.append(line)
    return chosen


def _line(quote: Quote, speaker: Speaker) -> Line:
    places = {place.number: place for place in (quote.place, *(similar.place for similar in quote.similar))}
    return Line(quote, replace(speaker, quotes=()), tuple(places[number] for number in sorted(places)))


def _is_for_brief(quote: Quote) -> bool:
    least, most = BRIEF_WORDS
    return quote.finding.form in ("direct", "mixed") and least <= len(words.WORD.findall(quote.spoken)) <= most


def _importance(line: Line, frequencies: dict[str, int], total: int) -> tuple[int, int, float]:
    telling = set(words.telling_words(line.quote.spoken))
    shared = sum(words.weight(word, frequencies, total) for word in sorted(telling) if frequencies.get(word, 0) > 1)
    known = 0 if line.speaker.named else 1 if line.speaker.source_class in NAMELESS else 2
    return -len({place.outlet.key for place in line.places}), known, -shared / sqrt(len(telling) or 1)


def _is_double(line: Line, chosen: Sequence[Line]) -> bool:
    taken = {c.quote.finding.finding_id for c in chosen} | {s.finding_id for c in chosen for s in c.quote.similar}
    return line.quote.finding.finding_id in taken

