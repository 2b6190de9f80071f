"""Lines that an outlet repeats across its articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from firsthand.model import Furniture, Span, normalised

# Two articles that share at least this part of the shorter one's lines are copies or versions: what they share proves nothing.
COPY = 0.4


def repeated(outlet: Iterable[tuple[str, Span, str]]) -> Iterator[Furniture]:
    """Lines of one outlet's articles, as (article_id, span, words), that stand in several of its articles: its own furniture.

    At least two articles that are no copies of each other must hold the line.
    """
    rows = sorted(outlet)
    holders: dict[str, set[str]] = defaultdict(set)
    held: dict[str, set[str]] = defaultdict(set)
    for article, _, words in rows:
        plain = normalised(words)
        if plain:
            holders[plain].add(article)
            held[article].add(plain)
    for article, span, words in rows:
        others = holders.get(normalised(words), set())
        if any(other != article and not _copies(held[article], held[other]) for other in others):
            yield Furniture(article, span, words, "other", "repeated")


def _copies(a: set[str], b: set[str]) -> bool:
    return len(a & b) >= COPY * min(len(a), len(b))
