"""Where an article names outlets: by known names, by the endings of names, by what stands beside them (`the newspaper X`), by nouns alone.

A name is canonical where the list of outlets has it, or where the article has it more fully elsewhere (`the Times` after `the Harrow Times`, `HNA` after `Harrow News Agency
(HNA)`). What no reading makes an outlet for certain is `sure` only by its place in the sentence, see extract/credit_places.py.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from firsthand.extract.outlet_list import OPENING, PIECE, first_of, outlets
from firsthand.model import Analysed, Language, Words

# A capitalised address as a name; the call sign of an American station.
SITE = re.compile(r"[A-Z][\w-]+\.(?:com|org|net|co|io|info|ru|de|ua|tv)")
# One word that only an outlet is called: rbb24, NationNews, Kanal5TV.
SHAPED = re.compile(
    r"[a-z]{2,6}24|[A-Z][a-z]+(?:News|Media|TV|Radio|Times|Post|Press|Wire|Online|Daily)(?:\d{1,2})?|[A-Z]\w*[a-z](?:TV|FM)\d{0,2}"
)
CALL_SIGN = re.compile(r"[KW][A-Z]{3}(?:-(?:TV|FM|AM))?")
YEAR = re.compile(r"(?:19|20)\d\d")
# Words of the longest name that its ending shows.
LONGEST = 5
Family = Literal["name", "noun", "nobody", "this"]
STRAIGHT = str.maketrans("’‘\xa0", "'' ")


@dataclass(frozen=True, slots=True)
class Named:
    """Words that stand for an outlet: first word, after the last, canonical name. `sure`: whether they are one wherever they stand.

    `family`: name; noun (`the newspaper`, of one named before); nobody (`local media`, `a newspaper`); this (`this newspaper`).
    """

    start: int
    end: int
    name: str | None
    family: Family
    sure: bool


class Names:
    """The outlets that one article names by their names."""

    def __init__(self, article: Analysed, rules: Language) -> None:
        self.article = article
        self.rules = rules
        self.words: Words = article.syntax
        self.known = outlets(rules)
        self.weak = {" ".join(words) for words in rules.phrases["credits.weak"]}
        self.short: dict[str, str] = {}
        self.own: dict[str, str] = {}
        self.end = self.words.end[-1] if self.words.end else 0
        self.text = article.words(0, self.end).translate(STRAIGHT)

    def is_(self, place: int, *lists: str) -> bool:
        return 0 <= place < len(self.words.lower) and any(self.words.lower[place] in self.rules["credits." + name] for name in lists)

    # --- the list -----------------------------------------------------------------------------------------------------------------

    def _listed(self) -> Iterator[Named]:
        words = self.words
        place = 0
        while place < len(words.text):
            first = PIECE.match(words.text[place])
            match = (self._site(place) or self._match(place, first[0])) if first else None
            if match is None:
                place += 1
                continue
            written, end = match
            local = self._local_station(place, end)
            if local:
                yield Named(place, local, self._called(place, local), "name", True)
                place = local
                continue
            inner = self._inner(place) if written.startswith("the ") else None
            if inner is not None and inner > end:
                place += 1  # the Independent Journal
                continue
            if self._stands(place, end, written):
                yield Named(
                    place, end, self.known.canonical.get(written) or self.own[written], "name", not self._doubtful(place, end, written)
                )
                place = end
            else:
                place += 1

    def _match(self, place: int, first: str) -> tuple[str, int] | None:
        start = self.words.start[place]
        for written in self.known.firsts.get(first_of(self.text, start) if first in ("The", "the", "THE") else first, ()):
            stop = start + len(written)
            if self.text.startswith(written, start) and not self._goes_on(stop):
                end = bisect_left(self.words.start, stop)
                return written, end
        return None

    def _inner(self, place: int) -> int | None:
        """Where the name that begins after an article ends."""
        first = PIECE.match(self.words.text[place + 1]) if self._same(place, place + 1) else None
        match = self._match(place + 1, first[0]) if first else None
        return match[1] if match else None

    def _doubtful(self, start: int, end: int, written: str) -> bool:
        """A name that is a word too, where the model has no name of a body or work."""
        if written.startswith("the ") and " " not in written[4:]:
            return self.labels.get((start + 1, end)) not in ("ORG", "MISC")  # the Sun
        named = self.labels.get((start, end)) or (self.labels.get((start + 1, end)) if self.words.lower[start] == "the" else None)
        return written in self.weak and named not in ("ORG", "MISC")

    def _local_station(self, place: int, end: int) -> int:
        """`Fox 35`, `NBC South Harrow`: the end of the name of a network's station; 0: it is the network."""
        numbered = self._same(place, end) and self.words.text[end].isdigit() and len(self.words.text[end]) < 3
        if not self.is_(place, "networks") or not self._same(place, end) or (end - place > 1 and not numbered):
            return 0
        stop = end
        while (
            self._same(place, stop)
            and stop - end < 3
            and (
                (stop == end and self.words.text[stop].isdigit())
                or self.labels.get((end, stop + 1)) == "LOC"
                or (self._capital(stop) and (self.is_(stop, "directions") or (stop > end and self.is_(stop - 1, "directions"))))
            )
        ):
            stop += 1
        return stop if stop > end and not self.is_(stop, "shows", "writings") and not self.is_(stop, "times") else 0

    def _site(self, place: int) -> tuple[str, int] | None:
        """`Harrow.com` as a word: of a known site its outlet, of another one its own name; a call sign (`WKLM`); a known name torn in two."""
        text = self.words.text[place]
        joined = "".join(self.words.text[place : place + 2])
        if joined in self.known.canonical and self._torn(place):
            written = self.text[self.words.start[place] : self.words.end[place + 1]]
            self.own[written] = self.known.canonical[joined]
            return written, place + 2
        if text not in self.known.canonical and SHAPED.fullmatch(text) and not self.is_(place, "platforms"):
            self.own[text] = text
            return text, place + 1
        if self._call_sign(place) or (SITE.fullmatch(text) and text.lower() in self.known.canonical):
            if text not in self.known.canonical:
                self.own[text] = self.known.canonical.get(text.lower(), text.split("-")[0] if CALL_SIGN.fullmatch(text) else text)
            return text, place + 1
        return None

    def _torn(self, place: int) -> bool:
        """`Harrow week` for `Harrowweek`: one long word of a name that a scraper tore in two."""
        one, rest = self.words.text[place : place + 2]
        return (
            self._same(place, place + 1)
            and len(one + rest) > 6
            and one[0].isupper()
            and len(rest) > 2
            and rest.isalpha()
            and rest.islower()
        )

    def _call_sign(self, place: int) -> bool:
        """With its suffix, or where the model reads a name of a body."""
        text = self.words.text[place]
        if CALL_SIGN.fullmatch(text) is None:
            return False
        told = place > 0 and self.words.lower[place - 1] in ("told", "tells", "by", "to", "station")
        beside = told or self.is_(place + 1, "passive", "showing_now")
        return "-" in text or self.labels.get((place, place + 1)) == "ORG" or beside

    def _goes_on(self, stop: int) -> bool:
        after = self.text[stop : stop + 2]
        return bool(
            after[:1].isalnum() or (after[:1] in ("-", "&", "_") and after[1:2].isalnum()) or (after[:1] == "." and after[1:2].islower())
        )

    def _stands(self, start: int, end: int, written: str) -> bool:
        """Not part of a longer name; a weak name only where the model has a body or work of just that name."""
        last = end - 1
        if written.casefold().startswith("the ") or (last == start and self.is_(last, "endings", "loose_endings")):
            # a name's last word by which many outlets are called: no other name goes before or after it
            before = (
                self._same(start, start - 1)
                and self._capital(start - 1)
                and self.words.pos[start - 1] == "PROPN"
                and not self._begins(start - 1)
            )
            after = (
                self._same(last, end) and self._capital(end) and self.words.pos[end] == "PROPN" and self.labels.get((end, end + 1)) != "PER"
            )
            if before or after:
                return False
        if self._same(last, end) and self._capital(end) and self.is_(end, "bodies"):
            return False
        if last == start and self.words.lower[start] in self.people and not self.words.text[start].isupper():
            return False

        covering = [(span, what) for span, what in self._around(start, end) if span != (start, end)]
        inner = [what for (first, last), what in covering if last > end or (first < start and self.words.lower[first] != "the")]
        if any(what in ("PER", "LOC") for what in inner):
            return False
        return not (written in self.weak and inner)

    @cached_property
    def labels(self) -> dict[tuple[int, int], str | None]:
        """Names that the model reads, with their labels."""
        return {(link.start, link.end): chain.label for chain in self.article.chains for link in chain.links if link.kind == "name"}

    @cached_property
    def people(self) -> set[str]:
        """Last words of the names of people whom the article names in full."""
        named = (chain.name for chain in self.article.chains if chain.label == "PER" and chain.name and chain.name[1] - chain.name[0] > 1)
        return {self.words.lower[name[1] - 1] for name in named}

    @cached_property
    def _holding(self) -> dict[int, list[tuple[int, int]]]:
        found: dict[int, list[tuple[int, int]]] = {}
        for start, end in self.labels:
            for place in range(start, end):
                found.setdefault(place, []).append((start, end))
        return found

    def _around(self, start: int, end: int) -> list[tuple[tuple[int, int], str | None]]:
        spans = self._holding.get(start, ())
        return [(span, self.labels[span]) for span in spans if span[0] <= start and end <= span[1]]

    def label_over(self, start: int, end: int) -> str | None:
        """The label of a name that begins with these words or has them in it."""
        return next((what for _, what in self._around(start, end)), self.labels.get((start, end)))

    # --- by endings and beginnings ---------------------------------------------------------------------------------------------------

    def _capital(self, place: int) -> bool:
        return 0 <= place < len(self.words.text) and self.words.text[place][:1].isupper()

    def _by_ending(self) -> Iterator[Named]:
        for place in range(len(self.words.text)):
            if not self._capital(place):
                continue
            firm = self.is_(place, "endings")
            ends = any(span[1] == place + 1 and span[0] < place for span in self._holding.get(place, ()))
            if (firm or self.is_(place, "loose_endings") or self._agency(place)) and (ends or not self._capital_after(place)):
                start = self._run_left(place)
                article = start > 0 and self.words.lower[start - 1] == "the"
                if start == place and not article and not self._writer_after(place) and not self._writing_after(place):
                    continue
                if self._refused(start, place):
                    continue
                yield Named(
                    start,
                    place + 1,
                    self._called(start, place + 1),
                    "name",
                    (firm and (start < place or self._writing_after(place))) or self._agency(place),
                )
            elif (
                self.is_(place, "firm_beginnings", "beginnings")
                and not (self._capital(place - 1) and self.words.lower[place - 1] != "the")
                and not self._day(place)
            ):
                end = self._run_right(place)
                if end > place + 1 and not self._refused(place, end - 1):
                    yield Named(place, end, self._called(place, end), "name", self.is_(place, "firm_beginnings"))

    def _writer_after(self, place: int) -> bool:
        """`by Times' Ines Varro`."""
        owns = self.words.text[place + 1 : place + 2] in (["'s"], ["’s"], ["'"], ["’"])
        return owns and place > 0 and self.words.lower[place - 1] in ("by", "with", "and", "via", "told") and self._capital(place + 2)

    def _writing_after(self, place: int) -> bool:
        """`a Times article`."""
        return (
            place > 0
            and self.words.lower[place - 1] in ("a", "an")
            and self.is_(place + 1, "writings", "writers")
            and self._same(place, place + 1)
        )

    def _agency(self, place: int) -> bool:
        """`Harrow News Agency`, `Harrow Wire Service`."""
        return self.is_(place, "agencies") and self.is_(place - 1, "kinds_of_news", "wires")

    def _capital_after(self, place: int) -> bool:
        """Whether the name goes on after the word."""
        after = place + 1
        if self.words.text[place + 1 : place + 2] in (["&"], ["-"]):
            after += 1
        if not (self._same(place, after) and self._capital(after) and self.words.text[after].isalpha()):
            return False
        # a name of somebody may stand beside it: "Courier reporter", "Courier's Varro" do not, `Harrow Courier Ines Varro` hardly
        return not (after == place + 1 and self.labels.get((after, after + 1)) == "PER")

    def _same(self, one: int, other: int) -> bool:
        words = self.words
        return (
            0 <= one < len(words.text)
            and 0 <= other < len(words.text)
            and words.sentence[one] == words.sentence[other]
            and "\n" not in self.text[words.end[min(one, other)] : words.start[max(one, other)]]
        )

    def _run_left(self, place: int) -> int:
        start = place
        while place - start < LONGEST and self._same(start, start - 1):
            before = start - 1
            if self._capital(before) and self.words.lower[before] not in ("the", "a", "an") and not self._begins(before):
                start = before
            elif self.words.text[before] == "-" or (
                self.is_(before, "joining") and self._capital(before - 1) and self._same(before, before - 1)
            ):
                start = before - 1
            else:
                break
        spans = self._holding.get(place, ())
        inner = min((span[0] for span in spans if span[1] == place + 1), default=start)
        # a name of a person or place that stands before it by itself is no part of it
        for (first, last), label in ((span, self.labels[span]) for span in self._holding.get(start, ())):
            if label == "PER" and first == start and last <= place:
                start = last
        return max(start, min(inner, place)) if inner > start and self.labels.get((inner, place + 1)) == "ORG" else start

    def _begins(self, place: int) -> bool:
        """A capital only because the sentence begins: `While Harrow Today ...`."""
        first = (
            place == 0
            or not self._same(place, place - 1)
            or self.words.text[place - 1] in OPENING
            or self.words.text[place - 1] in (":", "—", "–")
        )
        return (first and self.words.pos[place] not in ("PROPN", "NOUN", "ADJ", "X")) or self.words.lower[place] in self.rules[
            "prepositions"
        ]

    def _run_right(self, place: int) -> int:
        end = place + 1
        while end - place < LONGEST and self._same(place, end):
            if self._capital(end) or self.words.text[end].isdigit():
                end += 1
            elif self.is_(end, "joining") and self._same(end, end + 1) and self._capital(end + 1):
                end += 2
            else:
                break
        while end > place + 1 and YEAR.fullmatch(self.words.text[end - 1]):
            end -= 1  # © Radio Duvrik 2031
        return end

    def _day(self, place: int) -> bool:
        return self.is_(place, "times")

    def _refused(self, start: int, last: int) -> bool:
        """A person's or place's name, a press that prints books."""
        label = self.label_over(last, last + 1)
        if label == "PER" or (label == "LOC" and not self.is_(last, "endings")):
            return True
        return last > start and self.is_(last - 1, "not_before_press") and self.is_(last, "loose_endings")

    # --- by what stands beside -----------------------------------------------------------------------------------------------------------

    def _beside(self) -> Iterator[Named]:
        """`the newspaper X`, `X newspaper`, `the weekly X`; X as the model has it, or in capitals."""
        for place in range(len(self.words.text)):
            if not self.is_(place, "nouns") or self._capital(place):
                continue
            yield from self._sites(place)
            first = place + 2 if self.words.text[place + 1 : place + 2] == [","] else place + 1
            end = self._run_right(first) if self._same(place, first) and self._capital(first) and not self._day(first) else 0
            apart = first == place + 1 or self.words.text[end : end + 1] == [","]
            acronym = first == place + 1 and self.words.lower[place] == "agency" and self.words.text[first : first + 1] != ["A"]
            if acronym and end == first + 1 and self.words.text[first].isupper():
                yield Named(first, end, self._called(first, end), "name", False)
            if end > first and apart and (self._outlet_noun(place) or self._local(place)) and self.label_over(first, first + 1) != "PER":
                end = max((span[1] for span in self._holding.get(first, ()) if span[0] == first), default=end)
                yield Named(first, end, self._called(first, end), "name", first == place + 1)
            start = place - 1 if self.is_(place - 1, "kinds_of_news") and not self._capital(place - 1) else place
            before = start - 1
            if not (self._capital(before) and self._same(start, before)) or self._day(before):
                continue
            acronym = self.words.text[before].isupper() and len(self.words.text[before]) > 1 and self.words.lower[place] == "agency"
            if acronym or self._outlet_noun(place):
                left = self._run_left(before)
                label = self.label_over(before, start)
                if label not in ("PER", "LOC") and self.words.pos[before] != "ADJ" and not self._begins(left):
                    yield Named(left, start, self._called(left, start), "name", not acronym or self._outlet_noun(place))

    def _sites(self, place: int) -> Iterator[Named]:
        """`the website Gatewatch`, `blogger Odo Senn of Gatewatch`, `Gatewatch, a news site in Kalvik`."""
        first = place + 1
        if self.is_(place, "webs") and self._same(place, first) and self._capital(first) and not self.is_(first, "platforms"):
            end = self._run_right(first)
            if self.label_over(first, first + 1) not in ("PER", "LOC"):
                yield Named(first, end, self._called(first, end), "name", False)
        if not (self._outlet_noun(place) or self.is_(place, "webs")):
            return
        article = next((i for i in range(place - 1, max(place - 5, 0), -1) if self.words.lower[i] in ("a", "an", "the")), 0)
        if article < 2 or self.words.text[article - 1] != "," or not self._same(place, article - 2) or not self._capital(article - 2):
            return
        left = self._run_left(article - 2)
        known = self.is_(article - 2, "platforms") or self._begins(left)
        if self.label_over(article - 2, article - 1) not in ("PER", "LOC") and not known:
            yield Named(left, article - 1, self._called(left, article - 1), "name", True)

    def _outlet_noun(self, place: int) -> bool:
        return self.is_(place, "sure_nouns") or (self.is_(place, "nouns") and (self.is_(place - 1, "kinds_of_news")))

    def _local(self, place: int) -> bool:
        """`the local station`."""
        return self.is_(place, "nouns") and self.is_(place - 1, "somewhere")

    def _called(self, start: int, end: int) -> str:
        text = self.text[self.words.start[start] : self.words.end[end - 1]]
        text = " ".join(text.split()).removeprefix("The ").removeprefix("the ")
        text = re.sub(r"(?<=[A-Z]{4})-(?:TV|FM|AM)$", "", text)
        return self.known.canonical.get(text) or self.known.canonical.get("The " + text) or text
