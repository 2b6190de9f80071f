"""What extractors see of a text that the model cannot read: its words and sentences, and nothing that only the model knows."""

from __future__ import annotations

from firsthand.language.analyse import without_model
from firsthand.model import Page

TEXT = "“The lock stays shut,” said Ines Varro. Nobody asked why."


def test_without_the_model_a_text_still_has_its_words_in_sentences() -> None:
    article = without_model(Page("a", TEXT, "en", None, (), ()))
    words = article.syntax
    assert [TEXT[a:b] for a, b in zip(words.start, words.end, strict=True)] == words.text
    assert [words.sentence[words.text.index(word)] for word in ("lock", "Varro", "Nobody")] == [1, 1, 2]
    assert {words.pos[words.text.index(word)] for word in ("lock", "Varro")} == {"X"}
    assert words.pos[words.text.index(".")] == "PUNCT"
    assert words.head == list(range(len(words.text)))
    assert article.chains == article.proposals == ()
    assert len(article.quotations) == 1


def test_a_text_of_nothing_has_no_words() -> None:
    assert without_model(Page("a", "", "en", None, (), ())).syntax.text == []
