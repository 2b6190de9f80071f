"""The page: one HTML file with everything in it, the same bytes for the same story.

The page is readable as it stands; `page.js` adds panes, filters, search and keys. Above `READABLE_WITHOUT_SCRIPT` articles the long lists are
kept in the page's data and drawn as they come into view.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from firsthand.model import Decision, Outcome
from firsthand.view import say
from firsthand.view.answers import ArticleView, Brief, Overview, Place, Quote, Speaker, UnreadView
from firsthand.view.highlight import Look, Mark, Segment, escape, highlighted
from firsthand.view.story import Story
from firsthand.view.strip import Strip, strip

READABLE_WITHOUT_SCRIPT = 50
COLOURS = 8
ROLES = {
    "source": "s", "cue": "c", "content": "w", "speaker": "n", "descriptor": "d", "anonymity": "a", "addressee": "t", "occasion": "o", "condition": "i",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """An article as the reader shows it: its text, and the rows that stand on it."""

    view: ArticleView
    text: Markup
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """What a row's footnote says in print: its words in their sentence."""

    number: int
    sentence: Markup


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
    sheets: tuple[Sheet, ...]
    unread: tuple[UnreadView, ...]
    files_not_read: tuple[Outcome, ...]
    stages_not_done: tuple[Outcome, ...]
    decisions: tuple[Decision, ...]
    notes: tuple[tuple[ArticleView, tuple[Note, ...]], ...]
    numbers: dict[str, int]
    excerpts: bool
    drawn: bool


def render_page(story: Story, *, excerpts: bool = False) -> str:
    """The page of `story`. `excerpts` leaves the full texts out: only the sentences that rows stand on are in it."""
    page = _page(story, excerpts)
    return _templates().get_template("page.html.j2").render(**{name: getattr(page, name) for name in Page.__slots__})


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
    brief, articles = story.brief(), story.articles()
    speakers, unread, outcomes = story.who(), story.unread(), story.outcomes()
    listed = sorted((quote for speaker in speakers for quote in speaker.quotes), key=_position)
    numbers = {quote.finding.finding_id: number for number, quote in enumerate(listed, 1)}
    drawn = len(articles) <= READABLE_WITHOUT_SCRIPT
    by_article = _grouped(listed, lambda quote: quote.place.article_id)
    unread_by_article = _grouped(unread, lambda view: view.place.article_id)
    sheets = tuple(_sheet(view, by_article.get(view.article.article_id, []), unread_by_article, numbers, excerpts) for view in articles)
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
        data=_json(_data(sheets, speakers, unread, numbers) | {"start": start, "groups": [] if drawn else _groups(speakers, numbers)}),
        brief=brief,
        overview=brief.overview,
        strip=strip(articles),
        speakers=tuple(speakers),
        sheets=sheets,
        unread=tuple(unread),
        files_not_read=tuple(outcome for outcome in outcomes if outcome.stage == "read"),
        stages_not_done=tuple(outcome for outcome in outcomes if outcome.stage != "read"),
        decisions=tuple(story.decisions()),
        notes=tuple(_notes([quote for quote in listed if drawn or quote.finding.finding_id in noted], articles, numbers)),
        numbers=numbers,
        excerpts=excerpts,
        drawn=drawn,
    )


def _id(quote: Quote) -> str:
    return quote.finding.finding_id


def _position(quote: Quote) -> tuple[int, int, str]:
    return quote.place.number, min((piece.start for piece in quote.finding.evidence), default=0), quote.finding.finding_id


