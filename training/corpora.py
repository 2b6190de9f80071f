"""The annotated texts that the weights are trained on, as documents of sentences of words.

Only sets whose licence lets trained weights be shipped are read here: UD English EWT, GUM, UNER EWT, WikiGold, CrossNER politics, and the project's own gold over
GUM, EWT, MEANTIME and re3d. Each is read as its makers publish it, below one folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.conll import blocks, comments, opens
from firsthand.language import language
from firsthand.language.sentences import sentences as split
from firsthand.model import Span

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
    opens: bool = False  # a paragraph begins with it
    runs_on: bool = False  # the rules of sentences see no end at its end

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
    name, sentences = file.stem, list[Sentence]()
    for lines in blocks(file):
        said = comments(lines)
        if "newdoc id" in said:
            if sentences:
                yield Document(name, tuple(sentences))
            name, sentences = said["newdoc id"], []
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        sentence = _sentence(rows, said.get("sent_id", ""), opens=opens(lines))
        if sentence.words:
            sentences.append(sentence)
    if sentences:
        yield Document(name, tuple(sentences))


def _sentence(rows: list[list[str]], sent_id: str, *, opens: bool) -> Sentence:
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
        tuple(int(row[6]) for row in words), tuple(row[7] for row in words), None, frozenset(), tuple(row[9] for row in words), sent_id, opens,
    )  # fmt: skip


def with_run_ons(document: Document) -> Document:
    """The document with those sentences marked that the rules of the package would not part from the next one of their paragraph."""
    sentences: list[Sentence] = []
    for paragraph in _by_paragraph(document.sentences):
        text = "".join(s.text + " " * s.space_after[-1] for s in paragraph)
        ends = {span.end for span in split(text, [Span(0, len(text.rstrip()))], language("en"))}
        at = 0
        for number, sentence in enumerate(paragraph, 1):
            end = at + len(sentence.text)
            sentences.append(replace(sentence, runs_on=end not in ends and number < len(paragraph)))
            at = end + sentence.space_after[-1]
    return Document(document.name, tuple(sentences))


def _by_paragraph(sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    paragraph: list[Sentence] = []
    for sentence in sentences:
        if sentence.opens and paragraph:
            yield paragraph
            paragraph = []
        paragraph.append(sentence)
    if paragraph:
        yield paragraph


def with_iob2(documents: Iterable[Document], file: Path, unsure: frozenset[str]) -> Iterator[Document]:
    """The documents with the names of a UNER file, sentence by sentence; OTH is MISC, and what is marked `B-O` is no name."""
    tags: dict[str, tuple[str, ...]] = {}
    for lines in blocks(file):
        found = (line.split("\t")[2].replace("OTH", "MISC") for line in lines if not line.startswith("#"))
        tags[comments(lines)["sent_id"]] = tuple(OUTSIDE if tag.endswith("-O") else tag for tag in found)
    for document in documents:
        yield replace(document, sentences=tuple(_named(s, tags.get(s.sent_id), unsure) for s in document.sentences))


def _named(sentence: Sentence, tags: tuple[str, ...] | None, unsure: frozenset[str]) -> Sentence:
    if tags is None or len(tags) != len(sentence.words):
        return sentence
    return replace(sentence, names=tags, unsure=unsure)


# --- names from GUM's mentions --------------------------------------------------------------------------------------------------------

# GUM marks every mention of an entity, named or not; a mention whose head is a proper noun holds a name.
MENTION_TYPES = {"person": "PER", "organization": "ORG", "place": "LOC"}
MENTION = re.compile(r"\([^()]+\)|\([^()]+|[^()]+\)")
# Capitalised words that stand before a name or for a holder of an office, and are no names.
TITLES = frozenset(
    "president vice senator mr mrs ms dr governor minister king queen prince princess justice judge professor representative chairman chair speaker sir lord "
    "lords lady general secretary captain pope mayor nation world state americans democrats republicans madam".split()
)
UNTOLD = ""  # the tag of a word of which nothing is known


def with_mention_names(document: Document) -> Document:
    """The names that GUM's mentions hold: sure ones tagged, every other proper noun left untold. Against the gold: F1 .85 before the unsure are left out."""
    return replace(
        document, sentences=tuple(replace(s, names=tuple(_mention_names(s)), unsure=frozenset({"MISC"})) for s in document.sentences)
    )


def _mention_names(sentence: Sentence) -> list[str]:
    upos, heads = sentence.upos or (), sentence.heads or ()
    tags = [UNTOLD if tag == "PROPN" else OUTSIDE for tag in upos]
    for start, end, (_, kind, *_) in sorted(mentions(sentence), key=lambda m: m[0] - m[1]):
        head = [i for i in range(start, end) if not start <= heads[i] - 1 < end]
        if kind not in MENTION_TYPES or len(head) != 1 or upos[head[0]] != "PROPN" or sentence.words[head[0]].lower() in TITLES:
            continue
        first, last = head[0], head[0] + 1
        while first > start and _in_name(sentence, first - 1):
            first -= 1
        while last < end and (_in_name(sentence, last) or upos[last] == "NUM"):
            last += 1
        if (
            any(sentence.words[i].lower() in ("of", "the", "for", "and", "-", "&") for i in (first - 1, last) if start <= i < end)
            and kind != "person"
        ):
            tags[start:end] = [
                tag if tag != OUTSIDE or not sentence.words[start + i][0].isupper() else UNTOLD for i, tag in enumerate(tags[start:end])
            ]
            continue
        if all(tag in (OUTSIDE, UNTOLD) for tag in tags[first:last]):
            tags[first:last] = [f"{'I' if i else 'B'}-{MENTION_TYPES[kind]}" for i in range(last - first)]
    return tags


def _in_name(sentence: Sentence, place: int) -> bool:
    assert sentence.upos is not None
    assert sentence.relations is not None
    word = sentence.words[place]
    if sentence.relations[place] == "nmod:desc" or word.lower().rstrip(".") in TITLES:
        return False
    return sentence.upos[place] == "PROPN" or (place > 0 and word[0].isupper() and sentence.upos[place] in ("ADJ", "NOUN", "VERB", "X"))


def mentions(sentence: Sentence) -> Iterator[tuple[int, int, list[str]]]:
    """(first word, after the last, fields) of each mention in MISC's `Entity=`, as they end (GUM's format: https://gucorpling.org/gum/).

    Fields: the chain, the type, and what `# global.Entity` names after them.
    """
    opened: dict[str, list[tuple[int, list[str]]]] = {}
    for place, misc in enumerate(sentence.misc):
        given = next((field.removeprefix("Entity=") for field in misc.split("|") if field.startswith("Entity=")), "")
        for token in MENTION.findall(given):
            fields = token.strip("()").split("-")
            if token.startswith("("):
                opened.setdefault(fields[0], []).append((place, fields))
            if token.endswith(")") and opened.get(fields[0]):
                start, described = opened[fields[0]].pop()
                yield start, place + 1, described


# --- lists of words with a tag ------------------------------------------------------------------------------------------------------

# CrossNER's types, as the four that are told apart here.
CROSSNER = {
    "politician": "PER", "person": "PER", "politicalparty": "ORG", "organisation": "ORG", "country": "LOC", "location": "LOC",
    "election": "MISC", "event": "MISC", "misc": "MISC",
}  # fmt: skip


def read_tagged(file: Path, types: dict[str, str] | None = None) -> Iterator[Sentence]:
    """Sentences of `word tag` lines; IO tags become BIO, types are mapped by `types`."""
    for number, lines in enumerate(blocks(file)):
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
