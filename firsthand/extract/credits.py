"""By what words a report names another as its source: the credits of one article.

Method: outlets are found by a list of known ones and by what a name or the words beside it show (`outlet_names`); each is a credit where its place in the sentence makes it a
source (`credit_places`), or where it stands as a mark beside the text (`wire_marks`). What names nobody (`local media`, `reportedly`) is kept apart as vague, what names the
outlet itself as first-hand; an outlet's own name is only known across articles (`align/credits.py`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from firsthand.extract.credit_journalists import Credited, journalists
from firsthand.extract.credit_places import Places
from firsthand.extract.outlet_list import CLOSING, OPENING
from firsthand.extract.outlet_mentions import Finder
from firsthand.extract.outlet_names import Named
from firsthand.extract.vague import Vague
from firsthand.extract.wire_marks import APPEARED, marks
from firsthand.model import Analysed, Credit, CreditKind, CreditLabel, Evidence, Span, finding_id


@dataclass(frozen=True, slots=True)
class _Found:
    span: Span
    credited: Span
    kind: CreditKind
    label: CreditLabel
    name: str | None


def credited(article: Analysed) -> Iterator[Credit]:
    """In the order of the text; a language without rules has none."""
    if article.rules is None or not article.syntax.start:
        return
    finder = Finder(article, article.rules)
    found = finder.found()
    made: dict[tuple[int, int], _Found] = {}
    standing = list(_marks(finder, found))
    pointing = [one for one in standing if one.kind in ("wire", "hyperlink") and one.span.end - one.credited.end == 0]
    for one in (
        *(one for one in pointing if _appeared(finder, one)),
        *_places(finder, found),
        *standing,
        *_hearers(finder),
        *_vague(finder),
    ):
        if not any(one.credited.start < end and start < one.credited.end for start, end in made):
            made[one.credited.start, one.credited.end] = one
    for one in (*_again(finder, made.values()),):
        if not any(one.credited.start < end and start < one.credited.end for start, end in made):
            made[one.credited.start, one.credited.end] = one
    credited = {_sentence(finder, one.credited.start) for one in made.values() if one.label == "credit"}
    for one in sorted(made.values(), key=lambda one: (one.credited.start, one.credited.end)):
        if one.name == ONLY_WORD and _sentence(finder, one.credited.start) in credited:
            continue
        yield _row(article, one)


# A vague word for which no noun stands: it counts only where its sentence names no source.
ONLY_WORD = "-"


def _places(finder: Finder, found: list[Named]) -> Iterator[_Found]:
    places = Places(finder, found)
    words = finder.words
    covered, covered_name = 0, None
    titled = 0
    before: Named | None = None
    for one in found:
        if one.start < titled:
            continue  # X's "Programme": X
        if one.start < covered and (one.name == covered_name or not one.sure or one.end - one.start == 1):
            continue  # `X's "Programme"`, the programme being known as X's
        phrase = places.phrase(one)
        place = places.place(one, phrase)
        if one.family == "this":
            if place is not None or phrase.role == "writing":
                yield _Found(
                    _span(finder, min(phrase.start, place.start if place else one.start), one.end),
                    _span(finder, one.start, one.end),
                    "told" if place and place.kind == "told" else "other",
                    "first-hand",
                    None,
                )
            continue
        if (
            place is not None
            and not one.sure
            and one.name in finder.known.canonical.values()
            and place.kind not in ("told", "according-to")
            and not (phrase.role == "person" and words.lower[place.start] == "by")
        ):
            continue
        if place is None or not (one.sure or place.certain or place.kind in ("according-to", "told", "reported")):
            continue
        if phrase.role == "person":
            covered, covered_name = phrase.end + 1, one.name
            titled = phrase.end if one.end + 1 < len(words.text) and words.text[one.end + 1] in OPENING else titled
        if before is not None and before.name == one.name and _only_between(finder, before.end, one.start):
            continue  # the X program "Programme"
        before = one
        label: CreditLabel = "vague" if one.family == "nobody" else "credit"
        start = min(place.start, one.start)
        yield _Found(
            _trimmed(finder, words.start[start], max(words.end[place.end - 1], words.end[one.end - 1])),
            _span(finder, one.start, one.end),
            place.kind,
            label,
            one.name,
        )


def _only_between(finder: Finder, start: int, end: int) -> bool:
    """Whether nothing but words for a programme and marks stands there."""
    if not 0 <= end - start < 6 or finder.words.sentence[start] != finder.words.sentence[end]:
        return False
    marks = (*OPENING, *CLOSING, "on", ",", "'s", "’s", "'", "’", "morning", "sunday", "daily", "nightly")
    return (
        all(finder.is_(i, "programmes", "talk_shows", "nouns") or finder.words.lower[i] in marks for i in range(start, end)) and end > start
    )


def _marks(finder: Finder, found: list[Named]) -> Iterator[_Found]:
    for mark in marks(finder, found):
        yield _Found(Span(mark.start, mark.end), Span(mark.first, mark.last), mark.kind, "credit", mark.name)


def _appeared(finder: Finder, one: _Found) -> bool:
    """`originally appeared on X`, `Read the original article on X`: that it is X's stands before all else that the words may say."""
    return APPEARED.match(finder.text, one.span.start) is not None


