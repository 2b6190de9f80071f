"""All that stands for an outlet in one article: names, nouns for one named elsewhere, nouns for those whom nobody names; each name made canonical."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from firsthand.extract.outlet_names import SITE, Named, Names
from firsthand.extract.outlet_shows import shows
from firsthand.model import Span

# Words before the name of a newspaper that the text first only describes.
LATER = 250

# Code points of marks and white space around a title; of a quotation that has lost its closing mark.
TITLE, UNCLOSED = 12, 900
# Words from a name to the noun that stands for it: for `the newspaper`, and for nouns of other things too (`the station`).
FAR, NEAR = 300, 60


class Finder(Names):
    """The outlets of one article."""

    @cached_property
    def _quotations(self) -> list[Span]:
        return sorted(each.span for each in self.article.quotations if each.depth == 0 and each.content_spans)

    def quoted(self, start: int, end: int) -> bool:
        """Whether the words stand among others inside quotation marks, of which none is lost."""
        first, last = self.words.start[start], self.words.end[end - 1]
        at = bisect_right(self._quotations, Span(first, last)) - 1
        for span in self._quotations[max(at, 0) : at + 2]:
            if span.start <= first and last <= span.end:
                return (span.end - span.start) - (last - first) > TITLE and span.end - span.start < UNCLOSED
        return False

    def found(self) -> list[Named]:
        """In the order of the text; of two that overlap the longer one."""
        listed = sorted(
            [
                *self._listed(),
                *filter(self._telling, (*self._by_ending(), *self._beside())),
                *shows(self),
                *self._anonymous(),
                *self._nouns(),
            ],
            key=lambda one: (one.start, -one.end),
        )
        kept: list[Named] = []
        for one in listed:
            if kept and one.start < kept[-1].end:
                if kept[-1].family != "name" and (one.family == "name" or one.end - one.start > kept[-1].end - kept[-1].start):
                    kept[-1] = one
                continue
            kept.append(one)
        kept = sorted([*kept, *self._letters(kept)], key=lambda one: (one.start, -one.end))
        return list(self._resolved(kept))

    def _telling(self, one: Named) -> bool:
        """Not of words alone that every outlet may have: `TV`, `News Service`."""
        return (one.end - one.start == 1 and not self.is_(one.start, "kinds_of_news")) or any(
            not self.is_(i, "kinds_of_news", "agencies", "nouns", "many_nouns") for i in range(one.start, one.end)
        )

    def _letters(self, found: Iterable[Named]) -> Iterator[Named]:
        """`LPA` where the text has the Lantern Press Agency."""
        letters: dict[str, str] = {}
        for one in found:
            words = self.words.text[one.start : one.end]
            if one.family == "name" and one.sure and one.name and len(words) > 2 and all(word[:1].isupper() for word in words):
                letters.setdefault("".join(word[0] for word in words if word.lower() != "the"), one.name)
        covered = {place for one in found for place in range(one.start, one.end)}
        for place, word in enumerate(self.words.text):
            if word in letters and place not in covered:
                yield Named(place, place + 1, letters[word], "name", True)

    # --- nouns alone -----------------------------------------------------------------------------------------------------------------------

    def _anonymous(self) -> Iterator[Named]:
        """Names of bodies and works of which nothing says that they are outlets: a place that only an outlet has decides."""
        for place in range(1, len(self.words.text)):
            if self.is_(place, "bloggers") and self._capital(place + 1):
                yield from self._of_blogger(place + 1)
            elif (
                SITE.fullmatch(self.words.text[place])
                and self.words.lower[place - 1] in ("told", "by")
                and not self.is_(place, "platforms")
            ):
                sure = self.words.lower[place - 1] == "told" or self.words.lower[place - 2] in ("posted", "published", "reported", "aired")
                if sure and not self.known.canonical.get(self.words.lower[place]):
                    yield Named(place, place + 1, self.words.text[place], "name", True)
        for (start, end), label in self.labels.items():
            verb = self._same(end - 1, end) and self.words.lower[end] in ("reports", "writes") and self.words.pos[end] == "VERB"
            if verb and label in ("ORG", "MISC") and start > 0 and self.words.text[start - 1] in (",", "”", '"', "''", "as", "As"):
                yield Named(start, end, self._called(start, end), "name", True)

    def _of_blogger(self, first: int) -> Iterator[Named]:
        """`blogger Odo Senn of Gatewatch`: her site."""
        at = first
        while self._capital(at) and self._same(first, at) and at - first < 4:
            at += 1
        start = at + 1 + (self.words.lower[at + 1 : at + 2] == ["the"])
        if self.words.lower[at : at + 1] in (["of"], ["from"]) and self._same(first, start) and self._capital(start):
            end = self._run_right(start)
            if self.label_over(start, start + 1) not in ("PER", "LOC"):
                yield Named(start, end, self._called(start, end), "name", True)

    def _nouns(self) -> Iterator[Named]:
        for place in range(len(self.words.text)):
            if self._capital(place):
                continue
            if self.is_(place, "nouns") and not self._capital_beside(place):
                yield from self._one_outlet(place)
            if self.is_(place, "many_nouns", "waves") and not self._noun_after(place) and self._are_outlets(place):
                yield Named(self._phrase(place), place + 1, None, "nobody", True)

    def _one_outlet(self, place: int) -> Iterator[Named]:
        """`this newspaper`, `a local station`, `the paper`."""
        words = self.words
        if words.lower[place : place + 2] == ["editorial", "board"]:
            if words.lower[place - 1] == "the" and words.lower[place + 2 : place + 3] not in (["of"], ["at"]):
                yield Named(place - 1, place + 2, None, "noun", True)
            return
        named = self._same(place, place + 1) and self._capital(place + 1)
        if named or self._noun_after(place) or words.dep[place] == "appos":
            return
        start = self._phrase(place)
        lead = words.lower[start]
        if lead in self.rules["credits.this"] and (self._outlet_noun(place) or lead == "this"):
            yield Named(start, place + 1, None, "this", True)
        elif lead in self.rules["credits.anybody"] and (self._outlet_noun(place) or self._somewhere(start, place)):
            yield Named(start, place + 1, None, "nobody", True)
        elif lead == "the" and place - start <= 3:
            yield Named(start, place + 1, None, "noun", self._outlet_noun(place))

    def _are_outlets(self, place: int) -> bool:
        """`local media`, `news outlets`; not `social media`, `sources`."""
        word, start = self.words.lower[place], self._phrase(place)
        if word == "sources":
            return self.is_(place - 1, "kinds_of_news")
        if word in ("media", "press"):
            return not self._other_media(place)
        if self.is_(place, "many_nouns"):
            return self._of_news(start, place)
        return self._somewhere(start, place)

    def _capital_beside(self, place: int) -> bool:
        before = self._same(place, place - 1) and self._capital(place - 1) and self.words.pos[place - 1] == "PROPN"
        return before and self.words.lower[place - 1] not in ("the", "this", "a", "an", "our") and not self._day(place - 1)

    def _noun_after(self, place: int) -> bool:
        """`media reports` is one, `press secretary` none of these."""
        after = place + 1
        return self._same(place, after) and self.words.pos[after] in ("NOUN", "PROPN") and not self.is_(after, "many_nouns")

    def _other_media(self, place: int) -> bool:
        return self.words.lower[place - 1] == "social" or self.is_(place + 1, "talks")

    def _of_news(self, start: int, place: int) -> bool:
        return (
            any(self.is_(i, "kinds_of_news") for i in range(start, place))
            or self.words.lower[place] in ("newspapers", "tabloids", "broadcasters", "newswires")
            or (
                self.words.lower[place] in ("papers", "agencies", "outlets", "dailies")
                and (self.words.lower[start] == "the" or self._somewhere(start, place))
            )
        )

    def _somewhere(self, start: int, place: int) -> bool:
        """`local`, `Russian` before the noun."""
        return any(
            self.is_(i, "somewhere") or (self._capital(i) and self.words.pos[i] in ("ADJ", "PROPN") and i > 0) for i in range(start, place)
        )

    def _phrase(self, place: int) -> int:
        """The first word of the noun phrase that ends with the word."""
        start = place
        while start > 0 and place - start < 5 and self._same(start, start - 1):
            before = start - 1
            if self.words.pos[before] == "DET" or self.words.lower[before] in ("the", "a", "an", "this", "our", "some", "one"):
                return before
            if self.words.pos[before] in ("ADJ", "NOUN", "PROPN", "NUM") and self.words.lower[before] != "according":
                start = before
            elif self.words.text[before] == "-" and before > 0:
                start = before - 1
            else:
                break
        return start

    # --- one name for an outlet ---------------------------------------------------------------------------------------------------------------

    def _resolved(self, listed: Iterable[Named]) -> Iterator[Named]:
        """Short forms as the fuller name that the article has; the nearest before, else the first after. A noun is the outlet named last before it."""
        found = list(listed)
        full = [one for one in found if one.family == "name" and one.name and " " in one.name]
        short = self.short = self._acronyms(full)
        named_before: list[Named] = []
        for one in found:
            if one.family == "name":
                named = self._fuller(one, full, short)
                if named.sure:
                    named_before.append(named)
                yield named
            elif one.family != "noun":
                yield one
            elif (name := self._antecedent(one, named_before, found)) is not None:
                yield replace(one, name=name)

    def _acronyms(self, full: Iterable[Named]) -> dict[str, str]:
        """`Harrow News Agency (HNA)`: names by their letters in brackets after them."""
        found: dict[str, str] = {}
        text = self.words.text
        for one in full:
            if (
                text[one.end : one.end + 1] == ["("]
                and text[one.end + 2 : one.end + 3] == [")"]
                and text[one.end + 1].isupper()
                and one.name
            ):
                found.setdefault(text[one.end + 1], one.name)
        return found

    def _fuller(self, one: Named, full: list[Named], short: dict[str, str]) -> Named:
        written = self._written(one)
        if written in short:
            return replace(one, name=short[written], sure=True)
        if " " in written and one.sure:
            return one
        longer = [each for each in full if each.name and self._short_of(written, each) and each.start != one.start]
        if not longer:
            return one
        before = [each for each in longer if each.start < one.start]
        chosen = before[-1] if before else longer[0]
        return replace(one, name=chosen.name, sure=True)

    def _written(self, one: Named) -> str:
        """As it stands, with single spaces, without an article."""
        words = " ".join(self.text[self.words.start[one.start] : self.words.end[one.end - 1]].split())
        return words.removeprefix("The ").removeprefix("the ")

    def _short_of(self, written: str, full: Named) -> bool:
        other = self._written(full)
        return other != written and (other.endswith(" " + written) or other.startswith(written + " ")) and len(written) > 3

    def _antecedent(self, noun: Named, before: list[Named], found: Iterable[Named]) -> str | None:
        """The outlet that a noun stands for: of those that may be called so the one named last, or, where none was, the first named soon after."""
        word = self.words.lower[noun.end - 1]
        last = next((each for each in reversed(before[-6:]) if self._may_be(word, each)), None) or self._in_turn(noun, before)
        if last is None:
            after = (
                each
                for each in found
                if each.family == "name" and each.sure and 0 < each.start - noun.start < LATER and self._may_be(word, each)
            )
            return next((each.name for each in after), None) if noun.sure else None
        return last.name if noun.start - last.end <= (FAR if noun.sure else NEAR) else None

    def _in_turn(self, noun: Named, before: list[Named]) -> Named | None:
        """`..., according to Harrow News. According to the agency, ...`: the second is the first, whatever it is called."""
        last = before[-1] if before else None
        if last is None or not (self._according(noun) and self._according(last)):
            return None
        between = self.words.text[last.end : noun.start - 2]
        return last if len(between) < 3 and not any(character.isalnum() for character in "".join(between)) else None

    def _according(self, one: Named) -> bool:
        start = one.start - (self.words.lower[one.start - 1 : one.start] == ["the"])
        return self.words.lower[max(0, start - 2) : start] == ["according", "to"]

    def _may_be(self, noun: str, one: Named) -> bool:
        """Whether an outlet is of the kind that the noun names: no newspaper is called a network, no network a newspaper."""
        kind = self.known.kinds.get(one.name or "")
        last = (one.name or "").rpartition(" ")[2].lower()
        if kind is None or kind == "state":
            airs = last in self.rules["credits.airing"]
            return not (airs and noun in self.rules["credits.printed"]) and not (
                last in self.rules["credits.printing"] and noun in self.rules["credits.aired"]
            )
        if noun in self.rules["credits.printed"]:
            return kind not in ("broadcaster", "agency", "programme")
        if noun in self.rules["credits.aired"]:
            return kind in ("broadcaster", "programme")
        return kind == "agency" if noun in self.rules["credits.wired"] else True
