"""Polarity, certainty and condition with their trigger words, on trees that are written out."""

from __future__ import annotations

import pytest

from firsthand.extract.modality import Modality, of_attribution, of_statement
from tests.extract.trees import Written, article, found, said, tree


def modality(sentence: str, source: str, cue: str, content: str) -> tuple[Written, Modality]:
    written = article(sentence)
    return written, of_attribution(tree(written), found(written, source, cue, content), None)


CONTENT = "gates~gate|NOUN|nsubj|{0} hold|VERB|ccomp|{1}"


@pytest.mark.parametrize(
    ("sentence", "source", "cue", "content", "polarity", "words"),
    [
        ("Varro|PROPN|nsubj|2 said~say|VERB|root|0 gates~gate|NOUN|nsubj|4 hold|VERB|ccomp|2", "Varro", "said", "gates hold", "positive", []),
        (
            "Varro|PROPN|nsubj|4 did~do|AUX|aux|4 not|PART|advmod|4 say|VERB|root|0 gates~gate|NOUN|nsubj|6 hold|VERB|ccomp|4",
            "Varro", "did not say", "gates hold", "negative", ["not"],
        ),
        (
            "Varro|PROPN|nsubj|5 not|PART|advmod|3 only|ADV|advmod|5 once|ADV|advmod|5 said~say|VERB|root|0 gates~gate|NOUN|nsubj|7 hold|VERB|ccomp|5",
            "Varro", "not only once said", "gates hold", "positive", [],
        ),
        ("Nobody|PRON|nsubj|2 said~say|VERB|root|0 gates~gate|NOUN|nsubj|4 hold|VERB|ccomp|2", "Nobody", "said", "gates hold", "negative", ["Nobody"]),
        ("Lund|PROPN|nsubj|2 declined~decline|VERB|root|0 to|PART|mark|4 comment|VERB|xcomp|2", "Lund", "declined", "to comment", "negative", ["declined"]),
        ("Lund|PROPN|nsubj|2 denied~deny|VERB|root|0 the|DET|det|4 claim|NOUN|obj|2", "Lund", "denied", "the claim", "denied", ["denied"]),
        ("Lund|PROPN|nsubj|2 denied~deny|VERB|root|0 the|DET|det|4 request|NOUN|obj|2", "Lund", "denied", "the request", "positive", []),
        ("Lund|PROPN|nsubj|2 rejected~reject|VERB|root|0 the|DET|det|4 plan|NOUN|obj|2", "Lund", "rejected", "the plan", "positive", []),
        ("Lund|PROPN|nsubj|2 rejected~reject|VERB|root|0 the|DET|det|4 claim|NOUN|obj|2", "Lund", "rejected", "the claim", "denied", ["rejected"]),
    ],
)  # fmt: skip
def test_polarity(sentence: str, source: str, cue: str, content: str, polarity: str, words: list[str]) -> None:
    written, made = modality(sentence, source, cue, content)
    assert (made.polarity, [written.syntax.text[i] for i in made.polarity_words]) == (polarity, words)


@pytest.mark.parametrize(
    ("sentence", "source", "cue", "content", "certainty", "words"),
    [
        (
            "Varro|PROPN|nsubj|4 may|AUX|aux|4 have|AUX|aux|4 said~say|VERB|root|0 gates~gate|NOUN|nsubj|6 hold|VERB|ccomp|4",
            "Varro", "may have said", "gates hold", "uncertain", ["may"],
        ),
        (
            "Varro|PROPN|nsubj|3 reportedly|ADV|advmod|3 said~say|VERB|root|0 gates~gate|NOUN|nsubj|5 hold|VERB|ccomp|3",
            "Varro", "said", "gates hold", "uncertain", ["reportedly"],
        ),
        (
            "Gates~gate|NOUN|nsubj:pass|3 are~be|AUX|aux:pass|3 said~say|VERB|root|0 to|PART|mark|5 hold|VERB|xcomp|3",
            "", "are said", "to hold", "uncertain", ["are", "said"],
        ),
        ("Varro|PROPN|nsubj|3 will|AUX|aux|3 announce|VERB|root|0 plans~plan|NOUN|obj|3", "Varro", "will announce", "plans", "future", ["will"]),
        (
            "Varro|PROPN|nsubj|2 wants~want|VERB|root|0 to|PART|mark|4 explain|VERB|xcomp|2 plans~plan|NOUN|obj|4",
            "Varro", "explain", "plans", "future", ["wants"],
        ),
        ("Did~do|AUX|aux|3 Varro|PROPN|nsubj|3 say|VERB|root|0 it|PRON|obj|3 ?|PUNCT|punct|3", "Varro", "Did + say", "it", "question", ["?"]),
        ("If|SCONJ|mark|3 he|PRON|nsubj|3 wants~want|VERB|advcl|6 it|PRON|obj|3 we|PRON|nsubj|6 go|VERB|root|0", "he", "wants", "it", "question", ["If"]),
        ("He|PRON|nsubj|4 could|AUX|aux|4 not|PART|advmod|4 say|VERB|root|0 why|ADV|obj|4", "He", "could not say", "why", "certain", []),
    ],
)  # fmt: skip
def test_certainty(sentence: str, source: str, cue: str, content: str, certainty: str, words: list[str]) -> None:
    written, made = modality(sentence, source, cue, content)
    assert (made.certainty, [written.syntax.text[i] for i in made.certainty_words]) == (certainty, words)


def test_the_question_in_quotation_marks_is_not_the_asking() -> None:
    _, made = modality(
        'He|PRON|nsubj|2 asked~ask|VERB|root|0 ,|PUNCT|punct|2 "|PUNCT|punct|7 Do|AUX|aux|7 gates~gate|NOUN|nsubj|7 hold|VERB|ccomp|2 ?|PUNCT|punct|7 "|PUNCT|punct|7',
        "He", "asked", "Do gates hold",
    )  # fmt: skip
    assert made.certainty == "certain"


CONDITIONAL = "Varro|PROPN|nsubj|2 said~say|VERB|root|0 gates~gate|NOUN|nsubj|4 open|VERB|ccomp|2 only|ADV|advmod|8 if|SCONJ|mark|8 rain|NOUN|nsubj|8 stops~stop|VERB|advcl|4"


def test_condition_on_the_content() -> None:
    written, made = modality(CONDITIONAL, "Varro", "said", "gates open only if rain stops")
    assert said(written, made.condition) == "only if rain stops"


def test_what_is_wondered_is_no_condition() -> None:
    _, made = modality(
        "Varro|PROPN|nsubj|2 asked~ask|VERB|root|0 if|SCONJ|mark|5 rain|NOUN|nsubj|5 stops~stop|VERB|ccomp|2",
        "Varro",
        "asked",
        "if rain stops",
    )
    assert made.condition is None


def test_a_statement_of_the_outlets_own() -> None:
    written = article(
        "Gates~gate|NOUN|nsubj|4 may|AUX|aux|4 not|PART|advmod|4 open|VERB|root|0 unless|SCONJ|mark|7 rain|NOUN|nsubj|7 stops~stop|VERB|advcl|4 .|PUNCT|punct|4"
    )
    made = of_statement(tree(written), range(8))
    assert (made.polarity, made.certainty, said(written, made.condition)) == ("negative", "uncertain", "unless rain stops")
    assert [written.syntax.text[i] for i in (*made.polarity_words, *made.certainty_words)] == ["not", "may"]
