"""All numbers of one article, in the order of the text: each an amount, or none with the reason (a year, a score, part of a name)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from firsthand.extract.ages import age, person_before
from firsthand.extract.amounts import AGE, COUNT, DASHES, Amount, Money, amount, hedged, ranged
from firsthand.extract.counted import Counted
from firsthand.extract.elided import Read
from firsthand.extract.not_amounts import reason_at
from firsthand.extract.number_lexicon import Lexicon, Piece, lexicon, pieces
from firsthand.extract.tree import Stretch
from firsthand.model import Analysed, NumberReason, Span

DIGITS = re.compile("[0-9\u00bc-\u00be\u2150-\u215e]")
STERLING = re.compile(r"£|\bsterling\b|\bpence\b|\bGBP\b")
# Other dollars than those of the United States, by what stands before the word or the sign.
DOLLARS = {
    "CAD": re.compile(r"\bC(?:A|DN)?\$|Canadian dollars?\b"),
    "AUD": re.compile(r"\bA(?:U)?\$|Australian dollars?\b"),
    "NZD": re.compile(r"\bNZ ?\$|New Zealand dollars?\b"),
    "HKD": re.compile(r"\bHK\$|Hong Kong dollars?\b"),
    "SGD": re.compile(r"\bS\$|Singapore dollars?\b"),
}
AMERICAN = re.compile(r"\bUS ?\$|\bU\.S\. ?\$|\bUSD\b|\b(?:US|U\.S\.|American) dollars?\b")
# Amounts before one in its sentence, at most, that are asked what it counts.
NEAREST = 12


@dataclass(frozen=True, slots=True)
class Reading:
    """Where a number stands, and what it is an amount of with the span of what is counted; or why it is none."""

    span: Span
    amount: Amount | None
    hedges: tuple[Span, ...] = ()
    of: Span | None = None
    reason: NumberReason | None = None


def readings(article: Analysed, *, counts: bool = True) -> Iterator[Reading]:
    """In the order of the text; a language without words for numbers has none. Linear in the text, whatever it holds. `counts`: with what is counted."""
    words = lexicon(article.rules) if article.rules else None
    if words is None or not article.syntax.start:
        return
    text = article.words(0, article.syntax.end[-1])
    reader = _Reader(article, text, words, counts)
    for start, end in _sentences(article, text, words):
        yield from reader.sentence(start, end)


def _sentences(article: Analysed, text: str, words: Lexicon) -> Iterator[Stretch]:
    """Those that hold a number, as words."""
    syntax = article.syntax
    vocabulary = words.vocabulary
    places = {
        place
        for place, word in enumerate(syntax.lower)
        if word in vocabulary or ("-" in word and not vocabulary.isdisjoint(word.split("-")))
    }
    for match in DIGITS.finditer(text):
        places.add(max(0, bisect_right(syntax.start, match.start()) - 1))
    done = 0
    for place in sorted(places):
        if place < done:
            continue
        number = syntax.sentence[place]
        start, done = bisect_left(syntax.sentence, number), bisect_right(syntax.sentence, number)
        yield start, done


class _Reader:
    """One article's sentences, read one by one."""

    def __init__(self, article: Analysed, text: str, words: Lexicon, counts: bool) -> None:
        self.article = article
        self.text = text
        self.counts = counts
        self.words = words
        self.counted = Counted(article.syntax, words)

    @cached_property
    def not_people(self) -> frozenset[int]:
        """Words of names that are no person's, as far as the chains tell."""
        return frozenset(
            place
            for chain in self.article.chains
            if chain.label in ("LOC", "ORG", "MISC")
            for link in chain.links
            if link.kind == "name"
            for place in range(link.start, link.end)
        )

    @cached_property
    def money(self) -> Money:
        if "$" not in self.text and "dollar" not in self.text and "£" not in self.text and "pound" not in self.text:
            return Money(bool(STERLING.search(self.text)), "USD")
        others = [code for code, pattern in DOLLARS.items() if pattern.search(self.text)]
        american = bool(AMERICAN.search(self.text))
        return Money(bool(STERLING.search(self.text)), "USD" if american or not others else others[0] if len(others) == 1 else None)

    def place(self, offset: int) -> int:
        """The word that holds a code point."""
        return max(0, bisect_right(self.article.syntax.start, offset) - 1)

    def stretch(self, start: int, end: int) -> Stretch:
        first = self.place(start)
        return first, max(first + 1, bisect_left(self.article.syntax.start, end))

    def sentence(self, start: int, end: int) -> Iterator[Reading]:
        syntax = self.article.syntax
        given = pieces(self.text[syntax.start[start] : syntax.end[end - 1]], syntax.start[start])
        at: int = 0
        before: Amount | None = None
        earlier: list[Read] = []
        found: list[tuple[Reading, Read | None]] = []
        while at < len(given):
            piece = given[at]
            if piece.kind not in ("number", "part") and (piece.kind != "word" or not self._starts(given, at)):
                at += 1
                continue
            refused = None if piece.lower == "no" else reason_at(given, at, self)
            if refused is not None:
                stop, reason = refused
                if reason is not None:
                    found.append((Reading(Span(piece.start, given[stop - 1].end), None, reason=reason), None))
                at, before = stop, None
                continue
            read = self._none(given, at) if piece.lower == "no" else self._amount(given, at)
            if read is None:
                if piece.kind == "number":
                    found.append((Reading(Span(piece.start, piece.end), None, reason="not understood"), None))
                at += 1
                continue
            span = Span(given[read.start].start, given[read.end - 1].end)
            if read.kind == "time":
                found.append((Reading(span, None, reason="duration"), None))
            else:
                read = self._joined(given, before, read)
                if self.counts:
                    one = self._read(span, read, earlier[-NEAREST:])
                    if (money := self._of_money(given, read, one, before)) is not read:
                        read, one = money, replace(one, kind="money", of=earlier[-1].of if earlier else None)
                    earlier.append(one)
                    found.append((Reading(span, read, self._hedges(given, read)), one))
                else:
                    found.append((Reading(span, read), None))
            before, at = read, max(read.end, at + 1)
        yield from self._named(found)

    def _named(self, found: list[tuple[Reading, Read | None]]) -> Iterator[Reading]:
        """With what is counted; of two in a row, the first has what the second names: `8 GB and 16 GB of memory`."""
        of: list[Stretch | None] = [one.of if one else None for _, one in found]
        following: Read | None = None
        for number in range(len(found) - 1, -1, -1):
            one = found[number][1]
            if one is None:
                continue
            if one.of is None and following is not None and following.of is not None and self._row_of(one, following):
                of[number] = following.of
            following = replace(one, of=of[number])
        syntax = self.article.syntax
        for (reading, _), where in zip(found, of, strict=True):
            if where is not None:
                span = Span(syntax.start[where[0]], syntax.end[where[1] - 1])
                if span.end <= reading.span.start or reading.span.end <= span.start:
                    yield replace(reading, of=span)
                    continue
            yield reading

    def _row_of(self, one: Read, following: Read) -> bool:
        """Whether the second names what the first counts: joined by `and`, in brackets after it, or `five out of 18 towns`."""
        syntax = self.article.syntax
        between = syntax.lower[one.stretch[1] : following.stretch[0]]
        if between in (["("], ["out", "of"]):
            return True
        top = self.counted.top(following.stretch)
        return one.kind == following.kind and one.stretch[0] <= syntax.head[top] < one.stretch[1] and syntax.dep[top] == "conj"

    def _starts(self, given: list[Piece], at: int) -> bool:
        lower = given[at].lower
        if lower in self.words.vocabulary:
            return lower not in self.words["plural_fractions"]
        if lower in ("a", "an") and at + 1 < len(given):
            follower = given[at + 1].lower
            return follower in self.words.scales or follower in self.words.groups or follower in self.words.fractions
        return lower in self.words["several"] and at + 1 < len(given) and given[at + 1].lower in self.words.scales

    # --- amounts ---------------------------------------------------------------------------------------------------------------------

    def _amount(self, given: list[Piece], at: int) -> Amount | None:
        lower = given[at].lower
        if lower in self.words.times:
            found = Amount(at, at + 1, at, Decimal(self.words.times[lower]), Decimal(self.words.times[lower]), COUNT, "count")
            found = hedged(given, found, self.words)
            return self._without(given, found) if lower != "once" or found.hedge else None
        plural = self._plural_follows(given, at)
        one = amount(given, at, self.words, self.money, plural)
        if one is None:
            return None
        both = ranged(given, one, self.words, self.money, plural)
        found = both or self._shares_unit(given, one)
        if (aged := age(given, found, self)) is not None:
            return aged
        if found.kind == "time":
            return found
        if found.kind == "count" and not found.part and self._of_time(given, found):
            return replace(found, kind="time")
        if found.kind == "count" and not found.part and one.end == at + 1 and lower == "one" and not self._counts_one(given, at):
            return None
        return self._without(given, hedged(given, found, self.words))

    def _without(self, given: list[Piece], found: Amount) -> Amount:
        """Without a hedge that is none where it stands: `turned around twice`, `near two villages`."""
        if len(found.hedges) != 1 or found.hedges[0][1] - found.hedges[0][0] != 1 or found.hedges[0][0] > found.start:
            return found
        word, syntax = given[found.hedges[0][0]], self.article.syntax
        place = self.place(word.start)
        particle = syntax.dep[place] in ("compound:prt", "case", "conj") or (
            syntax.dep[place] == "advmod" and syntax.head[place] < place and syntax.pos[syntax.head[place]] == "VERB"
        )
        if (particle and word.lower in self.words["particles"]) or (found.kind == "count" and word.lower in self.words["measure_hedges"]):
            plain = found.low if found.low is not None else found.high
            high = plain if found.high is not None or not self._many(given, found) else None
            return replace(found, hedge=None, hedges=(), low=plain, high=high)
        return found

    def _many(self, given: list[Piece], found: Amount) -> bool:
        return given[found.core].lower in self.words.plural_scales

    def _shares_unit(self, given: list[Piece], found: Amount) -> Amount:
        """`eight and fourteen percent`, `1.8 or 2 GHz`: the unit of the second is that of the first."""
        at = found.end
        if (
            found.kind != "count"
            or found.part
            or found.end != found.core + 1
            or at + 1 >= len(given)
            or given[at].lower not in self.words["and_or"]
        ):
            return found
        if given[at + 1].kind != "number" and given[at + 1].lower not in self.words.numbers:
            return found
        second = amount(given, at + 1, self.words, self.money)
        if second is None or second.start != at + 1 or second.kind not in ("percent", "measure", "time"):
            return found
        return replace(found, unit=second.unit, kind=second.kind)

    def _of_time(self, given: list[Piece], found: Amount) -> bool:
        """Whether what the number counts is time: `two more years`, `30 long days`, `20-plus months`."""
        syntax, place = self.article.syntax, self.place(given[found.end - 1].start)
        while syntax.pos[syntax.head[place]] == "NUM" and syntax.head[place] > place:
            place = syntax.head[place]
        head = syntax.head[place]
        if syntax.dep[place] in ("nummod", "compound") and head > place and syntax.lower[head] in self.words.time_units.by_word:
            return "than" not in syntax.lower[place:head]  # `10,000 more than last year`
        at = found.end
        while (
            at < len(given)
            and at < found.end + 3
            and (given[at].text in DASHES or given[at].text in ("]", ")") or given[at].lower in self.words["more"])
        ):
            at += 1
        return at > found.end and self.words.time_units.after(given, at) is not None

    def _plural_follows(self, given: list[Piece], at: int) -> bool:
        """Whether `m` after the number would be followed by a plural noun."""
        if at + 2 >= len(given) or given[at + 2].kind != "word" or given[at + 2].glued:
            return False
        place = self.place(given[at + 2].start)
        syntax = self.article.syntax
        while place < len(syntax.pos) - 1 and syntax.pos[place] == "ADJ":
            place += 1
        return syntax.pos[place] == "NOUN" and syntax.lemma[place] != syntax.lower[place]

    def _counts_one(self, given: list[Piece], at: int) -> bool:
        """`one` before a noun that it counts; alone it is a pronoun."""
        syntax, place = self.article.syntax, self.place(given[at].start)
        head = syntax.head[place]
        if (
            place + 1 < len(syntax.pos) and syntax.head[place + 1] == place and syntax.dep[place + 1] == "appos"
        ):  # read as `one, a ferryman`
            head = place + 1
        elif syntax.dep[place] != "nummod":
            return False
        if head <= place or syntax.pos[head] not in ("NOUN", "PROPN"):
            return False
        return syntax.lower[head] not in self.words["uncounted"] and syntax.lemma[head] == syntax.lower[head]

    def _none(self, given: list[Piece], at: int) -> Amount | None:
        """`no` before a plural noun counts: zero."""
        syntax, place = self.article.syntax, self.place(given[at].start)
        head = syntax.head[place]
        if syntax.lower[place] != "no" or syntax.dep[place] != "det" or syntax.pos[head] != "NOUN" or head <= place:
            return None
        if syntax.lemma[head] == syntax.lower[head] or syntax.lower[head] in self.words["no_counts"]:
            return None
        return Amount(at, at + 1, at, Decimal(0), Decimal(0), COUNT, "count")

    def _joined(self, given: list[Piece], before: Amount | None, read: Amount) -> Amount:
        """With the hedge of the amount to which `or` joins it: `up to 160 GB or 40,000 songs`."""
        if before is None or before.hedge is None or read.hedge is not None or not before.hedges or before.kind == "time":
            return read
        if read.start - before.end != 1 or given[read.start - 1].lower != "or":
            return read
        low = None if before.low is None else read.low
        high = None if before.high is None else read.high
        return replace(read, hedge=before.hedge, low=low, high=high, hedges=before.hedges)

    # --- rows ------------------------------------------------------------------------------------------------------------------------

    def _read(self, span: Span, read: Amount, earlier: list[Read]) -> Read:
        """With what is counted, as far as the words up to there tell."""
        stretch = self.stretch(span.start, span.end)
        of = self.counted.of(stretch, read, earlier)
        if read.unit == AGE and (of is None or of[0] < stretch[0]):
            of = person_before(self.article.syntax, self.place(span.start), self.words["now"]) or of
        return Read(stretch, read.kind, of)

    def _hedges(self, given: list[Piece], read: Amount) -> tuple[Span, ...]:
        return tuple(Span(given[start].start, given[end - 1].end) for start, end in read.hedges)

    def _of_money(self, given: list[Piece], read: Amount, one: Read, before: Amount | None) -> Amount:
        """`on top of the four billion it has`: money as the amount before it, where nothing is counted."""
        scaled = given[read.end - 1].lower in self.words.scales
        if read.kind != "count" or one.of is not None or before is None or before.kind != "money" or not scaled or read.part:
            return read
        return replace(read, unit=before.unit, kind="money")
