"""Which way in time an expression without a date of its own points: the tense of the verb that governs it, and words beside it, tell it."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import Literal

from firsthand.model import Analysed, Language

Direction = Literal["past", "future", "near"]
# What the tense alone tells, of which a nearer date may think otherwise.
LEANING = {"past": "backward", "future": "forward"}
VERBS = frozenset(("VERB", "AUX"))
HELPING = frozenset(("aux", "aux:pass", "cop"))
MARK = frozenset(("mark",))
# Relations by which words are one more part of the same phrase.
BESIDE = frozenset(("conj", "fixed", "flat", "appos"))
# Steps up the tree, at most, to a verb with a tense.
FARTHEST = 12


class Tenses:
    """The tenses of one article's verbs."""

    def __init__(self, article: Analysed, rules: Language) -> None:
        self.words = article.syntax
        self.rules = rules

    def direction(self, start: int, end: int) -> Direction:
        """Of the expression between two code points; near: nothing tells."""
        return self._told(start, end)[0]

    def told(self, start: int, end: int) -> str:
        """The same, but backward and forward unless it is certain: `since March`, `it broke in March`, `it will open in March` are."""
        way, certain = self._told(start, end)
        return way if certain else LEANING.get(way, way)

    def _told(self, start: int, end: int) -> tuple[Direction, bool]:
        """The direction, and whether more than a tense says it."""
        words = self.words
        inside = range(bisect_left(words.start, start), bisect_left(words.start, end))
        if not inside:
            return "near", False
        top = next((place for place in inside if words.head[place] not in inside or words.head[place] == place), inside[0])
        before = words.lower[inside[0] - 1] if inside[0] else ""
        if before in self.rules["times.back"]:
            return "past", True
        verb, direct = self._governor(top)
        told = self._tense(verb) if verb is not None else "near"
        if before in self.rules["times.forth"] and told != "past":
            return "future", True
        if told == "past" and not direct:
            return "near", False
        return told, direct and verb is not None and self._is_certain(verb, told, before)

    def _is_certain(self, verb: int, told: Direction, before: str) -> bool:
        """`will open`; `broke in March`, not `was set for March`, which may be either."""
        if told == "future":
            return not self.rules["times.will_certain"].isdisjoint(self.words.lower[place] for place in self._under(verb, HELPING))
        return told == "past" and before in self.rules["times.happened"] and not self._looks_ahead(verb)

    def _governor(self, place: int) -> tuple[int | None, bool]:
        """The verb that it hangs on, and whether it does so by itself and not by a noun."""
        words, direct = self.words, True
        for _ in range(FARTHEST):
            up = words.head[place]
            if self._is_verb(up):
                return up, direct
            if up == place:
                return None, direct
            if words.lemma[up] in self.rules["times.ahead"]:
                return up, True
            direct = direct and words.dep[place] in BESIDE
            place = up
        return None, False

    def _is_verb(self, place: int) -> bool:
        return self.words.pos[place] in VERBS or bool(self._under(place, HELPING))

    def _tense(self, verb: int) -> Direction:
        """Of a verb, by its helping verbs and its form; what has no tense of its own has that of the one above it."""
        for _ in range(FARTHEST):
            told = self._by_helping(verb) or self._to_come(verb) or self._by_form(verb)
            up = self.words.head[verb]
            if told is not None or up == verb:
                return told or "near"
            verb = up
        return "near"

    def _by_helping(self, verb: int) -> Direction | None:
        rules = self.rules
        helping = {self.words.lower[place] for place in self._under(verb, HELPING)}
        if not rules["times.will"].isdisjoint(helping):
            perfect = not rules["times.have"].isdisjoint(helping) and not rules["times.modal_past"].isdisjoint(helping)
            return "past" if perfect else "future"
        if self._looks_ahead(verb):
            return "future"
        if not rules["times.was"].isdisjoint(helping):
            return "past"
        return "future" if helping and self.words.pos[verb] not in VERBS else None

    def _looks_ahead(self, place: int) -> bool:
        return self.words.lemma[place] in self.rules["times.ahead"] and self.words.lower[place] not in self.rules["times.ahead_said"]

    def _to_come(self, verb: int) -> Direction | None:
        """An infinitive: what is planned is to come; what is begun or tried in the past is in the past."""
        words = self.words
        if not any(words.lower[place] in self.rules["times.to"] for place in self._under(verb, MARK)):
            return None
        up = words.head[verb]
        if up == verb or words.lemma[up] in self.rules["times.ahead"] or words.dep[verb] not in ("xcomp", "advcl"):
            return "future"
        return "past" if self._by_form(up) == "past" else "future"

    def _by_form(self, verb: int) -> Direction | None:
        words, rules = self.words, self.rules
        lower, lemma = words.lower[verb], words.lemma[verb]
        if words.pos[verb] not in VERBS:
            return None
        if lower in rules["times.is"]:
            return "future"
        if lower in rules["times.was"] or lower in rules["times.unchanged"]:
            return "past"
        if lower == lemma:
            return "future" if words.head[verb] == verb else None
        if lower.endswith("ing"):
            present = any(words.lower[place] in rules["times.is"] for place in self._under(verb, HELPING))
            return "future" if present else None
        if lower.endswith("s"):
            known = rules.verbs.get(lower)
            return "past" if known is not None and known.kind == "speech" else "future"
        return "past"

    @cached_property
    def _children(self) -> list[list[int]]:
        found: list[list[int]] = [[] for _ in self.words.head]
        for place, head in enumerate(self.words.head):
            if head != place:
                found[head].append(place)
        return found

    def _under(self, place: int, relations: frozenset[str]) -> list[int]:
        return [child for child in self._children[place] if self.words.dep[child] in relations]
