"""Which of two articles that share words drew on the other: told only where something shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from firsthand.model import Passage, Span, normalised

# Two dates are apart where so much lies between the latest time of the one and the earliest of the other, and so long a passage is shared: with less, both may
# have it from a third.
APART = timedelta(hours=24)
LONG = 20
# Where an error that no other article has is shared, a third is less likely: the later one by so much drew on the earlier.
SOON = timedelta(minutes=30)
# What tells the source by these rules is not believed of an article that is a day and more younger than what would have drawn on it.
UNLESS_LATER = frozenset(("wire-mark", "wire-mark-one", "attribution-lost"))


@dataclass(frozen=True, slots=True)
class Credited:
    """One credit of an article: `name` as all articles have it; `article_id`: the report that is meant, where the story has it; `sentence`: where it stands."""

    span: Span
    words: str
    kind: str
    label: str
    name: str | None
    article_id: str | None
    sentence: Span | None = None


@dataclass(slots=True)
class Side:
    """One article of a pair. `shared`: its passages of prose that the other has, by their order.

    `errors`: article -> what that one has as this one had it wrong, by its own or its outlet's correction. `named`: where it names the other's outlet; `named_in`: the sentence, where that is told as the other outlet's.
    `several`: its outlet has other reports in the story. `signed`: outlets that its byline or address names as the report's, each with which of the two.
    """

    article_id: str
    outlet: str | None
    published: tuple[datetime, datetime] | None
    credits: Sequence[Credited] = ()
    shared: list[Span] = field(default_factory=list)
    gives_way: frozenset[str] = frozenset()
    errors: Mapping[str, tuple[Passage, ...]] = field(default_factory=dict)
    named: Passage | None = None
    named_in: Span | None = None
    several: bool = False
    signed: Mapping[str, str] = field(default_factory=dict)

    def names_of(self, other: Side) -> list[Credited]:
        """Its credits to the other's report, or to its outlet where that may be meant."""
        own = key(other.outlet) if self.may_name(other) else ""
        return [
            c
            for c in self.credits
            if c.label == "credit"
            and (c.article_id == other.article_id or (own and key(c.name) == own and (c.article_id is None or self.shared)))
        ]

    def may_name(self, other: Side) -> bool:
        """Whether the other's outlet by name can mean the other: not the later one; of an outlet's several reports an earlier one."""
        later = _later(self, other, timedelta(0))
        return later is self or (later is None and not other.several)

    def marks(self) -> dict[str, Mark]:
        """Agencies that the whole report is marked with, by name."""
        found = {key(c.name): Mark(c.name, c) for c in reversed(self.credits) if c.kind == "wire" and c.name}
        return found | {key(name): Mark(name, None, where) for name, where in self.signed.items() if key(name) not in found}

    def thirds(self, other: Side) -> dict[str, Mark]:
        own = {key(self.outlet), key(other.outlet)}
        found = {key(c.name): Mark(c.name, c) for c in reversed(self.credits) if c.label == "credit" and c.name and key(c.name) not in own}
        return found | {key(name): Mark(name, None, where) for name, where in self.signed.items() if key(name) not in {*found, *own}}


@dataclass(frozen=True, slots=True)
class Mark:
    """An outlet that an article is marked with or credits: by words of its text, or by the field that names it (`byline`, `address`)."""

    name: str
    credit: Credited | None = None
    where: str = ""

    @property
    def own(self) -> bool:
        return self.credit is not None and self.credit.label == "first-hand"


@dataclass(frozen=True, slots=True)
class Direction:
    """`to`: the article that drew on the other; None: both on `source`, or not told. `rule`: which of the reasons it is."""

    to: str | None
    source: str | None
    rule: str | None
    reason: str
    evidence: tuple[Passage, ...] = ()


def key(name: str | None) -> str:
    return normalised(name or "").removeprefix("the ")


def direction(one: Side, other: Side, longest: int, errors: Sequence[Passage] = ()) -> Direction:
    """`longest`: words of the longest passage of prose that they share; `errors`: names and figures that they have wrong in the same way (shared_errors.py)."""
    for rule in (_by_credit, _by_marks, _by_version, _by_name, _by_third, _by_mark_of_one, _by_correction, _by_lost_credit):
        found = rule(one, other)
        if found is not None and not (
            (found.rule in UNLESS_LATER or (found.rule == "credit" and _exact(one, other))) and _backwards(found, one, other)
        ):
            return found
    return _by_dates(one, other, longest) or _by_error(one, other, errors) or Direction(None, None, None, "nothing tells which was first")


