"""Which articles are derived from which: labels as in METER (Gaizauskas et al. 2001), directions only with a reason."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from heapq import nsmallest
from math import fsum
from typing import Any, cast

from firsthand.align.corrections import corrected
from firsthand.align.directions import Credited, Side, direction, key
from firsthand.align.held import sentence
from firsthand.align.named_outlets import told_as_source
from firsthand.align.query import Query
from firsthand.align.rare import Rarities, amount, both_have, common_part, rarities
from firsthand.align.retold import Retold, Story, reading
from firsthand.align.reuse import TEXTS, outside, quoted_in
from firsthand.align.shared_errors import Known, shared_errors
from firsthand.align.signed import called, signed
from firsthand.align.sketches import WORD
from firsthand.model import Decision, Derivation, DerivationLabel, Passage, Span, Way, digest

# Prose passages of so many words in all make an article derived, on the shorter side; with a credit of the one to the other fewer do, or rare words alone.
LEAST_PROSE = 15
# An article is wholly derived where passages of either kind hold so much of it.
WHOLLY = 0.8
# With a credit to the other's report so much of the telling words in common is enough.
CREDITED = 0.12
# What two articles share passes through a third that has so much of it, and more of both; so many are asked.
THROUGH, THIRDS = 0.85, 20
# Stories with more articles are looked at for passages and credits alone.
MOST_RETOLD = 1_000
# Rare words that a row shows.
SHOWN = 8

ARTICLES = """
    SELECT a.article_id, a.outlet, a.byline, a.url, a.published_earliest, a.published_latest, list(l.id_b ORDER BY l.id_b) FILTER (l.id_b IS NOT NULL) FROM article a
    LEFT JOIN link l ON l.kind = 'version-of' AND l.judgement = 'same' AND l.id_a = a.article_id
    GROUP BY ALL ORDER BY a.article_id
"""
SHARED = "SELECT article_id_a, span_a, article_id_b, span_b, kind, evidence FROM reuse ORDER BY article_id_a, article_id_b, span_a, span_b"
HAS_CREDITS = (
    "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'credit' AND schema_name = 'main' AND database_name = current_database()"
)
CREDITS = """
    SELECT article_id, span, kind, label, credited, credited_article_id, (
        SELECT min(e.words) FROM (SELECT unnest(evidence) AS e) WHERE e."start" = span."start" AND e."end" = span."end"
    ) FROM credit c WHERE NOT (kind = 'wire' AND EXISTS ( -- whose picture it is
        SELECT 1 FROM furniture f WHERE f.article_id = c.article_id AND f.kind = 'caption'
        AND f.span."start" < c.credited_span."end" AND c.credited_span."start" < f.span."end"
    )) ORDER BY article_id, span
