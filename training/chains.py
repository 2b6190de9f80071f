"""Texts with their gold chains: GUM's `Entity=` mentions and the project's own news gold, as offsets in a text, and both as spaCy documents with gold syntax.

A gold mention is found again in any analysis of the text by its head words, so that the same gold serves gold syntax and what a pipeline reads from raw text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from training import gold
from training.corpora import Document, Sentence, mentions, read_conllu, with_mention_names

if TYPE_CHECKING:
    from spacy.tokens import Doc

PERSON, ORGANISATION, OTHER = "person", "organisation", "other"
HE = frozenset("he him his himself".split())
SHE = frozenset("she her hers herself".split())
THEY = frozenset("they them their theirs themselves themself".split())
# What a definite noun phrase begins with.
DEFINITE = frozenset("the this that these those his her its their my our your".split())
CLASSES = ("he", "she", "they", "role")


@dataclass(frozen=True, slots=True)
class GoldMention:
    """Code points of a mention and of its head words; `anaphor` is one of CLASSES, or None."""

    start: int
    end: int
    heads: tuple[tuple[int, int], ...]
    chain: str
    kind: str
    anaphor: str | None = None


@dataclass(frozen=True)
class ChainedText:
    """A text, its gold sentences and mentions in the order of the text; `syntax` with the place of each word where a treebank holds the text."""

    name: str
    text: str
    sentences: tuple[tuple[int, int], ...]
    mentions: tuple[GoldMention, ...]
    syntax: Document | None = None
    places: tuple[tuple[int, int], ...] = ()

    def at(self, start: int, end: int) -> GoldMention | None:
        """The smallest gold mention one of whose head words these code points touch."""
        found = self._by_head.get(start)
        if found is not None:
            return found
        place = bisect_right(self._starts, (end - 1, len(self.text)))
        near = (head for head in self._starts[max(0, place - 4) : place] if head[0] < end and start < head[1])
        return next((self._by_head[head[0]] for head in near), None)

    def covering(self, start: int, end: int) -> GoldMention | None:
        """The smallest gold mention that holds all of these code points: what a pair such as `Varro and Lund` is in the gold."""
        found = [mention for mention in self.mentions if mention.start <= start and end <= mention.end]
        return min(found, key=lambda m: m.end - m.start, default=None)

    @cached_property
    def _by_head(self) -> dict[int, GoldMention]:
        heads: dict[int, GoldMention] = {}
        for mention in sorted(self.mentions, key=lambda m: m.start - m.end):
            for start, _ in mention.heads:
                heads[start] = mention
        return heads

    @cached_property
    def _starts(self) -> list[tuple[int, int]]:
        return sorted({head for mention in self.mentions for head in mention.heads})

    def anaphors(self) -> list[GoldMention]:
        """The mentions to be resolved: he, she, they and definite noun phrases of a chain of a person or organisation, the chain's first mention left out."""
        seen: set[str] = set()
        found = []
        for mention in sorted(self.mentions, key=lambda m: (m.start, -m.end)):
            if mention.anaphor and mention.kind != OTHER and mention.chain in seen:
                found.append(mention)
            seen.add(mention.chain)
        return found


def _anaphor(words: Sequence[str], *, common: bool) -> str | None:
    """The class of a mention of these words; `common`: its head is a common noun."""
    first = words[0].lower()
    if len(words) == 1:
        return next((name for name, forms in (("he", HE), ("she", SHE), ("they", THEY)) if first in forms), None)
    return "role" if common and first in DEFINITE else None


# --- GUM --------------------------------------------------------------------------------------------------------------------------


def read_gum(folder: Path) -> Iterator[ChainedText]:
    """Every document below `folder`, in the order of file names; sentences of a paragraph are joined by a space, paragraphs by a blank line."""
    for file in sorted(folder.glob("*.conllu")):
        for document in read_conllu(file):
            yield gum_text(with_mention_names(document))


def gum_text(document: Document) -> ChainedText:
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    spans: list[tuple[int, int]] = []
    found: list[GoldMention] = []
    at = 0
    for sentence in document.sentences:
        if pieces:
            joint = "\n\n" if sentence.opens else " "
            pieces.append(joint)
            at += len(joint)
        start = at
        here: list[tuple[int, int]] = []
        for number, (word, space) in enumerate(zip(sentence.words, sentence.space_after, strict=True)):
            here.append((at, at + len(word)))
            last = number == len(sentence.words) - 1
            pieces.append(word + " " * (space and not last))
            at += len(pieces[-1])
        spans.append((start, at))
        places += here
        found += _gum_mentions(sentence, here)
    return ChainedText(document.name, "".join(pieces), tuple(spans), tuple(found), document, tuple(places))


