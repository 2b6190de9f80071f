"""Who answers in an interview, and whose turn it is in a transcript: where `I`, `you` and `we` stand in no quotation marks."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from firsthand.extract.tree import Tree, is_outlet

# What a noun that a headline is made of is to the tree.
HEADS_A_TITLE = frozenset(("root", "appos", "parataxis", "list", "dep"))
# Words, at most, of the name before the colon of a turn; turns that make a transcript; sentences that one lasts, at most.
LABEL, TURNS, LASTS = 5, 3, 60


class Turn(NamedTuple):
    """A turn of a transcript (`VARRO: I think so.`): the words from `start`, up to `end`; `label`: the last word of the name before the colon."""

    start: int
    end: int
    label: int


def interviewed(tree: Tree) -> list[int]:
    """Heads of those whom the page says that it interviews."""
    words = tree.words
    found: list[int] = []
    for place, lemma in enumerate(words.lemma):
        if lemma not in tree.rules["speakers.interviewing"]:
            continue
        if words.pos[place] == "NOUN":
            found += _of_a_headline(tree, place)
        elif words.pos[place] == "VERB":
            found += _of_a_verb(tree, place, lemma)
    return found


def _of_a_headline(tree: Tree, place: int) -> list[int]:
    """`Interview with Varro`; `Varro: an interview`."""
    words = tree.words
    first, end = tree.sentence(place)
    if words.dep[place] not in HEADS_A_TITLE or any(words.pos[at] in ("VERB", "AUX") for at in range(first, end)):
        return []
    before = [at for at in range(first, place) if words.dep[at] == "root" and words.pos[at] == "PROPN"]
    return before or [
        child for child in tree.under(place, "nmod") if any(words.lower[case] == "with" for case in tree.under(child, "case"))
    ]


def _of_a_verb(tree: Tree, place: int, lemma: str) -> list[int]:
    """`the Post interviewed Varro`, `Varro, interviewed by the Post`; `the Post spoke to Varro`."""
    if lemma == "interview":
        return [tree.words.head[place]] if tree.words.dep[place] == "acl" else tree.under(place, "obj", "nsubj:pass")
    by_outlet = any(
        is_outlet(tree, (link.start, link.end)) for child in tree.under(place, "nsubj") for _, link in tree.links.get(child, ())
    )
    hearers = tree.under(place, "obl") if by_outlet else []
    return [child for child in hearers if any(tree.is_(case, "addressee.prepositions") for case in tree.under(child, "case"))]


def asks(tree: Tree, place: int) -> bool:
    """Whether a word stands in a question outside quotation marks."""
    return not tree.words.quotation[place] and tree.words.text[_last(tree, place)] == "?"


def _last(tree: Tree, place: int) -> int:
    """The last word of its sentence that is no white space."""
    first, end = tree.sentence(place)
    return next((at for at in range(end - 1, first, -1) if tree.words.pos[at] != "SPACE"), first)


def turns(tree: Tree) -> list[Turn]:
    """The turns of a transcript, in order; none where the text is not one: three turns or more, of two people or more."""
    words = tree.words
    labels: list[tuple[int, int]] = []
    for start in range(len(words.text)):
        if words.quotation[start] or (start and not (words.pos[start - 1] == "SPACE" and "\n" in words.text[start - 1])):
            continue
        end = start
        while end < len(words.text) and end - start < LABEL and words.text[end][:1].isupper():
            end += 1
        if end > start and end < len(words.text) and words.text[end] == ":" and words.pos[end - 1] == "PROPN":
            labels.append((start, end - 1))
    if len(labels) < TURNS or len({words.lower[last] for _, last in labels}) < 2:
        return []
    ends = [start for start, _ in labels[1:]] + [len(words.text)]
    return [Turn(start, end, label) for (start, label), end in zip(labels, ends, strict=True)]


def whose_turn(tree: Tree, said: list[Turn], place: int) -> int | None:
    """The label of the turn that a word stands in."""
    number = bisect_right(said, place, key=lambda each: each.start) - 1
    if number < 0 or place >= said[number].end or tree.words.quotation[place]:
        return None
    turn = said[number]
    return turn.label if tree.words.sentence[place] - tree.words.sentence[turn.start] <= LASTS else None
