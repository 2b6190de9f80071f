"""Which articles are derived from which: labels as in METER (Gaizauskas et al. 2001), directions only with a reason."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import fsum
from typing import Any, cast

from firsthand.align.corrections import corrected
from firsthand.align.directions import Credited, Side, direction
from firsthand.align.query import Query
from firsthand.align.rare import Rarities, amount, both_have, common_part, order_kept, rarities
from firsthand.align.reuse import TEXTS, quoted_in, spans
from firsthand.align.shared_errors import Known, shared_errors
from firsthand.align.sketches import WORD
from firsthand.model import Decision, Derivation, DerivationLabel, Passage, Span, Way, digest

# Prose passages of so many words in all make an article derived, on the shorter side; with a credit of the one to the other fewer do, or rare words alone.
LEAST_PROSE = 15
# An article is wholly derived where passages of either kind hold so much of it.
WHOLLY = 0.8
# Told again in other words: two texts with so much of their telling words in common, in so much the same order (rare.py), of so many in all; and of these, where
# there are APART articles and more, ALONE in no other article. Reports of one event that have nothing from each other rarely have all of it (benchmarks/reuse.py).
RETOLD, RETOLD_OF = ((0.56, 0.4), (0.42, 0.55)), 70.0
APART, ALONE = 4, 0.05
# With a credit to the other's report; with one that names nobody, where the two are nearest to each other.
CREDITED, VAGUELY, VAGUE_OF, VAGUE_ORDER = 0.12, 0.36, 55.0, 0.25
# The number of articles stands among those that hold a word, under what is no word.
STORIES = ""
# What two articles share passes through a third that has so much of it, and more of both; so many are asked.
THROUGH, THIRDS = 0.85, 20
# Stories with more articles are looked at for passages and credits alone.
MOST_RETOLD = 1_000
# Up to so many, each two are compared; of more, those that have SEVERAL words in common which at most FEW have.
ALL_PAIRS, FEW, SEVERAL = 60, 12, 6
# Rare words that a row shows.
SHOWN = 8

ARTICLES = """
    SELECT a.article_id, a.outlet, a.published_earliest, a.published_latest, list(l.id_b ORDER BY l.id_b) FILTER (l.id_b IS NOT NULL) FROM article a
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
    ) FROM credit ORDER BY article_id, span
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
    named = {pair for pair in _credited(texts) if all(name in texts for name in pair)}
    retold = len(texts) <= MOST_RETOLD
    errors = _read(query, texts, None if retold else sorted({name for pair in (*shared, *named) for name in pair}))
    near = _near(texts) if retold else {}
    vague = _vague(texts, near)
    holders = Counter(form for text in texts.values() if text.rare for form in text.rare.weights)
    holders[STORIES] = len(texts)
    found = {}
    for pair in sorted({*shared, *named, *near}):
        one, other = texts[pair[0]], texts[pair[1]]
        label = _label(one, other, shared.get(pair, Both()), pair in vague, holders)
        if label is not None:
            found[pair] = label
    partners: dict[str, dict[str, float]] = defaultdict(dict)
    for one_id, other_id in found:
        left, right = texts[one_id].rare, texts[other_id].rare
        assert left is not None
        assert right is not None
        partners[one_id][other_id] = partners[other_id][one_id] = amount(both_have(left, right))
    for pair, label in found.items():
        through = _through(texts, pair, partners) if pair not in named else None
        left, right = texts[pair[0]].rare, texts[pair[1]].rare
        wrong = tuple(shared_errors(errors, *pair, left, right)) if left is not None and right is not None else ()
        yield _row(texts, pair, label, shared.get(pair, Both()), through, holders, wrong)


# --- what is known ------------------------------------------------------------------------------------------------------------------


def _articles(query: Query) -> dict[str, Text]:
    named: dict[str, list[Credited]] = defaultdict(list)
    if query(HAS_CREDITS)[0][0]:
        for article_id, span, kind, label, name, credited_id, words in query(CREDITS):
            named[article_id].append(Credited(Span(span["start"], span["end"]), words or "", kind, label, name, credited_id))
    return {
        article_id: Text(
            Side(
                article_id,
                outlet,
                (first, last) if first and last else None,
                named.get(article_id, ()),
                gives_way=frozenset(others or ()),
            )
        )
        for article_id, outlet, first, last, others in query(ARTICLES)
    }


def _shared(query: Query) -> dict[Pair, Both]:
    found: dict[Pair, Both] = defaultdict(Both)
    for name_a, span_a, name_b, span_b, kind, evidence in query.stream(SHARED):
        both = found[name_a, name_b]
        words = {piece["role"]: len(WORD.findall(piece["words"])) for piece in evidence}
        counts = words["a"], words["b"]
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


def _read(query: Query, texts: Mapping[str, Text], wanted: Sequence[str] | None) -> Known:
    known = Known()
    if wanted is not None and not wanted:
        return known
    where, given = ("", []) if wanted is None else ("WHERE a.article_id IN (SELECT unnest(?))", [list(wanted)])
    for article_id, text, left_out, quoted in query.stream(TEXTS.format(where), cast("list[Any]", given)):
        out, inside = spans(left_out), quoted_in(text, quoted)
        here = texts[article_id]
        here.rare = rarities(text, out, inside)
        here.words, here.prose = here.rare.words, here.rare.prose
        known.add(article_id, text, out, inside, here.rare)
    known.spellings()
    for (source, name), shown in corrected(query).followed().items():
        if source in texts and name in texts:
            texts[source].side.errors = {**texts[source].side.errors, name: shown}
    return known


