"""The structure of quotation marks: which mark opens, which closes what, how deep, over which paragraphs.

Marks are told from apostrophes, inches and minutes by what stands beside them, and straight marks into opening and closing
by spacing first and by what is open second. A quotation runs over several paragraphs where each of them opens it again and
only the last closes it, or where the paragraph after an open one closes what it never opened. A mark that nothing closes ends with
its paragraph, or before the next quotation of its kind: it never swallows what follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from firsthand.language.paragraphs import trimmed
from firsthand.model import Span

# What may close an opening mark; mixtures that keyboards make are allowed.
CLOSERS: dict[str, tuple[str, ...]] = {
    "“": ("”", '"', "“"), '"': ('"', "”"), "”": ("”", '"'), "„": ("“", "”", '"'), "‟": ("”", '"'), "＂": ("＂",), "``": ("''", '"', "”"),
    "''": ("''",), "«": ("»",), "»": ("«",), "‹": ("›",), "›": ("‹",), "‘": ("’", "'"), "'": ("'", "’"), "‚": ("‘", "’", "'"), "‛": ("’", "'"),
    "「": ("」",), "『": ("』",),
}  # fmt: skip
SINGLES = frozenset("‘'‚‛’")
MARK = re.compile(r"``|''|[\"“”„‟«»‹›‘’‚‛'＂「」『』]")
# What stands before an opening mark and after a closing one, besides white space and the paragraph's edge: surely, and perhaps.
OPENS_AFTER = frozenset("([{<|*_“„«‹‘「『\"'>")
MAY_OPEN_AFTER = frozenset("-–—―/:;,=…~")
CLOSES_BEFORE = frozenset(")]}>-–—―/:;,.!?*_<|…~&”’»›」』\"'")
ENDS_SPEECH = frozenset(",.!?…")
# Quotations deeper than this are not told apart: real ones end at three, and a row each for a million nested marks would be quadratic.
MAX_DEPTH = 4
DECADE = re.compile(r"\d\d(?!\d)")
WORD = re.compile(r"\w+")
FEET_AND_INCHES = re.compile(r"\d['’]\s?\d{1,2}\Z")

Role: TypeAlias = Literal["open", "close"] | None


@dataclass(frozen=True, slots=True)
class Structure:
    """A pair of marks, or an opening one alone: `span` with the marks, a content span a paragraph without them."""

    span: Span
    content_spans: tuple[Span, ...]
    depth: int
    closed: bool


@dataclass(slots=True)
class _Open:
    """An opening mark that is still to be closed; `pieces` are the content spans of its earlier paragraphs."""

    mark: str
    start: int
    content: int
    pieces: list[Span] = field(default_factory=list)

    def ended(self, text: str, end: int, mark: str = "") -> Structure:
        """`end` is where the content ends; `mark` is the closing mark that stands there, if one does."""
        content = (*self.pieces, trimmed(text, min(self.content, end), end))
        return Structure(Span(self.start, end + len(mark)), tuple(piece for piece in content if piece.start < piece.end), 0, bool(mark))


def structures(text: str, paragraphs: Sequence[Span], elisions: frozenset[str], reporting: frozenset[str]) -> tuple[Structure, ...]:
    """In the order of their openings. `elisions` are words that begin with an apostrophe, `reporting` verbs that end a quoting sentence."""
    found: list[Structure] = []
    carried: _Open | None = None
    for span in paragraphs:
        paragraph = _Paragraph(text, span, elisions, found)
        carried = paragraph.read(carried)
        if carried and _reports_at_end(text, carried.content, span.end, reporting):
            found.append(_abandoned(text, carried))
            carried = None
    if carried:
        found.append(_abandoned(text, carried))
    return tuple(_with_depths(sorted(found, key=lambda s: (s.span.start, -s.span.end))))


def _reports_at_end(text: str, start: int, end: int, reporting: frozenset[str]) -> bool:
    """Whether an open quotation's paragraph ends `..., he said.`: then its closing mark was forgotten, and nothing runs on."""
    last = WORD.findall(text[max(start, end - 60) : end])[-3:]
    return any(word.lower() in reporting for word in last) and "," in text[max(start, end - 60) : end]


