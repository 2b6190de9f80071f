"""What a story is about: which title and which lines say it best, by the words that outlets share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import sqrt

from firsthand.view import words
from firsthand.view.answers import Line, Place, Quote, Speaker
from firsthand.view.quotes import NAMELESS, folded

BRIEF_LEAST, BRIEF_MOST = 5, 8
BRIEF_WORDS = (6, 60)


def central(places: Iterable[Place], frequencies: dict[str, int]) -> Place | None:
    """The article whose title's words stand in the texts of most outlets."""

    def score(place: Place) -> float:
        telling = set(words.telling_words(place.title or ""))
        shared = sum(frequencies.get(word, 0) for word in telling if frequencies.get(word, 0) > 1)
        return shared / sqrt(len(telling)) if telling else 0.0

    titled = [place for place in places if place.title]
    return max(titled, key=lambda place: (score(place), -place.number), default=None)


def lines(speakers: Sequence[Speaker], frequencies: dict[str, int], total: int) -> list[Line]:
    """The lines that matter most: what several outlets carry before what one has, named speakers before others, each once at first."""
    passed_on = _passed_on(quote for speaker in speakers for quote in speaker.quotes)
    candidates = [
        _line(quote, speaker)
        for speaker in speakers
        for quote, _ in folded(speaker.quotes)
        if quote.finding.finding_id not in passed_on and _is_for_brief(quote)
    ]
    candidates.sort(key=lambda line: (*_importance(line, frequencies, total), line.quote.place.number, line.quote.finding.finding_id))
    chosen: list[Line] = []
    for again in (False, True):
        for line in candidates:
            if len(chosen) >= (BRIEF_LEAST if again else BRIEF_MOST):
                break
            if (again or line.speaker.key not in {c.speaker.key for c in chosen}) and not _is_double(line, chosen):
                chosen.append(line)
    return chosen


def _passed_on(listed: Iterable[Quote]) -> set[str]:
    """Rows whose words are mostly what another says in them: the line is told by who says it."""
    quotes = {quote.finding.finding_id: quote for quote in listed}
    found = {quote.finding.finding_id for quote in quotes.values() if quote.finding.relays in quotes}
    for quote in quotes.values():
        outer = quotes.get(quote.finding.within or "")
        if outer is not None and _is_for_brief(quote) and 2 * len(quote.spoken) >= len(outer.spoken):
            found.add(outer.finding.finding_id)
    return found


def _line(quote: Quote, speaker: Speaker) -> Line:
    places = {place.number: place for place in (quote.place, *(similar.place for similar in quote.similar))}
    return Line(quote, replace(speaker, quotes=()), tuple(places[number] for number in sorted(places)))


def _is_for_brief(quote: Quote) -> bool:
    least, most = BRIEF_WORDS
    return quote.finding.form in ("direct", "mixed") and least <= len(words.WORD.findall(quote.spoken)) <= most


def _importance(line: Line, frequencies: dict[str, int], total: int) -> tuple[int, int, bool, float]:
    telling = set(words.telling_words(line.quote.spoken))
    shared = sum(words.weight(word, frequencies, total) for word in sorted(telling) if frequencies.get(word, 0) > 1)
    known = 0 if line.speaker.named else 1 if line.speaker.source_class in NAMELESS else 2
    outlets = {place.outlet.key for place in line.places}
    return -len(outlets), known, line.quote.finding.form != "direct", -shared / sqrt(len(telling) or 1)


def _is_double(line: Line, chosen: Sequence[Line]) -> bool:
    """Whether a chosen line has these words already: the same stretch of the same article, or a quote that is much alike."""
    alike = {line.quote.finding.finding_id, *(similar.finding_id for similar in line.quote.similar)}
    return any(
        other.quote.finding.finding_id in alike
        or any(similar.finding_id in alike for similar in other.quote.similar)
        or (other.quote.place.article_id == line.quote.place.article_id and _overlap(line.quote, other.quote))
        for other in chosen
    )


def _overlap(one: Quote, other: Quote) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.pieces for b in other.pieces)
