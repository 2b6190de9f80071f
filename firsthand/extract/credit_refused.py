"""Places that look like credits and are none: nothing was said there (`declined an interview with X`), or nothing of the report is told."""

from __future__ import annotations

from firsthand.extract.credit_phrases import Phrase
from firsthand.extract.credit_verbs import Place, Verbs
from firsthand.extract.outlet_names import Named

# Words between the verb of speaking and `on CNN`.
NEAR = 12


class Refused(Verbs):
    """What takes a credit back."""

    def _unsaid(self, one: Named, phrase: Phrase, found: Place) -> bool:
        """`declined an interview with X`, `will sit down with X`, `appears often on X`: nothing was said there, or nothing yet."""
        if not one.sure and self.low(phrase.start - 1) == "on" and self.is_(one.start - 1, "webs") and self.low(one.start - 1) != "podcast":
            return True  # posted on the website X
        if self._answered(one, phrase, found):
            return True
        talk = (
            self.is_(found.start, "talks", "airings")
            or self.lemma_is(found.start, "coming", "speaking", "passive")
            or self.low(found.start) == "interviewed"
        )
        if not talk or not (found.kind == "told" or self.low(found.start) == "interviewed"):
            return False
        if any(self.is_(i, "not_yet") for i in range(found.start + 1, one.start) if self.low(i) != "set"):
            return not self._said_before(found.start, one)
        if self.lemma_is(found.start, "coming") and any(self.is_(i, "habits") for i in (found.start - 1, found.start + 1)):
            return True
        for at in self._before(found.start - 1, one, 7):
            if self.is_(at, "not_yet") or self.lemma_is(at, "refusing"):
                return not self._says_after(one, found)
            if self.lemma_is(at, "giving") and self.words.pos[at] == "VERB":
                continue
            if self._breaks(at) or self.words.text[at] in (",", ";", ":") or self._says(at):
                return False
        return False

    def _answered(self, one: Named, phrase: Phrase, found: Place) -> bool:
        """`dismissed the report in X`, `retweeted a story from X`, `her interview with X drew millions`: what is said of a report tells nothing of it."""
        if self.low(found.start) in ("interview", "appearance") and self.words.dep[found.start] == "nsubj":
            return self.lemma_is(self.words.head[found.start], "interview_does")
        writing = self.is_(found.start, "story", "writings") or (phrase.role == "writing" and found.kind in ("told", "reported"))
        talk = self.is_(found.start, "talks") or self.is_(phrase.end - 1, "talks")
        if (
            found.kind == "according-to"
            or not writing
            or (talk and not self.is_(phrase.end - 1, "sure_writings"))
            or self._tells(one, max(phrase.end, found.end))
        ):
            return False
        for at in self._before(min(found.start, phrase.start), one, 6):
            if self.lemma_is(at, "answering") and self.words.pos[at] in ("VERB", "ADP"):
                return not self.lemma_is(at, "citing") or self._speaker_cites(at)
            if self.words.pos[at] not in ("DET", "ADJ", "NOUN", "ADP", "NUM", "PROPN", "PRON", "PART") or self.words.text[at] == ",":
                return False
        return False

    def _says(self, at: int) -> bool:
        return self.words.pos[at] == "VERB" and self.lemma_is(at, "telling", "speaking") and not self.lemma_is(at, "coming")

    def _said_before(self, start: int, one: Named) -> bool:
        return any(self._says(at) for at in self._before(start - 1, one, NEAR))

    def _says_after(self, one: Named, found: Place) -> bool:
        """`after declining an interview with X, told it that ...` is a credit by its own words; `..., saying that` tells something."""
        ahead = range(max(found.end, one.end), min(found.end + 8, len(self.words.text)))
        return any(self.low(at) in ("said", "saying", "that", ":") and self.inside(at, one.start) for at in ahead)

    def _moderator(self, phrase: Phrase) -> bool:
        return any(self.is_(at, "moderators") for at in range(phrase.start, phrase.end))

    def _is_journal(self, one: Named) -> bool:
        """A scientific journal: what is published there is no report."""
        name = (one.name or "").lower().removeprefix("the ")
        head, _, last = name.rpartition(" ")
        sciences, journals = self.finder.rules["credits.sciences"], self.finder.rules["credits.journals"]
        return one.family == "name" and (
            "journal of" in name
            or name in journals
            or (last in ("journal", "letters", "review", "reviews") and not sciences.isdisjoint(head.split()))
            or (self.low(one.end - 1) == "journal" and self.low(one.end) == "of" and self._capital(one.end + 1))
            or (self.low(one.start - 1) == "journal" and self.low(one.start - 2) in ("the", "scientific", "medical"))
        )

    def _speaker_cites(self, verb: int) -> bool:
        """`Varro cited X`: what somebody names as her source is not the report's."""
        words = self.words
        if words.lower[verb].endswith("ing"):
            return False
        subject = next((i for i, head in enumerate(words.head) if head == verb and words.dep[i] == "nsubj"), -1)
        return subject >= 0 and (words.lower[subject] in ("he", "she", "they") or self.finder.label_over(subject, subject + 1) == "PER")

    def _tells(self, one: Named, after: int) -> bool:
        """Whether what follows a writing tells what stands in it: `that ...`, `detailing ...`, `found ...`, `about ...`."""
        at = after
        while (
            self.inside(at, one.start)
            and at - after < 5
            and (self.is_(at, "between", "times", "passive") or self.low(at) in ("on", "in", "late", "last", "from", "which", "this"))
        ):
            at += 1
        return self.inside(at, one.start) and (self.low(at) == "that" or self.lemma_is(at, "reporting", "telling_writing"))

    def _breaks(self, at: int) -> bool:
        """Where another clause begins."""
        return self.low(at) in ("which", "who", "that", "whose", ";", "but", "because")