"""


@dataclass(slots=True)
class Text:
    """What is known of one article: words in all and outside quotation marks, its telling words, its credits."""

    side: Side
    words: int = 0
    prose: int = 0
    rare: Rarities | None = None


@dataclass(slots=True)
class Both:
    """What two articles share: passages of prose by side, words of prose on either side and of all passages, and the longest."""

    spans: tuple[list[Span], list[Span]] = field(default_factory=lambda: ([], []))
    prose: list[int] = field(default_factory=lambda: [0, 0])
    whole: list[int] = field(default_factory=lambda: [0, 0])
    longest: int = 0


Pair = tuple[str, str]


def derivations(query: Query, _given: Sequence[Decision]) -> Iterator[Derivation]:
    """Story stage: a row for each two articles of which one is derived from the other, or both from one source."""
    texts = _articles(query)
    shared = _shared(query)
    credited = {pair for pair in _credited(texts) if all(name in texts for name in pair)}
    small = len(texts) <= MOST_RETOLD
    read = _read(query, texts, None if small else sorted({name for pair in (*shared, *credited) for name in pair}), whole=small)
    found: dict[Pair, tuple[DerivationLabel, Retold | None]] = {}
    for pair in sorted({*shared, *credited, *(read.story.worth() if read.story else ())}):
        both = shared.get(pair, Both())
        retold = (
            read.story.retold(pair, credited=named_by(texts, pair)) if read.story and read.story.enough(pair) and not enough(both) else None
        )
        label = _label(texts[pair[0]], texts[pair[1]], both, retold)
        if label is not None:
            found[pair] = label, retold
    holders = Counter(form for text in texts.values() if text.rare for form in text.rare.weights)
    partners: dict[str, dict[str, float]] = defaultdict(dict)
    for one_id, other_id in found:
        left, right = texts[one_id].rare, texts[other_id].rare
        assert left is not None
        assert right is not None
        partners[one_id][other_id] = partners[other_id][one_id] = amount(both_have(left, right))
    for pair, (label, retold) in found.items():
        through = _through(texts, pair, partners) if pair not in credited else None
        left, right = texts[pair[0]].rare, texts[pair[1]].rare
        wrong = tuple(shared_errors(read.known, *pair, left, right)) if left is not None and right is not None else ()
        for name, span in (read.story.named(pair) if read.story else {}).items():
            words = read.story.readings[name].text[span.start : span.end] if read.story else ""
            texts[name].side.named = Passage(name, "outlet", span.start, span.end, words)
            whole = read.story.readings[name].text if read.story else ""
            around = sentence(whole, span)
            texts[name].side.named_in = around if told_as_source(whole, span, around) else None
        yield _row(texts, pair, label, shared.get(pair, Both()), through, holders, wrong, retold)


def against_each_other(query: Query) -> tuple[dict[str, Text], dict[Pair, Both], Story]:
    """The articles, what they share, and each set against the others: what is needed to tell whether one is another told again."""
    texts = _articles(query)
    story = _read(query, texts, None, whole=True).story
    assert story is not None
    return texts, _shared(query), story


# --- what is known ------------------------------------------------------------------------------------------------------------------


def _articles(query: Query) -> dict[str, Text]:
    named: dict[str, list[Credited]] = defaultdict(list)
    if query(HAS_CREDITS)[0][0]:
        for article_id, span, kind, label, name, credited_id, words in query(CREDITS):
            named[article_id].append(Credited(Span(span["start"], span["end"]), words or "", kind, label, name, credited_id))
    listed = query(ARTICLES)
    reports = Counter(key(outlet) for _, outlet, *_, others in listed if not others)
    outlets = called(outlet for _, outlet, *_ in listed if outlet)
    return {
        article_id: Text(
            Side(
                article_id,
                outlet,
                (first, last) if first and last else None,
                named.get(article_id, ()),
                gives_way=frozenset(others or ()),
                several=reports[key(outlet)] > 1,
                signed=signed(byline, url, outlet, outlets),
            )
        )
        for article_id, outlet, byline, url, first, last, others in listed
    }


def _shared(query: Query) -> dict[Pair, Both]:
    found: dict[Pair, Both] = defaultdict(Both)
    long: dict[tuple[Any, ...], int] = {}
    for name_a, span_a, name_b, span_b, kind, evidence in query.stream(SHARED):
        both = found[name_a, name_b]
        words = {piece["role"]: piece["words"] for piece in evidence}
        for place, told in (((name_a, *span_a.values()), words["a"]), ((name_b, *span_b.values()), words["b"])):
            if place not in long:  # of near copies the same passage is in many rows
                long[place] = len(WORD.findall(told))
        counts = long[name_a, *span_a.values()], long[name_b, *span_b.values()]
        for side, span in enumerate((span_a, span_b)):
            both.whole[side] += counts[side]
            if kind == "prose":
                both.spans[side].append(Span(span["start"], span["end"]))
                both.prose[side] += counts[side]
        if kind == "prose":
            both.longest = max(both.longest, min(counts))
    return dict(found)


def _credited(texts: Mapping[str, Text]) -> Iterator[Pair]:
    """Pairs of which one credits the other's report."""
    for name, text in texts.items():
        for credit in text.side.credits:
            if credit.label == "credit" and credit.article_id is not None and credit.article_id != name:
                yield cast("Pair", tuple(sorted((name, credit.article_id))))


@dataclass(slots=True)
class Read:
    """The texts: what they have, and, where the story is small enough, each set against the others."""

    known: Known = field(default_factory=Known)
    story: Story | None = None


def _read(query: Query, texts: Mapping[str, Text], wanted: Sequence[str] | None, *, whole: bool) -> Read:
    read = Read()
    if wanted is not None and not wanted:
        return read
    readings = {}
    where, given = ("", []) if wanted is None else ("WHERE a.article_id IN (SELECT unnest(?))", [list(wanted)])
    for article_id, text, left_out, quoted in query.stream(TEXTS.format(where), cast("list[Any]", given)):
        out, inside = outside(text, left_out), quoted_in(text, quoted)
        here = texts[article_id]
        here.side.credits = [replace(credit, sentence=sentence(text, credit.span)) for credit in here.side.credits]
        if whole:
            vague = next((credit.span for credit in here.side.credits if credit.label == "vague"), None)
            readings[article_id] = reading(text, out, inside, here.side.outlet, vague)
        here.rare = readings[article_id].rare if whole else rarities(text, out, inside)
        here.words, here.prose = here.rare.words, here.rare.prose
        read.known.add(article_id, text, out, inside, here.rare)
    read.known.spellings()
    if whole:
        read.story = Story(readings)
    for (source, name), shown in corrected(query).followed().items():
        if source in texts and name in texts:
            texts[source].side.errors = {**texts[source].side.errors, name: shown}
    return read


