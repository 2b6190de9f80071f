"""What other articles of the story say of the day on which one was published: the day that both tell of, and the words that both have."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from math import fsum, log, sqrt

from firsthand.align.query import Query
from firsthand.align.terms import common_words
from firsthand.align.undated_text import SHORTEST, Limit, Told, day_or_more

TEXTS = "SELECT article_id, text FROM found.article WHERE article_id IN (SELECT unnest(?)) ORDER BY article_id"
DAY = timedelta(days=1)
WEEK = 6
# Days from one that an article names to its own: on the sixth the clock of another place may make it the day to come.
NEAR = 5
# Telling words, at least, that two sentences share which tell the same.
SHARED = 3
# The same, where the articles share passages or are surely of one story.
SHARED_IF_SURE = 2
# The same for `yesterday`, which has no name of a day that could be another.
SHARED_UNNAMED = 4
# The same, where the day is told with its year in an article whose own day is not known: it may be a day long past.
SHARED_UNDATED = 6
NEVER = 1_000
# Sentences in which a word may stand and be a sign that two of them tell the same.
MOST = 200
# Of what the sentences of others say of one day, so much agrees.
AGREED = 0.6
# A day by its name or its distance: `Thursday`, `yesterday`, `this morning`.
RELATIVE = re.compile(r"anchor(?: > shift D -?1)?(?: > weekday \d (?:past|near|future))?(?: > (?:time|part) .*)?$")
CLOCK = re.compile(r"anchor > time ")
WORD = re.compile(r"\w+")
# Words of a run; runs that two articles share which have a source in common; a part of them that makes one a copy.
RUN, RUNS, COPY = 6, 10, 0.5
# Different texts whose day is known, at most, in which a run is looked up: those first by article.
HOLDERS = 200
# The cosine of two articles' telling words from which on they may tell of the same, and surely do; so many words of each are compared.
ALIKE, SURELY, HEAVIEST = 0.30, 0.45, 64
# Days between reports of the same news, at most.
FRESH = 3


@dataclass(frozen=True, slots=True)
class Beside:
    """The articles by path, the days of those whose day is known, and the dates that they tell of."""

    paths: Mapping[str, str]
    days: Mapping[str, date]
    listed: Mapping[str, Sequence[Told]]


@dataclass(frozen=True, slots=True)
class Shared:
    """Runs of words that two articles share: how many, and what part of all that they have."""

    runs: int
    part: float


@dataclass(frozen=True, slots=True)
class Common:
    """By text, under the name of the first article that has it: the texts of known days that share passages with it, and its telling words with weights.

    `text` tells the text of an article, `dated` the articles of known days that have a text, in order.
    """

    text: Mapping[str, str]
    dated: Mapping[str, Sequence[str]]
    shared: Mapping[str, Mapping[str, Shared]]
    terms: Mapping[str, Mapping[str, float]]

    def likeness(self, one: str, other: str) -> float:
        """The cosine of two articles' telling words."""
        mine, its = self.terms.get(self.text.get(one, one), {}), self.terms.get(self.text.get(other, other), {})
        return fsum(mine[word] * its[word] for word in mine.keys() & its.keys())  # exact: in any order the same

    def share(self, one: str, other: str) -> bool:
        """Whether two articles, the other of a known day, share passages."""
        return self.text.get(other) in self.shared.get(self.text.get(one, one), {})

    def undated(self, wanted: Sequence[str]) -> Iterator[tuple[list[str], Mapping[str, Shared]]]:
        """The articles of each text, with the texts that share passages with it."""
        having: dict[str, list[str]] = defaultdict(list)
        for article_id in wanted:
            having[self.text.get(article_id, article_id)].append(article_id)
        for text, articles in having.items():
            if text in self.shared:
                yield articles, self.shared[text]


@dataclass(frozen=True, slots=True)
class Dated:
    """A day that is known, by the words of an article that tell of it."""

    day: date
    told: Told


