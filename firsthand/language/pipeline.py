"""A text into a spaCy `Doc`: spaCy's words, our sentences, and the language model's parts of speech, lemmas, trees, names and vectors.

Labels are those of Universal Dependencies (https://universaldependencies.org) and of CoNLL 2003 (PER, ORG, LOC, MISC).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from firsthand.language import language
from firsthand.language.model.lemmas import Rules, lemma, read_rules
from firsthand.language.model.names import names
from firsthand.language.model.network import FOLDER, LONGEST_ROW, Floats, Network, Reading, network
from firsthand.language.model.trees import best_tree
from firsthand.language.model.vectors import SKETCH, sentence_vector
from firsthand.language.paragraphs import paragraphs
from firsthand.language.sentences import sentences as split
from firsthand.language.words import words
from firsthand.model import Page, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

# Places (wordpieces) of a row: sentences that follow one another are read together, each beside its neighbours. 0: each alone.
WINDOW = 128
# A sentence of more places is cut.
LONGEST_SENTENCE = 254
# Log odds that a sentence begins at a word although no mark ended one before it.
BEGINS = 0.0
# Where `Doc.user_data` holds one vector a sentence, of length 1: (sentences, 512).
VECTORS = "sentence_vectors"

Pipeline = Callable[..., "Doc"]


class Unit(NamedTuple):
    """A sentence on its way through: the numbers of its tokens, and their words."""

    places: list[int]
    words: list[str]


class Annotated(NamedTuple):
    """What is known of the words of one sentence: UPOS tags, lemmas, heads (0: the root, 1: the first word), relations, BIO tags of names."""

    upos: list[str]
    lemmas: list[str]
    heads: list[int]
    relations: list[str]
    names: list[str]


def english(text: str, sentences: Sequence[Span] | None = None, *, window: int = WINDOW) -> Doc:
    """`sentences` are spans of `text`, in order (without: those that the rules find); the network may part one of them further.

    Raises `UnreadableInput` for a text that is too long.
    """
    doc = words(text)
    net = network()
    tokens = _Tokens(doc)
    filled = _Columns(doc, tokens, net)
    for unit, reading in _read(_units(tokens, sentences_of(text) if sentences is None else sentences, net), net, window):
        filled.sentence(unit, reading)
    filled.name()
    filled.store(doc)
    return doc


def annotated(sentences: Sequence[Sequence[str]], *, window: int = WINDOW) -> list[Annotated]:
    """The same for the sentences of one document whose words are given; none of them is parted.

    One that is too long for a row is read in pieces, a root for each.
    """
    net = network()
    labels = net.labels
    cut = [list(_cut(Unit(list(range(len(some))), list(some)), net)) for some in sentences]
    readings = net.read([[unit.words for unit in row] for row in _rows([unit for units in cut for unit in units], net, window)])
    found, scores = [], []
    for units in cut:
        whole = Annotated([], [], [], [], [])
        for unit in units:
            reading = next(readings)
            upos, lemmas, heads, relations = _layers(unit.words, reading, net)
            scores.append(reading.names.copy())  # alone, not with the whole call that it is a part of
            whole.upos.extend(labels.upos[i] for i in upos)
            whole.lemmas.extend(lemmas)
            whole.heads.extend(int(head) and int(head) + unit.places[0] for head in heads)
            whole.relations.extend(labels.relations[i] for i in relations)
        found.append(whole)
    tags = iter(names([unit.words for units in cut for unit in units], scores, labels.names))
    for whole, units in zip(found, cut, strict=True):
        whole.names.extend(labels.names[i] for _ in units for i in next(tags))
    return found


def sentences_of(text: str) -> tuple[Span, ...]:
    """The sentences of English plain text by rule, its lines being paragraphs."""
    page = Page("", text, "en", None, (), ())
    return split(text, paragraphs(page), language(page.language))


class _Tokens:
    """The words of a `Doc` as columns: spaCy makes each token anew whenever it is asked for."""

    def __init__(self, doc: Doc) -> None:
        from spacy import attrs

        strings = doc.vocab.strings
        names, sizes, spaces, blank = doc.to_array([attrs.ORTH, attrs.LENGTH, attrs.SPACY, attrs.IS_SPACE]).T
        self.texts: list[str] = [strings[name] for name in names.tolist()]
        self.orth = names
        self.blank: list[bool] = blank.astype(bool).tolist()
        self.starts: list[int] = [0, *np.cumsum(sizes + spaces).tolist()]


def _units(tokens: _Tokens, sentences: Sequence[Span], net: Network) -> list[Unit]:
    """The words of each sentence, white space left out, in pieces that a row can hold."""
    texts, blank, starts = tokens.texts, tokens.blank, tokens.starts
    units: list[Unit] = []
    before = 0
    for start, end in [*((s.start, s.end) for s in sentences), (starts[-1], starts[-1])]:
        first, last = bisect_left(starts, start, hi=len(texts)), bisect_left(starts, end, hi=len(texts))
        for a, b in ((before, first), (first, last)):  # what no sentence covers is a sentence of its own
            places = [i for i in range(max(a, before), b) if not blank[i]]
            units += _cut(Unit(places, [texts[i] for i in places]), net)
        before = max(before, last)
    return units


def _cut(unit: Unit, net: Network) -> Iterator[Unit]:
    first = used = 0
    for number, word in enumerate(unit.words):
        size = len(net.pieces.of(word))
        if used + size > LONGEST_SENTENCE - 2:
            yield Unit(unit.places[first:number], unit.words[first:number])
            first, used = number, 0
        used += size
    if first < len(unit.words):
        yield Unit(unit.places[first:], unit.words[first:])


def _read(units: Sequence[Unit], net: Network, window: int) -> Iterator[tuple[Unit, Reading]]:
    """Each sentence with its reading, one row after the other. A row in which a sentence is parted is read again, with the parts as sentences."""
    rows = list(_rows(units, net, window))
    readings = net.read([[unit.words for unit in row] for row in rows])
    for row in rows:
        found = [(unit, next(readings)) for unit in row]
        parts = [part for unit, reading in found for part in _parted(unit, reading)]
        if len(parts) == len(row):
            yield from found
        else:
            again = list(_rows(parts, net, window))
            yield from zip(parts, net.read([[unit.words for unit in some] for some in again]), strict=True)


def _rows(units: Sequence[Unit], net: Network, window: int) -> Iterator[list[Unit]]:
    """Sentences that follow one another, as many as `window` places hold; at least one."""
    most = min(window, LONGEST_ROW)
    row: list[Unit] = []
    used = 1
    for unit in units:
        size = net.places(unit.words)
        if row and used + size > most:
            yield row
            row, used = [], 1
        row.append(unit)
        used += size
    if row:
        yield row


def _parted(unit: Unit, reading: Reading) -> list[Unit]:
    """The sentence, parted where the network says that another begins inside."""
    cuts = [0, *(int(i) for i in np.flatnonzero(reading.begins > BEGINS) if i), len(unit.words)]
    return [Unit(unit.places[a:b], unit.words[a:b]) for a, b in pairwise(cuts)]


Numbers = NDArray[np.int64]


def _layers(words: Sequence[str], reading: Reading, net: Network) -> tuple[Numbers, list[str], Numbers, Numbers]:
    """(UPOS, lemmas, heads, relations); labels as indices of the network's."""
    heads = best_tree(reading.arcs)
    upos = reading.upos.argmax(1)
    lemmas = [_lemma(word, net.labels.upos[tag]) for word, tag in zip(words, upos, strict=True)]
    return upos, lemmas, heads, net.relations(reading, heads)


