"""What a number counts that names nothing itself: what a number before it in its sentence counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.extract.amounts import Amount
from firsthand.extract.number_lexicon import Lexicon
from firsthand.extract.tree import Stretch
from firsthand.model import Words

# Words, at most, from one that compares to the amount: those of a hedge.
HEDGE = 5


@dataclass(frozen=True, slots=True)
class Read:
    """An amount that was read in the same sentence: its words, its kind, and what it counts."""

    stretch: Stretch
    kind: str
    of: Stretch | None


@dataclass(frozen=True, slots=True)
class Elided:
    """An amount at some words, of which `top` is that on which the others hang; `earlier`: what was read before it in its sentence."""

    words: Words
    lexicon: Lexicon
    top: int
    stretch: Stretch
    found: Amount
    earlier: Sequence[Read]

    def _last(self, *kinds: str) -> Stretch | None:
        return next((read.of for read in reversed(self.earlier) if read.of is not None and read.kind in kinds), None)

    def row(self) -> Stretch | None:
        """Of one that stands in a row with another, or points back: `three members, Lund will appoint six`; `39 % of these`; `up from 30`."""
        if not self.earlier:
            return None
        words, top, found, start, end = self.words, self.top, self.found, *self.stretch
        up = words.head[top]
        last = self.earlier[-1]
        if (
            found.kind != "count" and words.lower[start - 1] == "or" and last.stretch[1] >= start - 2 and last.of is not None
        ):  # `$5m, or $2 a share`
            return last.of
        row = next((read for read in self.earlier if read.stretch[0] <= up < read.stretch[1]), None)
        if row is not None and up != top and (found.kind != "count" or row.kind == "count") and row.of is not None:
            return row.of
        if last.of is not None and last.stretch[1] == start - 1 and words.text[start - 1] == "(" and found.kind != "count":
            return last.of
        if words.dep[top] in ("conj", "appos", "list", "parataxis") and last.kind == found.kind and last.of is not None:
            return last.of
        if found.kind == "money" and start and words.lower[start - 1] in self.lexicon["pointing"]:
            return self._last("money")
        behind = words.lower[end : end + 2]
        if behind[:1] == ["of"] and behind[1:] and behind[1] in self.lexicon["pointing"]:
            return self._last("count")
        if self._compared() or (start > last.stretch[1] and words.lower[start - 1] in self.lexicon["others"]):
            return self._last(found.kind)
        return self._count() if found.kind == "count" and not found.part else None

    def _count(self) -> Stretch | None:
        words, top, end = self.words, self.top, self.stretch[1]
        if top + 1 < len(words.lower) and words.head[top] == top + 1 and words.lower[top + 1] in self.lexicon["more"]:  # `saved 200 more`
            top += 1
        if words.dep[top] not in ("obj", "nsubj", "nsubj:pass", "conj"):
            return None
        after = words.pos[end] if end < len(words.pos) else "PUNCT"
        if after in ("PUNCT", "SPACE") or words.lower[end] in self.lexicon["more"]:
            return self._last("count")
        verb = words.head[top]
        if (
            words.pos[end] in ("AUX", "VERB")
            and words.dep[top] != "obj"
            and verb != top
            and (words.lemma[verb] not in self.lexicon["harming"] or words.lemma[self._verb_before()] in self.lexicon["harming"])
        ):  # `12 boats were bought and 30 were built`
            return self._last("count")
        return self._last("count") if self._of_all() else None

    def _verb_before(self) -> int:
        """The word on which hangs what the last count before counts."""
        of = self._last("count")
        return self.words.head[of[1] - 1] if of else self.top

    def _of_all(self) -> bool:
        """`Of the 230 passengers, 40 slept`."""
        words, place = self.words, self.earlier[-1].stretch[0] - 1
        place -= place > 0 and words.pos[place] == "DET"
        return (
            place >= 0
            and words.lower[place] == "of"
            and (place == 0 or words.sentence[place - 1] != words.sentence[place] or words.pos[place - 1] in ("PUNCT", "CCONJ", "SCONJ"))
        )

    def _compared(self) -> bool:
        """`compared with about $3m`, `up from 30`."""
        words, start = self.words, self.stretch[0]
        for place in range(start - 1, max(self.earlier[-1].stretch[1] - 1, start - 1 - HEDGE), -1):
            lower = words.lower[place]
            if lower in self.lexicon["comparing"] or (lower == "from" and words.lower[place - 1] in self.lexicon["comparing_from"]):
                return True
            if words.pos[place] in ("NOUN", "PROPN", "VERB", "PUNCT", "PRON"):
                return False
        return False

    def share(self, noun: int) -> Stretch | None:
        """Of `a 20 % share`, `a 6 % rise`, where nothing after the noun tells: what another share in the sentence is of, or the amount that it is said of."""
        if self.found.kind != "percent" or self.words.lower[noun] not in self.lexicon["shares"] or not self.earlier:
            return None
        behind = self.words.lower[noun + 1 : noun + 2]
        if behind == ["in"] or (behind == ["of"] and noun > self.stretch[0]):
            return None
        named = self._last("percent")
        up, said = self.words.head[noun], self.words.dep[noun] in ("appos", "parataxis", "list")
        if said and named is None:
            named = next((read.of for read in reversed(self.earlier) if read.of and read.of[0] <= up < read.of[1]), None)
        if named is None and self.words.lemma[up] in self.lexicon["measuring"] and self.words.dep[up] in ("advcl", "acl"):
            named = self._last("count", "money", "measure")
        return named

    def otherwise(self) -> Stretch | None:
        """Where the clause tells nothing: `while the bank had expected 77 cents`, `those of Lund rose 3 %`, `8 % by Varro and 2 % by Lund`."""
        words, kind, up = self.words, self.found.kind, self.words.head[self.top]
        if kind not in ("money", "percent") or not self.earlier:
            return None
        if words.lemma[up] in self.lexicon["expecting"] or (kind == "percent" and words.dep[self.top] in ("nsubj", "nsubj:pass")):
            return self._last(kind)
        if any(
            words.lower[place] in self.lexicon["those"] and words.head[place] == up
            for place in range(self.earlier[-1].stretch[1], self.stretch[0])
            if words.dep[place] == "nsubj"
        ):
            return self._last(kind)
        return self._last(kind) if self._follower(self.stretch) == self._follower(self.earlier[-1].stretch) == "by" else None

    def _follower(self, stretch: Stretch) -> str:
        return self.words.lower[stretch[1]] if stretch[1] < len(self.words.lower) else ""
