"""What the network is told of words and of pairs of words besides the encoder's states: rows of noughts and ones, made from columns.

Labels are those of Universal Dependencies. White space is no word here: `Text` leaves it out and keeps the numbers of the words that stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from firsthand.language.attribution.lexicon import NOUNS, lexicon
from firsthand.model import Words

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float32]

POS = ("", *"ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split())
# Relations that are told apart; a subtype that is not here counts as its main type, what is not here at all as `other`.
RELATIONS = (
    "other", "root", "nsubj", "nsubj:pass", "csubj", "ccomp", "xcomp", "obj", "iobj", "obl", "obl:agent", "obl:unmarked", "nmod", "nmod:poss", "nmod:desc", "amod",
    "advmod", "advcl", "acl", "acl:relcl", "appos", "conj", "cc", "parataxis", "mark", "case", "aux", "aux:pass", "cop", "det", "expl", "punct", "compound",
    "compound:prt", "flat", "fixed", "discourse", "vocative", "dislocated", "nummod", "orphan", "list",
)  # fmt: skip
CLAUSES = ("ccomp", "xcomp", "acl", "advcl", "csubj", "parataxis")
CHILDREN = (
    "nsubj", "nsubj:pass", "csubj", "ccomp", "xcomp", "obj", "iobj", "obl", "obl:agent", "nmod", "nmod:poss", "nmod:desc", "amod", "advmod", "advcl", "acl", "acl:relcl",
    "appos", "conj", "parataxis", "mark", "case", "aux", "aux:pass", "cop", "det", "expl", "compound:prt", "discourse", "obl:unmarked",
)  # fmt: skip
# What leads a clause or a phrase.
MARKS = ("", "to", "that", "whether", "if", "because", "as", "when", "while", "after", "before", "since", "although", "for", "other")
CASES = (
    "", "of", "to", "in", "for", "on", "with", "at", "by", "from", "about", "as", "against", "over", "into", "after", "during", "between", "toward", "regarding", "than",
    "like", "under", "'s", "other",
)  # fmt: skip
# Words beside a cue that tell much.
NEAR = (
    "", "that", "to", "of", "for", "on", "in", "with", "at", "by", "from", "about", "as", "against", "over", "out", "up", "back", "down", "off", "it", "the", "a", "how", "why",
    "what", "who", "if", "whether", "not", ",", ":", ".", "-", "(", ")", '"', "'", "and", "or", "but", "is", "was", "be", "been", "has", "have", "had", "his", "their", "her", "'s", "i", "he",
    "she", "they", "we", "you", "so", "other",
)  # fmt: skip
WHO = (
    "", "first", "second", "third", "it", "relative", "demonstrative", "somebody", "per", "org", "loc", "misc", *NOUNS, "plural noun", "noun", "name", "number", "verb",
    "adjective", "other",
)  # fmt: skip
PRONOUNS = {
    **dict.fromkeys(("i", "we", "me", "us", "my", "our", "myself", "ourselves"), "first"), **dict.fromkeys(("you", "your", "yourself"), "second"),
    **dict.fromkeys(("he", "she", "they", "him", "her", "them", "his", "their"), "third"), **dict.fromkeys(("it", "its"), "it"),
    **dict.fromkeys(("who", "which", "whom", "whose"), "relative"), **dict.fromkeys(("this", "that", "these", "those", "there", "what"), "demonstrative"),
    **dict.fromkeys("everyone everybody someone somebody anyone anybody nobody no-one none others many some most few all both one".split(), "somebody"),
}  # fmt: skip
MARKS_OF_QUOTES = frozenset("“”\"«»„``''")
FOLDED = {
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "``": '"',
    "''": '"',
    "‘": "'",
    "’": "'",
    "–": "-",
    "—": "-",
    "--": "-",
    "’s": "'s",
}


def _index(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(names)}


_POS, _RELATION, _MARK, _CASE, _NEAR, _WHO = (_index(names) for names in (POS, RELATIONS, MARKS, CASES, NEAR, WHO))
_CHILD = _index(CHILDREN)


@cache
def _relation(name: str) -> int:
    return _RELATION.get(name, _RELATION.get(name.partition(":")[0], 0))


@dataclass(frozen=True)
class Text:
    """The words of a text, white space left out, as columns of numbers. `places`: their numbers in the `Words` that they come from.

    `head`: index in these columns, of a root itself. `line`, `quotation` (0: none) and `name` (0: none, PER, ORG, LOC, MISC): numbers.
    `bounds`: first word and end of each sentence.
    """

    places: Numbers
    lower: list[str]
    lemma: list[str]
    pos_name: list[str]
    pos: Numbers
    relation: Numbers
    dep: list[str]
    head: Numbers
    sentence: Numbers
    line: Numbers
    quotation: Numbers
    mark: Flags
    name: Numbers
    who: Numbers
    bounds: list[tuple[int, int]]


NAMES = {"PER": 1, "ORG": 2, "LOC": 3, "MISC": 4}


def text_of(
    words: Words, names: Iterable[tuple[int, int, str]], quotations: Sequence[Sequence[tuple[int, int]]], paragraphs: Sequence[int]
) -> Text:
    """`names`: (first word, after the last, type); `quotations`: of each outermost one its pieces, without the marks; `paragraphs`: where each begins (code points)."""
    space = np.array([pos == "SPACE" for pos in words.pos], bool)
    places = np.flatnonzero(~space)
    back = np.cumsum(~space) - 1
    head_all = np.array(words.head, np.int64) if words.head else np.zeros(0, np.int64)
    head = head_all[places]
    inside = ~space[head] if len(head) else np.zeros(0, bool)
    head = np.where(inside, back[head], np.arange(len(places)))
    label = np.zeros(len(space), np.int64)
    for first, end, kind in names:
        label[first:end] = NAMES.get(kind, 4)
    where = places.tolist()
    lower = [FOLDED.get(word, word) for word in (words.lower[i] for i in where)]
    lemma, pos_name, dep = ([column[i] for i in where] for column in (words.lemma, words.pos, words.dep))
    sentence = np.array(words.sentence, np.int64)[places] if len(where) else np.zeros(0, np.int64)
    middle = (np.array(words.start, np.int64)[places] + np.array(words.end, np.int64)[places]) / 2 if len(where) else np.zeros(0)
    line = np.searchsorted(np.array(paragraphs, np.int64), middle, side="right")
    quotation = np.zeros(len(where), np.int64)
    for number, pieces in enumerate(quotations, 1):
        for start, end in pieces:
            quotation[np.searchsorted(middle, start) : np.searchsorted(middle, end)] = number
    cuts = [0, *(np.flatnonzero(np.diff(sentence)) + 1).tolist(), len(where)] if where else [0]
    name = label[places]
    return Text(
        places, lower, lemma, pos_name, np.array([_POS.get(each, 0) for each in pos_name], np.int64), np.array([_relation(each) for each in dep], np.int64), dep, head,
        sentence, line, quotation, np.array([word == '"' for word in lower], bool), name, _who(lower, lemma, pos_name, name), list(pairwise(cuts)),
    )  # fmt: skip


def _who(lower: list[str], lemma: list[str], pos: list[str], name: Numbers) -> Numbers:
    """What a word would stand for as a subject: a number of `WHO`."""
    nouns = lexicon().nouns
    found = []
    base = _WHO[NOUNS[0]]
    for word, root, kind, label in zip(lower, lemma, pos, name.tolist(), strict=True):
        if word in PRONOUNS and kind in ("PRON", "DET", "ADJ", "NOUN", "NUM"):
            found.append(_WHO[PRONOUNS[word]])
        elif label:
            found.append(_WHO["per"] + label - 1)
        elif kind in ("NOUN", "PROPN"):
            known = nouns.get(word, nouns.get(root))
            plural = word != root and word.endswith("s")
            found.append(base + known if known is not None else _WHO["name" if kind == "PROPN" else "plural noun" if plural else "noun"])
        else:
            found.append(_WHO[{"NUM": "number", "VERB": "verb", "ADJ": "adjective"}.get(kind, "other")])
    return np.array(found, np.int64)


class Rows:
    """Rows of noughts and ones, block by block; `names` tells what each column is."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.width = 0
        self._blocks: list[tuple[str, int]] = []
        self._values: list[Numbers] = []
        self._firsts: list[int] = []
        self._flags: list[tuple[int, Flags]] = []

    def one_of(self, name: str, values: Numbers, size: int) -> None:
        """One column for each value but nought."""
        self._values.append(values)
        self._firsts.append(self.width - 1)
        self._add(name, size - 1)

    def flags(self, name: str, block: Flags) -> None:
        block = block.reshape(self.count, -1)
        self._flags.append((self.width, block))
        self._add(name, block.shape[1])

    def _add(self, name: str, size: int) -> None:
        self._blocks.append((name, size))
        self.width += size

    @property
    def names(self) -> list[str]:
        return [f"{name}.{number}" for name, size in self._blocks for number in range(size)]

    def made(self) -> Flags:
        whole = np.zeros((self.count, self.width), bool)
        values = np.stack(self._values, 1)
        row, block = np.nonzero(values)
        whole[row, values[row, block] + np.array(self._firsts)[block]] = True
        for first, some in self._flags:
            whole[:, first : first + some.shape[1]] = some
        return whole