def same_days(wanted: Sequence[str], beside: Beside, common_: Common) -> Iterator[tuple[str, Limit]]:
    """Where an article says `Thursday` of what another tells of a known day."""
    dated = list(_dated(beside))
    stands: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(dated):
        for word in one.told.beside:
            stands[word].append(number)
    for article_id in wanted:
        for mine in beside.listed.get(article_id, ()):
            if (
                not RELATIVE.match(mine.formula)
                or CLOCK.match(mine.formula)
                or mine.counted
                or (mine.quoted and "weekday" not in mine.formula)
            ):
                continue
            common = Counter(number for word in mine.beside if len(stands.get(word, ())) <= MOST for number in stands.get(word, ()))
            alike = [
                (shared, dated[number])
                for number, shared in common.items()
                if shared >= SHARED_IF_SURE and shared >= _needed(mine, dated[number].told, beside, common_)
            ]
            limit = _limit(mine, alike, beside)
            if limit is not None:
                yield article_id, limit


def _needed(mine: Told, other: Told, beside: Beside, common: Common) -> int:
    """Telling words that the two sentences must have in common."""
    if other.article_id not in beside.days:
        return SHARED_UNDATED
    named = "weekday" in mine.formula and "weekday" in other.formula
    likeness = common.likeness(mine.article_id, other.article_id)
    if likeness < ALIKE:
        return NEVER
    if not named:
        return SHARED_UNNAMED
    return SHARED_IF_SURE if likeness >= SURELY or common.share(mine.article_id, other.article_id) else SHARED


def _dated(beside: Beside) -> Iterator[Dated]:
    """The days that articles tell of: with their years, or near to the article's own day."""
    for article_id, listed in beside.listed.items():
        published = beside.days.get(article_id)
        for one in listed:
            if not one.formula.startswith("on ") and published is None:
                continue
            if CLOCK.match(one.formula) or one.counted or (one.quoted and "weekday" not in one.formula):
                continue
            period = day_or_more(one.formula, published)
            if period is None or period.start is None or period.start != period.end:
                continue
            if published is not None and not 0 <= (published - period.start).days <= NEAR:
                continue
            if published is None and (one.ahead or one.to_come):
                continue
            yield Dated(period.start, one)


def _limit(mine: Told, alike: Sequence[tuple[int, Dated]], beside: Beside) -> Limit | None:
    """The days on which the words could be said of the day that most of the others tell of."""
    best: dict[tuple[date, str], tuple[int, Dated]] = {}
    for shared, other in alike:
        if other.told.span == mine.span and other.told.article_id == mine.article_id:
            continue
        key = (other.day, other.told.article_id)
        if _days(mine, other.day) is not None and (key not in best or best[key][0] < shared):
            best[key] = (shared, other)
    worth: Counter[date] = Counter()
    for (day, _), (shared, _) in best.items():
        worth[day] += shared * shared
    if not worth:
        return None
    day, most = min(worth.items(), key=lambda item: (-item[1], item[0]))
    if most < AGREED * sum(worth.values()):
        return None
    shared, other = min(((s, o) for (d, _), (s, o) in best.items() if d == day), key=lambda pair: (-pair[0], pair[1].told.article_id))
    first, last = _days(mine, day) or (day, day)
    path, published = beside.paths[other.told.article_id], beside.days.get(other.told.article_id)
    words = ", ".join(sorted(mine.beside & other.told.beside)[:4])
    why = f"`{mine.words}` is {day}, by `{other.told.words}` in {path}" + (f", published {published}," if published else "")
    return Limit(first, last, 1 + min(shared, 9) / 10, f"{why} of the same ({words})", mine.span, mine.words)


def _days(mine: Told, day: date) -> tuple[date, date] | None:
    """The first and the last day on which the words come to a day."""
    formula = mine.formula.replace(" near", " past").replace(" backward", " past").replace(" forward", " future")
    ways = {formula} if mine.to_come else {formula.replace(" future", " past"), *([formula] if mine.ahead else [])}
    found = []
    for number in range(-WEEK - 1, WEEK + 2):
        for way in ways:
            period = day_or_more(way, day + number * DAY)
            if period is not None and period.start == period.end == day:
                found.append(day + number * DAY)
    if not found:
        return None
    # Two outlets' clocks may be a day apart; and a day that is six days off is not called by its name alone.
    return max(found[0] - DAY, day - NEAR * DAY), min(found[-1] + DAY, day + NEAR * DAY)


