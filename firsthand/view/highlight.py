"""Frozen text with marks on it, as HTML whose text content is that text, character for character.

Marks may nest and overlap: the text is cut at every edge of a mark, and each piece carries every mark that covers it. Each line of the
text is an element of its own, its line break inside it, so that it can be set as a paragraph although nothing was added or taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

# A parser turns a bare CR into LF, so it must be written as a reference; NUL cannot be written at all (and no story holds one).
# All other control characters must stay as they are: a reference to U+0080..U+009F means another character.
ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&#34;"), ("'", "&#39;"), ("\r", "&#13;"))


class Mark(NamedTuple):  # like segments, quick to make and to compare: a page has a hundred thousand
    """A stretch of text that something says something about."""

    start: int
    end: int
    kind: str
    name: str = ""


class Segment(NamedTuple):
    """A stretch of text that no edge of a mark divides, with all the marks that cover it, widest first."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def escape(text: str) -> Markup:
    """`text` for an HTML document, as content or inside a quoted attribute."""
    return Markup(escaped(text))


def escaped(text: str) -> str:
    """What `escape` gives, as a plain string: a page has a hundred thousand pieces, and each `Markup` costs a microsecond at every joint."""
    for character, written in ESCAPES:
        if character in text:
            text = text.replace(character, written)
    return text


def segments(start: int, end: int, marks: Iterable[Mark]) -> list[Segment]:
    """Cut `start:end` at every edge of a mark."""
    inside = [mark for mark in marks if mark.start < mark.end and mark.start < end and mark.end > start]
    if not inside:
        return [Segment(start, end, ())] if start < end else []
    edges = sorted({start, end, *(edge for mark in inside for edge in (mark.start, mark.end) if start < edge < end)})
    opening: dict[int, list[Mark]] = {}
    for mark in inside:
        opening.setdefault(max(start, mark.start), []).append(mark)
    found, covering = [], list[Mark]()
    for left, right in pairwise(edges):
        covering = [mark for mark in covering if mark.end > left] + opening.get(left, [])
        if len(covering) > 1:
            covering.sort(key=_widest_first)
        found.append(Segment(left, right, tuple(covering)))
    return found


def lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines of `text[start:end]`, each with its line break."""
    while start < end:
        found = text.find("\n", start, end)
        stop = end if found < 0 else found + 1
        yield start, stop
        start = stop


def kinds(segment: Segment) -> str:
    """The plainest attributes of a segment: the kinds and names of the marks that cover it."""
    listed = " ".join(f"{mark.kind}:{mark.name}" if mark.name else mark.kind for mark in segment.marks)
    return f' data-m="{escaped(listed)}"' if listed else ""


@dataclass(frozen=True, slots=True)
class Look:
    """How marked text is written: the attributes of a segment, what stands just before it (elements without content), the class of a line, the element.

    What they give is HTML, taken as it is: words of a text must come escaped.
    """

    attributes: Callable[[Segment], str] = kinds
    before: Callable[[Segment], str] = lambda segment: ""
    line_class: Callable[[int, int], str] = lambda start, end: "p"
    element: Callable[[Segment], str] = lambda segment: "span"


def highlighted(text: str, marks: Sequence[Mark], look: Look = Look(), within: tuple[int, int] | None = None) -> Markup:
    """`text` as HTML, or the part of it `within` two offsets."""
    ordered, parts = sorted(marks), list[str]()
    waiting, current = 0, list[Mark]()
    for start, end in lines(text, *(within or (0, len(text)))):
        while waiting < len(ordered) and ordered[waiting].start < end:
            current.append(ordered[waiting])
            waiting += 1
        current = [mark for mark in current if mark.end > start]
        parts.append(f'<span class="{look.line_class(start, end)}">')
        for segment in segments(start, end, current):
            before, said, words = look.before(segment), look.attributes(segment), escaped(text[segment.start : segment.end])
            name = look.element(segment) if said else ""
            parts += (before, f"<{name}{said}>{words}</{name}>" if said else words)
        parts.append("</span>")
    return Markup("".join(parts))


def _widest_first(mark: Mark) -> tuple[int, Mark]:
    return mark.start - mark.end, mark