CUES = tuple(_POS[name] for name in ("VERB", "NOUN", "ADJ", "ADV", "AUX", "ADP", "PROPN"))


def may_be_cue(text: Text) -> Flags:
    """Words that can be the head of a cue by their part of speech."""
    made: Flags = np.isin(text.pos, CUES)
    return made


def _steps(distance: Numbers) -> Numbers:
    """1 to 7 for a distance in words, by its logarithm."""
    return np.searchsorted(np.array([1, 2, 3, 5, 9, 17]), np.abs(distance), side="right")


def word_rows(text: Text) -> Rows:
    """A row a word."""
    count = len(text.lower)
    rows = Rows(count)
    order = np.arange(count)
    head, relation, pos = text.head, text.relation, text.pos
    below = np.flatnonzero(head != order)  # words that hang on another
    rows.one_of("pos", pos, len(POS))
    rows.one_of("relation", relation, len(RELATIONS))
    rows.one_of("head pos", np.where(head == order, 0, pos[head]), len(POS))
    rows.one_of("head relation", np.where(head == order, 0, relation[head]), len(RELATIONS))
    kinds = _classes(text)
    rows.flags("class", kinds)
    rows.flags("head class", kinds[head] & (head != order)[:, None])
    above = head[head]
    rows.one_of("above", np.where(above == head, 0, relation[above]), len(RELATIONS))
    children = np.zeros((count, len(CHILDREN) + 1), bool)
    child = np.array([_CHILD.get(name, len(CHILDREN)) for name in text.dep], np.int64)
    children[head[below], child[below]] = True
    rows.flags("child", children[:, :-1])
    mark, case = leads(text)
    rows.one_of("mark", mark, len(MARKS))
    rows.one_of("case", case, len(CASES))
    for name in CLAUSES:
        led = np.zeros(count, np.int64)
        these = below[relation[below] == _RELATION[name]]
        led[head[these]] = mark[these] + 1
        rows.one_of(f"{name} mark", led, len(MARKS) + 1)
        kind = np.zeros(count, np.int64)
        kind[head[these]] = pos[these]
        if name in ("ccomp", "xcomp"):
            rows.one_of(f"{name} pos", kind, len(POS))
    for name in ("nsubj", "nsubj:pass", "obj", "obl:agent", "nmod:poss", "obl", "nmod"):
        found = np.zeros(count, np.int64)
        these = below[relation[below] == _RELATION[name]][::-1]
        found[head[these]] = text.who[these]
        rows.one_of(f"{name} who", found, len(WHO))
        if name in ("obl", "nmod"):
            for some in CASES[1:-1]:
                there = np.zeros(count, bool)
                there[head[these[case[these] == _CASE[some]]]] = True
                rows.flags(f"{name} {some}", there)
    _around(text, rows, kinds)
    return rows


