"""Words as the view compares them: only to bring things together on a page, never to decide that they are one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations
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
# Words that so many quotes have bring none of them together.
TOO_COMMON = 100


@dataclass(frozen=True, slots=True)
class Pair:
    """Two quotes whose words are much alike, by their places in the list that was given."""

    first: int
    second: int


def telling_words(text: str) -> list[str]:
    """The words of `text` that say what it is about, folded so that `Gates` and `gate's` are one."""
    return [folded for word in WORD.findall(text) if (folded := _told_by(word))]


@lru_cache(maxsize=2048)
def words_in(text: str) -> frozenset[str]:
    """`telling_words` of a whole article, each once; kept, since several questions about a story ask for them."""
    return frozenset(filter(None, map(_told_by, set(WORD.findall(text)))))


@cache
def _told_by(word: str) -> str | None:
    return None if _is_small(word) else fold(word)


def without_accents(text: str) -> str:
    """In small letters, for comparing what a person types with what an article says."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


@cache
def fold(word: str) -> str:
    plain = without_accents(POSSESSIVE.sub("", word).replace(".", ""))
    if plain.endswith("an") and len(plain) > 6:  # Kelmoran, of Kelmora
        return plain[:-1]
    for ending in ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= 4:
            return plain[: -len(ending)]
    return plain


@cache
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
    bags = [{word: weight(word, frequencies, total) for word in sorted(set(telling_words(words)))} for _, words in quotes]
    near = {pair for pair in _sharing_weight(bags) if _covered(bags[pair[0]], bags[pair[1]])} | _sharing_run([words for _, words in quotes])
    return [Pair(first, second) for first, second in sorted(near) if quotes[first][0] != quotes[second][0]]


def _sharing_weight(bags: Sequence[Mapping[str, float]]) -> set[tuple[int, int]]:
    """Pairs that may share enough: of what two quotes share, some must be among the rarer words of one of them."""
    holders: dict[str, list[int]] = {}
    for here, bag in enumerate(bags):
        for word in bag:
            holders.setdefault(word, []).append(here)
    found: set[tuple[int, int]] = set()
    for here, bag in enumerate(bags):
        for word in _rarer(bag):
            if len(holders[word]) <= TOO_COMMON:
                found.update((min(here, there), max(here, there)) for there in holders[word] if there != here)
    return found


def _rarer(bag: Mapping[str, float]) -> list[str]:
    """The rarest words of a quote, so many that the others weigh too little to be enough by themselves."""
    ordered = sorted(bag, key=lambda word: (-bag[word], word))
    rest, found = sum(bag.values()), []
    for word in ordered:
        if rest < LEAST_COVERED * sum(bag.values()):
            break
        found.append(word)
        rest -= bag[word]
    return found


def _covered(one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    """Whether enough of the lighter quote stands in the other too."""
    shared = one.keys() & other.keys()
    return len(shared) >= LEAST_SHARED and sum(one[word] for word in sorted(shared)) >= LEAST_COVERED * min(
        sum(one.values()), sum(other.values())
    )


def _sharing_run(quotes: Sequence[str]) -> set[tuple[int, int]]:
    """Pairs in which a run of words stands that tells something."""
    holders: dict[tuple[str, ...], list[int]] = {}
    for here, text in enumerate(quotes):
        folded = [word.casefold() for word in WORD.findall(text)]
        runs = {tuple(folded[n : n + LEAST_RUN]) for n in range(len(folded) - LEAST_RUN + 1)}
        for run in runs:
            if sum(not _is_small(word) for word in run) >= LEAST_SHARED_IN_RUN:
                holders.setdefault(run, []).append(here)
    return {pair for places in holders.values() if len(places) <= TOO_COMMON for pair in combinations(places, 2)}
