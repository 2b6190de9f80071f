"""The page: one HTML file with everything in it, the same bytes for the same story.

The page is readable as it stands; `page.js` adds panes, filters, search and keys. Of a large story, the texts and long lists stand in `noscript`
elements: a browser that runs no script shows them all, one that does keeps them as they are written until `page.js` draws each when it comes
into view (docs/decisions/008-large-page.md).
"""

from __future__ import annotations

import base64
import gc
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from firsthand.model import Credit, Decision, Outcome
from firsthand.view import map_drawn, map_html, origins, origins_html, page_notes, rows, say, side_by_side, timeline, values
from firsthand.view.answers import ArticleView, Brief, Overview, Pile, Place, Quote, Speaker, UnreadView, Version
from firsthand.view.highlight import escape
from firsthand.view.sheets import Note, Sheet, Standing, notes, sheet
from firsthand.view.story import Story
from firsthand.view.strip import Strip, strip
from firsthand.view.versions import comparisons, given_way, with_versions

# A story of more articles or characters is large: its long parts are drawn as they come into view.
LARGE_ARTICLES, LARGE_CHARACTERS = 50, 1_000_000


@dataclass(frozen=True, slots=True)
class Whence:
    """The Origins section: what it says in a sentence, whether anything was found, the map and its legend, the articles, the chains that come back, the table."""

    summary: str
    found: bool
    picture: Markup
    legend: Markup
    articles: Markup
    circles: tuple[Markup, ...]
    edges: int
    table: Markup


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that `page.html.j2` is given."""

    generator: str
    policy: str
    head_script: Markup
    style: Markup
    script: Markup
    data: Markup
    brief: Brief
    overview: Overview
    strip: Strip
    speakers: tuple[Speaker, ...]
    listed: Markup
    timeline: values.Timeline
    days: Markup
    unplaced: Markup
    whence: Whence
    sheets: tuple[Sheet, ...]
    unread: tuple[tuple[str, tuple[tuple[str, tuple[tuple[int, UnreadView], ...]], ...]], ...]
    files_not_read: tuple[Outcome, ...]
    stages_not_done: tuple[Outcome, ...]
    decisions: tuple[Decision, ...]
    notes: tuple[tuple[ArticleView, tuple[Note, ...]], ...]
    numbers: dict[str, int]
    versions: dict[str, Version]
    compared: dict[str, tuple[str, str]]
    pile: Pile
    excerpts: bool
    large: bool


def render_page(story: Story, *, excerpts: bool = False) -> str:
    """The page of `story`. `excerpts` leaves the full texts out: only the sentences that rows stand on are in it."""
    with _without_collecting():
        page = _page(story, excerpts)
        return _templates().get_template("page.html.j2").render(**{name: getattr(page, name) for name in Page.__slots__})


@contextmanager
def _without_collecting() -> Iterator[None]:
    """No row refers back to what refers to it: the garbage collector would only walk through all of them again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def page_bytes(story: Story, *, excerpts: bool = False) -> bytes:
    """The page as it is written to a file."""
    return render_page(story, excerpts=excerpts).encode("utf-8")