# --- what it says -------------------------------------------------------------------------------------------------------------------------


def enough(both: Both) -> bool:
    """Whether the passages alone show it."""
    return min(both.prose) >= LEAST_PROSE


def named_by(texts: Mapping[str, Text], pair: Pair) -> bool:
    """Whether the one has a credit to the other's report or outlet."""
    one, other = texts[pair[0]].side, texts[pair[1]].side
    return bool(one.names_of(other) or other.names_of(one))


def _label(one: Text, other: Text, both: Both, retold: Retold | None) -> DerivationLabel | None:
    prose = min(both.prose)
    tied = bool(one.side.names_of(other.side) or other.side.names_of(one.side)) or (
        prose > 0
        and bool(
            one.side.thirds(other.side).keys() & other.side.thirds(one.side).keys() or one.side.marks().keys() & other.side.marks().keys()
        )
    )
    if one.rare is None or other.rare is None:
        return None
    derived = (
        enough(both) or (tied and (prose > 0 or common_part(one.rare, other.rare) >= CREDITED)) or (retold is not None and retold.holds)
    )
    if not derived:
        return None
    whole = max(count / text.words if text.words else 0.0 for count, text in zip(both.whole, (one, other), strict=True))
    return "wholly" if whole >= WHOLLY and prose else "partially"


def _through(texts: Mapping[str, Text], pair: Pair, partners: Mapping[str, Mapping[str, float]]) -> str | None:
    """A third article that has nearly all that these two share, and more in common with both than they have with each other."""
    one, other = texts[pair[0]].rare, texts[pair[1]].rare
    if one is None or other is None:
        return None
    ones, others = partners[pair[0]], partners[pair[1]]
    least = {name: min(ones[name], others[name]) for name in ones.keys() & others.keys()}
    ranked = sorted((name for name, value in least.items() if value > ones[pair[1]]), key=lambda name: (-least[name], name))
    mine = both_have(one, other) if ranked else {}
    for name in ranked[:THIRDS]:
        third = texts[name].rare
        if third is not None and fsum(value for form, value in mine.items() if form in third.weights) >= THROUGH * ones[pair[1]]:
            return name
    return None


def _row(  # noqa: PLR0913, PLR0917
    texts: Mapping[str, Text],
    pair: Pair,
    label: DerivationLabel,
    both: Both,
    through: str | None,
    holders: Mapping[str, int],
    wrong: tuple[Passage, ...],
    retold: Retold | None,
) -> Derivation:
    one, other = texts[pair[0]], texts[pair[1]]
    one.side.shared, other.side.shared = both.spans
    told = direction(one.side, other.side, both.longest, wrong)
    one.side.shared, other.side.shared = [], []
    one.side.named = other.side.named = None
    one.side.named_in = other.side.named_in = None
    share_a, share_b = (
        round(min(1.0, count / text.prose), 3) if text.prose else 0.0 for count, text in zip(both.prose, (one, other), strict=True)
    )
    way: Way | None = None if told.to is None else "a-to-b" if told.to == pair[1] else "b-to-a"
    shown = retold.evidence if retold is not None and retold.holds else ()
    evidence = tuple(dict.fromkeys((*told.evidence, *shown, *wrong, *_rare(texts, pair, holders))))
    return Derivation(
        digest("derivation", *pair),
        *pair,
        label,
        share_a,
        share_b,
        way,
        told.rule,
        told.source,
        through,
        f"{_why(both, retold)}; {told.reason}",
        evidence,
    )


def _why(both: Both, retold: Retold | None) -> str:
    prose, passages = min(both.prose), len(both.spans[0])
    told = [f"{prose} words of prose in {passages} passage{'s' if passages > 1 else ''}"] if prose else []
    if retold is not None and retold.holds:
        told.append(retold.reason())
    return "; ".join(told) or "no passage of prose, but rare words in common"


def _rare(texts: Mapping[str, Text], pair: Pair, holders: Mapping[str, int]) -> Iterator[Passage]:
    """The rarest words that both have, those first that few others have too, where each has them first."""
    one, other = texts[pair[0]].rare, texts[pair[1]].rare
    if one is None or other is None:
        return
    listed = [item for item in both_have(one, other).items() if item[1] > 1]
    for form, _ in nsmallest(SHOWN, listed, key=lambda item: (holders[item[0]], -item[1], one.places[item[0]][0].start)):
        for name, rare, role in ((pair[0], one, "rare-a"), (pair[1], other, "rare-b")):
            span, words = rare.places[form]
            yield Passage(name, role, span.start, span.end, words)
