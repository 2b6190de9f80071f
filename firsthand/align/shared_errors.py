"""Errors that two articles share and others do not: a name that they spell in their own way, a figure that they give where others give another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from firsthand.align.corrections import spelt_alike
from firsthand.align.rare import IS_YEAR, UNLISTED, Rarities, plain, weight
from firsthand.align.sketches import WORD, pieces
from firsthand.model import Passage, Span

# What the two have must differ from what so many others agree on.
OTHERS = 2
# Letters of a name that may be misspelt.
LETTERS = 6
# So many articles have both spellings, as a correction has; where more do, they are two names.
BOTH = 1
# A figure and what it counts stand so near each other; it is of the same thing where so many telling words among so many around it are the same.
NEAR, AROUND, ALIKE = 2, 10, 2


@dataclass(slots=True)
class _Figure:
    span: Span
    words: str
    around: frozenset[str]


@dataclass(slots=True)
class Known:
    """What the articles of a story have.

    `names`: who has a name, by its form; `beside`: capital words next to it; `figures`: by what is counted, the figure and who has it; `spelt`: forms of one name.
    """

    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    beside: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    figures: dict[str, dict[str, dict[str, _Figure]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(dict)))
    counted: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    spelt: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def add(self, article_id: str, text: str, left_out: Sequence[Span], quoted: Sequence[Span], rare: Rarities) -> None:
        for form, (_, words) in rare.places.items():
            if words[0].isupper() and len(form) >= LETTERS and weight(form) == UNLISTED:
                self.names[form].add(article_id)
        self.counted[article_id] = set()
        for start, end, _ in pieces(len(text), left_out, quoted):
            self._read(article_id, [(match[0], plain(match[0]), Span(*match.span())) for match in WORD.finditer(text, start, end)], text)

    def _read(self, article_id: str, listed: Sequence[tuple[str, str, Span]], text: str) -> None:
        for number, (words, form, span) in enumerate(listed):
            if number and words[0].isupper() and listed[number - 1][0][0].isupper() and text[listed[number - 1][2].end : span.start] == " ":
                before = listed[number - 1][1]
                self.beside[form].add(before)
                self.beside[before].add(form)
            if not form.isdigit() or len(form) < 2 or IS_YEAR.fullmatch(form):
                continue
            what = next((other for _, other, _ in listed[number + 1 : number + 1 + NEAR] if weight(other) > 0), None)
            if what is not None and not what[0].isdigit() and article_id not in self.figures[what][form]:
                around = listed[max(0, number - AROUND) : number + AROUND]
                told = frozenset(other for _, other, _ in around if weight(other) > 0 and not other[0].isdigit()) - {what}
                self.figures[what][form][article_id] = _Figure(span, words, told)
                self.counted[article_id].add((what, form))

    def spellings(self) -> None:
        """To be called when all are added: which names are one that is spelt in two ways, beside the same other name."""
        by_start: dict[str, list[str]] = defaultdict(list)
        for form in sorted(self.names):
            by_start[form[:2]].append(form)
        found: dict[str, list[str]] = defaultdict(list)
        for forms in by_start.values():
            for number, one in enumerate(forms):
                for other in forms[number + 1 :]:
                    if (
                        _spellings(one, other)
                        and len(self.names[one] & self.names[other]) <= BOTH
                        and self.beside[one] & self.beside[other]
                    ):
                        found[one].append(other)
                        found[other].append(one)
        self.spelt = {form: tuple(others) for form, others in found.items()}


def shared_errors(known: Known, one: str, other: str, ones: Rarities, others: Rarities) -> Iterator[Passage]:
    """The names and the figures, each where it stands first in the one and in the other. Roles: misspelt-a and misspelt-b, odd-a and odd-b, in turn."""
    for form in sorted(form for form in known.spelt if form in ones.weights and form in others.weights):
        rest = [each for each in known.spelt[form] if each not in ones.weights and each not in others.weights]
        if any(len(known.names[each]) >= max(OTHERS, len(known.names[form])) for each in rest):
            for name, rare, role in ((one, ones, "misspelt-a"), (other, others, "misspelt-b")):
                span, words = rare.places[form]
                yield Passage(name, role, span.start, span.end, words)
    for what, form in sorted(known.counted.get(one, set()) & known.counted.get(other, set())):
        if _odd(known.figures[what], form, one, other):
            for name, role in ((one, "odd-a"), (other, "odd-b")):
                found = known.figures[what][form][name]
                yield Passage(name, role, found.span.start, found.span.end, found.words)


def _spellings(one: str, other: str) -> bool:
    """Alike, and not one the other with an ending."""
    begin = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return abs(len(one) - len(other)) <= 1 and begin < min(len(one), len(other)) - 1 and spelt_alike(one, other)


def _odd(of: Mapping[str, Mapping[str, _Figure]], form: str, one: str, other: str) -> bool:
    """Whether others agree on one other figure of the same thing, more of them than have this one, and neither of the two has it."""
    told = of[form][one].around & of[form][other].around
    rest: Counter[str] = Counter()
    for each, held in of.items():
        if each != form:
            rest[each] = sum(len(told & item.around) >= ALIKE for item in held.values())
            if rest[each] and (one in held or other in held):
                return False
    best = [count for count in rest.values() if count]
    return len(best) == 1 and best[0] >= max(OTHERS, len(of[form]))
