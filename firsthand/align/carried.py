"""A correction carried to every article that has it as it was wrong, so that a reader of that article sees it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from firsthand.align.corrections import Change, Corrected, Repeat, changes, corrected, figures, telling, words_of
from firsthand.align.query import Query
from firsthand.model import Decision, Judgement, Link, Passage, Span, digest

# Sentences of one article that a link shows.
SHOWN = 3
# Of what was changed a sentence of another article has so much of the words beside it.
BESIDE = 0.4

REUSED = """
    SELECT article_id_a, span_a, article_id_b, span_b FROM reuse
    WHERE article_id_a IN (SELECT unnest($1)) OR article_id_b IN (SELECT unnest($1)) ORDER BY ALL
"""
DERIVED = "SELECT article_id_a, article_id_b, direction FROM derivation ORDER BY ALL"
RETRACTED = "SELECT article_id, evidence FROM correction WHERE kind = 'retracted' ORDER BY article_id, span, finding_id"
NAMES = "SELECT article_id, coalesce(outlet, path) FROM article"
SENTENCES = "SELECT article_id, span, words FROM found.sentence WHERE article_id IN (SELECT unnest(?)) ORDER BY article_id, span"

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Reused:
    """Passages by article: where it stands there, and in which other one it stands where."""

    by_article: Mapping[str, Sequence[tuple[Span, str, Span]]]

    def partners(self, article_id: str, place: Passage) -> set[str]:
        return {other for span, other, _ in self.by_article.get(article_id, ()) if span.start < place.end and place.start < span.end}


@dataclass(slots=True)
class _Found:
    """What one article has of what another corrected."""

    reasons: list[str] = field(default_factory=list)
    sure: bool = False
    kind: str = "repeats"
    evidence: list[Passage] = field(default_factory=list)


def links(query: Query, _given: Sequence[Decision]) -> Iterator[Link]:
    """Story stage: links of kind corrects. `same` where the words came from the report that was corrected, `unsure` where that is not shown."""
    known = corrected(query)
    changed = changes(query)
    retracted = query(RETRACTED)
    if not (known.repeats or changed or retracted):
        return
    names = dict(query(NAMES))
    derived = _derived(query)
    found: dict[Pair, _Found] = {}
    _repeats(query, known, names, derived, found)
    _changes(query, changed, names, found)
    for article_id, evidence in retracted:
        _retracted(article_id, [Passage(article_id, e["role"], e["start"], e["end"], e["words"]) for e in evidence], names, derived, found)
    for (one, other), item in sorted(found.items()):
        judgement: Judgement = "same" if item.sure else "unsure"
        reason = "; ".join(dict.fromkeys(item.reasons))
        yield Link(
            digest("link", "corrects", one, other),
            "corrects",
            one,
            other,
            judgement,
            item.kind,
            reason,
            tuple(dict.fromkeys(item.evidence)),
            "rule",
        )


def _derived(query: Query) -> dict[Pair, str | None]:
    """(one, other) -> the article that drew on the other, both ways round."""
    found = {}
    for one, other, way in query(DERIVED):
        to = other if way == "a-to-b" else one if way == "b-to-a" else None
        found[one, other] = found[other, one] = to
    return found


def _reused(query: Query, names: Sequence[str]) -> _Reused:
    found: dict[str, list[tuple[Span, str, Span]]] = defaultdict(list)
    for one, span_a, other, span_b in query(REUSED, [list(names)]) if names else ():
        here, there = (Span(span["start"], span["end"]) for span in (span_a, span_b))
        found[one].append((here, other, there))
        found[other].append((there, one, here))
    return _Reused(found)


def _repeats(
    query: Query, known: Corrected, names: Mapping[str, str], derived: Mapping[Pair, str | None], found: dict[Pair, _Found]
) -> None:
    reused = _reused(query, sorted({repeat.passage.article_id for repeat in known.repeats}))
    by_note = {(repeat.passage, form) for repeat in known.repeats if repeat.wrong.kind != "told" for form in repeat.wrong.forms}
    for repeat in known.repeats:
        if repeat.wrong.kind == "told" and any((repeat.passage, form) in by_note for form in repeat.wrong.forms):
            continue  # the correction itself is in the story
        here, note = repeat.passage.article_id, repeat.wrong.article_id
        why, sure = _came(repeat, known, names, derived, reused)
        if not sure and repeat.wrong.sort == "words":
            continue
        item = found.setdefault((note, here), _Found())
        said = f"“{_short(repeat.wrong.words)}”" + (f", corrected to “{_short(repeat.wrong.instead)}”" if repeat.wrong.instead else "")
        item.reasons.append(f"it has {said}: {why}")
        item.sure |= sure
        if sum(piece.role == "repeats" for piece in item.evidence) < SHOWN:
            item.evidence += [*repeat.wrong.evidence, repeat.passage]


def _came(
    repeat: Repeat, known: Corrected, names: Mapping[str, str], derived: Mapping[Pair, str | None], reused: _Reused
) -> tuple[str, bool]:
    """How it came there, and whether that is shown."""
    here = repeat.passage.article_id
    own = known.own[repeat.wrong.article_id]
    wrong_too = {other.passage.article_id for other in known.repeats if other.wrong == repeat.wrong and other.passage.article_id != here}
    if repeat.doubted:
        return "its words may say that it is not so", False
    if here in own:
        return "the report that is corrected", True
    shared = sorted(
        reused.partners(here, repeat.passage) & (own | wrong_too | {repeat.wrong.article_id}), key=lambda name: (name not in own, name)
    )
    if shared:
        return f"in a passage that it shares with {names[shared[0]]}", True
    near = sorted((name for name in own | wrong_too if (here, name) in derived), key=lambda name: (name not in own, name))
    if near:
        return f"it has text in common with {names[near[0]]}, which has it too", True
    if repeat.wrong.sort == "spelling" and wrong_too:
        return "spelt the same way", False
    return "nothing shows that it has it from the report that is corrected", False


def _changes(query: Query, changed: Mapping[Pair, Sequence[Change]], names: Mapping[str, str], found: dict[Pair, _Found]) -> None:
    """What a later version has otherwise, in the earlier one, and in articles that share the passage with that one."""
    reused = _reused(query, sorted({one for one, _ in changed}))
    partners = sorted({other for one, _ in changed for _, other, _ in reused.by_article.get(one, ())})
    sentences: dict[str, list[Passage]] = defaultdict(list)
    for article_id, span, words in query(SENTENCES, [partners]) if partners else ():
        sentences[article_id].append(Passage(article_id, "repeats", span["start"], span["end"], words))
    for (one, other), listed in changed.items():
        for change in listed:
            _add_change(found, (other, one), change, "its later version has it otherwise", [change.before, change.after])
            places = [
                (third, there)
                for span, third, there in reused.by_article.get(one, ())
                if third != other and span.start < change.before.end and change.before.start < span.end
            ]
            for third, there in places:
                for piece in sentences[third]:
                    if piece.start < there.end and there.start < piece.end and _has(change, piece.words):
                        why = f"in a passage that it shares with the earlier version of {names[one]}"
                        _add_change(found, (other, third), change, why, [change.before, change.after, piece])


def _has(change: Change, words: str) -> bool:
    forms, was, now = set(words_of(words)), set(words_of(change.was)), set(words_of(change.now))
    beside = telling(change.before.words) - was - now
    return was <= forms and not (now - was) & forms and len(beside & forms) >= BESIDE * len(beside)


def _add_change(found: dict[Pair, _Found], pair: Pair, change: Change, why: str, shown: Sequence[Passage]) -> None:
    item = found.get(pair)
    if item is None:
        item = found[pair] = _Found(kind="changed")
    elif item.kind == "repeats" and figures(change.was) and any(change.was in reason for reason in item.reasons):
        return  # its note says so
    item.sure = True
    item.reasons.append(f"it has “{change.was}”, later “{change.now}”: {why}")
    item.evidence += shown


def _retracted(
    article_id: str, shown: Sequence[Passage], names: Mapping[str, str], derived: Mapping[Pair, str | None], found: dict[Pair, _Found]
) -> None:
    for (one, other), to in derived.items():
        if one == article_id and to != article_id:
            item = found.setdefault((one, other), _Found())
            item.kind, item.sure = "retracted", item.sure or to == other
            item.reasons.append(f"it {'draws on' if to == other else 'has text in common with'} {names[one]}'s report, which is retracted")
            item.evidence += shown


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 80 else words[:77].rsplit(" ", 1)[0] + " ..."