def _abandoned(text: str, carried: _Open) -> Structure:
    """What was open at the end of a paragraph, and the next one neither opens again nor closes."""
    last = carried.pieces[-1]
    return _Open(carried.mark, carried.start, last.start, carried.pieces[:-1]).ended(text, last.end)


def _with_depths(found: list[Structure]) -> Iterator[Structure]:
    ends: list[int] = []
    for each in found:
        while ends and ends[-1] <= each.span.start:
            ends.pop()
        yield replace(each, depth=len(ends))
        ends.append(each.span.end)


class _Paragraph:
    """The marks of one paragraph, read from left to right with a stack of what is open."""

    def __init__(self, text: str, span: Span, elisions: frozenset[str], found: list[Structure]) -> None:
        self.text, self.span, self.elisions, self.found = text, span, elisions, found
        self.marks = [(m.start(), m[0]) for m in MARK.finditer(text, span.start, span.end)]
        self.stack: list[_Open] = []
        self.before = len(found)
        self._look_ahead()

    def read(self, carried: _Open | None) -> _Open | None:
        """Read all marks; what the paragraph before left open, and what this one leaves open."""
        first = self._take_up(carried) if carried else 0
        for index in range(first, len(self.marks)):
            at, mark = self.marks[index]
            role = self._single(index, at, mark) if mark in SINGLES else self._double(index, at, mark)
            if role == "close":
                self._close(at, mark)
            elif role == "open" and len(self.stack) < MAX_DEPTH:
                self.stack.append(_Open(mark, at, at + len(mark)))
        return self._leave()

    # --- between paragraphs

    def _take_up(self, carried: _Open) -> int:
        """Go on with a quotation from the paragraph before, or end it there; the number of marks that this used up."""
        if self.marks and self.marks[0] == (self.span.start, carried.mark):
            self.stack.append(replace(carried, content=self.span.start + len(carried.mark)))
            return 1
        if self._closes_first(carried.mark):
            self.stack.append(replace(carried, content=self.span.start))
        else:
            self.found.append(_abandoned(self.text, carried))
        return 0

    def _closes_first(self, opening: str) -> bool:
        """Whether the first double mark here can only close, so that it closes what the paragraph before opened."""
        for at, mark in self.marks:
            if mark not in SINGLES:
                return mark in CLOSERS[opening] and self._only_closes(at, mark) and not self._inch(at)
        return False

    def _leave(self) -> _Open | None:
        """End what is open: before the next mark of its kind or with the paragraph; the last double one may run on."""
        for index, each in enumerate(self.stack):
            following = next((other for other in self.stack[index + 1 :] if other.mark == each.mark), None)
            inner = self._inner(each)
            if following is None and not inner and each.mark not in SINGLES:
                for dropped in self.stack[index + 1 :]:
                    self._drop(dropped, self.span.end)
                each.pieces.append(trimmed(self.text, each.content, self.span.end))
                return each
            self._drop(each, following.start if following else min(inner, default=self.span.end))
        return None

    def _inner(self, opened: _Open) -> list[int]:
        """Where quotations with the same mark begin, and end, inside one that nothing closes."""
        closed = (each.span.start for each in self.found[self.before :])
        return [start for start in closed if start > opened.start and self.text.startswith(opened.mark, start)]

    def _drop(self, opened: _Open, end: int) -> None:
        """Nothing closed it: a straight single mark inside a paragraph was an apostrophe, any other is an open quotation."""
        if opened.mark != "'" or opened.start == self.span.start:
            self.found.append(opened.ended(self.text, end))

    # --- inside a paragraph

    def _close(self, at: int, mark: str) -> None:
        for index in range(len(self.stack) - 1, -1, -1):
            if mark in CLOSERS[self.stack[index].mark]:
                for dropped in self.stack[index + 1 :]:
                    self._drop(dropped, at)
                self.found.append(self.stack[index].ended(self.text, at, mark))
                del self.stack[index:]
                return

    def _opened(self, mark: str) -> bool:
        return any(mark in CLOSERS[each.mark] for each in self.stack)

    def _beside(self, at: int, mark: str) -> tuple[str, str]:
        """The characters before and after a mark; empty at the paragraph's edge."""
        after = at + len(mark)
        return self.text[at - 1] if at > self.span.start else "", self.text[after] if after < self.span.end else ""

    def _spacing(self, at: int, mark: str) -> tuple[bool, bool]:
        """Whether it can open, and whether it can close, by what stands beside it."""
        before, after = self._beside(at, mark)
        left = not before or before.isspace() or before in OPENS_AFTER or before in MAY_OPEN_AFTER
        right = not after or after.isspace() or after in CLOSES_BEFORE
        return left, right

    def _only_closes(self, at: int, mark: str) -> bool:
        before, _ = self._beside(at, mark)
        return self._spacing(at, mark)[1] and bool(before) and not before.isspace() and before not in OPENS_AFTER

    def _double(self, index: int, at: int, mark: str) -> Role:
        left, right = self._spacing(at, mark)
        before, _ = self._beside(at, mark)
        opened = self._opened(mark)
        if mark in ("“", "``", "„", "‟", "「", "『", "«", "‹"):
            return "close" if opened and right and not (left and before not in MAY_OPEN_AFTER) else "open"
        if mark in ("」", "』"):
            return "close"
        if mark in ("”", "»", "›", "''"):
            return "close" if opened else "open" if left and not right else None
        if self._inch(at) and not (opened and not self._closing_follows(index)):
            return None
        if left and not right and not (opened and before in MAY_OPEN_AFTER):
            return "open"
        if right and not left:
            return "close"
        return "close" if opened else "open"

    def _inch(self, at: int) -> bool:
        """Whether a straight mark stands after a number."""
        return at > self.span.start and self.text[at - 1].isdigit() and self.text[at] == '"'

    def _closing_follows(self, index: int) -> bool:
        """Whether the next straight double mark can only close; so this one, after a number, means inches."""
        if FEET_AND_INCHES.search(self.text, max(self.span.start, self.marks[index][0] - 6), self.marks[index][0]):
            return True
        following = self.next_double[index]
        return following is not None and self._only_closes(*self.marks[following])

    def _single(self, index: int, at: int, mark: str) -> Role:
        before, after = self._beside(at, mark)
        if before.isalnum() and after.isalnum():
            return None
        left, right = self._spacing(at, mark)
        if self._opened(mark) and right and before and not before.isspace():
            return None if mark != "‘" and self._possessive(index, at) else "close"
        if mark == "’" or not left or right or self._elides(at, mark):
            return None
        return "open" if mark != "'" or self.closer_after[index] or at == self.span.start else None

    def _elides(self, at: int, mark: str) -> bool:
        """Whether the mark stands for letters left out: `’90s`, `’tis`."""
        if mark == "‚":
            return False
        if DECADE.match(self.text, at + 1):
            return True
        word = WORD.match(self.text, at + 1, self.span.end)
        return word is not None and word[0].lower() in self.elisions

    def _possessive(self, index: int, at: int) -> bool:
        """Whether `boys’` or `goin’` goes on inside a single quotation that ends, after a comma or a full stop, further on."""
        before = self.text[max(self.span.start, at - 2) : at]
        if before[-1:] in self.elisions and before[:1] in ("'", "’", "‘"):
            return True
        follows = self.text[at + 1 : at + 3]
        return (before[-1:] in "sSzx" or before == "in") and follows[:1] == " " and follows[1:].islower() and self.speech_end_after[index]

    def _look_ahead(self) -> None:
        """For each mark, from the right: the next double one; whether a single closing one follows; whether one that ends speech does first."""
        count = len(self.marks)
        self.next_double: list[int | None] = [None] * count
        self.closer_after = [False] * count
        self.speech_end_after = [False] * count
        double: int | None = None
        closer = speech_end = False
        for index in range(count - 1, -1, -1):
            at, mark = self.marks[index]
            self.next_double[index], self.closer_after[index], self.speech_end_after[index] = double, closer, speech_end
            if mark == '"':
                double = index
            if mark in SINGLES:
                before, _ = self._beside(at, mark)
                left, right = self._spacing(at, mark)
                if mark in "'’" and right and before and not before.isspace():
                    closer = True
                    speech_end = speech_end or before in ENDS_SPEECH
                elif mark in "‘'" and left and not right:
                    speech_end = False
