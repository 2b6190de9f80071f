"""A parsed article as the rules of attribution look at it: numbered tokens, in lower case, with what each stands inside of.

Places are token numbers here; `Stretch` is a half-open range of them. Only `spans` turns them into code points.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from firsthand.model import Language, Parsed, Quotation, Span, Token, Verb

CLAUSE_ENDS = frozenset((";", ":", "–", "—", "--", "---", "―"))

# Words, at least, in a line that is told for a headline by its capitals; tokens, at most, in a quotation that is a fragment.
HEADLINE_WORDS = 5
FRAGMENT = 7


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Tokens from `start` up to `end`, not included."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Quoted:
    """An outermost quotation with the places of its marks: `start` of the opening one, `end` after the closing one."""

    quotation: Quotation
    start: int
    end: int


def _plain(text: str) -> str:
    """Lower case; an abbreviation without its full stop, as the lists have it."""
    lower = text.lower()
    return lower[:-1] if len(lower) > 1 and lower[-1] == "." and lower[0] != "." else lower


class View:
    """Everything is computed once an article, in one pass."""

    def __init__(self, parsed: Parsed, rules: Language) -> None:
        self.parsed = parsed
        self.rules = rules
        self.tokens: tuple[Token, ...] = parsed.tokens
        self.lower: list[str] = [_plain(token.text) for token in self.tokens]
        self._starts: list[int] = [token.start for token in self.tokens]
        self.quoted: list[Quoted] = [self._place(q) for q in parsed.quotations if q.depth == 0]
        self.opening = {each.start: each for each in self.quoted}
        self.closing = {each.end - 1 for each in self.quoted if each.quotation.closed}
        self.nested: list[Quoted] = [self._place(q) for q in parsed.quotations if q.depth > 0]
        self.sentence_ends: list[int] = [self.at(span.end) for span in parsed.sentences]

    def at(self, offset: int) -> int:
        """The number of the first token that begins at or after a code point."""
        return bisect_left(self._starts, offset)

    def _place(self, quotation: Quotation) -> Quoted:
        return Quoted(quotation, self.at(quotation.span.start), self.at(quotation.span.end))

    @cached_property
    def proper(self) -> frozenset[str]:
        """Words that stand capitalised inside a sentence somewhere, so that they are no common words at its beginning."""
        starts = {0, *self.sentence_ends, *(each.start + 1 for each in self.quoted)}
        return frozenset(token.text for i, token in enumerate(self.tokens) if token.text[:1].isupper() and i not in starts)

    @cached_property
    def paragraph_ends(self) -> list[int]:
        """Token numbers, ascending, the last that of the text's end; never empty."""
        ends = list(dict.fromkeys(self.at(span.end) for span in self.parsed.paragraphs))
        return ends if ends and ends[-1] == len(self.tokens) else [*ends, len(self.tokens)]

    def paragraph(self, place: int) -> Stretch:
        """The paragraph that holds a place."""
        index = bisect_right(self.paragraph_ends, place)
        start = self.paragraph_ends[index - 1] if index else 0
        return Stretch(start, self.paragraph_ends[min(index, len(self.paragraph_ends) - 1)])

    def sentence_end(self, place: int) -> int:
        """The first end of a sentence after a place."""
        index = bisect_right(self.sentence_ends, place)
        return self.sentence_ends[index] if index < len(self.sentence_ends) else len(self.tokens)

    def sentence_start(self, place: int) -> int:
        """The last end of a sentence at or before a place, so the start of its own."""
        index = bisect_right(self.sentence_ends, place)
        return self.sentence_ends[index - 1] if index else 0

    def span(self, stretch: Stretch) -> Span:
        """Code points from the first token to the last."""
        return Span(self.tokens[stretch.start].start, self.tokens[stretch.end - 1].end)

    def text(self, stretch: Stretch) -> str:
        span = self.span(stretch)
        return self.parsed.words(span.start, span.end)

    def verb(self, place: int) -> Verb | None:
        """What the token can be as a reporting verb; a capitalised word is none."""
        token = self.tokens[place].text
        return self.rules.verbs.get(token) if token[:1].islower() else None

    def finite(self, place: int) -> Verb | None:
        """A reporting verb in the past or the third person."""
        verb = self.verb(place)
        return verb if verb and verb.forms & {"past", "third"} else None

    def capital(self, place: int) -> bool:
        return self.tokens[place].text[:1].isupper()

    def word(self, place: int) -> bool:
        return self.tokens[place].text[:1].isalnum()

    def is_(self, place: int, *lists: str) -> bool:
        """Whether the token is in one of the language's lists."""
        return any(self.lower[place] in self.rules[name] for name in lists)

    def surname(self, place: int) -> bool:
        """Whether a word that is no name by itself (`May`, `King`) stands right after a given name or a bare title."""
        if not place or not self.capital(place) or not self.is_(place, "name_words"):
            return False
        before = place - 2 if self.tokens[place - 1].text == "." else place - 1
        return before >= 0 and self.capital(before) and self.is_(before, "given_names.male", "given_names.female", "surname_titles")

    def running(self, place: int) -> bool:
        """Whether a place is in a paragraph of running sentences: one that has an end, unlike a caption or a headline."""
        return self._lines[self._line(place)][0]

    def headline(self, place: int) -> bool:
        """Whether nearly every word of the paragraph is capitalised."""
        return self._lines[self._line(place)][1]

    def _line(self, place: int) -> int:
        return min(bisect_right(self.paragraph_ends, place), len(self.paragraph_ends) - 1)

    @cached_property
    def _lines(self) -> list[tuple[bool, bool]]:
        """For each paragraph: whether a sentence ends it, and whether it is a headline."""
        found: list[tuple[bool, bool]] = []
        start = 0
        for end in self.paragraph_ends:
            last = {token.text for token in self.tokens[max(start, end - 3) : end]}
            running = not last.isdisjoint((".", "!", "?", "…", "...", ":"))
            words = [i for i in range(start, end) if self.word(i) and not self.is_(i, "small_words", "clitics")]
            titled = len(words) >= HEADLINE_WORDS and sum(self.tokens[i].text[:1].islower() for i in words) <= len(words) / 8
            found.append((running and not titled, titled))
            start = end
        return found

    def in_speech(self, place: int) -> bool:
        """Whether a place stands inside an outermost quotation of more than a fragment."""
        index = bisect_right(self._quoted_starts, place) - 1
        return index >= 0 and place < self.quoted[index].end and self.quoted[index].end - self.quoted[index].start > FRAGMENT

    @cached_property
    def _quoted_starts(self) -> list[int]:
        return [each.start for each in self.quoted]
