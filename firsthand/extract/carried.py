"""Paragraphs that are one quotation and tell of nobody who says it: the last speaker goes on, over captions between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from firsthand.extract.drafts import ASKING, NO_SPEECH
from firsthand.extract.tree import Found
from firsthand.extract.view import Quoted, Stretch, View
from firsthand.extract.wording import Wording

# Words, at least, of such a quotation, and paragraphs back, at most, to who speaks.
LEAST, BACK = 5, 6
DOUBLE = frozenset('"“„')
SPEAKS = frozenset(("speech", "believing"))


def carried_on(wording: Wording, view: View, found: Sequence[Found]) -> list[Found]:
    """In the order of `found`, with the quotations that go on what they say."""
    words = wording.words
    outside = [(number, each) for number, each in enumerate(found) if wording.quotation(each.head) is None]
    owned = {place for _, each in outside for place in (*each.content, *each.cue)}
    first_person = view.rules["speakers.singular"] | view.rules["speakers.plural"]
    others = {each.head for each in found if not first_person.issuperset(words.lower[place] for place in each.source)}
    speaking: dict[int, list[int]] = {}  # by the first token of a paragraph who speaks there, in the order of their cues
    for number, each in sorted(outside, key=lambda one: one[1].head):
        speaking.setdefault(view.paragraph(view.at(words.start[each.head])).start, []).append(number)
    made = list(found)
    for quoted in view.quoted:
        if not _fills(view, quoted) or _title(view, quoted):
            continue
        places = tuple(
            place for place in wording.places(quoted.quotation.content_spans) if words.pos[place] != "PUNCT" or wording.word(place)
        )
        if (
            sum(map(wording.word, places)) < LEAST
            or not owned.isdisjoint(places)
            or (_opens_again(view, quoted) and not others.isdisjoint(places))
        ):
            continue
        owner = _owner(wording, view, made, speaking, view.paragraph(quoted.start))
        if owner is not None:
            first, last = places[0], places[-1]
            made[owner] = replace(made[owner], content=tuple(sorted({*made[owner].content, *range(first, last + 1)})))
            for paragraph in _paragraphs(view, quoted):
                speaking[paragraph.start] = [owner]
    return made


def _fills(view: View, quoted: Quoted) -> bool:
    """Whether it is all of its paragraphs."""
    if quoted.quotation.guess in NO_SPEECH or not quoted.quotation.content_spans:
        return False
    return quoted.start == view.paragraph(quoted.start).start and quoted.end >= view.paragraph(quoted.end - 1).end


def _title(view: View, quoted: Quoted) -> bool:
    """`"Gates Are No Answer"`: a heading."""
    words = [i for i in range(quoted.start, quoted.end) if view.word(i) and not view.is_(i, "small_words", "clitics")]
    return all(view.capital(i) for i in words)


def _opens_again(view: View, quoted: Quoted) -> bool:
    """Whether a double mark opens a quotation inside of double marks: the first may be one too many."""
    double = view.tokens[quoted.start].text in DOUBLE
    return double and any(view.tokens[each.start].text in DOUBLE for each in view.nested if quoted.start < each.start < quoted.end)


def _paragraphs(view: View, quoted: Quoted) -> list[Stretch]:
    made = [view.paragraph(quoted.start)]
    while made[-1].end < quoted.end:
        made.append(view.paragraph(made[-1].end))
    return made


def _owner(wording: Wording, view: View, found: Sequence[Found], speaking: dict[int, list[int]], at: Stretch) -> int | None:
    """Who spoke last in the nearest paragraph before that is no caption."""
    for _ in range(BACK):
        if not at.start:
            return None
        at = view.paragraph(at.start - 1)
        if at.start in speaking:
            last = speaking[at.start][-1]
            return last if _may_go_on(wording, view, found[last], at) else None
        if view.running(at.start):
            return None
    return None


def _may_go_on(wording: Wording, view: View, each: Found, at: Stretch) -> bool:
    """Whether it is a report by a verb of speech, and ends with no question, which somebody else answers."""
    verb = view.rules.verbs.get(wording.words.lower[each.head])
    if verb is None or verb.kind not in SPEAKS or verb.base in ASKING or each.sort == "intended" or not each.source:
        return False
    if view.headline(at.start):
        return False
    text, last = wording.words.text, each.content[-1]
    return "?" not in text[last : last + 2]
