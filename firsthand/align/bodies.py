"""What two articles' texts have in common: whole sentences, and runs of words where sentences were edited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from firsthand.align.query import Query
from firsthand.model import Passage, Span, normalised

# Runs of so many words (shingles, Broder 1997).
RUN = 5
# Sentences of fewer words prove nothing, and are not shown.
TELLING = 4
# Sentences of one article alone that a link shows.
SHOWN = 3

SENTENCES = """
    SELECT s.article_id, s.span, s.words FROM found.sentence s
    WHERE s.article_id IN (SELECT unnest(?)) AND NOT EXISTS (
        SELECT 1 FROM found.furniture f
        WHERE f.article_id = s.article_id AND f.span."start" < s.span."end" AND s.span."start" < f.span."end"
    )
    ORDER BY s.article_id, s.span
"""
# Where the language is not analysed there are no sentences: the blocks of the article stand for them.
BLOCKS = """
    SELECT b.article_id, b.span, b.words FROM found.block b
    WHERE b.article_id IN (SELECT unnest(?)) AND b.main IS DISTINCT FROM FALSE AND NOT EXISTS (
        SELECT 1 FROM found.furniture f
        WHERE f.article_id = b.article_id AND f.span."start" < b.span."end" AND b.span."start" < f.span."end"
    )
    ORDER BY b.article_id, b.span
"""


@dataclass(frozen=True, slots=True)
class Body:
    """An article's sentences by their plain words, in order, and its runs of words. What surrounds it on the page is left out."""

    article_id: str
    sentences: Mapping[str, tuple[Span, str]]
    runs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Common:
    """`least`, `most`: the share of the shorter's and of the longer's runs that the other has too; `both`, `either`: sentences."""

    least: float
    most: float
    both: int
    either: int


def bodies(query: Query, article_ids: Sequence[str]) -> dict[str, Body]:
    """The bodies of these articles, all of them."""
    found: dict[str, list[tuple[Span, str]]] = {article_id: [] for article_id in article_ids}
    for article_id, span, words in query(SENTENCES, [list(article_ids)]):
        found[article_id].append((Span(span["start"], span["end"]), words))
    without = [article_id for article_id, lines in found.items() if not lines]
    for article_id, span, words in query(BLOCKS, [without]) if without else ():
        found[article_id].append((Span(span["start"], span["end"]), words))
    return {article_id: _body(article_id, lines) for article_id, lines in found.items()}


def _body(article_id: str, lines: Sequence[tuple[Span, str]]) -> Body:
    sentences: dict[str, tuple[Span, str]] = {}
    words: list[str] = []
    for span, said in lines:
        plain = normalised(said)
        words.extend(plain.split())
        if plain.count(" ") >= TELLING - 1:
            sentences.setdefault(plain, (span, said))
    runs = frozenset(" ".join(words[n : n + RUN]) for n in range(len(words) - RUN + 1))
    return Body(article_id, sentences, runs)


def common(one: Body, other: Body) -> Common:
    shared, lengths = len(one.runs & other.runs), sorted((len(one.runs), len(other.runs)))
    both = len(one.sentences.keys() & other.sentences.keys())
    either = len(one.sentences.keys() | other.sentences.keys())
    return Common(shared / lengths[0] if lengths[0] else 0.0, shared / lengths[1] if lengths[1] else 0.0, both, either)


def passages(one: Body, other: Body) -> tuple[Passage, ...]:
    """The longest sentence that stands in both, and the first ones that stand in one alone."""
    both = max(one.sentences.keys() & other.sentences.keys(), key=lambda plain: (len(plain), plain), default=None)
    shown = [_passage(body, "both", both) for body in (one, other) if both is not None]
    for body, against in ((one, other), (other, one)):
        alone = [plain for plain in body.sentences if plain not in against.sentences]
        shown += [_passage(body, "only", plain) for plain in alone[:SHOWN]]
    return tuple(shown)


def _passage(body: Body, role: str, plain: str) -> Passage:
    span, words = body.sentences[plain]
    return Passage(body.article_id, role, span.start, span.end, words)
