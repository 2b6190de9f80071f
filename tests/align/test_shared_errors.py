"""Names and figures that two articles have wrong in the same way."""

from __future__ import annotations

from datetime import datetime

from reused import Story

from firsthand.align.directions import Side, direction
from firsthand.model import Derivation, Passage

BARGE = "The barge Petrel brought {figure} sacks of barley to the quay of Dunmarrow on Monday, the first since the storm, and its skipper Oriel {name} went home."
MORE = (
    "Nobody has seen the horse of the mill since the flood, and bakers borrow candles.",
    "A welder from Ansel will look at the crane when somebody finds the key of the shed.",
    "Three ganders walked up the slipway, watched by a constable with a notebook.",
    "The council bought lamps for the customs house and sold its piano to a dentist.",
)


def story(names: str, figures: tuple[int, ...]) -> list[Derivation]:
    spelt = {"e": "Tamsen", "i": "Tamsin"}
    texts = {
        letter: BARGE.format(figure=figure, name=spelt[name]) + " " + more
        for letter, name, figure, more in zip("abcd", names, figures, MORE, strict=True)
    }
    return Story(texts).derivations()


def errors(rows: list[Derivation]) -> dict[str, set[str]]:
    found = {}
    for row in rows:
        wrong = {piece.words for piece in row.evidence if piece.role.split("-")[0] in ("misspelt", "odd")}
        if wrong:
            found[row.article_id_a + row.article_id_b] = wrong
    return found


def test_what_two_have_and_the_others_have_otherwise() -> None:
    assert errors(story("eeii", (60, 60, 16, 16))) == {"ab": {"Tamsen", "60"}, "cd": {"Tamsin", "16"}}
    assert errors(story("eeii", (16, 16, 16, 16))) == {"ab": {"Tamsen"}, "cd": {"Tamsin"}}


def test_one_other_is_not_enough_to_call_it_odd() -> None:
    assert errors(story("eeei", (60, 60, 60, 16))) == {}


def test_a_shared_error_with_dates_gives_a_direction() -> None:
    piece = (Passage("a", "odd-a", 0, 2, "60"), Passage("b", "odd-b", 0, 2, "60"))

    def at(name: str, hour: int) -> Side:
        when = datetime(2031, 3, 4, hour)
        return Side(name, f"{name} Courier", (when, when))

    told = direction(at("a", 9), at("b", 12), 9, piece)
    assert (told.to, told.rule) == ("b", "error")
    assert direction(at("a", 9), at("b", 12), 9).rule is None
    assert direction(at("a", 9), at("b", 9), 9, piece).rule is None
