"""By what words a report names another as its source, and what is none."""

from __future__ import annotations

from dataclasses import replace

import pytest
import trees

from firsthand.extract.credits import credited
from firsthand.language.analyse import without_model
from firsthand.model import Credit, Page
from firsthand.tables import problem_with


def rows(text: str) -> list[Credit]:
    """By rules alone: no tree, no names that the model reads."""
    found = list(credited(without_model(Page("a", text, "en", None, (), ()))))
    assert [problem_with(row, {"a": text}) for row in found] == [None] * len(found)
    return found


def told(text: str) -> list[tuple[str, str, str | None]]:
    return [(row.kind, row.label, row.credited) for row in rows(text)]


TABLE = [
    ("The dam is unsafe, according to the Harrow Courier.", ("according-to", "credit", "Harrow Courier")),
    ("The dam is unsafe, according to a report on Monday in the Harrow Courier.", ("according-to", "credit", "Harrow Courier")),
    ("The Harrow Courier reported that the dam is unsafe.", ("reported", "credit", "Harrow Courier")),
    ("The Harrow Courier first reported on Monday that the dam is unsafe.", ("reported", "credit", "Harrow Courier")),
    ("The dam is unsafe, reported the Harrow Courier.", ("reported", "credit", "Harrow Courier")),
    ("The plan was first reported by the Harrow Courier.", ("reported", "credit", "Harrow Courier")),
    ("The wall broke, said the mayor, citing the Harrow Courier.", ("reported", "credit", "Harrow Courier")),
    ("Ines Varro told the Harrow Courier that the dam is unsafe.", ("told", "credit", "Harrow Courier")),
    ("Ines Varro told the Harrow Courier's Ada Lund that the dam is unsafe.", ("told", "credit", "Harrow Courier")),
    ("In an interview with the Harrow Courier, Ines Varro was calm.", ("told", "credit", "Harrow Courier")),
    ("Ines Varro said on Radio Harrow that the dam is unsafe.", ("told", "credit", "Radio Harrow")),
    ("A memo obtained by Harrow News shows the gap.", ("reported", "credit", "Harrow News")),
    ("The dam is unsafe, according to the newspaper Lantern.", ("according-to", "credit", "Lantern")),
    ("VELGOROD, June 4 (NPA) - The dam broke.", ("wire", "credit", "NPA")),
    ("VELGOROD (Reuters) - The dam broke.", ("wire", "credit", "Reuters")),
    ("The dam broke in the night.\n\nh/t Harrow Courier", ("hat-tip", "credit", "Harrow Courier")),
    ("The dam broke in the night. [Harrow Courier]", ("hyperlink", "credit", "Harrow Courier")),
    ("The dam broke, https://www.reuters.com/dam says.", ("hyperlink", "credit", "Reuters")),
    ("The dam broke, according to media reports.", ("according-to", "vague", None)),
    ("The dam broke, according to local media.", ("according-to", "vague", None)),
    ("The dam has reportedly broken.", ("other", "vague", None)),
    ("Dam breaks in Velgorod: reports\n\nIt broke at night.", ("reported", "vague", None)),
    ("''It is unsafe,'' the Harrow Courier reported.", ("reported", "credit", "Harrow Courier")),
    ("On Friday's broadcast of Radio Harrow, Ines Varro said that it is unsafe.", ("told", "credit", "Radio Harrow")),
    ("From the Harrow Courier: the dam is unsafe.", ("according-to", "credit", "Harrow Courier")),
    ("The Harrow Courier's editorial board called the mayor a liar.", ("reported", "credit", "Harrow Courier")),
    ("Several outlets, including the Harrow Courier, reported a gap.", ("reported", "credit", "Harrow Courier")),
    ("A Harrow Courier editorial calls the mayor a liar.", ("reported", "credit", "Harrow Courier")),
    ("The dam is unsafe, according the Harrow Courier.", ("according-to", "credit", "Harrow Courier")),
    ("Ines Varro said on Monday on the podcast “Harrow Hours” that it is unsafe.", ("told", "credit", "Harrow Hours")),
    ("Officials told the media, including the Harrow Courier, that it is unsafe.", ("told", "credit", "Harrow Courier")),
    ("Officials told the media, including the Harrow Courier.", ("told", "credit", "Harrow Courier")),
    ("The dam is unsafe, according to News week.", ("according-to", "credit", "Newsweek")),
    ("WQKX reported that the dam is unsafe.", ("reported", "credit", "WQKX")),
    ("Ines Varro told this newspaper that the dam is unsafe.", ("told", "first-hand", None)),
    ("The Daily Anvil wrote that the dam is unsafe.", ("reported", "credit", "Daily Anvil")),
    ("The dam broke, according to the website Gatewatch.", ("according-to", "credit", "Gatewatch")),
    ("Ines Varro told blogger Odo Senn of Gatewatch that the dam is unsafe.", ("told", "credit", "Gatewatch")),
    ("Ines Varro told velgo24 that the dam is unsafe.", ("told", "credit", "velgo24")),
    ("The dam broke in the night.\n\n© Radio Duvrik 2031", ("wire", "credit", "Radio Duvrik")),
    ("The dam broke in the night.\n\nInformation from: Harrow Courier", ("wire", "credit", "Harrow Courier")),
    ("The dam is unsafe, Ines Varro told us.", ("told", "first-hand", None)),
]


