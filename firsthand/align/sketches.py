"""Which articles may share passages: pairs with rare runs of words in common (fingerprints by winnowing, Schleimer, Wilkerson and Aiken 2003).

A run of GRAM words has a fingerprint; of each WINDOW runs the one with the least is kept, so that any WINDOW + GRAM - 1 words which two articles share give at
least one that both keep. What only one article has is dropped; what very many have is looked at in its first holders and neighbours only.
"""

from __future__ import annotations

import re
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from firsthand.model import Span

Numbers: TypeAlias = npt.NDArray[Any]

GRAM = 5
WINDOW = 4
# So many pairs for each article are compared word by word, and at least so many in all.
PAIRS_AN_ARTICLE, LEAST_PAIRS = 20, 2_000
# Pairs that are counted at once; where more would be, fingerprints that many articles have give fewer.
COUNTED = 30_000_000
HOLDERS = (64, 32, 16, 8, 4, 2)
# Of a fingerprint that more articles have, each is paired with so many first ones and with the one before it.
STANDING = 2
# Articles of which words are turned into fingerprints at once, in words.
AT_ONCE = 1 << 20
# Forms whose hashes are kept at hand.
FORMS = 1 << 20

# Numbers keep their points, words their apostrophes.
WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['’][^\W_]+)*")
_ODD = np.uint64(0x9E3779B97F4A7C15)


class Forms(dict[str, int]):
    """The hash of a word as it stands in a text; one for a word's common forms."""

    def __missing__(self, word: str) -> int:
        if len(self) >= FORMS:
            self.clear()
        value = self[word] = hashed(word)
        return value


def stem(word: str) -> str:
    """One form for harbour, harbours, Harbour's."""
    plain = word.casefold().replace("’", "'").removesuffix("'s")
    if len(plain) >= 7 and plain.endswith("ing"):
        return plain[:-3]
    if len(plain) >= 6 and plain.endswith(("ed", "es")):
        return plain[:-2]
    return plain[:-1] if len(plain) >= 5 and plain.endswith("s") else plain


def hashed(word: str) -> int:
    """32 bits: two words of one hash are taken for one word, which costs a passage a word in a million."""
    return zlib.crc32(stem(word).encode())


@dataclass(frozen=True, slots=True)
class Body:
    """An article's words without furniture: hashes in order, which of them stand inside quotation marks, and in which stretch between furniture each stands."""

    article_id: str
    words: Numbers
    quoted: Numbers
    stretch: Numbers


@dataclass(slots=True)
class Bodies:
    """The words of many articles, one after the other; `starts` has one entry more than articles. `cuts`: the words before which furniture was left out."""

    names: list[str] = field(default_factory=list)
    words: array[int] = field(default_factory=lambda: array("I"))
    quoted: bytearray = field(default_factory=bytearray)
    starts: array[int] = field(default_factory=lambda: array("q", [0]))
    cuts: array[int] = field(default_factory=lambda: array("q"))
    forms: Forms = field(default_factory=Forms)

    def add(self, name: str, text: str, left_out: Sequence[Span] = (), quoted: Sequence[Span] = ()) -> None:
        last = 0
        for start, end, marked in pieces(len(text), left_out, quoted):
            before = len(self.words)
            if start > last:
                self.cuts.append(before)
            last = end
            self.words.extend(map(self.forms.__getitem__, WORD.findall(text, start, end)))
            self.quoted.extend((b"\1" if marked else b"\0") * (len(self.words) - before))
        self.names.append(name)
        self.starts.append(len(self.words))

    def body(self, number: int) -> Body:
        start, end = self.starts[number], self.starts[number + 1]
        words = np.frombuffer(self.words, np.uint32, end - start, 4 * start) if end > start else np.zeros(0, np.uint32)
        quoted = np.frombuffer(self.quoted, np.bool_, end - start, start) if end > start else np.zeros(0, np.bool_)
        low, high = bisect_left(self.cuts, start), bisect_left(self.cuts, end)
        stretch = np.searchsorted(np.array(self.cuts[low:high], np.int64) - start, np.arange(end - start), "right")
        return Body(self.names[number], words, quoted, stretch)


def pieces(length: int, left_out: Sequence[Span], quoted: Sequence[Span]) -> list[tuple[int, int, bool]]:
    """Stretches of a text outside of `left_out`, each with whether it is quoted."""
    if not left_out and not quoted:
        return [(0, length, False)]
    # +1 and -1 at each border, in a depth for each of the two
    changes: dict[int, list[int]] = {0: [0, 0], length: [0, 0]}
    for which, spans in enumerate((left_out, quoted)):
        for span in spans:
            if span.start < span.end:
                changes.setdefault(min(span.start, length), [0, 0])[which] += 1
                changes.setdefault(min(span.end, length), [0, 0])[which] -= 1
    found = []
    out = inside = 0
    last = 0
    for place in sorted(changes):
        if place > last and not out:
            found.append((last, place, inside > 0))
        out += changes[place][0]
        inside += changes[place][1]
        last = place
    return found


def places(text: str, left_out: Sequence[Span], quoted: Sequence[Span]) -> list[tuple[int, int]]:
    """Where each word of a body stands: the same words as `Bodies.add` takes, in order."""
    return [match.span() for start, end, _ in pieces(len(text), left_out, quoted) for match in WORD.finditer(text, start, end)]


def grams(words: Numbers, length: int = GRAM) -> Numbers:
    """A hash of each run of `length` words (uint64); one entry for each word that such a run begins with."""
    if len(words) < length:
        return np.zeros(0, np.uint64)
    count = len(words) - length + 1
    total = np.zeros(count, np.uint64)
    for place in range(length):
        total = total * _ODD + _mixed(words[place : place + count])
    return total


def _mixed(words: Numbers) -> Numbers:
    """A spread of 32 bits over 64 (the finalizer of SplitMix64, Steele, Lea and Flood 2014)."""
    value = words.astype(np.uint64) + _ODD
    value ^= value >> np.uint64(30)
    value *= np.uint64(0xBF58476D1CE4E5B9)
    value ^= value >> np.uint64(27)
    value *= np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


def pairs(bodies: Bodies, numbers: Sequence[int] | None = None) -> Numbers:
    """Candidate pairs among these bodies (None: all), an array of two columns, lower number first, in order."""
    bits = max(1, (len(bodies.names) - 1).bit_length())
    keys = [part for part in _keys(bodies, bits, numbers) if len(part)]
    if not keys:
        return np.zeros((0, 2), np.int64)
    return counted(np.concatenate(keys), bits, max(LEAST_PAIRS, PAIRS_AN_ARTICLE * len(bodies.names)))


def _keys(bodies: Bodies, bits: int, numbers: Sequence[int] | None) -> Iterator[Numbers]:
    """Kept fingerprints in the high bits, the article's number in the low `bits`; a part of the articles at a time."""
    starts = np.frombuffer(bodies.starts, np.int64)
    words = np.frombuffer(bodies.words, np.uint32) if len(bodies.words) else np.zeros(0, np.uint32)
    counts = np.full(len(bodies.names), numbers is None)
    counts[list(numbers or ())] = True
    first = 0
    while first < len(bodies.names):
        last = max(first + 1, int(np.searchsorted(starts, starts[first] + AT_ONCE, "right")) - 1)
        low, high = int(starts[first]), int(starts[last])
        owner = np.repeat(np.arange(first, last, dtype=np.uint64), np.diff(starts[first : last + 1]))
        found = grams(words[low:high])
        if len(found):
            within = (owner[: len(found)] == owner[GRAM - 1 :]) & np.repeat(counts[first:last], np.diff(starts[first : last + 1]))[
                : len(found)
            ]
            found = np.where(within, found, np.uint64(0xFFFFFFFFFFFFFFFF))
            kept = winnowed(found) & within
            shift = np.uint64(bits)
            keys = (found[kept] >> shift << shift) | owner[: len(found)][kept]
            keys.sort()
            yield keys[_begins(keys)]
        first = last


def winnowed(found: Numbers) -> Numbers:
    """Which of them are the least of some WINDOW in a row; all, where there are fewer."""
    if len(found) <= WINDOW:
        return np.ones(len(found), np.bool_)
    count = len(found) - WINDOW + 1
    least = found[:count].copy()
    for place in range(1, WINDOW):
        np.minimum(least, found[place : place + count], out=least)
    kept = np.zeros(len(found), np.bool_)
    for place in range(WINDOW):
        kept[place : place + count] |= found[place : place + count] == least
    return kept


def counted(keys: Numbers, bits: int, wanted: int) -> Numbers:
    """Pairs of numbers (the low `bits` of keys) whose keys have the high bits in common, most of them first to be kept: about `wanted` and no more."""
    keys.sort()
    mask = np.uint64((1 << bits) - 1)
    high = keys >> np.uint64(bits)
    begins = np.flatnonzero(_begins(high))
    sizes = np.diff(np.concatenate((begins, [len(high)])))
    several = sizes > 1
    begins, sizes = begins[several], sizes[several]
    if not len(begins):
        return np.zeros((0, 2), np.int64)
    owners = (keys & mask).astype(np.uint32)
    del high
    few = next((n for n in HOLDERS if int((np.square(sizes[sizes <= n]) // 2).sum()) <= COUNTED), HOLDERS[-1])
    found = np.concatenate(
        [
            *_all_of(owners, begins[sizes <= few], sizes[sizes <= few], bits),
            *_first_of(owners, begins[sizes > few], sizes[sizes > few], bits),
        ]
    )
    found.sort()
    edges = np.flatnonzero(_begins(found))
    often = np.diff(np.concatenate((edges, [len(found)])))
    found = found[edges]
    least = 1
    while int((often >= least).sum()) > wanted and least < 64:
        least += 1
    found = found[often >= least][:wanted]
    return np.stack((found >> np.uint64(bits), found & mask), axis=1).astype(np.int64)


def _begins(ordered: Numbers) -> Numbers:
    """Where a new value begins."""
    found = np.ones(len(ordered), np.bool_)
    found[1:] = ordered[1:] != ordered[:-1]
    return found


def _all_of(owners: Numbers, begins: Numbers, sizes: Numbers, bits: int) -> Iterable[Numbers]:
    """Each holder with each other one."""
    yield np.zeros(0, np.uint64)
    for size in np.unique(sizes):
        here = begins[sizes == size]
        for one in range(size - 1):
            for other in range(one + 1, size):
                yield _pair(owners[here + one], owners[here + other], bits)


def _first_of(owners: Numbers, begins: Numbers, sizes: Numbers, bits: int) -> Iterable[Numbers]:
    """Each holder with the first ones and the one before it."""
    for begin, size in zip(begins.tolist(), sizes.tolist(), strict=True):
        held = owners[begin : begin + size]
        yield _pair(held[:-1], held[1:], bits)
        for first in range(STANDING):
            yield _pair(np.full(size - first - 2, held[first]), held[first + 2 :], bits)


def _pair(one: Numbers, other: Numbers, bits: int) -> Numbers:
    return (one.astype(np.uint64) << np.uint64(bits)) | other.astype(np.uint64)
