"""An article as the reader shows it: its frozen text with all that stands on it, and the footnotes that print has instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from markupsafe import Markup

from firsthand.model import Credit
from firsthand.view import say
from firsthand.view.answers import ArticleView, Counted, Dated, Quote, UnreadView
from firsthand.view.highlight import Look, Mark, Segment, escaped, highlighted

ROLES = {
    "source": "s", "cue": "c", "content": "w", "speaker": "n", "descriptor": "d", "anonymity": "a", "addressee": "t", "occasion": "o", "condition": "i",
    "polarity": "p", "certainty": "y", "said": "e",
}  # fmt: skip
# Of what is said, a footnote repeats so many words at each end: the row that it belongs to has them all.
NOTE_WORDS = 5

# What the words of a credit do: they credit, and name who is credited.
CREDIT_ROLES = {"credit": "r", "credited": "k"}

Value: TypeAlias = Dated | Counted


@dataclass(frozen=True, slots=True)
class Sheet:
    """An article as the reader shows it: its text, the rows that stand on it, and the dates and numbers that are marked in it, in its order."""

    view: ArticleView
    text: Markup
    quotes: tuple[Quote, ...]
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """What the footnote of some rows says in print: their words in the sentence that they share."""

    numbers: tuple[int, ...]
    sentence: Markup


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands on one article."""

    quotes: Sequence[Quote] = ()
    unread: Sequence[UnreadView] = ()
    values: Sequence[Value] = ()
    credits: Sequence[Credit] = ()


def sheet(view: ArticleView, on: Standing, numbers: dict[str, int], excerpts: bool, told: dict[str, int] | None = None) -> Sheet:
    """The sheet of an article; `excerpts` keeps only the sentences that quotes, and what is not used, stand on.

    `told`: where a mark of a date or number has the number of what it says instead of the words; new ones are added.
    """
    text, quotes, unread = view.article.text, on.quotes, on.unread
    ordered = tuple(sorted(on.values, key=lambda one: (one.finding.span, one.finding.finding_id)))
    marks = [
        *(
            Mark(e.start, e.end, "row", f"{numbers[q.finding.finding_id]}{ROLES.get(e.role, 'x')}")
            for q in quotes
            for e in q.finding.evidence
        ),
        *(
            Mark(e.start, e.end, "row", f"{numbers[row.finding_id]}{CREDIT_ROLES[e.role]}")
            for row in on.credits
            for e in row.evidence
            if e.role in CREDIT_ROLES
        ),
        *(Mark(row.span.start, row.span.end, "furniture", row.kind) for row in view.furniture),
        *(Mark(one.unread.span.start, one.unread.span.end, "unread", one.unread.reason) for one in unread),
        *(Mark(row.span.start, row.span.end, "metadata", row.field) for row in view.metadata if row.span is not None),
        *(Mark(one.finding.span.start, one.finding.span.end, "value", str(number)) for number, one in enumerate(ordered)),
    ]
    anchors = _anchors(quotes, unread, ordered if told is None else (), on.credits)

    def before(segment: Segment) -> str:
        names = anchors.get(segment.start, ())
        return "".join(f'<i class="at" id="{escaped(name)}"></i>' for name in names[1:]) if len(names) > 1 else ""

    def attributes(segment: Segment) -> str:
        names = anchors.pop(segment.start, None)
        return (f' id="{escaped(names[0])}"' if names else "") + _attributes(segment, ordered, told)

    def element(segment: Segment) -> str:
        for mark in segment.marks:
            if mark.kind == "value" and mark.start == segment.start:
                return "a"
        return "span"

    look = Look(attributes, before, _line_classes(view), element)
    if not excerpts:
        return Sheet(view, highlighted(text, marks, look), tuple(quotes), ordered)
    stretches = _stretches(
        view, [*(e for q in quotes for e in q.finding.evidence), *(one.unread.span for one in unread), *(row.span for row in on.credits)]
    )
    parts = [f'<div class="stretch" data-o="{stretch[0]}">{highlighted(text, marks, look, stretch)}</div>' for stretch in stretches]
    shown = tuple(one for one in ordered if any(start <= one.finding.span.start < end for start, end in stretches))
    return Sheet(view, Markup("".join(parts)), tuple(quotes), shown)


