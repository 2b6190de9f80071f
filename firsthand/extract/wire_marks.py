"""Marks of agencies and links that stand in no sentence: datelines, bylines, copyright lines, `(HNA)` at an end, `h/t`, addresses of pages."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from firsthand.extract.outlet_mentions import Finder
from firsthand.extract.outlet_names import Named
from firsthand.model import CreditKind

LINE = re.compile(r"[^\n]+")
# `HARROW, June 4 (HNA) -`, `HARROW (HNA) --`, `(HNA) -`: at the start of a line, in capitals or as a name.
DATELINE = re.compile(
    r"^[\s\"“]*(?P<place>(?:[A-ZÀ-Þ][\w.'’-]*(?:[ ,/]+|\s(?=\()))(?:[\w.'’-]+[ ,/]+){0,7})?\((?P<mark>[A-Z][^()\n]{1,40})\)\s*(?:[-–—:]|$|(?=[A-Z“\"]))"
)
DASHED = re.compile(r"^[\s]*(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,30}),?[^()\n–—:]{0,25}[-–—/] ?(?P<mark>[A-Z]{2,6}|[A-Z][a-z]+) ?[-–—:]")
BYLINE = re.compile(
    r"^[\s(\[]*(?:by|from|source|via|story by|text by|reporting by|written by|credit|agencies?|with)?\b ?:?(?P<rest>[^\n]{2,90}?)[\s)\]]*$",
    re.IGNORECASE,
)
END = re.compile(
    r"(?P<stop>[.!?”\"’] ?)?\((?P<mark>[A-Z][^()\n]{1,40})\)[\s.]*$|[-–—]{1,2} ?(?P<dashed>(?:with )?[A-Z][^\n–—.!?]{1,40})\s*$"
)
COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)\s*(?:\(c\)|©)?\s*(?:19|20|21)?\d{0,2}\s*(?:by )?", re.IGNORECASE)
CONTRIBUTED = re.compile(
    r"contributed (?:to|reporting)|information from:|contributing:|contributing to this|additional reporting by|reporting by|with (?:files|reporting|material|information|input) from|compiled from|based on (?:a|reports?)",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"(?<![\w@.])(?:https?://)?(?:www\.)?(?P<domain>(?:[a-z0-9-]+\.)+[a-z]{2,6})(?P<path>/[^\s\"”)>\]]*)?", re.IGNORECASE)
HAT_TIP = re.compile(r"(?<!\w)(?:h/t/?|hat[ -]?tip(?:s)?(?: to)?|hattip|HT:|via:?|source:)[ :]+@?(?P<name>[^\n.;,)]{2,60})", re.IGNORECASE)
PICTURE = re.compile(
    r"\b(?:photos?|images?|pictures?|photograph|pool via|getty|file/|video):?|/\s?(?:AP|AFP|EPA|Reuters|REUTERS|PA)\b[^\n]{0,12}$|(?:^|[ \t])(?:AP|AFP|EPA|REUTERS)/[A-Z][\w.' -]+$"
    r"|\([^()\n/]{3,40}/[^()\n/]{2,60}\)[\s.]*$",
    re.IGNORECASE,
)
BRACKETED = re.compile(r"\[[^\[\]\n]{2,50}\]")
APPEARED = re.compile(
    r"\b(?:(?:first|originally) (?:appeared|published|posted)|(?:was|is) (?:first |originally )?(?:republished|syndicated|reprinted)) (?:(?:by|in|on|at|from) )?"
    r"|(?P<read>\b(?:read|see|watch|listen to) (?:the |this |his |her |our )?(?:rest|more|full|whole|original|entire|complete|original)\b[^.!?\n]{0,40}? (?:at|on|in|from):? )",
    re.IGNORECASE,
)
# A line of so many characters may be a byline; words of a name on it.
SHORT = 90
# Lines at the end of a text that may bear an agency's letters, however short; a longer line is no caption; words of the owner of a copyright.
LAST, CAPTION, OWNER = 3, 180, 60
ACRONYM = re.compile(r"[A-Z][A-Z.&/-]{1,6}")


@dataclass(frozen=True, slots=True)
class Mark:
    """Code points of the words that credit, and of the outlet's name among them."""

    kind: CreditKind
    start: int
    end: int
    first: int
    last: int
    name: str


