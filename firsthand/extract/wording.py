"""Words of a sentence as spans of the text: what the network tells of words, in the pieces that a reader sees.

What is said is told in pieces, quotation marks excluded: one for each stretch between marks, and one for each stretch outside them. Border commas and stops
outside the marks belong to the sentence, not to what is said.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

from firsthand.model import Analysed, Quotation, Span, Words

MARKS = frozenset('"“”„«»')
BORDER = frozenset((",", ".", ":", ";", "–", "—", "--", "-", "…", "...", "(", ")", "!", "?"))


class Wording:
    """The words of an article beside its outermost quotations."""

    def __init__(self, analysed: Analysed) -> None:
        self.words: Words = analysed.syntax
        self.quotations: list[Quotation] = [each for each in analysed.quotations if each.depth == 0 and each.content_spans]
        self._ends = [each.span.end for each in self.quotations]

    def places(self, spans: Sequence[Span]) -> tuple[int, ...]:
        """The words that stand in the spans, at least in part."""
        found: set[int] = set()
        for span in spans:
            found.update(range(bisect_left(self.words.end, span.start + 1), bisect_left(self.words.start, span.end)))
        return tuple(sorted(i for i in found if not self.blank(i)))

    def blank(self, place: int) -> bool:
        return self.words.pos[place] == "SPACE"

    def word(self, place: int) -> bool:
        """Whether it is more than a mark."""
        return any(c.isalnum() for c in self.words.text[place])

    def quotation(self, place: int) -> Quotation | None:
        """The outermost quotation that holds the word, its marks included."""
        return self._holding[place]

    @cached_property
    def _holding(self) -> list[Quotation | None]:
        """For each word the quotation that holds it."""
        words, last = self.words, len(self.quotations)
        made: list[Quotation | None] = []
        for start, end in zip(words.start, words.end, strict=True):
            at = bisect_left(self._ends, end)
            made.append(self.quotations[at] if at < last and self.quotations[at].span.start <= start else None)
        return made

    def span(self, start: int, end: int) -> Span:
        """From the first word to before the last, whatever they are."""
        return Span(self.words.start[start], self.words.end[end - 1])

    def spans(self, places: Sequence[int]) -> tuple[Span, ...]:
        """A span for each run of words; marks at its borders are left out."""
        return tuple(Span(self.words.start[a], self.words.end[b - 1]) for a, b in self._runs(places))

    def pieces(self, places: Sequence[int], beside: Sequence[int] = ()) -> tuple[Span, ...]:
        """What is said: each quotation of which it takes in most is taken whole, as it stands between its marks, unless words `beside` it stand there too."""
        whole = [one for one in self._whole(places) if not any(one.span.start <= self.words.start[i] < one.span.end for i in beside)]
        found = [span for quotation in whole for span in quotation.content_spans]
        held = [quotation.span for quotation in whole]
        outside = [i for i in places if not any(span.start <= self.words.start[i] < span.end for span in held)]
        return tuple(sorted({*found, *self.spans(outside)}))

    def _whole(self, places: Sequence[int]) -> list[Quotation]:
        touched: dict[Span, tuple[Quotation, int]] = {}
        for place in places:
            quotation = self.quotation(place)
            if quotation is not None and self.word(place):
                touched[quotation.span] = quotation, touched.get(quotation.span, (quotation, 0))[1] + 1
        return [quotation for quotation, count in touched.values() if 2 * count > self._size(quotation)]

    def _size(self, quotation: Quotation) -> int:
        return sum(self.word(i) for i in self.places(quotation.content_spans))

    def _runs(self, places: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Stretches of words, first and after the last; between two words of a stretch only white space and marks may be left out."""
        kept = [i for i in sorted(places) if self.word(i) or self.words.text[i] not in MARKS]
        first = last = -1
        for place in kept:
            if first >= 0 and self._together(last, place):
                last = place
                continue
            yield from self._trimmed(first, last)
            first = last = place
        yield from self._trimmed(first, last)

    def _together(self, last: int, place: int) -> bool:
        between = range(last + 1, place)
        return all(not self.word(i) and self.words.text[i] not in MARKS for i in between)

    def _trimmed(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        text = self.words.text
        while 0 <= first <= last and (text[first] in BORDER or self.blank(first)):
            first += 1
        while first <= last and (text[last] in BORDER or self.blank(last)) and not self._closes(first, last):
            last -= 1
        if 0 <= first <= last:
            yield first, last + 1

    def _closes(self, first: int, last: int) -> bool:
        """Whether the last word closes a bracket that is opened among the words: `Ines Varro (D-Harrow)`."""
        return self.words.text[last] == ")" and "(" in self.words.text[first:last]
