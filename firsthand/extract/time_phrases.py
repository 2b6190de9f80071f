"""Words of a sentence tree that name a day, month or year, or a time counted from one: what says when something was said, or from when it holds.

They are found by their place in the tree; what they come to is read apart (`times`), and joined in the story by the span.
"""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.extract.time_words import Grammar, grammar
from firsthand.extract.tree import Stretch, Tree

NAMES = frozenset(("WEEKDAY", "MONTH", "MON", "WD"))
UNITS = frozenset(("UNIT", "UNITS", "DAYPART", "SEASON", "FALL", "PART"))
SHAPES = frozenset(("ISO", "SLASH", "DECADE"))
# Relations by which the words of one date hang on each other.
INSIDE = frozenset(
    (
        "compound",
        "flat",
        "nummod",
        "nmod:unmarked",
        "nmod:tmod",
        "appos",
        "amod",
        "det",
        "obl:unmarked",
        "obl:tmod",
        "advmod",
        "nmod:desc",
        "nmod",
    )
)


class TimePhrases:
    """Of one article; without a grammar of times nothing is one."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.grammar: Grammar | None = grammar(tree.rules)

    def is_time(self, place: int) -> bool:
        """Whether the word is the head of a date, or one of its words."""
        if self.grammar is None:
            return False
        tree, word = self.tree, self.tree.words
        lower, text = word.lower[place], word.text[place]
        if lower in tree.rules["times.when"]:
            return True
        classes = self.grammar.lexicon.get(lower)
        if classes is None:
            return self._is_date(place) if text[:1].isdigit() else False
        if not NAMES.isdisjoint(classes):
            return text[:1].isupper() and (lower not in tree.rules["times.common"] or word.pos[place] in ("PROPN", "NOUN"))
        if not UNITS.isdisjoint(classes):
            return any(self._points(child) for child in tree.children[place])
        return False

    def _is_date(self, place: int) -> bool:
        """`2031`, `17` and `17th` beside a month, `2031-04-17`."""
        tree = self.tree
        assert self.grammar is not None
        given = self.grammar.words(tree.words.text[place])
        if len(given) != 1:
            return False
        classes = given[0].classes
        if not SHAPES.isdisjoint(classes):
            return True
        if not {"DAY", "DAYTH"}.isdisjoint(classes) and any(
            self._is_month(other) for other in (*tree.children[place], tree.words.head[place])
        ):
            return True
        head = tree.words.head[place]
        counts = tree.words.dep[place] == "nummod" and head > place and tree.words.lower[head] != tree.words.lemma[head]
        return "YEAR" in classes and tree.words.text[place][:2] in ("18", "19", "20", "21") and not counts

    def _is_month(self, place: int) -> bool:
        classes = self.grammar.lexicon.get(self.tree.words.lower[place], {}) if self.grammar else {}
        return self.tree.words.text[place][:1].isupper() and not {"MONTH", "MON"}.isdisjoint(classes)

    def _points(self, place: int) -> bool:
        """`last`, `this`, `two weeks ago`, `Monday morning`, `the end of June`."""
        if self.tree.words.dep[place] == "nmod":
            return self.is_time(place) and all(self.tree.is_(case, "times.of") for case in self.tree.under(place, "case"))
        return self.tree.is_(place, "times.pointing") or (self.tree.words.dep[place] in INSIDE and self.is_time(place))

    def phrase(self, place: int, inside: set[int] | None = None) -> Stretch | None:
        """The words of the date around one of them, without the preposition."""
        tree = self.tree
        words = {place, *self._parts(place)}
        if inside is not None:
            words &= inside
        start = end = place
        while start - 1 in words:
            start -= 1
        while end + 1 in words or (end + 2 in words and tree.words.text[end + 1] == ","):
            end += 1 if end + 1 in words else 2
        return tree.trimmed(start, end + 1)

    def _parts(self, place: int) -> Iterator[int]:
        """What hangs on it as a part of the date; clauses and prepositions of its own do not."""
        tree = self.tree
        for child in tree.children[place]:
            if tree.words.dep[child] == "case" or (tree.words.dep[child] not in INSIDE and tree.words.dep[child] != "punct"):
                continue
            if not self._of_date(child):
                continue
            yield child
            yield from self._parts(child)
            yield from tree.under(child, "case")

    def _of_date(self, place: int) -> bool:
        """A further word of a date: a number, a month, `early`, `the`; a mark; `Fox News` before `Tuesday` is none."""
        words = self.tree.words
        known = self.grammar is not None and words.lower[place] in self.grammar.lexicon
        if words.dep[place] == "nmod":
            return self._points(place)
        return known or words.text[place][:1].isdigit() or words.dep[place] in ("det", "punct") or self._points(place)

    def case(self, place: int) -> tuple[int, ...]:
        """The preposition that leads it, with the words that are one with it."""
        tree = self.tree
        leading = [child for child in tree.under(place, "case", "mark") if child < place]
        return tuple(sorted({*leading, *(each for child in leading for each in tree.under(child, "fixed"))}))