def _around(text: Text, rows: Rows, kinds: Flags) -> None:
    """A word's subject and object, and the words beside it."""
    count, pos = rows.count, text.pos
    below = np.flatnonzero(text.head != np.arange(count))
    far = subjects(text)
    rows.one_of("far subject", np.where(far >= 0, text.who[far], 0), len(WHO))
    objects = np.zeros((count, kinds.shape[1]), bool)
    these = below[np.isin(text.relation[below], (_RELATION["obj"], _RELATION["nsubj:pass"]))]
    objects[text.head[these]] = kinds[these]
    nouns = np.array([name.startswith("nouns.") for name in lexicon().classes], bool)
    rows.flags("object class", objects[:, nouns])
    near = np.array([_NEAR.get(word, len(NEAR) - 1) for word in text.lower], np.int64)
    same = np.concatenate([[False], text.sentence[1:] == text.sentence[:-1]]) if count else np.zeros(0, bool)
    nothing = np.zeros(1, np.int64)
    rows.one_of("self", np.where(near == len(NEAR) - 1, 0, near), len(NEAR))
    rows.one_of("before", np.where(same, np.concatenate([nothing, near])[:count], 0), len(NEAR))
    after = np.concatenate([same[1:], [False]]) if count else same
    rows.one_of("after", np.where(after, np.concatenate([near[1:], nothing]), 0), len(NEAR))
    rows.one_of("pos before", np.where(same, np.concatenate([nothing, pos])[:count], 0), len(POS))
    rows.one_of("pos after", np.where(after, np.concatenate([pos[1:], nothing]), 0), len(POS))
    _places(text, rows)


