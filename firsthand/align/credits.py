"""Credits across the articles of a story: one name for each outlet, the outlet itself told apart, and which article is meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from firsthand.align.outlets import alike, canonical, of_address, plain, site, together
from firsthand.align.query import Query
from firsthand.model import Credit, Decision, Evidence, Span

ROWS = """
    SELECT c.finding_id, c.article_id, c.evidence, c.span, c.credited_span, c.kind, c.label, c.credited FROM found.credit c SEMI JOIN article USING (article_id)
    WHERE NOT EXISTS (
        SELECT 1 FROM furniture f WHERE f.article_id = c.article_id AND f.kind IN ('related', 'share', 'subscribe', 'navigation', 'ad', 'tip', 'comment')
        AND f.span."start" < c.credited_span."end" AND c.credited_span."start" < f.span."end"
    ) ORDER BY c.article_id, c.credited_span."start", c.finding_id
"""
ARTICLES = "SELECT article_id, outlet, url, published_earliest, published_latest FROM article ORDER BY article_id"
GIVES_WAY = "SELECT DISTINCT id_a FROM link WHERE kind = 'version-of' AND judgement = 'same'"
TEXTS = "SELECT article_id, text FROM article WHERE article_id IN (SELECT unnest(?))"
# Two reports tell the same where so much of the telling words of the shorter one stands in the other; the better of two has so many times as much.
SAME, CLEARLY = 0.12, 1.3
LETTERS, FEWEST = 5, 8
# Code points on either side of a credit that tell what is credited; so many telling words of them at least.
AROUND, LEAST_AROUND = 250, 4
# What is written about a report is not written long before it: clocks and time zones differ.
SLACK = timedelta(hours=14)
# An outlet's reports with which one article is compared, those nearest by date.
MOST = 40
WORD = re.compile(r"\d[\d.,]*\d|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Report:
    """An article as others may credit it. `outlet`: by its one name."""

    article_id: str
    outlet: str | None
    site: str | None
    earliest: datetime | None
    latest: datetime | None


def credited(query: Query, _given: Sequence[Decision]) -> Iterator[Credit]:
    """Story stage: the credits of the articles, each with the article that is meant where the story has it."""
    rows = [_row(row) for row in query(ROWS)]
    if not rows:
        return
    listed = query(ARTICLES)
    names = together(
        [row.credited for row in rows if row.credited]
        + [of_address(url) or outlet for _, outlet, url, *_ in listed if of_address(url) or outlet]
    )
    reports = {
        article_id: Report(article_id, _one_name(of_address(url) or outlet, names), site(url), earliest, latest)
        for article_id, outlet, url, earliest, latest in listed
    }
    gone = {article_id for (article_id,) in query(GIVES_WAY)}
    by_outlet: dict[str, list[Report]] = {}
    for report in reports.values():
        if report.outlet and report.article_id not in gone:
            by_outlet.setdefault(report.outlet, []).append(report)
    finder = _Meant(query, by_outlet, [row for row in rows if row.credited], reports, names)
    for row in rows:
        yield finder.settled(row)


def _one_name(name: str | None, names: Mapping[str, str]) -> str | None:
    return names.get(canonical(name), canonical(name)) if name else None


def _row(row: Sequence[object]) -> Credit:
    name, article_id, evidence, span, credited_span, kind, label, credited = row
    pieces = tuple(Evidence(each["role"], each["start"], each["end"], each["words"]) for each in evidence)  # type: ignore[attr-defined]
    where, who = (Span(each["start"], each["end"]) for each in (span, credited_span))  # type: ignore[index]
    return Credit(name, article_id, pieces, where, who, kind, label, credited)  # type: ignore[arg-type]


def is_own(name: str, printed: str, outlet: str | None, place: str | None) -> bool:
    """Whether a credited name is the outlet's own: by its name, as printed where that is a short form of it, or by the site on which it stands."""
    if outlet is not None and (alike(name, outlet) or canonical(name) == canonical(outlet) or _sister(name, printed, outlet)):
        return True
    joined = plain(name).replace(" ", "").replace(".", "")
    return place is not None and len(joined) > 2 and (joined == place.replace("-", "") or "the" + joined == place.replace("-", ""))


def _sister(name: str, printed: str, outlet: str) -> bool:
    """`the Mirror` in the Harrow Mirror, though the list has another Mirror; not where a fuller name is known from the article."""
    short, own = plain(printed), plain(outlet)
    return (
        len(short) > 3
        and " " not in short
        and own.endswith(" " + short)
        and len(plain(name).split()) <= 2
        and plain(name).split()[0] in ("daily", "the", short)
    )


