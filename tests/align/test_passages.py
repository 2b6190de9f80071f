"""Passages of a pair, word for word and edited."""

from __future__ import annotations

import time

import pytest

from firsthand.align.passages import Shared, ready, shared
from firsthand.align.reuse import common
from firsthand.align.sketches import Bodies, places
from firsthand.model import Span

FERRY = (
    "The ferry to Dunmarrow left the quay at nine with forty passengers and a crate of geese, and turned back when water came over the car deck near the "
    "outer buoy of the harbour"
)
OTHER = "Bakers on the island have flour until Thursday, while the mill waits for coal and the council counts its lamps by candle light every evening"


def found(one: str, other: str, quoted: tuple[list[Span], list[Span]] = ([], [])) -> list[Shared]:
    bodies = Bodies()
    bodies.add("a", one, (), quoted[0])
    bodies.add("b", other, (), quoted[1])
    words = common()
    return shared(ready(bodies.body(0), words), ready(bodies.body(1), words))


def shown(text: str, start: int, end: int) -> str:
    at = places(text, (), ())
    return text[at[start][0] : at[end - 1][1]]


def test_a_passage_word_for_word() -> None:
    one, other = f"{OTHER}. {FERRY}.", f"{FERRY}. Nobody was hurt."
    (item,) = found(one, other)
    assert shown(one, item.start_a, item.end_a) == shown(other, item.start_b, item.end_b) == FERRY
    assert item.similarity == 1
    assert item.kind == "prose"


def test_words_replaced_inserted_and_left_out_are_bridged() -> None:
    other = (
        FERRY.replace("left the quay", "had left its quay")
        .replace("forty passengers and a crate of geese", "forty people and geese")
        .replace("near", "close to")
    )
    (item,) = found(f"{OTHER}. {FERRY}.", f"{other}. {OTHER[:30]}")
    assert item.end_b - item.start_b >= 30
    assert 0.7 < item.similarity < 1


def test_a_change_of_order_cuts_a_passage() -> None:
    first, second = FERRY.split(" and turned ")
    items = found(f"{first}. turned {second}.", f"turned {second}. {OTHER}. {first}.")
    assert len(items) == 2
    assert items[0].start_b > items[1].start_b


def test_other_texts_share_nothing() -> None:
    assert found(FERRY, OTHER) == []


@pytest.mark.parametrize("words", ["the ferry to Dunmarrow left", "at the end of the day and in the course of it"])
def test_a_few_words_and_function_words_tell_nothing(words: str) -> None:
    assert (
        found(f"Once more {words} she wrote down what the others had sung", f"Nobody thought that {words} anything else could go wrong")
        == []
    )


def test_words_that_both_quote_are_no_prose() -> None:
    one, other = f"She said: {FERRY}. {OTHER}", f"He read it aloud. {FERRY}. Then he went."
    inside = ([Span(one.index("The ferry"), one.index(". Bakers"))], [Span(other.index("The ferry"), other.index(". Then"))])
    assert [item.kind for item in found(one, other, inside)] == ["quotation"]
    assert [item.kind for item in found(one, other, (inside[0], []))] == ["prose"]


def test_a_passage_is_cut_where_prose_and_quotation_meet() -> None:
    both = f"{OTHER}, {FERRY}"
    span = [Span(0, len(OTHER))]
    assert [item.kind for item in found(both, both, (span, span))] == ["quotation", "prose"]


def test_a_quoted_scrap_inside_prose_is_prose() -> None:
    span = [Span(FERRY.index("forty"), FERRY.index(" and a crate"))]
    (item,) = found(FERRY, FERRY, (span, span))
    assert (item.kind, item.similarity) == ("prose", 1)


@pytest.mark.parametrize("text", ["word " * 100_000, "a b c d e f g " * 10_000, " ".join(f"w{n % 700}" for n in range(60_000))])
def test_hostile_texts_cost_little(text: str) -> None:
    start = time.process_time()
    found(text, text + "more")
    assert time.process_time() - start < 10
