"""What a person decided, and where it applies. Decisions name articles and stretches of them by path and by words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from firsthand.align.query import Query
from firsthand.model import Decision, Metadata, MetadataField, Span

FIELDS: dict[str, MetadataField] = {"outlet": "outlet", "title": "title", "byline": "byline", "published": "published", "url": "url"}
NOT_AN_ARTICLE = "not-an-article"
AN_ARTICLE = "an-article"


@dataclass(frozen=True, slots=True)
class Applied:
    """A decision on one article; `spans` are the places of its words, in order."""

    decision: Decision
    article_id: str
    spans: tuple[Span, ...]


def apply(query: Query, given: Sequence[Decision]) -> list[Applied]:
    """Each decision with each article that it names. A path and words together must both hold."""
    return [applied for decision in given for applied in _applied(query, decision)]


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


def decisions(query: Query, given: Sequence[Decision]) -> Iterator[Decision]:
    """Story stage: every decision, with the number of articles that it applies to and, where none, why."""
    for decision in given:
        count = len({item.article_id for item in _applied(query, decision)})
        yield replace(decision, applied=count, remark=None if count else _why_not(query, decision))


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
    if decision.path is not None and not query("SELECT 1 FROM found.capture WHERE path = ? LIMIT 1", [decision.path]):
        return f"no file {decision.path!r} is in the story"
    return "its words are in no article" if decision.path is None else f"its words are not in {decision.path!r}"