def _by_credit(one: Side, other: Side) -> Direction | None:
    mine, its = one.names_of(other), other.names_of(one)
    if mine and its:
        return Direction(None, None, "credit", "each credits the other", (*_shown(one, mine[:1]), *_shown(other, its[:1])))
    for side, named, source in ((one, mine, other), (other, its, one)):
        if named and source.named and source.named_in and _later(side, source, timedelta(0)) is not side:
            return Direction(None, None, "credit", "each names the other", (*_shown(side, named[:1]), source.named))
        if named and all(c.article_id is None for c in named) and _later(side, source, timedelta(0)) is not side:
            return None  # the outlet's name alone, and their times do not tell
        if named:
            return Direction(side.article_id, None, "credit", f"it credits {source.outlet or named[0].name}", _shown(side, named[:1]))
    return None


def _by_marks(one: Side, other: Side) -> Direction | None:
    mine, its = one.marks(), other.marks()
    for side, marks, source in ((one, mine, other), (other, its, one)):
        named = next((mark for name, mark in sorted(marks.items()) if mark.where and name == key(source.outlet)), None)
        if named is not None and key(side.outlet) != key(source.outlet) and side.may_name(source):
            return Direction(side.article_id, None, "wire-mark", f"its {named.where} names {source.outlet}")
    for name in sorted(mine.keys() & its.keys()):
        if name in (key(one.outlet), key(other.outlet)):
            source, side = (one, other) if name == key(one.outlet) else (other, one)
            if key(one.outlet) == key(other.outlet):
                return None
            mark = (its if side is other else mine)[name]
            return Direction(side.article_id, None, "wire-mark", f"it is marked as {source.outlet}'s{_field(mark)}", _marked(side, mark))
        shown = (*_marked(one, mine[name]), *_marked(other, its[name]))
        fields = _field(mine[name]) or _field(its[name])
        return Direction(None, mine[name].name, "wire-mark", f"both are marked as {mine[name].name}'s{fields}", shown)
    return None


def _field(mark: Mark) -> str:
    return f" (its {mark.where} names it)" if mark.where else ""


def _marked(side: Side, mark: Mark) -> tuple[Passage, ...]:
    return _shown(side, [mark.credit]) if mark.credit is not None else ()


def _by_version(one: Side, other: Side) -> Direction | None:
    if not one.outlet or key(one.outlet) != key(other.outlet):
        return None
    if other.article_id in one.gives_way or one.article_id in other.gives_way:
        later = other if other.article_id in one.gives_way else one
        return Direction(later.article_id, None, "version", f"a later version of {one.outlet}'s article")
    later_one = _later(one, other, timedelta(0))
    return Direction(later_one.article_id, None, "version", f"{one.outlet}'s own later article") if later_one else None


def _by_name(one: Side, other: Side) -> Direction | None:
    """The one names the other's outlet, though not as a credit that is known by its form."""
    if bool(one.named) == bool(other.named):
        return None
    side, source = (one, other) if one.named else (other, one)
    if not side.may_name(source):
        return None
    if _later(side, source, timedelta(0)) is not side:
        # Their times do not tell: the name is to be the source's, of nobody that the sentence credits, and the other has no words for a report itself.
        told = side.named_in
        if told is None or any(
            c.label == "credit" and told.start <= c.span.start < told.end and key(c.name) != key(source.outlet) for c in side.credits
        ):
            return None
        if any(c.label == "vague" for c in source.credits):
            return None
    return Direction(side.article_id, None, "named", f"it names {source.outlet}", (side.named,) if side.named else ())


def _by_third(one: Side, other: Side) -> Direction | None:
    """Both credit the same third for what they share."""
    if not one.shared:
        return None
    mine, its = one.thirds(other), other.thirds(one)
    names = sorted(mine.keys() & its.keys(), key=lambda name: (_distance(one, mine[name]) + _distance(other, its[name]), name))
    if not names:
        return None
    name = names[0]
    shown = (*_marked(one, mine[name]), *_marked(other, its[name]))
    fields = _field(mine[name]) or _field(its[name])
    return Direction(None, mine[name].name, "credit", f"both credit {mine[name].name}{fields}", shown)