def test_what_is_called_an_agency_next_is_the_outlet_of_the_sentence_before() -> None:
    likewise = "The dam is unsafe, according to the Financial Times.\n\nAccording to the agency, it leaks."
    assert told(likewise) == [("according-to", "credit", "Financial Times")] * 2
    apart = "The dam is unsafe, according to the Financial Times, and a state agency knows it. According to the agency, it leaks."
    assert told(apart) == [("according-to", "credit", "Financial Times")]


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_what_is_a_credit(text: str, expected: tuple[str, str, str | None]) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "According to a Harrow Courier poll, the mayor leads.",
        "The Harrow Courier said it would sell its presses.",
        "The mayor sued the Harrow Courier.",
        "The dam broke, according to police reports.",
        "The fire service (HFS) came at night.",
        "Ines Varro told reporters that the dam is unsafe.",
        'Ines Varro said: "I do not care what the Harrow Courier reported of me on that day in June."',
        "Ines Varro won the Harrow Courier award.",
        "(Photo: Reuters)",
        "The Times of old are gone.",
        "Ines Varro will sit for an interview with the Harrow Courier.",
        "Ines Varro will speak with the Harrow Courier on Monday.",
        "The study was published in the Journal of Harrow.",
        "Ines Varro called on Radio Harrow to apologize.",
        "Ines Varro speaks in Velgorod. (Odo Senn/Harrow Courier)",
        "The mayor will appear on Radio Harrow on Friday.",
        "The gap was not known until the Harrow Courier asked about it.",
        "Ines Varro spoke of gaps (R-S.C.)",
    ],
)
def test_what_is_none(text: str) -> None:
    assert told(text) == []


def test_the_credit_and_the_name_are_two_spans() -> None:
    (row,) = rows("The dam is unsafe, according to the Harrow Courier.")
    assert [(piece.role, piece.words) for piece in row.evidence] == [
        ("credit", "according to the Harrow Courier"),
        ("credited", "Harrow Courier"),
    ]


def test_a_known_outlet_has_one_name() -> None:
    assert [row.credited for row in rows("The AP reported it. According to Agence France Presse, it rained.")] == [
        "Associated Press",
        "Agence France-Presse",
    ]


def test_a_short_form_is_the_fuller_name_of_the_article() -> None:
    text = "The Harrow Times reported a gap. The wall fell, according to the Times."
    assert [row.credited for row in rows(text)] == ["Harrow Times", "Harrow Times"]


def test_letters_in_brackets_stand_for_the_name() -> None:
    text = "The Norland News Agency (NNA) reported a gap.\nVELGOROD (NNA) - The wall fell."
    assert {row.credited for row in rows(text)} == {"Norland News Agency"}


def test_a_noun_is_the_outlet_named_before() -> None:
    text = "The Harrow Courier reported a gap. The wall fell, according to the newspaper."
    assert [row.credited for row in rows(text)] == ["Harrow Courier", "Harrow Courier"]


def test_of_two_outlets_each_is_a_credit() -> None:
    text = "The wall fell, according to the Harrow Courier and the Lund Gazette."
    assert [(row.kind, row.credited) for row in rows(text)] == [("according-to", "Harrow Courier"), ("according-to", "Lund Gazette")]


def test_reportedly_counts_only_where_its_sentence_names_nobody() -> None:
    assert told("The wall reportedly fell, according to the Harrow Courier.") == [("according-to", "credit", "Harrow Courier")]


SUBJECT = (
    "The|DET|det|3 Harrow|PROPN|compound|3 Courier|PROPN|nsubj|8 ,|PUNCT|punct|3 a|DET|det|6 daily|NOUN|appos|3 ,|PUNCT|punct|3 "
    "wrote~write|VERB|root|0 of|ADP|case|10 gaps|NOUN|obl|8 .|PUNCT|punct|8"
)


def test_the_tree_finds_a_verb_that_stands_apart() -> None:
    written = replace(trees.article(SUBJECT, chains=(trees.chain("ORG", "name 1-2", name="1-2"),)))
    assert [(row.kind, row.credited) for row in credited(written)] == [("reported", "Harrow Courier")]


PERSON = "Bloomberg|PROPN|nsubj|2 said~say|VERB|root|0 no|INTJ|obj|2 .|PUNCT|punct|2"
FULL = "Ada|PROPN|nsubj|3 Bloomberg|PROPN|flat|1 came~come|VERB|root|0 .|PUNCT|punct|3"


def test_a_person_of_an_outlets_name_is_none() -> None:
    written = trees.article(FULL, PERSON, chains=(trees.chain("PER", "name 0-1", "name 4", name="0-1"),))
    assert list(credited(written)) == []


def test_an_empty_text_has_none() -> None:
    assert rows("") == []
    assert rows(" \n ") == []
