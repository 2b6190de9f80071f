"""The annotated texts that the weights are trained on, as documents of sentences of words.

Only sets whose licence lets trained weights be shipped are read here: UD English EWT, GUM, UNER EWT, WikiGold, CrossNER politics, and the project's own gold over
GUM, EWT, MEANTIME and re3d. Each is read as its makers publish it, below one folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

TYPES = ("PER", "ORG", "LOC", "MISC")
OUTSIDE = "O"


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words with what is known of them; a layer that the corpus does not have is None.

    `names` are BIO tags of TYPES; `unsure` types are those that the corpus leaves out, so that its `O` may hide them.
    """

    words: tuple[str, ...]
    space_after: tuple[bool, ...]
    upos: tuple[str, ...] | None = None
    lemmas: tuple[str, ...] | None = None
    heads: tuple[int, ...] | None = None
    relations: tuple[str, ...] | None = None
    names: tuple[str, ...] | None = None
    unsure: frozenset[str] = frozenset()
    misc: tuple[str, ...] = field(default=(), repr=False)
    sent_id: str = ""

    @property
    def text(self) -> str:
        return "".join(word + " " * space for word, space in zip(self.words, self.space_after, strict=True)).strip()


@dataclass(frozen=True, slots=True)
class Document:
    name: str
    sentences: tuple[Sentence, ...]


# --- UD ---------------------------------------------------------------------------------------------------------------------------


def read_conllu(file: Path) -> Iterator[Document]:
    """The documents of a CoNLL-U file; words of multi-word tokens are words, empty nodes are left out."""
    name, sentences = file.stem, []
    for lines in _paragraphs(file):
        comments = dict(_comment(line) for line in lines if line.startswith("#"))
        if "newdoc id" in comments:
            if sentences:
                yield Document(name, tuple(sentences))
            name, sentences = comments["newdoc id"], []
        sentence = _sentence([line.split("\t") for line in lines if not line.startswith("#")], comments.get("sent_id", ""))
        if sentence.words:
            sentences.append(sentence)
    if sentences:
        yield Document(name, tuple(sentences))


def _paragraphs(file: Path) -> Iterator[list[str]]:
    lines: list[str] = []
    with file.open(encoding="utf-8", newline="\n") as handle:
        for raw in handle:
            line = raw.rstrip("\n")
            if line:
                lines.append(line)
            elif lines:
                yield lines
                lines = []
    if lines:
        yield lines


def _comment(line: str) -> tuple[str, str]:
    key, _, value = line.lstrip("# ").partition(" = ")
    return key.strip(), value.strip()


def _sentence(rows: list[list[str]], sent_id: str) -> Sentence:
    spaces: list[bool] = []
    words = []
    inside_until, inside_space = 0, True
    for row in rows:
        space = "SpaceAfter=No" not in row[9]
        if "-" in row[0]:
            inside_until, inside_space = int(row[0].split("-")[1]), space
            continue
        if "." in row[0]:
            continue
        number = int(row[0])
        words.append(row)
        # inside a multi-word token (`don't` as `do` `n't`) nothing stands between the words
        spaces.append(space if number > inside_until else number == inside_until and inside_space)
    return Sentence(
        tuple(row[1] for row in words), tuple(spaces), tuple(row[3] for row in words), tuple(row[2] for row in words),
        tuple(int(row[6]) for row in words), tuple(row[7] for row in words), None, frozenset(), tuple(row[9] for row in words), sent_id,
    )  # fmt: skip


def with_iob2(documents: Iterable[Document], file: Path, unsure: frozenset[str]) -> Iterator[Document]:
    """The documents with the names of a UNER file, sentence by sentence; OTH is MISC, and what is marked `B-O` is no name."""
    tags: dict[str, tuple[str, ...]] = {}
    for lines in _paragraphs(file):
        comments = dict(_comment(line) for line in lines if line.startswith("#"))
        found = (line.split("\t")[2].replace("OTH", "MISC") for line in lines if not line.startswith("#"))
        tags[comments["sent_id"]] = tuple(OUTSIDE if tag.endswith("-O") else tag for tag in found)
    for document in documents:
        yield replace(document, sentences=tuple(_named(s, tags.get(s.sent_id), unsure) for s in document.sentences))


def _named(sentence: Sentence, tags: tuple[str, ...] | None, unsure: frozenset[str]) -> Sentence:
    if tags is None or len(tags) != len(sentence.words):
        return sentence
    return replace(sentence, names=tags, unsure=unsure)


# --- lists of words with a tag ------------------------------------------------------------------------------------------------------

# CrossNER's types, as the four that are told apart here.
CROSSNER = {
    "politician": "PER", "person": "PER", "politicalparty": "ORG", "organisation": "ORG", "country": "LOC", "location": "LOC",
    "election": "MISC", "event": "MISC", "misc": "MISC",
}  # fmt: skip


def read_tagged(file: Path, types: dict[str, str] | None = None) -> Iterator[Sentence]:
    """Sentences of `word tag` lines; IO tags become BIO, types are mapped by `types`."""
    for number, lines in enumerate(_paragraphs(file)):
        pairs = [line.split() for line in lines if len(line.split()) == 2]
        words = tuple(word for word, _ in pairs)
        if not words or words[0] == "-DOCSTART-":
            continue
        tags = tuple(bio([tag if types is None or tag == OUTSIDE else f"{tag[:2]}{types[tag[2:]]}" for _, tag in pairs]))
        yield Sentence(words, spaces(words), names=tags, sent_id=f"{file.stem}-{number}")


def bio(tags: list[str]) -> Iterator[str]:
    """IO or BIO tags as BIO: a name begins where none stood before it."""
    before = OUTSIDE
    for tag in tags:
        yield f"B-{tag[2:]}" if tag.startswith("I-") and before[2:] != tag[2:] else tag
        before = tag


CLOSING = re.compile(r"[.,;:!?%)\]}’”]+|'s|n't|'\w{1,2}|''")
OPENING = re.compile(r"[(\[{$£€“‘]|``")


def spaces(words: tuple[str, ...]) -> tuple[bool, ...]:
    """Where a space would stand in written text, for corpora that keep words only."""
    following = (*words[1:], "")
    return tuple(not (OPENING.fullmatch(word) or CLOSING.fullmatch(after)) for word, after in zip(words, following, strict=True))