def _by_mark_of_one(one: Side, other: Side) -> Direction | None:
    if not one.shared:
        return None
    mine, its = one.marks(), other.marks()
    if bool(mine) == bool(its):
        return None
    side, its_marks, rest = (one, mine, other) if mine else (other, its, one)
    name, mark = min(its_marks.items())
    if name == key(side.outlet) or mark.own:
        if mark.credit is not None and mark.credit.words.lstrip("( ").casefold().startswith(("©", "c)", "copyright")):
            return None  # every page of an outlet says so
        if _later(side, rest, timedelta(0)) is side and any(c.label == "credit" and c.article_id is not None for c in side.credits):
            return None  # the later of the two, it has something from another report of the story itself
        if _later(rest, side, timedelta(0)) is None and any(c.label in ("credit", "vague") and key(c.name) != name for c in side.credits):
            return None  # their times do not tell, and it may have it from there
        return Direction(rest.article_id, None, "wire-mark-one", f"the other is {side.outlet}'s own report", _marked(side, mark))
    told = f"the same prose is marked as {mark.name}'s in one of them{_field(mark)}"
    return Direction(None, mark.name, "wire-mark-one", told, _marked(side, mark))


def _by_lost_credit(one: Side, other: Side) -> Direction | None:
    """A passage that the one credits and the other does not."""
    for side, rest in ((one, other), (other, one)):
        near = [c for c in side.credits if any(_distance_to(c.span, span) == 0 for span in side.shared)]
        if any(_distance_to(c.sentence or c.span, span) == 0 for c in rest.credits for span in rest.shared):
            continue
        own = [c for c in near if c.label == "first-hand" or (c.name and key(c.name) == key(side.outlet))]
        if own:
            return Direction(
                rest.article_id,
                None,
                "attribution-lost",
                f"what was said to {side.outlet or 'it'} stands there without it",
                _shown(side, own[:1]),
            )
        thirds = [
            c
            for c in side.credits
            if c.label == "credit" and c.name and any(_distance_to(c.sentence or c.span, span) == 0 for span in side.shared)
        ]
        if thirds:
            return Direction(
                None,
                thirds[0].name,
                "attribution-lost",
                f"what the one credits to {thirds[0].name} the other has without credit",
                _shown(side, thirds[:1]),
            )
    return None


def _by_correction(one: Side, other: Side) -> Direction | None:
    """The one was corrected, by itself or its outlet; the other has it as it was wrong. Not where the other is the earlier one: the error may be its own."""
    if bool(one.errors.get(other.article_id)) == bool(other.errors.get(one.article_id)):
        return None
    source, side = (one, other) if one.errors.get(other.article_id) else (other, one)
    if _later(source, side, timedelta(0)) is source:
        return None
    return Direction(
        side.article_id, None, "correction", f"it has what {source.outlet or 'the other'} corrected", source.errors[side.article_id]
    )


def _by_error(one: Side, other: Side, errors: Sequence[Passage]) -> Direction | None:
    if not errors or any(c.kind == "wire" for side in (one, other) for c in side.credits):
        return None
    later = _later(one, other, SOON)
    if later is None:
        return None
    said = ", ".join(dict.fromkeys(f"“{piece.words}”" for piece in errors if piece.role.endswith("-a")))
    return Direction(later.article_id, None, "error", f"both have {said}, which others have otherwise, and it is the later one")


def _by_dates(one: Side, other: Side, longest: int) -> Direction | None:
    if longest < LONG or any(c.kind == "wire" for side in (one, other) for c in side.credits):
        return None
    later = _later(one, other, APART)
    if later is None:
        return None
    first = other if later is one else one
    if any(c.label == "credit" and c.name and key(c.name) not in (key(first.outlet), key(later.outlet)) for c in later.credits):
        return None  # it may have it from there
    assert first.published is not None
    assert later.published is not None
    days = f"{first.published[1].date().isoformat()}, the other {later.published[0].date().isoformat()}"
    return Direction(later.article_id, None, "dates", f"a passage of {longest} words was published {days}")


def _exact(one: Side, other: Side) -> bool:
    """Whether both have a time, not a day alone."""
    return all(side.published is not None and side.published[1] - side.published[0] < SOON for side in (one, other))


def _backwards(found: Direction, one: Side, other: Side) -> bool:
    source = other if found.to == one.article_id else one
    return found.to is not None and _later(one, other, SOON) is source


def _later(one: Side, other: Side, least: timedelta) -> Side | None:
    if one.published is None or other.published is None:
        return None
    for first, second in ((one, other), (other, one)):
        assert first.published is not None
        assert second.published is not None
        if second.published[0] - first.published[1] > least:
            return second
    return None


def _distance(side: Side, mark: Mark) -> int:
    return min((_distance_to(mark.credit.span, span) for span in side.shared), default=0) if mark.credit is not None else 0


def _distance_to(one: Span, other: Span) -> int:
    return max(0, one.start - other.end, other.start - one.end)


def _shown(side: Side, named: Sequence[Credited]) -> tuple[Passage, ...]:
    return tuple(Passage(side.article_id, "credit", c.span.start, c.span.end, c.words) for c in named)
