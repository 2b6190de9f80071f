"""Small stories made of rows by hand: everything in them is invented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from firsthand import tables
from firsthand.model import (
    SCHEMA_VERSION,
    TABLES,
    Article,
    Attribution,
    Capture,
    Decision,
    Evidence,
    Furniture,
    Metadata,
    Outcome,
    Quotation,
    Sentence,
    Span,
    StoryInfo,
    Unread,
    digest,
    finding_id,
    text_sha256,
)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """An attribution by its words, which are looked up in the text from left to right."""

    content: Sequence[str]
    source: str | None = None
    cue: str | None = None
    speaker: str | None = None
    source_class: str | None = "named"
    form: str = "direct"
    sort: str = "said"
    within: str | None = None
    roles: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Written:
    """An article by what stands in it."""

    path: str
    text: str
    outlet: str | None = None
    title: str | None = None
    published: tuple[dt.datetime, dt.datetime] | dt.datetime | None = None
    url: str | None = None
    byline: str | None = None
    extent: str = "whole"
    language: str | None = "en"
    said: Sequence[Said] = ()
    furniture: Sequence[tuple[str, str]] = ()
    unread: Sequence[tuple[str, str]] = ()
    metadata: Sequence[tuple[str, str, str | None, str, bool]] = ()  # field, value, words, rule, used

    @property
    def article_id(self) -> str:
        return digest(self.url or self.outlet or "", self.text, self.path)


def at(text: str, words: str, start: int = 0) -> Span:
    found = text.index(words, start)
    return Span(found, found + len(words))


def attribution(written: Written, said: Said) -> Attribution:
    text, evidence = written.text, []
    first = at(text, said.content[0])
    for words in said.content:
        span = at(text, words, first.start)
        evidence.append(Evidence("content", span.start, span.end, words))
    near = max(0, first.start - 400)
    pairs = [("source", said.source), ("cue", said.cue), *said.roles]
    for role, found in pairs:
        if found:
            span = at(text, found, near)
            evidence.append(Evidence(role, span.start, span.end, found))
    spans = {role: tuple(Span(e.start, e.end) for e in sorted(evidence) if e.role == role) for role in ("source", "cue", "content")}
    extra: Any = {f"{role}_span": next(Span(e.start, e.end) for e in evidence if e.role == role) for role, _ in said.roles}
    values: Any = {"form": said.form, "sort": said.sort, "source_class": said.source_class, "speaker": said.speaker, "within": said.within}
    return Attribution(
        finding_id=finding_id("attribution", written.article_id, evidence, [said.form, said.sort]), article_id=written.article_id,
        evidence=tuple(sorted(evidence)), source_spans=spans["source"], cue_spans=spans["cue"], content_spans=spans["content"],
        **values, **extra,
    )  # fmt: skip


def rows_of(written: Written) -> Iterable[Any]:
    article_id, text = written.article_id, written.text
    when = written.published
    earliest, latest = when if isinstance(when, tuple) else (when, when)
    extent: Any = written.extent
    yield Capture(written.path, text_sha256(text), written.url, None, article_id)
    yield Article(
        article_id, written.path, written.url, written.outlet, written.title, written.byline, earliest, latest, written.language, extent, text,
        text_sha256(text),
    )  # fmt: skip
    for said in written.said:
        yield attribution(written, said)
    kind: Any
    for kind, words in written.furniture:
        yield Furniture(article_id, at(text, words), words, kind, "by hand")
    for words, reason in written.unread:
        yield Unread(article_id, at(text, words), words, "quotation", reason)
    name: Any
    for name, value, seen, rule, used in written.metadata:
        yield Metadata(article_id, name, value, at(text, seen) if seen else None, seen, rule, used)
    start = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip("\r\n")
        for sentence in filter(None, stripped.replace(". ", ".\0").split("\0")):
            span = at(text, sentence, start)
            yield Sentence(article_id, span, sentence)
        start += len(line)
    yield Outcome(written.path, article_id, "read", "1", "done", 1, None)


def write_story(path: Path, written: Sequence[Written], more: Sequence[Any] = (), schema_version: int = SCHEMA_VERSION) -> Path:
    """A story file with the rows of `written`, each proved against its text, and `more` rows."""
    rows: list[Any] = [StoryInfo("firsthand 0.0", schema_version, "{}", "{}"), *(row for one in written for row in rows_of(one)), *more]
    tables.check_rows([row for row in rows if hasattr(row, "article_id")], {one.article_id: one.text for one in written})
    with duckdb.connect(str(path)) as con:
        for row_type in TABLES:
            batch = tables.to_arrow(row_type, [row for row in rows if type(row) is row_type])
            con.register("batch", batch)
            con.execute(f'CREATE TABLE "{row_type.TABLE}" AS SELECT * FROM batch')
            con.unregister("batch")
    return path


def when(day: int, month: int = 6, hour: int = 0) -> dt.datetime:
    return dt.datetime(2033, month, day, hour)


WIRE = Written(
    path="a/wire.txt",
    outlet="Tallow Wire",
    title="Ferry line to Ostrel to stop for winter, harbour office says",
    url="https://tallow.example/1",
    byline="By Nele Arvath",
    published=when(3),
    text=(
        "Ferry line to Ostrel to stop for winter, harbour office says\nBy Nele Arvath\n\n"
        "“The ferry may sail only if the ice report is green on the morning of departure,” a senior harbour official said, asking not to be named "
        "because the order was not signed. The official spoke of “green days”.\n\n"
        "Mayor Ilka Brandt told the Tallow Wire on Monday: “Ostrel will not be cut off. We have carried salt by sledge before.” She believes that "
        "the line will be open by March.\n\nRead more: Ten winter walks\n"
    ),
    said=(
        Said(
            ["The ferry may sail only if the ice report is green on the morning of departure,"], "a senior harbour official", "said", None, "anonymous",
            roles=(("descriptor", "senior harbour official"), ("anonymity", "because the order was not signed")),
        ),
        Said(["Ostrel will not be cut off. We have carried salt by sledge before."], "Mayor Ilka Brandt", "told", "Ilka Brandt", roles=(("addressee", "the Tallow Wire"),)),
        Said(["the line will be open by March"], "She", "believes", "Ilka Brandt", form="indirect", sort="believed"),
    ),
    furniture=(("title", "Ferry line to Ostrel to stop for winter, harbour office says"), ("byline", "By Nele Arvath"), ("related", "Read more: Ten winter walks")),
    unread=(("“green days”", "scare quotes"),),
    metadata=(
        ("title", "Ferry line to Ostrel to stop for winter, harbour office says", "Ferry line to Ostrel to stop for winter, harbour office says", "first line", True),
        ("outlet", "Tallow Wire", None, "person", True),
        ("published", "2033-06-03", None, "person", True),
    ),
)  # fmt: skip

PAPER = Written(
    path="b/paper.html",
    outlet="The Ostrel Evening Paper",
    title="No ferry without ice report",
    published=(when(4), when(4, hour=23)),
    url="javascript:alert(1)",
    text=(
        "No ferry without ice report\n\nThe harbour office in Tallow wants to stop the ferry to Ostrel.\n"
        "“The ferry can sail only when the ice report is green on the morning of departure,” an official told the Tallow Wire.\n"
        "“We have carried salt by sledge before,” said Ilka Brandt, who is mayor. The skipper, Joost Remme, said that he would “sail on any day with water”.\n"
    ),
    said=(
        Said(["The ferry can sail only when the ice report is green on the morning of departure,"], "an official", "told", None, "anonymous"),
        Said(["We have carried salt by sledge before,"], "Ilka Brandt", "said", "Ilka Brandt"),
        Said(["he would", "sail on any day with water"], "Joost Remme", "said", "Joost Remme", form="mixed"),
    ),
)  # fmt: skip

NOTE = Written(path="c/note.txt", text="Salt by sledge is no plan, one reads on a wall in Ostrel.\n")

BROKEN = Outcome("d/broken.pdf", None, "read", "1", "failed", 0, "d/broken.pdf: PDF is not read yet. Save it as text and try again.")
DECISIONS = (
    Decision(1, "outlet", "a/wire.txt", None, "Tallow Wire", "printed on the sheet", 1, None),
    Decision(2, "furniture", "b/paper.html", "words that went away", None, None, 0, "these words do not stand in it"),
)


def quotation(written: Written, words: str) -> Quotation:
    span = at(written.text, words)
    return Quotation(written.article_id, span, words, (Span(span.start + 1, span.end - 1),), 0, True, "no speaker found")
