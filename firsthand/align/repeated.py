"""Lines that an outlet repeats across its articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from firsthand.model import Furniture, Span

# Two articles that share at least this part of the shorter one's lines are copies or versions: what they share proves nothing.
COPY = 0.4
# Articles that stand for all that hold a line: as many that are no copies of each other, and as many first ones. An article is compared
# with these, so that a line of ten thousand articles costs no hundred million comparisons.
STANDING = 8


@dataclass(frozen=True, slots=True)
class Line:
    """A line that several articles of an outlet hold. `plain` is a number for it without marks and case; `of` how many lines its article has."""

    article_id: str
    span: Span
    words: str
    plain: int
    of: int
    marked: bool


def repeated(lines: Sequence[Line], addresses: Mapping[str, str] = MappingProxyType({})) -> Iterator[Furniture]:
    """Lines of one outlet that stand in several of its articles: its own furniture. Those that are marked already are left out.

    At least two articles that are no copies of each other must hold the line. `lines` come article by article. `addresses`: of articles that
    several texts of one address are, the name of that address; they are versions, and copies as far as this goes.
    """
    holders: dict[int, dict[str, None]] = defaultdict(dict)
    held: dict[str, set[int]] = defaultdict(set)
    size: dict[str, int] = {}
    for line in lines:
        holders[line.plain][line.article_id] = None
        held[line.article_id].add(line.plain)
        size[line.article_id] = line.of
    likeness = _Likeness(held, size, addresses)
    standing = {plain: _standing(list(names), likeness) for plain, names in holders.items()}
    article = None
    for line in lines:
        if line.article_id != article:
            article = line.article_id
            likeness.known.clear()  # an article is compared with the same few for each of its lines
        if not line.marked and any(other != article and not likeness.copies(article, other) for other in standing[line.plain]):
            yield Furniture(article, line.span, line.words, "other", "repeated")


def _standing(names: Sequence[str], likeness: _Likeness) -> list[str]:
    """Some that are no copies of each other, and the first few."""
    apart: list[str] = []
    for name in names:
        if len(apart) == STANDING:
            break
        if not any(likeness.copies(name, other) for other in apart):
            apart.append(name)
    return list(dict.fromkeys((*apart, *names[:STANDING])))


class _Likeness:
    def __init__(self, held: Mapping[str, set[int]], size: Mapping[str, int], addresses: Mapping[str, str]) -> None:
        self._held = held
        self._size = size
        self._addresses = addresses
        self.known: dict[tuple[str, str], bool] = {}

    def copies(self, a: str, b: str) -> bool:
        key = (a, b)
        if key not in self.known:
            versions = a in self._addresses and self._addresses[a] == self._addresses.get(b)
            self.known[key] = versions or len(self._held[a] & self._held[b]) >= COPY * min(self._size[a], self._size[b])
        return self.known[key]
