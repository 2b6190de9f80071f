"""The noun phrase around the name of an outlet, and what it names: the outlet, its writing, one of its people, or something else that it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.extract.outlet_list import CLOSING, OPENING
from firsthand.extract.outlet_mentions import Finder
from firsthand.extract.outlet_names import Named

CLITIC = frozenset(("'s", "’s", "'", "’"))


@dataclass(frozen=True, slots=True)
class Phrase:
    """The noun phrase around an outlet: `start` and `end` of it, `role` of what it names: outlet, writing (`X's report`), person (`X's reporter`), other."""

    start: int
    end: int
    role: str


class Phrases:
    """The phrases of one article's outlets."""

    def __init__(self, finder: Finder, found: Sequence[Named]) -> None:
        self.finder = finder
        self.words = finder.words
        self.is_ = finder.is_
        self.found = found
        self.starting = {one.start: one for one in found}
        self.ending = {one.end: one for one in found}

    def lemma_is(self, place: int, *lists: str) -> bool:
        words = self.words
        if not 0 <= place < len(words.text):
            return False
        verb = self.finder.rules.verbs.get(words.lower[place])
        forms = {words.lemma[place], words.lower[place], verb.base if verb else ""}
        return any(not forms.isdisjoint(self.finder.rules["credits." + name]) for name in lists)

    def low(self, place: int) -> str:
        return self.words.lower[place] if 0 <= place < len(self.words.lower) else ""

    def inside(self, place: int, one: int) -> bool:
        """Whether two words are of one sentence."""
        return 0 <= place < len(self.words.text) and self.words.sentence[place] == self.words.sentence[one]

    # --- the phrase ------------------------------------------------------------------------------------------------------------------

    def phrase(self, one: Named) -> Phrase:
        """The phrase with the white space at its borders that is a word of its own (a hard space), line ends left out."""
        found = self._phrase(one)
        start, end = found.start, found.end
        while self._space(start - 1):
            start -= 1
        while self._space(end):
            end += 1
        return Phrase(start, end, found.role)

    def _space(self, place: int) -> bool:
        return 0 <= place < len(self.words.text) and self.words.pos[place] == "SPACE" and "\n" not in self.words.text[place]

    def _phrase(self, one: Named) -> Phrase:
        start, end = self._left(one), self._right(one)
        if self._joined(one, end):
            joined = self.starting.get(end + 1)
            return Phrase(start, joined.end, self._phrase(joined).role) if joined else Phrase(start, end, "other")
        owns = self.low(end) in CLITIC and self.inside(end, one.start)
        after = end + 1 if owns else end
        if not self.inside(after, one.start):
            return Phrase(start, end, "outlet")
        stop, role = self._of_noun(one, after, owns) or self._owned(after, owns) or self._beside_it(one, after) or (end, "outlet")
        return Phrase(start, stop, role)

    def _right(self, one: Named) -> int:
        """Past the outlet's noun, its letters in brackets, the quotation mark that closes its name."""
        end = one.end
        while True:
            noun = self.is_(end, "nouns", "kinds_of_news", "waves") and not self.is_(end, "writings") and not self._capital(end)
            if noun and self.inside(end, one.start):
                end += 1
            elif self.words.text[end : end + 1] == ["("] and self.words.text[end + 2 : end + 3] == [")"]:
                end += 3
            elif self._mark(end) in CLOSING and self._mark(one.start - 1) in OPENING:
                end += 1
            else:
                return end

    def _mark(self, place: int) -> str:
        return self.words.text[place] if 0 <= place < len(self.words.text) else ""

    def _joined(self, one: Named, end: int) -> bool:
        """`X/Y`, `X-Y`: the words after it are of one thing of both."""
        return self._mark(end) in ("/", "-", "–") and self.words.start[end] == self.words.end[end - 1] and self.inside(end + 1, one.start)

    def _of_noun(self, one: Named, after: int, owns: bool) -> tuple[int, str] | None:
        """`X report`, `X's reporter`, `X poll`: the end of the phrase and its role."""
        head = after
        while (
            self.inside(head, one.start)
            and head - after < 5
            and not (self.low(head) == "editorial" and self.low(head + 1) in ("board", "page"))
            and (self.is_(head, "report_words", "times") or self.words.pos[head] in ("ADJ", "NUM") or self.low(head) in ("'s", "’s", "-"))
        ):
            head += 1
        if not self.inside(head, one.start):
            return None
        if self.is_(head, "shows") and self._noun(head):
            return head + 1, "other"
        if self.low(head) == "editorial" and self.low(head + 1) in ("board", "page"):
            return head + 2, "writing"
        if self.is_(head, "writings") and self.is_(head + 1, "people"):
            return head + 2, "person"
        if self.is_(head, "writings") and self._noun(head) and (owns or not self._verb(one, head)):
            return head + (3 if self.low(head) == "op" and self.low(head + 2) == "ed" else 1), "writing"
        return (self._person(head + 1), "person") if self.is_(head, "people") and self._noun(head) else None

    def _owned(self, after: int, owns: bool) -> tuple[int, str] | None:
        """`X's "Programme"`, `X's Ines Varro`, `X's tower`."""
        if not owns:
            return None
        if self._mark(after) in OPENING or self._mark(after) == "'":
            return self._title(after + 1), "person"
        return self._work(after), "person" if self._capital(after) else "other"

    def _beside_it(self, one: Named, after: int) -> tuple[int, str] | None:
        """`X Florida`; `X Ines Varro`; `X headquarters`."""
        wider = self._wider(one, after)
        if wider:
            return wider, "outlet"
        noun = self.words.pos[after] in ("NOUN", "PROPN") and not self.is_(after, "times") and self.low(after) != "via"
        if not noun or self._verb(one, after):
            return None
        return self._person(after), "person" if self.finder.label_over(after, after + 1) == "PER" else "other"

    def _wider(self, one: Named, after: int) -> int:
        """`Kestrel News Florida`, `Kestrel Magazine`: the end of a longer name of a desk or section; 0: there is none."""
        if one.family != "name" or not self._capital(after) or self.words.pos[after] != "PROPN":
            return 0
        end = after
        while self._capital(end) and self.words.pos[end] == "PROPN" and end - after < 3 and self.inside(end, one.start):
            end += 1
        named = any(self.finder.label_over(place, place + 1) == "PER" for place in range(after, end))
        last = self.words.lower[end - 1]
        if named or self.is_(end, "people", "shows", "writings") or self.is_(end - 1, "shows", "companies", "people"):
            return 0
        follows = self.words.pos[end] if self.inside(end, one.start) else "PUNCT"
        return end if follows not in ("NOUN", "PROPN") and last not in ("inc", "co") else 0

    def _capital(self, place: int) -> bool:
        return 0 <= place < len(self.words.text) and self.words.text[place][:1].isupper()

    def _noun(self, place: int) -> bool:
        return self.words.pos[place] in ("NOUN", "PROPN", "X", "ADJ")

    def _verb(self, one: Named, place: int) -> bool:
        """`the Courier reports` where the tree says so, or where nothing but a verb can stand."""
        if self.words.pos[place] in ("VERB", "AUX"):
            return True
        after = self.words.pos[place + 1] if self.inside(place + 1, place) else "PUNCT"
        return self.low(place) in ("reports", "reported") and one.family != "nobody" and after not in ("VERB", "AUX", "ADP")

    def _title(self, place: int) -> int:
        """Past a title in quotation marks."""
        for at in range(place, min(place + 9, len(self.words.text))):
            if self.words.text[at] in CLOSING or self.words.text[at] == "'":
                return at + 1
        return place

    def _work(self, place: int) -> int:
        """Past a name, which may be one of a work with small words in it: `Watch of the Night`."""
        end = self._person(place)
        while end > place and self.is_(end, "joining_titles") and self._capital(end + 1) and self.finder._same(end, end + 1):
            end = self._person(end + 1)
        return end

    def _person(self, place: int) -> int:
        while self._capital(place) and self.words.pos[place] != "PUNCT":
            place += 1
        return place

    def _left(self, one: Named) -> int:
        """The first word of the phrase: articles, what describes the outlet, an outlet's noun."""
        start = one.start
        while start > 0 and one.start - start < 8 and self.finder._same(start, start - 1):
            before = start - 1
            if (self.words.text[before] in OPENING and start == one.start) or (
                self._space(before)
                or self.words.pos[before] in ("DET", "ADJ", "NUM")
                or self.is_(before, "nouns", "kinds_of_news", "somewhere", "waves")
                or self.low(before) in ("the", "a", "an", "its", "his", "her", "their")
            ):
                start = before
            elif (self.low(before) in CLITIC and before > 0) or (
                self.words.text[before] == "-" and before > 0 and self.finder._same(before, before - 1)
            ):  # Harrow's Courier, Friday's Courier
                start = before - 1
                while (
                    self.low(before) in CLITIC
                    and self._capital(start - 1)
                    and self.finder._same(start, start - 1)
                    and one.start - start < 8
                ):
                    start -= 1
            elif (
                (self.words.pos[before] in ("NOUN", "PROPN") and self.words.pos[start] in ("ADJ", "NOUN") and start < one.start)
                or (
                    self.words.pos[before] == "PROPN"
                    and start == one.start
                    and self.words.dep[before] == "compound"
                    and before not in self.ending
                )
                or (self.words.pos[before] == "NOUN" and self.words.dep[before] == "compound")
            ):
                start = before
            else:
                break
        return start
