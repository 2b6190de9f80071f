"""Outlets as the one that says it: `X reported`, `X's Ines Varro writes`, `said X`; not what a company says of itself."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.extract.credit_phrases import CLITIC, Phrase, Phrases
from firsthand.extract.outlet_names import Named
from firsthand.model import CreditKind

# Words between a subject and its verb.
BETWEEN = 7


@dataclass(frozen=True, slots=True)
class Place:
    """How the outlet is credited, and the words that do it: numbers of words, half-open. `certain`: no name that only may be an outlet is needed there."""

    kind: CreditKind
    start: int
    end: int
    certain: bool = False


class Verbs(Phrases):
    """The verbs beside one article's outlets."""

    def _before(self, place: int, one: Named, count: int) -> range:
        """Words before, nearest first, in the sentence."""
        low = max(place - count, -1)
        return range(place, next((i for i in range(place, low, -1) if not self.inside(i, one.start)), low), -1)

    def _subject(self, one: Named, phrase: Phrase) -> Place | None:
        """`X reported`: the verb after it; by the tree where more stands between."""
        before = self.low(phrase.start - 1)
        if one.family == "name" and self._absolute(one, phrase):
            return Place("reported", one.start, phrase.end + 1)
        if before in ("at", "of", "from", "for", "with", "by", "in", "to") or self._led(phrase):
            return self._writer(one, phrase) if before in ("at", "of", "from", "for", "in") else None
        at = phrase.end
        if self.words.text[at : at + 1] == [","] and self.low(phrase.start - 1) == "," and self._reports(one, phrase, at + 1):
            return Place("reported", one.start, at + 2, True)
        if phrase.role == "person" and self.low(at) == "and" and self._capital(at + 1):
            at = self._person(at + 1)  # X's Ines Varro and Ada Lund
        inserted = self.words.text[at : at + 1] == [","] and self._insertion(one, at)
        if inserted:
            at = inserted
        at = self._past(one, at)
        if not self._reports(one, phrase, at):
            at = self._by_tree(one, phrase)
        if at < 0 or not self._reports(one, phrase, at):
            return None
        kind: CreditKind = "told" if self.low(at) in ("interviewed", "asked", "asks") else "reported"
        return Place(kind, one.start, at + 1, self.lemma_is(at, "surely_reporting"))

    def _past(self, one: Named, at: int) -> int:
        """Past what stands between a subject and its verb."""
        steps = 0
        while (
            self.inside(at, one.start)
            and steps < BETWEEN
            and (
                self.is_(at, "between", "times")
                or self.words.pos[at] in ("ADV", "AUX", "NUM")
                or self.low(at) in ("on", "in", "late", "early", "first", "last", "this", "the", "at")
            )
        ):
            at, steps = at + 1, steps + 1
        return at

    def _absolute(self, one: Named, phrase: Phrase) -> bool:
        """`with X and Y calling the race`."""
        if not (self.low(phrase.end).endswith("ing") and self.lemma_is(phrase.end, "reporting")):
            return False
        return any(self.low(at) == "with" for at in self._before(phrase.start - 1, one, 8))

    def _led(self, phrase: Phrase) -> bool:
        """`a poll by X and Y shows`: the second of two names behind a preposition is no subject."""
        if self.low(phrase.start - 1) not in ("and", "or", "&"):
            return False
        other = self.ending.get(phrase.start - 1)
        return other is not None and self.low(self.phrase(other).start - 1) in ("at", "of", "from", "for", "by", "in", "to")

    def _writer(self, one: Named, phrase: Phrase) -> Place | None:
        """`Ines Varro of X writes`, `wrote Ines Varro, a columnist for X`: who writes, then her outlet."""
        at = phrase.end
        if self.words.text[at : at + 1] == [","]:
            at += 1
        while (
            self.inside(at, one.start)
            and at - phrase.end < 4
            and (self.is_(at, "between", "times") or self.words.pos[at] in ("ADV", "AUX"))
        ):
            at += 1
        person = self._named_before(one, phrase.start - 2)
        if person < 0 or (self.low(phrase.start - 1) == "in" and self.finder.label_over(person, person + 1) != "PER"):
            return None
        verbs = self._of_writers(one)
        if self.words.pos[at] == "VERB" and self.lemma_is(at, *verbs) and self._verb_form(at):
            return Place("reported", person, at + 1)
        lead = person - 1
        if self.lemma_is(lead, *verbs) and self.words.pos[lead] in ("VERB", "X") and self._verb_form(lead):
            return Place("reported", lead, phrase.end)
        return None

    def _of_writers(self, one: Named) -> tuple[str, ...]:
        """By what verbs a person of the outlet reports: what one of a broadcaster says is said on the air, what a writer does is written."""
        airs = self.finder.known.kinds.get(one.name or "") == "broadcaster"
        return ("surely_reporting",) if airs else ("surely_reporting", "noting_people")

    def _verb_form(self, at: int) -> bool:
        return self.inside(at, at) and not self.words.lower[at].endswith("ing")

    def _named_before(self, one: Named, last: int) -> int:
        """First word of the name of a person that ends there, or stands before `, a columnist`; -1: none."""
        at = last
        if not self._capital(at):
            people = False
            while self.inside(at, one.start) and last - at < 9 and self.words.text[at] != ",":
                people = people or self.is_(at, "writers")
                at -= 1
            if not people or not self.inside(at, one.start) or self.words.text[at] != ",":
                return -1
            at -= 1
        if not self._capital(at) or self.finder.label_over(at, at + 1) in ("ORG", "LOC"):
            return -1
        first = at
        while self._capital(first - 1) and self.finder._same(first, first - 1) and at - first < 3 and self.words.pos[first - 1] == "PROPN":
            first -= 1
        return first if first < at else -1

    def _insertion(self, one: Named, comma: int) -> int:
        """After `, citing officials,`: the word behind the second comma."""
        for at in range(comma + 1, min(comma + 25, len(self.words.text))):
            if not self.inside(at, one.start):
                return 0
            if self.words.text[at] == ",":
                return at + 1
        return 0

    def _by_tree(self, one: Named, phrase: Phrase) -> int:
        words = self.words
        for place in range(phrase.start, phrase.end):
            head = words.head[place]
            if words.dep[place] == "nsubj" and not phrase.start <= head < phrase.end and words.pos[head] in ("VERB", "AUX", "X"):
                return head
        return -1

    def _reports(self, one: Named, phrase: Phrase, at: int) -> bool:
        """Whether the verb is one by which an outlet reports, and not what the outlet says of itself."""
        if not self._may_report(one, at):
            return False
        owned = self.low(one.end) in CLITIC
        if self.lemma_is(at, "holding") and phrase.role == "person":
            return any(
                self.low(i) in ("story", "scoop", "more", "report", "details") for i in range(at + 1, min(at + 5, len(self.words.text)))
            )
        if (
            phrase.role == "person"
            and not self.lemma_is(at, "surely_reporting")
            and not ((owned or self.is_(phrase.end - 1, "writers")) and self.lemma_is(at, "noting", *self._of_writers(one)))
            and self.low(at) != "interviewed"
        ):
            return False
        if self.low(at) == "interviewed":
            return True
        if self._asks(phrase, at):
            return False
        if self.lemma_is(at, "holding"):
            return any(self.is_(i, "story") for i in range(at + 1, min(at + 6, len(self.words.text))))
        if phrase.role == "writing" and self.lemma_is(at, "telling_writing"):
            return True
        if not self.lemma_is(at, "reporting") or (one.family == "nobody" and not self.lemma_is(at, "surely_reporting", "saying")):
            return False
        return not (self.lemma_is(at, "of_itself") and phrase.role == "outlet" and self._of_itself(one, at))

    def _may_report(self, one: Named, at: int) -> bool:
        """A verb, not denied, no participle of another clause."""
        if self.low(at - 1) in ("not", "n't", "n’t", "never"):
            return False
        if not self.inside(at, one.start) or self.words.pos[at] not in ("VERB", "X", "NOUN", "AUX"):
            return False
        if self.words.pos[at] == "NOUN":
            return self.low(at) in ("reports", "report") or (self.low(at + 1) == "that" and self.lemma_is(at, "reporting", "noting_people"))
        ing = self.words.pos[at] in ("VERB", "X") and self.words.lower[at].endswith("ing")
        return not ing or self.words.dep[at] in ("root", "parataxis", "ccomp", "conj")

    def _asks(self, phrase: Phrase, at: int) -> bool:
        """`until X asked about it`, `X asked her to come`: what was asked of somebody is not what she answered."""
        asked = self.low(at) in ("asked", "asks")
        return asked and (
            self.low(phrase.start - 1) in ("until", "after", "that", "before") or "to" in (self.low(at + 2), self.low(at + 3))
        )

    def _of_itself(self, one: Named, at: int) -> bool:
        if self.low(at) in ("told", "tells") and self.low(at + 2) in ("readers", "viewers", "listeners"):
            return False
        after = range(at + 1, min(at + 4, len(self.words.text)))
        for place in after:
            if self.is_(place, "about_itself"):
                return not any(self.lemma_is(i, "seen") for i in range(place + 1, min(place + 4, len(self.words.text))))
        rest = range(at + 1, min(at + 6, len(self.words.text)))
        return any(self.low(i) == "in" and self.low(i + 1) == "a" and self.low(i + 2) == "statement" for i in rest)

    def _inverted(self, one: Named, phrase: Phrase) -> Place | None:
        """`..., reported the Courier`, `, writes X.`"""
        before = phrase.start - 1
        if self.lemma_is(before, "reporting") and self.words.pos[before] in ("VERB", "X") and not self.words.lower[before].endswith("ing"):
            stop = phrase.end
            ends = (
                not self.inside(stop, one.start)
                or self.words.text[stop] in (",", ".", ";", ":", "—", "–", '"', "”", "''", ")")
                or self.is_(stop, "times")
            )
            lead = self.words.text[before - 1] if before else ""
            if self._mark(stop) == ":" and not self.inside(before - 1, one.start):
                return Place("reported", before, phrase.end, True)  # Reports X:
            if ends and (lead in (",", '"', "”", "''", "—", "–", "as", "As", "-", "’") or self.words.dep[one.start] == "nsubj"):
                return Place("reported", before, phrase.end, True)
        return None