def value_address(one: Value, name: str = "value") -> str:
    return f"{name}={one.finding.article_id}.{one.finding.span.start}"


def value_title(one: Value) -> str:
    """What a date or number comes to, and why, a line each."""
    return f"{one.says}\n{one.why}" if one.why else one.says


def _anchors(
    quotes: Sequence[Quote], unread: Sequence[UnreadView], values: Sequence[Value], named: Sequence[Credit]
) -> dict[int, list[str]]:
    """What a link to a row's words leads to, by the offset where they begin: the part of the text itself, and empty elements before it."""
    found: dict[int, list[str]] = {}
    for quote in quotes:
        start = min(piece.start for piece in quote.pieces or quote.finding.evidence)
        found.setdefault(start, []).append(f"finding={quote.finding.finding_id}")
    for one in unread:
        found.setdefault(one.unread.span.start, []).append(say.unread_address(one))
    for credit in named:
        found.setdefault(credit.span.start, []).append(f"credit={credit.finding_id}")
    for value in values:
        found.setdefault(value.finding.span.start, []).append(value_address(value))
    return found


def _attributes(segment: Segment, values: Sequence[Value], told: dict[str, int] | None) -> str:
    """What covers a segment: rows by number and role, a date (`d`), a number (`n`), the kind of furniture, the reason why it is not used.

    `k` where a candidate of metadata stands. Where it stands in the text is not written: the script counts (`placed` in page.js).
    """
    if not segment.marks:
        return ""
    named: dict[str, list[str]] = {}
    for mark in segment.marks:
        named.setdefault(mark.kind, []).append(mark.name)
    if len(named) == 1 and "row" in named:  # nearly all of them
        return f' class="m" data-m="{" ".join(dict.fromkeys(named["row"]))}"'
    furniture, unread = named.get("furniture", ()), named.get("unread", ())
    here = [values[int(name)] for name in named.get("value", ())]
    if told is not None and len(named) == 1 and here:  # nearly all dates and numbers of a large page
        return f' class="{_kind(here[0])}" data-x="{_numbers(here, told)}"'
    classes = [name for kind, name in (("furniture", "f"), ("unread", "u"), ("row", "m")) if kind in named]
    classes += dict.fromkeys(map(_kind, here))
    classes = classes or ["k"]
    said = f' class="{" ".join(classes)}"'
    if "row" in named:
        said += f' data-m="{escaped(" ".join(dict.fromkeys(named["row"])))}"'
    if furniture:
        said += f' data-f="{escaped(say.furniture(furniture[0]))}"'
    page_matter = [*(f"not the article: {say.furniture(one)}" for one in furniture), *(f"not used: {reason}" for reason in unread)]
    lines = ["; ".join(dict.fromkeys(page_matter))]
    if here and told is None:
        value = next((_value(one) for one in here if isinstance(one, Dated)), None)
        said += "" if value is None else f' data-v="{escaped(value)}"'
        said += next((f' href="#{value_address(one, "about")}"' for one in here if one.finding.span.start == segment.start), "")
        lines = [*map(value_title, here), *lines]
    elif here and told is not None:
        said += f' data-x="{_numbers(here, told)}"'
    title = "\n".join(filter(None, lines))
    return f'{said} title="{escaped(title)}"' if title else said


def _value(one: Dated) -> str:
    """With what a decision about a date begins: its value, else its days."""
    row = one.finding
    return row.value or (f"{row.earliest or '..'}/{row.latest or '..'}" if row.earliest or row.latest else "")


def _kind(one: Value) -> str:
    return "d" if isinstance(one, Dated) else "n"


def _numbers(here: Sequence[Value], told: dict[str, int]) -> str:
    """The numbers of what the script of a large page is told of dates and numbers: the value of a date (`-`: it is a number), and the title."""
    keys = (f"{_value(one) if isinstance(one, Dated) else '-'}\n{value_title(one)}" for one in here)
    return " ".join([str(told.setdefault(key, len(told))) for key in keys])


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
