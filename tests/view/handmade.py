"""Small stories made of rows by hand: everything in them is invented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
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
    Entity,
    Evidence,
    Furniture,
    Link,
    Metadata,
    Outcome,
    Passage,
    Quantity,
    Quotation,
    Sentence,
    Span,
    StoryInfo,
    TimeExpression,
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
    key: str | None = None  # what other rows of the article call it, in `inside` and `relays`
    inside: str | None = None
    relays: str | None = None
    polarity: str | None = None
    certainty: str | None = None
    chain: str | None = None
    entity: str | None = None
    after: str | None = None  # words from which on the others are looked up


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


def attribution(written: Written, said: Said, named: Mapping[str, str] = MappingProxyType({})) -> Attribution:
    text, evidence = written.text, []
    first = at(text, said.content[0], text.index(said.after) if said.after else 0)
    for words in said.content:
        span = at(text, words, first.start)
        evidence.append(Evidence("content", span.start, span.end, words))
    near = text.index(said.after) if said.after else max(0, first.start - 400)
    pairs = [("source", said.source), ("cue", said.cue), *said.roles]
    for role, found in pairs:
        if found:
            span = at(text, found, near)
            evidence.append(Evidence(role, span.start, span.end, found))
    spans = {role: tuple(Span(e.start, e.end) for e in sorted(evidence) if e.role == role) for role in ("source", "cue", "content")}
    extra: Any = {
        f"{role}_span": next(Span(e.start, e.end) for e in evidence if e.role == role)
        for role, _ in said.roles
        if role not in ("polarity", "certainty")
    }
    for role in ("polarity", "certainty"):
        extra[f"{role}_spans"] = tuple(Span(e.start, e.end) for e in sorted(evidence) if e.role == role)
    values: Any = {
        "form": said.form, "sort": said.sort, "source_class": said.source_class, "speaker": said.speaker,
        "within": said.within or named.get(said.inside or ""), "relays": named.get(said.relays or ""), "polarity": said.polarity,
        "certainty": said.certainty, "chain_id": said.chain and digest(written.article_id, said.chain), "entity_id": said.entity,
    }  # fmt: skip
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
    named = {said.key: attribution(written, said).finding_id for said in written.said if said.key}
    for said in written.said:
        yield attribution(written, said, named)
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


# Words that came through several mouths, rows inside rows, words in pieces and over paragraphs; the other paper has the same official.
BRIDGE = Written(
    path="e/bridge.txt", outlet="Tallow Wire", title="Bridge to Ostrel may open early, guard says", url="https://tallow.example/2", published=when(6),
    text=(
        "Bridge to Ostrel may open early, guard says\n\n"
        "A guard at the bridge said that Mayor Ilka Brandt had told her on Sunday: “The bridge may open on Friday. I believe that the engineers think the "
        "ice will hold, and I want the skippers to trust it.”\n\n"
        "“Nobody asked the skippers,” Joost Remme reportedly said, according to the Harbour Gazette. “Ice,” he said, “is not a road.”\n\n"
        "“We have waited for nine weeks, and I know that the town is tired.\n\n“It will not wait for a tenth, if the report is green,” the mayor said in a letter.\n\n"
        "The harbour office denied that the mayor had ordered the opening. Remme did not say whether he would sail.\n"
    ),
    said=(
        Said(["Bridge to Ostrel may open early"], "guard", "says", None, "anonymous", form="headline", chain="guard"),
        Said(
            ["Mayor Ilka Brandt had told her on Sunday: “The bridge may open on Friday. I believe that the engineers think the ice will hold, and I want the skippers to trust it."],
            "A guard at the bridge", "said", None, "anonymous", form="mixed", key="guard", chain="guard", certainty="certain",
        ),
        Said(
            ["The bridge may open on Friday. I believe that the engineers think the ice will hold, and I want the skippers to trust it."], "Mayor Ilka Brandt", "had told", "Ilka Brandt",
            roles=(("addressee", "her"), ("occasion", "on Sunday")), key="brandt", inside="guard", entity="brandt", certainty="certain",
        ),
        Said(["the engineers think the ice will hold"], "I", "believe", "Ilka Brandt", sort="believed", key="believe", inside="brandt", entity="brandt"),
        Said(["the ice will hold"], "the engineers", "think", None, "collective", sort="believed", inside="believe"),
        Said(["the skippers to trust it"], "I", "want", "Ilka Brandt", sort="intended", inside="brandt", entity="brandt", after="and I want"),
        Said(["Nobody asked the skippers,"], "Joost Remme", "said", "Joost Remme", roles=(("certainty", "reportedly"),), key="remme", certainty="uncertain"),
        Said(["Nobody asked the skippers,"], "the Harbour Gazette", "according to", "Harbour Gazette", "outlet", relays="remme", certainty="certain"),
        Said(["Ice,", "is not a road."], "he", "said", "Joost Remme", after="“Ice"),
        Said(
            ["We have waited for nine weeks, and I know that the town is tired.\n\n“It will not wait for a tenth, if the report is green,"], "the mayor", "said", "Ilka Brandt",
            roles=(("occasion", "in a letter"), ("condition", "if the report is green")), key="letter", entity="brandt", after="“We have waited",
        ),
        Said(["the town is tired.\n\n“It will not wait for a tenth"], "I", "know", "Ilka Brandt", sort="believed", inside="letter", entity="brandt", after="and I know"),
        Said(["the mayor had ordered the opening"], "The harbour office", "denied", "The harbour office", roles=(("polarity", "denied"),), form="indirect", polarity="denied"),
        Said(["whether he would sail"], "Remme", "did not say", "Joost Remme", roles=(("polarity", "not"),), form="indirect", polarity="negative", after="Remme did"),
    ),
)  # fmt: skip
GAZETTE = Written(
    path="f/gazette.txt", outlet="Harbour Gazette", title="Ice is no road, skipper says", published=when(7),
    text=(
        "Ice is no road, skipper says\n\nIlka Brant, who is mayor of Ostrel, wants the bridge to open on Friday.\n\n"
        "A bridge guard said that the mayor had spoken to her, but that nobody had signed an order. She fears that the rails are weak.\n"
    ),
    said=(
        Said(["the bridge to open on Friday"], "Ilka Brant", "wants", "Ilka Brant", form="indirect", sort="intended", entity="brandt", chain="brant"),
        Said(
            ["the mayor had spoken to her, but that nobody had signed an order"], "A bridge guard", "said", None, "anonymous", form="indirect", chain="guard",
            roles=(("descriptor", "bridge guard"),),
        ),
        Said(["the rails are weak"], "She", "fears", None, "anonymous", form="indirect", sort="believed", chain="guard"),
    ),
)  # fmt: skip
_GUARDS = tuple(digest(one.article_id, "guard") for one in (BRIDGE, GAZETTE))
_BRANT = digest(GAZETTE.article_id, "brant")
JOINED = (
    Entity("brandt", "Ilka Brandt", "person", ("Ilka Brant",), 2, ("chain", _BRANT)),
    Link("link1", "same-entity", "chain", _BRANT, "same", None, "one letter is written once", (
        Passage(BRIDGE.article_id, "name", at(BRIDGE.text, "Ilka Brandt").start, at(BRIDGE.text, "Ilka Brandt").end, "Ilka Brandt"),
        Passage(GAZETTE.article_id, "name", at(GAZETTE.text, "Ilka Brant").start, at(GAZETTE.text, "Ilka Brant").end, "Ilka Brant"),
    ), "rule"),
    Link("link2", "same-entity", *_GUARDS, "unsure", "compatible", "both are guards of a bridge, a day apart", (), "rule"),
)  # fmt: skip


def quotation(written: Written, words: str) -> Quotation:
    span = at(written.text, words)
    return Quotation(written.article_id, span, words, (Span(span.start + 1, span.end - 1),), 0, True, "no speaker found")


# --- dates and numbers ----------------------------------------------------------------------------------------------------------------------


def time_of(
    written: Written, words: str, value: str | None, days: str = "", *, type_: str = "DATE", anchor: str | None = None, rule: str = "", after: str = "",
) -> TimeExpression:  # fmt: skip
    """A time expression; `days` is `first/last`, or the one day; `after`: words from which on it is looked up."""
    span = at(written.text, words, written.text.index(after) if after else 0)
    first, _, last = days.partition("/")
    evidence = (Evidence("time_expression", span.start, span.end, words),)
    kind: Any = type_
    return TimeExpression(
        finding_id("time_expression", written.article_id, evidence, [type_]), written.article_id, evidence, span, kind, "by hand", value,
        first or None, (last if "/" in days else first) or None, None, anchor, None, rule,
    )  # fmt: skip


def quantity_of(written: Written, words: str, number: float, unit: str, of: str | None = None) -> Quantity:
    span = at(written.text, words)
    evidence = [Evidence("quantity", span.start, span.end, words)]
    if of:
        counted = at(written.text, of)
        evidence.append(Evidence("of", counted.start, counted.end, of))
    name = finding_id("quantity", written.article_id, evidence, [number, number, unit, None])
    return Quantity(
        name, written.article_id, tuple(sorted(evidence)), span, number, number, unit, None, (), at(written.text, of) if of else None
    )


# Dates alone, in what is said and over its edge; the same sentence in two articles; numbers; what has no day.
TIDE = Written(
    "g/tide.txt", outlet="Tallow Wire", title="Tide to turn", url="https://tallow.example/3", published=when(10),
    text=(
        "Tide to turn\n\nThe tide gate broke on 3 March 2029. “The gate opens on Monday for 40 ferries,” Ilka Brandt said on Thursday evening.\n\n"
        "On Monday nobody came. Two guards stayed for two hours. Recently the ice grew by 12 per cent, and the gate shuts in May.\n"
    ),
    said=[Said(["The gate opens on Monday for 40 ferries,"], "Ilka Brandt", "said", "Ilka Brandt")],
)  # fmt: skip
EBB = Written(
    "h/ebb.txt", outlet="Harbour Gazette", title="Ebb", text="Ebb\n\nThe tide gate broke on 3 March 2029. Salt came on Thursday.\n", published=(when(11), when(14)),
    metadata=[("published", "2033-06-11/2033-06-14", None, "worked out: it tells of `Thursday`; it was captured on 2033-06-14", True)],
)  # fmt: skip
UNKNOWN = "the last Thursday up to the day of publication; the day of publication is not known"
VALUES = (
    time_of(TIDE, "3 March 2029", "2029-03-03", "2029-03-03", rule="the date as it is written"),
    time_of(TIDE, "Monday", "2033-06-13", "2033-06-13", anchor="published 2033-06-10", rule="the first Monday from the day of publication on"),
    time_of(TIDE, "Thursday evening", "2033-06-09TEV", "2033-06-09", type_="TIME", anchor="published 2033-06-10", rule="the evening of the last Thursday"),
    time_of(TIDE, "Monday", "2033-06-06", "2033-06-06", anchor="published 2033-06-10", rule="the last Monday up to the day of publication", after="On Monday"),
    time_of(TIDE, "two hours", "PT2H", type_="DURATION", rule="a length of time"),
    time_of(TIDE, "Recently", "PAST_REF", "/2033-06-10", anchor="published 2033-06-10", rule="in the past"),
    time_of(TIDE, "May", "2034-05", "2034-05-01/2034-05-31", anchor="published 2033-06-10", rule="the first May from the day of publication on"),
    time_of(EBB, "3 March 2029", "2029-03-03", "2029-03-03", rule="the date as it is written"),
    time_of(EBB, "Thursday", "XXXX-WXX-4", rule=UNKNOWN),
    quantity_of(TIDE, "40", 40.0, "1", "ferries"),
    quantity_of(TIDE, "Two", 2.0, "1", "guards"),
    quantity_of(TIDE, "12 per cent", 12.0, "%", "ice"),
)  # fmt: skip