def _gum_mentions(sentence: Sentence, places: Sequence[tuple[int, int]]) -> Iterator[GoldMention]:
    assert sentence.upos is not None
    for start, end, fields in mentions(sentence):
        heads = [start + int(number) - 1 for number in fields[5].split(",") if number.isdigit()]
        heads = [head for head in heads if start <= head < end] or [end - 1]
        kind = {"person": PERSON, "organization": ORGANISATION}.get(fields[1], OTHER)
        common = sentence.upos[heads[0]] == "NOUN"
        anaphor = _anaphor(sentence.words[start:end], common=common)
        yield GoldMention(places[start][0], places[end - 1][1], tuple(places[h] for h in heads), fields[0], kind, anaphor)


# --- the project's gold -------------------------------------------------------------------------------------------------------------


def read_news(data: Path, parts: tuple[str, ...]) -> Iterator[ChainedText]:
    """The articles of these parts of the news gold, with the treebank's syntax where they come from one."""
    cache: dict[Path, dict[str, Document]] = {}
    for one in gold.read_gold(data, parts):
        found = tuple(_news_mentions(one))
        document = None
        if one.name.startswith(("gum/", "ewt/")):
            if one.file not in cache:
                cache[one.file] = {d.name: d for d in read_conllu(one.file)}
            document = cache[one.file].get(gold.document_name(one))
        if document is None:
            yield ChainedText(one.name, one.text, one.sentences, found)
            continue
        document = gold.with_names(document, one)
        places: list[tuple[int, int]] = []
        for sentence in document.sentences:
            places += gold.word_places(sentence.words, one.text, places[-1][1] if places else 0)
        yield ChainedText(one.name, one.text, one.sentences, found, document, tuple(places))


def _news_mentions(one: gold.Labelled) -> Iterator[GoldMention]:
    """All chains are of people, organisations or governments; a mention that is no name ends at its head noun (GUIDELINES.md, section 5)."""
    names = {(entity["start"], entity["end"]): entity["type"] for entity in one.labels["entities"]}
    inside = [(entity["start"], entity["end"]) for entity in one.labels["entities"]]
    for chain in one.labels["coreference"]:
        types = [names[start, end] for start, end in chain["mentions"] if (start, end) in names]
        kind = PERSON if "PER" in types else ORGANISATION
        for start, end in sorted(map(tuple, chain["mentions"])):
            words = one.text[start:end].split()
            if (start, end) in names:
                starts = [start, *(start + i + 1 for i, char in enumerate(one.text[start:end]) if char in " \n-")]
                heads = tuple((a, b) for a, b in pairwise([*starts, end]))
                yield GoldMention(start, end, heads, chain["instance"], kind)
                continue
            last = end - len(words[-1])
            common = words[-1][:1].islower() and not any(a < end and last < b for a, b in inside)
            yield GoldMention(start, end, ((last, end),), chain["instance"], kind, _anaphor(words, common=common))


# --- as spaCy documents ---------------------------------------------------------------------------------------------------------------


def gold_doc(one: ChainedText, vocab: Any) -> tuple[Doc, list[tuple[int, int]]]:
    """(the document with the treebank's words, syntax and names, the place of each token in `one.text`). White space with a line end is a token, as in the pipeline."""
    from spacy.tokens import Doc

    assert one.syntax is not None
    columns: dict[str, list[Any]] = {name: [] for name in ("words", "spaces", "pos", "lemmas", "heads", "deps", "ents")}
    places: list[tuple[int, int]] = []
    flat = 0
    for sentence in one.syntax.sentences:
        assert sentence.heads is not None
        assert sentence.upos is not None
        assert sentence.relations is not None
        assert sentence.lemmas is not None
        if places:
            gap = one.text[places[-1][1] : one.places[flat][0]]
            columns["spaces"][-1] = bool(gap)
            if "\n" in gap:
                before = len(places) - 1
                _add(columns, ("\n\n" if "\n\n" in gap else "\n", False, "SPACE", "\n", before, "dep", "O"))
                places.append((places[-1][1], places[-1][1]))
        first = len(places)
        names = sentence.names or ("O",) * len(sentence.words)
        for number, word in enumerate(sentence.words):
            head = sentence.heads[number]
            row = (word, sentence.space_after[number], sentence.upos[number], sentence.lemmas[number],
                   first + (head - 1 if head else number), sentence.relations[number] if head else "root", names[number] or "O")  # fmt: skip
            _add(columns, row)
            places.append(one.places[flat])
            flat += 1
    columns["ents"] = _repaired(columns["ents"])
    doc = Doc(vocab, columns["words"], columns["spaces"], pos=columns["pos"], lemmas=columns["lemmas"], heads=columns["heads"],
              deps=columns["deps"], ents=columns["ents"])  # fmt: skip
    return doc, places


def _add(columns: dict[str, list[Any]], row: tuple[Any, ...]) -> None:
    for column, value in zip(columns.values(), row, strict=True):
        column.append(value)


def _repaired(tags: list[str]) -> list[str]:
    """BIO tags in which every name has its beginning (what is untold may have hidden it)."""
    before, made = "O", []
    for tag in tags:
        made.append("B" + tag[1:] if tag.startswith("I-") and before[1:] != tag[1:] else tag)
        before = made[-1]
    return made
