"""An article as the reader shows it: its frozen text with all that stands on it, and the footnotes that print has instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from firsthand.view import say
from firsthand.view.answers import ArticleView, Quote, UnreadView
from firsthand.view.highlight import Look, Mark, Segment, escaped, highlighted

ROLES = {
    "source": "s", "cue": "c", "content": "w", "speaker": "n", "descriptor": "d", "anonymity": "a", "addressee": "t", "occasion": "o", "condition": "i",
    "polarity": "p", "certainty": "y",
}  # fmt: skip
# Of what is said, a footnote repeats so many words at each end: the row that it belongs to has them all.
NOTE_WORDS = 5


@dataclass(frozen=True, slots=True)
class Sheet:
    """An article as the reader shows it: its text, and the rows that stand on it."""

    view: ArticleView
    text: Markup
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """What the footnote of some rows says in print: their words in the sentence that they share."""

    numbers: tuple[int, ...]
    sentence: Markup


def sheet(view: ArticleView, quotes: Sequence[Quote], unread: Sequence[UnreadView], numbers: dict[str, int], excerpts: bool) -> Sheet:
    """The sheet of an article; `excerpts` keeps only the sentences that `quotes` and `unread` stand on."""
    text = view.article.text
    marks = [
        *(
            Mark(e.start, e.end, "row", f"{numbers[q.finding.finding_id]}{ROLES.get(e.role, 'x')}")
            for q in quotes
            for e in q.finding.evidence
        ),
        *(Mark(row.span.start, row.span.end, "furniture", row.kind) for row in view.furniture),
        *(Mark(one.unread.span.start, one.unread.span.end, "unread", one.unread.reason) for one in unread),
        *(Mark(row.span.start, row.span.end, "metadata", row.field) for row in view.metadata if row.span is not None),
    ]
    anchors = _anchors(quotes, unread)

    def before(segment: Segment) -> str:
        names = anchors.get(segment.start, ())
        return "".join(f'<i class="at" id="{escaped(name)}"></i>' for name in names[1:]) if len(names) > 1 else ""

    def attributes(segment: Segment) -> str:
        names = anchors.pop(segment.start, None)
        return (f' id="{escaped(names[0])}"' if names else "") + _attributes(segment)

    look = Look(attributes, before, _line_classes(view))
    if not excerpts:
        return Sheet(view, highlighted(text, marks, look), tuple(quotes))
    stretches = _stretches(view, [*(e for q in quotes for e in q.finding.evidence), *(one.unread.span for one in unread)])
    parts = [f'<div class="stretch" data-o="{stretch[0]}">{highlighted(text, marks, look, stretch)}</div>' for stretch in stretches]
    return Sheet(view, Markup("".join(parts)), tuple(quotes))


def _anchors(quotes: Sequence[Quote], unread: Sequence[UnreadView]) -> dict[int, list[str]]:
    """What a link to a row's words leads to, by the offset where they begin: the part of the text itself, and empty elements before it."""
    found: dict[int, list[str]] = {}
    for quote in quotes:
        start = min(piece.start for piece in quote.pieces or quote.finding.evidence)
        found.setdefault(start, []).append(f"finding={quote.finding.finding_id}")
    for one in unread:
        found.setdefault(one.unread.span.start, []).append(say.unread_address(one))
    return found


def _attributes(segment: Segment) -> str:
    """What covers a segment: rows by number and role, the kind of furniture, the reason why it is not used; `k` where a candidate of metadata stands.

    Where it stands in the text is not written: the script counts (`placed` in page.js).
    """
    if not segment.marks:
        return ""
    named: dict[str, list[str]] = {}
    for mark in segment.marks:
        named.setdefault(mark.kind, []).append(mark.name)
    if len(named) == 1 and "row" in named:  # nearly all of them
        return f' class="m" data-m="{" ".join(dict.fromkeys(named["row"]))}"'
    furniture, unread = named.get("furniture", ()), named.get("unread", ())
    classes = [name for kind, name in (("furniture", "f"), ("unread", "u"), ("row", "m")) if kind in named] or ["k"]
    said = f' class="{" ".join(classes)}"'
    if "row" in named:
        said += f' data-m="{escaped(" ".join(dict.fromkeys(named["row"])))}"'
    if furniture:
        said += f' data-f="{escaped(say.furniture(furniture[0]))}"'
    told = [*(f"not the article: {say.furniture(kind)}" for kind in furniture), *(f"not used: {reason}" for reason in unread)]
    return f'{said} title="{escaped("; ".join(dict.fromkeys(told)))}"' if told else said