def _grouped(rows: Iterable[Any], key: Callable[[Any], str]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def _sheet(
    view: ArticleView, quotes: Sequence[Quote], unread: dict[str, list[UnreadView]], numbers: dict[str, int], excerpts: bool
) -> Sheet:
    text = view.article.text
    marks = [
        *(
            Mark(e.start, e.end, "row", f"{numbers[q.finding.finding_id]}{ROLES.get(e.role, 'x')}")
            for q in quotes
            for e in q.finding.evidence
        ),
        *(Mark(row.span.start, row.span.end, "furniture", row.kind) for row in view.furniture),
        *(Mark(one.unread.span.start, one.unread.span.end, "unread", one.unread.reason) for one in unread.get(view.article.article_id, [])),
        *(Mark(row.span.start, row.span.end, "metadata", row.field) for row in view.metadata if row.span is not None),
    ]
    anchors = _anchors(view, quotes, unread.get(view.article.article_id, []))

    def before(segment: Segment) -> Markup:
        return Markup("").join(Markup('<i class="at" id="%s"></i>') % name for name in anchors.pop(segment.start, ()))

    def part(within: tuple[int, int] | None) -> Markup:
        return highlighted(text, marks, Look(_attributes, before, _line_classes(view)), within)

    if not excerpts:
        return Sheet(view, part(None), tuple(quotes))
    stretches = _stretches(
        view, [*(e for q in quotes for e in q.finding.evidence), *(one.unread.span for one in unread.get(view.article.article_id, []))]
    )
    parts = [Markup('<div class="stretch">%s</div>') % part(stretch) for stretch in stretches]
    return Sheet(view, Markup("").join(parts), tuple(quotes))


def _anchors(view: ArticleView, quotes: Sequence[Quote], unread: Sequence[UnreadView]) -> dict[int, list[str]]:
    """What a link to a row's words leads to, by the offset where they begin."""
    found: dict[int, list[str]] = {}
    for quote in quotes:
        start = min(piece.start for piece in quote.pieces or quote.finding.evidence)
        found.setdefault(start, []).append(f"finding={quote.finding.finding_id}")
    for one in unread:
        found.setdefault(one.unread.span.start, []).append(say.unread_address(one))
    return found


def _attributes(segment: Segment) -> Markup:
    """What covers a segment: rows by number and role, the kind of furniture, the reason why it is not used."""
    by_kind = _grouped(segment.marks, lambda mark: mark.kind)
    if not by_kind:
        return Markup("")
    said = Markup(' data-o="%d"') % segment.start
    classes = [name for kind, name in (("furniture", "f"), ("unread", "u")) if kind in by_kind]
    if "row" in by_kind:
        rows = [mark.name for mark in by_kind["row"]]
        classes.append("m")
        said += Markup(' data-m="%s"') % " ".join(dict.fromkeys(rows))
    told = [f"not the article: {say.furniture(mark.name)}" for mark in by_kind.get("furniture", [])]
    told += [f"not used: {mark.name}" for mark in by_kind.get("unread", [])]
    if "furniture" in by_kind:
        said += Markup(' data-f="%s"') % escape(say.furniture(by_kind["furniture"][0].name))
    if told:
        said += Markup(' title="%s"') % escape("; ".join(dict.fromkeys(told)))
    return (Markup(' class="%s"') % " ".join(classes) if classes else Markup("")) + said


def _line_classes(view: ArticleView) -> Callable[[int, int], str]:
    """How a line is set: as the paragraph, heading or caption that its block is."""
    starts = {block.span.start: block.kind for block in view.blocks if block.kind not in ("paragraph", "line")}
    text = view.article.text

    def line_class(start: int, end: int) -> str:
        words = text[start:end]
        if not words.strip():
            return "p blank"
        kind = next((starts[place] for place in range(start, min(end, start + 40)) if place in starts), None)
        return f"p {kind}" if kind else "p"

    return line_class


def _stretches(view: ArticleView, spans: Iterable[Any]) -> list[tuple[int, int]]:
    """The sentences that `spans` touch, those that follow each other as one stretch."""
    found: list[tuple[int, int]] = []
    for start, end in sorted({_sentence(view, span.start, span.end) for span in spans}):
        if found and not view.article.text[found[-1][1] : start].strip():  # nothing between them, or they overlap
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _sentence(view: ArticleView, start: int, end: int) -> tuple[int, int]:
    """From the first to the last sentence that `start:end` touches; the lines where there are no sentences."""
    touched = [row.span for row in view.sentences if row.span.start < end and row.span.end > start]
    if touched:
        return min(start, touched[0].start), max(end, touched[-1].end)
    text = view.article.text
    stop = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if stop < 0 else stop


def _notes(
    quotes: Sequence[Quote], articles: Sequence[ArticleView], numbers: dict[str, int]
) -> Iterator[tuple[ArticleView, tuple[Note, ...]]]:
    by_article = _grouped(quotes, lambda quote: quote.place.article_id)
    for view in articles:
        noted = by_article.get(view.article.article_id, [])
        if noted:
            yield view, tuple(Note(numbers[quote.finding.finding_id], _in_sentence(quote, view)) for quote in noted)


def _in_sentence(quote: Quote, view: ArticleView) -> Markup:
    evidence = quote.finding.evidence
    marks = [Mark(e.start, e.end, "row", ROLES.get(e.role, "x")) for e in evidence]

    def classes(segment: Segment) -> Markup:
        return Markup(' class="m %s"') % " ".join(f"as-{mark.name}" for mark in segment.marks) if segment.marks else Markup("")

    within = _sentence(view, min(e.start for e in evidence), max(e.end for e in evidence))
    return highlighted(view.article.text, marks, Look(classes), within)


# --- the data that the script reads --------------------------------------------------------------------------------------------------


def _data(sheets: Sequence[Sheet], speakers: Sequence[Speaker], unread: Sequence[UnreadView], numbers: dict[str, int]) -> dict[str, Any]:
    speaker_of = {quote.finding.finding_id: number for number, speaker in enumerate(speakers) for quote in speaker.quotes}
    quotes = sorted((quote for speaker in speakers for quote in speaker.quotes), key=lambda quote: numbers[quote.finding.finding_id])
    return {
        "articles": [_article_data(sheet) for sheet in sheets],
        "rows": [_row_data(quote, speaker_of[quote.finding.finding_id], numbers) for quote in quotes],
        "speakers": [speaker.name or "" for speaker in speakers],
        "unread": {say.unread_address(one).partition("=")[2]: one.place.number for one in unread},
    }


def _groups(speakers: Sequence[Speaker], numbers: dict[str, int]) -> list[str]:
    """Each speaker's rows as they are drawn when they come into view."""
    macros: Any = _templates().get_template("parts.html.j2").module
    return [str(macros.speaker(speaker, numbers)) for speaker in speakers]


def _article_data(sheet: Sheet) -> dict[str, Any]:
    article = sheet.view.article
    return {
        "id": article.article_id, "mark": sheet.view.outlet.mark, "outlet": say.outlet(sheet.view.outlet), "title": article.title,
        "date": say.dates(article.published_earliest, article.published_latest), "url": article.url, "path": article.path,
        "byline": article.byline, "published": next((row.value for row in sheet.view.metadata if row.field == "published" and row.used), None),
    }  # fmt: skip


def _row_data(quote: Quote, speaker: int, numbers: dict[str, int]) -> dict[str, Any]:
    return {
        "id": quote.finding.finding_id, "a": quote.place.number, "s": speaker, "form": quote.finding.form,
        "words": [[piece.words, piece.quoted, piece.joint] for piece in quote.pieces], "source": quote.source, "cue": quote.cue,
        "like": [numbers[similar.finding_id] for similar in quote.similar],
    }  # fmt: skip


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
        count=say.count,
        colour=lambda outlet: f"o{outlet.number % COLOURS}",
        articles_of=_articles_of,
        readable=READABLE_WITHOUT_SCRIPT,
    )
    return environment


def _articles_of(quotes: Iterable[Quote]) -> list[Place]:
    """The articles of some rows, each once."""
    return list({quote.place.number: quote.place for quote in quotes}.values())