def write_page(story: Story, path: Path, *, excerpts: bool = False) -> None:
    """Write the page to `path`, whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(page_bytes(story, excerpts=excerpts))
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


# --- what the page is made of ------------------------------------------------------------------------------------------------------


def _page(story: Story, excerpts: bool) -> Page:
    brief = story.brief()
    many = brief.overview.articles > LARGE_ARTICLES and not excerpts
    # of a large page, only the brief has notes with sentences
    articles = story.articles(sentences_of={line.quote.place.article_id for line in brief.lines} if many else None)
    speakers, unread, outcomes = story.who(), story.unread(), story.outcomes()
    listed = sorted(with_versions(quote for speaker in speakers for quote in speaker.quotes), key=_position)
    found = story.versions()
    numbers = {quote.finding.finding_id: number for number, quote in enumerate(listed, 1)}
    large = len(articles) > LARGE_ARTICLES or sum(len(view.article.text) for view in articles) > LARGE_CHARACTERS
    dated = story.timeline()
    named = story.credited()
    marked = numbers | {row.finding_id: number for number, (row, _) in enumerate(named, len(numbers) + 1)}
    standing = [_grouped(some, lambda one: one.place.article_id) for some in (listed, unread, [*dated, *story.quantities()])]
    standing.append(_grouped((row for row, _ in named), lambda row: row.article_id))
    told: dict[str, int] | None = {} if large else None
    sheets = tuple(
        sheet(view, Standing(*(some.get(view.article.article_id, []) for some in standing)), marked, excerpts, told) for view in articles
    )
    shown = {one.finding.finding_id for page in sheets for one in page.values} if excerpts else None
    in_time = values.timeline(dated)
    unused = _numbered(unread)
    noted = {line.quote.finding.finding_id for line in brief.lines}
    start = {
        "article": brief.titled_by.number if brief.titled_by else 1,
        "row": min((numbers[_id(line.quote)] for line in brief.lines[:1]), default=0),
    }
    head_script, style, script = _asset("head.js"), _asset("page.css"), _asset("page.js")
    return Page(
        generator=story.info().tool,
        policy=_policy(style, (head_script, script)),
        head_script=head_script,
        style=style,
        script=script,
        data=_json(
            _data(sheets, speakers, unused, numbers, large)
            | _sources(story, named, sheets, excerpts)
            | {"start": start}
            | ({"told": list(told)} if told else {})
        ),
        brief=brief,
        overview=brief.overview,
        strip=strip([view for view in articles if view.article.article_id not in given_way(found)]),
        versions={one.place.article_id: one for one in found},
        compared=comparisons(listed, found),
        pile=story.pile(),
        speakers=tuple(speakers),
        listed=Markup(rows.speakers(speakers, numbers, large)),
        timeline=in_time,
        days=Markup(timeline.days(in_time, large, shown)),
        unplaced=Markup(timeline.unplaced(in_time, large, shown)),
        whence=_whence(story, large),
        sheets=sheets,
        unread=unused,
        files_not_read=tuple(outcome for outcome in outcomes if outcome.stage == "read"),
        stages_not_done=tuple(outcome for outcome in outcomes if outcome.stage != "read"),
        decisions=tuple(story.decisions()),
        notes=tuple(notes([quote for quote in listed if not large or quote.finding.finding_id in noted], articles, numbers)),
        numbers=numbers,
        excerpts=excerpts,
        large=large,
    )


def _whence(story: Story, large: bool) -> Whence:
    found = story.sourcing_map()
    reports, drawn = origins.reports(found), map_drawn.drawing(found)
    return Whence(
        summary=origins.summary(reports),
        found=any(one.lines for one in reports),
        picture=Markup(map_html.picture(drawn)),
        legend=Markup(map_html.legend(drawn)),
        articles=Markup(origins_html.articles(reports, found, large)),
        circles=tuple(map(Markup, origins_html.circles(found))),
        edges=sum(not large or edge.kind in origins_html.AMONG_ARTICLES for edge in found.edges),
        table=Markup(origins_html.table(found, large)),
    )


def _sources(story: Story, named: Sequence[tuple[Credit, Place]], sheets: Sequence[Sheet], excerpts: bool) -> dict[str, Any]:
    """What the script is told of credits, and of articles that share words; a page of excerpts has no texts to compare."""
    numbers = {sheet.view.article.article_id: sheet.view.number for sheet in sheets}
    found = story.sourcing_map()
    pairs = [] if excerpts else side_by_side.pairs(found, numbers)
    why = {edge.row: edge.reason for edge in found.edges if edge.kind in ("credit", "wire")}
    credits_ = [{"id": row.finding_id, "a": place.number, "says": origins.credit(row, why.get(row.finding_id))} for row, place in named]
    return {"credits": credits_, "pairs": pairs}


def _id(quote: Quote) -> str:
    return quote.finding.finding_id


def _position(quote: Quote) -> tuple[int, int, str]:
    return quote.place.number, min((piece.start for piece in quote.finding.evidence), default=0), quote.finding.finding_id


def _grouped(rows: Iterable[Any], key: Callable[[Any], str]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def _numbered(unread: Sequence[UnreadView]) -> tuple[tuple[str, tuple[tuple[str, tuple[tuple[int, UnreadView], ...]], ...]], ...]:
    """What is not used, by kind and reason, numbered through as the page lists it."""
    found, number = [], 1
    by_kind = _grouped(unread, lambda view: view.unread.kind)
    for kind in (*say.UNREAD, *sorted(by_kind.keys() - say.UNREAD.keys())):
        reasons = []
        for reason, listed in say.by_reason(by_kind.get(kind, [])):
            reasons.append((reason, tuple(enumerate(listed, number))))
            number += len(listed)
        found.append((kind, tuple(reasons)))
    return tuple(found)


# --- the data that the script reads --------------------------------------------------------------------------------------------------


def _data(
    sheets: Sequence[Sheet],
    speakers: Sequence[Speaker],
    unread: Sequence[tuple[str, Sequence[tuple[str, Sequence[tuple[int, UnreadView]]]]]],
    numbers: dict[str, int],
    large: bool,
) -> dict[str, Any]:
    speaker_of = {quote.finding.finding_id: number for number, speaker in enumerate(speakers) for quote in with_versions(speaker.quotes)}
    quotes = sorted(
        with_versions(quote for speaker in speakers for quote in speaker.quotes), key=lambda quote: numbers[quote.finding.finding_id]
    )
    listed = {quote.finding.finding_id for speaker in speakers for quote in speaker.quotes} if large else set()
    return {
        "articles": [_article_data(sheet) for sheet in sheets],
        "rows": [
            _row_data(quote, speaker_of[_id(quote)], numbers, speakers[speaker_of[_id(quote)]].source_class)
            | ({} if _id(quote) in listed else _words_data(quote))
            for quote in quotes
        ],
        "speakers": [speaker.name or "" for speaker in speakers],
        "kinds": [speaker.source_class for speaker in speakers],
        "named": sum(speaker.named for speaker in speakers),
        "unread": [
            [say.unread_address(one).partition("=")[2], one.place.number, one.unread.words]
            for _, reasons in unread
            for _, rows in reasons
            for _, one in rows
        ],
    }


def _article_data(sheet: Sheet) -> dict[str, Any]:
    article = sheet.view.article
    return {
        "id": article.article_id, "mark": sheet.view.outlet.mark, "outlet": say.outlet(sheet.view.outlet), "title": article.title,
        "date": say.dates(article.published_earliest, article.published_latest), "url": article.url, "path": article.path,
        "byline": article.byline, "published": next((row.value for row in sheet.view.metadata if row.field == "published" and row.used), None),
    }  # fmt: skip


def _row_data(quote: Quote, speaker: int, numbers: dict[str, int], speaker_class: str | None) -> dict[str, Any]:
    """What a filter asks of a row; what most rows have is left out."""
    row = quote.finding
    data: dict[str, Any] = {"id": row.finding_id, "a": quote.place.number, "s": speaker}
    if row.form != "indirect":
        data["form"] = row.form
    if row.sort != "said":
        data["sort"] = row.sort
    if row.source_class not in (None, speaker_class):
        data["class"] = row.source_class
    if quote.similar:
        data["like"] = [numbers[similar.finding_id] for similar in quote.similar[: rows.SIMILAR_NAMED]]
    return data


def _words_data(quote: Quote) -> dict[str, Any]:
    """The words of a row. Those of a large page stand in its lists, where the script finds them."""
    return {"words": [[piece.words, piece.quoted, piece.joint] for piece in quote.pieces], "source": quote.source, "cue": quote.cue}


def _json(data: dict[str, Any]) -> Markup:
    """JSON that no HTML parser can take for markup."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character in "<>&\u2028\u2029\ufeff":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


# --- how it is written -----------------------------------------------------------------------------------------------------------------


@cache
def _asset(name: str) -> Markup:
    text = resources.files("firsthand.view").joinpath("templates", name).read_text("utf-8").strip()
    return Markup(text)


def _policy(style: str, scripts: Sequence[str]) -> str:
    """Nothing runs and nothing is loaded but what is in the page."""
    allowed = " ".join(map(_hash, scripts))
    return f"default-src 'none'; style-src {_hash(style)}; script-src {allowed}; img-src data:; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode()}'"


@cache
def _templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("firsthand.view"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["words"] = escape
    environment.globals.update(
        say=say,
        page_notes=page_notes.lines,
        count=say.count,
        colour=rows.colour,
        ROWS_AT_ONCE=rows.ROWS_AT_ONCE,
        senses=lambda quote: [Markup(sense) for sense in rows.senses(quote)],
        none_placed=values.none_placed,
        value_counts=timeline.counts,
        **{part.__name__: _written(part) for part in (rows.mark, rows.pieces, rows.through, rows.similar, timeline.in_article)},
    )
    return environment


def _written(part: Callable[..., str]) -> Callable[..., Markup]:
    """What writes HTML, for a template."""
    return lambda *given: Markup(part(*given))