def _places(text: Text, rows: Rows) -> None:
    """Where a word stands in quotation, sentence and text."""
    count = len(text.lower)
    quoted = text.quotation > 0
    rows.flags("quoted", quoted)
    rows.flags("name", text.name > 0)
    block = np.zeros((count, 9), bool)
    steps = np.zeros((count, 2), np.int64)
    for first, end in text.bounds:
        inside = quoted[first:end]
        share = inside.mean()
        block[first:end, 0] = share == 0
        block[first:end, 1] = 0 < share <= 0.5
        block[first:end, 2] = 0.5 < share < 0.8
        block[first:end, 3] = share >= 0.8
        block[first:end, 4] = text.lower[end - 1] not in (".", "?", "!", '"', "'", "...", "…", ")")
        block[first:end, 5] = text.line[first] == text.line[0]
        block[first:end, 6] = "?" in text.lower[first:end]
        block[first:end, 7] = first == 0 or text.line[first - 1] != text.line[first]
        block[first:end, 8] = end == count or text.line[end] != text.line[end - 1]
        marks = np.flatnonzero(text.mark[first:end])
        if len(marks):
            here = np.arange(end - first)
            at = np.searchsorted(marks, here)
            steps[first:end, 0] = np.where(at > 0, np.minimum(_steps(here - marks[np.maximum(at - 1, 0)]), 5), 0)
            steps[first:end, 1] = np.where(at < len(marks), np.minimum(_steps(marks[np.minimum(at, len(marks) - 1)] - here), 5), 0)
    rows.flags("place", block)
    rows.one_of("mark before", steps[:, 0], 6)
    rows.one_of("mark after", steps[:, 1], 6)


def _classes(text: Text) -> Flags:
    known = lexicon()
    found = np.zeros((len(text.lower), len(known.classes)), bool)
    for number, key in enumerate(zip(text.pos_name, text.lemma, strict=True)):
        for kind in known.of.get(key, ()):
            found[number, kind] = True
    return found


