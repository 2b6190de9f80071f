"""What a person decided, and where it applies. Decisions name articles and stretches of them by path and by words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from firsthand.align import edges_decided
from firsthand.align.names_alike import plain
from firsthand.align.query import Query
from firsthand.model import Decision, Metadata, MetadataField, Span

FIELDS: dict[str, MetadataField] = {"outlet": "outlet", "title": "title", "byline": "byline", "published": "published", "url": "url"}
NOT_AN_ARTICLE = "not-an-article"
AN_ARTICLE = "an-article"
SPEAKER, SAME, DIFFERENT, DATE = "speaker", "same", "different", "date"
NAMED = "SELECT DISTINCT article_id, name FROM found.mention SEMI JOIN article USING (article_id) WHERE name IS NOT NULL"
TELLING = 'SELECT article_id, span."start", span."end" FROM found.time_expression WHERE article_id IN (SELECT unnest(?)) ORDER BY ALL'
SAYING = """
    SELECT article_id, finding_id, evidence FROM found.attribution WHERE article_id IN (SELECT unnest(?)) ORDER BY article_id, finding_id
"""


@dataclass(frozen=True, slots=True)
class Applied:
    """A decision on one article; `spans` are the places of its words, in order."""

    decision: Decision
    article_id: str
    spans: tuple[Span, ...]


def apply(query: Query, given: Sequence[Decision]) -> list[Applied]:
    """Each decision with each article that it names. A path and words together must both hold. Those on edges are not of one article."""
    return [applied for decision in given if decision.kind != edges_decided.EDGE for applied in _applied(query, decision)]


def left_out(query: Query, given: Sequence[Decision]) -> dict[str, Decision]:
    """Articles that a person calls none."""
    return {a.article_id: a.decision for a in apply(query, [d for d in given if d.kind == NOT_AN_ARTICLE])}


def entries(applied: Sequence[Applied]) -> Iterator[Metadata]:
    """Decisions on metadata as a person's candidates."""
    for item in applied:
        field = FIELDS.get(item.decision.kind)
        if field is not None and item.decision.value:
            yield Metadata(item.article_id, field, item.decision.value, None, None, "person", True)
        elif item.decision.kind == AN_ARTICLE:
            yield Metadata(item.article_id, "kind", "article", None, None, "person", True)


def speakers(query: Query, given: Sequence[Decision]) -> dict[str, Applied]:
    """finding_id -> the last decision that names its speaker.

    Words that reach into source or cue mean that attribution; words of a content mean the innermost one that holds them.
    """
    applied = apply(query, [d for d in given if d.kind == SPEAKER])
    rows: dict[str, list[tuple[str, list[dict[str, Any]]]]] = {}
    for article_id, finding_id, evidence in query(SAYING, [sorted({item.article_id for item in applied})]) if applied else ():
        rows.setdefault(article_id, []).append((finding_id, evidence))
    return {finding_id: item for item in applied for span in item.spans for finding_id in _meant(rows.get(item.article_id, ()), span)}


def _meant(rows: Iterable[tuple[str, list[dict[str, Any]]]], span: Span) -> list[str]:
    said: list[tuple[int, str]] = []
    beside: list[str] = []
    for finding_id, evidence in rows:
        touched = {piece["role"] for piece in evidence if piece["start"] < span.end and span.start < piece["end"]}
        if touched & {"source", "cue"}:
            beside.append(finding_id)
        elif "content" in touched:
            said.append((sum(piece["end"] - piece["start"] for piece in evidence if piece["role"] == "content"), finding_id))
    return beside or [finding_id for size, finding_id in said if size == min(said)[0]]


def dates(query: Query, given: Sequence[Decision]) -> dict[str, dict[Span, Decision]]:
    """article_id -> span of a time expression -> the last decision that says what it means.

    Words mean the one expression that they touch; where they touch several, that which they are; else they mean none.
    """
    applied = apply(query, [d for d in given if d.kind == DATE])
    there: dict[str, list[Span]] = {}
    for article_id, start, end in query(TELLING, [sorted({item.article_id for item in applied})]) if applied else ():
        there.setdefault(article_id, []).append(Span(start, end))
    made: dict[str, dict[Span, Decision]] = {}
    for item in applied:
        for span in item.spans:
            touched = [each for each in there.get(item.article_id, ()) if each.start < span.end and span.start < each.end]
            if len(touched) > 1:
                touched = [each for each in touched if each == span]
            made.setdefault(item.article_id, {}).update(dict.fromkeys(touched, item.decision))
    return made


def decisions(query: Query, given: Sequence[Decision]) -> Iterator[Decision]:
    """Story stage: every decision, with the number of articles that it applies to and, where none, why."""
    for decision in given:
        count = len(_articles(query, decision))
        yield replace(decision, applied=count, remark=None if count else _why_not(query, decision))


def _articles(query: Query, decision: Decision) -> set[str]:
    """The articles to which a decision applies."""
    if decision.kind == SPEAKER:
        return {item.article_id for item in speakers(query, [decision]).values()}
    if decision.kind == DATE:
        return {article_id for article_id, spans in dates(query, [decision]).items() if spans}
    if decision.kind == edges_decided.EDGE:
        return {article_id for pair in edges_decided.edges(query, [decision]) for article_id in pair}
    if decision.kind not in (SAME, DIFFERENT):
        return {item.article_id for item in _applied(query, decision)}
    ones, others = _naming(query, decision.value), _naming(query, decision.other)
    if decision.path is not None or decision.words is not None:
        ones &= {item.article_id for item in _applied(query, decision)}
    return ones | others if ones and others else set()


def _naming(query: Query, name: str | None) -> set[str]:
    """The articles that have the name."""
    return {article_id for article_id, other in query(NAMED) if plain(other) == plain(name or "")}


def _applied(query: Query, decision: Decision) -> Iterator[Applied]:
    if decision.path is not None:
        rows = query.stream(
            "SELECT article_id, text FROM found.article WHERE article_id IN (SELECT article_id FROM found.capture WHERE path = ?) ORDER BY 1",
            [decision.path],
        )
    else:
        rows = query.stream("SELECT article_id, text FROM found.article WHERE contains(text, ?) ORDER BY 1", [decision.words or ""])
    for article_id, text in rows:
        spans = tuple(_places(text, decision.words)) if decision.words else ()
        if spans or not decision.words:
            yield Applied(decision, article_id, spans)


def _places(text: str, words: str) -> Iterator[Span]:
    start = text.find(words)
    while start >= 0:
        yield Span(start, start + len(words))
        start = text.find(words, start + len(words))


def _why_not(query: Query, decision: Decision) -> str:
    if decision.kind == edges_decided.EDGE:
        return edges_decided.why_not(query, decision)
    if decision.path is not None and not query("SELECT 1 FROM found.capture WHERE path = ? LIMIT 1", [decision.path]):
        return f"no file {decision.path!r} is in the story"
    if decision.kind in (SAME, DIFFERENT):
        missing = next((name for name in (decision.value, decision.other) if not _naming(query, name)), decision.value)
        return f"no article names {missing!r}" if decision.path is None else f"no article names {missing!r} there"
    if decision.kind == SPEAKER and next(_applied(query, decision), None) is not None:
        return "its words are part of no attribution"
    if decision.kind == DATE and next(_applied(query, decision), None) is not None:
        return "its words are not one date or time: give those of the one that is meant"
    return "its words are in no article" if decision.path is None else f"its words are not in {decision.path!r}"
