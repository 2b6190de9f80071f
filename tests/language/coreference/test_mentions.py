"""What is found in a parsed sentence: spans, heads, number, and who stands together."""

from __future__ import annotations

import pytest

spacy = pytest.importorskip("spacy")
from spacy.tokens import Doc  # noqa: E402

from firsthand.language import language  # noqa: E402
from firsthand.language.coreference.mentions import Mention, columns, mentions  # noqa: E402


def found(rows: list[tuple[str, str, str, int]], ents: list[str] | None = None) -> list[tuple[str, Mention]]:
    """Each row: word, part of speech, relation, head (from 0)."""
    rules = language("en")
    assert rules is not None
    words, pos, deps, heads = (list(column) for column in zip(*rows, strict=True))
    lemmas = [w.lower().removesuffix("s") if p == "NOUN" else w.lower() for w, p in zip(words, pos, strict=True)]
    doc = Doc(spacy.blank("en").vocab, words=words, pos=pos, deps=deps, heads=heads, lemmas=lemmas, ents=ents)
    return [(doc[m.start : m.end].text, m) for m in mentions(doc, columns(doc), rules)]


def test_a_noun_phrase_runs_from_its_determiner_to_its_head() -> None:
    rows = [("The", "DET", "det", 2), ("water", "NOUN", "compound", 2), ("ministers", "NOUN", "nsubj", 3), ("left", "VERB", "root", 3)]
    ((words, mention),) = found(rows)
    assert words == "The water ministers"
    assert (mention.head, mention.plural, mention.definite) == (2, True, True)


def test_a_possessor_belongs_to_the_phrase_and_is_a_mention_of_its_own() -> None:
    rows = [("Her", "PRON", "nmod:poss", 1), ("husband", "NOUN", "nsubj", 2), ("left", "VERB", "root", 2)]
    assert [words for words, _ in found(rows)] == ["Her husband", "Her"]


def test_two_who_are_joined_are_a_group() -> None:
    rows = [("Varro", "PROPN", "nsubj", 3), ("and", "CCONJ", "cc", 2), ("Lund", "PROPN", "conj", 0), ("left", "VERB", "root", 3)]
    made = found(rows, ["B-PER", "O", "B-PER", "O"])
    assert [(words, mention.kind) for words, mention in made] == [("Varro and Lund", "group"), ("Varro", "name"), ("Lund", "name")]


def test_who_are_joined_by_or_are_no_group() -> None:
    rows = [("Varro", "PROPN", "nsubj", 3), ("or", "CCONJ", "cc", 2), ("Lund", "PROPN", "conj", 0), ("left", "VERB", "root", 3)]
    assert [mention.kind for _, mention in found(rows, ["B-PER", "O", "B-PER", "O"])] == ["name", "name"]


def test_quotations_are_numbered_and_end_with_the_paragraph() -> None:
    words = ["“", "Open", "”", "he", '"', "Shut", "\n\n", "she", '"', "Now", '"']
    assert quotations(words) == [1, 1, 1, 0, 2, 2, 0, 0, 3, 3, 3]


def quotations(words: list[str]) -> list[int]:
    count = len(words)
    doc = Doc(spacy.blank("en").vocab, words=words, pos=["X"] * count, heads=[0] * count, deps=["root"] + ["dep"] * (count - 1))
    return columns(doc).quotation


@pytest.mark.parametrize(
    ("gap", "closes"),
    [("\n", False), ("\r\n", False), ("\n  ", False), ("\n\n", True), ("\r\n\r\n", True), ("\n \t\n", True), ("\u2029", True)],
)
def test_the_end_of_a_line_closes_no_quotation(gap: str, closes: bool) -> None:
    assert quotations(['"', "Open", gap, "now", '"', "he"]) == ([1, 1, 0, 0, 2, 2] if closes else [1, 1, 1, 1, 1, 0])