def leads(text: Text) -> tuple[Numbers, Numbers]:
    """(the mark that leads the clause of each word, the preposition that leads its phrase): numbers of `MARKS` and `CASES`, 0: none."""
    mark, case = np.zeros(len(text.lower), np.int64), np.zeros(len(text.lower), np.int64)
    for found, name, known in ((mark, "mark", _MARK), (case, "case", _CASE)):
        these = np.flatnonzero(text.relation == _RELATION[name])[::-1]
        found[text.head[these]] = [known.get(text.lower[number], len(known) - 1) for number in these.tolist()]
    return mark, case


SUBJECTS = tuple(_RELATION[name] for name in ("nsubj", "nsubj:pass", "csubj"))
IS_SUBJECT = np.isin(np.arange(len(RELATIONS)), SUBJECTS)
THROUGH = tuple(_RELATION[name] for name in ("xcomp", "conj", "advcl", "acl", "ccomp"))


def subjects(text: Text) -> Numbers:
    """The subject of each word, or of the nearest word above that has one, at most three steps up; -1: none."""
    count = len(text.lower)
    own = np.full(count, -1, np.int64)
    these = np.flatnonzero(np.isin(text.relation, SUBJECTS))
    own[text.head[these]] = these
    found = own.copy()
    for _ in range(3):
        up = (found < 0) & np.isin(text.relation, THROUGH)
        found = np.where(up, found[text.head], found)
    # a noun that a clause hangs on is its subject, as far as these rows care
    clause = (found < 0) & np.isin(text.relation, (_RELATION["acl"], _RELATION["acl:relcl"]))
    return np.where(clause, text.head, found)


@dataclass(frozen=True)
class Tree:
    """One sentence's words from `first` on. `depth[a, w]`: steps from w up to a (-1: a is not above w); `top[a, w]`: the child of a through which w hangs on it."""

    first: int
    depth: Numbers
    top: Numbers
    head: Numbers


def tree_of(text: Text, first: int, end: int) -> Tree:
    size = end - first
    head = text.head[first:end] - first
    order = np.arange(size)
    head = np.where((head >= 0) & (head < size), head, order)
    depth, top = np.full((size, size), -1, np.int64), np.zeros((size, size), np.int64)
    depth[order, order] = 0
    top[order, order] = order
    now = order
    for step in range(1, size):
        up = head[now]
        going = up != now
        if not going.any():
            break
        depth[up[going], order[going]] = step
        top[up[going], order[going]] = now[going]
        now = up
    return Tree(first, depth, top, head)


LEVELS = 3


@dataclass(frozen=True)
class Way:
    """How each word of a sentence hangs together with a cue. `chain`: the cue and what is above it. `level`: the first of the chain that the word hangs on (`apart`: on none).

    `top`: the child of that one through which it does; `depth`: in how many steps.
    """

    chain: list[int]
    level: Numbers
    apart: Flags
    top: Numbers
    depth: Numbers


def way_of(tree: Tree, here: int) -> Way:
    order = np.arange(len(tree.head))
    chain = [here]
    while tree.head[chain[-1]] != chain[-1]:
        chain.append(int(tree.head[chain[-1]]))
    hanging = tree.depth[chain] >= 0
    level = np.where(hanging.any(0), hanging.argmax(0), len(chain))  # another root's words hang on none of them
    apart = level == len(chain)
    level = np.where(apart, 0, level)
    above = np.array(chain, np.int64)[level]
    top = np.where(apart, order, tree.top[above, order])
    return Way(chain, level, apart, top, np.where(apart, 0, tree.depth[above, order]))


