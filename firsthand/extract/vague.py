"""Reports that the words name as the source without saying whose: `media reports`, `reports say`, `reportedly`, `it was reported`."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.extract.outlet_mentions import Finder
from firsthand.model import CreditKind

# first word, after the last, kind, whether it is a word that names no source at all (`reportedly`)
Found = tuple[int, int, CreditKind, bool]


class Vague:
    """The vague credits of one article that no noun for an outlet shows."""

    def __init__(self, finder: Finder) -> None:
        self.finder = finder
        self.words = finder.words
        self.is_ = finder.is_
        self.phrases: dict[str, list[tuple[str, ...]]] = {}
        for phrase in finder.rules.phrases["credits.reported"]:
            self.phrases.setdefault(phrase[0], []).append(phrase)

    def found(self) -> Iterator[Found]:
        words = self.words
        for place in range(len(words.text)):
            if self._may(place) and self.finder.quoted(place, place + 1):
                continue  # what somebody says
            if words.lower[place] in ("reports", "report", "rumours") and (found := self._reports(place)):
                yield found
            elif self.is_(place, "reportedly"):
                yield place, place + 1, "other", True
            else:
                for phrase in self.phrases.get(words.lower[place], ()):
                    after = words.lower[place + len(phrase)] if place + len(phrase) < len(words.lower) else ""
                    if tuple(words.lower[place : place + len(phrase)]) == phrase and after != "by":
                        yield place, place + len(phrase), "other", True
                        break

    def _may(self, place: int) -> bool:
        """Words that can begin a vague credit."""
        return (
            self.words.lower[place] in ("reports", "report", "rumours")
            or self.is_(place, "reportedly")
            or self.words.lower[place] in self.phrases
        )

    def _reports(self, place: int) -> Found | None:
        """`reports`, `media reports`: those of the press, by what stands before, after, or as the verb says."""
        words = self.words
        if (
            words.lower[place] == "report"
            and self._headline(place)
            and words.text[place - 1] == ":"
            and self.finder._same(place, place - 1)
        ):
            return place, place + 1, "reported", False
        if (
            words.text[place] in ("Report", "Reports")
            and words.text[place + 1 : place + 2] == [":"]
            and not self.finder._same(place, place - 1)
        ):
            return place, place + 1, "reported", False
        if place > 1 and words.lower[place - 1] == "pool":
            return self._pool(place)
        if place > 2 and words.lower[place - 3 : place + 1] == ["according", "to", "one", "report"]:
            return place - 3, place + 1, "according-to", False
        return self._many(place) if words.lower[place] == "reports" and words.pos[place] in ("NOUN", "PROPN", "X", "VERB") else None

    def _many(self, place: int) -> Found | None:
        words = self.words
        start = place
        while start > 0 and self.is_(start - 1, "reports_of_news") and self.finder._same(start, start - 1):
            start -= 1
        news = any(self.is_(i, "kinds_of_news", "waves") or words.lower[i] in ("newspaper", "published") for i in range(start, place))
        if start > 0 and words.pos[start - 1] in ("NOUN", "PROPN", "ADJ") and self.finder._same(start, start - 1) and not news:
            return None  # police reports
        after = words.lower[place + 1] if self.finder._same(place, place + 1) else ""
        before = words.lower[start - 1] if start else ""
        on_the_ground = words.lower[place + 1 : place + 4] == ["on", "the", "ground"]
        if after in ("by", "from", "on", "in", "for") and not news and not on_the_ground:
            return None
        if before == "to" and start > 1 and words.lower[start - 2] == "according":
            return start - 2, place + 1, "according-to", False
        if before == "per":
            return start - 1, place + 1, "according-to", False
        if self._headline(place):
            return place, place + 1, "reported", False
        return (start, place + 1, "reported", False) if self._is_source(place, before, after, news) else None

    def _is_source(self, place: int, before: str, after: str, news: bool) -> bool:
        if self.words.pos[place] == "VERB":
            return news
        if news and (before in ("citing", "by") or self.words.dep[place] in ("nsubj", "obl", "nmod", "root", "parataxis")):
            return True
        return self._do(place, after) or (after == "that" and before not in ("these", "the"))

    def _pool(self, place: int) -> Found:
        """`according to a pool report`: of a journalist who writes for all."""
        start = place - 1
        while self.words.lower[start] not in ("to", "from", "in", "by") and place - start < 6 and self.finder._same(start, start - 1):
            start -= 1
        if self.words.lower[start] == "to" and self.words.lower[start - 1] == "according":
            return start - 1, place + 1, "according-to", False
        return place - 1, place + 1, "according-to", False

    def _do(self, place: int, after: str) -> bool:
        verb = self.finder.rules.verbs.get(after)
        forms = {after, verb.base if verb else "", self.words.lemma[place + 1] if place + 1 < len(self.words.lemma) else ""}
        following = {self.words.lower[i] for i in range(place + 1, min(place + 3, len(self.words.lower)))}
        if not forms.isdisjoint(self.finder.rules["credits.reports_do"]):
            return True
        return bool(following & {"emerged", "surfaced", "circulated", "claimed", "suggested", "said"})

    def _headline(self, place: int) -> bool:
        """`...: reports` at the end of a line."""
        text, words = self.finder.text, self.words
        line_end = text.find("\n", words.end[place])
        rest = text[words.end[place] : line_end if line_end >= 0 else len(text)].strip()
        return not rest and place > 0 and words.text[place - 1] in (":", ",", "–", "—", "-")
