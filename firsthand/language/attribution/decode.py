"""From what the network says of cues and of the words around them to attributions: stretches of words, whole quotations, and which attributions are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from firsthand.language.attribution.features import Floats, Text
from firsthand.model import Sort

# Columns of what the network says of a word, given a cue.
NONE, CUE, SOURCE, CONTENT = range(4)
SORTS: tuple[Sort, ...] = ("said", "believed", "intended")
# A stretch of content ends where going on would cost more than this, in log odds.
TURN = 0.7
# A quotation is content as a whole where this share of its words in the cue's sentence is.
HALF = 0.5
SMALLEST = 1e-4
PUNCTUATION = frozenset(("PUNCT", "SYM"))


@dataclass(frozen=True)
class Settings:
    """The least scores: of a cue by its sort, of one inside another's content, and of one there whose source is not the outer's and that tells of speech (a hop)."""

    least: tuple[float, float, float] = (0.5, 0.5, 0.5)
    nested: float = 0.5
    hop: float = 0.5
    source: float = 0.0  # log odds that are added to a source's words
    content: float = 0.0  # and to a content's

    @property
    def lowest(self) -> float:
        """Below it no cue is kept, whatever its sort and place."""
        return min(*self.least, self.nested, self.hop)


@dataclass(frozen=True)
class Read:
    """A cue as the network reads it: its word, the chances of each sort, and of each role (a row a word) for the words from `first` on."""

    head: int
    chances: tuple[float, float, float]
    first: int
    roles: Floats

    @property
    def score(self) -> float:
        return sum(self.chances)

    @property
    def sort(self) -> int:
        return int(np.argmax(self.chances))


@dataclass(frozen=True)
class Found:
    """An attribution in indices of a `Text`'s words, each role ascending."""

    head: int
    sort: int
    score: float
    cue: tuple[int, ...]
    source: tuple[int, ...]
    content: tuple[int, ...]


def attributions(text: Text, cues: Sequence[Read], settings: Settings) -> list[Found]:
    """In the order of their heads."""
    found = [made for cue in cues if cue.score >= settings.lowest and (made := spans(text, cue, settings))]
    found = parted(text, kept(text, found, settings))
    return sorted(joined(text, found), key=lambda each: each.head)


def spans(text: Text, cue: Read, settings: Settings) -> Found | None:
    """The words of one cue's roles in its sentence and in the quotations that it leads to; None where nothing is said."""
    odds = np.log(np.maximum(cue.roles, SMALLEST)) - np.log(np.maximum(1 - cue.roles, SMALLEST))
    here = cue.head - cue.first
    group = _cue_words(cue.roles, here)
    free = np.ones(len(odds), bool)
    free[list(group)] = False
    source = _best_stretch(np.where(free, odds[:, SOURCE] + settings.source, -9.0))
    free[source[0] : source[1]] = False
    inside = _switched(np.where(free, odds[:, CONTENT] + settings.content, -9.0))
    content = {cue.first + i for i in np.flatnonzero(inside).tolist()}
    content = _trimmed(
        text,
        _whole_quotations(text, content, cue, set(range(cue.first + source[0], cue.first + source[1])) | {cue.first + i for i in group}),
    )
    if not content:
        return None
    words = _trimmed(text, set(range(cue.first + source[0], cue.first + source[1])))
    return Found(cue.head, cue.sort, cue.score, tuple(sorted(cue.first + i for i in group)), tuple(sorted(words)), tuple(sorted(content)))


def _cue_words(roles: Floats, here: int) -> list[int]:
    """The words that are the cue's more likely than anything else, if no longer gap than two words parts them from the head."""
    group = [here]
    best = roles.argmax(1) == CUE
    for step in (-1, 1):
        last = here
        at = here + step
        while 0 <= at < len(roles) and abs(at - last) <= 3:
            if best[at]:
                group.append(at)
                last = at
            at += step
    return sorted(group)


def _best_stretch(odds: Floats) -> tuple[int, int]:
    """(first, end) of the stretch with the greatest sum; empty where no word has more for it than against."""
    best, where = 0.0, (0, 0)
    total, start = 0.0, 0
    for number, value in enumerate(odds.tolist()):
        if total <= 0:
            total, start = 0.0, number
        total += value
        if total > best:
            best, where = total, (start, number + 1)
    return where


def _switched(odds: Floats) -> np.ndarray:
    """For each word whether it is content, the most likely way (Viterbi) where every change costs TURN."""
    values = odds.tolist()
    back: list[tuple[bool, bool]] = []
    out, inside = 0.0, -TURN
    for value in values:
        to_out = (out, False) if out >= inside - TURN else (inside - TURN, True)
        to_inside = (inside, True) if inside >= out - TURN else (out - TURN, False)
        back.append((to_out[1], to_inside[1]))
        out, inside = to_out[0], to_inside[0] + value
    made = np.zeros(len(values), bool)
    now = inside > out
    for number in range(len(values) - 1, -1, -1):
        made[number] = now
        now = back[number][1] if now else back[number][0]
    return made


def _whole_quotations(text: Text, content: set[int], cue: Read, taken: set[int]) -> set[int]:
    """The content with every quotation that it is half of, as a whole; and the one right beside a sentence in which nothing is said."""
    end = cue.first + len(cue.roles)
    own = text.quotation[cue.head]
    found = set(content)
    for number in sorted({int(text.quotation[i]) for i in content} - {0, int(own)}):
        words = [i for i in range(cue.first, end) if text.quotation[i] == number and text.pos_name[i] not in PUNCTUATION]
        if sum(i in content for i in words) >= HALF * len(words):
            found |= set(np.flatnonzero(text.quotation == number).tolist()) - taken
    if not own and not any(text.pos_name[i] not in PUNCTUATION for i in content):
        found |= _beside(text, cue.first, end)
    return found


