"""The sentence trees of one article, with its chains on them: what the functions that describe attributions ask of a `model.Analysed`.

Everything is in numbers of words. A group is an ascending tuple of them; a stretch is half-open. Labels are those of Universal Dependencies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from firsthand.model import Analysed, Chain, ChainLink, Language, Sort, Span, Words

Group = tuple[int, ...]
Stretch = tuple[int, int]
NOUNS = frozenset(("NOUN", "PROPN", "PRON"))
# Relations by which a word is one more part of a name or of a noun's own phrase.
# Marks that belong to no phrase where they stand at its end.
LOOSE = frozenset((",", ".", ";", ":", "-", "–", "—", "--", "!", "?", "…", "...", '"', "“", "”", "``", "''"))
GOVERNMENTS = "governments."
SAME_THING = frozenset(("flat", "compound", "appos", "nmod:desc", "list", "dep", "goeswith"))


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution whose words are known; `head`: the word of the cue that the others hang on. Compatible with `model.Proposal`."""

    head: int
    cue: Group
    source: Group
    content: Group
    sort: Sort


class Tree:
    """An article's words with what hangs on each, and the link of a chain whose head a word is."""

    def __init__(self, article: Analysed, rules: Language) -> None:
        self.article = article
        self.rules = rules
        self.words: Words = article.syntax
        self.chains: tuple[Chain, ...] = article.chains
        self.children: list[list[int]] = [[] for _ in self.words.head]
        for place, head in enumerate(self.words.head):
            if head != place:
                self.children[head].append(place)

    @cached_property
    def links(self) -> dict[int, list[tuple[Chain, ChainLink]]]:
        """By head word: the mentions there with their chains; groups (`Varro and Lund`) left out."""
        found: dict[int, list[tuple[Chain, ChainLink]]] = {}
        for chain in self.chains:
            for link in chain.links:
                if link.kind != "group":
                    found.setdefault(link.head, []).append((chain, link))
        return found

    @cached_property
    def governments(self) -> dict[tuple[str, ...], tuple[str, str]]:
        """Names of countries, capitals, peoples and seats, lower case, with the country and what the name is to it; a name of two countries is left out."""
        found: dict[tuple[str, ...], tuple[str, str]] = {}
        twice: set[tuple[str, ...]] = set()
        for key, names in self.rules.phrases.items():
            if not key.startswith(GOVERNMENTS):
                continue
            country, _, role = key.removeprefix(GOVERNMENTS).rpartition(".")
            for name in names:
                if found.setdefault(name, (country, role))[0] != country:
                    twice.add(name)
        return {name: value for name, value in found.items() if name not in twice}

    @cached_property
    def names(self) -> list[tuple[Chain, ChainLink]]:
        """Mentions by name, in the order of the text."""
        found = [(chain, link) for chain in self.chains for link in chain.links if link.kind == "name"]
        return sorted(found, key=lambda each: each[1].start)

    @cached_property
    def fuller(self) -> dict[tuple[str, ...], list[Chain]]:
        """People by each ending of their fullest name: lower case, straight apostrophes, without its first word or more."""
        found: dict[tuple[str, ...], list[Chain]] = {}
        for chain in self.chains:
            if chain.label == "PER" and chain.name:
                name = self.plain(chain.name)
                for start in range(1, len(name)):
                    found.setdefault(name[start:], []).append(chain)
        return found

    def plain(self, name: Stretch) -> tuple[str, ...]:
        return tuple(word.replace("’", "'") for word in self.words.lower[slice(*name)])

    @cached_property
    def titles(self) -> dict[str, list[tuple[Chain, ChainLink, frozenset[str]]]]:
        """What people are called beside their names: by the last word of it, the person and all its words, lower case."""
        words = self.words
        found: dict[str, list[tuple[Chain, ChainLink, frozenset[str]]]] = {}
        for chain, link in self.names:
            if chain.label != "PER":
                continue
            start = link.start
            while start and words.sentence[start - 1] == words.sentence[link.start] and words.pos[start - 1] in ("NOUN", "PROPN", "ADJ"):
                start -= 1
            called = [(link.start - 1, range(start, link.start))] if start < link.start else []
            beside = [child for child in self.under(link.head, "appos") if words.pos[child] == "NOUN"]
            if words.dep[link.head] == "appos" and words.pos[words.head[link.head]] == "NOUN":
                beside.append(words.head[link.head])
            called += [(child, range(self.below(child)[0], child + 1)) for child in beside]
            for head, group in called:
                found.setdefault(words.lower[head], []).append((chain, link, frozenset(words.lower[i] for i in group)))
        return found

    def is_(self, place: int, *lists: str) -> bool:
        """Whether the word is in one of the language's lists."""
        return any(self.words.lower[place] in self.rules[name] for name in lists)

    def lemma_is(self, place: int, *lists: str) -> bool:
        return any(self.words.lemma[place] in self.rules[name] for name in lists)

    def under(self, place: int, *relations: str) -> list[int]:
        """The words that hang on a word by one of these relations, subtypes only where they are named."""
        return [child for child in self.children[place] if self.words.dep[child] in relations]

    def below(self, place: int, without: Iterable[int] = ()) -> Group:
        """A word and all that hangs on it, apart from what hangs on the words left out; white space is no word."""
        out = set(without)
        found: list[int] = []
        todo = [place]
        while todo:
            now = todo.pop()
            if now in out:
                continue
            if self.words.pos[now] != "SPACE":
                found.append(now)
            todo += self.children[now]
        return tuple(sorted(found))

    def above(self, place: int) -> Iterator[int]:
        """The words that a word hangs on, nearest first, up to the root."""
        for _ in range(len(self.words.head)):
            up = self.words.head[place]
            if up == place:
                return
            place = up
            yield place

    def head(self, group: Sequence[int]) -> int:
        """The word of a group that hangs on none of the others: a noun or pronoun before others, marks last; the first of equals."""
        inside = set(group)
        tops = [place for place in group if self.words.head[place] not in inside or self.words.head[place] == place]
        order = {"PUNCT": 3, "SPACE": 4, "ADP": 2, "DET": 2}
        return min(
            tops or list(group), key=lambda place: (order.get(self.words.pos[place], 0 if self.words.pos[place] in NOUNS else 1), place)
        )

    def span(self, stretch: Stretch) -> Span:
        return Span(self.words.start[stretch[0]], self.words.end[stretch[1] - 1])

    def text(self, stretch: Stretch) -> str:
        span = self.span(stretch)
        return self.article.words(span.start, span.end)

    def sentence(self, place: int) -> Stretch:
        """The stretch of the sentence that holds a word."""
        number = self.words.sentence[place]
        start = end = place
        while start and self.words.sentence[start - 1] == number:
            start -= 1
        while end < len(self.words.sentence) and self.words.sentence[end] == number:
            end += 1
        return start, end

    def trimmed(self, start: int, end: int) -> Stretch | None:
        """Without white space and marks at its ends, or a bracket that opens at the last; None where nothing is left."""
        pos, text = self.words.pos, self.words.text
        while start < end and (pos[start] == "SPACE" or text[start] in LOOSE):
            start += 1
        while end > start and (pos[end - 1] == "SPACE" or text[end - 1] in LOOSE or text[end - 1] in ("(", "[")):
            end -= 1
        return (start, end) if start < end else None

    def stretch(self, group: Iterable[int]) -> Stretch | None:
        """From the first word of a group to its last, trimmed."""
        found = list(group)
        return self.trimmed(min(found), max(found) + 1) if found else None


