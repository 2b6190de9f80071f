"""From what the network says of cues and of the words around them to attributions: stretches of words, whole quotations, and which attributions are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from firsthand.language.attribution.borders import Borders
from firsthand.language.attribution.features import Floats, Text
from firsthand.language.attribution.found import PUNCTUATION, Found, trimmed
from firsthand.model import Sort

# Columns of what the network says of a word, given a cue.
NONE, CUE, SOURCE, CONTENT = range(4)
SORTS: tuple[Sort, ...] = ("said", "believed", "intended")
# A stretch of content ends where going on would cost more than this, in log odds.
TURN = 0.7
# A quotation is content as a whole where this share of its words in the cue's sentence is.
HALF = 0.5
# Of two attributions to one source whose contents are so much the same, one is enough.
SAME = 0.8
SMALLEST = 1e-4


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


def attributions(text: Text, cues: Sequence[Read], settings: Settings) -> list[Found]:
    """In the order of their heads."""
    quotations = quoted(text)
    borders = Borders(text)
    found = [borders.mended(made) for cue in cues if cue.score >= settings.lowest and (made := spans(text, quotations, cue, settings))]
    found = parted(text, kept(text, found, settings))
    return sorted(joined(text, quotations, found), key=lambda each: each.head)


def quoted(text: Text) -> dict[int, list[int]]:
    """The words of each quotation, in order."""
    found: dict[int, list[int]] = {}
    for place, number in enumerate(text.quotation.tolist()):
        if number:
            found.setdefault(number, []).append(place)
    return found


def spans(text: Text, quotations: Mapping[int, Sequence[int]], cue: Read, settings: Settings) -> Found | None:
    """The words of one cue's roles in its sentence and in the quotations (`quoted`) that it leads to; None where nothing is said."""
    odds = np.log(np.maximum(cue.roles, SMALLEST)) - np.log(np.maximum(1 - cue.roles, SMALLEST))
    here = cue.head - cue.first
    group = _cue_words(cue.roles, here)
    free = np.ones(len(odds), bool)
    free[list(group)] = False
    source = _best_stretch(np.where(free, odds[:, SOURCE] + settings.source, -9.0))
    free[source[0] : source[1]] = False
    inside = _switched(np.where(free, odds[:, CONTENT] + settings.content, -9.0))
    content = {cue.first + i for i in np.flatnonzero(inside).tolist()}
    content = trimmed(
        text,
        _whole_quotations(
            text, quotations, content, cue, set(range(cue.first + source[0], cue.first + source[1])) | {cue.first + i for i in group}
        ),
    )
    if not content:
        return None
    words = trimmed(text, set(range(cue.first + source[0], cue.first + source[1])))
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


def _whole_quotations(text: Text, quotations: Mapping[int, Sequence[int]], content: set[int], cue: Read, taken: set[int]) -> set[int]:
    """The content with every quotation that it is half of, as a whole; and the one right beside a sentence in which nothing is said."""
    end = cue.first + len(cue.roles)
    own = text.quotation[cue.head]
    found = set(content)
    for number in sorted({int(text.quotation[i]) for i in content} - {0, int(own)}):
        words = [i for i in range(cue.first, end) if text.quotation[i] == number and text.pos_name[i] not in PUNCTUATION]
        if sum(i in content for i in words) >= HALF * len(words):
            found |= set(quotations[number]) - taken
    if not own and not any(text.pos_name[i] not in PUNCTUATION for i in content):
        found |= set(quotations.get(_beside(text, cue.first, end), ()))
    return found


def _beside(text: Text, first: int, end: int) -> int:
    """The number of the quotation that ends right before a sentence or, after a colon or comma, begins right after it; 0 where there is none."""
    before = first - 2  # the word before the closing mark
    if first >= 2 and text.mark[first - 1] and text.quotation[before] and text.line[before] == text.line[first]:
        return int(text.quotation[before])
    if text.lower[end - 1] in (":", ",") and end + 1 < len(text.lower) and text.mark[end] and text.quotation[end + 1]:
        return int(text.quotation[end + 1])
    return 0


def kept(text: Text, found: Sequence[Found], settings: Settings) -> list[Found]:
    """Those that reach their least score; of two with one cue, or the same words, the better."""
    chosen = _apart([each for each in found if each.score >= min(settings.least[each.sort], settings.nested, settings.hop)])
    # From the widest content on: what is dropped holds nothing.
    left: list[Found] = []
    closest: dict[int, Found] = {}  # of those kept so far, by each word of what is said the last, which is the closest
    for each in sorted(chosen, key=lambda one: (-len(one.content), one.head)):
        outer = closest.get(each.head)
        need = settings.least[each.sort]
        if outer is not None:
            need = max(need, settings.hop if is_hop(text, each, outer) else settings.nested)
        if each.score >= need:
            left.append(each)
            closest.update(dict.fromkeys(each.content, each))
    return left