def same_words(query: Query, wanted: Sequence[str], beside: Beside) -> Common:
    """What each article has in common with those whose day is known: runs of words, and what they are about."""
    if not beside.days:
        return Common({}, {}, {}, {})
    first: dict[bytes, str] = {}
    text_of: dict[str, str] = {}
    runs: dict[str, set[int]] = {}
    terms: dict[str, dict[str, float]] = {}
    for article_id, text in query.stream(TEXTS, [sorted({*wanted, *beside.days})]):
        name = text_of[article_id] = first.setdefault(sha256(text.encode()).digest(), article_id)
        if name in runs:
            continue
        written = WORD.findall(text)
        low = {word: word.lower() for word in set(written)}
        lower = [low[word] for word in written]
        runs[name] = set(map(hash, zip(*(lower[at:] for at in range(RUN)), strict=False)))
        terms[name] = _terms(Counter(written))
    dated: dict[str, list[str]] = defaultdict(list)
    for article_id in sorted(beside.days):
        dated[text_of[article_id]].append(article_id)
    asked = dict.fromkeys(text_of[article_id] for article_id in wanted)
    stands: dict[int, list[str]] = defaultdict(list)
    mine: set[int] = set().union(*(runs[name] for name in asked))
    for name in dated:
        for run in runs[name] & mine:
            if len(stands[run]) < HOLDERS:
                stands[run].append(name)
    found: dict[str, dict[str, Shared]] = {}
    for name in asked:
        common = Counter(other for run in runs[name] if run in stands for other in stands[run])
        sizes = {other: len(runs[name]) + len(runs[other]) - number for other, number in common.items()}
        found[name] = {other: Shared(number, number / sizes[other]) for other, number in sorted(common.items()) if number >= RUNS}
    return Common(text_of, dated, found, terms)


def _terms(written: Mapping[str, int]) -> dict[str, float]:
    """The heaviest telling words, names double, with weights whose squares sum to one: as `terms` weighs them for the neighbours."""
    common = common_words("en")
    counts: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for word, number in written.items():
        lower = word.lower()
        if len(lower) >= SHORTEST and lower not in common:
            counts[lower] += number
            names[lower] += number if word != lower else 0
    weights = {word: (1 + log(number)) * (2 if 2 * names[word] >= number else 1) for word, number in counts.items()}
    heaviest = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:HEAVIEST]
    length = sqrt(sum(weight * weight for _, weight in heaviest)) or 1.0
    return {word: weight / length for word, weight in heaviest}


def copies(wanted: Sequence[str], common: Common, beside: Beside) -> Iterator[tuple[str, Limit]]:
    """Where an article is for the most part another's words: once for each text and day."""
    for articles, others in common.undated(wanted):
        for other, one in others.items():
            if one.part >= COPY:
                paths: dict[date, str] = {}
                for each in common.dated[other]:
                    paths[beside.days[each]] = min(beside.paths[each], paths.get(beside.days[each], beside.paths[each]))
                for day, path in paths.items():
                    why = f"{one.part:.0%} of its words and of those of {path}, published {day}, are the same in runs of {RUN}"
                    limit = Limit(day - 2 * DAY, day + 2 * DAY, 2, why)
                    yield from ((article_id, limit) for article_id in articles)


def same_news(wanted: Sequence[str], common: Common, beside: Beside) -> Iterator[tuple[str, Limit]]:
    """Where an article has passages of several others, all of the same days."""
    for articles, others in common.undated(wanted):
        near = {other: one for other, one in others.items() if common.likeness(articles[0], other) >= ALIKE}
        days = sorted(beside.days[each] for other in near for each in common.dated[other])
        if len(days) < 2 or days[-1] - days[0] > FRESH * DAY:
            continue
        most, other = max((one.runs, common.dated[text][-1]) for text, one in near.items())
        why = f"it shares {most} runs of {RUN} words with {beside.paths[other]}, published {beside.days[other]}"
        why += f", and such with {len(days) - 1} more of {'that day' if days[0] == days[-1] else 'those days'}"
        limit = Limit(days[-1] - FRESH * DAY, days[0] + FRESH * DAY, 1.6, why)
        yield from ((article_id, limit) for article_id in articles)
