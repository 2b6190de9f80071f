"""Numbers that count and measure nothing, each with what it is instead: what no time expression uses of them is listed as unread.

No digit and no number word is left out: what no reading takes is listed too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from firsthand.extract.number_lexicon import Lexicon, lexicon
from firsthand.extract.number_reading import readings
from firsthand.model import Analysed, Number, NumberReason, Span

# Digits of any script, with what stands between them in one number; parts of a word that may be a number.
DIGITS = re.compile(r"\d+(?:[.,:/-]\d+)*|[\u00bc-\u00be\u2150-\u215e]")
LETTERS = re.compile(r"[^\W\d_]+")
JOINED = re.compile(r"\w\W\w")


def numbers(article: Analysed) -> Iterator[Number]:
    """In the order of the text."""
    words = lexicon(article.rules) if article.rules else None
    if words is None or not article.syntax.start:
        return
    found = list(readings(article, counts=False))
    rows = [(each.span, each.reason) for each in found if each.reason is not None]
    taken = sorted(each.span for each in found)
    rows += _left(article, words, taken)
    for span, why in sorted(rows):
        yield Number(article.article_id, span, article.words(span.start, span.end), why)


def _left(article: Analysed, words: Lexicon, taken: Sequence[Span]) -> Iterator[tuple[Span, NumberReason]]:
    """Whatever has digits, or is a number word, and no reading touches."""
    syntax = article.syntax
    for match in DIGITS.finditer(article.words(0, syntax.end[-1])):
        whole = Span(*match.span())
        runs = [whole] if not _inside(whole, taken) else [Span(whole.start + a, whole.start + b) for a, b in _runs(match[0])]
        yield from ((span, "not understood") for span in runs if not _inside(span, taken))
    listed = words.numbers.keys() | words.scales.keys() | words.plural_scales.keys() | words["listed"]
    for place, lower in enumerate(syntax.lower):
        start = syntax.start[place]
        if lower in listed:
            parts = [(Span(start, syntax.end[place]), lower)]
        elif len(lower) == syntax.end[place] - start and JOINED.search(lower):
            parts = [
                (Span(start + match.start(), start + match.end()), match[0]) for match in LETTERS.finditer(lower) if match[0] in listed
            ]
        else:
            continue
        for span, word in parts:
            if not _inside(span, taken):
                yield span, "pronoun" if word in words["pronouns"] else "not understood"


def _runs(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in re.finditer(r"\d+", text))


def _inside(span: Span, taken: Sequence[Span]) -> bool:
    """Whether a reading touches it; readings are apart from each other."""
    at = bisect_right(taken, span.end - 1, key=lambda each: each.start) - 1
    return at >= 0 and span.start < taken[at].end
