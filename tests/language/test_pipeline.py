"""A text into a filled `Doc`: with a network made for the test, whose answers are known, and with the one that is shipped."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("spacy")

from spacy.tokens import Doc

from firsthand.errors import UnreadableInput
from firsthand.language import pipeline
from firsthand.language.model.network import FOLDER, Labels, Reading
from firsthand.language.model.vectors import SKETCH, WORDS
from firsthand.language.model.wordpieces import WordPieces
from firsthand.model import Span

UPOS = ("NOUN", "PROPN", "PUNCT")
NAMES = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")
RELATIONS = ("root", "dep:left", "punct")
WIDTH = 4
shipped = pytest.mark.skipif(not FOLDER.joinpath("encoder.onnx").is_file(), reason="the weights are not built: python -m training")


class Made:
    """Every word hangs on the one before it; capitals are names; a sentence begins at `§`; a word's state is its length."""

    def __init__(self) -> None:
        self.labels = Labels(UPOS, NAMES, RELATIONS)
        self.pieces = WordPieces({piece: i for i, piece in enumerate(("[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "##a"))})
        self.rows: list[list[list[str]]] = []
        self.width = WIDTH

    def places(self, words: Sequence[str]) -> int:
        return 1 + sum(len(self.pieces.of(word)) for word in words)

    def read(self, rows: Sequence[Sequence[Sequence[str]]]) -> Iterator[Reading]:
        for row in rows:
            self.rows.append([list(words) for words in row])
            assert 1 + sum(self.places(words) for words in row) <= 512
            for words in row:
                yield self.reading(words)

    def reading(self, words: Sequence[str]) -> Reading:
        count = len(words)
        assert count
        assert not any(word.isspace() for word in words)
        arcs = np.zeros((count, count + 1), np.float32)
        arcs[np.arange(count), np.arange(count)] = 9
        capital = [word[0].isupper() for word in words]
        names = np.zeros((count, len(NAMES)), np.float32)
        for i, is_name in enumerate(capital):
            names[i, (2 if i and capital[i - 1] else 1) if is_name else 0] = 5
        upos = np.array([[0, is_name, not word[0].isalnum()] for word, is_name in zip(words, capital, strict=True)], np.float32)
        begins = np.array([1.0 if word == "§" else -1.0 for word in words], np.float32)
        states = np.repeat(np.array([[len(word)] for word in words], np.float32), WIDTH, 1)
        parts = np.zeros((count + 1, 1), np.float32)
        return Reading(states, upos, names, begins, arcs, parts[1:], parts, np.full(WIDTH, count, np.float32))

    def relations(self, reading: Reading, heads: np.ndarray) -> np.ndarray:
        assert len(reading.dependents) == len(heads)
        return np.where(heads == 0, 0, 1)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Iterator[Made]:
    net = Made()
    monkeypatch.setattr(pipeline, "network", lambda: net)
    monkeypatch.setattr(pipeline, "_lemma_rules", lambda: {("NOUN", "s"): (1, "")})
    pipeline._lemma.cache_clear()
    yield net
    pipeline._lemma.cache_clear()


def lines(text: str) -> list[Span]:
    """Every line with words is a sentence."""
    found, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            start = at + len(line) - len(line.lstrip())
            found.append(Span(start, at + len(line.rstrip())))
        at += len(line) + 1
    return found


def check(doc: Doc, text: str) -> None:
    """What holds of every `Doc`."""
    assert doc.text == text
    sentences = list(doc.sents)
    assert [token.i for sentence in sentences for token in sentence] == list(range(len(doc)))
    for sentence in sentences:
        assert sum(token.head.i == token.i for token in sentence) == 1
        assert all(sentence.start <= token.head.i < sentence.end for token in sentence)
    assert doc.tensor.shape == (len(doc), WIDTH)
    assert doc.tensor.dtype == np.float16
    assert len(doc.user_data[pipeline.VECTORS]) == (len(sentences) if text.strip() else 0)
    for token in doc:
        assert token.pos_
        assert token.dep_
        assert token.lemma_
        assert token.is_space == (token.pos_ == "SPACE")
    assert all(not ent[0].is_space and not ent[-1].is_space for ent in doc.ents)


@pytest.mark.parametrize("gap", [" ", "  ", "\u00a0", " \u00a0 ", "\n", "\t\t"])
def test_a_name_goes_on_over_white_space(made: Made, gap: str) -> None:
    text = f"so Ilka{gap}Stell sank"
    doc = pipeline.english(text, [Span(0, len(text))])
    check(doc, text)
    assert [ent.text for ent in doc.ents] == [f"Ilka{gap}Stell"]


def test_a_window_wider_than_a_row_is_as_wide(made: Made) -> None:
    text = "\n".join(["a b c"] * 400)
    check(pipeline.english(text, lines(text), window=5_000), text)


def test_every_attribute(made: Made) -> None:
    text = "the boats of Ilka Stell sank\nin Ormund"
    doc = pipeline.english(text, lines(text))
    check(doc, text)
    assert [token.pos_ for token in doc] == ["NOUN", "NOUN", "NOUN", "PROPN", "PROPN", "NOUN", "SPACE", "NOUN", "PROPN"]
    assert [token.lemma_ for token in doc] == ["the", "boat", "of", "Ilka", "Stell", "sank", "\n", "in", "Ormund"]
    assert [token.dep_ for token in doc] == ["root", *["dep:left"] * 5, "dep", "root", "dep:left"]
    assert [token.head.i for token in doc] == [0, 0, 1, 2, 3, 4, 5, 7, 7]
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Ilka Stell", "PER"), ("Ormund", "PER")]
    assert [sentence.text.strip() for sentence in doc.sents] == text.split("\n")
    assert doc.tensor[:, 0].tolist() == [3, 5, 2, 4, 5, 4, 0, 2, 6]
    assert doc.user_data[pipeline.VECTORS].shape == (2, WIDTH + SKETCH)
    assert doc.user_data[pipeline.VECTORS][:, 0].tolist() == pytest.approx([6 * (1 - WORDS) ** 0.5, 2 * (1 - WORDS) ** 0.5])
    assert doc.has_annotation("DEP")
    assert doc.has_annotation("ENT_IOB")


@pytest.mark.parametrize("text", ["", " ", "\n\n \n", "  a", "\n\n\na b", "a \n\n b\n", " \n a \u2003 b \n"])
def test_white_space(made: Made, text: str) -> None:
    check(pipeline.english(text, lines(text)), text)


@settings(deadline=None)
@given(st.text(st.sampled_from("ab A§.\n\t 港🙂’"), max_size=60), st.integers(0, 40))
def test_any_text(text: str, window: int) -> None:
    net = Made()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "network", lambda: net)
        patch.setattr(pipeline, "_lemma_rules", dict)
        pipeline._lemma.cache_clear()
        check(pipeline.english(text, lines(text), window=window), text)
    pipeline._lemma.cache_clear()


def test_sentences_are_read_beside_their_neighbours(made: Made) -> None:
    text = "\n".join(["a a a a"] * 5)
    pipeline.english(text, lines(text), window=11)  # 1 for the row, 5 for a sentence
    assert [len(row) for row in made.rows] == [2, 2, 1]
    made.rows.clear()
    pipeline.english(text, lines(text), window=0)
    assert [len(row) for row in made.rows] == [1] * 5


def test_a_very_long_sentence_is_cut(made: Made) -> None:
    text = "a " * 1000 + "b"
    doc = pipeline.english(text, [Span(0, len(text))])
    check(doc, text)
    assert [len(sentence) for sentence in doc.sents] == [252, 252, 252, 245]


def test_a_sentence_is_parted_where_the_network_says_so(made: Made) -> None:
    text = "Harbour closed § boats wait § now\nThe end"
    doc = pipeline.english(text, lines(text))
    check(doc, text)
    assert [sentence.text.strip() for sentence in doc.sents] == ["Harbour closed", "§ boats wait", "§ now", "The end"]
    assert made.rows == [
        [["Harbour", "closed", "§", "boats", "wait", "§", "now"], ["The", "end"]],
        [["Harbour", "closed"], ["§", "boats", "wait"], ["§", "now"], ["The", "end"]],
    ]


def test_rows_without_a_parted_sentence_are_read_once(made: Made) -> None:
    text = "a a a a\na § a a\na a a a"
    pipeline.english(text, lines(text), window=6)
    assert [len(row) for row in made.rows] == [1, 1, 1, 1, 1]


def test_what_no_sentence_covers_is_read(made: Made) -> None:
    text = "one two three four"
    doc = pipeline.english(text, [Span(4, 7)])
    check(doc, text)
    assert [sentence.text for sentence in doc.sents] == ["one", "two", "three four"]


def test_a_word_over_the_border_of_two_sentences(made: Made) -> None:
    text = "end.Next one"  # one word for a tokeniser that does not part it
    check(pipeline.english(text, [Span(0, 2), Span(2, len(text))]), text)


def test_words_that_are_given(made: Made) -> None:
    long = ["a"] * 300
    short, empty, cut = pipeline.annotated([["Ilka", "boats", "§", "a"], [], long])
    assert short == (
        ["PROPN", "NOUN", "PUNCT", "NOUN"],
        ["Ilka", "boat", "§", "a"],
        [0, 1, 2, 3],
        ["root", *["dep:left"] * 3],
        ["B-PER", "O", "O", "O"],
    )
    assert empty == ([], [], [], [], [])
    assert cut.heads == [0, *range(1, 252), 0, *range(253, 300)]


def test_names_are_told_from_the_whole_document(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[list[str]]] = []

    def names(sentences: Sequence[Sequence[str]], scores: Sequence[np.ndarray], tags: tuple[str, ...]) -> list[list[int]]:
        assert tags == NAMES
        assert all(row.base is None for row in scores)  # nothing else is kept alive
        assert [row.shape for row in scores] == [(len(words), len(NAMES)) for words in sentences]
        asked.append([list(words) for words in sentences])
        return [[3] + [0] * (len(words) - 1) for words in sentences]

    monkeypatch.setattr(pipeline, "names", names)
    text = "a boat § sank\nin Ormund"
    doc = pipeline.english(text, lines(text), window=0)
    assert asked.pop() == [["a", "boat"], ["§", "sank"], ["in", "Ormund"]]
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("a", "LOC"), ("§", "LOC"), ("in", "LOC")]
    long = ["a"] * 300
    found = pipeline.annotated([["boat"], [], long], window=0)
    assert asked.pop() == [["boat"], ["a"] * 252, ["a"] * 48]
    assert [(len(one.names), one.names.count("B-LOC")) for one in found] == [(1, 1), (0, 0), (300, 2)]


def test_a_text_that_is_too_long_is_refused(made: Made) -> None:
    with pytest.raises(UnreadableInput):
        pipeline.english("x" * 10_000_000, [])
    assert not made.rows


# --- with the weights that are shipped -------------------------------------------------------------------------------------------


def english(text: str) -> Doc:
    return pipeline.english(text)


@shipped
def test_a_simple_sentence() -> None:
    doc = english("Ilka Stell told the harbour board of Ormund on Monday that the ferries were late.")
    by = {token.text: token for token in doc}
    assert by["told"].dep_ == "root"
    assert (by["Stell"].head.text if by["Ilka"].head.text == "Stell" else by["Ilka"].head.text) == "told"
    assert (by["late"].dep_, by["late"].head.text) == ("ccomp", "told")
    assert (by["ferries"].dep_, by["ferries"].head.text) == ("nsubj", "late")
    assert (by["ferries"].pos_, by["ferries"].lemma_, by["were"].lemma_, by["told"].lemma_) == ("NOUN", "ferry", "be", "tell")
    assert ("Ilka Stell", "PER") in {(ent.text, ent.label_) for ent in doc.ents}
    assert ("Ormund", "LOC") in {(ent.text, ent.label_) for ent in doc.ents}
    assert np.allclose(np.linalg.norm(doc.user_data[pipeline.VECTORS], axis=1), 1, atol=1e-3)


ARTICLES = (
    "Ilka Stell left the board. “We are done,” she said, and the mayor of Ormund agreed.",
    "FERRIES STOP\n\nThe harbour closed at noon on Tuesday after a storm; nobody was hurt, police said.",
    "🙂🙂 港口 关闭 — Hafen zu! مرفأ",
    "x" * 3000,
    "No words? Bram Harrow, 41, of the Tamsin Line denied it.\n\nHe had told Reuters so in March.",
)


def same(a: Doc, b: Doc) -> bool:
    columns: tuple[Callable[[Doc], object], ...] = (
        lambda d: [(t.text, t.pos_, t.lemma_, t.dep_, t.head.i, t.ent_iob_, t.ent_type_) for t in d],
        lambda d: d.tensor.tobytes(),
        lambda d: d.user_data[pipeline.VECTORS].tobytes(),
    )
    return all(column(a) == column(b) for column in columns)


@shipped
def test_an_article_is_read_alike_beside_any_other() -> None:
    first = [english(text) for text in ARTICLES]
    order = list(range(len(ARTICLES))) * 2
    random.Random(5).shuffle(order)
    for number in order:
        assert same(english(ARTICLES[number]), first[number])


@shipped
@pytest.mark.parametrize(
    "text",
    [
        "x" * 1_000_000,
        "🙂" * 100_000,
        "🙂 " * 5_000,
        "Кто сказал? 谁说的 من قال ใครพูด " * 300,
        "word " * 5_000,
        ")." * 20_000,
    ],
    ids=["no spaces", "only emoji", "emoji apart", "mixed scripts", "no marks", "marks"],
)
def test_hostile_texts(text: str) -> None:
    doc = pipeline.english(text, [Span(0, len(text.rstrip()))])
    assert doc.text == text
    assert all(token.head.sent == token.sent for token in list(doc)[:: max(1, len(doc) // 50)])
