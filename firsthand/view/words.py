"""Words as the view compares them: only to bring things together on a page, never to decide that they are one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

WORD = re.compile(r"[^\W_]+(?:[.’'][^\W_]+)*")
POSSESSIVE = re.compile(r"[’']s$|[’']$")
ENDINGS = ("ing", "ed", "es", "s")
# Words that say nothing about what a text is about. English only: in other languages every word counts, and rare ones count more.
SMALL_WORDS = """
    a about above after again against all already also am an and any are as at be because been before being below between both but by
    can cannot could did do does doing don't down during each even every few for from further get go going got had has have having he her
    here hers herself him himself his how however i if in into is it its itself just last let like made make many may me might more most much
    must my myself never new no nor not now of off on once one only or other our ours ourselves out over own per said same say says she
    should since so some still such than that the their theirs them themselves then there these they this those through to told too
    under until up upon us very was we were what when where which while who whom why will with within without would yes yet you your yours
    yourself it's we've we're i'm that's there's they're won't didn't doesn't isn't what's
"""
SMALL = frozenset(SMALL_WORDS.split())
LEAST_SHARED, LEAST_COVERED = 4, 0.43
# Few words are alike only where they stand in one run, small words and all.
LEAST_RUN, LEAST_SHARED_IN_RUN = 5, 2


@dataclass(frozen=True, slots=True)
class Pair:
    """Two quotes whose words are much alike, by their places in the list that was given."""

    first: int
    second: int


def telling_words(text: str) -> list[str]:
    """The words of `text` that say what it is about, folded so that `Gates` and `gate's` are one."""
    return [fold(word) for word in WORD.findall(text) if not _is_small(word)]


def fold(word: str) -> str:
    plain = unicodedata.normalize("NFKD", POSSESSIVE.sub("", word).casefold().replace(".", ""))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    if plain.endswith("an") and len(plain) > 6:  # Kelmoran, of Kelmora
        return plain[:-1]
    for ending in ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= 4:
            return plain[: -len(ending)]
    return plain


def _is_small(word: str) -> bool:
    # `US` is a country and `us` is not: capitals alone make a word tell something
    return word.casefold().replace("’", "'") in SMALL and not (word.isupper() and len(word) > 1)


def document_frequencies(groups: Iterable[Iterable[str]]) -> dict[str, int]:
    """In how many of `groups` (each the words of one article, or of one outlet) each word stands."""
    counts: dict[str, int] = {}
    for group in groups:
        for word in set(group):
            counts[word] = counts.get(word, 0) + 1
    return counts


def weight(word: str, frequencies: Mapping[str, int], total: int) -> float:
    """Rare words weigh more."""
    return log(1 + total / max(1, frequencies.get(word, 1)))


def alike(quotes: Sequence[tuple[str, str]], frequencies: Mapping[str, int], total: int) -> list[Pair]:
    """Pairs of quotes from different articles whose words are much alike. `quotes` are (article, words)."""
    bags = [frozenset(telling_words(words)) for _, words in quotes]
    found = [
        Pair(there, here)
        for here, there, shared in _sharing(bags)
        if quotes[here][0] != quotes[there][0]
        and (
            (shared >= LEAST_SHARED and _covered(bags[here], bags[there], frequencies, total) >= LEAST_COVERED)
            or _longest_run(quotes[here][1], quotes[there][1]) >= LEAST_RUN
        )
    ]
    return sorted(found, key=lambda pair: (pair.first, pair.second))


def _sharing(bags: Sequence[frozenset[str]]) -> Iterator[tuple[int, int, int]]:
    """Places in `bags` that share words, the later first, with how many; those that share too few to matter are left out."""
    holders: dict[str, list[int]] = {}
    for here, bag in enumerate(bags):
        shared: dict[int, int] = {}
        for word in bag:
            for there in holders.setdefault(word, []):
                shared[there] = shared.get(there, 0) + 1
            holders[word].append(here)
        yield from ((here, there, count) for there, count in shared.items() if count >= LEAST_SHARED_IN_RUN)


def _longest_run(one: str, other: str) -> int:
    """The most words that stand in both in one run."""
    first, second = ([word.casefold() for word in WORD.findall(text)] for text in (one, other))
    runs, longest = [0] * (len(second) + 1), 0
    for word in first:
        runs = [0, *(runs[n] + 1 if word == there else 0 for n, there in enumerate(second))]
        longest = max(longest, *runs)
    return longest


def _covered(one: frozenset[str], other: frozenset[str], frequencies: Mapping[str, int], total: int) -> float:
    """How much of the shorter quote's weight stands in the other too."""

    def heavy(words: frozenset[str]) -> float:
        return sum(weight(word, frequencies, total) for word in sorted(words))

    return heavy(one & other) / min(heavy(one), heavy(other))
