"""The table of endings: what is learnt from a few words, and applied to others."""

from __future__ import annotations

from firsthand.language.model.lemmas import lemma, read_rules, write_rules
from training.corpora import Document, Sentence
from training.lemmas import learnt


def document(*words: tuple[str, str, str]) -> Document:
    forms, tags, lemmas = zip(*words, strict=True)
    return Document("d", (Sentence(forms, (True,) * len(forms), upos=tags, lemmas=lemmas),))


SEEN = document(
    ("boats", "NOUN", "boat"), ("locks", "NOUN", "lock"), ("cities", "NOUN", "city"), ("ferries", "NOUN", "ferry"), ("men", "NOUN", "man"),
    ("walked", "VERB", "walk"), ("closed", "VERB", "close"), ("voted", "VERB", "vote"), ("went", "VERB", "go"), ("The", "DET", "the"),
    ("Lakes", "PROPN", "Lake"), ("Hills", "PROPN", "Hill"), ("i", "PRON", "I"), ("US", "PROPN", "US"),
)  # fmt: skip


def test_rules_of_endings_hold_for_other_words() -> None:
    rules = learnt([SEEN])
    assert lemma("harbours", "NOUN", rules) == "harbour"
    assert lemma("parties", "NOUN", rules) == "party"
    assert lemma("Isles", "PROPN", rules) == "Isle"
    assert lemma("THE", "DET", rules) == "the"


def test_whole_words_come_first() -> None:
    rules = learnt([SEEN])
    assert [lemma(word, tag, rules) for word, tag in (("men", "NOUN"), ("went", "VERB"), ("I", "PRON"))] == ["man", "go", "I"]


def test_nothing_is_cut_to_nothing() -> None:
    rules = learnt([SEEN])
    assert lemma("s", "NOUN", rules)
    assert lemma("İ", "NOUN", rules)  # its lower case is two code points


def test_the_table_is_read_as_it_was_written() -> None:
    rules = learnt([SEEN])
    assert read_rules(write_rules(rules)) == rules
