"""Whether an outlet's place in its sentence makes it the source of the report, and how: `according to X`, `told X`, `X reported`, `a report in X`.

By the words around it, and by the tree where the words stand apart. What an outlet only owns, pays, shows, asks in a poll or does as a company is no credit.
"""

from __future__ import annotations

from firsthand.extract.credit_phrases import CLITIC, Phrase
from firsthand.extract.credit_refused import NEAR, Refused
from firsthand.extract.credit_verbs import Place
from firsthand.extract.outlet_list import OPENING
from firsthand.extract.outlet_names import Named

# What leads from a report to its outlet.
LEADING = frozenset(("in", "by", "from", "on", "of", "to", "with"))


class Places(Refused):
    """The places of one article's outlets."""

    # --- the place -----------------------------------------------------------------------------------------------------------------------

    def place(self, one: Named, phrase: Phrase, depth: int = 0) -> Place | None:
        found = self._in_journal(one, phrase) if self._is_journal(one) else self._place(one, phrase, depth)
        return None if found is not None and self._unsaid(one, phrase, found) else found

    def _in_journal(self, one: Named, phrase: Phrase) -> Place | None:
        """Who talks to a scientific journal is credited to it, who publishes there is not."""
        found = None if self.finder.quoted(one.start, one.end) else self._told(one, phrase)
        return found if found and self.low(found.start) in ("told", "tells", "interview") else None

    def _place(self, one: Named, phrase: Phrase, depth: int = 0) -> Place | None:
        if self.finder.quoted(one.start, one.end) and one.family != "this":
            return None  # what somebody else says of an outlet
        if phrase.role == "other":
            shown = any(self.is_(i, "shows") for i in range(one.end, min(one.end + 6, len(self.words.text))) if self.inside(i, one.start))
            return self._on(one, phrase) or (self._told(one, phrase) if self.low(one.end) in CLITIC and not shown else None)
        before, after = phrase.start - 1, phrase.end
        if phrase.role == "person":
            found = self._according(one, phrase) or self._told(one, phrase) or self._by(one, phrase) or self._subject(one, phrase)
            owned = self.low(one.end) in CLITIC
            return found or (None if owned else self._according(one, Phrase(phrase.start, one.end, "outlet")))
        if (
            phrase.role == "writing"
            and self.low(before) in ("by", "in", "on", "from")
            and self.is_(after - 1, "sure_writings")
            and before >= 0
        ):
            counted = self.low(after - 1) in ("count", "tally") or (self.low(before) == "on" and self.low(before - 1) == "based")
            if counted or self.low(before) == "in":
                return Place("according-to" if counted else "reported", before, after)
        if phrase.role == "writing" and self.lemma_is(before, "penning"):
            return Place("told", before, after)
        if phrase.role == "writing" and (
            self.low(after - 1) == "interview" or (self.low(before) in ("in", "during") and self.is_(after - 1, "talks"))
        ):
            return Place("told", before if self.low(before) in ("in", "during") else phrase.start, after)
        found = (
            self._according(one, phrase)
            or self._told(one, phrase)
            or self._cited(one, phrase)
            or self._by(one, phrase)
            or self._written(one, phrase)
            or self._among(one, phrase)
            or self._subject(one, phrase)
            or self._inverted(one, phrase)
            or self._heads(one, phrase)
        )
        if found is None and depth < 3:
            found = self._beside(one, before, after, depth)
        if (
            found is None
            and phrase.role == "writing"
            and one.family == "name"
            and self.is_(after - 1, "sure_writings")
            and self._tells(one, after)
        ):
            return Place("reported", one.start, after)
        return found

    def _according(self, one: Named, phrase: Phrase) -> Place | None:
        before = phrase.start - 1
        if self.low(before) == "of":
            return self._of_somebody(one, phrase) or self._according_to_report(one, phrase)
        if self.low(before) == "to" and self.low(before - 1) == "according":
            return Place("according-to", before - 1, phrase.end, one.family != "name")
        if self.low(before) == "according":  # the word left out
            return Place("according-to", before, phrase.end)
        first = not self.inside(before - 1, one.start) or self.words.pos[before - 1] == "SPACE" or self.low(before - 1) == "more"
        if self.low(before) == "from" and first and self._mark(phrase.end) == ":":
            return Place("according-to", before, phrase.end)
        if self.low(before) == "per" and (first or not self._capital(before)):
            return Place("according-to", before, phrase.end)
        return self._according_to_report(one, phrase)

    def _according_to_report(self, one: Named, phrase: Phrase) -> Place | None:
        """`according to a report on Monday in X`; `according to officials quoted by X` is another kind."""
        before = phrase.start - 1
        for at in self._before(before, one, NEAR):
            if self.low(at) == "to" and self.low(at - 1) == "according":
                between = range(at + 1, phrase.start)
                told = any(self.is_(i, "writings", "talks") for i in between) and not any(self.is_(i, "shows") for i in between)
                published = self.inside(phrase.end, one.start) and self.lemma_is(phrase.end, "surely_reporting", "holding")
                return Place("according-to", at - 1, phrase.end) if told and (self.low(before) in LEADING or published) else None
        return None

    def _of_somebody(self, one: Named, phrase: Phrase) -> Place | None:
        """`met with the editorial board of X`; `according to Ines Varro of X`, `told Ines Varro of X`."""
        before = phrase.start - 1
        if self.low(before - 1) == "board" and self.low(before - 2) == "editorial":
            meeting = next(
                (i for i in self._before(before - 3, one, 6) if self.is_(i, "talks") or self.lemma_is(i, "speaking", "telling")), -1
            )
            return Place("told", meeting, phrase.end) if meeting >= 0 else None
        person = before
        while self._capital(person - 1) and before - person < 4:
            person -= 1
        if person == before:
            return None
        if self.low(person - 1) == "to" and self.low(person - 2) == "according":
            return Place("according-to", person - 2, phrase.end)
        return Place("told", person - 1, phrase.end) if self.lemma_is(person - 1, "telling") else None

    def _told(self, one: Named, phrase: Phrase) -> Place | None:
        before = phrase.start - 1
        everybody = one.family == "nobody" and self.low(one.end - 1) in ("press", "media") and one.end - phrase.start < 3
        if everybody and not self._local(phrase):
            return None
        if phrase.role == "person" and self.lemma_is(before, "visiting") and self.low(one.end) in CLITIC:
            return Place("told", before, phrase.end)
        if self.lemma_is(before, "telling") and self.words.pos[before] in ("VERB", "X", "AUX"):
            return Place("told", before, phrase.end)
        talk = range(phrase.end, phrase.end + 4)
        if self.lemma_is(before, "giving") and self.low(phrase.end) in ("a", "an") and any(self.is_(i, "talks") for i in talk):
            return Place("told", before, phrase.end)
        preposition = self.low(before)
        if preposition == "on" or (preposition in ("of", "for") and self.is_(before - 1, "airings")):
            return self._on(one, phrase)
        at = self._reporter(one, before)
        if at < 0 and preposition == "with":
            at = self._talked_with(one, phrase)
        if at < 0 and preposition in ("to", "for"):
            at = self._talked_to(one, before)
        if at < 0 and preposition == "to" and self._mark(phrase.end) in (":", ",") and self._mark(phrase.end + 1) in OPENING:
            at = before  # what was wrong with it to X: "..."
        return Place("told", at, phrase.end) if at >= 0 else None

    def _reporter(self, one: Named, before: int) -> int:
        """`told a reporter from X`: the reporter; -1: none."""
        if self.low(before) not in ("for", "from", "with", "of", "at"):
            return -1
        reporter = next((i for i in self._before(before - 1, one, 3) if self.is_(i, "people")), -1)
        return next((i for i in self._before(reporter - 1, one, 3) if self.lemma_is(i, "telling")), -1) if reporter >= 0 else -1

    def _talked_with(self, one: Named, phrase: Phrase) -> int:
        before = phrase.start - 1
        for at in self._before(before - 1, one, 5):
            if self._breaks(at):
                return -1
            if self.lemma_is(at, "meeting") and self.low(phrase.end - 1) == "board":
                return at
            if (self.is_(at, "talks") and self.low(at) not in ("comments", "story")) or self.lemma_is(at, "speaking"):
                return at
        return -1

    def _talked_to(self, one: Named, before: int) -> int:
        spoken = self.low(before) == "to"
        for at in self._before(before - 1, one, 9):
            if self._breaks(at):
                return -1
            near = before - at <= 5 and (self.is_(at, "talks") or (spoken and self.lemma_is(at, "speaking")) or self.low(at) == "told")
            if self.low(at + 1) in ("no", "yes") or (self.low(at) in ("leak", "leaks") and self.words.pos[at] == "NOUN"):
                return -1
            if near or (self.lemma_is(at, "sending") and spoken):
                return at
        return -1

    def _local(self, phrase: Phrase) -> bool:
        return any(
            self.is_(i, "somewhere") or (self._capital(i) and (i > phrase.start or self.inside(i - 1, i)))
            for i in range(phrase.start, phrase.end)
        )

    def _on(self, one: Named, phrase: Phrase) -> Place | None:
        """`said on X`, `in an interview on X's programme`."""
        before = self._broadcast(one, phrase)
        if self._not_on(one, phrase, before):
            return None
        if self._opens(one, phrase, before):
            return Place("told", before, phrase.end)  # On X, she said
        programme = phrase.role == "person" and self.low(one.end) in CLITIC
        for at in self._before(before - 1, one, NEAR):
            if self.low(at) in ("be", "airs", "aired", "watch", "live") and not self.is_(at, "talks"):
                break
            if programme and (self.words.pos[at] == "VERB" or self.low(at) == "guest") and not self.lemma_is(at, "showing"):
                return Place("told", at, phrase.end)
            if self._breaks(at) or self.is_(at, "shows", "aired_things"):
                break
            if at == before - 1 and self.lemma_is(at, "visiting") and self.words.pos[at] == "VERB" and self._said_after(one, phrase):
                return Place("told", at, phrase.end)  # went on X and said
            if self.lemma_is(at, "coming") and any(self.low(i) in ("will", "would", "to", "set", "scheduled") for i in (at - 1, at - 2)):
                break  # will appear on X
            if self.is_(at, "talks") or (self.lemma_is(at, "speaking", "telling") and self.words.pos[at] in ("VERB", "NOUN", "X")):
                return Place("told", at, phrase.end)
        return None

    def _said_after(self, one: Named, phrase: Phrase) -> bool:
        ahead = range(phrase.end, min(phrase.end + 12, len(self.words.text)))
        return any(self.inside(i, one.start) and self.lemma_is(i, "speaking", "telling") and self.words.pos[i] == "VERB" for i in ahead)

    def _not_on(self, one: Named, phrase: Phrase, before: int) -> bool:
        """Not `on` a name; `called on X to apologize`."""
        called = self.low(before - 1) in ("call", "calls", "called", "calling") and self.low(phrase.end) == "to"
        return (self.low(before) != "on" and before == phrase.start - 1) or one.family != "name" or called

    def _opens(self, one: Named, phrase: Phrase, before: int) -> bool:
        """`On X, she said`, `Asked on X about ...`."""
        dates = ("ADP", "PUNCT", "SPACE", "CCONJ", "NUM")
        asked = self.low(before - 1) == "asked" and not self.inside(before - 2, one.start)
        opening = asked or all(self.is_(i, "times") or self.words.pos[i] in dates for i in self._before(before - 1, one, NEAR))
        titled = self._mark(phrase.end - 2) == ","
        named_after = titled or self._mark(phrase.end) == "," or self.is_(phrase.end, "times")
        return opening and phrase.role in ("outlet", "person") and named_after and not self.is_(before - 1, "shows")

    def _broadcast(self, one: Named, phrase: Phrase) -> int:
        """The preposition of `on X` or `on Friday's broadcast of X`."""
        before = phrase.start - 1
        if self.low(before) in ("of", "for") and self.is_(before - 1, "airings"):
            return next((i for i in self._before(before - 2, one, 6) if self.low(i) in ("on", "during", "in")), before)
        return before

    def _cited(self, one: Named, phrase: Phrase) -> Place | None:
        before = phrase.start - 1
        if self.lemma_is(before, "citing") and self.words.pos[before] in ("VERB", "ADP", "X") and not self._speaker_cites(before):
            return Place("reported", before, phrase.end)
        phrases = self.finder.rules.phrases["credits.hat_tips"]
        if (
            self.low(before) == "via"
            and ("via",) in phrases
            and (before == 0 or self.words.text[before - 1] in ("(", "[") or not self.finder._same(before, before - 1))
        ):
            return Place("hat-tip", before, phrase.end)
        return None

    def _by(self, one: Named, phrase: Phrase) -> Place | None:
        """`reported by X`, `obtained by X`, `published in X`."""
        before = phrase.start - 1
        if self.low(before) not in ("by", "in", "on", "to"):
            return None
        if any(self.is_(i, "shows") for i in self._before(before - 1, one, 5)) or self._moderator(phrase):
            return None
        if self.low(before) == "on" and any(self.is_(i, "aired_things") for i in self._before(before - 1, one, NEAR)):
            return None
        if phrase.role == "person" and self.low(before) == "by" and before > 0 and self.words.text[before - 1] in ('"', "”", "''", ","):
            return Place("reported", before, phrase.end)
        if self._research(one, before):
            return None
        for at in self._before(before - 1, one, 6 if self.low(before) == "by" else 4):
            if (
                self.is_(at, "passive")
                and (
                    self.low(before) == "by"
                    or self.low(at)
                    in ("published", "reported", "quoted", "cited", "printed", "posted", "revealed", "detailed", "aired", "broadcast")
                )
                and (self.low(before) != "to" and not (self.words.pos[at] == "VERB" and self.low(before) == "on" and at != before - 1))
            ):
                return Place("reported", at, phrase.end)
            if self.low(before) == "to" and self.low(at) in ("leaked", "provided", "disclosed", "released", "supplied", "given"):
                return Place("told", at, phrase.end)
            if self.words.text[at] in (",", ";", "("):
                return None
        return None

    def _research(self, one: Named, before: int) -> bool:
        """`the study was published in the Journal of X`: what scholars publish there is no report."""
        return (self.low(before) in ("in", "by") and self.low(one.start) == "journal") or (
            self.low(one.end - 1) in ("journal", "science", "nature", "review")
            and any(self.is_(i, "research") for i in self._before(before - 1, one, NEAR))
        )

    def _written(self, one: Named, phrase: Phrase) -> Place | None:
        """`a report in X`, `wrote in X`, `an interview with X` after its noun."""
        before = phrase.start - 1
        first = not self.inside(before - 1, one.start) or self.words.pos[before - 1] == "SPACE"
        over = self.low(before) == "at" and self.low(before - 1) == "over" and not self.inside(before - 2, one.start)
        if (
            (over or (self.low(before) in ("in", "at", "for") and first))
            and phrase.role == "outlet"
            and self.words.text[phrase.end : phrase.end + 1] == [","]
        ):
            ahead = range(phrase.end + 1, min(phrase.end + 10, len(self.words.text)))
            if any(self.lemma_is(i, "surely_reporting", "noting", "noting_people") and self.inside(i, one.start) for i in ahead):
                return Place("reported", before - over, phrase.end)  # In X, Ines Varro writes
        if self.low(before) not in ("in", "by", "from", "for", "of", "at"):
            return None
        for at in self._before(before - 1, one, 4):
            if self.low(before) in ("of", "for") and self.finder.label_over(at, at + 1) == "PER":
                return None  # words for Ines Varro of X
            if self.is_(at, "writings", "talks") and self.words.pos[at] in ("NOUN", "PROPN", "X") and self.low(before) != "at":
                return Place("reported", at, phrase.end) if self.low(before) != "for" or self.is_(at, "talks", "pieces") else None
            if self.lemma_is(at, "writing_verbs") and self.low(before) in ("in", "for", "on", "at"):
                return Place("reported", at, phrase.end)
            if self.words.text[at] in (",", ";"):
                return None
        return None

    def _among(self, one: Named, phrase: Phrase) -> Place | None:
        """`several outlets, including X, reported`; `told the media, including X`."""
        if self.low(phrase.start - 1) != "including":
            return None
        nouns = [i for i in self._before(phrase.start - 2, one, 5) if self.is_(i, "many_nouns")]
        heard = next((i for i in self._before(nouns[0] - 1, one, 4) if self.lemma_is(i, "telling")), -1) if nouns else -1
        if heard >= 0:
            return Place("told", heard, phrase.end)
        ahead = range(phrase.end, min(phrase.end + 8, len(self.words.text)))
        verb = next(
            (i for i in ahead if self.inside(i, one.start) and self.lemma_is(i, "reporting") and self.words.pos[i] in ("VERB", "X")), -1
        )
        return Place("reported", one.start, verb + 1) if nouns and verb >= 0 else None

    def _heads(self, one: Named, phrase: Phrase) -> Place | None:
        """In a headline: `X: ...` at its start, `...: X`, `... - X` at its end."""
        text, words = self.finder.text, self.words
        line_start = text.rfind("\n", 0, words.start[phrase.start]) + 1
        line_end = text.find("\n", words.end[phrase.end - 1])
        line = text[line_start : line_end if line_end >= 0 else len(text)]
        if len(line) > 160:
            return None
        before, after = (
            text[line_start : words.start[phrase.start]].strip(),
            text[words.end[phrase.end - 1] : line_start + len(line)].strip(),
        )
        if before and not after and len(text) > line_start + len(line) and before[-1] in ":–—-" and len(before.split()) > 2:
            return Place("reported", one.start, one.end)
        if not before and after.startswith(": ") and len(after.split()) > 2:
            return Place("reported", one.start, one.end)
        return None

    def _beside(self, one: Named, before: int, after: int, depth: int) -> Place | None:
        """`X and Y reported`, `told X and Y`: as the other one."""
        found = self._before_another(one, after, depth)
        if found is not None:
            return found
        if self.low(before) in ("and", "or", "&") or (
            self.low(before) == "," and self.low(after) in (",", "and", "or") and self.inside(after, one.start)
        ):
            at = before
            while at > 0 and self.low(at) in ("and", ",", "or", "&", "both", "the", "to", "by", "as", "well"):
                at -= 1
            other = self.ending.get(at + 1)
            if other is not None and self.inside(at, one.start):
                phrase = self.phrase(other)
                found = self.place(other, phrase, depth + 1) if phrase.role == "outlet" else None
                return found if found and found.end <= phrase.end else None
            if other is None and self.low(before) in ("and", "or") and self.words.pos[at] == "NOUN" and self.inside(at, one.start):
                return self._after_many(one, at, after)
        return None

    def _before_another(self, one: Named, after: int, depth: int) -> Place | None:
        """`X and Y reported`: as Y."""
        if self.low(after) not in ("and", ",", "or", "&") or not self.inside(after, one.start):
            return None
        for step in (1, 2, 3, 4):
            other = self.starting.get(after + step)
            if other is not None and all(self.low(i) in ("the", "and", ",", "both", "or") for i in range(after, other.start)):
                phrase = self.phrase(other)
                found = self._subject(other, phrase) if phrase.role in ("outlet", "writing", "person") else None
                if found is None and depth < 3 and phrase.role == "outlet":
                    found = self._beside(other, phrase.start - 1, phrase.end, depth + 1)
                if found is not None:
                    return found
        return None

    def _after_many(self, one: Named, at: int, after: int) -> Place | None:
        """`projected by several networks and X`: as the networks."""
        while self.words.pos[at] in ("NOUN", "ADJ", "DET", "NUM") and self.inside(at - 1, one.start):
            at -= 1
        stood = Phrase(at + 1, after, "outlet")
        return (self._told(one, stood) or self._by(one, stood)) if self.low(at) in ("by", "to", "with") else None