def _apart(found: Sequence[Found]) -> list[Found]:
    """The best first; without what shares its cue, or its source and nearly all of its content, with a better one."""
    chosen: list[Found] = []
    heads: set[int] = set()
    cues: set[int] = set()
    like: dict[tuple[int, frozenset[int]], list[Found]] = {}
    for each in sorted(found, key=lambda one: (-one.score, one.head)):
        source = frozenset(each.source)
        # Two contents that share SAME of the longer share a word among the first of either.
        first = each.content[: len(each.content) - int(SAME * len(each.content)) + 1]
        near = {id(other): other for word in first for other in like.get((word, source), ())}
        if each.head in cues or any(word in heads for word in each.cue) or any(_alike(each, other) for other in near.values()):
            continue
        chosen.append(each)
        heads.add(each.head)
        cues.update(each.cue)
        for word in each.content:
            like.setdefault((word, source), []).append(each)
    return chosen


def _alike(a: Found, b: Found) -> bool:
    return len(set(a.content) & set(b.content)) >= SAME * max(len(a.content), len(b.content))


def parted(text: Text, found: Sequence[Found]) -> list[Found]:
    """Without words that two contents share beyond the other's cue, where neither holds the other: in `praised the dam and vowed to open it` the vow is not praised."""
    holding: dict[int, list[int]] = {}
    for number, each in enumerate(found):
        for word in each.content:
            holding.setdefault(word, []).append(number)
    made = list(found)
    for number, each in enumerate(found):
        own = set(each.content)
        lost = {
            word
            for word in each.content
            for other in holding[word]
            if other != number
            and min(each.head, word) < found[other].head < max(each.head, word)
            and found[other].head not in own
            and each.head not in found[other].content
        }
        left = trimmed(text, own - lost)
        if lost and left:
            made[number] = replace(each, content=tuple(sorted(left)))
    return made


def is_hop(text: Text, inner: Found, outer: Found) -> bool:
    """Whether another than the outer's source is said to have said something."""
    if inner.sort or not inner.source:
        return False
    own, above = ({text.lower[i] for i in each.source} for each in (inner, outer))
    return not own & above and not own & {"i", "we"}


def joined(text: Text, quotations: Mapping[int, Sequence[int]], found: Sequence[Found]) -> list[Found]:
    """With the quotations that nobody is given and that go on what was quoted right before, in the same line: `"A", she said. "B."`"""
    owned = {int(text.quotation[i]) for each in found for i in each.content if text.quotation[i] != text.quotation[each.head]}
    made = list(found)
    near = _Near(text, made)
    for number in sorted(set(quotations) - owned, key=lambda n: quotations[n][0]):
        words = quotations[number]
        owner = _goes_on(text, near, words)
        if owner is not None:
            content = trimmed(text, set(made[owner].content) | set(words))
            made[owner] = replace(made[owner], content=tuple(sorted(content)))
            near.add(text, owner, words)
    return made


class _Near:
    """Which attributions have their cue in a sentence, hold a word, and say something in quotation marks."""

    def __init__(self, text: Text, found: Sequence[Found]) -> None:
        self.heads = [each.head for each in found]
        self.quoting: set[int] = set()
        self.cued: dict[int, list[int]] = {}
        self.holding: dict[int, int] = {}
        for number, each in enumerate(found):
            self.cued.setdefault(int(text.sentence[each.head]), []).append(number)
            self.add(text, number, each.content)

    def add(self, text: Text, number: int, words: Sequence[int]) -> None:
        """More words of what one says; of two that hold a word the first counts."""
        for word in words:
            self.holding[word] = min(number, self.holding.get(word, number))
        if any(text.quotation[i] for i in words):
            self.quoting.add(number)


def _goes_on(text: Text, near: _Near, words: Sequence[int]) -> int | None:
    """Which attribution the quotation of these words goes on: it fills whole sentences, and the one before in its line tells of a quotation's source."""
    start = words[0] - 1  # the opening mark
    sentence = text.sentence[start]
    if start < 1 or text.sentence[start - 1] == sentence or text.line[start - 1] != text.line[start]:
        return None
    last = words[-1]
    after = last + 2
    if after < len(text.lower) and text.sentence[after] == text.sentence[last] and text.pos_name[after] not in PUNCTUATION:
        return None
    if any(text.quotation[near.heads[number]] != text.quotation[words[0]] for number in near.cued.get(int(sentence), ())):
        return None
    before = near.cued.get(int(text.sentence[start - 1]), ())
    asked = [number for number in before if not text.quotation[near.heads[number]] and number in near.quoting]
    if asked:
        return asked[-1]
    holding = min((near.holding[i] for i in (start - 1, start - 2, start - 3) if i in near.holding), default=None)
    return holding if holding in near.quoting else None