def is_document(tree: Tree, head: int) -> bool:
    """A writing, a law, a poll: it has no speaker."""
    if any(chain.label == "PER" for chain, _ in tree.links.get(head, ())) or tree.is_(head, "outlets", "outlet_nouns"):
        return False
    return tree.words.pos[head] in ("NOUN", "PROPN") and (
        tree.is_(head, "documents") or tree.lemma_is(head, "documents", "sources.documents")
    )


def is_outlet(tree: Tree, name: Stretch) -> bool:
    """`the Harrow Post`, `Harrow News Agency`: the name is one of an outlet, its last word or a noun after it says so."""
    words = tree.words
    called = tuple(words.lower[name[0] : name[1]])
    if (
        called in tree.rules.phrases["sources.outlet_names"]
        or called[-1] in tree.rules["outlets"]
        or called[-1] in tree.rules["sources.outlet_endings"]
    ):
        return True
    return (
        name[1] < len(words.lower)
        and words.sentence[name[1]] == words.sentence[name[0]]
        and words.lower[name[1]] in tree.rules["sources.outlets"]
    )


def enclosing(found: Sequence[Found]) -> list[int | None]:
    """For each attribution the number of the smallest other whose content holds its cue and more words than its own content; None: the outermost."""
    contents = [frozenset(each.content) for each in found]
    holding: dict[int, list[int]] = {}
    for number in sorted(range(len(found)), key=lambda i: len(contents[i])):
        for place in contents[number]:
            holding.setdefault(place, []).append(number)
    return [
        next(
            (i for i in holding.get(each.head, ()) if i != number and contents[i] > contents[number] and contents[i].issuperset(each.cue)),
            None,
        )
        for number, each in enumerate(found)
    ]