def _again(finder: Finder, made: Iterable[_Found]) -> Iterator[_Found]:
    words = finder.words
    credited = [
        Credited(bisect_left(words.start, one.span.start), bisect_left(words.start, one.span.end), one.name)
        for one in made
        if one.label == "credit" and one.name and one.kind in ("reported", "according-to", "told")
    ]
    for each in journalists(finder, credited):
        yield _Found(_span(finder, each.start, each.end), _span(finder, each.first, each.last), each.kind, "credit", each.name)


def _hearers(finder: Finder) -> Iterator[_Found]:
    """`told me`, `told us`, `an interview with me` in the outlet's own voice."""
    words = finder.words
    for place in range(1, len(words.lower)):
        if words.lower[place] in ("me", "us") and words.text[place] != "US" and not finder.quoted(place, place + 1):
            told = words.lower[place - 1] in ("told", "tells")
            talked = words.lower[place - 1] in ("with", "to") and words.lower[place - 2] in (
                "interview",
                "interviews",
                "conversation",
                "statement",
                "email",
                "e-mail",
            )
            if told or talked:
                yield _Found(
                    _span(finder, place - 1 if told else place - 2, place + 1), _span(finder, place, place + 1), "told", "first-hand", None
                )


def _vague(finder: Finder) -> Iterator[_Found]:
    for start, end, kind, word in Vague(finder).found():
        span = _span(finder, start, end)
        yield _Found(span, span, kind, "vague", ONLY_WORD if word else None)


def _trimmed(finder: Finder, start: int, end: int) -> Span:
    """Without white space at the borders."""
    words = finder.text[start:end]
    return Span(start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip()))


def _span(finder: Finder, start: int, end: int) -> Span:
    return Span(finder.words.start[start], finder.words.end[end - 1])


def _sentence(finder: Finder, at: int) -> int:
    return finder.words.sentence[max(bisect_right(finder.words.start, at) - 1, 0)]


def _row(article: Analysed, one: _Found) -> Credit:
    roles = (("credit", one.span), ("credited", one.credited))
    evidence = tuple(Evidence(role, span.start, span.end, article.words(span.start, span.end)) for role, span in roles)
    return Credit(
        finding_id=finding_id(Credit.TABLE, article.article_id, evidence, (one.kind,)),
        article_id=article.article_id,
        evidence=evidence,
        span=one.span,
        credited_span=one.credited,
        kind=one.kind,
        label=one.label,
        credited=None if one.name == ONLY_WORD else one.name,
    )