def pair_rows(text: Text, tree: Tree, cue: int, leading: tuple[Numbers, Numbers]) -> Rows:
    """A row for each word of the cue's sentence; `cue` is an index of the text."""
    first, size = tree.first, len(tree.head)
    part = slice(first, first + size)
    here = cue - first
    rows = Rows(size)
    order = np.arange(size)
    way = way_of(tree, here)
    chain, level, apart, top, depth = way.chain, way.level, way.apart, way.top, way.depth
    relation, pos, who = text.relation[part], text.pos[part], text.who[part]
    steps = np.minimum(depth, 4)
    near = np.where(apart, LEVELS, np.minimum(level, LEVELS - 1))
    mark, case = leading[0][part], leading[1][part]
    side = np.where(depth == 0, len(RELATIONS), relation[top])
    rows.one_of("level, side", near * (len(RELATIONS) + 1) + side + 1, (LEVELS + 1) * (len(RELATIONS) + 1) + 1)
    rows.one_of("level, steps", near * 5 + steps + 1, (LEVELS + 1) * 5 + 1)
    through = np.where((level > 0) & ~apart, relation[np.array([*chain, here])[np.maximum(level - 1, 0)]] + 1, 0)
    rows.one_of("through", through, len(RELATIONS) + 1)
    rows.one_of("top mark", np.where(depth > 0, mark[top], 0), len(MARKS))
    rows.one_of("top case", np.where(depth > 0, case[top], 0) * (level == 0), len(CASES))
    rows.one_of("top case above", np.where(depth > 0, case[top], 0) * (level == 1), len(CASES))
    rows.one_of("top pos", pos[top], len(POS))
    rows.one_of("top who", who[top], len(WHO))
    after = order > here
    rows.one_of("top side", np.where(top > here, 1, 2) * (level == 0) * (depth > 0), 3)
    rows.one_of("distance", _steps(order - here) + 8 * after, 16)
    rows.one_of("pos", pos, len(POS))
    rows.one_of("relation", relation, len(RELATIONS))
    rows.one_of("who", who, len(WHO))
    rows.one_of("cue pos", np.full(size, pos[here]) * 2 - after, 2 * len(POS))
    rows.flags("nearest subject", _nearest(tree, way, relation))
    rows.one_of("word", np.array([_NEAR.get(word, 0) for word in text.lower[first : first + size]], np.int64), len(NEAR))
    _between(text, rows, part, here)
    return rows


def _nearest(tree: Tree, way: Way, relation: Numbers) -> Flags:
    """Words of the subject of the lowest word of the chain that has one."""
    subject = IS_SUBJECT[relation]
    for number, word in enumerate(way.chain):
        if (subject & (tree.head == word) & (np.arange(len(relation)) != word)).any() and not (number and subject[way.chain[number - 1]]):
            found: Flags = (way.level == number) & (way.depth > 0) & subject[way.top]
            return found
    return np.zeros(len(relation), bool)


def _between(text: Text, rows: Rows, part: slice, here: int) -> None:
    """What stands between the cue and a word: commas, verbs, marks, a colon; and how they lie to quotations."""
    size = rows.count
    order = np.arange(size)
    lower = text.lower[part]
    verb = (text.pos[part] == _POS["VERB"]) & (order != here)
    after = order > here
    for name, these, most in (
        ("commas", np.array([word in (",", ";", "-", "(") for word in lower], bool), 3),
        ("verbs", verb, 4),
        ("colon", np.array([word == ":" for word in lower], bool), 1),
        ("marks", text.mark[part], 2),
    ):
        count = np.concatenate([[0], np.cumsum(these)])
        between = np.where(after, count[order] - count[here + 1], count[here] - count[np.minimum(order + 1, size)])
        rows.one_of(name, np.minimum(np.maximum(between, 0), most) * 2 + after + 1, 2 * most + 4)
    quotation = text.quotation[part]
    own, inside = quotation[here] > 0, quotation > 0
    state = np.where(inside, np.where(own, np.where(quotation == quotation[here], 3, 4), 2), 1 if own else 0)
    rows.one_of("quotation", state, 5)
    ends = np.zeros((size, 2), bool)
    ends[0, 0] = ends[-1, 1] = True
    rows.flags("ends", ends)
