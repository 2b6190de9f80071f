"""Where what is said ends, on trees that are written out."""

from __future__ import annotations

from dataclasses import replace

from firsthand.extract.ends import ended
from firsthand.extract.tree import Found
from firsthand.extract.view import View
from tests.extract.trees import Written, article, found


def contents(written: Written, *each: Found) -> list[str]:
    assert written.rules is not None
    made = ended(written.syntax, View(written, written.rules), each)
    return [" ".join(written.syntax.text[place] for place in one.content) for one in made]


def test_no_part_of_a_word_is_left_out() -> None:
    written = article(
        "Varro|PROPN|nsubj|2 wants~want|VERB|root|0 a|DET|det|7 river|NOUN|compound|6 -|PUNCT|punct|6 based|ADJ|amod|7 harbour|NOUN|obj|2"
    )
    one = found(written, "Varro", "wants", "a river", "intended")
    assert contents(written, one) == ["a river"]
    words = written.syntax
    glued = replace(written, syntax=replace(words, start=[0, 6, 12, 14, 19, 20, 26], end=[5, 11, 13, 19, 20, 25, 33]))
    assert contents(glued, one) == ["a river - based harbour"]


ORDERED = (
    "Varro|PROPN|nsubj|2 opposes~oppose|VERB|root|0 cuts~cut|NOUN|obj|2 of|ADP|case|5 clerks~clerk|NOUN|nmod|3 "
    "and|CCONJ|cc|7 guards~guard|NOUN|conj|5 today|ADV|advmod|2"
)


def test_a_preposition_leads_on_to_its_noun() -> None:
    written = article(ORDERED)
    assert contents(written, found(written, "Varro", "opposes", "cuts of", "believed")) == ["cuts of clerks and guards"]
    assert contents(written, found(written, "Varro", "opposes", "cuts of clerks and", "believed")) == ["cuts of clerks and guards"]


def test_a_relative_word_before_another_report_is_left_out() -> None:
    written = article(
        "Varro|PROPN|nsubj|2 praised~praise|VERB|root|0 the|DET|det|4 board|NOUN|obj|2 which|PRON|obj|7 Lund|PROPN|nsubj|7 "
        "criticised~criticise|VERB|acl:relcl|4"
    )
    first, second = found(written, "Varro", "praised", "the board which"), found(written, "Lund", "criticised", "the board which")
    assert contents(written, first, second)[0] == "the board"


def test_a_participle_after_a_comma_is_a_report_of_its_own() -> None:
    written = article(
        "Varro|PROPN|nsubj|2 said~say|VERB|root|0 gates~gate|NOUN|nsubj|4 hold|VERB|ccomp|2 well|ADV|advmod|4 ,|PUNCT|punct|7 "
        "adding~add|VERB|advcl|2 that|SCONJ|mark|10 locks~lock|NOUN|nsubj|10 leak|VERB|ccomp|7"
    )
    first = found(written, "Varro", "said", "gates hold well , adding that locks leak")
    second = found(written, "Varro", "adding", "that locks leak")
    assert contents(written, first, second) == ["gates hold well", "that locks leak"]
    assert contents(written, first) == ["gates hold well , adding that locks leak"]


def test_what_another_says_meanwhile_is_told_apart() -> None:
    written = article(
        "Varro|PROPN|nsubj|2 said~say|VERB|root|0 gates~gate|NOUN|nsubj|4 hold|VERB|ccomp|2 well|ADV|advmod|4 ,|PUNCT|punct|9 "
        "while|SCONJ|mark|9 Lund|PROPN|nsubj|9 said~say|VERB|advcl|4 locks~lock|NOUN|nsubj|11 leak|VERB|ccomp|9"
    )
    first, second = (
        found(written, "Varro", "said", "gates hold well , while Lund said locks leak"),
        Found(8, (8,), (7,), (9, 10), "said"),
    )
    assert contents(written, first, second) == ["gates hold well", "locks leak"]


def test_a_past_after_what_somebody_should_do_is_the_speakers() -> None:
    written = article(
        "Varro|PROPN|nsubj|2 said~say|VERB|root|0 boats~boat|NOUN|nsubj|5 should|AUX|aux|5 wait|VERB|ccomp|2 but|CCONJ|cc|7 "
        "promised~promise|VERB|conj|5 a|DET|det|9 delay|NOUN|obj|7"
    )
    assert contents(written, found(written, "Varro", "said", "boats should wait but promised a delay")) == ["boats should wait"]


def test_according_to_is_nothing_that_is_said() -> None:
    written = article(
        "Varro|PROPN|nsubj|2 said~say|VERB|root|0 gates~gate|NOUN|nsubj|4 hold|VERB|ccomp|2 ,|PUNCT|punct|8 "
        "according~accord|VERB|case|8 to|ADP|fixed|6 Lund|PROPN|obl|4"
    )
    assert contents(written, found(written, "Varro", "said", "gates hold , according to Lund")) == ["gates hold"]


def test_a_source_takes_in_the_name_before_a_party() -> None:
    written = article(
        "Ines|PROPN|nsubj|6 Varro|PROPN|flat|1 ,|PUNCT|punct|4 R-Harrow|PROPN|appos|1 ,|PUNCT|punct|1 said~say|VERB|root|0 "
        "gates~gate|NOUN|nsubj|8 hold|VERB|ccomp|6"
    )
    assert written.rules is not None
    [made] = ended(written.syntax, View(written, written.rules), [found(written, "R-Harrow", "said", "gates hold")])
    assert made.source == (0, 1, 2, 3)
