"""The names of a document, from the scores of its words: what the network says of one mention counts for the others with the same words.

The network sees a name beside few sentences only. An article says a name several times, and mostly means one thing by it (Gale, Church and Yarowsky 1992: one
sense per discourse). So each sentence is decoded by itself first, and then

* a name's type follows from its own scores and those of its other mentions; a person's full name is evidence for its first and its last word
  alone, and that last word for it;
* a word with a capital that is a name elsewhere in the document may be one here too;
* a name rather goes on with a word that has a capital than ends before it, and ends with no small word and no mark.

Nothing outside the document plays a part. Time is linear in its words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from firsthand.language.model.trees import Scores, best_path

Numbers = NDArray[np.float64]
Key = tuple[str, ...]

# Log odds for a name to go on with a word that has a capital: the network tags each word by itself, and parts names too often.
GOES_ON = 2.5
# Log probability below which a mention says no more: the network is surer than it is right.
FLOOR = -6.0
# A full name is a person's for its first and last word, and a last word for its full name, from this log probability on.
PERSON = -0.7
# No name ends with these.
LAST = frozenset("of the and for in on at to a an by or with from 's ’s ' ’ - – — : , ; ( / & “ ” \"".split())
# A document is written with capitals where more of its sentences than this share begin with one.
CASED = 0.99
# What may stand after a comma in the name of a person.
JUNIOR = (["Jr."], ["Sr."], ["Jr"], ["Sr"])


@dataclass(slots=True)
class _Mention:
    """Words `first` to `end` of the document. `kind`: number of the type, or that of the types: no name. `says`: log probability of each kind."""

    first: int
    end: int
    kind: int
    key: Key
    says: Numbers


def names(sentences: Sequence[Sequence[str]], scores: Sequence[Scores], tags: tuple[str, ...]) -> list[list[int]]:
    """The tag (as index of `tags`) of each word of the sentences of one document; `scores` has (words, tags) for each sentence.

    `tags` is `O`, and then `B-` and `I-` of each type in turn.
    """
    if not sentences:
        return []
    found = _Names([word for words in sentences for word in words], _log_softmax(np.concatenate(scores)), tags, cased=_cased(sentences))
    ends = list(accumulate(len(words) for words in sentences))
    borders = list(zip([0, *ends[:-1]], ends, strict=True))
    for start, end in borders:
        found.read(start, end)
    found.look_again()
    found.decide()
    path = found.tags()
    return [path[start:end] for start, end in borders]


def _cased(sentences: Sequence[Sequence[str]]) -> bool:
    """Whether the document is written with capitals: a name of small letters alone is none there."""
    firsts = [words[0] for words in sentences if words and words[0].isalpha()]
    return sum(word[0].isupper() for word in firsts) > CASED * len(firsts)


def _log_softmax(scores: Scores) -> Scores:
    less: Scores = scores - scores.max(1, keepdims=True)
    less -= np.log(np.exp(less).sum(1, keepdims=True))
    return less


class _Names:
    """The mentions in a document, and the sums of what those with the same words say."""

    def __init__(self, words: list[str], rows: Scores, tags: tuple[str, ...], *, cased: bool) -> None:
        self.words, self.rows, self.all, self.cased = words, rows, tags, cased
        self.types = [tag[2:] for tag in tags[1::2]]
        self.none = len(self.types)
        self.person = self.types.index("PER")
        self.path: list[int] = []
        self.mentions: list[_Mention] = []
        self.sums: dict[Key, Numbers] = {}
        self.counts: dict[Key, int] = {}
        capital = np.array([word[:1].isupper() for word in words], bool)
        self.rows[capital, 2::2] += GOES_ON  # at a sentence's first word no name goes on, so that it changes nothing there

    def read(self, start: int, end: int) -> None:
        """The sentence by itself."""
        path = best_path(self.rows[start:end], self.all)
        self.path += path
        first = start
        for place, (tag, after) in enumerate(pairwise([*path, 0]), start + 1):
            if tag % 2:
                first = place - 1
            if tag and (after == 0 or after % 2):  # the name ends here
                self._add_trimmed(first, place, (tag - 1) // 2)

    def _add_trimmed(self, first: int, end: int, kind: int) -> None:
        if kind == self.person:  # `Ines Varro, D-Harrow`
            end = next(
                (place for place in range(first + 1, end) if self.words[place] == "," and self.words[place + 1 : place + 2] not in JUNIOR),
                end,
            )
        while end > first and self.words[end - 1] in LAST:
            end -= 1
        if end > first and not (self.cased and all(word.islower() for word in self.words[first:end])):
            self._add(first, end, kind)

    def _add(self, first: int, end: int, kind: int) -> None:
        says = np.empty(self.none + 1)
        says[:-1] = self.rows[first, 1::2] + self.rows[first + 1 : end, 2::2].sum(0)
        says[-1] = self.rows[first:end, 0].sum()
        says -= says.max()
        says = np.maximum(says - np.log(np.exp(says).sum()), FLOOR)
        key = tuple(self.words[first:end])
        self.mentions.append(_Mention(first, end, kind, key, says))
        self.sums[key] = self.sums[key] + says if key in self.sums else says
        self.counts[key] = self.counts.get(key, 0) + 1

    def look_again(self) -> None:
        """Words with a capital that are no name by the sentence alone, but are one elsewhere, or a part of a person's: `decide` tells whether they are names."""
        known = {key[0] for key in self.counts if len(key) == 1} | self._persons()[0].keys()
        for place, (word, tag) in enumerate(zip(self.words, self.path, strict=True)):
            if tag == 0 and word in known and word[0].isupper():
                self._add(place, place + 1, self.none)

    def _persons(self) -> tuple[dict[str, float], dict[str, float]]:
        """First and last words of persons' full names, and their names of one word, with the log probability that they are a person's."""
        parts: dict[str, float] = {}
        alone: dict[str, float] = {}
        for mention in self.mentions:
            sure, key = float(mention.says[self.person]), mention.key
            if sure > PERSON:
                kept = parts if len(key) > 1 else alone
                for word in {key[0], key[-1]}:
                    kept[word] = max(kept.get(word, FLOOR), sure)
        return parts, alone

    def decide(self) -> None:
        """The type of each mention: its own scores and those of the others.

        Of n others, which are not independent, the weight is the root of n; it is 1 for a word that was no name, so that it stays none
        where that is surer than the names are.
        """
        parts, alone = self._persons()
        for mention in self.mentions:
            others = self.sums[mention.key] - mention.says
            count = self.counts[mention.key] - 1
            person = (parts if len(mention.key) == 1 else alone).get(mention.key[-1])
            if person is not None:
                others += FLOOR
                others[self.person] += person - FLOOR
                count += 1
            if count and mention.kind != self.none:
                mention.kind = int((mention.says + others / np.sqrt(count))[:-1].argmax())
            elif count:
                mention.kind = self.none - int((mention.says + others / count)[::-1].argmax())  # where all is even: none

    def tags(self) -> list[int]:
        path = [0] * len(self.words)
        for mention in self.mentions:
            if mention.kind != self.none:
                path[mention.first : mention.end] = [2 * mention.kind + 1] + [2 * mention.kind + 2] * (mention.end - mention.first - 1)
        return path
