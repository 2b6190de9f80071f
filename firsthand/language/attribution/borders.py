"""Where the tree tells better than the network where a source or what is said begins and ends: whole phrases, whole clauses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from firsthand.language.attribution.features import Text
from firsthand.language.attribution.found import Found, trimmed

# What the network calls said is the clause that the tree gives, where they have so much of their words in common.
ALIKE = 0.3
# Relations by which a word belongs to the noun phrase around it.
INSIDE = frozenset(("flat", "compound", "amod", "det", "nummod", "nmod:desc", "nmod:poss", "goeswith"))
# What hangs on a noun and is no part of its phrase, unless the network takes it for one.
OUTSIDE = frozenset("case punct cop mark advmod nsubj nsubj:pass aux advcl parataxis obl acl acl:relcl appos conj cc".split())
DASHES = frozenset(("--", "–", "—"))
# The subject of their passive is whom it is said to or of, not who says it.
DONE_TO = frozenset(
    "accuse charge blame credit criticise criticize praise expect believe think allege report rumour rumor ask tell urge order advise warn invite inform".split()
)
CLAUSE_WORDS = frozenset(("that", "whether", "if"))


class Borders:
    """The trees of a text, asked for what hangs on a word."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.head: list[int] = text.head.tolist()
        self.begins = frozenset(first for first, _ in text.bounds)
        self.children: list[list[int]] = [[] for _ in self.head]
        for word, head in enumerate(self.head):
            if head != word:
                self.children[head].append(word)

    def mended(self, found: Found) -> Found:
        found = self._without_frame(found)
        found = self._whole_clause(found)
        found = self._whole_content(found)
        return self._whole_phrase(found)

    def _without_frame(self, found: Found) -> Found:
        """What stands between a cue and its `that` tells when and where it was said: `said over the weekend that`."""
        cue = set(found.cue)
        marks = (
            word
            for word in found.content
            if word > found.cue[-1] and self.text.lower[word] in CLAUSE_WORDS and self.text.dep[word] == "mark"
            and self.text.dep[self.head[word]] == "ccomp" and self.head[self.head[word]] in cue
        )  # fmt: skip
        mark = next(marks, None)
        if mark is None:
            return found
        content = tuple(word for word in found.content if not found.cue[-1] < word < mark)
        return replace(found, content=content)

    def _whole_clause(self, found: Found) -> Found:
        """The clause that hangs on the cue, or all of the sentence that the cue's clause is put after; not where something is quoted."""
        taken = {*found.cue, *found.source}
        below = [child for word in found.cue for child in self.children[word] if self.text.dep[child] == "ccomp"]
        after = [word for word in found.cue if self.text.dep[word] == "parataxis"]
        if len(below) == 1:
            clause = self.below(below[0])
        elif after:
            clause = self.below(self.head[after[0]], (after[0],))
        else:
            return found
        words = trimmed(self.text, clause - taken)
        both = len(words & set(found.content))
        if not words or both < ALIKE * len(words | set(found.content)) or any(self.text.quotation[word] for word in words):
            return found
        return replace(found, content=tuple(sorted(words)))

    def _whole_content(self, found: Found) -> Found:
        """What is said begins and ends with no part of a noun phrase: `in the coming` weeks."""
        content = set(found.content)
        taken = {*found.cue, *found.source}
        last, after = found.content[-1], self._beyond(found.content[-1], 1)
        while after not in taken and any(self._tells_of(word, after) for word in range(max(last - 2, 0), last + 1) if word in content):
            content.update(range(last + 1, after + 1))
            last, after = after, self._beyond(after, 1)
        before = self._beyond(found.content[0], -1)
        while before >= 0 and before not in taken and self._part_of(before, content):
            content.update(range(before, min(content)))
            before = self._beyond(before, -1)
        return replace(found, content=tuple(sorted(content)))

    def _tells_of(self, word: int, noun: int) -> bool:
        return self.head[word] == noun and self.text.dep[word] in INSIDE

    def _part_of(self, word: int, content: set[int]) -> bool:
        """Whether it belongs to a noun of the content, itself or by the noun that it marks: `Varro 's`."""
        head = self.head[word]
        if self.text.dep[word] == "case" and self.text.dep[head] == "nmod:poss":
            return self.head[head] in content
        return self.text.dep[word] in INSIDE and head in content and self.text.pos_name[head] in ("NOUN", "PROPN")

    def _beyond(self, word: int, step: int) -> int:
        """The next word of the sentence that is no mark; -1 where there is none."""
        place = word + step
        while 0 <= place < len(self.head) and self.text.sentence[place] == self.text.sentence[word]:
            if not self.text.mark[place]:
                return place
            place += step
        return -1

    def _whole_phrase(self, found: Found) -> Found:
        """A source grows to the noun phrase that it is a part of."""
        if not found.source:
            return found
        taken = {*found.cue, *found.content}
        head = self._noun(found.source, taken)
        out = [child for child in self.children[head] if self.text.dep[child] in OUTSIDE and child not in found.source]
        phrase = self.below(head, out) - taken
        first = last = head
        while first - 1 in phrase:
            first -= 1
        while last + 1 in phrase:
            last += 1
        first, last = min(first, found.source[0]), max(last, found.source[-1])
        words = self._closed({word for word in range(first, last + 1) if word not in taken}, taken)
        if self.text.dep[head] == "nsubj:pass" and self.head[head] in found.cue and self.text.lemma[self.head[head]] in DONE_TO:
            return replace(found, source=())
        return replace(found, source=tuple(sorted(words)))

    def _noun(self, source: Sequence[int], taken: set[int]) -> int:
        """The noun at the top of the words, or the one that they tell of."""
        inside = set(source)
        tops = [word for word in source if self.head[word] not in inside or self.head[word] == word]
        nouns = [word for word in tops if self.text.pos_name[word] in ("NOUN", "PROPN", "PRON")]
        head = (nouns or tops)[0]
        while self.text.dep[head] in INSIDE and self.head[head] not in taken and self.text.pos_name[self.head[head]] in ("NOUN", "PROPN"):
            head = self.head[head]
        return head

    def _closed(self, words: set[int], taken: set[int]) -> set[int]:
        """Without marks at the borders, nor the `by` of a passive; a bracket that is opened is closed."""
        lower = self.text.lower
        made = trimmed(self.text, words)
        first, last = min(made, default=-1), max(made, default=-1)
        if len(made) > 1 and lower[first] == "by" and self.text.dep[first] == "case":
            made.discard(first)
        if first in self.begins:  # `HARROW -- Ines Varro`
            dash = next((word for word in sorted(made) if lower[word] in DASHES), None)
            if dash is not None and all(self.text.pos_name[word] == "PROPN" for word in made if word < dash and lower[word].isalpha()):
                made = {word for word in made if word > dash}
        if sum(lower[word] == "(" for word in made) > sum(lower[word] == ")" for word in made):
            end = next((word for word in range(last + 1, min(last + 6, len(lower))) if lower[word] == ")"), None)
            if end is not None and not taken & set(range(last + 1, end + 1)):
                made |= set(range(last + 1, end + 1))
        return made

    def below(self, word: int, without: Iterable[int] = ()) -> set[int]:
        """A word and all that hangs on it, apart from what hangs on the words left out."""
        out = set(without)
        found: set[int] = set()
        todo = [word]
        while todo:
            now = todo.pop()
            if now not in out:
                found.add(now)
                todo += self.children[now]
        return found
