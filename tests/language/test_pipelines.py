"""Another spaCy pipeline in the place of ours: one that is made here, saved and loaded by its path."""

from __future__ import annotations

from pathlib import Path

import pytest

spacy = pytest.importorskip("spacy")

from spacy.language import Language  # noqa: E402
from spacy.tokens import Doc  # noqa: E402

from firsthand.language.pipeline import english  # noqa: E402
from firsthand.language.pipelines import ENGLISH, pipeline  # noqa: E402
from firsthand.model import Span  # noqa: E402

TEXT = "Ilka Stell saw ferries. In Ormund they waited on Monday"
SENTENCES = (Span(0, 23), Span(24, len(TEXT)))


@Language.component("parser_made_for_the_test")
def parser(doc: Doc) -> Doc:
    """The first word of a sentence is its root, all others its objects; it reads the sentences that it is given."""
    heads, root = [], 0
    for token in doc:
        root = token.i if token.is_sent_start else root
        heads.append(root)
    return Doc(
        doc.vocab, [t.text for t in doc], [bool(t.whitespace_) for t in doc], heads=heads, deps=["ROOT" if h == t.i else "dobj" for h, t in zip(heads, doc, strict=True)],
        pos=["PROPN" if t.text[0].isupper() else "NOUN" for t in doc],
    )  # fmt: skip


@pytest.fixture
def saved(tmp_path: Path) -> str:
    nlp = spacy.blank("en")
    nlp.add_pipe("parser_made_for_the_test")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(
        [{"label": "PERSON", "pattern": "Ilka Stell"}, {"label": "GPE", "pattern": "Ormund"}, {"label": "DATE", "pattern": "Monday"}]
    )
    nlp.to_disk(tmp_path / "made")
    return str(tmp_path / "made")


def test_labels_are_ours(saved: str) -> None:
    doc = pipeline(saved)(TEXT, SENTENCES)
    assert doc.text == TEXT
    assert [sentence.text for sentence in doc.sents] == ["Ilka Stell saw ferries.", "In Ormund they waited on Monday"]
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Ilka Stell", "PER"), ("Ormund", "LOC")]
    assert {token.dep_ for token in doc} == {"root", "obj"}
    assert doc[0].pos_ == "PROPN"


def test_a_sentence_that_begins_inside_a_word_begins_with_the_next(saved: str) -> None:
    doc = pipeline(saved)(TEXT, (Span(0, 7), Span(7, len(TEXT))))
    assert [sentence.text for sentence in doc.sents] == ["Ilka Stell", "saw ferries. In Ormund they waited on Monday"]


@pytest.mark.parametrize("text", ["", "  ", "\n\nwords  \n"])
def test_white_space(saved: str, text: str) -> None:
    assert pipeline(saved)(text, ()).text == text


def test_ours_by_its_name() -> None:
    assert pipeline() is pipeline(ENGLISH) is english


def test_a_name_that_nobody_knows() -> None:
    with pytest.raises(OSError, match="nothing_of_that_name"):
        pipeline("nothing_of_that_name")