def _near(texts: Mapping[str, Text]) -> dict[Pair, float]:
    """How much of their telling words two articles have in common, where that is much."""
    names = sorted(texts)
    listed = list(combinations(names, 2)) if len(names) <= ALL_PAIRS else _candidates(texts)
    found = {}
    for pair in listed:
        one, other = texts[pair[0]].rare, texts[pair[1]].rare
        if one is not None and other is not None and min(one.total, other.total) >= VAGUE_OF:
            part = common_part(one, other)
            if part >= VAGUELY:
                found[pair] = part
    return found


def _candidates(texts: Mapping[str, Text]) -> list[Pair]:
    """Pairs that have several words in common which few articles have."""
    holders: dict[str, list[str]] = defaultdict(list)
    for name, text in sorted(texts.items()):
        for form, value in text.rare.weights.items() if text.rare else ():
            if value > 1:
                holders[form].append(name)
    counts: Counter[Pair] = Counter()
    for held in holders.values():
        if len(held) <= FEW:
            counts.update(combinations(held, 2))
    return sorted(pair for pair, count in counts.items() if count >= SEVERAL)


# --- what it says -------------------------------------------------------------------------------------------------------------------------


def _label(one: Text, other: Text, both: Both, vague: bool, holders: Mapping[str, int]) -> DerivationLabel | None:
    prose = min(both.prose)
    tied = bool(one.side.names_of(other.side) or other.side.names_of(one.side)) or (
        prose > 0 and one.side.thirds(other.side).keys() & other.side.thirds(one.side).keys()
    )
    if one.rare is None or other.rare is None:
        return None
    part = common_part(one.rare, other.rare)
    derived = prose >= LEAST_PROSE or (tied and (prose > 0 or part >= CREDITED)) or _retold(one.rare, other.rare, part, vague, holders)
    if not derived:
        return None
    whole = max(count / text.words if text.words else 0.0 for count, text in zip(both.whole, (one, other), strict=True))
    return "wholly" if whole >= WHOLLY and prose else "partially"


def _retold(one: Rarities, other: Rarities, part: float, vague: bool, holders: Mapping[str, int]) -> bool:
    """`vague`: one of them says that it has it from a report, and is nearest to the other."""
    least = min(one.total, other.total)
    if least < (VAGUE_OF if vague else RETOLD_OF) or part < min(VAGUELY if vague else common for common, _ in RETOLD):
        return False
    alone = fsum(value for form, value in both_have(one, other).items() if holders[form] == 2)
    if holders[STORIES] >= APART and alone < ALONE * least:
        return False
    order = order_kept(one, other)
    return (vague and order >= VAGUE_ORDER) or any(part >= common and order >= kept for common, kept in RETOLD)


def _vague(texts: Mapping[str, Text], near: Mapping[Pair, float]) -> set[Pair]:
    """Pairs of which one says that it has it from a report that it does not name, and which have more in common than that one has with any other."""
    found = set()
    best: dict[str, tuple[float, Pair]] = {}
    for pair, part in near.items():
        for name in pair:
            best[name] = max(best.get(name, (0.0, pair)), (part, pair))
    for name, (_, pair) in best.items():
        if any(credit.label == "vague" for credit in texts[name].side.credits):
            found.add(pair)
    return found


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
) -> Derivation:
    one, other = texts[pair[0]], texts[pair[1]]
    one.side.shared, other.side.shared = both.spans
    told = direction(one.side, other.side, both.longest, wrong)
    one.side.shared, other.side.shared = [], []
    share_a, share_b = (
        round(min(1.0, count / text.prose), 3) if text.prose else 0.0 for count, text in zip(both.prose, (one, other), strict=True)
    )
    way: Way | None = None if told.to is None else "a-to-b" if told.to == pair[1] else "b-to-a"
    evidence = tuple(dict.fromkeys((*told.evidence, *wrong, *_rare(texts, pair, holders))))
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
        f"{_why(both)}; {told.reason}",
        evidence,
    )


def _why(both: Both) -> str:
    prose, passages = min(both.prose), len(both.spans[0])
    return (
        f"{prose} words of prose in {passages} passage{'s' if passages > 1 else ''}"
        if prose
        else "no passage of prose, but rare words in common"
    )


def _rare(texts: Mapping[str, Text], pair: Pair, holders: Mapping[str, int]) -> Iterator[Passage]:
    """The rarest words that both have, those first that few others have too, where each has them first."""
    one, other = texts[pair[0]].rare, texts[pair[1]].rare
    if one is None or other is None:
        return
    ranked = sorted(both_have(one, other).items(), key=lambda item: (holders[item[0]], -item[1], one.places[item[0]][0].start))
    for form, _ in [item for item in ranked if item[1] > 1][:SHOWN]:
        for name, rare, role in ((pair[0], one, "rare-a"), (pair[1], other, "rare-b")):
            span, words = rare.places[form]
            yield Passage(name, role, span.start, span.end, words)