def _beside(text: Text, first: int, end: int) -> set[int]:
    """The quotation that ends right before a sentence or, after a colon or comma, begins right after it."""
    before = first - 2  # the word before the closing mark
    if first >= 2 and text.mark[first - 1] and text.quotation[before] and text.line[before] == text.line[first]:
        return set(np.flatnonzero(text.quotation == text.quotation[before]).tolist())
    if text.lower[end - 1] in (":", ",") and end + 1 < len(text.lower) and text.mark[end] and text.quotation[end + 1]:
        return set(np.flatnonzero(text.quotation == text.quotation[end + 1]).tolist())
    return set()


def _trimmed(text: Text, words: set[int]) -> set[int]:
    """Without the marks at the borders of each piece."""
    found = set(words)
    for step in (1, -1):
        for number in sorted(words, reverse=step < 0):
            if number - step not in found and text.pos_name[number] in PUNCTUATION:
                found.discard(number)
    return found


def kept(text: Text, found: Sequence[Found], settings: Settings) -> list[Found]:
    """Those that reach their least score; of two with one cue, or the same words, the better."""
    least = settings.least
    sure = [each for each in found if each.score >= min(least[each.sort], settings.nested, settings.hop)]
    chosen: list[Found] = []
    for each in sorted(sure, key=lambda one: (-one.score, one.head)):
        if not any(_same(each, other) for other in chosen):
            chosen.append(each)
    contents = [frozenset(each.content) for each in chosen]
    order = sorted(range(len(chosen)), key=lambda i: (-len(contents[i]), chosen[i].head))
    # From the widest content on: what is dropped holds nothing.
    left: list[int] = []
    for i in order:
        each = chosen[i]
        outer = [j for j in left if each.head in contents[j]]
        need = least[each.sort]
        if outer:
            closest = chosen[min(outer, key=lambda j: len(contents[j]))]
            need = max(need, settings.hop if is_hop(text, each, closest) else settings.nested)
        if each.score >= need:
            left.append(i)
    return [chosen[i] for i in left]


def parted(text: Text, found: Sequence[Found]) -> list[Found]:
    """Without words that two contents share beyond the other's cue, where neither holds the other: in `praised the dam and vowed to open it` the vow is not praised."""
    made = list(found)
    for number, each in enumerate(found):
        lost = {
            word
            for other in found
            if other is not each and other.head not in each.content and each.head not in other.content
            for word in set(each.content) & set(other.content)
            if min(each.head, word) < other.head < max(each.head, word)
        }
        left = _trimmed(text, set(each.content) - lost)
        if lost and left:
            made[number] = replace(each, content=tuple(sorted(left)))
    return made


def is_hop(text: Text, inner: Found, outer: Found) -> bool:
    """Whether another than the outer's source is said to have said something."""
    if inner.sort or not inner.source:
        return False
    own, above = ({text.lower[i] for i in each.source} for each in (inner, outer))
    return not own & above and not own & {"i", "we"}


def _same(a: Found, b: Found) -> bool:
    if a.head in b.cue or b.head in a.cue:
        return True
    both = len(set(a.content) & set(b.content))
    return both >= 0.8 * max(len(a.content), len(b.content)) and set(a.source) == set(b.source)


def joined(text: Text, found: Sequence[Found]) -> list[Found]:
    """With the quotations that nobody is given and that go on what was quoted right before, in the same line: `"A", she said. "B."`"""
    owned = {int(text.quotation[i]) for each in found for i in each.content if text.quotation[i] != text.quotation[each.head]}
    made = list(found)
    first_word = {int(n): int(i) for i, n in reversed(list(enumerate(text.quotation.tolist()))) if n}
    for number in sorted(set(first_word) - owned, key=lambda n: first_word[n]):
        words = np.flatnonzero(text.quotation == number)
        owner = _goes_on(text, made, words)
        if owner is not None:
            content = _trimmed(text, set(made[owner].content) | set(words.tolist()))
            made[owner] = replace(made[owner], content=tuple(sorted(content)))
    return made


def _goes_on(text: Text, found: Sequence[Found], words: np.ndarray) -> int | None:
    """Which attribution the quotation of these words goes on: it fills whole sentences, and the one before in its line tells of a quotation's source."""
    start = int(words[0]) - 1  # the opening mark
    sentence = text.sentence[start]
    if start < 1 or text.sentence[start - 1] == sentence or text.line[start - 1] != text.line[start]:
        return None
    last = int(words[-1])
    after = last + 2
    if after < len(text.lower) and text.sentence[after] == text.sentence[last] and text.pos_name[after] not in PUNCTUATION:
        return None
    before = int(text.sentence[start - 1])
    near = [
        number
        for number, each in enumerate(found)
        if int(text.sentence[each.head]) == before and not text.quotation[each.head] and any(text.quotation[i] for i in each.content)
    ]
    holding = [
        number for number, each in enumerate(found) if start - 1 in each.content or start - 2 in each.content or start - 3 in each.content
    ]
    own = [
        number
        for number, each in enumerate(found)
        if int(text.sentence[each.head]) == int(sentence) and each.head not in set(words.tolist())
    ]
    if own:
        return None
    return near[-1] if near else holding[0] if holding and any(text.quotation[i] for i in found[holding[0]].content) else None