class _Columns:
    """One number a token for each attribute that a `Doc` takes; white space hangs on the token before it."""

    def __init__(self, doc: Doc, tokens: _Tokens, net: Network) -> None:
        self.net = net
        self.strings = doc.vocab.strings
        self.upos = np.array([self.strings.add(name) for name in net.labels.upos], np.uint64)
        self.relations = np.array([self.strings.add(name) for name in net.labels.relations], np.uint64)
        self.kinds = [(IOB[tag[0]], self.strings.add(tag[2:]) if tag[2:] else 0) for tag in net.labels.names]
        count = len(doc)
        self.tag = np.full(count, self.strings.add("SPACE"), np.uint64)
        self.dep = np.full(count, self.strings.add("dep"), np.uint64)
        self.head = np.full(count, -1, np.int64)
        self.lemma = np.zeros(count, np.uint64)
        self.iob = np.full(count, IOB["O"], np.uint64)
        self.kind = np.zeros(count, np.uint64)
        self.states = np.zeros((count, net.width), np.float16)
        self.vectors: list[Floats] = []
        self.units: list[Unit] = []
        self.names: list[Floats] = []
        blank = np.flatnonzero(tokens.blank)
        self.lemma[blank] = tokens.orth[blank]
        leading = next((number for number, place in enumerate(blank) if number != place), len(blank))
        leading = 0 if leading == count else leading  # nothing but white space: its first token is the root
        self.head[: leading + 1] = np.arange(leading, leading - len(self.head[: leading + 1]), -1)

    def sentence(self, unit: Unit, reading: Reading) -> None:
        upos, lemmas, heads, relations = _layers(unit.words, reading, self.net)
        places = np.array(unit.places)
        self.tag[places] = self.upos[upos]
        self.dep[places] = self.relations[relations]
        self.head[places] = np.where(heads > 0, places[np.maximum(heads, 1) - 1] - places, 0)
        self.lemma[places] = [self.strings.add(lemma) for lemma in lemmas]
        self.states[places] = reading.states
        tags = (self.net.labels.upos[tag] for tag in upos)
        self.vectors.append(sentence_vector(reading.meaning, zip(lemmas, tags, strict=True)))
        self.units.append(unit)
        self.names.append(reading.names.copy())  # alone, not with the whole call that it is a part of

    def name(self) -> None:
        """The names, when every sentence has been read."""
        tags = names([unit.words for unit in self.units], self.names, self.net.labels.names)
        for unit, path in zip(self.units, tags, strict=True):
            before = 0
            for place, tag in zip(unit.places, path, strict=True):
                mark, kind = self.kinds[tag]
                first = before + 1 if mark == IOB["I"] else place  # white space inside a name is a part of it
                self.iob[first : place + 1], self.kind[first : place + 1] = mark, kind
                before = place

    def store(self, doc: Doc) -> None:
        from spacy import attrs

        given = [attrs.POS, attrs.LEMMA, attrs.HEAD, attrs.DEP, attrs.ENT_IOB, attrs.ENT_TYPE]
        columns = [self.tag, self.lemma, self.head.astype(np.uint64), self.dep, self.iob, self.kind]
        if len(doc):
            doc.from_array(given, np.stack(columns, 1))  # type: ignore[arg-type]  # its types do not know NumPy's
        doc.tensor = self.states  # type: ignore[assignment]  # spaCy takes any array
        doc.user_data[VECTORS] = np.stack(self.vectors) if self.vectors else np.zeros((0, self.net.width + SKETCH), np.float32)


# spaCy's own numbers for inside, outside, begin.
IOB = {"I": 1, "O": 2, "B": 3}


@lru_cache(maxsize=50_000)
def _lemma(word: str, tag: str) -> str:
    return lemma(word, tag, _lemma_rules())


@cache
def _lemma_rules() -> Rules:
    return read_rules(FOLDER.joinpath("lemmas.tsv").read_text(encoding="utf-8"))