class _Meant:
    """Which article a credit means."""

    def __init__(
        self,
        query: Query,
        by_outlet: Mapping[str, Sequence[Report]],
        rows: Sequence[Credit],
        reports: Mapping[str, Report],
        names: Mapping[str, str],
    ) -> None:
        self.query = query
        self.by_outlet = by_outlet
        self.rows = rows
        self.reports = reports
        self.names = names

    def settled(self, row: Credit) -> Credit:
        if row.credited is None:
            return replace(row, reason="nobody is named" if row.label == "vague" else "the outlet itself")
        name, printed = self._name(row), _printed(row)
        here = self.reports[row.article_id]
        if is_own(name, printed, here.outlet, here.site) or is_own(row.credited, printed, here.outlet, here.site):
            return replace(row, credited=here.outlet or name, label="first-hand", reason="the outlet itself")
        found, reason = self._meant(here, name, row.credited_span)
        return replace(row, credited=name, credited_article_id=found, reason=reason)

    @cached_property
    def by_plain(self) -> dict[str, str]:
        """The story's outlets by their plain names: a name as it is printed goes before the one that a list knows it by."""
        return {plain(name): name for name in sorted(self.by_outlet)}

    def _name(self, row: Credit) -> str:
        """By the story's own outlets first: of a name that goes on (`The National Sentinel`) a list may know the beginning only."""
        printed, words = plain(_printed(row)), f" {plain(row.evidence[0].words)} "
        own = (
            max((name for name in self.by_plain if name.startswith(printed) and f" {name} " in words), key=len, default="")
            if printed
            else ""
        )
        return self.by_plain.get(own) or _one_name(row.credited, self.names) or row.credited or ""

    def _meant(self, here: Report, name: str, where: Span) -> tuple[str | None, str]:
        candidates = self._candidates(here, name)
        if not candidates:
            return None, "no report of it in the story"
        before = [one for one in candidates if not _after(one, here)]
        if not before:
            return None, "its reports in the story were published later"
        alike_to = sorted(((self._shared(here.article_id, one.article_id), one.article_id) for one in before), reverse=True)
        best, article_id = alike_to[0]
        if best < SAME:
            return None, "its reports in the story tell something else"
        if len(alike_to) > 1 and best < CLEARLY * alike_to[1][0]:
            near = [self.reports[each] for value, each in alike_to if best < CLEARLY * value]
            for one, why in (
                (_earlier_one(near, here), "was published before this"),
                (self._that_tells(near, here, where), "tells what is credited"),
            ):
                if one is not None:
                    return one.article_id, f"of {len(near)} reports of it in the story the one that {why}"
            return None, f"one of {len(near)} reports of it in the story, none much more alike"
        return (
            article_id,
            f"its {'only ' if len(candidates) == 1 else ''}report{'' if len(candidates) == 1 else ' most alike'}, {round(100 * best)} % of the telling words in both",
        )

    def _that_tells(self, near: Sequence[Report], here: Report, where: Span) -> Report | None:
        """The report that has most of the telling words around the credit, if it has clearly more than any other."""
        texts = dict(self.query(TEXTS, [[here.article_id]]))
        around = _words(texts[here.article_id][max(0, where.start - AROUND) : where.end + AROUND])
        ranked = sorted(((len(around & self.telling.get(one.article_id, frozenset())), one.article_id) for one in near), reverse=True)
        (best, article_id), (second, _) = ranked[0], ranked[1]
        return self.reports[article_id] if best >= LEAST_AROUND and best >= 2 * second else None

    def _candidates(self, here: Report, name: str) -> list[Report]:
        found = [one for one in self.by_outlet.get(name, ()) if one.article_id != here.article_id]
        if len(found) > MOST and here.earliest is not None:
            found.sort(
                key=lambda one: (abs(one.earliest - here.earliest) if one.earliest and here.earliest else timedelta.max, one.article_id)
            )
        return found[:MOST]

    def _shared(self, one: str, other: str) -> float:
        a, b = self.telling.get(one, frozenset()), self.telling.get(other, frozenset())
        least = min(len(a), len(b))
        return len(a & b) / least if least >= FEWEST else 0.0

    @cached_property
    def telling(self) -> dict[str, frozenset[str]]:
        """Words of some length and numbers, by article, of those that are compared; words in more than half of many articles tell nothing."""
        wanted: set[str] = set()
        for row in self.rows:
            candidates = self._candidates(self.reports[row.article_id], self._name(row))
            wanted.update(one.article_id for one in candidates)
            if candidates:
                wanted.add(row.article_id)
        words = {article_id: _words(text) for article_id, text in self.query(TEXTS, [sorted(wanted)])}
        counts = Counter(word for each in words.values() for word in each)
        common = {word for word, count in counts.items() if len(words) > 9 and 2 * count > len(words)}
        return {article_id: each - common for article_id, each in words.items()}


def _printed(row: Credit) -> str:
    return next((piece.words for piece in row.evidence if piece.role == "credited"), "")


def _earlier_one(near: Sequence[Report], here: Report) -> Report | None:
    """The only one of them that was surely published before, where the others surely were after."""
    if here.earliest is None or here.latest is None:
        return None
    before = [one for one in near if one.latest is not None and one.latest <= here.earliest]
    after = [one for one in near if one.earliest is not None and one.earliest > here.latest]
    return before[0] if len(before) == 1 and len(after) == len(near) - 1 else None


def _words(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in WORD.findall(text) if len(word) >= LETTERS or word[0].isdigit())


def _after(one: Report, here: Report) -> bool:
    return one.earliest is not None and here.latest is not None and one.earliest > here.latest + SLACK