def marks(finder: Finder, found: list[Named]) -> Iterator[Mark]:
    """In the order of the text, more than one for the same words where they are of two kinds."""
    by_place = _ByPlace(finder, found)
    lines = [line for line in LINE.finditer(finder.text) if line[0].strip()]
    for number, line in enumerate(lines):
        yield from by_place.line(line[0], line.start(), late=number + LAST >= len(lines))


class _ByPlace:
    """The known outlets of an article by where they stand."""

    def __init__(self, finder: Finder, found: list[Named]) -> None:
        self.finder = finder
        words = finder.words
        self.named = [one for one in found if one.family == "name" and one.name]
        self.spans = [(words.start[one.start], words.end[one.end - 1]) for one in self.named]
        self.starts = [start for start, _ in self.spans]

    def within(self, start: int, end: int) -> list[tuple[int, int, Named]]:
        at = bisect_left(self.starts, start)
        found = []
        while at < len(self.spans) and self.spans[at][0] < end:
            if self.spans[at][1] <= end:
                found.append((*self.spans[at], self.named[at]))
            at += 1
        return found

    def line(self, line: str, at: int, *, late: bool = True) -> Iterator[Mark]:
        """`late`: one of the last, where an agency's letters are its mark and no picture's."""
        yield from self._bracketed(line, at)
        yield from self._appeared(line, at)
        if PICTURE.search(line):
            return
        yield from self._datelines(line, at)
        if CONTRIBUTED.search(line):
            yield from self._all(at, at + len(line))
        elif owned := COPYRIGHT.search(line):
            yield from self._all(at + owned.start(), min(at + owned.end() + OWNER, at + len(line)))
        elif len(line) <= SHORT:
            yield from self._byline(line, at)
        if late or len(line) > CAPTION:
            yield from self._ends(line, at)
        yield from self._addresses(line, at)
        yield from self._hat_tips(line, at)

    def _bracketed(self, line: str, at: int) -> Iterator[Mark]:
        """`[Harrow Courier.]` after an item of a newsletter."""
        for match in BRACKETED.finditer(line):
            inside = self.within(at + match.start(), at + match.end())
            if len(inside) == 1 and inside[0][2].name and inside[0][1] - inside[0][0] + 25 > len(match[0]):
                first, last, one = inside[0]
                yield Mark("hyperlink", at + match.start(), at + match.end(), first, last, one.name or "")

    def _appeared(self, line: str, at: int) -> Iterator[Mark]:
        """`first published in X`, `read the rest at X`."""
        for match in APPEARED.finditer(line):
            for first, last, one in self.within(at + match.end(), min(at + match.end() + 60, at + len(line)))[:1]:
                if one.name and first - at - match.end() < 6:
                    yield Mark("hyperlink" if match["read"] else "wire", at + match.start(), last, first, last, one.name)

    def _all(self, start: int, end: int) -> Iterator[Mark]:
        for first, last, one in self.within(start, end):
            if one.sure and one.name:
                yield Mark("wire", start, last, first, last, one.name)

    def _datelines(self, line: str, at: int) -> Iterator[Mark]:
        match = DATELINE.match(line)
        if match is None:
            match = DASHED.match(line[:80])
            if match is None or not self.within(at + match.start("mark"), at + match.end("mark")):
                return
        yield from self._marked(match, "mark", at, any_acronym=match["place"] is not None)

    def _marked(self, match: re.Match[str], group: str, at: int, *, any_acronym: bool) -> Iterator[Mark]:
        start, end = at + match.start(group), at + match.end(group)
        inside = self.within(start, end)
        for first, last, one in inside:
            if one.name:
                yield Mark("wire", at + match.start(), at + match.end(), first, last, one.name)
        if not inside and any_acronym and self._may_be_agency(match[group]):
            yield Mark("wire", at + match.start(), at + match.end(), start, end, self.finder.short.get(match[group], match[group]))

    def _may_be_agency(self, words: str) -> bool:
        """An acronym, or a name of two or three words; no party of somebody (`R-S.C.`)."""
        if re.match(r"[A-Z]-[A-Z]", words):
            return False
        return bool(ACRONYM.fullmatch(words)) or (1 < len(words.split()) < 5 and all(word[:1].isupper() for word in words.split()))

    def _byline(self, line: str, at: int) -> Iterator[Mark]:
        """A line of names: the outlets on it, where nothing else stands there but names and what a byline says."""
        found = [each for each in self.within(at, at + len(line)) if each[2].sure]
        bare = line.strip()
        if not bare or (bare[-1] in ".!?" and not found):
            return
        agency = re.match(
            r"(?:By )?(?P<mark>[A-Z]{2,5}) (?:and|&|/) (?:staff|agencies)|(?:By )?staff (?:and|&|/) (?P<other>[A-Z]{2,5})$",
            bare,
            re.IGNORECASE,
        )
        if not found and agency:
            name = "mark" if agency["mark"] else "other"
            start = at + line.index(bare) + agency.start(name)
            if agency[name].isupper():
                yield Mark(
                    "wire",
                    start,
                    start + len(agency[name]),
                    start,
                    start + len(agency[name]),
                    self.finder.short.get(agency[name], agency[name]),
                )
            return
        if not found or not self._is_byline(line, at, found):
            return
        for first, last, one in found:
            if one.name:
                yield Mark("wire", at, at + len(line.rstrip()), first, last, one.name)

    def _is_byline(self, line: str, at: int, found: list[tuple[int, int, Named]]) -> bool:
        rest = line
        for first, last, _ in reversed(found):
            rest = rest[: first - at] + rest[last - at :]
        words = re.findall(r"[\w'’.]+", rest)
        plain = [word for word in words if not word[:1].isupper() and not word[:1].isdigit()]
        lead = re.match(r"[\s(\[—–-]*(?:by|source|via|from|reporting by|agencies?|credit)\b", line, re.IGNORECASE)
        if not words:
            return any(one.name in self.finder.known.agencies for _, _, one in found)
        return (
            all(word.lower() in BYLINE_WORDS for word in plain)
            and (lead is not None or len(words) <= 4)
            and not line.rstrip().endswith((".", "!", "?", ":"))
        )

    def _ends(self, line: str, at: int) -> Iterator[Mark]:
        match = END.search(line)
        if match is None or match.start() == 0 or len(line) < 40:
            return
        group = "mark" if match["mark"] else "dashed"
        if group == "mark":
            yield from self._marked(match, group, at, any_acronym=match["stop"] is not None)
        elif (inside := self.within(at + match.start(group), at + match.end(group))) and inside[0][2].name:
            first, last, one = inside[0]
            if match.end(group) - match.start(group) <= last - first + 8 and one.name:
                yield Mark("wire", at + match.start(), at + match.end(), first, last, one.name)

    def _addresses(self, line: str, at: int) -> Iterator[Mark]:
        for match in ADDRESS.finditer(line):
            domain = match["domain"].lower()
            name = self.finder.known.canonical.get(domain) or self.finder.known.canonical.get(".".join(domain.split(".")[-2:]))
            if name and (match["path"] or match[0].lower().startswith(("http", "www"))):
                yield Mark("hyperlink", at + match.start(), at + match.end(), at + match.start("domain"), at + match.end("domain"), name)

    def _hat_tips(self, line: str, at: int) -> Iterator[Mark]:
        for match in HAT_TIP.finditer(line):
            start, end = at + match.start("name"), at + match.end("name")
            inside = [each for each in self.within(start, end) if each[0] <= start + 5 or each[2].sure]
            if inside and inside[0][2].name and inside[0][0] <= start + 5 and not self.finder.text.startswith("'s", inside[0][1]):
                first, last, one = inside[0]
                kind: CreditKind = "hat-tip" if not match[0].lower().startswith("source") else "other"
                yield Mark(kind, at + match.start(), last, first, last, one.name or "")


BYLINE_WORDS = frozenset(
    "by and staff for in of the with agencies from at reporter reporters writer writers correspondent via source wire reports report services service news editor".split()
)