def _line_classes(view: ArticleView) -> Callable[[int, int], str]:
    """How a line is set: as the paragraph, heading or caption that its block is."""
    starts = {block.span.start: block.kind for block in view.blocks if block.kind not in ("paragraph", "line")}
    text = view.article.text

    def line_class(start: int, end: int) -> str:
        if text[start:end].isspace():
            return "p blank"
        if not starts:
            return "p"
        kind = next((starts[place] for place in range(start, min(end, start + 40)) if place in starts), None)
        return f"p {kind}" if kind else "p"

    return line_class


# --- the sentences that rows stand on --------------------------------------------------------------------------------------------


def _stretches(view: ArticleView, spans: Iterable[Any]) -> list[tuple[int, int]]:
    """The sentences that `spans` touch, those that follow each other as one stretch."""
    found: list[tuple[int, int]] = []
    for start, end in sorted({_sentence(view, span.start, span.end) for span in spans}):
        if found and not view.article.text[found[-1][1] : start].strip():  # nothing between them, or they overlap
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _sentence(view: ArticleView, start: int, end: int) -> tuple[int, int]:
    """From the first to the last sentence that `start:end` touches; the lines where there are no sentences."""
    touched = [row.span for row in view.sentences if row.span.start < end and row.span.end > start]
    if touched:
        return min(start, touched[0].start), max(end, touched[-1].end)
    text = view.article.text
    stop = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if stop < 0 else stop


def notes(
    quotes: Iterable[Quote], articles: Sequence[ArticleView], numbers: dict[str, int]
) -> Iterator[tuple[ArticleView, tuple[Note, ...]]]:
    """The footnotes of `quotes` by article: rows that stand in the same sentences share one."""
    noted: dict[str, dict[tuple[tuple[int, int], ...], list[Quote]]] = {}
    by_id = {view.article.article_id: view for view in articles}
    for quote in quotes:
        # a name or a description that stands paragraphs away is no part of the sentence
        near = [piece for piece in quote.finding.evidence if piece.role in ("source", "cue", "content")] or quote.finding.evidence
        within = tuple(_stretches(by_id[quote.place.article_id], near))
        noted.setdefault(quote.place.article_id, {}).setdefault(within, []).append(quote)
    for view in articles:
        if sharing := noted.get(view.article.article_id):
            yield (
                view,
                tuple(Note(tuple(numbers[q.finding.finding_id] for q in rows), _sentences(rows, view, at)) for at, rows in sharing.items()),
            )


def _sentences(quotes: Sequence[Quote], view: ArticleView, stretches: Iterable[tuple[int, int]]) -> Markup:
    """`stretches` with the rows marked, without the middle of what is long."""
    evidence = [piece for quote in quotes for piece in quote.finding.evidence]
    marks = [Mark(e.start, e.end, "row", ROLES.get(e.role, "x")) for e in evidence]
    text, kept = view.article.text, list[tuple[int, int]]()
    middles = [
        (left, right)
        for left, right in _middles(text, [(e.start, e.end) for e in evidence if e.role == "content"])
        if not any(e.role != "content" and e.start < right and left < e.end for e in evidence)
    ]
    for first, end in stretches:
        start = first
        for left, right in middles:
            if start < left and right < end:
                kept.append((start, left))
                start = right
        kept.append((start, end))

    def classes(segment: Segment) -> str:
        named = dict.fromkeys(f"as-{mark.name}" for mark in segment.marks)
        return f' class="m {" ".join(named)}"' if named else ""

    return Markup(' <span class="gap">[…]</span> ').join(highlighted(text, marks, Look(classes), within) for within in kept)


def _middles(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What lies between the first and the last few words of each span that has many more."""
    for start, end in sorted(set(spans)):
        found = [place for place in range(start + 1, end) if text[place].isspace() and not text[place - 1].isspace()]
        if len(found) > 3 * NOTE_WORDS:
            yield found[NOTE_WORDS - 1], found[-NOTE_WORDS] + 1
